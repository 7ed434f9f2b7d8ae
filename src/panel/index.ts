/**
 * Panels. In: a file (PanelApp JSON, table with tabs, BED), a bundled id, or a list of symbols. Out: a
 * Panel as of types.ts; and of all applied panels one PanelGenes, the matcher from annotation to table, and
 * the regions to read. Rules: MOI-01, PA-01 to PA-05; DEC-03, 10, 16, 17, 20, 21.
 */
export { genesPanel } from "./genes.ts";
export {
  incidentalLists,
  panelOfPolicy,
  type IncidentalLists,
  type IncidentalPlace,
} from "./incidental.ts";
export { SHORT_READ_BLIND_GENES } from "./special-genes.ts";
export type * from "./types.ts";
export {
  bundledPanels,
  isFile,
  lyingThere,
  parsePanelBytes,
  readBundled,
  readPanel,
} from "./formats/read.ts";
export { isGeneAgnosticCode } from "./stored/choose.ts";
export { panelBed, tableRegions } from "./regions.ts";
export { compilePanelGenes } from "./table.ts";
