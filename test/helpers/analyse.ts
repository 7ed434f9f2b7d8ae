import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Readable, Writable } from "node:stream";
import { analyseInto } from "../../src/analysis/analyse.ts";
import { type AnalyseOptions, DEFAULT_OPTIONS } from "../../src/analysis/options.ts";
import type { OutputRequest } from "../../src/report/outputs.ts";
import { reportSchema, runSchema } from "../../src/report/schema.ts";

/** What the command line asks for when nothing is given, without threads. */
export const DEFAULTS: AnalyseOptions = { ...DEFAULT_OPTIONS, threads: 1 };

export interface Analysed {
  /** Standard output. */
  text: string;
  /** The log's lines, each `info: …`, `warn: …`. */
  log: string[];
  /** Of the end's summary: records read. */
  /** Of small variants. */
  recordsRead: number;
  /** Of files of events, all of them. */
  eventRecords: number;
}

/**
 * One analysis in this process, without workers: quick enough to be run hundreds of times. The way that
 * the command line takes from its options on. Its documents are held against their schemas.
 * @param given options that differ from the command line's defaults; `stdin` for `-`
 */
export async function analyseHere(
  given: Partial<AnalyseOptions>,
  outputs: Partial<OutputRequest> = {},
  stdin: Uint8Array | readonly Uint8Array[] = [],
): Promise<Analysed> {
  const parts: Buffer[] = [];
  const log: string[] = [];
  const stdout = new Writable({
    write(chunk: Buffer | string, _encoding, done) {
      parts.push(Buffer.from(chunk));
      done();
    },
  });
  const run = await analyseInto(
    { ...DEFAULTS, ...given },
    { format: "tsv", ...outputs },
    {
      log: {
        info: (m) => log.push(`info: ${m}`),
        warn: (m) => log.push(`warn: ${m}`),
        detail: (m) => log.push(`detail: ${m}`),
      },
      onProgress: () => {},
      commandLine: ["panelist"],
      version: "0.0.0",
      now: () => new Date(0),
      stdin: Readable.from(stdin instanceof Uint8Array ? [stdin] : stdin),
      stdout,
    },
  );
  const text = Buffer.concat(parts).toString("utf8");
  if (outputs.format === "json" && outputs.dir === undefined && outputs.file === undefined)
    reportSchema.parse(JSON.parse(text));
  if (outputs.dir !== undefined) {
    const document = (name: string): unknown =>
      JSON.parse(readFileSync(join(outputs.dir ?? "", name), "utf8"));
    reportSchema.parse(document("report.json"));
    runSchema.parse(document("run.json"));
  }
  const { recordsRead, events } = run.counts;
  // What a file of small variants holds of events is among `recordsRead`.
  const eventRecords = (events?.files ?? [])
    .filter(({ kind }) => kind !== "small")
    .reduce((sum, file) => sum + file.records, 0);
  return { text, log, recordsRead, eventRecords };
}

export type Row = Record<string, string>;

/** Rows of the TSV by column name. */
export function rowsOf(tsv: string): Row[] {
  const lines = tsv.split("\n").filter((l) => l !== "" && !l.startsWith("##"));
  const names = (lines[0] ?? "").replace(/^#/, "").split("\t");
  return lines.slice(1).map((line) => {
    const cells = line.split("\t");
    return Object.fromEntries(names.map((name, i) => [name, cells[i] ?? ""]));
  });
}
