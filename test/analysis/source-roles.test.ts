// What declared sources count for: filters, the population of the maximum, coverage, words, contradictions.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { analyseHere, rowsOf } from "../helpers/analyse.ts";
import { declarationFile, frequencyFile, gnomadSource } from "../helpers/source-files.ts";
import { tempFolder } from "../helpers/temp.ts";
import { headerText, recordText } from "../helpers/vcf-text.ts";
import type { ReportDocument } from "../../src/report/types.ts";

const folder = tempFolder();
const POS = 21_000;
const panel = join(folder, "p.bed");
writeFileSync(panel, "chr1\t20000\t23000\tGENE1\n");
const vcf = join(folder, "one.vcf");
const head = headerText({ samples: ["P"] }).replace("|gnomADe_AF|gnomADg_AF", "|x|y");
writeFileSync(
  vcf,
  `${head}${recordText({ pos: POS, consequence: "missense_variant", genotypes: ["0/1"] })}\n`,
);
const given = { vcfs: [vcf], panels: [panel], sex: { "": "female" as const } };

async function reportOf(sources: readonly object[]): Promise<ReportDocument> {
  const annotate = declarationFile(folder, sources);
  const { text } = await analyseHere({ ...given, annotate }, { format: "json" });
  return JSON.parse(text) as ReportDocument;
}

const variantOf = (report: ReportDocument) => report.candidates[0]?.variants[0];
const criterion = (report: ReportDocument, name: string) =>
  variantOf(report)?.acmg?.criteria.find((c) => c.criterion === name);
const gnomad = (info: string, filter = "PASS", more: object = {}) =>
  gnomadSource(frequencyFile(folder, [{ pos: POS, filter, info }]), more);

describe("figures of gnomAD by a declaration", () => {
  it("one allele in 1.4 million speaks of rare: PM2; counts make the overall frequency", async () => {
    const report = await reportOf([
      gnomad("AC=1;AN=1400000;nhomalt=0;AF_grpmax=9e-07;grpmax=nfe;faf95=0"),
    ]);
    expect(criterion(report, "PM2")).toMatchObject({ status: "met" });
    const values = variantOf(report)?.frequency.values.map(({ field, population }) => [
      field,
      population,
    ]);
    expect(values).toEqual([
      ["grpmax_af", "NFE"],
      ["ac", null],
    ]);
  });

  it("DEC-12: the group of the maximum gives its wider limit", async () => {
    const at = (group: string) =>
      reportOf([gnomad(`AC=700;AN=1400000;nhomalt=0;AF_grpmax=0.002;grpmax=${group};faf95=0.001`)]);
    const [asj, nfe] = [await at("asj"), await at("nfe")];
    expect([asj.candidates.length, nfe.candidates.length]).not.toEqual([0, 0]);
    const models = (report: ReportDocument) =>
      report.candidates.flatMap((c) => c.models.map((m) => m.model));
    expect(models(asj)).not.toEqual(models(nfe));
  });

  it("what is below 0, or a percentage, is neither absent nor common", async () => {
    const nfe = { field: "AF_nfe", name: "nfe", as: "frequency", population: "NFE" };
    const an = { field: "AN_nfe", name: "an_nfe", as: "alleleNumber", population: "NFE" };
    const percent = { field: "faf95", name: "faf95", as: "faf95" };
    const fields = ["AF_nfe", "AN_nfe", "faf95"].map(
      (id) => `##INFO=<ID=${id},Number=1,Type=Float,Description="x">`,
    );
    const columns = "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO";
    const named = ["##fileformat=VCFv4.2", "##reference=GRCh38", ...fields, columns];
    for (const info of ["AF_nfe=-1", "AF_nfe=7;AN_nfe=90000", "faf95=7"]) {
      const file = frequencyFile(folder, [{ pos: POS, info }], named);
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      const report = await reportOf([gnomadSource(file, { fields: [nfe, an, percent] })]);
      expect([info, criterion(report, "PM2")?.status]).toEqual([info, "not_assessed"]);
      expect([info, criterion(report, "BA1")?.status]).toEqual([info, "not_assessed"]);
    }
    const counts = await reportOf([gnomad("AC=-1;AN=1400000;AF_grpmax=-1")]);
    expect(criterion(counts, "PM2")?.status).toBe("not_assessed");
  });

  it("DEC-53: AC0 is absent; another failed filter is shown, and no evidence", async () => {
    const absent = await reportOf([gnomad("AC=0;AN=1400000;AF_grpmax=0.2;grpmax=nfe", "AC0")]);
    expect(variantOf(absent)?.frequency.values).toEqual([]);
    expect(criterion(absent, "PM2")).toMatchObject({ status: "met" });
    const failed = await reportOf([
      gnomad("AC=1;AN=1400000;nhomalt=0;AF_grpmax=9e-07;grpmax=nfe;faf95=0", "AS_VQSR"),
    ]);
    expect(variantOf(failed)?.flags).toContain("gnomad_filtered");
    expect(criterion(failed, "PM2")).toMatchObject({ status: "not_assessed" });
    expect(variantOf(failed)?.frequency.max?.af).toBe(9e-7);
  });

  it("absent where nothing was covered is not rare", async () => {
    const cover = frequencyFile(folder, [{ pos: POS, alt: "C", info: "AF_grpmax=0.1" }]);
    const coverage = {
      name: "coverage",
      assembly: "GRCh38",
      file: cover,
      format: "vcf",
      fields: [{ field: "AF_grpmax", name: "over20", as: "coverage" }],
    };
    const other = gnomadSource(frequencyFile(folder, [{ pos: 5, info: "AC=1;AN=1" }]));
    const report = await reportOf([other, coverage]);
    expect(variantOf(report)?.flags).toContain("frequency_not_covered");
    expect(variantOf(report)?.frequency.assessed).toBe(false);
    expect(criterion(report, "PM2")?.status).toBe("not_assessed");
  });

  it("an unknown word is an alarm, not a blank", async () => {
    const report = await reportOf([gnomad("AC=1;AN=1400000;AF_grpmax=9e-07", "LCR_new")]);
    expect(report.warnings).toContainEqual(
      expect.objectContaining({
        code: "source_words",
        facts: { source: "gnomAD", words: ["filter: LCR_new"] },
      }),
    );
    // And as a filter it is taken for a failed one.
    expect(variantOf(report)?.flags).toContain("gnomad_filtered");
  });

  it("a frequency that cannot be read is told, as one of the file's own is", async () => {
    const report = await reportOf([gnomad("AF_grpmax=0x5")]);
    expect(report.warnings).toContainEqual(
      expect.objectContaining({ code: "frequency_unread", facts: { field: "grpmax_af" } }),
    );
  });

  it("two sources that disagree: the higher counts, and it is said", async () => {
    const rare = gnomad("AC=1;AN=1400000;AF_grpmax=9e-07", "PASS", { name: "old gnomAD" });
    const report = await reportOf([rare, gnomad("AC=70000;AN=1400000;AF_grpmax=0.06;grpmax=nfe")]);
    expect(report.warnings.map(({ code }) => code)).toContain("frequency_sources_differ");
    expect(report.candidates).toEqual([]);
  });

  it("a source that knew nothing on the chromosome is named", async () => {
    const file = frequencyFile(folder, []);
    const report = await reportOf([gnomadSource(file)]);
    expect(report.warnings.map(({ code }) => code)).toContain("source_empty");
  });
});

describe("SpliceAI by a declaration", () => {
  const source = (text: string) => ({
    name: "SpliceAI",
    assembly: "GRCh38",
    file: frequencyFile(folder, [{ pos: POS, info: `SpliceAI=${text}` }]),
    format: "vcf",
    fields: [
      { field: "SpliceAI", name: "spliceai", as: "spliceAi", combine: "max", parts: [3, 4, 5, 6] },
    ],
  });

  it("of its parts the four scores count, of any gene, and no position", async () => {
    const report = await reportOf([
      source("A|GENE1|0.01|0.02|0.80|0.00|-28|11|2|9,A|G2|0.1|0|0|0|1|2|3|4"),
    ]);
    expect(variantOf(report)?.inSilico.spliceAi).toBe(0.8);
  });
});

it("a remote source of which nothing was prefetched is refused, with both ways out", async () => {
  const annotate = declarationFile(folder, [gnomadSource("http://127.0.0.1:9/x.vcf.gz")]);
  await expect(analyseHere({ ...given, annotate })).rejects.toMatchObject({
    code: "E_USAGE",
    hint: expect.stringMatching(/knowledge import values.*--allow-remote-lookups/),
  });
  expect(rowsOf((await analyseHere(given)).text)).toHaveLength(1);
});
