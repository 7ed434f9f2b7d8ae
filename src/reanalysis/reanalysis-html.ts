/** A re-analysis as a page for people: what it found, case by case, and what it could not do. */
import { htmlArchive, type ArchiveRun } from "../report/html/index.ts";
import { caseInArchive, changeOf, nameOf } from "./case-history.ts";
import type { Reanalysis } from "./reanalyse.ts";

/**
 * @param ids the cases that were asked for
 * @throws ToolError where a case cannot be read
 */
export function reanalysisHtml(
  result: Reanalysis,
  ids: readonly string[],
  version: string,
): string {
  const unreadable = new Set(result.failed.map((failed) => failed.case));
  const cases = ids
    .filter((id) => !unreadable.has(id))
    .map((id) => {
      const known = caseInArchive(result.archive, id);
      const stated = result.events.filter((event) => event.case === id);
      return { ...known, changes: stated.map((event) => changeOf(event, known.assembly)) };
    });
  return htmlArchive(
    { name: nameOf(result.archive), cases, held: result.counts.left, run: runOf(result) },
    { version },
  );
}

const lateText = (run: number): string =>
  `what run ${run} found is shown only now, because no page or table that showed it was finished`;

function runOf({
  date,
  dryRun,
  counts,
  panels,
  unapproved,
  offRule,
  late = [],
  notes = [],
  needsOriginal,
  notNamed,
  keptBefore,
  failed,
}: Reanalysis): ArchiveRun {
  const { cases, changed, unchanged, untouched, left } = counts;
  return {
    date: date.slice(0, 10),
    dryRun,
    counts: { cases, changed, unchanged, untouched, failed: counts.failed, left },
    panels: panels.map((step) => ({ ...step, changes: step.counts })),
    unapproved: unapproved ?? [],
    offRule: offRule ?? [],
    notes: [...late.map(({ case: id, run }) => ({ case: id, text: lateText(run) })), ...notes],
    needsOriginal,
    notNamed,
    keptBefore: keptBefore.length,
    failed: failed.map(({ case: id, code, message }) => ({ case: id, why: `${code}: ${message}` })),
  };
}
