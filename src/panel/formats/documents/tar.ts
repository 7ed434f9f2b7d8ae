/** Files of a tar archive (POSIX ustar, GNU's and pax' long names), held in memory: knowledge is small. */
import { ToolError } from "../../../core/errors.ts";

export interface TarFile {
  name: string;
  data: Buffer;
}

const BLOCK = 512;

/** Does this look like tar? The magic stands in every header since 1988. */
export function looksLikeTar(bytes: Buffer): boolean {
  return bytes.length >= BLOCK && bytes.toString("latin1", 257, 262) === "ustar";
}

/** @throws ToolError E_PANEL: cut off or damaged */
export function readTar(bytes: Buffer, path: string): TarFile[] {
  const files: TarFile[] = [];
  let longName: string | null = null;
  for (let at = 0; at + BLOCK <= bytes.length;) {
    const header = bytes.subarray(at, at + BLOCK);
    // An archive ends with empty blocks: without one, its end is missing.
    if (header.every((byte) => byte === 0)) return files;
    const size = Number.parseInt(fieldOf(header, 124, 12) || "0", 8);
    if (checksumOf(header) !== Number.parseInt(fieldOf(header, 148, 8), 8) || !(size >= 0))
      throw new ToolError("E_PANEL", "the tar archive is damaged", { path, offset: at });
    const data = bytes.subarray(at + BLOCK, at + BLOCK + size);
    if (data.length < size)
      throw new ToolError("E_PANEL", "the tar archive is cut off", { path, offset: at });
    const type = String.fromCharCode(header[156] ?? 0);
    const prefix = fieldOf(header, 345, 155);
    const name =
      longName ?? [prefix, fieldOf(header, 0, 100)].filter((part) => part !== "").join("/");
    longName = null;
    if (type === "L") longName = data.toString("utf8").replace(/\0.*$/s, "");
    else if (type === "x") longName = /^\d+ path=(.*)$/m.exec(data.toString("utf8"))?.[1] ?? null;
    else if (type === "0" || type === "\0") files.push({ name, data });
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
  }
  throw new ToolError("E_PANEL", "the tar archive is cut off", { path, offset: bytes.length });
}

function fieldOf(header: Buffer, start: number, length: number): string {
  return header
    .toString("utf8", start, start + length)
    .replace(/\0.*$/s, "")
    .trim();
}

/** Sum of the header's bytes, its own field counted as blanks. */
function checksumOf(header: Buffer): number {
  let sum = 0;
  for (let i = 0; i < BLOCK; i += 1) sum += i >= 148 && i < 156 ? 32 : (header[i] ?? 0);
  return sum;
}
