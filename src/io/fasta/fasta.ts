/** Bases of an indexed FASTA file (`samtools faidx`): plain text, with its `.fai` beside it. */
import { closeSync, existsSync, fstatSync, openSync, readFileSync } from "node:fs";
import { ToolError } from "../../core/errors.ts";
import { readFully } from "../bgzf/range.ts";

export interface Fasta {
  path: string;
  /** Lengths by name, as the index has them. */
  lengths: ReadonlyMap<string, number>;
  /**
   * Upper-case bases of [start, end], 1-based and inclusive, cut at the contig's ends; "" for an unknown contig.
   * @throws ToolError E_IO
   */
  bases(name: string, start: number, end: number): string;
  close(): void;
}

const OTHER_FILES = "Remake the index with `samtools faidx`: it belongs to another file.";

interface Contig {
  length: number;
  offset: number;
  lineBases: number;
  lineBytes: number;
}

/** @throws ToolError E_INPUT_MISSING, E_INDEX, E_IO */
export function openFasta(path: string): Fasta {
  if (!existsSync(path)) throw new ToolError("E_INPUT_MISSING", "no such file", { path });
  const indexPath = `${path}.fai`;
  if (!existsSync(indexPath)) {
    throw new ToolError("E_INPUT_MISSING", "the reference has no .fai index", {
      path: indexPath,
      hint: "Run `samtools faidx <file>`.",
    });
  }
  const contigs = parseFai(readFileSync(indexPath, "utf8"), indexPath);
  const fd = openSync(path, "r");
  const { size } = fstatSync(fd);
  const magic = Buffer.alloc(2);
  readFully({ fd, path }, magic, Math.min(2, size), 0);
  if (magic[0] === 0x1f && magic[1] === 0x8b) {
    closeSync(fd);
    throw new ToolError("E_INDEX", "the reference is compressed", {
      path,
      hint: "Unpack it with `bgzip -d <file>`, then run `samtools faidx <file>`.",
    });
  }
  return {
    path,
    lengths: new Map([...contigs].map(([name, { length }]) => [name, length])),
    bases(name, start, end) {
      const contig = contigs.get(name);
      if (contig === undefined) return "";
      const from = Math.max(1, start) - 1;
      const to = Math.min(end, contig.length);
      if (from >= to) return "";
      const first = byteOffset(contig, from);
      const bytes = Buffer.alloc(byteOffset(contig, to - 1) + 1 - first);
      if (first + bytes.length > size) {
        const message = `${name} ends beyond the file's ${size} bytes`;
        throw new ToolError("E_INDEX", message, { path: indexPath, hint: OTHER_FILES });
      }
      readFully({ fd, path }, bytes, bytes.length, first);
      const text = bytes
        .toString("latin1")
        .replace(/[\r\n]/g, "")
        .toUpperCase();
      if (text.length !== to - from || !/^[A-Z*-]*$/.test(text)) {
        const message = `no sequence where ${name} should be`;
        throw new ToolError("E_INDEX", message, { path: indexPath, hint: OTHER_FILES });
      }
      return text;
    },
    close: () => closeSync(fd),
  };
}

/** Byte offset of the base at a 0-based place. */
function byteOffset({ offset, lineBases, lineBytes }: Contig, at: number): number {
  return offset + Math.floor(at / lineBases) * lineBytes + (at % lineBases);
}

function parseFai(text: string, path: string): Map<string, Contig> {
  const contigs = new Map<string, Contig>();
  for (const [i, line] of text.split(/\r?\n/).entries()) {
    if (line === "") continue;
    const [name = "", ...numbers] = line.split("\t");
    const [length = -1, offset = -1, lineBases = 0, lineBytes = 0] = numbers.map(Number);
    const sound =
      numbers.length >= 4 &&
      [length, offset, lineBases, lineBytes].every((n) => Number.isSafeInteger(n) && n >= 0) &&
      (length === 0 || (lineBases > 0 && lineBytes > lineBases));
    if (name === "" || !sound) {
      throw new ToolError("E_INDEX", `not a line of a .fai index: ${line.slice(0, 80)}`, {
        path,
        line: i + 1,
        hint: "Run `samtools faidx <file>` again.",
      });
    }
    contigs.set(name, { length, offset, lineBases, lineBytes });
  }
  return contigs;
}
