// Numbers that may be another allele's, and text that is none: kept, flagged, one warning for each field.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import type { Input } from "../../src/analysis/input.ts";
import { areBlank, withoutFrequency } from "../../src/analysis/told-frequencies.ts";
import type { Survivor } from "../../src/scan/types.ts";
import { analyseHere, rowsOf } from "../helpers/analyse.ts";
import { bgzip } from "../helpers/bgzip.ts";
import { tempFolder } from "../helpers/temp.ts";
import { GENE1_BED, vcfText } from "../helpers/vcf-text.ts";

const folder = tempFolder();
const panel = join(folder, "panel.bed");
writeFileSync(panel, GENE1_BED);

function analysed(fields: readonly string[], infos: readonly string[], extra: object = {}) {
  const path = join(folder, "one.vcf");
  const lines = fields.map((id) => `##INFO=<ID=${id},Number=A,Type=Float,Description="x">`);
  const text = vcfText(
    { samples: ["C"], extra: lines },
    infos.map((info, i) => ({ pos: 1000 + 1000 * i, genotypes: ["0/1"], info })),
  ).replace("|gnomADe_AF|gnomADg_AF", "|x|y");
  writeFileSync(path, text);
  return analyseHere({ vcfs: [path], panels: [panel], sex: { "": "female" }, ...extra });
}

describe("fields that no record fills", () => {
  const survivors = (count: number, known = 0) =>
    Array.from({ length: count }, (_, i) => ({
      alleles: [{ frequency: { max: i < known ? { af: 0.1 } : null } }],
    })) as unknown as Survivor[];

  it.each<[string, number, number, object, boolean]>([
    ["thirty alleles without one", 30, 0, {}, true],
    ["fewer alleles", 29, 0, {}, false],
    ["one of them known", 30, 1, {}, false],
    ["others were dropped as common", 30, 0, { frequency: 1 }, false],
    ["others were dropped for something else", 30, 0, { filter: 1 }, true],
  ])("%s", (_, count, known, dropped, blank) => {
    expect(areBlank({ survivors: survivors(count, known), dropped })).toBe(blank);
  });

  it("nothing was scanned", () => {
    expect(areBlank(null)).toBe(false);
  });

  it("of several files one or all may lack a frequency", () => {
    const input = (...names: string[]) =>
      ({ header: { frequencyFields: names } }) as unknown as Input;
    const of = (...inputs: Input[]) => withoutFrequency(inputs);
    expect(of(input("AF"), input("AF"))).toEqual([]);
    expect(of(input("AF"), input())).toEqual([{ code: "no_frequency", facts: { parts: 1 } }]);
    expect(of(input(), input())).toEqual([{ code: "no_frequency", facts: { parts: 0 } }]);
  });
});

describe("population frequencies in doubt", () => {
  it("one warning for each field, whatever the number of records", async () => {
    const { text, log } = await analysed(
      ["gnomad_af", "topmed_af"],
      [
        "gnomad_af=1e-5&0.3",
        "gnomad_af=1e-5&0.4",
        "gnomad_af=30;topmed_af=0.00001",
        "topmed_af=nfe",
        "gnomad_af=0.00001",
      ],
    );
    const warnings = log.filter((line) => line.includes("population frequency in"));
    expect(warnings.map((line) => line.split(":").slice(0, 2).join(":"))).toEqual([
      "warn: population frequency in gnomad_af",
      "warn: population frequency in gnomad_af",
      "warn: population frequency in topmed_af",
    ]);
    const rows = rowsOf(text);
    const flags = (pos: number): string | undefined =>
      rows.find((row) => row["pos"] === String(pos))?.["flags"];
    expect(flags(1000)).toContain("frequency_ambiguous:gnomad_af");
    expect(flags(3000)).toContain("frequency_unread:gnomad_af");
    expect(flags(4000)).toContain("frequency_not_assessed");
    expect(flags(5000)).not.toContain("frequency");
  });

  it("DEC-58: fields that no record fills tell nothing; one that one record has tells of all", async () => {
    const blank = Array.from({ length: 40 }, () => ".");
    const run = async (infos: string[]) => {
      const { text, log } = await analysed(["gnomad_af"], infos);
      const rows = rowsOf(text);
      const open = rows.filter((row) => row["flags"]?.includes("frequency_not_assessed"));
      return [
        rows.length > 0 && open.length === rows.length,
        open.length > 0,
        log.filter((line) => line.includes("no population frequency in the input")).length,
      ];
    };
    expect(await run(blank)).toEqual([true, true, 1]);
    expect(await run([...blank, "gnomad_af=1e-6"])).toEqual([false, false, 0]);
    expect(await run(blank.slice(0, 5))).toEqual([false, false, 0]);
  });

  it("a key that stands twice is read as either, and told", async () => {
    const { text, log } = await analysed(["gnomad_af"], ["gnomad_af=0.3;gnomad_af=0"]);
    expect(log).toContainEqual(
      expect.stringContaining("INFO key given twice with different values: gnomad_af at 1:1000;"),
    );
    expect(rowsOf(text)[0]?.["flags"]).toContain("frequency_ambiguous:gnomad_af");
  });

  it("nothing is said where the numbers agree about the limits", async () => {
    const { text, log } = await analysed(["gnomad_af"], ["gnomad_af=0.02&0.3", "gnomad_af=0&1e-6"]);
    expect(log.some((line) => line.includes("population frequency in"))).toBe(false);
    expect(rowsOf(text).map((row) => row["pos"])).toEqual(["2000"]);
  });
});

describe("fields that the policy names", () => {
  it.each(["plain", "gzip", "bgzip"])("drop what is common, in a %s file", async (how) => {
    const policy = join(folder, "policy.json");
    writeFileSync(
      policy,
      JSON.stringify({
        schema: "panelist.policy",
        version: 1,
        frequency: { extraFields: ["LAB_FREQ"] },
      }),
    );
    const path = join(folder, how === "plain" ? "own.vcf" : "own.vcf.gz");
    const lines = ['##INFO=<ID=LAB_FREQ,Number=A,Type=Float,Description="x">'];
    const text = vcfText({ samples: ["C"], extra: lines }, [
      { pos: 1000, genotypes: ["0/1"], info: "LAB_FREQ=0.3" },
      { pos: 2000, genotypes: ["0/1"], info: "LAB_FREQ=0.00001" },
    ]).replace("|gnomADe_AF|gnomADg_AF", "|x|y");
    writeFileSync(path, how === "plain" ? text : how === "gzip" ? gzipSync(text) : bgzip(text));
    const given = { vcfs: [path], panels: [panel], sex: { "": "female" as const } };
    const positions = async (more: object): Promise<unknown[]> => [
      ...new Set(rowsOf((await analyseHere({ ...given, ...more })).text).map(({ pos }) => pos)),
    ];
    expect(await positions({ policy })).toEqual(["2000"]);
    expect(await positions({})).toEqual(["1000", "2000"]);
  });
});
