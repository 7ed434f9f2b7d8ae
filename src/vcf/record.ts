/** From one data line to a `VcfRecord`. What is wrong with a line is an error that names the place, never a guess. */
import { ToolError } from "../core/errors.ts";
import { onceForText } from "../core/once.ts";
import { classifyAlt, isReference } from "./alleles.ts";
import type { AlleleKind, VcfHeader, VcfRecord } from "./types.ts";

/** Where a line stands, for messages. */
interface RecordPlace {
  path: string;
  /** 1-based. */
  line?: number | undefined;
}

/** The largest position that BAM, BCF, .tbi and .csi indexes and their readers share. */
export const MAX_POS: number = 2 ** 31 - 1;

/**
 * Decodes a data line. REF and bases of ALT come in upper case (VCF-07), allele numbers stay those of
 * the file (VCF-02). Sample columns stay text.
 * @param line without or with its line end (LF, CRLF)
 * @throws ToolError E_VCF_RECORD
 */
export function decodeRecord(line: string, header: VcfHeader, place: RecordPlace): VcfRecord {
  const text = trimLineEnd(line);
  const columns = text.split("\t");
  const [contig = "", posText = "", id = ".", refText = "", altText = ""] = columns;
  const filter = columns[6] ?? "";
  const fail = (message: string, hint?: string): ToolError => {
    const chrom = contig === "" ? undefined : shorten(contig);
    const at = /^\d{1,12}$/.test(posText) ? Number(posText) : undefined;
    return new ToolError("E_VCF_RECORD", message, { ...place, chrom, pos: at, hint });
  };
  if (text.includes("\0"))
    throw fail("a data line contains a NUL byte", "The file is damaged; fetch or create it again.");
  checkColumnCount(columns, header, fail);
  if (contig === "" || /\s/.test(contig)) throw fail(`CHROM is '${shorten(contig)}'`);
  const pos = Number(posText);
  if (!/^\d+$/.test(posText)) throw fail(`POS is '${shorten(posText)}', not a whole number`);
  if (pos > MAX_POS)
    throw fail(
      `POS is '${shorten(posText)}', beyond ${MAX_POS} (2^31 - 1)`,
      "Check the position: no human chromosome is that long.",
    );
  if (!isReference(refText)) throw fail(`REF is '${shorten(refText)}', not bases`);
  if (filter === "")
    throw fail("FILTER is empty", "FILTER must be PASS, a dot or the names of filters.");
  const ref = refText.toUpperCase();
  const { alts, altKinds } = decodeAlts(altText, ref, fail);
  return {
    contig,
    pos,
    id,
    ref,
    alts,
    altKinds,
    filters: filter === "." ? [] : filter.split(";"),
    info: columns[7] ?? ".",
    formatKeys: header.samples.length === 0 ? [] : formatKeys(columns[8] ?? ""),
    sampleTexts: columns.slice(9),
  };
}

/** Keys of a FORMAT text; the same array for the same text, as a file has few. */
const formatKeys = onceForText((text) => text.split(":"));

type Fail = (message: string, hint?: string) => ToolError;

function trimLineEnd(line: string): string {
  let end = line.length;
  if (line[end - 1] === "\n") end--;
  if (line[end - 1] === "\r") end--;
  return end === line.length ? line : line.slice(0, end);
}

function checkColumnCount(columns: readonly string[], header: VcfHeader, fail: Fail): void {
  const samples = header.samples.length;
  const withFormat = samples > 0 || header.lines.at(-1)?.endsWith("\tFORMAT") === true;
  const expected = withFormat ? 9 + samples : 8;
  // A header with FORMAT but no samples is written by some tools over lines of 8 columns.
  if (columns.length === expected || (samples === 0 && columns.length === 8)) return;
  throw fail(
    `the header has ${expected} columns, but the record has ${columns.length}`,
    columns.length < 8
      ? "Columns are separated by tabs; check that the line is complete."
      : undefined,
  );
}

function decodeAlts(
  text: string,
  ref: string,
  fail: Fail,
): { alts: string[]; altKinds: AlleleKind[] } {
  const alts = text.split(",");
  const altKinds: AlleleKind[] = [];
  for (const [i, alt] of alts.entries()) {
    const kind = classifyAlt(alt, ref);
    if (kind === null)
      throw fail(`ALT is '${shorten(text)}'`, "ALT must be bases, *, <ID> or a breakend.");
    if (kind === "seq" || kind === "none") alts[i] = alt.toUpperCase();
    altKinds.push(kind);
  }
  return { alts, altKinds };
}

function shorten(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}...` : text;
}
