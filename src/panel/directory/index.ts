/**
 * The Test Directory. In: its JSON, kept in the store; the panels that are known. Out: an indication with its
 * tests, methods and panels, and where the Directory and PanelApp disagree.
 */
export { findIndication } from "../indications.ts";
export type { Indication, IndicationPanel, PanelHead, TestDirectory } from "../indications.ts";
export { importDirectory, loadDirectory } from "./stored.ts";
