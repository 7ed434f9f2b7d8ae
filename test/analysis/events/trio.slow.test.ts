/** A real trio of three callers' files (GRCh37): what is kept, of whom, and what is no candidate. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import type { ReportDocument, RunDocument } from "../../../src/report/types.ts";
import { analyseHere } from "../../helpers/analyse.ts";
import { sharedData } from "../../helpers/shared.ts";
import { tempFolder } from "../../helpers/temp.ts";

const folder = tempFolder();

describe.skipIf(sharedData === null)("a trio's structural variants and mobile elements", () => {
  const at = (name: string): string => join(sharedData ?? "", "vcf/scout_trio", `643594.${name}`);
  let report: ReportDocument;
  let run: RunDocument;
  let log: string[];

  beforeAll(async () => {
    const kinds = ["clinical.SV", "clinical.mei", "clinical.str.stranger", "clinical"];
    const done = await analyseHere(
      {
        vcfs: kinds.map((kind) => at(`${kind}.vcf.gz`)),
        ped: at("ped"),
        geneAgnostic: true,
        allowEmpty: true,
      },
      { dir: folder },
    );
    log = done.log;
    report = JSON.parse(readFileSync(join(folder, "report.json"), "utf8")) as ReportDocument;
    run = JSON.parse(readFileSync(join(folder, "run.json"), "utf8")) as RunDocument;
  });

  const events = (): ReportDocument["candidates"] =>
    report.candidates.filter(({ variants }) => variants.some(({ kind }) => kind === "event"));

  it("tells the files apart, and counts each record", () => {
    const files = run.counts.events?.files ?? [];
    expect(files.map(({ kind }) => kind)).toEqual(["sv", "mobile", "str"]);
    for (const { records, used, dropped } of files)
      expect(used + Object.values(dropped).reduce((sum, n) => sum + n, 0)).toBe(records);
    const lines = log.filter((line) => line.includes("of the proband"));
    expect(lines[0]).toContain("19 records, 13 events of the proband");
    expect(lines[1]).toContain("252 records, 86 events of the proband");
  });

  it("has none in tier 1, and none that is new for certain", () => {
    expect(events().filter(({ tier }) => tier === 1)).toEqual([]);
    const grades = events().flatMap(({ models }) => models.flatMap(({ deNovo }) => deNovo));
    expect(grades).not.toContain("HIGH");
    const named = (symbol: string): ReportDocument["candidates"] =>
      events().filter(({ gene }) => gene.symbol === symbol);
    for (const symbol of ["GAK", "TRAPPC9"])
      for (const { models } of named(symbol))
        expect(models.flatMap(({ deNovo }) => deNovo).filter((grade) => grade !== null)).toEqual(
          [],
        );
  });

  it("drops what the file itself calls common", () => {
    const symbols = events().map(({ gene }) => gene.symbol);
    expect(symbols).not.toContain("PRPF4B");
    expect(symbols).not.toContain("TIPIN");
  });
});
