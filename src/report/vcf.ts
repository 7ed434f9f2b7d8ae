/**
 * The candidates as VCF: the input lines unchanged, once each, in genome order, with INFO fields under the prefix
 * PANELIST_. A line that serves several candidates holds lists in parallel. Values are percent-encoded as VCF 4.3
 * says (section 1.2), so that no reader trips over them.
 */
import { isUtf8 } from "node:buffer";
import { chromosomeLength, chromosomeOrder } from "../core/assembly.ts";
import { BYTE } from "../core/bytes.ts";
import { printable, UNSEEN } from "../core/clean.ts";
import { groupedBy } from "../core/grouped.ts";
import { compareKeys, compareText, formatNumber } from "../core/text.ts";
import type { AnalysisResult } from "../rank/types.ts";
import { acmgClass, acmgPoints, flagText, type TsvRow, rowsOf } from "./columns.ts";

/** One record with its newline. `pos` and `end` are 1-based, inclusive: what an index needs. */
interface VcfLine {
  contig: string;
  pos: number;
  end: number;
  bytes: Uint8Array;
}

export interface CandidatesVcf {
  /** Lines with their newlines, `#CHROM` last. */
  header: Uint8Array[];
  records: VcfLine[];
}

type InfoField = readonly [
  id: string,
  type: "Integer" | "Float" | "String",
  description: string,
  value: (row: TsvRow) => string,
];

const PREFIX = "PANELIST_";

/** INFO in, INFO out. */
export type PruneInfo = (info: string) => string;

/** Ids without the prefix. */
const INFO: readonly InfoField[] = [
  ["RANK", "Integer", "Rank of the candidate", (u) => String(u.rank)],
  ["ID", "String", "Candidate id; the variants of a pair share it", (u) => u.candidate.candidateId],
  ["TIER", "Integer", "Tier 1 to 3", (u) => String(u.candidate.tier)],
  [
    "SCORE",
    "Float",
    "Points of 10 log10 odds that the candidate explains the patient",
    (u) => formatNumber(u.candidate.score),
  ],
  [
    "SHORTLIST",
    "Integer",
    "1 for a candidate on the shortlist, 0 for any other, missing if there is no shortlist",
    (u) => flagText(u.candidate.shortlisted) ?? ".",
  ],
  ["GENE", "String", "Gene symbol", (u) => encode(u.candidate.gene.symbol)],
  [
    "ALLELE",
    "Integer",
    "Number of the ALT allele that is the candidate",
    (u) => String(u.variant.alleleIndex),
  ],
  [
    "MODE",
    "String",
    "Passing models of inheritance, best first, separated by |",
    (u) => listOf(new Set(u.candidate.models.map((m) => m.model))),
  ],
  ["VERDICT", "String", "PASS or UNCERTAIN", (u) => u.candidate.verdict],
  [
    "CSQ",
    "String",
    "Consequence on the reporting transcript, terms separated by |",
    (u) => listOf(u.variant.consequence.terms),
  ],
  ["FLAGS", "String", "Flags separated by |", (u) => listOf(u.candidate.flags)],
  [
    "ACMG_POINTS",
    "Integer",
    "Automated evidence, not a classification: points of the ACMG/AMP criteria met",
    ({ variant }) => String(acmgPoints(variant) ?? "."),
  ],
  [
    "ACMG_CLASS",
    "String",
    "Automated evidence, not a classification: class of the points, or not_stated",
    (u) => acmgClass(u.variant) ?? ".",
  ],
  [
    "ACMG",
    "String",
    "Automated evidence, not a classification: criteria met, suggested ones with ?, separated by |",
    (u) => listOf((u.variant.acmg?.summary ?? "").split(";").filter((c) => c !== "")),
  ],
];

/**
 * @param headerLines of the input: `##...` and `#CHROM`, without line ends. Definitions are
 *   kept as they are; those that the records need and the header lacks are added
 * @param prune what is left of a record's INFO; undefined: all of it
 */
export function candidatesVcf(
  result: AnalysisResult,
  headerLines: readonly string[],
  prune?: PruneInfo,
): CandidatesVcf {
  // By the line's own bytes: one record may have come through several genes.
  const rowsOfSmall = [...rowsOf(result)].filter(({ variant }) => variant.kind === "small");
  const groups = groupedBy(rowsOfSmall, (row) => lineOf(row).toString("latin1"));
  const records = [...groups.values()]
    .toSorted(([a], [b]) => compareLines(a, b))
    .map((rows): VcfLine => {
      const { contig, pos, ref } = rows[0].variant;
      return {
        contig,
        pos,
        end: pos + ref.length - 1,
        bytes: withInfo(lineOf(rows[0]), rows, prune),
      };
    });
  return { header: headerOf(result, headerLines, records, prune !== undefined), records };
}

function lineOf({ variant: { line } }: TsvRow): Buffer {
  return Buffer.from(line.buffer, line.byteOffset, line.length);
}

function compareLines(a: TsvRow, b: TsvRow): number {
  const [left, right] = [a.variant, b.variant];
  return (
    chromosomeOrder(left.chrom) - chromosomeOrder(right.chrom) ||
    compareText(left.contig, right.contig) ||
    left.pos - right.pos ||
    Buffer.compare(left.line, right.line)
  );
}

const { TAB, CARRIAGE_RETURN } = BYTE;

/** The line with our fields at the end of INFO (column 8); fields that an earlier run left are replaced. */
export function withInfo(
  line: Buffer,
  rows: readonly TsvRow[],
  prune: PruneInfo = (info) => info,
): Uint8Array {
  let start = 0;
  for (let column = 0; column < 7; column++) start = line.indexOf(TAB, start) + 1;
  const stop = line.at(-1) === CARRIAGE_RETURN ? line.length - 1 : line.length;
  const tab = line.indexOf(TAB, start);
  const end = tab < 0 ? stop : tab;
  const ours = INFO.map(([id, , , value]) => `${PREFIX}${id}=${rows.map(value).join(",")}`).join(
    ";",
  );
  const kept = prune(line.toString("latin1", start, end))
    .split(";")
    .filter((field) => field !== "" && field !== "." && !field.startsWith(PREFIX));
  return withoutControls(
    Buffer.concat([
      line.subarray(0, start),
      Buffer.from(kept.map((field) => `${field};`).join(""), "latin1"),
      Buffer.from(ours),
      line.subarray(end, stop),
      Buffer.from("\n"),
    ]),
  );
}

/** No VCF may hold what is not seen, and a terminal would obey it: percent-encoded like our own values. */
function withoutControls(line: Buffer): Uint8Array {
  // oxlint-disable-next-line no-control-regex -- they are what is looked for
  if (!/[^\t\n -~]/.test(line.toString("latin1"))) return line;
  const encoding = isUtf8(line) ? "utf8" : "latin1";
  const text = line
    .toString(encoding)
    .replace(UNSEEN, (char) =>
      char === "\t" || char === "\n"
        ? char
        : [...Buffer.from(char, encoding)].map(percent).join(""),
    );
  return Buffer.from(text, encoding);
}

function percent(byte: number): string {
  return `%${byte.toString(16).toUpperCase().padStart(2, "0")}`;
}

export function headerOf(
  result: AnalysisResult,
  headerLines: readonly string[],
  records: readonly VcfLine[],
  isPruned: boolean,
): Uint8Array[] {
  const meta = headerLines.filter(
    (line) => line.startsWith("##") && !line.startsWith(`##INFO=<ID=${PREFIX}`) && !OURS.test(line),
  );
  const columns = headerLines.find((line) => line.startsWith("#CHROM"));
  const [first, ...rest] = meta[0]?.startsWith("##fileformat=")
    ? meta
    : ["##fileformat=VCFv4.2", ...meta];
  const known = new Set(
    meta.flatMap((line) => /^##contig=<.*?\bID=([^,>]+)/.exec(line)?.[1] ?? []),
  );
  const lengths = new Map(
    result.candidates.flatMap((c) =>
      c.variants.map((v) => [v.contig, chromosomeLength(result.assembly, v.chrom)] as const),
    ),
  );
  const contigs = [...new Set(records.map((r) => r.contig))]
    .filter((contig) => !known.has(contig))
    .map((contig) => {
      const length = lengths.get(contig);
      return `##contig=<ID=${contig}${length === undefined ? "" : `,length=${length}`}>`;
    });
  const info = INFO.map(
    ([id, type, description]) =>
      `##INFO=<ID=${PREFIX}${id},Number=.,Type=${type},Description="${description}">`,
  );
  const own = [
    ...Object.entries(result.labels ?? {}).map(
      ([key, value]) => `##PANELIST_LABEL=<ID=${key},Description="${quoted(value)}">`,
    ),
    ...(isPruned ? ["##PANELIST_TRANSCRIPTS=of the panels' genes and the candidates' only"] : []),
  ];
  const above = [first ?? "", ...rest, ...contigs, ...info];
  const lines = [...above, ...undefinedIn(records, above), ...own, columns ?? DEFAULT_COLUMNS];
  return lines.map((line) => Buffer.from(`${printable(line)}\n`));
}

const DEFINITION = /^##(INFO|FORMAT|FILTER)=<(?:.*?,)?ID=([^,>]+)/;

/** Definitions of what records use though no input defined it: a flag, else texts, as readers take it then. */
function undefinedIn(records: readonly VcfLine[], header: readonly string[]): string[] {
  const known = new Set(header.flatMap((line) => DEFINITION.exec(line)?.slice(1).join(" ") ?? []));
  const lines = new Map<string, string>();
  const add = (kind: string, id: string, shape = ""): void => {
    if (known.has(`${kind} ${id}`) || !/^[^\s,;:<>="]+$/.test(id) || /^(?:PASS|\.)$/.test(id))
      return;
    lines.set(
      `${kind} ${id}`,
      `##${kind}=<ID=${id},${shape}Description="Not defined in the input">`,
    );
  };
  for (const { bytes } of records) {
    const columns = Buffer.from(bytes).toString("latin1").trimEnd().split("\t", 9);
    const [filters = "", fields = "", keys = ""] = columns.slice(6);
    for (const id of filters.split(";")) add("FILTER", id);
    for (const field of fields.split(";")) {
      const [id = "", value] = field.split("=", 2);
      add("INFO", id, value === undefined ? "Number=0,Type=Flag," : "Number=.,Type=String,");
    }
    for (const id of keys.split(":"))
      add("FORMAT", id, `Number=${id === "GT" ? "1" : "."},Type=String,`);
  }
  return [...lines.entries()].toSorted(compareKeys).map(([, line]) => line);
}

/** Lines of the header that are ours; those of an earlier run are replaced. */
const OURS = /^##PANELIST_(?:LABEL|TRANSCRIPTS)=/;

function quoted(text: string): string {
  return text.replaceAll(/["\\]/g, (char) => `\\${char}`);
}

const DEFAULT_COLUMNS = "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO";

/** Missing is `.`; `|` separates, since a comma would begin the next candidate's value. */
function listOf(values: Iterable<string>): string {
  const text = [...values].map(encode).join("|");
  return text === "" ? "." : text;
}

/** What would end a value, a field or a column, and our own separator. */
function encode(text: string): string {
  return text.replaceAll(
    // oxlint-disable-next-line no-control-regex -- they are what is looked for
    /[\u0000-\u0020%;=,|\u007F]/g,
    (c) => percent(c.charCodeAt(0)),
  );
}
