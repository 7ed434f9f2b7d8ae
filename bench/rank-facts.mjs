/**
 * What the orders of the ranking benchmark go by, of every candidate of every case: one run of `analyse` over all genes
 * for the cases of a batch, then each case with its own alleles and the background's alone. Plain data, so that orders
 * are compared, and weights fitted, without a further run.
 */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { gunzipSync } from "node:zlib";
import { modeClasses } from "../src/patient/patient.ts";
import { variantKey } from "../src/core/allele.ts";
import { chromosomeOrder } from "../src/core/assembly.ts";
import { remembered } from "../src/core/once.ts";
import { DEFAULT_POLICY } from "../src/core/policy.ts";
import { importGenes } from "../src/genes/catalogue/index.ts";
import { importGeneFacts } from "../src/genes/gene-facts.ts";
import { analyse } from "../src/index.ts";
import * as phenotype from "../src/phenotype/index.ts";
import { withPhenotype } from "../src/rank/index.ts";
import { openStore } from "../src/store/index.ts";
import { readGenes } from "./background.mjs";
import { hash } from "./phenotype-cases.mjs";
import { generator } from "./phenotype-figures.mjs";
import { storeOf } from "./phenotype-spike.mjs";
import { linesOf, OUT, placed } from "./rank-cases.mjs";
import { factsOfAlleles, factsOfTerms, IN_FORCE, pointsOf, rankIn } from "./rank-model.mjs";

/** Child, father, mother: of the columns of a background those of a family. */
const PEOPLE = { singleton: [0], duo: [0, 2], trio: [0, 1, 2] };
export const FAMILIES = Object.keys(PEOPLE);
const SAMPLES = ["HG002", "HG003", "HG004"];
const COLUMNS = "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT";

/**
 * A store with HPO, names of genes and gnomAD's constraint, to which the coding lengths of MANE are added: gnomAD's own table
 * has them, the one at hand was cut.
 */
async function makeStore(data, genes) {
  const kept = join(OUT, "rank-knowledge");
  if (existsSync(kept)) return join(kept, "store");
  mkdirSync(OUT, { recursive: true });
  const folder = mkdtempSync(join(OUT, "rank-knowledge-"));
  const store = openStore(await storeOf(folder, data));
  const now = new Date("2026-01-01T00:00:00Z");
  const file = (name) => join(data, "genes", name);
  await importGenes(store, file("hgnc_complete_set_2024-10.txt.gz"), { assembly: null, now });
  const lengths = new Map([...genes.values()].map(({ ensembl, length }) => [ensembl, length]));
  const [head, ...lines] = gunzipSync(readFileSync(file("gnomad_v2.1.1_constraint.tsv.gz")))
    .toString()
    .trimEnd()
    .split("\n");
  const table = join(folder, "constraint.tsv");
  const longer = lines.map((line) => `${line}\t${lengths.get(line.split("\t").at(-1)) ?? ""}`);
  writeFileSync(table, [`${head}\tcds_length`, ...longer, ""].join("\n"));
  await importGeneFacts(store, table, { name: "gnomad", release: "2.1.1", now });
  // Whole, or not there: others may look, or make it, at the same time.
  if (existsSync(kept)) rmSync(folder, { recursive: true });
  else renameSync(folder, kept);
  return join(kept, "store");
}

/** What every run needs: the genes of families, a store, the HPO release of the benchmark. */
export async function openInput(data) {
  const genes = readGenes(data);
  const store = await makeStore(data, genes);
  const { knowledge } = await phenotype.openRelease(openStore(store));
  return { data, genes, store, knowledge };
}

/**
 * @param {object} input of `openInput`
 * @param {object} background of rank-cases.mjs
 * @param {(keyof typeof WAYS)[]} ways what the terms are held against
 * @returns {Promise<{each: object, rows: object[]}[]>} of every case its candidates
 */
export async function factsOf({ genes, store, knowledge }, background, family, given, ways) {
  const cases = given.map((each) => placed(each, background.assembly));
  const folder = mkdtempSync(join(tmpdir(), "panelist-rank-"));
  const found = [];
  try {
    for (const [i, batch] of background.batches(cases).entries()) {
      const owner = new Map();
      for (const each of batch.cases) for (const { key } of each.alleles) owner.set(key, each);
      const request = writeFamily(folder, background.family(batch, i), family, batch.cases, genes);
      const { assembly } = background;
      const { report } = await analyse({ ...request, assembly, store });
      const hasFrequency = report.ranking.frequencies;
      const run = { hasFrequency, hpoRelease: knowledge.release, monthsOld: null };
      const candidates = report.candidates.map((candidate) => ({
        candidate,
        of: new Set(candidate.variants.flatMap((v) => owner.get(variantKey(v)) ?? [])),
        facts: factsOfCandidate(candidate),
      }));
      for (const each of batch.cases) {
        const own = candidates.filter(({ of }) => of.size === 0 || (of.size === 1 && of.has(each)));
        const told = tellerOf(knowledge, each, ways, run);
        const rows = own.map(({ candidate, of, facts }) => ({
          ...facts,
          isCausal: of.size === 1,
          told: told(candidate),
        }));
        if (hasFrequency) for (const row of rows) for (const way of ways) checkSum(row, way);
        if (i === 0 && each === batch.cases[0] && family === "singleton" && ways.includes("asIs"))
          await checkRun(rows, { folder, store, each, assembly }, [
            batch,
            family,
            background,
            genes,
          ]);
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
  };
}

/** What of a candidate no term of the patient changes. */
function factsOfCandidate(candidate) {
  const { gene, tier, band, score_v1: old, variants, models } = candidate;
  return {
    gene: gene.symbol,
    tier,
    band,
    old,
    models: models.map(({ model, verdict }) => ({ model, verdict })),
    classes: variants.map((v) => v.consequence.class),
    isNew: models.some(({ deNovo }) => deNovo.includes("HIGH")),
    ...factsOfAlleles(candidate),
  };
}

/** What is fitted must be what the program sums up: each part of a score is rounded to 0.1. */
function checkSum(row, way) {
  const sum = pointsOf(row, way, IN_FORCE);
  const { score } = row.told[way];
  if (Math.abs(sum - score) > 0.8)
    throw new Error(`${row.gene}: the facts make ${sum}, the score is ${score}`);
}

/** The short way must rank as `analyse` does with the case alone and its phenopacket. */
async function checkRun(
  rows,
  { folder, store, each, assembly },
  [batch, family, background, genes],
) {
  const request = writeFamily(folder, background.family(batch, 0), family, [each], genes);
  const phenopacket = join(folder, "case.json");
  writeFileSync(phenopacket, each.packet);
  const { report } = await analyse({
    ...request,
    assembly,
    store,
    phenotype: { phenopacket, skipUnknownTerms: true },
  });
  const own = new Set(each.alleles.map(({ key }) => key));
  const told = report.candidates.map(({ variants, score }) => ({
    score,
    isCausal: variants.some((v) => own.has(variantKey(v))),
  }));
  const [there, here] = [
    rankIn(told, ({ score }) => score),
    rankIn(rows, (row) => row.told.asIs.score),
  ];
  if (there !== here)
    throw new Error(`${each.name}, ${family}: analyse ranks ${there}, here ${here}`);
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

/** Scores of all genes by way, of every case once for all families and sets. */
function scoresOf(knowledge, each) {
  if (each.scores === undefined) {
    const leftOut = phenotype.withoutPublications(knowledge, each.publications);
    each.scores = Object.fromEntries(
      Object.entries(WAYS).map(([way, asked]) => {
        const scores = phenotype.scoresOf(...asked(knowledge, leftOut, each));
        // Of all these lists only what a gene is asked by: hundreds of cases are in memory.
        return [way, { ...scores, diseases: null }];
      }),
    );
  }
  return each.scores;
}

/** @returns of a candidate, way by way, what the gene's terms say and make of the scores; `fits` null: the release knows no disease */
function tellerOf(knowledge, each, ways, run) {
  const scores = scoresOf(knowledge, each);
  const asked = new Map();
  const phenotypesOf = (gene, models) => {
    const classes = modeClasses({ models });
    const place = each.places.get(gene.symbol);
    return remembered(asked, [gene.symbol, ...classes].join(" "), () =>
      ways.map((way) => {
        const found =
          place === undefined ? null : phenotype.scoreGene(knowledge, scores[way], place, classes);
        const isKnown = found !== null && found.best !== null;
        const { score, diseases } = isKnown ? found : { score: 0, diseases: [] };
        const reason = isKnown ? { disease: { name: "" } } : null;
        const fits = isKnown ? diseases.some((disease) => disease.fits) : null;
        const told = { score, diseases, reason };
        return { way, told, fits, facts: factsOfTerms(told) };
      }),
    );
  };
  return (candidate) =>
    Object.fromEntries(
      phenotypesOf(candidate.gene, candidate.models).map(({ way, told, fits, facts }) => {
        const { score, score_v1: old } = withPhenotype(candidate, told, DEFAULT_POLICY, run);
        return [way, { log10: Number(told.score.toFixed(6)), fits, facts, old, score }];
      }),
    );
}
