/** What re-analysis tells, and what people said. */
import type { Assembly } from "../core/assembly.ts";
import type { EventType } from "../core/event-types.ts";
import type { Tier } from "../rank/model.ts";

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
  /** Never stored: the case has a later sequencing. */
  isOfOlderCalls?: true;
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
  /** Said of another build or spelling and found by transcript HGVS, or of an earlier sequencing: to be confirmed. */
  carried: boolean;
}
