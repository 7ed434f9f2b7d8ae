/**
 * Fits the weights of src/phenotype/weights.ts, on development cases alone: at most PER_GENE of a gene,
 * chosen by the hash of their names. Cases whose publications the 385 test cases share are left out,
 * each case is read without its own publication's annotations, a gene's cases count together as the
 * square root of their number. Cross-validated by gene in five folds: a fold's genes are never seen by
 * its fit.
 */
import { join } from "node:path";
import * as phenotype from "../src/phenotype/index.ts";
import { capped, hash, readCases, readRelease } from "./phenotype-cases.mjs";
import { summary, table } from "./phenotype-figures.mjs";
import { fit, rank, standardise } from "./phenotype-logit.mjs";

const PER_GENE = 4;
const FOLDS = 5;
/** Their weights are set by hand: weights.ts says why. */
const BY_HAND = ["contradicted", "excludedAgainst"];
const FITTED = phenotype.FEATURES.filter((name) => !BY_HAND.includes(name));

/** @returns Markdown: the folds, and the weights for weights.ts */
export async function measure(data) {
  const knowledge = await readRelease(data);
  const development = developmentCases(knowledge, (name) => join(data, "cases", name));
  const chosen = capped(development, ({ gene }) => gene, PER_GENE);
  const counts = new Map();
  for (const { gene } of chosen) counts.set(gene, (counts.get(gene) ?? 0) + 1);
  const examples = chosen.map((each) =>
    exampleOf(knowledge, each, 1 / Math.sqrt(counts.get(each.gene))),
  );
  const deviations = standardise(examples, FITTED.length);
  const folds = crossValidate(examples);
  const weights = fit(examples, FITTED.length);
  const seen = examples.map((each) => ({ rank: rank(each, weights), gene: each.gene }));
  return [
    `${chosen.length} cases of ${counts.size} genes, of ${development.length}; leave-one-publication-out.`,
    table([...folds, ["fitted on all, seen", summary(seen)]]),
    "Weights per unit, as in src/phenotype/weights.ts:",
    FITTED.map((name, j) => `- ${name}: ${toFour(weights[j] / deviations[j])}`).join("\n"),
  ].join("\n\n");
}

/** Those with a known gene and observed terms that share no paper with the test cases. */
function developmentCases(knowledge, archive) {
  const test = readCases(knowledge, archive("lirical385.phenopackets.tar.gz"));
  const tested = new Set(test.flatMap((each) => [...each.publications]));
  return readCases(knowledge, archive("phenopacket_store_0.1.11.dev.tar.gz")).filter(
    (each) =>
      each.gene >= 0 &&
      each.query.observed.length > 0 &&
      ![...each.publications].some((publication) => tested.has(publication)),
  );
}

/** Every disease of every gene takes part: a choice of candidates would teach the fit the choice. */
function exampleOf(knowledge, { gene, query, publications }, weight) {
  const own = phenotype.withoutPublications(knowledge, publications);
  const byName = phenotype.featuresOf(own, query);
  const pairs = [];
  for (const g of knowledge.genes.numbers.keys()) {
    for (const d of phenotype.listAt(knowledge.genes.diseases, g)) {
      if (own.profiles.mass[d] > 0) pairs.push([g, d]);
    }
  }
  const rows = new Float32Array(pairs.length * FITTED.length);
  for (const [i, [, d]] of pairs.entries()) {
    for (const [j, name] of FITTED.entries()) rows[i * FITTED.length + j] = byName[name][d];
  }
  return { gene, rows, genes: Int32Array.from(pairs, ([g]) => g), weight };
}

function crossValidate(examples) {
  const genes = [...new Set(examples.map(({ gene }) => gene))];
  const foldOf = new Map(
    genes.sort((a, b) => hash(`${a}`) - hash(`${b}`)).map((gene, i) => [gene, i % FOLDS]),
  );
  const all = [];
  const lines = [];
  for (let fold = 0; fold < FOLDS; fold++) {
    const held = examples.filter(({ gene }) => foldOf.get(gene) === fold);
    const learnt = examples.filter(({ gene }) => foldOf.get(gene) !== fold);
    const weights = fit(learnt, FITTED.length);
    const ranks = held.map((each) => ({ rank: rank(each, weights), gene: each.gene }));
    all.push(...ranks);
    const count = new Set(held.map(({ gene }) => gene)).size;
    lines.push([`fold ${fold + 1}: ${count} genes`, summary(ranks)]);
  }
  return [...lines, ["all folds", summary(all)]];
}

function toFour(value) {
  return Number(value.toPrecision(4));
}
