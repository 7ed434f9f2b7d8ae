/** The effect of an event on one transcript, in words and numbers. */
import { counted } from "../../core/counted.ts";
import type { EventEffect } from "../types.ts";
import type { Hit, Model } from "./model.ts";

export type Told = Pick<
  EventEffect,
  "effect" | "class" | "exons" | "codingBases" | "inFrame" | "text" | "flags"
>;

/** What of an effect is not as in most. */
type Rest = Partial<Pick<Told, "inFrame" | "flags">>;

/** @param hit null: no exon is hit */
export function told(
  effect: Told["effect"],
  kind: Told["class"],
  text: string,
  hit: { model: Model; hit: Hit } | null,
  { inFrame = null, flags = [] }: Rest = {},
): Told {
  const exons = hit === null || hit.hit.last < hit.hit.first ? null : exonsOf(hit.model, hit.hit);
  const codingBases = hit === null ? 0 : hit.hit.coding;
  return { effect, class: kind, exons, codingBases, inFrame, text, flags };
}

function exonsOf({ starts }: Model, { first, last }: Hit): NonNullable<Told["exons"]> {
  return { first: first + 1, last: last + 1, of: starts.length };
}

/** `exons 45-50 of 79`, `part of exon 3 of 10`. */
export function exonWords(model: Model, hit: Hit): string {
  const { first, last, of } = exonsOf(model, hit);
  const isPart = first === last && (hit.left === "exon" || hit.right === "exon");
  return `${isPart ? "part of " : ""}${first === last ? `exon ${first}` : `exons ${first}-${last}`} of ${of}`;
}

/** `, out of frame (871 coding bases)`. */
export function frameWords(coding: number, inFrame: boolean | null): string {
  const frame = inFrame === null ? "" : inFrame ? ", in frame" : ", out of frame";
  return `${frame} (${counted(coding, "coding base")})`;
}

/** `intron 3 of 9`, `exon 2 of 10`: where a junction behind a position lies. */
export function placeWords(model: Model, intron: number | null, exon: number): string {
  const count = model.starts.length;
  return intron === null ? `exon ${exon + 1} of ${count}` : `intron ${intron} of ${count - 1}`;
}
