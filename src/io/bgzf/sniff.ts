/** The kind of file indicated by its first bytes. */
import { constants, gunzipSync } from "node:zlib";
import { refuseForeign, refuseMarked, VCF, type Wanted } from "../foreign.ts";
import { blockSizeAt } from "./block.ts";

export type FileKind = "bgzf" | "gzip" | "plain" | "empty";

/** Of gzip more than this may unpack to hundreds of megabytes. */
const GZIP_BYTES = 4096;

/**
 * The kind of a file or stream by its first bytes (`SNIFF_BYTES`, or all there are).
 * @throws ToolError E_VCF_HEADER, or as `wanted`: UTF-16, a byte order mark, or another binary format, compressed or not
 */
export function sniff(first: Uint8Array, path: string, wanted: Wanted = VCF): FileKind {
  if (first.length === 0) return "empty";
  if (first[0] !== 0x1f || first[1] !== 0x8b) {
    refuseMarked(first, path, wanted);
    return "plain";
  }
  const size = blockSizeAt(first, 0);
  refuseForeign(firstInside(first.subarray(0, size > 0 ? size : GZIP_BYTES)), path, wanted);
  return size > 0 ? "bgzf" : "gzip";
}

/** What the first compressed bytes hold; nothing where they are damaged: whoever reads on will say so. */
function firstInside(bytes: Uint8Array): Uint8Array {
  try {
    return gunzipSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH });
  } catch {
    return new Uint8Array(0);
  }
}
