/** Tables as text: with tabs for programs, aligned for people. No cell holds a tab or a line end. */
import { linesText, tabbed } from "./lines.ts";

function clean(cell: string): string {
  return cell.replace(/\s+/g, " ").trim();
}

export function tsvTable(columns: readonly string[], rows: readonly string[][]): string {
  return tabbed([columns, ...rows.map((cells) => cells.map(clean))]);
}

/** Columns of whole numbers are aligned to the right; the last column is as long as it is. */
export function alignedTable(columns: readonly string[], rows: readonly string[][]): string {
  const table = rows.map((cells) => cells.map(clean));
  const widths = columns.map((name, i) =>
    Math.max(name.length, ...table.map((cells) => cells[i]?.length ?? 0)),
  );
  const numeric = columns.map(
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
  return linesText([columns, ...table].map(line));
}
