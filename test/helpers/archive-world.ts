/** Small families, panels and releases of ClinVar for tests of the archive: all on chromosome 1, GRCh38. */
import { mkdtempSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { inArchive, readHead, readRun } from "../../src/archive/index.ts";
import type { RunFile } from "../../src/archive/types.ts";
import { IndexedVcfWriter } from "../../src/io/bgzf/index.ts";
import { importClinVar } from "../../src/classifications/index.ts";
import { openStore } from "../../src/store/index.ts";
import { headerText, recordText, TRIO, TRIO_PED, type RecordOptions } from "./vcf-text.ts";

/** A bgzipped trio with index; records in order of position. */
export function writeTrio(
  path: string,
  records: readonly RecordOptions[],
  extra: readonly string[] = [],
): void {
  const parts: Uint8Array[] = [];
  const writer = new IndexedVcfWriter((bytes) => parts.push(bytes));
  for (const line of headerText({ samples: TRIO, extra }).trimEnd().split("\n")) writer.write(line);
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
  const asked = { assembly: "GRCh38" as const, release: undefined, now: new Date(0) };
  await importClinVar(openStore(store), path, asked);
}

export const AAA: PanelGene = { symbol: "AAA", place: [100_000, 200_000] };
export const BBB: PanelGene = { symbol: "BBB", place: [300_000, 400_000] };
/** Genotypes of the trio. */
export const DE_NOVO = ["0/1", "0/0", "0/0"];

export function missense(pos: number, gene: string, genotypes = DE_NOVO): RecordOptions {
  return { pos, gene, consequence: "missense_variant", genotypes };
}

/** A trio with its panel, an archive and a store that do not exist yet, in a folder of their own. */
export interface World {
  home: string;
  archive: string;
  store: string;
  /** The panel's file. */
  rule: string;
  /** What `archive add` and `analyse` are asked. */
  options: { vcfs: string[]; ped: string; panels: string[]; store: string };
}

/**
 * @param genes absent: the panel is written later
 * @param extra further lines of the VCF's header
 */
export function makeWorld(
  folder: string,
  records: readonly RecordOptions[],
  genes?: readonly PanelGene[],
  extra: readonly string[] = [],
): World {
  const home = mkdtempSync(join(folder, "world-"));
  const at = (name: string): string => join(home, name);
  writeTrio(at("one.vcf.gz"), records, extra);
  writeFileSync(at("trio.ped"), TRIO_PED);
  if (genes !== undefined) writePanel(at("panel.tsv"), genes);
  const store = at("store");
  const options = {
    vcfs: [at("one.vcf.gz")],
    ped: at("trio.ped"),
    panels: [at("panel.tsv")],
    store,
  };
  return { home, archive: at("cases"), store, rule: at("panel.tsv"), options };
}

/** The last run of case C1. */
export function latestRun({ archive }: World): RunFile {
  const at = inArchive.case(archive, "C1");
  return readRun(at, readHead(at).run);
}
