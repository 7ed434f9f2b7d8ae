/** What `diff` prints: for people, for tables, for programs. */
import type { CandidatePlace } from "../../archive/types.ts";
import { counted } from "../../core/counted.ts";
import type { RunDiff, RunDifference } from "../../reanalysis/diff-runs.ts";
import type { TableFormat } from "../values.ts";
import { jsonText, linesText, tabbed } from "./lines.ts";

const HEAD = ["direction", "gene", "variants", "before", "after", "what", "candidate"];

export function runDiffText(diff: RunDiff, format: TableFormat): string {
  if (format === "json") return jsonText(diff);
  const { panels, policy, incomplete, differences } = diff;
  const rows = differences.map(differenceRow);
  if (format === "tsv") return tabbed([HEAD, ...rows]);
  return linesText([
    ...panels.map(
      (panel) => `panel ${panel.id}: ${panel.old ?? "not used"} -> ${panel.new ?? "not used"}`,
    ),
    ...incomplete.old.map((text) => `${diff.old}: RESULT INCOMPLETE: ${text}`),
    ...incomplete.new.map((text) => `${diff.new}: RESULT INCOMPLETE: ${text}`),
    ...(policy.old === policy.new ? [] : ["the policies differ"]),
    ...rows.map((cells) => cells.join("  ")),
    counted(differences.length, "difference"),
  ]);
}

function differenceRow(difference: RunDifference): string[] {
  const { gene, variants, before, after, direction, parts, candidateId } = difference;
  const what = before === null ? "new" : after === null ? "gone" : parts.join(",");
  return [
    direction,
    gene,
    variants.join(","),
    placeText(before),
    placeText(after),
    what,
    candidateId,
  ];
}

function placeText(place: CandidatePlace | null): string {
  if (place === null) return ".";
  return place.tier === null ? (place.list ?? ".") : `tier ${place.tier} rank ${place.rank ?? "?"}`;
}
