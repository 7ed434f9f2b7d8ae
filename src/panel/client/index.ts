/**
 * Fetching panels from a PanelApp. In: a source, what is wanted, and a keeper that says what is there. Out:
 * panels in the keeper, and an account of what came, what was there, and what failed. Facts of the API:
 * pages of 100, versions as text, 429 since November 2025, tokens in Australia since February 2026.
 */
export { type FetchAccount, fetchPanels, type FetchProgress, type Keeper } from "./fetch.ts";
export { REQUEST_DEFAULTS } from "./request.ts";
export { type PanelSource, sourceOf } from "./source.ts";
