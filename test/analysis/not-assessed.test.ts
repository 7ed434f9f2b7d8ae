// What an input could not answer, each with its reason (DEC-16, DEC-17, DEC-20, FREQ-04).
import { describe, expect, it } from "vitest";
import type { FamilyEvents } from "../../src/analysis/events/read.ts";
import { notAssessed } from "../../src/analysis/not-assessed.ts";
import { CHROMOSOMES } from "../../src/core/assembly.ts";
import type { GeneCoverage } from "../../src/genes/coverage.ts";
import { inputOf, placed, resultOf, tableOf } from "./build.ts";

type Asked = Parameters<typeof notAssessed>[0];
const { header } = inputOf();
const events = {
  notAssessed: [{ what: "events", subject: "", detail: "" }],
} as unknown as FamilyEvents;
/** Of a run that lacks nothing but events. */
const asked = (over: Partial<Asked> = {}): Asked => ({
  headers: [header],
  table: tableOf({ AAA: placed("1") }),
  scanned: resultOf({ genesWithRecords: [0], genesNamed: [0] }),
  present: new Set(CHROMOSOMES),
  unannotated: false,
  small: true,
  clinvar: true,
  coverage: [],
  frequency: true,
  events,
  proband: 0,
  splicing: true,
  notCoding: null,
  ...over,
});
const told = (over: Partial<Asked> = {}): string[] =>
  notAssessed(asked(over)).flatMap(({ what, subject }) =>
    what === "events" ? [] : [`${what} ${subject}`],
  );

it("nothing, of a run that lacks nothing; with events, what they lack", () => {
  expect(told()).toEqual([]);
  expect(notAssessed(asked())).toEqual(events.notAssessed);
  expect(told({ events: null })).toEqual(["structural_variants "]);
});

describe("panels", () => {
  const table = tableOf({ AAA: placed("1") });
  const panels = [
    {
      ...(table.panels[0] as (typeof table.panels)[0]),
      name: "P",
      strs: ["STR"],
      regions: ["REG"],
    },
  ];
  it("repeats always, regions where no events are read", () => {
    expect(told({ table: { ...table, panels } })).toEqual(["str STR"]);
    expect(told({ table: { ...table, panels }, events: null })).toEqual([
      "str STR",
      "region REG",
      "structural_variants ",
    ]);
  });
});

describe("a gene", () => {
  const table = tableOf({ AAA: placed("1"), BBB: null });
  it.each<[string, Partial<Asked>, string[]]>([
    ["without coordinates", {}, ["gene_without_coordinates BBB"]],
    [
      "on a chromosome without a record",
      { present: new Set(CHROMOSOMES.slice(1)) },
      ["contig_absent AAA", "gene_without_coordinates BBB", "chromosome_absent 1"],
    ],
    [
      "that, of events alone",
      { present: new Set(), small: false },
      ["gene_without_coordinates BBB", "small_variants "],
    ],
    [
      "that the annotation never names",
      { scanned: resultOf({ genesWithRecords: [0] }) },
      ["gene_not_annotated AAA", "gene_without_coordinates BBB"],
    ],
    ["without a record", { scanned: resultOf() }, ["gene_without_coordinates BBB"]],
    ["where nothing was scanned", { scanned: null }, ["gene_without_coordinates BBB"]],
    [
      "in a file without an annotation",
      { scanned: resultOf({ genesWithRecords: [0] }), unannotated: true },
      ["gene_without_coordinates BBB"],
    ],
    [
      "without its coding sequence",
      { notCoding: new Set([0]) },
      ["gene_without_coding_sequence AAA", "gene_without_coordinates BBB"],
    ],
  ])("%s", (_, over, expected) => {
    expect(told({ table, ...over })).toEqual(expected);
  });

  it("in which short reads are blind, by its id", () => {
    const genes = table.genes.map((gene, i) => ({
      ...gene,
      hgncId: ["HGNC:11117", "HGNC:1"][i] ?? null,
    }));
    const found = notAssessed(asked({ table: { ...table, genes } }));
    expect(found).toContainEqual({
      what: "short_read_blind",
      subject: "AAA",
      detail: "SMN2 is nearly the same sequence",
    });
    expect(found.filter(({ what }) => what === "short_read_blind")).toHaveLength(1);
  });
});

describe("the input", () => {
  const bare = { ...header, frequencyFields: [] };
  const frequencies = (headers: Asked["headers"], frequency: boolean): string[] =>
    notAssessed(asked({ headers, frequency })).flatMap(({ what, detail }) =>
      what === "frequency" ? [detail] : [],
    );

  it("chromosomes without a record, but for Y", () => {
    const without = (...gone: string[]) =>
      told({ present: new Set(CHROMOSOMES.filter((c) => !gone.includes(c))) });
    expect(without("Y")).toEqual([]);
    expect(without("7", "X", "Y")).toEqual(["chromosome_absent 7,X"]);
  });

  it("without frequencies, in part or whole", () => {
    expect(frequencies([header], false)).toEqual([]);
    expect(frequencies([bare, bare], false)).toEqual([
      "no population frequency in the file: none of its variants was dropped as common",
    ]);
    expect(frequencies([header, bare], false)).toEqual([
      "no population frequency in a part of the input: none of its variants was dropped as common",
    ]);
    expect(frequencies([bare], true)).toEqual([]);
  });

  it("without ClinVar, splice predictions, the rCRS", () => {
    const silent = { ...header, clinvar: { ...header.clinvar, clnsig: null } };
    expect(told({ headers: [silent] })).toEqual([]);
    expect(told({ headers: [header], clinvar: false })).toEqual([]);
    expect(told({ headers: [header, silent], clinvar: false })).toEqual(["clinvar "]);
    expect(told({ splicing: false })).toEqual(["splice_predictions "]);
    const info = new Map([
      ["SpliceAI", { id: "SpliceAI", number: ".", type: "String", description: "" }],
    ]);
    expect(told({ splicing: false, headers: [{ ...header, info }] })).toEqual([]);
    expect(told({ splicing: false, headers: [{ ...header, info }, header] })).toEqual([
      "splice_predictions ",
    ]);
    for (const [mitochondrion, expected] of [
      ["not_rcrs", ["mitochondrion MT"]],
      ["unverified", []],
      ["rcrs", []],
    ] as const)
      expect(told({ headers: [{ ...header, mitochondrion }] })).toEqual(expected);
  });

  it("without coverage, of all genes or one", () => {
    const known = { symbol: "AAA", coverage: {} as GeneCoverage };
    expect(told({ coverage: null })).toEqual(["coverage "]);
    expect(told({ coverage: [known] })).toEqual([]);
    expect(told({ coverage: [known, { symbol: "BBB", coverage: null }] })).toEqual([
      "coverage BBB",
    ]);
  });
});
