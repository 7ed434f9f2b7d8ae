/** Events that concern no variant: the case as a whole, and genes that its annotation never names. Pure. */
import { marked, panelCause, notifies } from "./event-context.ts";
import type { EventContext, PanelStep } from "./types.ts";
import type { CaseEvent, EventType } from "../../archive/types.ts";

/** An event of a panel's step that leads to no place in the ranks. */
function stepEvent(
  context: EventContext,
  step: PanelStep,
  what: Pick<CaseEvent, "type" | "gene" | "old" | "new" | "priority" | "text">,
): CaseEvent {
  const said = {
    type: what.type,
    case: context.case,
    run: context.run,
    date: context.date,
    candidateId: null,
    gene: what.gene,
    variants: [],
    old: what.old,
    new: what.new,
    cause: panelCause(step),
    before: null,
    after: null,
    direction: "neutral" as const,
    priority: what.priority,
    rule: "RE-03",
    text: what.text,
  };
  return marked({ ...said, notify: notifies(said, context, { panel: step.new }) }, context);
}

function stepOf(gene: string, { steps }: EventContext): PanelStep | undefined {
  return steps.find(({ diff }) =>
    diff?.changes.some((change) => "override" in change && change.gene === gene),
  );
}

/** DEC-17: genes that turned green and that the annotation of the case never names. */
export function notNamedEvents(genes: readonly string[], context: EventContext): CaseEvent[] {
  return genes.flatMap((gene): CaseEvent[] => {
    const step = stepOf(gene, context);
    if (step === undefined) return [];
    const text = `${gene} is green on ${step.new.name} ${step.new.panelVersion ?? ""}, and the annotation of this case never names it: a fresh one could tell (archive reannotate)`;
    const said = { type: "gene_not_in_annotation", gene, old: null, new: "green" } as const;
    return [stepEvent(context, step, { ...said, priority: "medium", text })];
  });
}

/** Genes that turned green and of which too little was sequenced, whether or not they have a candidate. */
export function notCoveredEvents(
  genes: readonly { gene: string; words: string }[],
  context: EventContext,
): CaseEvent[] {
  return genes.flatMap(({ gene, words }): CaseEvent[] => {
    const step = stepOf(gene, context);
    if (step === undefined) return [];
    const text = `${gene} is green on ${step.new.name} ${step.new.panelVersion ?? ""}, and in this case ${words}: nothing found there says little`;
    const said = { type: "gene_not_covered", gene, old: null, new: words } as const;
    return [stepEvent(context, step, { ...said, priority: "medium", text })];
  });
}

/** What concerns the case as a whole: rules that lead nowhere, panels that are called otherwise. */
export function caseEvents(context: EventContext): CaseEvent[] {
  return context.steps.flatMap((step): CaseEvent[] => {
    const [old, newer] = [step.old, step.new].map((p) =>
      `${p.name} ${p.panelVersion ?? ""}`.trim(),
    );
    return happened(step).map(([type, text]) => {
      const priority = type === "rule_unresolved" ? "high" : "low";
      const versions = { old: old ?? null, new: newer ?? null };
      return stepEvent(context, step, { type, gene: null, ...versions, priority, text });
    });
  });
}

function happened({ old, new: newer, rule }: PanelStep): [EventType, string][] {
  const kept = `${old.name} ${old.panelVersion ?? ""} stays in use`;
  if (old.resolved && !newer.resolved)
    return [["rule_unresolved", `the rule '${rule}' leads to no panel any more; ${kept}`]];
  const leads = `leads to ${newer.id} ${newer.name} now`;
  const version = `${newer.name} ${newer.panelVersion ?? ""}`;
  const isSame = old.id === newer.id;
  const all: [holds: boolean, EventType, string][] = [
    [
      !old.resolved && newer.resolved,
      "rule_resolved",
      `the rule '${rule}' leads to ${newer.name} again`,
    ],
    [!isSame, "panel_retired", `'${rule}' was ${old.id} ${old.name}, and ${leads}`],
    [
      isSame && old.name !== newer.name,
      "panel_renamed",
      `panel ${old.id} was ${old.name}, is ${newer.name}`,
    ],
    [
      newer.signedOff !== null && newer.signedOff !== old.signedOff,
      "panel_signed_off",
      `${version} was signed off on ${newer.signedOff}`,
    ],
  ];
  return all.flatMap(([holds, type, text]) => (holds ? [[type, text]] : []));
}
