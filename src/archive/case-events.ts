/** Events that concern no variant: the case as a whole, and genes that its annotation never names. Pure. */
import { marked, panelCause, wakes, type EventContext } from "./event-context.ts";
import type { CaseEvent, EventType } from "./model.ts";

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
