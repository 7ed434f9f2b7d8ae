/**
 * Files that were written earlier. In: the JSON of a report, of a run. Out: the same, checked against its
 * schema. Loads zod: only where such a file is read.
 */
import type { ZodType } from "zod";
import { ToolError } from "../../core/errors.ts";
import type { ReportDocument } from "../json.ts";
import type { RunDocument } from "../run.ts";
import { reportSchema, runSchema } from "../schema.ts";

/** @throws ToolError E_REPORT: `candidates.3.tier: …` */
export function checkedReport(json: unknown, path: string): ReportDocument {
  return checked(json, reportSchema, path);
}

/** @throws ToolError E_REPORT */
export function checkedRun(json: unknown, path: string): RunDocument {
  return checked(json, runSchema, path);
}

function checked<T>(json: unknown, schema: ZodType<T>, path: string): T {
  const found = schema.safeParse(json);
  if (found.success) return found.data;
  const [issue] = found.error.issues;
  const place = issue?.path.map(String).join(".") ?? "";
  throw new ToolError("E_REPORT", `${place === "" ? "the file" : place}: ${issue?.message ?? ""}`, {
    path,
    hint: "give report.json of analyse, or the folder of --out-dir; run.json after --run",
  });
}

/** Both are of one analysis. @throws ToolError E_REPORT */
export function refuseOtherRun(report: ReportDocument, run: RunDocument, path: string): void {
  const same =
    report.policyDigest === run.policyDigest &&
    report.assembly === run.assembly &&
    report.panels.map((p) => p.digest).join() === run.panels.map((p) => p.digest).join() &&
    ([1, 2, 3] as const).every(
      (tier) =>
        run.counts.candidatesByTier[tier] ===
        report.candidates.filter((c) => c.tier === tier).length,
    );
  if (!same)
    throw new ToolError("E_REPORT", "is the record of another run", {
      path,
      hint: "give the run.json that was written with this report",
    });
}
