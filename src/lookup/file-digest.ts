/** Distinguishes a source's file from another without reading it: by its size and its ends. */
import { closeSync, fstatSync, openSync } from "node:fs";
import { sha256 } from "../core/digest.ts";
import { CHROMOSOMES } from "../core/assembly.ts";
import { isMissing } from "../core/errors.ts";
import { isRemote } from "../core/text.ts";
import { readFully } from "../io/bgzf/range.ts";

const END_BYTES = 16 << 10;

/** Of a remote file its address; of one for each chromosome all that are there. "": there is none. */
export function fileDigest(file: string): string {
  if (isRemote(file)) return file;
  const paths = file.includes("{chrom}")
    ? CHROMOSOMES.map((chrom) => file.replaceAll("{chrom}", chrom))
    : [file];
  return paths.map(ends).join("");
}

function ends(path: string): string {
  let fd: number;
  try {
    fd = openSync(path, "r");
  } catch (error) {
    if (isMissing(error)) return "";
    throw error;
  }
  try {
    const { size } = fstatSync(fd);
    const length = Math.min(size, END_BYTES);
    const bytes = Buffer.alloc(2 * length);
    readFully({ fd, path }, bytes.subarray(0, length), length, 0);
    readFully({ fd, path }, bytes.subarray(length), length, size - length);
    return sha256(Buffer.concat([Buffer.from(`${size} `), bytes]));
  } finally {
    closeSync(fd);
  }
}
