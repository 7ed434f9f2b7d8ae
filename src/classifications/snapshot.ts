/**
 * A snapshot, read as far as needed: the head at once, the tables and each chromosome when first requested, each
 * verified against its checksum.
 */
import { crc32 } from "node:zlib";
import { remembered } from "../core/once.ts";
import { firstAt } from "../core/sorted.ts";
import { bytesAt, damaged, withOpened } from "../store/damaged.ts";
import type { ClinVarEvidence } from "../vcf/types.ts";
import { alleleText, FRONT_BYTES, MAGIC, poolText } from "./builder.ts";
import type { ChromosomeRows, SnapshotHead, SnapshotTables } from "./types.ts";
import { judgeWords, molecularNames, originOf, type Judged } from "./words.ts";

export class Snapshot {
  readonly head: SnapshotHead;
  private readonly path: string;
  private readonly bodyAt: number;
  private readonly loaded = new Map<string, ChromosomeRows | null>();
  private readonly judged: (Judged | undefined)[] = [];
  private known: SnapshotTables | null = null;

  private constructor(path: string, head: SnapshotHead, bodyAt: number) {
    this.path = path;
    this.head = head;
    this.bodyAt = bodyAt;
  }

  /** @throws ToolError E_STORE */
  static open(path: string): Snapshot {
    return withOpened(path, (fd, size) => {
      const front = bytesAt(fd, 0, Math.min(FRONT_BYTES, size), path);
      if (front.length < FRONT_BYTES || front.toString("latin1", 0, 8) !== MAGIC)
        throw damaged(path, "not a snapshot of classifications");
      const length = front.readUInt32LE(8);
      if (length > size - FRONT_BYTES) throw damaged(path, "it is truncated");
      const json = bytesAt(fd, FRONT_BYTES, length, path);
      if (crc32(json) !== front.readUInt32LE(12)) throw damaged(path, "a checksum does not match");
      const head = JSON.parse(json.toString("utf8")) as SnapshotHead;
      if (head.schema !== "panelist.classifications" || head.version !== 1)
        throw damaged(path, `its head is ${String(head.schema)} ${String(head.version)}`);
      return new Snapshot(path, head, FRONT_BYTES + length);
    });
  }

  get tables(): SnapshotTables {
    this.known ??= JSON.parse(this.part(this.head.tables).toString("utf8")) as SnapshotTables;
    return this.known;
  }

  /** null: it has nothing there. @throws ToolError E_STORE */
  chromosome(chrom: string): ChromosomeRows | null {
    return remembered(this.loaded, chrom, () => this.load(chrom));
  }

  /** Rows of exactly this allele, given in minimal representation (VCF-50). */
  find(chrom: string, pos: number, ref: string, alt: string): number[] {
    const rows = this.chromosome(chrom);
    if (rows === null) return [];
    const wanted = `${ref}>${alt}`;
    const found: number[] = [];
    for (let i = firstAt(rows.position, pos); rows.position[i] === pos; i++)
      if (alleleText(rows.allele[i] as number, rows.pool) === wanted) found.push(i);
    return found;
  }

  judgedOf(words: number): Judged {
    return (this.judged[words] ??= judgeWords(
      this.tables.words[words] as SnapshotTables["words"][0],
    ));
  }

  /** Symbols that a record names (CV-09). */
  genesOf(rows: ChromosomeRows, row: number): string[] {
    const text = this.tables.genes[rows.genes[row] as number] ?? "";
    return text === "" ? [] : text.split("|");
  }

  /** By the symbol that the source uses now; null: it gives none. */
  ncbiOf(symbol: string): string | null {
    return this.tables.ncbi?.[symbol] ?? null;
  }

  /** The statement of a row. */
  evidence(rows: ChromosomeRows, row: number): ClinVarEvidence {
    const { significance, text, stars, pathogenicLeaning, somaticOnly, ...rest } = this.judgedOf(
      rows.words[row] as number,
    );
    const { kind, source, release } = this.head;
    const id = rows.id[row] as number;
    const genes = this.genesOf(rows, row);
    const ncbiGenes = genes.map((symbol) => this.ncbiOf(symbol) ?? "");
    return {
      significance,
      text,
      stars,
      pathogenicLeaning,
      genes,
      ncbiGenes: ncbiGenes.some((ncbi) => ncbi !== "") ? ncbiGenes : undefined,
      somaticOnly,
      origin: originOf(kind),
      stored: {
        source,
        release,
        id: id === 0 ? "" : String(id),
        ...rest,
        molecular: molecularNames(rows.molecular[row] as number),
      },
    };
  }

  private load(chrom: string): ChromosomeRows | null {
    const place = this.head.chromosomes.find((c) => c.chrom === chrom);
    if (place === undefined) return null;
    const bytes = this.part(place);
    const { records: n, rescuing, poolBytes } = place;
    if (bytes.length !== 25 * n + 4 * rescuing + poolBytes)
      throw damaged(this.path, `chromosome ${chrom} does not have the size that its head states`);
    let at = 0;
    const words = (count: number): Uint32Array => {
      const column = new Uint32Array(bytes.buffer, bytes.byteOffset + at, count);
      at += 4 * count;
      return column;
    };
    const position = new Int32Array(bytes.buffer, bytes.byteOffset, n);
    at = 4 * n;
    const columns = {
      allele: words(n),
      words: words(n),
      genes: words(n),
      id: words(n),
      protein: words(n),
      rescuing: words(rescuing),
    };
    const molecular = bytes.subarray(at, at + n);
    return { chrom, position, ...columns, molecular, pool: bytes.subarray(at + n) };
  }

  private part(place: { offset: number; bytes: number; crc32: number }): Buffer {
    return withOpened(this.path, (fd) => {
      const bytes = bytesAt(fd, this.bodyAt + place.offset, place.bytes, this.path);
      if (crc32(bytes) !== place.crc32) throw damaged(this.path, "a checksum does not match");
      return bytes;
    });
  }
}

/** `SYMBOL:p.Arg97Ter`, or null. */
export function proteinOf(rows: ChromosomeRows, row: number): string | null {
  const at = rows.protein[row] as number;
  return at === 0 ? null : poolText(at - 1, rows.pool);
}
