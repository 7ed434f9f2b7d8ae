/** `panelist doctor`: the program, the store and a self-test, as one dated record for people and for a quality system. */
import { readdirSync, readFileSync } from "node:fs";
import { platform, release } from "node:os";
import { Writable } from "node:stream";
import { fileURLToPath } from "node:url";
import type { Assembly } from "../core/assembly.ts";
import { sha256 } from "../core/digest.ts";
import { asToolError, formatError } from "../core/errors.ts";
import { PLACES } from "../core/places.ts";
import { bundledAddresses } from "../io/addresses.ts";
import { isFor, standingOf } from "../library/setup/standing.ts";
import { isNamed } from "../store/index.ts";
import { KINDS, type Store, type StoreEntry, type StoreFault } from "../store/types.ts";
import type { AnalyseIo } from "./io.ts";
import { DEFAULT_OPTIONS } from "./options.ts";

export interface Examination {
  schema: "panelist.doctor";
  version: 1;
  /** ISO 8601, UTC. */
  date: string;
  tool: {
    name: "panelist";
    version: string;
    node: string;
    system: string;
    /** SHA-256 over the names and contents of the program's files. */
    sha256: string;
  };
  store: {
    path: string;
    /** Kinds whose releases must be approved before they are used. */
    approvalRequired: string[];
    entries: ExaminedEntry[];
    faults: Omit<StoreFault, "repaired">[];
  };
  /** What setup brings, for the builds that were asked for. */
  knowledge: ExaminedStep[];
  selfTest: SelfTest;
}

interface ExaminedEntry extends Pick<
  StoreEntry,
  "kind" | "source" | "id" | "version" | "assembly" | "fetched" | "sha256"
> {
  standing: "approved" | "unapproved" | "withdrawn" | "no approval needed";
}

interface ExaminedStep {
  step: string;
  title: string;
  assembly: Assembly | null;
  /** The newest release; null: there is none. */
  release: string | null;
  entries: number;
  /** Since it was brought in, whole; null: there is none. */
  ageDays: number | null;
  unapproved: boolean;
}

interface SelfTest {
  outcome: "passed" | "failed";
  what: string;
  /** SHA-256 of the answer, and of the one that is kept. */
  answer: string | null;
  expected: string;
}

const DAY_MS = 24 * 3600 * 1000;

/** Reads every byte of the store; changes nothing. @throws ToolError E_STORE: an entry cannot be read at all */
export async function examine(
  store: Store,
  assemblies: readonly Assembly[],
  io: Pick<AnalyseIo, "now" | "version">,
): Promise<Examination> {
  const now = io.now();
  const faults = await store.verify();
  const isReadable = faults.every(({ problem }) => problem !== "entry");
  const kinds = isReadable ? await Promise.all(KINDS.map((kind) => store.listAll(kind))) : [];
  const { required, approved } = await store.standings();
  const standing = (entry: StoreEntry): ExaminedEntry["standing"] => {
    if (entry.withdrawn !== undefined) return "withdrawn";
    if (entry.unapproved === true) return "unapproved";
    return approved.some((said) => isNamed(said, entry)) ? "approved" : "no approval needed";
  };
  const entries = kinds.flat().map((entry): ExaminedEntry => {
    const { kind, source, id, version, assembly, fetched, sha256: digest } = entry;
    return {
      kind,
      source,
      id,
      version,
      assembly,
      fetched,
      sha256: digest,
      standing: standing(entry),
    };
  });
  return {
    schema: "panelist.doctor",
    version: 1,
    date: now.toISOString(),
    tool: {
      name: "panelist",
      version: io.version,
      node: process.version,
      system: `${platform()} ${process.arch} ${release()}`,
      sha256: programDigest(),
    },
    store: {
      path: store.path,
      approvalRequired: [...required],
      entries,
      faults: faults.map(({ path, problem, detail }) => ({ path, problem, detail })),
    },
    knowledge: isReadable ? await knowledgeOf(store, assemblies, now) : [],
    selfTest: await selfTest(io),
  };
}

async function knowledgeOf(
  store: Store,
  assemblies: readonly Assembly[],
  now: Date,
): Promise<ExaminedStep[]> {
  const steps = bundledAddresses().steps.filter((step) => isFor(step, assemblies));
  const standings = await Promise.all(steps.map((step) => standingOf(step, store)));
  return standings.map(({ step: { step, title, assembly }, entry, entries }) => ({
    step,
    title,
    assembly,
    release: entry === null ? null : `${entry.source} ${entry.version}`.trim(),
    entries,
    ageDays:
      entry === null
        ? null
        : Math.max(0, Math.floor((now.getTime() - Date.parse(entry.fetched)) / DAY_MS)),
    unapproved: entry?.unapproved === true,
  }));
}

function programDigest(): string {
  const folder = new URL("./", PLACES.worker);
  const names = readdirSync(folder).filter((name) => name.endsWith(".js"));
  return sha256(
    ...names.sort().flatMap((name) => [name, "\0", readFileSync(new URL(name, folder))]),
  );
}

/** The bundled family, without any store, held to the answer that is kept beside it. */
async function selfTest({ now, version }: Pick<AnalyseIo, "now" | "version">): Promise<SelfTest> {
  const file = (name: string): string => fileURLToPath(new URL(name, PLACES.demo));
  const kept = readFileSync(file("expected.tsv"));
  const expected = sha256(kept);
  const parts: Buffer[] = [];
  const stdout = new Writable({
    write(part: Buffer, _encoding, done) {
      parts.push(part);
      done();
    },
  });
  const silent = { info: () => {}, warn: () => {}, detail: () => {} };
  const { analyseInto } = await import("./analyse.ts");
  try {
    await analyseInto(
      {
        ...DEFAULT_OPTIONS,
        vcfs: [file("trio.vcf.gz")],
        ped: file("trio.ped"),
        panels: ["epilepsy", "cardiomyopathy"],
      },
      { format: "tsv", look: undefined, file: undefined, dir: undefined },
      {
        log: silent,
        onProgress: () => {},
        commandLine: [],
        version,
        now,
        stdin: nothing(),
        stdout,
      },
    );
  } catch (error) {
    return { outcome: "failed", what: formatError(asToolError(error)), answer: null, expected };
  }
  const answer = Buffer.concat(parts);
  const rows = answer.toString("utf8").split("\n").length - 2;
  const isSame = answer.equals(kept);
  return {
    outcome: isSame ? "passed" : "failed",
    what: isSame
      ? `${rows} candidates in the bundled family, byte for byte as expected`
      : `the answer for the bundled family (${rows} candidates) is not the expected one`,
    answer: sha256(answer),
    expected,
  };
}

// oxlint-disable-next-line require-yield -- it has nothing to give
async function* nothing(): AsyncGenerator<Uint8Array> {}
