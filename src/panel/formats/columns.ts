/**
 * Column names of gene tables, including PanelApp's own download, and their meanings. columns.json: what a cell
 * can hold, with the known names of its column, tried in this order.
 */
import NAMES from "./columns.json" with { type: "json" };

export type FieldName = keyof typeof NAMES;

/** Which cell of a row holds what. */
export type Columns = Partial<Record<FieldName, number>>;

/** `Position GRCh37 Start` -> `grch37_start`, `hg38_chr` -> `grch38_chr`. */
function plainName(cell: string): string {
  return cell
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "_")
    .replaceAll(/^_+|_+$/g, "")
    .replace(/^position_/, "")
    .replace("hg19", "grch37")
    .replace("hg38", "grch38");
}

/** Columns by a header's cells; null when no cell names a gene, so that the line is no header. */
export function readHeader(cells: readonly string[]): Columns | null {
  const names = cells.map(plainName);
  const columns: Columns = {};
  for (const [column, known] of Object.entries(NAMES) as [FieldName, readonly string[]][]) {
    const name = known.find((candidate) => names.includes(candidate));
    if (name !== undefined) columns[column] = names.indexOf(name);
  }
  return columns.symbol === undefined &&
    columns.hgncId === undefined &&
    columns.ensemblId === undefined
    ? null
    : columns;
}
