/** What all events of a case are made from, and what every event contains. Pure. */
import { alleleKey } from "../../core/allele.ts";
import { DEFAULT_POLICY } from "../../core/policy.ts";
import type { CaseEvent, Cause, EventType, CandidatePlace } from "../../archive/types.ts";
import { risesTo, shouldNotify } from "./notify.ts";
import type { Difference, EventContext, Judged, NotificationContext, PanelStep } from "./types.ts";
import { verdictsAt } from "../../archive/index.ts";

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

/** An event before its sentence. */
export interface Reasoned {
  event: Omit<CaseEvent, "text">;
  /** What changed, as a clause. */
  what: string;
  /** Of the difference, where nothing of the candidate's own is behind it. */
  parts?: readonly string[];
}

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

/** Where no row and no class of its own is behind it: the first of the other causes, else a panel's. */
export function causeWithout({ others, steps }: EventContext): Cause {
  const step = steps.find(({ diff }) => diff !== null) ?? steps[0];
  const unknown = { old: null, new: null, date: null };
  return (
    others[0]?.cause ??
    (step === undefined ? { source: "software", name: "panelist", ...unknown } : panelCause(step))
  );
}

export function ruleOf(
  type: EventType,
  { direction, before, after }: Difference,
): Pick<CaseEvent, "priority" | "rule"> {
  if (type === "family_changed") return { priority: "high", rule: "RE-07" };
  if (type === "phenotype_rank") {
    const [was, is] = [before, after].map((place) => (place?.rank ?? Infinity) <= 10);
    return { priority: is === true && was !== true ? "medium" : "low", rule: "RE-08" };
  }
  if (type === "threshold") return { priority: "low", rule: "RE-05" };
  if (type === "rules_changed")
    return { priority: risesTo(2, before, after) ? "high" : "low", rule: "RE-09" };
  if (type === "method") return { priority: "low", rule: "RE-09" };
  if (type === "evidence_changed") return { priority: "low", rule: "RE-06" };
  if (["frequency_changed", "consequence_changed", "dosage_changed"].includes(type))
    return { priority: risesTo(2, before, after) ? "high" : "low", rule: "RE-06" };
  const high = direction === "up" && (after?.tier ?? 9) <= 2 && (before?.tier ?? 9) > 2;
  return { priority: high ? "high" : direction === "neutral" ? "low" : "medium", rule: "RE-03" };
}

export function placeChangeText(
  before: CandidatePlace | null,
  after: CandidatePlace | null,
): string {
  const say = (place: CandidatePlace): string =>
    place.tier === null
      ? `listed as ${place.list ?? ""}`
      : `tier ${place.tier}, rank ${place.rank ?? "?"}`;
  if (after === null)
    return `no longer a candidate${before === null ? "" : ` (was ${say(before)})`}`;
  if (before !== null && say(before) === say(after)) return `${say(after)} (unchanged)`;
  return before === null ? `now ${say(after)}` : `${say(after)} (was ${say(before)})`;
}
