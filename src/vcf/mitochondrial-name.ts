/** The HGVS name of an allele of a sequence that is not counted by genes: of a chromosome (g.), of mitochondrial DNA (m.). */
import { minimalRepresentation } from "./alleles.ts";

/** `m.3243A>G`, as clinics and MITOMAP write it. @param pos 1-based, on the rCRS */
export function mitochondrialName(pos: number, ref: string, alt: string): string {
  return `m.${sequenceChange(pos, ref, alt)}`;
}

/**
 * `3243A>G`, `8271_8279del`, `302_303insC`. The sequence around is not at hand: an indel is moved towards its last
 * possible place, and a doubling is told to be one (`dup`), as far as REF shows.
 */
export function sequenceChange(pos: number, ref: string, alt: string): string {
  const least = minimalRepresentation(pos, ref, alt);
  const anchor = least.ref[0] === least.alt[0] ? 1 : 0;
  const base = (at: number): string | undefined => ref[at - pos];
  let [lost, gained] = [least.ref.slice(anchor), least.alt.slice(anchor)];
  let first = least.pos + anchor;
  while ((lost === "" || gained === "") && base(first + lost.length) === (lost + gained)[0]) {
    [lost, gained] = [rotated(lost), rotated(gained)];
    first++;
  }
  const last = first + lost.length - 1;
  const place = lost.length < 2 ? String(first) : `${first}_${last}`;
  const doubled = first - gained.length;
  if (lost === "" && doubled >= pos && ref.slice(doubled - pos, first - pos) === gained)
    return `${gained.length < 2 ? doubled : `${doubled}_${first - 1}`}dup`;
  if (lost === "") return `${first - 1}_${first}ins${gained}`;
  if (gained === "") return `${place}del`;
  if (lost.length === 1 && gained.length === 1) return `${first}${lost}>${gained}`;
  return `${place}delins${gained}`;
}

/** The first base behind the others: the same change, one base on. */
function rotated(bases: string): string {
  return bases.slice(1) + bases.slice(0, 1);
}
