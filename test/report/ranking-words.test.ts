/** DEC-57: what may be told of the odds, in words, with the yield that it rests on. */
import { describe, expect, it } from "vitest";
import type { Ranking, ScorePart } from "../../src/rank/types.ts";
import { chanceText, factText, rankingLines, yieldText } from "../../src/report/ranking-words.ts";
import { toldAnalysis } from "./build.ts";

it.each<[ScorePart["part"], string, string]>([
  ["genotype", "hom, frequency not assessed", "homozygous, frequency not assessed"],
  ["genotype", "pair, TRANS_LIKELY", "two alleles, likely in trans"],
  ["consequence", "lof + protein_altering", "loss of function; protein-altering"],
  ["consequence", "lof on NM_000059.4", "loss of function on NM_000059.4"],
  ["frequency", "AF 0.0001 + absent", "0.0001; absent from the sources"],
  ["de_novo", "HIGH", "grade high"],
  ["clinvar", "Pathogenic, other", "Pathogenic, other"],
  [
    "phenotype",
    "Dravet syndrome, log10 1.2",
    "Dravet syndrome, 16 times more likely with these terms than without",
  ],
  [
    "phenotype",
    "An absent, odd disease, log10 -2",
    "An absent, odd disease, 100 times less likely with these terms than without",
  ],
])("%s: %s", (part, note, said) => {
  expect(factText({ part, note })).toBe(said);
});

it.each([
  [0.4, "if this test can solve 40 of 100 such cases"],
  [0.285, "if this test can solve 28.5 of 100 such cases"],
])("a yield of %f", (expectedYield, said) => {
  expect(yieldText(expectedYield)).toBe(said);
});

describe("of a run", () => {
  const { ranking } = toldAnalysis();
  if (ranking === null || ranking.chances === null) throw new Error("nothing is told");
  const text = (over: Partial<Ranking>): string => rankingLines({ ...ranking, ...over }).join(" ");

  it("chances come with the yield, and are no class", () => {
    expect(text({})).toContain("of being the answer, if this test can solve 40 of 100 such cases");
    expect(text({})).toContain("Neither the score nor a chance is a class of pathogenicity.");
  });

  it("nothing convincing is said, with the yield too", () => {
    const chances = { noneOfThese: 0.97, convincing: false };
    expect(text({ chances })).toMatch(
      /Nothing convincing: .* if this test can solve 40 of 100 such cases/,
    );
    expect(text({})).not.toContain("Nothing convincing");
  });

  it("where none is told, why", () => {
    const none = text({
      chances: null,
      why: "no HPO terms were used",
      shortlist: null,
    });
    expect(none).toContain(
      "The chance of each candidate being the answer cannot be stated: no HPO terms were used.",
    );
    expect(none).not.toContain("hortlist");
  });

  it("of no candidate: no shortlist", () => {
    expect(text({ shortlist: { share: 0.9, candidates: 0 } })).not.toContain("hortlist");
  });

  it("an order by tier is not called one list by the score", () => {
    expect(text({})).toContain("One list, ordered by score");
    expect(text({ order: "tier" })).not.toContain("One list");
  });

  it("a report that knows no odds: nothing", () => {
    expect(rankingLines(null)).toEqual([]);
  });

  it("a chance is told with its yield, and the gene's where its candidates together are likelier", () => {
    const own = { probability: 0.08, words: "below 1 in 10" as const };
    const alone =
      "chance of being the answer: below 1 in 10, if this test can solve 40 of 100 such cases";
    expect(chanceText(own, 0.4)).toBe(alone);
    expect(chanceText({ ...own, gene: own }, 0.4)).toBe(alone);
    const gene = { probability: 0.2, words: "1 in 10 to 1 in 3" as const };
    expect(chanceText({ ...own, gene }, 0.4)).toBe(
      `${alone}; of its gene, by all its candidates together: 1 in 10 to 1 in 3`,
    );
  });
});
