// Which files a case file may name: beside it, an address, or below a folder that was given.
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { withPatientFiles } from "../../src/analysis/patient-files.ts";
import { DEFAULTS } from "../helpers/analyse.ts";
import { tempFolder } from "../helpers/temp.ts";

const folder = tempFolder();
const caseFile = (rest: string): string => `schema: panelist.case\nversion: 1\nid: X\n${rest}\n`;

describe("files that a case file names", () => {
  const here = join(folder, "in");
  const away = join(folder, "away");
  const naming = join(here, "case.yaml");

  beforeAll(() => {
    for (const at of [here, join(here, "below"), away, `${here}-2`]) mkdirSync(at);
    for (const at of [join(here, "below"), away]) writeFileSync(join(at, "a.vcf.gz"), "");
    symlinkSync(join(away, "a.vcf.gz"), join(here, "link.vcf.gz"));
    symlinkSync(away, join(here, "linked"));
    symlinkSync(here, join(folder, "in-by-link"));
  });

  const named = async (file: string, dataRoot?: string[]): Promise<string[]> => {
    writeFileSync(naming, caseFile(`vcfs: ["${file}"]`));
    const given = { ...DEFAULTS, vcfs: [], phenotype: { caseFile: naming }, dataRoot };
    return (await withPatientFiles(given)).vcfs;
  };

  it.each(["below/a.vcf.gz", "./below/../below/a.vcf.gz", "not-there.vcf", "http://h/x.vcf.gz"])(
    "beside it, or an address: %s",
    async (file) => {
      expect(await named(file)).toHaveLength(1);
    },
  );

  it("beside it by a link to its folder", async () => {
    expect(await named(join(folder, "in-by-link", "below", "a.vcf.gz"))).toHaveLength(1);
  });

  it.each([
    "../away/a.vcf.gz",
    "link.vcf.gz",
    "linked/a.vcf.gz",
    "linked/not-there.vcf",
    join(away, "a.vcf.gz"),
    `file://${away}/a.vcf.gz`,
  ])("elsewhere, unless its folder is given: %s", async (file) => {
    await expect(named(file)).rejects.toMatchObject({ code: "E_PATIENT" });
    await expect(named(file, [join(folder, "other"), here])).rejects.toThrow(/outside/);
    expect(await named(file, [away])).toHaveLength(1);
    expect(await named(file, [folder])).toHaveLength(1);
  });

  const panels = async (text: string, dataRoot?: string[]): Promise<string[]> => {
    writeFileSync(naming, caseFile(text));
    const given = { ...DEFAULTS, vcfs: [], panels: [], phenotype: { caseFile: naming }, dataRoot };
    return (await withPatientFiles(given)).panels;
  };

  it("panels lie beside it as well, or have names", async () => {
    const own = await panels('panels: [own.tsv, "285@4.2", epilepsy]');
    expect(own).toEqual([join(here, "own.tsv"), "285@4.2", "epilepsy"]);
    const elsewhere = `panels: [${join(away, "own")}/secret]`;
    await expect(panels(elsewhere)).rejects.toThrow(/outside this file's folder/);
    await expect(panels("panels: [../away/own.tsv]")).rejects.toThrow(/outside/);
    expect(await panels(elsewhere, [away])).toHaveLength(1);
  });

  it("an indication is a code, and no file", async () => {
    expect(await panels("indication: R59")).toEqual(["R59"]);
    expect(await panels("indication: R27.3@latest")).toEqual(["R27.3@latest"]);
    const fault = { code: "E_PATIENT" };
    await expect(panels("indication: below/a.vcf.gz")).rejects.toMatchObject(fault);
    await expect(panels("indication: R59@/a/b")).rejects.toMatchObject(fault);
  });

  it("a folder whose name only begins alike is another", async () => {
    await expect(named("../in-2/a.vcf.gz")).rejects.toThrow(/outside this file's folder/);
  });
});
