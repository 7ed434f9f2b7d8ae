/** An event file as text: header and lines, whole, plain or compressed, in any order (SVI-06, SVI-07). */
import { statSync } from "node:fs";
import { isToolError, movedTo, ToolError, usageError } from "../../core/errors.ts";
import { batchesOf } from "../../io/text-lines.ts";
import { parseHeader, refuseCut } from "../../vcf/index.ts";
import type { VcfHeader } from "../../vcf/types.ts";
import type { EventInput, FileKind } from "../types.ts";
import { kindOfFile, TELLING } from "./kind.ts";

/** Lines without their ends; `line` is the first one's number in the file, from 1. */
interface LineBatch {
  line: number;
  lines: string[];
}

/** What is known of a file before it is read whole. */
interface OpenedEvents {
  path: string;
  header: VcfHeader;
  kind: FileKind;
}

/**
 * Reads the header and the first records of a file on the disk, and tells its kind.
 * @throws ToolError E_USAGE: a pipe; E_INPUT_MISSING, E_VCF_HEADER, E_ASSEMBLY, E_BGZF*
 */
export async function peekEvents({
  path,
  kind,
  header: known,
  symbolicAlone,
}: EventInput): Promise<OpenedEvents> {
  // Of a file of small variants the header was read as theirs are.
  if (known !== undefined && kind !== undefined && symbolicAlone !== true)
    return { path, header: known, kind };
  refusePipe(path);
  let header: VcfHeader | null = null;
  const first: string[] = [];
  for await (const batch of contentOf(path)) {
    header ??= batch.header;
    first.push(...batch.lines.slice(0, TELLING - first.length));
    if (first.length >= TELLING) break;
  }
  if (header === null) throw new ToolError("E_VCF_HEADER", "the file is empty", { path });
  return { path, header, kind: kind ?? kindOfFile(header, first) };
}

/** The same for one file, whichever way it is named. */
export function fileKey(path: string): string {
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat === undefined ? path : `${stat.dev} ${stat.ino}`;
}

/** A file is looked into for its kind, and then read whole. */
function refusePipe(path: string): void {
  const stat = path === "-" ? undefined : statSync(path, { throwIfNoEntry: false });
  if (path !== "-" && (stat === undefined || stat.isFile() || stat.isDirectory())) return;
  throw usageError(
    `${path === "-" ? "standard input" : path} is a pipe, and structural variants are read from a file`,
    "Write them to a file first, and give that.",
  );
}

/**
 * All records of a file, in its order.
 * @throws ToolError E_INPUT_MISSING, E_VCF_HEADER, E_BGZF*; E_INCOMPLETE: it ends within a line
 */
export async function* contentOf(
  path: string,
): AsyncGenerator<LineBatch & { header: VcfHeader }, void> {
  let header: VcfHeader | null = null;
  const head: string[] = [];
  let line = 1;
  let isWhole = true;
  let last = "";
  for await (const bytes of batchesOf(path, { isReused: true })) {
    const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("utf8");
    isWhole = text.endsWith("\n");
    const split = (isWhole ? text.slice(0, -1) : text).split("\n");
    const lines = text.includes("\r") ? split.map(withoutReturn) : split;
    let at = 0;
    if (header === null) {
      while (at < lines.length && lines[at]?.startsWith("#") === true) at++;
      head.push(...lines.slice(0, at));
      if (at === lines.length) {
        line += at;
        continue;
      }
      header = headerOf(head, path);
    }
    last = lines.at(-1) ?? "";
    yield { header, line: line + at, lines: at === 0 ? lines : lines.slice(at) };
    line += lines.length;
  }
  if (header === null && head.length > 0) yield { header: headerOf(head, path), line, lines: [] };
  if (header !== null && !isWhole) checkLast(last, header, line - 1);
}

function withoutReturn(line: string): string {
  return line.endsWith("\r") ? line.slice(0, -1) : line;
}

/** A last line without its end may be whole; one that lacks columns is cut. */
function checkLast(text: string, { path, samples }: VcfHeader, line: number): void {
  const expected = samples.length === 0 ? 8 : 9 + samples.length;
  if (text === "") return;
  if (text.split("\t").length >= expected) return refuseCut(text, { path, line });
  throw new ToolError("E_INCOMPLETE", "the file ends within a record", {
    path,
    line,
    hint: "Download or create the file again: it is cut short.",
  });
}

/** `##fileformat` may be missing, and a blank may stand behind the last sample. */
function headerOf(lines: readonly string[], path: string): VcfHeader {
  const text = lines.map((line) => (line.startsWith("#CHROM") ? line.trimEnd() : line)).join("\n");
  if (lines.some((line) => line.startsWith("##fileformat="))) return parseHeader(text, path);
  try {
    return parseHeader(`##fileformat=VCFv4.2\n${text}`, path);
  } catch (error) {
    // Its own lines count, not ours.
    if (!isToolError(error) || error.place.line === undefined) throw error;
    throw movedTo(error, { ...error.place, line: Math.max(error.place.line - 1, 1) });
  }
}
