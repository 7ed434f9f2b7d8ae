import { readFileSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { explain, type Story } from "../../src/analysis/explain.ts";
import type { AnalyseOptions } from "../../src/analysis/options.ts";
import { analyseHere, DEFAULTS } from "../helpers/analyse.ts";
import { bgzip, gunzip } from "../helpers/bgzip.ts";
import { tempFolder } from "../helpers/temp.ts";
import { headerText, recordText } from "../helpers/vcf-text.ts";

const folder = tempFolder();

async function storyOf(
  path: string,
  variant: string,
  given: Partial<AnalyseOptions> = {},
): Promise<Story> {
  const stdin = path === "-" ? Readable.from([readFileSync(join(folder, "x.vcf"))]) : process.stdin;
  const log = { info: () => {}, warn: () => {}, detail: () => {} };
  const options = { ...DEFAULTS, vcfs: [path], genes: ["GENE1"], ...given };
  return explain(options, variant, { log, onProgress: () => {}, stdin });
}

const records = [
  recordText({ pos: 1500, genotypes: ["0/1"] }),
  recordText({ pos: 1600, genotypes: ["0/1"], filter: "LowQual" }),
  recordText({ pos: 1700, genotypes: ["0/0"] }),
  recordText({ pos: 1800, genotypes: ["0/1"], consequence: "" }),
];
const text = `${headerText({ samples: ["C"] })}${records.join("\n")}\n`;

describe("explain", () => {
  const files: Record<string, Uint8Array> = {
    "x.vcf": Buffer.from(text),
    "x.crlf.vcf": Buffer.from(text.replaceAll("\n", "\r\n")),
    "x.gz": gzipSync(text),
    "x.vcf.gz": bgzip(text),
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
    const { record } = await storyOf(path, `${chrom}:${pos}:${ref}:${alt}`, asked);
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
});
