/**
 * The causal variant among the variants of a family: 300 development cases whose alleles are told on
 * GRCh38, at most three of a gene, each written with its consequence into a trio and into its proband
 * alone (HG002 with HG003 and HG004 of `vcf/ashk_trio`). Cases of different genes share a run of
 * `analyse --gene-agnostic`; each is then held against the candidates without the other cases' variants,
 * with `withPhenotype` and the order of `analyse`. A run of `analyse --phenopacket` for one case alone
 * must give the same ranks: that is checked for the first.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DEFAULT_POLICY } from "../src/core/policy.ts";
import { rankAmong } from "../src/core/rank-figures.ts";
import * as phenotype from "../src/phenotype/index.ts";
import { modeClasses } from "../src/analysis/patient/patient.ts";
import { beyondPanel, rankCandidates, withPhenotype } from "../src/rank/index.ts";
import { capped, hash, readRelease } from "./phenotype-cases.mjs";
import { summary, table } from "./phenotype-figures.mjs";
import { analyse, caseRun, readBackground, readSpiked, storeOf } from "./phenotype-spike.mjs";

const CASES = 300;
const PER_GENE = 3;
const CHECKED = 1;

/** What is also tried: the terms counting twice as much as by default. */
const DOUBLED = { ...DEFAULT_POLICY, score: { ...DEFAULT_POLICY.score, phenotype: doubled() } };

function doubled() {
  const { weight, least, most } = DEFAULT_POLICY.score.phenotype;
  return { weight: 2 * weight, least: 2 * least, most: 2 * most };
}

/** @returns Markdown */
export async function measure(data) {
  const folder = mkdtempSync(join(tmpdir(), "panelist-spiked-"));
  try {
    const knowledge = await readRelease(data);
    const background = readBackground(data);
    const all = readSpiked(knowledge, join(data, "cases", "phenopacket_store_0.1.11.dev.tar.gz"));
    const chosen = capped(all, ({ symbol }) => symbol, PER_GENE)
      .sort((a, b) => hash(a.name) - hash(b.name))
      .slice(0, CASES);
    const lines = [];
    const notes = [];
    for (const family of ["trio", "singleton"]) {
      const found = ranksIn(folder, background, family, chosen, knowledge);
      lines.push(...linesOf(family, found));
      notes.push(noteOf(family, found));
      // Minutes pass: what is known is told.
      console.error(`${table(linesOf(family, found))}\n${notes.at(-1)}`);
      await checkRuns(folder, background, family, found.slice(0, CHECKED), data);
    }
    return [
      `${chosen.length} cases of ${new Set(chosen.map(({ symbol }) => symbol)).size} genes (${kindsOf(chosen)}), of ${all.length} that can be written; ${background.records.length} background records.`,
      table(lines),
      notes.join("\n"),
    ].join("\n\n");
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Of every case the ranks of its candidate in each order, and what the section "beyond the panel" says. */
function ranksIn(folder, background, family, cases, knowledge) {
  const ranks = [];
  for (const batch of batchesOf(cases)) {
    const report = analyse(folder, background, family, batch);
    const owner = new Map();
    for (const each of batch) for (const { key } of each.alleles) owner.set(key, each);
    const ofCase = (candidate) =>
      new Set(candidate.variants.flatMap((v) => owner.get(keyOf(v)) ?? []));
    const candidates = report.candidates.map((candidate) => ({ candidate, of: ofCase(candidate) }));
    for (const each of batch) {
      const own = candidates.filter(({ of }) => of.size === 0 || (of.size === 1 && of.has(each)));
      const causal = new Set(
        own.filter(({ of }) => of.size === 1).map(({ candidate }) => candidate.candidateId),
      );
      const plain = own.map(({ candidate }) => candidate);
      ranks.push({ each, count: plain.length, ...ordersOf(plain, causal, each, knowledge) });
    }
  }
  return ranks;
}

function kindsOf(cases) {
  const counts = new Map();
  for (const { kind } of cases) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return [...counts].map(([kind, count]) => `${count} ${kind}`).join(", ");
}

/** Cases of one gene go to different batches. */
function batchesOf(cases) {
  const batches = [];
  const seen = new Map();
  for (const each of cases) {
    const place = seen.get(each.symbol) ?? 0;
    seen.set(each.symbol, place + 1);
    (batches[place] ??= []).push(each);
  }
  return batches;
}

function ordersOf(candidates, causal, each, knowledge) {
  const without = rankIn(candidates, causal, byScore);
  const [asIs, leftOut] = scoredOf(each, knowledge).map(([some, scores]) => {
    const told = candidates.map((candidate) => {
      const place = each.places.get(candidate.gene.symbol);
      const score =
        place === undefined
          ? 0
          : phenotype.scoreGene(some, scores, place, modeClasses(candidate)).score;
      return { score, posterior: 0, best: false, reason: null, diseases: [] };
    });
    const by = (policy) => candidates.map((one, i) => withPhenotype(one, told[i], policy));
    const scored = by(DEFAULT_POLICY);
    const beyond = beyondPanel(rankCandidates(scored), DEFAULT_POLICY);
    return {
      with: rankIn(scored, causal, byScore),
      twice: rankIn(by(DOUBLED), causal, byScore),
      alone: rankIn(scored, causal, (a, b) => b.phenotype.score - a.phenotype.score),
      beyond: beyond.some(({ gene }) => gene === each.symbol),
    };
  });
  return { without, asIs, leftOut };
}

/** As is and without the case's papers: knowledge and scores, the same for every family. */
function scoredOf(each, knowledge) {
  each.scored ??= [knowledge, phenotype.withoutPublications(knowledge, each.publications)].map(
    (some) => [{ ...some, profiles: null }, phenotype.scoresOf(some, each.query)],
  );
  return each.scored;
}

/** The order of `analyse`, but for what breaks its ties. */
function byScore(a, b) {
  return a.tier - b.tier || a.band - b.band || b.score - a.score;
}

/** Rank of the best of the causal candidates, ties at their middle; none: infinite. */
function rankIn(candidates, causal, compare) {
  const [best] = candidates.filter(({ candidateId }) => causal.has(candidateId)).sort(compare);
  if (best === undefined) return Number.POSITIVE_INFINITY;
  const others = candidates.filter(({ candidateId }) => !causal.has(candidateId));
  return rankAmong(
    0,
    others.map((other) => -Math.sign(compare(other, best))),
  );
}

function keyOf({ chrom, pos, ref, alt }) {
  return `${chrom}:${pos}:${ref}:${alt}`;
}

function linesOf(family, ranks) {
  const line = (what, rankOf) => [
    `${family}, ${what}`,
    summary(ranks.map((rank) => ({ rank: rankOf(rank), gene: rank.each.symbol }))),
  ];
  return [
    line("without terms", ({ without }) => without),
    line("terms alone, as is", ({ asIs }) => asIs.alone),
    line("terms alone, leave-one-publication-out", ({ leftOut }) => leftOut.alone),
    line("with terms, as is", ({ asIs }) => asIs.with),
    line("with terms, leave-one-publication-out", ({ leftOut }) => leftOut.with),
    line(
      "with terms at twice the weight, leave-one-publication-out",
      ({ leftOut }) => leftOut.twice,
    ),
  ];
}

function noteOf(family, ranks) {
  const lost = ranks.filter(({ without }) => without === Number.POSITIVE_INFINITY).length;
  const counts = ranks.map(({ count }) => count).sort((a, b) => a - b);
  const share = (way) =>
    ((100 * ranks.filter((rank) => rank[way].beyond).length) / ranks.length).toFixed(1);
  const better = ranks.filter(({ without, leftOut }) => leftOut.with < without).length;
  const worse = ranks.filter(({ without, leftOut }) => leftOut.with > without).length;
  return `- ${family}: ${counts[counts.length >> 1]} candidates (median); the causal variant is no candidate in ${lost} cases; the terms raise it in ${better} and lower it in ${worse} (leave-one-publication-out); its gene stands in "beyond the panel" in ${share("asIs")} % as is, ${share("leftOut")} % leave-one-publication-out`;
}

/** The short way and `analyse --phenopacket` must agree. */
async function checkRuns(folder, background, family, found, data) {
  const store = await storeOf(folder, data);
  for (const { each, asIs } of found) {
    const { candidates } = caseRun(folder, background, family, each, store);
    const own = new Set(each.alleles.map(({ key }) => key));
    const first = candidates.findIndex(({ variants }) => variants.some((v) => own.has(keyOf(v))));
    const score = ({ tier, band, score: value }) => `${tier} ${band} ${value}`;
    const at = first < 0 ? null : score(candidates[first]);
    const equal = candidates.filter(
      (c) => score(c) === at && !c.variants.some((v) => own.has(keyOf(v))),
    );
    const above = candidates.slice(0, Math.max(first, 0)).filter((c) => score(c) !== at).length;
    const rank = first < 0 ? Number.POSITIVE_INFINITY : above + 1 + equal.length / 2;
    if (rank !== asIs.with) {
      throw new Error(`${each.name}, ${family}: analyse ranks ${rank}, here ${asIs.with}`);
    }
  }
}
