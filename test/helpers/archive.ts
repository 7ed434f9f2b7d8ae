import { Readable } from "node:stream";
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { documentText } from "../../src/archive/files.ts";
import { inArchive, initArchive } from "../../src/archive/index.ts";
import { startLog } from "../../src/archive/log.ts";
import { addCase, type AddedCase, type AddOptions } from "../../src/reanalysis/add.ts";
import { mergeShards } from "../../src/reanalysis/merge.ts";
import {
  reanalyse,
  type Reanalysis,
  type ReanalyseOptions,
} from "../../src/reanalysis/reanalyse.ts";
import { reanalysisHtml } from "../../src/reanalysis/reanalysis-html.ts";
import type { AnalyseIo } from "../../src/analysis/io.ts";
import type { AnalyseOptions } from "../../src/analysis/options.ts";
import { type ReanalysisFormat, reanalysisText } from "../../src/cli/print/reanalysis.ts";
import type { ReportDocument } from "../../src/report/types.ts";
import { analyseHere, DEFAULTS } from "./analyse.ts";

/** A quiet outside world with a clock that stands still. */
export function quietIo(log: string[] = [], date = "2024-01-02T03:04:05.000Z"): AnalyseIo {
  return {
    log: {
      info: (m) => log.push(`info: ${m}`),
      warn: (m) => log.push(`warn: ${m}`),
      detail: () => {},
    },
    onProgress: () => {},
    commandLine: ["panelist"],
    version: "0.0.0",
    now: () => new Date(date),
    stdin: Readable.from([]),
  };
}

/** Adds a case as the command line does; makes the archive where there is none. */
export async function addHere(
  archive: string,
  id: string,
  given: Partial<AnalyseOptions>,
  about: Partial<Pick<AddOptions, "panelVersions" | "status" | "consent">> = {},
  log: string[] = [],
): Promise<AddedCase> {
  initArchive(archive, new Date(0));
  return addCase(
    {
      archive,
      id,
      status: about.status ?? "open",
      consent: about.consent ?? { given: true, until: null },
      assay: undefined,
      by: "test",
      panelVersions: about.panelVersions ?? [],
    },
    // Files of tests are small: chromosomes of the panels are not in them.
    { ...DEFAULTS, partial: true, ...given },
    quietIo(log),
  );
}

/** The same case under another name: quicker than adding it again. */
export function cloneCase(archive: string, id: string, name: string): void {
  const folder = inArchive.case(archive, name);
  cpSync(inArchive.case(archive, id), folder, { recursive: true });
  const rename = (path: string, field: string): void =>
    rewrite(path, (text) => text.replace(`"${field}":"${id}"`, `"${field}":"${name}"`));
  rename(join(folder, "case.json"), "id");
  for (const run of readdirSync(join(folder, "runs"))) rename(join(folder, "runs", run), "case");
  relog(folder);
}

/** Takes the digests of a case anew, as if it had just been added so. */
export function relog(folder: string): void {
  rmSync(join(folder, "log.jsonl"));
  startLog(folder, { date: "2024-01-02T03:04:05.000Z", by: "test", what: "add" });
}

/** A document of an archive as if it had been written otherwise: with the digest of what it now says. */
export function rewrite(path: string, change: (text: string) => string): void {
  const { sha256: _of, ...value } = JSON.parse(change(readFileSync(path, "utf8"))) as object & {
    sha256?: string;
  };
  writeFileSync(path, documentText(value));
}

/** The report of a full analysis of the original. */
export async function fullReport(given: Partial<AnalyseOptions>): Promise<ReportDocument> {
  const { text } = await analyseHere({ ...given }, { format: "json" });
  return JSON.parse(text) as ReportDocument;
}

/** What must be the same: candidates with tiers, evidence and order, and the lists outside the tiers. */
export function answerOf(report: ReportDocument): string {
  const { candidates, untiered, withheld, sampleChecks, acmg } = report;
  return JSON.stringify({ candidates, untiered, withheld, sampleChecks, acmg });
}

/** As `archive merge`, with its output finished. */
export async function mergeHere(archive: string, results: string[] = []): Promise<Reanalysis> {
  const { result, told } = await mergeShards({ archive, results, now: new Date(0) });
  await told();
  return result;
}

/** What `reanalyse` asks for when nothing is given. */
export function askedHere(archive: string): ReanalyseOptions {
  return {
    archive,
    cases: [],
    panelVersions: [],
    by: "test",
  };
}

interface AskedToPrint extends ReanalyseOptions {
  format: ReanalysisFormat | "html";
  all: boolean;
  allowNhsNumbers: boolean;
  /** Its output reaches whoever reads it. */
  finished: boolean;
}

/** Re-analyses as the command line does, and prints. */
export async function reanalyseHere(
  archive: string,
  given: Partial<AskedToPrint> = {},
): Promise<{ text: string; result: Reanalysis }> {
  const { format = "text", all = false, allowNhsNumbers = false, finished = true, ...rest } = given;
  const io = quietIo([], "2024-02-03T04:05:06.000Z");
  const refuseNhsNumbers = format === "html" && !allowNhsNumbers;
  const asked = { ...askedHere(archive), refuseNhsNumbers, ...rest };
  const { result, cases, told } = await reanalyse(asked, io);
  const text =
    format === "html"
      ? reanalysisHtml(result, cases, io.version)
      : reanalysisText(result, format, all, asked.softwareOnly);
  if (finished) await told();
  return { text, result };
}
