/**
 * The pipeline: options in; outputs, or text to print, out. Where the rooms meet. Read `analyse.ts`
 * first. Each job is loaded when it is asked for: modules cost half a millisecond each.
 */
import type { AnalyseIo, RunSummary } from "./analyse.ts";
import type { InspectOptions } from "./inspect.ts";
import type { AnalyseOptions, Log, OnProgress } from "./options.ts";
import type { OutputRequest } from "./outputs.ts";
import type { RegionsOptions } from "./regions.ts";

export async function analyse(
  options: AnalyseOptions,
  outputs: OutputRequest,
  io: AnalyseIo,
): Promise<RunSummary> {
  return (await import("./analyse.ts")).analyse(options, outputs, io);
}

export async function explain(
  options: AnalyseOptions & { format?: "text" | "json" },
  variant: string,
  io: { log: Log; onProgress: OnProgress; stdin: NodeJS.ReadableStream },
): Promise<string> {
  return (await import("./explain.ts")).explain(options, variant, io);
}

export async function inspect(
  vcf: string,
  options: InspectOptions,
  io: { log: Log; stdin: NodeJS.ReadableStream },
): Promise<string> {
  return (await import("./inspect.ts")).inspect(vcf, options, io);
}

export async function regions(options: RegionsOptions, io: { log: Log }): Promise<string> {
  return (await import("./regions.ts")).regions(options, io);
}

export type { AnalyseIo, RunSummary } from "./analyse.ts";
export type { InspectOptions } from "./inspect.ts";
export type { AnalyseOptions, Log, OnProgress } from "./options.ts";
export type { OutputFormat, OutputRequest } from "./outputs.ts";
export type { RegionsOptions } from "./regions.ts";
