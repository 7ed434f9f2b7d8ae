/** What kind of file it is, from its header and its first records (SVI-02). */
import { canonicalChrom } from "../../core/assembly.ts";
import type { VcfHeader } from "../../vcf/types.ts";
import { callersOfHeader, callersOfRecord } from "../callers/of-record.ts";
import { eventRecord, type EventRecord } from "../form/record.ts";
import { namedBy } from "../form/words.ts";
import type { FileKind } from "../types.ts";

/** So many records tell a file's kind. */
export const TELLING = 200;

/** Does INFO hold all of these keys? Repeats by ExpansionHunter, TRGT, Straglr, and VCF 4.4. */
const REPEAT_KEYS: readonly (readonly string[])[] = [
  ["REPID", "RU"],
  ["VARID", "RU"],
  ["TRID", "MOTIFS"],
  ["LOCUS", "COPIES"],
  ["LOCUS", "MOTIF"],
  ["LOCUS", "RU"],
  ["RN", "RUS"],
];

/** FORMAT or INFO keys of depth callers. */
const DEPTH_KEYS: readonly (readonly string[])[] = [
  ["CN", "NP", "QS"],
  ["CN", "BC"],
  ["SM", "BC"],
  ["natorRD"],
  ["FOLD_CHANGE"],
];

/** Of fewer bases, written out, an allele is a small variant. */
const SHORT = 50;

type Mark = "repeat" | "mobile" | "depth" | "event" | "mito" | "small";

/** A record under the first that fits. @param callers of events that the header names */
function markOf(record: EventRecord, callers: ReturnType<typeof callersOfHeader>): Mark {
  const { info, alts, formatKeys, ref } = record;
  const words = alts.map((alt) => (alt.startsWith("<") ? namedBy(alt).word : undefined));
  const typed = namedBy(String(info.get("SVTYPE") ?? "")).word;
  const has = (keys: readonly string[]): boolean =>
    keys.every((key) => info.has(key) || formatKeys.includes(key));
  if (words.includes("repeat") || REPEAT_KEYS.some(has)) return "repeat";
  if (words.includes("ME") || typed === "ME" || alts.some((alt) => alt.startsWith("<DEL:ME")))
    return "mobile";
  const isSymbolic = words.some((word) => word !== undefined && word !== "none");
  // DRAGEN writes segments of normal copies with no ALT.
  const isDepth =
    DEPTH_KEYS.some(has) ||
    typed === "CNV" ||
    words.includes("CNV") ||
    callersOfRecord(record, callers).every(({ algorithm }) => algorithm === "depth");
  if (isDepth && (isSymbolic || alts[0] === ".")) return "depth";
  // Others than callers of events write SVTYPE beside two bases, too.
  const isShort = alts.every((alt) => /^[ACGTN*]+$/i.test(alt) && alt.length < SHORT);
  const isTyped = typed !== undefined && (callers.length > 0 || !(isShort && ref.length < SHORT));
  if (isSymbolic || isTyped || alts.some((alt) => /[[\]]/.test(alt))) return "event";
  if (alts.some((alt) => alt.endsWith(".") || alt.startsWith(".")) && alts[0] !== "." && ref !== "")
    return "event";
  return canonicalChrom(record.contig) === "MT" ? "mito" : "small";
}

/** Of a file without records, by what its header declares. */
function kindDeclared({ info, format }: VcfHeader): FileKind {
  const has = (keys: readonly string[]): boolean =>
    keys.every((key) => info.has(key) || format.has(key));
  if (REPEAT_KEYS.some(has)) return "str";
  if (DEPTH_KEYS.some(has)) return "cnv";
  return info.has("SVTYPE") ? "sv" : "small";
}

/**
 * The kind of a file, which sets defaults alone: each record is judged by what it is.
 * @param lines the first records as text, `TELLING` of them or all
 */
export function kindOfFile(header: VcfHeader, lines: readonly string[]): FileKind {
  const marks = new Map<Mark, number>();
  const callers = callersOfHeader(header.lines);
  let records = 0;
  for (const line of lines.slice(0, TELLING)) {
    const record = eventRecord(line, 0);
    if (record === null) continue;
    const mark = markOf(record, callers);
    records++;
    marks.set(mark, (marks.get(mark) ?? 0) + 1);
  }
  if (records === 0) return kindDeclared(header);
  const share = (...of: Mark[]): number =>
    of.reduce((sum, mark) => sum + (marks.get(mark) ?? 0), 0) / records;
  if (share("mito") === 1) return "mito";
  if (share("repeat", "mobile", "depth", "event") < 0.5) return "small";
  const kinds = [
    ["str", share("repeat")],
    ["mobile", share("mobile")],
    ["cnv", share("depth")],
  ] as const;
  return kinds.find(([, part]) => part >= 0.5)?.[0] ?? "sv";
}
