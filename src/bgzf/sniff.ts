/** What kind of file the first bytes announce. */
import { ToolError } from "../core/errors.ts";
import { blockSizeAt } from "./block.ts";

export type FileKind = "bgzf" | "gzip" | "plain" | "empty";

/** As many bytes as `sniff` wants to see; fewer are fine when the file has no more. */
export const SNIFF_BYTES = 512;

/** Formats that are no VCF text, by their first bytes, and what to do about them. */
const FOREIGN: readonly (readonly [magic: readonly number[], name: string, hint: string])[] = [
  [[0xff, 0xfe], "UTF-16 text", "Convert it: iconv -f UTF-16 -t UTF-8 in.vcf > out.vcf"],
  [[0xfe, 0xff], "UTF-16 text", "Convert it: iconv -f UTF-16 -t UTF-8 in.vcf > out.vcf"],
  [
    [0xef, 0xbb, 0xbf],
    "text that begins with a UTF-8 byte order mark",
    "Remove the mark: sed '1s/^\\xEF\\xBB\\xBF//' in.vcf > out.vcf",
  ],
  [[0x42, 0x43, 0x46, 2], "BCF", "Convert it: bcftools view -Oz -o out.vcf.gz in.bcf"],
  [[0x50, 0x4b, 3, 4], "a zip archive", "Unpack it, then compress the VCF with bgzip."],
  [[0x42, 0x5a, 0x68], "bzip2", "Unpack it: bunzip2 -c in.bz2 | bgzip > out.vcf.gz"],
  [[0xfd, 0x37, 0x7a, 0x58, 0x5a, 0], "xz", "Unpack it: xz -dc in.xz | bgzip > out.vcf.gz"],
  [[0x28, 0xb5, 0x2f, 0xfd], "zstd", "Unpack it: zstd -dc in.zst | bgzip > out.vcf.gz"],
  [[0x43, 0x52, 0x41, 0x4d], "CRAM", "Give a VCF, not the alignments."],
];

/**
 * The kind of a file or stream by its first bytes (`SNIFF_BYTES`, or all there are).
 * @throws E_VCF_HEADER for UTF-16, a byte order mark, or another binary format
 */
export function sniff(first: Uint8Array, path: string): FileKind {
  if (first.length === 0) return "empty";
  if (first[0] === 0x1f && first[1] === 0x8b) return blockSizeAt(first, 0) > 0 ? "bgzf" : "gzip";
  for (const [magic, name, hint] of FOREIGN) {
    if (magic.every((byte, i) => first[i] === byte)) throw notVcf(name, path, hint);
  }
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

function notVcf(found: string, path: string, hint: string): ToolError {
  return new ToolError("E_VCF_HEADER", `expected VCF text, gzip or bgzip, found ${found}`, {
    path,
    offset: 0,
    hint,
  });
}
