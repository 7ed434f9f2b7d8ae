/**
 * npm run bench:phenotype -- [--data ../shared/data] [--quick]
 *
 * Ranks of the right gene and the right disease by HPO terms alone, on cases whose answer is known: the
 * 385 of LIRICAL's corpus, where Exomiser's own recorded ranks stand beside ours, and the development
 * part of phenopacket-store. Each as is and leave-one-publication-out (annotations are curated from the
 * very papers that cases come from). Ties count at their middle; a case whose answer the knowledge does
 * not have counts as never found. Prints Markdown. `--quick`: the 385 alone.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import * as phenotype from "../dist/phenotype/index.js";
import { readCases, readRelease } from "./phenotype-cases.mjs";
import { summary, table } from "./phenotype-figures.mjs";

const { values } = parseArgs({
  options: {
    data: { type: "string", default: "../shared/data" },
    quick: { type: "boolean", default: false },
  },
});

const cpu = () => process.cpuUsage().user / 1000;
const cases = (name) => join(values.data, "cases", name);
const started = cpu();
const knowledge = await readRelease(values.data);
const built = cpu() - started;

/** Ranks of one case by gene and by disease, with and without its own publications. */
function ranksOf(each) {
  const asIs = ranksWith(knowledge, each);
  const own = phenotype.withoutPublications(knowledge, each.publications);
  return { asIs, leftOut: own === knowledge ? asIs : ranksWith(own, each) };
}

function ranksWith(some, { query, gene, disease }) {
  const scores = phenotype.scoresOf(some, query);
  const rank = (by, place) =>
    place < 0 ? Number.POSITIVE_INFINITY : phenotype.rankOf(some, scores, by, place);
  return { gene: rank("gene", gene), disease: rank("disease", disease) };
}

const lines = [];
function measure(name, all) {
  const ranks = all.map((each) => ({ each, ...ranksOf(each) }));
  for (const by of ["gene", "disease"]) {
    // A case whose packet names no gene has no gene to find.
    const asked = ranks.filter(({ each }) => by === "disease" || each.named);
    const of = (way) => asked.map((rank) => ({ rank: rank[way][by], gene: rank.each.key }));
    lines.push([`${name}, ${by}, as is`, summary(of("asIs"))]);
    lines.push([`${name}, ${by}, leave-one-publication-out`, summary(of("leftOut"))]);
  }
}

const lirical = readCases(knowledge, cases("lirical385.phenopackets.tar.gz"));
measure("385", lirical);
lines.push(...exomiser());
if (!values.quick) {
  const store = readCases(knowledge, cases("phenopacket_store_0.1.11.dev.tar.gz"));
  const tested = new Set(lirical.flatMap((each) => [...each.publications]));
  measure("dev", store);
  const apart = store.filter((each) => ![...each.publications].some((pmid) => tested.has(pmid)));
  measure("dev, papers of the 385 left out", apart);
}
console.log(table(lines));

/** Exomiser 13.3.0 on the same 385 cases, its own record. */
function exomiser() {
  const [head, ...rows] = readFileSync(
    cases("lirical385_exomiser_phenotype_only_ranks.tsv"),
    "utf8",
  )
    .trim()
    .split("\n")
    .map((line) => line.split("\t"));
  const of = (column) =>
    rows.map((row) => ({
      rank: Number(row[head.indexOf(column)]) || Number.POSITIVE_INFINITY,
      gene: row[head.indexOf("gene")],
    }));
  return [
    ["Exomiser 13.3.0 on the 385, gene, as is", summary(of("exomiser_gene_rank"))],
    ["Exomiser 13.3.0 on the 385, disease, as is", summary(of("exomiser_disease_rank"))],
  ];
}

/** Costs: of one snapshot, and of ranking all genes for 20 terms. */
const file = phenotype.encodeSnapshot(knowledge);
const loading = best(5, () => phenotype.decodeSnapshot(file, "snapshot"));
const [rich] = lirical.filter((each) => each.query.observed.length >= 20);
const query = { observed: rich.query.observed.slice(0, 20), excluded: [] };
const ranking = best(7, () =>
  phenotype.rankAll(knowledge, phenotype.scoresOf(knowledge, query), "gene"),
);
console.log(`
Processor time: reading and joining the release ${built.toFixed(0)} ms; opening the snapshot (${(file.length / 1e6).toFixed(1)} MB) in memory ${loading.toFixed(1)} ms; ranking all genes for 20 terms ${ranking.toFixed(1)} ms. Node ${process.version}.`);

function best(rounds, work) {
  let least = Number.POSITIVE_INFINITY;
  for (let round = 0; round < rounds; round++) {
    const from = cpu();
    work();
    least = Math.min(least, cpu() - from);
  }
  return least;
}
