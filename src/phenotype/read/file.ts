/** Bytes of a knowledge file, inflated if gzipped, and its lines with their numbers. */
import { BYTE } from "../../core/bytes.ts";
import { ToolError } from "../../core/errors.ts";
import { readInflated } from "../../io/inflated.ts";

const { NEWLINE, CARRIAGE_RETURN } = BYTE;

export interface HpoBytes {
  path: string;
  bytes: Buffer;
}

/** A file whole, inflated where it is gzip. @throws ToolError E_INPUT_MISSING, E_KNOWLEDGE */
export async function readHpoBytes(path: string): Promise<HpoBytes> {
  return { path, bytes: await readInflated(path) };
}

/**
 * Calls `take` for every line that is not empty; `number` is 1-based. Line ends: LF or CRLF. The text is
 * Latin-1, which costs least: what may hold other letters goes through `utf8`.
 */
export function eachLine(bytes: Buffer, take: (line: string, number: number) => void): void {
  let number = 0;
  for (let start = 0; start < bytes.length;) {
    let end = bytes.indexOf(NEWLINE, start);
    if (end < 0) end = bytes.length;
    number++;
    const stop = end > start && bytes[end - 1] === CARRIAGE_RETURN ? end - 1 : end;
    if (stop > start) take(bytes.toString("latin1", start, stop), number);
    start = end + 1;
  }
}

/** A piece of a line as it was meant. */
export function utf8(text: string): string {
  return /[\u0080-\u00ff]/.test(text) ? Buffer.from(text, "latin1").toString("utf8") : text;
}

/** Columns of one line, cut out only when asked for. One instance serves all lines of a file. */
export class Columns {
  #line = "";
  readonly #ends: number[] = [];
  count = 0;

  read(line: string): void {
    this.#line = line;
    this.count = 0;
    for (let at = line.indexOf("\t"); at >= 0; at = line.indexOf("\t", at + 1))
      this.#ends[this.count++] = at;
    this.#ends[this.count++] = line.length;
  }

  /** Column `i`, from 0; "" where there is none. */
  at(i: number): string {
    if (i >= this.count) return "";
    const start = i === 0 ? 0 : (this.#ends[i - 1] ?? 0) + 1;
    return this.#line.slice(start, this.#ends[i]);
  }
}

/** 1-based line of a byte. */
export function lineAt(bytes: Buffer, offset: number): number {
  let line = 1;
  for (let at = bytes.indexOf(NEWLINE); at >= 0 && at < offset; at = bytes.indexOf(NEWLINE, at + 1))
    line++;
  return line;
}

/** A fault of the content. `line` is 1-based. */
export function fault(
  path: string,
  line: number | null,
  message: string,
  hint?: string,
): ToolError {
  return new ToolError("E_KNOWLEDGE", message, { path, line: line ?? undefined, hint });
}

/** The release date in a text such as `…/hp/releases/2023-01-27/hp.json`; null: there is none. */
export function releaseIn(text: string): string | null {
  return /\b(\d{4}-\d{2}-\d{2})\b/.exec(text)?.[1] ?? null;
}
