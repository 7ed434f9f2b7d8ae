/** Small GFF3 files with their sequence, for tests of the import. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Assembly } from "../../src/core/assembly.ts";
import {
  buildRelease,
  type BuiltRelease,
  type ReleaseOptions,
} from "../../src/effect/import/release.ts";
import { transcriptsOf } from "../../src/effect/snapshot.ts";
import type { TranscriptGene, TranscriptSlice } from "../../src/effect/types.ts";
import { openFasta } from "../../src/io/fasta/index.ts";
import { idsOf, openNames } from "../../src/effect/names.ts";

/** One row; `attributes` as the file has them. */
export function row(
  type: string,
  [start, end]: readonly [number, number],
  attributes: string,
  {
    contig = "21",
    strand = "+",
    phase = ".",
  }: { contig?: string; strand?: string; phase?: string } = {},
): string {
  return [contig, "test", type, start, end, ".", strand, phase, attributes].join("\t");
}

interface Model {
  id: string;
  exons: [number, number][];
  /** In the transcript's direction, with their phases. */
  cds?: [start: number, end: number, phase: number][];
  strand?: "+" | "-";
  contig?: string;
  gene?: string;
  biotype?: string;
  more?: string;
  geneMore?: string;
  cdsMore?: string;
}

/** A gene with one transcript as Ensembl writes it, parents first. */
export function ensembl(model: Model): string[] {
  const { id, exons, cds = [], strand = "+", contig = "21", biotype = "protein_coding" } = model;
  const gene = model.gene ?? id.replace("ENST", "ENSG");
  const at = { contig, strand };
  const hull: [number, number] = [
    Math.min(...exons.map(([start]) => start)),
    Math.max(...exons.map(([, end]) => end)),
  ];
  return [
    row(
      "gene",
      hull,
      `ID=gene:${gene};Name=${gene};biotype=protein_coding;gene_id=${gene}${model.geneMore ?? ""}`,
      at,
    ),
    row(
      "mRNA",
      hull,
      `ID=transcript:${id};Parent=gene:${gene};biotype=${biotype};transcript_id=${id};version=1${model.more ?? ""}`,
      at,
    ),
    ...exons.map((extent) => row("exon", extent, `Parent=transcript:${id}`, at)),
    ...cds.map(([start, end, phase]) =>
      row(
        "CDS",
        [start, end],
        `ID=CDS:P${id};Parent=transcript:${id};protein_id=P${id}${model.cdsMore ?? ""}`,
        {
          ...at,
          phase: String(phase),
        },
      ),
    ),
  ];
}

/** A chromosome of A's with texts put in, in the strand's direction over the extents. */
export function sequence(
  length: number,
  ...put: { exons: [number, number][]; strand?: "+" | "-"; mrna: string }[]
): string {
  const bases = Array.from({ length }, () => "A");
  for (const { exons, strand = "+", mrna } of put) {
    const places = exons.flatMap(([start, end]) =>
      Array.from({ length: end - start + 1 }, (_, i) => start + i),
    );
    places.sort((a, b) => a - b);
    if (strand === "-") places.reverse();
    for (const [i, base] of [...mrna].entries())
      bases[Number(places[i]) - 1] =
        strand === "+" ? base : ({ A: "T", C: "G", G: "C", T: "A" }[base] ?? "N");
  }
  return bases.join("");
}

export interface Imported {
  built: BuiltRelease;
  slice: TranscriptSlice;
  /** What the columns say of one transcript. */
  of(id: string): {
    index: number;
    flags: number;
    exons: [number, number][];
    cds: [number, number];
    phase: number;
    rows: [number, number][];
    sec: number[];
    gapAt: number;
    biotype: string | undefined;
    gene: TranscriptGene;
    protein: string;
    counterpart: string;
  };
}

const HEAD = ["##gff-version 3", "#!genome-build GRCh38.p14"];

/** Imports rows. @param contigs sequence by contig; none: coordinates alone */
export async function imported(
  folder: string,
  rows: readonly string[],
  contigs: Record<string, string> | null = null,
  options: Partial<ReleaseOptions> & { head?: string[]; assembly?: Assembly | null } = {},
): Promise<Imported> {
  const path = join(folder, "t.gff3");
  writeFileSync(path, `${[...(options.head ?? HEAD), ...rows].join("\n")}\n`);
  const reference = contigs === null ? null : await openFasta(fasta(folder, contigs));
  const built = await buildRelease(path, {
    assembly: null,
    release: "1",
    reference,
    mane: null,
    allBiotypes: false,
    identify: () => null,
    ...options,
  });
  reference?.close();
  const slice = transcriptsOf(built.bytes, "test").slice("all");
  return { built, slice, of: (id) => transcriptOf(slice, id) };
}

/** A FASTA with its index. */
export function fasta(folder: string, contigs: Record<string, string>): string {
  const path = join(folder, "s.fa");
  let text = "";
  let index = "";
  for (const [name, bases] of Object.entries(contigs)) {
    text += `>${name}\n`;
    index += `${name}\t${bases.length}\t${text.length}\t60\t61\n`;
    text += `${bases.replaceAll(/.{60}/g, "$&\n")}\n`;
  }
  writeFileSync(path, text);
  writeFileSync(`${path}.fai`, index);
  return path;
}

function transcriptOf({ columns, names }: TranscriptSlice, id: string): ReturnType<Imported["of"]> {
  const t = idsOf(names).indexOf(id);
  if (t < 0) throw new Error(`${id} is not among ${idsOf(names).join(", ")}`);
  const named = openNames(names);
  const pairs = (from: Int32Array, starts: Int32Array, ends: Int32Array): [number, number][] =>
    Array.from(starts.subarray(from[t], from[t + 1]), (start, i) => [
      start,
      Number(ends[Number(from[t]) + i]),
    ]);
  return {
    index: t,
    flags: Number(columns.flags[t]),
    exons: pairs(columns.exonFrom, columns.exonStart, columns.exonEnd),
    cds: [Number(columns.cdsStart[t]), Number(columns.cdsEnd[t])],
    phase: Number(columns.phase[t]),
    rows: pairs(columns.rowFrom, columns.rowStart, columns.rowEnd),
    sec: [...columns.secAt.subarray(columns.secFrom[t], columns.secFrom[t + 1])],
    gapAt: Number(columns.gapAt[t]),
    biotype: names.biotypes[Number(columns.biotype[t])],
    gene: named.gene(Number(columns.gene[t])),
    protein: named.protein(t),
    counterpart: named.counterpart(t),
  };
}
