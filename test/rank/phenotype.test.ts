import { describe, expect, it } from "vitest";
import { DEFAULT_POLICY } from "../../src/core/policy.ts";
import {
  beyondPanel,
  rankByScore,
  rankCandidates,
  withholdIncidental,
  withoutPhenotype,
  withPhenotype,
  monthsBehind,
  type TermsOfRun,
} from "../../src/rank/index.ts";
import type { Candidate, CandidatePhenotype, KnowledgeUsed } from "../../src/rank/types.ts";

function candidate(symbol: string, over: Partial<Candidate> = {}): Candidate {
  return {
    candidateId: `c-${symbol}`,
    tier: 3,
    band: 0,
    score: 0,
    score_v1: 0,
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

const CONSEQUENCE = { part: "consequence" as const, value: 1.5, note: "" };

function phenotype(score: number): CandidatePhenotype {
  return { score, posterior: 0, best: false, reason: null, diseases: [] };
}

const disease = { id: "OMIM:1", name: "a disease", modes: [], fits: true, score: 1 };
const known = { disease, terms: [] } as unknown as NonNullable<CandidatePhenotype["reason"]>;

const RUN: TermsOfRun = { hasFrequency: true, hpoRelease: "2023-01-27", monthsOld: null };

describe("the phenotype's parts of the score", () => {
  const of = (
    one: Candidate,
    said: Partial<CandidatePhenotype>,
    run: Partial<TermsOfRun> = {},
  ): { score: number; parts: Record<string, number>; notes: string[]; before: number } => {
    const told = { ...phenotype(said.score ?? 0), reason: known, ...said };
    const found = withPhenotype(one, told, DEFAULT_POLICY, { ...RUN, ...run });
    const parts = Object.fromEntries(found.scoreParts.map(({ part, value }) => [part, value]));
    const notes = found.scoreParts.map(({ note }) => note);
    return { score: found.score, parts, notes, before: withoutPhenotype(found).score };
  };

  // 8 points for each log10, not below -2.2; no ceiling.
  it.each([
    [0, 0],
    [1.234, 9.9],
    [-0.5, -4],
    [-4, -17.6],
    [6, 48],
  ])("log10 %f: %f", (score, expected) => {
    const one = candidate("A", { score: 1.5, scoreParts: [CONSEQUENCE] });
    const found = of(one, { score });
    expect(found.parts["phenotype"]).toBe(expected);
    expect(found.score).toBeCloseTo(expected + 1.5, 9);
    expect(found.before).toBe(1.5);
  });

  it("COMB-04: a gene that HPO does not know is less likely, but not if a panel has it green", () => {
    const green = candidate("A", { panels: [{ confidence: "green" }] as Candidate["panels"] });
    expect(of(candidate("A"), { reason: null }).parts["phenotype"]).toBe(-9.5);
    expect(of(green, { reason: null }).parts["phenotype"]).toBe(0);
  });

  it("the older the release against the run's other knowledge, the milder; as fitted at 16 months", () => {
    const at = (monthsOld: number | null, hasFrequency = true): number | undefined =>
      of(candidate("A"), { reason: null }, { monthsOld, hasFrequency }).parts["phenotype"];
    expect([null, 0, 8, 16, 31, 600].map((months) => at(months))).toEqual([
      -9.5, -16, -11.9, -9.5, -6.2, -4.7,
    ]);
    expect([null, 0, 16].map((months) => at(months, false))).toEqual([-17, -23.5, -17]);
  });

  it("says what the weight rests on, and where nothing tells the release's age", () => {
    const noteAt = (monthsOld: number | null): string | undefined =>
      of(candidate("A"), { reason: null }, { monthsOld }).notes[0];
    expect(noteAt(31)).toBe(
      "gene without annotation in HPO release 2023-01-27; 31 months older than the run's newest knowledge: about 42 % of causal genes are missing in it",
    );
    expect(noteAt(null)).toBe(
      "gene without annotation in HPO release 2023-01-27; its age is not known: 25 % of causal genes are taken to be missing in it",
    );
  });

  it("DEC-58: without frequencies the terms weigh more, and an unknown gene less", () => {
    expect(of(candidate("A"), { score: 2 }, { hasFrequency: false }).parts["phenotype"]).toBe(32);
    expect(of(candidate("A"), { reason: null }, { hasFrequency: false }).parts["phenotype"]).toBe(
      -17,
    );
  });

  it("IC-03: no disease of the gene is inherited like the candidate; a green row's mode goes before it", () => {
    const recessive = { ...disease, modes: ["Autosomal recessive inheritance"] };
    // Another entry of the same disease, of no stated mode, does not make it fit.
    const diseases = [{ ...recessive, fits: false }, disease];
    const green = candidate("A", { scoreParts: [{ part: "panel", value: 20, note: "" }] });
    expect(of(candidate("A"), { score: 1, diseases }).parts["mode"]).toBe(-6.5);
    expect(of(green, { score: 1, diseases }).parts["mode"]).toBeUndefined();
    const one = [...diseases, recessive];
    expect(of(candidate("A"), { score: 1, diseases: one }).parts["mode"]).toBeUndefined();
  });

  it("COMB-01: it orders inside a tier, never across; by score across", () => {
    const scored = (
      [
        ["A", 1, -3],
        ["B", 2, 0],
        ["C", 2, 2],
      ] as const
    ).map(([symbol, tier, score]) =>
      withPhenotype(
        candidate(symbol, { tier }),
        { ...phenotype(score), reason: known },
        DEFAULT_POLICY,
        RUN,
      ),
    );
    const names = (some: Candidate[]): string => some.map(({ gene }) => gene.symbol).join("");
    expect(names(rankCandidates(scored))).toBe("ACB");
    expect(names(rankByScore(scored))).toBe("CBA");
  });

  it("score_v1 follows the terms as it did: ten for each log10, -20 to 30", () => {
    const one = candidate("A", { score_v1: 50 });
    const told = (score: number): Candidate =>
      withPhenotype(one, { ...phenotype(score), reason: known }, DEFAULT_POLICY, RUN);
    expect([-4, 0, 1.234, 3.5].map((score) => told(score).score_v1)).toEqual([30, 50, 62.34, 80]);
    expect(withoutPhenotype(told(1.234)).score_v1).toBe(50);
  });
});

describe("months from the HPO release to the newest knowledge of the run", () => {
  const used = (
    kind: KnowledgeUsed["kind"],
    release: string,
  ): Pick<KnowledgeUsed, "kind" | "release"> => ({
    kind,
    release,
  });

  it.each([
    ["nothing else has a date", [used("clinvar", "")], [null], null],
    ["names and places of genes tell no diseases", [used("genes", "2025-01-01")], [], null],
    [
      "the newest counts, in whole months",
      [used("clinvar", "2025-08-31"), used("gene-diseases", "2024-02")],
      [],
      31,
    ],
    ["a panel's sign-off counts", [used("clinvar", "2023-03-01")], ["2024-01-27", null], 12],
    ["HPO is the newest", [used("dosage", "2022-12-31")], [], 0],
    ["a version is no date", [used("gene-diseases", "v2024-13")], ["4.1"], null],
  ] as const)("%s", (_, others, signedOff, months) => {
    const own = used("hpo", "2023-01-27");
    const panels = signedOff.map((date) => ({ signedOff: date }));
    expect(monthsBehind(own.release, [own, ...others], panels)).toBe(months);
    expect(monthsBehind("", others, panels)).toBeNull();
  });
});

describe("beyond the panel", () => {
  const scored = [
    candidate("ON", { flags: [], phenotype: phenotype(3) }),
    candidate("LOW", { phenotype: phenotype(0.9) }),
    candidate("A", { phenotype: phenotype(1), score: 8 }),
    candidate("B", { phenotype: phenotype(2.5), score: 12, flags: ["gene_agnostic"] }),
    candidate("B", { phenotype: phenotype(2.5), score: 10, candidateId: "second" }),
    candidate("C", { phenotype: phenotype(1.5), score: 11 }),
    candidate("D", { phenotype: phenotype(1.2), score: 14 }),
    candidate("NONE"),
  ];

  it("genes off the panels whose terms reach the threshold, the best score first, each once", () => {
    expect(beyondPanel(scored, DEFAULT_POLICY)).toEqual([
      { rank: 1, candidateId: "c-D", gene: "D", phenotypeScore: 1.2 },
      { rank: 2, candidateId: "c-B", gene: "B", phenotypeScore: 2.5 },
      { rank: 3, candidateId: "c-C", gene: "C", phenotypeScore: 1.5 },
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
