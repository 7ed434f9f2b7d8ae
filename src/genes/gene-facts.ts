/**
 * Facts about genes: constraint (gnomAD), dosage (ClinGen), imprinting, or any table with a gene column. In: the
 * table; out: one fact sheet per gene in the store, shown beside the gene, and used only where a rule says so
 * (LOEUF, missense Z, haploinsufficiency).
 */
import { writtenNumber } from "../core/text.ts";
import { basename } from "node:path";
import { ToolError } from "../core/errors.ts";
import { readSheet } from "../store/damaged.ts";
import type { Store, StoreEntry } from "../store/types.ts";
import { linesOf } from "../io/text-lines.ts";
import type { Constraint } from "./types.ts";

interface GeneFactSheet {
  schema: "panelist.gene_facts";
  version: 1;
  source: string;
  release: string;
  columns: string[];
  /** By upper-case symbol or `HGNC:n`. */
  genes: Record<string, Record<string, string | number>>;
}

interface GeneFactsAsked {
  name: string;
  /** The source's own word for its release. */
  release: string;
  now: Date;
}

const GENE = /^(gene|gene[ _]?symbol|symbol|hgnc[ _]?symbol|hgnc[ _]?id)$/i;
/** Wider tables keep these columns alone. */
const KNOWN =
  /loeuf|oe_lof_upper|oe_ci\.upper$|mis_z|mis\.z_score|^pli$|lof\.pli|haploinsuff|triplosens|imprint|allele|status|^cds_length$/i;
const WIDE = 12;
/** gnomAD 4 has a line for each transcript. */
const PREFERRED = /^(mane_select|canonical)$/i;

/** @throws ToolError E_KNOWLEDGE, E_STORE, and those of reading */
export async function importGeneFacts(
  store: Store,
  path: string,
  { name, release, now }: GeneFactsAsked,
): Promise<{ entry: StoreEntry; added: boolean }> {
  let head: string[] | null = null;
  let comment = "";
  let keep: number[] = [];
  let geneAt = -1;
  const genes: GeneFactSheet["genes"] = {};
  const preferred = new Set<string>();
  for await (const lines of linesOf(path)) {
    for (const line of lines) {
      if (line === "") continue;
      if (head === null && line.startsWith("#")) {
        comment = line;
        continue;
      }
      const cells = line.split("\t").map((cell) => cell.trim());
      if (head === null) {
        const above = comment.replace(/^#+\s*/, "").split("\t");
        const named = above.some((cell) => GENE.test(cell.trim()));
        head = (named ? above : cells).map((cell) => cell.trim());
        geneAt = head.findIndex((cell) => GENE.test(cell));
        keep = columnsToKeep(head, path);
        if (!named) continue;
      }
      const symbol: string = cells[geneAt] ?? "";
      if (symbol === "") continue;
      const key = symbol.toUpperCase();
      const best = head.some((cell, i) => PREFERRED.test(cell) && /^true$/i.test(cells[i] ?? ""));
      if (genes[key] !== undefined && (!best || preferred.has(key))) continue;
      if (best) preferred.add(key);
      genes[key] = factsOf(head, keep, cells);
    }
  }
  const count = Object.keys(genes).length;
  if (head === null || count === 0)
    throw new ToolError("E_KNOWLEDGE", "the table has no genes", {
      path,
      hint: "Give a tab-separated table with column names, one of them gene, symbol or hgnc_id.",
    });
  const columns = keep.map((i) => head?.[i] ?? "");
  const sheet: GeneFactSheet = {
    schema: "panelist.gene_facts",
    version: 1,
    source: name,
    release,
    columns,
    genes,
  };
  return store.put(
    { kind: "gene-facts", source: name, id: "genes", version: release },
    JSON.stringify(sheet),
    {
      extension: "json",
      fetched: now.toISOString(),
      origin: basename(path),
      terms: "of the source",
      assembly: null,
      facts: { genes: count, columns },
    },
  );
}

function columnsToKeep(head: readonly string[], path: string): number[] {
  if (!head.some((cell) => GENE.test(cell)))
    throw new ToolError(
      "E_KNOWLEDGE",
      `no gene column among ${head.slice(0, 8).join(", ").slice(0, 200)}`,
      { path, hint: hintFor(head) },
    );
  return head.flatMap((cell, i) =>
    GENE.test(cell) || (head.length > WIDE && !KNOWN.test(cell)) ? [] : [i],
  );
}

/** What the file may be instead, by its first line. */
function hintFor(head: readonly string[]): string {
  const first = head.join(" ").toLowerCase();
  if (first.includes("allelic requirement"))
    return "This is a table from G2P; import it with `panelist knowledge import g2p`.";
  if (first.includes("gene_curie") || first.includes("classification_title"))
    return "This is an export from GenCC; import it with `panelist knowledge import gencc`.";
  if (head.length === 1 && first.includes(","))
    return "Save the table with tabs instead of commas, and with a column gene, symbol or hgnc_id.";
  return "Name the column gene, symbol or hgnc_id.";
}

function factsOf(
  head: readonly string[],
  keep: readonly number[],
  cells: readonly string[],
): Record<string, string | number> {
  const facts: Record<string, string | number> = {};
  for (const i of keep) {
    const text = cells[i] ?? "";
    if (text === "" || text === "." || text === "NA" || text === "NaN") continue;
    facts[head[i] ?? ""] = writtenNumber(text) ?? text;
  }
  return facts;
}

/** @throws ToolError E_STORE */
export function readGeneFacts(path: string): GeneFactSheet {
  return readSheet(path, "panelist.gene_facts", "table of gene facts");
}

/** What the rules use of the facts; null: not told. */
export function factsForRules(
  facts: readonly { values: Record<string, string | number> }[],
): Constraint {
  const of = (pattern: RegExp): number | null => {
    for (const { values } of facts)
      for (const [name, value] of Object.entries(values))
        if (pattern.test(name) && typeof value === "number") return value;
    return null;
  };
  return {
    loeuf: of(/^(loeuf|oe_lof_upper|lof\.oe_ci\.upper)$/i),
    missenseZ: of(/^(mis_z|mis\.z_score)$/i),
    haploinsufficiency: of(DOSAGE),
    codingBases: of(/^cds_length$/i),
  };
}

const DOSAGE = /^haploinsufficiency[ _]score$/i;

/** Whether the table could say that the loss of one copy causes disease. */
export function tellsDosage({ columns }: Pick<GeneFactSheet, "columns">): boolean {
  return columns.some((name) => DOSAGE.test(name));
}
