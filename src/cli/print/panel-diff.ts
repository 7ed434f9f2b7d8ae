/** What `panels diff` prints: a difference as text for people, as TSV, and as JSON. */
import { counted } from "../../core/counted.ts";
import { groupedBy } from "../../core/grouped.ts";
import type {
  Change,
  Effect,
  GeneState,
  PanelDiff,
  PanelRef,
  PanelState,
  RegionState,
  StrState,
} from "../../panel/diff/types.ts";
import type { TableFormat } from "../values.ts";
import { type Columns, columnsText, jsonText, linesText } from "./lines.ts";

export function panelDiffText(diff: PanelDiff, format: TableFormat): string {
  if (format === "json") return jsonText(diff);
  return format === "tsv" ? columnsText(COLUMNS, diff.changes) : forPeople(diff);
}

const COLUMNS: Columns<Change> = [
  ["panel_id", (change) => change.panel.id],
  ["panel", (change) => change.panel.name],
  ["old_version", (change) => change.panel.old_version],
  ["new_version", (change) => change.panel.new_version],
  ["type", (change) => change.type],
  ["effect", (change) => change.effect],
  ["gene", (change) => change.gene],
  ["hgnc_id", (change) => change.hgnc_id],
  ["name", nameOf],
  ["old", (change) => side(change, "old")],
  ["new", (change) => side(change, "new")],
  ["old_confidence", (change) => confidenceOf(change, "old")],
  ["new_confidence", (change) => confidenceOf(change, "new")],
  ["grch37", (change) => place(change, "grch37")],
  ["grch38", (change) => place(change, "grch38")],
  ["override", overrideText],
];

/** Of a repeat or region, whose gene may be null or another word. */
function nameOf(change: Change): string | null {
  if (change.type !== "str_changed" && change.type !== "region_changed") return null;
  return (change.new ?? change.old)?.name ?? null;
}

function confidenceOf(change: Change, which: "old" | "new"): string | null {
  const state = change[which];
  return state !== null && "confidence" in state ? state.confidence : null;
}

/** Where the thing lies: on the new side, else on the old one. */
function place(change: Change, build: "grch37" | "grch38"): string | null {
  for (const state of [change.new, change.old])
    if (state !== null && build in state) {
      const text = (state as GeneState)[build];
      if (text !== null) return text;
    }
  return null;
}

function overrideText(change: Change): string | null {
  if (!("override" in change) || change.override === null) return null;
  const { reason, author, date } = change.override;
  return `${reason} (${author}, ${date})`;
}

/** What differs, in few words: the field that the type is about. */
function side(change: Change, which: "old" | "new"): string | null {
  const state = change[which];
  return state === null ? null : FIELDS[change.type].told(state);
}

function modeText(state: GeneState): string {
  return state.mode_of_inheritance === "" ? `mode ${state.mode}` : state.mode_of_inheritance;
}

function places(state: { grch37: string | null; grch38: string | null }): string {
  return `GRCh37 ${state.grch37 ?? "none"}, GRCh38 ${state.grch38 ?? "none"}`;
}

function strText(state: StrState): string {
  const units = `${state.repeated_sequence} normal to ${state.normal_repeats ?? "?"}, pathogenic from ${state.pathogenic_repeats ?? "?"}`;
  return `${state.confidence}, ${units}, ${places(state)}`;
}

function regionText(state: RegionState): string {
  const scores = `haploinsufficiency ${state.haploinsufficiency_score ?? "?"}, triplosensitivity ${state.triplosensitivity_score ?? "?"}`;
  const overlap = `overlap ${state.required_overlap_percentage ?? "?"} %`;
  return `${state.confidence}, ${state.type_of_variants}, ${scores}, ${overlap}, ${places(state)}`;
}

function panelText({ id, name }: PanelState): string {
  return `${name} (${id})`;
}

const HEADINGS: readonly (readonly [Effect, string])[] = [
  ["widens", "widens what can be reported"],
  ["narrows", "narrows what can be reported"],
  ["neutral", "does not change what can be reported"],
];

function forPeople(diff: PanelDiff): string {
  const lines = [`${diff.old.label} -> ${diff.new.label}`, ""];
  const byPanel = groupedBy(diff.changes, ({ panel }) => panel);
  for (const [panel, changes] of byPanel) {
    lines.push(`${panel.name} (${panel.id})${versions(panel)}`);
    for (const [effect, heading] of HEADINGS) {
      const some = changes.filter((change) => change.effect === effect);
      if (some.length === 0) continue;
      lines.push(`  ${heading}:`);
      for (const change of some) lines.push(`    ${sentence(change)}`);
    }
    lines.push("");
  }
  for (const { panel, fields } of diff.not_compared)
    lines.push(
      `not compared, because one side does not give it: ${fields.join(", ")} of ${panel.name} (${panel.id})`,
    );
  const same =
    diff.compared.length -
    [...byPanel.keys()].filter((panel) => diff.compared.includes(panel)).length;
  if (diff.old.panels + diff.new.panels > 2)
    lines.push(
      `${counted(diff.old.panels, "panel")} before, ${diff.new.panels} after, ${diff.compared.length} on both sides, ${same} of them without a change`,
    );
  const { widens, narrows, neutral } = diff.effects;
  const total = widens + narrows + neutral;
  lines.push(
    total === 0
      ? "no change"
      : `${counted(total, "change")}: ${widens} widen, ${narrows} narrow, ${neutral} neutral`,
  );
  return linesText(lines.map((line) => line.replaceAll("\t", " ")));
}

function versions(panel: PanelRef): string {
  if (panel.old_version === null && panel.new_version === null) return "";
  return `: ${panel.old_version ?? "no version"} -> ${panel.new_version ?? "no version"}`;
}

interface Field {
  word: string;
  told: (state: NonNullable<Change["new"]>) => string | null;
}

/** The states of a change of a type are all of one kind. */
function field<State extends NonNullable<Change["new"]>>(
  word: string,
  told: (state: State) => string | null,
): Field {
  return { word, told: (state) => told(state as State) };
}

const atLength = (state: GeneState): string => `${state.confidence}, ${modeText(state)}`;
const confidence = (state: GeneState): string => state.confidence;

const FIELDS: Record<Change["type"], Field> = {
  gene_added: field("added", atLength),
  gene_removed: field("removed", atLength),
  gene_renamed: field("symbol", (gene: GeneState) => gene.symbol),
  gene_to_green: field("to green", confidence),
  gene_from_green: field("from green", confidence),
  gene_confidence: field("confidence", confidence),
  moi_changed: field("mode of inheritance", modeText),
  mop_changed: field("mode of pathogenicity", (gene: GeneState) => gene.mode_of_pathogenicity),
  penetrance_changed: field("penetrance", (gene: GeneState) => gene.penetrance),
  location_changed: field("coordinates", (gene: GeneState) => places(gene)),
  transcript_changed: field("transcript", (gene: GeneState) => gene.transcript),
  str_changed: field("repeat", strText),
  region_changed: field("region", regionText),
  panel_signed_off: field("signed off", (panel: PanelState) => panel.signed_off),
  panel_retired: field("panel retired", panelText),
  panel_renamed: field("panel renamed", panelText),
  panel_merged: field("panel merged", panelText),
  panel_added: field("panel added", panelText),
};

/** `TRDN: to green: amber -> green`. */
function sentence(change: Change): string {
  const subject = nameOf(change) ?? change.gene;
  const before = side(change, "old");
  const after = side(change, "new");
  const what =
    subject === null ? FIELDS[change.type].word : `${subject}: ${FIELDS[change.type].word}`;
  const isWhole = change.old === null || change.new === null;
  const values = isWhole
    ? (after ?? before ?? "")
    : `${before === null || before === "" ? "none" : before} -> ${after === null || after === "" ? "none" : after}`;
  const note = overrideText(change);
  return `${what}: ${values}${note === null ? "" : ` [local: ${note}]`}`;
}
