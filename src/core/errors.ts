/**
 * The one error class of the tool. Bad input, usage and failing files become a
 * `ToolError` with a stable code; anything else that is thrown is a bug of ours (exit 70).
 */
import { oneLine } from "./clean.ts";

/** Stable codes, each with its exit code. The prefix says what kind of thing failed; see `docs/exit-codes.md`. */
export const EXIT_CODES = {
  E_USAGE: 2,
  E_BGZF: 65,
  E_BGZF_TRUNCATED: 65,
  E_LIMIT: 65,
  E_FORMAT: 65,
  E_VCF_HEADER: 65,
  E_VCF_RECORD: 65,
  E_VCF_UNSORTED: 65,
  E_INDEX: 65,
  E_INCOMPLETE: 65,
  E_ANNOTATION: 65,
  E_ASSEMBLY: 65,
  E_SOMATIC: 65,
  E_PED: 65,
  E_SAMPLE: 65,
  E_SAMPLE_CHECK: 65,
  E_IDENTITY: 65,
  E_PANEL: 65,
  E_POLICY: 65,
  E_KNOWLEDGE: 65,
  E_HPO: 65,
  E_PATIENT: 65,
  E_REPORT: 65,
  E_INPUT_MISSING: 66,
  /** A bug of ours. */
  E_BUG: 70,
  E_OUTPUT: 73,
  E_IO: 74,
  E_REMOTE: 74,
  E_STORE: 74,
  E_ARCHIVE: 74,
} as const;

export type ErrorCode = keyof typeof EXIT_CODES;

/** Where the fault is. `line` and `pos` are 1-based; `offset` is a byte offset in the file as stored. */
export interface ErrorPlace {
  path?: string | undefined;
  line?: number | undefined;
  offset?: number | undefined;
  chrom?: string | undefined;
  pos?: number | undefined;
}

/** What crosses a thread: errors lose class and fields in structured clone. */
export interface WireError extends ErrorPlace {
  code: ErrorCode;
  message: string;
  hint?: string | undefined;
}

interface NamedWords {
  message: string;
  hint?: string | undefined;
}

export class ToolError extends Error {
  readonly code: ErrorCode;
  readonly place: ErrorPlace;
  readonly hint: string | undefined;
  /** The same with the names of people in it: for those who ask for them (`--log-ids`). */
  readonly named: NamedWords | undefined;

  /**
   * @param code stable code
   * @param message what was found, with the offending value; no name of a person
   * @param details place of the fault, `hint`: what to do, `named`: both with names, `cause`: the error below
   */
  constructor(
    code: ErrorCode,
    message: string,
    details: ErrorPlace & {
      hint?: string | undefined;
      named?: NamedWords | undefined;
      cause?: unknown;
    } = {},
  ) {
    const { hint, named, cause, ...place } = details;
    super(message, cause === undefined ? undefined : { cause });
    this.name = "ToolError";
    this.code = code;
    this.place = place;
    this.hint = hint;
    this.named = named;
  }
}

/** The same error at another place: `place` stands instead of the error's own. */
export function movedTo(error: ToolError, place: ErrorPlace): ToolError {
  const { code, message, hint, named, cause } = error;
  return new ToolError(code, message, { ...place, hint, named, cause });
}

/** What was asked for cannot be done. @param hint what to do instead */
export function usageError(message: string, hint?: string): ToolError {
  return new ToolError("E_USAGE", message, { hint });
}

export function isToolError(error: unknown): error is ToolError {
  return error instanceof ToolError;
}

/** What is told of anything that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The system's or Node's code of a failure, such as ENOENT; empty: it has none. */
export function systemCode(error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : "";
  return typeof code === "string" ? code : "";
}

const MACHINE_FAILURES: ReadonlySet<string> = new Set(
  "ENOSPC EDQUOT EFBIG EIO EMFILE ENFILE ENOMEM".split(" "),
);

/** Failures of the machine, not of what was given, wherever they surface. */
export function isMachineFailure(code: string): boolean {
  return MACHINE_FAILURES.has(code);
}

/** Did the operating system refuse something? That is no bug of ours, wherever it surfaces. */
function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  const code = systemCode(error);
  return isMachineFailure(code) || (error instanceof Error && "syscall" in error && code !== "");
}

/** Node's words for a text, buffer or file beyond what it holds in one piece. */
const TOO_LONG: ReadonlySet<string> = new Set([
  "ERR_STRING_TOO_LONG",
  "ERR_BUFFER_TOO_LARGE",
  "ERR_FS_FILE_TOO_LARGE",
]);

/** Did it fail for a text longer than a string can be (512 MB)? */
export function isTooLong(error: unknown): boolean {
  if (error instanceof RangeError && error.message === "Invalid string length") return true;
  return TOO_LONG.has(systemCode(error));
}

/** The innermost message says most: "fetch failed" hides "connect ECONNREFUSED". */
export function innermost(error: unknown): string {
  return causesOf(error).findLast(({ message }) => message !== "")?.message ?? String(error);
}

/** Did the system say that there is no such file? */
export function isMissing(error: unknown): boolean {
  return ["ENOENT", "ENOTDIR"].includes(systemCode(error));
}

/** The error of a file that somebody named and that is not there. */
export function missingFile(path: string, cause?: unknown): ToolError {
  return new ToolError("E_INPUT_MISSING", "no such file", {
    path,
    hint: "Check the path, and that the file exists.",
    cause,
  });
}

/** Does the error, or one that it was made from, carry such a system code? */
function hasSystemCode(error: unknown, wanted: (code: string) => boolean): boolean {
  return causesOf(error).some((e) => wanted(systemCode(e)));
}

/** The error, and those that it was made from. */
export function causesOf(error: unknown): Error[] {
  const found: Error[] = [];
  for (let e = error; e instanceof Error && found.length < 16; e = e.cause) found.push(e);
  return found;
}

/** The reader of the output has gone (`| head`): that is no failure, and ends a run. */
export function isReaderGone(error: unknown): boolean {
  return hasSystemCode(error, (code) => code === "EPIPE");
}

/**
 * Whatever was thrown as one of the tool's own: what a user can do something about under its code, all else as
 * E_BUG. With it, what fails of one of many (a case, a panel) is that one's, and the others go on.
 * @throws the error itself where the reader of the output has gone
 */
export function asToolError(error: unknown): ToolError {
  if (isReaderGone(error)) throw error;
  if (isToolError(error)) return error;
  const message = messageOf(error);
  if (causesOf(error).some(isSystemError)) {
    const few = hasSystemCode(error, (code) => code === "EMFILE" || code === "ENFILE");
    const hint = few ? "Raise the limit on open files with `ulimit -n 1024`." : undefined;
    return new ToolError("E_IO", message, { hint, cause: error });
  }
  if (isTooLong(error)) {
    const hint = "Request fewer genes, cases or files at a time, or a table instead of JSON.";
    return new ToolError("E_LIMIT", "the output would contain a text of more than 512 MB", {
      hint,
      cause: error,
    });
  }
  const bug = `this is a bug in panelist; please report it with the command line: ${message}`;
  return new ToolError("E_BUG", bug, { cause: error });
}

/** Plain object for `postMessage`. */
export function toWire(error: ToolError): WireError {
  const { code, message, place, hint } = error;
  return { code, message, ...place, hint };
}

/** The host's side of `toWire`. */
export function fromWire(wire: WireError): ToolError {
  const { code, message, ...details } = wire;
  return new ToolError(code, message, details);
}

export function exitCodeOf(code: ErrorCode): number {
  return EXIT_CODES[code];
}

/** The error as it is logged: with the names of people, or with a word on how to see them. */
export function forLog(error: ToolError, ids: boolean): ToolError {
  const { code, message, hint, named, place, cause } = error;
  if (named === undefined) return error;
  const withheld = [hint, "--log-ids shows the names."].filter((part) => part !== undefined);
  return ids
    ? new ToolError(code, named.message, { ...place, hint: named.hint ?? hint, cause })
    : new ToolError(code, message, { ...place, hint: withheld.join(" "), cause });
}

/** One line for people: `code: file:line: chrom:pos: message (hint)`. */
export function formatError(error: ToolError): string {
  const { path, line, offset, chrom, pos } = error.place;
  const parts: string[] = [];
  if (path !== undefined) parts.push(line === undefined ? path : `${path}:${line}`);
  else if (line !== undefined) parts.push(`line ${line}`);
  if (offset !== undefined) parts.push(`byte ${offset}`);
  if (chrom !== undefined) parts.push(pos === undefined ? chrom : `${chrom}:${pos}`);
  parts.push(error.message);
  // What a file says must not look like a line of ours.
  const text = oneLine(`${error.code}: ${parts.join(": ")}`);
  return error.hint === undefined ? text : `${text}\n  ${error.hint}`;
}
