/**
 * Events: what is not written by its bases. Structural and copy-number variants and mobile elements, each as one
 * normal form however its callers wrote it. Positions are 1-based, ranges inclusive; missing is `null`, never 0.
 */
import type { Assembly, LocusClass } from "../core/assembly.ts";
import type { Tri } from "../core/check.ts";

/** What a file is about, by its content. Repeats, mitochondria: recognised, named as not assessed yet. */
export type FileKind = "small" | "sv" | "cnv" | "mobile" | "str" | "mito";

/**
 * `CNV`: copies differ and no call says which way; `ME`: a mobile element inserted; `CPX`: several changes in one;
 * `LOH`: two copies of one parent's, no loss.
 */
export type EventKind = "DEL" | "DUP" | "CNV" | "INS" | "ME" | "INV" | "BND" | "CPX" | "LOH";

/** How a caller found it: which of them agree is what support counts. */
export type AlgorithmKind = "junction" | "depth" | "long_read" | "assembly" | "mobile" | "unknown";

/** One end of a breakend: the side of the base that is kept (`+`: the piece to its left, as in `N[p[`). */
export interface BreakEnd {
  /** Canonical where it is a chromosome, else the contig's name. */
  chrom: string;
  pos: number;
  strand: "+" | "-";
}

/** One person's call of an event, in the terms of what the callers can say. */
export interface EventCall {
  /**
   * `reference`: called so in a joint call that can be relied on; `not_called`: the person's own file has no such
   * event, which is weaker; `unknown`: nothing is said, or what is said contradicts itself.
   */
  state: "carrier" | "reference" | "not_called" | "unknown";
  /** On which copies, of a carrier; else null. `unknown`: presence alone is told. */
  zygosity: "het" | "hom" | "hemi" | "het_or_hom" | "unknown" | null;
  /** Does the person carry it at all, on every copy? What inheritance asks. */
  any: Tri;
  all: Tri;
  /** Total copies as called and as expected at the place; null: not told. */
  copies: number | null;
  expected: number | null;
  /** GT as written; "." where there is none. */
  genotype: string;
  genotypeQuality: number | null;
  /** Reads, pairs or bins that support the event, and that do not. */
  altSupport: number | null;
  refSupport: number | null;
  /** PS with the file it is of, as sets of different files are not comparable; null: not phased. */
  phase: { set: string; file: number; alleles: number[] } | null;
  /** FORMAT/FT of the call: failed filters. */
  failedFilters: string[];
  /** Joint call of the same record as the proband's: a reference claim can be graded. */
  joint: boolean;
  /** Why it is read so, for `explain`: `copy number 1 of 2`, `PL contradicts 0/0`. */
  why: string[];
  /** Flags of the call: `gt_cn_disagree`, `presence_only`, `possible_mosaic`, `low_quality`. Sorted. */
  flags: string[];
}

/** One record that says the event. */
export interface EventMember {
  /** Index of the input file, line in it (1-based). */
  file: number;
  line: number;
  contig: string;
  pos: number;
  id: string;
  ref: string;
  /** The ALT as written, and its number from 1. */
  alt: string;
  alleleIndex: number;
  first: number;
  last: number;
  /** As the file, the header or the record names it: `Manta`, `DRAGEN CNV`. */
  caller: string;
  algorithm: AlgorithmKind;
  /** Failed filters as written; [] when it passed or `.`. */
  filters: string[];
  quality: number | null;
  /** How it was joined to the best member; null: it is the best. */
  joined: { overlap: number | null; apart: number } | null;
  /** The line without its end, for the VCF of events. */
  text: string;
}

export interface GenomicEvent {
  kind: EventKind;
  /** `chrom:first-last:KIND[:element or length]`; of breakends `chrom:pos(+)~chrom:pos(-)`, the smaller end first. */
  key: string;
  assembly: Assembly;
  /** Canonical. */
  chrom: string;
  contig: string;
  locus: LocusClass;
  /** Affected bases; of an insertion or a breakend the two bases around the junction. */
  first: number;
  last: number;
  /** How far each end may lie to either side, [low, high] with low <= 0 <= high. */
  ciFirst: [number, number];
  ciLast: [number, number];
  precise: boolean;
  /** Bases gained, lost, turned or inserted; null: not known, as of a breakend. */
  length: number | null;
  /** Sequence or name of the element (`ALU`, `L1`, `SVA`); null: not known, or nothing is inserted. */
  inserted: string | null;
  /** Of breakends and inversions with one junction: one or two. Else []. */
  ends: BreakEnd[];
  claim: "junction" | "depth" | "both";
  /** By person of the family; null: the person was not assayed for this kind. */
  calls: (EventCall | null)[];
  /** The best first. */
  members: EventMember[];
  /** Kinds of algorithms that found it, sorted. */
  support: AlgorithmKind[];
  /** Failed filters after the table of harmless ones; []: it passes. */
  failedFilters: string[];
  /**
   * `length_disagrees`, `one_junction`, `orientation_unknown`, `single_breakend`, `single_target`, `short_depth_call`
   * (below the size at which one depth caller alone is believed), `joined_fragments`, `partly_assembled`,
   * `genotypes_disagree`, `mobile_element`, ... Sorted.
   */
  flags: string[];
  /** What the members' own annotations say, for a run without transcripts: one per entry. */
  annotations: EventAnnotation[];
  /** Frequencies that the file itself brings, by source. */
  frequencies: EventFrequency[];
}

/** One entry of VEP, SnpEff or SVAnnotate on an event's record. */
export interface EventAnnotation {
  source: "vep" | "snpeff" | "svannotate";
  symbol: string;
  geneId: string | null;
  hgncId: string | null;
  transcript: string | null;
  terms: string[];
  /** As written: `3-5/12`; null: not told. */
  exons: string | null;
}

/** What two events are held against each other by: of a `GenomicEvent` or a `PopulationEvent`. */
export interface EventShape extends Pick<
  GenomicEvent,
  | "kind"
  | "chrom"
  | "first"
  | "last"
  | "ciFirst"
  | "ciLast"
  | "precise"
  | "claim"
  | "length"
  | "inserted"
  | "ends"
> {
  /** Of these `orientation_unknown` counts. */
  flags?: readonly string[];
}

/** Whose events are held against each other: the table of `sameEvent` has a row for each. */
export type MatchSetting = "callers" | "relatives" | "populations" | "verdicts";

/** How two records are the same event. `overlap`: reciprocal, null where places alone count; `apart`: of the ends, bases. */
export interface Joined {
  overlap: number | null;
  apart: number;
}

/** A file to be read for events. */
export interface EventInput {
  path: string;
  /** Stands over what the content says. */
  kind?: FileKind | undefined;
  /** Whose the only sample of the file is, whatever it is called there. */
  sample?: string | undefined;
  /** Records that are read in the place of all of the file's. */
  lines?: readonly string[] | undefined;
  /** Read for its symbolic alleles and breakends; all else of it is read elsewhere, and not counted here. */
  symbolicAlone?: true;
}

/** What was read of one file. `records`: as many as `dropped` counts and events have members of it. */
export interface EventFileRead {
  path: string;
  kind: FileKind;
  /** Sorted names; [] where neither header nor records tell. */
  callers: string[];
  /** As in the file. */
  samples: string[];
  assembly: Assembly | null;
  records: number;
  /** Records that are members of events. */
  used: number;
  dropped: Partial<Record<EventDropReason, number>>;
  /** Records by each failed filter, as written. */
  filters: Record<string, number>;
  /** Values that could not be read, by key: not assessed there. */
  badValues: Record<string, number>;
  /** Samples of the file that are nobody of the family. */
  otherSamples: number;
}

/** The events of a family. */
export interface EventsRead {
  /** Ordered by place and key. Each is carried by somebody. */
  events: GenomicEvent[];
  files: EventFileRead[];
  /** By person: the kinds of files that have a column of theirs, sorted. */
  assayed: FileKind[][];
  /** By person. */
  sexBases: SexBases[];
  /** In the order of files and lines. Counted as too short. */
  short: ShortAllele[];
}

/** A record in a file of events whose alleles are written by their bases, and all too short to be events (SVI-03). */
export interface ShortAllele {
  /** Index of the input file. */
  file: number;
  /** Canonical. */
  chrom: string;
  contig: string;
  pos: number;
  /** ID to INFO, as columns of a line; harmless filters are none. */
  site: string[];
  /** By person: GT, GQ, AD, FT; empty: no column. */
  calls: string[];
}

/** Bases of one person's X and Y by the copies, 0 to 4 or more, that depth callers tell of them, changed or not. */
export interface SexBases {
  X: number[];
  Y: number[];
}

/** A chromosome, or an arm of one, that a person has lost or gained as a whole. */
export interface ChromosomeChange {
  chrom: string;
  /** null: the whole chromosome. */
  arm: "p" | "q" | null;
  kind: "DEL" | "DUP";
  /** As called; null: not told. */
  copies: number | null;
  /** Share of it that the events cover, 0 to 1. */
  covered: number;
  /** What lies on it: 1-based, inclusive. */
  first: number;
  last: number;
  /** Those that are the change, and nothing of their own. */
  events: GenomicEvent[];
}

/** Why a record is no event, or an event went no further. Each record is counted under one. */
export type EventDropReason =
  | "sv_too_short"
  | "sv_small_allele"
  | "sv_reference_segment"
  | "sv_no_carrier"
  | "sv_proband_not_carrier"
  | "sv_filter"
  | "sv_common"
  | "sv_no_gene_effect"
  | "sv_bad_place"
  | "sv_neutral_copy_number"
  | "sv_other_contig"
  | "sv_not_assessed_kind"
  | "sv_merged";

/** What an event does to one transcript. */
export type EffectWord =
  | "whole_loss"
  | "exon_loss"
  | "last_exon_loss"
  | "truncating_end"
  | "promoter_loss"
  | "intragenic_gain"
  | "partial_gain"
  | "whole_gain"
  | "coding_insertion"
  | "exon_inversion"
  | "gene_disrupted"
  | "gene_body_only"
  | "utr_exon"
  | "intronic_near"
  | "downstream"
  | "complex"
  | "spanned";

export type EffectClass = "lof" | "protein_altering" | "gain" | "other" | "none";

/** What an event does to one gene: on its reporting transcript. */
export interface EventEffect {
  gene: {
    symbol: string;
    hgncId: string | null;
    ensemblGene: string | null;
    ncbiGene: string | null;
  };
  /** With version; null: without a gene model. */
  transcript: string | null;
  effect: EffectWord;
  class: EffectClass;
  /** Exons hit in the transcript's direction; null: none, or not known. */
  exons: { first: number; last: number; of: number } | null;
  /** Coding bases lost, doubled or turned, and of all of the transcript; null: not known. */
  codingBases: number | null;
  codingLength: number | null;
  /** Of what is lost or doubled; null: no question, or not known. */
  inFrame: boolean | null;
  /** `exons 45-50 of 79 deleted, out of frame (871 coding bases)`. */
  text: string;
  source: "transcripts" | "vep" | "snpeff" | "svannotate" | "gene_extent";
  /** `breakpoint_uncertain`, `processed_pseudogene_suspect`, `orientation_unknown`, ... Sorted. */
  flags: string[];
}

/** A gene by its place where no transcript of it is known: 1-based, inclusive, without a margin. */
export interface GeneExtent {
  gene: EventEffect["gene"];
  chrom: string;
  start: number;
  end: number;
}

/** What a run knows of genes besides transcripts. */
export interface KnownGenes {
  extents: readonly GeneExtent[];
  /** Transcripts that local overrides report on, without version (DEC-23). */
  reporting: readonly string[];
  /** Bases before the start of transcription that count as promoter. */
  promoterLength: number;
}

/** An event of a population: one line of a source. */
export interface PopulationEvent extends EventShape {
  id: string | null;
  /** Of a line whose states are numbers of copies: summed over the losses or the gains that `kind` says. */
  frequency: number | null;
  homozygotes: number | null;
  hemizygotes: number | null;
  alleleNumber: number | null;
  /** Failed filters of the source. */
  filters: string[];
}

/** What one source says of one event: everything of it that lies near. */
export interface PopulationAnswer {
  source: string;
  /** Kinds of which the source holds all that its people have: only of these is "none found" an answer. */
  holds: readonly EventKind[];
  /** Empty: asked and none there. null: not asked, for `why`. */
  events: readonly PopulationEvent[] | null;
  why: string;
}

/**
 * One population event that matches, or one that only overlaps. Of what the file itself brings: `frequency` null with
 * `counts` says that the source was asked by who made the file, and has none.
 */
export interface EventFrequency {
  source: string;
  /** In the source. */
  id: string | null;
  frequency: number | null;
  homozygotes: number | null;
  hemizygotes: number | null;
  alleleNumber: number | null;
  /** Reciprocal overlap, 0 to 1; null: matched by place. */
  overlap: number | null;
  /** It gates; false: shown alone (small source, failed filter, near miss). */
  counts: boolean;
  why: string | null;
}

/** All that is known of how common an event is. */
export interface EventRarity {
  /** false: no source that holds this kind was asked. */
  assessed: boolean;
  /** Highest that counts; null: asked and absent, or not assessed. */
  frequency: number | null;
  homozygotes: number | null;
  hemizygotes: number | null;
  matches: EventFrequency[];
  nearMisses: EventFrequency[];
}

/** What ClinGen says of dosage, of a gene or a region. */
export interface DosageScore {
  /** `NCBI:...` of a gene, `ISCA-...` of a region. */
  id: string;
  name: string;
  /** 0 to 3, 30, 40; null: not yet evaluated. */
  haploinsufficiency: number | null;
  triplosensitivity: number | null;
}

/** A region of a panel or of ClinGen that an event covers. */
export interface RegionHit {
  id: string;
  name: string;
  /** Panel's confidence and mode; null: of ClinGen alone. */
  confidence: "green" | "amber" | "red" | null;
  mode: string | null;
  direction: "loss" | "gain" | null;
  /** Shares of the region covered, 0 to 1: by the event shrunk and grown by its uncertainty. */
  covered: { must: number; may: number };
  /** Share of the event that lies in the region: what counts of a region without effect (ClinGen 40). */
  inside: number;
  required: number;
  /** In direction, and `covered.must` reaches `required`. Where `covered.may` alone does, it is uncertain. */
  matches: boolean;
  dosage: DosageScore | null;
}
