/**
 * The candidates in the format of PhEval, which compares prioritisation tools: one table with the columns of its
 * results by gene, by variant and by disease, one row per variant. It ranks by the score; tiers are not asked. Diseases
 * are compared by id, and its cases name OMIM's.
 */
import { tableCell } from "../core/clean.ts";
import type { AnalysisResult } from "../rank/types.ts";

const COLUMNS =
  "gene_symbol gene_identifier chrom start end ref alt disease_identifier score grouping_id";

/**
 * Header line and rows, each with its newline. The disease is the gene's best in OMIM by the patient's terms, else its
 * best; empty: none.
 */
export function* phevalLines({ candidates }: AnalysisResult): Generator<string> {
  yield `${COLUMNS.replaceAll(" ", "\t")}\n`;
  for (const { gene, variants, phenotype, score, candidateId } of candidates) {
    const diseases = phenotype?.diseases ?? [];
    const disease = (diseases.find(({ id }) => id.startsWith("OMIM:")) ?? diseases[0])?.id ?? "";
    for (const { chrom, pos, ref, alt } of variants) {
      // The end is what PhEval makes of the case's own record, symbolic alleles too.
      const place = [chrom, pos, pos + ref.length - 1, ref, alt];
      const cells = [gene.symbol, gene.ensemblId ?? "", ...place, disease, score, candidateId];
      yield `${cells.map((value) => tableCell(String(value))).join("\t")}\n`;
    }
  }
}
