/** What a case cannot answer (DEC-20): a run that can answer more or less than the last one is another result. */
import type { Dataset } from "../archive/types.ts";
import { isLacking } from "../core/warnings.ts";
import type { PanelGenes } from "../panel/types.ts";
import type { ReportDocument } from "../report/types.ts";
import { notAssessed } from "../analysis/not-assessed.ts";
import { emptyResult } from "../scan/index.ts";

type Limits = Pick<ReportDocument, "notAssessed" | "warnings">;

/** Both runs lack the same. */
export function sameLimits(before: Limits, after: Limits): boolean {
  const [old, newer] = [before, after].map(({ notAssessed: list, warnings }) => [
    ...list.map(nameOf),
    ...warnings.filter(isLacking).map(({ text }) => text),
  ]);
  return isSameSet(old ?? [], newer ?? []);
}

/** What the run after it newly cannot assess, in one sentence; none: nothing. */
export function newLimits(before: Limits, after: Limits): string[] {
  const known = new Set(before.notAssessed.map(nameOf));
  const added = after.notAssessed.filter((one) => !known.has(nameOf(one)));
  if (added.length === 0) return [];
  const said = added.slice(0, MOST).map(({ subject, detail }) => `${subject} (${detail})`.trim());
  const more = added.length > MOST ? [`${added.length - MOST} more`] : [];
  return [`newly not assessed: ${[...said, ...more].join("; ")}`];
}

const MOST = 10;

function nameOf({ what, subject }: Limits["notAssessed"][number]): string {
  return `${what} ${subject}`;
}

function isSameSet(a: readonly string[], b: readonly string[]): boolean {
  const known = new Set(b);
  return a.length === b.length && a.every((one) => known.has(one));
}

/**
 * Do other panels ask what the case cannot answer, whatever its records: repeats, regions, genes where it has no
 * data? Coverage and the annotation's names are asked elsewhere.
 */
export function otherLimits(before: PanelGenes, after: PanelGenes, dataset: Dataset): boolean {
  const [old, newer] = [before, after].map((table) => ofPanels(table, dataset).map(nameOf));
  return !isSameSet(old ?? [], newer ?? []);
}

function ofPanels(
  table: PanelGenes,
  { chromosomes, unnamed = [] }: Dataset,
): ReturnType<typeof notAssessed> {
  const wanted = new Set(unnamed);
  const genesWithRecords = table.genes.flatMap(({ symbol }, i) =>
    wanted.has(symbol.toUpperCase()) ? [i] : [],
  );
  return notAssessed({
    headers: [],
    table,
    scanned: { ...emptyResult(0), genesWithRecords },
    present: new Set(chromosomes),
    unannotated: false,
    small: true,
    clinvar: true,
    coverage: null,
    frequency: true,
    events: null,
    proband: 0,
    splicing: true,
    notCoding: null,
  });
}
