/** What `knowledge diff` prints: for people, for tables, for programs. */
import { counted } from "../../core/counted.ts";
import type { KnowledgeDelta, KnowledgeDiff } from "../../reanalysis/knowledge-diff.ts";
import type { TableFormat } from "../values.ts";
import { jsonText, linesText, tabbed } from "./lines.ts";

const COLUMNS = ["kind", "type", "subject", "genes", "place", "old", "new"] as const;

/** Deltas of one kind and type that people are shown; the counts tell of the rest. */
const SHOWN = 20;

export function knowledgeDiffText(diff: KnowledgeDiff, format: TableFormat): string {
  if (format === "json") return jsonText(diff);
  if (format === "tsv") return tabbed([COLUMNS, ...diff.deltas.map(row)]);
  const lines = diff.compared.length === 0 ? ["the same knowledge"] : [...diff.compared];
  for (const [key, count] of Object.entries(diff.counts)) {
    lines.push(`${key}: ${count}`);
    const own = diff.deltas.filter(({ kind, type }) => `${kind} ${type}` === key);
    for (const { subject, genes, old, new: newer } of own.slice(0, SHOWN)) {
      const named = genes.length === 0 || genes.includes(subject) ? "" : ` (${genes.join(", ")})`;
      lines.push(`  ${subject}${named}: ${old ?? "-"} -> ${newer ?? "-"}`);
    }
    if (count > SHOWN) lines.push(`  and ${count - SHOWN} more (--format tsv lists them)`);
  }
  const touched = new Set(diff.deltas.flatMap(({ genes }) => genes)).size;
  lines.push(`${counted(diff.deltas.length, "difference")} in ${counted(touched, "gene")}`);
  return linesText(lines);
}

function row({ kind, type, subject, genes, place, old, new: newer }: KnowledgeDelta): string[] {
  return [kind, type, subject, genes.join(",") || ".", place ?? ".", old ?? ".", newer ?? "."];
}
