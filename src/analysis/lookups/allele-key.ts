/** By what an allele is looked up (VCF-50). */
import type { Allele } from "../../core/allele.ts";
import type { Survivor } from "../../scan/types.ts";
import { minimalRepresentation } from "../../vcf/index.ts";
import type { Reference } from "./reference.ts";

/** Shortest, and leftmost where a reference is given. */
export function alleleKeyOf(
  { chrom, pos, ref, alts }: Survivor,
  alleleIndex: number,
  reference: Reference | null,
): Allele {
  const minimal = { chrom, ...minimalRepresentation(pos, ref, alts[alleleIndex - 1] ?? "") };
  return reference === null ? minimal : reference.aligned(minimal);
}
