import { readFileSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { remembered } from "../../src/core/once.ts";
import { explainGene } from "../../src/analysis/explain-gene.ts";
import { explain, type Story } from "../../src/analysis/explain.ts";
import { storyTable } from "../../src/cli/print/story-table.ts";
import { storyText } from "../../src/cli/print/story.ts";
import type { AnalyseOptions } from "../../src/analysis/options.ts";
import { IndexedVcfWriter } from "../../src/io/bgzf/index.ts";
import { analyseHere, DEFAULTS } from "../helpers/analyse.ts";
import { bgzip, gunzip } from "../helpers/bgzip.ts";
import { tempFolder } from "../helpers/temp.ts";
import { headerText, recordText, TRIO, TRIO_PED } from "../helpers/vcf-text.ts";

const folder = tempFolder();
const shippedPath = (name: string): string => join(import.meta.dirname, "../../test-data", name);

async function storyOf(
  path: string,
  variant: string,
  given: Partial<AnalyseOptions> = {},
  warned: string[] = [],
): Promise<Story> {
  const stdin = path === "-" ? Readable.from([readFileSync(join(folder, "x.vcf"))]) : process.stdin;
  const warn = (text: string): unknown => warned.push(text);
  const log = { info: () => {}, warn, detail: () => {} };
  const options = { ...DEFAULTS, vcfs: [path], genes: ["GENE1"], ...given };
  return explain(options, variant, { log, onProgress: () => {}, stdin });
}

/** BGZF with an index beside it. */
function writeIndexed(path: string, text: string): void {
  const blocks: Uint8Array[] = [];
  const writer = new IndexedVcfWriter((block) => blocks.push(block));
  for (const line of text.split("\n").slice(0, -1)) writer.write(line);
  const index = writer.finish();
  writeFileSync(path, Buffer.concat(blocks));
  writeFileSync(`${path}.tbi`, index);
}

const records = [
  recordText({ pos: 1500, genotypes: ["0/1"] }),
  recordText({ pos: 1600, genotypes: ["0/1"], filter: "LowQual" }),
  recordText({ pos: 1700, genotypes: ["0/0"] }),
  recordText({ pos: 1800, genotypes: ["0/1"], consequence: "" }),
];
const wholeText = `${headerText({ samples: ["C"] })}${records.join("\n")}\n`;

describe("explain", () => {
  const files: Record<string, Uint8Array> = {
    "x.vcf": Buffer.from(wholeText),
    "x.crlf.vcf": Buffer.from(wholeText.replaceAll("\n", "\r\n")),
    "x.gz": gzipSync(wholeText),
    "x.vcf.gz": bgzip(wholeText),
  };
  for (const [name, bytes] of Object.entries(files)) writeFileSync(join(folder, name), bytes);

  it.each(["x.vcf", "x.crlf.vcf", "x.gz", "-", "x.vcf.gz"])(
    "tells every check of %s, for what was dropped too",
    async (name) => {
      const path = name === "-" ? name : join(folder, name);
      const told = await Promise.all(
        [1500, 1600, 1700, 1800, 1900].map((pos) => storyOf(path, `1:${pos}:G:A`)),
      );
      expect(told.map(({ dropped }) => dropped)).toEqual([
        null,
        "filter",
        "proband_not_carrier",
        "consequence",
        "not_in_input",
      ]);
      expect(told.map(({ record }) => record?.path)).toEqual([path, path, path, path, undefined]);
      const failed = told.map(({ checks }) =>
        checks.filter(({ outcome }) => outcome === "fail").map(({ id }) => id),
      );
      expect(failed).toEqual([[], ["filter"], ["carrier"], ["annotation"], []]);
    },
  );

  it.each(["x.vcf", "x.vcf.gz"])("BCSQ-02 follows a pointer as the scan does: %s", async (name) => {
    const header = headerText({ samples: ["C"] }).replace(
      /##INFO=<ID=CSQ.*/,
      '##INFO=<ID=BCSQ,Number=.,Type=String,Description="Local consequence annotation from BCFtools/csq, see http://samtools.github.io/bcftools/howtos/csq-calling.html for details. Format: Consequence|gene|transcript|biotype|strand|amino_acid_change|dna_change">',
    );
    const line = (pos: number, info: string): string =>
      `1\t${pos}\t.\tG\tA\t50\tPASS\tBCSQ=${info}\tGT:AD:DP:GQ\t0/1:15,15:30:99\n`;
    const change = "synonymous|GENE1|ENST1|protein_coding|+|5L|1500G>A+1502G>A";
    const path = join(folder, `bcsq.${name}`);
    const harmful = "missense|GENE1|ENST1|protein_coding|+|5L>5P|1503G>A+1505G>A";
    const body =
      header + line(1500, change) + line(1502, "@1500") + line(1503, harmful) + line(1505, "@1503");
    writeFileSync(path, name.endsWith("gz") ? bgzip(body) : body);
    expect((await storyOf(path, "1:1502:G:A")).dropped).toBe("consequence");
    expect((await storyOf(path, "1:1505:G:A")).dropped).toBe(null);
  });

  it("VCF-02 tells what kind of allele is never a candidate", async () => {
    const path = join(folder, "star.vcf");
    const plain = recordText({ pos: 1500, genotypes: ["1/2:0,15,15:30:99"] });
    const odd = plain.replace("\tG\tA\t", "\tG\tA,*\t");
    writeFileSync(path, `${headerText({ samples: ["C"] })}${odd}\n`);
    expect((await storyOf(path, "1:1500:G:*")).dropped).toBe("star_allele");
    expect((await storyOf(path, "1:1500:G:A")).dropped).toBe(null);
  });

  it("does not rest on an index that is older than the file", async () => {
    const shipped = (name: string): Buffer =>
      readFileSync(new URL(`../../test-data/${name}`, import.meta.url));
    const path = join(folder, "old.vcf.gz");
    writeFileSync(path, shipped("small/singleton.vcf.gz"));
    writeFileSync(`${path}.tbi`, shipped("small/singleton.vcf.gz.tbi"));
    utimesSync(`${path}.tbi`, new Date(0), new Date(0));
    const asked = { vcfs: [path], genes: [], panels: ["epilepsy"], sex: { "": "male" as const } };
    const { log } = await analyseHere({ ...asked, scan: "index" });
    const warning = `warn: ${path}: the index is older than the file: records may be missed`;
    expect(log).toContain(warning);
    const [chrom, pos, , ref, alt] = gunzip(readFileSync(path))
      .toString()
      .split("\n")
      .find((line) => line !== "" && !line.startsWith("#"))!
      .split("\t");
    writeFileSync(`${path}.tbi`, shipped("demo/trio.vcf.gz.tbi"));
    utimesSync(`${path}.tbi`, new Date(0), new Date(0));
    // It lies in a gene that is withheld otherwise.
    const policy = join(folder, "show.json");
    writeFileSync(policy, JSON.stringify({ incidental: "show" }));
    const { record } = await storyOf(path, `${chrom}:${pos}:${ref}:${alt}`, { ...asked, policy });
    expect(record?.path).toBe(path);
  });

  it("VCF-35 a contig that is never analysed is said to be one", async () => {
    const asked = storyOf(join(folder, "x.vcf"), "GL000192.1:5:G:A");
    await expect(asked).rejects.toThrow("is not on a chromosome 1 to 22, X, Y or MT");
  });

  it("says of each variant of a gene what became of it there", async () => {
    const lines = [
      recordText({ pos: 1500, genotypes: ["0/1", "0/1", "0/0"], consequence: "missense_variant" }),
      recordText({ pos: 1600, genotypes: ["0/1", "0/1", "0/0"], consequence: "stop_gained" }),
      recordText({ pos: 1700, genotypes: ["1/1", "1/1", "0/1"], consequence: "missense_variant" }),
    ];
    const path = join(folder, "trio.vcf");
    writeFileSync(path, `${headerText({ samples: ["C", "M", "F"] })}${lines.join("\n")}\n`);
    const ped = join(folder, "trio.ped");
    writeFileSync(ped, "X C F M 1 2\nX M 0 0 2 1\nX F 0 0 1 1\n");
    const panel = join(folder, "recessive.tsv");
    writeFileSync(panel, "symbol\tmoi\nGENE1\tAR\n");
    const stories = await Promise.all(
      [1500, 1600, 1700].map((pos) =>
        storyOf(path, `1:${pos}:G:A`, { panels: [panel], genes: [], ped }),
      ),
    );
    expect(
      stories.map(({ genes: [gene] }) => [
        gene?.dropped?.split(":")[0],
        gene?.candidates.map(({ list, rank }) => [list, rank]),
      ]),
    ).toEqual([
      ["moi_mismatch", []],
      [undefined, [["one_hit", null]]],
      [undefined, [[null, 1]]],
    ]);
    const io = { log: { info: () => {}, warn: () => {}, detail: () => {} }, stdin: process.stdin };
    const asked = { ...DEFAULTS, vcfs: [path], panels: [panel], ped };
    const { variants } = await explainGene(asked, "GENE1", { ...io, onProgress: () => {} });
    expect(variants.map(({ variant, answer }) => `${variant} ${answer.kind}`)).toEqual([
      "1:1700:G:A candidate",
      "1:1600:G:A listed",
      "1:1500:G:A not_shown",
    ]);
  });

  it("VCF-40 says which gates of quality failed, else which could not be asked", async () => {
    const lines = [
      recordText({ pos: 1500, genotypes: ["0/1:15,15:30:99"] }),
      recordText({ pos: 1600, genotypes: ["0/1:15,15:30:3"] }),
      recordText({ pos: 1700, genotypes: ["0/1:.:30:99"] }),
    ];
    const path = join(folder, "quality.vcf");
    writeFileSync(path, `${headerText({ samples: ["C"] })}${lines.join("\n")}\n`);
    const stories = await Promise.all(
      [1500, 1600, 1700].map((pos) => storyOf(path, `1:${pos}:G:A`)),
    );
    const quality = stories.map(({ checks }) => checks.find(({ id }) => id === "quality"));
    expect(quality.map((check) => [check?.outcome, check?.value])).toEqual([
      ["pass", "all gates"],
      ["fail", expect.stringContaining("gq")],
      ["not_assessed", expect.stringMatching(/\bad\b|ab/i)],
    ]);
  });

  const trioOf = (name: string, lines: readonly string[]): Partial<AnalyseOptions> => {
    writeFileSync(join(folder, name), `${headerText({ samples: TRIO })}${lines.join("\n")}\n`);
    const ped = join(folder, `${name}.ped`);
    writeFileSync(ped, TRIO_PED);
    return { ped };
  };

  it.each(["other.vcf", "other.vcf.gz"])(
    "says what the file has at the place instead of the variant: %s",
    async (name) => {
      const lines = [
        recordText({ pos: 1500, ref: "GAT", alt: "G", genotypes: ["0/1"] }),
        recordText({ pos: 1600, alt: "A,C", genotypes: ["0/1:15,15,0:30:99"] }),
      ];
      const whole = `${headerText({ samples: ["C"] })}${lines.join("\n")}\n`;
      const path = join(folder, name);
      writeFileSync(path, name.endsWith("gz") ? bgzip(whole) : whole);
      const others = async (variant: string): Promise<string[]> =>
        (await storyOf(path, variant)).others;
      expect(await others("1:1600:G:T")).toEqual(["1:1600:G:A", "1:1600:G:C"]);
      expect(await others("1:1600:C:A")).toEqual(["1:1600:G:A", "1:1600:G:C"]);
      expect(await others("1:1600:G:C")).toEqual([]);
      // Over the base, though it begins before it.
      expect(await others("1:1501:A:T")).toEqual(["1:1500:GAT:G"]);
      expect(await others("1:1503:A:T")).toEqual([]);
      const text = storyText(await storyOf(path, "1:1600:G:T"));
      expect(text).toBe(
        "Not a candidate: the file has 1:1600:G>A, 1:1600:G>C here, not G>T.\nExplain one of those to see what happened to it.\n",
      );
    },
  );

  it.each(["minimal.vcf", "minimal.vcf.gz"])(
    "VCF-50 finds a variant by its shortest form where its record begins before it: %s",
    async (name) => {
      const record = recordText({
        pos: 1500,
        ref: "CAG",
        alt: "C,CAT",
        consequence: "",
        genotypes: ["0/2:15,0,15:30:99"],
      });
      const whole = `${headerText({ samples: ["C"] })}${record}\n`;
      const path = join(folder, name);
      writeFileSync(path, name.endsWith("gz") ? bgzip(whole) : whole);
      const story = await storyOf(path, "1:1502:G:T", { allowEmpty: true });
      expect(story.checks.find(({ id }) => id === "carrier")?.value).toBe("het");
    },
  );

  it("tells of a record that stands twice what became of the one that stays", async () => {
    const path = join(folder, "twice.vcf");
    const lines = [
      recordText({ pos: 1500, genotypes: ["0/1"] }),
      recordText({ pos: 1500, genotypes: ["0/1"], filter: "LowQual" }),
    ];
    writeFileSync(path, `${headerText({ samples: ["C"] })}${lines.join("\n")}\n`);
    const { answer, record, checks } = await storyOf(path, "1:1500:G:A");
    expect([answer.kind, record?.filter]).toEqual(["candidate", "PASS"]);
    expect(checks.filter(({ id }) => id === "filter").map(({ outcome }) => outcome)).toEqual([
      "pass",
    ]);
  });

  it("DEC-10: of a withheld finding it says that, and nothing of what it would be", async () => {
    const asked = trioOf("incidental.vcf", [
      recordText({ pos: 1500, gene: "BRCA1", genotypes: ["0/1", "0/0", "0/0"] }),
    ]);
    const story = await storyOf(join(folder, "incidental.vcf"), "1:1500:G:A", {
      ...asked,
      genes: [],
      geneAgnostic: true,
    });
    expect(story).toMatchObject({
      answer: { kind: "not_shown", reason: "withheld" },
      record: null,
      dropped: "withheld",
      checks: [],
      genes: [],
    });
    expect(storyText(story)).toBe("Not a candidate: withheld as an incidental finding.\n");
    expect(storyTable(story)).toMatch(/^outcome\tdropped: withheld$/m);
  });

  it("VCF-61: where a run is refused, no story is told of it", async () => {
    const vcfs = [shippedPath("demo/trio.vcf.gz")];
    const given = { vcfs, genes: [], panels: ["epilepsy"] };
    const ped = join(folder, "swapped.ped");
    const stated = readFileSync(shippedPath("demo/trio.ped"), "utf8");
    const swapped = stated.replace(
      /^(\S+\s+DEMO-CHILD\s.*)\s(\d)\s+2$/m,
      (_, start: string, sex: string) => `${start}\t${sex === "1" ? 2 : 1}\t2`,
    );
    expect(swapped).not.toBe(stated);
    writeFileSync(ped, swapped);
    // A candidate; what was dropped, of which less is read.
    for (const variant of ["2:166054782:G:A", "2:165348258:C:T"]) {
      const asked = storyOf(vcfs[0] ?? "", variant, { ...given, ped });
      // oxlint-disable-next-line no-await-in-loop -- one run at a time
      await expect(asked).rejects.toMatchObject({ code: "E_SAMPLE_CHECK" });
    }
    const forced = await storyOf(vcfs[0] ?? "", "2:166054782:G:A", {
      ...given,
      ped,
      forceSex: true,
    });
    expect(forced.answer.kind).toBe("candidate");
  });
});

describe("what was dropped is told without reading all", () => {
  const asked = {
    ...DEFAULTS,
    vcfs: [shippedPath("demo/trio.vcf.gz")],
    ped: shippedPath("demo/trio.ped"),
    geneAgnostic: true,
  };
  const readBy = async (variant: string, given: Partial<AnalyseOptions> = {}) => {
    const lines: string[] = [];
    const log = { info: (m: string) => lines.push(m), warn: () => {}, detail: () => {} };
    const io = { log, onProgress: () => {}, stdin: process.stdin };
    const story = await explain({ ...asked, ...given }, variant, io);
    return {
      story,
      isWhole: lines.some((line) => line.includes("the run includes genes on no panel")),
    };
  };

  it.each([
    ["2:165348258:C:T", false],
    ["2:165348258:C:A", false],
    ["2:166054782:G:A", true],
  ])("%s: all genes are read: %s; one story", async (variant, isWhole) => {
    const quick = await readBy(variant);
    expect(quick.isWhole).toBe(isWhole);
    expect((await readBy(variant, { scan: "full" })).story).toEqual(quick.story);
  });
});

describe("the story in words", () => {
  const demo = {
    genes: [],
    panels: ["epilepsy", "cardiomyopathy"],
    ped: shippedPath("demo/trio.ped"),
  };
  const stories = new Map<string, Promise<Story>>();
  /** Of several tests, and the same for each. */
  const told = async (variant: string): Promise<[words: string, table: string, story: Story]> => {
    const story = await remembered(stories, variant, () =>
      storyOf(shippedPath("demo/trio.vcf.gz"), variant, demo),
    );
    return [storyText(story), storyTable(story), story];
  };
  const first = (text: string): string => text.split("\n", 1)[0] ?? "";

  it.each([
    ["2:166054782:G:A", /^Tier 1, rank \d+ of \d+: 2:166054782:G:A in SCN1A, score [\d.]+\.$/],
    ["15:68226577:CA:C", /^Listed outside the tiers: 15:68226577:CA:C in CLN6, a single hit /],
    [
      "2:165348258:C:T",
      /^Not a candidate: too common in the population: 0\.0169 \(gnomADe_NFE_AF\)/,
    ],
    [
      "6:33432161:GA:G",
      /^Not a candidate: failed the caller's FILTER: \w+ \(asked for: PASS or \.\)\.$/,
    ],
    ["11:6615107:G:A", /^Not a candidate: .+ \(TPP1\)\.$/],
    ["2:165348258:C:A", /^Not a candidate: the file has 2:165348258:C>T here, not C>A\.$/],
    ["2:5:C:A", /^Not a candidate: the input has no record of 2:5:C:A\.$/],
  ])("%s begins with the answer", async (variant, expected) => {
    const [words] = await told(variant);
    expect(first(words)).toMatch(expected);
  });

  it("tells the score by hand, and the rank by the other order", async () => {
    const [words, table, story] = await told("2:166054782:G:A");
    const { answer, genes } = story;
    if (answer.kind !== "candidate") throw new Error("no candidate");
    const summed = [...words.matchAll(/^ +([-+]?[\d.]+) [a-zA-Z ]+(?:: |$|, )/gm)];
    const total = summed.reduce((sum, [, points]) => sum + Number(points), 0);
    expect(summed.length).toBeGreaterThan(3);
    expect(total).toBeCloseTo(answer.score, 6);
    expect(words).toContain(`score ${answer.score}, the sum of`);
    for (const { part, value } of genes[0]?.candidates[0]?.scoreParts ?? [])
      expect(table).toContain(`part\t${part}\t${value}\t`);
    expect(answer.ranks.tier).toBe(answer.rank);
    const byScore = await storyOf(shippedPath("demo/trio.vcf.gz"), "2:166054782:G:A", {
      ...demo,
      order: "score",
    });
    expect(byScore.answer).toMatchObject({ rank: answer.ranks.score, ranks: answer.ranks });
    // Strong, and on no row of a panel that fits.
    const [other] = await told("19:48414897:C:T");
    expect(other).toMatch(/^Tier 3, [^]*\nRank \d+ of \d+ by score only\.$/m);
  });

  it("a chromosome without records is said to be one", async () => {
    const path = shippedPath("small/singleton.vcf.gz");
    const asked = { genes: [], panels: ["epilepsy"], sex: { "": "male" as const } };
    const story = await storyOf(path, "21:5:C:A", asked);
    expect(storyText(story)).toBe(
      "Not a candidate: the input has no record of chromosome 21.\nWithout a record, nothing shows that the position was sequenced, or that it has the reference allele.\n",
    );
  });

  it("DEC-33: no ids of rules, no criteria that do not apply; all of them in the table", async () => {
    const [words, table, story] = await told("2:166054782:G:A");
    const rule = /\b(?:VCF|DEC|FREQ|CSQ|PM2|PVS1|PS2|SPL)-\d+\b/;
    expect(words).not.toMatch(rule);
    expect(words).not.toMatch(/not applicable|not_applicable/);
    expect(words).toMatch(/^ +PM2 suggested, supporting: /m);
    expect(table).toMatch(rule);
    const [candidate] = story.genes.flatMap(({ candidates }) => candidates);
    for (const { criterion, status, rule: id } of candidate?.acmg?.criteria ?? [])
      expect(table).toMatch(new RegExp(`^criterion\\t${criterion}\\t${status}\\t.*\\t${id}$`, "m"));
    for (const check of story.checks) expect(table).toContain(`check\t${check.id}\t`);
  });
});

describe("what the input lacks is said as analyse says it", () => {
  const header = headerText({ samples: ["C"], contigs: ["1", "2"] });
  const panel = join(folder, "two.bed");
  writeFileSync(panel, "1\t1000\t2000\tGENE1\n2\t1000\t2000\tFAR\n");
  const path = join(folder, "lacks.vcf.gz");
  const lines = [
    recordText({ pos: 1500, genotypes: ["0/1"] }),
    recordText({ pos: 1600, genotypes: ["0/1"], filter: "LowQual" }),
  ];
  writeIndexed(path, header + lines.map((line) => `${line}\n`).join(""));
  const asked = { genes: [], panels: [panel] };

  it.each([1500, 1600])("a chromosome without records, for what stands at %i", async (pos) => {
    const warned: string[] = [];
    await storyOf(path, `1:${pos}:G:A`, asked, warned);
    expect(warned).toEqual([expect.stringContaining("no usable record on chromosome 2")]);
    await expect(storyOf(path, `1:${pos}:G:A`, { ...asked, strict: true })).rejects.toMatchObject({
      code: "E_INCOMPLETE",
    });
  });

  it("no genotype, and genes that nobody finds, are errors", async () => {
    const uncalled = join(folder, "uncalled.vcf.gz");
    writeIndexed(uncalled, `${header}${recordText({ pos: 1500, genotypes: ["./."] })}\n`);
    for (const at of [1500, 1900])
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      await expect(storyOf(uncalled, `1:${at}:G:A`, asked)).rejects.toMatchObject({
        code: "E_INCOMPLETE",
      });
    await expect(
      storyOf(path, "1:1500:G:A", { genes: ["NOSUCH"], allowUnknownGenes: true }),
    ).rejects.toMatchObject({ code: "E_INCOMPLETE" });
  });
});
