import { describe, expect, it } from "vitest";
import { DEFAULT_POLICY } from "../../src/core/policy.ts";
import {
  beyondPanel,
  rankCandidates,
  withholdIncidental,
  withPhenotype,
} from "../../src/rank/index.ts";
import type { Candidate, CandidatePhenotype } from "../../src/rank/types.ts";

function candidate(symbol: string, over: Partial<Candidate> = {}): Candidate {
  return {
    candidateId: `c-${symbol}`,
    tier: 3,
    band: 0,
    score: 50,
    scoreParts: [],
    gene: { symbol, hgncId: null, ensemblId: null },
    assembly: "GRCh38",
    variants: [],
    models: [],
    verdict: "PASS",
    flags: ["off_panel"],
    panels: [],
    reason: "",
    ...over,
  };
}

function phenotype(score: number): CandidatePhenotype {
  return { score, posterior: 0, best: false, reason: null, diseases: [] };
}

describe("the phenotype's part of the score", () => {
  // Weight 10, not below -20, not above 30.
  it.each([
    [0, 50],
    [1.234, 62.34],
    [-0.5, 45],
    [-4, 30],
    [3.5, 80],
  ])("log10 %f: %f", (score, expected) => {
    const { score: found, scoreParts } = withPhenotype(
      candidate("A"),
      phenotype(score),
      DEFAULT_POLICY,
    );
    expect(found).toBe(expected);
    expect(scoreParts.at(-1)?.value).toBeCloseTo(expected - 50, 9);
  });

  it("COMB-01: it orders inside a tier, never across", () => {
    const scored = [
      withPhenotype(candidate("A", { tier: 1, score: 10 }), phenotype(-3), DEFAULT_POLICY),
      withPhenotype(candidate("B", { tier: 2 }), phenotype(0), DEFAULT_POLICY),
      withPhenotype(candidate("C", { tier: 2 }), phenotype(2), DEFAULT_POLICY),
    ];
    expect(rankCandidates(scored).map(({ gene }) => gene.symbol)).toEqual(["A", "C", "B"]);
  });
});

describe("beyond the panel", () => {
  const scored = [
    candidate("ON", { flags: [], phenotype: phenotype(3) }),
    candidate("LOW", { phenotype: phenotype(0.9) }),
    candidate("A", { phenotype: phenotype(1) }),
    candidate("B", { phenotype: phenotype(2.5), flags: ["gene_agnostic"] }),
    candidate("B", { phenotype: phenotype(2.5), candidateId: "second" }),
    candidate("C", { phenotype: phenotype(1.5) }),
    candidate("D", { phenotype: phenotype(1.2) }),
    candidate("NONE"),
  ];

  it("the best genes off the panels that reach the threshold, each once", () => {
    expect(beyondPanel(scored, DEFAULT_POLICY)).toEqual([
      { rank: 1, candidateId: "c-B", gene: "B", phenotypeScore: 2.5 },
      { rank: 2, candidateId: "c-C", gene: "C", phenotypeScore: 1.5 },
      { rank: 3, candidateId: "c-D", gene: "D", phenotypeScore: 1.2 },
    ]);
  });

  it("DEC-10: what the terms point to is no incidental finding", () => {
    const found = withholdIncidental({ candidates: scored, side: [] }, () => true, DEFAULT_POLICY);
    expect(found.candidates.map(({ candidateId }) => candidateId)).toEqual([
      "c-ON",
      "c-B",
      "second",
    ]);
    expect(found.count).toBe(5);
  });
});
