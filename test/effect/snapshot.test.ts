// A release of transcripts as the store keeps it: slices say what the whole says; damage is told, never read.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { baseCode } from "../../src/core/genetic-code.ts";
import { CHROMOSOMES } from "../../src/core/assembly.ts";
import { openBases } from "../../src/effect/sequence.ts";
import { openTranscripts, transcriptsOf } from "../../src/effect/snapshot.ts";
import type { Place, Transcripts } from "../../src/effect/snapshot.ts";
import type { TranscriptSlice } from "../../src/effect/types.ts";
import { tempFolder } from "../helpers/temp.ts";
import { idsOf, openNames } from "../../src/effect/names.ts";
import { snapshotBytes } from "../../src/effect/snapshot-write.ts";
import { ensembl, imported, sequence } from "./gff3.ts";
import { sliceOf } from "./slices.ts";

const folder = tempFolder();

/** Genes of three exons, each a little further, on both strands of two chromosomes; every fifth overlaps the next. */
const COUNT = 120;
const rows: string[] = [];
const put: Record<string, Parameters<typeof sequence>[1][]> = { "21": [], MT: [], "22": [] };
for (let i = 0; i < COUNT; i++) {
  const contig = i % 2 === 0 ? "21" : "22";
  const start = 1001 + 400 * i - (i % 5 === 0 ? 300 : 0);
  const strand = i % 3 === 0 ? ("-" as const) : ("+" as const);
  const exons: [number, number][] = [
    [start, start + 8],
    [start + 100, start + 108],
  ];
  const cds: [number, number, number][] =
    strand === "+"
      ? [
          [start + 3, start + 8, 0],
          [start + 100, start + 105, 0],
        ]
      : [
          [start + 100, start + 105, 0],
          [start + 3, start + 8, 0],
        ];
  rows.push(...ensembl({ id: `ENST${i + 1}`, exons, cds, strand, contig }));
  put[contig]?.push({ exons, strand, mrna: "CCCATGGCTGCTTAACCC" });
}
const bases = {
  "21": sequence(60_000, ...(put["21"] ?? [])),
  "22": `${sequence(30_000, ...(put["22"] ?? [])).slice(0, 25_000)}NNNNRYNNNN${sequence(60_000, ...(put["22"] ?? [])).slice(25_010)}`,
};
const { built } = await imported(folder, rows, bases);
const release = transcriptsOf(built.bytes, "whole");

/** What a slice says of its transcripts, in words. */
function said({ columns: c, names }: TranscriptSlice): Map<string, unknown> {
  const { id, protein, counterpart, gene } = openNames(names);
  const numbers = [c.start, c.end, c.strand, c.flags, c.phase, c.cdsStart, c.cdsEnd];
  const baseAt = openBases(c, null);
  const all = new Map<string, unknown>();
  for (const [chrom] of CHROMOSOMES.entries())
    for (let t = Number(c.chromFrom[chrom]); t < Number(c.chromFrom[chrom + 1]); t++) {
      const part = (from: Int32Array, ...columns: Int32Array[]): number[][] =>
        columns.map((column) => [...column.subarray(from[t], from[t + 1])]);
      const [starts = [], ends = []] = part(c.exonFrom, c.exonStart, c.exonEnd);
      const [low, high] = [Math.min(...starts) - 100, Math.max(...ends) + 100];
      all.set(id(t), {
        chrom,
        names: [protein(t), counterpart(t), gene(Number(c.gene[t]))],
        places: numbers.map((column) => column[t]),
        parts: [starts, ends, ...part(c.rowFrom, c.rowStart), ...part(c.secFrom, c.secAt)],
        bases: Array.from({ length: high - low + 1 }, (_, i) => baseAt(chrom, low + i)).join(""),
      });
    }
  return all;
}

const whole = release.slice("all");
const everything = said(whole);

describe("a slice", () => {
  it("of everything holds the sequence's bases, unknown ones as such", () => {
    expect(whole.columns.count).toBe(COUNT);
    const baseAt = openBases(whole.columns, null);
    const wrong: string[] = [];
    let held = 0;
    for (const chrom of ["21", "22"] as const) {
      const order = CHROMOSOMES.indexOf(chrom);
      const { blockFrom, blockStart, blockEnd } = whole.columns;
      for (let b = Number(blockFrom[order]); b < Number(blockFrom[order + 1]); b++)
        for (let at = Number(blockStart[b]); at <= Number(blockEnd[b]); at++, held++)
          if (baseAt(order, at) !== baseCode(bases[chrom].charCodeAt(at - 1)))
            wrong.push(`${chrom}:${at}`);
    }
    expect(held).toBeGreaterThan(10_000);
    expect(wrong).toEqual([]);
  });

  it.each([
    ["one place", [{ chrom: "21", start: 30_000, end: 30_000 }]],
    [
      "several, in any order",
      [
        { chrom: "22", start: 20_000, end: 24_000 },
        { chrom: "21", start: 1, end: 5000 },
        { chrom: "21", start: 2000, end: 2100 },
      ],
    ],
    ["a whole chromosome", [{ chrom: "22", start: 1, end: 2 ** 30 }]],
  ] as [string, Place[]][])(
    "of %s has every gene that touches it, and says the same of it",
    (_of, wanted) => {
      const slice = said(release.slice(wanted));
      const { start, end, chromFrom } = whole.columns;
      for (const [t, id] of idsOf(whole.names).entries()) {
        const chrom = CHROMOSOMES.findIndex((_, i) => Number(chromFrom[i + 1]) > t);
        const touches = wanted.some(
          (place) =>
            place.chrom === CHROMOSOMES[chrom] &&
            Number(start[t]) <= place.end &&
            Number(end[t]) >= place.start,
        );
        if (touches) expect(slice.has(id)).toBe(true);
      }
      for (const [id, words] of slice) expect(words).toEqual(everything.get(id));
      expect(slice.size).toBeLessThan(COUNT);
    },
  );

  it("where there is nothing is empty", () => {
    const { columns, names } = release.slice([
      { chrom: "1", start: 1, end: 1000 },
      { chrom: "GL1", start: 1, end: 9 },
    ]);
    expect([columns.count, idsOf(names).length, columns.bases.length]).toEqual([0, 0, 0]);
  });

  it("shares one buffer between its columns", () => {
    const { count: _count, ...columns } = release.slice("all").columns;
    expect(new Set(Object.values(columns).map(({ buffer }) => buffer)).size).toBe(1);
    expect(columns.start.buffer).toBeInstanceOf(SharedArrayBuffer);
    expect(whole.names.text.buffer).toBeInstanceOf(SharedArrayBuffer);
    expect(idsOf(structuredClone(whole.names))).toEqual(idsOf(whole.names));
  });

  it("of more than is read at once says the same of every transcript", async () => {
    const path = join(folder, "large.bin");
    const ids = Array.from({ length: 120 }, (_, i) => `ENST${i}${"0".repeat(6000)}`);
    const genes = ids.map((id, i) => ensembl({ id, exons: [[1000 * i + 1, 1000 * i + 99]] }));
    const { bytes } = (await imported(folder, genes.flat())).built;
    expect(bytes.length).toBeGreaterThan(1 << 20);
    writeFileSync(path, bytes);
    const { columns, names } = openTranscripts(path).slice("all");
    expect(idsOf(names).map((id) => id.replace(/\.1$/, ""))).toEqual(ids);
    expect([...columns.exonEnd]).toEqual(ids.map((_, i) => 1000 * i + 99));
  });

  it("of a release without sequence takes the bases that it is given, and judges the ends by them", async () => {
    const plain = transcriptsOf((await imported(folder, rows)).built.bytes, "plain");
    expect(plain.head.sequence).toBeNull();
    expect(plain.slice("all").columns.bases.length).toBe(0);
    const read = (chrom: string, start: number, end: number): string =>
      (chrom === "21" || chrom === "22" ? bases[chrom] : "").slice(start - 1, end);
    expect(said(plain.slice("all", read))).toEqual(everything);
  });
});

it("ids that were kept with GENCODE's count of mappings to GRCh37 are read without", () => {
  const id = "ENST00000000001.5_1";
  const own = { id, protein: "ENSP00000000001.2_1", chrom: "21", strand: 1 as const };
  const slice = sliceOf([{ ...own, exons: [[1001, 1300]], cds: [[1001, 1300]] }], new Map());
  const kept = (source: string, assembly: "GRCh37" | "GRCh38"): string[] => {
    const bytes = snapshotBytes({ ...built.head, source, assembly }, [slice]);
    const { names } = transcriptsOf(bytes, "kept").slice("all");
    return [...idsOf(structuredClone(names)), openNames(names).protein(0)];
  };
  expect(kept("GENCODE", "GRCh37")).toEqual(["ENST00000000001.5", "ENSP00000000001.2"]);
  expect(kept("GENCODE", "GRCh38")[0]).toBe(id);
  expect(kept("Ensembl", "GRCh37")[0]).toBe(id);
});

describe("the file", () => {
  const path = join(folder, "s.bin");
  const open = (bytes: Uint8Array): Transcripts => {
    writeFileSync(path, bytes);
    return openTranscripts(path);
  };

  it("gives what the bytes in memory give", () => {
    expect(said(open(built.bytes).slice("all"))).toEqual(everything);
    expect(readFileSync(path).equals(built.bytes)).toBe(true);
  });

  it("is the same for the same input", async () => {
    const again = await imported(folder, rows.toReversed(), bases);
    expect(again.built.bytes.equals(built.bytes)).toBe(true);
  });

  it.each([
    ["cut in its head", (bytes: Buffer) => bytes.subarray(0, 40)],
    ["cut in its records", (bytes: Buffer) => bytes.subarray(0, bytes.length - 100)],
    ["another file", () => Buffer.from("something else, and long enough to be read")],
    ["changed in its head", (bytes: Buffer) => flipped(bytes, 60)],
    ["changed in its records", (bytes: Buffer) => flipped(bytes, bytes.length - 200)],
  ])("%s: one error, with what to do", (_what, damage) => {
    expect(() => open(damage(built.bytes)).slice("all")).toThrowError(/the store is damaged/);
  });
});

function flipped(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[at] = Number(copy[at]) ^ 1;
  return copy;
}
