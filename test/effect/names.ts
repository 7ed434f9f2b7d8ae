/** Alleles from HGVS names, the way back: for tests. */
import { CHROMOSOMES } from "../../src/core/assembly.ts";
import type { Allele } from "../../src/core/allele.ts";
import { positionOf } from "../../src/effect/model.ts";
import { placeName } from "../../src/effect/name.ts";
import type { OpenNamer } from "../../src/effect/describe.ts";

const reverse = (bases: string): string =>
  [...bases]
    .toReversed()
    .map((b) => ({ A: "T", C: "G", G: "C", T: "A" })[b] ?? "N")
    .join("");

/** What `place` calls each position of a transcript. */
function placesOf(namer: OpenNamer, transcript: number): Map<string, number> {
  const model = namer.engine.modelAt(transcript);
  const places = new Map<string, number>();
  for (let at = model.first; at <= model.last; at++) places.set(placeName(model, at), at);
  return places;
}

const known = new WeakMap<OpenNamer, Map<number, Map<string, number>>>();

/**
 * The allele of a c. or n. name, in bases of the genome and with the base before it; null: a form that is not
 * made here, or a place outside.
 */
export function alleleOfName(namer: OpenNamer, transcript: number, name: string): Allele | null {
  const byTranscript = known.get(namer) ?? new Map<number, Map<string, number>>();
  known.set(namer, byTranscript);
  const places = byTranscript.get(transcript) ?? placesOf(namer, transcript);
  byTranscript.set(transcript, places);
  const model = namer.engine.modelAt(transcript);
  const match =
    /^[cn]\.([*\d+-]+)(?:_([*\d+-]+))?(del|dup|ins|inv|[ACGT]+>)(?:[ACGT\d]*(ins))?([ACGT]*)$/.exec(
      name.replace(/(del|dup|inv)[ACGT\d]+$/, "$1"),
    );
  if (match === null) return null;
  const [, a = "", b = a, kind = "", insertion, bases = ""] = match;
  // n. counts the bases of the mRNA, of a coding transcript too.
  const placed = (word: string): number | undefined => {
    const isCounted = name.startsWith("n.") && Number(word) <= (model.before.at(-1) ?? 0);
    return isCounted ? positionOf(model, Number(word) - 1) : places.get(word);
  };
  const [from, to] = [placed(a), placed(b)];
  if (from === undefined || to === undefined) return null;
  const baseAt = (at: number): string => "ACGTN"[model.base(at)] ?? "N";
  const between = (x: number, y: number): string => {
    let text = "";
    for (let at = x; at <= y; at++) text += baseAt(at);
    return text;
  };
  const make = (x: number, y: number, fresh: string): Allele => {
    // Bases x to y along the transcript give way to others.
    const [low, high] = model.strand > 0 ? [x, y] : [-y, -x];
    const on = (at: number): string => "ACGTN"[namer.engine.base(model.chrom, at)] ?? "N";
    let ref = on(low - 1);
    for (let at = low; at <= high; at++) ref += on(at);
    const alt = ref.slice(0, 1) + (model.strand > 0 ? fresh : reverse(fresh));
    return { chrom: CHROMOSOMES[model.chrom] ?? "", pos: low - 1, ref, alt };
  };
  if (kind.endsWith(">")) return make(from, to, bases);
  if (kind === "del") return make(from, to, insertion === undefined ? "" : bases);
  if (kind === "inv") return make(from, to, reverse(between(from, to)));
  if (kind === "dup") return make(to + 1, to, between(from, to));
  return make(from + 1, from, bases);
}
