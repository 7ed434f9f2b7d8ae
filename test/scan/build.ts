/** A scan plan over small texts: one gene, GENE1 on chromosome 1, unless said otherwise. */
import { DEFAULT_POLICY, type Policy } from "../../src/core/policy.ts";
import type { ScanPlan } from "../../src/scan/types.ts";
import { compilePanelGenes, genesPanel } from "../../src/panel/index.ts";
import type { GeneLocation } from "../../src/panel/types.ts";
import { parseHeader } from "../../src/vcf/index.ts";

export interface PlanOptions {
  header: string;
  genes?: Record<string, GeneLocation | null>;
  policy?: (policy: Policy) => void;
  geneAgnostic?: boolean;
  /** Person index by sample column; default: the samples in order, the first is the proband. */
  columns?: number[];
}

export function planFor(options: PlanOptions): ScanPlan {
  const header = parseHeader(options.header, "test.vcf");
  const policy = structuredClone(DEFAULT_POLICY);
  policy.region.margin = 0;
  policy.sampleChecks.enabled = false;
  options.policy?.(policy);
  const genes = options.genes ?? { GENE1: { chrom: "1", start: 1000, end: 2000 } };
  const panel = genesPanel(Object.keys(genes));
  for (const gene of panel.genes) {
    const location = genes[gene.symbol] ?? null;
    gene.location = { GRCh37: location, GRCh38: location };
  }
  const table = compilePanelGenes([panel], {
    assembly: "GRCh38",
    margin: 0,
    minConfidence: "amber",
  });
  const columns = options.columns ?? header.samples.map((_, i) => i);
  return {
    assembly: "GRCh38",
    header,
    policy,
    sampleColumns: columns,
    proband: 0,
    roles: { fathers: columns.map(() => null), mothers: columns.map(() => null) },
    genes: table,
    geneAgnostic: options.geneAgnostic ?? false,
    wholeGenome:
      options.geneAgnostic === true || Object.values(genes).some((location) => location === null),
    unannotated: false,
  };
}
