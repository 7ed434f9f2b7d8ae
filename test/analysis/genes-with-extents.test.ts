// Every gene with a place in the store, of the newest table of the build (DEC-17).
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { genesWithExtents } from "../../src/analysis/genes-with-extents.ts";
import { importGenes } from "../../src/genes/catalogue/index.ts";
import { openStore } from "../../src/store/index.ts";
import { tempFolder } from "../helpers/temp.ts";

const folder = tempFolder();
const store = join(folder, "store");
const gff = (version: string, symbol: string): string =>
  [
    "##gff-version 3",
    "#!genome-build GRCh38.p14",
    "#!genome-version GRCh38",
    `#!genebuild-last-updated ${version}`,
    `7\tensembl_havana\tgene\t1000\t2000\t.\t+\t.\tID=gene:ENSG00000106105;Name=${symbol};biotype=protein_coding;description=x [Source:HGNC Symbol%3BAcc:HGNC:4162];gene_id=ENSG00000106105;version=15`,
    "",
  ].join("\n");

beforeAll(async () => {
  for (const [version, symbol] of [
    ["2023-03", "OLD1"],
    ["2024-03", "NEW1"],
  ] as const) {
    const path = join(folder, `${version}.gff3`);
    writeFileSync(path, gff(version, symbol));
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    await importGenes(openStore(store), path, { assembly: null, now: new Date(0) });
  }
});

describe("genes with a place", () => {
  it("with the margin around it, and the name of their table", async () => {
    const { genes, table } = await genesWithExtents(store, "GRCh38", 10);
    expect(table).toMatch(/^\S.* 2024-03$/);
    expect(genes).toEqual([
      {
        symbol: "NEW1",
        hgncId: "HGNC:4162",
        ensemblIds: ["ENSG00000106105"],
        ncbiId: null,
        otherSymbols: [],
        biotype: null,
        rows: [],
        region: { chrom: "7", start: 990, end: 2010 },
      },
    ]);
  });

  it.each([
    ["no store", undefined, "GRCh38"],
    ["of another build", store, "GRCh37"],
    ["an empty store", join(folder, "empty"), "GRCh38"],
  ] as const)("none: %s", async (_, path, assembly) => {
    expect(await genesWithExtents(path, assembly, 10)).toEqual({ genes: [], table: null });
  });
});
