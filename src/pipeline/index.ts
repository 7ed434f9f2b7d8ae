/** The pipeline: options in; outputs, or text to print, out. Where the rooms meet. Read `analyse.ts` first. */
export { analyse, type AnalyseIo, type RunSummary } from "./analyse.ts";
export { explain } from "./explain.ts";
export { inspect, type InspectOptions } from "./inspect.ts";
export { regions, type RegionsOptions } from "./regions.ts";
export type { AnalyseOptions, Log, OnProgress } from "./options.ts";
export type { OutputFormat, OutputRequest } from "./outputs.ts";
