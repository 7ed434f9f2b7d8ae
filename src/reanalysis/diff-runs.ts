/** `panelist diff`: differences between the results of any two runs, from an archive or from `analyse`. */
import { statSync } from "node:fs";
import { join } from "node:path";
import type { RunFile } from "../archive/types.ts";
import { differencesOf } from "./events/differences.ts";
import type { Difference } from "./events/types.ts";
import { alleleKey } from "../core/allele.ts";
import { ToolError } from "../core/errors.ts";
import { parseJson } from "../core/json.ts";
import { liftedReport } from "../core/report-lift.ts";
import { LIMITS } from "../core/limits.ts";
import { readText } from "../io/read-text.ts";
import { refuseMixedSet } from "../report/index.ts";
import type { ReportDocument } from "../report/types.ts";

export interface RunDiff {
  schema: "panelist.run-diff";
  version: 1;
  old: string;
  new: string;
  /** Whose versions differ; null: not used. */
  panels: { id: string; old: string | null; new: string | null }[];
  policy: { old: string; new: string };
  /** Why an answer is not complete: what is gone or new may be what was not read. */
  incomplete: { old: string[]; new: string[] };
  differences: RunDifference[];
}

export interface RunDifference extends Omit<Difference, "candidate"> {
  gene: string;
  variants: string[];
}

/**
 * @param before a report (`analyse --format json`), the folder of `--out-dir`, or a run of an archive
 * @throws ToolError E_INPUT_MISSING, E_USAGE: something else; E_REPORT: a folder that is no whole set
 */
export async function diffRuns(before: string, after: string): Promise<RunDiff> {
  const [old, newer] = await Promise.all([readReport(before), readReport(after)]);
  return {
    schema: "panelist.run-diff",
    version: 1,
    old: before,
    new: after,
    panels: panelChanges(old, newer),
    policy: { old: old.policyDigest, new: newer.policyDigest },
    incomplete: { old: textsOf(old.incomplete), new: textsOf(newer.incomplete) },
    differences: differencesOf(old, newer).map(({ candidate, ...rest }) => ({
      ...rest,
      gene: candidate.gene.symbol,
      variants: candidate.variants.map(alleleKey),
    })),
  };
}

function textsOf(warnings: ReportDocument["incomplete"]): string[] {
  return warnings.map(({ text }) => text);
}

function panelChanges(old: ReportDocument, newer: ReportDocument): RunDiff["panels"] {
  const ids = new Set([...old.panels, ...newer.panels].map((panel) => panel.id));
  const versionIn = ({ panels }: ReportDocument, id: string): string | null => {
    const panel = panels.find((p) => p.id === id);
    return panel === undefined ? null : (panel.version ?? panel.digest.slice(0, 12));
  };
  return [...ids]
    .map((id) => ({ id, old: versionIn(old, id), new: versionIn(newer, id) }))
    .filter((change) => change.old !== change.new);
}

async function readReport(given: string): Promise<ReportDocument> {
  const isFolder = statSync(given, { throwIfNoEntry: false })?.isDirectory() ?? false;
  const path = isFolder ? join(given, "report.json") : given;
  if (isFolder) refuseMixedSet(given, "report.json");
  const text = await readText(path, LIMITS.unpackedBytes);
  const document = parseJson(
    text,
    (message, cause) =>
      new ToolError("E_USAGE", `is not JSON: ${message}`, { path, cause, hint: HINT }),
  ) as Partial<ReportDocument> | Partial<RunFile> | null;
  const report =
    document?.schema === "panelist.archive-run" ? (document as RunFile).report : document;
  if (report?.schema === "panelist.report") return liftedReport(report) as ReportDocument;
  throw new ToolError("E_USAGE", "is not a run file", { path, hint: HINT });
}

const HINT =
  "Give report.json, the folder made by --out-dir, or runs/<n>.json of an archived case.";
