/** A report and the record of its run, each validated against its schema, and checked against each other. */
import { statSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { ZodType } from "zod";
import { faultText } from "../../core/document-fault.ts";
import { isMissing, isTooLong, ToolError } from "../../core/errors.ts";
import { parseJson } from "../../core/json.ts";
import { liftedReport, liftedRun } from "../../core/report-lift.ts";
import { answerDigest } from "../decisions.ts";
import type { ReportDocument } from "../json.ts";
import type { RunDocument } from "../run.ts";
import { reportSchema, runSchema } from "../schema.ts";
import { refuseChangedRecord, refuseMixedSet } from "../set.ts";

/**
 * @param source report.json, or the folder of --out-dir
 * @param runPath run.json of the same run; undefined: none is read
 * @throws ToolError E_INPUT_MISSING; E_LIMIT; E_REPORT: not what it claims to be, of another run, or of a folder
 * that is no whole set
 * @returns `digest`: of the answer (answerDigest)
 */
export async function readReport(
  source: string,
  runPath: string | undefined,
): Promise<{ report: ReportDocument; run: RunDocument | null; digest: string }> {
  const path = fileOf(source);
  if (path !== source) refuseMixedSet(source, REPORT);
  const json = parsed(await textOf(path), path);
  const report = checked(liftedReport(json), reportSchema, path);
  const digest = answerDigest(json as object);
  if (runPath === undefined) return { report, run: null, digest };
  const text = await textOf(runPath);
  const record = parsed(text, runPath);
  refuseChangedRecord(text, runPath);
  const run = checkedRun(record, runPath);
  refuseOtherRun(report, run, runPath);
  return { report, run, digest };
}

/** @throws ToolError E_REPORT */
function checkedRun(json: unknown, path: string): RunDocument {
  const { sha256: _seal, ...run } = checked(liftedRun(json), runSchema, path);
  return run;
}

const HINT = "Give report.json or the folder made by --out-dir, and run.json after --run.";

function checked<T>(json: unknown, schema: ZodType<T>, path: string): T {
  const found = schema.safeParse(json);
  if (found.success) return found.data;
  const [issue] = found.error.issues;
  throw new ToolError(
    "E_REPORT",
    issue === undefined ? "not a report" : faultText(issue, json, schema),
    { path, hint: HINT },
  );
}

/** Both are of one analysis. @throws ToolError E_REPORT */
function refuseOtherRun(report: ReportDocument, run: RunDocument, path: string): void {
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
    throw new ToolError("E_REPORT", "belongs to another run", {
      path,
      hint: "Give the run.json that was written with this report.",
    });
}

const REPORT = "report.json";

function fileOf(source: string): string {
  return statSync(source, { throwIfNoEntry: false })?.isDirectory() === true
    ? join(source, REPORT)
    : source;
}

async function textOf(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (cause) {
    if (isTooLong(cause))
      throw new ToolError("E_LIMIT", "the report is longer than 512 MB", {
        path,
        hint: "Use the table of the same run (--format tsv), or narrower panels.",
        cause,
      });
    const why = isMissing(cause) ? "no such file" : `cannot be read: ${(cause as Error).message}`;
    throw new ToolError("E_INPUT_MISSING", why, { path, hint: HINT, cause });
  }
}

/** @throws ToolError E_REPORT */
function parsed(text: string, path: string): unknown {
  return parseJson(
    text,
    (message, cause) =>
      new ToolError("E_REPORT", `is not JSON: ${message}`, { path, hint: HINT, cause }),
  );
}
