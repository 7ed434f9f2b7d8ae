import { assert, property, shuffledSubarray } from "fast-check";
import { describe, expect, it } from "vitest";
import { DEFAULT_POLICY } from "../../src/core/policy.ts";
import { candidatesOfGene, rankCandidates, withholdIncidental } from "../../src/rank/index.ts";
import { candidateId } from "../../src/rank/gene.ts";
import type { Candidate } from "../../src/rank/types.ts";
import { geneCase, result, row, variant } from "./build.ts";

function candidate(over: Partial<Candidate>, pos = 1000, chrom = "1"): Candidate {
  const v = variant("lof", { pos, chrom });
  const [one] = candidatesOfGene(geneCase({ variants: [v] })).candidates;
  if (one === undefined) throw new Error("no candidate");
  return { ...one, ...over };
}

const gene = (symbol: string) => ({ symbol, hgncId: null, ensemblId: null });

describe("order of candidates (COMB-01)", () => {
  const sorted = [
    candidate({ tier: 1, band: 0, score: 50 }),
    candidate({ tier: 1, band: 0, score: 40, gene: gene("A") }, 9, "X"),
    candidate({ tier: 1, band: 0, score: 40, gene: gene("B") }, 5, "2"),
    candidate({ tier: 1, band: 0, score: 40, gene: gene("B") }, 90, "2"),
    candidate({ tier: 1, band: 0, score: 40, gene: gene("B") }, 1, "10"),
    candidate({ tier: 1, band: 1, score: 90 }),
    candidate({ tier: 1, band: 4, score: 95 }),
    candidate({ tier: 2, band: 0, score: 99 }),
    candidate({ tier: 3, band: 0, score: 100 }),
  ];
  it("tier, place, score, gene, chromosome, position; whatever the order of the input", () => {
    assert(
      property(
        shuffledSubarray(sorted, { minLength: sorted.length, maxLength: sorted.length }),
        (shuffled) => {
          expect(rankCandidates(shuffled)).toEqual(sorted);
        },
      ),
    );
  });

  it("the order of variants and results in a gene case does not show", () => {
    const vs = [
      variant("lof", { pos: 1 }),
      variant("protein_altering", { pos: 2 }),
      variant("lof", { pos: 3 }),
    ] as const;
    const results = [
      result("AR_COMPHET", [vs[0], vs[1]]),
      result("AR_COMPHET", [vs[0], vs[2]]),
      result("AR_COMPHET", [vs[1], vs[2]]),
      result("AD", [vs[1]]),
      result("AD", [vs[0]], { verdict: "FAIL", penetrance: null }),
    ];
    const rows = [row({ mode: "biallelic" })];
    const of = (v: ReturnType<typeof variant>[], r: typeof results) =>
      candidatesOfGene(geneCase({ rows, variants: v, results: r }));
    const expected = of([...vs], results);
    expect(expected.candidates).toHaveLength(3);
    expect(of([vs[2], vs[0], vs[1]], results.toReversed())).toEqual(expected);
  });
});

describe("candidate id", () => {
  it("is a hash of build, gene and sorted alleles alone", () => {
    const g = { symbol: "S", hgncId: "HGNC:1", ensemblId: "ENSG1" };
    const id = candidateId("GRCh38", g, ["2:1:A:C", "1:5:G:T"]);
    expect(id).toMatch(/^c[0-9a-f]{16}$/);
    expect(
      candidateId("GRCh38", { ...g, symbol: "NEW", ensemblId: null }, ["1:5:G:T", "2:1:A:C"]),
    ).toBe(id);
    expect(candidateId("GRCh37", g, ["1:5:G:T", "2:1:A:C"])).not.toBe(id);
    expect(candidateId("GRCh38", g, ["1:5:G:T"])).not.toBe(id);
  });

  it("does not depend on tier or model", () => {
    const v = variant("lof");
    const one = candidatesOfGene(geneCase({ variants: [v] })).candidates[0];
    const other = candidatesOfGene(
      geneCase({
        rows: [row({ confidence: "amber", mode: "biallelic" })],
        variants: [v],
        results: [result("AR_HOM", [v])],
      }),
    ).candidates[0];
    expect([one?.tier, other?.tier]).toEqual([1, 3]);
    expect(other?.candidateId).toBe(one?.candidateId);
  });
});

describe("DEC-10 incidental findings", () => {
  const on = candidate({ gene: gene("BRCA1") });
  const off = candidate({ gene: gene("BRCA1"), flags: ["gene_agnostic"], tier: 3 });
  const beyond = candidate({ gene: gene("BRCA1"), flags: ["off_panel"], tier: 3 });
  const elsewhere = [variant("lof", { pos: 777 })];
  const other = candidate({
    gene: gene("SCN1A"),
    flags: ["off_panel"],
    tier: 3,
    variants: elsewhere,
  });
  const isSecondary = ({ gene: g }: { gene: { symbol: string } }): boolean => g.symbol === "BRCA1";
  it("withholds genes off the applied panels alone, and counts them", () => {
    const found = { candidates: [on, off, beyond, other], side: [] };
    expect(withholdIncidental(found, isSecondary, DEFAULT_POLICY)).toMatchObject({
      candidates: [on, other],
      count: 2,
    });
  });
  it("incidental: show", () => {
    const policy = { ...DEFAULT_POLICY, incidental: "show" as const };
    const found = { candidates: [on, off], side: [] };
    expect(withholdIncidental(found, isSecondary, policy)).toMatchObject({ ...found, count: 0 });
  });
});
