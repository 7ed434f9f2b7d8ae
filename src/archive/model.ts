/**
 * What an archive holds: plain JSON, each document with `schema` and `version`. One folder per case;
 * docs/archive.md shows the layout.
 */
import type { Assembly } from "../core/assembly.ts";
import type { EventType } from "../core/event-types.ts";
import type { WrittenTerm } from "../phenotype/index.ts";
import type { DistilCriteria } from "../filter/index.ts";
import type { Tally } from "../pedigree/index.ts";
import type { Tier } from "../rank/model.ts";
import type { ReportDocument } from "../report/model.ts";
import type { ClinVarEvidence } from "../vcf/model.ts";

export interface ArchiveFile {
  schema: "panelist.archive";
  version: 1;
  /** ISO date-time. */
  created: string;
}

export type CaseStatus = "open" | "partial" | "solved" | "closed" | "deceased" | "withdrawn";

export const CASE_STATUSES: readonly CaseStatus[] = [
  "open",
  "partial",
  "solved",
  "closed",
  "deceased",
  "withdrawn",
];

export interface Consent {
  given: boolean;
  /** Last day on which it holds, `YYYY-MM-DD`; null: no end. A child's ends when it comes of age. */
  until: string | null;
}

/** What the patient shows, as it was written; resolved anew in each release of HPO. */
export interface CaseTerms {
  terms: WrittenTerm[];
  /** A release of HPO; null: the newest. */
  release: string | null;
}

/** How the case is analysed: what the command line said of it, without paths. */
export interface CaseAnalysis {
  /** Rules, as typed: `R59`, `285`, `epilepsy`, `epilepsy@0.9`, a file. Resolved anew by each re-analysis. */
  panels: string[];
  genes: string[];
  geneAgnostic: boolean;
  beyondPanel: boolean;
  minConfidence: "green" | "amber";
  proband: string | null;
  sex: Record<string, "male" | "female">;
  affected: string[];
  forceSex: boolean;
  notGeneticParents: string[];
  allowPhenocopy: number;
  penetrance: "complete" | "incomplete" | "both";
  assembly: Assembly | null;
  /** A release of ClinVar, or `none`; null: the newest. */
  clinvar: string | null;
  /** A list of the laboratory, or `none`; null: the newest of each. */
  inhouse: string | null;
}

/** A VCF as it was when it was read. It may be offline later: that is a normal state. */
export interface ArchivedVcf {
  path: string;
  /** Bytes as stored; null: it came by standard input. */
  size: number | null;
  /** sha256 over the header's text and the index file. */
  headerAndIndex: string;
  /** sha256 over the first and the last MiB; null: standard input. */
  ends: string | null;
}

export interface DistilledFile {
  /** Relative to the case's folder. */
  path: string;
  records: number;
  bytes: number;
  sha256: string;
}

/** One sequencing of the family, with what its scan found. */
export interface Dataset {
  number: number;
  /** ISO date-time. */
  added: string;
  assay: string | null;
  assembly: Assembly;
  annotator: string | null;
  vcfs: ArchivedVcf[];
  /** One per VCF. */
  distilled: DistilledFile[];
  criteria: DistilCriteria;
  /** sha256 of the files beside the distilled ones, by their names; absent: none was taken. */
  digests?: Record<string, string>;
  /**
   * Of the genes with extents that were known then: those with records that the annotation never names, as
   * symbols in upper case (DEC-17); absent: not known.
   */
  unnamed?: string[];
  /** Releases that told what was kept; absent: not known. */
  classifications?: ClassificationUsed[];
  /** People of the family when it was counted, with places of their parents; absent: not known. */
  people?: string[];
  /** What the sample checks counted in the original (DEC-15). */
  tally: Tally | null;
  /** Canonical chromosomes with records in the original. */
  chromosomes: string[];
  /** Records read in the original. */
  records: number;
}

export interface CaseFile {
  schema: "panelist.archive-case";
  version: 1;
  id: string;
  created: string;
  status: CaseStatus;
  consent: Consent;
  analysis: CaseAnalysis;
  /** Absent: none were given. */
  terms?: CaseTerms;
  /** Files of the case's folder; null: none was given. */
  ped: string | null;
  policy: string | null;
  /** Local overrides of its panels (DEC-23). */
  override: string | null;
  /** sha256 of these files, by their names; absent: none was taken. */
  digests?: Record<string, string>;
  datasets: Dataset[];
}

/** One panel as it stood when a run used it. */
export interface UsedPanel {
  /** The rule of the case that led to it. */
  rule: string;
  /** Name of the snapshot in the archive. */
  snapshot: string;
  id: string;
  name: string;
  panelVersion: string | null;
  signedOff: string | null;
  /** `unsigned`: its source signs panels off, and not this version. */
  standing: "signed_off" | "unsigned" | "no_sign_off_known" | null;
  /** false: the rule no longer leads anywhere; this is its last snapshot. */
  resolved: boolean;
}

/** A release of ClinVar, or of the laboratory's own list. */
export interface ClassificationUsed {
  kind: "clinvar" | "inhouse";
  source: string;
  release: string;
  sha256: string;
}

/** What a release says of an allele. */
export interface Classified {
  significance: ClinVarEvidence["significance"];
  stars: number | null;
  text: string;
  /** Symbols that it names (CV-09). */
  genes?: string[];
}

/** An allele that two releases classify differently; null: it is not in that release. */
export interface ClassificationChange {
  kind: ClassificationUsed["kind"];
  source: string;
  old: Classified | null;
  new: Classified | null;
  oldRelease: string | null;
  newRelease: string | null;
}

/** A release of HPO, or of a table of gene facts. */
export type ReleaseUsed = Omit<ClassificationUsed, "kind">;

/** What a run knew. Equal knowledge gives an equal answer. What is absent was not there. */
export interface Knowledge {
  panels: UsedPanel[];
  classifications: ClassificationUsed[];
  /** Where the patient's terms were asked for. */
  hpo?: ReleaseUsed;
  geneFacts?: ReleaseUsed[];
  /** sha256 over the patient's terms as written. */
  terms?: string;
  /** sha256 over the pedigree and what was said of the family. */
  family?: string;
  /** Name of the policy's snapshot: its digest. */
  policy: string;
}

/** When a candidate came and last changed. */
export interface CandidateDates {
  /** ISO date-time and number of the run that brought it. */
  firstSeen: string;
  firstRun: number;
  /** ISO date-time of the last change of tier, evidence or panels' word. */
  evidenceChanged: string;
}

/** A candidate that is one no more (withdrawn evidence is kept, with its end). */
export interface EndedCandidate extends CandidateDates {
  candidateId: string;
  gene: string;
  variants: string[];
  tier: Tier | null;
  ended: string;
  endedRun: number;
}

export type Direction = "up" | "down" | "neutral";

export type { EventType };

export interface Cause {
  source:
    | "panel"
    | "clinvar"
    | "inhouse"
    | "hpo"
    | "terms"
    | "gene-facts"
    | "family"
    | "policy"
    | "software";
  /** Panel, policy or program. */
  name: string;
  old: string | null;
  new: string | null;
  /** Of the new version where it is known: its sign-off or its making. */
  date: string | null;
}

/** Place of a candidate in a run; null in an event: it was, or is, no candidate. */
export interface Place {
  /** null: on a list outside the tiers (DEC-09). */
  tier: Tier | null;
  rank: number | null;
  list: string | null;
}

/** One reasoned difference between two runs of a case. */
export interface CaseEvent {
  type: EventType;
  case: string;
  run: number;
  /** ISO date-time of the run. */
  date: string;
  /** null: the event concerns the case as a whole. */
  candidateId: string | null;
  gene: string | null;
  /** `chrom:pos:ref:alt`, one or two. */
  variants: string[];
  /** What the source said before and says now: `amber, biallelic`. */
  old: string | null;
  new: string | null;
  cause: Cause;
  before: Place | null;
  after: Place | null;
  direction: Direction;
  priority: "high" | "medium" | "low";
  /** Rule ids, such as `RE-03`. */
  rule: string;
  /** Worth waking somebody (the policy of notification); the rest is kept and silent. */
  notify: boolean;
  /** One sentence. */
  text: string;
  /** The person has died: what is found is for the family. */
  mark?: "family";
  /** What people said of its variants. */
  verdicts?: SaidOf[];
}

/** Classes that a laboratory reports. */
export type ReportedClass = "P" | "LP" | "VUS" | "LB" | "B";

/** What a person said of a variant of the case. The latest of a variant holds. */
export interface HumanVerdict {
  kind: "reported" | "dismissed";
  assembly: Assembly;
  /** In minimal representation. */
  chrom: string;
  pos: number;
  ref: string;
  alt: string;
  gene: string | null;
  /** On every transcript, `ENST00000303395:c.1A>G` without versions: carries the verdict to other data. */
  hgvs: string[];
  /** Of a report. */
  class: ReportedClass | null;
  why: string | null;
  by: string;
  /** The day of the verdict, `YYYY-MM-DD`. */
  date: string;
  /** ISO date-time. */
  recorded: string;
  dataset: number;
}

export interface VerdictsFile {
  schema: "panelist.archive-verdicts";
  version: 1;
  verdicts: HumanVerdict[];
}

/** A verdict at a candidate. */
export interface SaidOf extends Pick<HumanVerdict, "kind" | "class" | "why" | "by" | "date"> {
  /** `chrom:pos:ref:alt` of the candidate. */
  variant: string;
  /** It was said of another build or spelling and was found by transcript HGVS: to be confirmed. */
  carried: boolean;
}

/** One analysis of a case: the whole answer, what it rests on, and what changed since the one before. */
export interface RunFile {
  schema: "panelist.archive-run";
  version: 1;
  case: string;
  run: number;
  /** null: the first. */
  previous: number | null;
  /** ISO date-time. */
  date: string;
  tool: { name: string; version: string };
  dataset: number;
  knowledge: Knowledge;
  /** `original`: an allele or a policy asked for what was not kept; later runs read the originals too. */
  source: "distilled" | "original";
  /** Why alleles that were not kept could not be looked for; absent: there are none. */
  needsOriginal?: string;
  /** Symbols of the genes that were evaluated; null: all of them. */
  evaluated: string[] | null;
  report: ReportDocument;
  /** High-grade coding de novos (DN-04): evidence of every candidate rests on their number. */
  codingDeNovos: number;
  dates: Record<string, CandidateDates>;
  ended: EndedCandidate[];
  events: CaseEvent[];
}

/** The little that tells whether new knowledge concerns a case; derived from the latest run. */
export interface Head {
  schema: "panelist.archive-head";
  version: 1;
  run: number;
  knowledge: Knowledge;
  tool: string;
  source: RunFile["source"];
  /** Of the run; absent in heads of before there was more than one. */
  dataset?: number;
  /** ISO date-time of the run. */
  date?: string;
  /** Later knowledge that was held against the case and changed nothing. */
  checked?: { knowledge: Knowledge; tool: string };
  /** As in the run. */
  needsOriginal?: string;
}

export interface LogLine {
  date: string;
  by: string;
  what: string;
  detail?: string;
}

/** What is left of a removed case. */
export interface Tombstone {
  schema: "panelist.archive-tombstone";
  version: 1;
  id: string;
  removed: string;
  by: string;
  why: string;
}

export interface ArchiveFault {
  /** Relative to the archive. */
  path: string;
  problem: "unreadable" | "digest" | "missing" | "head" | "unfinished" | "stray" | "snapshot";
  detail: string;
  /** Set where `verify` mended it. */
  repaired: boolean;
}
