/**
 * Members of a tar archive (POSIX ustar, GNU's and pax' long names), wherever its bytes are, and headers for
 * writing one.
 */
import { type ErrorCode, ToolError } from "../core/errors.ts";

export interface TarMember {
  name: string;
  /** Byte offset of its data. */
  at: number;
  /** In bytes. */
  size: number;
}

const BLOCK = 512;
/** Long names; more is no name. */
const MOST_NAME = 1 << 16;

/** Does this look like tar? The magic stands in every header since 1988. */
export function looksLikeTar(bytes: Buffer): boolean {
  return bytes.length >= BLOCK && bytes.toString("latin1", 257, 262) === "ustar";
}

/**
 * Plain files in their order.
 * @param read bytes from a place on; fewer at the end
 * @param end where the archive's bytes end
 * @throws ToolError of this code: cut off or damaged
 */
export function* tarMembers(
  read: (at: number, length: number) => Buffer,
  { path, end, code }: { path: string; end: number; code: ErrorCode },
): Generator<TarMember> {
  const fault = (what: string, offset: number): ToolError =>
    new ToolError(code, `the tar archive is ${what}`, { path, offset });
  let longName: string | null = null;
  for (let at = 0; at + BLOCK <= end;) {
    const header = read(at, BLOCK);
    // An archive ends with empty blocks: without one, its end is missing.
    if (header.every((byte) => byte === 0)) return;
    const size = Number.parseInt(fieldOf(header, 124, 12) || "0", 8);
    if (checksumOf(header) !== Number.parseInt(fieldOf(header, 148, 8), 8) || !(size >= 0))
      throw fault("damaged", at);
    if (at + BLOCK + size > end) throw fault("truncated", at);
    const type = String.fromCharCode(header[156] ?? 0);
    const prefix = fieldOf(header, 345, 155);
    const name =
      longName ?? [prefix, fieldOf(header, 0, 100)].filter((part) => part !== "").join("/");
    const text = type === "L" || type === "x" ? read(at + BLOCK, Math.min(size, MOST_NAME)) : null;
    longName = null;
    if (type === "L") longName = text?.toString("utf8").replace(/\0.*$/s, "") ?? null;
    else if (type === "x")
      longName = /^\d+ path=(.*)$/m.exec(text?.toString("utf8") ?? "")?.[1] ?? null;
    else if (type === "0" || type === "\0") yield { name, at: at + BLOCK, size };
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
  }
  throw fault("truncated", end);
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

/** The header of a plain file: its owner's alone, of no date. @param name of at most 100 bytes */
export function tarHeader(name: string, size: number): Buffer {
  const header = Buffer.alloc(BLOCK);
  const octal = (value: number, width: number): string =>
    `${value.toString(8).padStart(width, "0")}\0`;
  header.write(name, 0, 100, "utf8");
  header.write(
    `${octal(0o600, 7)}${octal(0, 7)}${octal(0, 7)}${octal(size, 11)}${octal(0, 11)}`,
    100,
  );
  header.write("0", 156);
  header.write("ustar\x0000", 257);
  header.write(`${checksumOf(header).toString(8).padStart(6, "0")}\0 `, 148);
  return header;
}

/** What follows the data of a file of this size. */
export function tarPadding(size: number): Buffer {
  return Buffer.alloc((BLOCK - (size % BLOCK)) % BLOCK);
}

/** The end of an archive. */
export const TAR_END: Buffer = Buffer.alloc(2 * BLOCK);
