/**
 * A run in a few fields (`panelist.summary`, version 1; docs/schemas/summary.schema.json), for a laboratory
 * system. Without clock, path and thread count, as the answer itself.
 */
import type { z } from "zod";
import { indented } from "../core/pretty-json.ts";
import type { AnalysisResult } from "../rank/types.ts";
import { answerDigest } from "./decisions.ts";
import { reportDocument } from "./json.ts";
import type { RunDocument, RunRecord } from "./run.ts";
import type * as schema from "./schema.ts";

type SummaryDocument = z.infer<typeof schema.summarySchema>;

/** What is asked of a record, or of a case's run. */
interface SummarisedRun {
  tool: { version: string };
  counts: Pick<RunRecord["counts"], "candidatesByTier" | "untiered" | "withheld">;
  inputs: readonly { role: string; digest: { kind: string; sha256: string } | null }[];
}

/**
 * Its text.
 * @param about the case's name, and events that are open; null: it has none
 * @param outputs the files of the answer
 */
export function summaryJson(
  about: Pick<SummaryDocument, "case" | "openEvents">,
  result: AnalysisResult,
  { tool, counts, inputs }: SummarisedRun,
  outputs: NonNullable<RunDocument["outputs"]>,
): string {
  const quality = { passed: 0, warning: 0, failed: 0, not_checked: 0 };
  for (const { outcome } of result.sampleChecks) quality[outcome] += 1;
  const codes = (warnings: AnalysisResult["warnings"]): string[] =>
    [...new Set(warnings.map(({ code }) => code))].sort();
  const summary: SummaryDocument = {
    schema: "panelist.summary",
    version: 1,
    case: about.case,
    family: result.family.id,
    proband: result.proband,
    labels: result.labels ?? {},
    program: tool.version,
    assembly: result.assembly,
    complete: result.complete,
    incomplete: codes(result.incomplete),
    tiers: counts.candidatesByTier,
    untiered: counts.untiered,
    withheld: counts.withheld,
    ranking: result.ranking && {
      order: result.ranking.order,
      shortlist: result.ranking.shortlist?.candidates ?? null,
      convincing: result.ranking.chances?.convincing ?? null,
    },
    quality,
    warnings: codes(result.warnings),
    openEvents: about.openEvents,
    digests: {
      answer: answerDigest(reportDocument(result)),
      policy: result.policyDigest,
      inputs: inputs.flatMap(({ role, digest }) => (digest === null ? [] : [{ role, ...digest }])),
      panels: result.panels.map(({ id: panel, version, digest }) => ({
        id: panel,
        version,
        digest,
      })),
      knowledge: result.knowledge ?? [],
      outputs: outputs.map(({ name, sha256 }) => ({ name, sha256 })),
    },
  };
  return `${indented(summary, "")}\n`;
}
