/** `panelist regions`: the panels' genes with their regions, margin included (DEC-14, DEC-16). */
import type { Assembly } from "../core/assembly.ts";
import type { PanelGenes } from "../panel/types.ts";
import type { PanelOptions, ReadingOptions } from "./options.ts";
import type { Log } from "../core/log.ts";
import { loadPanels, tableOf } from "../library/panels.ts";
import { loadPolicy } from "./load-policy.ts";

interface RegionsOptions extends PanelOptions, Pick<ReadingOptions, "policy"> {
  assembly: Assembly;
}

/** Genes without coordinates are named in the log. */
export async function regions(options: RegionsOptions, { log }: { log: Log }): Promise<PanelGenes> {
  const policy = await loadPolicy(options.policy);
  const panels = await loadPanels(options, log);
  const table = tableOf(panels, options, policy, options.assembly);
  const without = table.genes.filter((gene) => gene.region === null).map((gene) => gene.symbol);
  if (without.length > 0) log.warn(`no ${options.assembly} coordinates: ${without.join(", ")}`);
  return table;
}
