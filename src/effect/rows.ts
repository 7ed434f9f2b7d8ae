/**
 * What the engine says of a record as rows of VEP's CSQ: `annotate` writes them, and a run on a raw file reads them
 * where others have their annotation. One way for both, so that both answer alike.
 */
import { CHROMOSOMES, canonicalChrom } from "../core/assembly.ts";
import { CLASS_ORDER, classOf, impactOf, isCodingBiotype, termInfo } from "../core/consequences.ts";
import { remembered } from "../core/once.ts";
import { compareText } from "../core/text.ts";
import { minimalAllele, vepAllele } from "../vcf/index.ts";
import type { AnnotationLayout, VcfRecord } from "../vcf/types.ts";
import { FLAG } from "./flags.ts";
import { MARK, TERM, termBits, termNames } from "./term-bits.ts";
import type {
  Description,
  EffectEngine,
  EffectFlag,
  EffectNamer,
  Range,
  TranscriptNames,
} from "./types.ts";

/** In the order in which they are written; VEP's names but for the last one, which is ours. */
const COLUMNS = [
  "Allele",
  "Consequence",
  "IMPACT",
  "SYMBOL",
  "Gene",
  "Feature_type",
  "Feature",
  "BIOTYPE",
  "EXON",
  "INTRON",
  "HGVSc",
  "HGVSp",
  "cDNA_position",
  "CDS_position",
  "Protein_position",
  "Amino_acids",
  "Codons",
  "STRAND",
  "FLAGS",
  "ALLELE_NUM",
  "HGNC_ID",
  "CANONICAL",
  "MANE_SELECT",
  "MANE_PLUS_CLINICAL",
  "TSL",
  "APPRIS",
  "OTHER_PLACEMENT",
] as const;

/** @param writer who speaks: `panelist, Ensembl 112` */
export function ownLayout(writer: string): AnnotationLayout {
  return {
    annotator: "vep",
    tag: "CSQ",
    columns: [...COLUMNS],
    picked: false,
    unsplit: [],
    writer,
    isOwn: true,
  };
}

/** The rows of a record, by allele, then gene, the most severe first. [] where it touches no transcript. */
export type RowMaker = (record: VcfRecord) => string[][];

/**
 * @param names of the engine's transcripts
 * @param namer null: without what needs it: HGVS, numbers of exons, positions, codons
 */
export function rowMaker(
  engine: EffectEngine,
  names: TranscriptNames,
  namer: EffectNamer | null,
): RowMaker {
  const constants = new Map<number, Constant>();
  const terms = new Map<number, Terms>();
  const termsOf = (packed: number): Terms =>
    remembered(terms, termBits(packed), () => readTerms(packed));
  return (record) => {
    const chrom = CHROMOSOMES.indexOf(canonicalChrom(record.contig) ?? "");
    if (chrom < 0) return [];
    return record.altKinds.flatMap((kind, i) => {
      if (kind !== "seq") return [];
      const { pos, ref, alt } = minimalAllele(record, i + 1);
      const name = vepAllele(record.ref, record.alts, i + 1).toUpperCase();
      const { count, transcript, left, right } = engine.consequencesOf(chrom, pos, ref, alt);
      const rows = Array.from({ length: count }, (_, k): Row => {
        const t = transcript[k] as number;
        const constant = remembered(constants, t, () => constantOf(t, engine, names));
        const place = placed(left[k] as number, right[k] as number, constant.biotype, termsOf);
        return { t, constant, ...place };
      }).sort(compareRows);
      return rows.map((row) => {
        const allele = { chrom: CHROMOSOMES[chrom] ?? "", pos, ref, alt };
        return columnsOf(row, name, i + 1, namer?.describe(row.t, allele) ?? null);
      });
    });
  };
}

/** Of packed terms. */
interface Terms {
  text: string;
  names: readonly string[];
  impact: string;
  /** Loss of function, a lost stop with it. */
  lost: number;
  /** Of the most severe. */
  rank: number;
}

const LOST =
  TERM.ablation |
  TERM.acceptor |
  TERM.donor |
  TERM.stopGained |
  TERM.frameshift |
  TERM.stopLost |
  TERM.startLost;

function readTerms(packed: number): Terms {
  const names = termNames(termBits(packed));
  const rank = termInfo(names[0] ?? "").rank;
  return { text: names.join("&"), names, impact: impactOf(names), lost: packed & LOST, rank };
}

interface Placed {
  packed: number;
  own: Terms;
  /** The milder terms of the other place (DEC-41); null: they are of one kind. */
  other: Terms | null;
}

/** CD-12, DEC-41: of the leftmost and the rightmost place the more severe, where class or loss of function differ. */
function placed(
  left: number,
  right: number,
  biotype: string,
  termsOf: (packed: number) => Terms,
): Placed {
  const [a, b] = [termsOf(left), termsOf(right)];
  const own = { packed: left, own: a, other: null };
  if (a === b) return own;
  const classes = [a, b].map(({ names }) =>
    CLASS_ORDER.indexOf(classOf(names, biotype, isCodingBiotype(biotype))),
  );
  const [ofLeft = 0, ofRight = 0] = classes;
  if (ofLeft === ofRight && a.lost === b.lost) return own;
  return ofLeft < ofRight || (ofLeft === ofRight && a.rank <= b.rank)
    ? { packed: left, own: a, other: b }
    : { packed: right, own: b, other: a };
}

/** What is the same of all alleles. */
interface Constant {
  symbol: string;
  gene: string;
  feature: string;
  biotype: string;
  strand: string;
  flags: readonly string[];
  hgnc: string;
  canonical: string;
  maneSelect: string;
  manePlusClinical: string;
  tsl: string;
  appris: string;
}

const TRANSCRIPT_FLAGS: readonly (readonly [flag: string, bit: number])[] = [
  ["cds_start_NF", FLAG.cdsStartIncomplete],
  ["cds_end_NF", FLAG.cdsEndIncomplete],
  ["selenocysteine_assumed", FLAG.selenocysteineAssumed],
  ["internal_stop", FLAG.internalStop],
  ["phase_conflict", FLAG.phaseConflict],
  ["gapped", FLAG.gapped],
  ["transcript_differs_from_genome", FLAG.differsFromGenome],
  ["mane_other_version", FLAG.maneOtherVersion],
];

function constantOf(t: number, { columns }: EffectEngine, names: TranscriptNames): Constant {
  const flags = columns.flags[t] as number;
  const gene = names.genes[columns.gene[t] as number];
  const has = (bit: number): boolean => (flags & bit) !== 0;
  const counterpart = clean(names.counterparts[t] ?? "") || "YES";
  const tsl = columns.tsl[t] as number;
  return {
    symbol: clean(gene?.symbol ?? ""),
    gene: gene?.ensemblGene ?? gene?.ncbiGene ?? "",
    feature: clean(names.ids[t] ?? ""),
    biotype: clean(names.biotypes[columns.biotype[t] as number] ?? ""),
    strand: String(columns.strand[t]),
    flags: TRANSCRIPT_FLAGS.flatMap(([name, bit]) => (has(bit) ? [name] : [])),
    hgnc: gene?.hgncId ?? "",
    canonical: has(FLAG.canonical) ? "YES" : "",
    maneSelect: has(FLAG.maneSelect) ? counterpart : "",
    manePlusClinical: has(FLAG.manePlusClinical) ? counterpart : "",
    tsl: tsl === 0 ? "" : String(tsl),
    appris: clean(names.appris[columns.appris[t] as number] ?? ""),
  };
}

/** What would end a value, an entry or a column of a VCF. */
function clean(text: string): string {
  return text.replaceAll(/[\s,;|=&]/g, "_");
}

interface Row extends Placed {
  t: number;
  constant: Constant;
}

function compareRows(a: Row, b: Row): number {
  return (
    compareText(a.constant.symbol, b.constant.symbol) ||
    compareText(a.constant.gene, b.constant.gene) ||
    a.own.rank - b.own.rank ||
    compareText(a.constant.feature, b.constant.feature) ||
    a.t - b.t
  );
}

/** Of what is only known once the allele is described. */
const TOLD_FLAGS: readonly EffectFlag[] = ["hgvs_unshifted", "noncanonical_site"];

function columnsOf(
  { constant, packed, own, other }: Row,
  allele: string,
  number: number,
  told: Description | null,
): string[] {
  const flags = [
    ...constant.flags,
    ...((packed & MARK.sequenceMissing) === 0 ? [] : ["sequence_missing"]),
    ...((packed & MARK.referenceDiffers) === 0 ? [] : ["reference_differs"]),
    ...(other === null ? [] : ["placement_dependent"]),
    ...TOLD_FLAGS.filter((flag) => told?.flags.includes(flag)),
  ];
  const value: Record<(typeof COLUMNS)[number], string> = {
    Allele: allele,
    Consequence: own.text,
    IMPACT: own.impact,
    SYMBOL: constant.symbol,
    Gene: constant.gene,
    Feature_type: "Transcript",
    Feature: constant.feature,
    BIOTYPE: constant.biotype,
    EXON: rangeOf(told?.exon, told?.exons),
    INTRON: rangeOf(told?.intron, told?.introns),
    HGVSc: encoded(told?.hgvsc),
    HGVSp: encoded(told?.hgvsp),
    cDNA_position: rangeOf(told?.cdna, told?.cdnaLength),
    CDS_position: rangeOf(told?.cds, told?.cdsLength),
    Protein_position: rangeOf(told?.protein, told?.proteinLength),
    Amino_acids: told?.aminoAcids ?? "",
    Codons: told?.codons ?? "",
    STRAND: constant.strand,
    FLAGS: flags.join("&"),
    ALLELE_NUM: String(number),
    HGNC_ID: constant.hgnc,
    CANONICAL: constant.canonical,
    MANE_SELECT: constant.maneSelect,
    MANE_PLUS_CLINICAL: constant.manePlusClinical,
    TSL: constant.tsl,
    APPRIS: constant.appris,
    OTHER_PLACEMENT: other?.text ?? "",
  };
  return COLUMNS.map((name) => value[name]);
}

/** `12/345`, `12-14/345`, `?-14/345`. */
function rangeOf(range: Range | null | undefined, total = 0): string {
  if (range === null || range === undefined) return "";
  const [first, last] = [range.first ?? "?", range.last ?? "?"];
  const places = first === last ? String(first) : `${first}-${last}`;
  return total === 0 ? places : `${places}/${total}`;
}

/** VEP's `%3D`: no equals sign, comma, semicolon or bar may stand in a value. */
function encoded(name: string | null | undefined): string {
  return (name ?? "").replaceAll(
    /[%,;|=]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
