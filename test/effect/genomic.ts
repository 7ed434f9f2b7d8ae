/** HGVS along a chromosome (`g`), and along the mitochondrion (`m`), as ClinVar and ClinGen name alleles. */
import type { Allele } from "../../src/core/allele.ts";
import { CHROMOSOMES } from "../../src/core/assembly.ts";
import { UNKNOWN } from "../../src/core/genetic-code.ts";
import { changeOf, shifted } from "../../src/effect/change.ts";
import { changeName } from "../../src/effect/name.ts";
import type { BaseAt } from "../../src/effect/sequence.ts";

/**
 * `g.43045712T>C`, moved 3' along the plus strand; null where the sequence ends on the way, REF is another base
 * than the sequence's, or the allele is not written in bases.
 * @param base of the engine
 */
export function genomicName(
  { chrom, pos, ref, alt }: Readonly<Allele>,
  base: BaseAt,
): string | null {
  const given = changeOf(pos, ref, alt);
  if (given === null) return null;
  const index = CHROMOSOMES.indexOf(chrom);
  const at = (position: number): number => base(index, position);
  const { change, stopped } = shifted(given, 1, at, Infinity);
  if (stopped || change.inserted.includes(UNKNOWN) || at(change.from) === UNKNOWN) return null;
  const name = changeName(change, at, String, 1);
  return name === null ? null : `${chrom === "MT" ? "m" : "g"}.${name}`;
}
