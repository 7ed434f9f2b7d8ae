/** The kind of file indicated by its first bytes. */
import { constants, gunzipSync } from "node:zlib";
import { ToolError } from "../../core/errors.ts";
import { blockSizeAt } from "./block.ts";

export type FileKind = "bgzf" | "gzip" | "plain" | "empty";

/** As many bytes as `sniff` wants to see; fewer are fine when the file has no more. */
export const SNIFF_BYTES = 512;

/** Of gzip more than this may unpack to hundreds of megabytes. */
const GZIP_BYTES = 4096;

type Format = readonly [magic: readonly number[], name: string, hint: string];

const NOT_ALIGNMENTS = "Give a VCF, not the alignments.";
const NOT_INDEX = "Give the VCF, not its index.";

/** Formats that are no VCF text, by their first bytes, and what to do about them. */
const FOREIGN: readonly Format[] = [
  [[0xff, 0xfe], "UTF-16 text", "Convert it: iconv -f UTF-16 -t UTF-8 in.vcf > out.vcf"],
  [[0xfe, 0xff], "UTF-16 text", "Convert it: iconv -f UTF-16 -t UTF-8 in.vcf > out.vcf"],
  [[0x42, 0x43, 0x46], "BCF", "Convert it: bcftools view -Oz -o out.vcf.gz in.bcf"],
  [[0x50, 0x4b, 3, 4], "a zip archive", "Unpack it, then compress the VCF with bgzip."],
  [[0x42, 0x5a, 0x68], "bzip2", "Unpack it: bunzip2 -c in.bz2 | bgzip > out.vcf.gz"],
  [[0xfd, 0x37, 0x7a, 0x58, 0x5a, 0], "xz", "Unpack it: xz -dc in.xz | bgzip > out.vcf.gz"],
  [[0x28, 0xb5, 0x2f, 0xfd], "zstd", "Unpack it: zstd -dc in.zst | bgzip > out.vcf.gz"],
  [[0x43, 0x52, 0x41, 0x4d], "CRAM", NOT_ALIGNMENTS],
  [[0x42, 0x41, 0x4d, 1], "BAM", NOT_ALIGNMENTS],
  [[0x54, 0x42, 0x49, 1], "a .tbi index", NOT_INDEX],
  [[0x43, 0x53, 0x49, 1], "a .csi index", NOT_INDEX],
];

const MARKED: Format = [
  [0xef, 0xbb, 0xbf],
  "text that begins with a UTF-8 byte order mark",
  "Remove the mark: sed '1s/^\\xEF\\xBB\\xBF//' in.vcf > out.vcf",
];

/** Of what is inside gzip or BGZF. */
const GZIPPED: Format = [
  [0x1f, 0x8b],
  "gzip inside gzip",
  "It was compressed twice: unpack it once (gunzip -c in.vcf.gz > out.vcf.gz).",
];

/**
 * The kind of a file or stream by its first bytes (`SNIFF_BYTES`, or all there are).
 * @throws E_VCF_HEADER for UTF-16, a byte order mark, or another binary format, compressed or not
 */
export function sniff(first: Uint8Array, path: string): FileKind {
  if (first.length === 0) return "empty";
  if (first[0] === 0x1f && first[1] === 0x8b) {
    const size = blockSizeAt(first, 0);
    refuse(
      firstInside(first.subarray(0, size > 0 ? size : GZIP_BYTES)),
      [...FOREIGN, GZIPPED],
      path,
    );
    return size > 0 ? "bgzf" : "gzip";
  }
  refuse(first, [...FOREIGN, MARKED], path);
  const nul = first.subarray(0, SNIFF_BYTES).indexOf(0);
  if (nul === 0 || nul === 1)
    throw notVcf("UTF-16 text", path, "Convert it: iconv -f UTF-16 -t UTF-8 in.vcf > out.vcf");
  if (nul > 0)
    throw notVcf(
      `binary data (a NUL byte at offset ${nul})`,
      path,
      "Give a VCF: text, gzip or bgzip.",
    );
  return "plain";
}

/** What the first compressed bytes hold; nothing where they are damaged: whoever reads on will say so. */
function firstInside(bytes: Uint8Array): Uint8Array {
  try {
    return gunzipSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH });
  } catch {
    return new Uint8Array(0);
  }
}

const TAR = Buffer.from("ustar");
const TAR_AT = 257;

function refuse(bytes: Uint8Array, formats: readonly Format[], path: string): void {
  for (const [magic, name, hint] of formats)
    if (magic.every((byte, i) => bytes[i] === byte)) throw notVcf(name, path, hint);
  if (TAR.equals(bytes.subarray(TAR_AT, TAR_AT + TAR.length)))
    throw notVcf("a tar archive", path, "Unpack it (tar -xf), then give the VCF.");
}

function notVcf(found: string, path: string, hint: string): ToolError {
  return new ToolError("E_VCF_HEADER", `expected a VCF (text, gzip or bgzip), found ${found}`, {
    path,
    offset: 0,
    hint,
  });
}
