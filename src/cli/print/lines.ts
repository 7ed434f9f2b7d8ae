/** Text for standard output: every line ends, JSON is indented by two. */

export function linesText(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join("");
}

/** Cells with tabs between them, as they are. */
export function tabbed(rows: readonly (readonly string[])[]): string {
  return rows.map((cells) => `${cells.join("\t")}\n`).join("");
}

/** Columns of a table by name, with the cell that each makes of a row. */
export type Columns<T> = readonly (readonly [name: string, cell: (row: T) => string | null])[];

/** A line of names, then a line for each row; `.` for what is not there. @param clean of one cell */
export function columnsText<T>(
  columns: Columns<T>,
  rows: readonly T[],
  clean: (cell: string) => string,
): string {
  return tabbed([
    columns.map(([name]) => name),
    ...rows.map((row) => columns.map(([, cell]) => clean(cell(row) ?? "") || ".")),
  ]);
}

export function jsonText(document: unknown): string {
  return `${JSON.stringify(document, null, 2)}\n`;
}
