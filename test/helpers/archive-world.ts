/** Small families, panels and releases of ClinVar for tests of the archive: all on chromosome 1, GRCh38. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { IndexedVcfWriter } from "../../src/io/bgzf/index.ts";
import { importClinVar } from "../../src/classifications/index.ts";
import { openStore } from "../../src/store/index.ts";
import { headerText, recordText, TRIO, type RecordOptions } from "./vcf-text.ts";

/** A bgzipped trio with index; records in order of position. */
export function writeTrio(path: string, records: readonly RecordOptions[]): void {
  const parts: Uint8Array[] = [];
  const writer = new IndexedVcfWriter((bytes) => parts.push(bytes));
  for (const line of headerText({ samples: TRIO }).trimEnd().split("\n")) writer.write(line);
  for (const record of records) writer.write(recordText(record));
  const index = writer.finish();
  writeFileSync(path, Buffer.concat(parts));
  writeFileSync(`${path}.tbi`, index);
}

export interface PanelGene {
  symbol: string;
  confidence?: "green" | "amber" | "red";
  mode?: string;
  /** `1-based start-end`; absent: found by name. */
  place?: [start: number, end: number];
}

export function writePanel(path: string, genes: readonly PanelGene[]): void {
  const rows = genes.map(({ symbol, confidence = "green", mode = "MONOALLELIC", place }) =>
    [symbol, confidence, mode, ...(place === undefined ? ["", "", ""] : ["1", ...place])].join(
      "\t",
    ),
  );
  const head = "symbol\tconfidence\tmode_of_inheritance\tchrom\tstart\tend";
  writeFileSync(path, [head, ...rows, ""].join("\n"));
}

export interface ClinVarRow {
  pos: number;
  ref?: string;
  alt?: string;
  significance?: string;
  gene?: string;
}

/** @param release YYYY-MM-DD */
export async function importRelease(
  store: string,
  folder: string,
  release: string,
  rows: readonly ClinVarRow[],
): Promise<void> {
  const path = join(folder, `clinvar-${release}.vcf`);
  const lines = [{ pos: 1, significance: "Benign" }, ...rows].map(
    ({ pos, ref = "G", alt = "A", significance = "Pathogenic", gene }: ClinVarRow) => {
      const info = [
        `CLNSIG=${significance}`,
        "CLNREVSTAT=criteria_provided,_multiple_submitters,_no_conflicts",
        ...(gene === undefined ? [] : [`GENEINFO=${gene}:1`]),
      ];
      return `1\t${pos}\t${pos}\t${ref}\t${alt}\t.\t.\t${info.join(";")}`;
    },
  );
  const head = `##fileformat=VCFv4.1\n##fileDate=${release}\n##reference=GRCh38\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n`;
  writeFileSync(path, `${head}${lines.join("\n")}\n`);
  const asked = { assembly: "GRCh38" as const, release: null, now: new Date(0) };
  await importClinVar(openStore(store), path, asked);
}
