/** What re-analysis tells, and what people said. */
import type { z } from "zod";
import type { EventType } from "../core/event-types.ts";
import type * as schema from "./schema.ts";

export type { EventType };

/** One reasoned difference between two runs of a case. */
export type CaseEvent = z.infer<typeof schema.caseEvent>;

/** One line of `events.jsonl`. */
export type MergedEvent = z.infer<typeof schema.mergedEvent>;

export type Direction = CaseEvent["direction"];

export type Cause = CaseEvent["cause"];

/** Place of a candidate in a run; null in an event: it was, or is, no candidate. */
export type Place = NonNullable<CaseEvent["before"]>;

/** What a person said of a variant of the case. The latest of a variant holds. */
export interface HumanVerdict extends z.infer<typeof schema.humanVerdict> {
  /** Never stored: the case has a later sequencing. */
  isOfOlderCalls?: true;
}

/** Classes that a laboratory reports. */
export type ReportedClass = NonNullable<HumanVerdict["class"]>;

export type VerdictsFile = z.infer<typeof schema.verdictsFile>;

/** A verdict at a candidate. */
export type SaidOf = NonNullable<CaseEvent["verdicts"]>[number];
