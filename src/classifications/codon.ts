/** The codon of a substitution as VEP writes it (`tcA/tcC`), on the genome: what another base there would produce. */

import { baseCodes, basesOf, reverseComplement } from "../core/genetic-code.ts";

export interface Codon {
  /** The three bases in the transcript's direction, upper case. */
  bases: string;
  /** Their positions on the genome, 1-based; an intron may lie between them. */
  positions: readonly [number, number, number];
}

/**
 * @param text VEP's Codons, the changed bases in capitals
 * @param allele in minimal representation, bases replaced by as many; null when the two do not fit
 */
export function codonOf(
  text: string,
  allele: { pos: number; ref: string; alt: string },
): Codon | null {
  const [before = "", after = ""] = text.split("/");
  const { pos, ref, alt } = allele;
  const at = before.search(/[A-Z]/);
  if (before.length !== 3 || after.length !== 3 || at < 0 || ref.length !== alt.length) return null;
  const capitals = (codon: string): string => codon.replaceAll(/[a-z]/g, "");
  const [from, to] = [capitals(before), capitals(after)];
  const forwards = from === ref && to === alt;
  const backwards = from === reverse(ref) && to === reverse(alt);
  // A change that reads alike on both strands does not tell which one it is.
  if (forwards === backwards) return null;
  const bases = before.toUpperCase();
  const first = forwards ? pos - at : pos + ref.length - 1 + at;
  const step = forwards ? 1 : -1;
  return { bases, positions: [first, first + step, first + 2 * step] };
}

/** The codon with other bases in it; null when they are not inside, or the reference is another one there. */
export function changed(
  { bases, positions }: Codon,
  allele: { pos: number; ref: string; alt: string },
): string | null {
  if (allele.ref.length !== allele.alt.length) return null;
  const letters = [...bases];
  const onStrand = (base: string): string => (positions[0] < positions[2] ? base : reverse(base));
  for (let i = 0; i < allele.ref.length; i++) {
    const at = positions.indexOf(allele.pos + i);
    if (at < 0 || letters[at] !== onStrand(allele.ref[i] ?? "")) return null;
    letters[at] = onStrand(allele.alt[i] ?? "");
  }
  return letters.join("");
}

function reverse(bases: string): string {
  return basesOf(reverseComplement(baseCodes(bases)));
}
