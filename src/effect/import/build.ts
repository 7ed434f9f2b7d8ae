/** Features and their parts to transcripts, chromosome by chromosome (GX-03 to GX-05, GX-10 to GX-14). */
import { canonicalChrom, CHROMOSOMES } from "../../core/assembly.ts";
import { ToolError } from "../../core/errors.ts";
import { groupedBy } from "../../core/grouped.ts";
import { remembered } from "../../core/once.ts";
import { compareText } from "../../core/text.ts";
import { FLAG } from "../flags.ts";
import type { TranscriptGene } from "../types.ts";
import { isKept } from "./biotypes.ts";
import { chooseCanonical, markMane, type ManeTable } from "./choice.ts";
import { addCoding, type CodingRow } from "./coding.ts";
import type { DraftTranscript, Extent } from "./draft.ts";
import { geneOf, type IdentifyGene } from "./genes.ts";
import { groupedRows } from "./grow.ts";
import { lastRowOf } from "./cut-row.ts";
import { cutsCodon, openSide, type OpenSide } from "./open-coding.ts";
import type { Feature, GffRows } from "./read.ts";

interface BuildOptions {
  identify: IdentifyGene;
  mane: ManeTable | null;
  /** Keep what GX-14 drops. */
  allBiotypes: boolean;
}

const MOST_TRANSCRIPTS = 2_000_000;
const MOST_EXONS = 10_000;
/** Exons nearer than this come of gaps in an alignment (GX-04). */
const LEAST_INTRON = 5;
const MOST_BAD = 0.01;

/**
 * Gives one chromosome after the other: transcripts sorted by start, end and id. `rows.left` gets what was left out; a
 * file that is cut or damaged is told at the end.
 * @throws ToolError E_KNOWLEDGE: cut or damaged; E_LIMIT
 */
export function buildTranscripts(
  rows: GffRows,
  path: string,
  options: BuildOptions,
): Generator<Drafts, void> {
  return new Builder(rows, path, options).chromosomes();
}

/** The transcripts of one chromosome. */
interface Drafts {
  chrom: number;
  drafts: DraftTranscript[];
  /** The one whose coding rows end the file, and may be cut there; null: it is not among them, or they reach its ends. */
  open: { draft: DraftTranscript; side: OpenSide } | null;
}

/** A row of a transcript. */
interface Part extends CodingRow {
  row: number;
}

class Builder {
  readonly #rows: GffRows;
  readonly #path: string;
  readonly #options: BuildOptions;
  readonly #exons: ReturnType<typeof groupedRows>;
  readonly #coding: ReturnType<typeof groupedRows>;
  readonly #genes = new Map<number, TranscriptGene>();
  readonly #seen = new Set<string>();
  #bad = 0;
  #firstBad: { line: number; what: string } | null = null;
  /** The transcript whose row comes last. */
  #last: Feature | null = null;
  /** Transcripts without exons, coding genes without transcripts. */
  readonly #partless: Feature[] = [];
  #coded = 0;
  /** Of coding transcripts those without coding rows. */
  readonly #uncoded: Feature[] = [];
  #open: Drafts["open"] = null;
  /** What the file's end cuts off of a transcript. */
  #cut: string | null = null;

  constructor(rows: GffRows, path: string, options: BuildOptions) {
    this.#rows = rows;
    this.#path = path;
    this.#options = options;
    this.#exons = groupedRows(rows.exons.of.values, rows.features.length);
    this.#coding = groupedRows(rows.coding.of.values, rows.features.length);
  }

  *chromosomes(): Generator<Drafts, void> {
    const { features } = this.#rows;
    const numbers: number[][] = CHROMOSOMES.map(() => []);
    const parents = new Set(features.map((feature) => feature?.parent));
    let candidates = 0;
    for (const [number, feature] of features.entries()) {
      const hasParts = this.#hasParts(number);
      if (!hasParts && (feature === null || parents.has(number) || !wantsParts(feature))) continue;
      if (feature !== null && feature.line > (this.#last?.line ?? 0)) this.#last = feature;
      if (!hasParts) {
        if (feature !== null) this.#partless.push(feature);
        this.#leave("genes and transcripts without exons");
        continue;
      }
      candidates += 1;
      if (feature === null) this.#unusable(null, "exons of a transcript without a row");
      else numbers[feature.chrom]?.push(number);
    }
    this.#refuseCutAtEnd();
    let kept = 0;
    for (const chrom of CHROMOSOMES.keys()) {
      const drafts = (numbers[chrom] ?? []).flatMap((number) => this.#transcript(number) ?? []);
      kept += drafts.length;
      const open = drafts.some((one) => one === this.#open?.draft) ? this.#open : null;
      if (drafts.length > 0) yield { chrom, drafts: this.#finished(drafts), open };
      this.#letGo(chrom);
    }
    this.#refuseDamaged(candidates);
    this.#refuseCount(kept);
  }

  /** A whole release is large: what a chromosome's rows told is not asked for again. */
  #letGo(chrom: number): void {
    const { features, notes } = this.#rows;
    for (const [number, feature] of features.entries()) {
      if (feature?.chrom !== chrom) continue;
      features[number] = null;
      notes.delete(number);
    }
    this.#genes.clear();
  }

  #hasParts(number: number): boolean {
    const has = ({ from }: { from: Int32Array }): boolean => from[number] !== from[number + 1];
    return has(this.#exons) || has(this.#coding);
  }

  /** null: it is left out, and counted. */
  #transcript(number: number): DraftTranscript | null {
    const feature = this.#rows.features[number];
    if (feature === undefined || feature === null) return null;
    const { facts, strand } = feature;
    const gene = this.#gene(number, feature);
    if (!this.#options.allBiotypes && !isKept(facts.biotype, gene.biotype)) {
      this.#leave(`transcripts of biotype ${facts.biotype}`);
      return null;
    }
    if (strand === 0) return this.#unusable(feature, "transcripts without a strand");
    const coding = this.#partsOf(this.#coding, this.#rows.coding, number, strand);
    for (const part of coding) part.phase = this.#rows.coding.phase.at(part.row);
    const exons = this.#exonsOf(number, strand, coding);
    if (exons === null) return this.#unusable(feature, "transcripts with exons that overlap");
    const hull = hullOf(exons, strand);
    const isOfGene = this.#exons.from[number] === this.#exons.from[number + 1];
    if (!isOfGene && (hull.start !== feature.start || hull.end !== feature.end)) {
      if (feature === this.#last || reachesBeyond(feature, this.#rows.end))
        this.#cut = `${facts.accession}: its exons do not reach its ends`;
      return this.#unusable(feature, "transcripts whose exons do not reach their ends");
    }
    if (coding.length > 0) this.#coded += 1;
    else if (facts.biotype === CODING) this.#uncoded.push(feature);
    const draft = draftOf(feature, gene, exons, hull);
    this.#addDifferences(draft, feature, coding[0]);
    const notes = this.#rows.notes.get(number);
    draft.protein = notes?.protein ?? "";
    if (!addCoding(draft, coding, notes, feature.chrom === MITOCHONDRION))
      return this.#unusable(feature, "transcripts with coding bases outside their exons");
    if (number === this.#rows.lastNamed && feature.chrom !== MITOCHONDRION)
      this.#end(draft, coding, facts.flags);
    // A gap before the start shifts the numbers of what lies before it.
    const codingStart = draft.strand > 0 ? draft.cdsStart : draft.cdsEnd;
    if (draft.cdsStart > 0 && draft.gapAt > 0 && draft.strand * (draft.gapAt - codingStart) <= 0)
      draft.gapAt = draft.strand > 0 ? draft.start : draft.end;
    return draft;
  }

  /** Of the transcript that the last row belongs to: whether coding rows are missing behind that row. */
  #end(draft: DraftTranscript, coding: readonly Part[], tagged: number): void {
    const side = openSide(draft, coding, tagged, this.#rows.end.last);
    if (side === null) return;
    if (cutsCodon(draft.phase, coding, side)) this.#cut = codingCut(draft);
    else this.#open = { draft, side };
  }

  /** In the transcript's direction, the same row once. */
  #partsOf(
    grouped: ReturnType<typeof groupedRows>,
    columns: GffRows["exons"],
    number: number,
    strand: number,
  ): Part[] {
    const { start: starts, end: ends } = columns;
    const parts: Part[] = [];
    const to = Number(grouped.from[number + 1]);
    for (let i = Number(grouped.from[number]); i < to; i++) {
      const row = Number(grouped.rows[i]);
      parts.push({ start: starts.at(row), end: ends.at(row), phase: -1, row });
    }
    parts.sort((a, b) => strand * (a.start - b.start) || strand * (a.end - b.end));
    return parts.filter(
      ({ start, end }, i) => start !== parts[i - 1]?.start || end !== parts[i - 1]?.end,
    );
  }

  /** null: they overlap. */
  #exonsOf(number: number, strand: number, coding: readonly CodingRow[]): readonly Extent[] | null {
    const rows = this.#partsOf(this.#exons, this.#rows.exons, number, strand);
    if (rows.length > MOST_EXONS) {
      throw new ToolError("E_LIMIT", `a transcript with ${rows.length} exons`, {
        path: this.#path,
        line: this.#rows.features[number]?.line,
        hint: `Download the file again: no transcript has more than ${MOST_EXONS} exons.`,
      });
    }
    const own: Extent[] = (rows.length > 0 ? rows : coding).map(({ start, end }) => ({
      start,
      end,
    }));
    const overlap = own.some((exon, i) => {
      const before = own[i - 1];
      return (
        before !== undefined && (strand > 0 ? exon.start <= before.end : exon.end >= before.start)
      );
    });
    if (!overlap) return own;
    // Rows of a gene that slips are its one exon.
    const [starts, ends] = [own.map(({ start }) => start), own.map(({ end }) => end)];
    return rows.length > 0 ? null : [{ start: Math.min(...starts), end: Math.max(...ends) }];
  }

  #gene(number: number, feature: Feature): TranscriptGene {
    let top = number;
    let facts = feature.facts;
    let id = feature.id;
    for (let up = feature; up.parent >= 0 && top !== up.parent;) {
      top = up.parent;
      const next = this.#rows.features[top];
      if (next === undefined || next === null) break;
      [up, facts, id] = [next, next.facts, next.id];
    }
    return remembered(this.#genes, top, () => geneOf(facts, id, this.#options.identify));
  }

  /** GX-10. */
  #addDifferences(
    draft: DraftTranscript,
    { facts, chrom }: Feature,
    coding: CodingRow | undefined,
  ): void {
    const aligned = this.#rows.aligned.get(draft.id) ?? [];
    const saysGaps = aligned.some((part) => part.hasGap || part.saysGaps);
    const first = draft.strand > 0 ? draft.start : draft.end;
    // Where coding begins with the first base, or within a codon, its start may lie before.
    const isCounted =
      coding !== undefined &&
      coding.phase <= 0 &&
      (draft.strand > 0 ? coding.start : coding.end) !== first &&
      (draft.flags & FLAG.cdsStartIncomplete) === 0;
    const places = aligned
      .filter((part) => part.chrom === chrom && part.start <= draft.end && part.end >= draft.start)
      .toSorted((a, b) => a.from - b.from)
      // Bases before the first part matter unless numbers are counted from the start codon.
      .flatMap((part, i, parts) => {
        const before = parts[i - 1];
        const isNext = part.from === (before?.to ?? (isCounted ? part.from - 1 : 0)) + 1;
        const start = draft.strand > 0 ? part.start : part.end;
        if (isNext || before === undefined) return isNext && !part.hasGap ? [] : start;
        const behind = placeBehind(draft, draft.strand > 0 ? before.end : before.start);
        return draft.strand * (behind - start) < 0 ? behind : start;
      });
    if (facts.differs !== "no" || saysGaps || places.length > 0)
      draft.flags |= FLAG.differsFromGenome;
    const narrow = narrowIntron(draft);
    if (narrow !== null) places.push(narrow);
    // Its place is not told: nothing of the transcript can be counted on.
    if (places.length === 0 && (facts.differs === "in length" || saysGaps)) places.push(first);
    if (places.length === 0) return;
    draft.flags |= FLAG.gapped;
    draft.gapAt = draft.strand > 0 ? Math.min(...places) : Math.max(...places);
  }

  #leave(what: string): void {
    this.#rows.left.set(what, (this.#rows.left.get(what) ?? 0) + 1);
  }

  #unusable(feature: Feature | null, what: string): null {
    this.#leave(what);
    this.#bad += 1;
    this.#firstBad ??= { line: feature?.line ?? 0, what };
    return null;
  }

  /** Rows that others at the end belong to, and that are not there. */
  #refuseCutAtEnd(): void {
    const { pragmas, end, features, lastNamed } = this.#rows;
    const last = this.#last;
    if (lastRowOf(this.#rows) === "cut") throw this.#cutShort("the file ends within its last row");
    if (lastNamed >= 0 && features[lastNamed] === null)
      throw this.#cutShort("the file ends before the row of the last exon's transcript");
    // Where others lack theirs too, the file is a choice of rows.
    const isCut = (one: Feature): boolean => one === last || reachesBeyond(one, end);
    if (last !== null && this.#partless.includes(last) && this.#partless.every(isCut))
      throw this.#cutShort(`the file ends within ${last.facts.accession}: it has no exons`);
    if (pragmas.hasEnds && !end.last.startsWith("##"))
      throw this.#cutShort("the file does not end with ###, although its parts do");
  }

  #cutShort(message: string): ToolError {
    return cutShort(message, this.#path, this.#rows.end);
  }

  #refuseDamaged(count: number): void {
    const path = this.#path;
    const [uncoded, ...others] = this.#uncoded;
    if (this.#coded > 0 && others.length === 0 && uncoded !== undefined && uncoded === this.#last)
      this.#cut ??= `${uncoded.facts.accession}: it has no coding rows`;
    if (this.#cut !== null) throw this.#cutShort(`the file ends within ${this.#cut}`);
    if (this.#bad <= MOST_BAD * count || this.#firstBad === null) return;
    const { line, what } = this.#firstBad;
    throw new ToolError(
      "E_KNOWLEDGE",
      `${this.#bad} of ${count} transcripts cannot be used; first problem: ${what}`,
      {
        path,
        line: line === 0 ? undefined : line,
        hint: "Download the file again: it is damaged, or holds only some rows of a larger file.",
      },
    );
  }

  #refuseCount(count: number): void {
    if (count > 0 && count <= MOST_TRANSCRIPTS) return;
    const what =
      count === 0 ? "no usable transcript remains" : `more than ${MOST_TRANSCRIPTS} transcripts`;
    throw new ToolError(count === 0 ? "E_KNOWLEDGE" : "E_LIMIT", what, {
      path: this.#path,
      hint:
        count === 0
          ? "Add --all-biotypes to keep every biotype."
          : "Check the file: no release is that large.",
    });
  }

  #finished(drafts: DraftTranscript[]): DraftTranscript[] {
    drafts.sort(
      (a, b) =>
        a.start - b.start || a.end - b.end || compareText(a.id, b.id) || a.strand - b.strand,
    );
    for (const draft of drafts) {
      if (this.#seen.has(draft.id)) draft.flags |= FLAG.copy;
      this.#seen.add(draft.id);
      if (draft.biotype === "nonsense_mediated_decay") draft.flags |= FLAG.nmd;
    }
    if (this.#options.mane !== null) markMane(drafts, this.#options.mane);
    for (const own of groupedBy(drafts, ({ gene }) => gene).values()) chooseCanonical(own);
    return drafts;
  }
}

export function codingCut({ id }: DraftTranscript): string {
  return `${id}: not all of its coding rows are there`;
}

/** A file that is truncated. */
export function cutShort(message: string, path: string, { lines }: GffRows["end"]): ToolError {
  const hint = "Download the file again: it is truncated.";
  return new ToolError("E_KNOWLEDGE", message, { path, line: lines, hint });
}

const MITOCHONDRION = CHROMOSOMES.indexOf("MT");

const CODING = "protein_coding";

/** A transcript, or a gene that has some. */
function wantsParts({ parent, facts }: Feature): boolean {
  return parent >= 0 || facts.biotype === CODING;
}

/** In a file that is sorted by place, parts of the transcript would come behind its last row. */
function reachesBeyond({ chrom, end }: Feature, { last }: GffRows["end"]): boolean {
  const [contig = "", , , start] = last.split("\t");
  return canonicalChrom(contig) === CHROMOSOMES[chrom] && end > Number(start);
}

/** Of extents in a transcript's direction that do not overlap. */
function hullOf(extents: readonly Extent[], strand: number): Extent {
  const [first, last] = [extents[0], extents.at(-1)];
  return strand > 0
    ? { start: first?.start ?? 0, end: last?.end ?? 0 }
    : { start: last?.start ?? 0, end: first?.end ?? 0 };
}

function draftOf(
  { facts, strand }: Feature,
  gene: TranscriptGene,
  exons: readonly Extent[],
  { start, end }: Extent,
): DraftTranscript {
  const { accession: id, counterpart, flags, biotype, tsl, appris } = facts;
  return {
    start,
    end,
    id,
    counterpart,
    gene,
    strand,
    flags,
    biotype,
    tsl,
    appris,
    exons,
    protein: "",
    cdsStart: 0,
    cdsEnd: 0,
    phase: 0,
    rows: [],
    sec: [],
    gapAt: 0,
  };
}

/** The next place that is not counted from the exon's base: in the exon, or in the intron from its middle on. */
function placeBehind({ exons, strand }: DraftTranscript, at: number): number {
  const along = ({ start, end }: Extent): [number, number] =>
    strand > 0 ? [start, end] : [-end, -start];
  const ahead = exons.map(along).find(([, end]) => end > strand * at);
  const from = strand * at;
  const next = ahead?.[0] ?? from;
  return strand * (next <= from ? from + 1 : Math.floor((from + next) / 2) + 1);
}

/** GX-04: the first base behind an intron that is too short to be one; null: there is none. */
function narrowIntron({ exons, strand }: DraftTranscript): number | null {
  for (const [i, exon] of exons.entries()) {
    const before = exons[i - 1];
    if (before === undefined) continue;
    const length = strand > 0 ? exon.start - before.end - 1 : before.start - exon.end - 1;
    if (length < LEAST_INTRON) return strand > 0 ? exon.start : exon.end;
  }
  return null;
}
