/** Events that concern no variant: the case as a whole, and genes that its annotation never names. Pure. */
import {
  marked,
  panelCause,
  notifies,
  type EventContext,
  type PanelStep,
} from "./event-context.ts";
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

/** DEC-17: genes that turned green and that the annotation of the case never names. */
export function notNamedEvents(genes: readonly string[], context: EventContext): CaseEvent[] {
  return genes.flatMap((gene): CaseEvent[] => {
    const step = context.steps.find(({ diff }) =>
      diff?.changes.some((change) => "override" in change && change.gene === gene),
    );
    if (step === undefined) return [];
    const text = `${gene} is green on ${step.new.name} ${step.new.panelVersion ?? ""}, and the annotation of this case never names it: a fresh one could tell (archive reannotate)`;
    return [
      stepEvent(context, step, {
        type: "gene_not_in_annotation",
        gene,
        old: null,
        new: "green",
        priority: "medium",
        text,
      }),
    ];
  });
}

/** What concerns the case as a whole: rules that lead nowhere, panels that are called otherwise. */
export function caseEvents(context: EventContext): CaseEvent[] {
  return context.steps.flatMap((step): CaseEvent[] => {
    const event = (type: EventType, priority: CaseEvent["priority"], text: string): CaseEvent =>
      stepEvent(context, step, {
        type,
        gene: null,
        old: `${step.old.name} ${step.old.panelVersion ?? ""}`.trim(),
        new: `${step.new.name} ${step.new.panelVersion ?? ""}`.trim(),
        priority,
        text,
      });
    const { old, new: newer, rule } = step;
    if (old.resolved && !newer.resolved)
      return [
        event(
          "rule_unresolved",
          "high",
          `the rule '${rule}' leads to no panel any more; ${old.name} ${old.panelVersion ?? ""} stays in use`,
        ),
      ];
    const events: CaseEvent[] = [];
    if (!old.resolved && newer.resolved)
      events.push(event("rule_resolved", "low", `the rule '${rule}' leads to ${newer.name} again`));
    if (old.id !== newer.id)
      events.push(
        event(
          "panel_retired",
          "low",
          `'${rule}' was ${old.id} ${old.name}, and leads to ${newer.id} ${newer.name} now`,
        ),
      );
    else if (old.name !== newer.name)
      events.push(
        event("panel_renamed", "low", `panel ${old.id} was ${old.name}, is ${newer.name}`),
      );
    if (newer.signedOff !== null && newer.signedOff !== old.signedOff)
      events.push(
        event(
          "panel_signed_off",
          "low",
          `${newer.name} ${newer.panelVersion ?? ""} was signed off on ${newer.signedOff}`,
        ),
      );
    return events;
  });
}
