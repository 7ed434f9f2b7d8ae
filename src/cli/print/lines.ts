/** Text for standard output: every line ends, JSON is indented by two. */

export function linesText(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join("");
}

/** Cells with tabs between them, as they are. */
export function tabbed(rows: readonly (readonly string[])[]): string {
  return rows.map((cells) => `${cells.join("\t")}\n`).join("");
}

export function jsonText(document: unknown): string {
  return `${JSON.stringify(document, null, 2)}\n`;
}
