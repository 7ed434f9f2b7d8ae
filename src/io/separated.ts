/**
 * Rows of a comma- or tab-separated table (RFC 4180): cells may be in double quotes, with separators, line ends
 * and doubled quotes in them. The first line tells the separator.
 */
import { ToolError } from "../core/errors.ts";
import { readInflated } from "./inflated.ts";

interface SeparatedRow {
  cells: string[];
  /** Number of its first line, from 1. */
  line: number;
}

/** A quote that is never closed would take the whole file for one cell. */
const MOST_LINES_OF_A_ROW = 1000;

/**
 * Blank lines are left out.
 * @throws ToolError E_FORMAT: no text; E_KNOWLEDGE: a quote that is never closed; E_INPUT_MISSING
 */
export async function separatedRows(path: string): Promise<SeparatedRow[]> {
  const text = textOf(await readInflated(path));
  const rows: SeparatedRow[] = [];
  let separator: string | undefined;
  let open: SeparatedRow | undefined;
  for (const [i, line] of text.split(/\r\n|\n|\r/).entries()) {
    separator ??= line.includes("\t") ? "\t" : ",";
    const [whole, first] =
      open === undefined ? [line, i + 1] : [`${open.cells[0] ?? ""}\n${line}`, open.line];
    // A row is whole when its quotes are even: a doubled quote is two.
    if (isOpen(whole)) {
      if (i + 1 - first >= MOST_LINES_OF_A_ROW) throw unclosed(path, first);
      open = { cells: [whole], line: first };
      continue;
    }
    open = undefined;
    if (whole !== "") rows.push({ cells: cellsOf(whole, separator), line: first });
  }
  if (open !== undefined) throw unclosed(path, open.line);
  return rows;
}

/** UTF-8 without its mark; what is none is read as Latin-1. */
function textOf(bytes: Buffer): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return bytes.toString("latin1");
  }
}

function isOpen(text: string): boolean {
  let quotes = 0;
  for (let at = text.indexOf('"'); at >= 0; at = text.indexOf('"', at + 1)) quotes++;
  return quotes % 2 === 1;
}

function unclosed(path: string, line: number): ToolError {
  return new ToolError("E_KNOWLEDGE", "a double quote is never closed", { path, line });
}

function cellsOf(text: string, separator: string): string[] {
  if (!text.includes('"')) return text.split(separator);
  const cells: string[] = [];
  let at = 0;
  while (at <= text.length) {
    if (text[at] === '"') {
      let end = at + 1;
      while (end < text.length && (text[end] !== '"' || text[end + 1] === '"'))
        end += text[end] === '"' ? 2 : 1;
      const next = text.indexOf(separator, end);
      // What stands behind the closing quote belongs to the cell, as spreadsheets read it.
      const rest = text.slice(end + 1, next < 0 ? text.length : next);
      cells.push(`${text.slice(at + 1, end).replaceAll('""', '"')}${rest}`);
      at = next < 0 ? text.length + 1 : next + 1;
    } else {
      const next = text.indexOf(separator, at);
      cells.push(text.slice(at, next < 0 ? text.length : next));
      at = next < 0 ? text.length + 1 : next + 1;
    }
  }
  return cells;
}
