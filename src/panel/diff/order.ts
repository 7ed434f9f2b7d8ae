/** The order of changes: by panel, then kind, then gene. It depends on the content alone. */
import { compareText } from "../../core/text.ts";
import type { Change, ChangeType } from "./types.ts";

const TYPES: readonly ChangeType[] = [
  "panel_retired",
  "panel_merged",
  "panel_added",
  "panel_renamed",
  "panel_signed_off",
  "gene_added",
  "gene_to_green",
  "gene_from_green",
  "gene_removed",
  "gene_confidence",
  "moi_changed",
  "mop_changed",
  "penetrance_changed",
  "gene_renamed",
  "location_changed",
  "transcript_changed",
  "str_changed",
  "region_changed",
];

const RANK: ReadonlyMap<ChangeType, number> = new Map(TYPES.map((type, i) => [type, i]));

/** Numbers by value and first, other ids by code. */
export function comparePanelIds(a: string, b: string): number {
  if (a === b) return 0;
  const [left, right] = [/^\d+$/.test(a), /^\d+$/.test(b)];
  if (left && right) return Number(a) - Number(b) || compareText(a, b);
  return left === right ? compareText(a, b) : left ? -1 : 1;
}

function nameOf(change: Change): string {
  if (change.type === "str_changed" || change.type === "region_changed")
    return (change.new ?? change.old)?.name ?? "";
  return change.gene ?? change.old?.id ?? "";
}

export function compareChanges(a: Change, b: Change): number {
  return (
    comparePanelIds(a.panel.id, b.panel.id) ||
    compareText(a.panel.old_version ?? "", b.panel.old_version ?? "") ||
    (RANK.get(a.type) ?? 0) - (RANK.get(b.type) ?? 0) ||
    compareText(nameOf(a), nameOf(b)) ||
    compareText(a.hgnc_id ?? "", b.hgnc_id ?? "")
  );
}
