/**
 * The 186 published cases of structural variants, as files of one patient each: alleles, sex and terms of the packets,
 * what is shorter than 50 bases in a file of small variants, the rest in one of structural variants, among one genome's
 * events (HG00096, GRCh37, taken at the same numbers on GRCh38: synthetic). No source of frequencies, and no exome
 * beside: one without frequencies would be no rival but noise. Consequences of small alleles are made by a rule
 * (`consequenceOf`). A small allele inside its partner's deletion is written as callers do: on every read.
 */
import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { gunzipSync } from "node:zlib";
import { chromosomeLength, CHROMOSOMES } from "../src/core/assembly.ts";
import { importGenes } from "../src/genes/catalogue/index.ts";
import { importTranscriptRelease } from "../src/library/transcripts.ts";
import { openStore } from "../src/store/index.ts";
import { storeOf } from "./phenotype-spike.mjs";

const NOW = new Date("2026-01-01T00:00:00Z");
const GENOTYPES = { heterozygous: "0/1", homozygous: "1/1", hemizygous: "1" };
const READS = { heterozygous: "30,30:60:99", homozygous: "0,60:60:99", hemizygous: "0,30:30:99" };
/** Ids of the causal records begin so. */
const CAUSAL = "causal";

/** @returns the cases with what the table of facts says of each variant */
export function readCases(data, folder) {
  execFileSync("tar", ["-xzf", join(data, "cases/pheval_sv186.phenopackets.tar.gz"), "-C", folder]);
  const facts = factsOf(data);
  return readdirSync(folder)
    .filter((name) => name.endsWith(".json"))
    .sort()
    .map((name) => caseOf(join(folder, name), facts.get(basename(name, ".json")) ?? []));
}

function factsOf(data) {
  const text = readFileSync(join(data, "events/cases/pheval_sv186_facts.tsv"), "utf8");
  const [head, ...lines] = text.trimEnd().split("\n");
  const names = head.replace("#", "").split("\t");
  const byCase = new Map();
  for (const line of lines) {
    const row = Object.fromEntries(line.split("\t").map((cell, i) => [names[i], cell]));
    byCase.set(row.case, [...(byCase.get(row.case) ?? []), row]);
  }
  return byCase;
}

function caseOf(path, facts) {
  const { interpretations, diseases: _, ...packet } = JSON.parse(readFileSync(path, "utf8"));
  const descriptors = interpretations.flatMap(({ diagnosis }) =>
    diagnosis.genomicInterpretations.map((one) => one.variantInterpretation.variationDescriptor),
  );
  const name = basename(path, ".json");
  const variants = overDeletions(
    descriptors.map((descriptor, i) => variantOf(descriptor, facts, i)),
  );
  const isOverDeletion = variants.some(({ isInside }) => isInside === true);
  return { name, packet, gene: descriptors[0].geneContext, variants, isOverDeletion };
}

function variantOf({ vcfRecord, allelicState, geneContext }, facts, i) {
  const { pos, ref, alt, info = "." } = vcfRecord;
  const chrom = vcfRecord.chrom.replace(/^chr/, "");
  const fact =
    facts.find((one) => one.chrom === chrom && one.pos === pos && !one.taken) ?? facts[i];
  const isSequence =
    /^[ACGTN]+$/i.test(ref) && /^[ACGTN]+$/i.test(alt) && !/^(?:DEL|DUP|INV)$/.test(alt);
  const isEvent = !isSequence || Math.abs(alt.length - ref.length) >= 50;
  const state = allelicState.label;
  const id = `${CAUSAL}${i + 1}`;
  const line = isEvent
    ? [chrom, pos, id, ref, alt, ".", "PASS", isSequence ? "." : info, "GT", GENOTYPES[state]]
    : [
        chrom,
        pos,
        id,
        ref,
        alt,
        "1000",
        "PASS",
        bcsq(fact, geneContext.symbol, ref, alt),
        "GT:AD:DP:GQ",
        `${GENOTYPES[state]}:${READS[state]}`,
      ];
  return {
    id,
    isEvent,
    fact,
    state,
    chrom,
    pos: Number(pos),
    type: fact?.type ?? "",
    size: sizeOf(fact),
    line,
  };
}

function overDeletions(variants) {
  return variants.map((one) => {
    const isInside = variants.some(
      ({ type, chrom, pos, size, isEvent }) =>
        isEvent && type === "DEL" && chrom === one.chrom && pos < one.pos && one.pos < pos + size,
    );
    if (one.isEvent || !isInside) return one;
    return {
      ...one,
      isInside,
      line: one.line.with(9, `${GENOTYPES.homozygous}:${READS.homozygous}`),
    };
  });
}

function sizeOf({ pos, end, net_len: net } = {}) {
  const span = Number(end) - Number(pos);
  return Number.isFinite(span) ? Math.max(span, Math.abs(Number(net)) || 0) : null;
}

function bcsq(fact, symbol, ref, alt) {
  return `BCSQ=${consequenceOf(fact, ref, alt)}|${symbol}|MADE|protein_coding|+`;
}

/**
 * Made, as no sequence is at hand: in a coding exon by length, a substitution as missense (the mildest); beside one,
 * a splice site; what lies before a gene or in its untranslated exons is called so.
 */
function consequenceOf({ MANE_hit: hit }, ref, alt) {
  const length = alt.length - ref.length;
  if (hit === "intronic") return "splice_donor";
  if (hit !== "coding") return "5_prime_utr";
  if (length === 0) return "missense";
  if (length % 3 !== 0) return "frameshift";
  return length > 0 ? "inframe_insertion" : "inframe_deletion";
}

const CONTIGS = CHROMOSOMES.map(
  (chrom) => `##contig=<ID=${chrom},length=${chromosomeLength("GRCh38", chrom)}>`,
);
const COLUMNS = "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tPATIENT";
const EVENT_HEAD = [
  "##fileformat=VCFv4.2",
  '##INFO=<ID=SVTYPE,Number=1,Type=String,Description="Type">',
  '##INFO=<ID=END,Number=1,Type=Integer,Description="End">',
  '##INFO=<ID=SVLEN,Number=.,Type=Integer,Description="Length">',
  '##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">',
  ...CONTIGS,
  COLUMNS,
];

const SMALL_HEAD = [
  "##fileformat=VCFv4.2",
  '##INFO=<ID=BCSQ,Number=.,Type=String,Description="Consequence by a rule. Format: Consequence|gene|transcript|biotype|strand|amino_acid_change|dna_change">',
  ...["GT", "AD", "DP", "GQ"].map(
    (key) => `##FORMAT=<ID=${key},Number=.,Type=String,Description="${key}">`,
  ),
  ...CONTIGS,
  COLUMNS,
];

/** Lines of a genome's events without its frequencies. */
export function readGenome(data) {
  const path = join(data, "events/callers/kg_HG00096_wgs_mergedSV_GRCh37_all.vcf.gz");
  return gunzipSync(readFileSync(path))
    .toString()
    .trimEnd()
    .split("\n")
    .filter((line) => !line.startsWith("#"))
    .map((line) => {
      const [chrom, pos, id, ref, alt, , , info, , sample] = line.split("\t");
      const kept = info.split(";").filter((field) => !/(?:^|_)(?:AF|AC|AN|NS)=/.test(field));
      return [chrom, pos, id, ref, alt, ".", "PASS", kept.join(";"), "GT", sample];
    });
}

/** As long as a deletion that stands for a rival's small allele. */
const STAND_IN = 1000;

/** A rival's events; of one without any, deletions where its small alleles lie. */
function eventsOf({ name, variants }) {
  const events = variants.filter(({ isEvent }) => isEvent);
  if (events.length > 0) return events.map(({ line }) => line.with(2, `rival_${name}`));
  return variants.map(({ line, chrom, pos }) => {
    const info = `SVTYPE=DEL;END=${pos + STAND_IN}`;
    const genotype = line[9].split(":")[0];
    return [chrom, pos, `rival_${name}`, "N", "<DEL>", ".", "PASS", info, "GT", genotype];
  });
}

/** Writes one case's files. @param rivals further cases whose events stand beside, under other ids */
export function writeCase(folder, each, background, rivals = []) {
  const at = (name) => join(folder, name);
  const lines = (isEvent) =>
    each.variants.filter((one) => one.isEvent === isEvent).map(({ line }) => line);
  const small = lines(false).sort(inGenomeOrder);
  const strangers = rivals.flatMap(eventsOf);
  const events = [...background, ...strangers, ...lines(true)].sort(inGenomeOrder);
  writeVcf(at("small.vcf"), SMALL_HEAD, small);
  writeVcf(at("sv.vcf"), EVENT_HEAD, events);
  writeFileSync(at("packet.json"), JSON.stringify(each.packet));
  return { vcfs: [at("small.vcf"), at("sv.vcf")], packet: at("packet.json") };
}

function writeVcf(path, head, lines) {
  writeFileSync(path, `${[...head, ...lines.map((cells) => cells.join("\t"))].join("\n")}\n`);
}

function inGenomeOrder([a, p], [b, q]) {
  return CHROMOSOMES.indexOf(a) - CHROMOSOMES.indexOf(b) || Number(p) - Number(q);
}

/** A store with terms, names of genes and MANE's transcripts without a sequence. */
export async function makeStore(folder, data) {
  mkdirSync(folder, { recursive: true });
  const path = await storeOf(folder, data);
  const store = openStore(path);
  await importGenes(store, join(data, "genes/hgnc_complete_set_2024-10.txt.gz"), {
    assembly: null,
    now: NOW,
  });
  const gff = join(folder, "mane.gff3");
  writeFileSync(gff, maneGff(join(data, "events/regions/MANE_GRCh38_exons.tsv.gz")));
  await importTranscriptRelease(store, gff, {
    reference: null,
    allowRemote: false,
    assembly: "GRCh38",
    release: "1.3",
    mane: null,
    allBiotypes: false,
    now: NOW,
  });
  return path;
}

/** The table of exons as RefSeq writes GFF3. */
function maneGff(path) {
  const rows = gunzipSync(readFileSync(path)).toString("latin1").trimEnd().split("\n");
  const lines = ["##gff-version 3", "#!genome-build GRCh38.p14"];
  const genes = new Map();
  for (const row of rows.filter((line) => !line.startsWith("#"))) {
    const cells = row.split("\t");
    const gene = cells[10];
    genes.set(gene, [...(genes.get(gene) ?? []), cells]);
  }
  for (const transcripts of genes.values()) {
    const [[contig, , , strand, , , , , , symbol, ncbi]] = transcripts;
    const id = ncbi.replace("GeneID:", "");
    const row = (type, start, end, phase, attributes) =>
      lines.push(
        [contig, "BestRefSeq", type, start, end, ".", strand, phase, attributes].join("\t"),
      );
    const starts = transcripts.map((t) => Number(t[1]) + 1);
    const ends = transcripts.map((t) => Number(t[2]));
    row(
      "gene",
      Math.min(...starts),
      Math.max(...ends),
      ".",
      `ID=gene-${symbol};Dbxref=GeneID:${id};Name=${symbol};gene=${symbol};gene_biotype=protein_coding`,
    );
    for (const t of transcripts) transcript(t, id, row);
  }
  return `${lines.join("\n")}\n`;
}

function transcript(cells, id, row) {
  const [, start, end, strand, cdsStart, cdsEnd, , name] = cells;
  const [, symbol, , mane, exonStarts, exonEnds] = cells.slice(8);
  const tag = mane === "MANE Select" ? ";tag=MANE Select" : ";tag=MANE Plus Clinical";
  row(
    "mRNA",
    Number(start) + 1,
    end,
    ".",
    `ID=rna-${name};Parent=gene-${symbol};Dbxref=GeneID:${id},GenBank:${name};Name=${name};gene=${symbol};transcript_id=${name}${tag}`,
  );
  const ends = exonEnds.split(",").map(Number);
  const exons = exonStarts.split(",").map((from, i) => [Number(from) + 1, ends[i]]);
  for (const [from, to] of exons)
    row("exon", from, to, ".", `Parent=rna-${name};gene=${symbol};transcript_id=${name}`);
  const coding = exons
    .map(([from, to]) => [Math.max(from, Number(cdsStart) + 1), Math.min(to, Number(cdsEnd))])
    .filter(([from, to]) => from <= to);
  if (strand === "-") coding.reverse();
  let before = 0;
  for (const [from, to] of coding) {
    const phase = (3 - (before % 3)) % 3;
    row(
      "CDS",
      from,
      to,
      phase,
      `ID=cds-${name};Parent=rna-${name};gene=${symbol};protein_id=NP_${name.slice(3)}`,
    );
    before += to - from + 1;
  }
}
