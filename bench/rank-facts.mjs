/**
 * What the orders of the ranking benchmark go by, of every candidate of every case: one run of `analyse` over all genes
 * for the cases of a batch, then each case with its own alleles and the background's alone. Plain data, so that orders
 * are compared, and weights fitted, without a further run.
 */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { modeClasses } from "../src/analysis/patient/patient.ts";
import { alleleKey } from "../src/core/allele.ts";
import { chromosomeOrder } from "../src/core/assembly.ts";
import { remembered } from "../src/core/once.ts";
import { importGenes } from "../src/genes/catalogue/index.ts";
import { importGeneFacts } from "../src/genes/gene-facts.ts";
import { analyse } from "../src/index.ts";
import * as phenotype from "../src/phenotype/index.ts";
import { openStore } from "../src/store/index.ts";
import { hash } from "./phenotype-cases.mjs";
import { generator } from "./phenotype-figures.mjs";
import { linesOf, OUT } from "./rank-cases.mjs";

/** Child, father, mother: of the columns of a background those of a family. */
const PEOPLE = { singleton: [0], duo: [0, 2], trio: [0, 1, 2] };
export const FAMILIES = Object.keys(PEOPLE);
const SAMPLES = ["HG002", "HG003", "HG004"];
const COLUMNS = "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT";

/** A store with names of genes and gnomAD's constraint. */
async function storeOf(data) {
  const path = join(OUT, "rank-store");
  if (existsSync(path)) return path;
  mkdirSync(path, { recursive: true });
  const store = openStore(path);
  const now = new Date("2026-01-01T00:00:00Z");
  const file = (name) => join(data, "genes", name);
  await importGenes(store, file("hgnc_complete_set_2024-10.txt.gz"), { assembly: null, now });
  const constraint = { name: "gnomad", release: "2.1.1", now };
  await importGeneFacts(store, file("gnomad_v2.1.1_constraint.tsv.gz"), constraint);
  return path;
}

/**
 * @param {object} input genes of `readGenes`, data, knowledge
 * @param {object} background of rank-cases.mjs
 * @param {(keyof typeof WAYS)[]} ways what the terms are held against
 * @returns {Promise<{each: object, rows: object[]}[]>} of every case its candidates
 */
async function factsOf({ genes, data, knowledge }, background, family, cases, ways) {
  const store = await storeOf(data);
  const folder = mkdtempSync(join(tmpdir(), "panelist-rank-"));
  const found = [];
  try {
    for (const [i, batch] of background.batches(cases).entries()) {
      const owner = new Map();
      for (const each of batch.cases) for (const { key } of each.alleles) owner.set(key, each);
      const request = writeFamily(folder, background.family(batch, i), family, batch.cases, genes);
      const { report } = await analyse({ ...request, store });
      const candidates = report.candidates.map((candidate) => ({
        candidate,
        of: new Set(candidate.variants.flatMap((v) => owner.get(alleleKey(v)) ?? [])),
        facts: factsOfCandidate(candidate, genes),
      }));
      for (const each of batch.cases) {
        const own = candidates.filter(({ of }) => of.size === 0 || (of.size === 1 && of.has(each)));
        const told = tellerOf(knowledge, each, ways);
        const rows = own.map(({ candidate, of, facts }) => ({
          ...facts,
          isCausal: of.size === 1,
          told: told(candidate),
        }));
        found.push({ each: { name: each.name, symbol: each.symbol, kind: each.kind }, rows });
      }
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
  return found;
}

/**
 * The same of several families.
 * @param {{set: string, families: string[], isKept: boolean}} asked isKept: what an earlier run left in bench/out is taken, and left
 * @returns {Promise<Map<string, object[]>>} by family
 */
export async function factsOfFamilies(input, background, { set, families, isKept }, cases, ways) {
  const found = new Map();
  for (const family of families) {
    const words = [background.name, set, cases.length, family, ...ways];
    const path = join(OUT, "rank-facts", `${words.join("-").replaceAll(/\W+/g, "-")}.json`);
    const isThere = isKept && existsSync(path);
    const facts = isThere
      ? JSON.parse(readFileSync(path, "utf8"))
      : await factsOf(input, background, family, cases, ways);
    if (isKept && !isThere) {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, JSON.stringify(facts));
    }
    found.set(family, facts);
    // Minutes pass: what is done is told.
    console.error(`${background.name}, ${family}: ${facts.length} cases`);
  }
  return found;
}

function writeFamily(folder, background, family, cases, genes) {
  const people = PEOPLE[family];
  const cut = (line) => {
    const cells = line.split("\t");
    return [...cells.slice(0, 9), ...people.map((i) => cells[9 + i])].join("\t");
  };
  const lines = [
    ...background.records,
    ...cases.flatMap((each) => linesOf(each, background.columns, genes)),
  ]
    .sort((a, b) => chromosomeOrder(a.chrom) - chromosomeOrder(b.chrom) || a.pos - b.pos)
    .map(({ line }) => cut(line));
  const file = (name) => join(folder, name);
  const samples = people.map((i) => SAMPLES[i]);
  const head = [...background.head, [COLUMNS, ...samples].join("\t")];
  writeFileSync(file("in.vcf"), `${[...head, ...lines].join("\n")}\n`);
  const [child, father, mother] = SAMPLES.map((name, i) => (people.includes(i) ? name : "0"));
  const ped = [
    ["f", child, father, mother, 1, 2],
    ["f", father, 0, 0, 1, 1],
    ["f", mother, 0, 0, 2, 1],
  ].filter(([, name]) => name !== "0");
  writeFileSync(file("in.ped"), `${ped.map((row) => row.join("\t")).join("\n")}\n`);
  // Nothing is withheld: what a case is found by must not depend on a list of genes.
  writeFileSync(file("policy.json"), JSON.stringify({ incidental: "show" }));
  return {
    vcfs: [file("in.vcf")],
    ped: file("in.ped"),
    policy: file("policy.json"),
    geneAgnostic: true,
    scan: "full",
    threads: 1,
    assembly: "GRCh38",
  };
}

const GRADES = ["HIGH", "MEDIUM", "LOW"];

/** What of a candidate no term of the patient changes. */
function factsOfCandidate(candidate, genes) {
  const { gene, tier, band, score, variants, models } = candidate;
  const [best] = models;
  const alleles = variants.map((v) => {
    const grades = models.map((m) => m.deNovo[m.alleles.indexOf(alleleKey(v))]);
    return {
      class: v.consequence.class,
      af: v.frequency.max?.af ?? 0,
      failed: v.qcFailures.length > 0,
      deNovo: GRADES.find((grade) => grades.includes(grade)) ?? null,
    };
  });
  const values = candidate.geneKnowledge?.facts[0]?.values ?? {};
  return {
    gene: gene.symbol,
    tier,
    band,
    score,
    genotype: genotypeOf(variants, best),
    models: models.map(({ model, verdict }) => ({ model, verdict })),
    alleles,
    loeuf: values.oe_lof_upper ?? null,
    missenseZ: values.mis_z ?? null,
    length: genes.get(gene.symbol)?.length ?? null,
  };
}

function genotypeOf(variants, best) {
  if (variants.length === 2) return /^TRANS(?:_LIKELY)?$/.test(best?.phase) ? "trans" : "unphased";
  const [{ zygosity }] = variants;
  return zygosity === "hom" || zygosity === "hemi" ? zygosity : "het";
}

/** What the terms are held against, and which terms; `leftOut` is the knowledge without the case's papers. */
const WAYS = {
  asIs: (knowledge, _, { query }) => [knowledge, query],
  leftOut: (_, leftOut, { query }) => [leftOut, query],
  noise: (knowledge, leftOut, each) => [leftOut, blurred(knowledge, each)],
};

/** Half of the terms one step up, half as many others by lot. */
function blurred({ ontology }, { name, query }) {
  const random = generator(hash(`${name}:noise`));
  const half = Math.round(query.observed.length / 2);
  const order = query.observed
    .map((term) => ({ term, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ term }) => term);
  const raised = order.slice(0, half).map((term) => {
    const above = Array.from(phenotype.listAt(ontology.parents, term)).filter(
      (parent) => phenotype.listAt(ontology.ancestors, parent).length > 1,
    );
    return above[Math.floor(random() * above.length)] ?? term;
  });
  const others = Array.from(
    { length: half },
    () => ontology.order[Math.floor(random() * ontology.order.length)],
  );
  const observed = [...new Set([...order.slice(half), ...raised, ...others])];
  return { observed, excluded: query.excluded.filter((term) => !observed.includes(term)) };
}

/** Scores of all genes in each way, of every case once for all families. */
function scoresOf(knowledge, each, ways) {
  if (each.scores === undefined) {
    const leftOut = phenotype.withoutPublications(knowledge, each.publications);
    each.scores = ways.map((way) => {
      const scores = phenotype.scoresOf(...WAYS[way](knowledge, leftOut, each));
      // Of all these lists only what a gene is asked by: hundreds of cases are in memory.
      return { ...scores, diseases: null };
    });
  }
  return each.scores;
}

/** @returns of a candidate, way by way, the gene's score, and whether a disease of it fits; null: the release knows none */
function tellerOf(knowledge, each, ways) {
  const scores = scoresOf(knowledge, each, ways);
  const asked = new Map();
  return ({ gene, models }) => {
    const classes = modeClasses({ models });
    const place = each.places.get(gene.symbol);
    return remembered(asked, [gene.symbol, ...classes].join(" "), () =>
      Object.fromEntries(
        ways.map((way, w) => {
          const found =
            place === undefined ? null : phenotype.scoreGene(knowledge, scores[w], place, classes);
          const isKnown = found !== null && found.best !== null;
          const fits = isKnown ? found.diseases.some((disease) => disease.fits) : null;
          return [way, { score: isKnown ? found.score : 0, fits }];
        }),
      ),
    );
  };
}
