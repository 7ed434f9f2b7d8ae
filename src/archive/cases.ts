/** The folders of an archive: where files are, how they are read, and how they are changed under the case's lock. */
import { existsSync, renameSync, rmSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { canonicalDigest } from "../core/canonical.ts";
import { isToolError, ToolError, usageError } from "../core/errors.ts";
import { liftedReport } from "../core/report-lift.ts";
import { RULES_NOW } from "../core/rules.ts";
import { inTemporary, placeDurably, syncFolder, TEMPORARY, temporaryBeside } from "../io/atomic.ts";
import { withLock } from "../io/lock.ts";
import { PRIVATE_FOLDER } from "../io/rights.ts";
import {
  foldersIn,
  makeFolder,
  namesIn,
  readJson,
  textAsKept,
  textIfPresent,
  writable,
  writeJson,
} from "./files.ts";
import {
  checkHeld,
  commit,
  completeLog,
  documentStep,
  type LogEntry,
  type Step,
  startLog,
  unfinished,
} from "./log.ts";
import type {
  ArchiveFile,
  CaseFile,
  Dataset,
  Head,
  Provenance,
  RunFile,
  Tombstone,
} from "./types.ts";

/** Letters, digits, dot, dash, underscore: an id is the name of a folder. @throws ToolError E_USAGE */
export function checkCaseId(id: string): void {
  if (isCaseId(id)) return;
  throw usageError(
    `'${id}' is not a valid name for a case`,
    "Use up to 100 letters, digits, dots, dashes and underscores, beginning with a letter or digit.",
  );
}

function isCaseId(id: string): boolean {
  return /^[A-Za-z0-9][\w.-]{0,99}$/.test(id) && !id.includes("..");
}

export const inArchive = {
  file: (archive: string): string => join(archive, "archive.json"),
  cases: (archive: string): string => join(archive, "cases"),
  case: (archive: string, id: string): string => join(archive, "cases", id),
  tombstones: (archive: string): string => join(archive, "tombstones"),
  tombstone: (archive: string, id: string): string => join(archive, "tombstones", `${id}.json`),
  knowledge: (archive: string): string => join(archive, "knowledge"),
} as const;

export const inCase = {
  file: (folder: string): string => join(folder, "case.json"),
  head: (folder: string): string => join(folder, "head.json"),
  untold: (folder: string): string => join(folder, "untold.txt"),
  runs: (folder: string): string => join(folder, "runs"),
  run: (folder: string, run: number): string => join(folder, "runs", `${run}.json`),
  dataset: (folder: string, dataset: number): string => join(folder, "datasets", String(dataset)),
} as const;

/** Makes an empty archive; one that already exists stays as it is. @returns false: there was one */
export function initArchive(archive: string, now: Date): boolean {
  if (existsSync(inArchive.file(archive))) {
    openArchive(archive);
    return false;
  }
  if (namesIn(archive).some((name) => !isOfInit(archive, name)))
    throw new ToolError("E_USAGE", "the folder is neither empty nor an archive", {
      path: archive,
    });
  makeFolder(archive, PRIVATE_FOLDER);
  makeFolder(inArchive.cases(archive));
  makeFolder(inArchive.tombstones(archive));
  makeFolder(inArchive.knowledge(archive));
  const file: ArchiveFile = { schema: "panelist.archive", version: 2, created: now.toISOString() };
  writeJson(inArchive.file(archive), file);
  return true;
}

/** What a killed `archive init` left: folders with nothing in them, and the file that was being written. */
function isOfInit(archive: string, name: string): boolean {
  const own = [inArchive.cases, inArchive.tombstones, inArchive.knowledge].map((at) => at(archive));
  const path = join(archive, name);
  return name.startsWith(TEMPORARY) || (own.includes(path) && namesIn(path).length === 0);
}

/** @throws ToolError E_INPUT_MISSING: no archive there; E_ARCHIVE */
export function openArchive(archive: string): ArchiveFile {
  const file = readJson<ArchiveFile>(inArchive.file(archive), "panelist.archive");
  if (file !== null) return file;
  throw new ToolError("E_INPUT_MISSING", "not an archive", {
    path: archive,
    hint: `Run \`panelist archive init ${archive}\` to make one.`,
  });
}

/** Ids, sorted. What else lies beside the cases is none: a file, or a folder that no case could be called. */
export function caseIds(archive: string): string[] {
  // A removal that was killed half-way is a removal.
  return caseFolders(archive, false);
}

/** Names of cases whose removal was begun, and whose folder is still there. */
export function halfRemoved(archive: string): string[] {
  return caseFolders(archive, true);
}

function caseFolders(archive: string, isRemoved: boolean): string[] {
  const removed = new Set(namesIn(inArchive.tombstones(archive)));
  return foldersIn(inArchive.cases(archive)).filter(
    (name) => isCaseId(name) && removed.has(`${name}.json`) === isRemoved,
  );
}

/** What lies beside the cases and is none; nothing hidden. */
export function strayNames(archive: string): string[] {
  const folders = new Set(foldersIn(inArchive.cases(archive)));
  return namesIn(inArchive.cases(archive)).filter(
    (name) => !name.startsWith(".") && !(folders.has(name) && isCaseId(name)),
  );
}

/** @throws ToolError E_INPUT_MISSING: no such case; E_ARCHIVE */
export function readCase(archive: string, id: string): CaseFile {
  checkCaseId(id);
  const gone = readTombstone(archive, id);
  // Of a removal that was stopped half-way the folder may still be there.
  const path = inCase.file(inArchive.case(archive, id));
  const file = gone === null ? readJson<CaseFile>(path, "panelist.archive-case") : null;
  if (file !== null) return file;
  throw new ToolError("E_INPUT_MISSING", `no case '${id}'`, {
    path: archive,
    hint:
      gone === null ? undefined : `It was removed on ${gone.removed.slice(0, 10)}: ${gone.why}.`,
  });
}

export function readTombstone(archive: string, id: string): Tombstone | null {
  return readJson<Tombstone>(inArchive.tombstone(archive, id), "panelist.archive-tombstone");
}

/** Numbers of the runs, ascending. */
export function runNumbers(folder: string): number[] {
  return namesIn(inCase.runs(folder))
    .flatMap((name) => (/^\d+\.json$/.test(name) ? [Number.parseInt(name, 10)] : []))
    .sort((a, b) => a - b);
}

/** @throws ToolError E_INPUT_MISSING, E_ARCHIVE */
export function readRun(folder: string, run: number): RunFile {
  const path = inCase.run(folder, run);
  const file = readJson<RunFile>(path, "panelist.archive-run");
  // A run keeps the report as it was written, of whatever version.
  if (file !== null) return { ...file, report: liftedReport(file.report) as RunFile["report"] };
  throw new ToolError("E_INPUT_MISSING", `no run ${run}`, { path });
}

/**
 * What a decision names a run by: the digest of its report as it stands there, of whatever version (`answerDigest`
 * of report/ gives the same for what `analyse` shows).
 * @throws ToolError E_ARCHIVE
 */
export function answerDigestOf(folder: string, run: number): string {
  const file = readJson<RunFile>(inCase.run(folder, run), "panelist.archive-run");
  return canonicalDigest(file?.report ?? {});
}

/** Of the latest run. A head that is behind, or damaged, is made anew from the run. @throws ToolError E_ARCHIVE */
export function readHead(folder: string): Head {
  const latest = runNumbers(folder).at(-1);
  if (latest === undefined)
    throw new ToolError("E_ARCHIVE", "the case has no run", {
      path: folder,
      hint: "Run `panelist archive verify` to see what is missing, then add the case again.",
    });
  const head = storedHead(folder);
  return head?.run === latest ? head : headAfter(readRun(folder, latest));
}

/** null: none, or a damaged one: it is derived. */
function storedHead(folder: string): Head | null {
  try {
    return readJson<Head>(inCase.head(folder), "panelist.archive-head");
  } catch (error) {
    if (!isToolError(error)) throw error;
    return null;
  }
}

export function headAfter(file: RunFile): Head {
  const { run, knowledge, tool, source, dataset, date, needsOriginal } = file;
  const { version, rules } = tool;
  const incomplete = file.report.incomplete.map(({ text }) => text);
  const said = { source, dataset, date, needsOriginal, incomplete };
  const head = { run, knowledge, tool: version, rules, ...said };
  return { schema: "panelist.archive-head", version: 3, ...head };
}

/** Why the latest answer is not complete (DEC-34); empty: it is. */
export function incompleteOf(folder: string, head: Head): string[] {
  const { incomplete = headAfter(readRun(folder, head.run)).incomplete ?? [], needsOriginal } =
    head;
  // The report of an earlier program did not say it.
  return needsOriginal === undefined || incomplete.includes(needsOriginal)
    ? incomplete
    : [...incomplete, needsOriginal];
}

/**
 * Adds a run and moves the head; call it under the lock. The run is in place before the head, so that a
 * kill in between loses nothing: `readHead` looks at the runs.
 * @param before what else the change writes, before the run
 */
export function writeRun(
  folder: string,
  run: RunFile,
  entry: LogEntry,
  before: readonly Step[] = [],
): void {
  const path = inCase.run(folder, run.run);
  if (existsSync(path)) throw new ToolError("E_ARCHIVE", `run ${run.run} already exists`, { path });
  makeFolder(inCase.runs(folder));
  commit(folder, entry, [...before, documentStep(folder, path, run)]);
  try {
    checkHeld(folder);
    writeJson(inCase.head(folder), headAfter(run), true);
  } catch {
    // The run is in place: whoever reads the case makes the head anew from it.
  }
}

/** The documents of a new case, in the folder that `createCase` gives; its other files are there already. */
export function writeNewCase(folder: string, file: CaseFile, run: RunFile, entry: LogEntry): void {
  writeJson(inCase.file(folder), file);
  makeFolder(inCase.runs(folder));
  writeJson(inCase.run(folder, run.run), run);
  writeJson(inCase.head(folder), headAfter(run), true);
  startLog(folder, entry);
}

/** As `readHead` reads it, in place of what is there. Call it under the lock, or in a folder without a name yet. */
export function renewHead(folder: string): void {
  writeJson(inCase.head(folder), readHead(folder), true);
}

/** Knowledge that changed nothing need not be held against the case again; call it under the lock. */
export function writeChecked(
  folder: string,
  head: Head,
  knowledge: Provenance,
  tool: string,
): void {
  const { needsOriginal: _answered, ...rest } = head;
  const checked: Head = { ...rest, checked: { knowledge, tool, rules: RULES_NOW } };
  checkHeld(folder);
  writeJson(inCase.head(folder), checked, true);
}

/**
 * Runs `work` while no other process changes this case. What a kill left undone is in the log before.
 * @throws ToolError E_STORE: locked for 30 s
 */
export function withCase<T>(
  archive: string,
  id: string,
  work: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = inArchive.case(archive, id);
  if (!existsSync(folder)) readCase(archive, id);
  const completed = (): Promise<T> => {
    completeLog(folder);
    return work(folder);
  };
  const locked = withLock(folder, completed, { what: `case ${id}` });
  return locked.catch((error: unknown) =>
    writable(folder, () => {
      throw error;
    }),
  );
}

/**
 * A new case: `build` fills a folder that nobody sees, then it gets its name. All of the case or nothing.
 * @throws ToolError E_USAGE: there is one of this name, or there was; E_ARCHIVE
 */
export async function createCase<T>(
  archive: string,
  id: string,
  build: (folder: string) => Promise<T>,
): Promise<T> {
  const place = inArchive.case(archive, id);
  refuseTaken(archive, id);
  return inTemporary(place, async (temporary) => {
    makeFolder(temporary);
    const result = await build(temporary);
    try {
      refuseTaken(archive, id);
      writable(place, () => placeDurably(temporary, place));
    } catch (error) {
      // Another process may have been quicker while this one's files went to the disk.
      refuseTaken(archive, id);
      throw error;
    }
    return result;
  });
}

/** Is there a folder of this name? */
export function hasCase(archive: string, id: string): boolean {
  return statSync(inArchive.case(archive, id), { throwIfNoEntry: false })?.isDirectory() === true;
}

function refuseTaken(archive: string, id: string): void {
  const path = inArchive.case(archive, id);
  const gone = readTombstone(archive, id);
  if (gone !== null)
    throw new ToolError("E_USAGE", `case '${id}' was removed on ${gone.removed.slice(0, 10)}`, {
      path: archive,
      hint: "Choose another name; this one cannot be reused.",
    });
  if (existsSync(path) && !hasCase(archive, id))
    throw new ToolError("E_ARCHIVE", "a file exists where the case's folder would be created", {
      path,
      hint: "Move that file, or give another --case.",
    });
  if (existsSync(path))
    throw new ToolError("E_USAGE", `the archive already has a case '${id}'`, {
      path: archive,
      hint: "Give another --case, or run `panelist archive reannotate` if these are new data for that case.",
    });
}

/** Everything of the case but a tombstone. Killed half-way, a second call ends it. */
export async function removeCase(
  archive: string,
  id: string,
  about: { by: string; why: string; date: Date },
): Promise<void> {
  if (!halfRemoved(archive).includes(id)) readCase(archive, id);
  await withCase(archive, id, (folder) => {
    const tombstone: Tombstone = {
      schema: "panelist.archive-tombstone",
      version: 2,
      id,
      removed: about.date.toISOString(),
      by: about.by,
      why: about.why,
    };
    // First the tombstone, then out of sight, then gone: no half of a case can be taken for one.
    writeJson(inArchive.tombstone(archive, id), tombstone);
    const temporary = temporaryBeside(folder);
    try {
      checkHeld(folder);
      writable(folder, () => {
        renameSync(folder, temporary);
        syncFolder(dirname(folder));
        rmSync(temporary, { recursive: true, force: true });
      });
    } catch (error) {
      throw unfinished(error);
    }
    return Promise.resolve();
  });
}

/** What may change of a case after it was added; each change is in its log. */
export interface CaseChange {
  /** Parts of the case file that take the place of the old ones; nothing: nothing is written. */
  change: Partial<CaseFile>;
  /** Files that the case file then names. */
  files?: readonly Step[];
  /** For the log. */
  what: string;
  detail: string;
}

/**
 * Reads, changes and writes a case under its lock.
 * @param decide what changes, in view of what the case says at that moment
 * @returns what was changed; null: nothing
 */
export function changeCase(
  archive: string,
  id: string,
  about: { by: string; date: Date },
  decide: (file: CaseFile, folder: string) => Promise<CaseChange | null> | CaseChange | null,
): Promise<CaseChange | null> {
  return withCase(archive, id, async (folder) => {
    const file = readCase(archive, id);
    const decided = await decide(file, folder);
    if (decided === null) return null;
    const { what, detail, files = [] } = decided;
    const entry = { date: about.date.toISOString(), by: about.by, what, detail };
    const newer: CaseFile = { ...file, ...decided.change };
    commit(folder, entry, [...files, documentStep(folder, inCase.file(folder), newer)]);
    return decided;
  });
}

/** Beside the distilled lines: what was sequenced of each gene, as mosdepth writes it. */
export const COVERAGE_FILE = "coverage.bed";

/**
 * The path of a dataset's table of coverage; null: none is kept.
 * @throws ToolError E_ARCHIVE: it is gone, or not what was kept
 */
export function readCoverage(
  folder: string,
  { number, digests }: Pick<Dataset, "number" | "digests">,
): string | null {
  const kept = digests?.[COVERAGE_FILE];
  if (kept === undefined) return null;
  const path = join(inCase.dataset(folder, number), COVERAGE_FILE);
  textAsKept(path, kept, "Restore it from a backup.");
  return path;
}

/**
 * A list beside a distilled file: names of its genes, its alleles. What it lacks is taken for absent.
 * @returns null: a dataset that never had the list, so that nothing can be left out for its sake
 * @throws ToolError E_ARCHIVE: it is not what was kept: a line that is gone would hide a variant
 */
export function readList(
  folder: string,
  dataset: Pick<Dataset, "number" | "digests">,
  list: "genes" | "alleles" | "copies",
): string | null {
  const path = join(inCase.dataset(folder, dataset.number), `${list}.txt`);
  const kept = dataset.digests?.[`${list}.txt`];
  if (kept === undefined) return textIfPresent(path);
  const hint =
    "Restore it from a backup, or run `panelist archive reannotate` to read the case's VCF again.";
  return textAsKept(path, kept, hint);
}
