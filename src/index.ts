/**
 * The door for programs: the jobs of the command line as functions (docs/library.md). Options in, data out, told
 * apart by `kind`. Nothing here reads the environment or a file that no option names, prints, or ends the
 * process; what cannot be done is thrown as a `ToolError`.
 *
 * Positions are 1-based and those of the input's assembly, as in a VCF; intervals include both ends; sizes are
 * bytes, times ISO 8601 in UTC, durations milliseconds. Paths are relative to the working directory, at the time at
 * which a file is opened.
 */
import { isUint8Array } from "node:util/types";
import type { Annotated, AnnotateOptions, Comparison } from "./analysis/annotated.ts";
import type { AnalyseIo } from "./analysis/io.ts";
import type { Story } from "./analysis/explain.ts";
import type { Inspection } from "./analysis/inspect.ts";
import { type AnalyseOptions, DEFAULT_OPTIONS } from "./analysis/options.ts";
import {
  argument,
  type InspectOptions,
  OPTIONS,
  readOptions,
  type RunOptions,
  type Surroundings,
} from "./asked.ts";
import { usageError } from "./core/errors.ts";
import type { Log, OnProgress } from "./core/log.ts";
import { version } from "./io/tool-version.ts";
import { absentStore } from "./store/names.ts";
import type { Reanalysis, ReanalyseOptions } from "./reanalysis/reanalyse.ts";
import type { ReportDocument, RunDocument } from "./report/types.ts";

export { type ErrorCode, type ErrorPlace, EXIT_CODES, ToolError } from "./core/errors.ts";
export type { CaseEvent } from "./archive/types.ts";
export type {
  Annotated,
  Comparison,
  Inspection,
  Log,
  OnProgress,
  ReanalyseOptions,
  Reanalysis,
  ReportDocument,
  RunDocument,
  RunOptions as AnalyseOptions,
  Story,
  Surroundings,
};

/** Of every answer: what was warned of on the way, as the log has it. */
interface Answer<Kind extends string> {
  kind: Kind;
  warnings: string[];
}

/** `report` is what `--format json` writes (docs/formats.md), `run` the record of the run (`run.json`). */
export interface AnalysisAnswer extends Answer<"analysis"> {
  report: ReportDocument;
  run: RunDocument;
}

export interface StoryAnswer extends Answer<"story"> {
  story: Story;
}

export interface AnnotatedAnswer extends Answer<"annotated"> {
  annotated: Annotated;
}

export interface ComparisonAnswer extends Answer<"comparison"> {
  comparison: Comparison;
}

export interface InspectionAnswer extends Answer<"inspection"> {
  inspection: Inspection;
}

/** `cases`: ids of those that were asked for. */
export interface ReanalysisAnswer extends Answer<"reanalysis"> {
  reanalysis: Reanalysis;
  cases: string[];
}

/** `run`: null where none was asked for. */
export interface ReportAnswer extends Answer<"report"> {
  report: ReportDocument;
  run: RunDocument | null;
}

/**
 * Options of a run, as those of the command line (docs/cli.md); what is left out has the same default, but for
 * the store: none is looked into unless `store` names it.
 */
export type Request = Partial<RunOptions> & Surroundings;

/**
 * Analyses one family: `panelist analyse`. Writes nothing.
 * @param request names at least `vcfs` (or a case file or phenopacket that does) and `panels`, `genes` or
 *   `geneAgnostic`
 * @throws ToolError E_USAGE: options that are wrong, or contradict each other; the code of what cannot be read
 */
export async function analyse(request: Request): Promise<AnalysisAnswer> {
  const { options, io, warnings } = await opened(readOptions(request, OPTIONS.run));
  const job = await import("./analysis/analyse.ts");
  return own({ kind: "analysis", ...(await job.analyse(options, io)), warnings });
}

/**
 * The whole story of one variant, dropped or not: `panelist explain`.
 * @param variant `chrom:pos:ref:alt`, as in the VCF or in minimal representation; or a name of HGVS, an rsID, a gene
 * @param request as for `analyse`
 * @throws ToolError E_USAGE: not a variant; else as `analyse`
 */
export async function explain(variant: string, request: Request): Promise<StoryAnswer> {
  const asked = argument(variant, "variant");
  const { options, io, warnings } = await opened(readOptions(request, OPTIONS.run));
  const job = await import("./analysis/explain.ts");
  return own({ kind: "story", story: await job.explain(options, asked, io), warnings });
}

/** Of `annotate` and `compareAnnotation`: `store` or `transcripts` says by which release. */
export type AnnotateRequest = Partial<Omit<AnnotateOptions, "vcfs">> & Surroundings;

/**
 * Writes a VCF with consequences and names, as INFO/CSQ in VEP's layout: `panelist annotate`.
 * @param vcf a path; `-` with `stdin`
 * @param to path of the file to be written: bgzipped, with its index, where it ends in `.gz`
 * @throws ToolError E_ANNOTATION: the file has an annotation, or no transcripts are at hand; E_VCF_UNSORTED, E_OUTPUT
 */
export async function annotate(
  vcf: string,
  to: string,
  request: AnnotateRequest = {},
): Promise<AnnotatedAnswer> {
  if (argument(to, "to") === "-") throw usageError("annotate needs a file to write");
  const { options, io, warnings } = await openedAs(vcf, request);
  const job = await import("./analysis/annotate.ts");
  const annotated = await job.annotate(options, to, io);
  return own({ kind: "annotated", annotated, warnings });
}

/**
 * Where the annotation of a file differs from panelist's own: `panelist annotate --compare`. Writes nothing.
 * @throws ToolError E_ANNOTATION: the file has none; else as `annotate`
 */
export async function compareAnnotation(
  vcf: string,
  request: AnnotateRequest = {},
): Promise<ComparisonAnswer> {
  const { options, io, warnings } = await openedAs(vcf, request);
  const job = await import("./analysis/compare-annotation.ts");
  const comparison = await job.compareAnnotation(options, io);
  return own({ kind: "comparison", comparison, warnings });
}

/**
 * What a VCF holds, what would be used of it, and what is missing: `panelist inspect`. Reads the header and the
 * index alone, and the panels of the request.
 * @param vcf a path; an http(s) address with `allowRemote`; `-` with `stdin`
 * @throws ToolError E_INPUT_MISSING, E_USAGE, E_BGZF, E_VCF_HEADER, E_INDEX, E_PANEL
 */
export async function inspect(
  vcf: string,
  request: Partial<InspectOptions> & Surroundings = {},
): Promise<InspectionAnswer> {
  const path = argument(vcf, "vcf");
  const { options, io, warnings } = await opened(readOptions(request, OPTIONS.inspect));
  const job = await import("./analysis/inspect.ts");
  return own({ kind: "inspection", inspection: await job.inspect(path, options, io), warnings });
}

/**
 * Holds an archive against what is known now: `panelist reanalyse`. Writes a run into each case that changed,
 * unless `dryRun`; a case that fails is listed in `reanalysis.failed` and does not stop the others.
 * @param archive its folder
 * @param request `by`: who does it, for the cases' logs; default "unknown"
 * @throws ToolError E_ARCHIVE, E_INPUT_MISSING, E_POLICY, E_USAGE
 */
export async function reanalyse(
  archive: string,
  request: Partial<Omit<ReanalyseOptions, "archive">> & Surroundings = {},
): Promise<ReanalysisAnswer> {
  const path = argument(archive, "archive");
  const { given, io, warnings } = around(readOptions(request, OPTIONS.reanalyse));
  const defaults = { cases: [], panelVersions: [], by: "unknown" };
  const job = await import("./reanalysis/reanalyse.ts");
  const asked = { ...defaults, ...given, archive: path };
  const { result, cases, told } = await job.reanalyse(asked, io);
  await told();
  return own({ kind: "reanalysis", reanalysis: result, cases, warnings });
}

/**
 * Reads a report that was written earlier, checked against its schema.
 * @param source report.json, or the folder of `--out-dir`
 * @param request `run`: path of run.json of the same run
 * @throws ToolError E_USAGE: an unknown option; E_INPUT_MISSING, E_LIMIT; E_REPORT: not a report, or `run` is of another
 */
export async function readReport(
  source: string,
  request: { run?: string | undefined } = {},
): Promise<ReportAnswer> {
  const path = argument(source, "source");
  const asked = readOptions(request, OPTIONS.readReport);
  const job = await import("./report/checked/index.ts");
  const { report, run } = await job.readReport(path, asked.run);
  return own({ kind: "report", report, run, warnings: [] });
}

/**
 * A copy that shares no object with anything, nor with itself: rooms keep what their answers are made of for the
 * next one, and who has an answer may change it.
 */
function own<T>(answer: T): T;
function own(data: unknown): unknown {
  if (Array.isArray(data)) return data.map(own);
  if (data instanceof Map) return new Map(own([...data]));
  if (typeof data !== "object" || data === null) return data;
  // Not from entries, which takes twice as long: a report may have thousands of candidates.
  const copy: Record<string, unknown> = { ...data };
  for (const key of Object.keys(copy))
    if (typeof copy[key] === "object") copy[key] = own(copy[key]);
  return copy;
}

/** Of `annotate` and `compareAnnotation`. */
function openedAs(vcf: unknown, request: unknown): ReturnType<typeof opened> {
  const vcfs = [argument(vcf, "vcf")];
  return opened({ ...readOptions(request, OPTIONS.annotate), vcfs });
}

/** The options of a run, complete, with what the patient's files say. @throws ToolError as those files */
async function opened(
  asked: Request,
): Promise<{ options: AnalyseOptions; io: AnalyseIo; warnings: string[] }> {
  const { given, io, warnings } = around(asked);
  const options = { ...DEFAULT_OPTIONS, ...given };
  if (options.phenotype === undefined) return { options, io, warnings };
  const { withPatientFiles } = await import("./analysis/patient-files.ts");
  return { options: await withPatientFiles(options), io, warnings };
}

/** The world around a job, silent where nothing is given, and its own options. */
function around<T extends Surroundings & { store?: string | undefined }>(
  asked: T,
): { given: Omit<T, keyof Surroundings>; io: AnalyseIo; warnings: string[] } {
  const { log, onProgress, now, signal, stdin, commandLine, ...given } = asked;
  const warnings: string[] = [];
  signal?.throwIfAborted();
  const io: AnalyseIo = {
    log: {
      info: (message) => log?.info?.(message),
      warn(message) {
        warnings.push(message);
        log?.warn?.(message);
      },
      detail: (message) => log?.detail?.(message),
    },
    onProgress(done) {
      signal?.throwIfAborted();
      onProgress?.(done);
    },
    commandLine: commandLine ?? [],
    version: version(),
    now: now ?? (() => new Date()),
    stdin: stdin === undefined ? noInput() : bytesOf(stdin),
  };
  for (const line of absentStore(asked.store)) io.log.warn(line);
  return { given, io, warnings };
}

/** A stream that was told its encoding yields text. @throws ToolError E_USAGE */
async function* bytesOf(stdin: AsyncIterable<unknown>): AsyncGenerator<Uint8Array> {
  for await (const part of stdin) {
    if (!isUint8Array(part))
      throw usageError(
        `'stdin' must yield bytes (Uint8Array), and yielded ${typeof part === "string" ? "text" : typeof part}`,
        "Give the stream without setEncoding, or Buffer.from(text).",
      );
    yield part;
  }
}

// oxlint-disable-next-line require-yield -- it has nothing to give
async function* noInput(): AsyncGenerator<Uint8Array> {
  throw usageError("the input is -, and no stdin was given");
}
