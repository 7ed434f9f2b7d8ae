/** `archive show --format summary`: one case in a few fields, as the `summary.json` of a run. */
import { inArchive, readRun, runNumbers } from "../archive/index.ts";
import type { CaseEvent, HumanVerdict } from "../archive/types.ts";
import { alleleKey } from "../core/allele.ts";
import { countCandidates, resultOf, summaryJson } from "../report/index.ts";
import type { ShownCase } from "./show.ts";

/** The text of the document (`panelist schema summary`). */
export function caseSummary(archive: string, { case: file, run, verdicts }: ShownCase): string {
  const folder = inArchive.case(archive, file.id);
  const told = runNumbers(folder).flatMap((number) => readRun(folder, number).events);
  const openEvents = told.filter((event) => event.notify && !isDecided(event, verdicts)).length;
  const kept = file.datasets.find(({ number }) => number === run.dataset)?.digests ?? {};
  const inputs = Object.values(kept).map((sha256) => ({
    role: "kept",
    digest: { kind: "full", sha256 },
  }));
  const result = resultOf(run.report);
  const counts = countCandidates(result);
  return summaryJson({ case: file.id, openEvents }, result, { tool: run.tool, counts, inputs }, []);
}

/** On each of its variants somebody has decided since. What is told of the case as a whole stays open. */
function isDecided(event: CaseEvent, verdicts: readonly HumanVerdict[]): boolean {
  const day = event.date.slice(0, 10);
  return (
    event.variants.length > 0 &&
    event.variants.every((name) =>
      verdicts.some((verdict) => verdict.date >= day && alleleKey(verdict) === name),
    )
  );
}
