/** `panelist regions`: the panels' genes with their regions, margin included (DEC-14, DEC-16). */
import { compileGeneTable } from "../../panel/index.ts";
import type { GeneTable } from "../../panel/model.ts";
import type { AnalyseOptions } from "../options.ts";
import type { Log } from "../../core/log.ts";
import { loadPanels } from "./load-panels.ts";
import { loadPolicy } from "../load-policy.ts";

type RegionsOptions = Pick<
  AnalyseOptions,
  "panels" | "store" | "panelOverride" | "genes" | "minConfidence" | "policy"
> & {
  assembly: NonNullable<AnalyseOptions["assembly"]>;
};

/** Genes without coordinates are named in the log. */
export async function regions(options: RegionsOptions, { log }: { log: Log }): Promise<GeneTable> {
  const policy = await loadPolicy(options.policy);
  const table = compileGeneTable(await loadPanels(options, log), {
    assembly: options.assembly,
    margin: policy.region.margin,
    minConfidence: options.minConfidence,
  });
  const without = table.genes.filter((gene) => gene.region === null).map((gene) => gene.symbol);
  if (without.length > 0) log.warn(`no ${options.assembly} coordinates: ${without.join(", ")}`);
  return table;
}
