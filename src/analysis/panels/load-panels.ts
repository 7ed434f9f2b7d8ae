/** Panels as the options name them: files, the store, bundled ones, ad-hoc genes. */
import type { Assembly } from "../../core/assembly.ts";
import type { Policy } from "../../core/policy.ts";
import { compilePanelGenes, genesPanel, readPanel } from "../../panel/index.ts";
import type { PanelGenes, Panel } from "../../panel/types.ts";
import { hasKind } from "../../store/names.ts";
import type { PanelOptions } from "../options.ts";
import type { Log } from "../../core/log.ts";
import { readText } from "../../io/read-text.ts";

/** Without an assembly, the coordinates of both are looked for. */
type Wanted = Pick<PanelOptions, "panels" | "genes" | "store" | "panelOverride"> & {
  assembly?: Assembly | undefined;
};

/** The panels that the options name, in their order; what the store answers is said in one line each. */
export async function loadPanels(options: Wanted, log: Log): Promise<Panel[]> {
  const lookUp = async (word: string): Promise<Panel | null> =>
    (await import("../../library/panel-words.ts")).panelOfStore(word, options.store);
  const panels = await Promise.all(options.panels.map((panel) => readPanel(panel, lookUp)));
  if (panels.some((panel) => panel.resolution !== undefined)) {
    const { tellResolution } = await import("../../library/panel-words.ts");
    for (const panel of panels) tellResolution(panel, log);
  }
  if (options.genes.length > 0) panels.push(genesPanel(options.genes));
  return finished(panels, options, log);
}

/** Local overrides and gene tables, where there are any. */
async function finished(panels: Panel[], options: Wanted, log: Log): Promise<Panel[]> {
  const { panelOverride, store } = options;
  const hasGenes = panels.length > 0 && hasKind(store, "genes");
  if (panelOverride === undefined && !hasGenes) return panels;
  const { withGeneNames, withOverrides } = await import("./finish-panels.ts");
  const local =
    panelOverride === undefined
      ? panels
      : withOverrides(panels, await readText(panelOverride), panelOverride, log);
  return hasGenes ? withGeneNames(local, store, options.assembly ?? null, log) : local;
}

/** The genes of the panels, with the margin of the policy. */
export function tableOf(
  panels: readonly Panel[],
  { minConfidence }: Pick<PanelOptions, "minConfidence">,
  { region: { margin } }: Policy,
  assembly: Assembly,
): PanelGenes {
  return compilePanelGenes(panels, { assembly, margin, minConfidence });
}
