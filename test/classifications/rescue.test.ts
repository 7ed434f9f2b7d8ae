// P and LP alleles in the wanted genes: inside their regions, or by a name, wherever they lie (CV-04, CV-05, CV-09).
import { describe, expect, it } from "vitest";
import { rescuableAlleles } from "../../src/classifications/rescue.ts";
import { MOLECULAR } from "../../src/classifications/types.ts";
import { snapshotMaker } from "./build.ts";

const make = snapshotMaker();
type Wanted = Parameters<typeof rescuableAlleles>[1];
const wanted = (over: Partial<Wanted> = {}): Wanted => ({
  names: new Set(["GENE1", "672"]),
  regions: [{ chrom: "1", start: 100, end: 200 }],
  all: false,
  ...over,
});
const placesIn = ({ chromosomes }: ReturnType<typeof rescuableAlleles>): string[] =>
  chromosomes.flatMap(({ chrom, positions, alleles }) => {
    const texts = alleles.split("\n");
    return Array.from(positions, (pos, i) => `${chrom}:${pos} ${texts[i]}`);
  });

describe("an allele that can rescue", () => {
  it.each<[string, object, boolean]>([
    ["at the first base of a region", { pos: 100, genes: "OTHER" }, true],
    ["at the last", { pos: 200, genes: "OTHER" }, true],
    ["before it", { pos: 99, genes: "OTHER" }, false],
    ["behind it", { pos: 201, genes: "OTHER" }, false],
    ["behind it, of the gene", { pos: 201, genes: "GENE1" }, true],
    ["of the gene, in small letters", { pos: 999, genes: "gene1" }, true],
    ["of two genes, the second wanted", { pos: 999, genes: "OTHER|GENE1" }, true],
    ["of a gene with a wanted NCBI id", { pos: 999, genes: "NEWNAME:672" }, true],
    ["of a gene with another", { pos: 999, genes: "NEWNAME:673" }, false],
    ["of no gene", { pos: 999, genes: "" }, false],
    ["on another chromosome, of the gene", { chrom: "2", genes: "GENE1" }, false],
    ["that rescues nothing", { pos: 150, words: { significance: "Benign" } }, false],
  ])("%s: %j", (_, record, found) => {
    expect(placesIn(rescuableAlleles([make([record])], wanted()))).toHaveLength(found ? 1 : 0);
  });

  it("of all genes: everywhere", () => {
    const snapshot = make([
      { chrom: "1", pos: 999, genes: "OTHER" },
      { chrom: "2", genes: "" },
    ]);
    const all = wanted({ all: true, regions: [], names: new Set() });
    expect(placesIn(rescuableAlleles([snapshot], all))).toEqual(["1:999 G>A", "2:100 G>A"]);
    const none = rescuableAlleles([snapshot], wanted());
    expect(none).toEqual({ chromosomes: [], statements: [] });
  });

  it("a region counts on its own chromosome alone", () => {
    const regions = [
      { chrom: "1", start: 100, end: 200 },
      { chrom: "2", start: 300, end: 400 },
    ];
    const at = (chrom: string, pos: number) => ({ chrom, pos, genes: "OTHER" });
    const snapshot = make([at("1", 150), at("1", 350), at("2", 150), at("2", 350)]);
    const found = rescuableAlleles([snapshot], wanted({ regions }));
    expect(placesIn(found)).toEqual(["1:150 G>A", "2:350 G>A"]);
  });
});

describe("statements", () => {
  it("are shared by alleles of the same words and genes, without id and molecular consequence", () => {
    const { chromosomes, statements } = rescuableAlleles(
      [
        make([
          { pos: 100, molecular: MOLECULAR.missense, id: 5 },
          { pos: 101, id: 6 },
          { pos: 102, genes: "OTHER" },
          { pos: 103, words: { significance: "Likely_pathogenic" } },
        ]),
      ],
      wanted(),
    );
    expect([...(chromosomes[0]?.statements ?? [])]).toEqual([0, 0, 1, 2]);
    expect(statements.map(({ significance, genes }) => [significance, genes])).toEqual([
      ["P", ["GENE1"]],
      ["P", ["OTHER"]],
      ["LP", ["GENE1"]],
    ]);
    expect(statements[0]?.stored).toMatchObject({ source: "ClinVar", id: "", molecular: [] });
  });

  it("of several sources stand side by side, each its own, by position", () => {
    const lab = { kind: "inhouse", source: "lab" } as const;
    const { chromosomes, statements } = rescuableAlleles(
      [
        make([{ pos: 150 }, { pos: 170 }]),
        make([{ pos: 100 }, { pos: 150, ref: "GT", alt: "G" }], lab),
      ],
      wanted(),
    );
    const [one] = chromosomes;
    expect([...(one?.positions ?? [])]).toEqual([100, 150, 150, 170]);
    expect(one?.alleles).toBe("G>A\nG>A\nGT>G\nG>A");
    const sources = Array.from(one?.statements ?? [], (i) => statements[i]?.stored?.source);
    expect(sources).toEqual(["lab", "ClinVar", "lab", "ClinVar"]);
  });
});
