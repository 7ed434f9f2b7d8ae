/** Text panels: lines with their numbers, and how the kinds are distinguished by content. */
import { ToolError } from "../../core/errors.ts";

export interface Line {
  /** 1-based. */
  number: number;
  text: string;
}

const [LF, CR] = [10, 13];

/** Lines without their ends (LF, CRLF, CR); empty ones left out. */
export function splitLines(text: string): Line[] {
  const lines: Line[] = [];
  let [start, number] = [0, 1];
  // Empty lines cost nothing: a file of nothing else would fill the memory.
  for (let at = 0; at <= text.length; at++) {
    const code = text.charCodeAt(at);
    if (code !== LF && code !== CR && at < text.length) continue;
    const line = text.slice(start, at);
    if (line.trim() !== "") lines.push({ number, text: line });
    if (code === CR && text.charCodeAt(at + 1) === LF) at++;
    start = at + 1;
    number++;
  }
  return lines;
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

/** The first word of a cell, for messages: a line of what is no panel is not shown. */
export function wordOf(cell: string): string {
  const [word = ""] = /^[\p{L}\p{N}_.-]{0,30}/u.exec(cell) ?? [];
  return word === cell ? cell : `${word}...`;
}

export type LineFault = (message: string, hint?: string) => ToolError;

/** Makes the faults of a line of a panel file. */
export function lineFault(path: string, { number: line }: Line): LineFault {
  return (message, hint) => {
    const short = message.length > 300 ? `${message.slice(0, 300)}...` : message;
    return new ToolError("E_PANEL", short, { path, line, hint });
  };
}
