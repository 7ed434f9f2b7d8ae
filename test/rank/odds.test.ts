import { describe, expect, it } from "vitest";
import { DEFAULT_POLICY, type Policy } from "../../src/core/policy.ts";
import { chanceWords, oddsOf, shortlistSize, withOdds } from "../../src/rank/odds.ts";
import type { Candidate } from "../../src/rank/types.ts";

describe("odds", () => {
  it("add up to one with none of these; ten points are ten times likelier", () => {
    const { each, noneOfThese } = oddsOf([30, 20, 0], 21, 0.4);
    expect(each.reduce((sum, p) => sum + p, noneOfThese)).toBeCloseTo(1, 12);
    expect((each[0] ?? 0) / (each[1] ?? 0)).toBeCloseTo(10, 9);
    // 10^3 / (10^2.1 x 0.6 / 0.4 + 10^3 + 10^2 + 1)
    expect(each[0]).toBeCloseTo(1000 / (1.5 * 10 ** 2.1 + 1101), 9);
  });

  it("at a yield of half a candidate with the points of none is as likely as none", () => {
    const { each, noneOfThese } = oddsOf([21], 21, 0.5);
    expect(each[0]).toBeCloseTo(noneOfThese, 12);
  });

  it("stay numbers for scores beyond all measure, and without any", () => {
    expect(oddsOf([5000, -5000], 21, 0.4).each).toEqual([1, 0]);
    expect(oddsOf([], 21, 0.4)).toEqual({ each: [], noneOfThese: 1 });
  });
});

describe("the shortlist", () => {
  it("is the shortest list with the share of the odds, equal ones together", () => {
    expect(shortlistSize([0, 30, 10], 0.9)).toBe(1);
    // 10 of 12 are below nine tenths.
    expect(shortlistSize([10, 0, 0], 0.9)).toBe(3);
    expect(shortlistSize([5, 5, 5, 5], 0.2)).toBe(4);
    expect(shortlistSize([], 0.9)).toBe(0);
    expect(shortlistSize([-400], 0.9)).toBe(1);
  });
});

describe("words", () => {
  it.each([
    [0.099, "below 1 in 10"],
    [0.1, "1 in 10 to 1 in 3"],
    [0.34, "1 in 3 to 2 in 3"],
    [0.67, "more likely than not"],
    [0.9, "more likely than not"],
    [0.91, "above 9 in 10"],
  ])("%f of a singleton: %s", (p, words) => {
    expect(chanceWords(p, "singleton")).toBe(words);
  });

  it("DEC-57: of a trio no more than was measured", () => {
    expect(chanceWords(0.99, "trio")).toBe("more likely than not");
  });
});

describe("what may be told of a run", () => {
  const candidates = [30, 5, 4].map(
    (score, i) => ({ candidateId: `c${i}`, gene: { symbol: `G${i}` }, score }) as Candidate,
  );
  const told = (over: Partial<Parameters<typeof withOdds>[0]> = {}) =>
    withOdds(
      {
        candidates,
        order: "score",
        people: "singleton",
        hasFrequency: true,
        hasTerms: true,
        hasPanel: false,
        ...over,
      },
      DEFAULT_POLICY,
    );

  it("chances and the shortlist where they were measured", () => {
    const { candidates: found, ranking } = told();
    expect(found.map(({ shortlisted }) => shortlisted)).toEqual([true, false, false]);
    expect(found[0]?.chance).toEqual({ probability: 0.837, words: "more likely than not" });
    expect(ranking).toMatchObject({ why: "", shortlist: { share: 0.9, candidates: 1 } });
    expect(ranking.chances).toEqual({ noneOfThese: 0.158, convincing: true });
  });

  it("nothing convincing is said", () => {
    const weak = told({ candidates: candidates.slice(1) }).ranking.chances;
    expect(weak?.convincing).toBe(false);
  });

  it("DEC-57: no chance with other weights; the yield is no weight", () => {
    const input = { candidates, order: "score", people: "trio", hasFrequency: true } as const;
    const why = (points: Partial<Policy["points"]>) =>
      withOdds(
        { ...input, hasTerms: true, hasPanel: false },
        { ...DEFAULT_POLICY, points: { ...DEFAULT_POLICY.points, ...points } },
      ).ranking.why;
    expect(why({ qualityFailure: -3 })).toContain("default weights");
    expect(why({ expectedYield: 0.2, shortlist: 0.8 })).toBe("");
  });

  it("the candidates of one gene convince together", () => {
    const three = (symbolOf: (i: number) => string) =>
      [0, 1, 2].map((i) => ({ gene: { symbol: symbolOf(i) }, score: 12 }) as Candidate);
    const apart = told({ candidates: three((i) => `G${i}`) });
    expect(apart.candidates[0]?.chance?.probability).toBeLessThan(0.1);
    expect(apart.ranking.chances?.convincing).toBe(false);
    expect(apart.candidates[0]?.chance).not.toHaveProperty("gene");
    const together = told({ candidates: three(() => "G") });
    expect(together.ranking.chances?.convincing).toBe(true);
    // Three of 10^1.2 beside none of these, 10^2.1 x 0.6 / 0.4: 47.5 of 236.4.
    const gene = { probability: 0.201, words: "1 in 10 to 1 in 3" };
    expect(together.candidates.map(({ chance }) => chance?.gene)).toEqual([gene, gene, gene]);
  });

  it.each([
    [{ hasTerms: false }, "no HPO terms were used"],
    [{ hasFrequency: false }, "how common"],
    [{ hasPanel: true }, "panels"],
    [{ people: "other" as const }, "healthy parents"],
  ])("DEC-57: no chance where it was not measured: %j", (over, why) => {
    const { candidates: found, ranking } = told(over);
    expect(ranking.why).toContain(why);
    expect(ranking.chances).toBeNull();
    expect(found.every(({ chance }) => chance === undefined)).toBe(true);
    expect(ranking.shortlist === null).toBe("hasTerms" in over);
  });

  it("what an earlier run told does not stay", () => {
    const old = candidates.map((c) => ({
      ...c,
      shortlisted: true,
      chance: { probability: 1, words: "above 9 in 10" as const },
    }));
    const [first] = told({ candidates: old, hasTerms: false }).candidates;
    expect(first).toEqual(candidates[0]);
  });
});
