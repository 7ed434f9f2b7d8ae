// What a case cannot answer is part of its result: a run that can answer less, or more, is written and told.
import { renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { caseText } from "../../src/cli/print/cases.ts";
import { standingLines } from "../../src/cli/print/reanalysis.ts";
import { caseSummary } from "../../src/reanalysis/case-summary.ts";
import { reportFromFile } from "../../src/reanalysis/report-file.ts";
import { listCases, pastOf, showCase } from "../../src/reanalysis/show.ts";
import { addHere, fullReport, reanalyseHere } from "../helpers/archive.ts";
import {
  AAA,
  DE_NOVO,
  importRelease,
  latestRun,
  makeWorld,
  writePanel,
  type World,
} from "../helpers/archive-world.ts";
import { tempFolder } from "../helpers/temp.ts";

const folder = tempFolder();
const CODING = { pos: 110_000, gene: "AAA", consequence: "missense_variant", genotypes: DE_NOVO };
const DEEP = { ...CODING, pos: 150_000, consequence: "intron_variant" };

async function shownIncomplete({ archive }: World): Promise<string[]> {
  const shown = showCase(archive, "C1");
  const [listed] = (await listCases(archive)).cases;
  const page = await reportFromFile(
    {
      source: archive,
      case: { id: "C1" },
      format: "html",
      links: false,
      allowNhsNumbers: false,
    },
    "0.0.0",
  );
  return [
    caseText(shown, pastOf(archive, shown)),
    JSON.stringify(listed),
    caseSummary(archive, shown),
    String(page),
  ];
}

describe("a pathogenic allele that was not kept, while the original is away", () => {
  it("makes the result incomplete everywhere until it is back", async () => {
    const w = makeWorld(folder, [CODING, DEEP], [AAA]);
    await importRelease(w.store, w.home, "2024-01-01", []);
    await addHere(w.archive, "C1", w.options);
    const complete = await shownIncomplete(w);
    const [vcf = ""] = w.options.vcfs;
    renameSync(vcf, `${vcf}.away`);
    await importRelease(w.store, w.home, "2024-02-01", [{ pos: 150_000, gene: "AAA" }]);
    const { result } = await reanalyseHere(w.archive, { store: w.store });
    const why = `1 newly pathogenic allele was not kept, and ${vcf} is offline`;
    expect(result.incomplete?.[0]?.why).toContain(why);
    expect(latestRun(w)).toMatchObject({ run: 2, needsOriginal: why });
    expect(latestRun(w).report).toMatchObject({ complete: false });
    const said = /1 newly pathogenic allele was not kept|"original_not_read"/;
    expect(complete.filter((text) => said.test(text))).toEqual([]);
    expect((await shownIncomplete(w)).filter((text) => !said.test(text))).toEqual([]);
    await reanalyseHere(w.archive, { store: w.store });
    expect(latestRun(w).run).toBe(2);
    renameSync(`${vcf}.away`, vcf);
    const back = await reanalyseHere(w.archive, { store: w.store });
    expect(back.result.needsOriginal).toEqual([]);
    expect(latestRun(w).run).toBe(3);
    expect(JSON.stringify(latestRun(w).report.incomplete)).not.toContain("newly pathogenic");
  });
});

describe("a panel that asks what the input cannot answer", () => {
  it("by genes on chromosomes without a record: the result is incomplete, as with analyse", async () => {
    const w = makeWorld(folder, [CODING], [AAA]);
    await addHere(w.archive, "C1", w.options);
    expect(latestRun(w).report.complete).toBe(true);
    const head = "symbol\tconfidence\tmode_of_inheritance\tchrom\tstart\tend";
    const rows = [
      "AAA\tgreen\tMONOALLELIC\t1\t100000\t200000",
      "XXX\tgreen\tMONOALLELIC\tX\t1000\t2000",
    ];
    writeFileSync(w.rule, [head, ...rows, ""].join("\n"));
    const { result, text } = await reanalyseHere(w.archive);
    const { report, run } = latestRun(w);
    expect(run).toBe(2);
    const { incomplete, notAssessed } = await fullReport(w.options);
    expect(incomplete.length).toBe(1);
    expect(report).toMatchObject({ complete: false, incomplete, notAssessed });
    expect(text).toContain(`C1: RESULT INCOMPLETE: ${incomplete[0]?.text}`);
    expect(result.counts).toMatchObject({ changed: 1, untouched: 0 });
    expect((await reanalyseHere(w.archive)).result.counts).toMatchObject({ untouched: 1 });
    writePanel(w.rule, [AAA]);
    await reanalyseHere(w.archive);
    expect(latestRun(w)).toMatchObject({ run: 3, report: { complete: true } });
  });

  it("by a repeat and a region: said once, and on the page", async () => {
    const w = makeWorld(folder, [CODING]);
    const rule = join(w.home, "panel.json");
    const gene = {
      entity_name: "AAA",
      confidence_level: "3",
      mode_of_inheritance: "MONOALLELIC, autosomal or pseudoautosomal, NOT imprinted",
      gene_data: { gene_symbol: "AAA", ensembl_genes: {} },
    };
    const panel = { id: 1, name: "Epilepsy", genes: [gene] };
    const write = (version: string, strs: object[], regions: object[]): void =>
      writeFileSync(rule, JSON.stringify({ ...panel, version, strs, regions }));
    write("1.0", [], []);
    const options = { ...w.options, panels: [rule] };
    await addHere(w.archive, "C1", options);
    const entity = { confidence_level: "3", mode_of_inheritance: "" };
    write(
      "1.1",
      [{ ...entity, entity_name: "ATN1_CAG", gene_data: { gene_symbol: "ATN1" } }],
      [{ ...entity, entity_name: "ISCA-1-Loss", verbose_name: "a region" }],
    );
    // An output that was lost is made up for.
    await reanalyseHere(w.archive, { finished: false });
    const { result, text } = await reanalyseHere(w.archive);
    expect(text).toContain(
      "C1: newly not assessed: ATN1_CAG (short tandem repeat of panel Epilepsy); ISCA-1-Loss",
    );
    expect(standingLines(result).join("\n")).toContain("newly not assessed: ATN1_CAG");
    expect(latestRun(w).report.notAssessed).toEqual((await fullReport(options)).notAssessed);
    expect((await reanalyseHere(w.archive)).result.notes).toEqual([]);
  });
});
