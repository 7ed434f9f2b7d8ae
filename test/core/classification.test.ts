/** What a classification says and how heavy it is, for everybody who asks. */
import { describe, expect, it } from "vitest";
import {
  compareClass,
  genesMeant,
  genesOfStatement,
  harmOf,
  hasStars,
  isPathogenic,
  isOfGermline,
  isReviewed,
  mayRescue,
  mayWeigh,
  saysBenign,
  saysLowPenetrance,
  saysPathogenic,
  speaksForHarm,
  strongest,
  type AlleleGene,
  type Meant,
  type Significance,
} from "../../src/core/classification.ts";
import type { GeneIdentity } from "../../src/core/gene.ts";

const said = (
  significance: Significance,
  stars: number | null,
  over: { origin?: "info" | "csq" | "inhouse"; somaticOnly?: boolean } = {},
) => ({
  significance,
  stars,
  pathogenicLeaning: false,
  somaticOnly: false,
  origin: "info" as const,
  ...over,
});

describe("what a statement may do", () => {
  it.each([
    ["a star", said("P", 1), true, true],
    ["no star", said("P", 0), false, false],
    ["no review status: passes the filters, is not reviewed", said("LP", null), true, false],
    ["the laboratory's own list", said("LP", null, { origin: "inhouse" }), true, true],
    ["CV-07 by position alone", said("P", 4, { origin: "csq" }), false, true],
    ["CV-11 of tumours alone", said("P", 4, { somaticOnly: true }), false, true],
  ])("%s", (_what, statement, weighs, reviewed) => {
    expect(mayWeigh(statement)).toBe(weighs);
    expect(isPathogenic(statement)).toBe(weighs);
    expect(mayRescue(statement)).toBe(weighs);
    expect(isReviewed(statement)).toBe(reviewed);
  });

  it("CV-04 low penetrance rescues and is not pathogenic", () => {
    expect(mayRescue(said("P_LOWPEN", 2))).toBe(true);
    expect(isPathogenic(said("P_LOWPEN", 2))).toBe(false);
  });
});

describe("how heavy a class is", () => {
  const sorted = (
    words: string,
    compare: (a: { significance: Significance }, b: { significance: Significance }) => number,
  ): string =>
    (words.split(" ") as Significance[])
      .map((significance) => ({ significance }))
      .toSorted(compare)
      .map(({ significance }) => significance)
      .join(" ");
  const any = "VUS P OTHER B LP_LOWPEN P/LP LB CONF LP B/LB P_LOWPEN";

  it("from benign to pathogenic: what has no class stands below uncertain", () => {
    expect(sorted(any, (a, b) => harmOf(a) - harmOf(b))).toBe(
      "B B/LB LB OTHER VUS CONF LP_LOWPEN P_LOWPEN LP P/LP P",
    );
  });

  it("of two records of one allele the weightier, one with a class before one without", () => {
    expect(sorted(any, compareClass)).toBe("P P/LP LP P_LOWPEN LP_LOWPEN CONF VUS LB B/LB B OTHER");
  });
});

describe("the strongest of several statements", () => {
  const named = { ...said("VUS", 1), genes: ["GENE1"] };
  const unnamed = { ...said("VUS", 2), genes: [] as string[] };
  const pathogenic = { ...said("P", 1), genes: ["GENE1"] };

  it("of those that rescue nothing is the first, whether it names a gene or not", () => {
    expect(strongest([named, unnamed])).toBe(named);
    expect(strongest([unnamed, named])).toBe(unnamed);
  });

  it("of equals that rescue names no gene", () => {
    const open = { ...pathogenic, genes: [] as string[] };
    expect(strongest([named, pathogenic, open])).toBe(open);
    expect(strongest([pathogenic, { ...pathogenic }])).toBe(pathogenic);
  });
});

describe("what a class says", () => {
  const all: Significance[] = "P LP P/LP P_LOWPEN LP_LOWPEN CONF VUS LB B/LB B OTHER".split(
    " ",
  ) as Significance[];
  const those = (says: (said: { significance: Significance }) => boolean): string =>
    all.filter((significance) => says({ significance })).join(" ");

  it("pathogenic, low penetrance, benign, harm", () => {
    expect(those(saysPathogenic)).toBe("P LP P/LP");
    expect(those(saysLowPenetrance)).toBe("P_LOWPEN LP_LOWPEN");
    expect(those(saysBenign)).toBe("LB B/LB B");
    const harm = (pathogenicLeaning: boolean) =>
      those((one) => speaksForHarm({ ...one, pathogenicLeaning }));
    expect(harm(false)).toBe("P LP P/LP P_LOWPEN LP_LOWPEN");
    expect(harm(true)).toBe(all.join(" "));
  });

  it.each([
    [2, 1, true],
    [2, 2, true],
    [2, 3, false],
    [null, 1, false],
    [null, 0, true],
    [0, 1, false],
  ])("%s stars are at least %i: %s", (stars, least, has) => {
    expect(hasStars({ stars }, least)).toBe(has);
  });

  it.each([
    [{ stars: null, origin: "inhouse" as const }, true],
    [{ stars: null, origin: "store" as const }, false],
    [{ stars: 0, origin: "inhouse" as const }, false],
    [{ stars: 0, origin: "info" as const }, false],
    [{ stars: 1, origin: "info" as const }, true],
  ])("%j is reviewed: %s", (one, reviewed) => {
    expect(isReviewed(one)).toBe(reviewed);
  });

  it("of the germ line, and by allele, unless said otherwise", () => {
    expect(isOfGermline({})).toBe(true);
    expect(isOfGermline({ origin: "store", somaticOnly: false })).toBe(true);
    expect(isOfGermline({ origin: "csq" })).toBe(false);
    expect(isOfGermline({ somaticOnly: true })).toBe(false);
  });

  it.each([
    [1, 2, false],
    [2, 2, true],
    [3, 2, true],
    [null, 2, true],
    [0, 0, true],
  ])("of %s stars, where %i are asked for, may weigh: %s", (stars, least, weighs) => {
    expect(mayWeigh(said("P", stars), least)).toBe(weighs);
    expect(isPathogenic(said("P", stars), least)).toBe(weighs);
  });

  it("nothing said rescues nothing; nor does what is not harmful", () => {
    expect([isPathogenic(null), mayRescue(null)]).toEqual([false, false]);
    expect([isPathogenic(said("VUS", 4)), mayRescue(said("VUS", 4))]).toEqual([false, false]);
    const leaning = { ...said("CONF", 1), pathogenicLeaning: true };
    expect([isPathogenic(leaning), mayRescue(leaning)]).toEqual([false, true]);
    expect(mayRescue({ ...leaning, stars: 0 })).toBe(false);
  });
});

describe("the strongest rescues most, whoever is first", () => {
  const low = { ...said("P_LOWPEN", 1), genes: [] as string[] };
  const pathogenic = { ...said("LP", 1), genes: ["GENE1"] };
  const vus = { ...said("VUS", 1), genes: [] as string[] };
  it("of them", () => {
    expect(strongest([low, pathogenic])).toBe(pathogenic);
    expect(strongest([pathogenic, low])).toBe(pathogenic);
    expect(strongest([vus, { ...low, genes: ["GENE1"] }])).toMatchObject({ genes: ["GENE1"] });
    expect(strongest([low, vus])).toBe(low);
    expect(strongest([])).toBeNull();
  });
});

describe("CV-09 which gene a statement means", () => {
  const gene = (symbol: string, over: Partial<GeneIdentity> = {}): GeneIdentity => ({
    symbol,
    hgncId: null,
    ensemblIds: [],
    ncbiId: null,
    otherSymbols: [],
    ...over,
  });
  const A = gene("A", { hgncId: "HGNC:1", ncbiId: "1" });
  const B = gene("B", { hgncId: "HGNC:2", ncbiId: "2" });
  const inside = (...genes: GeneIdentity[]): AlleleGene[] =>
    genes.map((one) => ({ gene: one, inside: true }));

  it("the genes that it names, by symbol or id", () => {
    expect(genesOfStatement({ genes: ["A", "HGNC:2", "B"], ncbiGenes: ["1", "", "2"] })).toEqual([
      gene("A", { ncbiId: "1" }),
      gene("", { hgncId: "HGNC:2" }),
      gene("B", { ncbiId: "2" }),
    ]);
    expect(genesOfStatement({ genes: ["A"] })).toEqual([gene("A")]);
    expect(genesOfStatement({ genes: [], ncbiGenes: [] })).toEqual([]);
  });

  it.each<[string, GeneIdentity[], AlleleGene[], boolean, Meant[]]>([
    ["names none: all", [], inside(A, B), false, ["yes", "yes"]],
    ["names one of them", [gene("A")], inside(A, B), false, ["yes", "no"]],
    ["names both", [gene("B"), gene("A")], inside(A, B), false, ["yes", "yes"]],
    ["names one and a stranger", [gene("A"), gene("NEW")], inside(A, B), false, ["yes", "no"]],
    ["names a known other gene", [gene("C")], inside(A, B), true, ["no", "no"]],
    ["names a stranger: one in question", [gene("NEW")], inside(A), false, ["likely"]],
    ["names a stranger: several in question", [gene("NEW")], inside(A, B), false, ["open", "open"]],
    [
      "near it alone is not in question",
      [gene("NEW")],
      [{ gene: A, inside: false }, ...inside(B)],
      false,
      ["no", "likely"],
    ],
    ["another by its id", [gene("NEW", { hgncId: "HGNC:9" })], inside(A), false, ["no"]],
    [
      "another by its id than one, not than the other",
      [gene("NEW", { ncbiId: "9" })],
      inside(A, gene("C")),
      false,
      ["no", "likely"],
    ],
  ])("%s", (_, named, genes, isOther, meant) => {
    expect(genesMeant(named, genes, () => isOther)).toEqual(meant);
  });

  it("one of two strangers is known as another gene", () => {
    const isOther = ({ symbol }: GeneIdentity): boolean => symbol === "C";
    expect(genesMeant([gene("C"), gene("NEW")], inside(A), isOther)).toEqual(["likely"]);
    expect(genesMeant([gene("C")], inside(A), isOther)).toEqual(["no"]);
  });
});
