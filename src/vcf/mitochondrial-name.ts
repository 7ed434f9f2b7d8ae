/** The name of an allele of mitochondrial DNA (m.), as clinics and MITOMAP write it. */
import { minimalRepresentation } from "./alleles.ts";

/**
 * `m.3243A>G`, `m.8271_8279del`, `m.302_303insC`, by HGVS's recommendations for a sequence without genes
 * to count in. The sequence around is not at hand: an indel is named where the file has it, not moved to
 * its last possible place, and only the doubling of the base before it is told to be one (`dup`).
 * @param pos 1-based, on the rCRS
 */
export function mitochondrialName(pos: number, ref: string, alt: string): string {
  const least = minimalRepresentation(pos, ref, alt);
  const anchor = least.ref[0] === least.alt[0] ? 1 : 0;
  const [lost, gained] = [least.ref.slice(anchor), least.alt.slice(anchor)];
  const first = least.pos + anchor;
  const last = first + lost.length - 1;
  const place = lost.length < 2 ? String(first) : `${first}_${last}`;
  if (lost === "" && gained === least.ref) return `m.${least.pos}dup`;
  if (lost === "") return `m.${first - 1}_${first}ins${gained}`;
  if (gained === "") return `m.${place}del`;
  if (lost.length === 1 && gained.length === 1) return `m.${first}${lost}>${gained}`;
  return `m.${place}delins${gained}`;
}
