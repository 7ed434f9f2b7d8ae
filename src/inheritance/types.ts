/**
 * Inheritance in and out. Pure data: the room sees neither VCF text nor panels, only dosages with
 * their evidence, and the modes to test. Rules: docs/rules.md.
 */
import type { z } from "zod";
import type { EventAllele, SmallAllele } from "../core/allele.ts";
import type { LocusClass } from "../core/assembly.ts";
import type { ModelOutcome, Tri } from "../core/check.ts";
import type { ModelName, Phase } from "../core/inheritance-models.ts";
import type { EventCall, GenomicEvent } from "../structural/types.ts";
import type { AlleleState, SampleCall } from "../vcf/types.ts";
import type * as schema from "./schema.ts";

/** One person's evidence for one allele. `null` in place of it: not sequenced, or genotypes not to be used. */
export interface Observation {
  state: AlleleState;
  call: SampleCall;
  depth: number | null;
  genotypeQuality: number | null;
  /** Reads that carry this allele; null when unknown. */
  altReads: number | null;
  /** `AD[a] / max(DP, sum AD)` (VCF-24), or the caller's fraction; null when unknown. */
  alleleBalance: number | null;
  /** Failed and missing gates for the state that the call claims (VCF-40), e.g. `depth<10`, `missing:GQ`. */
  qcFailures: string[];
  qcMissing: string[];
  /** A reference call taken from a gVCF block that covers the site (VCF-04). */
  fromBlock: boolean;
  /** The genotype says that the other chromosome lacks the place: `*` beside the allele (VCF-03). */
  otherDeleted: boolean;
  /** Alleles that the person carries in other records of the position (VCF-24). */
  siblingAlleles: number;
  /** Of an event: what its callers say of the person, by which dosages and grades go. */
  event?: EventCall | undefined;
}

/** One allele of a call; the index as in GT. */
export interface CalledAllele {
  call: SampleCall;
  alleleIndex: number;
}

/** Whether a person carries an allele, by a genotype that can be relied on: a failed call is unknown. */
export interface Carriage {
  /** At all. */
  any: Tri;
  /** On every copy: homozygous or hemizygous (homoplasmic on MT). */
  all: Tri;
}

/** One allele at one locus, as inheritance sees it. */
export type FamilyVariant = SmallFamilyVariant | EventFamilyVariant;

interface SmallFamilyVariant extends SmallAllele, OfFamily {
  /** What callers of events say of the same allele, where its bases place it (SVE-24). */
  event?: GenomicEvent | undefined;
}

export interface EventFamilyVariant extends EventAllele, OfFamily {
  event: GenomicEvent;
  /** Where in the event the gene lies; absent: where the event begins. */
  at?: { chrom: string; pos: number } | undefined;
  /** DEC-47: it failed a filter or a rule of size: tiered where it completes a pair, or on every copy, alone. */
  failed: boolean;
  /** It covers a region that many healthy people carry so (SVH-11). */
  reducedPenetrance: boolean;
  /** It reaches imprinted genes: whose copy it is decides what it does (SVH-12). */
  imprinted: boolean;
  /** Large, in a gene or region sensitive to dosage: it counts in some of the cells too (SVE-19). */
  mosaicCounts?: boolean;
  /** Nothing by itself: of a pair alone. */
  isPartner?: boolean;
  /** A population source that holds such events was asked. */
  frequencyAssessed: boolean;
  /** Whose chromosome it lies on, by the small variants inside (SVH-07); null: they do not tell. */
  originBySites: "MAT" | "PAT" | null;
}

interface OfFamily {
  /** Unique in the run. */
  key: string;
  locus: LocusClass;
  /** Index of the record it came from: two alleles of one record are in trans when the call is a/b. */
  record: number;
  alleleIndex: number;
  /** By person index of the family. */
  observations: (Observation | null)[];
  /** LOF or ClinVar P/LP of one star or more: what DEC-05, DEC-09 and X-03 ask for. */
  strong: boolean;
  lof: boolean;
  clinvarPathogenic: boolean;
  /** Class counts in a compound heterozygote at all (CH-01, DEC-02). */
  compoundEligible: boolean;
  /** May carry a pair: at least one member of a pair must (CH-01). */
  compoundAnchor: boolean;
  /** Frequency eligibility by model (BOTH-02). */
  eligible: { dominant: boolean; recessive: boolean; mitochondrial: boolean };
  /** DN-03. */
  deNovoEligible: boolean;
}

export type { ModelName, Phase };

/** ORI-01 to ORI-11. */
export type Origin = ModelResult["origins"][number];

export type DeNovoGrade = NonNullable<ModelResult["deNovo"][number]>;

/** The verdict of one model on one variant or pair. */
export type ModelResult = z.infer<typeof schema.modelResult>;

/** One thing found that bears on a verdict. A PASS finding is a label. */
export interface Finding {
  verdict: ModelOutcome;
  reason: string;
}

/** Variants shown outside the tiers (DEC-09). */
export interface SideListEntry {
  list:
    | "possible_mosaic"
    | "xlr_female_het"
    | "one_hit"
    | "failed_filter_event"
    | "low_heteroplasmy";
  allele: string;
  flags: string[];
  reason: string;
  /** The list takes it only where it is no candidate. */
  mayBeCandidate?: boolean;
}

export interface GeneInheritance {
  /** Every model tried on every variant or pair, FAILs included (DEC-04; `explain` shows them). Deterministic order. */
  results: ModelResult[];
  side: SideListEntry[];
  /** Of the gene: `gene_noise`, `pairs_suppressed:3`, `moi_converted:...`. */
  flags: string[];
}

export interface InheritanceOptions {
  penetrance: "complete" | "incomplete" | "both";
  /** --allow-phenocopy k (DEC-05). */
  allowPhenocopy: number;
  /** Sex and relatedness checks: de novo HIGH needs "not failed" (DEC-15). */
  relatednessFailed: boolean;
  /** VCF-28: phased genotypes without PS may be trusted. */
  trustBarePhase: boolean;
  /** What was read, for DEC-50: `small variants, structural variants`; absent: no file of events. */
  filesRead?: string | undefined;
  /** Where the proband has other copies than is usual (SVH-15): 1-based, inclusive; absent: nowhere that is known. */
  oddCopies?: readonly { chrom: string; first: number; last: number }[] | undefined;
}
