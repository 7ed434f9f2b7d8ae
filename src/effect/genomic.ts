/** HGVS along a chromosome (`g`), and along the mitochondrion (`m`). */
import type { Allele } from "../core/allele.ts";
import { chromosomeLength, CHROMOSOMES, refSeqAccession, type Assembly } from "../core/assembly.ts";
import { baseCode, UNKNOWN } from "../core/genetic-code.ts";
import { changeOf, shifted } from "./change.ts";
import { changeName } from "./name.ts";
import { openBases, type BaseAt } from "./sequence.ts";
import type { TranscriptSlice } from "./types.ts";

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

/**
 * Names along the rCRS without its accession; null: not told by what is known of it.
 * @param text all of it, or another sequence, which is not looked at
 * @param slice with the bases around its genes; null: none is at hand
 */
export function mitochondrialNamer(
  assembly: Assembly,
  text: string,
  slice: TranscriptSlice | null,
): (allele: Readonly<Omit<Allele, "chrom">>) => string | null {
  const baked = slice === null ? (): number => UNKNOWN : openBases(slice.columns, null);
  // UCSC's chrM of GRCh37 is longer.
  const hasText = text.length === chromosomeLength(assembly, "MT");
  const at: BaseAt = (chrom, pos) =>
    hasText ? baseCode(text.charCodeAt(pos - 1)) : baked(chrom, pos);
  const index = CHROMOSOMES.indexOf("MT");
  return ({ pos, ref, alt }) => {
    const isRef = [...ref].every((base, i) =>
      [UNKNOWN, baseCode(base.charCodeAt(0))].includes(at(index, pos + i)),
    );
    const name = isRef ? genomicName(assembly, { chrom: "MT", pos, ref, alt }, at) : null;
    return name === null ? null : name.slice(name.indexOf("m."));
  };
}
