/** Text for standard output: every line is terminated, no value breaks a line or a table, JSON is indented by two. */
import { oneLine, printable, tableCell } from "../../core/clean.ts";

export function linesText(lines: readonly string[]): string {
  return lines.map((line) => `${printable(oneLine(line))}\n`).join("");
}

/** Cells with tabs between them. */
export function tabbed(rows: readonly (readonly string[])[]): string {
  return rows.map((cells) => `${cells.map(tableCell).join("\t")}\n`).join("");
}

/** Columns of a table by name, with the cell that each makes of a row. */
export type Columns<T> = readonly (readonly [name: string, cell: (row: T) => string | null])[];

/** A line of names, then a line for each row; `.` for what is not there. */
export function columnsText<T>(columns: Columns<T>, rows: readonly T[]): string {
  return tabbed([
    columns.map(([name]) => name),
    ...rows.map((row) => columns.map(([, cell]) => cell(row) || ".")),
  ]);
}

export function jsonText(document: unknown): string {
  return `${printable(JSON.stringify(document, null, 2))}\n`;
}

/** A title with its lines set in; nothing where there are none. */
export function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [title, ...lines.map((line) => `  ${line}`)];
}

/** Sections with a blank line between them; empty ones are left out. */
export function sectionsText(sections: readonly (readonly string[])[]): string {
  return sections
    .filter((lines) => lines.length > 0)
    .map(linesText)
    .join("\n");
}

/** How many cases came to what. */
export function outcomeCounts(outcomes: readonly { outcome: string }[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { outcome } of outcomes) counts[outcome] = (counts[outcome] ?? 0) + 1;
  return counts;
}
