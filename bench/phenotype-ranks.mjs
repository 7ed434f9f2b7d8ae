/**
 * Ranks of the right gene and the right disease by HPO terms alone, on cases whose answer is known: the
 * 385 of LIRICAL's corpus, where Exomiser's own recorded ranks stand beside ours, and the development
 * part of phenopacket-store. Each as is and leave-one-publication-out (annotations are curated from the
 * very papers that cases come from). Ties count at their middle; a case whose answer the knowledge does
 * not have counts as never found.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as phenotype from "../src/phenotype/index.ts";
import { readCases, readRelease } from "./phenotype-cases.mjs";
import { bars, difference, summary, table } from "./phenotype-figures.mjs";

/** What is to be reached: percentages of top 1, 3, 5, 10. */
const BARS = {
  "385, gene, as is": [42, 57, 64, 70],
  "385, gene, leave-one-publication-out": [34, 47, 55, 62],
  "dev, disease, as is": [42],
};

/** @returns Markdown */
export async function measure(data) {
  const cases = (name) => join(data, "cases", name);
  const knowledge = await readRelease(data);
  const lirical = ranksOf(knowledge, readCases(knowledge, cases("lirical385.phenopackets.tar.gz")));
  const first = linesOf("385", lirical);
  const theirs = exomiser(cases("lirical385_exomiser_phenotype_only_ranks.tsv"));
  const store = ranksOf(
    knowledge,
    readCases(knowledge, cases("phenopacket_store_0.1.11.dev.tar.gz")),
  );
  const tested = new Set(lirical.flatMap(({ each }) => [...each.publications]));
  const apart = store.filter(
    ({ each }) => ![...each.publications].some((publication) => tested.has(publication)),
  );
  const exomisers = [
    ["Exomiser 13.3.0 on the 385, gene, as is", summary(theirs.gene)],
    ["Exomiser 13.3.0 on the 385, disease, as is", summary(theirs.disease)],
  ];
  const lines = [
    ...first,
    ...exomisers,
    ...linesOf("dev", store),
    ...linesOf("dev, papers of the 385 left out", apart),
  ];
  const ours = new Map(lirical.map(({ each, asIs }) => [each.name, asIs]));
  return [
    bars(new Map(lines), BARS),
    table(lines),
    "Case by case on the 385, ours as is less Exomiser's, with 95 % intervals from 1,000 draws of the cases:",
    difference("gene", theirs.gene, (name) => ours.get(name)?.gene),
    difference("disease", theirs.disease, (name) => ours.get(name)?.disease),
  ].join("\n\n");
}

/** Ranks of every case by gene and by disease, with and without its own publications. */
function ranksOf(knowledge, all) {
  // Cases of one paper share what is left without it.
  const papers = (each) => [...each.publications].sort().join(" ");
  const byPaper = all.toSorted((a, b) => (papers(a) < papers(b) ? -1 : 1));
  let last = null;
  let own = knowledge;
  const ranks = new Map();
  for (const each of byPaper) {
    if (papers(each) !== last) {
      own = phenotype.withoutPublications(knowledge, each.publications);
      last = papers(each);
    }
    const asIs = ranksWith(knowledge, each);
    ranks.set(each, { each, asIs, leftOut: own === knowledge ? asIs : ranksWith(own, each) });
  }
  return all.map((each) => ranks.get(each));
}

function ranksWith(some, { query, gene, disease }) {
  const scores = phenotype.scoresOf(some, query);
  const rank = (by, place) =>
    place < 0 ? Number.POSITIVE_INFINITY : phenotype.rankOf(some, scores, by, place);
  return { gene: rank("gene", gene), disease: rank("disease", disease) };
}

function linesOf(name, ranks) {
  const lines = ["gene", "disease"].flatMap((by) => {
    // A case whose packet names no gene has no gene to find.
    const asked = ranks.filter(({ each }) => by === "disease" || each.named);
    const of = (way) => asked.map((rank) => ({ rank: rank[way][by], gene: rank.each.key }));
    return [
      [`${name}, ${by}, as is`, summary(of("asIs"))],
      [`${name}, ${by}, leave-one-publication-out`, summary(of("leftOut"))],
    ];
  });
  // Minutes pass: what is known is told.
  for (const [what, { top }] of lines)
    console.error(`${what}: ${top.map((value) => value.toFixed(1)).join(" / ")}`);
  return lines;
}

/** Exomiser 13.3.0 on the same 385 cases, its own record. */
function exomiser(path) {
  const [head, ...rows] = readFileSync(path, "utf8")
    .trim()
    .split("\n")
    .map((line) => line.split("\t"));
  const of = (column) =>
    rows.map((row) => ({
      name: row[0],
      rank: Number(row[head.indexOf(column)]) || Number.POSITIVE_INFINITY,
      gene: row[head.indexOf("gene")],
    }));
  return { gene: of("exomiser_gene_rank"), disease: of("exomiser_disease_rank") };
}
