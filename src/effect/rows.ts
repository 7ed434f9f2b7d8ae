/**
 * The engine's results for a record as rows of VEP's CSQ: `annotate` writes them, and a run on a raw file reads
 * them in place of an existing annotation. One way for both, so that both answer alike.
 */
import { openNames } from "./names.ts";
import { CHROMOSOMES, canonicalChrom } from "../core/assembly.ts";
import { impactOf, termInfo } from "../core/consequences.ts";
import { remembered } from "../core/once.ts";
import { compareText } from "../core/text.ts";
import { minimalAllele, vepAllele } from "../vcf/index.ts";
import type { AnnotationLayout, VcfRecord } from "../vcf/types.ts";
import { partText } from "./range-text.ts";
import { FLAG } from "./flags.ts";
import { classRank, MARK, placementMatters, termBits, termNames } from "./term-bits.ts";
import type { OpenNamer } from "./describe.ts";
import type { Description, EffectEngine, EffectFlag, TranscriptNames } from "./types.ts";

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
type RowMaker = (record: VcfRecord) => string[][];

/**
 * @param names of the engine's transcripts
 * @param namer null: without what needs it: HGVS, numbers of exons, positions, codons
 */
export function rowMaker(
  engine: EffectEngine,
  names: TranscriptNames,
  namer: OpenNamer | null,
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
        const { packed, other } = placed(left[k] as number, right[k] as number);
        const milder = other === null ? null : termsOf(other);
        return { t, constant, packed, own: termsOf(packed), other: milder };
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
  impact: string;
  /** Of the most severe. */
  rank: number;
}

function readTerms(packed: number): Terms {
  const names = termNames(termBits(packed));
  return { text: names.join("&"), impact: impactOf(names), rank: termInfo(names[0] ?? "").rank };
}

interface Placed {
  packed: number;
  /** The milder terms of the other place; null: it does not matter where the allele is written. */
  other: number | null;
}

/** DEC-41: of the leftmost and the rightmost place the more severe. */
function placed(left: number, right: number): Placed {
  if (!placementMatters(left, right)) return { packed: inside(left, right), other: null };
  // Bits stand in the order of severity: the lowest is the most severe term.
  const first = (packed: number): number => packed & -packed;
  const byClass = classRank(left) - classRank(right);
  const isLeft = byClass < 0 || (byClass === 0 && first(left) <= first(right));
  return isLeft ? { packed: left, other: right } : { packed: right, other: left };
}

/** The leftmost place's terms; those of the other where it lies outside of the transcript. */
function inside(left: number, right: number): number {
  return termBits(left) === 0 ? right : left;
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
  const named = openNames(names);
  const gene = named.gene(columns.gene[t] as number);
  const has = (bit: number): boolean => (flags & bit) !== 0;
  const counterpart = clean(named.counterpart(t)) || "YES";
  const tsl = columns.tsl[t] as number;
  return {
    symbol: clean(gene.symbol),
    gene: gene.ensemblGene ?? gene.ncbiGene ?? "",
    feature: clean(named.id(t)),
    biotype: clean(names.biotypes[columns.biotype[t] as number] ?? ""),
    strand: String(columns.strand[t]),
    flags: TRANSCRIPT_FLAGS.flatMap(([name, bit]) => (has(bit) ? [name] : [])),
    hgnc: gene.hgncId ?? "",
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

interface Row {
  t: number;
  constant: Constant;
  packed: number;
  own: Terms;
  other: Terms | null;
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
    EXON: partText(told?.exon, told?.exons),
    INTRON: partText(told?.intron, told?.introns),
    HGVSc: encoded(told?.hgvsc),
    HGVSp: encoded(told?.hgvsp),
    cDNA_position: partText(told?.cdna, told?.cdnaLength),
    CDS_position: partText(told?.cds, told?.cdsLength),
    Protein_position: partText(told?.protein, told?.proteinLength),
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

/** VEP's `%3D`: no equals sign, comma, semicolon or bar may stand in a value. */
function encoded(name: string | null | undefined): string {
  return (name ?? "").replaceAll(
    /[%,;|=]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
