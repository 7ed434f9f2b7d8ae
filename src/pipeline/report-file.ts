/** `panelist report`: a report that was written earlier in, the same for people out. */
import { statSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { ToolError } from "../core/errors.ts";
import { DEFAULT_POLICY } from "../core/policy.ts";
import { openOutput, policyDigest, streamOutput } from "../report/index.ts";
import { idsOf, refuseNhsNumbers } from "./for-people.ts";

export interface ReportOptions {
  /** report.json, or the folder of --out-dir. */
  source: string;
  /** run.json of the same run; null: not given. */
  run: string | null;
  links: boolean;
  allowNhsNumbers: boolean;
}

/** Writes it, whole or not at all. @throws ToolError as `reportFromFile`; E_OUTPUT, E_IO */
export async function writeReport(
  options: ReportOptions,
  to: { output: string | null; version: string; stdout: NodeJS.WritableStream },
): Promise<void> {
  const text = await reportFromFile(options, to.version);
  if (to.output === null || to.output === "-") {
    const output = streamOutput(to.stdout);
    await output.write(text);
    await output.finish();
    return;
  }
  const output = await openOutput(to.output);
  try {
    await output.write(text);
    await output.commit();
  } catch (error) {
    await output.abort();
    throw error;
  }
}

/** @throws ToolError E_INPUT_MISSING; E_REPORT: not what it claims to be, or of another run */
export async function reportFromFile(options: ReportOptions, version: string): Promise<string> {
  const { checkedReport, checkedRun, refuseOtherRun } = await import("../report/checked/index.ts");
  const path = fileOf(options.source);
  const report = checkedReport(await readJson(path), path);
  const run = options.run === null ? null : checkedRun(await readJson(options.run), options.run);
  if (run !== null && options.run !== null) refuseOtherRun(report, run, options.run);
  if (!options.allowNhsNumbers) refuseNhsNumbers(idsOf(report));
  const { countsOf, htmlReport } = await import("../report/html/index.ts");
  return htmlReport({
    report,
    counts: run === null ? null : countsOf(run.counts),
    policy:
      run?.policy ?? (policyDigest(DEFAULT_POLICY) === report.policyDigest ? DEFAULT_POLICY : null),
    run,
    history: null,
    links: options.links,
    version,
  });
}

function fileOf(source: string): string {
  return statSync(source, { throwIfNoEntry: false })?.isDirectory() === true
    ? join(source, "report.json")
    : source;
}

async function readJson(path: string): Promise<unknown> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (cause) {
    throw new ToolError("E_INPUT_MISSING", `cannot be read: ${(cause as Error).message}`, {
      path,
      cause,
    });
  }
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new ToolError("E_REPORT", "is not JSON", { path, cause });
  }
}
