/**
 * `panelist archive import`: many cases, from a manifest, case files, phenopackets, or another archive. What
 * is in the archive already is skipped, so that a second call goes on where the first ended; one bad case
 * does not stop the others.
 */
import { statSync } from "node:fs";
import { caseIds, hasCase, openArchive, readTombstone } from "../archive/index.ts";
import { asToolError, type ToolError, usageError } from "../core/errors.ts";
import type { AnalyseIo } from "../analysis/io.ts";
import { addCase, type AddedCase } from "./add.ts";
import { copyCase, type CopiedCase } from "./copy.ts";
import { inOneLine } from "./failed-case.ts";
import { knownPeople } from "./known-people.ts";
import { type CaseSettings, overruledText, type Wanted } from "./manifest.ts";
import type { AnalyseOptions } from "../analysis/options.ts";
import { noCase, refuseTwice, wantedIn } from "./wanted.ts";

interface ImportCasesOptions {
  archive: string;
  /** Manifests (`.tsv`, `.txt`), case files, phenopackets, folders that are archives. */
  files: string[];
  shard?: { index: number; of: number } | undefined;
  /** What the files leave open. */
  add: CaseSettings;
  analyse: AnalyseOptions;
  /** Told of each case as soon as it is in the archive. */
  onCase?: (done: AddedCase | CopiedCase) => void;
}

export interface ImportOutcome {
  case: string;
  outcome: "added" | "already_there" | "failed";
  /** Of a failure. */
  code: string | null;
  message: string | null;
}

interface Job {
  id: string;
  run: () => Promise<AddedCase | CopiedCase>;
}

/**
 * A file of many that cannot be read is told as one that failed, under its own name.
 * @throws ToolError where the only file cannot be read, or a case is named twice: nothing is imported then
 */
export async function importCases(
  options: ImportCasesOptions,
  io: AnalyseIo,
): Promise<ImportOutcome[]> {
  openArchive(options.archive);
  const jobs: Job[] = [];
  const outcomes: ImportOutcome[] = [];
  const add = { ...options.add, known: knownPeople(options.archive) };
  for (const path of options.files) {
    try {
      // oxlint-disable-next-line no-await-in-loop -- in order
      jobs.push(...(await jobsOf(path, { ...options, add }, io)));
    } catch (error) {
      if (options.files.length === 1) throw error;
      outcomes.push(failedOutcome(path, asToolError(error)));
    }
  }
  refuseTwice(jobs);
  const { shard, archive } = options;
  const mine = jobs.filter((_, i) => shard === undefined || i % shard.of === shard.index);
  for (const [i, { id, run }] of mine.entries()) {
    // oxlint-disable-next-line no-await-in-loop -- one case at a time: bounded memory
    outcomes.push(await oneCase(archive, id, run, options.onCase));
    io.onProgress({ bytes: i + 1, totalBytes: mine.length, records: i + 1, unit: "cases" });
  }
  return outcomes;
}

async function oneCase(
  archive: string,
  id: string,
  run: Job["run"],
  onCase: ImportCasesOptions["onCase"],
): Promise<ImportOutcome> {
  const done = (outcome: ImportOutcome["outcome"]): ImportOutcome => ({
    case: id,
    outcome,
    code: null,
    message: null,
  });
  const isThere = (): boolean => hasCase(archive, id);
  if (isThere()) return done("already_there");
  try {
    const made = await run();
    onCase?.(made);
    return done("added");
  } catch (error) {
    const failed = asToolError(error);
    // Another process was quicker.
    if (failed.code === "E_USAGE" && isThere()) return done("already_there");
    return failedOutcome(id, failed);
  }
}

function failedOutcome(id: string, error: ToolError): ImportOutcome {
  return { case: id, outcome: "failed", code: error.code, message: inOneLine(error) };
}

async function jobsOf(path: string, options: ImportCasesOptions, io: AnalyseIo): Promise<Job[]> {
  const quiet: AnalyseIo = { ...io, onProgress: () => {} };
  const job = (wanted: Wanted): Job => ({
    id: wanted.id,
    run: async () => {
      const note = overruledText(wanted);
      if (note !== undefined) io.log.warn(note);
      const { add, options: requested } = await wanted.open();
      return addCase({ ...add, archive: options.archive, id: wanted.id }, requested, quiet);
    },
  });
  const isFolder = statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
  if (isFolder) {
    openArchive(path);
    return caseIds(path).map((id) => ({
      id,
      run: async () => {
        if (readTombstone(options.archive, id) !== null)
          throw usageError(`case '${id}' was removed; its name cannot be reused`);
        const about = { by: options.add.by, date: io.now() };
        return copyCase(path, options.archive, id, about);
      },
    }));
  }
  const cases = await wantedIn(path, options);
  if (cases.length === 0) io.log.warn(noCase(path));
  return cases.map(job);
}
