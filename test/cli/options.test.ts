import { DEFAULT_OPTIONS } from "../../src/analysis/options.ts";
import { Command } from "commander";
import { describe, expect, it } from "vitest";
import {
  addOptions,
  type AnalysisValues,
  beyondOptions,
  familyOptions,
  panelOptions,
  readingOptions,
  analyseOptionsOf,
} from "../../src/cli/options.ts";
import type { AnalyseOptions } from "../../src/analysis/options.ts";
import { formatOf, sexOf } from "../../src/cli/values.ts";
import { analyseCommand } from "../../src/cli/analyse.ts";
import { archiveAddCommand } from "../../src/cli/archive-add.ts";
import { explainCommand } from "../../src/cli/explain.ts";
import { createTerminal } from "../../src/cli/terminal.ts";

function parse(line: string): AnalyseOptions {
  let options: AnalyseOptions | null = null;
  const command = addOptions(
    new Command().argument("<vcf...>"),
    ...panelOptions(),
    ...beyondOptions(),
    ...familyOptions(),
    ...readingOptions(),
  ).action((vcfs: string[], values: AnalysisValues) => {
    options = analyseOptionsOf(vcfs, values);
  });
  command.exitOverride().parse(line.split(" "), { from: "user" });
  if (options === null) throw new Error("not parsed");
  return options;
}

const DEFAULTS: AnalyseOptions = {
  ...DEFAULT_OPTIONS,
  vcfs: ["a.vcf.gz"],
  panels: ["epilepsy"],
};

describe("options become what the pipeline takes", () => {
  it.each<[string, Partial<AnalyseOptions>]>([
    ["", {}],
    ["b.vcf.gz", { vcfs: ["a.vcf.gz", "b.vcf.gz"] }],
    ["--panel acmg-sf@3.1", { panels: ["epilepsy", "acmg-sf@3.1"] }],
    ["--genes SCN1A,HGNC:10585 --genes KCNQ2", { genes: ["SCN1A", "HGNC:10585", "KCNQ2"] }],
    ["--min-confidence green", { minConfidence: "green" }],
    ["--gene-agnostic", { geneAgnostic: true }],
    ["--beyond-panel", { beyondPanel: true }],
    ["--ped f.ped --proband kid", { ped: "f.ped", proband: "kid" }],
    ["--sex male", { sex: { "": "male" } }],
    ["--sex kid=male --sex a=b=FEMALE", { sex: { kid: "male", "a=b": "female" } }],
    ["--affected mum --affected dad", { affected: ["mum", "dad"] }],
    ["--force-sex", { forceSex: true }],
    ["--not-genetic-parent dad", { notGeneticParents: ["dad"] }],
    ["--allow-phenocopy 2", { allowPhenocopy: 2 }],
    ["--penetrance incomplete", { penetrance: "incomplete" }],
    ["--assembly GRCh38", { assembly: "GRCh38" }],
    ["--scan full --threads 4", { scan: "full", threads: 4 }],
    ["--policy p.json", { policy: "p.json" }],
    ["--allow-unannotated --allow-remote", { allowUnannotated: true, allowRemote: true }],
  ])("'%s'", (line, expected) => {
    const words = `a.vcf.gz --panel epilepsy ${line}`.trim();
    expect(parse(words.replace(/^(\S+) (.*) (b\.vcf\.gz)$/, "$1 $3 $2"))).toEqual({
      ...DEFAULTS,
      ...expected,
    });
  });

  it("genes alone, or gene-agnostic alone, are enough", () => {
    expect(parse("a.vcf.gz --genes X").genes).toEqual(["X"]);
    expect(parse("- --gene-agnostic").vcfs).toEqual(["-"]);
  });
});

it("explain takes every option of analyse that the answer can depend on", () => {
  const session = { argv: [], terminal: createTerminal(process.stderr) };
  const flagsOf = (command: Command): string[] =>
    command.options.map(({ long }) => long ?? "").toSorted();
  const outputs =
    "--label --digest --prune-transcripts --output --out-dir --width --columns --no-links --allow-nhs-numbers".split(
      " ",
    );
  const expected = flagsOf(analyseCommand(session)).filter((flag) => !outputs.includes(flag));
  expect(flagsOf(explainCommand(session))).toEqual([...expected, "--all"].toSorted());
});

it("archive add takes no option that a case does not keep", () => {
  const session = { argv: [], terminal: createTerminal(process.stderr) };
  const flags = archiveAddCommand(session).options.map(({ long }) => long);
  expect(flags).toContain("--beyond-panel");
  expect(flags).not.toContain("--order");
});

describe("values", () => {
  it("a sample called __proto__ is a name like another", () => {
    const table = sexOf("__proto__=male", undefined);
    expect(Object.entries(table)).toEqual([["__proto__", "male"]]);
    expect(({} as Record<string, unknown>)["male"]).toBeUndefined();
  });

  it("a sex stated twice must agree", () => {
    expect(sexOf("kid=male", sexOf("kid=male", undefined))["kid"]).toBe("male");
    expect(() => sexOf("kid=female", sexOf("kid=male", undefined))).toThrow(/different values/);
  });
});

describe("formatOf", () => {
  const of = (file: string | undefined, asked?: "tsv" | "vcf" | "json"): string =>
    formatOf(asked, file, ["tsv", "vcf", "json"], "tsv");

  it.each([
    ["a.json", "json"],
    ["a.vcf.gz", "vcf"],
    ["a.VCF.BGZ", "vcf"],
    ["a.vcf", "vcf"],
    ["a.txt", "tsv"],
    ["a", "tsv"],
    ["/dev/stdout", "tsv"],
    ["a.v2", "tsv"],
    [undefined, "tsv"],
  ])("%s is %s", (file, format) => {
    expect(of(file)).toBe(format);
  });

  it.each(["a.docx", "a.csv", "a.PDF", "a.bcf", "a.html"])(
    "refuses %s, which promises another format",
    (file) => {
      expect(() => of(file)).toThrow(/a format that is not written here/);
      expect(of(file, "json")).toBe("json");
    },
  );

  it.each(["a.tsv.gz", "a.json.gz", "a.bz2"])("refuses %s, which promises compression", (file) => {
    expect(() => of(file)).toThrow(/only VCF is written compressed/);
    expect(() => of(file, "tsv")).toThrow(/only VCF is written compressed/);
  });
});
