/** Reads everything in an archive and reports what is wrong; repairs what an interrupted process left behind. */
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { sha256 } from "../core/digest.ts";
import { asToolError, isToolError, messageOf, ToolError } from "../core/errors.ts";
import { isAbandoned, mended, TEMPORARY } from "../io/atomic.ts";
import { isLocked, LOCK_FILE, staleLock, withLock } from "../io/lock.ts";
import {
  caseIds,
  halfRemoved,
  headAfter,
  inArchive,
  inCase,
  openArchive,
  readCase,
  readRun,
  readTombstone,
  runNumbers,
  strayNames,
  withCase,
} from "./cases.ts";
import { namesIn, writeJson, readJson } from "./files.ts";
import { digestsIn, giveUp, historyOf, pendingOf, readLog } from "./log.ts";
import { eventsFault, eventsFile, lockArchive } from "./merged.ts";
import { readSnapshot } from "./snapshots.ts";
import type * as schema from "./schema.ts";
import type { ArchiveFault, CaseFile, Head, HumanVerdict } from "./types.ts";
import { isUntoldDamaged } from "./untold.ts";
import { readVerdicts, verdictDigest } from "./verdicts.ts";

type Schemas = Pick<typeof schema, "caseFile" | "runFile" | "head" | "humanVerdicts" | "tombstone">;
type Shape = Schemas[keyof Schemas];

/**
 * Every fault of every file. One of kind `undigested` is none: it says of a case that an earlier program wrote it.
 * @param repair remove what dead processes left, make heads and events anew, say in the log what was not carried
 * out; nothing else is ever changed
 */
export async function verifyArchive(archive: string, repair: boolean): Promise<ArchiveFault[]> {
  refuseOther(archive);
  const schemas = await import("./schema.ts");
  const faults: ArchiveFault[] = [];
  const mends: (() => Promise<void>)[] = [];
  const told = new Set<string>();
  const tell: Tell = (path, problem, detail, mend) => {
    // Of one file, or of a folder and what is in it, the first that is told is enough.
    const name = relative(archive, path).split(sep).join("/");
    const above = name.split("/").map((_, i, parts) => parts.slice(0, i + 1).join("/"));
    if (above.some((one) => told.has(one))) return;
    // That a case is an earlier program's says nothing of its files.
    if (problem !== "undigested") told.add(name);
    const fault: ArchiveFault = { path: name, problem, detail, repaired: false };
    faults.push(fault);
    if (repair && mend !== undefined) mends.push(() => mended(fault, mend));
  };
  verifyTop(archive, tell, schemas);
  for (const id of halfRemoved(archive)) verifyRemoval(inArchive.case(archive, id), tell);
  for (const id of caseIds(archive)) {
    // Whatever is wrong with one case, the others are looked at.
    try {
      verifyCase(archive, id, tell, schemas);
    } catch (error) {
      tell(inArchive.case(archive, id), "unreadable", asToolError(error).message);
    }
    // oxlint-disable-next-line no-await-in-loop -- one case after the other
    for (const mend of mends.splice(0)) await mend();
  }
  for (const mend of mends) await mend();
  return faults;
}

/**
 * What is wrong with the documents of a case, where something that was not foreseen was thrown over it.
 * @returns the first fault, as E_ARCHIVE; undefined: none is found
 */
export async function caseFault(archive: string, id: string): Promise<ToolError | undefined> {
  const [first] = await damageOf(archive, id);
  if (first === undefined) return undefined;
  const { path, detail } = first;
  return damaged(path, `${relative(inArchive.case(archive, id), path) || "the case"}: ${detail}`);
}

/**
 * For who takes a case elsewhere as it is. A head may be damaged: it is derived.
 * @throws ToolError E_ARCHIVE: a file of the case is not what was kept, or is gone
 */
export async function refuseDamaged(archive: string, id: string): Promise<void> {
  const found = (await damageOf(archive, id)).find(({ problem }) => problem !== "head");
  if (found !== undefined) throw damaged(found.path, found.detail);
}

function damaged(path: string, message: string): ToolError {
  const hint =
    "Restore it from a backup; `panelist archive verify` lists everything that is damaged.";
  return new ToolError("E_ARCHIVE", message, { path, hint });
}

type Damage = Pick<ArchiveFault, "path" | "problem" | "detail">;

/** What a killed command left, and what was written before there were digests, is none. */
async function damageOf(archive: string, id: string): Promise<Damage[]> {
  const schemas = await import("./schema.ts");
  const found: Damage[] = [];
  const tell: Tell = (path, problem, detail) => {
    if (problem !== "undigested" && problem !== "unfinished") found.push({ path, problem, detail });
  };
  try {
    verifyCase(archive, id, tell, schemas);
  } catch (error) {
    tell(inArchive.case(archive, id), "unreadable", asToolError(error).message);
  }
  return found;
}

type Tell = (
  path: string,
  problem: ArchiveFault["problem"],
  detail: string,
  mend?: () => Promise<void> | void,
) => void;

/** @throws ToolError E_INPUT_MISSING: this is no archive. One whose own file is damaged is looked at. */
function refuseOther(archive: string): void {
  if (!existsSync(inArchive.file(archive))) openArchive(archive);
}

/** What belongs to no case. */
function verifyTop(archive: string, tell: Tell, { tombstone }: Schemas): void {
  attempt(tell, inArchive.file(archive), "unreadable", () => openArchive(archive));
  const folders = [archive, inArchive.cases(archive), inArchive.tombstones(archive)];
  for (const kind of SNAPSHOTS) folders.push(join(inArchive.knowledge(archive), kind));
  for (const folder of folders) temporaries(folder, tell);
  verifyLock(archive, "the archive", tell);
  for (const name of strayNames(archive))
    tell(join(inArchive.cases(archive), name), "stray", "is not a case, and is ignored");
  const removed = new Set<string>();
  for (const name of namesIn(inArchive.tombstones(archive))) {
    if (name.startsWith(TEMPORARY)) continue;
    const id = name.replace(/\.json$/, "");
    removed.add(id);
    attempt(tell, inArchive.tombstone(archive, id), "unreadable", () =>
      checkShape(readTombstone(archive, id), tombstone),
    );
  }
  for (const kind of SNAPSHOTS) {
    const folder = join(inArchive.knowledge(archive), kind);
    for (const name of namesIn(folder)) {
      if (name.startsWith(TEMPORARY)) continue;
      const path = join(folder, name);
      attempt(tell, path, "snapshot", () =>
        readSnapshot(archive, kind, name.replace(/\.json$/, "")),
      );
    }
  }
  const events = eventsFault(archive, removed);
  if (events !== undefined) {
    const { problem, detail, mend } = events;
    tell(eventsFile(archive), problem, detail, () => lockArchive(archive, mend));
  }
}

const SNAPSHOTS = ["panels", "policies", "sources"] as const;

function temporaries(folder: string, tell: Tell): void {
  for (const name of namesIn(folder)) {
    const path = join(folder, name);
    if (name.startsWith(TEMPORARY) && isAbandoned(path))
      tell(path, "unfinished", "left by a process that has ended", removal(path));
  }
}

/** What nobody holds is taken over, and given back. */
function verifyLock(folder: string, what: string, tell: Tell): void {
  const path = join(folder, LOCK_FILE);
  for (const name of namesIn(folder)) {
    const marker = join(folder, name);
    if (name.startsWith(`${LOCK_FILE}-`))
      tell(marker, "unfinished", "a lock that was being taken over", removal(marker));
  }
  const stale = staleLock(folder);
  if (stale !== undefined)
    tell(path, "unfinished", stale, () => withLock(folder, () => Promise.resolve(), { what }));
}

/** Somebody holds the lock, and is alive. */
function isAtWork(folder: string): boolean {
  return isLocked(folder) && staleLock(folder) === undefined;
}

/** Patients' data that somebody asked to be rid of. */
function verifyRemoval(folder: string, tell: Tell): void {
  if (!isAtWork(folder))
    tell(folder, "unfinished", "the case was removed, but its folder remains", removal(folder));
}

function verifyCase(archive: string, id: string, tell: Tell, schemas: Schemas): void {
  const folder = inArchive.case(archive, id);
  temporaries(folder, tell);
  temporaries(inCase.runs(folder), tell);
  temporaries(join(folder, "datasets"), tell);
  verifyLock(folder, `case ${id}`, tell);
  const log = verifyLog(archive, id, tell);
  const file = attempt(tell, inCase.file(folder), "unreadable", () =>
    checkShape(readCase(archive, id), schemas.caseFile),
  );
  if (file !== undefined) {
    if (file.id !== id) tell(inCase.file(folder), "unreadable", `is of case ${file.id}`);
    else verifyDatasets(archive, file, tell);
  }
  attempt(tell, join(folder, "verdicts.json"), "unreadable", () => {
    const verdicts = readVerdicts(folder);
    checkShape(verdicts, schemas.humanVerdicts);
    checkChain(verdicts);
  });
  verifyRuns(folder, id, tell, {
    schemas,
    snapshot: (kind, name) => {
      const path = join(inArchive.knowledge(archive), kind, `${name}.json`);
      if (!existsSync(path)) tell(path, "snapshot", "missing");
    },
  });
  if (isUntoldDamaged(folder))
    tell(
      inCase.untold(folder),
      "unreadable",
      "names no run of the case: the next re-analysis tells all of them",
    );
  if (log !== undefined) verifyFiles(folder, log, tell);
}

function checkChain(verdicts: readonly HumanVerdict[]): void {
  const wrong = verdicts.findIndex(
    ({ previous }, i) => previous !== undefined && previous !== verdictDigest(verdicts[i - 1]),
  );
  if (wrong >= 0)
    throw new ToolError(
      "E_ARCHIVE",
      `the verdict before number ${wrong + 1} is not the one that was recorded`,
    );
}

/** @returns what each file should be, by its path in the case's folder; undefined: the log does not tell */
function verifyLog(
  archive: string,
  id: string,
  tell: Tell,
): ReadonlyMap<string, string> | undefined {
  const folder = inArchive.case(archive, id);
  const path = join(folder, "log.jsonl");
  const log = readLog(folder);
  for (const { line, detail } of log.faults) tell(path, "digest", `line ${line}: ${detail}`);
  if (log.count === 0 && log.cut === undefined) tell(path, "missing", "the case has no log");
  const isQuiet = !isAtWork(folder);
  const pending = pendingOf(folder, log);
  const complete = (): Promise<void> => withCase(archive, id, () => Promise.resolve());
  if (log.cut !== undefined && isQuiet)
    tell(path, "unfinished", "the last line is truncated; it changed nothing", complete);
  if (pending !== undefined && isQuiet) {
    const { line, files } = pending;
    const detail = `line ${line.number} was not carried out: ${files.join(", ")} not written`;
    tell(path, "unfinished", detail, complete);
  }
  if (!log.isChained) {
    tell(folder, "undigested", NO_DIGESTS);
    return undefined;
  }
  const expected = new Map<string, string>();
  for (const [name, digests] of historyOf(log)) {
    const latest = digests.at(pending?.files.includes(name) === true ? -2 : -1);
    if (latest !== undefined) expected.set(name, latest.sha256);
  }
  return expected;
}

const NO_DIGESTS =
  "no digests yet: the case was created before they were introduced; its next change records them";

function verifyFiles(folder: string, expected: ReadonlyMap<string, string>, tell: Tell): void {
  const found = digestsIn(folder);
  for (const [name, digest] of Object.entries(found)) {
    const path = join(folder, name);
    const kept = expected.get(name);
    if (kept === undefined) tell(path, "stray", "the case's log does not name this file");
    else if (kept !== digest) tell(path, "digest", "checksum mismatch");
  }
  for (const name of expected.keys())
    if (found[name] === undefined) tell(join(folder, name), "missing", "named in the case's log");
}

function verifyDatasets(archive: string, file: CaseFile, tell: Tell): void {
  const { datasets, ped, policy, override, digests } = file;
  const folder = inArchive.case(archive, file.id);
  for (const { distilled, number, digests: beside } of datasets) {
    for (const { path, sha256: digest } of distilled) {
      const kept = join(folder, path);
      if (!existsSync(kept)) tell(kept, "missing", "the distilled file is missing");
      else if (sha256(readFileSync(kept)) !== digest)
        tell(kept, "digest", "the distilled file does not match its checksum");
      if (!existsSync(`${kept}.tbi`)) tell(`${kept}.tbi`, "missing", "the index is missing");
    }
    verifyDigests(inCase.dataset(folder, number), beside ?? {}, tell);
  }
  for (const name of namesIn(join(folder, "datasets"))) {
    const stray = join(folder, "datasets", name);
    if (name.startsWith(TEMPORARY) || names(file, name)) continue;
    tell(stray, "unfinished", "case.json does not name this dataset", () =>
      removeStray(archive, file.id, name),
    );
  }
  verifyDigests(folder, digests ?? {}, tell);
  for (const name of [ped, policy, override])
    if (name !== null && digests?.[name] === undefined && !existsSync(join(folder, name)))
      tell(join(folder, name), "missing", "named in case.json");
}

function names({ datasets }: CaseFile, dataset: string): boolean {
  return datasets.some(({ number }) => String(number) === dataset);
}

/** Under the case's lock: one that is being made just now is named by then. */
function removeStray(archive: string, id: string, dataset: string): Promise<void> {
  return withCase(archive, id, (folder) => {
    const path = join(folder, "datasets", dataset);
    if (!names(readCase(archive, id), dataset)) {
      giveUp(folder, `datasets/${dataset}/`);
      rmSync(path, { recursive: true, force: true });
    }
    return Promise.resolve();
  });
}

/** Files as they were when the case or dataset was made. */
function verifyDigests(folder: string, digests: Record<string, string>, tell: Tell): void {
  for (const [name, kept] of Object.entries(digests)) {
    const path = join(folder, name);
    if (!existsSync(path)) tell(path, "missing", "named in case.json");
    else if (sha256(readFileSync(path)) !== kept) tell(path, "digest", "checksum mismatch");
  }
}

interface OfRuns {
  schemas: Schemas;
  /** Of one that a run names. */
  snapshot(kind: (typeof SNAPSHOTS)[number], name: string): void;
}

function verifyRuns(folder: string, id: string, tell: Tell, { schemas, snapshot }: OfRuns): void {
  const numbers = runNumbers(folder);
  if (numbers.length === 0) tell(inCase.runs(folder), "missing", "the case has no run");
  for (const [i, number] of numbers.entries()) {
    const path = inCase.run(folder, number);
    if (number !== i + 1) tell(inCase.run(folder, i + 1), "missing", `run ${i + 1} is missing`);
    const run = attempt(tell, path, "unreadable", () =>
      checkShape(readRun(folder, number), schemas.runFile),
    );
    if (run === undefined) continue;
    if (run.case !== id || run.run !== number)
      tell(path, "unreadable", `is run ${run.run} of case ${run.case}`);
    for (const panel of run.knowledge.panels) snapshot("panels", panel.snapshot);
    snapshot("policies", run.knowledge.policy);
    if (run.knowledge.sources !== undefined) snapshot("sources", run.knowledge.sources.declaration);
  }
  const latest = numbers.at(-1);
  if (latest === undefined) return;
  const path = inCase.head(folder);
  const anew = (): void => writeJson(path, headAfter(readRun(folder, latest)), true);
  try {
    const head = readJson<Head>(path, "panelist.archive-head");
    if (head !== null) checkShape(head, schemas.head);
    if (head?.run !== latest)
      tell(path, "head", `states run ${head?.run ?? "?"}, but the latest is ${latest}`, anew);
  } catch (error) {
    if (!isToolError(error)) throw error;
    tell(path, "head", error.message, anew);
  }
}

const removal = (path: string) => (): void => rmSync(path, { recursive: true, force: true });

/** @throws ToolError E_ARCHIVE: `analysis.panels: …` */
function checkShape<T>(document: T, shape: Shape): T {
  const [issue] = shape.safeParse(document).error?.issues ?? [];
  if (issue === undefined) return document;
  const what = issue.message.replace(/^Invalid [a-z ]+: /, "");
  throw new ToolError("E_ARCHIVE", `${issue.path.map(String).join(".")}: ${what}`);
}

/** What `read` gives; undefined: it cannot be read, and that is told. */
function attempt<T>(
  tell: Tell,
  path: string,
  problem: ArchiveFault["problem"],
  read: () => T,
): T | undefined {
  try {
    return read();
  } catch (error) {
    tell(path, problem, messageOf(error));
    return undefined;
  }
}
