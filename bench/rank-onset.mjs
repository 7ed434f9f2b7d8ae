/**
 * What the age at onset would add to the score: where a phenopacket and the annotations of a disease both tell it, a ratio of
 * how likely the patient's stage of life is with the disease's stages and with those of all diseases, held between FLOOR
 * and MOST. It is in no score of the program.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { modeClasses } from "../src/patient/patient.ts";
import { DEFAULT_POLICY } from "../src/core/policy.ts";
import * as phenotype from "../src/phenotype/index.ts";
import { oddsOf } from "../src/rank/odds.ts";
import { RELEASE } from "./phenotype-cases.mjs";
import { generator } from "./phenotype-figures.mjs";
import { IN_FORCE, NONE, pointsOf, rankIn, YIELD } from "./rank-model.mjs";

const FLOOR = 0.3;
const MOST = 3;
const { slope, floor } = DEFAULT_POLICY.points.phenotype;

/** Until when each stage of life lasts, in years: before birth, newborn, infant, ... */
const ENDS = [0, 28 / 365, 1, 5, 16, 40, 60, Infinity];
/** HPO's onsets by stage; all of several. */
const STAGES = new Map(
  [
    [[30674, 11460, 11461, 34197, 34198, 34199, 3577], [0]],
    [[3623], [1]],
    [[3593], [2]],
    [[11463], [3]],
    [[3621], [4]],
    [[410280], [0, 1, 2, 3, 4]],
    [[3581], [5, 6, 7]],
    [[11462, 25708, 25709, 25710], [5]],
    [[3596], [6]],
    [[3584], [7]],
  ].flatMap(([terms, stages]) => terms.map((term) => [term, stages])),
);
/** Of a stage so many steps away from one that is told. */
const NEAR = [1, 0.5, 0.2, 0.08, 0.04, 0.03, 0.03, 0.03];

const stagesOf = (id) => STAGES.get(Number(id.slice(3))) ?? null;

/** Stages in which the patient fell ill: told of the disease, else the first of a feature; null: not told. */
function stagesOfCase({ packet }) {
  const { diseases = [], phenotypicFeatures = [] } = JSON.parse(packet);
  const read = ({ onset }) => {
    if (onset?.ontologyClass !== undefined) return stagesOf(onset.ontologyClass.id);
    const [, years = 0, months = 0, weeks = 0, days = 0] =
      /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?/.exec(onset?.age?.iso8601duration ?? "") ??
      [];
    if (onset?.age === undefined) return null;
    const age = Number(years) + Number(months) / 12 + (7 * Number(weeks) + Number(days)) / 365;
    return [ENDS.findIndex((end) => age < end || (age === 0 && end === 0))];
  };
  const told = diseases.flatMap((one) => read(one) ?? []);
  if (told.length > 0) return told;
  const features = phenotypicFeatures.filter(({ excluded }) => excluded !== true);
  const first = features.flatMap((one) => read(one) ?? []);
  return first.length === 0 ? null : [Math.min(...first)];
}

/** Rows of aspect C by disease: stages, weight, publications. */
function onsetsOf(knowledge, data) {
  const ids = new Map(
    Array.from(knowledge.diseases.genes, (_, d) => [
      phenotype.textOf(knowledge.diseases.ids, d),
      d,
    ]),
  );
  const found = new Map();
  const file = join(data, "hpo", RELEASE, "phenotype.hpoa.gz");
  for (const line of gunzipSync(readFileSync(file)).toString().split("\n")) {
    const cells = line.split("\t");
    const disease = ids.get(cells[0]);
    const stages = stagesOf(cells[3] ?? "");
    if (cells[10] !== "C" || cells[2] === "NOT" || stages === null || disease === undefined)
      continue;
    const [, seen, of] = /^(\d+)\/(\d+)$/.exec(cells[7]) ?? [];
    const row = {
      stages,
      weight: of === undefined ? 1 : Math.max(0.01, seen / of),
      publications: Array.from(cells[4].matchAll(/PMID:(\d+)/g), ([, id]) => Number(id)),
    };
    found.set(disease, [...(found.get(disease) ?? []), row]);
  }
  return found;
}

function spread(rows) {
  const shares = ENDS.map((_, stage) =>
    rows.reduce(
      (sum, { stages, weight }) =>
        sum +
        stages.reduce(
          (all, one) => all + (weight * NEAR[Math.abs(one - stage)]) / stages.length,
          0,
        ),
      0,
    ),
  );
  const all = shares.reduce((sum, share) => sum + share, 0);
  return shares.map((share) => share / all);
}

/** Log10 of a candidate's gene with the ratio, for a case that tells its onset. */
function scorerOf({ query, publications, places, stages }, knowledge, onsets, usual) {
  const leftOut = phenotype.withoutPublications(knowledge, publications);
  const before = phenotype.scoresOf(leftOut, query);
  const logOdds = Float64Array.from(before.logOdds);
  const sum = (of) => stages.reduce((all, stage) => all + of[stage], 0);
  for (const [disease, rows] of onsets) {
    const own = rows.filter((row) => !row.publications.some((id) => publications.has(id)));
    if (own.length === 0) continue;
    const ratio = sum(spread(own)) / sum(usual);
    logOdds[disease] += Math.log(Math.min(MOST, Math.max(FLOOR, ratio)));
  }
  const scores = { ...before, logOdds };
  return ({ gene, models }) =>
    phenotype.scoreGene(knowledge, scores, places.get(gene), modeClasses({ models })).score;
}

/** Points of a case's candidates with the ratio. */
function withOnset(rows, scoreOf) {
  const points = (log10) => slope * Math.max(floor, log10);
  return rows.map((row) => {
    const { fits, log10 } = row.told.leftOut;
    const now = pointsOf(row, "leftOut", IN_FORCE);
    return fits === null ? now : now - points(log10) + points(scoreOf(row));
  });
}

function rankBy(rows, points) {
  const at = new Map(rows.map((row, i) => [row, Math.round(10 * points[i]) / 10]));
  return rankIn(rows, (row) => at.get(row));
}

/** Logarithm of the answer's probability; null: it is no candidate. */
function logOf(rows, points, family) {
  const { each } = oddsOf(points, NONE[family], YIELD);
  const p = rows.reduce((sum, { isCausal }, i) => sum + (isCausal ? each[i] : 0), 0);
  return p === 0 ? null : Math.log(p);
}

/**
 * @param {object} input of `openInput`
 * @param {[string, Map<string, object[]>][]} backgrounds facts by family
 * @param cases of `readSet`
 */
export function onsetPart({ knowledge, data }, backgrounds, cases, { topsOf, percents, table }) {
  const onsets = onsetsOf(knowledge, data);
  const shares = [...onsets.values()].map(spread);
  const usual = ENDS.map((_, i) => shares.reduce((sum, own) => sum + own[i], 0) / shares.length);
  const scorers = new Map(
    cases.map((each) => {
      const stages = stagesOfCase(each);
      const own = stages && scorerOf({ ...each, stages }, knowledge, onsets, usual);
      return [each.name, own];
    }),
  );
  const rows = backgrounds.flatMap(([background, found]) =>
    [...found].map(([family, facts]) => {
      const now = facts.map((one) => one.rows.map((row) => pointsOf(row, "leftOut", IN_FORCE)));
      const then = facts.map((one, i) => {
        const scorer = scorers.get(one.each.name);
        return scorer === null ? now[i] : withOnset(one.rows, scorer);
      });
      const tops = (points) => percents(topsOf(facts.map((one, i) => rankBy(one.rows, points[i]))));
      const logs = (points) => facts.map((one, i) => logOf(one.rows, points[i], family));
      const told = facts.filter(({ each }) => scorers.get(each.name) !== null).length;
      return [
        `${background}, ${family}`,
        `${told} of ${facts.length}`,
        tops(now),
        tops(then),
        gainOf(facts, logs(now), logs(then)),
      ];
    }),
  );
  const head = [
    "",
    "onset told",
    "without",
    "with",
    "gain of the logarithm of the answer's probability, by genes",
  ];
  return [
    `${onsets.size} of ${knowledge.diseases.genes.length} diseases tell an onset. Leave-one-publication-out, top 1 / 3 / 5 / 10, %.`,
    table(head, rows),
  ].join("\n\n");
}

/** The mean, and between what 95 % of samples of genes lie. */
function gainOf(facts, now, then) {
  const byGene = new Map();
  for (const [i, { each }] of facts.entries())
    if (now[i] !== null)
      byGene.set(each.symbol, [...(byGene.get(each.symbol) ?? []), then[i] - now[i]]);
  const genes = [...byGene.values()];
  const random = generator(1);
  const mean = (lists) => {
    const all = lists.flat();
    return all.reduce((sum, value) => sum + value, 0) / all.length;
  };
  const sampled = Array.from({ length: 1000 }, () =>
    mean(genes.map(() => genes[Math.floor(random() * genes.length)])),
  ).sort((a, b) => a - b);
  const text = (value) => value.toFixed(3);
  return `${text(mean(genes))} (${text(sampled[25])} to ${text(sampled[974])})`;
}
