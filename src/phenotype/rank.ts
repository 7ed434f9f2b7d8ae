/** Genes or diseases in the order of their scores, and the place of one of them. */
import { textOf } from "./csr.ts";
import type { HpoRelease, RankBy } from "./types.ts";
import type { Scores } from "./score.ts";

export interface Ranked {
  /** Place in the knowledge's genes or diseases. */
  place: number;
  /** 1 is the first; equal scores share the middle of their ranks. */
  rank: number;
  /** NCBI gene id or disease id. */
  id: string;
  name: string;
  score: number;
}

/**
 * All of them, best first; equal scores by id. Profiles of genes are no diseases.
 * @param top only so many rows; what is not shown is not named either
 */
export function rankAll(
  hpo: HpoRelease,
  scores: Scores,
  by: RankBy,
  top: number = Number.POSITIVE_INFINITY,
): Ranked[] {
  const values = valuesOf(scores, by);
  const places = placesOf(hpo, by).sort((a, b) => order(values, a, b) || a - b);
  const ranked: Ranked[] = [];
  for (let start = 0; start < Math.min(places.length, top);) {
    let end = start + 1;
    while (end < places.length && order(values, places[start] ?? 0, places[end] ?? 0) === 0) end++;
    // Ranks start + 1 to end: their middle.
    const rank = (start + 1 + end) / 2;
    for (const place of places.slice(start, Math.min(end, top)))
      ranked.push({ place, rank, ...nameOf(hpo, place, by), score: values[place] ?? 0 });
    start = end;
  }
  return ranked;
}

/** Rank of one without sorting, ties at their middle. */
export function rankOf(hpo: HpoRelease, scores: Scores, by: RankBy, place: number): number {
  const values = valuesOf(scores, by);
  const own = values[place] ?? 0;
  let above = 0;
  let equal = 0;
  for (const other of placesOf(hpo, by)) {
    const value = values[other] ?? 0;
    if (value > own) above++;
    else if (value === own) equal++;
  }
  return above + (equal + 1) / 2;
}

function valuesOf(scores: Scores, by: RankBy): Float64Array {
  return by === "gene" ? scores.genes : scores.diseases;
}

function order(values: Float64Array, a: number, b: number): number {
  return (values[b] ?? 0) - (values[a] ?? 0);
}

function placesOf({ genes, diseases }: HpoRelease, by: RankBy): number[] {
  if (by === "gene") return [...genes.numbers.keys()];
  return [...diseases.isGeneProfile.keys()].filter((d) => diseases.isGeneProfile[d] === 0);
}

function nameOf(
  { genes, diseases }: HpoRelease,
  place: number,
  by: RankBy,
): { id: string; name: string } {
  if (by === "gene")
    return { id: `NCBIGene:${genes.numbers[place] ?? 0}`, name: textOf(genes.symbols, place) };
  return { id: textOf(diseases.ids, place), name: textOf(diseases.names, place) };
}
