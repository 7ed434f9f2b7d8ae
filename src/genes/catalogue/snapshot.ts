/**
 * A gene file as stored: two lists of lines, each sorted by its bytes, so that a gene is found by bisection and
 * nothing is parsed unless requested (45,000 genes as objects would cost every run 50 ms).
 *
 *   {"schema":"panelist.genes","version":1, "source", "release", "assembly", "ids": bytes of the first list}
 *   key, symbol, Ensembl id, NCBI id, chrom:start-end, previous symbols, aliases,
 *   approved name (HGNC alone; older imports lack it)                                sorted by key
 *   NAME, what it is (s symbol, p previous, a alias, e Ensembl, n NCBI), key          sorted by name
 *
 * The key is the HGNC id, else another id that the source gives.
 */
import type { Assembly } from "../../core/assembly.ts";
import { BYTE } from "../../core/bytes.ts";
import { ToolError } from "../../core/errors.ts";
import { parseLocation, locationText } from "../../panel/gene.ts";
import type { CatalogueGene, CatalogueSource, GeneFile } from "./types.ts";

export type NameKind = "s" | "p" | "a" | "e" | "n";

interface Head {
  schema: "panelist.genes";
  version: 1;
  source: CatalogueSource;
  release: string;
  assembly: Assembly | null;
  /** Bytes of the first list. */
  ids: number;
}

function keyOf(gene: CatalogueGene): string {
  return (
    gene.hgncId ?? gene.ensemblId ?? (gene.ncbiId === null ? gene.symbol : `ncbi:${gene.ncbiId}`)
  );
}

function clean(text: string): string {
  return text.replaceAll(/[\p{Cc}|]+/gu, " ").trim();
}

function sortedLines(rows: readonly string[][]): Buffer {
  const lines = rows.map((cells) => Buffer.from(`${cells.join("\t")}\n`));
  return Buffer.concat(lines.toSorted(Buffer.compare));
}

/** The bytes to keep. The same genes in any order give the same bytes. */
export function snapshotOf({ source, version, assembly, genes }: GeneFile): Buffer {
  const ids: string[][] = [];
  const names: string[][] = [];
  for (const gene of genes) {
    const key = clean(keyOf(gene));
    ids.push([
      key,
      clean(gene.symbol),
      gene.ensemblId ?? "",
      gene.ncbiId ?? "",
      locationText(gene.location) ?? "",
      gene.previousSymbols.map(clean).join("|"),
      gene.aliases.map(clean).join("|"),
      ...(gene.name === "" ? [] : [clean(gene.name)]),
    ]);
    const called: Record<NameKind, readonly (string | null)[]> = {
      s: [gene.symbol],
      p: gene.previousSymbols,
      a: gene.aliases,
      e: [gene.ensemblId],
      n: [gene.ncbiId],
    };
    for (const [kind, texts] of Object.entries(called))
      for (const text of texts)
        if (text !== null) names.push([clean(text).toUpperCase(), kind, key]);
  }
  const first = sortedLines(ids);
  const head: Head = {
    schema: "panelist.genes",
    version: 1,
    source,
    release: version,
    assembly,
    ids: first.length,
  };
  return Buffer.concat([Buffer.from(`${JSON.stringify(head)}\n`), first, sortedLines(names)]);
}

export interface Snapshot {
  source: CatalogueSource;
  release: string;
  assembly: Assembly | null;
  byKey(key: string): CatalogueGene | null;
  /** Every gene with its key, in the order of keys. */
  all(): Generator<[key: string, gene: CatalogueGene]>;
  /** Keys of the genes that have this name, by what it is to them. */
  byName(name: string, kind: NameKind): string[];
}

const { TAB, NEWLINE } = BYTE;

/** @throws ToolError E_STORE: not a snapshot of this version */
export function openSnapshot(bytes: Buffer, path: string): Snapshot {
  const end = bytes.indexOf(NEWLINE);
  const head = readHead(bytes.subarray(0, Math.max(0, end)), path);
  const ids = bytes.subarray(end + 1, end + 1 + head.ids);
  const names = bytes.subarray(end + 1 + head.ids);
  return {
    source: head.source,
    release: head.release,
    assembly: head.assembly,
    byKey(key) {
      const [line] = tableLines(ids, key);
      return line === undefined ? null : geneOf(line);
    },
    *all() {
      for (const line of ids.toString("utf8").split("\n")) {
        const cells = line.split("\t");
        if (line !== "") yield [cells[0] ?? "", geneOf(cells)];
      }
    },
    byName: (name, kind) => {
      const keys = tableLines(names, name.toUpperCase()).flatMap(([, what, key]) =>
        what === kind && key !== undefined ? [key] : [],
      );
      return [...new Set(keys)];
    },
  };
}

function readHead(bytes: Buffer, path: string): Head {
  let head: Partial<Head> | null = null;
  try {
    head = JSON.parse(bytes.toString("utf8")) as Partial<Head> | null;
  } catch {
    // told below
  }
  if (head?.schema === "panelist.genes" && head.version === 1) return head as Head;
  throw new ToolError("E_STORE", "not a gene table that this program can read", {
    path,
    hint: "Run `panelist knowledge import genes` again.",
  });
}

function geneOf(cells: readonly string[]): CatalogueGene {
  const [
    key = "",
    symbol = "",
    ensemblId = "",
    ncbiId = "",
    place = "",
    previous = "",
    aliases = "",
    name = "",
  ] = cells;
  const list = (text: string): string[] => (text === "" ? [] : text.split("|"));
  return {
    hgncId: key.startsWith("HGNC:") ? key : null,
    symbol,
    name,
    previousSymbols: list(previous),
    aliases: list(aliases),
    ensemblId: ensemblId === "" ? null : ensemblId,
    ncbiId: ncbiId === "" ? null : ncbiId,
    location: place === "" ? null : parseLocation(place),
  };
}

/** Cells of all lines whose first cell is `key`, by bisection. */
function tableLines(bytes: Buffer, key: string): string[][] {
  const wanted = Buffer.from(`${key}\t`);
  let low = 0;
  let high = bytes.length;
  // `low` and `high` are always starts of lines; the first line not before `wanted` is between them.
  while (low < high) {
    const middle = lineStart(bytes, (low + high) >> 1, low);
    if (compareStart(bytes, middle, wanted) < 0) low = lineEnd(bytes, middle) + 1;
    else high = middle;
  }
  const found: string[][] = [];
  for (let at = low; at < bytes.length && compareStart(bytes, at, wanted) === 0;) {
    const end = lineEnd(bytes, at);
    found.push(bytes.toString("utf8", at, end).split("\t"));
    at = end + 1;
  }
  return found;
}

/** Where the line that begins at `at` ends: also one that the end of a damaged table cuts. */
function lineEnd(bytes: Buffer, at: number): number {
  const end = bytes.indexOf(NEWLINE, at);
  return end < 0 ? bytes.length : end;
}

/** Start of the line that holds byte `at`, not before `least`. */
function lineStart(bytes: Buffer, at: number, least: number): number {
  let start = at;
  while (start > least && bytes[start - 1] !== NEWLINE) start -= 1;
  return start;
}

/** Order of a line's beginning and `wanted`, which ends with a tab. */
function compareStart(bytes: Buffer, start: number, wanted: Buffer): number {
  for (let i = 0; i < wanted.length; i += 1) {
    const difference = (bytes[start + i] ?? NEWLINE) - (wanted[i] ?? TAB);
    if (difference !== 0) return difference;
  }
  return 0;
}
