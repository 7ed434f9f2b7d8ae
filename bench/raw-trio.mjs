// A family's raw file on a genome of our own: one chromosome of 20 Mb with 100 genes of ten coding exons, its FASTA and
// GFF3, a trio with a record each 100 bases, and frequencies of every exon base. The same seed gives the same files.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { LENGTHS, syntheticGff3 } from "./effect-input.mjs";
import { random } from "./gnomad-like.mjs";
import { inTurns, run } from "./measure.mjs";

const GENES = 100;
const EXONS = 10;
/** Coding bases of an exon: whole codons. */
const EXON = 150;
const STEP = 2150;
const APART = 200_000;
const LENGTH = GENES * APART + 100_000;
const STOPS = new Set(["TAA", "TAG", "TGA"]);
const CALLS = [
  ["0/1", "0/1", "0/0"],
  ["0/1", "0/0", "0/0"],
  ["1/1", "0/1", "0/1"],
  ["0/0", "0/1", "0/0"],
];

/** 1-based inclusive. */
function exonsOf(gene) {
  const start = 100_000 + gene * APART;
  return Array.from({ length: EXONS }, (_, i) => [start + i * STEP, start + i * STEP + EXON - 1]);
}

function genome(rand) {
  const base = () => "ACGT"[Math.floor(rand() * 4)];
  const bases = Buffer.alloc(LENGTH);
  for (let i = 0; i < LENGTH; i++) bases[i] = base().charCodeAt(0);
  for (let gene = 0; gene < GENES; gene++) {
    let coding = "ATG";
    while (coding.length < EXONS * EXON - 3) {
      const codon = base() + base() + base();
      if (!STOPS.has(codon)) coding += codon;
    }
    coding += "TAA";
    exonsOf(gene).forEach(([start, end], i) => {
      bases.write(coding.slice(i * EXON, (i + 1) * EXON), start - 1, "latin1");
      if (i + 1 < EXONS) bases.write("GT", end, "latin1");
      if (i > 0) bases.write("AG", start - 3, "latin1");
    });
  }
  return bases.toString("latin1");
}

function gff3() {
  const rows = ["##gff-version 3", "#!genome-build GRCh38.p14"];
  for (let gene = 0; gene < GENES; gene++) {
    const exons = exonsOf(gene);
    const id = String(gene).padStart(5, "0");
    const row = (type, [start, end], phase, attributes) =>
      rows.push(["1", "own", type, start, end, ".", "+", phase, attributes].join("\t"));
    const whole = [exons[0][0], exons.at(-1)[1]];
    const [g, t] = [`ENSG000000${id}`, `ENST000000${id}`];
    row("gene", whole, ".", `ID=gene:${g};Name=GENE${gene};biotype=protein_coding;gene_id=${g}`);
    row(
      "mRNA",
      whole,
      ".",
      `ID=transcript:${t};Parent=gene:${g};biotype=protein_coding;tag=basic,Ensembl_canonical;transcript_id=${t};version=1`,
    );
    for (const exon of exons) row("exon", exon, ".", `Parent=transcript:${t}`);
    for (const exon of exons) row("CDS", exon, "0", `ID=CDS:P${id};Parent=transcript:${t}`);
  }
  return `${rows.join("\n")}\n`;
}

const HEAD = "##fileformat=VCFv4.2\n##reference=GRCh38\n##contig=<ID=1,length=248956422>\n";

/** @param {number} apart  bases from one record to the next, on average */
function trio(bases, rand, apart) {
  const rows = [];
  for (let pos = 1000; pos < LENGTH - 1000; pos += 1 + Math.floor(rand() * (2 * apart - 1))) {
    const ref = bases[pos - 1];
    const alt = "ACGT".replace(ref, "")[Math.floor(rand() * 3)];
    const calls = CALLS[Math.floor(rand() * CALLS.length)].map((gt) => `${gt}:15,15:30:60`);
    rows.push(["1", pos, ".", ref, alt, 50, "PASS", ".", "GT:AD:DP:GQ", ...calls].join("\t"));
  }
  const formats = ["GT", "AD", "DP", "GQ"].map(
    (id) =>
      `##FORMAT=<ID=${id},Number=${id === "AD" ? "R" : 1},Type=${id === "GT" ? "String" : "Integer"},Description="x">`,
  );
  return `${HEAD}${formats.join("\n")}\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tC\tF\tM\n${rows.join("\n")}\n`;
}

/** @param {() => number} counted  how many of 1,000,000 copies carry an allele */
function frequencies(bases, counted) {
  const rows = [];
  for (let gene = 0; gene < GENES; gene++)
    for (const [start, end] of exonsOf(gene))
      for (let pos = start - 50; pos <= end + 50; pos++)
        for (const alt of "ACGT".replace(bases[pos - 1], "")) {
          const ac = counted();
          rows.push(
            `1\t${pos}\t.\t${bases[pos - 1]}\t${alt}\t.\tPASS\tAC=${ac};AN=1400000;AF_grpmax=${(ac / 1_000_000).toExponential(4)}`,
          );
        }
  const keys = ["AC", "AN", "AF_grpmax"].map(
    (id) =>
      `##INFO=<ID=${id},Number=1,Type=${id === "AF_grpmax" ? "Float" : "Integer"},Description="x">`,
  );
  return `${HEAD}${keys.join("\n")}\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n${rows.join("\n")}\n`;
}

/** Half of the alleles below 0.003. */
const skewed = (rand) => () => Math.floor(rand() ** 4 * 50_000);
/** One of twenty is rare, as of what a person carries. */
const mostlyCommon = (rand) => () => (rand() < 0.05 ? 5 : 20_000 + Math.floor(rand() * 400_000));

const bin = new URL("../bin/panelist.js", import.meta.url).pathname;

/** A folder of its own, with the pedigree and the panel of all genes; and the command with the store in it. */
function place(out, name) {
  const folder = join(out, name);
  mkdirSync(folder, { recursive: true });
  const at = (file) => join(folder, file);
  writeFileSync(at("trio.ped"), "FAM\tC\tF\tM\t1\t2\nFAM\tF\t0\t0\t1\t1\nFAM\tM\t0\t0\t2\t1\n");
  const genes = Array.from({ length: GENES }, (_, i) => exonsOf(i));
  writeFileSync(
    at("panel.bed"),
    genes.map((own, i) => `1\t${own[0][0] - 1}\t${own.at(-1)[1]}\tGENE${i}\n`).join(""),
  );
  return { at, panelist: `PANELIST_STORE=${at("store")} ${process.execPath} ${bin}` };
}

/** Declares the frequencies as a source. */
function declareFrequencies(at) {
  const field = (name, as) => ({ field: name, name, as });
  const fields = [
    field("AC", "alleleCount"),
    field("AN", "alleleNumber"),
    field("AF_grpmax", "frequency"),
  ];
  const own = { name: "own", release: "1", assembly: "GRCh38", file: at("f.vcf.gz") };
  const source = { ...own, format: "vcf", records: "split", fields };
  const declaration = { schema: "panelist.sources", version: 1, sources: [source] };
  writeFileSync(at("sources.json"), JSON.stringify(declaration));
}

/**
 * Writes the sequence and its index.
 * @param others contigs without records: all of them are the same bases A
 */
function writeGenome(at, bases, others = []) {
  const longest = Math.max(0, ...others.map(([, length]) => length));
  writeFileSync(at("genome.fa"), `>1\n${bases}\n>2\n${"A".repeat(longest)}\n`);
  const row = (contig, length, offset) =>
    `${[contig, length, offset, length, length + 1].join("\t")}\n`;
  const rows = [
    row("1", LENGTH, 3),
    ...others.map(([contig, length]) => row(contig, length, LENGTH + 7)),
  ];
  writeFileSync(at("genome.fa.fai"), rows.join(""));
}

/**
 * As many variants as a genome has, a GFF3 of the whole genome (the made chromosome 1, the others of `effect-input`):
 * the family raw and annotated by panelist, and `bcftools csq` over the panel's records, which reads its GFF3 anew.
 */
export function genomeWideTimes({ out, rounds }) {
  const { at, panelist } = place(out, "genome-wide");
  declareFrequencies(at);
  if (!existsSync(at("annotated.vcf.gz.tbi"))) {
    const bases = genome(random(5));
    writeGenome(at, bases, LENGTHS.slice(1));
    const others = readFileSync(syntheticGff3(join(out, "effect")), "latin1")
      .split("\n")
      .filter((line) => !line.startsWith("1\t") && !line.startsWith("#"));
    writeFileSync(at("genes.gff3"), gff3() + others.join("\n"));
    writeFileSync(at("raw.vcf"), trio(bases, random(6), 700));
    writeFileSync(at("f.vcf"), frequencies(bases, mostlyCommon(random(7))));
    for (const name of ["raw", "f"])
      run(`bgzip -f ${at(`${name}.vcf`)} && tabix -f -p vcf ${at(`${name}.vcf.gz`)}`);
    run(
      `${panelist} knowledge import transcripts ${at("genes.gff3")} --assembly GRCh38 --release 1 --quiet`,
    );
    run(
      `${panelist} knowledge import values ${at("sources.json")} --panel ${at("panel.bed")} --quiet`,
    );
    run(
      `${panelist} annotate ${at("raw.vcf.gz")} -o ${at("annotated.vcf.gz")} --reference ${at("genome.fa")} --quiet`,
    );
    run(`tabix -f -p vcf ${at("annotated.vcf.gz")}`);
  }
  const asked = `--ped ${at("trio.ped")} --panel ${at("panel.bed")} --reference ${at("genome.fa")} --annotate ${at("sources.json")} --partial --quiet --no-progress`;
  const analyse = (name, more = "") =>
    `${panelist} analyse ${at(`${name}.vcf.gz`)} ${asked} ${more} > ${at(`${name}.tsv`)}`;
  return inTurns(
    {
      "trio, 100 genes: raw": analyse("raw"),
      "trio, 100 genes: annotated": analyse("annotated"),
      "trio, 100 genes: annotated, no transcripts": analyse("annotated", "--transcripts none"),
      "trio, 100 genes: bcftools view | csq": `bcftools view -R ${at("panel.bed")} ${at("raw.vcf.gz")} | bcftools csq -l -f ${at("genome.fa")} -g ${at("genes.gff3")} - > ${at("csq.vcf")} 2> ${at("csq.log")}`,
    },
    rounds,
  );
}

/** The family raw and annotated by panelist, 100 genes, frequencies prefetched: processor time of whole processes. */
export function rawTrioRows({ out, rounds }) {
  const { at, panelist } = place(out, "raw-trio");
  declareFrequencies(at);
  if (!existsSync(at("annotated.vcf.gz"))) {
    const bases = genome(random(5));
    writeGenome(at, bases);
    writeFileSync(at("genes.gff3"), gff3());
    writeFileSync(at("raw.vcf"), trio(bases, random(6), 100));
    writeFileSync(at("f.vcf"), frequencies(bases, skewed(random(7))));
    for (const name of ["raw", "f"])
      run(`bgzip -f ${at(`${name}.vcf`)} && tabix -f -p vcf ${at(`${name}.vcf.gz`)}`);
    run(
      `${panelist} knowledge import transcripts ${at("genes.gff3")} --reference ${at("genome.fa")} --assembly GRCh38 --release 1 --quiet`,
    );
    run(
      `${panelist} knowledge import values ${at("sources.json")} --panel ${at("panel.bed")} --quiet`,
    );
    run(`${panelist} annotate ${at("raw.vcf.gz")} -o ${at("annotated.vcf.gz")} --quiet`);
    run(`tabix -f -p vcf ${at("annotated.vcf.gz")}`);
  }
  const asked = `--ped ${at("trio.ped")} --panel ${at("panel.bed")} --annotate ${at("sources.json")} --partial --threads 1 --quiet --no-progress`;
  const analyse = (name) =>
    `${panelist} analyse ${at(`${name}.vcf.gz`)} ${asked} > ${at(`${name}.tsv`)}`;
  const times = inTurns({ raw: analyse("raw"), annotated: analyse("annotated") }, rounds);
  const lines = run(`grep -vc '^#' ${at("raw.tsv")}`).stdout.trim();
  const same = run(
    `cmp <(grep -v '^##' ${at("raw.tsv")}) <(grep -v '^##' ${at("annotated.tsv")}) && echo same || true`,
  ).stdout.trim();
  const ratio = times.raw.cpu / times.annotated.cpu;
  return [
    {
      name: `raw trio, 100 genes, values prefetched: processor, times its annotated twin (${times.raw.cpu.toFixed(2)} s; ${times.annotated.cpu.toFixed(2)} s)`,
      value: ratio.toFixed(2),
      limit: "<= 1.15",
      ok: ratio <= 1.15,
    },
    { name: "the same candidates", value: `${lines} lines`, limit: "yes", ok: same === "same" },
  ];
}
