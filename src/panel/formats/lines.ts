/** Text panels: lines with their numbers, and how the kinds are told apart by content. */
import { ToolError } from "../../core/errors.ts";

export interface Line {
  /** 1-based. */
  number: number;
  text: string;
}

/** Lines without their ends (LF, CRLF, CR); empty ones left out. */
export function splitLines(text: string): Line[] {
  return text
    .split(/\r\n|\n|\r/)
    .map((line, i) => ({ number: i + 1, text: line }))
    .filter((line) => line.text.trim() !== "");
}

/** Lines of a BED file that are no intervals. */
export function isBedComment(text: string): boolean {
  return text.startsWith("#") || /^(track|browser)(\s|$)/.test(text);
}

/** BED fields: tabs, or blanks where there is no tab. */
export function bedFields(text: string): string[] {
  return text.includes("\t") ? text.split("\t") : text.trim().split(/\s+/);
}

/** BED: the first line that is data has whole numbers in columns 2 and 3. */
export function looksLikeBed(lines: readonly Line[]): boolean {
  const first = lines.find((line) => !isBedComment(line.text));
  if (first === undefined) return false;
  const [, start, end] = bedFields(first.text);
  return /^\d+$/.test(start ?? "") && /^\d+$/.test(end ?? "");
}

/** A fault at a line of a panel file. */
export function lineFault(path: string, line: Line, message: string, hint?: string): ToolError {
  const short = message.length > 300 ? `${message.slice(0, 300)}...` : message;
  return new ToolError("E_PANEL", short, {
    path,
    line: line.number,
    ...(hint === undefined ? {} : { hint }),
  });
}
