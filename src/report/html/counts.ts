/** What a run counted, without what depends on the kind of scan: an index scan reads less outside the regions. */
import { OF_SCAN, type RunRecord } from "../run.ts";
import type { Counts } from "./model.ts";

export function countsOf(counts: RunRecord["counts"]): Counts {
  const { recordsRead, recordsKept, dropped, droppedInGenes, droppedAlleles = {} } = counts;
  const inside = Object.entries(dropped).filter(([reason]) => !OF_SCAN.has(reason));
  const outside = Object.entries(dropped).filter(([reason]) => OF_SCAN.has(reason));
  return {
    inRegions: outside.reduce((n, [, count]) => n - count, recordsRead),
    kept: recordsKept,
    dropped: Object.fromEntries(inside),
    droppedInGenes,
    droppedAlleles,
  };
}
