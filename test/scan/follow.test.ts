// BCSQ-02: `@POS` is followed into earlier batches, however the batches are joined (one by one by the
// host, or first among themselves by the thread that scanned them).
import { describe, expect, it } from "vitest";
import { followPointers, compilePlan, Scanner, settleCompounds } from "../../src/scan/index.ts";
import { emptyResult } from "../../src/scan/empty-result.ts";
import type { BatchResult, Survivor, WantsSites } from "../../src/scan/types.ts";
import { mergeBatches } from "../../src/scan/pool/index.ts";
import { planFor, type PlanOptions } from "./build.ts";

const header = [
  "##fileformat=VCFv4.2",
  "##contig=<ID=1,length=248956422>",
  '##INFO=<ID=BCSQ,Number=.,Type=String,Description="Local consequence annotation from BCFtools/csq. Format: Consequence|gene|transcript|biotype|strand|amino_acid_change|dna_change">',
  '##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">',
  "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tC",
  "",
].join("\n");
const line = (pos: number, bcsq: string): string =>
  `1\t${pos}\t.\tA\tT\t50\tPASS\tBCSQ=${bcsq}\tGT\t0/1\n`;
const target = (terms: string): string =>
  line(1090, `${terms}|GENE1|T1|protein_coding|+|5A>5*|1090A>T+1100A>T`);
const between = line(1095, "missense|GENE1|T1|protein_coding|+|6A>6V|1095A>T");
const before = between.replace("1095", "1080");
const pointing = line(1100, "@1090");

/** One batch a text; `pairs` joins the later two first. */
function survivorsOf(
  texts: readonly string[],
  pairs: boolean,
  plan: Partial<PlanOptions> = {},
): {
  dropped: BatchResult["dropped"];
  droppedAlleles: BatchResult["droppedAlleles"];
  survivors: [number, string[][][]][];
} {
  const compiled = compilePlan(planFor({ header, ...plan }));
  const scanner = new Scanner(compiled);
  const batches = texts.map((text) => scanner.scan(Buffer.from(text), 0, text.length));
  const joined = (a: BatchResult, b: BatchResult): BatchResult => {
    followPointers(b, a.carry, compiled);
    return mergeBatches(a, b);
  };
  const [first, ...rest] = batches as [BatchResult, ...BatchResult[]];
  const total =
    pairs && rest.length > 1 ? joined(first, rest.reduce(joined)) : batches.reduce(joined);
  settleCompounds(total, compiled);
  return {
    dropped: total.dropped,
    droppedAlleles: total.droppedAlleles,
    survivors: total.survivors.map(({ pos, alleles }) => [
      pos,
      alleles.map((allele) =>
        allele.genes.map((gene) => (gene.consequence.worse ?? gene.consequence.reporting).terms),
      ),
    ]),
  };
}

it.each([
  ["a stop far from its pointer", true, [target("stop_gained"), between, pointing]],
  ["a stop in the batch before", true, [before, target("stop_gained"), pointing]],
  ["harmless after all", false, [target("synonymous"), between, pointing]],
])("BCSQ-02 across batches: %s", (_name, stop, texts) => {
  const whole = survivorsOf([texts.join("")], false);
  expect(whole.survivors.find(([pos]) => pos === 1100)?.[1] ?? null).toEqual(
    stop ? [[["stop_gained"]]] : null,
  );
  expect(survivorsOf(texts, false)).toEqual(whole);
  expect(survivorsOf(texts, true)).toEqual(whole);
});

// No coordinates help there: until the pointer is followed nothing names a gene.
it.each<[string, boolean, Partial<PlanOptions>, string[]]>([
  ["a stop", true, { geneAgnostic: true }, [target("stop_gained"), between, pointing]],
  ["a stop of a panel gene", true, { genes: { GENE1: null } }, [target("stop_gained"), pointing]],
  ["harmless", false, { geneAgnostic: true }, [target("synonymous"), between, pointing]],
  ["lost", false, { genes: { GENE1: null } }, [before, between, pointing]],
])("BCSQ-02 a bare pointer without a panel's region: %s", (_name, stop, plan, texts) => {
  const whole = survivorsOf([texts.join("")], false, plan);
  expect(whole.survivors.some(([pos]) => pos === 1100)).toBe(stop);
  expect(survivorsOf(texts, false, plan)).toEqual(whole);
  expect(survivorsOf(texts, true, plan)).toEqual(whole);
});

describe("DEC-46 a compound that the proband's genotypes do not make", () => {
  const cohort = header.replace("\tC\n", "\tC\tD\n");
  const pair = "1090A>T+1100A>T";
  const stop = `stop_gained|GENE1|T1|protein_coding|+|5A>5*|${pair}`;
  const alone = (pos: number): string => `missense|GENE1|T1|protein_coding|+|5A>5V|${pos}A>T`;
  const record = (pos: number, bcsq: string, call: string): string =>
    `1\t${pos}\t.\tA\tT\t50\tPASS\tBCSQ=${bcsq}\tGT\t${call}\t1|0\n`;
  const both = (first: string, second: string): string[] => [
    record(1090, `${alone(1090)},${stop}`, first),
    record(1100, `@1090,${alone(1100)}`, second),
  ];
  const terms = (texts: readonly string[]): (string | undefined)[] => {
    const plan = { header: cohort };
    const whole = survivorsOf([texts.join("")], false, plan);
    expect(survivorsOf(texts, false, plan)).toEqual(whole);
    return whole.survivors.map(([pos, [genes]]) => `${pos} ${genes?.[0]?.join("&")}`);
  };

  it.each([
    ["the later record is not carried", "1|0", "0|0", ["1090 missense_variant"]],
    ["the earlier record is not carried", "0|0", "1|0", ["1100 missense_variant"]],
    ["in trans", "1|0", "0|1", ["1090 missense_variant", "1100 missense_variant"]],
    ["in cis", "1|0", "1|0", ["1090 stop_gained", "1100 stop_gained"]],
    ["one homozygous", "1/1", "0/1", ["1090 stop_gained", "1100 stop_gained"]],
    ["phase unknown", "0/1", "0/1", ["1090 stop_gained", "1100 stop_gained"]],
    ["no call there", "1|0", "./.", ["1090 stop_gained"]],
  ])("%s", (_name, first, second, expected) => {
    expect(terms(both(first, second))).toEqual(expected);
  });

  it("stays, marked, where no other entry speaks of the transcript", () => {
    const texts = [record(1090, stop, "1|0"), record(1100, "@1090", "0|0")];
    expect(terms(texts)).toEqual(["1090 stop_gained"]);
  });
});

describe("what was judged is judged again", () => {
  const compiled = compilePlan(planFor({ header }));
  const scanned = (text: string): BatchResult =>
    new Scanner(compiled).scan(Buffer.from(text), 0, text.length);
  const termsOf = ({ survivors }: BatchResult): string[] =>
    survivors.flatMap(({ alleles }) =>
      alleles.flatMap(({ genes }) => genes.map((gene) => gene.consequence.reporting.terms.join())),
    );
  const closed = (batch: BatchResult): BatchResult => {
    for (const want of batch.wantsSites) want.isOpen = false;
    return batch;
  };

  it("where records of before were handed on, and a pointer is open", () => {
    const { carry } = scanned(target("stop_gained"));
    const open = scanned(pointing);
    expect(open.wantsSites.map(({ isOpen }) => isOpen)).toEqual([true]);
    followPointers(open, { ...carry, sites: [] }, compiled);
    expect(termsOf(open)).toEqual(["compound_elsewhere"]);
    const shut = closed(scanned(pointing));
    followPointers(shut, carry, compiled);
    expect(termsOf(shut)).toEqual(["compound_elsewhere"]);
    followPointers(open, carry, compiled);
    expect(termsOf(open)).toEqual(["stop_gained"]);
    expect(open.wantsSites.map(({ isOpen }) => isOpen)).toEqual([false]);
  });

  it("only records of its chromosome and of that position count", () => {
    const { carry } = scanned(target("stop_gained"));
    const elsewhere = carry.sites.map((site) => ({ ...site, chrom: "2" }));
    const shifted = carry.sites.map(({ chrom, record }) => ({
      chrom,
      record: { ...record, pos: record.pos - 1 },
    }));
    for (const sites of [elsewhere, shifted]) {
      const batch = scanned(pointing);
      followPointers(batch, { ...carry, sites }, compiled);
      expect(termsOf(batch)).toEqual(["compound_elsewhere"]);
    }
  });

  it("what leaves is counted, by its reason; what was counted so already is not counted twice", () => {
    const { carry } = scanned(target("synonymous"));
    const batch = scanned(pointing);
    expect(batch.dropped).toEqual({});
    followPointers(batch, carry, compiled);
    expect(batch.dropped).toEqual({ consequence: 1 });
    expect(batch.wantsSites[0]?.lost).toBe("consequence");
    followPointers(batch, carry, compiled);
    settleCompounds(batch, compiled);
    expect(batch.dropped).toEqual({ consequence: 1 });
    expect(batch.survivors).toEqual([]);
  });
});

describe("records without an allele go at the end", () => {
  const compiled = compilePlan(planFor({ header }));
  const survivor = (pos: number, alleles: number): Survivor =>
    ({ pos, chrom: "1", alleles: Array.from({ length: alleles }) }) as unknown as Survivor;

  it("and what is wanted keeps its record", () => {
    const wish = (index: number) => ({ survivor: index, people: [index] });
    const total: BatchResult = {
      ...emptyResult(1),
      survivors: [survivor(1, 0), survivor(2, 1), survivor(3, 0), survivor(4, 2)],
      wantsBlocks: [0, 1, 2, 3].map(wish),
    };
    settleCompounds(total, compiled);
    expect(total.survivors.map(({ pos }) => pos)).toEqual([2, 4]);
    expect(total.wantsBlocks).toEqual([
      { survivor: 0, people: [1] },
      { survivor: 1, people: [3] },
    ]);
  });

  it("where there are none all stay, and a wish of no record is none", () => {
    const survivors = [survivor(1, 1), survivor(2, 1)];
    const wantsSites = [{ survivor: 7, found: [], isOpen: true }] as unknown as WantsSites[];
    const total: BatchResult = { ...emptyResult(1), survivors, wantsSites };
    settleCompounds(total, compiled);
    expect(total.survivors).toBe(survivors);
    expect(total.wantsSites).toHaveLength(1);
  });
});
