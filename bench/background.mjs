/**
 * Families drawn by lot, to write cases into: every rare variant of one child that a search over all genes may meet,
 * some 500 below 1 %, with VEP's columns and gnomAD's frequencies, and what the parents have of them. Numbers are those
 * of RECIPE. A gene is drawn by its coding length, for loss of function and missense also by how much of it gnomAD
 * sees; the child is a boy. A child of cousins has some 27 of its variants twice. A family follows from its seed alone.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { impactOf } from "../src/core/consequences.ts";
import { hash } from "./phenotype-cases.mjs";
import { generator } from "./phenotype-figures.mjs";

/** Variants of one person by class: absent from gnomAD, then below 1e-4, 1e-3, 1e-2. */
const RECIPE = {
  missense: [20, 45, 80, 190],
  lof: [4, 4, 5, 12],
  inframe: [3, 2, 3, 6],
  near: [6, 12, 25, 60],
};
const BINS = [
  [0, 0],
  [4e-6, 1e-4],
  [1e-4, 1e-3],
  [1e-3, 1e-2],
];
const DE_NOVO = { count: 0.95, missense: 0.85, lof: 0.11 };
const BAD_CALLS = { count: 25, missense: 0.5, lof: 0.3, absent: 0.5 };
/** Share of the variants that a child has twice by descent. */
const INBREEDING = { cousins: 1 / 16, none: 0.004 };

const COLUMNS =
  "Allele Consequence IMPACT SYMBOL Gene Feature_type Feature BIOTYPE CDS_position HGNC_ID CANONICAL MANE_SELECT gnomADe_AF gnomADg_AF".split(
    " ",
  );
const HEAD = [
  "##fileformat=VCFv4.2",
  '##VEP="v110" assembly="GRCh38"',
  `##INFO=<ID=CSQ,Number=.,Type=String,Description="Consequence annotations from Ensembl VEP. Format: ${COLUMNS.join("|")}">`,
  ...["GT", "AD", "DP", "GQ"].map(
    (key) => `##FORMAT=<ID=${key},Number=.,Type=String,Description="${key}">`,
  ),
];

/**
 * Genes of MANE on the autosomes and X that the constraint table knows.
 * @returns {Map<string, object>} by symbol
 */
export function readGenes(data) {
  const rows = (file) =>
    gunzipSync(readFileSync(join(data, file)))
      .toString()
      .trimEnd()
      .split("\n")
      .slice(1)
      .map((line) => line.split("\t"));
  const constraint = new Map(
    rows("genes/gnomad_v2.1.1_constraint.tsv.gz").map(([, , , missense, lof, z, id]) => [
      id,
      { missense: Number(missense), loeuf: Number(lof), z: Number(z) },
    ]),
  );
  const hgnc = new Map(
    rows("genes/MANE.GRCh38.v1.0.summary.txt.gz").map((cells) => [cells[3], cells[2]]),
  );
  const genes = new Map();
  for (const cells of rows("events/regions/MANE_GRCh38_exons.tsv.gz")) {
    const [chrom, , , , from, to, transcript, mane, id, symbol, , status, starts, ends] = cells;
    const ensembl = id.replace(/\.\d+$/, "");
    const own = constraint.get(ensembl);
    if (status !== "MANE Select" || !/^chr(?:\d+|X)$/.test(chrom)) continue;
    const stops = ends.split(",").map(Number);
    const coding = starts
      .split(",")
      .map((start, i) => [Math.max(Number(start), Number(from)), Math.min(stops[i], Number(to))])
      .filter(([a, b]) => a < b);
    const length = coding.reduce((sum, [a, b]) => sum + b - a, 0);
    const hgncId = hgnc.get(symbol) ?? "";
    genes.set(symbol, {
      symbol,
      ensembl,
      hgncId,
      transcript,
      mane,
      coding,
      length,
      chrom: chrom.slice(3),
      seen: own === undefined || !(own.loeuf > 0 && own.missense > 0) ? null : own,
    });
  }
  return genes;
}

/**
 * @param {Map<string, object>} genes of `readGenes`
 * @param {string} seed
 * @param {boolean} cousins the child's parents
 * @returns {{head: string[], records: {chrom: string, pos: number, line: string}[], columns: string[]}}
 */
export function drawFamily(genes, seed, cousins) {
  const random = generator(hash(seed));
  const pick = picksOf(genes, random);
  const records = new Map();
  const put = (kind, gene, af, genotypes) => {
    const allele = alleleIn(gene, kind, random);
    const line = recordOf({ ...allele, af }, gene, COLUMNS, genotypes);
    records.set(`${allele.chrom}:${allele.pos}`, { chrom: allele.chrom, pos: allele.pos, line });
  };
  const twice = cousins ? INBREEDING.cousins : INBREEDING.none;
  for (const [kind, counts] of Object.entries(RECIPE)) {
    for (const [i, mean] of counts.entries()) {
      for (let left = poisson(mean, random); left > 0; left--) {
        const gene = pick[kind]();
        put(kind, gene, frequencyIn(BINS[i], random), inherited(gene.chrom, twice, random));
      }
    }
  }
  for (let left = poisson(DE_NOVO.count, random); left > 0; left--) {
    const gene = pick.near();
    const calls = [call(gene.chrom === "X" ? 2 : 1, random), call(0, random), call(0, random)];
    put(oneOf(DE_NOVO, random), gene, 0, calls);
  }
  for (let left = BAD_CALLS.count; left > 0; left--) {
    const af = random() < BAD_CALLS.absent ? 0 : frequencyIn(BINS[2], random);
    const calls = [badCall(random), call(0, random), call(0, random)];
    put(oneOf(BAD_CALLS, random), pick.near(), af, calls);
  }
  return { head: HEAD, records: [...records.values()], columns: COLUMNS };
}

function oneOf({ missense, lof }, random) {
  const at = random();
  return at < missense ? "missense" : at < missense + lof ? "lof" : "inframe";
}

/** A gene by lot: `near` and `inframe` by length alone. */
function picksOf(genes, random) {
  const seen = [...genes.values()].filter((gene) => gene.seen !== null);
  const by = (weight) => {
    let sum = 0;
    const ends = seen.map((gene) => (sum += gene.length * weight(gene.seen)));
    return () => {
      const at = random() * sum;
      let [low, high] = [0, ends.length - 1];
      while (low < high) {
        const middle = (low + high) >> 1;
        if (ends[middle] < at) low = middle + 1;
        else high = middle;
      }
      return seen[low];
    };
  };
  const byLength = by(() => 1);
  return {
    missense: by(({ missense }) => missense ** 2),
    lof: by(({ loeuf }) => loeuf ** 1.5 + 0.05),
    inframe: byLength,
    near: byLength,
  };
}

function poisson(mean, random) {
  const limit = Math.exp(-mean);
  let count = -1;
  for (let product = 1; product > limit; count++) product *= random();
  return count;
}

/** By lot between the ends, evenly on a logarithmic scale. */
export function frequencyIn([least, most], random) {
  return least === 0 ? 0 : least * (most / least) ** random();
}

/** Child, father, mother. A boy has his X from his mother. */
function inherited(chrom, twice, random) {
  if (chrom === "X") return [call(2, random), call(0, random), call(1, random)];
  if (random() < twice) return [call(2, random), call(1, random), call(1, random)];
  const from = random() < 0.5 ? [1, 0] : [0, 1];
  return [1, ...from].map((dosage) => call(dosage, random));
}

function call(dosage, random) {
  const depth = 25 + Math.floor(random() * 30);
  const alt = [0, Math.round(depth * (0.38 + 0.24 * random())), depth][dosage];
  return `${["0/0", "0/1", "1/1"][dosage]}:${depth - alt},${alt}:${depth}:99`;
}

/** Too few reads of the allele, or a genotype that the caller doubts. */
function badCall(random) {
  const depth = 30 + Math.floor(random() * 20);
  const few = random() < 0.6;
  const alt = Math.round(depth * (few ? 0.14 : 0.4));
  return `0/1:${depth - alt},${alt}:${depth}:${few ? 50 : 12}`;
}

const TERMS = {
  missense: ["missense_variant"],
  near: ["splice_region_variant&intron_variant"],
  inframe: ["inframe_deletion"],
  lof: [
    "stop_gained",
    "frameshift_variant",
    "stop_gained",
    "frameshift_variant",
    "splice_donor_variant",
  ],
};
const CUT = { frameshift_variant: 1, inframe_deletion: 3 };

/** A place in the coding sequence, or beside an exon; bases by lot, as no sequence is at hand. */
function alleleIn(gene, kind, random) {
  const terms = TERMS[kind][Math.floor(random() * TERMS[kind].length)];
  let at = Math.floor(random() * gene.length);
  const offset = at;
  const exon = gene.coding.find(([from, to]) => {
    if (at < to - from) return true;
    at -= to - from;
    return false;
  });
  const beside = { near: 3 + Math.floor(random() * 6), lof: 1 }[kind];
  const isBeside = terms.startsWith("splice");
  const pos = isBeside ? exon[1] + beside : exon[0] + at + 1;
  const bases = Array.from(
    { length: 1 + (CUT[terms] ?? 0) },
    () => "ACGT"[Math.floor(random() * 4)],
  );
  const ref = bases.join("");
  const alt =
    CUT[terms] === undefined
      ? "ACGT"[("ACGT".indexOf(ref) + 1 + Math.floor(random() * 3)) % 4]
      : bases[0];
  return { chrom: gene.chrom, pos, ref, alt, terms, place: isBeside ? null : offset + 1 };
}

/**
 * A line of a VCF with the columns that a background has; what it knows no value of stays empty.
 * @param allele with `terms`, `af` (0: absent) and `place` in the coding sequence (null: beside it)
 */
export function recordOf({ chrom, pos, ref, alt, terms, af, place }, gene, columns, genotypes) {
  const frequency = af === 0 ? "" : af.toPrecision(4);
  const values = {
    Allele: alt.length < ref.length ? "-" : alt.length > ref.length ? alt.slice(1) : alt,
    Consequence: terms,
    IMPACT: impactOf(terms.split("&")),
    SYMBOL: gene.symbol,
    Gene: gene.ensembl,
    Feature_type: "Transcript",
    Feature: gene.transcript,
    BIOTYPE: "protein_coding",
    CDS_position: place === null ? "" : `${place}/${gene.length}`,
    HGNC_ID: gene.hgncId,
    CANONICAL: "YES",
    MANE_SELECT: gene.mane,
    gnomADe_AF: frequency,
    gnomADg_AF: frequency,
  };
  const csq = columns.map((name) => values[name] ?? "").join("|");
  return [chrom, pos, ".", ref, alt, "900", "PASS", `CSQ=${csq}`, "GT:AD:DP:GQ", ...genotypes].join(
    "\t",
  );
}
