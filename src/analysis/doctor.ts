/** `panelist doctor`: the program, the store and a self-test, as one dated record for people and for a quality system. */
import { readdirSync, readFileSync } from "node:fs";
import { platform, release } from "node:os";
import { Writable } from "node:stream";
import { fileURLToPath } from "node:url";
import type { z } from "zod";
import type { Assembly } from "../core/assembly.ts";
import { sha256 } from "../core/digest.ts";
import { asToolError, formatError } from "../core/errors.ts";
import { PLACES } from "../core/places.ts";
import type { Addresses } from "../io/addresses.ts";
import { isFor, standingOf, wantedOf } from "../library/setup/standing.ts";
import { isNamed } from "../store/index.ts";
import { KINDS, type Store, type StoreEntry } from "../store/types.ts";
import type * as schema from "./doctor-schema.ts";
import type { AnalyseIo } from "./io.ts";
import { DEFAULT_OPTIONS } from "./options.ts";

export type Examination = z.infer<typeof schema.doctor>;
type ExaminedEntry = Examination["store"]["entries"][number];

/** The steps of the addresses in use, and the builds that they are asked for. */
type Wanted = Pick<Addresses, "steps"> & { assemblies: readonly Assembly[] };

const DAY_MS = 24 * 3600 * 1000;

/** Reads every byte of the store, and holds it to what `setup` would bring; changes nothing. @throws ToolError E_STORE: an entry cannot be read at all */
export async function examine(
  store: Store,
  wanted: Wanted,
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
    knowledge: isReadable ? await knowledgeOf(store, wanted, now) : [],
    selfTest: await selfTest(io),
  };
}

async function knowledgeOf(
  store: Store,
  { steps, assemblies }: Wanted,
  now: Date,
): Promise<Examination["knowledge"]> {
  const standings = steps
    .filter((step) => isFor(step, assemblies))
    .map(async (step) => {
      const { entry, entries } = await standingOf(step, store);
      const age = entry === null ? null : (now.getTime() - Date.parse(entry.fetched)) / DAY_MS;
      return {
        step: step.step,
        title: step.title,
        assembly: step.assembly,
        release: entry === null ? null : `${entry.source} ${entry.version}`.trim(),
        entries,
        ageDays: age === null ? null : Math.max(0, Math.floor(age)),
        unapproved: entry?.unapproved === true,
        wanted: await wantedOf(step, entry, store),
      };
    });
  return Promise.all(standings);
}

function programDigest(): string {
  const folder = new URL("./", PLACES.worker);
  const names = readdirSync(folder).filter((name) => name.endsWith(".js"));
  return sha256(
    ...names.sort().flatMap((name) => [name, "\0", readFileSync(new URL(name, folder))]),
  );
}

/** The bundled family, without any store, held to the answer that is kept beside it. */
async function selfTest({
  now,
  version,
}: Pick<AnalyseIo, "now" | "version">): Promise<Examination["selfTest"]> {
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
      : `the answer for the bundled family (${rows} candidates) differs from the expected one`,
    answer: sha256(answer),
    expected,
  };
}

// oxlint-disable-next-line require-yield -- it has nothing to give
async function* nothing(): AsyncGenerator<Uint8Array> {}
