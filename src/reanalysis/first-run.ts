/** The first run of a case: everything is new, nothing has changed. */
import type { CaseFile, Provenance, RunFile } from "../archive/types.ts";
import { RULES_NOW } from "../core/rules.ts";
import { reportDocument } from "../report/index.ts";
import type { Assessed } from "../analysis/assess.ts";

export function firstRun(
  file: CaseFile,
  { result, codingDeNovos }: Assessed,
  about: { date: string; tool: string; knowledge: Provenance },
): RunFile {
  const { date } = about;
  const report = reportDocument(result);
  return {
    schema: "panelist.archive-run",
    version: 3,
    case: file.id,
    run: 1,
    previous: null,
    date,
    tool: { name: "panelist", version: about.tool, rules: RULES_NOW },
    dataset: file.datasets.at(-1)?.number ?? 1,
    knowledge: about.knowledge,
    source: "distilled",
    evaluated: null,
    report,
    codingDeNovos,
    dates: Object.fromEntries(
      report.candidates.map((c) => [
        c.candidateId,
        { firstSeen: date, firstRun: 1, evidenceChanged: date },
      ]),
    ),
    ended: [],
    events: [],
  };
}
