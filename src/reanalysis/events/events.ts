/** From differences in a case and changes in knowledge to events with their causes. Pure. */
import { alleleKey } from "../../core/allele.ts";
import type { ReportDocument } from "../../report/types.ts";
import {
  classificationType,
  classifiedText,
  forGene,
  genesText,
  statementTexts,
} from "./classified.ts";
import {
  baseOf,
  causeWithout,
  marked,
  placeChangeText,
  ruleOf,
  notifies,
  type Reasoned,
} from "./event-context.ts";
import type { Difference, EventContext, OtherCause } from "./types.ts";
import type {
  CaseEvent,
  ClassificationChange,
  Classified,
  EventType,
} from "../../archive/types.ts";
import { OF_THE_OTHERS } from "./differences.ts";
import { movesGene, panelEvents } from "./panel-events.ts";
import { verdictsAt } from "../../archive/index.ts";

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
 * One event for a difference, whatever many causes it has: a class that weighs on a report; else the one that wakes
 * somebody, else the panel's where it moved the gene, else the classification that weighs most, else the panel's row,
 * else the rest. Its text names what else changed of the gene and its alleles.
 */
function candidateEvent(difference: Difference, context: EventContext): CaseEvent {
  const byPanel = panelEvents(difference, context);
  const byClass = difference.candidate.variants
    .flatMap((variant) =>
      (context.classified?.(variant) ?? []).map((change) =>
        classificationEvent(difference, context, change, variant),
      ),
    )
    .sort((a, b) => PRIORITY.indexOf(a.event.priority) - PRIORITY.indexOf(b.event.priority));
  const moved = movesGene(byPanel[0]);
  const own = moved ? [...byPanel, ...byClass] : [...byClass, ...byPanel];
  const verdicts = verdictsAt(context.verdicts ?? [], difference.candidate);
  // RE-02: a report may have been issued on it.
  const ofReport = context.status === "solved" || verdicts.some(({ kind }) => kind === "reported");
  const others = otherEvents(difference, context);
  // Which of several causes it was is not known: a rise that the gene's own do not wake for may be another's.
  const raising = others.filter(mayRaise);
  const wakes = [...(ofReport ? byClass : []), ...own, ...raising];
  const chosen = wakes.find(({ event }) => event.notify) ?? own[0] ?? others[0];
  const movesTier = difference.before?.tier !== difference.after?.tier;
  const told = worded(chosen, own.length > 0 && movesTier ? [...own, ...raising] : own);
  const event = withCoverage(moved ? told : asPartner(told, difference, context), context);
  return marked(verdicts.length === 0 ? event : { ...event, verdicts }, context);
}

/** The event's sentence, with what else changed of the gene and its alleles. */
function worded({ event, what, parts = [] }: Reasoned, all: readonly Reasoned[]): CaseEvent {
  const { gene, variants, before, after } = event;
  const also = new Set(all.map((one) => one.what).filter((other) => other !== what));
  const said = [what, ...[...also].map((other) => `also ${other}`)].join("; ");
  const differing = parts.length === 0 ? "" : ` (${parts.join(", ")})`;
  return {
    ...event,
    text: `${gene} ${variants.join(" with ")}: ${said}; ${placeChangeText(before, after)}${differing}`,
  };
}

/** What of the case as a whole may lift a candidate into the upper tiers, whatever else changed of its gene. */
function mayRaise({ event: { type, cause } }: Reasoned): boolean {
  return MAY_RAISE.has(type) && cause.source !== "panel";
}

const MAY_RAISE: ReadonlySet<EventType> = new Set([
  "rules_changed",
  "family_changed",
  "frequency_changed",
  "consequence_changed",
  "dosage_changed",
  "panel_row_changed",
]);

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
 * gene and the candidate keeps its rank, or another candidate was counted, there is nothing to tell.
 */
export function eventsOf(differences: readonly Difference[], context: EventContext): CaseEvent[] {
  return differences
    .filter(({ parts }) => parts.length !== 1 || parts[0] !== OF_THE_OTHERS)
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
  told: ClassificationChange,
  variant: Variant,
): Reasoned {
  const base = baseOf(difference, context);
  const change = forGene(told, difference.candidate.gene.symbol, difference.direction);
  const type = classificationType(change);
  const weighs = type === "clinvar_up" || type === "clinvar_down" || type === "inhouse_changed";
  const event = {
    ...base,
    type,
    ...statementTexts(told),
    cause: {
      source: told.kind,
      name: told.source,
      old: told.oldRelease,
      new: told.newRelease,
      date: told.newRelease,
    },
    priority: weighs ? ("high" as const) : ("low" as const),
    rule: type === "clinvar_up" ? "RE-01" : "RE-02",
  };
  const notify = notifies(event, context, { difference, change });
  const more = [
    ...(base.variants.length > 1 ? [alleleKey(variant)] : []),
    // Which counts where the store says nothing.
    ...(told.new === null && variant.clinvar?.origin === "info"
      ? [`the file itself says ${classifiedText(variant.clinvar) ?? ""}`]
      : []),
  ];
  const inBrackets = more.length === 0 ? "" : ` (${more.join("; ")})`;
  return { event: { ...event, notify }, what: `${changeOf(told, change, event)}${inBrackets}` };
}

type Variant = Difference["candidate"]["variants"][number];

/** What a source's classification was, and is. */
function changeOf(
  told: ClassificationChange,
  ofGene: ClassificationChange,
  { gene, old, new: now }: Pick<CaseEvent, "gene" | "old" | "new">,
): string {
  const { source } = told;
  if (told.old !== null && ofGene.old === null)
    return `${source} now names ${gene ?? ""}: ${now ?? ""} (before: ${old ?? ""}${genesOf(told.old, old)})`;
  if (told.new !== null && ofGene.new === null)
    return `${source} no longer names ${gene ?? ""}: ${now ?? ""}${genesOf(told.new, now)} (before: ${old ?? ""})`;
  if (old === null) return `now ${now ?? "listed"} in ${source}`;
  return now === null ? `no longer ${old} in ${source}` : `${source} changed from ${old} to ${now}`;
}

/** Where the text does not tell them. */
function genesOf(said: Classified, text: string | null): string {
  const genes = genesText(said);
  return text?.endsWith(genes) === true ? "" : `, ${genes}`;
}

/** No row and no class of its own changed: the policy, the program, the evidence around, or another gene's row. The likeliest first. */
function otherEvents(difference: Difference, context: EventContext): [Reasoned, ...Reasoned[]] {
  const causes = fitting(difference, context.others);
  const ofPhenotype = ({ type }: OtherCause): boolean => type === "phenotype_rank";
  // Another version of the program under the same rules gives the same answer, if anything else changed.
  const likely = causes.filter(({ type }) => type !== "method");
  const likeliest =
    likely.find((cause) => ofPhenotype(cause) === isOfPhenotype(difference)) ??
    likely[0] ??
    causes[0];
  const rest = causes.filter((cause) => cause !== likeliest);
  return [
    otherEvent(difference, context, likeliest),
    ...rest.map((cause) => otherEvent(difference, context, cause)),
  ];
}

function otherEvent(
  difference: Difference,
  context: EventContext,
  other: OtherCause | undefined,
): Reasoned {
  const base = baseOf(difference, context);
  const step = context.steps.find((s) => s.diff !== null) ?? context.steps[0];
  const type: EventType = other?.type ?? (step === undefined ? "method" : "panel_row_changed");
  const cause = other?.cause ?? causeWithout(context);
  const says = other?.says ?? null;
  const event = { ...base, type, old: null, new: says, cause, ...ruleOf(type, difference) };
  // Of what is said of all panels' genes none is signed off.
  const panel = other === undefined ? (step?.new ?? null) : null;
  const notify = notifies(event, context, { difference, panel });
  const what = `${other?.what ?? WHAT[type] ?? "the panel"} changed${says === null ? "" : ` (${says})`}`;
  return { event: { ...event, notify }, what, parts: difference.parts };
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
