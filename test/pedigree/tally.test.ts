/** Sample-level checks (DEC-15, DEC-18, VCF-05, 27, 43, 46, 61, 62, UPD-01, T46). */
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DEFAULT_POLICY } from "../../src/core/policy.ts";
import {
  addToTally,
  judgeDeNovoCount,
  judgeTally,
  mergeTallies,
  newTally,
  type SampleVerdict,
  type Tally,
  type TallyRecord,
  type TallyRoles,
} from "../../src/pedigree/index.ts";
import type { Family, Sex } from "../../src/pedigree/model.ts";
import type { SampleCall } from "../../src/vcf/model.ts";

function called(gt: string, depth: number | null = 30, gq: number | null = 60): SampleCall {
  return {
    alleles: gt.split("/").map((a) => (a === "." ? -1 : Number(a))),
    phased: false,
    phaseSet: null,
    pid: null,
    pgt: null,
    depth,
    genotypeQuality: gq,
    alleleDepths: null,
    alleleFractions: null,
    failedFilters: [],
    callerDeNovo: null,
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
  for (const one of records) addToTally(tally, one, ROLES);
  return tally;
}

const times = (n: number, make: (i: number) => TallyRecord): TallyRecord[] =>
  Array.from({ length: n }, (_, i) => make(i));

const judged = (records: TallyRecord[], fam = trio()): SampleVerdict =>
  judgeTally(counted(records), fam, DEFAULT_POLICY);

const outcome = (verdict: SampleVerdict, check: string, subject = "") =>
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
    ["too few sites", "male", 20, 20, "./.", "not_checked", []],
    ["47,XXY: X says two, Y is there", "male", 60, 40, "1/1", "warning", []],
    ["VCF-27 female with a Y", "female", 60, 40, "1/1", "warning", []],
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

  it("DEC-15 too few sites are not checked, never failed", () => {
    const verdict = judged(clash(100));
    expect(outcome(verdict, "relatedness", "kid")).toBe("not_checked");
    expect(verdict.relatednessFailed).toBe(false);
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
    expect(verdict.gvcf).toBe(true);
    expect(outcome(verdict, "gvcf")).toBe("warning");
    expect(judged(times(50, () => record(["0/1", "0/0", "0/0"]))).gvcf).toBe(false);
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
    expect(verdict.mergedSingletons).toBe(true);
    expect(judged(times(30, () => record(["0/1", "0/0", "0/0"]))).mergedSingletons).toBe(false);
    // What is not evidence of reference is no evidence on relatedness either.
    expect(counted(times(30, () => record(["1/1", bare, bare]))).pairSites[0]).toBe(0);
  });

  it("an empty file is not checked", () => {
    const verdict = judged([]);
    expect(new Set(verdict.checks.map((c) => c.outcome))).toEqual(new Set(["not_checked"]));
  });

  it("DN-04 more than ten", () => {
    expect(judgeDeNovoCount(10, "kid")).toBeNull();
    expect(judgeDeNovoCount(11, "kid")?.outcome).toBe("warning");
  });
});

describe("uniparental disomy (UPD-01, UPD-02)", () => {
  const upd = (chrom: string, n: number, step: number) =>
    times(n, (i) => record(["1/1", "0/0", "1/1"], { chrom, pos: 1_000_000 + i * step }));
  const elsewhere = times(600, () => record(["0/1", "0/1", "0/0"], { chrom: "2" }));

  it("one chromosome with the mother's alleles alone", () => {
    const verdict = judged([...upd("15", 25, 1_000_000), ...elsewhere]);
    const check = verdict.checks.find((c) => c.check === "uniparental_disomy");
    expect(check).toMatchObject({ outcome: "warning", subject: "kid" });
    expect(check?.detail).toMatch(/chromosome 15: maternal isodisomy.*imprinted/);
  });

  it.each([
    ["too few", upd("15", 19, 1_000_000)],
    ["too close together", upd("15", 25, 1000)],
    [
      "everywhere alike",
      ["1", "3", "5", ...Array.from({ length: 12 }, (_, i) => String(i + 6))].flatMap((c) =>
        upd(c, 25, 1_000_000),
      ),
    ],
  ])("%s: nothing stands out", (_, records) => {
    const verdict = judged([...records, ...elsewhere]);
    expect(outcome(verdict, "uniparental_disomy", "kid")).toBe("passed");
  });
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
