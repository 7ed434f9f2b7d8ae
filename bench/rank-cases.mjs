/**
 * Cases and backgrounds of the ranking benchmark. A case's alleles are written with a consequence and a frequency,
 * which no packet tells: the consequence follows from the coding name; a substitution that may make a stop at its place
 * in the codon does so by lot, as often as published cases that name the protein have one. Of alleles of one copy nine in
 * ten are absent from gnomAD, of two copies 45 in 100; the rest lies between the ends of FREQUENCY. A heterozygous allele alone is new in the child.
 */
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import { chromosomeLength } from "../src/core/assembly.ts";
import { normaliseTerms } from "../src/core/consequences.ts";
import { drawFamily, frequencyIn, recordOf } from "./background.mjs";
import { capped, hash } from "./phenotype-cases.mjs";
import { generator } from "./phenotype-figures.mjs";
import { readBackground, readSpiked } from "./phenotype-spike.mjs";

const PER_GENE = 5;
const PER_BATCH = 20;
export const OUT = fileURLToPath(new URL("out", import.meta.url));

export const ARCHIVES = {
  dev: "cases/phenopacket_store_0.1.11.dev.tar.gz",
  385: "cases/lirical385.phenopackets.tar.gz",
};

/** Share of alleles absent from gnomAD, and the ends of the others' frequencies. */
const FREQUENCY = {
  one: { absent: 0.9, ends: [4e-6, 1e-4] },
  two: { absent: 0.45, ends: [4e-6, 5e-3] },
};

/**
 * How often a change of this kind makes a stop, by place in the codon, from the usage of human codons; STOPS how much
 * likelier a stop is to be published as a cause than a change of an amino acid.
 */
const STOP_SHARE = {
  "1C>T": 0.214,
  "1G>T": 0.273,
  "1A>T": 0.256,
  "2C>A": 0.071,
  "2C>G": 0.052,
  "2G>A": 0.069,
  "2T>A": 0.078,
  "2T>G": 0.029,
  "3C>A": 0.093,
  "3C>G": 0.051,
  "3T>A": 0.103,
  "3T>G": 0.055,
  "3G>A": 0.046,
};
const STOPS = 6;

/**
 * @param {string} set of ARCHIVES
 * @param {number} most cases; they are taken by the hash of their names, at most PER_GENE of a gene of dev
 */
export function readSet(knowledge, data, set, most = Infinity) {
  const all = readSpiked(knowledge, join(data, ARCHIVES[set]));
  const chosen = set === "dev" ? capped(all, ({ symbol }) => symbol, PER_GENE) : all;
  return chosen
    .sort((a, b) => hash(a.name) - hash(b.name))
    .slice(0, most)
    .map((each) => ({ ...each, alleles: each.alleles.map((allele, i) => told(each, allele, i)) }));
}

function told(each, allele, i) {
  const random = generator(hash(`${each.name}:${i}`));
  const isOne = each.kind === "heterozygous" || each.kind === "hemizygous";
  const { absent, ends } = FREQUENCY[isOne ? "one" : "two"];
  const terms = normaliseTerms([isStop(allele, random) ? "stop_gained" : allele.consequence]);
  const place = /^c\.(\d+)(?![\d+-])/.exec(allele.change)?.[1];
  return {
    ...allele,
    terms: terms.join("&"),
    af: random() < absent ? 0 : frequencyIn(ends, random),
    place: place === undefined ? null : Number(place),
  };
}

function isStop({ consequence, change, protein }, random) {
  const at = random();
  if (protein !== null) return /(?:Ter|X|\*)$/.test(protein) && !/fs/.test(protein);
  const [, place, bases] = /^c\.(\d+)([ACGT]>[ACGT])$/.exec(change) ?? [];
  if (consequence !== "missense" || place === undefined) return false;
  const odds = STOP_SHARE[`${((Number(place) - 1) % 3) + 1}${bases}`] ?? 0;
  return at < (STOPS * odds) / (1 + (STOPS - 1) * odds);
}

/** Cases of different genes, at most PER_BATCH; where `apart`, children of cousins by themselves. */
export function batchesOf(cases, apart) {
  const batches = [];
  for (const each of cases) {
    const cousins = apart && each.kind === "homozygous";
    const free = batches.find(
      (batch) =>
        batch.cousins === cousins &&
        batch.cases.length < PER_BATCH &&
        batch.cases.every(({ symbol }) => symbol !== each.symbol),
    );
    if (free === undefined) batches.push({ cousins, cases: [each] });
    else free.cases.push(each);
  }
  return batches;
}

/** Every batch has a family of its own. */
export function drawn(genes, set, seed) {
  return {
    name: `drawn, seed ${seed}`,
    assembly: "GRCh38",
    batches: (cases) => batchesOf(cases, true),
    family: ({ cousins }, i) => drawFamily(genes, `${set}:${seed}:${i}`, cousins),
  };
}

/**
 * The exome of ../shared/data/bench/make.sh: a real trio's genotypes under real consequences of genes that were dealt
 * out anew. Without its invented scores and the causal variants planted in it, and without what a boy has on his X and
 * his mother has not: the generator draws it; of what is common only a little is kept.
 */
export function exome(data, seed) {
  const folder = join(OUT, `exome-${seed}`);
  if (!existsSync(join(folder, "exome.vcf.gz"))) {
    mkdirSync(folder, { recursive: true });
    execFileSync("bash", [join(data, "bench/make.sh"), folder, "90000", `${seed}`]);
  }
  const lines = gunzipSync(readFileSync(join(folder, "exome.vcf.gz")))
    .toString()
    .trimEnd()
    .split("\n");
  const head = lines
    .filter((line) => line.startsWith("##") && !line.startsWith("##bcftools"))
    .map((line) => line.replace("|CADD_PHRED|REVEL|", "|MADE_1|MADE_2|"));
  const columns = /Format: ([^"]+)/
    .exec(head.find((line) => line.includes("ID=CSQ")))[1]
    .split("|");
  const records = lines
    .filter((line) => !line.startsWith("#"))
    .flatMap((line) => {
      const [chrom, pos, , , , , , info, , child, , mother] = line.split("\t");
      const af = Number(/(?:^|;)gnomad_af=([^;]+)/.exec(info)?.[1] ?? 0);
      const isHis = /^[^:]*1/.test(child) && (chrom !== "X" || /^[^:]*1/.test(mother));
      return af < 0.02 && isHis && !info.includes("truth=")
        ? [{ chrom, pos: Number(pos), line }]
        : [];
    });
  const family = { head, columns, records };
  return {
    name: `exome, seed ${seed}`,
    assembly: "GRCh37",
    batches: (cases) => batchesOf(cases, false),
    family: () => family,
  };
}

/** The trio of bench/PHENOTYPE.md, without frequencies. */
export function withoutFrequencies(data) {
  const family = { ...readBackground(data), columns: null };
  return {
    name: "without frequencies",
    assembly: "GRCh37",
    batches: (cases) => batchesOf(cases, false),
    family: () => family,
  };
}

/** Further than two builds differ in length. */
const INWARD = 5_000_000;

/** A packet may be of another build than the background: what lies beyond its end is moved, all alleles of a case alike. */
export function placed(each, assembly) {
  const isBeyond = each.alleles.some(
    ({ chrom, pos, ref }) => pos + ref.length > (chromosomeLength(assembly, chrom) ?? Infinity),
  );
  if (!isBeyond) return each;
  const alleles = each.alleles.map((allele) => {
    const [pos, key, line] = [allele.pos - INWARD, allele.key, allele.line].map((said) =>
      typeof said === "string"
        ? said.replace(String(allele.pos), String(allele.pos - INWARD))
        : said,
    );
    return { ...allele, pos, key, line };
  });
  return { ...each, alleles };
}

/** A case's alleles as lines of this background. */
export function linesOf({ symbol, alleles }, columns, genes) {
  const gene = genes.get(symbol) ?? {
    symbol,
    ensembl: "",
    hgncId: "",
    transcript: "NM_1.1",
    mane: "",
    length: 1,
  };
  return alleles.map(({ chrom, pos, line, ...allele }) =>
    columns === null
      ? {
          chrom,
          pos,
          line: line.replace(/BCSQ=[^|]+/, `BCSQ=${allele.terms}`).replace(/\t\d+/, `\t${pos}`),
        }
      : { chrom, pos, line: recordOf({ ...allele, chrom, pos }, gene, columns, allele.genotypes) },
  );
}
