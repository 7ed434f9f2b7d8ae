/** From differences of a case and changes of knowledge to events with their causes. Pure. */
import { DEFAULT_POLICY, type Policy } from "../core/policy.ts";
import type { GeneChange, GeneState, PanelDiff } from "../panel/diff/index.ts";
import type { ReportDocument } from "../report/model.ts";
import type { Difference } from "./differences.ts";
import { classificationType, classifiedText } from "./classified.ts";
import type {
  CaseEvent,
  CaseStatus,
  Cause,
  ClassificationChange,
  EventType,
  HumanVerdict,
  Place,
  UsedPanel,
} from "./model.ts";
import { shouldNotify, type Hearing, type Judged } from "./notify.ts";
import { saidOf } from "./verdicts.ts";

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
  type: "family_changed" | "phenotype_rank" | "threshold" | "method" | "evidence_changed";
  cause: Cause;
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

interface Allele {
  chrom: string;
  pos: number;
  ref: string;
  alt: string;
}

/** Of several changes of a gene the one that says most. */
const WEIGHT: readonly EventType[] = [
  "gene_to_green",
  "gene_from_green",
  "gene_confidence",
  "moi_changed",
  "mop_changed",
  "panel_row_changed",
];

/** A release says more of the alleles around (PM5, PM1) or of the gene: evidence, no class. */
const NEIGHBOURS: OtherCause = {
  type: "evidence_changed",
  cause: { source: "clinvar", name: "ClinVar", old: null, new: null, date: null },
};

const WHAT: Partial<Record<EventType, string>> = {
  family_changed: "the family",
  phenotype_rank: "what the patient's terms say",
  threshold: "the policy",
  method: "the method",
  evidence_changed: "the evidence around",
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
  const [row] = byPanel;
  const moved = row !== undefined && WEIGHT.indexOf(row.type) <= WEIGHT.indexOf("moi_changed");
  const ordered = moved ? [...byPanel, ...byClass] : [...byClass, ...byPanel];
  const found = ordered.find((one) => one.notify) ?? ordered[0] ?? otherEvent(difference, context);
  const event = moved ? found : asPartner(found, difference, context);
  const verdicts = saidOf(context.verdicts ?? [], difference.candidate);
  return marked(verdicts.length === 0 ? event : { ...event, verdicts }, context);
}

/**
 * RE-04: an allele that counts now pairs with one that stood alone, or in another pair. The cause is what
 * brought it.
 */
function asPartner(event: CaseEvent, difference: Difference, context: EventContext): CaseEvent {
  const { before, after, candidate } = difference;
  const { shown } = context;
  if (shown === undefined || before !== null || after === null || event.variants.length !== 2)
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
  return { ...paired, notify: event.notify || wakes(paired, context, { difference }) };
}

/** Alleles by gene of a report, on any list. */
export function shownAlleles({
  candidates,
  untiered,
}: Pick<ReportDocument, "candidates" | "untiered">): NonNullable<EventContext["shown"]> {
  const shown = new Set(
    [...candidates, ...Object.values(untiered).flat()].flatMap(({ gene, variants }) =>
      variants.map((v) => `${gene.symbol} ${v.chrom}:${v.pos}:${v.ref}:${v.alt}`),
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

/** What is found in somebody who has died is for the family. */
function marked(event: CaseEvent, { status }: EventContext): CaseEvent {
  return status === "deceased" ? { ...event, mark: "family" } : event;
}

/** Does it wake somebody? */
function wakes(
  event: Judged,
  context: EventContext,
  cause: Partial<Pick<Hearing, "panel" | "change">> & { difference?: Difference },
): boolean {
  const { panel = null, change = null, difference } = cause;
  const verdicts = context.verdicts ?? [];
  return shouldNotify(event, {
    status: context.status,
    policy: context.notify ?? DEFAULT_POLICY.notify,
    panel,
    change,
    candidate: difference?.candidate ?? null,
    said: difference === undefined ? [] : saidOf(verdicts, difference.candidate),
    anyReported: verdicts.some(({ kind }) => kind === "reported"),
  });
}

const PRIORITY: readonly CaseEvent["priority"][] = ["high", "medium", "low"];

type Base = Pick<
  CaseEvent,
  "case" | "run" | "date" | "candidateId" | "gene" | "variants" | "before" | "after" | "direction"
>;

/** What every event of a difference says. */
function baseOf(
  { candidate, before, after, direction, candidateId }: Difference,
  context: EventContext,
): Base {
  return {
    case: context.case,
    run: context.run,
    date: context.date,
    candidateId,
    gene: candidate.gene.symbol,
    variants: candidate.variants.map((v) => `${v.chrom}:${v.pos}:${v.ref}:${v.alt}`),
    before,
    after,
    direction,
  };
}

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
    notify: wakes(event, context, { difference, change }),
    text: `${change.source} says ${event.new ?? "nothing any more"} of ${base.gene} ${base.variants.join(" with ")}, said ${event.old ?? "nothing"}: ${placeText(base.before, base.after)}`,
  };
}

/** The changes of the gene's rows, the one that says most first. */
function panelEvents(difference: Difference, context: EventContext): CaseEvent[] {
  const base = baseOf(difference, context);
  const { symbol, hgncId } = difference.candidate.gene;
  return context.steps
    .flatMap((step) =>
      geneChanges(step, symbol, hgncId).map((row) => ({ step, row, type: typeOf(row) })),
    )
    .sort((a, b) => WEIGHT.indexOf(a.type) - WEIGHT.indexOf(b.type))
    .map(({ step, row, type }) => {
      const event = {
        ...base,
        type,
        old: stateText(row.old),
        new: stateText(row.new),
        cause: panelCause(step),
        ...ruleOf(type, difference),
      };
      const { name, panelVersion } = step.new;
      return {
        ...event,
        notify: wakes(event, context, { difference, panel: step.new }),
        text: `${symbol} is ${event.new ?? "no longer"} on ${name} ${panelVersion ?? ""}, was ${event.old ?? "not"} on ${step.old.panelVersion ?? "the one before"}: ${base.variants.join(" with ")} ${placeText(base.before, base.after)}`,
      };
    });
}

/** No row and no class of its own changed: the policy, the program, the evidence around, or another gene's row. */
function otherEvent(difference: Difference, context: EventContext): CaseEvent {
  const base = baseOf(difference, context);
  const others = [...context.others, ...(context.classified === null ? [] : [NEIGHBOURS])];
  const other =
    (isOfPhenotype(difference)
      ? others.find(({ type }) => type === "phenotype_rank")
      : others.find(({ type }) => type !== "phenotype_rank")) ?? others[0];
  const step = context.steps.find((s) => s.diff !== null) ?? context.steps[0];
  const type: EventType = other?.type ?? (step === undefined ? "method" : "panel_row_changed");
  const cause: Cause =
    other?.cause ??
    (step === undefined
      ? { source: "software", name: "panelist", old: null, new: null, date: null }
      : panelCause(step));
  const parts = difference.parts.join(", ");
  const event = { ...base, type, old: null, new: null, cause, ...ruleOf(type, difference) };
  const what = WHAT[type] ?? "the panel";
  return {
    ...event,
    notify: wakes(event, context, { difference, panel: step?.new ?? null }),
    text: `${what} changed: ${base.gene} ${base.variants.join(" with ")} ${placeText(base.before, base.after)}${parts === "" ? "" : ` (${parts})`}`,
  };
}

/** Nothing but what the patient's terms say of the gene, and what follows from it. */
function isOfPhenotype({ parts }: Difference): boolean {
  const own = ["phenotype", "score", "scoreParts", "flags", "variants"];
  return parts.includes("phenotype") && parts.every((part) => own.includes(part));
}

/** DEC-17: genes that turned green and that the annotation of the case never names. */
export function notNamedEvents(genes: readonly string[], context: EventContext): CaseEvent[] {
  return genes.flatMap((gene): CaseEvent[] => {
    const step = context.steps.find(({ diff }) =>
      diff?.changes.some((change) => "override" in change && change.gene === gene),
    );
    if (step === undefined) return [];
    const said = {
      type: "gene_not_in_annotation" as const,
      case: context.case,
      run: context.run,
      date: context.date,
      candidateId: null,
      gene,
      variants: [],
      old: null,
      new: "green",
      cause: panelCause(step),
      before: null,
      after: null,
      direction: "neutral" as const,
      priority: "medium" as const,
      rule: "RE-03",
      text: `${gene} is green on ${step.new.name} ${step.new.panelVersion ?? ""}, and the annotation of this case never names it: a fresh one could tell (archive reannotate)`,
    };
    return [marked({ ...said, notify: wakes(said, context, { panel: step.new }) }, context)];
  });
}

/** What concerns the case as a whole: rules that lead nowhere, panels that are called otherwise. */
export function caseEvents(context: EventContext): CaseEvent[] {
  return context.steps.flatMap((step): CaseEvent[] => {
    const event = (type: EventType, priority: CaseEvent["priority"], text: string): CaseEvent => {
      const said = {
        type,
        case: context.case,
        run: context.run,
        date: context.date,
        candidateId: null,
        gene: null,
        variants: [],
        old: `${step.old.name} ${step.old.panelVersion ?? ""}`.trim(),
        new: `${step.new.name} ${step.new.panelVersion ?? ""}`.trim(),
        cause: panelCause(step),
        before: null,
        after: null,
        direction: "neutral" as const,
        priority,
        rule: "RE-03",
        text,
      };
      const notify = wakes(said, context, { panel: step.new });
      return marked({ ...said, notify }, context);
    };
    const { old, new: young, rule } = step;
    if (old.resolved && !young.resolved)
      return [
        event(
          "rule_unresolved",
          "high",
          `the rule '${rule}' leads to no panel any more; ${old.name} ${old.panelVersion ?? ""} stays in use`,
        ),
      ];
    const events: CaseEvent[] = [];
    if (!old.resolved && young.resolved)
      events.push(event("rule_resolved", "low", `the rule '${rule}' leads to ${young.name} again`));
    if (old.id !== young.id)
      events.push(
        event(
          "panel_retired",
          "low",
          `'${rule}' was ${old.id} ${old.name}, and leads to ${young.id} ${young.name} now`,
        ),
      );
    else if (old.name !== young.name)
      events.push(
        event("panel_renamed", "low", `panel ${old.id} was ${old.name}, is ${young.name}`),
      );
    if (young.signedOff !== null && young.signedOff !== old.signedOff)
      events.push(
        event(
          "panel_signed_off",
          "low",
          `${young.name} ${young.panelVersion ?? ""} was signed off on ${young.signedOff}`,
        ),
      );
    return events;
  });
}

function geneChanges({ diff }: PanelStep, symbol: string, hgncId: string | null): GeneChange[] {
  return (diff?.changes ?? []).flatMap((change) => {
    if (!("override" in change)) return [];
    const same =
      hgncId !== null && change.hgnc_id !== null
        ? change.hgnc_id === hgncId
        : change.gene === symbol || change.old?.symbol === symbol;
    return same ? [change] : [];
  });
}

function typeOf({ type, old, new: young }: GeneChange): EventType {
  switch (type) {
    case "gene_to_green":
    case "gene_from_green":
    case "gene_confidence":
    case "moi_changed":
    case "mop_changed":
      return type;
    case "gene_added":
      return young?.confidence === "green" ? "gene_to_green" : "gene_confidence";
    case "gene_removed":
      return old?.confidence === "green" ? "gene_from_green" : "gene_confidence";
    default:
      return "panel_row_changed";
  }
}

function stateText(state: GeneState | null): string | null {
  return state === null ? null : `${state.confidence}, ${state.mode.replaceAll("_", " ")}`;
}

function panelCause(step: PanelStep): Cause {
  const { id, name, signedOff } = step.new;
  return {
    source: "panel",
    name: `${id} ${name}`,
    old: step.old.panelVersion,
    new: step.new.panelVersion,
    date: signedOff,
  };
}

function ruleOf(
  type: EventType,
  { direction, before, after }: Difference,
): Pick<CaseEvent, "priority" | "rule"> {
  if (type === "family_changed") return { priority: "high", rule: "RE-07" };
  if (type === "phenotype_rank") return { priority: "low", rule: "RE-08" };
  if (type === "threshold") return { priority: "low", rule: "RE-05" };
  if (type === "method") return { priority: "low", rule: "RE-09" };
  if (type === "evidence_changed") return { priority: "low", rule: "RE-06" };
  const high = direction === "up" && (after?.tier ?? 9) <= 2 && (before?.tier ?? 9) > 2;
  return { priority: high ? "high" : direction === "neutral" ? "low" : "medium", rule: "RE-03" };
}

function placeText(before: Place | null, after: Place | null): string {
  const say = (place: Place): string =>
    place.tier === null
      ? `listed as ${place.list ?? ""}`
      : `tier ${place.tier}, rank ${place.rank ?? "?"}`;
  if (after === null)
    return `no longer a candidate${before === null ? "" : ` (was ${say(before)})`}`;
  return `now ${say(after)}${before === null ? "" : `, was ${say(before)}`}`;
}
