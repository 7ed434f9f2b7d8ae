/** An empty batch: what the host has before the first reply. */
import type { BatchResult } from "./types.ts";

/** What is known before the first line: of so many people, counts of nothing. */
export function emptyResult(people: number): BatchResult {
  return {
    records: 0,
    dropped: {},
    droppedAlleles: {},
    survivors: [],
    neighbours: [],
    wantsBlocks: [],
    wantsSites: [],
    parts: [],
    carry: { blocks: Array.from({ length: people }, () => null), sites: [] },
    contigs: [],
    tally: null,
    genesWithRecords: [],
    genesNamed: [],
    noted: [],
  };
}
