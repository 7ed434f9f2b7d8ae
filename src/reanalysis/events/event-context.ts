/** What all events of a case are made with, and what every event says. Pure. */
import { alleleKey, type Allele } from "../../core/allele.ts";
import { DEFAULT_POLICY, type Policy } from "../../core/policy.ts";
import type { PanelDiff } from "../../panel/diff/index.ts";
import type { Difference } from "./differences.ts";
import type {
  CaseEvent,
  CaseStatus,
  Cause,
  ClassificationChange,
  EventType,
  HumanVerdict,
  CandidatePlace,
  UsedPanel,
} from "../../archive/types.ts";
import { risesTo, shouldNotify, type NotificationContext, type Judged } from "./notify.ts";
import { verdictsAt } from "../../archive/index.ts";

/** One rule's panel then and now, and what differs. */
export interface PanelStep {
  rule: string;
  old: UsedPanel;
  new: UsedPanel;
  /** null: the same snapshot. */
  diff: PanelDiff | null;
}

/** Everything but the panels that may be behind a difference. */
export interface OtherCause {
  type:
    | "family_changed"
    | "phenotype_rank"
    | "rules_changed"
    | "threshold"
    | "method"
    | "evidence_changed";
  cause: Cause;
  /** Line of the changelog that stands for it. */
  says?: string;
}

export interface EventContext {
  case: string;
  run: number;
  date: string;
  status: CaseStatus;
  steps: readonly PanelStep[];
  /** What the releases of classifications say differently; null: none of them changed. */
  classified: ((variant: Allele) => readonly ClassificationChange[]) | null;
  /** What else changed between the runs; the panels come first. */
  others: readonly OtherCause[];
  /** Of the policy: what wakes; absent: the default. */
  notify?: Policy["notify"];
  /** Was the allele shown in this gene by the last run? Absent: that is not asked. */
  shown?: (gene: string, allele: string) => boolean;
  /** What people said of the case's variants. */
  verdicts?: readonly HumanVerdict[];
}

/** What is found in somebody who has died is for the family. */
export function marked(event: CaseEvent, { status }: EventContext): CaseEvent {
  return status === "deceased" ? { ...event, mark: "family" } : event;
}

/** Does it wake somebody? */
export function notifies(
  event: Judged,
  context: EventContext,
  cause: Partial<Pick<NotificationContext, "panel" | "change">> & { difference?: Difference },
): boolean {
  const { panel = null, change = null, difference } = cause;
  const verdicts = context.verdicts ?? [];
  return shouldNotify(event, {
    status: context.status,
    policy: context.notify ?? DEFAULT_POLICY.notify,
    panel,
    change,
    candidate: difference?.candidate ?? null,
    said: difference === undefined ? [] : verdictsAt(verdicts, difference.candidate),
    anyReported: verdicts.some(({ kind }) => kind === "reported"),
  });
}

type Base = Pick<
  CaseEvent,
  "case" | "run" | "date" | "candidateId" | "gene" | "variants" | "before" | "after" | "direction"
>;

/** What every event of a difference says. */
export function baseOf(
  { candidate, before, after, direction, candidateId }: Difference,
  context: EventContext,
): Base {
  return {
    case: context.case,
    run: context.run,
    date: context.date,
    candidateId,
    gene: candidate.gene.symbol,
    variants: candidate.variants.map(alleleKey),
    before,
    after,
    direction,
  };
}

export function panelCause(step: PanelStep): Cause {
  const { id, name, signedOff } = step.new;
  return {
    source: "panel",
    name: `${id} ${name}`,
    old: step.old.panelVersion,
    new: step.new.panelVersion,
    date: signedOff,
  };
}

export function ruleOf(
  type: EventType,
  { direction, before, after }: Difference,
): Pick<CaseEvent, "priority" | "rule"> {
  if (type === "family_changed") return { priority: "high", rule: "RE-07" };
  if (type === "phenotype_rank") return { priority: "low", rule: "RE-08" };
  if (type === "threshold") return { priority: "low", rule: "RE-05" };
  if (type === "rules_changed")
    return { priority: risesTo(2, before, after) ? "high" : "low", rule: "RE-09" };
  if (type === "method") return { priority: "low", rule: "RE-09" };
  if (type === "evidence_changed") return { priority: "low", rule: "RE-06" };
  const high = direction === "up" && (after?.tier ?? 9) <= 2 && (before?.tier ?? 9) > 2;
  return { priority: high ? "high" : direction === "neutral" ? "low" : "medium", rule: "RE-03" };
}

export function placeText(before: CandidatePlace | null, after: CandidatePlace | null): string {
  const say = (place: CandidatePlace): string =>
    place.tier === null
      ? `listed as ${place.list ?? ""}`
      : `tier ${place.tier}, rank ${place.rank ?? "?"}`;
  if (after === null)
    return `no longer a candidate${before === null ? "" : ` (was ${say(before)})`}`;
  return `now ${say(after)}${before === null ? "" : `, was ${say(before)}`}`;
}
