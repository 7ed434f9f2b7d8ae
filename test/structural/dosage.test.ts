import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import type { Assembly } from "../../src/core/assembly.ts";
import type { PanelRegion } from "../../src/panel/types.ts";
import { openStore } from "../../src/store/index.ts";
import {
  diseasesOfRegion,
  isOfReducedPenetrance,
  KNOWN,
} from "../../src/structural/dosage/known-regions.ts";
import { IMPRINTED, isImprinted } from "../../src/structural/dosage/imprinted.ts";
import { regionsNotAssessed, regionsOf } from "../../src/structural/dosage/regions.ts";
import { importDosage, openDosage, type DosageTable } from "../../src/structural/dosage/store.ts";
import { dosageList } from "../helpers/dosage-list.ts";
import { runInProcess } from "../helpers/run-command.ts";
import { sharedData } from "../helpers/shared.ts";
import { tempFolder } from "../helpers/temp.ts";
import { event } from "./events.ts";

const folder = tempFolder();
const list = (of: "Gene" | "Region", assembly: Assembly, rows: string[][]): string =>
  dosageList(folder, of, assembly, rows);

async function table(assembly: Assembly, ...paths: string[]): Promise<DosageTable | null> {
  const store = openStore(join(mkdtempSync(join(folder, "s-")), "store"));
  for (const path of paths) await importDosage(store, path, new Date(0));
  return openDosage(store, assembly);
}

const gene = (symbol: string, ncbiId: string | null) => ({
  symbol,
  hgncId: null,
  ensemblIds: [],
  ncbiId,
  otherSymbols: [],
});

test("genes by NCBI's id, else by symbol; words that are not known are counted (SVD-01)", async () => {
  const rows = [
    ["ELN", "2006", "chr7:74028173-74069907", "3", "Not yet evaluated"],
    ["PMP22", "5376", "tbd", "3", "3"],
    ["ODD", "99", "chr1:1-2", "very", "0"],
  ];
  const path = list("Gene", "GRCh38", rows);
  const store = openStore(join(mkdtempSync(join(folder, "s-")), "store"));
  const { entry, added, unread } = await importDosage(store, path, new Date(0));
  expect(entry).toMatchObject({
    kind: "dosage",
    source: "ClinGen",
    id: "genes GRCh38",
    version: "2021-11-03",
    assembly: "GRCh38",
    facts: { genes: 3 },
  });
  expect(added).toBe(true);
  expect(unread).toEqual({ very: 1 });
  const dosage = await openDosage(store, "GRCh38");
  expect(dosage?.gene(gene("OLD-NAME", "2006"))).toMatchObject({
    name: "ELN",
    haploinsufficiency: 3,
    triplosensitivity: null,
  });
  expect(dosage?.gene(gene("pmp22", null))).toMatchObject({ triplosensitivity: 3 });
  // Another gene that was once called so.
  expect(dosage?.gene(gene("ELN", "1"))).toBeNull();
  // Scores are of no build; places are.
  const other = await openDosage(store, "GRCh37");
  expect(other?.gene(gene("ELN", "2006"))).toMatchObject({ haploinsufficiency: 3 });
  expect(other?.regions).toEqual([]);
  const nothing = openStore(join(mkdtempSync(join(folder, "s-")), "store"));
  expect(await openDosage(nothing, "GRCh37")).toBeNull();
});

test("knowledge import dosage tells what each list was", async () => {
  const genes = list("Gene", "GRCh38", [["ODD", "99", "chr1:1-2", "very", "0"]]);
  const regions = list("Region", "GRCh37", [["ISCA-1", "x", "chr1:1-2", "3", "0"]]);
  const store = join(folder, "by-command");
  const words = ["knowledge", "import", "dosage", genes, regions, "--store", store];
  const { status, stderr } = await runInProcess(words);
  expect(status).toBe(0);
  expect(stderr).toContain("ClinGen 2021-11-03 (GRCh38), 1 gene\n");
  expect(stderr).toContain("1 score that is not known, read as not evaluated: very\n");
  expect(stderr).toContain("ClinGen 2021-11-03 (GRCh37), 1 region\n");
  expect((await runInProcess(words)).stderr).toContain("1 region: already in the store\n");
});

test("what is no list of ClinGen's is named", async () => {
  const path = join(folder, "other.tsv");
  writeFileSync(path, "chr1\t1\t2\n");
  const store = openStore(join(folder, "none"));
  await expect(importDosage(store, path, new Date(0))).rejects.toMatchObject({
    code: "E_KNOWLEDGE",
    message: "not a ClinGen dosage curation list: no line of column names",
  });
});

test.skipIf(sharedData === null)("ClinGen's own lists", async () => {
  const path = (of: string): string =>
    join(sharedData ?? "", `events/regions/ClinGen_${of}_curation_list_GRCh38.15lines.tsv`);
  const dosage = await table("GRCh38", path("gene"), path("region"));
  expect(dosage?.gene(gene("ABCD1", "215"))).toMatchObject({ haploinsufficiency: 3 });
  expect(dosage?.gene(gene("AARS2", "57505"))).toMatchObject({ triplosensitivity: null });
  expect(dosage?.region("ISCA-46738")).toMatchObject({
    haploinsufficiency: 40,
    place: { chrom: "Y", start: 22_215_719, end: 22_319_024 },
  });
  // Inside of a region whose loss is harmless.
  const inside = regionsOf(event("DEL", "Y", 22_220_001, 22_230_000), [], dosage);
  expect(inside).toMatchObject([{ id: "ISCA-46738", confidence: null, inside: 1, matches: false }]);
});

function region(
  name: string,
  place: [string, number, number],
  more: Partial<PanelRegion> = {},
): PanelRegion {
  const [chrom, start, end] = place;
  return {
    name,
    title: name,
    confidence: "green",
    mode: "monoallelic",
    modeText: "",
    penetrance: "unknown",
    location: { GRCh37: null, GRCh38: { chrom, start, end } },
    tags: [],
    phenotypes: [],
    evidence: [],
    publications: [],
    children: [],
    modeOfPathogenicity: "",
    variantType: name.endsWith("Gain") ? "cnv_gain" : "cnv_loss",
    haploinsufficiency: "3",
    triplosensitivity: "",
    requiredOverlapPercent: 60,
    ...more,
  };
}

describe("regions of panels", () => {
  const NPHP1 = region("ISCA-37405-Loss", ["2", 110_104_531, 110_228_181], { mode: "biallelic" });

  test("case 3: a region with its own mode; direction and share decide (ENT-02, SVD-03)", () => {
    const [hit] = regionsOf(event("DEL", "2", 109_923_338, 110_405_062), [NPHP1], null);
    expect(hit).toMatchObject({
      id: "ISCA-37405-Loss",
      mode: "biallelic",
      confidence: "green",
      covered: { must: 1, may: 1 },
      required: 0.6,
      matches: true,
      dosage: { id: "ISCA-37405", haploinsufficiency: 3, triplosensitivity: null },
    });
    expect(hit?.inside).toBeCloseTo(0.2567, 3);
    expect(regionsOf(event("DUP", "2", 109_923_338, 110_405_062), [NPHP1], null)).toEqual([]);
    expect(regionsOf(event("DEL", "3", 109_923_338, 110_405_062), [NPHP1], null)).toEqual([]);
  });

  test("60 of 100, of the region; what is uncertain of the ends is told (SVD-04)", () => {
    const unit = region("R-Loss", ["1", 1001, 2000]);
    const share = (first: number, more: object = {}) =>
      regionsOf(event("DEL", "1", first, 1600, more), [unit], null)[0];
    expect(share(1001)).toMatchObject({ matches: true, covered: { must: 0.6, may: 0.6 } });
    expect(share(1002)).toMatchObject({ matches: false });
    expect(share(1001, { ciLast: [-100, 100] })).toMatchObject({
      matches: false,
      covered: { must: 0.5, may: 0.7 },
    });
  });

  test("case 48: Williams, where ClinGen's region ends a little later", async () => {
    const rows = [["ISCA-37392", "7q11.23 (Williams)", "chr7:72744455-74142510", "3", "3"]];
    const dosage = await table("GRCh37", list("Region", "GRCh37", rows));
    const own = event("DEL", "7", 72_726_578, 74_139_390, { assembly: "GRCh37" });
    const [hit] = regionsOf(own, [], dosage);
    expect(hit).toMatchObject({ id: "ISCA-37392", matches: true, required: 0.95 });
    expect(hit?.covered.must).toBeCloseTo(0.998, 3);
  });

  test("case 51: PMP22 gained, from 2.2 kb on", () => {
    const unit = region("ISCA-37436-Gain", ["17", 14_097_915, 15_470_903]);
    const [hit] = regionsOf(event("DUP", "17", 14_100_118, 15_442_066), [unit], null);
    expect(hit).toMatchObject({ matches: true, direction: "gain" });
  });

  test("case 53: what is known of a region goes by its id, its direction and the band in its name (SVH-11, SVR-05)", () => {
    const hit = (id: string, name: string, direction: "loss" | "gain", may = 1) => {
      return { id, name, direction, covered: { must: 0, may }, required: 0.6 };
    };
    const proximal = "16p11.2 recurrent region (proximal, BP4-BP5)";
    expect(isOfReducedPenetrance(hit("ISCA-37400-Loss", proximal, "loss"))).toBe(true);
    expect(isOfReducedPenetrance(hit("ISCA-37400", "1q21.1", "loss"))).toBe(false);
    expect(isOfReducedPenetrance(hit("ISCA-37400-Loss", proximal, "loss", 0.5))).toBe(false);
    const digeorge = "22q11.2 recurrent (DGS/VCFS) region (proximal, A-D)";
    expect(isOfReducedPenetrance(hit("ISCA-37446-Loss", digeorge, "loss"))).toBe(false);
    expect(isOfReducedPenetrance(hit("ISCA-37446-Gain", digeorge, "gain"))).toBe(true);
    expect(diseasesOfRegion(hit("ISCA-37446-Loss", digeorge, "loss"))).toContain("OMIM:188400");
    expect(diseasesOfRegion(hit("ISCA-37446-Gain", digeorge, "gain"))).toEqual(["OMIM:608363"]);
  });

  test.skipIf(sharedData === null)("their diseases are HPO's (no shared data)", () => {
    const path = join(sharedData ?? "", "hpo/2025-01-16/omim_disease_to_terms.tsv.gz");
    const text = gunzipSync(readFileSync(path)).toString();
    const known = new Set(text.split("\n").map((line) => line.split("\t")[0]));
    const asked = Object.values(KNOWN).flatMap(({ loss = [], gain = [] }) => [...loss, ...gain]);
    expect(asked.length).toBeGreaterThan(40);
    expect(asked.filter((number) => !known.has(`OMIM:${number}`))).toEqual([]);
  });

  test("a loss or gain that reaches imprinted genes, and nothing else (SVH-12)", () => {
    expect(isImprinted(event("DEL", "15", 22_000_000, 23_565_678))).toBe(true);
    expect(isImprinted(event("DUP", "20", 58_911_193, 58_920_000))).toBe(false);
    expect(isImprinted(event("INV", "15", 22_000_000, 26_000_000))).toBe(false);
  });

  test.skipIf(sharedData === null)(
    "imprinted clusters lie where Ensembl has their genes (no shared data)",
    () => {
      for (const [build, number] of [
        ["GRCh37", 37],
        ["GRCh38", 38],
      ] as const) {
        const path = join(sharedData ?? "", `genes/ensembl_genes_${number}.txt.gz`);
        const places = new Map<string, [string, number, number]>();
        for (const line of gunzipSync(readFileSync(path)).toString().split("\n")) {
          const [chrom = "", first, last, symbol = ""] = line.split("\t");
          if (/^\d+$/.test(chrom)) places.set(symbol, [chrom, Number(first), Number(last)]);
        }
        for (const [name, place] of Object.entries(IMPRINTED[build])) {
          const genes = name.split("-").flatMap((symbol) => [places.get(symbol) ?? ["?", 0, 0]]);
          const first = Math.min(...genes.map(([, from]) => Number(from)));
          const last = Math.max(...genes.map(([, , to]) => Number(to)));
          expect([name, genes[0]?.[0], first, last]).toEqual([name, ...place]);
        }
      }
    },
  );

  test("case 54: without a place on the build, ClinGen's of the same id; else not assessed (SVD-02, ENT-04)", async () => {
    const own = event("DEL", "2", 110_860_000, 110_990_000, { assembly: "GRCh37" });
    expect(regionsOf(own, [NPHP1], null)).toEqual([]);
    expect(regionsNotAssessed([NPHP1, NPHP1], "GRCh37", null)).toEqual(["ISCA-37405-Loss"]);
    const rows = [["ISCA-37405", "2q13", "chr2:110862108-110985758", "30", "0"]];
    const dosage = await table("GRCh37", list("Region", "GRCh37", rows));
    expect(regionsOf(own, [NPHP1], dosage)).toMatchObject([
      { id: "ISCA-37405-Loss", matches: true, dosage: { haploinsufficiency: 30 } },
    ]);
    expect(regionsNotAssessed([NPHP1], "GRCh37", dosage)).toEqual([]);
  });

  test("case 55: a region that is meant for small variants never matches", () => {
    const unit = region("ISCA-37448-Loss", ["15", 22_782_170, 23_040_134], {
      variantType: "small",
    });
    expect(regionsOf(event("DEL", "15", 22_700_000, 23_100_000), [unit], null)).toEqual([]);
    expect(regionsNotAssessed([unit], "GRCh37", null)).toEqual([]);
  });
});
