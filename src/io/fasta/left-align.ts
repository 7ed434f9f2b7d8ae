/** Left alignment against the reference (VCF-50). */

/** 1-based; upper-case bases. */
interface Placed {
  pos: number;
  ref: string;
  alt: string;
}

/**
 * The allele where `bcftools norm` would put it: leftmost, one base of each allele left at least.
 * @param allele in minimal representation
 * @param baseAt the reference's base at a 1-based position; "" where it has none, which ends the way
 */
export function leftAligned<A extends Placed>(allele: A, baseAt: (pos: number) => string): A {
  let { pos, ref, alt } = allele;
  if (ref.length === alt.length) return allele;
  while (pos > 1 && ref.at(-1) === alt.at(-1)) {
    let before = "";
    if (ref.length === 1 || alt.length === 1) {
      before = baseAt(pos - 1);
      if (before === "") break;
      pos--;
    }
    ref = before + ref.slice(0, -1);
    alt = before + alt.slice(0, -1);
  }
  return { ...allele, pos, ref, alt };
}
