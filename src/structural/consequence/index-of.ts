/** What is computed once for a set of transcripts: which are near a position, and on which one a gene is reported. */
import type { Annotated } from "../../core/gene.ts";
import { withoutIdVersion } from "../../core/text.ts";
import { firstAt } from "../../core/sorted.ts";
import { CHROMOSOMES } from "../../core/assembly.ts";
import { onceFor, remembered } from "../../core/once.ts";
import { FLAG, genesOf, openNames } from "../../effect/index.ts";
import type { TranscriptColumns, TranscriptSlice } from "../../effect/types.ts";
import { shared } from "../spans.ts";
import { modelOf, type Model } from "./model.ts";

/** Rows sorted by start, of which the furthest end so far is known: what touches a range is found without a walk. */
export interface Rows {
  starts: ArrayLike<number>;
  ends: ArrayLike<number>;
  /** Of each row, the furthest end of the rows from the first of its chromosome on. */
  reach: Int32Array;
}

export function reachOf(
  ends: ArrayLike<number>,
  from: number,
  to: number,
  reach: Int32Array,
): void {
  let furthest = 0;
  for (let i = from; i < to; i++) reach[i] = furthest = Math.max(furthest, ends[i] ?? 0);
}

/** Rows [from, to) that share a base with a range, ascending. */
export function touching(
  { starts, ends, reach }: Rows,
  [from, to]: readonly [number, number],
  first: number,
  last: number,
): number[] {
  const found: number[] = [];
  for (let i = firstAt(reach, first, [from, to]); i < to && (starts[i] ?? 0) <= last; i++)
    if ((ends[i] ?? 0) >= first) found.push(i);
  return found;
}

/** Transcripts that are kept ready: events come in order of place. */
const KEPT_MODELS = 4096;

export interface TranscriptIndex {
  slice: TranscriptSlice;
  rows: Rows;
  /** Transcripts of each gene. */
  ofGene: number[][];
  model(t: number): Model;
  /** As `inOrder` found it for each gene. */
  order: Map<number, number[]>;
  /** `HGNC:n`, Ensembl id, NCBI id and upper-case symbol of every gene. */
  known: ReadonlySet<string>;
}

export const indexOf: (slice: TranscriptSlice) => TranscriptIndex = onceFor((slice) => {
  const { columns, names } = slice;
  const reach = new Int32Array(columns.count);
  for (let c = 0; c < CHROMOSOMES.length; c++)
    reachOf(columns.end, columns.chromFrom[c] ?? 0, columns.chromFrom[c + 1] ?? 0, reach);
  const genes = genesOf(names);
  const ofGene: number[][] = genes.map(() => []);
  for (let t = 0; t < columns.count; t++) ofGene[columns.gene[t] ?? 0]?.push(t);
  const models = new Map<number, Model>();
  return {
    slice,
    rows: { starts: columns.start, ends: columns.end, reach },
    ofGene,
    order: new Map(),
    model: (t) => {
      if (models.size >= KEPT_MODELS) models.clear();
      return remembered(models, t, () => modelOf(columns, t));
    },
    // Of many genes, and asked for few events.
    get known() {
      return knownOf(slice);
    },
  };
});

const knownOf = onceFor(({ names }: TranscriptSlice) => new Set(genesOf(names).flatMap(idsOf)));

/** By what a gene is known again. */
export function idsOf({ symbol, hgncId, ensemblGene, ncbiGene }: Annotated): string[] {
  const ids = [
    hgncId,
    ensemblGene,
    ncbiGene === null ? null : `NCBI:${ncbiGene}`,
    symbol.toUpperCase(),
  ];
  return ids.flatMap((id) => (id === null || id === "" ? [] : [id]));
}

/** Transcripts of a chromosome that share a base with a range. */
export function transcriptsAt(
  { slice, rows }: TranscriptIndex,
  chrom: string,
  first: number,
  last: number,
): number[] {
  const c = CHROMOSOMES.indexOf(chrom);
  const { chromFrom } = slice.columns;
  return c < 0 ? [] : touching(rows, [chromFrom[c] ?? 0, chromFrom[c + 1] ?? 0], first, last);
}

/** A gene's transcripts, the one to report on first: an override, MANE Select, the canonical, the longest (SVC-01). */
export function inOrder(
  { slice, ofGene, order }: TranscriptIndex,
  gene: number,
  chosen: readonly string[],
): readonly number[] {
  const { columns } = slice;
  const { flags, cdsStart } = columns;
  const rank = (t: number): number => {
    const own = flags[t] ?? 0;
    if ((own & FLAG.maneSelect) !== 0) return 0;
    if ((own & FLAG.manePlusClinical) !== 0) return 1;
    if ((own & (FLAG.canonical | FLAG.refseqSelect)) !== 0) return 2;
    return (cdsStart[t] ?? 0) > 0 && (own & FLAG.nmd) === 0 ? 3 : 4;
  };
  const own = remembered(order, gene, () =>
    (ofGene[gene] ?? []).toSorted(
      (a, b) => rank(a) - rank(b) || codingLength(columns, b) - codingLength(columns, a) || a - b,
    ),
  );
  const isChosen = (t: number): boolean =>
    chosen.includes(withoutIdVersion(openNames(slice.names).id(t)));
  const first = chosen.length === 0 ? undefined : own.find(isChosen);
  return first === undefined ? own : [first, ...own.filter((t) => t !== first)];
}

function codingLength(columns: TranscriptColumns, t: number): number {
  const { exonFrom: row, exonStart, exonEnd, cdsStart, cdsEnd } = columns;
  const code = { from: cdsStart[t] ?? 0, to: cdsEnd[t] ?? 0 };
  let length = 0;
  if (code.from > 0)
    for (let i = row[t] ?? 0; i < (row[t + 1] ?? 0); i++)
      length += shared({ from: exonStart[i] ?? 0, to: exonEnd[i] ?? 0 }, code);
  return length;
}

/** The chromosome of a transcript. */
export function chromOf({ slice: { columns } }: TranscriptIndex, t: number): string {
  const next = columns.chromFrom.findIndex((from) => from > t);
  return CHROMOSOMES[next - 1] ?? "";
}
