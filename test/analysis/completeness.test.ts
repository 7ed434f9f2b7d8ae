/** DEC-34: what an input lacks is loud. */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  absentChromosomes,
  checkRead,
  refuseEmpty,
  refuseLacking,
  refusePartial,
} from "../../src/analysis/completeness.ts";
import { analyse } from "../../src/index.ts";
import { caseIds, initArchive } from "../../src/archive/index.ts";
import { INCOMPLETE, isLacking, type Told } from "../../src/core/warnings.ts";
import type { Family } from "../../src/pedigree/types.ts";
import { analyseHere } from "../helpers/analyse.ts";
import { addHere } from "../helpers/archive.ts";
import { eventVcf } from "../helpers/event-text.ts";
import { runInProcess } from "../helpers/run-command.ts";
import { tempFolder } from "../helpers/temp.ts";
import { headerText, recordText, type RecordOptions } from "../helpers/vcf-text.ts";
import { inputOf, placed, resultOf, span, tableOf } from "./build.ts";

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
      text: "the input has no usable record on chromosomes 2, Y, where 2 panel genes lie: no small variant there was analysed",
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

  it("of events alone are not named one by one: small variants were not analysed", async () => {
    const sv = file(
      "events.vcf",
      eventVcf(samples, [{ pos: 1500, end: 1700, genotypes: ["0/1"] }]),
    );
    const args = ["--panel", panel(OTHER), "--sex", "male", "--format", "json"];
    const { status, stdout, stderr } = await runInProcess(["analyse", sv, ...args]);
    expect(status).toBe(0);
    const report = JSON.parse(stdout) as Awaited<ReturnType<typeof run>>["report"];
    expect(report.incomplete.map(({ code }) => code)).toEqual(["no_small_variants"]);
    const told = report.notAssessed.map(({ what }) => what);
    expect(told).toContain("small_variants");
    expect(told).not.toContain("contig_absent");
    expect(stderr).toContain("only files of structural variants were given");
    expect(stderr).not.toMatch(/stream scan|0 records read/);
  });

  it("the page's first line says so", async () => {
    const args = ["--panel", panel(OTHER), "--sex", "male", "--out-dir", join(folder, "out")];
    expect(await runInProcess(["analyse", vcf, ...args])).toMatchObject({ status: 0 });
    const page = readFileSync(join(folder, "out", "report.html"), "utf8");
    expect(page.indexOf("RESULT INCOMPLETE")).toBeGreaterThan(0);
    expect(page.indexOf("RESULT INCOMPLETE")).toBeLessThan(page.indexOf("<h1>"));
    // The hazard log names these files, and those that say nothing of it.
    const saying = readdirSync(join(folder, "out")).filter((name) =>
      /RESULT INCOMPLETE|chromosome_absent|"incomplete": 1/.test(
        readFileSync(join(folder, "out", name), "utf8"),
      ),
    );
    expect(saying).toEqual([
      "C_panelist_mqc.json",
      "report.html",
      "report.json",
      "run.json",
      "summary.json",
    ]);
  });

  it("--strict makes it an error, --partial takes it all the same", async () => {
    await expect(run(OTHER, { strict: true })).rejects.toMatchObject({
      code: "E_INCOMPLETE",
      message: expect.stringContaining(
        "--strict: the input has no usable record on chromosomes 2, Y",
      ),
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

describe("chromosomes that are there in name alone", () => {
  const OTHER = "2\t1000\t2000\tGENE2\n";
  const two = headerText({ samples, contigs: ["1", "2"] });
  const onTwo = (gt: string, n: number): string =>
    Array.from({ length: n }, (_, i) =>
      at({ chrom: "2", pos: 1500 + i, gene: "GENE2", genotypes: [gt] }),
    ).join("");
  const codes = async (text: string): Promise<string[]> => {
    const { report } = await run(OTHER, { vcfs: [file("two.vcf", text)] });
    return report.incomplete.flatMap(({ facts }) => Object.values(facts)).map(String);
  };

  it("no genotype of the proband on one of them", async () => {
    expect(await codes(two + at() + onTwo("./.", 6))).toEqual(["2", "1"]);
    expect(
      await codes(two + at() + onTwo("./.", 6) + at({ chrom: "2", pos: 1600, gene: "GENE2" })),
    ).toEqual([]);
    // Too few to tell.
    expect(await codes(two + at() + onTwo("./.", 2))).toEqual([]);
  });

  it("an archive keeps it as lost", async () => {
    const archive = join(folder, "lost");
    const path = file("lost.vcf", two + at() + onTwo("./.", 6));
    const asked = { vcfs: [path], panels: [panel(OTHER)], partial: false };
    initArchive(archive, new Date(0));
    await expect(addHere(archive, "C1", asked)).rejects.toMatchObject({
      code: "E_INCOMPLETE",
      message: expect.stringContaining("no usable record on chromosome 2"),
    });
  });

  it("a gene whose place nobody knows may lie on any of them", async () => {
    const all = Array.from({ length: 22 }, (_, i) => `${i + 1}`);
    const contigs = [...all, "X"];
    const text = (without: string): string =>
      headerText({ samples, contigs }) +
      contigs
        .filter((chrom) => chrom !== without)
        .map((chrom) => at({ chrom }))
        .join("");
    const ask = (without: string, genes: string[], more: object = {}) =>
      analyse({ vcfs: [file("genes.vcf", text(without))], genes, ...more });
    const lost = (await ask("2", ["GENE1", "OTHER"])).report;
    expect(lost.incomplete).toMatchObject([{ facts: { chromosomes: ["2"], genes: 0 } }]);
    expect((await ask("2", ["GENE1"])).report.complete).toBe(true);
    expect((await ask("", ["GENE1", "OTHER"])).report.complete).toBe(true);
    const archive = join(folder, "placeless");
    const asked = { vcfs: [file("placeless.vcf", text("2"))], partial: false };
    initArchive(archive, new Date(0));
    await expect(
      addHere(archive, "C1", { ...asked, genes: ["GENE1", "OTHER"] }),
    ).rejects.toMatchObject({ code: "E_INCOMPLETE" });
    await addHere(archive, "C2", { ...asked, genes: ["GENE1"] });
  });
});

describe("an archive and a file without genotypes", () => {
  it("--partial does not swallow it", async () => {
    const archive = join(folder, "uncalled");
    const lines = [at(), at({ pos: 1501, filter: "LowQual" }), at({ pos: 1502, af: 0.4 })];
    const path = file(
      "uncalled.vcf",
      headerText({ samples }) + lines.join("").replaceAll(/\t0\/1:/g, "\t./.:"),
    );
    const asked = { vcfs: [path], panels: [panel("")], partial: true };
    initArchive(archive, new Date(0));
    await expect(addHere(archive, "C1", asked)).rejects.toMatchObject({
      code: "E_INCOMPLETE",
      message: expect.stringContaining("no genotype in any of the 3 records looked at"),
    });
    expect(caseIds(archive)).toEqual([]);
    await addHere(archive, "C1", { ...asked, allowEmpty: true });
    expect(caseIds(archive)).toEqual(["C1"]);
  });
});

describe("panels that match nothing", () => {
  it.each([
    ["of another build", "1\t90000\t91000\tGENE1\n", {}],
    ["one gene of no record, one of no place", "1\t90000\t91000\tGENE9\n", { genes: ["FOO"] }],
  ])("%s: an error, and --allow-empty goes on", async (_what, rows, more) => {
    const asked = { vcfs: [vcf], panels: [file("nothing.bed", rows)], ...more };
    await expect(analyse(asked)).rejects.toMatchObject({
      code: "E_INCOMPLETE",
      message: expect.stringMatching(/^none of the genes was found, by position or by name: /),
    });
    const { report } = await analyse({ ...asked, allowEmpty: true });
    expect(report.incomplete.map(({ code }) => code)).toContain("no_panel_gene");
  });

  it("an input without annotation finds them by place", async () => {
    const bare = headerText({ samples }).replace(/##INFO=<ID=CSQ.*\n/, "") + at();
    const asked = { vcfs: [file("raw.vcf", bare)], allowUnannotated: true };
    const { report } = await analyse({ ...asked, panels: [panel("")] });
    expect(report.warnings.map(({ code }) => code)).not.toContain("no_panel_gene");
    const nothing = file("nothing.bed", "1\t90000\t91000\tGENE1\n");
    await expect(analyse({ ...asked, panels: [nothing] })).rejects.toMatchObject({
      code: "E_INCOMPLETE",
    });
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
    const piped = await analyseHere({ vcfs: ["-"], panels: [panel("")] }, {}, readFileSync(path));
    const warning =
      "warn: 1 record in the genes with symbolic alleles or breakends (structural variants) was not read";
    expect(piped.log).toContain(warning);
    // A file is read once more, for them.
    const { log } = await analyseHere({ vcfs: [path], panels: [panel("")] });
    expect(log).not.toContain(warning);
    expect(log).toContain(
      `info: ${path}: small variants, 1 sample, 1 record, 0 events of the proband`,
    );
  });

  it("what makes a result incomplete is an error under --strict too", () => {
    for (const code of INCOMPLETE) expect(isLacking({ code, facts: {} })).toBe(true);
  });
});

describe("chromosomes without a usable record", () => {
  const family = (sex: string): Family =>
    ({ proband: 1, people: [{ sex: "female" }, { sex }] }) as unknown as Family;
  const ALL = [...Array.from({ length: 22 }, (_, i) => `${i + 1}`), "X"];
  const genes = tableOf({ A: placed("2"), B: placed("2"), C: placed("Y"), D: placed("10") });
  const placeless = tableOf({ A: placed("2"), B: null });

  interface Case {
    table?: typeof genes;
    sex?: string;
    isAgnostic?: boolean;
    usable?: string[];
    named?: number[];
    placeless?: boolean;
  }
  it.each<[string, Case, string[], number]>([
    ["none: each of the genes' is there", { usable: ["2", "10", "Y"] }, [], 0],
    ["of genes, in genome order", { usable: [] }, ["2", "10", "Y"], 4],
    ["of some", { usable: ["10", "Y"] }, ["2"], 2],
    ["Y in a man", { usable: ["2", "10"], sex: "male" }, ["Y"], 1],
    ["Y where the sex is not known", { usable: ["2", "10"], sex: "unknown" }, ["Y"], 1],
    ["Y may be absent in a woman", { usable: ["2", "10"], sex: "female" }, [], 0],
    ["another may not", { usable: ["10"], sex: "female" }, ["2"], 2],
    [
      "all genes are asked for",
      { usable: ALL.filter((c) => c !== "7"), isAgnostic: true, table: tableOf({}) },
      ["7"],
      0,
    ],
    [
      "and of the panel's",
      { usable: ALL.filter((c) => c !== "2"), isAgnostic: true },
      ["2", "Y"],
      3,
    ],
    ["a gene without a place", { usable: ALL.slice(0, 22), table: placeless }, ["X"], 0],
    [
      "a gene without a place that a record names",
      { usable: ["2"], table: placeless, named: [1] },
      [],
      0,
    ],
    [
      "another gene that is named",
      { usable: ALL.slice(1), table: placeless, named: [0] },
      ["1"],
      0,
    ],
    ["the caller knows better: none", { usable: ["2"], table: placeless, placeless: false }, [], 0],
    [
      "the caller knows better: one",
      { usable: ALL.slice(1), table: tableOf({}), placeless: true },
      ["1"],
      0,
    ],
  ])("%s", (_, of, chromosomes, count) => {
    const scanned = {
      result: resultOf({ genesNamed: of.named ?? [] }),
      usable: new Set(of.usable),
      ...(of.placeless === undefined ? {} : { placeless: of.placeless }),
    };
    const told = absentChromosomes(
      of.table ?? genes,
      family(of.sex ?? "male"),
      of.isAgnostic ?? false,
      scanned,
    );
    expect(told).toEqual(
      chromosomes.length === 0
        ? []
        : [{ code: "chromosome_absent", facts: { chromosomes, genes: count } }],
    );
  });

  it("nothing was scanned: no record names a gene", () => {
    const scanned = { result: null, usable: new Set(ALL.slice(1)) };
    expect(absentChromosomes(placeless, family("male"), false, scanned)).toMatchObject([
      { facts: { chromosomes: ["1"], genes: 0 } },
    ]);
  });
});

describe("what the scan could not read", () => {
  const table = tableOf({ A: placed("1"), ZZZZZZ9: null });
  async function checked(
    over: object,
    scanned: Parameters<typeof checkRead>[1],
  ): Promise<string[]> {
    const warnings: Told[] = [];
    const options = { allowEmpty: true, geneAgnostic: false, beyondPanel: false };
    const prepared = { inputs: [inputOf()], events: [], table, options, warnings, ...over };
    await checkRead(prepared as unknown as Parameters<typeof checkRead>[0], scanned);
    return warnings.map(({ code }) => code);
  }
  const present = new Set(["1"]);
  const result = resultOf({ contigs: [span("1")], genesNamed: [0] });

  it.each<[string, object, Parameters<typeof checkRead>[1], string[]]>([
    ["a gene", {}, { present, result }, ["gene_unfound"]],
    [
      "nothing: then no gene can be found",
      {},
      { present: new Set(), result: null },
      ["no_chromosome"],
    ],
    ["no gene", {}, { present, result: resultOf() }, ["no_panel_gene"]],
    ["no gene, but an event may lie in it", { events: [{}] }, { present, result: resultOf() }, []],
    [
      "a gene, though an event may lie in it",
      { events: [{}] },
      { present, result },
      ["gene_unfound"],
    ],
    [
      "files of events alone",
      { inputs: [inputOf({ isEmpty: true })] },
      { present: new Set(), result: null },
      [],
    ],
  ])("%s", async (_, over, scanned, codes) => {
    expect(await checked(over, scanned)).toEqual(codes);
  });

  it("stops the run, unless that is allowed", async () => {
    const options = { geneAgnostic: false, beyondPanel: false };
    const nothing = { present: new Set<string>(), result: null };
    await expect(checked({ options }, nothing)).rejects.toMatchObject({ code: "E_INCOMPLETE" });
    await expect(checked({ options }, { present, result })).resolves.toEqual(["gene_unfound"]);
  });
});

describe("when there is no result", () => {
  const none: Told = { code: "no_chromosome", facts: { contigs: "" } };
  const lost: Told = { code: "chromosome_absent", facts: { chromosomes: ["2"], genes: 1 } };
  it("nothing was read, unless that is allowed", () => {
    expect(() => refuseEmpty([lost, none], {})).toThrow(
      expect.objectContaining({
        code: "E_INCOMPLETE",
        hint: expect.stringContaining("--allow-empty"),
      }),
    );
    expect(() => refuseEmpty([none], { allowEmpty: false })).toThrow("chromosome");
    expect(() => refuseEmpty([none], { allowEmpty: true })).not.toThrow();
    expect(() => refuseEmpty([lost], {})).not.toThrow();
    expect(() => refuseEmpty([], {})).not.toThrow();
  });

  const LACKING = {
    code: "gene_unfound",
    facts: { genes: ["A"], more: 0, near: [] },
    text: "A lacks",
  };
  const OTHER = { code: "annotation_picked", facts: {}, text: "picked" };
  const strictly = (
    options: { strict?: boolean; partial?: boolean },
    warnings: object[],
    incomplete: object[] = [],
  ): string[] => {
    const said: string[] = [];
    const log = { warn: (text: string) => said.push(text) };
    const result = { warnings, incomplete } as unknown as Parameters<typeof refuseLacking>[0];
    refuseLacking(result, options, log);
    return said;
  };

  it("every warning is said, and --strict stops at what may lack", () => {
    expect(strictly({}, [LACKING, OTHER])).toHaveLength(2);
    expect(strictly({ strict: true }, [OTHER])).toHaveLength(1);
    expect(strictly({ strict: false, partial: true }, [LACKING])).toHaveLength(1);
    expect(() => strictly({ strict: true }, [OTHER, LACKING])).toThrow(/^--strict: /);
  });

  it("--partial takes what is not complete, and nothing else", () => {
    const both = { strict: true, partial: true };
    expect(strictly(both, [LACKING], [LACKING])).toHaveLength(1);
    expect(() => strictly(both, [LACKING], [OTHER])).toThrow(/--strict/);
    expect(() => strictly(both, [LACKING])).toThrow(/--strict/);
    expect(() => strictly({ strict: true }, [LACKING], [LACKING])).toThrow(/--strict/);
  });

  it("an archive keeps what is complete, or called partial", () => {
    const kept = (incomplete: { text: string }[], partial?: boolean): void =>
      refusePartial({ incomplete } as unknown as Parameters<typeof refusePartial>[0], {
        partial,
      });
    expect(() => kept([])).not.toThrow();
    expect(() => kept([LACKING], true)).not.toThrow();
    expect(() => kept([LACKING, OTHER])).toThrow("A lacks; picked");
    expect(() => kept([LACKING], false)).toThrow("A lacks");
  });
});
