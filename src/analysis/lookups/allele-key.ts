/** The key by which an allele is looked up (VCF-50). */
import type { Allele } from "../../core/allele.ts";
import type { Survivor } from "../../scan/types.ts";
import { minimalAllele } from "../../vcf/index.ts";
import type { Reference } from "./reference.ts";

/** Shortest, and leftmost where a reference is given. */
export function alleleKeyOf(
  survivor: Survivor,
  alleleIndex: number,
  reference: Reference | null,
): Allele {
  const minimal = { chrom: survivor.chrom, ...minimalAllele(survivor, alleleIndex) };
  return reference === null ? minimal : reference.aligned(minimal);
}
