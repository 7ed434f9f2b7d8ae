// The laboratory's own classifications: read from either form, shown beside ClinVar, weighing like it.
import { mkdtempSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { importClinVar, importInhouse, Snapshot } from "../../src/classifications/index.ts";
import { type InhouseRequest } from "../../src/classifications/inhouse.ts";
import { openStore } from "../../src/store/index.ts";
import { analyseHere, rowsOf } from "../helpers/analyse.ts";
import { tempFolder } from "../helpers/temp.ts";
import { headerText, recordText } from "../helpers/vcf-text.ts";

const folder = tempFolder();
const ASKED: InhouseRequest = {
  name: "lab",
  release: "2026-11-01",
  assembly: "GRCh38",
  now: new Date(0),
};

async function bring(text: string, given: Partial<InhouseRequest> = {}) {
  const dir = mkdtempSync(join(folder, "i-"));
  const path = join(dir, "list.txt");
  writeFileSync(path, text);
  const store = openStore(join(dir, "store"));
  const { entry } = await importInhouse(store, path, { ...ASKED, ...given });
  return { store, snapshot: Snapshot.open(store.pathOf(entry)) };
}

const HEAD = "chrom\tpos\tref\talt\tclassification\tgene\tid\n";

describe("an in-house list", () => {
  it.each([
    ["P", "P"],
    ["class 4", "LP"],
    ["3", "VUS"],
    ["Likely benign", "LB"],
    ["Benign", "B"],
  ])("classification %s is %s", async (word, significance) => {
    const { snapshot } = await bring(`${HEAD}chr1\t100\tCTT\tCT\t${word}\tGENE1\t5\r\n`);
    const rows = snapshot.chromosome("1");
    if (rows === null) throw new Error("no chromosome 1");
    expect(snapshot.find("1", 100, "CT", "C")).toEqual([0]);
    expect(snapshot.evidence(rows, 0)).toMatchObject({
      significance,
      origin: "inhouse",
      genes: ["GENE1"],
      stored: { source: "lab", release: "2026-11-01", id: "5" },
    });
  });

  it("comes from a VCF as well", async () => {
    const { snapshot } = await bring(
      "##fileformat=VCFv4.2\n##reference=GRCh38\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n1\t100\t9\tC\tT\t.\t.\tCLASSIFICATION=LP;GENE=GENE1\n",
      { assembly: undefined },
    );
    expect(snapshot.head.records).toBe(1);
  });

  it.each([
    ["E_KNOWLEDGE", `${HEAD}1\t100\tC\tT\tmaybe\t\t\n`, {}],
    ["E_KNOWLEDGE", `${HEAD}1\t0\tC\tT\tP\t\t\n`, {}],
    ["E_KNOWLEDGE", "chrom\tpos\n1\t5\n", {}],
    ["E_KNOWLEDGE", `classification\t${HEAD}P\t1\t100\tC\tT\tB\t\t\n`, {}],
    ["E_KNOWLEDGE", HEAD, {}],
    ["E_ASSEMBLY", `${HEAD}1\t100\tC\tT\tP\t\t\n`, { assembly: undefined }],
    ["E_USAGE", `${HEAD}1\t100\tC\tT\tP\t\t\n`, { name: "a@b" }],
  ])("%s for what cannot be read", async (code, text, given) => {
    await expect(bring(text, given)).rejects.toMatchObject({ code });
  });
});

describe("in-house beside ClinVar in a run", () => {
  const at = (pos: number, word: string): string => `1\t${pos}\tG\tA\t${word}\tGENE1\t\n`;
  const record = (pos: number, consequence: string): string =>
    recordText({ pos, consequence, genotypes: ["0/1"] });

  it("rescues, sorts down, and says where the two disagree", async () => {
    const { store } = await bring(
      `${HEAD}${at(21000, "P")}${at(21100, "B")}${at(21200, "P")}${at(21300, "VUS")}`,
    );
    const clinvar = join(folder, "clinvar.vcf");
    const sig = "CLNREVSTAT=criteria_provided,_single_submitter";
    writeFileSync(
      clinvar,
      `##fileformat=VCFv4.1\n##fileDate=20260226\n##reference=GRCh38\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n1\t21200\t1\tG\tA\t.\t.\tCLNSIG=Benign;${sig}\n`,
    );
    await importClinVar(store, clinvar, {
      release: undefined,
      assembly: undefined,
      now: new Date(0),
    });
    const vcf = join(folder, "one.vcf");
    const records = [
      record(21000, "intron_variant"),
      record(21100, "missense_variant"),
      record(21200, "missense_variant"),
      record(21300, "intron_variant"),
    ];
    writeFileSync(vcf, `${headerText({ samples: ["P"] })}${records.join("\n")}\n`);
    const panel = join(folder, "p.bed");
    writeFileSync(panel, "chr1\t20000\t23000\tGENE1\n");
    const given = {
      vcfs: [vcf],
      panels: [panel],
      sex: { "": "female" as const },
      store: store.path,
    };
    const rows = rowsOf((await analyseHere(given)).text);
    const row = (pos: number) => rows.find((r) => r["pos"] === String(pos));
    expect(row(21000)).toMatchObject({ tier: "1", clinvar: "." });
    expect(row(21000)?.["reason"]).toContain("lab: Pathogenic");
    expect(row(21100)?.["flags"]).toContain("inhouse_benign");
    expect(row(21100)?.["place"]).toBe("4");
    expect(row(21200)).toMatchObject({ tier: "1", clinvar_stars: "1" });
    expect(row(21200)?.["flags"]).toContain("classifications_differ");
    expect(row(21300)).toBeUndefined();
    const without = rowsOf((await analyseHere({ ...given, inhouse: "none" })).text);
    expect(without.some((r) => r["pos"] === "21000")).toBe(false);
    await expect(analyseHere({ ...given, inhouse: "other" })).rejects.toMatchObject({
      code: "E_INPUT_MISSING",
    });
  });
});
