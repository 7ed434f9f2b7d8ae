import { canonicalJson } from "../../src/core/canonical.ts";
import { describe, expect, it } from "vitest";
import { DEFAULT_POLICY } from "../../src/core/policy.ts";
import { countCandidates, policyDigest, summaryLines } from "../../src/report/index.ts";
import { reportJson } from "../../src/report/json.ts";
import { analysis, emptyAnalysis } from "./build.ts";

describe("summary on standard error", () => {
  it("records read, kept, dropped by each reason, candidates by tier", () => {
    const counts = {
      recordsRead: 1000,
      recordsKept: 3,
      dropped: { star_allele: 0, consequence: 97, frequency: 900, filter: 97 },
      droppedInGenes: { moi_mismatch: 1 },
      ...countCandidates(analysis()),
    };
    expect(summaryLines({ counts })).toEqual([
      "1000 records read, 3 kept",
      "dropped: frequency 900, consequence 97, filter 97",
      "dropped in their genes: moi_mismatch 1",
      "2 candidates: tier 1 2, tier 2 0, tier 3 0",
      "outside the tiers: one_hit 1",
      "withheld as incidental findings: 2 (policy: incidental)",
    ]);
  });

  it("symbolic records that were read as structural variants are not told as dropped", () => {
    const file = { path: "x.vcf", callers: [], records: 2, used: 2, dropped: {}, filters: {} };
    const of = (kind: "small" | "sv"): string[] =>
      summaryLines({
        counts: {
          recordsRead: 9,
          recordsKept: 0,
          dropped: { consequence: 7, symbolic_allele: 1, breakend: 1 },
          droppedInGenes: {},
          droppedAlleles: { symbolic_allele: 1 },
          events: { files: [{ ...file, kind }], events: 2, kept: 2, dropped: {} },
          ...countCandidates(emptyAnalysis()),
        },
      }).filter((line) => /dropped|read as/.test(line));
    expect(of("small")).toEqual([
      "dropped: consequence 7",
      "read as structural variants: breakend 1, symbolic_allele 1",
    ]);
    expect(of("sv")[0]).toBe("dropped: consequence 7, breakend 1, symbolic_allele 1");
  });

  it("nothing found", () => {
    const counts = {
      recordsRead: 1,
      recordsKept: 0,
      dropped: {},
      droppedInGenes: {},
      ...countCandidates({ ...emptyAnalysis(), withheld: { count: 0, list: "" } }),
    };
    expect(summaryLines({ counts })).toEqual([
      "1 record read, 0 kept",
      "0 candidates: tier 1 0, tier 2 0, tier 3 0",
    ]);
  });
});

describe("digests", () => {
  it("canonical JSON does not depend on the order of keys", () => {
    expect(canonicalJson({ b: [1, { d: null, c: "x" }], a: undefined })).toBe(
      '{"b":[1,{"c":"x","d":null}]}',
    );
    const { schema, ...rest } = DEFAULT_POLICY;
    expect(policyDigest({ ...rest, schema })).toBe(policyDigest(DEFAULT_POLICY));
    expect(policyDigest({ ...DEFAULT_POLICY, incidental: "show" })).not.toBe(
      policyDigest(DEFAULT_POLICY),
    );
  });
});

describe("report.json", () => {
  it("holds the untiered lists, what was withheld and not assessed, every check; no input line", () => {
    const report = JSON.parse([...reportJson(analysis())].join("")) as Record<string, never>;
    expect(Object.keys(report).slice(0, 3)).toEqual(["schema", "version", "assembly"]);
    expect(report).toMatchObject({
      schema: "panelist.report",
      version: 3,
      complete: true,
      candidates: [
        {
          rank: 1,
          tier: 1,
          gene: { symbol: "DENOVO1" },
          variants: [{ pos: 500, checks: [{ id: "filter" }] }],
        },
        { rank: 2, tier: 1, variants: [{ alt: "G" }, { alt: "T" }] },
      ],
      untiered: {
        one_hit: [{ gene: { symbol: "HIT1" } }],
        possible_mosaic: [],
        xlr_female_het: [],
      },
      withheld: { count: 2, list: "acmg-sf" },
      notAssessed: [{ what: "str" }],
    });
    expect([...reportJson(analysis())].join("")).not.toContain('"line"');
  });

  it("the same answer gives the same bytes, whatever the order of keys", () => {
    const result = analysis();
    const shuffled = {
      ...result,
      candidates: result.candidates.map(
        (c) => Object.fromEntries(Object.entries(c).toReversed()) as unknown as typeof c,
      ),
    };
    expect([...reportJson(shuffled)].join("")).toBe([...reportJson(result)].join(""));
  });
});
