// When a run works consequences out by itself; what needs no transcripts loads none (ANN-03).
import { describe, expect, it } from "vitest";
import { type Input, isNameless } from "../../src/analysis/input.ts";
import {
  annotationForNames,
  namedSurvivors,
  ownAnnotationFor,
  transcriptsFor,
  withReleasePlaces,
} from "../../src/analysis/own-transcripts.ts";
import { openStore } from "../../src/store/index.ts";
import type { Survivor } from "../../src/scan/types.ts";
import type { AnnotationLayout } from "../../src/vcf/types.ts";
import { tempFolder } from "../helpers/temp.ts";
import { inputOf, placed, tableOf } from "./build.ts";

const store = tempFolder();
const said: string[] = [];
const log = { info: (text: string) => void said.push(text), warn: () => {}, detail: () => {} };
const layout = (annotator: AnnotationLayout["annotator"]): AnnotationLayout => ({
  annotator,
  tag: "X",
  columns: [],
  picked: false,
  unsplit: [],
});
const annotated = (...annotations: AnnotationLayout[]): Input => {
  const input = inputOf();
  return { ...input, header: { ...input.header, annotations } };
};
const raw = (): Input => annotated();
const none = { vcfs: [], store };

describe("no transcripts are looked for", () => {
  it.each<[string, Input[], { transcripts?: string }]>([
    ["every file is annotated", [annotated(layout("vep"))], {}],
    ["no file", [], { transcripts: "any" }],
    ["they are refused", [raw()], { transcripts: "none" }],
    ["the store has none", [raw()], {}],
    ["files of events alone", [{ ...raw(), isEmpty: true }], {}],
  ])("%s", async (_, inputs, options) => {
    const before = inputs.map(({ header }) => header);
    expect(await transcriptsFor(inputs, { ...none, ...options }, "GRCh38", log)).toBeNull();
    expect(inputs.map(({ header }) => header)).toEqual(before);
  });

  it("what is named must be there, of an annotated file too", async () => {
    expect(openStore(store)).toBeDefined();
    for (const input of [raw(), annotated(layout("vep"))]) {
      const asked = transcriptsFor([input], { ...none, transcripts: "gone.gff3" }, "GRCh38", log);
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      await expect(asked).rejects.toMatchObject({ name: "ToolError" });
    }
  });
});

describe("places of genes stay as they are", () => {
  it.each([
    ["all genes have one", { A: placed("1") }, {}],
    ["the store has no transcripts", { A: placed("1"), B: null }, {}],
    ["they are refused", { A: null }, { transcripts: "none" }],
  ])("%s", async (_, genes, options) => {
    const table = tableOf(genes);
    const asked = { ...none, ...options };
    expect(
      await withReleasePlaces(table, { transcripts: null, inputs: [] }, asked, { log, margin: 5 }),
    ).toBe(table);
  });
});

describe("names", () => {
  it.each<[AnnotationLayout[], boolean]>([
    [[], false],
    [[layout("vep")], false],
    [[layout("bcsq")], true],
    [[layout("bcsq"), layout("vep")], true],
    [[layout("vep"), layout("bcsq")], false],
  ])("bcftools csq gives none: %j", (annotations, nameless) => {
    expect(isNameless(annotated(...annotations))).toBe(nameless);
  });

  const run = (over: object) => ({
    own: null,
    inputs: [annotated(layout("bcsq"))],
    options: none,
    assembly: "GRCh38",
    table: tableOf({}),
    plans: [],
    reference: null,
    ...over,
  });
  const survivors = [{ pos: 1 }] as unknown as Survivor[];
  const renamed = [{ pos: 2 }] as unknown as Survivor[];
  const own = { named: (given: unknown) => Promise.resolve(given === survivors ? renamed : []) };

  it.each<[string, object, Survivor[]]>([
    ["the store has no transcripts", {}, survivors],
    ["the file has names", { inputs: [annotated(layout("vep"))] }, survivors],
    ["transcripts are refused", { options: { ...none, transcripts: "none" } }, survivors],
    ["the run's own", { own }, renamed],
  ])("of survivors: %s", async (_, over, expected) => {
    const asked = run(over) as unknown as Parameters<typeof namedSurvivors>[0];
    expect(await namedSurvivors(asked, survivors)).toBe(expected);
  });

  it.each<[string, object, unknown]>([
    ["the store has no transcripts", {}, null],
    ["the file has names", { inputs: [annotated(layout("vep"))] }, null],
    ["the run has its own", { own }, own],
  ])("what they are looked up by: %s", async (_, over, expected) => {
    const asked = run(over) as unknown as Parameters<typeof annotationForNames>[0];
    expect(await annotationForNames(asked)).toBe(expected);
  });

  it("no release, no annotation", async () => {
    const reading = { table: tableOf({}), wholeGenome: false, known: undefined };
    expect(await ownAnnotationFor({ transcripts: null }, reading, null)).toBeNull();
    expect(said).toEqual([]);
  });
});
