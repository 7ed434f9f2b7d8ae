/** What `panels list` and `panels show` print. */
import { counted } from "../../core/counted.ts";
import { identityLines } from "../../genes/catalogue/index.ts";
import type { Confidence, Panel } from "../../panel/model.ts";
import type { PanelIdentity, PanelListing, ShownPanel } from "../../library/show.ts";
import { jsonText, tabbed } from "./lines.ts";
import { alignedTable, tsvTable } from "./table.ts";

type ListFormat = "text" | "tsv" | "json";

export function panelListText(listing: PanelListing, format: ListFormat): string {
  if (format === "json") return jsonText(listing);
  const { panels } = listing;
  const full = format === "tsv";
  const header = ["source", "id", "version", "signed_off", "green", "amber", "red", "grey"];
  const more = full
    ? ["strs", "regions", "r_codes", "fetched", "sha256", "name"]
    : ["r_codes", "name"];
  const table = panels.map((row) => {
    const number = (n: number | null | undefined): string => String(n ?? ".");
    const { genes } = row;
    const cells = [
      row.source,
      row.id,
      row.version || ".",
      row.signed_off ?? ".",
      number(genes?.green),
      number(genes?.amber),
      number(genes?.red),
      number(genes?.grey),
    ];
    const codes = row.r_codes.join(",") || ".";
    return full
      ? [
          ...cells,
          number(row.strs),
          number(row.regions),
          codes,
          row.fetched || ".",
          row.sha256 ?? ".",
          row.name,
        ]
      : [...cells, codes, row.name];
  });
  const columns = [...header, ...more];
  return full ? tsvTable(columns, table) : alignedTable(columns, table);
}

/** As rows the panel reads back as a table of genes. */
export function panelRowsText({ panel }: ShownPanel, format: "tsv" | "json"): string {
  return format === "json" ? jsonText(panel) : rowsTable(panel);
}

export function panelText({ panel, found }: ShownPanel, identity: PanelIdentity): string {
  const { entry, standing, signedOff } = found;
  const lines: [string, string][] = [
    ["panel", `${panel.id} ${panel.name} (${entry.source})`],
    [
      "version",
      `${panel.version ?? "none"}, ${standing === "signed_off" ? `signed off ${signedOff ?? ""}` : standing.replaceAll("_", " ")}`,
    ],
  ];
  for (const held of found.panel.entries) {
    const date = found.panel.signOffs.get(held.version);
    const sign = date === undefined ? "" : `, signed off ${date}`;
    lines.push([
      "held",
      `${held.version || "no version"}${sign}, kept ${held.fetched}, from ${held.origin}, sha256 ${held.sha256}`,
    ]);
  }
  const groups = [panel.diseaseGroup, panel.diseaseSubGroup].filter((text) => text !== "");
  if (groups.length > 0) lines.push(["disease", groups.join(" / ")]);
  if (panel.relevantDisorders.length > 0)
    lines.push(["disorders", panel.relevantDisorders.join("; ")]);
  if (panel.types.length > 0) lines.push(["types", panel.types.join(" ")]);
  if (panel.hashId !== null) lines.push(["older_id", panel.hashId]);
  lines.push(["genes", countText(panel.genes)]);
  if (panel.strs.length > 0) lines.push(["strs", countText(panel.strs)]);
  if (panel.regions.length > 0) lines.push(["regions", countText(panel.regions)]);
  lines.push(["stats", statsText(panel)], ["terms", entry.terms]);
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

const ROW_COLUMNS = [
  "entity_type",
  "entity_name",
  "hgnc_id",
  "confidence",
  "mode_of_inheritance",
  "penetrance",
  "mode_of_pathogenicity",
  "grch37_location",
  "grch38_location",
  "tags",
  "panels",
];

/** Genes, repeats and regions as rows; reads back as a panel table. */
function rowsTable(panel: Panel): string {
  const place = (at: Panel["genes"][number]["location"]["GRCh37"]): string =>
    at === null ? "." : `${at.chrom}:${at.start}-${at.end}`;
  const table = [
    ...panel.genes.map((gene) => ({ ...gene, type: "gene", name: gene.symbol })),
    ...panel.strs.map((str) => ({ ...str, type: "str", modeOfPathogenicity: "" })),
    ...panel.regions.map((region) => ({ ...region, type: "region", hgncId: null })),
  ].map((row) => [
    row.type,
    row.name,
    row.hgncId ?? ".",
    row.confidence,
    row.modeText || ".",
    row.penetrance,
    row.modeOfPathogenicity || ".",
    place(row.location.GRCh37),
    place(row.location.GRCh38),
    row.tags.join(";") || ".",
    row.children.map(({ panel: child }) => `${child.id}@${child.version ?? ""}`).join(";") || ".",
  ]);
  return tsvTable(ROW_COLUMNS, table);
}
