/**
 * npm run fit:rank -- [--data ../shared/data] [--kept] [--write]
 *
 * Fits the weights of the score, on development cases alone: a conditional logit with "none of these" beside the
 * candidates, each case once with its causal alleles and once without, in every family, in drawn families and in an
 * exome of made genes that no figure of bench/RANKING.md is of. A gene's cases count together as the square root of
 * their number, signs are bounded by reason (rank-model.mjs), folds are by gene. Prints points, as the policy has them.
 * `--kept` and `--write` as in rank.mjs. Run it with `node --import ./bench/sources.mjs`.
 */
import { parseArgs } from "node:util";
import { topShare } from "./rank-figures.ts";
import { hash } from "./phenotype-cases.mjs";
import { writePart } from "./phenotype-document.mjs";
import { fit, standardise } from "./phenotype-logit.mjs";
import { drawn, exome, readSet } from "./rank-cases.mjs";
import { FAMILIES, factsOfFamilies, openInput } from "./rank-facts.mjs";
import { FACTS, IN_FORCE, NAMES, NONE, pointsOf, rankIn, vectorOf } from "./rank-model.mjs";

const { values } = parseArgs({
  options: {
    data: { type: "string", default: "../shared/data" },
    kept: { type: "boolean", default: false },
    write: { type: "boolean", default: false },
  },
});

const WAY = "leftOut";
const FOLDS = 5;
const EXOME = 20240607;
/** Enough to hold down what a drawn family is too sure of; more costs minutes. */
const EXOME_CASES = 300;
const POINTS = 10 / Math.LN10;
/** What is fitted: the facts, and "none of these" of each family. */
const WEIGHTS = [...NAMES, ...FAMILIES];
const BACKGROUND = 0;
const CAUSAL = 1;
const OUTSIDE = 2;

const input = await openInput(values.data);
const cases = readSet(input.knowledge, values.data, "dev", 600);
const asked = { set: "dev", families: FAMILIES, isKept: values.kept };
const found = {
  drawn: await factsOfFamilies(input, drawn(input.genes, "dev", "fit"), asked, cases, [
    "asIs",
    WAY,
    "noise",
  ]),
  exome: await factsOfFamilies(
    input,
    exome(values.data, EXOME),
    asked,
    cases.slice(0, EXOME_CASES),
    [WAY],
  ),
};

const counts = new Map();
for (const { symbol } of cases) counts.set(symbol, (counts.get(symbol) ?? 0) + 1);
const foldOf = new Map(
  [...counts.keys()].sort((a, b) => hash(a) - hash(b)).map((gene, i) => [gene, i % FOLDS]),
);

/** A case in a family, with its causal alleles and without: rows of WEIGHTS, the last one that of "none of these". */
function examplesOf(family, { each, rows }) {
  const outside = WEIGHTS.map((name) => (name === family ? 1 : 0));
  const zeros = FAMILIES.map(() => 0);
  const weight = 1 / Math.sqrt(counts.get(each.symbol));
  return [true, false].flatMap((isSolved) => {
    const some = rows.filter(({ isCausal }) => isSolved || !isCausal);
    if (isSolved && some.every(({ isCausal }) => !isCausal)) return [];
    return [
      {
        symbol: each.symbol,
        weight,
        gene: isSolved ? CAUSAL : OUTSIDE,
        genes: Int32Array.from([
          ...some.map(({ isCausal }) => (isCausal ? CAUSAL : BACKGROUND)),
          OUTSIDE,
        ]),
        fixed: Float64Array.from([...some.map((row) => row.fixed / POINTS), 0]),
        rows: Float32Array.from([
          ...some.flatMap((row) => [...vectorOf(row, WAY), ...zeros]),
          ...outside,
        ]),
      },
    ];
  });
}

/** Points by name; what comes out with a sign that reason forbids is held at 0, and the rest fitted anew. */
function fitted(examples, deviations) {
  const held = new Set();
  for (;;) {
    const weights = fit(examples, WEIGHTS.length, held);
    const wrong = WEIGHTS.flatMap((name, j) => (weights[j] * (FACTS[name] ?? 0) < 0 ? [j] : []));
    if (wrong.length === 0)
      return Object.fromEntries(
        WEIGHTS.map((name, j) => [name, (POINTS * weights[j]) / deviations[j]]),
      );
    for (const j of wrong) held.add(j);
  }
}

const backgrounds = Object.entries(found);
const examples = backgrounds.flatMap(([, byFamily]) =>
  [...byFamily].flatMap(([family, facts]) => facts.flatMap((one) => examplesOf(family, one))),
);
const deviations = standardise(examples, WEIGHTS.length);
const folds = Array.from({ length: FOLDS }, (_, fold) =>
  fitted(
    examples.filter(({ symbol }) => foldOf.get(symbol) !== fold),
    deviations,
  ),
);
const all = fitted(examples, deviations);

const percents = (ranks) => [1, 3, 5, 10].map((k) => topShare(ranks, k).toFixed(1)).join(" / ");
const ranksBy = (facts, weightsOf) =>
  facts.map(({ each, rows }) => rankIn(rows, (row) => pointsOf(row, WAY, weightsOf(each))));
const lines = backgrounds.flatMap(([background, byFamily]) =>
  [...byFamily].map(([family, facts]) => {
    const cells = [(each) => folds[foldOf.get(each.symbol)], () => all, () => IN_FORCE].map(
      (weightsOf) => percents(ranksBy(facts, weightsOf)),
    );
    return `| ${background}, ${family} | ${cells.join(" | ")} |`;
  }),
);
const text = [
  `${cases.length} cases of ${counts.size} genes; leave-one-publication-out; top 1 / 3 / 5 / 10, %.`,
  [
    "| | five folds by gene | fitted on all, seen | the weights in force, seen |",
    "|---|---|---|---|",
    ...lines,
  ].join("\n"),
  "Points, in the folds from the least to the most, and those in force:",
  [
    "| fact | fitted | in the folds | in force |",
    "|---|---|---|---|",
    ...WEIGHTS.map((name) => {
      const own = folds.map((weights) => weights[name]).sort((a, b) => a - b);
      const ends = [own[0], own[FOLDS - 1]].map((value) => value.toFixed(1));
      const inForce = IN_FORCE[name] ?? NONE[name];
      return `| ${FACTS[name] === undefined ? `none of these, ${name}` : name} | ${all[name].toFixed(1)} | ${ends.join(" to ")} | ${inForce} |`;
    }),
  ].join("\n"),
].join("\n\n");
console.log(text);
if (values.write) writePart("fit", "npm run fit:rank -- --write", text, "bench/RANKING.md");
