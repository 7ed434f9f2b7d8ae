/** Rules of inheritance one by one: origin, de novo, penetrance, phase, modes, side lists. */
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { modeConversion, modelsOfMode } from "../../src/inheritance/index.ts";
import type { Policy } from "../../src/core/policy.ts";
import type { Family } from "../../src/pedigree/types.ts";
import type { FamilyVariant, InheritanceOptions } from "../../src/inheritance/types.ts";
import { evaluateGene } from "../../src/inheritance/index.ts";
import {
  OPTIONS,
  call,
  duo,
  family,
  judge,
  of,
  policy,
  singleton,
  trio,
  tried,
  variant,
  type CallSpec,
  type VariantSpec,
} from "./helpers.ts";

const het = "0/1";
const ref = "0/0";
const hom = "1/1";
const none = "./.";
const mosaic: CallSpec = { gt: ref, ad: [40, 3] };

describe("origin on autosomes (ORI-01 to ORI-11)", () => {
  it.each([
    ["ORI-01", het, het, ref, "MAT"],
    ["ORI-02", het, ref, het, "PAT"],
    ["ORI-03", het, het, het, "EITHER"],
    ["ORI-03", hom, het, het, "BOTH"],
    ["ORI-03b", het, hom, het, "MAT"],
    ["ORI-03b", het, hom, none, "MAT"],
    ["ORI-03b", het, het, hom, "PAT"],
    ["ORI-03b Mendelian error", het, hom, hom, "UNKNOWN"],
    ["ORI-04", het, ref, ref, "DENOVO"],
    ["ORI-05", het, het, none, "MAT_OR_EITHER"],
    ["ORI-06", het, ref, none, "NOT_MAT"],
    ["ORI-07", het, none, het, "PAT_OR_EITHER"],
    ["ORI-07", het, none, ref, "NOT_PAT"],
    ["ORI-08", het, none, none, "UNKNOWN"],
    ["ORI-11", het, mosaic, ref, "MAT_MOSAIC"],
    ["ORI-11", het, ref, mosaic, "PAT_MOSAIC"],
    ["ORI-11 0/1 with few reads", het, { gt: het, ad: [36, 4] }, ref, "MAT_MOSAIC"],
    ["ORI-11 beside a carrier", het, mosaic, het, "PAT_OR_EITHER"],
    ["VCF-22 another ALT is reference for this one", het, "2/2", het, "PAT"],
    ["VCF-40 a carrier that fails is unknown", het, { gt: het, gq: 5 }, het, "PAT_OR_EITHER"],
  ])("%s: child %j mother %j father %j -> %s", (_, child, mother, father, origin) => {
    const altKinds = ["seq" as const, "seq" as const];
    const gene = judge(trio(), [{ calls: [child, mother, father], altKinds }]);
    expect(of(gene, "AD").origins).toEqual([origin]);
  });

  it("ORI-03b two homozygous parents of a heterozygous child: UNCERTAIN, flagged", () => {
    const gene = judge(trio("male", "A", "A"), [{ calls: [het, hom, hom] }]);
    expect(of(gene, "AD").verdict).toBe("UNCERTAIN");
    expect(of(gene, "AD").flags).toContain("mendelian_error");
  });
});

describe("origin by chromosome and sex (ORI-09, ORI-10, VCF-25)", () => {
  it.each([
    ["x", "male", "1", het, "0", "XLR", "MAT"],
    ["x", "male", "1", ref, "1", "XLR", "DENOVO"],
    ["x", "male", "1", none, "0", "XLR", "UNKNOWN"],
    ["x", "male", "1", mosaic, "0", "XLR", "MAT_MOSAIC"],
    ["x", "female", het, ref, "1", "XLR", "PAT"],
    ["x", "female", het, het, "1", "XLR", "PAT"],
    ["x", "female", het, ref, "0", "XLR", "DENOVO"],
    ["x", "female", hom, het, "1", "XLR", "BOTH"],
    ["par", "male", het, ref, het, "AD", "PAT"],
    ["y", "male", "1", none, "1", "Y", "PAT"],
    ["y", "male", "1", none, "0", "Y", "DENOVO"],
    ["mt", "male", { gt: het, ad: [20, 1980] }, { gt: het, ad: [900, 100] }, hom, "MT", "MAT"],
    ["mt", "male", { gt: hom, ad: [20, 1980] }, { gt: ref, ad: [900, 0] }, ref, "MT", "DENOVO"],
    ["mt", "male", { gt: hom, ad: [20, 1980] }, { gt: ref, ad: [900, 0] }, hom, "MT", "UNKNOWN"],
    ["mt", "male", { gt: hom, ad: [20, 1980] }, { gt: ref, ad: [90, 0] }, hom, "MT", "UNKNOWN"],
  ] as const)(
    "%s %s: child %j mother %j father %j",
    (locus, sex, child, mother, father, model, origin) => {
      const spec = { locus, calls: [child, mother, father].map(mutable) };
      expect(of(judge(trio(sex), [spec]), model).origins).toEqual([origin]);
    },
  );
});

/** `as const` makes the reads readonly. */
function mutable(spec: string | { gt: string; ad?: readonly number[] | null | undefined }) {
  if (typeof spec === "string") return spec;
  return {
    gt: spec.gt,
    ad: spec.ad === undefined ? [40, 3] : spec.ad === null ? null : [...spec.ad],
  };
}

describe("de novo grades (DN-01 to DN-08, DEC-19)", () => {
  const child: CallSpec = { gt: het, ad: [20, 20] };
  const clean: CallSpec = { gt: ref, ad: [40, 0] };
  it.each([
    ["DN-01", child, clean, clean, "HIGH", "PASS"],
    ["DN-01 one ALT read in both parents", child, { gt: ref, ad: [39, 1] }, clean, "HIGH", "PASS"],
    [
      "DN-01 two of them",
      child,
      { gt: ref, ad: [39, 1] },
      { gt: ref, ad: [39, 1] },
      "LOW",
      "UNCERTAIN",
    ],
    ["DN-02 parental GQ 15", child, { gt: ref, gq: 15 }, clean, "MEDIUM", "UNCERTAIN"],
    ["DN-02 parental DP 8", child, { gt: ref, ad: [8, 0] }, clean, "MEDIUM", "UNCERTAIN"],
    ["DN-02 child AB 0.175", { gt: het, ad: [33, 7] }, clean, clean, "MEDIUM", "PASS"],
    ["DN-02 a gate is missing", { gt: het, gq: null }, clean, clean, "LOW", "UNCERTAIN"],
    ["DN-02 child GQ 15", { gt: het, gq: 15 }, clean, clean, "LOW", "UNCERTAIN"],
    ["DN-02 child filtered", { gt: het, ft: ["x"] }, clean, clean, "LOW", "UNCERTAIN"],
    ["DEC-19 parents without AD", child, { gt: ref, ad: null }, clean, "MEDIUM", "PASS"],
    ["VCF-46", child, { gt: ref, ad: null, dp: 0, gq: 0 }, clean, "LOW", "UNCERTAIN"],
  ] as [string, CallSpec, CallSpec, CallSpec, string, string][])(
    "%s",
    (_, own, mother, father, grade, verdict) => {
      const result = of(judge(trio(), [{ calls: [own, mother, father] }]), "AD_DENOVO");
      expect(result).toMatchObject({ origins: ["DENOVO"], deNovo: [grade], verdict });
    },
  );

  it("DN-01 relatedness failed: not HIGH", () => {
    const gene = judge(trio(), [{ calls: [child, clean, clean] }], { relatednessFailed: true });
    expect(of(gene, "AD_DENOVO").deNovo).toEqual(["MEDIUM"]);
  });

  it("DN-02 too weak a parent is unknown: not de novo at all", () => {
    const gene = judge(trio(), [{ calls: [child, { gt: ref, ad: [3, 0] }, clean] }]);
    expect(of(gene, "AD_DENOVO")).toMatchObject({ origins: ["NOT_PAT"], deNovo: [null] });
  });

  it("DN-03 too frequent to be shown as de novo", () => {
    const gene = judge(trio(), [{ calls: [child, clean, clean], deNovoEligible: false }]);
    expect(of(gene, "AD_DENOVO")).toMatchObject({ verdict: "FAIL", reasons: ["frequency"] });
  });

  it("DN-05 a son's X: the father need not be there", () => {
    const gene = judge(duo(), [{ locus: "x", calls: ["1", ref] }]);
    expect(of(gene, "X_DENOVO")).toMatchObject({ verdict: "PASS", deNovo: ["HIGH"] });
    expect(of(gene, "X_DENOVO").flags).toContain("denovo_X");
  });

  it("DN-01 a son's X that his father shows too is not surely new", () => {
    const graded = (his: string | CallSpec, fam = trio("male")): unknown =>
      of(judge(fam, [{ locus: "x", calls: ["1", ref, his] }]), "X_DENOVO").deNovo;
    expect(graded("0")).toEqual(["HIGH"]);
    expect(graded({ gt: "0", ad: [30, 1] })).toEqual(["HIGH"]);
    expect(graded({ gt: "0", ad: [3, 0], gq: 5 })).toEqual(["HIGH"]);
    expect(graded("1")).toEqual(["LOW"]);
    expect(graded({ gt: "1", ad: null })).toEqual(["LOW"]);
    expect(graded({ gt: "1", ft: ["LowQual"] })).toEqual(["LOW"]);
    expect(graded({ gt: "0", ad: [30, 2] })).toEqual(["LOW"]);
    const social = trio("male");
    const people = social.people.map((one, i) => ({ ...one, geneticParent: i !== 2 }));
    expect(graded("1", { ...social, people })).toEqual(["HIGH"]);
  });

  it("DN-07 a homoplasmic variant new on MT", () => {
    const gene = judge(duo(), [
      {
        locus: "mt",
        calls: [
          { gt: hom, ad: [0, 900], gq: null },
          { gt: ref, ad: [900, 0], gq: null },
        ],
      },
    ]);
    expect(of(gene, "MT")).toMatchObject({ origins: ["DENOVO"], deNovo: ["HIGH"] });
  });

  it("DN-08 a mosaic child is listed apart and not tiered", () => {
    const gene = judge(trio(), [{ calls: [{ gt: het, ad: [36, 4] }, clean, clean] }]);
    expect(gene.side).toMatchObject([{ list: "possible_mosaic", allele: "7:1000:A:G" }]);
    expect(gene.results.every((r) => r.verdict === "FAIL")).toBe(true);
  });

  it("DEC-18 a parent who is not the genetic one is not looked at", () => {
    const fam = trio();
    const father = fam.people[2];
    if (father !== undefined) father.geneticParent = false;
    const gene = judge(fam, [{ calls: [het, ref, het] }]);
    expect(of(gene, "AD")).toMatchObject({ verdict: "PASS", origins: ["NOT_MAT"] });
    expect(tried(gene, "AD_DENOVO")).toBe(false);
  });
});

describe("dominant (AD-01 to AD-08, DEC-05, DEC-06)", () => {
  const quad = (sib: "affected" | "unaffected" | "unknown"): Family =>
    family([
      { id: "child", sex: "male", affection: "affected", father: "f", mother: "m" },
      { id: "m", sex: "female", affection: "unaffected" },
      { id: "f", sex: "male", affection: "unaffected" },
      { id: "sib", sex: "female", affection: sib, father: "f", mother: "m" },
    ]);

  it("AD-01 homozygous is accepted with a label", () => {
    expect(of(judge(singleton(), [{ calls: [hom] }]), "AD")).toMatchObject({
      verdict: "PASS",
      flags: ["hom_in_AD"],
    });
  });

  it("AD-02 an unaffected carrier parent: incomplete, and how the complete pass failed", () => {
    const gene = judge(trio(), [{ calls: [het, het, ref] }]);
    expect(of(gene, "AD")).toMatchObject({
      verdict: "PASS",
      penetrance: "incomplete",
      reasons: ["inherited_from_unaffected:mat", "unaffected_carrier:mother"],
    });
  });

  it("AD-03 an affected carrier parent", () => {
    const gene = judge(trio("male", "A"), [{ calls: [het, het, ref] }]);
    expect(of(gene, "AD")).toMatchObject({
      verdict: "PASS",
      penetrance: "complete",
      reasons: ["inherited_affected:mat"],
    });
  });

  it.each([
    ["a variant of no weight", {}, {}, "FAIL", []],
    ["LOF or P/LP", { strong: true }, {}, "UNCERTAIN", ["affected_noncarrier"]],
    ["a phenocopy is allowed", {}, { allowPhenocopy: 1 }, "PASS", ["affected_noncarrier"]],
  ] as [string, Partial<VariantSpec>, Partial<InheritanceOptions>, string, string[]][])(
    "AD-03 DEC-05 an affected parent without it: %s",
    (_, extra, options, verdict, flags) => {
      const gene = judge(trio("male", "A"), [{ calls: [het, ref, het], ...extra }], {
        ...options,
        penetrance: "incomplete",
      });
      expect(of(gene, "AD")).toMatchObject({ verdict, flags });
    },
  );

  it("DEC-05 a de novo HIGH outweighs an affected parent without it", () => {
    const gene = judge(trio("male", "A"), [{ calls: [het, ref, ref] }]);
    expect(of(gene, "AD_DENOVO")).toMatchObject({
      verdict: "UNCERTAIN",
      flags: ["affected_noncarrier"],
    });
  });

  it("AD-06 nobody to ask: PASS with origin UNKNOWN, de novo not asked", () => {
    const gene = judge(singleton(), [{ calls: [het] }]);
    expect(of(gene, "AD")).toMatchObject({ verdict: "PASS", origins: ["UNKNOWN"] });
    expect(tried(gene, "AD_DENOVO")).toBe(false);
  });

  it.each([
    ["AD-07 affected and without it", "affected", ref, "FAIL", null],
    ["AD-07 affected and unknown", "affected", none, "UNCERTAIN", "complete"],
    ["AD-08 unaffected and a carrier", "unaffected", het, "PASS", "incomplete"],
    ["VCF-66 unknown status never excludes", "unknown", het, "PASS", "complete"],
  ] as const)("%s", (_, status, gt, verdict, penetrance) => {
    const gene = judge(quad(status), [{ calls: [het, het, ref, gt] }]);
    const affectedMother = judge(withAffectedMother(quad(status)), [
      { calls: [het, het, ref, gt] },
    ]);
    expect(of(affectedMother, "AD")).toMatchObject({ verdict, penetrance });
    expect(of(gene, "AD").penetrance).not.toBe("complete");
  });

  it("AD-07 two affected sibs, neither parent: germline mosaic", () => {
    const gene = judge(quad("affected"), [{ calls: [het, ref, ref, het] }]);
    expect(of(gene, "AD_DENOVO")).toMatchObject({
      verdict: "PASS",
      flags: ["germline_mosaic_possible"],
    });
  });
});

function withAffectedMother(fam: Family): Family {
  const people = fam.people.map((p) =>
    p.id === "m" ? { ...p, affection: "affected" as const } : p,
  );
  return { ...fam, people };
}

describe("recessive and X (AR-03, AR-05, X-02, X-06, X-09)", () => {
  it("AR-03 two carriers: hom_mendelian", () => {
    const gene = judge(trio(), [{ calls: [hom, het, het] }]);
    expect(of(gene, "AR_HOM")).toMatchObject({ verdict: "PASS", flags: ["hom_mendelian"] });
  });

  it("a pair with half a call says so", () => {
    const flags = (gt: string): string[] =>
      of(
        judge(trio(), [
          { pos: 1, calls: [gt, het, ref] },
          { pos: 900, calls: [het, ref, het] },
        ]),
        "AR_COMPHET",
      ).flags;
    expect(flags("./1")).toContain("half_call");
    expect(flags(het)).not.toContain("half_call");
  });

  it("AR-05 an unaffected homozygous parent", () => {
    const gene = judge(trio(), [{ calls: [hom, hom, het] }], { penetrance: "complete" });
    expect(of(gene, "AR_HOM")).toMatchObject({
      verdict: "FAIL",
      reasons: ["unaffected_homozygote:mother"],
    });
  });

  it("X-02 a homozygous daughter of a father without it", () => {
    const gene = judge(trio("female"), [{ locus: "x", calls: [hom, het, "0"] }]);
    expect(of(gene, "XLR")).toMatchObject({ verdict: "UNCERTAIN", flags: ["hom_nonmendelian"] });
  });

  it("X-06 an unaffected hemizygous father matters to a daughter, not to a son's origin", () => {
    const daughter = judge(trio("female"), [{ locus: "x", calls: [het, ref, "1"] }]);
    expect(of(daughter, "XLD").penetrance).toBe("incomplete");
    const son = judge(trio("male"), [{ locus: "x", calls: ["1", het, "0"] }]);
    expect(of(son, "XLR").reasons).toEqual(["inherited_mat"]);
    const own = judge(trio("male"), [{ locus: "x", calls: ["1", ref, "1"] }]);
    expect(of(own, "XLR")).toMatchObject({ origins: ["DENOVO"] });
    expect(of(own, "XLR").flags).toContain("x_shared_with_father");
    const neither = judge(trio("male"), [{ locus: "x", calls: ["1", ref, "0"] }]);
    expect(of(neither, "XLR").flags).not.toContain("x_shared_with_father");
  });

  it("X-09 unknown sex is UNCERTAIN in both models", () => {
    const gene = judge(singleton("unknown"), [{ locus: "x", calls: [hom] }]);
    expect(of(gene, "XLR")).toMatchObject({ verdict: "UNCERTAIN", reasons: ["sex_unknown"] });
    expect(of(gene, "XLD").verdict).toBe("UNCERTAIN");
  });

  it("X-10 VCF-27 a woman has no Y", () => {
    const gene = judge(singleton("female"), [{ locus: "y", calls: ["1"] }]);
    expect(of(gene, "Y").verdict).toBe("FAIL");
  });

  it("X-01 a girl with one from each side; a healthy hemizygous father excludes when complete", () => {
    const gene = judge(trio("female"), [
      { locus: "x", pos: 1, calls: [het, het, "0"] },
      { locus: "x", pos: 900, calls: [het, ref, "1"] },
    ]);
    expect(of(gene, "XLR_COMPHET")).toMatchObject({
      verdict: "PASS",
      penetrance: "incomplete",
      phase: "TRANS",
    });
  });
});

describe("X-11 an unaffected mother with one of two copies", () => {
  const flagged = (sex: "male" | "female", mother: "A" | "H" | "?", hers: string): boolean =>
    of(judge(trio(sex, mother), [{ locus: "x", calls: ["1", hers, "0"] }]), "XLR").flags.includes(
      "mother_carrier_unaffected",
    );
  it.each([
    ["a son's", "male", "H", het, true],
    ["a daughter's", "female", "H", het, false],
    ["an affected one", "male", "A", het, false],
    ["of unknown affection", "male", "?", het, false],
    ["who has none", "male", "H", ref, false],
    ["who has both", "male", "H", hom, false],
    ["without a call", "male", "H", "./.", false],
  ] as const)("%s", (_, sex, mother, hers, says) => {
    expect(flagged(sex, mother, hers)).toBe(says);
  });
});

describe("mitochondrial (MT-01 to MT-05, MT-07)", () => {
  const mt = (calls: VariantSpec["calls"], extra: Partial<VariantSpec> = {}) =>
    of(judge(trio(), [{ locus: "mt", calls, ...extra }]), "MT");
  const level = (alt: number): CallSpec => ({ gt: het, ad: [1000 - alt, alt] });

  it.each([
    ["MT-01 below the limit", level(40), "FAIL", "heteroplasmic"],
    ["MT-01 heteroplasmic", level(400), "PASS", "heteroplasmic"],
    ["MT-01 homoplasmic", level(960), "PASS", "homoplasmic"],
    ["MT-02 no reads, 0/1", { gt: het, ad: null }, "PASS", "heteroplasmy_unknown"],
    ["MT-02 no reads, 1/1", { gt: hom, ad: null }, "PASS", "homoplasmic"],
    ["MT-05 low", level(70), "PASS", "numt_caution"],
  ] as [string, CallSpec, string, string][])("%s", (_, own, verdict, flag) => {
    const result = mt([own, level(300), ref]);
    expect(result.verdict).toBe(verdict);
    expect(result.flags).toContain(flag);
  });

  it.each([
    ["at the caller's limit", level(10), true, ["low_heteroplasmy"]],
    ["just below the limit", level(49), true, ["low_heteroplasmy"]],
    ["whatever the genotype", { gt: ref, ad: [970, 30] }, true, ["low_heteroplasmy"]],
    ["below the caller's", level(9), true, []],
    ["a candidate by itself", level(50), true, []],
    ["of no known effect", level(30), false, []],
    ["no reads", { gt: "./.", ad: null }, true, []],
  ] as [string, CallSpec, boolean, string[]][])(
    "DEC-51 a low level: %s",
    (_, own, clinvarPathogenic, lists) => {
      const calls = [own, ref, ref];
      const { side, results } = judge(trio(), [{ locus: "mt", calls, clinvarPathogenic }]);
      expect(side.map(({ list }) => list)).toEqual(lists);
      if (lists.length > 0) expect(of({ side, results, flags: [] }, "MT").verdict).toBe("FAIL");
    },
  );

  it("DEC-51 says how many of the reads, and that nuclear copies look the same", () => {
    const calls = [level(31), ref, ref];
    const [entry] = judge(trio(), [{ locus: "mt", calls, clinvarPathogenic: true }]).side;
    expect(entry).toMatchObject({
      flags: ["heteroplasmic", "numt_caution"],
      reason: "in 3.1 % of the reads, below the limit of 5 %",
    });
  });

  it.each([
    ["the same fraction in all three", level(520), level(520), level(520), true],
    ["the father's alone", level(520), ref, level(60), true],
    ["no reads", { gt: het, ad: null }, ref, { gt: het, ad: null, dp: 1000 }, true],
    ["below the limit in the father", level(520), level(90), level(40), false],
    ["homoplasmic, and the mother's", level(990), level(500), level(990), false],
    ["homoplasmic, and not the mother's", level(980), level(0), level(980), true],
    ["homoplasmic, the father heteroplasmic", level(980), level(0), level(500), true],
    ["homoplasmic, the mother not called", level(980), { gt: "./.", ad: null }, level(980), true],
    ["homoplasmic, no reads", { gt: hom, ad: null }, ref, { gt: hom, ad: null, dp: 900 }, true],
    ["nearly homoplasmic", level(940), level(0), level(970), true],
    ["the father not called, with reads", level(520), ref, { gt: "./.", ad: [500, 500] }, true],
    ["the father not called", level(520), level(0), { gt: "./.", ad: null }, false],
    ["both low", level(60), ref, level(45), true],
    ["stray reads in the father", level(60), level(0), level(15), false],
    ["few reads of the father, half of them", level(520), ref, { gt: het, ad: [40, 40] }, true],
    ["the father too shallow to tell", level(520), level(0), { gt: het, ad: [4, 4] }, false],
  ] as [string, CallSpec, CallSpec, CallSpec, boolean][])(
    "MT-07 a fraction that the father shows too: %s",
    (_, own, mother, father, shared) => {
      const result = mt([own, mother, father]);
      expect(result.flags.includes("mt_shared_with_father")).toBe(shared);
      expect(result.verdict).toBe(shared ? "UNCERTAIN" : "PASS");
      expect(result.reasons.includes("shared_with_father")).toBe(shared);
      if (shared) expect(result.deNovo).toEqual([null]);
    },
  );

  it("MT-07 DEC-18 says nothing of a father whose genotypes are not used", () => {
    const adopted = family([
      { id: "child", sex: "male", affection: "affected", father: "father" },
      { id: "father", sex: "male", affection: "unaffected", geneticParent: false },
    ]);
    const result = of(judge(adopted, [{ locus: "mt", calls: [level(520), level(520)] }]), "MT");
    expect(result).toMatchObject({ verdict: "PASS", flags: ["heteroplasmic"] });
  });

  it("MT-03 a healthy homoplasmic mother fails the complete pass, P/LP excepted", () => {
    expect(mt([level(990), level(990), ref]).penetrance).toBe("incomplete");
    const known = { clinvarPathogenic: true };
    expect(mt([level(990), level(990), ref], known).penetrance).toBe("complete");
  });
});

describe("imprinted (IMP-01 to IMP-03)", () => {
  it.each([
    ["PAT", het, ref, het, "PASS", "FAIL"],
    ["MAT", het, het, ref, "FAIL", "PASS"],
    ["EITHER", het, het, het, "UNCERTAIN", "UNCERTAIN"],
    ["NOT_MAT", het, ref, none, "UNCERTAIN", "UNCERTAIN"],
    ["IMP-03 DENOVO", het, ref, ref, "UNCERTAIN", "UNCERTAIN"],
    ["BOTH", hom, het, het, "PASS", "PASS"],
  ])("%s", (_, own, mother, father, paternal, maternal) => {
    // Parents of unknown status: only the proband's own origin speaks.
    const gene = judge(trio("male", "?", "?"), [{ calls: [own, mother, father] }]);
    expect(of(gene, "IMP_PATERNAL").verdict).toBe(paternal);
    expect(of(gene, "IMP_MATERNAL").verdict).toBe(maternal);
  });
});

describe("pairs (CH-01 to CH-12)", () => {
  const at = (pos: number, calls: VariantSpec["calls"], extra: Partial<VariantSpec> = {}) => ({
    pos,
    calls,
    ...extra,
  });

  it.each([
    ["both weak", { compoundAnchor: false }, { compoundAnchor: false }],
    ["one of a class that does not count", {}, { compoundEligible: false }],
    ["one too frequent", {}, { eligible: { recessive: false } }],
  ])("CH-01 no pair: %s", (_, first, second) => {
    const gene = judge(singleton(), [at(1, [het], first), at(900, [het], second)]);
    expect(tried(gene, "AR_COMPHET")).toBe(false);
  });

  it("CH-02 de novo of lesser grade leaves the pair open", () => {
    const gene = judge(trio(), [at(1, [het, het, ref]), at(900, [het, ref, { gt: ref, gq: 15 }])]);
    expect(of(gene, "AR_COMPHET")).toMatchObject({
      verdict: "UNCERTAIN",
      phase: "TRANS_POSSIBLE",
    });
  });

  it.each([
    ["in one codon", 101, het, het, ["both_denovo", "likely_same_haplotype"], "TRANS_POSSIBLE"],
    ["far apart", 900, het, het, ["both_denovo"], "TRANS_POSSIBLE"],
    ["on two haplotypes by the reads", 101, "0|1", "1|0", [], "TRANS"],
    ["on one", 101, "0|1", "0|1", ["both_denovo"], "CIS"],
  ])("CH-02 CH-07 two new alleles %s", (_, pos, a, b, flags, phase) => {
    const gene = judge(trio(), [
      at(100, [{ gt: a, ps: "1" }, ref, ref]),
      at(pos, [{ gt: b, ps: "1" }, ref, ref]),
    ]);
    expect(of(gene, "AR_COMPHET")).toMatchObject({ flags, phase });
  });

  it("CH-05 an affected mother who carries both leaves it open", () => {
    const gene = judge(duo("male", "A"), [at(1, [het, het]), at(900, [het, het])]);
    expect(of(gene, "AR_COMPHET").verdict).toBe("UNCERTAIN");
  });

  it.each([
    ["same PGT", "0|1", "0|1", "CIS", "FAIL"],
    ["other PGT", "0|1", "1|0", "TRANS", "PASS"],
  ])("VCF-29 PID and PGT: %s", (_, a, b, phase, verdict) => {
    const gene = judge(singleton(), [
      at(1, [{ gt: het, pid: "1_A_G", pgt: a }]),
      at(900, [{ gt: het, pid: "1_A_G", pgt: b }]),
    ]);
    expect(of(gene, "AR_COMPHET")).toMatchObject({ phase, verdict });
  });

  it.each([
    ["TRANS by parents, CIS by reads", [ref, het], "0|1", "0|1", "TRANS"],
    ["CIS by parents, TRANS by reads", [het, ref], "0|1", "1|0", "CIS"],
  ] as [string, string[], string, string, string][])(
    "VCF-29 conflict: %s",
    (_, second, a, b, phase) => {
      const gene = judge(
        trio(),
        [at(1, [{ gt: a, ps: "1" }, het, ref]), at(900, [{ gt: b, ps: "1" }, ...second])],
        { penetrance: "incomplete" },
      );
      expect(of(gene, "AR_COMPHET")).toMatchObject({ verdict: "UNCERTAIN", phase });
      expect(of(gene, "AR_COMPHET").flags).toContain("phase_conflict");
    },
  );

  it.each([
    ["in one codon, whatever the balance", 2, [20, 20], [10, 30], true],
    ["five bases apart, same balance", 5, [20, 20], [20, 20], true],
    ["five bases apart, balance 0.05 apart", 5, [20, 20], [18, 22], false],
    ["five bases apart, balance 0.025 apart", 5, [20, 20], [19, 21], true],
    ["five bases apart, other balance", 5, [20, 20], [10, 30], false],
    ["six bases apart", 6, [20, 20], [20, 20], false],
    ["five bases apart, balance unknown", 5, null, null, false],
  ] as [string, number, number[] | null, number[] | null, boolean][])(
    "CH-07 unphased, perhaps one event: %s",
    (_, apart, a, b, flagged) => {
      const gene = judge(singleton(), [
        at(100, [{ gt: het, ad: a, dp: 40 }]),
        at(100 + apart, [{ gt: het, ad: b, dp: 40 }]),
      ]);
      const flags = flagged ? ["likely_same_haplotype", "unphased"] : ["unphased"];
      expect(of(gene, "AR_COMPHET").flags).toEqual(flags);
    },
  );

  it("CH-08 a healthy sib with both fails the complete pass, unless reads show cis", () => {
    const fam = family([
      { id: "child", sex: "male", affection: "affected" },
      { id: "uncle", sex: "male", affection: "unaffected" },
    ]);
    const both = judge(fam, [at(1, [het, het]), at(900, [het, het])]);
    expect(of(both, "AR_COMPHET").penetrance).toBe("incomplete");
    const cis: CallSpec = { gt: "0|1", ps: "7" };
    const inCis = judge(fam, [at(1, [het, cis]), at(900, [het, cis])]);
    expect(of(inCis, "AR_COMPHET").penetrance).toBe("complete");
  });

  it("CH-10 a noisy gene: ten pairs, the number suppressed, strong ones first", () => {
    const specs = Array.from({ length: 200 }, (_, i) =>
      at(10 + 100 * i, [het], { strong: i >= 198 }),
    );
    const gene = judge(singleton(), specs);
    const pairs = gene.results.filter((r) => r.model === "AR_COMPHET");
    expect(pairs.length).toBe(10);
    expect(pairs[0]?.alleles).toEqual(["7:19810:A:G", "7:19910:A:G"]);
    expect(gene.flags).toEqual(["gene_noise", `pairs_suppressed:${(200 * 199) / 2 - 10}`]);
  });

  it.each([
    [40, []],
    [41, ["alleles_not_paired:1"]],
    [400, ["alleles_not_paired:360"]],
  ])(
    "CH-10 more alleles than the policy pairs are counted, the strongest are paired: %i",
    (n, left) => {
      const few = { ...policy, inheritance: { ...policy.inheritance, maxPairedAlleles: 40 } };
      const specs = Array.from({ length: n }, (_, i) =>
        at(10 + 100 * i, [het], { strong: i >= n - 2, compoundAnchor: i % 2 === 1 }),
      );
      const gene = judge(singleton(), specs, {}, few);
      const pairs = gene.results.filter((r) => r.model === "AR_COMPHET");
      expect(pairs[0]?.alleles).toEqual([`7:${100 * n - 190}:A:G`, `7:${100 * n - 90}:A:G`].sort());
      expect(gene.flags.filter((flag) => flag.startsWith("alleles_not_paired"))).toEqual(left);
      expect(judge(singleton(), specs.toReversed(), {}, few)).toEqual(gene);
    },
  );

  it.each<[string, Partial<VariantSpec>]>([
    ["the very same record twice", { ref: "CAG", alt: "C" }],
    ["written with one base more", { ref: "CAGT", alt: "CT" }],
  ])("CH-10 an allele is no pair with itself: %s", (_, again) => {
    const twice = [at(1, [het], { ref: "CAG", alt: "C", strong: true }), at(1, [het], again)];
    const gene = judge(singleton(), twice);
    expect(gene.results.filter((r) => r.model === "AR_COMPHET")).toEqual([]);
    expect(gene.side).toMatchObject([{ list: "one_hit", allele: "7:1:CAG:C" }]);
  });

  it("DEC-09 one_hit: a strong heterozygote without a partner, gone when there is one", () => {
    const strong = { strong: true, lof: true };
    const lone = judge(trio(), [at(1, [het, het, ref], strong), at(900, [het, het, ref])]);
    expect(lone.side).toMatchObject([{ list: "one_hit", allele: "7:1:A:G" }]);
    const paired = judge(trio(), [at(1, [het, het, ref], strong), at(900, [het, ref, het])]);
    expect(paired.side).toEqual([]);
  });
});

describe("modes of inheritance (MOI-01, X-07, X-08, MT-06)", () => {
  it.each([
    ["monoallelic", "autosome", ["AD", "AD_DENOVO"], null],
    ["monoallelic", "x", ["XLD", "X_DENOVO"], "moi_converted:x_linked"],
    ["biallelic", "x", ["XLR", "XLR_COMPHET"], "moi_converted:x_linked"],
    ["biallelic", "par", ["AR_HOM", "AR_COMPHET", "AR_DEL_HEMI"], null],
    ["x_monoallelic_females", "par", ["AD", "AD_DENOVO"], "moi_converted:autosomal"],
    ["x_biallelic_females", "x", ["XLR", "XLR_COMPHET"], null],
    ["both", "autosome", ["AD", "AD_DENOVO", "AR_HOM", "AR_COMPHET", "AR_DEL_HEMI"], null],
    [
      "both_biallelic_severe",
      "autosome",
      ["AR_HOM", "AR_COMPHET", "AR_DEL_HEMI", "AD", "AD_DENOVO"],
      null,
    ],
    ["monoallelic_paternal_expressed", "autosome", ["IMP_PATERNAL"], null],
    ["monoallelic_maternal_expressed", "autosome", ["IMP_MATERNAL"], null],
    ["unknown", "x", ["XLR", "XLR_COMPHET", "XLD", "X_DENOVO"], null],
    ["missing", "autosome", ["AD", "AD_DENOVO", "AR_HOM", "AR_COMPHET", "AR_DEL_HEMI"], null],
    ["mitochondrial", "mt", ["MT"], null],
    [
      "mitochondrial",
      "autosome",
      ["AD", "AD_DENOVO", "AR_HOM", "AR_COMPHET", "AR_DEL_HEMI"],
      "moi_converted:nuclear",
    ],
    ["biallelic", "y", ["Y"], "moi_converted:y_linked"],
  ] as const)("%s on %s", (mode, locus, models, conversion) => {
    expect(modelsOfMode(mode, locus)).toEqual(models);
    expect(modeConversion(mode, locus)).toBe(conversion);
  });
});

describe("quality gates (VCF-40, VCF-42, VCF-24)", () => {
  it.each([
    ["clean", { gt: het }, [], []],
    ["DP", { gt: het, ad: [4, 5] }, ["depth<10"], []],
    ["GQ", { gt: het, gq: 19 }, ["gq<20"], []],
    ["reads and balance", { gt: het, ad: [30, 3] }, ["alt_reads<4", "ab<0.2"], []],
    ["balance above", { gt: het, ad: [3, 30] }, ["ab>0.8"], []],
    ["homozygous", { gt: hom, ad: [5, 35] }, ["ab<0.9"], []],
    ["a/b has no upper bound", { gt: "1/2", ad: [0, 36, 4] }, [], []],
    ["reference with reads", { gt: ref, ad: [38, 2] }, ["ab>=0.02"], []],
    ["FT", { gt: het, ft: ["LowDP"] }, ["ft:LowDP"], []],
    ["DP missing, AD not", { gt: het, dp: null, ad: [20, 20] }, [], []],
    [
      "missing fields",
      { gt: het, dp: null, gq: null, ad: null },
      [],
      ["missing:DP", "missing:GQ", "missing:AD"],
    ],
  ] as [string, CallSpec, string[], string[]][])("%s", (_, spec, failures, missing) => {
    const fam = singleton();
    const altKinds = ["seq" as const, "seq" as const];
    const [seen] = variant(fam, { calls: [spec], altKinds }).observations;
    expect(seen).toMatchObject({ qcFailures: failures, qcMissing: missing });
  });

  it("VCF-40 a male's X: DP 6 and GQ 10 do", () => {
    const spec = { locus: "x" as const, calls: [{ gt: "1", ad: [0, 7], gq: 12 }] };
    expect(variant(singleton("male"), spec).observations[0]?.qcFailures).toEqual([]);
    expect(call("1").alleles).toEqual([1]);
  });
});

describe("the policy decides, so that its digest pins the answer", () => {
  const clean: CallSpec = { gt: ref, ad: [40, 0] };
  const graded = (calls: VariantSpec["calls"], deNovo: Partial<Policy["deNovo"]>, extra = {}) =>
    of(
      judge(
        trio(),
        [{ calls, ...extra }],
        {},
        { ...policy, deNovo: { ...policy.deNovo, ...deNovo } },
      ),
      "locus" in extra ? "X_DENOVO" : "AD_DENOVO",
    ).deNovo;
  const seven: CallSpec = { gt: het, ad: [33, 7] };
  const weak: CallSpec = { gt: ref, ad: [8, 0] };

  it("DN-01 DN-02 DN-05 the grades of a de novo", () => {
    expect(graded([seven, clean, clean], {})).toEqual(["MEDIUM"]);
    expect(graded([seven, clean, clean], { mediumMinAlleleBalance: 0.18 })).toEqual(["LOW"]);
    const oneRead: CallSpec = { gt: ref, ad: [39, 1] };
    expect(graded([het, oneRead, clean], { maxParentAltReads: 0 })).toEqual(["LOW"]);
    expect(graded([het, weak, clean], {})).toEqual(["MEDIUM"]);
    expect(graded([het, weak, clean], { parentMinDepth: 9 })).toEqual([null]);
    const poor: CallSpec = { gt: ref, gq: 15 };
    expect(graded([het, poor, clean], { parentMinGenotypeQuality: 16 })).toEqual([null]);
    const son = { gt: het, ad: [24, 16] };
    const onX = { locus: "x" as const };
    expect(graded([son, clean, clean], {}, onX)).toEqual(["HIGH"]);
    expect(graded([son, clean, clean], { hemiMinAlleleBalance: 0.5 }, onX)).toEqual(["LOW"]);
  });

  it("MT-05 the fraction of a caution, CH-07 what looks like one haplotype", () => {
    const quality = { ...policy.quality, mtNumtMaxFraction: 0.02 };
    const own = { gt: het, ad: [930, 70] };
    const mt = judge(singleton(), [{ locus: "mt", calls: [own] }], {}, { ...policy, quality });
    expect(of(mt, "MT").flags).not.toContain("numt_caution");
    const far = { ...policy, phase: { ...policy.phase, nearBases: 200 } };
    const pair = judge(
      singleton(),
      [
        { pos: 1, calls: [het] },
        { pos: 150, calls: [het] },
      ],
      {},
      far,
    );
    expect(of(pair, "AR_COMPHET").flags).toContain("likely_same_haplotype");
  });
});

describe("order does not matter", () => {
  it("of variants, and of people", () => {
    const genotypes = fc.constantFrom(ref, het, hom, none);
    const calls = fc.array(fc.tuple(genotypes, genotypes, genotypes), {
      minLength: 1,
      maxLength: 6,
    });
    const fam = trio("female", "H", "?");
    fc.assert(
      fc.property(
        calls,
        fc.constantFrom(
          ...([
            [1, 0, 2],
            [2, 1, 0],
            [1, 2, 0],
          ] as const),
        ),
        (rows, order) => {
          const variants = rows.map(([c, m, f], i) =>
            variant(fam, { pos: 100 * (i + 1), calls: [c === ref || c === none ? het : c, m, f] }),
          );
          const options = OPTIONS;
          const expected = evaluateGene(fam, variants, options, policy);
          expect(evaluateGene(fam, variants.toReversed(), options, policy)).toEqual(expected);
          const moved = shuffled(fam, variants, order);
          expect(evaluateGene(moved.family, moved.variants, options, policy)).toEqual(expected);
        },
      ),
      { seed: 7, numRuns: 200 },
    );
  });
});

/** People in another order, everything else the same. */
function shuffled(fam: Family, variants: FamilyVariant[], order: readonly number[]) {
  const move = (i: number | null): number | null => (i === null ? null : order.indexOf(i));
  const people = order.flatMap((i) => {
    const p = fam.people[i];
    return p === undefined ? [] : [{ ...p, father: move(p.father), mother: move(p.mother) }];
  });
  return {
    family: { ...fam, people, proband: order.indexOf(fam.proband) },
    variants: variants.map((v) => ({
      ...v,
      observations: order.map((i) => v.observations[i] ?? null),
    })),
  };
}
