/** DEC-14: in raw mode, and for an allele placed in a gene only by ClinVar, the gene is known only by name. */
import type { GeneIdentity } from "../../core/gene.ts";
import { baseConsequence } from "../../vcf/index.ts";
import type { GeneConsequence } from "../../vcf/types.ts";

/** The gene, without a word on what the allele does to it. */
export function unannotatedConsequence(gene: GeneIdentity): GeneConsequence {
  const ids = {
    symbol: gene.symbol || (gene.hgncId ?? gene.ensemblIds[0] ?? ""),
    hgncId: gene.hgncId,
    ensemblGene: gene.ensemblIds[0] ?? null,
    ncbiGene: gene.ncbiId,
  };
  return {
    ...ids,
    reporting: { ...baseConsequence("", ""), ...ids, terms: ["unannotated"] },
    worse: null,
    others: [],
    inSilico: { spliceAi: null, revel: null, cadd: null, alphaMissense: null },
  };
}
