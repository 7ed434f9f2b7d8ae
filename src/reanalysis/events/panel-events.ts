/** Events of a candidate whose gene's rows changed on its panels (RE-03). Pure. */
import type { GeneChange, GeneState } from "../../panel/diff/index.ts";
import { baseOf, panelCause, ruleOf, notifies, type Reasoned } from "./event-context.ts";
import type { Difference, EventContext, PanelStep } from "./types.ts";
import type { EventType } from "../../archive/types.ts";

/** Of several changes of a gene the one that says most. */
const WEIGHT: readonly EventType[] = [
  "gene_to_green",
  "gene_from_green",
  "gene_confidence",
  "moi_changed",
  "mop_changed",
  "panel_row_changed",
];

/** It moved the gene, and not only its row. */
export function movesGene(first: Reasoned | undefined): boolean {
  return first !== undefined && WEIGHT.indexOf(first.event.type) <= WEIGHT.indexOf("moi_changed");
}

/** The changes of the gene's rows, the one that says most first. */
export function panelEvents(difference: Difference, context: EventContext): Reasoned[] {
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
        old: stateText(row.old, row),
        new: stateText(row.new, row),
        cause: panelCause(step),
        ...ruleOf(type, difference),
      };
      const { name, panelVersion } = step.new;
      return {
        event: { ...event, notify: notifies(event, context, { difference, panel: step.new }) },
        what: `${event.new ?? "no longer listed"} on ${name} ${panelVersion ?? ""} (${event.old ?? "not listed"} on ${step.old.panelVersion ?? "the previous version"})`,
      };
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

function typeOf({ type, old, new: newer }: GeneChange): EventType {
  switch (type) {
    case "gene_to_green":
    case "gene_from_green":
    case "gene_confidence":
    case "moi_changed":
    case "mop_changed":
      return type;
    case "gene_added":
      return newer?.confidence === "green" ? "gene_to_green" : "gene_confidence";
    case "gene_removed":
      return old?.confidence === "green" ? "gene_from_green" : "gene_confidence";
    default:
      return "panel_row_changed";
  }
}

/** Colour and mode of a row, and what the change is of beside them. */
function stateText(state: GeneState | null, change: GeneChange): string | null {
  if (state === null) return null;
  const more = change.old === null || change.new === null ? undefined : MORE[change.type];
  return [
    `${state.confidence}, ${state.mode.replaceAll("_", " ")}`,
    ...(more?.(state, change) ?? []),
  ].join(", ");
}

const MORE: Partial<
  Record<GeneChange["type"], (state: GeneState, change: GeneChange) => string[]>
> = {
  gene_renamed: ({ symbol }) => [`named ${symbol}`],
  // PanelApp's words may differ where the mode is one to us.
  moi_changed: ({ mode_of_inheritance: words }, { old, new: newer }) =>
    old?.mode === newer?.mode ? [words] : [],
  mop_changed: ({ mode_of_pathogenicity: words }) => [
    `mode of pathogenicity ${words === "" ? "not given" : `"${words}"`}`,
  ],
  penetrance_changed: ({ penetrance }) => [`penetrance ${penetrance}`],
  location_changed: ({ grch37, grch38 }) => [
    `at ${grch37 ?? "no place"} (GRCh37), ${grch38 ?? "no place"} (GRCh38)`,
  ],
  transcript_changed: ({ transcript }) => [`transcript ${transcript ?? "not given"}`],
};
