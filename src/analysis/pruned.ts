/** `--prune-transcripts`: what is kept of a record's annotation in the output VCF. */
import { geneMatcher } from "../panel/match.ts";
import type { AnalysisResult } from "../rank/types.ts";
import type { PruneInfo } from "../report/index.ts";
import { withEntriesOf } from "../vcf/index.ts";
import type { GeneNames } from "../vcf/types.ts";
import type { Prepared } from "./prepare.ts";

/** Entries of the genes on the panels, and of those of the candidates. */
export function prunedBy(
  { inputs, table }: Pick<Prepared, "inputs" | "table">,
  { candidates }: Pick<AnalysisResult, "candidates">,
): PruneInfo {
  const onPanel = geneMatcher(table);
  const shown = new Set(candidates.map(({ gene }) => gene.symbol));
  const isWanted = (gene: GeneNames): boolean => shown.has(gene.symbol) || onPanel(gene) >= 0;
  const layouts = inputs
    .flatMap(({ header }) => header.annotations)
    .filter(({ isOwn }) => isOwn !== true);
  const byTag = new Map(layouts.map((layout) => [layout.tag, layout]));
  return (info) =>
    [...byTag.values()].reduce((text, layout) => withEntriesOf(text, layout, isWanted), info);
}
