/** `explain` by a name: HGVS, an rsID, a gene; in files of every kind, by index or not. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { explain } from "../../src/analysis/explain.ts";
import { explainGene } from "../../src/analysis/explain-gene.ts";
import { openInput } from "../../src/analysis/inputs.ts";
import { allelesNamed, notNamed, severalNamed } from "../../src/analysis/named-variant.ts";
import type { AnalyseOptions } from "../../src/analysis/options.ts";
import type { Planned, Prepared } from "../../src/analysis/prepare.ts";
import { DEFAULT_POLICY } from "../../src/core/policy.ts";
import { parseVariantWord } from "../../src/core/variant-word.ts";
import { DEFAULTS } from "../helpers/analyse.ts";
import { bgzip } from "../helpers/bgzip.ts";
import { tempFolder } from "../helpers/temp.ts";
import { headerText, recordText } from "../helpers/vcf-text.ts";
import { tabixIndex } from "../io/indexed.ts";
import { inputOf, placed, tableOf } from "./build.ts";

const folder = tempFolder();
const demo = join(import.meta.dirname, "../../test-data/demo/trio.vcf.gz");
const trio = { vcfs: [demo], ped: demo.replace("vcf.gz", "ped"), panels: ["epilepsy"] };
const told: string[] = [];
const io = {
  log: { info: (text: string) => void told.push(text), warn: () => {}, detail: () => {} },
  onProgress: () => {},
  stdin: Readable.from([]),
};
const storyOf = (name: string, given: Partial<AnalyseOptions> = trio) =>
  explain({ ...DEFAULTS, ...given }, name, io);
const geneOf = (name: string, given: Partial<AnalyseOptions> = trio) =>
  explainGene({ ...DEFAULTS, ...given }, name, io);

describe("a variant by its name", () => {
  it.each([
    "SCN1A:c.2134C>T",
    "ENST00000674923:c.2134C>T",
    "ENST00000674923.1:c.2134C>T",
    "SCN1A:p.R712*",
    "ENSP00000144285:p.(Arg712Ter)",
    "HGNC:10585:c.2134C>T",
    "2-166054782-G-A",
    "2:166054782:g:a",
    "NM_001165963.4:c.2134C>T",
    "NM_001165963:c.2134C>T",
  ])("%s has the story of its place", async (name) => {
    expect(await storyOf(name)).toEqual(await storyOf("2:166054782:G:A"));
  });

  it("of mitochondrial DNA by m., and says in the log which place it is", async () => {
    expect((await storyOf("m.3243A>G")).variant).toBe("MT:3243:A:G");
    expect(told).toContain("m.3243A>G is MT:3243:A:G");
  });

  it("a chromosome's accession must be of the build", async () => {
    const named = await storyOf("NC_000002.12:g.166054782G>A");
    expect(named).toEqual({ ...(await storyOf("2:166054782:G:A")), variant: named.variant });
    await expect(storyOf("NC_000002.11:g.166054782G>A")).rejects.toMatchObject({
      code: "E_USAGE",
      message: "NC_000002.11 is a sequence of GRCh37, not of GRCh38",
    });
  });

  it.each(["ENST00000674923.2:c.2134C>T", "SCN2A:c.2134C>T", "SCN1A:c.2134C>G", "rs1"])(
    "nothing is called %s",
    (name) => expect(storyOf(name)).rejects.toMatchObject({ code: "E_INPUT_MISSING" }),
  );
});

const lines = [
  recordText({ pos: 1500, genotypes: ["0/1"] }).replace("\t.\t", "\trs11;RS12\t"),
  recordText({ pos: 1600, alt: "A,T", genotypes: ["0/1"] }).replace("\t.\t", "\trs13\t"),
  recordText({ pos: 1700, genotypes: ["0/1"] }),
  recordText({ pos: 1800, genotypes: ["0/0"] }),
  recordText({ pos: 1900, genotypes: ["0/1"], af: 0.3 }),
  recordText({ pos: 2000, ref: "GAC", alt: "G", genotypes: ["0/1"] }),
  recordText({ pos: 2100, alt: "GTT", genotypes: ["0/1"] }),
];
const text = `${headerText({ samples: ["C"] })}${lines.join("\n")}`; // no line end at the end
const FILES: Record<string, Uint8Array> = {
  "plain.vcf": Buffer.from(text),
  "crlf.vcf": Buffer.from(text.replaceAll("\n", "\r\n")),
  "gzip.vcf.gz": gzipSync(text),
  "bgzip.vcf.gz": bgzip(text),
};
for (const [name, bytes] of Object.entries(FILES)) writeFileSync(join(folder, name), bytes);

describe.each(Object.keys(FILES))("in %s", (name) => {
  const given = { vcfs: [join(folder, name)], genes: ["GENE1"] };

  it("an rsID is found among others, in any case", async () => {
    expect((await storyOf("rs12", given)).variant).toBe("1:1500:G:A");
    expect((await storyOf("RS11", given)).variant).toBe("1:1500:G:A");
  });

  it("one that is two variants is answered with both; a longer one is another", async () => {
    await expect(storyOf("rs13", given)).rejects.toMatchObject({
      message: "rs13 matches 2 variants in the input",
      hint: "Choose from: 1:1600:G:A, 1:1600:G:T.",
    });
    await expect(storyOf("rs1", given)).rejects.toThrow("no variant called rs1");
  });
});

describe.each(Object.keys(FILES))("along the chromosome, in %s", (name) => {
  const given = { vcfs: [join(folder, name)], genes: ["GENE1"] };

  it("what stands at a place has its story, or is listed", async () => {
    expect(await storyOf("chr1:1500", given)).toEqual(await storyOf("1:1500:G:A", given));
    await expect(storyOf("1:g.1600", given)).rejects.toMatchObject({
      message: "1:g.1600 matches 2 variants in the input",
      hint: "Choose from: 1:1600:G:A, 1:1600:G:T.",
    });
    await expect(storyOf("1-1501", given)).rejects.toMatchObject({
      code: "E_INPUT_MISSING",
      message: "the input has no small variant at 1-1501 that can be shown",
    });
    await expect(storyOf("NC_000001.10:1500", given)).rejects.toMatchObject({ code: "E_USAGE" });
  });

  it("an indel by its g. name, also inside its REF", async () => {
    const story = await storyOf("NC_000001.11:g.2001_2002del", given);
    expect(story.variant).toBe("1:2000:GAC:G");
    expect((await storyOf("1:2002", given)).variant).toBe("1:2000:GAC:G");
    expect((await storyOf("chr1:g.2100_2101insTT", given)).variant).toBe("1:2100:G:GTT");
    await expect(storyOf("1:g.2002_2003del", given)).rejects.toMatchObject({
      code: "E_INPUT_MISSING",
      hint: expect.stringContaining("--reference") as string,
    });
  });
});

it("a stream cannot be looked through twice, and says so", async () => {
  const stdin = Readable.from([Buffer.from(text)]);
  const asked = explain({ ...DEFAULTS, vcfs: ["-"], genes: ["GENE1"] }, "rs12", { ...io, stdin });
  await expect(asked).rejects.toMatchObject({
    code: "E_USAGE",
    hint: expect.stringContaining("chrom:pos:ref:alt") as string,
  });
});

it("a gene by another name is said to be read as the panel's, and nothing where it is its own", async () => {
  const warned: string[] = [];
  const log = { ...io.log, warn: (line: string) => void warned.push(line) };
  const given = { ...DEFAULTS, ...trio, genes: ["SCN1", "cdkl5", "HGNC:11411"] };
  await explain(given, "2:166054782:G:A", { ...io, log });
  expect(warned.filter((line) => line.startsWith("--genes"))).toEqual([
    "--genes SCN1: read as SCN1A, of which this is another name according to a panel",
  ]);
});

describe("a gene", () => {
  it("tells its candidates in their order, and counts what left before", async () => {
    const found = await geneOf("polg");
    expect(found.gene).toBe("POLG");
    expect(found.variants.map(({ variant }) => variant)).toEqual([
      "15:89323426:C:G",
      "15:89327201:C:T",
    ]);
    expect(found.variants[0]?.answer).toMatchObject({ kind: "candidate", tier: 1 });
    expect(found.panels[0]).toMatch(/^Epilepsy.* green: BIALLELIC/);
    expect(found.left).toEqual({ consequence: 1, frequency: 1, proband_not_carrier: 2 });
  });

  it("what was refused in the gene has its reason", async () => {
    const panel = join(folder, "recessive.tsv");
    writeFileSync(panel, "symbol\tmoi\nGENE1\tAR\n");
    const found = await geneOf("GENE1", { vcfs: [join(folder, "plain.vcf")], panels: [panel] });
    expect(found.variants.map(({ variant }) => variant).toSorted()).toEqual([
      "1:1500:G:A",
      "1:1700:G:A",
      "1:2000:GAC:G",
      "1:2100:G:GTT",
    ]);
    // Read once, and without a place: what left before is not known, which is not "nothing".
    expect(found.left).toBeNull();
  });

  it("one that no panel has is named with its nearest", async () => {
    await expect(geneOf("SCN1AA")).rejects.toMatchObject({
      message: "gene 'SCN1AA' is on none of these panels",
      hint: expect.stringContaining("Did you mean SCN1A") as string,
    });
  });

  it("DEC-49 a withheld one is told like one of which nothing is known, by any name", async () => {
    const record = recordText({ chrom: "17", pos: 43_070_943, gene: "BRCA1", genotypes: ["0/1"] });
    const own = recordText({ pos: 1500, genotypes: ["0/1"] });
    const path = join(folder, "withheld.vcf");
    const header = headerText({ samples: ["C"], contigs: ["1", "17"] });
    writeFileSync(path, `${header}${own}\n${record.replace("\t.\t", "\trs80\t")}\n`);
    const given = { vcfs: [path], genes: ["GENE1"], beyondPanel: true };
    const words = async (work: Promise<unknown>): Promise<string> =>
      work.then(String, (error: Error) => error.message.replaceAll(/rs\d+|BRCA\d/g, "it"));
    expect(await words(storyOf("rs80", given))).toBe(await words(storyOf("rs81", given)));
    const at = async (pos: number): Promise<string> =>
      (await words(storyOf(`17:${pos}`, given))).replace(String(pos), "there");
    expect(await at(43_070_943)).toBe(await at(43_070_944));
    const named = (name: string): Promise<string> => words(storyOf(name, given));
    expect((await named("17:g.43070943_43070944insT")).replace("43070943_43070944insT", "it")).toBe(
      (await named("17:g.43070943del")).replace("43070943del", "it"),
    );
    expect(await words(geneOf("BRCA1", given))).toBe(await words(geneOf("BRCA2", given)));
  });
});

describe("what a name means in an input", () => {
  const header = headerText({ samples: ["C"], contigs: ["1", "2"] });
  const named = (line: string, hgvs: string, id = "."): string =>
    line
      .replace("|protein_coding||", `|protein_coding|ENST00000000001.1:${hgvs}|`)
      .replace(/^(\S+\t\d+\t)\./, `$1${id}`);
  const at = (pos: number, over = {}): string => recordText({ pos, genotypes: ["0/1"], ...over });
  const LINES = [
    named(at(1500), "c.10G>A", "rs5;rs77"),
    named(at(1500, { alt: "T" }), "c.10G>T"),
    named(at(1600, { ref: "GTT", alt: "G" }), "c.20_21delTT"),
    named(at(1700, { info: "KNOWN=RS9" }), "c.30G>A"),
    at(1800, { alt: "<DEL>", consequence: "" }),
    at(1800, { alt: "A,*" }),
    named(at(1500, { chrom: "2", gene: "GENE2" }), "c.10G>A"),
  ];
  const ALL = [
    "1:1500:G:A",
    "1:1500:G:T",
    "1:1600:GTT:G",
    "1:1700:G:A",
    "1:1800:G:A",
    "2:1500:G:A",
  ];
  const stdin = (): AsyncIterable<Uint8Array> => (async function* () {})();

  async function prepared(indexed: boolean, table = tableOf({ GENE1: placed("1") })) {
    const path = join(folder, `named-${indexed}.vcf.gz`);
    const { vcf, tbi } = tabixIndex([...header.trimEnd().split("\n"), ...LINES]);
    writeFileSync(path, vcf);
    if (indexed) writeFileSync(`${path}.tbi`, tbi);
    const input = await openInput(path, {
      policy: DEFAULT_POLICY,
      allowRemote: false,
      stdin: stdin(),
    });
    return {
      inputs: [input],
      assembly: "GRCh38",
      own: null,
      reference: null,
      policy: DEFAULT_POLICY,
      options: { store: undefined },
      table,
    } as unknown as Prepared & Planned;
  }
  const nameOf = (word: string) => parseVariantWord(word) as Parameters<typeof allelesNamed>[0];

  it.each([
    ["rs5", [0]],
    ["rs77", [0]],
    ["RS9", [3]],
    ["rs7", []],
    ["rs50", []],
    ["GENE1:c.10G>A", [0]],
    ["gene1:c.10G>T", [1]],
    ["GENE2:c.10G>A", [5]],
    ["ENST00000000001:c.10G>A", [0, 5]],
    ["ENST00000000001.1:c.10G>A", [0, 5]],
    ["ENST00000000001.2:c.10G>A", []],
    ["GENE1:c.20_21del", [2]],
    ["GENE1:c.20_22del", []],
    ["GENE1:c.1G>A", []],
    ["1:1500", [0, 1]],
    ["chr2:1500", [5]],
    ["1:1601", [2]],
    ["1:1603", []],
    ["1:1800", [4]],
    ["1:g.1601_1602delTT", [2]],
    ["1:g.1601_1602del", [2]],
    ["2:g.1601_1602del", []],
  ])("%s", async (word, found) => {
    for (const indexed of [true, false])
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      expect(await allelesNamed(nameOf(word), await prepared(indexed))).toEqual(
        found.map((i) => ALL[i]),
      );
  });

  it("of a gene whose place is known its lines are read alone", async () => {
    const elsewhere = await prepared(true, tableOf({ GENE1: placed("1", 1600, 1700) }));
    expect(await allelesNamed(nameOf("GENE1:c.10G>A"), elsewhere)).toEqual([]);
    const nowhere = await prepared(true, tableOf({ GENE1: null }));
    expect(await allelesNamed(nameOf("GENE1:c.10G>A"), nowhere)).toEqual([ALL[0]]);
  });

  it("an input that is read once cannot be looked through", async () => {
    const once = { ...(await prepared(true)), inputs: [inputOf()] };
    await expect(allelesNamed(nameOf("rs5"), once)).rejects.toMatchObject({
      code: "E_USAGE",
      message: "rs5 cannot be looked up: the input is not a file that can be read twice",
    });
  });

  it.each([
    ["rs5", "variant called rs5", "rsIDs are looked up"],
    ["1:1500", "small variant at 1:1500", "Structural variants are named"],
    ["1:g.5del", "variant called 1:g.5del", "Without --reference"],
    ["GENE1:c.1G>A", "variant called GENE1:c.1G>A", "for each transcript"],
  ])("not found: %s", async (word, what, hint) => {
    expect(notNamed(nameOf(word), await prepared(true))).toMatchObject({
      code: "E_INPUT_MISSING",
      message: `the input has no ${what} that can be shown`,
      hint: expect.stringContaining(hint) as string,
    });
  });

  it("not found, and bcftools csq gives no names", async () => {
    const run = await prepared(true);
    const [input = inputOf()] = run.inputs;
    const bcsq = {
      annotator: "bcsq",
      tag: "BCSQ",
      columns: [],
      picked: false,
      unsplit: [],
    } as const;
    const nameless = {
      ...input,
      header: { ...input.header, annotations: [{ ...bcsq, columns: [], unsplit: [] }] },
    };
    expect(notNamed(nameOf("GENE1:c.1G>A"), { ...run, inputs: [nameless] }).hint).toContain(
      "bcftools csq",
    );
  });

  it("several: ten are named", () => {
    const error = severalNamed(
      nameOf("rs5"),
      Array.from({ length: 12 }, (_, i) => `v${i}`),
    );
    expect(error).toMatchObject({
      code: "E_USAGE",
      message: "rs5 matches 12 variants in the input",
    });
    expect(error.hint).toBe("Choose from: v0, v1, v2, v3, v4, v5, v6, v7, v8, v9.");
  });
});
