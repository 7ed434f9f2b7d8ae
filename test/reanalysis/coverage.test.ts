// What was sequenced of each gene is kept with the case, also of genes on no panel yet, and told when they turn green.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { COVERAGE_FILE, inArchive, inCase, readCase, readRun } from "../../src/archive/index.ts";
import { DEFAULT_POLICY } from "../../src/core/policy.ts";
import { geneCoverage } from "../../src/genes/coverage.ts";
import { keptCoverage } from "../../src/genes/kept-coverage.ts";
import { inadequate } from "../../src/reanalysis/case-coverage.ts";
import { reannotate } from "../../src/reanalysis/reannotate.ts";
import { addHere, fullReport, quietIo, reanalyseHere } from "../helpers/archive.ts";
import { writePanel, writeTrio, type PanelGene } from "../helpers/archive-world.ts";
import { tempFolder } from "../helpers/temp.ts";
import { TRIO_PED } from "../helpers/vcf-text.ts";

const folder = tempFolder();
const at = (name: string): string => join(folder, name);
const AAA: PanelGene = { symbol: "AAA", place: [100_000, 200_000] };
const BBB: PanelGene = { symbol: "BBB", place: [300_000, 400_000] };
const CCC: PanelGene = { symbol: "CCC", place: [500_000, 600_000] };
const genotypes = ["0/1", "0/0", "0/0"];
const records = ["AAA", "EEE"].map((gene, i) => ({
  pos: 110_000 + 790_050 * i,
  gene,
  consequence: "missense_variant",
  genotypes,
}));
writeTrio(at("one.vcf.gz"), records);
writeFileSync(at("trio.ped"), TRIO_PED);
// AAA in two exons; BBB poorly; CCC well; DDD with a gene that it overlaps.
const thresholds = [
  "#chrom\tstart\tend\tregion\t1X\t10X\t20X",
  "1\t100000\t100100\tAAA_exon1\t100\t90\t50",
  "1\t150000\t150200\tAAA_exon2\t200\t190\t151",
  "1\t300000\t300333\tBBB\t333\t300\t100",
  "1\t500000\t512345\tCCC\t12345\t12345\t12344",
  "1\t700000\t700100\tDDD\t100\t90\t80",
];
writeFileSync(at("thresholds.bed.gz"), gzipSync(`${thresholds.join("\n")}\n`));
const options = {
  vcfs: [at("one.vcf.gz")],
  ped: at("trio.ped"),
  panels: [at("panel.tsv")],
  coverage: at("thresholds.bed.gz"),
};
const GENES = [AAA, BBB, CCC, { symbol: "DDD" }].map(({ symbol }) => ({
  symbols: [symbol],
  region: null,
}));

describe("the kept table", () => {
  it.each([
    ["thresholds", thresholds],
    ["10X alone", thresholds.map((line) => line.split("\t").slice(0, 6).join("\t"))],
    ["regions", ["1\t0\t100\tAAA\t33.33", "1\t100\t107\tBBB\t10.5", "1\t200\t12545\tCCC\t0.01"]],
  ])(
    "of %s tells of each gene what the original told, and keeps nothing else",
    async (name, lines) => {
      const path = at("original.bed");
      writeFileSync(path, `${lines.join("\n")}\n`);
      const text = await keptCoverage(path, GENES.slice(0, 2));
      writeFileSync(at("kept.bed"), text);
      expect(await geneCoverage(at("kept.bed"), GENES)).toEqual(await geneCoverage(path, GENES));
      expect([name, text.split("\n").length]).toEqual([name, name === "regions" ? 4 : 6]);
    },
  );

  it("names of several genes, of exons and of transcripts are the genes'", async () => {
    const path = at("names.bed");
    writeFileSync(path, "1\t0\t100\tEEE:NM_1\t10\n1\t100\t200\tEEE_exon2\t20\n1\t200\t300\t.\t5\n");
    expect(await keptCoverage(path, [])).toBe(".\t0\t200\tEEE\t15\n");
  });
});

describe("the policy's limits", () => {
  const gene = { bases: 100, at10: 0.99, at20: 0.95, mean: null };
  it.each([
    [gene, null],
    [{ ...gene, at20: 0.8999 }, "not adequately covered (89.9 % of its bases at 20x)"],
    [{ ...gene, at20: null, at10: 0.5 }, "not adequately covered (50 % of its bases at 10x)"],
    [{ ...gene, at20: null, at10: null, mean: 12.5 }, "not adequately covered (12.5x on average)"],
    [{ ...gene, at20: null, at10: null, mean: 30 }, null],
    [null, "its coverage is not known"],
  ])("%j", (coverage, expected) => {
    expect(inadequate(coverage, DEFAULT_POLICY)).toBe(expected);
  });
});

describe("a case with coverage", () => {
  it("keeps it, shows it as `analyse` does, and tells of poorly covered genes that turn green", async () => {
    const archive = at("cases");
    writePanel(at("panel.tsv"), [{ ...AAA, confidence: "amber" }]);
    await addHere(archive, "C1", options);
    await addHere(archive, "C2", { ...options, coverage: undefined });
    const case1 = inArchive.case(archive, "C1");
    const [dataset] = readCase(archive, "C1").datasets;
    expect(dataset?.digests).toHaveProperty([COVERAGE_FILE]);
    const kept = join(inCase.dataset(case1, 1), COVERAGE_FILE);
    expect(readFileSync(kept, "utf8")).toContain(".\t0\t333\tBBB\t300\t100\n");
    expect(readRun(case1, 1).report.coverage).toEqual((await fullReport(options)).coverage);

    writePanel(at("panel.tsv"), [AAA, BBB, CCC, { symbol: "EEE", place: [900_000, 900_100] }]);
    const { result, text } = await reanalyseHere(archive, { all: true });
    const told = result.events.map(({ case: id, type, gene, candidateId, text: said }) => {
      const words = /(?:not adequately covered|coverage is not known).*/.exec(said)?.[0];
      return [id, type, gene, candidateId !== null, words];
    });
    expect(told).toEqual([
      ["C1", "gene_not_covered", "AAA", false, expect.stringMatching(/^not .*67 % .* at 20x\)/)],
      ["C1", "gene_not_covered", "BBB", false, expect.stringMatching(/^not .*30 % .* at 20x\)/)],
      ["C1", "gene_not_covered", "EEE", false, expect.stringMatching(/^coverage is not known/)],
      ["C1", "gene_to_green", "AAA", true, "not adequately covered (67 % of its bases at 20x)"],
      ["C1", "gene_to_green", "EEE", true, "coverage is not known"],
      ["C2", "gene_to_green", "AAA", true, undefined],
      ["C2", "gene_to_green", "EEE", true, undefined],
    ]);
    const texts = result.events.map((event) => event.text).join("\n");
    expect(texts).toMatch(/; AAA: not adequately covered \(/);
    expect(texts).toMatch(/; EEE: its coverage is not known$/m);
    expect(text).toContain("BBB is green on");
    expect(readRun(case1, 2).report.coverage).toEqual((await fullReport(options)).coverage);

    await reannotate({ archive, case: "C1", vcfs: options.vcfs, by: "test" }, quietIo());
    expect(readRun(case1, 3).report.coverage).toEqual(readRun(case1, 2).report.coverage);
    writeFileSync(join(inCase.dataset(case1, 2), COVERAGE_FILE), "another");
    writePanel(at("panel.tsv"), [{ ...AAA, mode: "BIALLELIC" }, BBB]);
    const again = await reanalyseHere(archive);
    expect(again.result.failed).toMatchObject([{ case: "C1", code: "E_ARCHIVE" }]);
  });

  it("a gene that is well covered, or was green before, is no event", async () => {
    const archive = at("quiet");
    writePanel(at("panel.tsv"), [AAA, BBB]);
    await addHere(archive, "C1", options);
    writePanel(at("panel.tsv"), [AAA, { ...BBB, mode: "BIALLELIC" }, CCC]);
    const { result } = await reanalyseHere(archive, { all: true });
    expect(result.events).toEqual([]);
  });
});
