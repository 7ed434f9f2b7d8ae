/** The worked cases of docs/rules.md that concern inheritance. */
import { describe, expect, it } from "vitest";
import { locusClass } from "../../src/core/assembly.ts";
import { modelsOfMode } from "../../src/inheritance/index.ts";
import {
  duo,
  family,
  judge,
  of,
  singleton,
  trio,
  tried,
  variant,
  type VariantSpec,
} from "./helpers.ts";

const PASS = { verdict: "PASS", penetrance: "complete" };

describe("multi-allelic sites", () => {
  it("T01 VCF-22 1/2 is a pair in trans, no homozygote", () => {
    const fam = singleton();
    const site = {
      ref: "A",
      record: 1,
      altKinds: ["seq" as const, "seq" as const],
      calls: ["1/2"],
    };
    const gene = judge(fam, [
      { ...site, alt: "C", alleleIndex: 1, strong: true },
      { ...site, alt: "T", alleleIndex: 2 },
    ]);
    expect(of(gene, "AR_COMPHET")).toMatchObject({ ...PASS, phase: "TRANS" });
    expect(of(gene, "AR_HOM")).toMatchObject({ verdict: "FAIL", reasons: ["not_homozygous"] });
    expect(gene.side).toEqual([]);
  });

  it("T02 VCF-24 split records of 1/2 keep their balance and make a pair in trans", () => {
    const fam = singleton();
    const specs: VariantSpec[] = [
      { alt: "C", record: 1, calls: [{ gt: "1/0", ad: [1, 20], dp: 40 }] },
      { alt: "T", record: 2, calls: [{ gt: "0/1", ad: [1, 18], dp: 40 }] },
    ];
    const observed = specs.map((spec) => variant(fam, spec).observations[0]);
    expect(observed.map((o) => o?.alleleBalance)).toEqual([0.5, 0.45]);
    expect(observed.map((o) => o?.qcFailures)).toEqual([[], []]);
    expect(of(judge(fam, specs), "AR_COMPHET")).toMatchObject({ ...PASS, phase: "TRANS" });
  });
});

describe("parents without evidence", () => {
  it("T05 VCF-04 a failing gVCF block is no evidence: NOT_MAT, UNCERTAIN", () => {
    const gene = judge(trio(), [
      {
        calls: [
          "0/1",
          { gt: "0/0", ad: null, dp: 35, gq: 60, block: true },
          { gt: "0/0", ad: null, dp: 35, gq: 12, block: true },
        ],
      },
    ]);
    expect(of(gene, "AD_DENOVO")).toMatchObject({
      verdict: "UNCERTAIN",
      origins: ["NOT_MAT"],
      deNovo: [null],
    });
    expect(of(gene, "AD").verdict).toBe("UNCERTAIN");
  });

  it("T05 both blocks pass: de novo, MEDIUM as no AD stands behind it (DEC-19)", () => {
    const block = { gt: "0/0", ad: null, dp: 35, gq: 60, block: true };
    const gene = judge(trio(), [{ calls: ["0/1", block, block] }]);
    expect(of(gene, "AD_DENOVO")).toMatchObject({
      ...PASS,
      origins: ["DENOVO"],
      deNovo: ["MEDIUM"],
    });
  });

  it("T06 a mother without a call: NOT_PAT, UNCERTAIN, never de novo", () => {
    const gene = judge(trio(), [{ calls: ["0/1", "./.", "0/0"] }]);
    for (const model of ["AD", "AD_DENOVO"] as const)
      expect(of(gene, model)).toMatchObject({
        verdict: "UNCERTAIN",
        origins: ["NOT_PAT"],
        deNovo: [null],
        reasons: ["unknown_genotype:mother"],
      });
  });

  it("T07 VCF-46 merged singletons: de novo LOW, UNCERTAIN", () => {
    const bare = { gt: "0/0", ad: null, dp: null, gq: null };
    const gene = judge(trio(), [{ calls: ["0/1", bare, bare] }]);
    expect(of(gene, "AD_DENOVO")).toMatchObject({
      verdict: "UNCERTAIN",
      origins: ["DENOVO"],
      deNovo: ["LOW"],
    });
    expect(of(gene, "AD_DENOVO").reasons).toContain("denovo_low");
  });

  it("T08 ORI-11 AD-05 three reads in the mother: mosaic suspect, UNCERTAIN and not FAIL", () => {
    const gene = judge(
      trio(),
      [
        {
          calls: [
            { gt: "0/1", ad: [15, 15] },
            { gt: "0/0", ad: [40, 3] },
            { gt: "0/0", ad: [38, 0] },
          ],
        },
      ],
      { penetrance: "complete" },
    );
    expect(of(gene, "AD")).toMatchObject({
      verdict: "UNCERTAIN",
      origins: ["MAT_MOSAIC"],
      deNovo: [null],
      reasons: ["parental_mosaic_suspect:mother"],
      flags: ["parental_mosaic_suspect"],
    });
    expect(of(gene, "AD_DENOVO").verdict).toBe("UNCERTAIN");
  });

  it("T09 VCF-22 ./1: AR_HOM UNCERTAIN, and a member of pairs", () => {
    const gene = judge(singleton(), [
      { pos: 1, calls: ["./1"] },
      { pos: 900, calls: ["0/1"] },
    ]);
    expect(of(gene, "AR_HOM")).toMatchObject({
      verdict: "UNCERTAIN",
      reasons: ["proband_het_or_hom"],
    });
    expect(of(gene, "AR_COMPHET").verdict).toBe("PASS");
  });
});

describe("sex chromosomes", () => {
  it.each([
    ["T10 AB 0.95 is a caller's habit", [2, 38], []],
    ["T11 AB 0.48 is flagged, not dropped", [21, 19], ["male_het_nonPAR"]],
  ])("%s (VCF-26)", (_, ad, flags) => {
    const gene = judge(singleton(), [{ locus: "x", calls: [{ gt: "0/1", ad }] }]);
    expect(of(gene, "XLR")).toMatchObject({ ...PASS, flags });
  });

  it("T12 X-07 a male heterozygous in SHOX is an autosomal dominant matter", () => {
    expect(locusClass("GRCh38", "X", 650_000)).toBe("par");
    const gene = judge(singleton(), [{ locus: "par", calls: ["0/1"] }]);
    expect(of(gene, "AD")).toMatchObject({ ...PASS, flags: [] });
    expect(tried(gene, "XLR")).toBe(false);
    expect(modelsOfMode("x_monoallelic_females", "par")).toEqual(["AD", "AD_DENOVO"]);
  });

  it("T13 VCF-33 the last pseudoautosomal base is homozygous, the next hemizygous", () => {
    const at = (pos: number): VariantSpec => ({
      pos,
      locus: locusClass("GRCh38", "X", pos),
      calls: ["1/1"],
    });
    const inside = judge(singleton(), [at(2_781_479)]);
    const outside = judge(singleton(), [at(2_781_480)]);
    expect(of(inside, "AR_HOM").verdict).toBe("PASS");
    expect(tried(inside, "XLR")).toBe(false);
    expect(of(outside, "XLR").verdict).toBe("PASS");
    expect(tried(outside, "AR_HOM")).toBe(false);
  });

  it("T14 X-03 a female heterozygous for a de novo stop is no XLR, but listed", () => {
    const gene = judge(trio("female"), [
      { locus: "x", calls: ["0/1", "0/0", "0"], strong: true, lof: true },
    ]);
    expect(of(gene, "XLR")).toMatchObject({
      verdict: "FAIL",
      reasons: ["not_hemi_or_homozygous"],
      deNovo: ["HIGH"],
    });
    expect(gene.side).toMatchObject([{ list: "xlr_female_het" }]);
  });

  const withSib = (sex: "male" | "female") =>
    family([
      { id: "child", sex: "male", affection: "affected", father: "f", mother: "m" },
      { id: "m", sex: "female", affection: "unaffected" },
      { id: "f", sex: "male", affection: "unaffected" },
      { id: "sib", sex, affection: "unaffected", father: "f", mother: "m" },
    ]);

  it("T15 X-04 an unaffected sister 0/1 does not exclude", () => {
    const gene = judge(withSib("female"), [{ locus: "x", calls: ["1", "0/1", "0", "0/1"] }]);
    const flags = ["carrier_female_unaffected", "mother_carrier_unaffected"];
    expect(of(gene, "XLD")).toMatchObject({ ...PASS, flags });
  });

  it("T15 X-04 an unaffected hemizygous brother fails the complete pass", () => {
    const gene = judge(withSib("male"), [{ locus: "x", calls: ["1", "0/1", "0", "1"] }]);
    expect(of(gene, "XLD")).toMatchObject({ verdict: "PASS", penetrance: "incomplete" });
    expect(of(gene, "XLD").reasons).toContain("unaffected_hemi_or_homozygote:brother");
  });
});

describe("mitochondrial", () => {
  it("T17 MT-01 DN-07 ten per cent, not in the mother: heteroplasmic, not de novo", () => {
    const gene = judge(trio(), [
      {
        locus: "mt",
        calls: [{ gt: "0/1", ad: [900, 100] }, { gt: "0/0", ad: [1000, 0] }, "0/0"],
      },
    ]);
    expect(of(gene, "MT")).toMatchObject({ ...PASS, origins: ["UNKNOWN"], deNovo: [null] });
    expect(of(gene, "MT").flags).toEqual(["heteroplasmic", "new_or_below_detection"]);
  });
});

describe("compound heterozygotes", () => {
  const at = (pos: number, ...calls: VariantSpec["calls"]): VariantSpec => ({ pos, calls });
  const het = "0/1";
  const ref = "0/0";

  it("T19 CH-02 both maternal: CIS, FAIL", () => {
    const gene = judge(trio(), [at(1, het, het, ref), at(900, het, het, ref)]);
    expect(of(gene, "AR_COMPHET")).toMatchObject({ verdict: "FAIL", phase: "CIS" });
    expect(of(gene, "AR_COMPHET").reasons).toContain("cis");
  });

  it("T20 CH-02 maternal and de novo: TRANS_POSSIBLE, PASS", () => {
    const gene = judge(trio(), [at(1, het, het, ref), at(900, het, ref, ref)]);
    expect(of(gene, "AR_COMPHET")).toMatchObject({
      ...PASS,
      phase: "TRANS_POSSIBLE",
      flags: ["one_denovo"],
    });
  });

  it("T21 CH-03 both parents carry one: FAIL when complete, UNCERTAIN when incomplete", () => {
    const specs = [at(1, het, het, het), at(900, het, het, ref)];
    const asked = (penetrance: "complete" | "incomplete" | "both") =>
      of(judge(trio(), specs, { penetrance }), "AR_COMPHET");
    expect(asked("complete").verdict).toBe("FAIL");
    expect(asked("incomplete").verdict).toBe("UNCERTAIN");
    expect(asked("both")).toMatchObject({ verdict: "UNCERTAIN", penetrance: "incomplete" });
  });

  it.each([
    ["opposite haplotypes", "0|1", "100", "1|0", "100", "PASS", "TRANS"],
    ["other phase set", "0|1", "100", "1|0", "200", "PASS", "UNPHASED"],
    ["same haplotype", "0|1", "100", "0|1", "100", "FAIL", "CIS"],
  ])("T22 CH-06 VCF-28 %s", (_, gt1, ps1, gt2, ps2, verdict, phase) => {
    const gene = judge(singleton(), [at(1, { gt: gt1, ps: ps1 }), at(900, { gt: gt2, ps: ps2 })]);
    expect(of(gene, "AR_COMPHET")).toMatchObject({ verdict, phase });
  });

  it("T23 VCF-28 bare 0|1 twice is UNPHASED, unless the whole chromosome is phased", () => {
    const specs = [at(1, "0|1"), at(900, "0|1")];
    const gene = judge(singleton(), specs);
    expect(of(gene, "AR_COMPHET")).toMatchObject({ ...PASS, phase: "UNPHASED" });
    expect(of(gene, "AR_COMPHET").flags).toEqual(["phase_untrusted", "unphased"]);
    const trusted = judge(singleton(), specs, { trustBarePhase: true });
    expect(of(trusted, "AR_COMPHET").phase).toBe("CIS");
  });

  it.each([
    ["exactly one", het, ref, "PASS", "TRANS_LIKELY"],
    ["neither", ref, ref, "FAIL", "CIS_LIKELY"],
    ["both", het, het, "FAIL", "CIS_LIKELY"],
  ])("T24 CH-05 a duo's mother carries %s", (_, first, second, verdict, phase) => {
    const gene = judge(duo(), [at(1, het, first), at(900, het, second)]);
    expect(of(gene, "AR_COMPHET")).toMatchObject({ verdict, phase });
  });

  it("T28 BOTH-02 too frequent for dominant, fine for recessive", () => {
    const common = { eligible: { dominant: false } };
    const gene = judge(trio(), [
      { ...at(1, het, het, ref), ...common },
      { ...at(900, het, ref, het), ...common },
    ]);
    expect(of(gene, "AR_COMPHET")).toMatchObject({ ...PASS, phase: "TRANS" });
    expect(of(gene, "AD")).toMatchObject({ verdict: "FAIL" });
    expect(of(gene, "AD").reasons).toContain("frequency");
    expect(modelsOfMode("both_biallelic_severe", "autosome")[0]).toBe("AR_HOM");
  });

  it("T52 ORI-03b CH-04 a homozygous father transmitted; unaffected, he excludes", () => {
    const gene = judge(trio(), [at(1, het, het, "1/1"), at(900, het, het, ref)]);
    const pair = of(gene, "AR_COMPHET");
    expect(pair).toMatchObject({ origins: ["PAT", "MAT"], penetrance: "incomplete" });
    expect(pair.phase).toBe("TRANS");
    expect(pair.reasons).toContain("unaffected_with_pair:father");
    expect(of(gene, "AR_HOM").verdict).toBe("FAIL");
  });
});

describe("one gene, one variant", () => {
  it("T25 AR-04 DN-06 homozygous with one carrier parent: hom_nonmendelian, never de novo", () => {
    const gene = judge(trio(), [{ calls: ["1/1", "0/1", "0/0"] }]);
    expect(of(gene, "AR_HOM")).toMatchObject({
      verdict: "UNCERTAIN",
      flags: ["hom_nonmendelian"],
      deNovo: [null],
    });
    expect(of(gene, "AD_DENOVO").verdict).toBe("FAIL");
  });

  it("T26 IMP-01 maternal allele expressed: a paternal copy fails", () => {
    const gene = judge(trio(), [{ calls: ["0/1", "0/0", "0/1"] }]);
    expect(of(gene, "IMP_MATERNAL")).toMatchObject({
      verdict: "FAIL",
      reasons: ["silenced_allele"],
    });
  });

  it("T26 IMP-02 a carrier mother whose copy came from her father is rightly unaffected", () => {
    const fam = family([
      { id: "child", sex: "male", affection: "affected", father: "f", mother: "m" },
      { id: "m", sex: "female", affection: "unaffected", father: "gf", mother: "gm" },
      { id: "f", sex: "male", affection: "unaffected" },
      { id: "gf", sex: "male", affection: "unknown" },
      { id: "gm", sex: "female", affection: "unknown" },
    ]);
    const gene = judge(fam, [{ calls: ["0/1", "0/1", "0/0", "0/1", "0/0"] }]);
    expect(of(gene, "IMP_MATERNAL")).toMatchObject(PASS);
    const withoutHerParents = judge(trio(), [{ calls: ["0/1", "0/1", "0/0"] }]);
    expect(of(withoutHerParents, "IMP_MATERNAL")).toMatchObject({
      verdict: "UNCERTAIN",
      reasons: ["unknown_origin:mother"],
    });
    const notCalled = judge(trio(), [{ calls: ["0/1", "./.", "0/0"] }]);
    expect(of(notCalled, "IMP_MATERNAL").reasons).toContain("unknown_genotype:mother");
    const fromHerMother = judge(fam, [{ calls: ["0/1", "0/1", "0/0", "0/0", "0/1"] }]);
    expect(of(fromHerMother, "IMP_MATERNAL")).toMatchObject({ penetrance: "incomplete" });
  });

  it("T27 AD-02 incomplete alone: PASS inherited_from_unaffected", () => {
    const gene = judge(trio(), [{ calls: ["0/1", "0/0", "0/1"] }], { penetrance: "incomplete" });
    expect(of(gene, "AD")).toMatchObject({
      verdict: "PASS",
      penetrance: "incomplete",
      reasons: ["inherited_from_unaffected:pat"],
    });
  });
});
