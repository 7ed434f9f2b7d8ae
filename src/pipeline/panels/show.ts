/** `panelist panels list`, `show` and `export`: what the store holds of panels. */
import { ToolError } from "../../core/errors.ts";
import { counted } from "../../core/counted.ts";
import { completePanel, identityLines, openCatalogue } from "../../panel/catalogue/index.ts";
import type { Confidence, Panel } from "../../panel/model.ts";
import { factsOf, knownPanels, parseRCode } from "../../panel/stored/index.ts";
import type { Store, StoreEntry } from "../../store/model.ts";
import { findPanel, type FoundPanel, readFound } from "./panel-words.ts";
import { alignedTable, tsvTable } from "../table-text.ts";

export type ListFormat = "text" | "tsv" | "json";

/** A kept version of a panel, or a panel that only a list names. */
interface ListRow {
  source: string;
  id: string;
  version: string;
  name: string;
  /** Date of this version's sign-off. */
  signed_off: string | null;
  r_codes: string[];
  /** null: a list names the panel, its content is not held. */
  genes: Record<Confidence, number> | null;
  strs: number | null;
  regions: number | null;
  fetched: string;
  sha256: string | null;
}

/** Every held version, by source, id, version; with `listed` also what lists name and the store does not hold. */
export async function listPanels(
  store: Store,
  options: { format: ListFormat; listed: boolean },
): Promise<string> {
  const lists = await store.list("panel-list");
  const panels = knownPanels(await store.list("panel"), lists);
  const rows = panels.flatMap((panel): ListRow[] => {
    const held = panel.entries.map((entry) => rowOf(entry, panel.signOffs));
    if (held.length > 0 || !options.listed) return held;
    return [
      {
        source: panel.source,
        id: panel.id,
        version: [...panel.signOffs.keys()].at(-1) ?? "",
        name: panel.name,
        signed_off: [...panel.signOffs.values()].at(-1) ?? null,
        r_codes: codesOf(panel.relevantDisorders),
        genes: null,
        strs: null,
        regions: null,
        fetched: "",
        sha256: null,
      },
    ];
  });
  if (options.format === "json") return json({ store: store.path, panels: rows });
  const full = options.format === "tsv";
  const header = ["source", "id", "version", "signed_off", "green", "amber", "red", "grey"];
  const more = full
    ? ["strs", "regions", "r_codes", "fetched", "sha256", "name"]
    : ["r_codes", "name"];
  const table = rows.map((row) => {
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

function rowOf(entry: StoreEntry, signOffs: ReadonlyMap<string, string>): ListRow {
  const { name, genes, strs, regions, relevant_disorders: disorders } = factsOf(entry);
  const { source, id, version, fetched, sha256 } = entry;
  return {
    source,
    id,
    version,
    name,
    signed_off: signOffs.get(version) ?? null,
    r_codes: codesOf(disorders),
    genes,
    strs,
    regions,
    fetched,
    sha256,
  };
}

function codesOf(disorders: readonly string[]): string[] {
  return disorders.filter((text) => parseRCode(text) !== null);
}

/** One panel, by a word as after `--panel`. @throws ToolError E_INPUT_MISSING: the store does not know it */
export async function showPanel(word: string, store: Store, format: ListFormat): Promise<string> {
  const found = await mustFind(word, store);
  const panel = await readFound(found, store);
  if (format === "json") return json(panel);
  if (format === "tsv") return rowsTable(panel);
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
  const opened = await openCatalogue(store, null);
  const { notes } = completePanel(panel, opened?.catalogue ?? null);
  if (opened !== null) lines.push(["gene_tables", opened.catalogue.releases.join(", ")]);
  for (const line of identityLines(notes)) lines.push(["identity", line]);
  for (const { symbol, what, values, taken } of panel.conflicts)
    lines.push([
      "conflict",
      `${symbol} ${what}: ${values.map(({ value, by }) => `${value || "none"} (${by.join(" ")})`).join("; ")}; taken: ${taken}`,
    ]);
  return lines.map(([name, value]) => `${name}\t${value}\n`).join("");
}

async function mustFind(word: string, store: Store): Promise<FoundPanel> {
  const result = await findPanel(word, store);
  if (result !== null) return result;
  throw new ToolError("E_INPUT_MISSING", `the store does not know '${word}'`, {
    path: store.path,
    hint: "`panelist panels list --listed` shows what it knows",
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

/** The data as it was imported, byte for byte. */
export async function exportPanel(word: string, store: Store): Promise<Buffer> {
  return store.read((await mustFind(word, store)).entry);
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
