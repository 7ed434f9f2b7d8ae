/**
 * Events: what is not written by its bases. Structural and copy-number variants and mobile elements, each as one
 * normal form however its callers wrote it. Positions are 1-based, ranges inclusive; missing is `null`, never 0.
 */
import type { z } from "zod";
import type { Assembly, LocusClass } from "../core/assembly.ts";
import type { Tri } from "../core/check.ts";
import type { Annotated } from "../core/gene.ts";
import type { VcfHeader } from "../vcf/types.ts";
import type * as schema from "./schema.ts";

/** What a file is about, by its content. Repeats, mitochondria: recognised, named as not assessed yet. */
export type FileKind = EventFileRead["kind"];

export type EventKind = z.infer<typeof schema.kind>;
export type AlgorithmKind = z.infer<typeof schema.method>;
export type BreakEnd = z.infer<typeof schema.breakEnd>;

/** One person's call of an event, in the terms of what the callers can say. */
export interface EventCall extends z.infer<typeof schema.call> {
  /** Does the person carry it at all, on every copy? What inheritance asks. */
  any: Tri;
  all: Tri;
  /** GT as written; "." where there is none. */
  genotype: string;
  /**
   * Its PS, null without; the run of a phaser whose sets are comparable, undefined: that of the small variants; the
   * haplotypes, 1 where the event is. null: not phased.
   */
  phase: { set: string | null; run: string | undefined; alleles: number[] } | null;
  /** Joint call of the same record as the proband's: a reference claim can be graded. */
  joint: boolean;
  /** Where a relative's own record has it, or what it has over it; absent: as the event, or nothing. */
  place?: { first: number; last: number };
  /** By depth as many copies are lost or gained as in all cells: few reads of another caller make it no mosaic. */
  isInAllCells?: true;
}

/** One record that says the event; its `contig`, `alt` and `filters` (those failed) as written. */
export interface EventMember extends Omit<z.infer<typeof schema.member>, "method"> {
  /** Index of the input file, line in it (1-based). */
  file: number;
  line: number;
  ref: string;
  /** Number of the ALT, from 1. */
  alleleIndex: number;
  algorithm: AlgorithmKind;
  quality: number | null;
  /** The line without its end, for the VCF of events. */
  text: string;
  /** Other records say what the event is: the proband's beside relatives', and those that pass beside failed ones. */
  isAside?: true;
}

/**
 * `key`: also `chrom:first-last:KIND:element or length`; of breakends the smaller end is first. `first`, `last`: of an
 * insertion or a breakend the two bases around the junction. `ciFirst`, `ciLast`: [low, high] with low <= 0 <= high.
 * `length`: bases gained, lost, turned or inserted; null: not known, as of a breakend. `inserted`: null: not known, or
 * nothing is inserted. `ends`: of breakends and inversions with one junction: one or two; else [].
 */
export interface GenomicEvent extends z.infer<typeof schema.shape> {
  assembly: Assembly;
  /** Canonical. */
  chrom: string;
  contig: string;
  /** Of `calls`: of a breakend its first end's. */
  locus: LocusClass;
  /** By person of the family; null: the person was not assayed for this kind. */
  calls: (EventCall | null)[];
  duplicated?: Duplicated;
  /** Called by depth on targets: its ends are those of targets (SVE-20). */
  ofTargets?: true;
  /** How they are to be read where the event lies on another class of loci: at the other end of a breakend. */
  elsewhere?: { locus: LocusClass; calls: (EventCall | null)[] };
  /** The best first. */
  members: EventMember[];
  /** Kinds of algorithms that found it, sorted. */
  support: AlgorithmKind[];
  /** Failed filters after the table of harmless ones, those of the proband's own call as `FT:MinGQ`; []: it passes. */
  failedFilters: string[];
  /**
   * `length_disagrees`, `end_beyond_chromosome`, `one_junction`, `orientation_unknown`, `single_breakend`,
   * `single_target`, `short_depth_call` (below the size at which one depth caller alone is believed),
   * `joined_fragments`, `partly_assembled:<bases>`, `genotypes_disagree`, `carriers_disagree`, `mobile_element`, ...
   * Sorted.
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
  /** Of a breakend: the end of the record that the entry stands in. */
  end?: { chrom: string; pos: number };
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
  /** Of an insertion: the bases that it repeats beside it, where its caller says so (SVE-08). */
  duplicated?: Duplicated | undefined;
}

/** Bases of the reference, 1-based, inclusive; `shift`: by so many they may lie further on, alike. */
interface Duplicated {
  first: number;
  last: number;
  shift: number;
}

/** Whose events are held against each other: the table of `sameEvent` has a row for each. */
export type MatchSetting = "callers" | "relatives" | "populations" | "verdicts";

export type Joined = z.infer<typeof schema.joined>;

/** A file to be read for events. */
export interface EventInput {
  path: string;
  /** Stands over what the content says. */
  kind?: FileKind | undefined;
  /** Whose the only sample of the file is, whatever it is called there. */
  sample?: string | undefined;
  /** Records that are read in the place of all of the file's. */
  lines?: readonly string[] | undefined;
  /** As the file was looked into, with its kind: it is not looked into again. */
  header?: VcfHeader;
  /** Read for its symbolic alleles and breakends; all else of it is read elsewhere, and not counted here. */
  symbolicAlone?: true;
}

/** `records`: as many as `dropped` counts and events have members of it. `callers`: sorted; [] where nothing tells. */
export interface EventFileRead extends Omit<z.infer<typeof schema.eventFile>, "dropped"> {
  /** As in the file. */
  samples: string[];
  assembly: Assembly | null;
  dropped: Partial<Record<EventDropReason, number>>;
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

/** One allele of all files. */
export type JoinedShort = [ShortAllele, ...ShortAllele[]];

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
  | "sv_sex_unknown"
  | "sv_proband_not_carrier"
  | "sv_filter"
  | "sv_common"
  | "sv_no_gene_effect"
  | "sv_bad_place"
  | "sv_neutral_copy_number"
  | "sv_other_contig"
  | "sv_not_assessed_kind"
  | "sv_merged";

/** A record that is no event of anybody. */
export interface LeftRecord {
  /** Index of the input file. */
  file: number;
  /** As written. */
  contig: string;
  pos: number;
  ref: string;
  alt: string;
  filters: string[];
  /** Canonical. */
  chrom: string;
  /** The last base that it says it reaches, 1-based. */
  end: number;
  /** null: neither ALT nor SVTYPE says. */
  kind: EventKind | null;
  reason: EventDropReason;
}

export type EffectWord = z.infer<typeof schema.effectWord>;
export type EffectClass = EventEffect["class"];

export interface EventEffect extends z.infer<typeof schema.effect> {
  gene: Annotated;
  /** Where in the event the gene lies; undefined: the event has one place and one class of loci. */
  at?: { chrom: string; pos: number; locus: LocusClass } | undefined;
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

export type EventFrequency = z.infer<typeof schema.frequency>;
export type EventRarity = z.infer<typeof schema.rarity>;
export type DosageScore = z.infer<typeof schema.dosage>;
export type RegionHit = z.infer<typeof schema.region>;

/** Of a deletion, what was read of small variants inside it. */
export interface InsideDeletion {
  /** Variant sites of the proband whose genotype can be relied on. */
  sites: number;
  het: number;
  /** Sites at which the child is homozygous for an allele that this parent lacks on both copies. */
  maternal: number;
  paternal: number;
}
