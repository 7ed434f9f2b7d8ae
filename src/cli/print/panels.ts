/** What `panels list` and `panels show` print. */
import { counted } from "../../core/counted.ts";
import { padTo, widthOf } from "../../core/display.ts";
import { identityLines } from "../../genes/catalogue/index.ts";
import { locationText } from "../../panel/gene.ts";
import type { Confidence, Panel, PanelEntity } from "../../panel/types.ts";
import type { PanelListing } from "../../library/list.ts";
import type { FoundByText } from "../../library/panel-names.ts";
import type { PanelIdentity, ShownPanel } from "../../library/show.ts";
import type { TableFormat } from "../values.ts";
import { type Columns, jsonText, linesText, tabbed } from "./lines.ts";

const LISTED: Columns<PanelListing["panels"][number]> = [
  ["source", (row) => row.source],
  ["id", (row) => row.id],
  ["version", (row) => row.version || "."],
  ["signed_off", (row) => row.signed_off ?? "."],
  ["green", ({ genes }) => number(genes?.green)],
  ["amber", ({ genes }) => number(genes?.amber)],
  ["red", ({ genes }) => number(genes?.red)],
  ["grey", ({ genes }) => number(genes?.grey)],
  ["strs", (row) => number(row.strs)],
  ["regions", (row) => number(row.regions)],
  ["r_codes", (row) => row.r_codes.join(",") || "."],
  ["fetched", (row) => row.fetched || "."],
  ["sha256", (row) => row.sha256 ?? "."],
  ["name", (row) => row.name],
];

/** Not for people: what never counts, and what is long. */
const OF_TABLE: ReadonlySet<string> = new Set([
  "red",
  "grey",
  "strs",
  "regions",
  "fetched",
  "sha256",
]);

function number(n: number | null | undefined): string {
  return String(n ?? ".");
}

export function panelListText(listing: PanelListing, format: TableFormat): string {
  return format === "json" ? jsonText(listing) : listText(LISTED, listing.panels, format);
}

function listText<T>(columns: Columns<T>, rows: readonly T[], format: "text" | "tsv"): string {
  if (format === "tsv") return tsvTable(columns, rows);
  return alignedTable(
    columns.filter(([name]) => !OF_TABLE.has(name)),
    rows,
  );
}

/** Of `panels search`: what was found, and by what. */
export function panelSearchText(panels: readonly FoundByText[], format: TableFormat): string {
  const columns: Columns<FoundByText> = [["matched", (row) => row.matched], ...LISTED];
  return format === "json" ? jsonText({ panels }) : listText(columns, panels, format);
}

/** As rows the panel reads back as a table of genes. */
export function panelRowsText({ panel }: ShownPanel, format: "tsv" | "json"): string {
  return format === "json" ? jsonText(panel) : rowsTable(panel);
}

export function panelText({ panel, found }: ShownPanel, identity: PanelIdentity): string {
  const lines: [string, string][] = [
    ["panel", `${panel.id} ${panel.name} (${found?.entry.source ?? "bundled"})`],
    ["version", `${panel.version ?? "none"}, ${standingText(found)}`],
    ...heldLines(found),
  ];
  const groups = [panel.diseaseGroup, panel.diseaseSubGroup].filter((text) => text !== "");
  if (groups.length > 0) lines.push(["disease", groups.join(" / ")]);
  if (panel.relevantDisorders.length > 0)
    lines.push(["disorders", panel.relevantDisorders.join("; ")]);
  if (panel.types.length > 0) lines.push(["types", panel.types.join(" ")]);
  if (panel.hashId !== null) lines.push(["older_id", panel.hashId]);
  lines.push(["genes", countText(panel.genes)]);
  if (panel.strs.length > 0) lines.push(["strs", countText(panel.strs)]);
  if (panel.regions.length > 0) lines.push(["regions", countText(panel.regions)]);
  lines.push(["stats", statsText(panel)]);
  if (found !== null) lines.push(["terms", found.entry.terms]);
  for (const note of panel.notes) lines.push(["note", note]);
  if (identity.releases !== null) lines.push(["gene_tables", identity.releases.join(", ")]);
  for (const line of identityLines(identity.notes)) lines.push(["identity", line]);
  for (const { symbol, what, values, taken } of panel.conflicts)
    lines.push([
      "conflict",
      `${symbol} ${what}: ${values.map(({ value, by }) => `${value || "none"} (${by.join(" ")})`).join("; ")}; taken: ${taken}`,
    ]);
  return tabbed(lines);
}

function standingText(found: ShownPanel["found"]): string {
  if (found === null) return "bundled";
  const { standing, signedOff } = found;
  return standing === "signed_off"
    ? `signed off ${signedOff ?? ""}`
    : standing.replaceAll("_", " ");
}

function heldLines(found: ShownPanel["found"]): [string, string][] {
  return (found?.panel.entries ?? []).map((held) => {
    const date = found?.panel.signOffs.get(held.version);
    const sign = date === undefined ? "" : `, signed off ${date}`;
    return [
      "held",
      `${held.version || "no version"}${sign}, kept ${held.fetched}, from ${held.origin}, sha256 ${held.sha256}`,
    ];
  });
}

function countText(items: readonly { confidence: Confidence }[]): string {
  const counts = (["green", "amber", "red", "grey"] as const).map(
    (confidence) =>
      `${items.filter((item) => item.confidence === confidence).length} ${confidence}`,
  );
  return `${items.length}: ${counts.join(", ")}`;
}

function statsText({ stats, rows, genes }: Panel): string {
  if (stats === null) return "the panel does not state its size";
  const same =
    stats.genes === rows.genes && stats.strs === rows.strs && stats.regions === rows.regions;
  const joined =
    rows.genes === genes.length
      ? ""
      : `, ${counted(rows.genes, "gene row")} are ${counted(genes.length, "gene")}`;
  return same
    ? `as stated: ${counted(stats.genes, "gene")}, ${counted(stats.strs, "str")}, ${counted(stats.regions, "region")}${joined}`
    : `stated ${counted(stats.genes, "gene")}, ${counted(stats.strs, "str")}, ${counted(stats.regions, "region")}; found ${rows.genes}, ${rows.strs}, ${rows.regions}${joined}`;
}

/** A gene, a repeat or a region. */
interface PanelRow extends PanelEntity {
  type: string;
  hgncId: string | null;
  modeOfPathogenicity: string;
}

const ROW_COLUMNS: Columns<PanelRow> = [
  ["entity_type", (row) => row.type],
  ["entity_name", (row) => row.name],
  ["hgnc_id", (row) => row.hgncId ?? "."],
  ["confidence", (row) => row.confidence],
  ["mode_of_inheritance", (row) => row.modeText || "."],
  ["penetrance", (row) => row.penetrance],
  ["mode_of_pathogenicity", (row) => row.modeOfPathogenicity || "."],
  ["grch37_location", ({ location }) => locationText(location.GRCh37) ?? "."],
  ["grch38_location", ({ location }) => locationText(location.GRCh38) ?? "."],
  ["tags", (row) => row.tags.join(";") || "."],
  [
    "panels",
    (row) =>
      row.children.map(({ panel: { id, version } }) => `${id}@${version ?? ""}`).join(";") || ".",
  ],
];

/** Genes, repeats and regions as rows; reads back as a panel table. */
function rowsTable(panel: Panel): string {
  return tsvTable(ROW_COLUMNS, [
    ...panel.genes.map((gene) => ({ ...gene, type: "gene", name: gene.symbol })),
    ...panel.strs.map((str) => ({ ...str, type: "str", modeOfPathogenicity: "" })),
    ...panel.regions.map((region) => ({ ...region, type: "region", hgncId: null })),
  ]);
}

/** The names, and the cells of each row in one line. */
function cellsOf<T>(columns: Columns<T>, rows: readonly T[]): [string[], string[][]] {
  const clean = (cell: string | null): string => (cell ?? "").replace(/\s+/g, " ").trim();
  return [
    columns.map(([name]) => name),
    rows.map((row) => columns.map(([, cell]) => clean(cell(row)))),
  ];
}

function tsvTable<T>(columns: Columns<T>, rows: readonly T[]): string {
  return tabbed([
    columns.map(([name]) => name),
    ...rows.map((row) => columns.map(([, cell]) => cell(row) ?? "")),
  ]);
}

/**
 * Columns of whole numbers are aligned to the right; the last column is as long as it is; one in which no row has
 * anything is left out.
 */
export function alignedTable<T>(columns: Columns<T>, rows: readonly T[]): string {
  const [, all] = cellsOf(columns, rows);
  const used = columns.filter(
    (_, i) => rows.length === 0 || all.some((cells) => (cells[i] ?? ".") !== "."),
  );
  const [names, table] = cellsOf(used, rows);
  const widths = names.map((name, i) =>
    Math.max(name.length, ...table.map((cells) => widthOf(cells[i] ?? ""))),
  );
  const numeric = names.map(
    (_, i) => table.length > 0 && table.every((cells) => /^(?:\d+|\.)$/.test(cells[i] ?? "")),
  );
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, i) => {
        return i === cells.length - 1 ? cell : padTo(cell, widths[i] ?? 0, numeric[i]);
      })
      .join("  ")
      .trimEnd();
  return linesText([names, ...table].map(line));
}
