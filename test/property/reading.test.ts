// How the bytes come must not matter: line ends, compression, blocks, chunks, ranges, threads, scan.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { IndexedVcfWriter } from "../../src/io/bgzf/index.ts";
import type { BatchResult } from "../../src/scan/types.ts";
import { prepare } from "../../src/analysis/prepare.ts";
import { runScan, type Task } from "../../src/scan/pool/index.ts";
import { analyseHere, DEFAULTS, rowsOf } from "../helpers/analyse.ts";
import { bgzip } from "../helpers/bgzip.ts";
import { built, runCli } from "../helpers/run-cli.ts";
import { tempFolder } from "../helpers/temp.ts";
import {
  GENE1_BED,
  headerText,
  type RecordOptions,
  recordText,
  TRIO,
  TRIO_PED,
  vcfText,
} from "../helpers/vcf-text.ts";

const folder = tempFolder();
const write = (name: string, content: string | Uint8Array): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};
const bed = write("gene.bed", GENE1_BED);
const ped = write("trio.ped", TRIO_PED);
// A random file may have nothing that can be read.
const trio = { panels: [bed], ped, allowEmpty: true };

/** TSV and count of an analysis of these bytes. */
async function answerOf(name: string, bytes: string | Uint8Array): Promise<[string, number]> {
  const { text, recordsRead } = await analyseHere({ ...trio, vcfs: [write(name, bytes)] });
  return [text, recordsRead];
}

const gt = fc.constantFrom("0/0", "0/1", "1/1", "./.", "0/1:3,2:5:11", "1|0", "0/.");
const record: fc.Arbitrary<RecordOptions> = fc.record({
  pos: fc.integer({ min: 1, max: 99_000_000 }),
  ref: fc.constantFrom("A", "C", "GAT"),
  // Symbolic alleles are read as events, from a file alone.
  alt: fc.constantFrom("T", "G", "T,*", "T,<NON_REF>"),
  filter: fc.constantFrom("PASS", "PASS", ".", "LowQual"),
  consequence: fc.constantFrom("stop_gained", "missense_variant", "intron_variant", ""),
  gene: fc.constantFrom("GENE1", "GENE2"),
  af: fc.constantFrom(null, 0.0001, 0.2),
  genotypes: fc.tuple(gt, gt, gt),
  info: fc.constantFrom("", "DP=10", `XX=${"abcdefghij".repeat(300)}`),
});
/** A sorted trio file. Few variants of a gene, as a person has. */
const file: fc.Arbitrary<string> = fc
  .array(record, { minLength: 0, maxLength: 25 })
  .map((records) => records.toSorted((a, b) => a.pos - b.pos))
  .map((records) => vcfText({ samples: TRIO }, records));

describe("how the bytes come does not matter", () => {
  it("CRLF equals LF (VCF-08)", async () => {
    await fc.assert(
      fc.asyncProperty(file, async (text) => {
        const expected = await answerOf("lf.vcf", text);
        expect(await answerOf("crlf.vcf", text.replaceAll("\n", "\r\n"))).toEqual(expected);
        expect(await answerOf("crlf.vcf.gz", bgzip(text.replaceAll("\n", "\r\n")))).toEqual(
          expected,
        );
      }),
      { numRuns: 15 },
    );
  });

  it("plain, gzip, BGZF with blocks of any size, no newline at the end: one answer", async () => {
    await fc.assert(
      fc.asyncProperty(
        file,
        fc.array(fc.integer({ min: 1, max: 3000 }), { minLength: 1, maxLength: 6 }),
        async (text, blockBytes) => {
          const expected = await answerOf("plain.vcf", text);
          expect(await answerOf("gzip.vcf.gz", gzipSync(text))).toEqual(expected);
          expect(await answerOf("blocks.vcf.gz", bgzip(text, { blockBytes }))).toEqual(expected);
          expect(await answerOf("cut.vcf", text.trimEnd())).toEqual(expected);
          expect(await answerOf("cut.vcf.gz", bgzip(text.trimEnd(), { blockBytes }))).toEqual(
            expected,
          );
        },
      ),
      { numRuns: 15 },
    );
  });

  it("a full scan cut into ranges at any byte equals one range", async () => {
    await fc.assert(
      fc.asyncProperty(
        file,
        fc.array(fc.integer({ min: 1, max: 2000 }), { minLength: 1, maxLength: 6 }),
        fc.array(fc.nat(), { maxLength: 8 }),
        async (text, blockBytes, cuts) => {
          const path = write("ranges.vcf.gz", bgzip(text, { blockBytes }));
          const whole = await scanInRanges(path, []);
          expect(await scanInRanges(path, cuts)).toEqual(whole);
          const records = text.split("\n").filter((l) => l !== "" && !l.startsWith("#")).length;
          expect(whole?.records ?? 0).toBe(records);
        },
      ),
      { numRuns: 40 },
    );
  });

  it("standard input in chunks of any size equals the file", async () => {
    await fc.assert(
      fc.asyncProperty(
        file,
        fc.integer({ min: 1, max: 4000 }),
        fc.boolean(),
        async (text, size, compressed) => {
          const [expected, count] = await answerOf("plain.vcf", text);
          const bytes = compressed ? bgzip(text, { blockBytes: 700 }) : Buffer.from(text);
          const chunks: Uint8Array[] = [];
          for (let at = 0; at < bytes.length; at += size)
            chunks.push(bytes.subarray(at, at + size));
          const piped = await analyseHere({ ...trio, vcfs: ["-"] }, {}, chunks);
          expect([piped.text, piped.recordsRead]).toEqual([expected, count]);
        },
      ),
      { numRuns: 15 },
    );
  });
});

/** One scan of a BGZF file in the ranges that these cuts make. */
async function scanInRanges(path: string, cuts: readonly number[]): Promise<BatchResult | null> {
  const log = { info: () => {}, warn: () => {}, detail: () => {} };
  const prepared = await prepare(
    { ...DEFAULTS, ...trio, vcfs: [path] },
    { log, stdin: Readable.from([]) },
  );
  const [input, plan] = [prepared.inputs[0], prepared.plans[0]];
  if (input?.size === null || input?.firstRecord === undefined || plan === undefined)
    throw new Error("no BGZF file");
  if (input.firstRecord === null) return null;
  const { block, within } = input.firstRecord;
  const { size } = input;
  const inside = cuts.map((cut) => block + (cut % Math.max(1, size - block)));
  const edges = [...new Set([block, ...inside, size])].toSorted((a, b) => a - b);
  const tasks = edges.slice(0, -1).map((start, i): Task => ({
    kind: "range",
    start,
    end: edges[i + 1] ?? size,
    skip: i === 0 ? within : null,
  }));
  return runScan({ path, plan, tasks, threads: null, linesBefore: 0, onReply: () => {} });
}

const denovo: RecordOptions = { pos: 5_000_000, genotypes: ["0/1", "0/0", "0/0"] };

describe("odd sizes", () => {
  it.each([
    ["plain", (t: string) => Buffer.from(t)],
    ["BGZF", (t: string) => bgzip(t)],
    ["BGZF of 100-byte blocks", (t: string) => bgzip(t, { blockBytes: 100 })],
  ])("a line of 3 MB, longer than any block: %s", async (_name, pack) => {
    const long = { ...denovo, info: `XX=${"0123456789".repeat(300_000)}` };
    const records = [{ ...denovo, pos: 4_000_000 }, long, { ...denovo, pos: 6_000_000 }];
    const [tsv, count] = await answerOf("long.vcf.gz", pack(vcfText({ samples: TRIO }, records)));
    expect(count).toBe(3);
    const found = rowsOf(tsv).map((row) => Number(row["pos"]));
    expect([...new Set(found)].toSorted((a, b) => a - b)).toEqual([4e6, 5e6, 6e6]);
  });

  it("a file of one record", async () => {
    const [tsv, count] = await answerOf("one.vcf.gz", bgzip(vcfText({ samples: TRIO }, [denovo])));
    expect(count).toBe(1);
    expect(rowsOf(tsv).map((row) => [row["tier"], row["mode"]])).toEqual([["1", "AD_DENOVO,AD"]]);
  });

  it.each(["tsv", "json", "vcf"] as const)("a file of none: valid, empty %s", async (format) => {
    const path = write("none.vcf.gz", bgzip(headerText({ samples: TRIO })));
    const { text, recordsRead } = await analyseHere({ ...trio, vcfs: [path] }, { format });
    expect(recordsRead).toBe(0);
    const empty = {
      tsv: () => rowsOf(text).length,
      json: () => (JSON.parse(text) as { candidates: unknown[] }).candidates.length,
      vcf: () => text.split("\n").filter((l) => l !== "" && !l.startsWith("#")).length,
    };
    expect(empty[format]()).toBe(0);
    expect(text.length).toBeGreaterThan(0);
  });

  it("10,000 samples", async () => {
    const others = Array.from({ length: 9997 }, (_, i) => `S${i}`);
    const samples = [...others.slice(0, 5000), ...TRIO, ...others.slice(5000)];
    const calls = (mine: readonly string[]): string[] => [
      ...Array<string>(5000).fill("0/0"),
      ...mine,
      ...Array<string>(4997).fill("0/1"),
    ];
    const records = [1, 2, 3].map((n) => ({
      pos: n * 1_000_000,
      genotypes: calls(n === 2 ? ["0/1", "0/0", "0/0"] : ["0/0", "0/1", "0/0"]),
    }));
    const [tsv, count] = await answerOf("many.vcf.gz", bgzip(vcfText({ samples }, records)));
    expect(count).toBe(3);
    expect(rowsOf(tsv).map((row) => row["pos"])).toEqual(["2000000"]);
  });
});

describe.skipIf(!built)("threads and scan, through the command line", () => {
  /** Over 6 MB compressed, so that the pool is used: text that does not compress, from a small generator. */
  function bigFile(): string {
    let state = 12345;
    const noise = (): string => {
      let text = "";
      for (let i = 0; i < 1400; i++) {
        state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
        text += String.fromCharCode(97 + ((state >>> 24) % 26), 65 + ((state >>> 16) % 26));
      }
      return text;
    };
    const parts: Uint8Array[] = [];
    const writer = new IndexedVcfWriter((bytes) => parts.push(bytes));
    const bytes = headerText({ samples: TRIO, contigs: ["1", "2"] })
      .trimEnd()
      .split("\n");
    for (const line of bytes) writer.write(line);
    for (const chrom of ["1", "2"])
      for (let n = 1; n <= 2000; n++) {
        const hit = n % 500 === 0;
        writer.write(
          recordText({
            chrom,
            pos: n * 40_000,
            consequence: hit ? "stop_gained" : "intron_variant",
            genotypes: hit ? ["0/1", "0/0", "0/0"] : ["0/1", "0/1", "0/0"],
            info: `XX=${noise()}`,
          }),
        );
      }
    const index = writer.finish();
    const path = write("big.vcf.gz", Buffer.concat(parts));
    write("big.vcf.gz.tbi", index);
    return path;
  }

  it("1, 2, 4 threads; index, full scan and standard input: the same bytes", async () => {
    const path = bigFile();
    const narrow = write("narrow.bed", "1\t19000000\t45000000\tGENE1\n");
    const ways = [
      `${path} --scan full --threads 1`,
      `${path} --scan full --threads 2`,
      `${path} --scan full --threads 4`,
      `${path} --scan index`,
      "- --threads 2",
    ];
    const answers = new Set<string>();
    for (const [i, way] of ways.entries()) {
      const dir = join(folder, `way-${i}`);
      const args = `analyse ${way} --panel ${narrow} --ped ${ped} --quiet --out-dir ${dir}`;
      const input = way.startsWith("-") ? { input: readFileSync(path) } : {};
      // oxlint-disable-next-line no-await-in-loop -- one process at a time
      const run = await runCli(args.split(" "), input);
      expect({ status: run.status, stderr: run.stderr }).toMatchObject({ status: 0 });
      const outputs = ["candidates.tsv", "report.json", "candidates.vcf.gz"];
      answers.add(
        outputs.map((name) => readFileSync(join(dir, name)).toString("base64")).join("\n"),
      );
    }
    expect(answers.size).toBe(1);
    const rows = rowsOf(readFileSync(join(folder, "way-0/candidates.tsv"), "utf8"));
    // Each by itself, and the two as a pair of de novo variants.
    expect(new Set(rows.map((row) => row["pos"]))).toEqual(new Set(["20000000", "40000000"]));
  });
});
