import { describe, expect, it } from "vitest";
import {
  featuresOf,
  type HpoRelease,
  listAt,
  type Query,
  rankAll,
  rankOf,
  reasonsFor,
  scoreDiseases,
  scoreGene,
  scoresOf,
  similarity,
  textOf,
  withoutPublications,
} from "../../src/phenotype/index.ts";
import { WEIGHTS } from "../../src/phenotype/weights.ts";
import { at, toy } from "./toy.ts";

const knowledge = toy();

function query(observed: number[], excluded: number[] = []): Query {
  return {
    observed: observed.map((number) => at(knowledge, number)),
    excluded: excluded.map((number) => at(knowledge, number)),
  };
}

function geneScores(asked: Query, from: HpoRelease = knowledge): Record<string, number> {
  const { genes } = scoresOf(from, asked);
  return Object.fromEntries(
    Array.from(genes, (score, g) => [textOf(from.genes.symbols, g), score]),
  );
}

describe("IC-01, IC-02: frequencies, information, background, by hand", () => {
  const { profiles } = knowledge;
  // One prior patient with half the feature: 4/4 -> 4.5/5; an occasional feature counts as ten
  // patients: 1.7/10 -> 2.2/11; 1/5 and 2/5 (one under an alternative id) -> 3/10 -> 3.5/11.
  it.each([
    ["4/4", 0, 12, 0.9],
    ["nothing stated", 1, 11, 0.5],
    ["occasional", 2, 21, 2.2 / 11],
    ["two papers", 3, 13, 3.5 / 11],
  ])("%s", (_, disease, term, frequency) => {
    const from = profiles.terms.offsets[disease] ?? 0;
    const to = profiles.terms.offsets[disease + 1] ?? 0;
    const i = profiles.terms.items.subarray(from, to).indexOf(at(knowledge, term));
    expect(profiles.frequencies[from + i]).toBeCloseTo(frequency, 6);
  });

  it("0/9 and NOT are never shown", () => {
    expect([...profiles.terms.offsets]).toEqual([0, 1, 2, 3, 5]);
    expect([...profiles.excluded.items]).toEqual([at(knowledge, 21)]);
  });

  // Diseases that show the term or a descendant, of four.
  it.each([
    ["root: all", 118, 0],
    ["A: 1, 2, 4", 10, Math.log(4 / 3)],
    ["A1: 1, 2", 11, Math.log(2)],
    ["A11: 1", 12, Math.log(4)],
    ["X: none, counted as one", 30, Math.log(4)],
    ["outside the subtree", 5, 0],
  ])("information content of %s", (_, term, expected) => {
    expect(profiles.information[at(knowledge, term)]).toBeCloseTo(expected, 12);
  });

  // A1: (0.9 + 0.5) / 4. Root: each disease's highest, (0.9 + 0.5 + 0.2 + 0.5) / 4.
  it.each([
    [11, 0.35],
    [12, 0.225],
    [118, 0.525],
  ])("background of %i", (term, expected) => {
    expect(profiles.background[at(knowledge, term)]).toBeCloseTo(expected, 6);
  });
});

describe("features, by hand", () => {
  const table = featuresOf(knowledge, query([12]));

  // Disease 1 shows it: 0.9 / 0.225 = 4. Disease 2 shows A1, one step up: 0.8 x 0.5 / 0.35. Disease 3
  // shares the root, three steps up: 0.512 x 0.2 / 0.525. Mass 0.9, 0.5, 0.2; narrowness 15 / (mass + 2).
  it.each([
    ["shown", 0, 4, 0.9],
    ["one step up", 1, (0.8 * 0.5) / 0.35, 0.5],
    ["the root alone", 2, (0.512 * 0.2) / 0.525, 0.2],
  ])("likelihood, %s", (_, disease, ratio, mass) => {
    const narrow = 15 / (mass + 2);
    expect(table.likelihood[disease]).toBeCloseTo(
      Math.log(0.1 + 0.9 * ratio * Math.sqrt(narrow)),
      5,
    );
  });

  it("coverage: shared information over all that is asked", () => {
    // A11 itself; A1, ln 2 of ln 4; nothing; A, ln 4/3 of ln 4.
    const expected = [1, 0.5, 0, Math.log(4 / 3) / Math.log(4)];
    for (const [d, value] of expected.entries()) expect(table.coverage[d]).toBeCloseTo(value, 12);
  });

  it("missing: what the disease shows and the patient has not", () => {
    // Disease 2: A1 is an ancestor of A11, nothing is missing. Disease 3: B1 wholly, 1 - 0.3 x 0.2.
    expect(table.missing[1]).toBeCloseTo(0, 12);
    expect(table.missing[2]).toBeCloseTo(Math.log(1 - 0.3 * 0.2), 6);
  });

  it("cosine: information² x frequency of shared terms over both lengths", () => {
    const [a, a1, a11] = [Math.log(4 / 3), Math.log(2), Math.log(4)].map((ic) => ic ** 2);
    const asked = (a ?? 0) + (a1 ?? 0) + (a11 ?? 0);
    // Disease 1 shows the same three terms, each at 0.9.
    expect(table.cosine[0]).toBeCloseTo((0.9 * asked) / Math.sqrt(asked * 0.9 * asked), 5);
  });

  it("excluded terms: for those that do not show them, against those that do", () => {
    const { excludedAgainst } = featuresOf(knowledge, query([12], [21]));
    // B1: background (0.2 + 0.5) / 4; disease 3 shows it at 0.2, disease 4 at 0.5.
    const base = Math.log(1 - 0.175);
    expect(excludedAgainst[0]).toBeCloseTo(-base, 6);
    expect(excludedAgainst[2]).toBeCloseTo(Math.log(0.8) - base, 6);
    expect(excludedAgainst[3]).toBeCloseTo(Math.log(0.5) - base, 6);
  });
});

describe("scores", () => {
  it("the score is log10 of how much likelier the gene has become; odds of a gene: the sum of its diseases'", () => {
    const { logOdds, genes } = scoresOf(knowledge, query([12]));
    const odds = [...logOdds].map(Math.exp);
    const [one = 0, two = 0, three = 0, four = 0] = odds;
    const all = one + two + three + four;
    const expected = [one, two, three + four].map((own) => Math.log10((3 * own) / all));
    for (const [g, value] of expected.entries()) expect(genes[g]).toBeCloseTo(value, 9);
  });

  it("a more specific match never scores less", () => {
    // From the root's child to the disease's own term.
    const odds = [10, 11, 12].map((term) => scoresOf(knowledge, query([term])).logOdds[0] ?? 0);
    expect(odds).toEqual([...odds].sort((a, b) => a - b));
    expect(new Set(odds).size).toBe(3);
  });

  it("HPO-07: without an observed term everything is neutral", () => {
    expect(Object.values(geneScores(query([], [21])))).toEqual([0, 0, 0]);
  });

  it("the order of terms does not matter", () => {
    expect(geneScores(query([21, 12], [13, 30]))).toEqual(geneScores(query([12, 21], [30, 13])));
  });

  it("an excluded term lowers the gene whose diseases show it", () => {
    const before = geneScores(query([12]));
    const after = geneScores(query([12], [21]));
    expect(after["GENE3"]).toBeLessThan(before["GENE3"] ?? 0);
    expect(after["GENE1"]).toBeGreaterThan(before["GENE1"] ?? 0);
  });

  it("COMB-04: a gene that has lost its annotations is neutral", () => {
    const own = withoutPublications(knowledge, new Set([7]));
    expect(geneScores(query([12]), own)["GENE1"]).toBe(0);
    expect(own.profiles.annotated).toBe(3);
    // A11 is now shown by no disease: counted as one of three.
    expect(own.profiles.information[at(knowledge, 12)]).toBeCloseTo(Math.log(3), 12);
  });

  it("leaving a publication out is the same as never having read it", () => {
    const own = withoutPublications(knowledge, new Set([8, 10]));
    const { profiles } = own;
    expect(profiles.mass[3]).toBeCloseTo(0.5, 6);
    expect(profiles.background[at(knowledge, 13)]).toBe(1e-5);
    expect(withoutPublications(knowledge, new Set([999]))).toBe(knowledge);
  });

  it("ties share the middle of their ranks", () => {
    const scores = scoresOf(knowledge, query([], []));
    expect(rankAll(knowledge, scores, "gene").map(({ rank }) => rank)).toEqual([2, 2, 2]);
    expect(rankOf(knowledge, scores, "disease", 0)).toBe(2.5);
    expect(rankAll(knowledge, scores, "gene", 2).map(({ rank }) => rank)).toEqual([2, 2]);
  });
});

describe("IC-03: modes of inheritance", () => {
  // Disease 1, of GENE1, is dominant; of the others no mode is told.
  const scores = scoresOf(knowledge, query([12]));
  const gene = (symbol: string): number =>
    [...scores.genes.keys()].find((g) => textOf(knowledge.genes.symbols, g) === symbol) ?? -1;
  const halved = Math.log10(0.5);

  it.each([
    ["any model", "GENE1", null, 0],
    ["the disease's own mode", "GENE1", new Set(["dominant"] as const), 0],
    ["its own among others", "GENE1", new Set(["dominant", "recessive"] as const), 0],
    ["another mode: half the odds", "GENE1", new Set(["recessive"] as const), halved],
    ["no mode told", "GENE2", new Set(["recessive"] as const), 0],
  ])("%s", (_, symbol, classes, change) => {
    const g = gene(symbol);
    const found = scoreGene(knowledge, scores, g, classes);
    expect(found.score).toBeCloseTo((scores.genes[g] ?? 0) + change, 9);
    expect(found.diseases[0]?.fits).toBe(change === 0);
  });

  it("diseases without a gene score as a gene's would", () => {
    const g = gene("GENE3");
    const places = listAt(knowledge.genes.diseases, g);
    const found = scoreDiseases(knowledge, scores, places, null);
    expect(found).toEqual(scoreGene(knowledge, scores, g, null));
    expect(scoreDiseases(knowledge, scores, [], null)).toMatchObject({ score: 0, best: null });
  });

  it("every disease of the gene is told, best first, with its modes", () => {
    const { diseases } = scoreGene(knowledge, scores, gene("GENE3"), null);
    expect(diseases.map(({ id }) => id)).toEqual(["OMIM:4", "OMIM:3"]);
    expect(scoreGene(knowledge, scores, gene("GENE1"), null).diseases[0]?.modes).toEqual([
      "Autosomal dominant inheritance",
    ]);
  });
});

describe("a feature that the disease is known not to show (NOT)", () => {
  // Disease 1 never shows B1: one such term of two; its ancestor B is not ruled out by that.
  it.each([
    ["observed", [12, 21], -1],
    ["its ancestor observed", [12, 20], 0],
    ["not observed", [12], 0],
  ])("%s", (_, observed, expected) => {
    const { contradicted } = featuresOf(knowledge, query(observed));
    expect([...contradicted]).toEqual([expected, 0, 0, 0]);
  });

  it("is told in the reasons", () => {
    const asked = query([12, 21]);
    const { terms } = reasonsFor(knowledge, scoresOf(knowledge, asked), asked, 0);
    expect(terms.map(({ term, absentInDisease }) => [term.id, absentInDisease])).toEqual([
      ["HP:0000012", false],
      ["HP:0000021", true],
    ]);
  });

  it("is forgotten with the publication that told it", () => {
    const own = withoutPublications(knowledge, new Set([7]));
    expect([...own.profiles.excluded.items]).toEqual([]);
  });
});

describe("reasons", () => {
  const asked = query([12, 21], [13]);
  const scores = scoresOf(knowledge, asked);

  it("name the best disease, and per term annotation, ancestor, information, frequency", () => {
    const gene = knowledge.genes.numbers.indexOf(102);
    const { best } = scoreGene(knowledge, scores, gene, null);
    expect(best).toBe(1);
    const { disease, terms } = reasonsFor(knowledge, scores, asked, best ?? -1);
    expect(disease).toEqual({ id: "OMIM:2", name: "Disease two" });
    const severe = terms.find(({ term }) => term.id === "HP:0000012");
    expect(severe?.annotation?.id).toBe("HP:0000011");
    expect(severe?.common?.id).toBe("HP:0000011");
    expect(severe?.informationContent).toBeCloseTo(Math.log(2), 12);
    expect(severe?.frequency).toBeCloseTo(0.5, 6);
    expect(terms.at(-1)).toMatchObject({ excluded: true, annotation: null, frequency: 0 });
    expect(terms.at(-1)?.contribution).toBeGreaterThan(0);
  });

  it("add up to what the terms contribute to the score", () => {
    const table = featuresOf(knowledge, asked);
    for (const disease of [0, 1, 2, 3]) {
      const { terms } = reasonsFor(knowledge, scores, asked, disease);
      const told = terms.reduce((sum, { contribution }) => sum + contribution, 0) * Math.LN10;
      const counted = (["likelihood", "coverage", "contradicted", "excludedAgainst"] as const)
        .map((name) => WEIGHTS[name] * (table[name][disease] ?? 0))
        .reduce((a, b) => a + b, 0);
      expect(told).toBeCloseTo(counted, 9);
    }
  });
});

describe("similarity of two terms", () => {
  it("by hand: A11 and X meet in A1", () => {
    const found = similarity(knowledge, at(knowledge, 12), at(knowledge, 30));
    expect(found.common).toBe(at(knowledge, 11));
    expect(found.resnik).toBeCloseTo(Math.log(2), 12);
    expect(found.lin).toBeCloseTo((2 * Math.log(2)) / (2 * Math.log(4)), 12);
    // {A11, A1, A, root} and {X, A1, A, B, root}: 3 of 6.
    expect(found.jaccard).toBeCloseTo(0.5, 12);
    expect(found.phenodigm).toBeCloseTo(Math.sqrt(0.5), 12);
  });

  it("is symmetric, and highest with oneself", () => {
    const all = [10, 11, 12, 13, 20, 21, 30].map((number) => at(knowledge, number));
    for (const a of all) {
      for (const b of all) {
        expect(similarity(knowledge, a, b)).toEqual(similarity(knowledge, b, a));
        const own = similarity(knowledge, a, a).phenodigm;
        expect(similarity(knowledge, a, b).phenodigm).toBeLessThanOrEqual(own);
      }
    }
  });
});
