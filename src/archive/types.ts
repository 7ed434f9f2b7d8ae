/**
 * What an archive holds: plain JSON, each document with `schema` and `version`. One folder per case;
 * docs/archive.md shows the layout.
 */
import type { z } from "zod";
import type { EventType } from "../core/event-types.ts";
import type { ClinVarEvidence } from "../vcf/types.ts";
import type * as schema from "./schema.ts";

export { CASE_STATUSES } from "./case-model.ts";
export type * from "./case-model.ts";

export type ArchiveFile = z.infer<typeof schema.archiveFile>;

export type LogLine = z.infer<typeof schema.logLine>;

/** What is left of a removed case. */
export type Tombstone = z.infer<typeof schema.tombstone>;

export interface ArchiveFault {
  /** Relative to the archive. */
  path: string;
  problem:
    | "unreadable"
    | "digest"
    | "missing"
    | "head"
    | "unfinished"
    | "stray"
    | "snapshot"
    /** No fault: an earlier program wrote it. */
    | "undigested";
  detail: string;
  /** Set where `verify` mended it. */
  repaired: boolean;
}

// ---- What a run knew, and how classifications differ between two releases ----

/** One panel as it stood when a run used it. */
export type UsedPanel = z.infer<typeof schema.usedPanel>;

/** A release of ClinVar, or of the laboratory's own list. */
export type ClassificationUsed = z.infer<typeof schema.classificationUsed>;

/** What a release says of an allele. */
export interface Classified {
  significance: ClinVarEvidence["significance"];
  stars: number | null;
  text: string;
  /** Symbols that it names (CV-09). */
  genes?: string[];
  /** In conflict, with a majority for P or LP (CV-05). */
  pathogenicLeaning?: boolean;
  /** Of tumours alone (CV-11). */
  somaticOnly?: boolean;
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
export type ReleaseUsed = z.infer<typeof schema.releaseUsed>;

/** What a run knew. Equal knowledge gives an equal answer. What is absent was not there. */
export type Provenance = z.infer<typeof schema.knowledge>;

// ---- What re-analysis tells, and what people said ----

export type { EventType };

/** One reasoned difference between two runs of a case. */
export type CaseEvent = z.infer<typeof schema.caseEvent>;

/** One line of `events.jsonl`. */
export type MergedEvent = z.infer<typeof schema.mergedEvent>;

export type Direction = CaseEvent["direction"];

export type Cause = CaseEvent["cause"];

/** Place of a candidate in a run; null in an event: it was, or is, no candidate. */
export type CandidatePlace = NonNullable<CaseEvent["before"]>;

/** What a person said of a variant of the case. The latest of a variant holds. */
export interface HumanVerdict extends z.infer<typeof schema.humanVerdict> {
  /** Never stored: the case has a later sequencing. */
  isOfOlderCalls?: true;
}

/** Classes that a laboratory reports. */
export type ReportedClass = NonNullable<HumanVerdict["class"]>;

export type VerdictsFile = z.infer<typeof schema.verdictsFile>;

/** A verdict at a candidate. */
export type CandidateVerdict = NonNullable<CaseEvent["verdicts"]>[number];

// ---- One analysis of a case, and the little of the latest that is looked at first ----

/** When a candidate came and last changed. */
export type CandidateDates = z.infer<typeof schema.candidateDates>;

/** A candidate that is one no more (withdrawn evidence is kept, with its end). */
export type EndedCandidate = z.infer<typeof schema.endedCandidate>;

/** One analysis of a case: the whole answer, what it rests on, and what changed since the one before. */
export type RunFile = z.infer<typeof schema.runFile>;

/** The little that tells whether new knowledge concerns a case; derived from the latest run. */
export type Head = z.infer<typeof schema.head>;
