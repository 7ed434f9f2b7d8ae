/** The outputs for people: what they are made from, and the ids that they must not show. */
import { ToolError } from "../core/errors.ts";
import type { AnalysisResult } from "../rank/types.ts";
import { answerDigest } from "./decisions.ts";
import { reportDocument } from "./json.ts";
import { nhsNumberIn } from "./nhs/index.ts";
import type { RunRecord } from "./run.ts";
import type { ReportDocument } from "./types.ts";

/** The report of a run that has just ended. Without clock and command line: the same input, the same bytes. */
export async function htmlOfRun(
  result: AnalysisResult,
  run: RunRecord,
  links: boolean,
): Promise<string> {
  const { countsOf, htmlReport } = await import("./html/index.ts");
  const report = reportDocument(result);
  return htmlReport({
    report,
    basis: { case: null, run: answerDigest(report) },
    counts: countsOf(run.counts),
    policy: run.policy,
    run: null,
    history: null,
    links,
    version: run.tool.version,
  });
}

/** @throws ToolError E_USAGE: an id looks like an NHS number */
export function refuseNhsNumbers(ids: readonly string[]): void {
  for (const id of ids) {
    const found = nhsNumberIn(id);
    if (found === null) continue;
    throw new ToolError(
      "E_USAGE",
      // The log of a site must not hold it either.
      "the id of a family, sample or case, or a label, looks like an NHS number",
      { hint: "Use pseudonyms, since reports are shared, or add --allow-nhs-numbers." },
    );
  }
}

/** Everything in a report that names a person, or may. */
export function idsOf({
  family,
  proband,
  labels = {},
}: Pick<ReportDocument, "family" | "proband" | "labels">): string[] {
  const people = family.people.map((person) => person.id);
  return [family.id, proband, ...people, ...Object.values(labels)];
}
