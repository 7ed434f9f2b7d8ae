/** HGVS along a chromosome (`g`), and along the mitochondrion (`m`). */
import type { Allele } from "../core/allele.ts";
import { chromosomeLength, CHROMOSOMES, refSeqAccession, type Assembly } from "../core/assembly.ts";
import { UNKNOWN } from "../core/genetic-code.ts";
import { changeOf, shifted } from "./change.ts";
import { changeName } from "./name.ts";
import type { BaseAt } from "./sequence.ts";

/**
 * `NC_000017.11:g.43045712T>C`, moved 3' along the plus strand, on the mitochondrion over its origin too; null where the sequence ends on the way, REF is
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
  // The mitochondrion is a circle: behind the last base comes the first.
  const length = chrom === "MT" ? (chromosomeLength(assembly, chrom) ?? Infinity) : Infinity;
  const onCircle = (position: number): number =>
    position < 1 ? position + length : position > length ? position - length : position;
  const at = (position: number): number => base(index, onCircle(position));
  const place = (position: number): string => String(onCircle(position));
  const { change, stopped } = shifted(given, 1, at, chrom === "MT" ? given.to + length : Infinity);
  if (stopped || change.inserted.includes(UNKNOWN) || at(change.from) === UNKNOWN) return null;
  const name = changeName(change, at, place, chrom === "MT" ? 1 - length : 1);
  return name === null ? null : `${accession}:${chrom === "MT" ? "m" : "g"}.${name}`;
}
