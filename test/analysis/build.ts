/** What a run knows before its first record, of a few words: every field has a plain default. */
import type { Input } from "../../src/analysis/input.ts";
import type { PanelGenes } from "../../src/panel/types.ts";
import { emptyResult } from "../../src/scan/empty-result.ts";
import type { BatchResult, ContigSpan } from "../../src/scan/types.ts";
import { parseHeader } from "../../src/vcf/index.ts";
import { headerText, type HeaderOptions } from "../helpers/vcf-text.ts";
import { planFor, type PlanOptions } from "../scan/build.ts";

/** A plain text of one sample that can be read once. */
export function inputOf(over: Partial<Input> = {}, header: Partial<HeaderOptions> = {}): Input {
  return {
    path: "x.vcf",
    kind: "plain",
    header: parseHeader(headerText({ samples: ["C"], ...header }), "x.vcf"),
    size: null,
    digest: "",
    firstRecord: null,
    index: null,
    indexOlderThanFile: false,
    text: null,
    remote: null,
    ...over,
  };
}

/** Genes by symbol, which is their order; null: no place. */
export function tableOf(genes: NonNullable<PlanOptions["genes"]>): PanelGenes {
  const header = headerText({ samples: ["C"] });
  if (Object.keys(genes).length === 0) return { assembly: "GRCh38", panels: [], genes: [] };
  return planFor({ header, genes }).genes;
}

export const placed = (chrom: string, start = 1000, end = 2000) => ({ chrom, start, end });

export const resultOf = (over: Partial<BatchResult> = {}): BatchResult => ({
  ...emptyResult(1),
  ...over,
});

export const span = (contig: string, over: Partial<ContigSpan> = {}): ContigSpan => ({
  contig,
  firstPos: 1,
  lastPos: 9,
  records: 1,
  judged: 1,
  called: true,
  ...over,
});
