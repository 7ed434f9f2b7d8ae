/** The one place that knows files which are no text by their first bytes, and says what to do about them. */
import { type ErrorCode, ToolError } from "../core/errors.ts";

/** @param at where its bytes stand; absent: they are the first */
type Format = readonly [magic: readonly number[] | string, name: string, hint: string, at?: number];

/** What a file is read as, and the code of the fault where it is something else. */
export type Wanted = readonly [code: ErrorCode, what: string];
export const VCF: Wanted = ["E_VCF_HEADER", "a VCF (text, gzip or bgzip)"];
export const TEXT: Wanted = ["E_FORMAT", "text (plain, gzip or bgzip)"];
const PLAIN: Wanted = ["E_FORMAT", "plain text"];

const CONVERT = "Convert it with `iconv -f UTF-16 -t UTF-8 old.txt > new.txt`.";
const SHEET = "Save the sheet as tab-separated text.";
const NOT_ALIGNMENTS = "Give the file that was asked for, not the alignments.";
const NOT_INDEX = "Give the file itself, not its index.";

/** Formats that are no text, by their first bytes, and what to do about them. */
const FOREIGN: readonly Format[] = [
  [[0xff, 0xfe], "UTF-16 text", CONVERT],
  [[0xfe, 0xff], "UTF-16 text", CONVERT],
  ["BCF\x02", "BCF", "Convert it with `bcftools view -Oz -o out.vcf.gz in.bcf`."],
  ["PK\x03\x04", "a zip archive or Excel workbook", `Unpack it. Of a workbook: ${SHEET}`],
  [[0xd0, 0xcf, 0x11, 0xe0], "an old Excel or Word file", SHEET],
  ["%PDF-", "a PDF", "Give its data as text."],
  ["1AY&SY", "bzip2", "Unpack it with `bunzip2 -c in.bz2 | bgzip > out.gz`.", 4],
  [[0xfd, 0x37, 0x7a, 0x58, 0x5a, 0], "xz", "Unpack it with `xz -dc in.xz | bgzip > out.gz`."],
  [[0x28, 0xb5, 0x2f, 0xfd], "zstd", "Unpack it with `zstd -dc in.zst | bgzip > out.gz`."],
  ["CRAM\x02", "CRAM", NOT_ALIGNMENTS],
  ["CRAM\x03", "CRAM", NOT_ALIGNMENTS],
  ["BAM\x01", "BAM", NOT_ALIGNMENTS],
  ["TBI\x01", "a .tbi index", NOT_INDEX],
  ["CSI\x01", "a .csi index", NOT_INDEX],
  ["ustar", "a tar archive", "Unpack it (tar -xf), then give the file.", 257],
];

const MARKED: Format = [
  [0xef, 0xbb, 0xbf],
  "text that begins with a UTF-8 byte order mark",
  "Remove the mark with `sed '1s/^\\xEF\\xBB\\xBF//' in.vcf > out.vcf`.",
];

/** Of what is inside gzip or BGZF. */
const GZIPPED: Format = [
  [0x1f, 0x8b],
  "gzip inside gzip",
  "It was compressed twice: unpack it once with `gunzip -c in.gz > out.gz`.",
];

const GZIP: Format = [[0x1f, 0x8b], "gzip", "Unpack it with `gunzip -c in.gz > out.txt`."];

/** For what is unpacked, where it was packed. @throws ToolError as `wanted`: no text */
export function refuseForeign(bytes: Uint8Array, path: string, wanted: Wanted = TEXT): void {
  refuse(bytes, [...FOREIGN, GZIPPED], path, wanted);
}

/** For what is stored as it is. @throws ToolError as `wanted`: no text, or a byte order mark before it */
export function refuseMarked(bytes: Uint8Array, path: string, wanted: Wanted): void {
  refuse(bytes, [...FOREIGN, MARKED], path, wanted);
}

/** The text of a file that is never packed. @throws ToolError E_FORMAT: none, or packed */
export function plainText(bytes: Buffer, path: string): string {
  refuse(bytes, [...FOREIGN, GZIP], path, PLAIN);
  return bytes.toString("utf8");
}

/** As far as the first bytes are looked at. */
export const SNIFF_BYTES = 512;

function refuse(
  bytes: Uint8Array,
  formats: readonly Format[],
  path: string,
  [code, what]: Wanted,
): void {
  const fault = (found: string, hint: string): ToolError =>
    new ToolError(code, `expected ${what}, found ${found}`, { path, offset: 0, hint });
  for (const [magic, name, hint, at = 0] of formats)
    if (Buffer.from(magic).every((byte, i) => bytes[at + i] === byte)) throw fault(name, hint);
  const nul = bytes.subarray(0, SNIFF_BYTES).indexOf(0);
  // Of two bytes each, one is nothing.
  if (nul >= 0 && nul < 2 && bytes[nul + 2] === 0) throw fault("UTF-16 text", CONVERT);
  if (nul >= 0) throw fault(`binary data (a NUL byte at offset ${nul})`, `Give ${what}.`);
}
