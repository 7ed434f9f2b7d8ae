/** Sample-level checks (DEC-15, DEC-18, VCF-05, 27, 43, 46, 61, 62, UPD-01, T46). */
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DEFAULT_POLICY } from "../../src/core/policy.ts";
import {
  currentTally,
  judgeDeNovoCount,
  judgeTally,
  newTally,
  type SampleAssessment,
  type Tally,
  type TallyRoles,
} from "../../src/pedigree/index.ts";
import { type TallyRecord } from "../../src/pedigree/tally.ts";
import { mergeTallies } from "../../src/pedigree/tally.ts";
import { addToTally } from "../../src/pedigree/tally.ts";
import type { Family, Sex } from "../../src/pedigree/types.ts";
import type { SampleCall } from "../../src/vcf/types.ts";

function called(gt: string, depth: number | null = 30, gq: number | null = 60): SampleCall {
  return {
    alleles: gt.split("/").map((a) => (a === "." ? -1 : Number(a))),
    phased: false,
    phaseSet: null,
    pid: null,
    physicalAlleles: null,
    depth,
    genotypeQuality: gq,
    alleleDepths: null,
    alleleFractions: null,
    failedFilters: [],
    text: gt,
  };
}

/** Child, father, mother. */
function trio(sex: Sex = "male"): Family {
  const person = (id: string, s: Sex, sample: number) => ({
    id,
    father: null,
    mother: null,
    sex: s,
    affection: "unknown" as const,
    sample,
    geneticParent: true,
  });
  const child = { ...person("kid", sex, 0), father: 1, mother: 2 };
  const people = [child, person("dad", "male", 1), person("mum", "female", 2)];
  return { id: "F", people, proband: 0, notes: [] };
}

const ROLES: TallyRoles = { fathers: [1, null, null], mothers: [2, null, null] };

function record(gts: (string | SampleCall)[], over: Partial<TallyRecord> = {}): TallyRecord {
  const calls = gts.map((gt) => (typeof gt === "string" ? called(gt) : gt));
  return {
    chrom: "1",
    pos: 1000,
    locus: "autosome",
    isSnv: true,
    isGvcfBlock: false,
    filterPassed: true,
    calls,
    ...over,
  };
}

function counted(records: TallyRecord[]): Tally {
  const tally = newTally(3);
  for (const one of records) addToTally(tally, one, ROLES, DEFAULT_POLICY.sampleChecks);
  return tally;
}

const times = (n: number, make: (i: number) => TallyRecord): TallyRecord[] =>
  Array.from({ length: n }, (_, i) => make(i));

const judged = (records: TallyRecord[], fam = trio()): SampleAssessment =>
  judgeTally(counted(records), fam, DEFAULT_POLICY);

const outcome = (verdict: SampleAssessment, check: string, subject = "") =>
  verdict.checks.find((c) => c.check === check && c.subject === subject)?.outcome;

const onX = (gt: string) => (): TallyRecord =>
  record([gt, "./.", "./."], { chrom: "X", locus: "x" });
const onY = (gt: string) => (): TallyRecord =>
  record([gt, "./.", "./."], { chrom: "Y", locus: "y" });

describe("sex (VCF-61)", () => {
  it.each([
    ["T46 male with 30 % heterozygous, no Y", "male", 30, 70, "./.", "failed", [0]],
    ["male, 2 %", "male", 2, 98, "1/1", "passed", []],
    ["female, 60 %", "female", 60, 40, "./.", "passed", []],
    ["female who looks XY", "female", 0, 100, "1/1", "failed", [0]],
    ["between the limits", "male", 10, 90, "1/1", "warning", []],
    ["DEC-15 ten sites would not tell a female", "male", 0, 10, "1/1", "not_checked", []],
    ["DEC-15 nor a few heterozygotes among them a male", "male", 2, 8, "1/1", "not_checked", []],
    ["DEC-15 a male with as few sites as tell", "male", 0, 43, "1/1", "passed", []],
    ["DEC-15 a female with twelve sites", "female", 7, 5, "./.", "passed", []],
    ["DEC-15 a male who is none, with twenty", "male", 12, 8, "./.", "failed", [0]],
    ["DEC-15 enough to doubt, not to stop the run", "female", 0, 50, "1/1", "warning", []],
    ["DEC-49 47,XXY: X says two, Y is there", "male", 60, 40, "1/1", "not_checked", []],
    ["VCF-27 female with a Y", "female", 60, 40, "1/1", "not_checked", []],
    ["sex not stated", "unknown", 60, 40, "./.", "warning", []],
  ] as const)("%s", (_, sex, hets, homs, y, expected, mismatch) => {
    const records = [...times(hets, onX("0/1")), ...times(homs, onX("1/1")), ...times(20, onY(y))];
    const verdict = judged(records, trio(sex));
    expect(outcome(verdict, "sex", "kid")).toBe(expected);
    expect(verdict.sexMismatch).toEqual(mismatch);
    expect(verdict.relatednessFailed).toBe(expected === "failed");
  });

  it("low quality and failed records do not count", () => {
    const low = record([called("0/1", 30, 5), "./.", "./."], { chrom: "X", locus: "x" });
    const filtered = record(["0/1", "./.", "./."], { chrom: "X", locus: "x", filterPassed: false });
    expect(counted([low, filtered]).xNonReference[0]).toBe(0);
  });
});

describe("relatedness (VCF-62, DEC-18)", () => {
  const agree = times(980, () => record(["0/1", "0/1", "0/0"]));
  const clash = (n: number) => times(n, () => record(["1/1", "0/0", "0/1"]));

  it.each([
    ["fits", 2, "passed", false],
    ["less well than usual", 12, "warning", false],
    ["does not fit", 40, "failed", true],
  ])("%s", (_, n, expected, failed) => {
    const verdict = judged([...agree, ...clash(n)]);
    expect(outcome(verdict, "relatedness", "kid")).toBe(expected);
    expect(verdict.relatednessFailed).toBe(failed);
  });

  it("names no parent in the public text, both in the log's detail", () => {
    const verdict = judged([...agree, ...clash(40)]);
    const text = JSON.stringify(verdict.checks.filter((c) => c.check === "relatedness"));
    expect(text).toContain("pedigree and genotypes inconsistent");
    expect(text).not.toMatch(/father|mother|dad|mum|paternal|maternal/);
    expect(verdict.details.join()).toMatch(/father.*mother/s);
  });

  it.each([
    ["DEC-15 a stranger among 320 sites", 299, 21, "failed"],
    ["DEC-15 320 sites would not show a relative of the parent", 320, 0, "not_checked"],
    ["DEC-15 two clashes among few sites may be chance", 58, 2, "not_checked"],
    ["DEC-15 as few sites as tell", 342, 0, "passed"],
  ])("%s", (_, fitting, clashing, expected) => {
    const records = [...agree.slice(0, fitting), ...clash(clashing)];
    const verdict = judged(records);
    expect(outcome(verdict, "relatedness", "kid")).toBe(expected);
    expect(verdict.relatednessFailed).toBe(expected === "failed");
  });

  it("DEC-18 a parent who is not the genetic one is not held against the child", () => {
    const fam = trio();
    const people = fam.people.map((p) => (p.id === "dad" ? { ...p, geneticParent: false } : p));
    const verdict = judged([...agree, ...clash(40)], { ...fam, people });
    expect(verdict.relatednessFailed).toBe(false);
    expect(verdict.details.join()).not.toContain("father");
  });
});

describe("kind of file", () => {
  it("VCF-05 more than 5 % blocks: a gVCF; a warning for a family", () => {
    const block = () => record(["0/0", "0/0", "0/0"], { isGvcfBlock: true });
    const verdict = judged([...times(6, block), ...times(94, () => record(["0/1", "0/0", "0/0"]))]);
    expect(outcome(verdict, "gvcf")).toBe("warning");
    const none = judged(times(50, () => record(["0/1", "0/0", "0/0"])));
    expect(outcome(none, "gvcf")).toBe("passed");
  });

  it.each([
    ["warning", 500, 0],
    ["not_checked", 499, 0],
    ["passed", 499, 1],
    ["passed", 1, 1],
  ])(
    "VCF-43, DEC-15 no record fails a filter: %s of %i that pass, %i that fail",
    (expected, n, failing) => {
      const good = times(n, () => record(["0/1", "0/0", "0/0"]));
      const bad = times(failing, () => record(["0/1", "0/0", "0/0"], { filterPassed: false }));
      expect(outcome(judged([...good, ...bad]), "filter_column")).toBe(expected);
    },
  );

  it("VCF-46 reference genotypes that nothing stands behind", () => {
    const bare = called("0/0", null, null);
    const verdict = judged(times(30, () => record(["0/1", bare, bare])));
    expect(outcome(verdict, "merged_singletons")).toBe("warning");
    const other = judged(times(30, () => record(["0/1", "0/0", "0/0"])));
    expect(outcome(other, "merged_singletons")).not.toBe("warning");
    // What is not evidence of reference is no evidence on relatedness either.
    expect(counted(times(30, () => record(["1/1", bare, bare]))).pairSites[0]).toBe(0);
  });

  it("an empty file is not checked", () => {
    const verdict = judged([]);
    expect(new Set(verdict.checks.map((c) => c.outcome))).toEqual(new Set(["not_checked"]));
  });

  it("DN-04 more than ten", () => {
    expect(judgeDeNovoCount(10, "kid", DEFAULT_POLICY)).toBeNull();
    expect(judgeDeNovoCount(11, "kid", DEFAULT_POLICY)?.outcome).toBe("warning");
  });
});

describe("uniparental disomy (UPD-01, UPD-02)", () => {
  /** Sites where the parents are opposite homozygotes, the first `n` of `all` with the mother's alleles alone. */
  const sites = (chrom: string, n: number, all = n, step = 2_000_000) =>
    times(all, (i) =>
      record([i < n ? "1/1" : "0/1", "0/0", "1/1"], { chrom, pos: 1_000_000 + i * step }),
    );
  const agreeing = times(600, () => record(["0/1", "0/1", "0/1"], { chrom: "2" }));
  const autosomes = Array.from({ length: 22 }, (_, i) => String(i + 1));
  /** All autosomes, as they should be but for one. */
  const genome = (chrom: string, its: TallyRecord[]) => [
    ...agreeing,
    ...autosomes.flatMap((c) => (c === chrom ? its : sites(c, 0, 6))),
  ];
  const checks = (records: TallyRecord[]) =>
    judged(records).checks.filter((c) => c.check === "uniparental_disomy");

  it("one chromosome with the mother's alleles alone; the relatedness is that of the others", () => {
    const records = genome("15", sites("15", 25));
    const found = checks(records);
    expect(found).toMatchObject([{ outcome: "warning", subject: "kid" }]);
    expect(found[0]?.detail).toMatch(/^chromosome 15: maternal isodisomy.*imprinted/);
    expect(outcome(judged(records), "relatedness", "kid")).toBe("passed");
  });

  it.each([
    ["no site of them all", sites("15", 0, 6), []],
    ["one error", sites("15", 1, 6), []],
    ["three sites", sites("15", 3, 3, 3_000_000), ["warning"]],
    ["no sites", [], ["not_checked"]],
    ["two sites", sites("15", 2), ["not_checked"]],
    ["one place, a deletion say", sites("15", 6, 6, 1000), ["not_checked"]],
    ["a few of many: a small part, or errors", sites("15", 5, 12), ["not_checked"]],
    ["a part of the chromosome", sites("15", 12, 24), ["warning"]],
  ])("%s", (_, its, outcomes) => {
    const found = checks(genome("15", its));
    expect(found.map((c) => c.outcome)).toEqual(outcomes.length === 0 ? ["passed"] : outcomes);
    expect(found.every((c) => c.outcome === "passed" || /chromosome 15/.test(c.detail))).toBe(true);
  });

  it("a parent who is none is no disomy, whether of half or of all the sites", () => {
    for (const share of [0.5, 1]) {
      const records = [
        ...agreeing,
        ...autosomes.flatMap((c) => sites(c, Math.round(8 * share), 8)),
      ];
      expect(outcome(judged(records), "relatedness", "kid")).toBe("failed");
      expect(checks(records).map((c) => c.outcome)).toEqual(["not_checked"]);
    }
  });

  it("few sites of a stranger are no disomy where relatedness cannot be checked", () => {
    expect(checks(sites("15", 4))).toMatchObject([
      { outcome: "not_checked", detail: "too few or conflicting sites on chromosomes 1 to 22" },
    ]);
    expect(checks(sites("15", 20)).map((c) => c.outcome)).toEqual(["warning", "not_checked"]);
    const alike = agreeing.slice(0, 170);
    expect(checks([...alike, ...sites("15", 13)])[0]?.detail).toMatch(/^chromosome 15/);
    expect(checks(sites("15", 13))[0]?.outcome).toBe("not_checked");
  });
});

it("DEC-15 a tally of the earlier windows keeps its relatedness and excludes no disomy", () => {
  const { windows: _, ...fresh } = newTally(3);
  const old = { ...fresh, pairSites: [900, 900, 0, 0, 0, 0], pairOpposite: [0, 80, 0, 0, 0, 0] };
  const tally = currentTally(old);
  const verdict = judgeTally(tally, trio(), DEFAULT_POLICY);
  expect(verdict.details.join()).toMatch(/father.*0 .* of 900.*mother.*80 .* of 900/s);
  expect(outcome(verdict, "relatedness", "kid")).toBe("failed");
  expect(outcome(verdict, "uniparental_disomy", "kid")).toBe("not_checked");
  expect(currentTally(tally)).toBe(tally);
});

it("DEC-15 merging is the same in any order and grouping", () => {
  const gt = fc.constantFrom("0/0", "0/1", "1/1", "./.");
  const place = fc.constantFrom(
    { chrom: "1", locus: "autosome" as const },
    { chrom: "7", locus: "autosome" as const },
    { chrom: "X", locus: "x" as const },
    { chrom: "Y", locus: "y" as const },
  );
  const one = fc
    .tuple(fc.tuple(gt, gt, gt), place, fc.nat(1e6), fc.boolean())
    .map(([gts, where, pos, isSnv]) => record(gts, { ...where, pos, isSnv }));
  fc.assert(
    fc.property(fc.array(one, { maxLength: 40 }), fc.nat(40), (records, at) => {
      const whole = counted(records);
      const [a, b] = [counted(records.slice(0, at)), counted(records.slice(at))];
      expect(mergeTallies(a, b)).toEqual(whole);
      expect(mergeTallies(b, a)).toEqual(whole);
      expect(structuredClone(whole)).toEqual(whole);
    }),
    { seed: 3, numRuns: 50 },
  );
});
