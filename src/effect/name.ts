/** DNA changes in HGVS notation, along a transcript or along the genome. */
import { basesOf, complement, UNKNOWN } from "../core/genetic-code.ts";
import { lengthOf, type Change } from "./change.ts";
import { exonAt, type Model } from "./model.ts";
import { lastNotAfter } from "./sequence.ts";

/**
 * The change in words, without accession; null: a base that they need is not known. It stands as far 3' as it can
 * already.
 * @param place what a position is called
 * @param first a duplicated stretch does not begin before it
 */
export function changeName(
  change: Change,
  base: (at: number) => number,
  place: (at: number) => string,
  first: number,
): string | null {
  const { from, to, inserted } = change;
  const count = lengthOf(change);
  const range = (a: number, b: number): string => (a === b ? place(a) : `${place(a)}_${place(b)}`);
  if (count === 0) {
    const copy = from - inserted.length;
    const repeats = copy >= first ? isRepeat(inserted, (i) => base(copy + i)) : false;
    if (repeats === null) return null;
    return repeats
      ? `${range(copy, from - 1)}dup`
      : `${range(from - 1, from)}ins${basesOf(inserted)}`;
  }
  if (base(from) >= UNKNOWN || base(to) >= UNKNOWN) return null;
  if (inserted.length === 0) return `${range(from, to)}del`;
  if (count === 1 && inserted.length === 1)
    return `${place(from)}${basesOf([base(from)])}>${basesOf(inserted)}`;
  const sameLength = count === inserted.length;
  if (sameLength && inserted.some((_, i) => base(to - i) >= UNKNOWN)) return null;
  const turns =
    sameLength && inserted.every((code, i) => code < UNKNOWN && code === complement(base(to - i)));
  return turns ? `${range(from, to)}inv` : `${range(from, to)}delins${basesOf(inserted)}`;
}

/** The bases that stand before are the same; null: one of those that would tell is not known. */
function isRepeat(inserted: Uint8Array, before: (i: number) => number): boolean | null {
  let isKnown = true;
  for (let i = 0; i < inserted.length; i++) {
    const [own, other] = [inserted[i] ?? UNKNOWN, before(i)];
    if (own >= UNKNOWN || other >= UNKNOWN) isKnown = false;
    else if (own !== other) return false;
  }
  return isKnown ? true : null;
}

/** What c. or n. calls a position of the transcript: `76`, `-19-2`, `*3`, `787+1856`. */
export function placeName(model: Model, at: number): string {
  const exon = exonAt(model, at);
  const { starts, ends, before } = model;
  if (exon >= 0) return baseName(model, (before[exon] ?? 0) + at - (starts[exon] ?? 0));
  const behind = lastNotAfter(starts, 0, starts.length, at);
  const after = at - (ends[behind] ?? 0);
  const until = (starts[behind + 1] ?? 0) - at;
  const cdna = before[behind + 1] ?? 0;
  // The last base of the exon behind, or the first of the next.
  return after <= until
    ? `${baseName(model, cdna - 1)}+${after}`
    : `${baseName(model, cdna)}-${until}`;
}

function baseName({ codingFrom, codingTo }: Model, cdna: number): string {
  if (codingFrom < 0) return String(cdna + 1);
  if (cdna < codingFrom) return `-${codingFrom - cdna}`;
  return cdna < codingTo ? String(cdna - codingFrom + 1) : `*${cdna - codingTo + 1}`;
}
