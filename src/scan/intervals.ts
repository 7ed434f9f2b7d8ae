/** Sorted, disjoint intervals of one chromosome, 1-based inclusive, with a cursor for sorted input. */
import { groupedBy } from "../core/grouped.ts";

export class Intervals {
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  private cursor = 0;

  /** @param starts ascending, with their `ends`; disjoint */
  constructor(starts: Int32Array, ends: Int32Array) {
    this.starts = starts;
    this.ends = ends;
  }

  /** @param spans any order, may overlap */
  static of(spans: readonly { start: number; end: number }[]): Intervals {
    const sorted = [...spans].sort((a, b) => a.start - b.start || a.end - b.end);
    const starts: number[] = [];
    const ends: number[] = [];
    for (const { start, end } of sorted) {
      const last = ends.length - 1;
      if (last >= 0 && start <= (ends[last] ?? 0) + 1) ends[last] = Math.max(ends[last] ?? 0, end);
      else {
        starts.push(start);
        ends.push(end);
      }
    }
    return new Intervals(Int32Array.from(starts), Int32Array.from(ends));
  }

  /** Back to the first interval: before a batch, whose positions start anywhere. */
  rewind(): void {
    this.cursor = 0;
  }

  /** The same where `start` may fall between two calls. */
  touchesAnywhere(start: number, end: number): boolean {
    if (this.cursor > 0 && (this.ends[this.cursor - 1] as number) >= start) this.rewind();
    return this.touches(start, end);
  }

  /** Does [start, end] touch an interval? `start` must not fall between two calls without `rewind`. */
  touches(start: number, end: number): boolean {
    const { ends, starts } = this;
    let i = this.cursor;
    while (i < ends.length && (ends[i] as number) < start) i++;
    this.cursor = i;
    return i < starts.length && (starts[i] as number) <= end;
  }
}

/** One `Intervals` a chromosome. */
export function byChromosome(
  spans: readonly { chrom: string; start: number; end: number }[],
): Map<string, Intervals> {
  const grouped = groupedBy(spans, ({ chrom }) => chrom);
  return new Map([...grouped].map(([chrom, list]) => [chrom, Intervals.of(list)]));
}
