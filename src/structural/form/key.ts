/** The name of an event, derived only from its normal form (SVE-26). */
import type { EventShape } from "../types.ts";

/** `chrom:first-last:KIND[:element or length]`; of breakends `chrom:pos(+)~chrom:pos(-)`. */
export function keyOf({ kind, chrom, first, last, length, inserted, ends }: EventShape): string {
  if (kind === "BND") return ends.map((end) => `${end.chrom}:${end.pos}(${end.strand})`).join("~");
  // A template is kept as a tree of its parts.
  const place = [chrom, ":", first, "-", last, ":", kind].join("");
  if (kind === "ME") return inserted === null ? place : `${place}:${inserted}`;
  return kind === "INS" && length !== null ? `${place}:${length}` : place;
}
