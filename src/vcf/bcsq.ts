/** One entry of bcftools csq (section 2.4): `[*]consequence|gene|transcript|biotype|strand|aa|dna`. */
import type { Row } from "./annotation.ts";
import { baseConsequence } from "./base-consequence.ts";
import type { TranscriptConsequence } from "./model.ts";

/**
 * The consequence on one transcript. No HGVS, no ids, impact by section 2.5 (BCSQ-05). A leading `*`
 * stands downstream of a stop on the same haplotype: LOW and of no class (BCSQ-03).
 */
export function bcsqConsequence(row: Row): TranscriptConsequence {
  const text = row[0] ?? "";
  const afterStop = text.startsWith("*");
  const base = baseConsequence(afterStop ? text.slice(1) : text, row[3] ?? "");
  return {
    ...base,
    ...(afterStop ? { impact: "LOW", class: "other", afterStop } : {}),
    symbol: row[1] ?? "",
    transcript: row[2] ?? "",
  };
}
