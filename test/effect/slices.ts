/** Slices for the engine's tests, out of small GFF3 files and FASTA texts. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { canonicalChrom, CHROMOSOMES } from "../../src/core/assembly.ts";
import { baseCodes, UNKNOWN } from "../../src/core/genetic-code.ts";
import { changeOf } from "../../src/effect/change.ts";
import type { OpenEngine } from "../../src/effect/engine.ts";
import { namesOf } from "../../src/effect/names.ts";
import { termNames } from "../../src/effect/term-bits.ts";
import { sharedData } from "../helpers/shared.ts";
import { FLAG } from "../../src/effect/flags.ts";
import type { ReadBases, TranscriptColumns, TranscriptSlice } from "../../src/effect/types.ts";

export interface TestTranscript {
  id: string;
  protein?: string;
  gene?: string;
  biotype?: string;
  chrom: string;
  strand: 1 | -1;
  /** [start, end] in genome order. */
  exons: [number, number][];
  cds?: [number, number][];
  phase?: number;
  flags?: number;
  slippage?: boolean;
  sec?: number[];
  /** The alignment has a gap before this exon, counted from 0 in the transcript's direction. */
  gapExon?: number;
  /** What is counted from behind it begins so many bases before that exon. */
  gapBefore?: number;
}

const NO_IDS = { hgncId: null, ensemblGene: null, ncbiGene: null };

export type Genome = Map<string, string>;

/** As `ReadBases`. */
export function readerOf(genome: Genome): ReadBases {
  return (chrom, start, end) => (genome.get(chrom) ?? "").slice(start - 1, end);
}

export function sliceOf(given: TestTranscript[], genome: Genome, flank = 100): TranscriptSlice {
  const chromIndex = (t: TestTranscript): number => CHROMOSOMES.indexOf(t.chrom);
  const bounds = (t: TestTranscript): [number, number] => [
    Math.min(...t.exons.map(([s]) => s)),
    Math.max(...t.exons.map(([, e]) => e)),
  ];
  const list = given.toSorted(
    (a, b) =>
      chromIndex(a) - chromIndex(b) ||
      bounds(a)[0] - bounds(b)[0] ||
      bounds(a)[1] - bounds(b)[1] ||
      (a.id < b.id ? -1 : 1),
  );
  const directed = (t: TestTranscript, rows: [number, number][]): [number, number][] =>
    rows.toSorted((a, b) => t.strand * (a[0] - b[0]));
  const biotypes = [...new Set(list.map((t) => t.biotype ?? "protein_coding"))];
  const genes = [...new Set(list.map((t) => t.gene ?? "GENE"))];
  const csr = (rows: number[]): Int32Array => {
    const from = new Int32Array(rows.length + 1);
    rows.forEach((n, i) => (from[i + 1] = (from[i] ?? 0) + n));
    return from;
  };
  const ints = (values: number[]): Int32Array => Int32Array.from(values);
  const perChrom = (counts: (chrom: string) => number): Int32Array =>
    csr(CHROMOSOMES.map((c) => counts(c)));
  const blocks = CHROMOSOMES.map((chrom) => merged(list, chrom, flank, genome.get(chrom) ?? ""));
  const sequence = blocks.flatMap((rows, i) =>
    rows.map(([s, e]) => (genome.get(CHROMOSOMES[i] ?? "") ?? "").slice(s - 1, e)),
  );
  const codes = baseCodes(sequence.join(""));
  const packed = new Uint8Array((codes.length >> 2) + 1);
  const [unknownFrom, unknownTo]: [number[], number[]] = [[], []];
  codes.forEach((code, i) => {
    if (code !== UNKNOWN) packed[i >> 2] = (packed[i >> 2] ?? 0) | (code << ((i & 3) << 1));
    else if (unknownTo.at(-1) === i) unknownTo[unknownTo.length - 1] = i + 1;
    else {
      unknownFrom.push(i);
      unknownTo.push(i + 1);
    }
  });
  const columns: TranscriptColumns = {
    count: list.length,
    chromFrom: perChrom((c) => list.filter((t) => t.chrom === c).length),
    start: ints(list.map((t) => bounds(t)[0])),
    end: ints(list.map((t) => bounds(t)[1])),
    strand: Int8Array.from(list.map((t) => t.strand)),
    flags: Uint32Array.from(
      list.map((t) => (t.flags ?? 0) | (t.biotype === "nonsense_mediated_decay" ? FLAG.nmd : 0)),
    ),
    biotype: Uint8Array.from(list.map((t) => biotypes.indexOf(t.biotype ?? "protein_coding"))),
    gene: ints(list.map((t) => genes.indexOf(t.gene ?? "GENE"))),
    tsl: new Uint8Array(list.length),
    appris: new Uint8Array(list.length),
    exonFrom: csr(list.map((t) => t.exons.length)),
    exonStart: ints(list.flatMap((t) => directed(t, t.exons).map(([s]) => s))),
    exonEnd: ints(list.flatMap((t) => directed(t, t.exons).map(([, e]) => e))),
    cdsStart: ints(list.map((t) => Math.min(...(t.cds ?? [[0, 0]]).map(([s]) => s)))),
    cdsEnd: ints(list.map((t) => Math.max(...(t.cds ?? [[0, 0]]).map(([, e]) => e)))),
    phase: Uint8Array.from(list.map((t) => t.phase ?? 0)),
    rowFrom: csr(list.map((t) => (t.slippage === true ? (t.cds?.length ?? 0) : 0))),
    rowStart: ints(
      list.flatMap((t) => (t.slippage === true ? directed(t, t.cds ?? []).map(([s]) => s) : [])),
    ),
    rowEnd: ints(
      list.flatMap((t) => (t.slippage === true ? directed(t, t.cds ?? []).map(([, e]) => e) : [])),
    ),
    secFrom: csr(list.map((t) => t.sec?.length ?? 0)),
    secAt: ints(list.flatMap((t) => t.sec ?? [])),
    gapAt: ints(
      list.map((t) => {
        const exon = t.gapExon === undefined ? null : directed(t, t.exons)[t.gapExon];
        return (exon?.[t.strand > 0 ? 0 : 1] ?? 0) - t.strand * (t.gapBefore ?? 0);
      }),
    ),
    blockFrom: csr(blocks.map((rows) => rows.length)),
    blockStart: ints(blocks.flat().map(([s]) => s)),
    blockEnd: ints(blocks.flat().map(([, e]) => e)),
    blockAt: csr(sequence.map((s) => s.length)).slice(0, -1),
    bases: packed,
    unknownFrom: ints(unknownFrom),
    unknownTo: ints(unknownTo),
  };
  return {
    columns,
    names: namesOf(
      list.map(({ id, protein = "" }) => ({ id, protein, counterpart: "" })),
      genes.map((symbol) => ({ symbol, ...NO_IDS, biotype: "protein_coding" })),
      { biotypes, appris: [""] },
    ),
  };
}

function merged(
  list: TestTranscript[],
  chrom: string,
  flank: number,
  sequence: string,
): [number, number][] {
  const rows = list
    .filter((t) => t.chrom === chrom)
    .flatMap((t) => t.exons)
    .map(([s, e]): [number, number] => [
      Math.max(1, s - flank),
      Math.min(sequence.length, e + flank),
    ])
    .filter(([s, e]) => s <= e)
    .sort((a, b) => a[0] - b[0]);
  const out: [number, number][] = [];
  for (const [s, e] of rows) {
    const last = out.at(-1);
    if (last !== undefined && s <= last[1] + 1) last[1] = Math.max(last[1], e);
    else out.push([s, e]);
  }
  return out;
}

/** Sequences by canonical name, upper case. */
export function readFasta(path: string, name: (contig: string) => string = canonical): Genome {
  return genomeOf(textOf(path), name);
}

export function genomeOf(text: string, name: (contig: string) => string = canonical): Genome {
  const genome: Genome = new Map();
  for (const part of text.split(/^>/m).slice(1)) {
    const end = part.indexOf("\n");
    const contig = part.slice(0, end).split(/\s/)[0] ?? "";
    genome.set(
      name(contig),
      part
        .slice(end + 1)
        .replaceAll(/\s/g, "")
        .toUpperCase(),
    );
  }
  return genome;
}

export function textOf(path: string): string {
  const bytes = readFileSync(path);
  return (bytes[0] === 0x1f ? gunzipSync(bytes) : bytes).toString("latin1");
}

export function canonical(contig: string): string {
  return canonicalChrom(contig) ?? contig;
}

export interface GffOptions {
  name?: (contig: string) => string;
  /** Biotypes to take. */
  keep?: (biotype: string) => boolean;
  /** Only the first of several parents, as bcftools 1.16 does. */
  firstParent?: boolean;
}

/** Transcripts of Ensembl-like GFF3; a straightforward reader for tests. */
export function readGff(path: string, options: GffOptions = {}): TestTranscript[] {
  return gffOf(textOf(path), options);
}

export function gffOf(text: string, options: GffOptions = {}): TestTranscript[] {
  const name = options.name ?? canonical;
  interface Draft extends TestTranscript {
    cdsRows: { row: [number, number]; phase: number }[];
  }
  const drafts = new Map<string, Draft>();
  const rows = text
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => line.split("\t"));
  const attributes = (column: string): Map<string, string> =>
    new Map(
      column
        .split(";")
        .filter((pair) => pair.includes("="))
        .map((pair): [string, string] => {
          const at = pair.indexOf("=");
          return [pair.slice(0, at).trim(), pair.slice(at + 1).trim()];
        }),
    );
  const withoutKind = (id: string): string =>
    id.replace(/^(?:transcript:|gene:|CDS:|rna-|gene-|cds-)/, "");
  const children = new Set<string>();
  for (const row of rows)
    if (row[2] === "exon" || row[2] === "CDS")
      for (const parent of (attributes(row[8] ?? "").get("Parent") ?? "").split(","))
        children.add(parent);
  for (const [contig = "", , type, , , , strand, , last = ""] of rows) {
    const a = attributes(last);
    const id = a.get("ID") ?? "";
    if (type === "exon" || type === "CDS" || !children.has(id)) continue;
    const biotype =
      a.get("biotype") ??
      a.get("transcript_type") ??
      (type === "mRNA" ? "protein_coding" : (type ?? ""));
    if (options.keep !== undefined && !options.keep(biotype)) continue;
    drafts.set(id, {
      id: a.get("transcript_id") ?? withoutKind(id),
      gene: withoutKind(a.get("Parent") ?? id),
      biotype,
      chrom: name(contig),
      strand: strand === "-" ? -1 : 1,
      exons: [],
      cds: [],
      cdsRows: [],
    });
  }
  for (const [, , type, start, end, , , phase, last = ""] of rows) {
    if (type !== "exon" && type !== "CDS") continue;
    const a = attributes(last);
    const parents = (a.get("Parent") ?? "").split(",");
    for (const parent of options.firstParent === true ? parents.slice(0, 1) : parents) {
      const draft = drafts.get(parent);
      if (draft === undefined) continue;
      const row: [number, number] = [Number(start), Number(end)];
      if (type === "exon") draft.exons.push(row);
      else {
        draft.cdsRows.push({ row, phase: Number(phase) || 0 });
        const protein = a.get("protein_id");
        if (protein !== undefined) draft.protein = protein;
      }
    }
  }
  return [...drafts.values()].map(({ cdsRows, ...t }) => {
    const exons = t.exons.length > 0 ? t.exons : cdsRows.map(({ row }) => row);
    const inOrder = cdsRows.toSorted((a, b) => t.strand * (a.row[0] - b.row[0]));
    const cds = inOrder.map(({ row }) => row);
    if (cds.length === 0) {
      const { cds: _, ...rest } = t;
      return { ...rest, exons };
    }
    return {
      ...t,
      exons,
      cds,
      phase: inOrder[0]?.phase ?? 0,
      ...cdsFlags(
        { ...t, exons, cds },
        inOrder.map((r) => r.phase),
      ),
    };
  });
}

/** GX-05, as far as rows tell without sequence. */
function cdsFlags(t: TestTranscript, phases: number[]): { flags: number; slippage?: boolean } {
  let flags = 0;
  const phase = phases[0] ?? 0;
  const length = (t.cds ?? []).reduce((sum, [s, e]) => sum + e - s + 1, 0);
  if (phase > 0) flags |= FLAG.cdsStartIncomplete;
  if ((length - phase) % 3 !== 0) flags |= FLAG.cdsEndIncomplete;
  return { flags };
}

/** Folder of the annotation sets beside the repository; null where they are absent (then skip). */
export const annotateData: string | null =
  sharedData !== null && existsSync(join(sharedData, "annotate"))
    ? join(sharedData, "annotate")
    : null;

export function rowsOf(path: string): string[][] {
  return textOf(path)
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => line.split("\t"));
}

/** Without accession. */
export function bare(name: string | null | undefined): string {
  return (name ?? "").replace(/^[^:]*:/, "");
}

const COMPLEMENTS = Buffer.alloc(256, "N");
for (const [i, base] of [..."ACGT"].entries())
  COMPLEMENTS[base.charCodeAt(0)] = "TGCA".charCodeAt(i);

export function reverseBases(bases: string): string {
  const from = Buffer.from(bases, "latin1");
  const to = Buffer.allocUnsafe(from.length);
  for (let i = 0; i < from.length; i++) to[from.length - 1 - i] = COMPLEMENTS[from[i] ?? 78] ?? 78;
  return to.toString("latin1");
}

/** Terms of a place, of the allele as the record has it. */
export function termsAsWritten(
  engine: OpenEngine,
  transcript: number,
  pos: number,
  ref: string,
  alt: string,
): string[] {
  const change = changeOf(pos, ref, alt);
  return change === null ? [] : termNames(engine.termsAt(engine.modelAt(transcript), change));
}

/** What an import tags by rule where a file does not: open ends, stops inside (GX-07, GX-08). */
export function tagEnds(list: TestTranscript[], genome: Genome): TestTranscript[] {
  return list.map((t) => {
    if (t.cds === undefined) return t;
    const sequence = genome.get(t.chrom) ?? "";
    const rows = t.cds.toSorted((a, b) => a[0] - b[0]);
    const plus = rows.map(([s, e]) => sequence.slice(s - 1, e)).join("");
    const cds = (t.strand === 1 ? plus : reverseBases(plus)).slice(t.phase ?? 0);
    const low = Math.min(...t.exons.map(([s]) => s)) === rows[0]?.[0];
    const high = Math.max(...t.exons.map(([, e]) => e)) === rows.at(-1)?.[1];
    const [noUtr5, noUtr3] = t.strand === 1 ? [low, high] : [high, low];
    let flags = t.flags ?? 0;
    if (noUtr5 && !cds.startsWith("ATG")) flags |= FLAG.cdsStartIncomplete;
    if (noUtr3 && !/(?:TAA|TAG|TGA)$/.test(cds)) flags |= FLAG.cdsEndIncomplete;
    const inside = cds.slice(0, -3).match(/.{3}/g) ?? [];
    if (inside.some((codon) => /TAA|TAG|TGA/.test(codon))) flags |= FLAG.internalStop;
    return { ...t, flags };
  });
}

/** In the words of csq: no `intron` beside exons, one word for all near splice sites. */
export function inCsqWords(terms: readonly string[]): string {
  const kept = terms
    .filter((t) => !/^(?:intron|NMD_transcript|splice_polypyrimidine_tract)_variant$/.test(t))
    .map((t) => (/donor_5th|donor_region/.test(t) ? "splice_region_variant" : t));
  return [...new Set(kept)].toSorted().join("&");
}

/** Files of a small gzipped tar archive, by name. */
export function untar(path: string): Map<string, string> {
  const bytes = gunzipSync(readFileSync(path));
  const files = new Map<string, string>();
  for (let at = 0; at + 512 <= bytes.length;) {
    const field = (from: number, length: number): string =>
      bytes
        .toString("latin1", at + from, at + from + length)
        .replace(/\0.*$/s, "")
        .trim();
    const size = parseInt(field(124, 12) || "0", 8);
    files.set(
      field(0, 100).replace(/^\.\//, ""),
      bytes.toString("latin1", at + 512, at + 512 + size),
    );
    at += 512 + 512 * Math.ceil(size / 512);
  }
  return files;
}
