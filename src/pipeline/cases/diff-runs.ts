/** `panelist diff`: what differs between the answers of any two runs, of an archive or of `analyse`. */
import { statSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { differencesOf, type Difference, type Place, type RunFile } from "../../archive/index.ts";
import { ToolError } from "../../core/errors.ts";
import { counted } from "../../core/counted.ts";
import type { ReportDocument } from "../../report/model.ts";

type DiffFormat = "text" | "tsv" | "json";

/**
 * @param before a report (`analyse --format json`), the folder of `--out-dir`, or a run of an archive
 * @throws ToolError E_INPUT_MISSING, E_USAGE: something else
 */
export async function diffRuns(before: string, after: string, format: DiffFormat): Promise<string> {
  const [old, young] = await Promise.all([readReport(before), readReport(after)]);
  const differences = differencesOf(old, young);
  const panels = panelChanges(old, young);
  if (format === "json") {
    const document = {
      schema: "panelist.run-diff",
      version: 1,
      old: before,
      new: after,
      panels,
      policy: { old: old.policyDigest, new: young.policyDigest },
      differences: differences.map(({ candidate, ...rest }) => ({
        ...rest,
        gene: candidate.gene.symbol,
        variants: variantsOf(candidate),
      })),
    };
    return `${JSON.stringify(document, null, 2)}\n`;
  }
  const rows = differences.map((difference) => rowOf(difference));
  if (format === "tsv") return [HEAD, ...rows].map((cells) => `${cells.join("\t")}\n`).join("");
  const lines = [
    ...panels.map(
      (panel) => `panel ${panel.id}: ${panel.old ?? "not used"} -> ${panel.new ?? "not used"}`,
    ),
    ...(old.policyDigest === young.policyDigest ? [] : ["the policies differ"]),
    ...rows.map((cells) => cells.join("  ")),
    counted(differences.length, "difference"),
  ];
  return lines.map((line) => `${line}\n`).join("");
}

const HEAD = ["direction", "gene", "variants", "before", "after", "what", "candidate"];

function rowOf({ candidate, before, after, direction, parts, candidateId }: Difference): string[] {
  const what = before === null ? "new" : after === null ? "gone" : parts.join(",");
  return [
    direction,
    candidate.gene.symbol,
    variantsOf(candidate).join(","),
    placeText(before),
    placeText(after),
    what,
    candidateId,
  ];
}

function placeText(place: Place | null): string {
  if (place === null) return ".";
  return place.tier === null ? (place.list ?? ".") : `tier ${place.tier} rank ${place.rank ?? "?"}`;
}

function variantsOf({ variants }: Difference["candidate"]): string[] {
  return variants.map((v) => `${v.chrom}:${v.pos}:${v.ref}:${v.alt}`);
}

function panelChanges(
  old: ReportDocument,
  young: ReportDocument,
): { id: string; old: string | null; new: string | null }[] {
  const ids = new Set([...old.panels, ...young.panels].map((panel) => panel.id));
  const versionIn = ({ panels }: ReportDocument, id: string): string | null => {
    const panel = panels.find((p) => p.id === id);
    return panel === undefined ? null : (panel.version ?? panel.digest.slice(0, 12));
  };
  return [...ids]
    .map((id) => ({ id, old: versionIn(old, id), new: versionIn(young, id) }))
    .filter((change) => change.old !== change.new);
}

async function readReport(given: string): Promise<ReportDocument> {
  const isFolder = statSync(given, { throwIfNoEntry: false })?.isDirectory() ?? false;
  const path = isFolder ? join(given, "report.json") : given;
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (cause) {
    const { message } = cause as Error;
    throw new ToolError("E_INPUT_MISSING", `cannot be read: ${message}`, { path, cause });
  }
  let document: Partial<ReportDocument> | Partial<RunFile>;
  try {
    document = JSON.parse(text) as typeof document;
  } catch (cause) {
    throw new ToolError("E_USAGE", "is not JSON", { path, cause, hint: HINT });
  }
  if (document.schema === "panelist.report") return document as ReportDocument;
  if (document.schema === "panelist.archive-run") return (document as RunFile).report;
  throw new ToolError("E_USAGE", "is no run", { path, hint: HINT });
}

const HINT = "give report.json, the folder of --out-dir, or runs/<n>.json of a case in an archive";
