/** Records in, a snapshot's bytes out. Memory grows by 25 bytes a record and its rarer texts. */
import { crc32 } from "node:zlib";
import { CHROMOSOMES } from "../core/assembly.ts";
import { BYTE } from "../core/bytes.ts";
import { mayRescue, mayWeigh, saysBenign, saysPathogenic } from "../core/classification.ts";
import { compareText, withSortedKeys } from "../core/text.ts";
import { remembered } from "../core/once.ts";
import {
  LOSS_OF_FUNCTION,
  MOLECULAR,
  type ChromosomePlace,
  type Classified,
  type SnapshotHead,
  type SnapshotTables,
  type Words,
} from "./types.ts";
import { judgeWords, type Judged } from "./words.ts";

export const MAGIC = "PNLCLASS";
/** The magic, the head's length and its checksum. */
export const FRONT_BYTES = 16;
const BASES = "ACGT";

/** Columns of a chromosome while it grows. */
class Growing {
  count = 0;
  sorted = true;
  columns: Uint32Array[] = Array.from({ length: 6 }, () => new Uint32Array(1024));
  molecular = new Uint8Array(1024);
  pool: string[] = [];
  poolBytes = 0;
  private lastPos = 0;
  private lastAllele = "";

  add(values: readonly number[], molecular: number, alleles: string): void {
    if (this.count === this.molecular.length) {
      this.columns = this.columns.map((old) => {
        const next = new Uint32Array(2 * old.length);
        next.set(old);
        return next;
      });
      const next = new Uint8Array(2 * this.count);
      next.set(this.molecular);
      this.molecular = next;
    }
    for (let i = 0; i < 6; i++) (this.columns[i] as Uint32Array)[this.count] = values[i] as number;
    this.molecular[this.count++] = molecular;
    const pos = values[0] as number;
    if (pos < this.lastPos || (pos === this.lastPos && alleles < this.lastAllele))
      this.sorted = false;
    this.lastPos = pos;
    this.lastAllele = alleles;
  }

  text(text: string): number {
    const at = this.poolBytes;
    this.pool.push(text);
    this.poolBytes += text.length + 1;
    return at;
  }
}

/** Interned values in the order in which they came. */
class Interned<T> {
  readonly values: T[] = [];
  private readonly known = new Map<string, number>();

  indexOf(key: string, make: () => T): number {
    return remembered(this.known, key, () => this.values.push(make()) - 1);
  }
}

export class SnapshotBuilder {
  private readonly words = new Interned<Words>();
  private readonly judged: Judged[] = [];
  private readonly genes = new Interned<string>();
  /** Symbols with all NCBI ids that they stand with. */
  private readonly ncbi = new Map<string, Set<string>>();
  private readonly chromosomes = new Map<string, Growing>();

  /** @param record on a canonical chromosome, alleles minimal and in upper case */
  add({ chrom, pos, ref, alt, words, genes, id, molecular, protein }: Classified): void {
    const rows = remembered(this.chromosomes, chrom, () => new Growing());
    const { significance, review, conflict, somaticOnly } = words;
    const key = `${significance}\t${review ?? ""}\t${conflict ?? ""}\t${somaticOnly}`;
    const wordsAt = this.words.indexOf(key, () => {
      this.judged.push(judgeWords(words));
      return words;
    });
    const genesAt = this.genes.indexOf(genes, () => this.symbolsOf(genes));
    const r = ref.length === 1 && alt.length === 1 ? BASES.indexOf(ref) : -1;
    const a = r < 0 ? -1 : BASES.indexOf(alt);
    const allele = a < 0 ? 16 + rows.text(`${ref}>${alt}`) : 4 * r + a;
    const proteinAt = protein === "" ? 0 : 1 + rows.text(protein);
    rows.add([pos, allele, wordsAt, genesAt, id, proteinAt], molecular, `${ref}>${alt}`);
  }

  finish(about: Pick<SnapshotHead, "kind" | "source" | "release" | "assembly">): {
    data: Buffer;
    head: SnapshotHead;
  } {
    const parts: Buffer[] = [];
    let offset = 0;
    const push = (bytes: Buffer): { offset: number; bytes: number; crc32: number } => {
      const place = { offset, bytes: bytes.length, crc32: crc32(bytes) };
      const padding = -bytes.length & 3;
      parts.push(bytes, Buffer.alloc(padding));
      offset += bytes.length + padding;
      return place;
    };
    const chromosomes: ChromosomePlace[] = [];
    let records = 0;
    for (const chrom of CHROMOSOMES) {
      const rows = this.chromosomes.get(chrom);
      if (rows === undefined) continue;
      const { bytes, rescuing } = this.chromosome(rows);
      records += rows.count;
      chromosomes.push({
        chrom,
        ...push(bytes),
        records: rows.count,
        rescuing,
        poolBytes: rows.poolBytes,
      });
    }
    const tables: SnapshotTables = {
      words: this.words.values,
      genes: this.genes.values,
      ...this.ids(),
      counts: this.counts(),
    };
    const head: SnapshotHead = {
      schema: "panelist.classifications",
      version: 1,
      ...about,
      records,
      chromosomes,
      tables: push(Buffer.from(JSON.stringify(tables))),
    };
    const json = Buffer.from(JSON.stringify(head));
    const padded = Buffer.alloc(json.length + (-json.length & 3), 32);
    json.copy(padded);
    const front = Buffer.alloc(FRONT_BYTES);
    front.write(MAGIC, "latin1");
    front.writeUInt32LE(padded.length, 8);
    front.writeUInt32LE(crc32(padded), 12);
    return { data: Buffer.concat([front, padded, ...parts]), head };
  }

  private chromosome(rows: Growing): { bytes: Buffer; rescuing: number } {
    const { count } = rows;
    const pool = Buffer.from(rows.pool.map((text) => `${text}\n`).join(""), "latin1");
    const order = rows.sorted ? null : sortedOrder(rows, pool);
    const columns = rows.columns.map((column) =>
      order === null ? column.subarray(0, count) : order.map((i) => column[i] as number),
    );
    const molecular = Uint8Array.from({ length: count }, (_, i) =>
      Number(rows.molecular[order === null ? i : (order[i] as number)]),
    );
    const able = this.judged.map(mayRescue);
    const words = columns[2] as Uint32Array;
    const rescuing: number[] = [];
    words.forEach((w, i) => {
      if (able[w] === true) rescuing.push(i);
    });
    const parts = [...columns, Uint32Array.from(rescuing), molecular, pool];
    return {
      bytes: Buffer.concat(parts.map((p) => Buffer.from(p.buffer, p.byteOffset, p.byteLength))),
      rescuing: rescuing.length,
    };
  }

  /** `BRCA1:672|NBR2:10230` -> `BRCA1|NBR2`; an HGNC id stays as it is. */
  private symbolsOf(genes: string): string {
    return genes
      .split("|")
      .map((gene) => {
        const [, symbol = gene, id = ""] = /^([^:]*):(\d*)$/.exec(gene) ?? [];
        if (/^HGNC$/i.test(symbol)) return gene;
        if (id !== "") this.ncbi.set(symbol, (this.ncbi.get(symbol) ?? new Set()).add(id));
        return symbol;
      })
      .join("|");
  }

  private ids(): Pick<SnapshotTables, "ncbi"> {
    const sole = [...this.ncbi].flatMap(([symbol, ids]) =>
      ids.size === 1 ? [[symbol, [...ids][0] ?? ""] as const] : [],
    );
    if (sole.length === 0) return {};
    return { ncbi: withSortedKeys(sole) };
  }

  /** What criteria ask of a whole gene. */
  private counts(): SnapshotTables["counts"] {
    const counts = new Map<string, [number, number, number, number]>();
    const symbols = this.genes.values.map((genes) => genes.split("|").filter((s) => s !== ""));
    for (const chrom of CHROMOSOMES) {
      const rows = this.chromosomes.get(chrom);
      if (rows === undefined) continue;
      for (let i = 0; i < rows.count; i++) {
        const judged = this.judged[Number(rows.columns[2]?.[i])];
        const which = judged === undefined ? -1 : countOf(judged, Number(rows.molecular[i]));
        if (which < 0) continue;
        for (const symbol of symbols[Number(rows.columns[3]?.[i])] ?? []) {
          const own = remembered(counts, symbol, () => [0, 0, 0, 0]);
          own[which] = (own[which] ?? 0) + 1;
        }
      }
    }
    return withSortedKeys(counts);
  }
}

/** Which count a record adds to, or -1. */
function countOf(judged: Judged, molecular: number): number {
  if (!mayWeigh(judged)) return -1;
  const pathogenic = saysPathogenic(judged);
  if (pathogenic && (molecular & LOSS_OF_FUNCTION) !== 0) return 0;
  if ((molecular & MOLECULAR.missense) === 0) return -1;
  if (pathogenic) return 1;
  if (saysBenign(judged)) return 2;
  return judged.significance === "VUS" ? 3 : -1;
}

/** Row numbers by position, then alleles, then as they came. */
function sortedOrder(rows: Growing, pool: Buffer): Uint32Array {
  const position = rows.columns[0] as Uint32Array;
  const allele = rows.columns[1] as Uint32Array;
  const order = Uint32Array.from({ length: rows.count }, (_, i) => i);
  return order.sort((a, b) => {
    const byPosition = (position[a] as number) - (position[b] as number);
    if (byPosition !== 0) return byPosition;
    const x = alleleText(allele[a] as number, pool);
    const y = alleleText(allele[b] as number, pool);
    return compareText(x, y) || a - b;
  });
}

/** `REF>ALT`. */
export function alleleText(code: number, pool: Uint8Array): string {
  if (code < 16) return `${BASES[code >> 2] ?? ""}>${BASES[code & 3] ?? ""}`;
  return poolText(code - 16, pool);
}

/** Text up to the next newline. */
export function poolText(at: number, pool: Uint8Array): string {
  return Buffer.from(
    pool.buffer,
    pool.byteOffset + at,
    pool.indexOf(BYTE.NEWLINE, at) - at,
  ).toString("latin1");
}
