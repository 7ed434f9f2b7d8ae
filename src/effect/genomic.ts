/** HGVS along a chromosome (`g`), and along the mitochondrion (`m`). */
import type { Allele } from "../core/allele.ts";
import { CHROMOSOMES, refSeqAccession, type Assembly } from "../core/assembly.ts";
import { UNKNOWN } from "../core/genetic-code.ts";
import { changeOf, shifted } from "./change.ts";
import { changeName } from "./name.ts";
import type { BaseAt } from "./sequence.ts";

/**
 * `NC_000017.11:g.43045712T>C`, moved 3' along the plus strand; null where the sequence ends on the way, REF is
 * another base than the sequence's, or the allele is not written in bases.
 * @param base of the engine
 */
export function genomicName(
  assembly: Assembly,
  { chrom, pos, ref, alt }: Readonly<Allele>,
  base: BaseAt,
): string | null {
  const accession = refSeqAccession(assembly, chrom);
  const given = changeOf(pos, ref, alt);
  if (accession === null || given === null) return null;
  const index = CHROMOSOMES.indexOf(chrom);
  const at = (position: number): number => base(index, position);
  const { change, stopped } = shifted(given, 1, at, Infinity);
  if (stopped || change.inserted.includes(UNKNOWN) || at(change.from) === UNKNOWN) return null;
  const name = changeName(change, at, String, 1);
  return name === null ? null : `${accession}:${chrom === "MT" ? "m" : "g"}.${name}`;
}
