import type { InFrameChange } from "../../src/effect/types.ts";
import { describe, expect, it } from "vitest";
import { validatePolicy } from "../../src/analysis/policy-file.ts";
import { acmgEvidence, acmgRun } from "../../src/acmg/index.ts";
import { withoutDoubleCounting } from "../../src/acmg/combine.ts";
import { grantham } from "../../src/acmg/grantham.ts";
import { criterion, met } from "../../src/acmg/outcome.ts";
import { classOfPoints, posterior, temperature, totals } from "../../src/acmg/points.ts";
import type { AcmgInput, CriterionName } from "../../src/acmg/types.ts";
import {
  find,
  input,
  neighbour,
  population,
  SETTINGS,
  SKIP,
  told,
  transcript,
  type Over,
} from "./build.ts";

function status(name: CriterionName, over: Over): string {
  return told(find(acmgEvidence(input(over), SETTINGS).criteria, name));
}

const RARE = population({ af: 6e-7, ac: 1, faf95: 0 });
const change = (to: string, over = {}) =>
  neighbour({ substitution: { residue: 100, from: "R", to }, ...over });

describe("PS1-01, PS1-02: the same protein change", () => {
  it.each([
    [[change("H")], "met:strong"],
    [[change("H", { stars: 1 })], "met:moderate"],
    [[change("H", { significance: "LP" })], "met:moderate"],
    [[change("H", { significance: "P/LP" })], "met:moderate"],
    [[change("H", { significance: "LP", stars: 1 })], "not_met"],
    [[change("H", { stars: 0 })], "not_met"],
    [[change("H", { stars: null })], "not_met"],
    // T38, CV-05: a P majority in conflict is not P
    [[change("H", { significance: "CONF", stars: 1 })], "not_met"],
    [[change("C")], "not_met"],
    // the allele itself, and a longer one that holds it
    [[change("H", { key: "1:1000:C:T" })], "not_met"],
    [[change("H", { key: "1:999:AC:GT" })], "not_met"],
    [[change("H", { key: "1:999:AC:GA" })], "met:strong"],
    [[change("H", { spliceAi: 0.2 })], "not_applicable"],
    [null, "not_assessed"],
  ] as const)("%o: %s", (codon, expected) => {
    expect(status("PS1", { clinvar: { codon } })).toBe(expected);
  });
  it("SpliceAI of the allele itself", () => {
    const predictors = { spliceAi: { max: 0.2, gains: null } };
    expect(status("PS1", { clinvar: { codon: [change("H")] }, predictors })).toBe("not_applicable");
  });
});

describe("PS1-03: another change of the same base", () => {
  const near = { transcript: transcript("splice_region_variant&intron_variant") };
  const splices = { spliceAi: { max: 0.5, gains: null } };
  const p = neighbour({ key: "1:1000:C:G" });
  it.each([
    [near, splices, [p], "met:strong"],
    [near, splices, [{ ...p, significance: "LP" }], "met:moderate"],
    [near, splices, [{ ...p, stars: 0 }], "not_met"],
    [near, { spliceAi: { max: 0.1, gains: null } }, [p], "not_applicable"],
    [{ transcript: transcript("splice_donor_variant") }, splices, [p], "not_assessed"],
    [{ transcript: transcript("stop_gained") }, splices, [p], "not_applicable"],
  ] as const)("case %#: %s", (over, predictors, base, expected) => {
    expect(status("PS1", { ...over, predictors, clinvar: { base } })).toBe(expected);
  });
  it.each([
    ["PVS1 at full strength", false, "met:supporting"],
    ["PVS1 Strong", true, "met:strong"],
  ])("at a splice site, %s: %s", (_, inFrame, expected) => {
    const t = transcript("splice_donor_variant", { skip: { ...SKIP, inFrame } });
    expect(status("PS1", { transcript: t, clinvar: { base: [p] } })).toBe(expected);
  });
});

describe("PM5-01, PM5-02: another change of the residue", () => {
  it.each([
    // R to H is 29 apart; to C 180, to K 26
    [[change("K")], "met:moderate"],
    [[change("K", { stars: 1 })], "met:supporting"],
    [[change("K", { significance: "LP", stars: 1 })], "met:supporting"],
    [[change("K", { stars: 0 })], "not_met"],
    [[change("K", { significance: "CONF", stars: 1 })], "not_met"],
    [[change("*")], "not_met"],
    [[neighbour({ substitution: { residue: 101, from: "R", to: "K" } })], "not_met"],
    [null, "not_assessed"],
  ] as const)("%o: %s", (codon, expected) => {
    expect(status("PM5", { clinvar: { codon } })).toBe(expected);
  });
  it.each([
    [0.289, "suggested:moderate"],
    [0.29, "met:moderate"],
    [null, "suggested:moderate"],
  ])("a milder change than the known one, REVEL %s: %s", (revel, expected) => {
    const predictors = { scores: { REVEL: revel } };
    expect(status("PM5", { clinvar: { codon: [change("C")] }, predictors })).toBe(expected);
  });
  it("two comparators: a human may say Strong, which the second total shows", () => {
    const codon = [change("K"), change("C", { key: "1:999:G:A" })];
    const evidence = acmgEvidence(input({ clinvar: { codon } }), SETTINGS);
    expect(find(evidence.criteria, "PM5").upTo).toBe("strong");
    expect([evidence.points, evidence.pointsWithSuggested]).toEqual([2, 4]);
  });
  it("DC-04: PS1 or PM5, the heavier", () => {
    const codon = [change("H"), change("K", { key: "1:999:G:A" })];
    const { criteria, points } = acmgEvidence(input({ clinvar: { codon } }), SETTINGS);
    expect(told(find(criteria, "PS1"))).toBe("met:strong");
    expect(find(criteria, "PM5").status).toBe("not_applicable");
    expect(points).toBe(4);
  });
  it.each([
    ["L", "I", 5],
    ["C", "W", 215],
    ["S", "R", 110],
    ["D", "E", 45],
    ["R", "K", 26],
    ["G", "W", 184],
    ["R", "R", 0],
  ])("Grantham %s %s: %d", (a, b, distance) => {
    expect(Math.abs((grantham(a, b) ?? -99) - distance)).toBeLessThanOrEqual(1);
  });
  it("Grantham of what is no residue", () => expect(grantham("R", "*")).toBeNull());
});

describe("PM1-01", () => {
  const near = { nearbyMissense: { pathogenic: 4, benign: 0 } };
  it.each([
    ["ClinVar around", { clinvar: near }, "suggested:supporting"],
    [
      "a benign one among them",
      { clinvar: { nearbyMissense: { pathogenic: 9, benign: 1 } } },
      "not_assessed",
    ],
    ["three", { clinvar: { nearbyMissense: { pathogenic: 3, benign: 0 } } }, "not_assessed"],
    ["no snapshot", { clinvar: { nearbyMissense: null } }, "not_assessed"],
  ] as const)("%s: %s", (_, over, expected) => {
    expect(status("PM1", over)).toBe(expected);
  });
});

describe("PS2-01 to PS2-03, PM6", () => {
  const deNovo = {
    grade: "HIGH" as const,
    parentsUnaffected: true,
    parentage: "passed" as const,
    parentMosaic: false,
    childAlleleBalance: 0.45,
    multiallelic: false,
    count: 2,
  };
  const family = (over: object) => ({ family: { deNovo: { ...deNovo, ...over } } });
  it.each([
    ["parentage passed", {}, "met:supporting", "not_applicable"],
    ["not checked", { parentage: "not_checked" }, "not_assessed", "suggested:supporting"],
    ["failed", { parentage: "failed" }, "not_met", "not_met"],
    ["MEDIUM", { grade: "MEDIUM" }, "not_met", "not_met"],
    ["inherited", { grade: null }, "not_met", "not_met"],
    ["an affected parent", { parentsUnaffected: false }, "not_met", "not_met"],
    ["parents' affection unknown", { parentsUnaffected: null }, "not_assessed", "not_assessed"],
    ["a mosaic parent", { parentMosaic: true }, "not_met", "not_met"],
    ["allele balance 0.29", { childAlleleBalance: 0.29 }, "not_met", "not_met"],
    ["allele balance 0.3", { childAlleleBalance: 0.3 }, "met:supporting", "not_applicable"],
    ["no allele balance", { childAlleleBalance: null }, "not_assessed", "not_assessed"],
    ["several alleles", { multiallelic: true }, "not_met", "not_met"],
    ["11 de novos", { count: 11 }, "not_met", "not_met"],
  ])("%s: PS2 %s, PM6 %s", (_, over, ps2, pm6) => {
    expect(status("PS2", family(over))).toBe(ps2);
    expect(status("PM6", family(over))).toBe(pm6);
  });
  it.each([
    ["no parents", { family: { deNovo: null } }, "not_assessed"],
    ["recessive", { ...family({}), disease: "biallelic" }, "not_applicable"],
    ["not green", { ...family({}), gene: { green: false } }, "not_met"],
    ["unaffected proband", { family: { deNovo, probandAffected: false } }, "not_met"],
  ] as const)("%s: PS2 %s", (_, over, expected) => {
    expect(status("PS2", over)).toBe(expected);
  });
});

describe("PM3-01 to PM3-03", () => {
  const partner = (over: object = {}) => ({
    key: "1:2000:A:G",
    phase: "trans" as const,
    clinvar: { significance: "P" as const, stars: 2 },
    ...over,
  });
  const recessive = (family: object): Over => ({ disease: "biallelic", frequency: RARE, family });
  it.each([
    ["P in trans", { partner: partner() }, "met:moderate"],
    [
      "LP in trans",
      { partner: partner({ clinvar: { significance: "LP", stars: 1 } }) },
      "met:moderate",
    ],
    ["P, phase unknown", { partner: partner({ phase: "unknown" }) }, "met:supporting"],
    [
      "LP, phase unknown",
      { partner: partner({ phase: "unknown", clinvar: { significance: "LP", stars: 2 } }) },
      "not_met",
    ],
    ["P in cis", { partner: partner({ phase: "cis" }) }, "not_met"],
    [
      "P without stars",
      { partner: partner({ clinvar: { significance: "P", stars: 0 } }) },
      "not_met",
    ],
    [
      "VUS in trans",
      { partner: partner({ clinvar: { significance: "VUS", stars: 2 } }) },
      "not_met",
    ],
    // PM3-03: what ClinVar does not know stays without weight
    ["not in ClinVar", { partner: partner({ clinvar: null }) }, "not_met"],
    ["homozygous", { zygosity: "hom" }, "met:supporting"],
    ["alone", {}, "not_met"],
    ["an unaffected proband", { partner: partner(), probandAffected: false }, "not_met"],
    ["an uncertain genotype", { partner: partner(), zygosity: null }, "not_assessed"],
  ])("%s: %s", (_, family, expected) => {
    expect(status("PM3", recessive(family))).toBe(expected);
  });
  it.each([
    ["PM2 not met", population({ faf95: 0.001 }), "not_met"],
    ["PM2 not assessed", null, "not_assessed"],
    ["PM2 suggested", population({ present: false, an: null }), "suggested:moderate"],
  ])("PM3-02, %s: %s", (_, frequency, expected) => {
    expect(status("PM3", { ...recessive({ partner: partner() }), frequency })).toBe(expected);
  });
  it("not for a dominant disease", () => {
    expect(status("PM3", { family: { partner: partner() } })).toBe("not_applicable");
  });
  it.each([
    ["cis", "biallelic", "suggested:supporting"],
    ["trans", "biallelic", "not_met"],
    ["trans", "monoallelic", "suggested:supporting"],
    ["unknown", "monoallelic", "not_assessed"],
  ] as const)("BP2-01, %s, %s: %s", (phase, disease, expected) => {
    expect(status("BP2", { disease, family: { partner: partner({ phase }) } })).toBe(expected);
  });
});

describe("PM4-01, BP3-01", () => {
  const inFrame = (ref: string, alt: string, over: Over = {}): Over => ({
    transcript: transcript("inframe_deletion"),
    allele: { chrom: "1", pos: 1000, ref, alt },
    ...over,
  });
  const modelled = (residues: number, repeat: InFrameChange["repeat"]): Over =>
    inFrame("CAAAAAA", "C", {
      transcript: transcript("inframe_deletion", { inFrame: { residues, repeat } }),
    });
  it.each([
    ["two residues", inFrame("CAAAAAA", "C"), "suggested:moderate", "not_assessed"],
    ["one residue", inFrame("CAAA", "C"), "suggested:supporting", "not_assessed"],
    ["a missense", {}, "not_applicable", "not_applicable"],
    ["one residue by the protein", modelled(1, null), "suggested:supporting", "not_assessed"],
    [
      "one of three in a row",
      modelled(2, { unit: "Ala", copies: 3 }),
      "suggested:moderate",
      "not_assessed",
    ],
    ["one of four in a row", modelled(2, { unit: "Ala", copies: 4 }), "not_met", "not_assessed"],
  ] as const)("%s: PM4 %s, BP3 %s", (_, over, pm4, bp3) => {
    expect(status("PM4", over)).toBe(pm4);
    expect(status("BP3", over)).toBe(bp3);
  });
});

describe("PP2-01, BP1", () => {
  const spectrum = (lof: number, p: number, b: number) => ({
    pathogenicLof: lof,
    pathogenicMissense: p,
    benignMissense: b,
    vusMissense: 0,
  });
  it.each([
    [{ missenseZ: 3.09, clinvar: spectrum(0, 9, 1) }, "suggested:supporting", "not_met"],
    [{ missenseZ: 3.08, clinvar: spectrum(0, 9, 1) }, "not_met", "not_met"],
    [{ missenseZ: 4, clinvar: spectrum(0, 8, 2) }, "not_met", "not_met"],
    [{ missenseZ: null, clinvar: spectrum(0, 9, 1) }, "not_assessed", "not_met"],
    [{ missenseZ: 4, clinvar: null }, "not_assessed", "not_assessed"],
    [{ missenseZ: 0, clinvar: spectrum(3, 0, 0) }, "not_met", "suggested:supporting"],
    [{ missenseZ: 0, clinvar: spectrum(2, 0, 0) }, "not_met", "not_met"],
  ])("%o: PP2 %s, BP1 %s", (gene, pp2, bp1) => {
    expect(status("PP2", { gene })).toBe(pp2);
    expect(status("BP1", { gene })).toBe(bp1);
  });
});

describe("PP1-01, BS4-01: counted in people, not in points", () => {
  it("PP1, BS4", () => {
    const relatives = {
      affectedCarriers: 3,
      affectedNonCarriers: 1,
      affectedUnknown: 0,
      unaffectedWithDiseaseGenotype: 0,
    };
    const evidence = acmgEvidence(input({ family: { relatives } }), SETTINGS);
    expect(told(find(evidence.criteria, "PP1"))).toBe("suggested");
    expect(told(find(evidence.criteria, "BS4"))).toBe("suggested");
    expect(evidence.pointsWithSuggested).toBe(0);
  });
  it.each([
    [{ score: 0.7, best: true }, "suggested:supporting"],
    [{ score: 0.69, best: true }, "not_met"],
    [{ score: 0.9, best: false }, "not_met"],
    [null, "not_assessed"],
  ])("PP4 %o: %s", (phenotype, expected) => {
    expect(status("PP4", { family: { phenotype } })).toBe(expected);
  });
});

describe("ACMG-03 to ACMG-08: totals", () => {
  it.each([
    [11, "P"],
    [10, "P"],
    [9, "LP"],
    [6, "LP"],
    [5, "VUS"],
    [0, "VUS"],
    [-1, "LB"],
    [-6, "LB"],
    [-7, "B"],
  ])("%d points: %s", (points, expected) => expect(classOfPoints(points, 1)).toBe(expected));
  it.each([
    [0, 0.1],
    [6, 0.9],
    [10, 0.994],
    [-1, 0.051],
    [-7, 0.0007],
  ])("ACMG-04, posterior of %d: %d", (points, expected) => {
    expect(posterior(points)).toBeCloseTo(expected, expected < 0.01 ? 4 : 3);
  });
  it("ACMG-05", () => {
    expect([0, 1, 2, 3, 4, 5, 6, -1].map(temperature)).toEqual([
      "ice cold",
      "cold",
      "cool",
      "tepid",
      "warm",
      "hot",
      null,
      null,
    ]);
  });
  const of = (...list: [CriterionName, Parameters<typeof met>[0]][]) =>
    list.map(([name, strength]) => criterion(name, "", met(strength, "", {})));
  it("ACMG-07: one benign criterion is LB, and says so; the policy may ask for two", () => {
    const one = of(["BP4", "supporting"]);
    expect(totals(one, SETTINGS)).toMatchObject({ class: "LB", flags: ["single_criterion"] });
    expect(totals(one, { ...SETTINGS, minBenignPoints: 2 }).class).toBe("VUS");
    expect(totals(of(["BP4", "supporting"], ["BP7", "supporting"]), SETTINGS).flags).toEqual([]);
  });
  it("ACMG-08: contradictory evidence is VUS, unless stand-alone", () => {
    const both = of(["PVS1", "very_strong"], ["BP4", "supporting"], ["BP7", "supporting"]);
    expect(totals(both, SETTINGS)).toMatchObject({
      class: "VUS",
      points: 6,
      flags: ["conflicting_evidence"],
    });
    const alone = of(["PVS1", "very_strong"], ["BA1", "stand_alone"]);
    expect(totals(alone, SETTINGS).class).toBe("B");
  });
});

describe("DC-01, DC-05: nothing twice", () => {
  it("PVS1 leaves no room for PM1 and PM4; PM2 goes beside it", () => {
    const over: Over = {
      transcript: transcript("stop_gained&inframe_deletion"),
      frequency: RARE,
      clinvar: { nearbyMissense: { pathogenic: 9, benign: 0 } },
    };
    const evidence = acmgEvidence(input(over), SETTINGS);
    expect(evidence.summary).toBe("PVS1;PM2_Supporting");
    expect(evidence).toMatchObject({ points: 9, class: "LP" });
  });
  it("BA1 leaves no BS1", () => {
    const evidence = acmgEvidence(
      input({ frequency: population({ af: 0.2, faf95: 0.2 }), predictors: { scores: {} } }),
      SETTINGS,
    );
    expect(evidence.summary).toBe("BA1");
    expect(find(evidence.criteria, "BS1").rule).toContain("DC-05");
  });
});

describe("of two that say the same", () => {
  it.each([
    ["DC-06", "PP2", "BP1"],
    ["DC-08", "PM3", "PS2"],
    ["DC-08", "PM3", "PM6"],
  ] as const)("%s: of %s and %s the heavier counts, of equals the first", (rule, a, b) => {
    for (const [x, y, kept] of [
      ["supporting", "moderate", b],
      ["strong", "moderate", a],
      ["moderate", "moderate", a],
    ] as const) {
      const both = [criterion(a, "", met(x, "", {})), criterion(b, "", met(y, "", {}))];
      const left = withoutDoubleCounting(both).filter(({ points }) => points !== 0);
      expect(left.map((one) => one.criterion)).toEqual([kept]);
      const gone = withoutDoubleCounting(both).find((one) => one.criterion !== kept);
      expect(gone).toMatchObject({ status: "not_applicable", rule: expect.stringContaining(rule) });
    }
  });
});

describe("5.10: mitochondrial DNA is not judged", () => {
  it("has no class, and no criterion applies", () => {
    const evidence = acmgEvidence(input({ locus: "mt", disease: "mitochondrial" }), SETTINGS);
    expect(evidence.class).toBeNull();
    expect(evidence.criteria.every((c) => c.status === "not_applicable")).toBe(true);
  });
});

describe("the run", () => {
  it("never says classification without not, never PP5 or BP6", () => {
    const evidence = acmgEvidence(input(), SETTINGS);
    expect(evidence.label).toBe("automated evidence, not a classification");
    const names: string[] = evidence.criteria.map((c) => c.criterion);
    for (const name of ["PP5", "BP6", "PS3", "BS3", "PS4", "BP5"]) {
      expect(names).not.toContain(name);
      expect(acmgRun([], SETTINGS).neverAutomated.map((n) => n.criterion)).toContain(name);
    }
  });
  it("ACMG-06: acgs2024 is refused, and says why", async () => {
    await expect(validatePolicy({ acmg: { profile: "acgs2024" } }, "p.json")).rejects.toThrow(
      /acmg\.profile: acgs2024 is refused until its text has been checked/,
    );
    const policy = await validatePolicy({ acmg: { profile: "tavtigian" } }, "p.json");
    expect(policy.acmg).toEqual(SETTINGS);
  });
});

/** Every leaf of the input set to null, one after the other. */
function* blanked(given: AcmgInput): Generator<[string, AcmgInput]> {
  for (const part of ["transcript", "frequency", "disease"] as const)
    yield [part, { ...given, [part]: null }];
  for (const [part, fields] of Object.entries(given)) {
    if (typeof fields !== "object" || fields === null) continue;
    if (part === "allele" || part === "gene") continue;
    for (const field of Object.keys(fields)) {
      const skip = ["terms", "worseTerms", "transcript", "hgvsc", "hgvsp", "source", "present"];
      const lists = ["populations", "filters", "available", "scores"];
      if (skip.includes(field) || lists.includes(field)) continue;
      yield [`${part}.${field}`, { ...given, [part]: { ...fields, [field]: null } } as AcmgInput];
    }
  }
}

describe("a value that is not known makes no evidence", () => {
  const cases: [string, AcmgInput][] = [
    ["missense", input({ frequency: RARE, clinvar: { codon: [change("K")] } })],
    ["stop", input({ transcript: transcript("stop_gained"), frequency: RARE })],
    ["common", input({ frequency: population({ af: 0.2, faf95: 0.2 }) })],
    ["synonymous", input({ transcript: transcript("synonymous_variant") })],
    ["lost start", input({ transcript: transcript("start_lost") })],
  ];
  /** What only restricts where it is known: without it the criterion stands. */
  const restricts = new Set([
    "PM2 frequency.faf95",
    "PM2 frequency.homozygotes",
    "PM2 frequency.hemizygotes",
    "PM5 predictors.spliceAi",
    "BA1 frequency.faf95",
  ]);
  it.each(cases.flatMap(([name, given]) => [...blanked(given)].map((b) => [name, ...b] as const)))(
    "%s without %s",
    (name, field, given) => {
      const before = acmgEvidence(cases.find(([n]) => n === name)?.[1] ?? given, SETTINGS);
      const after = acmgEvidence(given, SETTINGS);
      const wrong = after.criteria.filter(({ criterion: id, status: now }) => {
        const was = find(before.criteria, id).status;
        const made = now === "met" && was !== "met" && !restricts.has(`${id} ${field}`);
        // What was met may become unknown, never refuted.
        return made || (was === "met" && now === "not_met");
      });
      expect(wrong).toEqual([]);
    },
  );
});

describe("why other alleles in ClinVar were not looked up", () => {
  const reason = (name: CriterionName, over: Parameters<typeof input>[0]): string =>
    acmgEvidence(input(over), SETTINGS).criteria.find((c) => c.criterion === name)?.reason ?? "";
  const none = { release: null, codon: null, nearbyMissense: null };
  const there = { ...none, release: "2025-01-01" };
  it.each(["PS1", "PM5"] as const)("%s", (name) => {
    expect(reason(name, { clinvar: none })).toContain("no ClinVar release was available");
    expect(reason(name, { clinvar: there })).toContain("no column Codons");
    const allele = { chrom: "MT", pos: 100, ref: "A", alt: "G" };
    expect(reason(name, { clinvar: there, allele })).toContain("mitochondrial codons");
  });
  it("PM1", () => {
    expect(reason("PM1", { clinvar: none })).toContain("no ClinVar release");
    expect(reason("PM1", { clinvar: there })).toContain("does not tell missense variants");
  });
  it("PVS1 of a lost start", () => {
    const said = (release: string | null): string =>
      reason("PVS1", {
        transcript: transcript("start_lost"),
        clinvar: { release, beforeNextMet: null },
      });
    expect(said(null)).toContain("no ClinVar release was available");
    expect(said("2025-01-01")).toContain("where it lies is not known");
  });
});
