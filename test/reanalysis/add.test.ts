import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { caseIds, inArchive, readCase, readRun, verifyArchive } from "../../src/archive/index.ts";
import { addHere, answerOf, fullReport } from "../helpers/archive.ts";
import { tempFolder } from "../helpers/temp.ts";

const folder = tempFolder();
const TRIO = { vcfs: ["test-data/demo/trio.vcf.gz"], ped: "test-data/demo/trio.ped" };
const SINGLE = { vcfs: ["test-data/small/singleton.vcf.gz"] };
const small = (name: string): object => ({
  vcfs: [`test-data/small/${name}.vcf.gz`],
  ped: "test-data/demo/trio.ped",
});

describe("archive add: the analysis of what was kept is the analysis of the original", () => {
  it.each([
    ["two panels", { ...TRIO, panels: ["epilepsy", "cardiomyopathy"] }],
    ["every gene", { ...TRIO, geneAgnostic: true }],
    ["beyond a panel", { ...TRIO, panels: ["epilepsy"], beyondPanel: true }],
    ["green genes only", { ...TRIO, panels: ["epilepsy"], minConfidence: "green" as const }],
    ["a list of genes", { ...TRIO, genes: ["SCN1A", "POLG"] }],
    ["SnpEff", { ...small("snpeff"), panels: ["epilepsy", "cardiomyopathy"] }],
    ["bcftools csq (BCSQ-02)", { ...small("bcsq"), panels: ["epilepsy", "cardiomyopathy"] }],
    ["one person", { ...SINGLE, panels: ["epilepsy"], sex: { "": "male" as const } }],
  ])("%s", async (name, options) => {
    const archive = join(folder, name.replaceAll(/\W/g, "-"));
    await addHere(archive, "C1", options);
    const run = readRun(inArchive.case(archive, "C1"), 1);
    const full = await fullReport(options);
    expect(full.candidates.length).toBeGreaterThan(0);
    expect(answerOf(run.report)).toBe(answerOf(full));
    expect(run.report.warnings).toEqual(full.warnings);
    expect(run.report.notAssessed).toEqual(full.notAssessed);
    expect(await verifyArchive(archive, false)).toEqual([]);
  });

  it("keeps the case, its counts and its criteria", async () => {
    const archive = join(folder, "kept");
    await addHere(archive, "C1", { ...TRIO, panels: ["epilepsy"] });
    expect(caseIds(archive)).toEqual(["C1"]);
    const { datasets, analysis } = readCase(archive, "C1");
    const [dataset] = datasets;
    expect(analysis.panels).toEqual(["epilepsy"]);
    expect(dataset?.records).toBeGreaterThan(3000);
    expect(dataset?.distilled[0]?.records).toBeLessThan(400);
    expect(dataset?.criteria).toMatchObject({ frequency: 0.02, carriers: "proband" });
    expect(existsSync(join(inArchive.case(archive, "C1"), "datasets/1/distilled.vcf.gz.tbi"))).toBe(
      true,
    );
  });

  it("leaves nothing of a case that cannot be analysed, and does not overwrite one", async () => {
    const archive = join(folder, "refused");
    await addHere(archive, "C1", { ...TRIO, panels: ["epilepsy"] });
    await expect(addHere(archive, "C1", { ...TRIO, panels: ["epilepsy"] })).rejects.toMatchObject({
      code: "E_USAGE",
    });
    await expect(
      addHere(archive, "C2", { ...TRIO, panels: ["epilepsy"], sex: { "": "female" } }),
    ).rejects.toMatchObject({ code: "E_SAMPLE_CHECK" });
    await expect(addHere(archive, "../x", { ...TRIO, panels: ["epilepsy"] })).rejects.toMatchObject(
      {
        code: "E_USAGE",
      },
    );
    expect(readdirSync(inArchive.cases(archive))).toEqual(["C1"]);
  });
});
