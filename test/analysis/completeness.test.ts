/** DEC-34: what an input lacks is loud. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { analyse } from "../../src/index.ts";
import { caseIds, initArchive } from "../../src/archive/index.ts";
import { INCOMPLETE, isLacking } from "../../src/core/warnings.ts";
import { analyseHere } from "../helpers/analyse.ts";
import { addHere } from "../helpers/archive.ts";
import { runInProcess } from "../helpers/run-command.ts";
import { tempFolder } from "../helpers/temp.ts";
import { headerText, recordText, type RecordOptions } from "../helpers/vcf-text.ts";

const folder = tempFolder();
const samples = ["C"];
const at = (over: Partial<RecordOptions> = {}): string =>
  `${recordText({ pos: 1500, genotypes: ["0/1"], ...over })}\n`;
const file = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};
const HERE = "1\t1000\t2000\tGENE1\n";
const panel = (rows: string): string => file(`panel-${rows.length}.bed`, HERE + rows);
const vcf = file("one.vcf", headerText({ samples, contigs: ["1", "2"] }) + at());

const run = (rows: string, more: object = {}) =>
  analyse({ vcfs: [vcf], panels: [panel(rows)], sex: { "": "male" }, ...more });

describe("chromosomes of the panels without a record", () => {
  const OTHER = "2\t5000\t6000\tFAR\nY\t5000\t6000\tONY\n";

  it("make the result incomplete, with reasons in report and record", async () => {
    const { report, run: record, warnings } = await run(OTHER);
    const reason = {
      code: "chromosome_absent",
      facts: { chromosomes: ["2", "Y"], genes: 2 },
      text: "the input has no record on chromosomes 2, Y, where 2 panel genes lie: nothing there was looked at",
    };
    expect(report).toMatchObject({ complete: false, incomplete: [reason] });
    expect(record).toMatchObject({ complete: false, incomplete: [reason] });
    expect(warnings).toContain(reason.text);
    expect((await run(OTHER, { sex: { "": "female" } })).report.incomplete[0]?.facts).toEqual({
      chromosomes: ["2"],
      genes: 1,
    });
    expect((await run("")).report).toMatchObject({ complete: true, incomplete: [] });
  });

  it("the page's first line says so", async () => {
    const args = ["--panel", panel(OTHER), "--sex", "male", "--out-dir", join(folder, "out")];
    expect(await runInProcess(["analyse", vcf, ...args])).toMatchObject({ status: 0 });
    const page = readFileSync(join(folder, "out", "report.html"), "utf8");
    expect(page.indexOf("RESULT INCOMPLETE")).toBeGreaterThan(0);
    expect(page.indexOf("RESULT INCOMPLETE")).toBeLessThan(page.indexOf("<h1>"));
  });

  it("--strict makes it an error, --partial takes it all the same", async () => {
    await expect(run(OTHER, { strict: true })).rejects.toMatchObject({
      code: "E_INCOMPLETE",
      message: expect.stringContaining("--strict: the input has no record on chromosomes 2, Y"),
    });
    const { report } = await run(OTHER, { strict: true, partial: true });
    expect(report.complete).toBe(false);
  });

  it("an archive wants --partial, and keeps nothing without", async () => {
    const archive = join(folder, "archive");
    const asked = { vcfs: [vcf], panels: [panel(OTHER)], sex: { "": "male" as const } };
    initArchive(archive, new Date(0));
    await expect(addHere(archive, "C1", { ...asked, partial: false })).rejects.toMatchObject({
      code: "E_INCOMPLETE",
      hint: expect.stringContaining("--partial"),
    });
    expect(caseIds(archive)).toEqual([]);
    await addHere(archive, "C1", { ...asked, partial: true });
    expect(caseIds(archive)).toEqual(["C1"]);
  });
});

describe("other things that an answer may lack", () => {
  it("no population frequency: said, and an error under --strict", async () => {
    const bare = (text: string): string =>
      text.replaceAll(/^##INFO=<ID=(?!CSQ).*\n/gm, "").replaceAll(/\bgnomAD\w*/g, "OTHER");
    const path = file("bare.vcf", bare(headerText({ samples }) + at()));
    const { report } = await analyse({ vcfs: [path], panels: [panel("")] });
    expect(report.warnings.map(({ code }) => code)).toContain("no_frequency");
    await expect(
      analyse({ vcfs: [path], panels: [panel("")], strict: true }),
    ).rejects.toMatchObject({
      code: "E_INCOMPLETE",
      message: expect.stringContaining("no population frequency in the input"),
    });
  });

  it("symbolic records among others are said", async () => {
    const path = file("sv.vcf", headerText({ samples }) + at() + at({ pos: 1600, alt: "<DEL>" }));
    const { log } = await analyseHere({ vcfs: [path], panels: [panel("")] });
    expect(log).toContain(
      "warn: 1 record in the genes with symbolic alleles or breakends (structural variants) was not read",
    );
  });

  it("what makes a result incomplete is an error under --strict too", () => {
    for (const code of INCOMPLETE) expect(isLacking({ code, facts: {} })).toBe(true);
  });
});
