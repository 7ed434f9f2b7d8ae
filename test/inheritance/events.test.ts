/** Events in families: dosage with certainty, pairs, what lies inside a deletion (SVH). Cases by the rules' numbers. */
import { describe, expect, it } from "vitest";
import type { Family } from "../../src/pedigree/types.ts";
import type { EventCall } from "../../src/structural/types.ts";
import { eventCall, judgeWith, type CallWord, type EventSpec } from "./events.ts";
import { of, singleton, tried, trio, type CallSpec } from "./helpers.ts";

const del = (...calls: CallWord[]): EventSpec => ({ calls });
/** Inside the deletion, and far beyond it. */
const INSIDE = 1000;
const OUTSIDE = 9000;

describe("a small variant inside a deletion", () => {
  it("case 1: homozygous as written, it is hemizygous over the deletion: one pair in trans (SVH-04)", () => {
    const gene = judgeWith(singleton(), [del("het")], [{ pos: INSIDE, calls: ["1/1"] }]);
    const pair = of(gene, "AR_DEL_HEMI");
    expect(pair).toMatchObject({ verdict: "PASS", phase: "TRANS" });
    expect(pair.flags).toContain("hemizygous_over_deletion");
    expect(of(gene, "AR_HOM", 0).verdict).toBe("FAIL");
    expect(of(gene, "AR_HOM", 1).verdict).toBe("FAIL");
    expect(tried(gene, "AR_COMPHET")).toBe(false);
    expect(gene.side).toEqual([]);
  });

  it("a haploid call and `*` beside the allele are the same candidate", () => {
    const haploid = judgeWith(singleton(), [del("het")], [{ pos: INSIDE, calls: ["1"] }]);
    expect(of(haploid, "AR_DEL_HEMI")).toMatchObject({ verdict: "PASS", phase: "TRANS" });
    const star = judgeWith(
      singleton(),
      [del("het")],
      [{ pos: INSIDE, calls: ["1/2"], altKinds: ["seq", "star"] }],
    );
    expect(of(star, "AR_DEL_HEMI")).toMatchObject({ verdict: "PASS", phase: "TRANS" });
  });

  it("case 2: heterozygous with both alleles read, it is no pair: both are flagged, each is one hit (SVH-05)", () => {
    const balanced: CallSpec = { gt: "0/1", ad: [21, 19], dp: 40 };
    const gene = judgeWith(
      singleton(),
      [del("het")],
      [{ pos: INSIDE, calls: [balanced], strong: true, lof: true }],
    );
    expect(of(gene, "AR_COMPHET")).toMatchObject({
      verdict: "FAIL",
      reasons: ["het_inside_deletion"],
    });
    expect(
      gene.side.map(({ list, flags }) => [list, flags.includes("het_inside_deletion")]),
    ).toEqual([
      ["one_hit", true],
      ["one_hit", true],
    ]);
  });

  it("where the ends are uncertain so that it may lie outside, nothing is claimed", () => {
    const vague: EventSpec = { calls: ["het"], event: { ciFirst: [-600, 600] } };
    const gene = judgeWith(singleton(), [vague], [{ pos: INSIDE, calls: ["0/1"] }]);
    expect(of(gene, "AR_COMPHET")).toMatchObject({ verdict: "PASS", phase: "UNPHASED" });
    const hom = judgeWith(singleton(), [vague], [{ pos: INSIDE, calls: ["1/1"] }]);
    expect(tried(hom, "AR_DEL_HEMI")).toBe(false);
    expect(of(hom, "AR_HOM", 1).verdict).toBe("PASS");
  });

  it("a deletion on both chromosomes has nothing inside it to pair with", () => {
    const gene = judgeWith(singleton(), [del("hom")], [{ pos: INSIDE, calls: ["1/1"] }]);
    expect(tried(gene, "AR_DEL_HEMI")).toBe(false);
  });

  it("case 78: the father's deletion over the child's homozygous site is no isodisomy", () => {
    const gene = judgeWith(
      trio(),
      [del("het", "reference", "het")],
      [{ pos: INSIDE, calls: ["1/1", "0/1", "0/0"] }],
    );
    const pair = of(gene, "AR_DEL_HEMI");
    expect(pair).toMatchObject({ verdict: "PASS", phase: "TRANS" });
    expect([...pair.origins].sort()).toEqual(["MAT", "PAT"]);
    expect(pair.flags).not.toContain("hom_nonmendelian");
  });

  it("a deletion that the mother alone was called to have leaves it open", () => {
    const gene = judgeWith(
      trio(),
      [del("not_called", "het", "reference")],
      [{ pos: INSIDE, calls: ["1/1", "0/0", "0/1"] }],
    );
    expect(of(gene, "AR_DEL_HEMI")).toMatchObject({ verdict: "UNCERTAIN", phase: "TRANS" });
    expect(of(gene, "AR_DEL_HEMI").reasons).toContain("deletion_seen_in:mother");
    expect(tried(gene, "AD") && of(gene, "AD").alleles[0]?.startsWith("7:1000")).toBe(true);
  });

  it("a deletion that the child was called not to have is none of his", () => {
    const gene = judgeWith(
      trio(),
      [del("reference", "het", "reference")],
      [{ pos: INSIDE, calls: ["1/1", "0/0", "0/1"] }],
    );
    expect(tried(gene, "AR_DEL_HEMI")).toBe(false);
  });
});

describe("an event and a small variant outside it (SVH-06)", () => {
  const SMALL_OF_FATHER = { pos: OUTSIDE, calls: ["0/1", "0/0", "0/1"] };

  it("case 7: one from each parent, called together: in trans", () => {
    const gene = judgeWith(trio(), [del("het", "het", "reference")], [SMALL_OF_FATHER]);
    expect(of(gene, "AR_COMPHET")).toMatchObject({ verdict: "PASS", phase: "TRANS" });
  });

  it("case 8: not called in the father's own file, so the deletion could be his: likely in trans", () => {
    const gene = judgeWith(trio(), [del("het", "het", "not_called")], [SMALL_OF_FATHER]);
    expect(of(gene, "AR_COMPHET")).toMatchObject({ verdict: "PASS", phase: "TRANS_LIKELY" });
  });

  it("case 9: no parent was assayed: the phase is open", () => {
    const gene = judgeWith(trio(), [del("het", "-", "-")], [SMALL_OF_FATHER]);
    expect(of(gene, "AR_COMPHET").phase).toBe("UNPHASED");
  });

  it("case 10: a deletion and a small duplication", () => {
    const gene = judgeWith(
      singleton(),
      [del("het")],
      [{ pos: OUTSIDE, ref: "G", alt: "GACTG", lof: true, strong: true, calls: ["0/1"] }],
    );
    expect(of(gene, "AR_COMPHET")).toMatchObject({ verdict: "PASS", phase: "UNPHASED" });
  });

  describe("pieces of what one parent has as a whole", () => {
    const whole = { first: 1, last: 100_000 };
    const called = (word: CallWord, place?: { first: number; last: number }): EventCall => {
      const call = eventCall(word, place && { place, flags: ["overlapping_call"] });
      if (call === null) throw new Error("not assayed");
      return call;
    };
    const pieces = (
      father: [EventCall, EventCall],
      mother: [EventCall, EventCall],
      last = 99_000,
    ): ReturnType<typeof judgeWith> =>
      judgeWith(trio(), [
        { calls: [called("het"), mother[0], father[0]], event: { first: 1000, last: 20_000 } },
        { calls: [called("het"), mother[1], father[1]], event: { first: 50_000, last } },
      ]);
    const none = [called("not_called"), called("not_called")] as const;
    const his = [called("unknown", whole), called("het", whole)] as const;

    it("are no pair", () => {
      const gene = pieces([...his], [...none]);
      expect(of(gene, "AR_COMPHET")).toMatchObject({ verdict: "FAIL", phase: "CIS_LIKELY" });
      expect(of(pieces([...none], [...his]), "AR_COMPHET").verdict).toBe("FAIL");
    });

    it.each<[string, ReturnType<typeof pieces>]>([
      ["the other may have one of them", pieces([...his], [called("het"), called("not_called")])],
      ["the other has something over it", pieces([...his], [...his])],
      ["one reaches beyond it", pieces([...his], [...none], 120_000)],
      ["they lie in two", pieces([called("het"), called("het", whole)], [...none])],
    ])("but not where %s", (_, gene) => {
      expect(of(gene, "AR_COMPHET").phase).not.toBe("CIS_LIKELY");
    });
  });

  const phased = (alleles: number[], run?: string, set: string | null = "77"): EventCall => {
    const call = eventCall("het", { phase: { set, run, alleles } });
    if (call === null) throw new Error("not assayed");
    return call;
  };

  it("two events pair as well, and phase sets of one file alone count (SVH-08)", () => {
    const two = (first: EventCall, second: EventCall): ReturnType<typeof judgeWith> =>
      judgeWith(
        singleton(),
        [{ calls: [first] }, { calls: [second], event: { kind: "DUP", first: 5000, last: 6000 } }],
        [],
        { trustBarePhase: true },
      );
    const [left, right] = [phased([0, 1], "file 0"), phased([1, 0], "file 0")];
    expect(of(two(left, right), "AR_COMPHET").phase).toBe("TRANS");
    expect(of(two(left, left), "AR_COMPHET").verdict).toBe("FAIL");
    expect(of(two(left, phased([1, 0], "file 1")), "AR_COMPHET").phase).toBe("UNPHASED");
    // What the small variants' header says of bare genotypes is not said of another file's.
    const bare = two(phased([0, 1], "file 0", null), phased([1, 0], "file 0", null));
    expect(of(bare, "AR_COMPHET")).toMatchObject({ phase: "UNPHASED" });
    expect(of(bare, "AR_COMPHET").flags).toContain("phase_untrusted");
  });

  it("a phase set that an event shares with a small variant decides (SVH-08)", () => {
    const beside = (call: EventCall, gt: string, pos = OUTSIDE): ReturnType<typeof judgeWith> =>
      judgeWith(singleton(), [{ calls: [call] }], [{ pos, calls: [{ gt, ps: "77" }] }]);
    expect(of(beside(phased([0, 1]), "1|0"), "AR_COMPHET")).toMatchObject({
      verdict: "PASS",
      phase: "TRANS",
    });
    expect(of(beside(phased([0, 1]), "0|1"), "AR_COMPHET")).toMatchObject({
      verdict: "FAIL",
      phase: "CIS",
    });
    for (const call of [phased([0, 1], "file 1"), phased([0, 1], undefined, "78")])
      expect(of(beside(call, "0|1"), "AR_COMPHET").phase).toBe("UNPHASED");
    const flagsAt = (pos: number): string[] =>
      of(beside(phased([0, 1]), "1|0", pos), "AR_COMPHET").flags;
    expect(flagsAt(1_001_500)).not.toContain("phased_far_apart");
    expect(flagsAt(1_001_501)).toContain("phased_far_apart");
  });

  it("case 85: the small variants inside tell whose chromosome the deletion is on (SVH-07)", () => {
    const gene = judgeWith(
      trio(),
      [{ calls: ["het", "-", "-"], over: { originBySites: "MAT" } }],
      [SMALL_OF_FATHER],
    );
    const pair = of(gene, "AR_COMPHET");
    expect(pair).toMatchObject({ verdict: "PASS", phase: "TRANS" });
    expect(pair.flags).toContain("origin_by_sites");
  });

  it("what fails its filters pairs with a strong partner alone, and stands on a list of its own (DEC-47)", () => {
    const filtered: EventSpec = { calls: ["het"], over: { failed: true } };
    const strong = judgeWith(
      singleton(),
      [filtered],
      [{ pos: OUTSIDE, strong: true, clinvarPathogenic: true, calls: ["0/1"] }],
    );
    expect(of(strong, "AR_COMPHET").verdict).toBe("PASS");
    const weak = judgeWith(singleton(), [filtered], [{ pos: OUTSIDE, calls: ["0/1"] }]);
    expect(of(weak, "AR_COMPHET")).toMatchObject({ verdict: "FAIL", reasons: ["failed_filter"] });
    expect(weak.side.map(({ list }) => list)).toEqual(["failed_filter_event"]);
    const hom = judgeWith(singleton(), [{ calls: ["hom"], over: { failed: true } }]);
    expect(of(hom, "AR_HOM").verdict).toBe("PASS");
  });

  it("a zygosity that is not told leaves a pair open (SVH-01)", () => {
    const gene = judgeWith(singleton(), [del("presence")], [{ pos: OUTSIDE, calls: ["0/1"] }]);
    expect(of(gene, "AR_COMPHET")).toMatchObject({ verdict: "UNCERTAIN" });
    expect(of(gene, "AR_COMPHET").reasons).toContain("zygosity_unknown");
  });
});

describe("one event", () => {
  it("case 3: a heterozygous deletion is one hit, and says that no second hit was called (DEC-50)", () => {
    const options = { filesRead: "small variants, structural variants" };
    const gene = judgeWith(singleton(), [del("het")], [], options);
    expect(gene.side[0]).toMatchObject({ list: "one_hit" });
    expect(gene.side[0]?.reason).toContain(
      "no second hit was called (files read: small variants, structural variants)",
    );
  });

  it("case 53: a father who is well and carries it excludes it, but not in a region of reduced penetrance (SVH-11)", () => {
    const ad = (reducedPenetrance: boolean): ReturnType<typeof of> => {
      const deletion = { ...del("het", "reference", "het"), over: { reducedPenetrance } };
      return of(judgeWith(trio(), [deletion], [], { penetrance: "complete" }), "AD");
    };
    expect(ad(false)).toMatchObject({ verdict: "FAIL", penetrance: null });
    const kept = ad(true);
    expect(kept).toMatchObject({ verdict: "PASS", penetrance: "complete" });
    expect(kept.reasons).toContain("unaffected_carrier:father");
    expect(kept.reasons).toContain("inherited_from_unaffected:pat");
  });

  it("in an imprinted region it is certain once the parent of origin is known (SVH-12)", () => {
    const ad = (calls: CallWord[], originBySites: "MAT" | "PAT" | null): ReturnType<typeof of> =>
      of(judgeWith(trio(), [{ calls, over: { imprinted: true, originBySites } }]), "AD");
    const alone = ad(["het", "-", "-"], null);
    expect(alone).toMatchObject({ verdict: "UNCERTAIN", reasons: ["origin_unknown"] });
    expect(alone.flags).toContain("imprinted_region");
    expect(ad(["het", "-", "-"], "PAT").verdict).toBe("PASS");
    const isNew: CallWord[] = ["het", "reference", "reference"];
    expect(ad(isNew, null).reasons).toContain("origin_denovo");
    expect(ad(isNew, "MAT").reasons).not.toContain("origin_denovo");
  });

  it("where it arose tells which parent's copy is lost, though neither has it (SVH-07, SVH-12)", () => {
    const calls: CallWord[] = ["het", "reference", "reference"];
    const judged = (originBySites: "MAT" | "PAT" | null): string[] => {
      const gene = judgeWith(trio(), [{ calls, over: { imprinted: true, originBySites } }]);
      return (["IMP_MATERNAL", "IMP_PATERNAL"] as const).map((model) => {
        const { verdict, reasons } = of(gene, model);
        return [verdict, ...reasons].join(" ");
      });
    };
    expect(judged("MAT")).toEqual(["PASS", "FAIL silenced_allele"]);
    expect(judged("PAT")).toEqual(["FAIL silenced_allele", "PASS"]);
    expect(judged(null)).toEqual(["UNCERTAIN origin_denovo", "UNCERTAIN origin_denovo"]);
  });

  it("a new one and an inherited small variant are in trans, or not, by where it arose (SVH-07)", () => {
    // The small variant is the father's.
    const small = { pos: OUTSIDE, calls: ["0/1", "0/0", "0/1"] };
    const pair = (originBySites: "MAT" | "PAT" | null): ReturnType<typeof of> =>
      of(
        judgeWith(
          trio(),
          [{ calls: ["het", "reference", "reference"], over: { originBySites } }],
          [small],
        ),
        "AR_COMPHET",
      );
    expect(pair("MAT")).toMatchObject({ phase: "TRANS" });
    expect(pair("PAT")).toMatchObject({ phase: "CIS", verdict: "FAIL" });
    expect(pair(null)).toMatchObject({ phase: "TRANS_POSSIBLE" });
  });

  it("on a chromosome of three copies nothing that counts on two is certain (SVH-15)", () => {
    const oddCopies = [{ chrom: "7", first: 1, last: 1000 }];
    const gene = judgeWith(trio(), [del("hom", "het", "het")], [], { oddCopies });
    expect(of(gene, "AR_HOM")).toMatchObject({ verdict: "UNCERTAIN" });
    expect(of(gene, "AR_HOM").reasons).toContain("odd_copies");
    const elsewhere = [{ chrom: "7", first: 5000, last: 9000 }];
    const usual = judgeWith(trio(), [del("hom", "het", "het")], [], { oddCopies: elsewhere });
    expect(of(usual, "AR_HOM").verdict).toBe("PASS");
  });

  it("case 11: homozygous, and both parents are reference: not Mendelian, and not new", () => {
    const gene = judgeWith(trio(), [del("hom", "reference", "reference")]);
    expect(of(gene, "AR_HOM")).toMatchObject({ verdict: "UNCERTAIN" });
    expect(of(gene, "AR_HOM").flags).toContain("hom_nonmendelian");
    expect(of(gene, "AD_DENOVO").verdict).toBe("FAIL");
    expect(of(judgeWith(trio(), [del("hom", "het", "het")]), "AR_HOM").flags).toContain(
      "hom_mendelian",
    );
  });

  it("case 12: a mother whose reads contradict her genotype is unknown: nothing is new", () => {
    const gene = judgeWith(trio(), [del("het", "unknown", "reference")]);
    expect(of(gene, "AD_DENOVO")).toMatchObject({ verdict: "UNCERTAIN", deNovo: [null] });
    expect(of(gene, "AD").origins).toEqual(["NOT_PAT"]);
  });

  it("case 13: presence alone: no grade, no homozygote", () => {
    const gene = judgeWith(trio(), [del("presence", "unknown", "unknown")]);
    expect(of(gene, "AD_DENOVO").deNovo).toEqual([null]);
    expect(of(gene, "AR_HOM").verdict).toBe("FAIL");
  });

  /** By the word of a caller that does not believe it. */
  const weak = (): EventSpec["calls"][number] =>
    eventCall("het", { failedFilters: ["MinGQ"] }) ?? "het";

  it.each<[string, EventSpec, string | null]>([
    [
      "two methods, joint",
      { calls: ["het", "reference", "reference"], event: { support: ["depth", "junction"] } },
      "HIGH",
    ],
    ["one method", { calls: ["het", "reference", "reference"] }, "MEDIUM"],
    ["parents' own files", { calls: ["het", "not_called", "not_called"] }, "LOW"],
    [
      "something of the mother's overlaps it",
      {
        calls: ["het", eventCall("reference", { flags: ["overlapping_call"] }) ?? "-", "reference"],
        event: { support: ["depth", "junction"] },
      },
      "MEDIUM",
    ],
    ["a parent not assayed", { calls: ["het", "reference", "-"] }, null],
    [
      "no source of frequencies",
      {
        calls: ["het", "reference", "reference"],
        event: { support: ["depth", "junction"] },
        over: { frequencyAssessed: false },
      },
      "MEDIUM",
    ],
    [
      "a mobile element",
      {
        calls: ["het", "reference", "reference"],
        event: { kind: "ME", support: ["junction", "mobile"] },
      },
      "MEDIUM",
    ],
    ["a failed filter", { calls: ["het", "reference", "reference"], over: { failed: true } }, null],
  ])("de novo, %s (SVH-09)", (_, spec, grade) => {
    const gene = judgeWith(trio(), [spec]);
    const found = gene.results.find(({ model }) => model === "AD_DENOVO");
    expect(found?.deNovo[0] ?? null).toBe(grade);
  });

  it.each<[string, EventSpec["calls"][number], string]>([
    ["reference", "reference", "HIGH"],
    ["not assayed", "-", "HIGH"],
    ["a carrier", "hemi", "LOW"],
    ["a carrier by a failed call", weak(), "MEDIUM"],
    ["near", eventCall("unknown", { flags: ["overlapping_call"] }) ?? "-", "MEDIUM"],
  ])("a son's X, his father %s (SVH-09)", (_, his, grade) => {
    const event = {
      chrom: "X",
      locus: "x" as const,
      support: ["depth" as const, "junction" as const],
    };
    const graded = (fam: Family): unknown =>
      judgeWith(fam, [{ calls: ["hemi", "reference", his], event }]).results.find(
        ({ model }) => model === "X_DENOVO",
      )?.deNovo[0];
    expect(graded(trio())).toBe(grade);
    const social = trio();
    const people = social.people.map((one, i) => ({ ...one, geneticParent: i !== 2 }));
    expect(graded({ ...social, people })).toBe("HIGH");
  });

  it("case 23: a man's deletion on X is hemizygous", () => {
    const x: EventSpec = {
      calls: ["hemi"],
      event: { chrom: "X", locus: "x" },
    };
    const gene = judgeWith(singleton(), [x]);
    expect(of(gene, "XLR").verdict).toBe("PASS");
  });

  it("a woman's deletion of an X-linked recessive gene is on its list (SVH-10)", () => {
    const x: EventSpec = { calls: ["het"], event: { chrom: "X", locus: "x" } };
    const gene = judgeWith(singleton("female"), [x]);
    expect(gene.side[0]).toMatchObject({ list: "xlr_female_het" });
    // In frame too, but not what changes no protein, nor a gain.
    const listed = (
      over: NonNullable<EventSpec["over"]>,
      kind: "DEL" | "DUP" | "CPX" = "DEL",
    ): unknown[] =>
      judgeWith(singleton("female"), [{ ...x, event: { ...x.event, kind }, over }]).side;
    const inFrame = { strong: false, lof: false };
    expect(listed(inFrame)).toMatchObject([
      { list: "xlr_female_het", reason: "heterozygous in a female, deletion" },
    ]);
    expect(listed({ ...inFrame, compoundEligible: false })).toEqual([]);
    expect(listed(inFrame, "DUP")).toEqual([]);
    expect(listed(inFrame, "CPX")).toMatchObject([
      { reason: "heterozygous in a female, rearrangement" },
    ]);
  });

  it("an affected sib without it in a joint call excludes it; without it in a file of his own leaves it open (SVH-14)", () => {
    const fam = trio("male", "A");
    const minor = { over: { strong: false, lof: false } };
    expect(of(judgeWith(fam, [{ calls: ["het", "reference"], ...minor }]), "AD").verdict).toBe(
      "FAIL",
    );
    expect(of(judgeWith(fam, [{ calls: ["het", "not_called"], ...minor }]), "AD").verdict).toBe(
      "UNCERTAIN",
    );
  });

  it("a relative's call that failed its own filter is uncertain (SVE-10)", () => {
    const verdict = (hers: EventSpec["calls"][number]): string =>
      of(judgeWith(trio("male", "A"), [{ calls: ["het", hers, "reference"] }]), "AD").verdict;
    expect(verdict("het")).toBe("PASS");
    expect(verdict(weak())).toBe("UNCERTAIN");
    const gene = judgeWith(trio(), [{ calls: ["het", weak(), "reference"] }]);
    const found = gene.results.filter(({ model }) => model === "AD_DENOVO");
    expect(found.flatMap(({ deNovo }) => deNovo.filter((grade) => grade !== null))).toEqual([]);
  });

  it("a deletion of the mother's failed call completes a pair with a strong partner alone (DEC-47)", () => {
    const hers: EventSpec = { calls: ["unknown", weak(), "reference"], over: { failed: true } };
    const inside = (strong: boolean): ReturnType<typeof judgeWith> =>
      judgeWith(
        trio(),
        [hers],
        [{ pos: INSIDE, calls: ["1/1", "0/0", "0/1"], strong, lof: strong }],
      );
    expect(of(inside(true), "AR_DEL_HEMI")).toMatchObject({ verdict: "UNCERTAIN" });
    expect(of(inside(false), "AR_DEL_HEMI").verdict).toBe("FAIL");
  });
});

it("DN-08 a deletion of the mitochondrion in some of the cells is listed as on other chromosomes", () => {
  const calls = [
    eventCall("het", { flags: ["possible_mosaic"] }),
    "reference",
    "reference",
  ] as const;
  for (const event of [{}, { chrom: "MT", locus: "mt" as const }]) {
    const { side } = judgeWith(trio(), [{ calls: [...calls] as EventSpec["calls"], event }]);
    expect(side.map(({ list }) => list)).toEqual(["possible_mosaic"]);
  }
});
