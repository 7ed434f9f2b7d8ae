/** Panels as the options name them: files, the store, bundled ones, ad-hoc genes. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { genesPanel, readPanel } from "../../panel/index.ts";
import type { Panel } from "../../panel/model.ts";
import { storePath } from "../../store/names.ts";
import type { AnalyseOptions } from "../options.ts";
import type { Log } from "../../core/log.ts";
import { readText } from "../../io/read-text.ts";

/** What is done to panels once they are read; without an assembly, for both. */
type Finishing = Partial<Pick<AnalyseOptions, "panelOverride" | "assembly">>;

/** The panels that the options name, in their order; what the store answers is said in one line each. */
export async function loadPanels(
  options: Pick<AnalyseOptions, "panels" | "genes" | "store"> & Finishing,
  log: Log,
): Promise<Panel[]> {
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
async function finished(
  panels: Panel[],
  options: Pick<AnalyseOptions, "store"> & Finishing,
  log: Log,
): Promise<Panel[]> {
  const { panelOverride } = options;
  const store = storePath(options.store, process.env);
  const hasGenes = panels.length > 0 && existsSync(join(store, "genes"));
  if (panelOverride === undefined && !hasGenes) return panels;
  const { withGeneTables, withOverrides } = await import("./finish-panels.ts");
  const local =
    panelOverride === undefined
      ? panels
      : withOverrides(panels, await readText(panelOverride), panelOverride, log);
  return hasGenes ? withGeneTables(local, store, options.assembly ?? null, log) : local;
}
