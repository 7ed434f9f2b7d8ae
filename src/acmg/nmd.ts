/**
 * Whether a premature stop triggers nonsense-mediated decay: not in the last exon, nor in the last 50
 * bases of the exon before it, nor in a gene of one exon (Abou Tayoun 2018).
 */
import { counted } from "../core/counted.ts";
import type { ExonFacts, ExonNumber } from "./types.ts";

export interface Decay {
  /** null: cannot be judged from what is known. */
  decays: boolean | null;
  /** Judged by exon numbers, or from an expected place of the stop. */
  approximate: boolean;
  reason: string;
}

/**
 * @param stopBase coding base at which the stop codon begins, 1-based
 * @param escapeBases bases before the last junction that escape
 */
export function decayByExons(
  exons: readonly ExonFacts[],
  stopBase: number,
  escapeBases: number,
): Decay {
  return decayBefore(exons.length === 1 ? null : lastJunction(exons) - stopBase, escapeBases);
}

/** @param before bases from the stop to the last junction; below 0: behind it; null: one exon */
export function decayBefore(before: number | null, escapeBases: number): Decay {
  if (before === null) return { decays: false, approximate: false, reason: "one exon" };
  return {
    decays: before >= escapeBases,
    approximate: false,
    reason:
      before < 0
        ? "stop in the last exon"
        : `stop ${counted(before, "base")} before the last junction`,
  };
}

/**
 * Coding base after which the last intron lies; beyond the coding sequence when that intron is in the 3'
 * UTR. Start and stop in one exon: its 3' UTR is not counted, which errs towards "escapes".
 */
export function lastJunction(exons: readonly ExonFacts[]): number {
  const first = exons.findIndex((e) => e.coding > 0);
  return exons
    .slice(0, -1)
    .reduce((base, e, i) => base + (i > first ? e.length : i === first ? e.coding : 0), 0);
}

/** By `exon n of N` alone: the exon before the last one is left open. */
export function decayByNumber(exon: ExonNumber): Decay {
  const { number, total } = exon;
  const at = `exon ${number} of ${total}`;
  if (total === 1) return { decays: false, approximate: false, reason: "one exon" };
  if (number >= total) return { decays: false, approximate: false, reason: `stop in ${at}` };
  if (number === total - 1)
    return { decays: null, approximate: true, reason: `${at}, whose length is not known` };
  return { decays: true, approximate: true, reason: at };
}
