/** From differences in a case and changes in knowledge to events with their causes. Pure. */
import { alleleKey } from "../../core/allele.ts";
import type { ReportDocument } from "../../report/types.ts";
import { classificationType, classifiedText } from "./classified.ts";
import {
  baseOf,
  causeWithout,
  marked,
  placeChangeText,
  ruleOf,
  notifies,
} from "./event-context.ts";
import type { Difference, EventContext, OtherCause } from "./types.ts";
import type { CaseEvent, ClassificationChange, EventType } from "../../archive/types.ts";
import { movesGene, panelEvents } from "./panel-events.ts";
import { verdictsAt } from "../../archive/index.ts";

/** A release says more of the alleles around (PM5, PM1) or of the gene: evidence, no class. */
const NEIGHBOURS: OtherCause = {
  type: "evidence_changed",
  cause: { source: "clinvar", name: "ClinVar", old: null, new: null, date: null },
};

const WHAT: Partial<Record<EventType, string>> = {
  family_changed: "the family",
  phenotype_rank: "the phenotype match",
  rules_changed: "panelist's rules",
  threshold: "the policy",
  method: "the method",
  evidence_changed: "the supporting evidence",
  frequency_changed: "the values from declared sources",
  consequence_changed: "the transcripts",
  dosage_changed: "what ClinGen says of dosage",
};

/**
 * One event for a difference, whatever many causes it has: the one that wakes somebody, else the panel's
 * where it moved the gene, else the classification that weighs most, else the panel's row, else the rest.
 */
export function candidateEvent(difference: Difference, context: EventContext): CaseEvent {
  const byPanel = panelEvents(difference, context);
  const byClass = difference.candidate.variants
    .flatMap((variant) => context.classified?.(variant) ?? [])
    .map((change) => classificationEvent(difference, context, change))
    .sort((a, b) => PRIORITY.indexOf(a.priority) - PRIORITY.indexOf(b.priority));
  const moved = movesGene(byPanel[0]);
  const ordered = moved ? [...byPanel, ...byClass] : [...byClass, ...byPanel];
  const other = otherEvent(difference, context);
  // A rise that no knowledge wakes for may be that of mended rules (DEC-52).
  const rules = other.type === "rules_changed" ? [other] : [];
  const found = [...ordered, ...rules].find((one) => one.notify) ?? ordered[0] ?? other;
  const event = withCoverage(moved ? found : asPartner(found, difference, context), context);
  const verdicts = verdictsAt(context.verdicts ?? [], difference.candidate);
  return marked(verdicts.length === 0 ? event : { ...event, verdicts }, context);
}

/** A second allele may have been missed where too little was sequenced. */
function withCoverage(event: CaseEvent, { coverage }: EventContext): CaseEvent {
  const words = event.gene === null || event.after === null ? null : coverage?.(event.gene);
  if (words === null || words === undefined) return event;
  return { ...event, text: `${event.text}; ${event.gene}: ${words}` };
}

/**
 * RE-04: an allele that counts now pairs with one that stood alone, or in another pair. The cause is what
 * brought it.
 */
function asPartner(event: CaseEvent, difference: Difference, context: EventContext): CaseEvent {
  const { before, after, candidate } = difference;
  const { shown } = context;
  if (
    event.type === "rules_changed" ||
    shown === undefined ||
    before !== null ||
    after === null ||
    event.variants.length !== 2
  )
    return event;
  const known = event.variants.filter((allele) => shown(candidate.gene.symbol, allele));
  const [partner] = event.variants.filter((allele) => !known.includes(allele));
  if (known.length !== 1 || partner === undefined) return event;
  const paired = {
    ...event,
    type: "new_partner" as const,
    rule: "RE-04",
    priority: event.priority === "high" ? event.priority : ("medium" as const),
    text: `${candidate.gene.symbol}: ${partner} pairs with ${known.join()}: ${event.text}`,
  };
  return { ...paired, notify: event.notify || notifies(paired, context, { difference }) };
}

/** Alleles by gene of a report, on any list. */
export function shownAlleles({
  candidates,
  untiered,
}: Pick<ReportDocument, "candidates" | "untiered">): NonNullable<EventContext["shown"]> {
  const shown = new Set(
    [...candidates, ...Object.values(untiered).flat()].flatMap(({ gene, variants }) =>
      variants.map((v) => `${gene.symbol} ${alleleKey(v)}`),
    ),
  );
  return (gene, allele) => shown.has(`${gene} ${allele}`);
}

/**
 * An event for each difference that is one: where the patient's terms alone say a little more or less of a
 * gene and the candidate keeps its rank, there is nothing to tell.
 */
export function eventsOf(differences: readonly Difference[], context: EventContext): CaseEvent[] {
  return differences
    .map((difference) => candidateEvent(difference, context))
    .filter(
      ({ type, before, after }) =>
        type !== "phenotype_rank" ||
        before?.rank !== after?.rank ||
        before?.tier !== after?.tier ||
        before?.list !== after?.list,
    );
}

const PRIORITY: readonly CaseEvent["priority"][] = ["high", "medium", "low"];

function classificationEvent(
  difference: Difference,
  context: EventContext,
  change: ClassificationChange,
): CaseEvent {
  const base = baseOf(difference, context);
  const type = classificationType(change);
  const weighs = type === "clinvar_up" || type === "clinvar_down" || type === "inhouse_changed";
  const event = {
    ...base,
    type,
    old: classifiedText(change.old),
    new: classifiedText(change.new),
    cause: {
      source: change.kind,
      name: change.source,
      old: change.oldRelease,
      new: change.newRelease,
      date: change.newRelease,
    },
    priority: weighs ? ("high" as const) : ("low" as const),
    rule: type === "clinvar_up" ? "RE-01" : "RE-02",
  };
  return {
    ...event,
    notify: notifies(event, context, { difference, change }),
    text: `${base.gene} ${base.variants.join(" with ")}: ${changeOf(change.source, event)}; ${placeChangeText(base.before, base.after)}`,
  };
}

/** What a source's classification was, and is. */
function changeOf(source: string, { old, new: now }: Pick<CaseEvent, "old" | "new">): string {
  if (old === null) return `now ${now ?? "listed"} in ${source}`;
  return now === null ? `no longer ${old} in ${source}` : `${source} changed from ${old} to ${now}`;
}

/** No row and no class of its own changed: the policy, the program, the evidence around, or another gene's row. */
function otherEvent(difference: Difference, context: EventContext): CaseEvent {
  const base = baseOf(difference, context);
  const others = fitting(difference, [
    ...context.others,
    ...(context.classified === null ? [] : [NEIGHBOURS]),
  ]);
  const other =
    (isOfPhenotype(difference)
      ? others.find(({ type }) => type === "phenotype_rank")
      : others.find(({ type }) => type !== "phenotype_rank")) ?? others[0];
  const step = context.steps.find((s) => s.diff !== null) ?? context.steps[0];
  const type: EventType = other?.type ?? (step === undefined ? "method" : "panel_row_changed");
  const cause = other?.cause ?? causeWithout(context);
  const parts = difference.parts.join(", ");
  const says = other?.says ?? null;
  const event = { ...base, type, old: null, new: says, cause, ...ruleOf(type, difference) };
  const what = WHAT[type] ?? "the panel";
  return {
    ...event,
    notify: notifies(event, context, { difference, panel: step?.new ?? null }),
    text: `${base.gene} ${base.variants.join(" with ")}: ${what} changed${says === null ? "" : ` (${says})`}; ${placeChangeText(base.before, base.after)}${parts === "" ? "" : ` (${parts})`}`,
  };
}

/** What structural variants are judged by comes first for a candidate with one, and is no cause of another's. */
function fitting({ candidate }: Difference, others: readonly OtherCause[]): readonly OtherCause[] {
  const own = others.filter(({ ofEvents }) => ofEvents === true);
  const general = others.filter(({ ofEvents }) => ofEvents !== true);
  if (candidate.variants.some(({ kind }) => kind === "event")) return [...own, ...general];
  return general.length === 0 ? own : general;
}

/** Nothing but what the patient's terms say of the gene, and what follows from it. */
function isOfPhenotype({ parts }: Difference): boolean {
  const own = ["phenotype", "score", "scoreParts", "flags", "variants"];
  return parts.includes("phenotype") && parts.every((part) => own.includes(part));
}
