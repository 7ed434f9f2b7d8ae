/** Tables as text: with tabs for programs, aligned for people. No cell holds a tab or a line end. */
import { type Columns, linesText, tabbed } from "./lines.ts";

/** The names, and the cells of each row. */
function cellsOf<T>(columns: Columns<T>, rows: readonly T[]): [string[], string[][]] {
  const clean = (cell: string | null): string => (cell ?? "").replace(/\s+/g, " ").trim();
  return [
    columns.map(([name]) => name),
    rows.map((row) => columns.map(([, cell]) => clean(cell(row)))),
  ];
}

export function tsvTable<T>(columns: Columns<T>, rows: readonly T[]): string {
  const [names, table] = cellsOf(columns, rows);
  return tabbed([names, ...table]);
}

/** Columns of whole numbers are aligned to the right; the last column is as long as it is. */
export function alignedTable<T>(columns: Columns<T>, rows: readonly T[]): string {
  const [names, table] = cellsOf(columns, rows);
  const widths = names.map((name, i) =>
    Math.max(name.length, ...table.map((cells) => cells[i]?.length ?? 0)),
  );
  const numeric = names.map(
    (_, i) => table.length > 0 && table.every((cells) => /^(?:\d+|\.)$/.test(cells[i] ?? "")),
  );
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, i) => {
        const width = i === cells.length - 1 ? 0 : (widths[i] ?? 0);
        return numeric[i] === true ? cell.padStart(width) : cell.padEnd(width);
      })
      .join("  ")
      .trimEnd();
  return linesText([names, ...table].map(line));
}
