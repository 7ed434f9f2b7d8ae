/** Events that concern no variant: the case as a whole, and genes missing from its annotation. Pure. */
import { marked, panelCause, notifies } from "./event-context.ts";
import type { EventContext, PanelStep } from "./types.ts";
import type { CaseEvent, EventType, Provenance } from "../../archive/types.ts";
import type { WithdrawnRelease } from "../forward.ts";

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
    const text = `${gene} is green on ${step.new.name} ${step.new.panelVersion ?? ""}, but this case's annotation never names it; a fresh annotation may (archive reannotate)`;
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
    const text = `${gene} is green on ${step.new.name} ${step.new.panelVersion ?? ""}, but in this case ${words}; a negative result there means little`;
    const said = { type: "gene_not_covered", gene, old: null, new: words } as const;
    return [stepEvent(context, step, { ...said, priority: "medium", text })];
  });
}

const RULE_OF = {
  panel: "RE-03",
  clinvar: "RE-02",
  inhouse: "RE-02",
  hpo: "RE-08",
  "gene-facts": "RE-06",
} as const;

type Withdrawable = keyof typeof RULE_OF;

function isWithdrawable(kind: string): kind is Withdrawable {
  return kind in RULE_OF;
}

/**
 * DEC-30: what the last run used was withdrawn since, and the case is back at the release before. Always loud:
 * somebody said that the release is wrong.
 * @param now what this run uses in its place
 */
export function withdrawnEvents(
  withdrawn: readonly WithdrawnRelease[],
  now: Provenance,
  context: EventContext,
): CaseEvent[] {
  return withdrawn.flatMap(({ kind, name, release, said }): CaseEvent[] => {
    // An event's cause has one word for all tables of genes.
    const source = kind === "gene-diseases" ? "gene-facts" : kind;
    if (!isWithdrawable(source)) return [];
    const instead = releaseNow(source, name, now);
    const place =
      instead === null ? "the case continues without it" : `the case now uses ${instead}`;
    return [
      wholeCase(context, {
        type: "release_withdrawn",
        old: release,
        new: instead,
        cause: { source, name, old: release, new: instead, date: said.date },
        rule: RULE_OF[source],
        text: `the last run used ${name} ${release}, which ${said.by} withdrew (${said.why}); ${place}`,
      }),
    ];
  });
}

function releaseNow(kind: Withdrawable, name: string, now: Provenance): string | null {
  if (kind === "panel")
    return now.panels.find((p) => `${p.id} ${p.name}` === name)?.panelVersion ?? null;
  if (kind === "hpo") return now.hpo?.release ?? null;
  const used = kind === "gene-facts" ? (now.geneFacts ?? []) : now.classifications;
  return used.find(({ source }) => source === name)?.release ?? null;
}

/**
 * DEC-31: terms of the patient that HPO no longer knows: they count for nothing until somebody mends them.
 * @param before the release of the last run; null: none
 */
export function retiredEvents(
  terms: readonly string[],
  before: string | null,
  release: string,
  context: EventContext,
): CaseEvent[] {
  return terms.map((term) =>
    wholeCase(context, {
      type: "term_retired",
      old: term,
      new: null,
      cause: { source: "hpo", name: "HPO", old: before, new: release, date: null },
      rule: "RE-08",
      text: `HPO ${release} no longer has the patient's term ${term}, so it is left out of the scores; correct the terms with archive set`,
    }),
  );
}

/** Of the case as a whole, and never silent while somebody works on it. */
function wholeCase(
  context: EventContext,
  said: Pick<CaseEvent, "type" | "old" | "new" | "cause" | "rule" | "text">,
): CaseEvent {
  const { case: id, run, date, status } = context;
  const event = { case: id, run, date, candidateId: null, gene: null, variants: [], ...said };
  const rank = { before: null, after: null, direction: "neutral", priority: "high" } as const;
  return marked({ ...event, ...rank, notify: status !== "closed" }, context);
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
      // Another panel asks another question, whoever changed it.
      if (type === "panel_retired")
        return wholeCase(context, {
          type,
          ...versions,
          cause: panelCause(step),
          rule: "RE-03",
          text,
        });
      return stepEvent(context, step, { type, gene: null, ...versions, priority, text });
    });
  });
}

function happened({ old, new: newer, rule }: PanelStep): [EventType, string][] {
  const kept = `${old.name} ${old.panelVersion ?? ""} stays in use`;
  if (old.resolved && !newer.resolved)
    return [["rule_unresolved", `the panel for '${rule}' can no longer be found; ${kept}`]];
  const leads = `is now ${newer.id} ${newer.name}`;
  const version = `${newer.name} ${newer.panelVersion ?? ""}`;
  const isSame = old.id === newer.id;
  const all: [holds: boolean, EventType, string][] = [
    [
      !old.resolved && newer.resolved,
      "rule_resolved",
      `the panel for '${rule}' can be found again: ${newer.name}`,
    ],
    [!isSame, "panel_retired", `'${rule}' was ${old.id} ${old.name}, and ${leads}`],
    [
      isSame && old.name !== newer.name,
      "panel_renamed",
      `panel ${old.id} was renamed from ${old.name} to ${newer.name}`,
    ],
    [
      newer.signedOff !== null && newer.signedOff !== old.signedOff,
      "panel_signed_off",
      `${version} was signed off on ${newer.signedOff}`,
    ],
  ];
  return all.flatMap(([holds, type, text]) => (holds ? [[type, text]] : []));
}
