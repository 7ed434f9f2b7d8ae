/**
 * Cases as alleles of a family, child, father and mother, and the trio of HG002 to write them into. The packets tell coding HGVS and the allele, no effect on the
 * protein: what a consequence is follows from the coding name alone (`consequenceOf`). A heterozygous
 * allele alone is new in the child, two stand on different parents' sides, a homozygous one comes from
 * both, a hemizygous one from the mother. The background is GRCh37, chromosomes 1 and 2 without
 * population frequencies; of the alleles only their place is GRCh38, which nothing here asks for.
 */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { gunzipSync } from "node:zlib";
import * as phenotype from "../src/phenotype/index.ts";
import { openStore } from "../src/store/index.ts";
import { RELEASE, RELEASE_FILES } from "./phenotype-cases.mjs";

const REFERENCE = "0/0:60,0:60:99";
const CARRIED = { het: "0/1:30,30:60:99", hom: "1/1:0,60:60:99", hemi: "1/1:0,60:60:99" };
const ORDER = [...Array.from({ length: 22 }, (_, i) => `${i + 1}`), "X", "Y", "MT"];

/** @returns {{head: string[], records: {chrom: string, pos: number, line: string}[]}} */
export function readBackground(data) {
  const text = gunzipSync(readFileSync(join(data, "vcf/ashk_trio/ashk-trio.vcf.gz"))).toString();
  const lines = text.trimEnd().split("\n");
  const records = lines.filter((line) => !line.startsWith("#"));
  return {
    head: lines.filter((line) => line.startsWith("##")),
    records: records.map((line) => {
      const [chrom, pos] = line.split("\t", 2);
      return { chrom, pos: Number(pos), line };
    }),
  };
}

/**
 * Cases whose alleles, gene and terms are told. Left out: alleles on X in one of two copies, since the
 * background's child is a boy, and what is neither one allele nor two.
 */
export function readSpiked(knowledge, archive) {
  const folder = mkdtempSync(join(tmpdir(), "panelist-cases-"));
  const places = new Map(
    Array.from(knowledge.genes.numbers, (_, g) => [
      phenotype.textOf(knowledge.genes.symbols, g),
      g,
    ]),
  );
  try {
    execFileSync("tar", ["-xzf", archive, "-C", folder]);
    return readdirSync(folder, { recursive: true })
      .filter((name) => name.endsWith(".json"))
      .sort()
      .flatMap((name) => spikedCase(knowledge, places, join(folder, name)));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function spikedCase(knowledge, places, path) {
  const text = readFileSync(path, "utf8");
  const descriptors = JSON.parse(text).interpretations?.flatMap(({ diagnosis }) =>
    (diagnosis?.genomicInterpretations ?? []).map(
      (one) => one.variantInterpretation?.variationDescriptor,
    ),
  );
  if (!descriptors?.length || descriptors.some((one) => one?.vcfRecord === undefined)) return [];
  const packet = phenotype.readPhenopacket(text, path);
  const { observed, excluded } = phenotype.resolveTerms(knowledge.ontology, packet.features, {
    strict: false,
    skipUnknown: true,
  });
  const symbol = packet.genes[0]?.symbol ?? "";
  const kind = kindOf(descriptors);
  const onX = descriptors.some(({ vcfRecord }) => /^(?:chr)?X$/.test(vcfRecord.chrom));
  if (observed.length === 0 || symbol === "" || kind === null) return [];
  if (onX && kind !== "hemizygous") return [];
  const told = namesIn(text);
  const alleles = descriptors.slice(0, ALLELES[kind]).map(({ vcfRecord, expressions }, i) => {
    const named = expressions?.find(({ syntax }) => syntax === "hgvs.c")?.value;
    const name = named === undefined ? takeName(told, vcfRecord) : { coding: named, protein: null };
    return alleleOf(vcfRecord, name, symbol, genotypesOf(kind, i));
  });
  if (alleles.includes(null)) return [];
  return [
    {
      name: basename(path, ".json"),
      packet: text,
      symbol,
      kind,
      alleles,
      query: { observed, excluded },
      places,
      publications: new Set(packet.publications),
    },
  ];
}

const ALLELES = { heterozygous: 1, homozygous: 1, hemizygous: 1, "compound heterozygous": 2 };

/** An allele that is told twice, each time heterozygous, is on both chromosomes. */
export function kindOf(descriptors) {
  const [only, other] = descriptors.map(({ allelicState }) => allelicState?.label);
  if (descriptors.length === 1) return ALLELES[only] === 1 ? only : null;
  if (descriptors.length > 2 || only !== "heterozygous" || other !== only) return null;
  const places = descriptors.map(({ vcfRecord: r }) => [r.chrom, r.pos, r.ref, r.alt].join(":"));
  return places[0] === places[1] ? "homozygous" : "compound heterozygous";
}

/** Child, father, mother. */
function genotypesOf(kind, i) {
  const { het, hom, hemi } = CARRIED;
  if (kind === "homozygous") return [hom, het, het];
  if (kind === "hemizygous") return [hemi, REFERENCE, het];
  if (kind === "heterozygous") return [het, REFERENCE, REFERENCE];
  return i === 0 ? [het, het, REFERENCE] : [het, REFERENCE, het];
}

function alleleOf(record, name, symbol, genotypes) {
  const [transcript, change] = name?.coding.split(":") ?? [];
  const chrom = record.chrom.replace(/^chr/, "");
  if (change === undefined || !ORDER.includes(chrom)) return null;
  const [ref, alt] = [record.ref.toUpperCase(), record.alt.toUpperCase()];
  const pos = Number(record.pos);
  const consequence = consequenceOf(change, ref, alt);
  const info = `BCSQ=${consequence}|${symbol}|${transcript}|protein_coding|+`;
  return {
    key: `${chrom}:${pos}:${ref}:${alt}`,
    chrom,
    pos,
    ref,
    alt,
    consequence,
    change,
    protein: name.protein,
    genotypes,
    line: [chrom, pos, ".", ref, alt, "1000", "PASS", info, "GT:AD:DP:GQ", ...genotypes].join("\t"),
  };
}

/** Names of alleles that a packet tells in words alone, beside its terms: a coding name, a protein's behind it. */
function namesIn(text) {
  const told = new Set(
    Array.from(text.matchAll(/"description":\s*"((?:[^"\\]|\\.)*)"/g), ([, words]) => words),
  );
  return [...told].flatMap((words) =>
    words
      .split(/(?=\bc\.[-*\d])/)
      .slice(1)
      .map((part) => ({
        coding: `:${/^[^\s,;()]+/.exec(part)[0].replace(/\.$/, "")}`,
        protein: /p\.\(?([A-Za-z]+\d+[^\s,;()]*)/.exec(part)?.[1] ?? null,
      })),
  );
}

/** The first name that can be this allele's; a name is used once. */
function takeName(names, { ref, alt }) {
  const length = alt.length - ref.length;
  const at = names.findIndex(({ coding }) => {
    const [, from, to] = /([ACGT])>([ACGT])$/.exec(coding) ?? [];
    if (from === undefined) return length !== 0 && (length > 0 ? /ins|dup/ : /del/).test(coding);
    return [`${from}${to}`, OTHER_STRAND[from] + OTHER_STRAND[to]].includes(
      `${ref}${alt}`.toUpperCase(),
    );
  });
  return at < 0 ? null : names.splice(at, 1)[0];
}

const OTHER_STRAND = { A: "T", C: "G", G: "C", T: "A" };

/**
 * In bcftools' words, from a coding name: splice sites by their offset or as `siteLost`, the start by its place, other
 * changes of an exon by their length, a stop where the name spells one. A substitution counts as missense: of many it
 * is the mildest. What is inserted or doubled stands at one place, as in its record.
 */
export function consequenceOf(change, ref, alt) {
  const offsets = [...change.matchAll(/\d([+-])(\d+)/g)].map(([, sign, far]) => [
    sign,
    Number(far),
  ]);
  const [nearest] = offsets.sort((a, b) => a[1] - b[1]);
  if (/^c\.[-*]/.test(change)) return change.startsWith("c.*") ? "3_prime_utr" : "5_prime_utr";
  const lost = siteLost(change, ref);
  if (lost !== null) return lost;
  if (nearest !== undefined) {
    if (nearest[1] <= 2) return nearest[0] === "+" ? "splice_donor" : "splice_acceptor";
    return nearest[1] <= 8 ? "splice_region" : "intron";
  }
  if (/^c\.[123][ACGT]>/.test(change)) return "start_lost";
  const length = alt.length - ref.length;
  if (length % 3 !== 0) return "frameshift";
  if (spellsStop(change)) return "stop_gained";
  if (length === 0) return "missense";
  return length > 0 ? "inframe_insertion" : "inframe_deletion";
}

/**
 * The splice site that a deletion takes with it: it begins or ends in an intron and has coding bases between, or has
 * more bases on the genome than coding ones.
 */
function siteLost(change, ref) {
  const [, from, before, to, behind] = /^c\.(\d+)([+-]\d+)?_(\d+)([+-]\d+)?del/.exec(change) ?? [];
  const first = Number(from) + (before?.startsWith("+") ? 1 : 0);
  const last = Number(to) - (behind?.startsWith("-") ? 1 : 0);
  if (!(first <= last)) return null;
  if (before !== undefined) return "splice_acceptor";
  return behind !== undefined || ref.length - 1 > last - first + 1 ? "splice_donor" : null;
}

/** The bases that a name puts in hold a stop in frame; `del` puts in place of its first, `ins` alone behind it. */
function spellsStop(change) {
  const [, from, del, bases] = /^c\.(\d+)(?:_\d+)?(del)?ins([ACGT]+)$/.exec(change) ?? [];
  if (bases === undefined) return false;
  const start = Number(from) + (del === undefined ? 1 : 0);
  return (
    bases
      .slice((3 - ((start - 1) % 3)) % 3)
      .match(/.{3}/g)
      ?.some((codon) => STOP.test(codon)) ?? false
  );
}

const STOP = /TAA|TAG|TGA/;

/** A store with the release of the benchmark. */
export async function storeOf(folder, data) {
  const path = join(folder, "store");
  mkdirSync(path, { recursive: true });
  const files = RELEASE_FILES.map((name) => join(data, "hpo", RELEASE, name));
  await phenotype.importHpo(openStore(path), files, { release: null, now: "2026-01-01T00:00:00Z" });
  return path;
}
