/**
 * A made-up chromosome with two coding genes, one on each strand, and an RNA gene, their GFF3 in Ensembl's manner, and
 * every kind of small change along them: for runs on files without an annotation.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { importTranscripts } from "../../src/effect/import/index.ts";
import { bgzipBytes } from "../../src/io/bgzf/writer.ts";
import { openFasta } from "../../src/io/fasta/index.ts";
import { openStore } from "../../src/store/index.ts";

const LENGTH = 9000;

/** The same numbers each time. */
export function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const STOPS: ReadonlySet<string> = new Set(["TAA", "TAG", "TGA"]);

export function reverse(bases: string): string {
  return [...bases]
    .reverse()
    .map((base) => ({ A: "T", C: "G", G: "C", T: "A" })[base] ?? "N")
    .join("");
}

interface Gene {
  symbol: string;
  strand: 1 | -1;
  /** Exons along the genome, 1-based inclusive. */
  exons: [number, number][];
  /** Coding stretch along the genome; null: an RNA. */
  cds: [number, number] | null;
}

export const GENES: readonly Gene[] = [
  {
    symbol: "PLUS1",
    strand: 1,
    exons: [
      [1000, 1100],
      [1300, 1420],
      [1700, 1850],
      [2400, 2600],
    ],
    cds: [1050, 2460],
  },
  {
    symbol: "MINUS1",
    strand: -1,
    exons: [
      [4000, 4200],
      [4500, 4620],
      [5000, 5100],
    ],
    cds: [4150, 5060],
  },
  {
    symbol: "RNA1",
    strand: 1,
    exons: [
      [7000, 7100],
      [7300, 7350],
    ],
    cds: null,
  },
];

/** The whole chromosome, upper case. */
export const SEQUENCE: string = makeSequence();

function makeSequence(): string {
  const next = numbers(7);
  const bases = Array.from({ length: LENGTH }, () => "ACGT"[next(4)] ?? "A");
  for (const { strand, exons, cds } of GENES) {
    for (const [i, [start, end]] of exons.entries()) {
      // Introns begin with GT and end with AG, in the transcript's direction.
      const [donor, acceptor] = strand > 0 ? ["GT", "AG"] : ["CT", "AC"];
      if (i + 1 < exons.length) bases.splice(end, 2, ...(strand > 0 ? donor : "CT"));
      if (i > 0) bases.splice(start - 3, 2, ...(strand > 0 ? acceptor : "AC"));
    }
    if (cds === null) continue;
    const places = exons
      .flatMap(([start, end]) => Array.from({ length: end - start + 1 }, (_, i) => start + i))
      .filter((at) => at >= cds[0] && at <= cds[1]);
    const codons = places.length / 3;
    let coding = "ATG";
    while (coding.length < 3 * (codons - 1)) {
      const codon = Array.from({ length: 3 }, () => "ACGT"[next(4)]).join("");
      if (!STOPS.has(codon)) coding += codon;
    }
    coding += "TAA";
    const forwards = strand > 0 ? coding : reverse(coding);
    places.forEach((at, i) => (bases[at - 1] = forwards[i] ?? "N"));
  }
  return bases.join("");
}

/** @param genes of the release; `version` of their transcripts */
export function gff3Text(genes: readonly Gene[] = GENES, version = 1): string {
  const rows = ["##gff-version 3", "#!genome-build GRCh38.p14"];
  const row = (
    type: string,
    [start, end]: readonly [number, number],
    gene: Gene,
    phase: number | null,
    attributes: string,
  ) =>
    rows.push(
      [
        "1",
        "test",
        type,
        start,
        end,
        ".",
        gene.strand > 0 ? "+" : "-",
        phase ?? ".",
        attributes,
      ].join("\t"),
    );
  for (const gene of genes) {
    const { symbol, exons, cds, strand } = gene;
    const kind = cds === null ? "lncRNA" : "protein_coding";
    const whole = [exons[0]?.[0] ?? 0, exons.at(-1)?.[1] ?? 0] as const;
    const id = `ENST0000000${GENES.indexOf(gene)}`;
    row(
      "gene",
      whole,
      gene,
      null,
      `ID=gene:ENSG0000000${GENES.indexOf(gene)};Name=${symbol};biotype=${kind};gene_id=ENSG0000000${GENES.indexOf(gene)}`,
    );
    row(
      cds === null ? "lnc_RNA" : "mRNA",
      whole,
      gene,
      null,
      `ID=transcript:${id};Parent=gene:ENSG0000000${GENES.indexOf(gene)};biotype=${kind};tag=basic,Ensembl_canonical;transcript_id=${id};version=${version}`,
    );
    for (const exon of exons) row("exon", exon, gene, null, `Parent=transcript:${id}`);
    if (cds === null) continue;
    const parts = exons.flatMap(([start, end]): [number, number][] =>
      start <= cds[1] && end >= cds[0] ? [[Math.max(start, cds[0]), Math.min(end, cds[1])]] : [],
    );
    let before = 0;
    for (const part of strand > 0 ? parts : parts.toReversed()) {
      row(
        "CDS",
        part,
        gene,
        (3 - (before % 3)) % 3,
        `ID=CDS:ENSP0000000${GENES.indexOf(gene)};Parent=transcript:${id};protein_id=ENSP0000000${GENES.indexOf(gene)}`,
      );
      before += part[1] - part[0] + 1;
    }
  }
  return `${rows.join("\n")}\n`;
}

/** A GFF3 with each transcript twice; the second is not canonical. */
export function withSecondTranscripts(text: string): string {
  const second = (line: string): string =>
    line.replaceAll(/(ENS[TP])0/g, "$11").replace(",Ensembl_canonical", "");
  return text
    .split("\n")
    .flatMap((line) => (line.includes("transcript:") ? [line, second(line)] : [line]))
    .join("\n");
}

export function writeFasta(path: string, bases = SEQUENCE): void {
  const head = ">1\n";
  writeFileSync(path, `${head}${bases}\n`);
  writeFileSync(
    `${path}.fai`,
    `1\t${bases.length}\t${head.length}\t${bases.length}\t${bases.length + 1}\n`,
  );
}

export interface RawRecord {
  pos: number;
  ref: string;
  alts: string[];
  filter?: string;
  info?: string;
  calls?: string[];
}

/** Every SNV, short deletion and insertion in and near the exons, thinned by `one in`. */
export function changes(oneIn: number, seed = 3): RawRecord[] {
  const next = numbers(seed);
  const found: RawRecord[] = [];
  for (let pos = 850; pos < 7500; pos++) {
    const ref = SEQUENCE[pos - 1] ?? "N";
    for (const alt of "ACGT")
      if (alt !== ref && next(oneIn) === 0) found.push({ pos, ref, alts: [alt] });
    for (const length of [1, 2, 3, 6, 40])
      if (next(oneIn) === 0)
        found.push({ pos, ref: SEQUENCE.slice(pos - 1, pos + length), alts: [ref] });
    for (const length of [1, 3, 4]) {
      // As often as not what stands there already: then the place of the change is open.
      const put =
        next(2) === 0
          ? SEQUENCE.slice(pos, pos + length)
          : Array.from({ length }, () => "ACGT"[next(4)]).join("");
      if (next(oneIn) === 0) found.push({ pos, ref, alts: [ref + put] });
    }
    if (next(3 * oneIn) === 0)
      found.push({ pos, ref: SEQUENCE.slice(pos - 1, pos + 2), alts: ["GATTA", ref] });
  }
  return found;
}

const CALLS = [
  ["0/1", "0/1", "0/0"],
  ["0/1", "0/0", "0/0"],
  ["1/1", "0/1", "0/1"],
  ["0/0", "0/1", "0/0"],
];

export function rawVcf(records: readonly RawRecord[], extra: readonly string[] = []): string {
  const next = numbers(11);
  const lines = records.map(({ pos, ref, alts, filter, info, calls }) => {
    const called = calls ?? CALLS[next(CALLS.length)] ?? [];
    const samples = called.map((gt) => {
      const reads = gt === "1/1" ? "0,30" : gt === "0/0" ? "30,0" : "15,15";
      return `${gt}:${reads}${",0".repeat(alts.length - 1)}:30:60`;
    });
    return [
      "1",
      pos,
      ".",
      ref,
      alts.join(","),
      "50",
      filter ?? "PASS",
      info ?? ".",
      "GT:AD:DP:GQ",
      ...samples,
    ].join("\t");
  });
  return [
    "##fileformat=VCFv4.2",
    "##reference=GRCh38",
    "##contig=<ID=1,length=248956422>",
    '##FILTER=<ID=LowQual,Description="Low quality">',
    '##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">',
    '##FORMAT=<ID=AD,Number=R,Type=Integer,Description="Reads per allele">',
    '##FORMAT=<ID=DP,Number=1,Type=Integer,Description="Depth">',
    '##FORMAT=<ID=GQ,Number=1,Type=Integer,Description="Genotype quality">',
    ...extra,
    "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tC\tF\tM",
    ...lines,
    "",
  ].join("\n");
}

/** Bases before the made-up chromosome's genes as a BED panel. */
export const PANEL_BED = "1\t900\t2700\tPLUS1\n1\t3900\t5200\tMINUS1\n1\t6900\t7400\tRNA1\n";

export interface RawWorld {
  store: string;
  fasta: string;
  gff3: string;
  vcf: string;
  ped: string;
  panel: string;
}

/** Files of the world in `folder`, and a store with its release. @param sequence false: coordinates alone */
export async function makeRawWorld(
  folder: string,
  records: readonly RawRecord[],
  { sequence = true, text = gff3Text(), bases = SEQUENCE, release = "1" } = {},
): Promise<RawWorld> {
  const at = (name: string): string => join(folder, name);
  const world = {
    store: at("store"),
    fasta: at("genome.fa"),
    gff3: at("genes.gff3"),
    vcf: at("raw.vcf.gz"),
    ped: at("trio.ped"),
    panel: at("panel.bed"),
  };
  writeFasta(world.fasta, bases);
  writeFileSync(world.gff3, text);
  writeFileSync(world.vcf, bgzipBytes(Buffer.from(rawVcf(records))));
  writeFileSync(world.ped, "FAM\tC\tF\tM\t1\t2\nFAM\tF\t0\t0\t1\t1\nFAM\tM\t0\t0\t2\t1\n");
  writeFileSync(world.panel, PANEL_BED);
  const reference = sequence ? await openFasta(world.fasta, false) : null;
  await importTranscripts(openStore(world.store), world.gff3, {
    assembly: "GRCh38",
    release,
    reference,
    mane: null,
    allBiotypes: false,
    identify: () => null,
    now: new Date(0),
  });
  reference?.close();
  return world;
}
