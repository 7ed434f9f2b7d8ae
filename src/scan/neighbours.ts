/** What was dropped near a survivor: alleles that may be read with it in one codon or frame (HP-03). */
import { remembered } from "../core/once.ts";
import type { DropReason, Survivor } from "./types.ts";

/** Bases of the genome; as far as one change can restore the frame of another. */
export const NEIGHBOUR_BASES = 150;

/** Left for what it does alone, or for being common: the proband has it on the chromosome all the same. */
const THERE: ReadonlySet<DropReason> = new Set(["consequence", "frequency"]);

interface Line {
  start: number;
  end: number;
}

interface Left extends Line {
  /** Failed FILTER: perhaps the proband does not have it. */
  isDoubted: boolean;
}

/** Of one batch; what lies near its edges is told too, since a survivor may stand beyond. */
export class Neighbours {
  private readonly tell: (line: Left) => void;
  private recent: (Left & { pos: number })[] = [];
  private pos = -1;
  /** Up to here all is told. */
  private until = -1;
  private isFirst = true;

  constructor(tell: (line: Left) => void) {
    this.tell = tell;
  }

  enterContig(): void {
    // The first contig of the batch may have begun in another.
    this.isFirst = this.pos < 0;
    this.recent = [];
    this.until = -1;
  }

  enterPosition(pos: number): void {
    this.pos = pos;
    if (this.isFirst) this.until = pos + NEIGHBOUR_BASES;
    this.isFirst = false;
  }

  pass({ start, end }: Line, reason: DropReason): void {
    const isDoubted = reason === "filter";
    if (!isDoubted && !THERE.has(reason)) return;
    if (this.pos <= this.until) this.tell({ start, end, isDoubted });
    else {
      if (this.recent.length > 64) this.recent = this.near();
      this.recent.push({ start, end, isDoubted, pos: this.pos });
    }
  }

  /** A record at the position survives. */
  stay(): void {
    this.finish();
    this.until = this.pos + NEIGHBOUR_BASES;
  }

  finish(): void {
    for (const line of this.near()) this.tell(line);
    this.recent = [];
  }

  private near(): (Left & { pos: number })[] {
    return this.recent.filter(({ pos }) => pos >= this.pos - NEIGHBOUR_BASES);
  }
}

/** Those of a whole scan that lie near a survivor: at the edges of batches more were told. */
export function nearSurvivors(
  neighbours: readonly Survivor[],
  survivors: readonly Survivor[],
): Survivor[] {
  const places = new Map<string, number[]>();
  const keyOf = (chrom: string, part: number): string => `${chrom}:${part}`;
  const partOf = (pos: number): number => Math.floor(pos / NEIGHBOUR_BASES);
  for (const { chrom, pos } of survivors)
    remembered(places, keyOf(chrom, partOf(pos)), (): number[] => []).push(pos);
  return neighbours.filter(({ chrom, pos }) =>
    [-1, 0, 1].some((step) =>
      places
        .get(keyOf(chrom, partOf(pos) + step))
        ?.some((at) => Math.abs(at - pos) <= NEIGHBOUR_BASES),
    ),
  );
}
