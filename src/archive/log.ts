/**
 * `log.jsonl` of a case: who did what, when; and the expected digest of every file of the case. Each line ends
 * with its digest, holds that of the line before, and names the files that the change writes, with theirs.
 *
 * The line comes first, on the disk, then the documents. So nothing is ever written that the log does not tell. A
 * line whose command ended before it wrote is followed by one that says so, at the next change at the latest
 * (`completeLog`): it is told from damage by the files being what they were before.
 */
import {
  closeSync,
  existsSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readdirSync,
  readFileSync,
  writeSync,
} from "node:fs";
import { basename, dirname, join, relative, sep } from "node:path";
import { BYTE } from "../core/bytes.ts";
import { sha256 } from "../core/digest.ts";
import { isToolError, ToolError } from "../core/errors.ts";
import { remembered } from "../core/once.ts";
import { syncFolder, TEMPORARY } from "../io/atomic.ts";
import { fileRights, openNew, rightsIn } from "../io/rights.ts";
import { checkLock, LOCK_FILE } from "../io/lock.ts";
import { osUser } from "../io/os-user.ts";
import { documentText, replaceFile, writable } from "./files.ts";
import { isObject } from "../core/json.ts";
import { sealed, sealOf } from "../core/seal.ts";
import type { LogLine } from "./types.ts";

/** What its caller says of a change. */
export type LogEntry = Pick<LogLine, "date" | "by" | "what" | "detail">;

/** Files that appear, or change, together: a document, or a folder that gets its name. */
export interface Step {
  /** sha256 of each, by its path in the case's folder. */
  files: Record<string, string>;
  write(): void;
}

const LOG = "log.jsonl";
/** Derived from the latest run, or of what outputs have told of it: no part of what the log tells. */
const UNLOGGED: readonly string[] = [LOG, "head.json", "untold.txt"];

export function documentStep(folder: string, path: string, value: object): Step {
  return fileStep(folder, path, documentText(value));
}

/** @param path in the folder, or with it */
export function fileStep(folder: string, path: string, data: Uint8Array | string): Step {
  const name = nameIn(folder, path);
  return { files: { [name]: sha256(data) }, write: () => replaceFile(path, data) };
}

function nameIn(folder: string, path: string): string {
  return relative(folder, path).split(sep).join("/");
}

/** sha256 of every file of a case but the unlogged, by their paths, sorted. */
export function digestsIn(folder: string): Record<string, string> {
  const names = readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => nameIn(folder, join(entry.parentPath, entry.name)))
    .filter((name) => !UNLOGGED.includes(name) && !isInPassing(name))
    .sort();
  return Object.fromEntries(names.map((name) => [name, sha256(readFileSync(join(folder, name)))]));
}

function isInPassing(name: string): boolean {
  return name.split("/").some((part) => part.startsWith(TEMPORARY) || part.startsWith(LOCK_FILE));
}

// ---- Changes ----

/**
 * One change of a case: its line in the log, then its files, one after the other. Call it under the case's lock,
 * or in a folder that has no name yet.
 * @throws ToolError E_ARCHIVE: cannot be written; E_STORE: the lock was lost. Nothing was changed, but where the
 * error says that it was not finished
 */
export function commit(folder: string, entry: LogEntry, steps: readonly Step[]): void {
  checkHeld(folder);
  const log = completeLog(folder);
  if (!log.isChained && log.bytes.length > 0) {
    const detail = "of files written before the log recorded digests";
    append(folder, { ...entry, what: "digests", detail }, digestsIn(folder));
  }
  append(folder, entry, Object.assign({}, ...steps.map(({ files }) => files)));
  for (const [i, step] of steps.entries()) {
    try {
      checkHeld(folder);
      step.write();
    } catch (error) {
      tryToComplete(folder);
      throw i === 0 ? error : unfinished(error);
    }
  }
}

/** The first line of a new case: it names all files that are there. */
export function startLog(folder: string, entry: LogEntry): void {
  append(folder, entry, digestsIn(folder));
}

/** @throws ToolError E_STORE: another has taken the case's lock over */
export function checkHeld(folder: string): void {
  // What has no name yet is nobody else's.
  if (!basename(folder).startsWith(TEMPORARY)) checkLock(folder);
}

/** Where even that cannot be written it is done at the next change. */
function tryToComplete(folder: string): void {
  try {
    checkHeld(folder);
    completeLog(folder);
  } catch {
    // The error that led here is the one to tell.
  }
}

/** @returns of a change whose first part is done: what is to be told */
export function unfinished(error: unknown): unknown {
  if (!isToolError(error)) return error;
  const hint = "Run the command again: the change was started but not finished.";
  return new ToolError(error.code, error.message, { ...error.place, hint, cause: error });
}

/**
 * Says of the last line what was not carried out of it, where its command was killed. Call it under the lock.
 * @returns the log as it is then
 */
export function completeLog(folder: string): CaseLog {
  const path = join(folder, LOG);
  const log = readLog(folder);
  if (log.cut !== undefined) {
    const { at, isLine } = log.cut;
    // A line that was cut short came before any file of it: nothing was changed. Older programs wrote it last.
    if (log.isChained && !isLine) changeFile(path, (fd) => ftruncateSync(fd, at));
    else changeFile(path, (fd, size) => void writeSync(fd, "\n", size));
    return completeLog(folder);
  }
  const pending = pendingOf(folder, log);
  if (pending === undefined) return log;
  const { number, date, by } = pending.line;
  const detail = `line ${number} was not carried out: ${pending.files.join(", ")} not written`;
  append(folder, { date, by, what: "interrupted", detail }, undefined, {
    line: number,
    files: pending.files,
  });
  return readLog(folder);
}

/**
 * Says that files below a folder of the case are given up: written by a change that was not carried out. Call it under
 * the lock, before they are removed.
 * @param below path in the case's folder, with its last slash
 */
export function giveUp(folder: string, below: string): void {
  const log = completeLog(folder);
  const given = new Map<number, string[]>();
  for (const [name, digests] of historyOf(log))
    for (const { line } of name.startsWith(below) ? digests : [])
      remembered(given, line, () => []).push(name);
  for (const { number, date, by } of log.lines) {
    const files = given.get(number);
    if (files === undefined) continue;
    const detail = `line ${number} was not carried out: ${files.join(", ")} removed`;
    append(folder, { date, by, what: "interrupted", detail }, undefined, { line: number, files });
  }
}

function append(
  folder: string,
  { date, by, what, detail }: LogEntry,
  files?: Record<string, string>,
  interrupted?: LogLine["interrupted"],
): void {
  const path = join(folder, LOG);
  const { bytes, count, last } = readLog(folder);
  const previous = bytes.length === 0 ? undefined : (last ?? sha256(bytes));
  const user = osUser();
  const said = { number: count + 1, date, by, user, what, detail, files, interrupted, previous };
  const isNew = !existsSync(path);
  changeFile(path, (fd, size) => {
    const line = Buffer.from(`${sealed(said)}\n`);
    try {
      for (let at = 0; at < line.length;) at += writeSync(fd, line, at, undefined, size + at);
    } catch (error) {
      ftruncateSync(fd, size);
      throw error;
    }
  });
  if (isNew) syncFolder(dirname(path));
}

/** On the disk when it returns. */
function changeFile(path: string, change: (fd: number, size: number) => void): void {
  writable(path, () => {
    const fd = existsSync(path)
      ? openSync(path, "r+")
      : openNew(path, fileRights(rightsIn(dirname(path))));
    try {
      change(fd, fstatSync(fd).size);
      fsyncSync(fd);
    } finally {
      closeSync(fd);
    }
  });
}

// ---- Reading ----

interface CaseLog {
  bytes: Uint8Array;
  /** Of lines, whatever they are. */
  count: number;
  /** That end with their digest, in order. */
  lines: LogLine[];
  /** Digest of the last line; undefined: it has none. */
  last: string | undefined;
  /** Lines have digests: all from the first one on that has. */
  isChained: boolean;
  /** What is behind the last newline; `isLine`: a whole line whose newline is damaged or gone. */
  cut: { at: number; isLine: boolean } | undefined;
  /** Lines that are not what was written; 1-based. */
  faults: { line: number; detail: string }[];
}

/** An absent log has no lines. */
export function readLog(folder: string): CaseLog {
  const path = join(folder, LOG);
  const bytes = existsSync(path) ? writable(path, () => readFileSync(path)) : Buffer.alloc(0);
  const log: CaseLog = {
    bytes,
    count: 0,
    lines: [],
    last: undefined,
    isChained: false,
    cut: undefined,
    faults: [],
  };
  for (let at = 0; at < bytes.length;) {
    const end = bytes.indexOf(BYTE.NEWLINE, at);
    const text = bytes.toString("utf8", at, end < 0 ? bytes.length : end);
    if (end < 0) {
      const isLine = [text, text.slice(0, -1)].some((line) => sealOf(line) !== undefined);
      log.cut = { at, isLine };
      if (isLine) log.faults.push({ line: log.count + 1, detail: "the line has no end" });
      return log;
    }
    readLine(log, text, bytes.subarray(0, at));
    at = end + 1;
  }
  return log;
}

function readLine(log: CaseLog, text: string, before: Uint8Array): void {
  const line = ++log.count;
  const seal = sealOf(text);
  const wrong = (detail: string): void => void log.faults.push({ line, detail });
  if (seal === undefined || seal === "broken") {
    const isOld = seal === undefined && !log.isChained && isUnnumbered(text);
    if (!isOld) wrong("was changed after it was written");
    log.last = undefined;
    return;
  }
  const said = JSON.parse(text) as LogLine;
  if (said.number !== line || !follows(said, log.last, before))
    wrong("the line before it was changed or removed");
  log.isChained = true;
  log.last = seal;
  log.lines.push(said);
}

/** As programs before there were digests wrote it; a line since then has its number. */
function isUnnumbered(text: string): boolean {
  try {
    const said: unknown = JSON.parse(text);
    return isObject(said) && said["number"] === undefined;
  } catch {
    return false;
  }
}

function follows({ previous }: LogLine, last: string | undefined, before: Uint8Array): boolean {
  if (last !== undefined && previous === last) return true;
  return previous === (before.length === 0 ? undefined : sha256(before));
}

/** What each file should be by the log: the digests that it had, the latest last, with their lines' numbers. */
type FileHistory = ReadonlyMap<string, readonly { sha256: string; line: number }[]>;

export function historyOf({ lines }: CaseLog): FileHistory {
  const history = new Map<string, { sha256: string; line: number }[]>();
  for (const { number, files, interrupted } of lines) {
    for (const [name, digest] of Object.entries(files ?? {}))
      remembered(history, name, () => []).push({ sha256: digest, line: number });
    for (const name of interrupted?.files ?? []) {
      const kept = (history.get(name) ?? []).filter(({ line }) => line !== interrupted?.line);
      history.set(name, kept);
    }
  }
  return history;
}

/** Files of the last line that are still what they were before it; undefined: there are none. */
export function pendingOf(
  folder: string,
  log: CaseLog,
): { line: LogLine; files: string[] } | undefined {
  const line = log.lines.at(-1);
  if (line?.files === undefined || log.last === undefined) return undefined;
  const history = historyOf(log);
  const files = Object.keys(line.files).filter((name) => {
    const before = history.get(name)?.at(-2)?.sha256;
    const path = join(folder, name);
    const now = existsSync(path) ? sha256(readFileSync(path)) : undefined;
    return now === before && now !== line.files?.[name];
  });
  return files.length === 0 ? undefined : { line, files };
}
