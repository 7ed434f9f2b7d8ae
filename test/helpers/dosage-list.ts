// ClinGen's dosage lists as text, from a few cells per row.
import { mkdtempSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Assembly } from "../../src/core/assembly.ts";

const COLUMNS =
  "cytoBand\tGenomic Location\tHaploinsufficiency Score\tHaploinsufficiency Description\tTriplosensitivity Score\tTriplosensitivity Description";

/** @param rows of symbol and NCBI's id, or id and name; place; scores of loss and gain */
export function dosageList(
  folder: string,
  of: "Gene" | "Region",
  assembly: Assembly,
  rows: readonly string[][],
  date = "03 Nov,2021",
): string {
  const path = join(mkdtempSync(join(folder, "d-")), `${of}.tsv`);
  const first = of === "Gene" ? "Gene Symbol\tGene ID" : "ISCA ID\tISCA Region Name";
  const head = [
    `#ClinGen ${of} Curation Results`,
    `#${date}`,
    `#Genomic Locations are reported on ${assembly} (hg): GCF_000001405`,
    `#${first}\t${COLUMNS}`,
  ];
  const lines = rows.map(([a, b, place, hi, ts]) => [a, b, "1p", place, hi, "", ts, ""].join("\t"));
  writeFileSync(path, `${[...head, ...lines].join("\n")}\n`);
  return path;
}
