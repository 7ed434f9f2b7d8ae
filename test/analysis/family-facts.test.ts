/** What relatives and the other records of a place say, from the file to the report. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { analyseHere, rowsOf } from "../helpers/analyse.ts";
import { tempFolder } from "../helpers/temp.ts";
import { headerText, recordText, type RecordOptions } from "../helpers/vcf-text.ts";

const folder = tempFolder();

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

interface Criterion {
  criterion: string;
  status: string;
  reason: string;
  inputs: Record<string, unknown>;
}

/** The sister's genotype decides; parents are not sequenced. */
async function withSister(gt: string, status: "affected" | "unaffected", mode = "AD") {
  const samples = ["C", "S"];
  const records = [recordText({ pos: 1500, genotypes: [mode === "AD" ? "0/1" : "1/1", gt] })];
  const vcf = file("sister.vcf", `${headerText({ samples })}${records.join("\n")}\n`);
  const phenotype = status === "affected" ? 2 : 1;
  const ped = file("sister.ped", `f C F M 1 2\nf S F M 2 ${phenotype}\nf F 0 0 1 0\nf M 0 0 2 0\n`);
  const panel = file("p.tsv", `symbol\tmode_of_inheritance\tconfidence\nGENE1\t${mode}\tgreen\n`);
  const given = { vcfs: [vcf], ped, panels: [panel], proband: "C" };
  const { text } = await analyseHere(given, { format: "json" });
  const report = JSON.parse(text) as {
    candidates: { variants: { acmg: { criteria: Criterion[] } }[] }[];
  };
  const criteria = report.candidates[0]?.variants[0]?.acmg.criteria ?? [];
  return (name: string) => criteria.find((c) => c.criterion === name);
}

describe("a relative's call that cannot be relied on is unknown, not a reference (VCF-40, BS4, PP1, BS2)", () => {
  it.each([
    ["0/0:30,0:30:99", "suggested", 1, 0],
    ["0/0:1,0:1:3", "not_assessed", 0, 1],
    ["0/0:30,0:30:5", "not_assessed", 0, 1],
    ["0/0:20,8:28:99", "not_assessed", 0, 1],
    ["./.:.:.:.", "not_assessed", 0, 1],
    ["0/.:10,0:10:30", "not_assessed", 0, 1],
    ["0/1:15,15:30:99", "not_met", 0, 0],
  ])("an affected sister %s: BS4 %s", async (gt, bs4, nonCarriers, unknown) => {
    const of = await withSister(gt, "affected");
    expect(of("BS4")).toMatchObject({
      status: bs4,
      inputs: { affectedNonCarriers: nonCarriers, affectedUnknown: unknown },
    });
  });

  it("a carrier whose call fails is no proven carrier either", async () => {
    const of = await withSister("0/1:2,1:3:5", "affected");
    expect(of("PP1")).toMatchObject({ status: "not_assessed", inputs: { affectedCarriers: 0 } });
    const sure = await withSister("0/1:15,15:30:99", "affected");
    expect(sure("PP1")).toMatchObject({ status: "suggested", inputs: { affectedCarriers: 1 } });
  });

  it.each([
    ["1/1:0,30:30:99", 1],
    ["1/1:0,2:2:5", 0],
    ["./1:0,30:30:99", 0],
  ])("BS2 an unaffected sister %s of a recessive patient", async (gt, people) => {
    const of = await withSister(gt, "unaffected", "AR");
    const inputs = of("PP1")?.inputs ?? {};
    expect(inputs["unaffectedWithDiseaseGenotype"]).toBe(people);
  });
});

describe("DEC-45 pairs of one place", () => {
  const pairs = async (name: string, records: RecordOptions[]) => {
    const extra = ['##FORMAT=<ID=PS,Number=1,Type=Integer,Description="Phase set">'];
    const body = records.map(recordText).join("\n");
    const vcf = file(`${name}.vcf`, `${headerText({ samples: ["C"], extra })}${body}\n`);
    const panel = file("ar.tsv", "symbol\tmode_of_inheritance\tconfidence\nGENE1\tAR\tgreen\n");
    const given = { vcfs: [vcf], panels: [panel], sex: { "": "female" as const } };
    const { text } = await analyseHere(given);
    return rowsOf(text)
      .filter((row) => row["mode"] === "AR_COMPHET")
      .map((row) => [row["pos"], row["zygosity"], row["phase"], row["place"], row["qc"]]);
  };
  const indel = { consequence: "frameshift_variant" };
  const deletion = { ...indel, pos: 1499, ref: "TG", alt: "T", genotypes: ["0/1:17,18:36:99"] };

  it("a complex haplotype in two records is heterozygous, unphased, its gates as ever", async () => {
    const found = await pairs("atomized", [
      { pos: 1500, genotypes: ["0/1:20,20:40:99"] },
      { ...indel, pos: 1500, alt: "GCC", genotypes: ["0/1:4,36:40:99"] },
    ]);
    expect(found).toEqual([
      ["1500", "het", "UNPHASED", "2", "pass"],
      ["1500", "het", "UNPHASED", "2", "ab>0.8"],
    ]);
  });

  it.each([
    ["1/0:1,19:40:99", "0/1:1,19:40:99"],
    ["1/.:1,19:20:99", "./1:1,19:20:99"],
    ["0/1:1,19:20:99", "0/1:0,20:20:99"],
  ])("halves of 1/2: %s %s", async (a, b) => {
    const found = await pairs("halves", [
      { pos: 1500, genotypes: [a] },
      { ...indel, pos: 1500, alt: "GCC", genotypes: [b] },
    ]);
    expect(found).toEqual([
      ["1500", "het_nonref", "TRANS", "0", "pass"],
      ["1500", "het_nonref", "TRANS", "0", "pass"],
    ]);
  });

  it.each(["*", "<*:DEL>"])(
    "%s in a record of its own names the deletion before it",
    async (star) => {
      const found = await pairs("star", [
        deletion,
        { pos: 1500, genotypes: ["1/0:0,18:18:99"] },
        { pos: 1500, alt: star, consequence: "", genotypes: ["0/1:0,18:18:99"] },
      ]);
      expect(found).toEqual([
        ["1499", "het", "TRANS", "0", "pass"],
        ["1500", "het_nonref", "TRANS", "0", "pass"],
      ]);
    },
  );

  it("three alleles of one position, no REF reads: which two are in trans is open", async () => {
    const found = await pairs("three", [
      { pos: 1500, genotypes: ["0/1:0,18:36:99"] },
      { ...indel, pos: 1500, alt: "GCC", genotypes: ["0/1:0,18:36:99"] },
      { pos: 1500, alt: "C", genotypes: ["0/1:0,18:36:99"] },
    ]);
    const phases = found.map(([, , phase]) => phase).toSorted();
    expect(phases).toEqual(["TRANS", "TRANS", "UNPHASED", "UNPHASED", "UNPHASED", "UNPHASED"]);
  });

  it("a haploid call under a heterozygous deletion", async () => {
    const found = await pairs("haploid", [deletion, { pos: 1500, genotypes: ["1:0,18:18:99"] }]);
    expect(found).toEqual([
      ["1499", "het", "TRANS", "0", "pass"],
      ["1500", "hemi", "TRANS", "0", "pass"],
    ]);
  });
});
