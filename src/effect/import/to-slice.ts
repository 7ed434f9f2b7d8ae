/** Drafts to columns, without sequence. */
import { CHROMOSOMES } from "../../core/assembly.ts";
import { newColumns } from "../columns.ts";
import { namesOf } from "../names.ts";
import type { TranscriptGene, TranscriptSlice } from "../types.ts";
import type { DraftTranscript, Extent } from "./draft.ts";

/** Words that stand in columns as numbers: new ones are added. The first of `appris` is "". */
export interface Dictionaries {
  biotypes: string[];
  appris: string[];
}

/** @param drafts of one chromosome, sorted by start, end and id */
export function toSlice(
  drafts: readonly DraftTranscript[],
  chrom: number,
  { biotypes, appris }: Dictionaries,
): TranscriptSlice {
  const genes = new Map<TranscriptGene, number>();
  for (const { gene } of drafts) if (!genes.has(gene)) genes.set(gene, genes.size);
  const sum = (of: (draft: DraftTranscript) => number): number =>
    drafts.reduce((total, draft) => total + of(draft), 0);
  const columns = newColumns({
    transcripts: drafts.length,
    genes: genes.size,
    exons: sum(({ exons }) => exons.length),
    rows: sum(({ rows }) => rows.length),
    secs: sum(({ sec }) => sec.length),
    blocks: 0,
    bases: 0,
    unknowns: 0,
    text: 0,
  });
  columns.chromFrom.fill(drafts.length, chrom + 1, CHROMOSOMES.length + 1);
  const filled = { exons: 0, rows: 0, secs: 0 };
  const put = (
    starts: Int32Array,
    ends: Int32Array,
    at: number,
    list: readonly Extent[],
  ): number => {
    for (const [i, { start, end }] of list.entries()) {
      starts[at + i] = start;
      ends[at + i] = end;
    }
    return at + list.length;
  };
  for (const [i, draft] of drafts.entries()) {
    columns.start[i] = draft.start;
    columns.end[i] = draft.end;
    columns.cdsStart[i] = draft.cdsStart;
    columns.cdsEnd[i] = draft.cdsEnd;
    columns.gapAt[i] = draft.gapAt;
    columns.strand[i] = draft.strand;
    columns.flags[i] = draft.flags;
    columns.tsl[i] = draft.tsl;
    columns.phase[i] = draft.phase;
    columns.biotype[i] = indexIn(biotypes, draft.biotype);
    columns.appris[i] = indexIn(appris, draft.appris);
    columns.gene[i] = genes.get(draft.gene) ?? 0;
    filled.exons = put(columns.exonStart, columns.exonEnd, filled.exons, draft.exons);
    filled.rows = put(columns.rowStart, columns.rowEnd, filled.rows, draft.rows);
    columns.secAt.set(draft.sec, filled.secs);
    filled.secs += draft.sec.length;
    columns.exonFrom[i + 1] = filled.exons;
    columns.rowFrom[i + 1] = filled.rows;
    columns.secFrom[i + 1] = filled.secs;
  }
  return {
    columns,
    names: namesOf(drafts, [...genes.keys()], { biotypes, appris }),
  };
}

function indexIn(words: string[], word: string): number {
  const index = words.indexOf(word);
  return index < 0 ? words.push(word) - 1 : index;
}
