/**
 * npm run bench:rank -- [--data ../shared/data] [--sets dev,exome,plain,panels] [--only singleton,trio] [--kept] [--write]
 *
 * Places of the causal variants of published cases in `analyse` over all genes, by each order of rank-model.mjs, and
 * whether the probabilities hold. The sets:
 *
 * - dev: up to 600 development cases, at most five of a gene, in drawn families (background.mjs)
 * - exome: 200 of them in exomes of made genes, one of each seed of EXOMES
 * - plain: 150 of them in a trio without population frequencies
 * - panels: the cases of dev with a panel applied, one that lists the gene and one that does not
 * - names: the consequence that each kind of coding name is written with; nothing is ranked; only where it is named
 * - releases: how many of the genes of dev the releases of HPO do not know; nothing is ranked; only where it is named
 * - onset: what the age at onset would add; only where it is named
 * - last: 200 of them in the exome of a seed that nothing was tuned on; only where it is named
 * - 385: the published cases of LIRICAL's corpus in drawn families; only where it is named
 *
 * `--kept`: candidates and their facts are taken from bench/out where an earlier run left them. `--weights
 * '{"genotype.trans":15}'`: the score with other weights than the policy's (rank-model.mjs names them). `--write`: the
 * figures go into bench/RANKING.md. Run it with `node --import ./bench/sources.mjs`.
 */
import { parseArgs } from "node:util";
import { listFor, meanGap, reliability, topShare } from "./rank-figures.ts";
import { oddsOf, shortlistSize } from "../src/rank/odds.ts";
import { writePart } from "./phenotype-document.mjs";
import { drawn, exome, readSet, withoutFrequencies } from "./rank-cases.mjs";
import { FAMILIES, factsOfFamilies, openInput } from "./rank-facts.mjs";
import { IN_FORCE, NONE, ORDERS, pointsOf, rankIn, SHORTLIST, YIELD } from "./rank-model.mjs";
import { namesPart } from "./rank-names.mjs";
import { onsetPart } from "./rank-onset.mjs";
import { panelsPart } from "./rank-panels.mjs";
import { releasesPart } from "./rank-releases.mjs";

const { values } = parseArgs({
  options: {
    data: { type: "string", default: "../shared/data" },
    sets: { type: "string", default: "dev,exome,plain,panels" },
    only: { type: "string", default: FAMILIES.join(",") },
    kept: { type: "boolean", default: false },
    weights: { type: "string" },
    write: { type: "boolean", default: false },
  },
});

if (values.weights !== undefined) {
  const weights = { ...IN_FORCE, ...JSON.parse(values.weights) };
  ORDERS["the score"] = (row, way) => pointsOf(row, way, weights);
}

const EXOMES = [777, 4242, 1001];
/** Read once, after everything else. */
const LAST_EXOME = 314159;
const FRESH = "fresh";
const TOPS = [1, 3, 5, 10];
const FITTED_ON = "fit";
const families = FAMILIES.filter((family) => values.only.split(",").includes(family));

const input = await openInput(values.data);

/** Cases once for all families and sets: what is worked out of their terms stays with them. */
const sets = new Map();
function casesOf(set, most) {
  if (!sets.has(set)) sets.set(set, readSet(input.knowledge, values.data, set));
  return sets.get(set).slice(0, most);
}

const foundIn = (background, set, cases, ways) =>
  factsOfFamilies(input, background, { set, families, isKept: values.kept }, cases, ways);

function ranksOf(facts, order, way) {
  return facts.map(({ rows }) => rankIn(rows, (row) => ORDERS[order](row, way)));
}

const topsOf = (ranks) => TOPS.map((k) => topShare(ranks, k));
const percents = (shares) => shares.map((value) => value.toFixed(1)).join(" / ");
const median = (numbers) => [...numbers].sort((a, b) => a - b)[numbers.length >> 1];

function table(head, rows) {
  const line = (cells) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

/** One line for each order, one column for each family and way. */
function ordersTable(found, ways) {
  const columns = [...found].flatMap(([family, facts]) => ways.map((way) => [family, facts, way]));
  const word = { asIs: "as is", leftOut: "leave-one-publication-out", noise: "terms blurred" };
  return table(
    ["top 1 / 3 / 5 / 10, %", ...columns.map(([family, , way]) => `${family}, ${word[way]}`)],
    Object.keys(ORDERS).map((order) => [
      order,
      ...columns.map(([, facts, way]) => percents(topsOf(ranksOf(facts, order, way)))),
    ]),
  );
}

function sizesNote(found) {
  return [...found]
    .map(([family, facts]) => {
      const counts = median(facts.map(({ rows }) => rows.length));
      const lost = facts.filter(({ rows }) => rows.every(({ isCausal }) => !isCausal)).length;
      return `${family}: ${counts} candidates (median), the causal variant is not a candidate in ${lost} of ${facts.length} cases`;
    })
    .join("; ");
}

function listsTable(found) {
  return table(
    ["candidates to read for 80 / 90 / 95 % of the answers", ...found.keys()],
    Object.keys(ORDERS).map((order) => [
      order,
      ...[...found.values()].map((facts) => {
        const ranks = ranksOf(facts, order, "leftOut");
        return [0.8, 0.9, 0.95].map((share) => listFor(ranks, share)).join(" / ");
      }),
    ]),
  );
}

/** Probabilities of genes: each patient once with the causal alleles and once without, as often as one is solved. */
function saidOf(facts, family) {
  return facts.flatMap(({ rows }) =>
    [true, false].flatMap((isSolved) => {
      const some = rows.filter(({ isCausal }) => isSolved || !isCausal);
      const { each } = oddsOf(some.map(scoreOfRow), NONE[family], YIELD);
      const genes = new Map();
      for (const [i, { gene, isCausal }] of some.entries()) {
        const before = genes.get(gene) ?? { p: 0, isTrue: false };
        genes.set(gene, { p: before.p + each[i], isTrue: before.isTrue || isCausal });
      }
      const weight = isSolved ? YIELD : 1 - YIELD;
      return [...genes.values()].map((said) => ({ ...said, weight }));
    }),
  );
}

const scoreOfRow = (row) => ORDERS["the score"](row, "leftOut");

function gapOf(facts, family) {
  return meanGap(reliability(saidOf(facts, family)));
}

function reliabilityTable(found) {
  const bins = [...found].map(([family, facts]) => [family, reliability(saidOf(facts, family))]);
  return table(
    ["", ...Array.from({ length: 9 }, (_, i) => `${(i + 1) / 10} to ${(i + 2) / 10}`), "mean gap"],
    bins.flatMap(([family, own]) => {
      const cells = (key) =>
        Array.from({ length: 9 }, (_, i) => {
          const bin = own.find(({ said }) => Math.min(9, Math.floor(said * 10)) === i + 1);
          return bin === undefined ? "" : bin[key].toFixed(2);
        });
      return [
        [`${family}, said`, ...cells("said"), ""],
        [`${family}, true`, ...cells("found"), meanGap(own).toFixed(3)],
      ];
    }),
  );
}

/** The shortlist: how long it is, and how often the answer is in it. */
function shortlistNote(found) {
  const notes = [...found].map(([family, facts]) => {
    const lists = facts.map(({ rows }) => {
      const size = shortlistSize(rows.map(scoreOfRow), SHORTLIST);
      return { size, isIn: rankIn(rows, scoreOfRow) <= size };
    });
    const share = (100 * lists.filter(({ isIn }) => isIn).length) / lists.length;
    return `${family} ${median(lists.map(({ size }) => size))} candidates (median), the answer among them in ${share.toFixed(1)} %`;
  });
  return `The shortlist, ${100 * SHORTLIST} % of the odds: ${notes.join("; ")}.`;
}

/** By what the causal candidate is, and whether the release knows its gene. */
function kindsTable(facts) {
  const groups = new Map();
  for (const one of facts) {
    const isKnown = one.rows.some((row) => row.isCausal && row.told.leftOut.fits !== null);
    for (const group of [
      one.each.kind,
      isKnown ? "gene known to the release" : "gene unknown to it",
    ])
      groups.set(group, [...(groups.get(group) ?? []), one]);
  }
  const orders = ["the terms alone", "the score of version 1", "the score"];
  return table(
    ["singleton, leave-one-publication-out", "cases", ...orders],
    [...groups].map(([group, own]) => [
      group,
      own.length,
      ...orders.map((order) => percents(topsOf(ranksOf(own, order, "leftOut")))),
    ]),
  );
}

/** @param {[string, number[], number[], ("most" | "least")?][]} rows name, to reach, found */
function barsTable(rows) {
  return table(
    ["target", "to reach", "found", ""],
    rows.map(([name, wanted, found, way = "least"]) => {
      const met = wanted.every((limit, i) =>
        way === "least" ? found[i] >= limit : found[i] <= limit,
      );
      const text = (numbers) => numbers.map((value) => Number(value.toFixed(3))).join(" / ");
      return [
        name,
        text(wanted),
        text(found.map((v) => (v > 1 ? Number(v.toFixed(1)) : v))),
        met ? "reached" : "missed",
      ];
    }),
  );
}

const scoreTops = (found, family, way = "leftOut") =>
  topsOf(ranksOf(found.get(family), "the score", way));

async function dev() {
  const cases = casesOf("dev", 600);
  const found = await foundIn(drawn(input.genes, "dev", FITTED_ON), "dev", cases, [
    "asIs",
    "leftOut",
    "noise",
  ]);
  const fresh = await foundIn(drawn(input.genes, "dev", FRESH), "dev", cases, ["leftOut"]);
  const noise = (order) => {
    const facts = (found.get("singleton") ?? []).slice(0, 200);
    return ["leftOut", "noise"].map((way) => topsOf(ranksOf(facts, order, way))[0]);
  };
  const bars = [
    ["singleton, top 1 / 3 / 5 / 10", [65, 75, 81, 91], "singleton"],
    ["trio, top 1 / 3 / 5 / 10", [80, 88, 93, 96], "trio"],
  ]
    .filter(([, , family]) => found.has(family))
    .map(([name, wanted, family]) => [name, wanted, scoreTops(found, family)]);
  const more = [
    ["singleton", 0.07, [10, 20]],
    ["trio", 0.06, [5, 8]],
  ]
    .filter(([family]) => found.has(family))
    .flatMap(([family, gap, lists]) => {
      const ranks = ranksOf(found.get(family), "the score", "leftOut");
      return [
        [`${family}, mean gap from 0.1`, [gap], [gapOf(found.get(family), family)], "most"],
        [`${family}, list for 90 / 95 %`, lists, [0.9, 0.95].map((s) => listFor(ranks, s)), "most"],
      ];
    });
  const [clear, blurred] = noise("the score");
  const parts = [
    `${cases.length} cases of ${new Set(cases.map(({ symbol }) => symbol)).size} genes. ${sizesNote(found)}.`,
    ordersTable(found, ["asIs", "leftOut"]),
    "In other families, drawn by another seed:",
    ordersTable(fresh, ["leftOut"]),
    listsTable(found),
    "Probabilities of genes against what is true (expected yield 0.4):",
    reliabilityTable(found),
    "In the other families:",
    reliabilityTable(fresh),
    shortlistNote(found),
  ];
  if (found.has("singleton"))
    parts.push(
      kindsTable(found.get("singleton")),
      `Half of the terms one step up and half as many others beside, 200 singletons, top 1 before and after: ${Object.keys(
        ORDERS,
      )
        .map(
          (order) =>
            `${order} ${noise(order)
              .map((v) => v.toFixed(1))
              .join(" to ")}`,
        )
        .join("; ")}.`,
    );
  if (found.has("singleton"))
    more.push(["what blurred terms cost, singleton top 1", [6], [clear - blurred], "most"]);
  return [...parts, barsTable([...bars, ...more])].join("\n\n");
}

async function exomes(seeds, bars) {
  const cases = casesOf("dev", 200);
  const parts = [];
  for (const seed of seeds) {
    const background = exome(values.data, seed);
    const found = await foundIn(background, "dev", cases, ["leftOut"]);
    parts.push(
      `Seed ${seed}: ${sizesNote(found)}.`,
      ordersTable(found, ["leftOut"]),
      reliabilityTable(found),
    );
    if (bars)
      parts.push(
        barsTable([
          ["singleton, top 1 / 3 / 5 / 10", [60, 72, 78, 83], scoreTops(found, "singleton")],
          ["trio, top 1 / 3 / 5 / 10", [67, 84, 90, 95], scoreTops(found, "trio")],
          [
            "trio, top 1, not below version 1",
            topsOf(ranksOf(found.get("trio"), "the score of version 1", "leftOut")).slice(0, 1),
            scoreTops(found, "trio").slice(0, 1),
          ],
        ]),
      );
  }
  return parts.join("\n\n");
}

async function plain() {
  const cases = casesOf("dev", 150);
  const found = await foundIn(withoutFrequencies(values.data), "dev", cases, ["leftOut"]);
  const singleton = found.get("singleton");
  const parts = [`${sizesNote(found)}.`, ordersTable(found, ["leftOut"])];
  if (singleton !== undefined) {
    const first = (order) => topsOf(ranksOf(singleton, order, "leftOut"))[0];
    parts.push(
      barsTable([
        [
          "singleton, top 1 less the terms alone",
          [0],
          [first("the score") - first("the terms alone")],
        ],
      ]),
    );
  }
  return parts.join("\n\n");
}

async function published() {
  const cases = casesOf("385", Infinity);
  const found = await foundIn(drawn(input.genes, "385", FITTED_ON), "385", cases, [
    "asIs",
    "leftOut",
  ]);
  return [
    `${cases.length} cases that can be written. ${sizesNote(found)}.`,
    ordersTable(found, ["asIs", "leftOut"]),
    listsTable(found),
    reliabilityTable(found),
    barsTable([
      ["singleton, leave-one-publication-out", [91, 97, 98, 99], scoreTops(found, "singleton")],
      ["singleton, as is", [94, 98, 99, 99], scoreTops(found, "singleton", "asIs")],
    ]),
  ].join("\n\n");
}

async function panels() {
  const cases = casesOf("dev", 600);
  const background = drawn(input.genes, "dev", FITTED_ON);
  const found = await foundIn(background, "dev", cases, ["asIs", "leftOut", "noise"]);
  return panelsPart(found, values.data, { topsOf, percents, table, barsTable });
}

async function onset() {
  const cases = casesOf("dev", 600);
  const few = cases.slice(0, 200);
  const drawnIn = (seed, ways) => foundIn(drawn(input.genes, "dev", seed), "dev", cases, ways);
  const backgrounds = [
    ["drawn", await drawnIn(FITTED_ON, ["asIs", "leftOut", "noise"])],
    ["drawn by the other seed", await drawnIn(FRESH, ["leftOut"])],
  ];
  for (const seed of EXOMES)
    backgrounds.push([
      `exome of seed ${seed}`,
      await foundIn(exome(values.data, seed), "dev", few, ["leftOut"]),
    ]);
  return onsetPart(input, backgrounds, cases, { topsOf, percents, table });
}

const PARTS = {
  dev,
  exome: () => exomes(EXOMES, false),
  plain,
  panels,
  names: () => {
    const named = [
      ["dev", casesOf("dev", 600)],
      ["385", casesOf("385", Infinity)],
    ];
    return namesPart(new Map(named), { table });
  },
  onset,
  releases: () => releasesPart(casesOf("dev", 600), values.data, { table }),
  last: () => exomes([LAST_EXOME], true),
  385: published,
};

for (const part of values.sets.split(",")) {
  if (PARTS[part] === undefined) throw new Error(`--sets ${part}: one of ${Object.keys(PARTS)}`);
  const text = await PARTS[part]();
  console.log(`${text}\n`);
  if (values.write && values.weights === undefined)
    writePart(part, `npm run bench:rank -- --sets ${part} --write`, text, "bench/RANKING.md");
}
