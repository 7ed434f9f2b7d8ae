/** What makes a candidate the same one in another run. */
import type { Assembly } from "../core/assembly.ts";
import { sha256 } from "../core/digest.ts";
import type { CandidateGene } from "./model.ts";

/**
 * `c` and 16 hexadecimal digits of the sha256 over `assembly|gene|alleles`: the gene by its HGNC id, else
 * Ensembl id, else symbol; alleles `chrom:pos:ref:alt`, sorted, joined by a comma. Never of rank or mode.
 */
export function candidateId(
  assembly: Assembly,
  gene: CandidateGene,
  alleles: readonly string[],
): string {
  const name = gene.hgncId ?? gene.ensemblId ?? gene.symbol;
  const text = `${assembly}|${name}|${alleles.toSorted().join(",")}`;
  return `c${sha256(text).slice(0, 16)}`;
}
