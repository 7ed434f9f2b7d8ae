/**
 * The difference of panels. In: two Panels, or two sets of them. Out: a PanelDiff (types.ts). Pure: no file, no store, no clock.
 */
export type * from "./types.ts";
export type { Identify } from "./pair.ts";
export { type DiffOptions, diffPanels, diffPanelSets } from "./panels.ts";
