/** Records, regions and indexes as the index tests compare them. */
import { CSI, TBI } from "@gmod/tabix";
import { LocalFile } from "generic-filehandle2";
import { expect } from "vitest";
import { chunkBytes, mergeChunks } from "../../src/io/bgzf/index.ts";
import type { Chunk, VcfIndex } from "../../src/io/bgzf/index.ts";
import { gunzipFile, withFile } from "./support.ts";

export interface Row {
  name: string;
  start: number;
  end: number;
  line: string;
}

/** Records by a plain split; span as tabix takes it. */
export function rowsOf(text: string): Row[] {
  return text
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => {
      const [name = "", pos = "", , ref = "", , , , info = ""] = line.split("\t");
      const start = Math.max(0, Number(pos) - 1);
      const end = Number(/(?:^|;)END=(\d+)/.exec(info)?.[1] ?? 0);
      return { name, start, end: end > start ? end : start + ref.length, line };
    });
}

function readChunks(path: string, chunks: readonly Chunk[]): string {
  return withFile(path, (inflater) => {
    const parts: Uint8Array[] = [];
    for (const c of chunks)
      for (const piece of inflater.readChunk(c)) parts.push(Uint8Array.from(piece.data));
    return Buffer.concat(parts).toString();
  });
}

/** Regions at, before, after and around records, and across whole contigs. */
export function regionsOf(rows: readonly Row[]): [string, number, number][] {
  return candidatesOf(rows).filter(([, start, end]) => start < end);
}

function candidatesOf(rows: readonly Row[]): [string, number, number][] {
  const step = Math.max(1, Math.floor(rows.length / 10));
  const picked = rows.filter((_, i) => i % step === 0);
  return [
    ...picked.flatMap(({ name, start, end }): [string, number, number][] => [
      [name, start, end],
      [name, start, start + 1],
      [name, Math.max(0, start - 20_000), start],
      [name, end, end + 50_000],
      [name, Math.max(0, start - 300_000), end + 300_000],
    ]),
    ...[...new Set(rows.map((r) => r.name))].map((name): [string, number, number] => [
      name,
      0,
      2 ** 29,
    ]),
  ];
}

/** Every record of the region is in the chunks, once and in order, and @gmod/tabix's cover no more of them. */
export async function compare(vcf: string, index: VcfIndex): Promise<number> {
  const rows = rowsOf(gunzipFile(vcf).toString());
  const Reader = index.kind === "tbi" ? TBI : CSI;
  const peer = new Reader({ filehandle: new LocalFile(index.path) });
  let regions = 0;
  for (const [name, start, end] of regionsOf(rows)) {
    const overlaps = (r: Row): boolean => r.name === name && r.start < end && r.end > start;
    const expected = rows.filter(overlaps).map((r) => r.line);
    const got = rowsOf(readChunks(vcf, index.blocksForRange(name, start, end)));
    expect(got.filter(overlaps).map((r) => r.line)).toEqual(expected);
    const theirs = mergeChunks(
      (await peer.blocksForRange(name, start, end, {})).map((b) => ({
        minv: { block: b.minv.blockPosition, within: b.minv.dataPosition },
        maxv: { block: b.maxv.blockPosition, within: b.maxv.dataPosition },
      })),
    );
    expect(
      rowsOf(readChunks(vcf, theirs))
        .filter(overlaps)
        .map((r) => r.line),
    ).toEqual(expected);
    expect(chunkBytes(index.blocksForRange(name, start, end))).toBeLessThanOrEqual(
      chunkBytes(theirs),
    );
    regions++;
  }
  const present = new Set(rows.map(({ name }) => name));
  expect(index.names.filter((name) => present.has(name))).toEqual([...present]);
  return regions;
}

export const HEADER = ["##fileformat=VCFv4.2", "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO"];

/** Sorted records on three contigs: dense, sparse, long ones, telomere, END in INFO. */
export function madeUpLines(): string[] {
  const lines = [...HEADER];
  for (const [c, name] of ["1", "2", "X"].entries()) {
    let pos = c === 1 ? 0 : 1;
    for (let i = 0; i < 4000; i++) {
      const ref = i % 97 === 0 ? "A".repeat(200) : "A";
      const info =
        i % 501 === 7 ? `SVTYPE=DEL;END=${pos + 400_000}` : i % 5 === 0 ? `XEND=3;DP=${i}` : ".";
      lines.push(`${name}\t${pos}\tid${i * 7919}\t${ref}\tC\t.\tPASS\t${info}`);
      pos += (i * 7919) % (c === 2 ? 30_000 : 300);
    }
  }
  return lines;
}
