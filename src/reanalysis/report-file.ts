/** `panelist report`: an earlier report in, the same for people out. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { answerDigestOf, inArchive } from "../archive/index.ts";
import type { DecisionBasis } from "../core/decision.ts";
import { ToolError } from "../core/errors.ts";
import { DEFAULT_POLICY, type Policy } from "../core/policy.ts";
import {
  idsOf,
  policyDigest,
  refuseNhsNumbers,
  resultOf,
  writeOneOutput,
} from "../report/index.ts";
import type { ReportDocument } from "../report/types.ts";

export interface ReportOptions {
  /** report.json, the folder of --out-dir, or an archive. */
  source: string;
  /** Of an archive: one case, at this run (absent: the latest); absent: the whole archive. */
  case?: { id: string; run?: number | undefined } | undefined;
  /** run.json of the same run. */
  run?: string | undefined;
  format: "html" | "xlsx";
  links: boolean;
  allowNhsNumbers: boolean;
}

/** Writes it, whole or not at all. @throws ToolError as `reportFromFile`; E_OUTPUT, E_IO */
export async function writeReport(
  options: ReportOptions,
  to: { output: string | undefined; version: string; stdout: NodeJS.WritableStream },
): Promise<void> {
  await writeOneOutput(to.output, to.stdout, async () => ({
    text: await reportFromFile(options, to.version),
  }));
}

/**
 * @param now of an archive: whether consent has ended is held against this day
 * @throws ToolError E_INPUT_MISSING; E_REPORT: not what it claims to be, or of another run
 */
export async function reportFromFile(
  options: ReportOptions,
  version: string,
  now: Date = new Date(),
): Promise<string | Uint8Array> {
  if (existsSync(join(options.source, "archive.json")))
    return reportFromArchive(options, version, now);
  if (options.case !== undefined)
    throw new ToolError("E_USAGE", "--case works only with an archive", { path: options.source });
  const { readReport } = await import("../report/checked/index.ts");
  const { report, run, digest } = await readReport(options.source, options.run);
  const basis = { case: null, run: digest };
  if (!options.allowNhsNumbers) refuseNhsNumbers(idsOf(report));
  if (options.format === "xlsx") return workbook(report, basis);
  const { countsOf, htmlReport } = await import("../report/html/index.ts");
  return htmlReport({
    report,
    basis,
    counts: run === null ? null : countsOf(run.counts),
    policy: run?.policy ?? defaultPolicyOf(report),
    run,
    history: null,
    links: options.links,
    version,
  });
}

async function workbook(report: ReportDocument, basis: DecisionBasis): Promise<Uint8Array> {
  const { xlsxOf } = await import("../report/xlsx/index.ts");
  return xlsxOf(resultOf(report), basis);
}

async function reportFromArchive(
  options: ReportOptions,
  version: string,
  now: Date,
): Promise<string | Uint8Array> {
  const { source, links, allowNhsNumbers } = options;
  if (options.run !== undefined)
    throw new ToolError("E_USAGE", "--run works only with a report.json", {
      hint: "Use --at <n> to see an earlier run of an archived case.",
    });
  const [{ archiveView, caseHistory }, { htmlArchive, htmlReport }] = await Promise.all([
    import("./case-history.ts"),
    import("../report/html/index.ts"),
  ]);
  if (options.case === undefined) {
    if (options.format === "xlsx")
      throw new ToolError("E_USAGE", "a workbook holds one case", { hint: "Add --case <id>." });
    const view = archiveView(source, now);
    if (!allowNhsNumbers) refuseNhsNumbers(view.cases.flatMap(({ id, labels }) => [id, labels]));
    return htmlArchive(view, { version });
  }
  const { shown, history } = caseHistory(source, options.case.id, options.case.run);
  const { report } = shown;
  const folder = inArchive.case(source, history.case);
  const basis = { case: history.case, run: answerDigestOf(folder, shown.run) };
  if (!allowNhsNumbers) refuseNhsNumbers([history.case, ...idsOf(report)]);
  if (options.format === "xlsx") return workbook(report, basis);
  return htmlReport({
    report,
    basis,
    counts: null,
    policy: defaultPolicyOf(report),
    run: null,
    history,
    links,
    version,
  });
}

/** The default policy, where the report was made by it. */
function defaultPolicyOf({ policyDigest: digest }: ReportDocument): Policy | null {
  return policyDigest(DEFAULT_POLICY) === digest ? DEFAULT_POLICY : null;
}
