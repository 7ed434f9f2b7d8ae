/** Until events are matched in one place: an event and one of a population (SVE-21, SVE-22). */
import { lengthOf, shared } from "../spans.ts";
import type { EventShape, Joined } from "../types.ts";

const isPoint = ({ kind }: EventShape): boolean => kind === "INS" || kind === "ME";

export function sameEvent(a: EventShape, b: EventShape): Joined | null {
  const [own, other] = [a, b].map(({ first, last }) => ({ from: first, to: last }));
  if (a.chrom !== b.chrom || own === undefined || other === undefined) return null;
  const apart = Math.abs(a.first - b.first) + Math.abs(a.last - b.last);
  if (isPoint(a) && isPoint(b)) {
    const most = a.kind === "ME" || b.kind === "ME" ? 200 : 100;
    const lengths = [a.length ?? b.length ?? 1, b.length ?? a.length ?? 1];
    const isNear = Math.abs(a.first - b.first) <= most;
    const isAlike = Math.min(...lengths) >= 0.5 * Math.max(...lengths);
    return isNear && isAlike ? { overlap: null, apart } : null;
  }
  if (a.kind !== b.kind || a.kind === "BND") return null;
  const overlap = shared(own, other) / Math.max(lengthOf(own), lengthOf(other));
  return overlap >= 0.5 ? { overlap, apart } : null;
}
