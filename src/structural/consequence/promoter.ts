/** Where the promoter of a transcript lies. */
import { idsOf } from "../../effect/index.ts";
import type { TranscriptSlice } from "../../effect/types.ts";
import { chromOf, indexOf } from "./index-of.ts";
import { turned } from "./model.ts";

/** The bases before a transcript's start, 1-based; null: the slice has no transcript of that name. */
export function promoterOf(
  slice: TranscriptSlice,
  transcript: string,
  length: number,
): { chrom: string; start: number; end: number } | null {
  const t = idsOf(slice.names).indexOf(transcript);
  if (t < 0) return null;
  const index = indexOf(slice);
  const { first, strand } = index.model(t);
  const { from, to } = turned({ from: first - length, to: first - 1 }, strand);
  return { chrom: chromOf(index, t), start: Math.max(1, from), end: to };
}
