import { describe, expect, it } from "vitest";
import { acmgEvidence, withPhenotypeOf } from "../../src/acmg/index.ts";
import { decayByExons, lastJunction } from "../../src/acmg/nmd.ts";
import { pvs1 } from "../../src/acmg/pvs1.ts";
import { classState } from "../../src/core/evidence-class.ts";
import type {
  DiseaseModel,
  ExonFacts,
  MechanismStatement,
  TranscriptFacts,
} from "../../src/acmg/types.ts";
import { find, input, population, SETTINGS, SKIP, told, transcript, type Over } from "./build.ts";

/** 60 untranslated, then 240 + 300 + 200 (frame!) + 300 + 460 coding, 400 untranslated. */
const EXONS: ExonFacts[] = [
  { length: 60, coding: 0 },
  { length: 280, coding: 240 },
  { length: 300, coding: 300 },
  { length: 200, coding: 200 },
  { length: 300, coding: 300 },
  { length: 860, coding: 460 },
];
/** Coding bases before the last junction. */
const JUNCTION = 1040;

function judge(terms: string, over: Partial<TranscriptFacts> = {}, rest: Over = {}) {
  return pvs1(input({ transcript: transcript(terms, over), ...rest }), SETTINGS);
}

describe("T34: stops", () => {
  it.each([
    [
      "last exon, 5 % of the protein",
      { exon: { number: 10, total: 10 }, residue: 951, stopCodon: 951 },
      "met:moderate",
    ],
    [
      "last exon, 15 %",
      { exon: { number: 10, total: 10 }, residue: 851, stopCodon: 851 },
      "met:strong",
    ],
    [
      "last exon, just 10 %",
      { exon: { number: 10, total: 10 }, residue: 901, stopCodon: 901 },
      "met:moderate",
    ],
    [
      "last exon, the protein's length not known",
      { exon: { number: 10, total: 10 }, proteinLength: null },
      "not_assessed",
    ],
    ["an inner exon", { exon: { number: 8, total: 10 } }, "met:very_strong"],
    [
      "the exon before the last one, lengths not known",
      { exon: { number: 9, total: 10 } },
      "met:strong",
    ],
    [
      "one exon, 90 %",
      { exon: { number: 1, total: 1 }, residue: 101, stopCodon: 101 },
      "met:strong",
    ],
    ["no exon number", { exon: null }, "not_assessed"],
  ] as const)("%s: %s", (_, over, expected) => {
    expect(told(judge("stop_gained", over))).toBe(expected);
  });
  it.each([
    [60, "met:very_strong"],
    [50, "met:very_strong"],
    [49, "met:strong"],
    [1, "met:strong"],
    [-100, "met:strong"],
  ])("with exon lengths, stop %d bases before the last junction: %s", (before, expected) => {
    const stopCodon = (JUNCTION - before + 2) / 3;
    const over = { exons: EXONS, stopCodon, residue: 300, proteinLength: 499 };
    expect(told(judge("stop_gained", over))).toBe(expected);
  });
  it("a frameshift by its own stop, not by where it begins", () => {
    const over = { exons: EXONS, residue: 300, proteinLength: 499 };
    expect(told(judge("frameshift_variant", { ...over, stopCodon: 310 }))).toBe("met:very_strong");
    expect(told(judge("frameshift_variant", { ...over, stopCodon: 350 }))).toBe("met:strong");
    const guessed = judge("frameshift_variant", { ...over, stopCodon: null });
    expect(guessed.inputs["approximate"]).toBe(true);
  });
});

describe("the last junction", () => {
  it.each([
    ["several exons", EXONS, JUNCTION],
    ["an intron in the 3' UTR", [...EXONS, { length: 500, coding: 0 }], JUNCTION + 860],
    ["one exon", [{ length: 900, coding: 600 }], 0],
    [
      "an untranslated first exon and one more",
      [
        { length: 90, coding: 0 },
        { length: 900, coding: 600 },
      ],
      0,
    ],
  ])("%s: after coding base %d", (_, exons, base) => {
    expect(lastJunction(exons)).toBe(base);
  });
  it("one exon never decays", () => {
    expect(decayByExons([{ length: 900, coding: 600 }], 1, 50).decays).toBe(false);
  });
});

describe("PVS1-01: the branch without decay", () => {
  const last = { exon: { number: 10, total: 10 }, residue: 951, stopCodon: 951 };
  it.each([
    ["loss of function common in the exon", { exonLofFrequency: 0.0011 }, "not_applicable"],
    ["at the limit", { exonLofFrequency: 0.001 }, "met:moderate"],
  ])("%s: %s", (_, region, expected) => {
    expect(told(judge("stop_gained", last, { region }))).toBe(expected);
  });
});

describe("PVS1-01: splice sites", () => {
  const at = (over = {}, rest: Over = {}) =>
    judge("splice_acceptor_variant", { intron: { number: 3, total: 5 }, ...over }, rest);
  it("without exon lengths, without an intron number: not assessed", () => {
    expect(at().status).toBe("not_assessed");
    expect(at().reason).toContain("without exon lengths");
    expect(at({ intron: null }).status).toBe("not_assessed");
    expect(at({ intron: null }).reason).toContain("the intron's number is not given");
  });
  it.each([
    [9, 0.2, "suggested:very_strong"],
    [9, 0.19, "met:very_strong"],
    [10, 0.9, "met:very_strong"],
    [21, 0.9, "met:very_strong"],
    [18, 0.9, "suggested:very_strong"],
  ])("a new site %d bases away with SpliceAI %d: %s", (shift, score, expected) => {
    const gains = [{ score, shift }];
    const predictors = { spliceAi: { max: 0.99, gains } };
    expect(told(at({ skip: SKIP }, { predictors }))).toBe(expected);
  });
});

describe("T35, CSQ-01", () => {
  it("a lost stop is PM4 Moderate, not PVS1", () => {
    const { criteria } = acmgEvidence(input({ transcript: transcript("stop_lost") }), SETTINGS);
    expect(find(criteria, "PVS1").status).toBe("not_applicable");
    expect(told(find(criteria, "PM4"))).toBe("met:moderate");
  });
  it.each([
    ["no P upstream", { beforeNextMet: 0 }, {}, "met:supporting"],
    ["P upstream", { beforeNextMet: 2 }, {}, "met:moderate"],
    ["not known", { beforeNextMet: null }, {}, "not_assessed"],
    ["another start in use", { beforeNextMet: 2 }, { otherStart: true }, "not_applicable"],
  ])("a lost start, %s: %s", (_, clinvar, region, expected) => {
    expect(told(judge("start_lost", {}, { clinvar, region }))).toBe(expected);
  });
});

describe("T50, VEP-10, TX-04: loss of function on a transcript that does not count", () => {
  it("MANE says intron", () => {
    const outcome = judge("intron_variant", { worseTerms: ["stop_gained"] });
    expect(outcome.status).toBe("not_applicable");
    expect(outcome.reason).toContain("stop_gained on another");
  });
  it.each([
    ["an incomplete one", { complete: false }, "not_applicable"],
    ["behind another stop (BCSQ-03)", { afterStop: true }, "not_applicable"],
    ["not coding", { coding: false }, "not_applicable"],
    ["relevance not known", { relevance: null }, "not_assessed"],
  ])("%s: %s", (_, over, expected) => {
    expect(told(judge("stop_gained", over))).toBe(expected);
  });
});

describe("PVS1-01: the mechanism", () => {
  const clinvar = { pathogenicLof: 3, pathogenicMissense: 0, benignMissense: 0, vusMissense: 0 };
  it.each([
    ["haploinsufficiency 3", { haploinsufficiency: 3 }, "monoallelic", "met:very_strong"],
    ["30, dominant", { haploinsufficiency: 30 }, "monoallelic", "suggested:very_strong"],
    ["30, recessive", { haploinsufficiency: 30 }, "biallelic", "met:very_strong"],
    ["40", { haploinsufficiency: 40 }, "monoallelic", "not_applicable"],
    [
      "green and recessive",
      { haploinsufficiency: null, recessiveGreen: true },
      "biallelic",
      "met:very_strong",
    ],
    [
      "green and recessive on X",
      { haploinsufficiency: null, recessiveGreen: true },
      "x_biallelic",
      "met:very_strong",
    ],
    [
      "green and recessive, seen as dominant",
      { haploinsufficiency: null, recessiveGreen: true },
      "monoallelic",
      "suggested:very_strong",
    ],
    ["PA-02", { lofNotMechanism: true }, "monoallelic", "not_applicable"],
    [
      "constraint and ClinVar",
      { haploinsufficiency: null, loeuf: 0.34, clinvar },
      "monoallelic",
      "suggested:strong",
    ],
    [
      "constraint at the limit",
      { haploinsufficiency: null, loeuf: 0.35, clinvar },
      "monoallelic",
      "suggested:very_strong",
    ],
    [
      "nothing known",
      { haploinsufficiency: null, loeuf: null, clinvar: null },
      "monoallelic",
      "suggested:very_strong",
    ],
  ] as const)("%s: %s", (_, gene, disease, expected) => {
    expect(told(judge("stop_gained", {}, { gene, disease }))).toBe(expected);
  });
  it("the policy's list, by id", () => {
    const given = input({
      transcript: transcript("stop_gained"),
      gene: { haploinsufficiency: null },
    });
    expect(told(pvs1(given, { ...SETTINGS, lofGenes: ["HGNC:1"] }))).toBe("met:very_strong");
  });

  const g2p = (over: Partial<MechanismStatement> = {}): MechanismStatement => ({
    source: "G2P DD 2024",
    disease: "SEIZURES",
    mode: "monoallelic",
    mechanism: "loss_of_function",
    text: "loss of function",
    strength: "definitive",
    ...over,
  });
  const missense = g2p({ mechanism: "other", text: "all missense/in frame" });
  it.each([
    ["confirmed loss of function", "monoallelic", [g2p()], "met:very_strong"],
    ["of both modes", "biallelic", [g2p({ mode: "both" })], "met:very_strong"],
    ["of another mode", "biallelic", [g2p()], "suggested:very_strong"],
    ["without a model", null, [g2p()], "suggested:very_strong"],
    [
      "of X, seen as recessive",
      "x_biallelic",
      [g2p({ mode: "x_monoallelic_females" })],
      "met:very_strong",
    ],
    ["moderate", "monoallelic", [g2p({ strength: "moderate" })], "suggested:strong"],
    ["limited", "monoallelic", [g2p({ strength: "limited" })], "suggested:very_strong"],
    ["disputed", "monoallelic", [g2p({ strength: "disputed" })], "suggested:very_strong"],
    ["another mechanism alone", "monoallelic", [missense], "not_applicable"],
    [
      "another mechanism, and loss in a second disease",
      "monoallelic",
      [missense, g2p()],
      "met:very_strong",
    ],
    [
      "another mechanism, and an unknown one",
      "monoallelic",
      [missense, g2p({ mechanism: "unknown", text: "uncertain" })],
      "suggested:very_strong",
    ],
  ] as [string, DiseaseModel | null, MechanismStatement[], string][])(
    "a table of diseases: %s",
    (_, disease, mechanisms, expected) => {
      const gene = { haploinsufficiency: null, mechanisms };
      expect(told(judge("stop_gained", {}, { gene, disease }))).toBe(expected);
    },
  );

  it.each([
    ["a female's one of two, of a disease that takes both", "het", "x_biallelic_females", false],
    ["not known how many", null, "x_biallelic_females", false],
    ["a male's", "hemi", "x_biallelic_females", true],
    ["on both", "hom", "x_biallelic_females", true],
    ["of a disease that takes one", "het", "x_monoallelic_females", true],
  ] as const)("a table of diseases, dominant on X: %s", (_, zygosity, mode, holds) => {
    const gene = { haploinsufficiency: null, mechanisms: [g2p({ mode })] };
    const over = { gene, disease: "x_monoallelic" as const, family: { zygosity } };
    expect(told(judge("stop_gained", {}, over))).toBe(
      holds ? "met:very_strong" : "suggested:very_strong",
    );
  });

  it("ClinGen's 40 stands over a table of diseases, the panel's word over both", () => {
    const gene = { haploinsufficiency: 40, mechanisms: [g2p()] };
    expect(told(judge("stop_gained", {}, { gene }))).toBe("not_applicable");
    const panel = { lofNotMechanism: true, mechanisms: [g2p()] };
    expect(told(judge("stop_gained", {}, { gene: panel }))).toBe("not_applicable");
  });

  it("DEC-37 names what is missing", () => {
    const none = { haploinsufficiency: null, mechanisms: [] };
    expect(judge("stop_gained", {}, { gene: none }).reason).toMatch(
      /; no available source states whether loss of function causes the disease: .*G2P.*acmg\.lofGenes/,
    );
    const asked = { ...none, mechanismSources: ["G2P DD 2024", "ClinGen 2024-11-01"] };
    expect(judge("stop_gained", {}, { gene: asked }).reason).toContain(
      "; G2P DD 2024 and ClinGen 2024-11-01 do not state whether loss of function causes",
    );
  });
});

describe("DEC-37: the class where PVS1 could not be asked", () => {
  const open = { haploinsufficiency: null, mechanisms: [] };
  const evidence = (gene: object, rest: Over = {}) =>
    acmgEvidence(input({ transcript: transcript("stop_gained"), gene, ...rest }), SETTINGS);

  it("is not stated, and has no temperature", () => {
    const given = evidence(open);
    expect(given).toMatchObject({ class: null, temperature: null });
    expect(given.flags).toContain("class_not_stated");
    expect(given.pointsWithSuggested).toBeGreaterThanOrEqual(given.points + 8);
    expect(classState(given)).toBe("not_stated");
  });

  it("is not stated either where the strength cannot be told too", () => {
    const bare = transcript("stop_gained", { exon: null });
    const given = acmgEvidence(input({ transcript: bare, gene: open }), SETTINGS);
    expect(given.class).toBeNull();
    expect(find(given.criteria, "PVS1")).toMatchObject({ status: "suggested", strength: null });
    expect(find(given.criteria, "PVS1").reason).toMatch(
      /no exon number.*; no available source states/,
    );
    const other = transcript("stop_gained", { relevance: null });
    expect(acmgEvidence(input({ transcript: other, gene: open }), SETTINGS).class).toBeNull();
    const known = input({ transcript: bare, gene: { haploinsufficiency: 3 } });
    expect(find(acmgEvidence(known, SETTINGS).criteria, "PVS1").status).toBe("not_assessed");
  });

  it("is stated where the answer would not change it", () => {
    const common = population({ af: 0.2, faf95: 0.2 });
    const given = evidence(open, { frequency: common });
    expect(given).toMatchObject({ class: "B" });
    expect(given.flags).not.toContain("class_not_stated");
  });

  it("is stated where PVS1 was asked, and where the question does not arise", () => {
    expect(evidence({ haploinsufficiency: 3 }).class).toBe("LP");
    expect(evidence({ haploinsufficiency: 40 }).class).toBe("VUS");
    expect(acmgEvidence(input({ gene: open }), SETTINGS).class).toBe("VUS");
  });

  it("keeps its word under another phenotype", () => {
    const again = withPhenotypeOf(evidence(open), { score: 0.9, best: true }, SETTINGS);
    expect(again.class).toBeNull();
    expect(again.criteria.find((c) => c.criterion === "PP4")?.status).toBe("suggested");
  });
});

describe("PVS1-01: genes with their own rule", () => {
  const last = { exon: { number: 10, total: 10 } };
  it.each([
    ["GJB2", "stop_gained", { ...last, exon: { number: 2, total: 2 } }, "met:very_strong"],
    ["PTEN", "stop_gained", { ...last, residue: 373, stopCodon: 373 }, "met:very_strong"],
    ["PTEN", "stop_gained", { ...last, residue: 374, stopCodon: 374 }, "met:strong"],
    ["MYH7", "stop_gained", {}, "met:moderate"],
    ["CDH1", "stop_gained", {}, "met:very_strong"],
    [
      "CDH1",
      "splice_acceptor_variant",
      { skip: SKIP, intron: { number: 3, total: 5 } },
      "met:strong",
    ],
  ] as const)("%s %s: %s", (symbol, terms, over, expected) => {
    expect(told(judge(terms, over, { gene: { symbol } }))).toBe(expected);
  });
});
