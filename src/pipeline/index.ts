/**
 * The pipeline: options in; outputs, or text to print, out. Where the rooms meet. Read `analyse.ts`
 * first. Each job is loaded when it is asked for: modules cost half a millisecond each.
 */
import type { AnalyseIo, RunSummary } from "./analyse.ts";
import type { AddOptions } from "./cases/add.ts";
import type { ExportOptions } from "./cases/copy.ts";
import type { ImportCasesOptions, ImportOutcome } from "./cases/import.ts";
import type { MergeOptions } from "./cases/merge.ts";
import type { ReannotateOptions } from "./cases/reannotate.ts";
import type { RelinkOptions, Relinked, SetOptions } from "./cases/set.ts";
import type { VerdictOptions } from "./cases/verdict.ts";
import type { CaseEvent } from "../archive/model.ts";
import type { Reanalysis, ReanalyseOptions } from "./cases/reanalyse.ts";
import type { InspectOptions } from "./inspect.ts";
import type { AnalyseOptions, Log, OnProgress } from "./options.ts";
import type { OutputRequest } from "./outputs.ts";
import type { fetchIntoStore as FetchFunction } from "./panels/fetch.ts";
import type { PanelsDiffOptions } from "./panels/diff.ts";
import type { Imported, ImportOptions } from "./panels/import.ts";
import type { ListFormat } from "./panels/show.ts";
import type { RankRequest } from "./patient/rank.ts";
import type { Comparison, TermLookup } from "./patient/terms.ts";
import type { RegionsOptions } from "./panels/regions.ts";
import type { ReportOptions } from "./report-file.ts";
import type { Store } from "../store/model.ts";

type FetchIntoStore = typeof FetchFunction;

export async function analyse(
  options: AnalyseOptions,
  outputs: OutputRequest,
  io: AnalyseIo,
): Promise<RunSummary> {
  return (await import("./analyse.ts")).analyse(options, outputs, io);
}

/** See patient-files.ts. */
export async function withPatientFiles(options: AnalyseOptions): Promise<AnalyseOptions> {
  return (await import("./patient/patient-files.ts")).withPatientFiles(options);
}

export async function writeOneOutput<T extends { text: string | Uint8Array }>(
  path: string | null,
  stdout: NodeJS.WritableStream,
  work: () => Promise<T>,
): Promise<T> {
  return (await import("./one-output.ts")).writeOneOutput(path, stdout, work);
}

export async function writeReport(
  options: ReportOptions,
  to: { output: string | null; version: string; stdout: NodeJS.WritableStream },
): Promise<void> {
  return (await import("./report-file.ts")).writeReport(options, to);
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
  return (await import("./panels/regions.ts")).regions(options, io);
}

export async function importPanels(
  options: ImportOptions,
  store: Store,
  io: { log: Log; onProgress: OnProgress; now: () => Date },
): Promise<Imported[]> {
  return (await import("./panels/import.ts")).importPanels(options, store, io);
}

export async function listPanels(
  store: Store,
  options: { format: ListFormat; listed: boolean },
): Promise<string> {
  return (await import("./panels/show.ts")).listPanels(store, options);
}

export async function showPanel(word: string, store: Store, format: ListFormat): Promise<string> {
  return (await import("./panels/show.ts")).showPanel(word, store, format);
}

export async function exportPanel(word: string, store: Store): Promise<Buffer> {
  return (await import("./panels/show.ts")).exportPanel(word, store);
}

export async function panelsDiff(
  before: string,
  after: string,
  store: Store,
  options: PanelsDiffOptions,
): Promise<string> {
  return (await import("./panels/diff.ts")).panelsDiff(before, after, store, options);
}

export async function importIndications(
  path: string,
  store: Store,
  io: { log: Log; now: () => Date },
): Promise<void> {
  return (await import("./panels/indications.ts")).importIndications(path, store, io);
}

export async function showIndication(
  code: string,
  store: Store,
  format: "text" | "tsv" | "json",
): Promise<string> {
  return (await import("./panels/indications.ts")).showIndication(code, store, format);
}

export async function fetchIntoStore(
  ...args: Parameters<FetchIntoStore>
): ReturnType<FetchIntoStore> {
  return (await import("./panels/fetch.ts")).fetchIntoStore(...args);
}

export async function addCase(
  add: AddOptions,
  options: AnalyseOptions,
  io: AnalyseIo,
): Promise<string[]> {
  return (await import("./cases/add.ts")).addCase(add, options, io);
}

export async function giveVerdict(options: VerdictOptions): Promise<string> {
  return (await import("./cases/verdict.ts")).giveVerdict(options);
}

export async function importCases(
  options: ImportCasesOptions,
  io: AnalyseIo,
): Promise<ImportOutcome[]> {
  return (await import("./cases/import.ts")).importCases(options, io);
}

export async function exportCases(options: ExportOptions): Promise<string[]> {
  return (await import("./cases/copy.ts")).exportCases(options);
}

export async function setCase(options: SetOptions): Promise<string> {
  return (await import("./cases/set.ts")).setCase(options);
}

export async function relinkCases(options: RelinkOptions): Promise<Relinked[]> {
  return (await import("./cases/set.ts")).relinkCases(options);
}

export async function reannotate(
  options: ReannotateOptions,
  io: AnalyseIo,
): Promise<{ events: CaseEvent[]; lines: string[] }> {
  return (await import("./cases/reannotate.ts")).reannotate(options, io);
}

export async function mergeShards(
  options: MergeOptions,
): Promise<{ text: string; result: Reanalysis }> {
  return (await import("./cases/merge.ts")).mergeShards(options);
}

export async function reanalyse(
  options: ReanalyseOptions,
  io: AnalyseIo,
): Promise<{ text: string; result: Reanalysis }> {
  return (await import("./cases/reanalyse.ts")).reanalyse(options, io);
}

export async function knowledgeDiff(
  before: string,
  after: string,
  store: Store,
  format: "text" | "tsv" | "json",
): Promise<string> {
  return (await import("./cases/knowledge-diff.ts")).knowledgeDiff(before, after, store, format);
}

export async function diffRuns(
  before: string,
  after: string,
  format: "text" | "tsv" | "json",
): Promise<string> {
  return (await import("./cases/diff-runs.ts")).diffRuns(before, after, format);
}

export async function listCases(archive: string, format: "text" | "tsv" | "json"): Promise<string> {
  return (await import("./cases/show.ts")).listCases(archive, format);
}

export async function showCase(
  archive: string,
  id: string,
  run: string | null,
  format: "text" | "json",
): Promise<string> {
  return (await import("./cases/show.ts")).showCase(archive, id, run, format);
}

export async function* rankPatients(
  request: RankRequest,
  store: Store,
  log: Log,
): AsyncIterable<string> {
  yield* (await import("./patient/rank.ts")).rankPatients(request, store, log);
}

export async function compareTerms(
  store: Store,
  release: string | null,
  term: string,
  other: string,
): Promise<Comparison> {
  return (await import("./patient/terms.ts")).compareTerms(store, release, term, other);
}

export async function lookUpTerms(
  store: Store,
  release: string | null,
  text: string,
): Promise<TermLookup> {
  return (await import("./patient/terms.ts")).lookUpTerms(store, release, text);
}

export type { AnalyseIo, RunSummary } from "./analyse.ts";
export type { AddOptions } from "./cases/add.ts";
export type { ImportOutcome } from "./cases/import.ts";
export type { ReanalysisFormat } from "./cases/reanalysis-text.ts";
export type { Reanalysis, ReanalyseOptions } from "./cases/reanalyse.ts";
export type { InspectOptions } from "./inspect.ts";
export type { AnalyseOptions, Log, OnProgress } from "./options.ts";
export type { OutputFormat, OutputRequest } from "./outputs.ts";
export type { RankRequest } from "./patient/rank.ts";
export type { Comparison, TermEntry, TermLookup } from "./patient/terms.ts";
export type { RegionsOptions } from "./panels/regions.ts";
export type { ReportOptions } from "./report-file.ts";
export type { Imported, ImportOptions } from "./panels/import.ts";
export type { ListFormat } from "./panels/show.ts";
