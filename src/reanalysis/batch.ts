/**
 * `panelist batch`: every family in a table is analysed, each into its own folder. A family is done when its
 * folder is whole and answers what is asked now; so a batch that was ended goes on where it was, and results of an
 * earlier night, under other knowledge, are made anew. One bad family does not stop the others.
 */
import { readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { checkCaseId } from "../archive/index.ts";
import { canonicalJson } from "../core/canonical.ts";
import { sha256 } from "../core/digest.ts";
import { asToolError, usageError } from "../core/errors.ts";
import { didYouMean, nearest } from "../core/nearest.ts";
import { isObject } from "../core/json.ts";
import {
  type OutputRequest,
  RECORD,
  refuseNhsNumbers,
  setFaults,
  type RunDocument,
} from "../report/index.ts";
import { hasKind } from "../store/names.ts";
import { KINDS } from "../store/types.ts";
import type { AnalyseIo } from "../analysis/io.ts";
import { type AnalyseOptions, DEFAULT_OPTIONS } from "../analysis/options.ts";
import { inOneLine } from "./failed-case.ts";
import { leftOut } from "./left-out.ts";
import { type CaseSettings, overruledText, type Wanted } from "./manifest.ts";
import { noCase, refuseTwice, wantedIn } from "./wanted.ts";

interface BatchOptions extends Pick<OutputRequest, "people" | "pruneTranscripts"> {
  /** Tables, case files, phenopackets. */
  files: string[];
  /** Names of cases; none: all. */
  only?: readonly string[];
  /** A folder per case is made in it. */
  outDir: string;
  shard?: { index: number; of: number } | undefined;
  /** What the files leave open. */
  analyse: AnalyseOptions;
  /** Told of each case as soon as it is over. */
  onCase: (outcome: BatchOutcome) => Promise<void>;
}

export interface BatchOutcome {
  case: string;
  outcome: "done" | "already_done" | "failed";
  /** What was found; null: it failed. */
  found: Pick<RunDocument, "complete" | "counts"> | null;
  /** That mark the case; {} also where the row cannot be used. */
  labels: Readonly<Record<string, string>>;
  /** Of a failure. */
  code: string | null;
  message: string | null;
}

/** @throws ToolError a file cannot be read, a case is named twice or by an NHS number: nothing is analysed then */
export async function batch(
  { files, only = [], outDir, shard, analyse, onCase, ...outputs }: BatchOptions,
  io: AnalyseIo & { stdout: NodeJS.WritableStream },
): Promise<BatchOutcome[]> {
  const cases: Wanted[] = [];
  for (const file of files) {
    // oxlint-disable-next-line no-await-in-loop -- in order
    const there = await wantedIn(file, { add: NOT_KEPT, analyse });
    if (there.length === 0) io.log.warn(noCase(file));
    cases.push(...there);
  }
  refuseTwice(cases);
  // Folders, lines and pages bear the id.
  if (outputs.people?.allowNhsNumbers !== true) refuseNhsNumbers(cases.map(({ id }) => id));
  const unknown = only.find((id) => !cases.some((one) => one.id === id));
  if (unknown !== undefined) {
    const near = didYouMean(
      nearest(
        unknown,
        cases.map(({ id }) => id),
      ),
    );
    throw usageError(`there is no case '${unknown}'`, near || "Check the table's column 'case'.");
  }
  const wantedCases = only.length === 0 ? cases : cases.filter(({ id }) => only.includes(id));
  const knowledge = await knowledgeIn(analyse.store);
  const mine = wantedCases.filter((_, i) => shard === undefined || i % shard.of === shard.index);
  const outcomes: BatchOutcome[] = [];
  for (const [i, wanted] of mine.entries()) {
    // oxlint-disable-next-line no-await-in-loop -- one case at a time: bounded memory
    const outcome = await oneCase(wanted, join(outDir, wanted.id), { knowledge, outputs }, io);
    outcomes.push(outcome);
    // oxlint-disable-next-line no-await-in-loop -- lines in order
    await onCase(outcome);
    io.onProgress({ bytes: i + 1, totalBytes: mine.length, records: i + 1, unit: "cases" });
  }
  return outcomes;
}

/** Words on a case that no archive would evaluate. */
const UNASKED = {
  withdrawn: "status is withdrawn",
  no_consent: "consent is no",
  consent_ended: "consent has ended",
} as const;

/** Of a table's columns for an archive nothing is asked, but whether the patient may be. */
const NOT_KEPT: CaseSettings = {
  status: "open",
  consent: { given: true, until: null },
  assay: undefined,
  by: "",
  panelVersions: [],
};

async function oneCase(
  wanted: Wanted,
  dir: string,
  given: { knowledge: string; outputs: Pick<BatchOptions, "people" | "pruneTranscripts"> },
  io: AnalyseIo & { stdout: NodeJS.WritableStream },
): Promise<BatchOutcome> {
  const { id, open } = wanted;
  const over = { case: id, code: null, message: null, labels: {} };
  const note = overruledText(wanted);
  if (note !== undefined) io.log.warn(note);
  try {
    checkCaseId(id);
    const { add, options } = await open().catch((error: unknown) => {
      unmark(dir);
      throw error;
    });
    over.labels = options.labels;
    const left = leftOut(add, io.now());
    if (left !== null && left !== "closed")
      io.log.warn(`${id}: analysed, although its ${UNASKED[left]}: leave it out of the table`);
    const { knowledge, outputs } = given;
    const question = questionOf(options, [knowledge, io.version, JSON.stringify(outputs)]);
    const there = answerIn(dir, question);
    if (there !== null) return { ...over, outcome: "already_done", found: there };
    unmark(dir);
    const { analyseInto } = await import("../analysis/analyse.ts");
    const request = { ...outputs, format: "tsv", dir, batch: { case: id, question } } as const;
    return { ...over, outcome: "done", found: await analyseInto(options, request, ofCase(id, io)) };
  } catch (error) {
    const failed = asToolError(error);
    const { code } = failed;
    return { ...over, outcome: "failed", found: null, code, message: inOneLine(failed) };
  }
}

/** What is no warning stands in the case's own record. */
function ofCase<T extends AnalyseIo>(id: string, io: T): T {
  const { warn, detail } = io.log;
  const log = { info: () => {}, warn: (text: string) => warn(`${id}: ${text}`), detail };
  return { ...io, log, onProgress: () => {} };
}

/** All that the answer depends on, files by size and time: what is the same need not be asked again. */
function questionOf(given: AnalyseOptions, rest: readonly string[]): string {
  // A command line's own, such as the shard, is none of them.
  const names = Object.keys(DEFAULT_OPTIONS) as (keyof AnalyseOptions)[];
  const asked = names.filter((name) => name !== "threads").map((name) => [name, given[name]]);
  const options = Object.fromEntries(asked) as Partial<AnalyseOptions>;
  const files = textsIn(options).flatMap((path) =>
    [path, `${path}.tbi`, `${path}.csi`].flatMap((name) => {
      const stat = statSync(name, { throwIfNoEntry: false });
      return stat?.isFile() === true ? [[name, stat.size, stat.mtimeMs]] : [];
    }),
  );
  return sha256(canonicalJson([options, files, rest]));
}

/** Any of them may name a file. */
function textsIn(value: unknown): string[] {
  if (typeof value === "string") return value.length < MOST_OF_A_PATH ? [value] : [];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  return isObject(value) ? Object.values(value).flatMap(textsIn) : [];
}

const MOST_OF_A_PATH = 4096;

/** Digest of what the store holds and of what people said of it. */
async function knowledgeIn(store: string | undefined): Promise<string> {
  if (store === undefined || !KINDS.some((kind) => hasKind(store, kind))) return "";
  const { openStore } = await import("../store/index.ts");
  const opened = openStore(store);
  const kinds = await opened.kinds();
  const entries = await Promise.all(kinds.map((kind) => opened.list(kind)));
  const names = entries.flat().map(({ kind, source, id, version, sha256: digest, unapproved }) => {
    return [kind, source, id, version, digest, unapproved];
  });
  return sha256(canonicalJson([names, await opened.standings()]));
}

/** The record of a whole folder that answers this question; null: there is none. */
function answerIn(dir: string, question: string): RunDocument | null {
  try {
    const record = JSON.parse(readFileSync(join(dir, RECORD), "utf8")) as RunDocument;
    return record.question === question && setFaults(dir)?.length === 0 ? record : null;
  } catch {
    // Whatever lies there is no answer: it is made anew.
    return null;
  }
}

/**
 * What an earlier run left is no answer to what is asked now: if the case fails, nothing may read it as one. What
 * people read stays beside, and `report --verify` says that it is no whole set.
 */
function unmark(dir: string): void {
  const there = statSync(dir, { throwIfNoEntry: false })?.isDirectory() === true;
  const names = there ? readdirSync(dir).filter((name) => FOR_PROGRAMS.test(name)) : [];
  for (const name of names) rmSync(join(dir, name));
}

/** The record of a whole folder, and what programs gather from folders. */
const FOR_PROGRAMS = /^(?:run|summary)\.json$|_mqc\.json$/;
