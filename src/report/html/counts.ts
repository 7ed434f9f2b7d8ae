/** What a run counted, without what depends on the kind of scan: an index scan reads less outside the regions. */
import type { RunRecord } from "../run.ts";
import type { Counts } from "./model.ts";

const OUTSIDE: ReadonlySet<string> = new Set(["outside_panel_regions", "other_contig"]);

export function countsOf({
  recordsRead,
  recordsKept,
  dropped,
  droppedInGenes,
  droppedAlleles,
}: RunRecord["counts"]): Counts {
  const inside = Object.entries(dropped).filter(([reason]) => !OUTSIDE.has(reason));
  const outside = Object.entries(dropped).filter(([reason]) => OUTSIDE.has(reason));
  return {
    inRegions: outside.reduce((n, [, count]) => n - count, recordsRead),
    kept: recordsKept,
    dropped: Object.fromEntries(inside),
    droppedInGenes,
    droppedAlleles: droppedAlleles ?? {},
  };
}
