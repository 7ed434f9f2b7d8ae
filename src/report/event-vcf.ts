/**
 * The candidates that are events as VCF: a line from each file that reports one, with our INFO fields, in genome
 * order. Files have other samples in other orders: here the columns of all of them, in the order of the files.
 */
import { chromosomeOrder, canonicalChrom } from "../core/assembly.ts";
import { groupedBy } from "../core/grouped.ts";
import { compareText } from "../core/text.ts";
import type { AnalysisResult } from "../rank/types.ts";
import { joinedMeta } from "../vcf/index.ts";
import { rowsOf, type TsvRow } from "./columns.ts";
import { candidatesVcf, headerOf, withInfo, type CandidatesVcf, type PruneInfo } from "./vcf.ts";

/** A file of events: its header lines without ends, and its samples. */
export interface EventHeader {
  lines: readonly string[];
  samples: readonly string[];
}

/** @param files in the order that records count them by */
export function eventsVcf(result: AnalysisResult, files: readonly EventHeader[]): CandidatesVcf {
  const samples = samplesOf(files);
  const records = eventRecords(result, files, samples).toSorted(inOrder);
  return { header: headerOf(result, headerLines(files, samples), records, false), records };
}

/**
 * Small variants and events in one VCF.
 * @param small header lines of the file of small variants
 * @param prune as `candidatesVcf`
 */
export function allVcf(
  result: AnalysisResult,
  small: readonly string[],
  files: readonly EventHeader[],
  prune?: PruneInfo,
): CandidatesVcf {
  const own = candidatesVcf(result, small, prune);
  if (files.length === 0) return own;
  const columns = small.find((line) => line.startsWith("#CHROM"))?.split("\t") ?? [];
  const first: EventHeader = { lines: small, samples: columns.slice(FIXED) };
  const all = [first, ...files];
  const samples = samplesOf(all);
  const widened = own.records.map((record) => {
    const text = Buffer.from(record.bytes).toString("latin1").slice(0, -1);
    return { ...record, bytes: Buffer.from(`${recolumned(text, first, samples)}\n`, "latin1") };
  });
  const records = [...widened, ...eventRecords(result, files, samples)].toSorted(inOrder);
  const lines = headerLines(all, samples);
  return { header: headerOf(result, lines, records, prune !== undefined), records };
}

function samplesOf(files: readonly EventHeader[]): string[] {
  return [...new Set(files.flatMap((file) => file.samples))];
}

type VcfLine = CandidatesVcf["records"][number];

function eventRecords(
  result: AnalysisResult,
  files: readonly EventHeader[],
  samples: readonly string[],
): VcfLine[] {
  const rows = [...rowsOf(result)].flatMap((row) =>
    row.variant.kind === "event"
      ? row.variant.records.map(({ file, text }) => ({
          row,
          text: recolumned(text, files[file], samples),
        }))
      : [],
  );
  return [...groupedBy(rows, ({ text }) => text).entries()].map(([text, group]) =>
    recordOf(
      text,
      group.map(({ row }) => row),
    ),
  );
}

/** Genome order. */
function inOrder(a: VcfLine, b: VcfLine): number {
  return (
    chromosomeOrder(canonicalChrom(a.contig) ?? "") -
      chromosomeOrder(canonicalChrom(b.contig) ?? "") ||
    compareText(a.contig, b.contig) ||
    a.pos - b.pos ||
    Buffer.compare(a.bytes, b.bytes)
  );
}

function recordOf(text: string, rows: readonly TsvRow[]): VcfLine {
  const [contig = "", pos = "0"] = text.split("\t", 2);
  const at = Number(pos);
  // END may lie on another chromosome: the index goes by the start.
  return { contig, pos: at, end: at, bytes: withInfo(Buffer.from(text), rows) };
}

const FIXED = 9;

/** A sample that the file does not have is missing. */
export function recolumned(
  text: string,
  file: Pick<EventHeader, "samples"> | undefined,
  samples: readonly string[],
): string {
  const columns = text.split("\t");
  const own = file?.samples ?? [];
  const fixed = columns.slice(0, FIXED);
  if (samples.length === 0) return fixed.slice(0, FIXED - 1).join("\t");
  if (fixed.length < FIXED) fixed.push("GT");
  const calls = samples.map((sample) => {
    const at = own.indexOf(sample);
    return at < 0 ? "." : (columns[FIXED + at] ?? ".");
  });
  return [...fixed, ...calls].join("\t");
}

function headerLines(files: readonly EventHeader[], samples: readonly string[]): string[] {
  const columns = "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO";
  const people = samples.length === 0 ? "" : `\tFORMAT\t${samples.join("\t")}`;
  return [...joinedMeta(files.map((file) => file.lines)), `${columns}${people}`];
}
