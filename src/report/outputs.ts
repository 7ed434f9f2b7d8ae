/** Writes the result: one file or standard output, or a folder with everything. All of a set or none. */
import { basename, join } from "node:path";
import { IndexedVcfWriter } from "../io/bgzf/index.ts";
import { PRIVATE_FOLDER } from "../io/rights.ts";
import { BYTE } from "../core/bytes.ts";
import { counted } from "../core/counted.ts";
import { isTooLong, ToolError } from "../core/errors.ts";
import { clearAbandoned } from "../io/atomic.ts";
import type { AnalysisResult } from "../rank/types.ts";
import { tsvLines } from "./columns.ts";
import { crateJson } from "./crate.ts";
import { answerDigest } from "./decisions.ts";
import { allVcf, type EventHeader, eventsVcf } from "./event-vcf.ts";
import { htmlOfRun } from "./for-people.ts";
import { reportDocument, reportJson } from "./json.ts";
import { openOutput, type Output, type OutputFile, streamOutput } from "./output.ts";
import { phevalLines } from "./pheval.ts";
import { runJson, type RunRecord } from "./run.ts";
import { commitSet, RECORD } from "./set.ts";
import { summaryJson } from "./summary.ts";
import { type Look, PLAIN_LOOK, terminalText } from "./terminal.ts";
import { candidatesVcf, type PruneInfo } from "./vcf.ts";

type OutputFormat = "tsv" | "table" | "json" | "vcf" | "html" | "xlsx" | "pheval";

export interface OutputRequest {
  /** Absent or `-`: standard output. */
  file?: string | undefined;
  format: OutputFormat;
  /** A folder for everything; absent: one output. */
  dir?: string | undefined;
  /** Of the outputs for people. Absent: links, and no id that looks like an NHS number. */
  people?: { links: boolean; allowNhsNumbers: boolean };
  /** Annotation of genes that are on no panel, and no candidate's, is left out of the VCF. */
  pruneTranscripts?: boolean;
  /** Of a batch: its name for the case, and the digest of what was asked. */
  batch?: { case: string; question: string };
  /** How the format `table` is laid out; with a folder: the table goes to standard output besides. */
  look?: Look | undefined;
}

type Written = NonNullable<RunRecord["outputs"]>;

/** What is written, in whatever format. */
interface Answer {
  result: AnalysisResult;
  headerLines: readonly string[];
  /** Of files of events; [] where none is given. */
  eventHeaders: readonly EventHeader[];
  run: RunRecord;
  /** Of the outputs for people. */
  links: boolean;
  look: Look | undefined;
  batch: OutputRequest["batch"];
  prune: PruneInfo | undefined;
}

/** @throws ToolError E_OUTPUT, E_IO; ClosedPipe when the reader of standard output has gone */
export async function writeOutputs(
  request: OutputRequest,
  result: AnalysisResult,
  {
    headerLines,
    events,
    prune,
  }: Pick<Answer, "headerLines" | "prune"> & { events: readonly EventHeader[] },
  run: RunRecord,
  stdout: NodeJS.WritableStream,
): Promise<void> {
  const { file, format, dir, people, look, batch } = request;
  const links = people?.links ?? true;
  const answer: Answer = {
    result,
    headerLines,
    eventHeaders: events,
    run,
    links,
    look,
    batch,
    prune,
  };
  if (dir !== undefined) await writeFolder(dir, answer);
  if (dir !== undefined && look === undefined) return;
  if (dir !== undefined || file === undefined || file === "-") {
    const output = streamOutput(stdout);
    await writeOne(output, dir === undefined ? format : "table", answer);
    await output.finish();
    return;
  }
  const bgzipped = format === "vcf" && /\.b?gz$/.test(file);
  await whole(async (outputs) => {
    const output = await opened(outputs, file);
    if (!bgzipped) {
      await writeOne(output, format, answer);
      return;
    }
    // An older index is gone before the file is another.
    const lines = allVcf(result, headerLines, events, prune);
    await writeLines(output, await opened(outputs, `${file}.tbi`), lines);
  });
}

async function writeFolder(dir: string, answer: Answer): Promise<void> {
  try {
    (await import("../io/make-folder.ts")).makeFolder(dir, PRIVATE_FOLDER);
    clearAbandoned(dir);
  } catch (cause) {
    throw new ToolError("E_OUTPUT", `the folder cannot be created: ${(cause as Error).message}`, {
      path: dir,
      cause,
    });
  }
  await whole(async (outputs) => {
    const one = async (name: string, format: OutputFormat): Promise<void> =>
      writeOne(await opened(outputs, join(dir, name)), format, answer);
    await one("candidates.tsv", "tsv");
    await one("report.json", "json");
    await one("report.html", "html");
    const { multiqcFiles } = await import("./multiqc/index.ts");
    const { result, headerLines, eventHeaders, prune, run, batch } = answer;
    for (const [name, text] of multiqcFiles(result, run.counts, batch?.case)) {
      // oxlint-disable-next-line no-await-in-loop -- two small files
      await (await opened(outputs, join(dir, name))).write(text);
    }
    const vcf = await opened(outputs, join(dir, "candidates.vcf.gz"));
    const tbi = await opened(outputs, join(dir, "candidates.vcf.gz.tbi"));
    await writeLines(vcf, tbi, candidatesVcf(result, headerLines, prune));
    if (eventHeaders.length > 0) {
      const events = await opened(outputs, join(dir, "candidates.sv.vcf.gz"));
      const index = await opened(outputs, join(dir, "candidates.sv.vcf.gz.tbi"));
      await writeLines(events, index, eventsVcf(result, eventHeaders));
    }
    /** Each names those that were written before it. */
    const naming = async (name: string, text: (made: Written) => string): Promise<void> => {
      for (const output of outputs) await output.finish();
      const made = outputs.map((output) => ({ name: basename(output.path), ...output.digest() }));
      await (await opened(outputs, join(dir, name))).write(text(made));
    };
    const about = { case: batch?.case ?? null, openEvents: null };
    await naming("summary.json", (made) => summaryJson(about, result, run, made));
    await naming("ro-crate-metadata.json", (made) => crateJson(run, made));
    const record = { ...run, question: batch?.question };
    await naming(RECORD, (made) => runJson({ ...record, outputs: made }));
  });
}

async function opened(outputs: OutputFile[], path: string): Promise<OutputFile> {
  const output = await openOutput(path);
  outputs.push(output);
  return output;
}

/** Commits what `write` opened, in that order, or leaves no trace of it. */
async function whole(write: (outputs: OutputFile[]) => Promise<void>): Promise<void> {
  const outputs: OutputFile[] = [];
  try {
    await write(outputs);
  } catch (error) {
    await Promise.all(outputs.map((output) => output.abort()));
    throw error;
  }
  const last = outputs.pop();
  if (last === undefined) return;
  if (outputs.length === 0) await last.commit();
  else await commitSet(outputs, last);
}

async function writeOne(output: Output, format: OutputFormat, answer: Answer): Promise<void> {
  try {
    await writeFormat(output, format, answer);
  } catch (cause) {
    if (!isTooLong(cause)) throw cause;
    throw new ToolError(
      "E_LIMIT",
      `${counted(answer.result.candidates.length, "candidate")}: too many for ${format}, which is built in memory`,
      { hint: "Use --format tsv, json or vcf, or narrower panels.", cause },
    );
  }
}

async function writeFormat(
  output: Output,
  format: OutputFormat,
  { result, headerLines, eventHeaders, run, links, look = PLAIN_LOOK, prune }: Answer,
): Promise<void> {
  switch (format) {
    case "tsv":
      for (const line of tsvLines(result)) await output.write(line);
      return;
    case "table":
      await output.write(terminalText(result, run, look));
      return;
    case "json":
      for (const piece of reportJson(result)) await output.write(piece);
      return;
    case "html": {
      await output.write(await htmlOfRun(result, run, links));
      return;
    }
    case "xlsx": {
      const { xlsxOf } = await import("./xlsx/index.ts");
      const basis = { case: null, run: answerDigest(reportDocument(result)) };
      await output.write(await xlsxOf(result, basis));
      return;
    }
    case "pheval":
      for (const line of phevalLines(result)) await output.write(line);
      return;
    case "vcf": {
      const { header, records } = allVcf(result, headerLines, eventHeaders, prune);
      for (const line of header) await output.write(line);
      for (const record of records) await output.write(record.bytes);
    }
  }
}

async function writeLines(
  vcf: Output,
  tbi: Output,
  { header, records }: ReturnType<typeof candidatesVcf>,
): Promise<void> {
  const blocks: Uint8Array[] = [];
  const writer = new IndexedVcfWriter((block) => blocks.push(block));
  for (const line of [...header, ...records.map((record) => record.bytes)])
    writer.write(line.at(-1) === BYTE.NEWLINE ? line.subarray(0, -1) : line);
  const index = writer.finish();
  for (const block of blocks) await vcf.write(block);
  await tbi.write(index);
}
