/** What was sequenced of each gene, as kept with a case, and how the policy rates it. */
import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { COVERAGE_FILE, inCase, readCoverage } from "../archive/index.ts";
import type { Dataset } from "../archive/types.ts";
import { geneCoverage, type GeneCoverage } from "../genes/coverage.ts";
import type { Policy } from "../core/policy.ts";
import type { TableGene } from "../panel/types.ts";

/** Its path in the archive; undefined: none is kept. @throws ToolError E_ARCHIVE: it is not what was kept */
export function coverageOf(
  folder: string,
  dataset: Pick<Dataset, "number" | "digests">,
): string | undefined {
  return readCoverage(folder, dataset) ?? undefined;
}

/** The same reads under another annotation. @returns digests with the copied file's */
export function copyCoverage(
  folder: string,
  from: Pick<Dataset, "number" | "digests">,
  to: { folder: string; dataset: Pick<Dataset, "number" | "digests"> },
): Dataset["digests"] {
  const path = coverageOf(folder, from);
  const kept = from.digests?.[COVERAGE_FILE];
  if (path === undefined || kept === undefined) return to.dataset.digests;
  copyFileSync(path, join(inCase.dataset(to.folder, to.dataset.number), COVERAGE_FILE));
  return { ...to.dataset.digests, [COVERAGE_FILE]: kept };
}

/** Of these genes those that were not adequately covered, each with how much was. */
export async function notCovered(
  folder: string,
  dataset: Pick<Dataset, "number" | "digests">,
  genes: readonly TableGene[],
  policy: Policy,
): Promise<{ gene: string; words: string }[]> {
  const path = genes.length === 0 ? undefined : coverageOf(folder, dataset);
  if (path === undefined) return [];
  const symbols = genes.map(({ symbol, otherSymbols }) => ({
    symbols: [symbol, ...otherSymbols],
    region: null,
  }));
  const found = await geneCoverage(path, symbols);
  return genes.flatMap(({ symbol }, i) => {
    const words = inadequate(found[i] ?? null, policy);
    return words === null ? [] : [{ gene: symbol, words }];
  });
}

/**
 * By the policy's limits, the sharpest figure that the table has.
 * @param coverage null: the table has no interval of the gene, which is told too
 * @returns how it falls short; null: it does not
 */
export function inadequate(
  coverage: GeneCoverage | null,
  { coverage: limits }: Pick<Policy, "coverage">,
): string | null {
  if (coverage === null) return "its coverage is not known";
  const { at10, at20, mean } = coverage;
  const percent = (part: number): string => `${Math.floor(1000 * part) / 10} %`;
  if (at20 !== null)
    return at20 < limits.minAt20
      ? `not adequately covered (${percent(at20)} of its bases at 20x)`
      : null;
  if (at10 !== null)
    return at10 < limits.minAt10
      ? `not adequately covered (${percent(at10)} of its bases at 10x)`
      : null;
  return mean !== null && mean < limits.minMean
    ? `not adequately covered (${mean}x on average)`
    : null;
}
