// A variant looked for in the inputs again: where it is, how it is judged there, what stands in its place (BCSQ-02, DEC-16).
import { writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Input } from "../../src/analysis/input.ts";
import { openInput } from "../../src/analysis/inputs.ts";
import type { Planned, Prepared } from "../../src/analysis/prepare.ts";
import { Lookout } from "../../src/analysis/sightings.ts";
import { parseAllele } from "../../src/core/allele.ts";
import { parseHeader } from "../../src/vcf/index.ts";
import { fileWriter } from "../helpers/temp.ts";
import { headerText, recordText, type RecordOptions } from "../helpers/vcf-text.ts";
import { singleton, trio } from "../inheritance/helpers.ts";
import { tabixIndex } from "../io/indexed.ts";
import { planFor, type PlanOptions } from "../scan/build.ts";
import { inputOf } from "./build.ts";

const write = fileWriter();
interface Asked {
  records?: Partial<RecordOptions>[];
  lines?: string[];
  header?: string;
  plan?: Partial<PlanOptions>;
  /** Read once: taken down while it goes by. */
  once?: boolean;
  wanted?: string;
  family?: Prepared["family"];
  change?: (input: Input) => Partial<Input>;
}

async function lookout(asked: Asked) {
  const { records = [], once = false, wanted = "1:1500:G:A", family = singleton() } = asked;
  const samples = family.people.map(({ id }) => id);
  const header = asked.header ?? headerText({ samples, contigs: ["1", "2"] });
  const lines =
    asked.lines ??
    records.map((one) => recordText({ pos: 1500, genotypes: samples.map(() => "0/1"), ...one }));
  const plan = planFor({ header, ...asked.plan });
  const { vcf, tbi } = tabixIndex([...header.trimEnd().split("\n"), ...lines]);
  const path = write("", "vcf.gz");
  writeFileSync(path, vcf);
  writeFileSync(`${path}.tbi`, tbi);
  const text = (async function* (): AsyncGenerator<Uint8Array> {
    yield Buffer.from(`${lines.join("\n")}\n`);
  })();
  const stdin = (async function* (): AsyncGenerator<Uint8Array> {})();
  const opened = once
    ? inputOf({ header: parseHeader(header, "x.vcf"), text })
    : await openInput(path, { policy: plan.policy, allowRemote: false, stdin });
  const input = { ...opened, ...asked.change?.(opened) };
  const prepared = { inputs: [input], plans: [plan], policy: plan.policy, family };
  const found = await Lookout.open(prepared as unknown as Prepared & Planned, [
    parseAllele(wanted),
  ]);
  if (once) for await (const _ of input.text ?? []);
  return found;
}
const sightings = async (asked: Asked) =>
  (await lookout(asked)).sightings(parseAllele(asked.wanted ?? "1:1500:G:A"), []);

describe.each([
  ["a file with an index", false],
  ["an input that is read once", true],
])("%s", (_, once) => {
  it.each<[string, Partial<RecordOptions>[], string, string[], string[]]>([
    ["as written", [{}], "1:1500:G:A", ["1:1500:G:A"], []],
    ["another ALT of its record", [{ alt: "T,A" }], "1:1500:G:A", ["1:1500:G:A"], ["1500:G:T"]],
    ["in a longer form", [{ pos: 1499, ref: "CG", alt: "CA" }], "1:1500:G:A", ["1:1499:CG:CA"], []],
    ["asked in a longer form", [{}], "1:1499:CG:CA", ["1:1500:G:A"], []],
    ["twice", [{}, {}], "1:1500:G:A", ["1:1500:G:A", "1:1500:G:A"], []],
    [
      "others there, before those that begin before",
      [{ pos: 1498, ref: "CCC", alt: "C" }, { alt: "T" }],
      "1:1500:G:A",
      [],
      ["1500:G:T"],
    ],
    [
      "others that begin before it",
      [{ pos: 1498, ref: "CCC", alt: "C" }],
      "1:1500:G:A",
      [],
      ["1498:CCC:C"],
    ],
    ["no others: blocks and dots", [{ alt: "<NON_REF>" }, { alt: "." }], "1:1500:G:A", [], []],
    ["an event", [{ alt: "<DEL>" }], "1:1500:G:A", [], ["1500:G:<DEL>"]],
    ["beside it", [{ pos: 1499 }, { pos: 1501 }], "1:1500:G:A", [], []],
    ["on another chromosome", [{ chrom: "2" }], "1:1500:G:A", [], []],
  ])("%s", async (_name, records, wanted, keys, others) => {
    const found = await sightings({ records, wanted, once });
    expect(found.found.map(({ key }) => key)).toEqual(keys);
    expect(found.others.map(({ pos, ref, alt }) => `${pos}:${ref}:${alt}`)).toEqual(others);
    expect(found.unread).toBe(false);
  });
});

describe("how it is judged", () => {
  it("with every check, its place, and the family's genotypes", async () => {
    const [one] = (
      await sightings({ records: [{ genotypes: ["0/1", "0/0", "1/1"] }], family: trio() })
    ).found;
    expect(one).toMatchObject({ dropped: null, place: { chrom: "1", pos: 1500, end: 1500 } });
    expect(one?.place.genes).toMatchObject([{ symbol: "GENE1", inside: true }]);
    expect(one?.genotypes.map((text) => text.split(":")[0])).toEqual([
      "child=0/1",
      "mother=0/0",
      "father=1/1",
    ]);
    expect(one?.checks[0]).toEqual({
      id: "panel_regions",
      outcome: "pass",
      value: "1:1500-1500",
      limit: "a panel gene's extent plus margin",
      rule: "DEC-16",
    });
    expect(one?.checks.length).toBeGreaterThan(3);
  });

  it("who was not sequenced is left out", async () => {
    const family = trio();
    const columns = [0, -1, 2];
    const [one] = (await sightings({ records: [{}], family, plan: { columns } })).found;
    expect(one?.genotypes.map((text) => text.split("=")[0])).toEqual(["child", "father"]);
  });

  it("an entry beside the gene is not inside it", async () => {
    const records = [{ consequence: "upstream_gene_variant" }];
    const [one] = (await sightings({ records })).found;
    expect(one?.place.genes).toMatchObject([{ symbol: "GENE1", inside: false }]);
  });

  it.each<[string, Partial<RecordOptions>, string, string | null]>([
    ["it survives", {}, "1:1500:G:A", null],
    ["a filter", { af: 0.2 }, "1:1500:G:A", "frequency"],
    ["no ALT of bases", { alt: "*" }, "1:1500:G:*", "star_allele"],
    ["before the genes", { pos: 999 }, "1:999:G:A", "outside_panel_regions"],
    ["at their first base", { pos: 1000 }, "1:1000:G:A", null],
    ["REF reaches their first base", { pos: 999, ref: "GC", alt: "G" }, "1:999:GC:G", null],
    ["at their last base", { pos: 2000 }, "1:2000:G:A", null],
    ["behind them", { pos: 2001 }, "1:2001:G:A", "outside_panel_regions"],
  ])("left for: %s", async (_, record, wanted, dropped) => {
    const [one] = (await sightings({ records: [record], wanted })).found;
    expect(one?.dropped).toBe(dropped);
    expect(one?.checks[0]?.outcome).toBe(dropped === "outside_panel_regions" ? "fail" : "pass");
  });

  it("nothing lies outside where the whole genome is read", async () => {
    const asked = { records: [{ pos: 9000 }], wanted: "1:9000:G:A", plan: { geneAgnostic: true } };
    const [one] = (await sightings(asked)).found;
    expect(one?.checks[0]).toMatchObject({ outcome: "pass", limit: "whole genome" });
  });
});

describe("how many left a place", () => {
  const place = { chrom: "1", start: 1400, end: 1600 };
  const records = [
    { pos: 1399, af: 0.2 },
    { pos: 1400, af: 0.2 },
    { pos: 1500, af: 0.2 },
    { pos: 1500, alt: "T", filter: "LowQual" },
    { pos: 1550 },
    { pos: 1600, consequence: "intron_variant" },
    { pos: 1601, af: 0.2 },
  ];
  it("by reason, each allele", async () => {
    const left = (await lookout({ records })).leftAt(place, []);
    expect(left).toEqual({ frequency: 2, filter: 1, consequence: 1 });
    expect((await lookout({ records: [{}] })).leftAt(place, [])).toEqual({});
  });

  it("is not known of an input that was read once", async () => {
    expect((await lookout({ records, once: true })).leftAt(place, [])).toBeNull();
  });
});

describe("an input can be looked into before the run", () => {
  const HEADER = [
    "##fileformat=VCFv4.2",
    "##contig=<ID=1,length=248956422>",
    '##INFO=<ID=BCSQ,Number=.,Type=String,Description="Local consequence annotation from BCFtools/csq. Format: Consequence|gene|transcript|biotype|strand|amino_acid_change|dna_change">',
    '##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">',
    "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tchild",
    "",
  ].join("\n");
  const LATER = (): Partial<Input> => ({ indexOlderThanFile: false });
  it.each<[string, Asked, boolean]>([
    ["a file with its index", { change: LATER }, true],
    ["no index", { change: () => ({ ...LATER(), index: null }) }, false],
    ["an older index", { change: () => ({ indexOlderThanFile: true }) }, false],
    ["a text", { once: true, change: LATER }, false],
    ["bcftools csq", { header: HEADER, lines: [], change: LATER }, false],
  ])("%s: %s", async (_, asked, isOpen) => {
    expect((await lookout({ records: [{}], ...asked })).isOpen).toBe(isOpen);
  });

  it.each([
    ["a file with its index", false],
    ["an input that is read once", true],
  ])("BCSQ-02 a pointer is followed to an earlier record: %s", async (_, once) => {
    const line = (pos: number, bcsq: string): string =>
      `1\t${pos}\t.\tA\tT\t50\tPASS\tBCSQ=${bcsq}\tGT\t0/1`;
    const stop = line(1090, "stop_gained|GENE1|T1|protein_coding|+|5A>5*|1090A>T+1100A>T");
    const asked = { header: HEADER, wanted: "1:1100:A:T", once };
    const said = async (before: string): Promise<string | undefined> =>
      (await sightings({ ...asked, lines: [before, line(1100, "@1090")] })).found[0]?.checks.find(
        ({ id }) => id.startsWith("consequence"),
      )?.value;
    expect(await said(stop)).toContain("stop_gained");
    expect((await said(stop.replace("1090", "1080"))) ?? "").not.toContain("stop_gained");
  });

  it.each([
    [100_000, true],
    [100_001, false],
  ])("BCSQ-02 as far back as a pointer reaches: %i bases", async (bases, isFollowed) => {
    const pos = 200_000;
    const before = pos - bases;
    const line = (at: number, bcsq: string): string =>
      `1\t${at}\t.\tA\tT\t50\tPASS\tBCSQ=${bcsq}\tGT\t0/1`;
    const stop = `stop_gained|GENE1|T1|protein_coding|+|5A>5*|${before}A>T+${pos}A>T`;
    const { found } = await sightings({
      header: HEADER,
      wanted: `1:${pos}:A:T`,
      lines: [line(before, stop), line(pos, `@${before}`)],
      plan: { genes: { GENE1: { chrom: "1", start: 1, end: 300_000 } } },
    });
    const values = found[0]?.checks.map(({ value }) => value).join(" ") ?? "";
    expect(values.includes("stop_gained")).toBe(isFollowed);
  });
});

it("an address is read in the panels' regions alone", async () => {
  const remote = { chromosomes: ["1"], tasks: () => [] } as unknown as Input["remote"];
  const unread = async (wanted: string): Promise<boolean> =>
    (await sightings({ records: [], wanted, change: () => ({ remote }) })).unread;
  expect(await unread("1:999:G:A")).toBe(true);
  expect(await unread("1:1000:G:A")).toBe(false);
  expect(await unread("1:2000:G:A")).toBe(false);
  expect(await unread("1:2001:G:A")).toBe(true);
  expect(await unread("2:1500:G:A")).toBe(true);
});
