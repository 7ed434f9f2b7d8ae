/** DEC-45: phase is claimed from evidence; two records at one position are not in trans by being two. */
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { withSiblings } from "../../src/inheritance/index.ts";
import type { ModelResult } from "../../src/inheritance/types.ts";
import type { AlleleKind } from "../../src/vcf/types.ts";
import {
  call,
  family,
  judge,
  policy,
  singleton,
  trio,
  variant,
  type CallSpec,
  type VariantSpec,
} from "./helpers.ts";

const SNV: Partial<VariantSpec> = { pos: 400, ref: "A", alt: "T", record: 1 };
const INSERTION: Partial<VariantSpec> = { pos: 400, ref: "A", alt: "ACCC", record: 2 };
const OTHER_SNV: Partial<VariantSpec> = { pos: 400, ref: "A", alt: "C", record: 2 };
const DELETION: Partial<VariantSpec> = { pos: 400, ref: "TG", alt: "T", record: 1 };
const INSIDE: Partial<VariantSpec> = { pos: 401, ref: "G", alt: "A", record: 2 };
const STAR: AlleleKind[] = ["seq", "star"];

/** The pair's result in a person without relatives, undefined where there is no pair. */
function pairOf(
  first: [Partial<VariantSpec>, string | CallSpec],
  second: [Partial<VariantSpec>, string | CallSpec],
): ModelResult | undefined {
  const specs = [first, second].map(([spec, own]) => ({ ...spec, calls: [own] }));
  return judge(singleton("female"), specs).results.find((r) => r.model === "AR_COMPHET");
}

const half = (gt: string, over: Partial<CallSpec> = {}): CallSpec => ({
  gt,
  ad: [20, 20],
  dp: 40,
  ...over,
});
/** Half of a `1/2` after a split: the other ALT's reads are in DP alone. */
const split = (gt: string, over: Partial<CallSpec> = {}): CallSpec => ({
  gt,
  ad: [1, 19],
  dp: 40,
  ...over,
});

describe("two records at one position", () => {
  const ps = { ps: "400" };
  it.each<[string, CallSpec, CallSpec, string, string]>([
    ["a complex haplotype in two records", half("0/1"), half("0/1"), "UNPHASED", "PASS"],
    ["phased on one haplotype", half("0|1", ps), half("0|1", ps), "CIS", "FAIL"],
    ["phased on two", half("0|1", ps), half("1|0", ps), "TRANS", "PASS"],
    ["bare phase on one", half("0|1"), half("0|1"), "UNPHASED", "PASS"],
    ["PID and PGT on one", pgt("0|1"), pgt("0|1"), "CIS", "FAIL"],
    ["PID and PGT on two", pgt("0|1"), pgt("1|0"), "TRANS", "PASS"],
    [
      "PS and PGT against each other",
      both("0|1", "0|1"),
      both("0|1", "1|0"),
      "UNPHASED",
      "UNCERTAIN",
    ],
    ["PS and PGT of one mind", both("0|1", "0|1"), both("1|0", "1|0"), "TRANS", "PASS"],
    ["PGT beside a bare phase", pgtOf("0|1", "0|1"), pgtOf("1|0", "1|0"), "TRANS", "PASS"],
    ["two phase sets", half("0|1", ps), half("1|0", { ps: "9" }), "UNPHASED", "PASS"],
    ["halves of 1/2", split("1/0"), split("0/1"), "TRANS", "PASS"],
    ["halves of 1/2 without reads", noReads("1/0"), noReads("0/1"), "TRANS", "PASS"],
    ["halves of 1|2", split("1|0"), split("0|1"), "TRANS", "PASS"],
    ["halves with the other missing", split("1/."), split("./1"), "TRANS", "PASS"],
    ["halves, the missing phased", split("1|."), split(".|1"), "TRANS", "PASS"],
    ["no order, but no REF reads", split("0/1"), split("0/1"), "TRANS", "PASS"],
    ["no order, DP of its own alone", own("0/1"), own("0/1"), "TRANS", "PASS"],
    ["no order and hardly a read", few("0/1"), few("0/1"), "UNPHASED", "PASS"],
    ["order, but REF reads say otherwise", half("1/0"), half("0/1"), "UNPHASED", "PASS"],
    ["halves that kept the PGT of 1|2", kept("1/0"), kept("0/1"), "TRANS", "PASS"],
    ["three copies", half("0/0/1"), half("0/1/0"), "UNPHASED", "PASS"],
    ["the evidence disagrees", split("0|1", ps), split("0|1", ps), "CIS", "FAIL"],
  ])("%s", (_, a, b, phase, verdict) => {
    expect(pairOf([SNV, a], [INSERTION, b])).toMatchObject({ phase, verdict });
  });

  function both(gt: string, text: string): CallSpec {
    return { ...pgtOf(gt, text), ...ps };
  }
  function pgtOf(gt: string, text: string): CallSpec {
    return half(gt, { pid: "400_A_T", pgt: text });
  }
  function pgt(text: string): CallSpec {
    return half("0/1", { pid: "400_A_T", pgt: text });
  }
  function kept(gt: string): CallSpec {
    return split(gt, { pid: "400_A_T", pgt: "1|2" });
  }
  function noReads(gt: string): CallSpec {
    return { gt, ad: null, dp: 40 };
  }
  function own(gt: string): CallSpec {
    return { gt, ad: [1, 19], dp: 20 };
  }
  function few(gt: string): CallSpec {
    return { gt, ad: [0, 2], dp: 2 };
  }

  it("an unphased one is told as perhaps one haplotype", () => {
    const flags = pairOf([SNV, half("0/1")], [INSERTION, half("0/1")])?.flags;
    expect(flags).toEqual(["likely_same_haplotype", "unphased"]);
  });

  it("no chromosome has two bases at one place, whatever the reads are said to be", () => {
    expect(pairOf([SNV, half("0/1")], [OTHER_SNV, half("0/1")])?.phase).toBe("TRANS");
    const padded = { ...OTHER_SNV, ref: "AG", alt: "CG" };
    expect(pairOf([SNV, half("0/1")], [padded, half("0/1")])?.phase).toBe("TRANS");
    const mnv = { ...OTHER_SNV, pos: 399, ref: "CA", alt: "GT" };
    expect(pairOf([SNV, half("0/1")], [mnv, half("0/1")])?.phase).toBe("UNPHASED");
  });

  it("VCF-29 a phase set against what the place allows: UNCERTAIN", () => {
    const set = { ps: "1" };
    const found = pairOf([SNV, half("0|1", set)], [OTHER_SNV, half("0|1", set)]);
    expect(found).toMatchObject({ verdict: "UNCERTAIN", flags: ["phase_conflict"] });
  });

  it("CH-02 both from one parent are in cis, and no pair", () => {
    const calls = [half("0/1"), half("0/1"), "0/0"];
    const gene = judge(trio(), [
      { ...SNV, calls },
      { ...INSERTION, calls },
    ]);
    const found = gene.results.find((r) => r.model === "AR_COMPHET");
    expect(found).toMatchObject({ verdict: "FAIL", phase: "CIS" });
  });

  it("one record of more than two copies says nothing", () => {
    const record = { ...SNV, altKinds: ["seq", "seq"] as AlleleKind[], record: 1 };
    const found = (gt: string) =>
      pairOf(
        [
          { ...record, alleleIndex: 1 },
          { gt, ad: [0, 20, 20] },
        ],
        [
          { ...record, alleleIndex: 2, alt: "C" },
          { gt, ad: [0, 20, 20] },
        ],
      )?.phase;
    expect(found("1/2")).toBe("TRANS");
    expect(found("0/1/2")).toBe("UNPHASED");
  });
});

describe("VCF-03 an allele opposite to a heterozygous deletion", () => {
  const del = (over: Partial<CallSpec> = {}): CallSpec => ({
    gt: "0/1",
    ad: [17, 18],
    dp: 36,
    ...over,
  });
  const starred = { ...INSIDE, altKinds: STAR };
  it.each<[string, Partial<VariantSpec>, CallSpec]>([
    ["* in the same record", starred, { gt: "1/2", ad: [0, 18, 18] }],
    [
      "* first",
      { ...INSIDE, altKinds: ["star", "seq"], alleleIndex: 2 },
      { gt: "1/2", ad: [0, 18, 18] },
    ],
    ["* without reads", starred, { gt: "1/2", ad: null, dp: 36 }],
    ["a half call without REF reads", INSIDE, { gt: "./1", ad: [0, 18], dp: 18 }],
    ["a heterozygote without REF reads", INSIDE, { gt: "0/1", ad: [0, 18], dp: 18 }],
    ["a haploid call", INSIDE, { gt: "1", ad: [0, 18], dp: 18 }],
  ])("%s: TRANS", (_, spec, own) => {
    const found = pairOf([DELETION, del()], [spec, own]);
    expect(found).toMatchObject({ verdict: "PASS", phase: "TRANS" });
    expect(found?.flags).not.toContain("likely_same_haplotype");
  });

  it.each<[string, Partial<VariantSpec>, CallSpec, Partial<VariantSpec>]>([
    ["REF reads as of a heterozygote", INSIDE, { gt: "0/1", ad: [18, 18] }, DELETION],
    ["* behind the deletion", { ...starred, pos: 402 }, { gt: "1/2", ad: [0, 18, 18] }, DELETION],
    ["no REF read, behind it", { ...INSIDE, pos: 402 }, { gt: "0/1", ad: [0, 18] }, DELETION],
    [
      "an insertion is no deletion",
      INSIDE,
      { gt: "0/1", ad: [0, 18] },
      { ...DELETION, ref: "T", alt: "TG" },
    ],
  ])("%s: open", (_, spec, own, deletion) => {
    expect(pairOf([deletion, del()], [spec, own])?.phase).toBe("UNPHASED");
  });

  it("no REF read of two alleles in cis opposite to a deletion is no proof that they are in trans", () => {
    const own = { gt: "0/1", ad: [0, 18], dp: 18 };
    const two = [
      { ...INSIDE, calls: [own] },
      { ...INSIDE, alt: "GCC", record: 3, calls: [own] },
    ];
    const phases = (specs: VariantSpec[]) =>
      judge(singleton("female"), specs)
        .results.filter((r) => r.model === "AR_COMPHET")
        .map((r) => [...r.alleles.map((key) => key.split(":").slice(2).join(">")), r.phase]);
    const over = { ...DELETION, ref: "TGG", calls: [del()] };
    expect(phases([over, ...two])).toEqual([
      ["TGG>T", "G>A", "TRANS"],
      ["TGG>T", "G>GCC", "TRANS"],
      ["G>A", "G>GCC", "UNPHASED"],
    ]);
    expect(phases(two)).toEqual([["G>A", "G>GCC", "TRANS"]]);
    const order = ["1/0", "0/1"].map((gt, i) => ({ ...two[i], calls: [{ ...own, gt }] }));
    expect(phases(order as VariantSpec[])).toEqual([["G>A", "G>GCC", "TRANS"]]);
  });

  it("two deletions over it: * does not say which", () => {
    const own = { gt: "1/2", ad: [0, 18, 18] };
    const both = { gt: "1/2", ad: [0, 18, 18] };
    const spec = { ...DELETION, ref: "TGG", altKinds: ["seq", "seq"] as AlleleKind[] };
    expect(pairOf([spec, both], [starred, own])?.phase).toBe("UNPHASED");
  });

  it.each([
    ["without a deletion", [{ ...INSIDE, pos: 900 }, "0/1"]],
    ["beside a homozygous deletion", [DELETION, "1/1"]],
  ] as [string, [Partial<VariantSpec>, string]][])(
    "a haploid call on an autosome %s is no member of a pair",
    (_, other) => {
      expect(pairOf(other, [INSIDE, { gt: "1", ad: [0, 18] }])).toBeUndefined();
    },
  );

  it("a haploid call is a partner of the deletion over it alone", () => {
    const gene = judge(singleton("female"), [
      { ...DELETION, calls: [del()] },
      { ...INSIDE, calls: [{ gt: "1", ad: [0, 18] }] },
      { pos: 900, record: 3, calls: ["0/1"] },
    ]);
    const pairs = gene.results.filter((r) => r.model === "AR_COMPHET").map((r) => r.alleles);
    expect(pairs).toEqual([
      ["7:400:TG:T", "7:401:G:A"],
      ["7:400:TG:T", "7:900:A:G"],
    ]);
  });
});

describe("VCF-24 what the other records of the place do to a genotype", () => {
  const seen = (own: CallSpec, sibling: { ref?: string; alts: string[]; own: CallSpec }) => {
    const [observed] = variant(singleton(), { ...SNV, calls: [own] }).observations;
    if (observed === null || observed === undefined) throw new Error("observed");
    const { ref = "A", alts } = sibling;
    const at = { pos: 400, ref: "A", alt: "T", alleleIndex: 1 };
    const found = withSiblings(observed, at, [{ ref, alts, call: call(sibling.own) }], policy);
    expect(found.siblingAlleles).toBe(sibling.own.gt === "0/0" || ref === "AG" ? 0 : 1);
    return [found.state, found.otherDeleted, found.qcFailures];
  };
  const alone = { gt: "0/1", ad: [1, 19], dp: 20 };
  it.each<[string, CallSpec, Parameters<typeof seen>[1], unknown[]]>([
    ["halves", split("1/0"), { alts: ["ACCC"], own: split("0/1") }, ["het_nonref", false, []]],
    [
      "halves with ./1",
      split("1/."),
      { alts: ["ACCC"], own: split("./1") },
      ["het_nonref", false, []],
    ],
    [
      "trimmed to another REF",
      split("1/0"),
      { ref: "AGG", alts: ["A"], own: split("0/1") },
      ["het_nonref", false, []],
    ],
    [
      "no REF reads: the gate goes",
      alone,
      { alts: ["ACCC"], own: alone },
      ["het_nonref", false, []],
    ],
    ["another base", half("0/1"), { alts: ["C"], own: half("0/1") }, ["het_nonref", false, []]],
    ["* in a record of its own", alone, { alts: ["*"], own: alone }, ["het_nonref", true, []]],
    [
      "* of GATK 3",
      alone,
      { alts: ["<*:DEL>"], own: { gt: "./1", ad: null } },
      ["het_nonref", true, []],
    ],
    [
      "atomized, in cis or not",
      half("0/1"),
      { alts: ["ACCC"], own: half("0/1") },
      ["het", false, []],
    ],
    [
      "phased in cis",
      half("0|1", { ps: "4" }),
      { alts: ["ACCC"], own: half("0|1", { ps: "4" }) },
      ["het", false, []],
    ],
    [
      "not carried there",
      alone,
      { alts: ["ACCC"], own: { gt: "0/0" } },
      ["het", false, ["ab>0.8"]],
    ],
    [
      "the same allele, padded",
      alone,
      { ref: "AG", alts: ["TG"], own: alone },
      ["het", false, ["ab>0.8"]],
    ],
    [
      "<NON_REF> is no allele",
      alone,
      { alts: ["<NON_REF>"], own: { gt: "0/0" } },
      ["het", false, ["ab>0.8"]],
    ],
  ])("%s", (_, own, sibling, expected) => {
    expect(seen(own, sibling)).toEqual(expected);
  });
});

describe("CH-08 a relative's own phase", () => {
  const people = (child: "affected" | "unaffected") =>
    family([
      { id: "pro", sex: "male", affection: "affected", father: "gpa", mother: "gma" },
      { id: "gma", sex: "female", affection: "unaffected" },
      { id: "gpa", sex: "male", affection: "unaffected" },
      { id: "spouse", sex: "female", affection: "unaffected" },
      { id: "child", sex: "female", affection: child, father: "pro", mother: "spouse" },
    ]);
  const pair = (
    status: "affected" | "unaffected",
    calls: [VariantSpec["calls"], VariantSpec["calls"]],
  ) => {
    const [first, second] = calls;
    const gene = judge(people(status), [
      { pos: 1, calls: first },
      { pos: 900, calls: second },
    ]);
    return gene.results.find((r) => r.model === "AR_COMPHET");
  };
  const [r, h] = ["0/0", "0/1"];

  it("an affected child with both from the proband contradicts parents who gave one each", () => {
    const found = pair("affected", [
      [h, h, r, r, h],
      [h, r, h, r, h],
    ]);
    expect(found).toMatchObject({ verdict: "UNCERTAIN", flags: ["phase_conflict"] });
    expect(found?.reasons).toContain("in_cis_in:daughter");
  });

  it.each(["affected", "unaffected"] as const)(
    "an %s child with both from the proband: in cis, no pair",
    (status) => {
      const found = pair(status, [
        [h, null, null, r, h],
        [h, null, null, r, h],
      ]);
      expect(found).toMatchObject({ verdict: "FAIL", phase: "CIS" });
    },
  );

  it("a child who may have one of them from the other parent proves nothing", () => {
    const found = pair("affected", [
      [h, h, r, r, h],
      [h, r, h, h, h],
    ]);
    expect(found).toMatchObject({ verdict: "PASS", phase: "TRANS" });
  });
});

it("an affected relative with one copy is no non-carrier (X-01, AR-02, CH-08)", () => {
  const fam = trio("female", "A", "H");
  const x = judge(fam, [{ locus: "x", calls: ["1/1", "0/1", "0"], strong: true }]);
  const xlr = x.results.find((one) => one.model === "XLR");
  expect(xlr?.verdict).toBe("UNCERTAIN");
  expect(xlr?.reasons).toContain("affected_with_one_copy:mother");
  expect(xlr?.flags).not.toContain("affected_noncarrier");
  const autosome = judge(fam, [{ calls: ["1/1", "0/1", "0/1"] }]);
  const hom = autosome.results.find((one) => one.model === "AR_HOM");
  expect(hom?.reasons).toEqual(["affected_with_one_copy:mother"]);
  const none = judge(fam, [{ locus: "x", calls: ["1/1", "0/0", "1"], strong: true }]);
  const lacks = none.results.find((one) => one.model === "XLR");
  expect(lacks?.flags).toContain("affected_noncarrier");
});

describe("DEC-45 as a property", () => {
  it("TRANS is never claimed of what one haplotype explains", () => {
    // One chromosome is reference, the other holds both alleles: every call is of that person.
    const alleles = fc.constantFrom<[Partial<VariantSpec>, Partial<VariantSpec>]>(
      [SNV, INSERTION],
      [SNV, { pos: 401, ref: "G", alt: "C", record: 2 }],
      [SNV, { pos: 400, ref: "AGG", alt: "A", record: 2 }],
      [INSERTION, { pos: 400, ref: "AGG", alt: "A", record: 2 }],
      [SNV, { pos: 399, ref: "CA", alt: "GT", record: 2 }],
      [DELETION, { pos: 402, ref: "C", alt: "A", record: 2 }],
      // The deletion of a repeat, moved left over a base that the same haplotype changes.
      [
        { pos: 400, ref: "CA", alt: "C", record: 1 },
        { pos: 401, ref: "A", alt: "G", record: 2 },
      ],
    );
    const depth = fc.integer({ min: 12, max: 80 });
    const share = fc.double({ min: 0.35, max: 0.65, noNaN: true });
    const written = fc.record({
      side: fc.constantFrom("0/1", "0|1", "1|0", "PGT"),
      set: fc.constantFrom("one", "bare"),
      hasReads: fc.boolean(),
      hasDepth: fc.boolean(),
    });
    const callOf = (
      {
        side,
        set,
        hasReads,
        hasDepth,
      }: { side: string; set: string; hasReads: boolean; hasDepth: boolean },
      dp: number,
      alt: number,
    ): CallSpec => ({
      gt: side === "PGT" ? "0/1" : side,
      ad: hasReads ? [dp - alt, alt] : null,
      dp: hasDepth ? dp : null,
      ...(side === "PGT" ? { pid: "p", pgt: "0|1" } : {}),
      ...(side.includes("|") && set === "one" ? { ps: "1" } : {}),
    });
    const parents = fc.constantFrom<[string, string] | null>(
      null,
      ["0/1", "0/0"],
      ["0/0", "0/1"],
      ["./.", "0/0"],
      ["0/1", "./."],
    );
    fc.assert(
      fc.property(alleles, written, depth, share, parents, ([a, b], how, dp, part, both) => {
        const own = callOf(how, dp, Math.round(dp * part));
        const calls = both === null ? [own] : [own, ...both];
        const fam = both === null ? singleton("female") : trio("female");
        const gene = judge(fam, [
          { ...a, record: 1, calls },
          { ...b, record: 2, calls },
        ]);
        const found = gene.results.find((one) => one.model === "AR_COMPHET");
        expect(found?.phase).not.toBe("TRANS");
        expect(found?.phase).not.toBe("TRANS_LIKELY");
      }),
      { seed: 11, numRuns: 500 },
    );
  });
});
