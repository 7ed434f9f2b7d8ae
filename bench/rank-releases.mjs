/**
 * How many of the genes that development cases have their answer in a release of HPO does not annotate, and how much
 * older it is than the newest of the cases: what `points.phenotype.unknown` of the policy rests on.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";

/** Tables of genes with their terms; the symbol is in the second column. */
const RELEASES = {
  "2023-01-27": "genes_to_phenotype.txt.gz",
  "2024-04-26": "gene_to_terms.tsv.gz",
  "2024-08-13": "gene_to_terms.tsv.gz",
  "2025-01-16": "gene_to_terms.tsv.gz",
};

/** @param cases of `readSet` */
export function releasesPart(cases, data, { table }) {
  const created = cases.map(({ packet }) => JSON.parse(packet).metaData?.created ?? "");
  const newest = created.sort().at(-1).slice(0, 7);
  const monthOf = (date) => 12 * Number(date.slice(0, 4)) + Number(date.slice(5, 7));
  const genes = new Set(cases.map(({ symbol }) => symbol));
  const share = (some, all) => `${some} of ${all} (${((100 * some) / all).toFixed(1)} %)`;
  const rows = Object.entries(RELEASES).map(([release, file]) => {
    const text = gunzipSync(readFileSync(join(data, "hpo", release, file))).toString();
    const known = new Set(text.split("\n").map((line) => line.split("\t")[1]));
    const isUnknown = (symbol) => !known.has(symbol);
    const months = monthOf(newest) - monthOf(release);
    return [
      release,
      months < 0 ? `${-months} newer` : `${months} older`,
      share(cases.filter(({ symbol }) => isUnknown(symbol)).length, cases.length),
      share([...genes].filter(isUnknown).length, genes.size),
    ];
  });
  const head = ["release", "months than the newest case", "cases of genes unknown to it", "genes"];
  return [`The newest case is of ${newest}.`, table(head, rows)].join("\n\n");
}
