/** One entry of bcftools csq (BCSQ-01): `[*]consequence|gene|transcript|biotype|strand|aa|dna`. */
import { parseEnsemblId, withoutGencodeMark } from "../core/gene.ts";
import type { EntryColumns } from "./annotation.ts";
import { baseConsequence, proteinPositionOf } from "./base-consequence.ts";
import type { GeneNames, TranscriptConsequence } from "./types.ts";

/** The gene that an entry names: where the GFF has no name for it, bcftools writes its id. */
export function bcsqGene(row: EntryColumns): GeneNames {
  const symbol = row[1] ?? "";
  return { symbol, hgncId: null, ensemblGene: parseEnsemblId(symbol), ncbiGene: null };
}

/**
 * The consequence on one transcript. No HGVS, no ids, impact by the term (BCSQ-05). A leading `*`
 * stands downstream of a stop on the same haplotype: LOW and of no class (BCSQ-03).
 */
export function bcsqConsequence(row: EntryColumns): TranscriptConsequence {
  const text = row[0] ?? "";
  const afterStop = text.startsWith("*");
  const base = baseConsequence(afterStop ? text.slice(1) : text, row[3] ?? "");
  return {
    ...base,
    ...(afterStop ? { impact: "LOW", class: "other", afterStop } : {}),
    ...bcsqGene(row),
    transcript: withoutGencodeMark(row[2] ?? ""),
    ...proteinPositionOf(residuesOf(row[5] ?? "")),
  };
}

/** `25E>25K` is residue 25, `210KK>210N*` are 210-211. */
function residuesOf(change: string): string {
  const [, first = "", letters = ""] = /^(\d+)([A-Z*]*)/.exec(change) ?? [];
  return letters.length < 2 ? first : `${first}-${Number(first) + letters.length - 1}`;
}

/** The same, where the stop may be on another person's haplotype: then it takes nothing from the consequence. */
export function bcsqUnstopped(row: EntryColumns): TranscriptConsequence {
  const text = row[0] ?? "";
  return bcsqConsequence(text.startsWith("*") ? row.with(0, text.slice(1)) : row);
}
