// From a classification's words to its class, and from terms to molecular consequences (CV-02 to CV-05, CV-11).
import { describe, expect, it } from "vitest";
import { MOLECULAR } from "../../src/classifications/types.ts";
import {
  judgeWords,
  molecularBits,
  molecularNames,
  originOf,
} from "../../src/classifications/words.ts";
import { words } from "./build.ts";

describe("what words say", () => {
  it("class, stars and words, without underscores", () => {
    const said = words({ significance: "Likely_pathogenic|risk_factor", somaticOnly: true });
    expect(judgeWords(said)).toEqual({
      significance: "LP",
      text: "Likely pathogenic|risk factor",
      stars: 1,
      pathogenicLeaning: false,
      somaticOnly: true,
      review: "criteria provided, single submitter",
      conflict: null,
      sideTokens: ["risk factor"],
    });
  });

  it("no review status is none, not a status without a star", () => {
    expect(judgeWords(words({ review: null }))).toMatchObject({ stars: null, review: null });
    expect(judgeWords(words({ review: "no_assertion_criteria_provided" })).stars).toBe(0);
  });

  it("in the old lists the stars are those of the submission that decides", () => {
    expect(judgeWords(words({ significance: "2|5", review: "mult|single" }))).toMatchObject({
      significance: "P",
      stars: 1,
    });
  });

  const CONF = "Conflicting_classifications_of_pathogenicity";
  const NONE = { pathogenic: 0, likelyPathogenic: 0, uncertain: 0, likelyBenign: 0, benign: 0 };
  it.each<[string, string, string | null, object]>([
    [
      "counts",
      CONF,
      "Pathogenic(3)|Uncertain_significance(1)",
      {
        text: "Conflicting classifications of pathogenicity",
        conflict: { ...NONE, pathogenic: 3, uncertain: 1 },
        pathogenicLeaning: true,
      },
    ],
    [
      "one count",
      CONF,
      "Benign(1)",
      { conflict: { ...NONE, benign: 1 }, pathogenicLeaning: false },
    ],
    [
      "classes without counts stand in the text",
      CONF,
      "Pathogenic|Uncertain_significance",
      {
        text: "Conflicting classifications of pathogenicity (Pathogenic, Uncertain significance)",
        conflict: null,
        pathogenicLeaning: false,
      },
    ],
    [
      "no breakdown",
      CONF,
      null,
      {
        text: "Conflicting classifications of pathogenicity",
        conflict: null,
        pathogenicLeaning: false,
      },
    ],
    [
      "a breakdown of what is not in conflict counts for nothing",
      "Uncertain_significance",
      "Pathogenic(3)",
      { text: "Uncertain significance", conflict: null, pathogenicLeaning: false },
    ],
  ])("in conflict: %s", (_, significance, conflict, expected) => {
    expect(judgeWords(words({ significance, conflict }))).toMatchObject(expected);
  });
});

describe("molecular consequences", () => {
  it.each([
    ["", 0, []],
    ["SO:0001587|nonsense", MOLECULAR.nonsense, ["nonsense"]],
    ["stop_gained", MOLECULAR.nonsense, ["nonsense"]],
    ["SO:0001589|frameshift_variant", MOLECULAR.frameshift, ["frameshift"]],
    ["splice_donor_variant", MOLECULAR.spliceSite, ["splice site"]],
    ["splice_acceptor_variant", MOLECULAR.spliceSite, ["splice site"]],
    ["initiator_codon_variant", MOLECULAR.startLost, ["start lost"]],
    ["start_lost", MOLECULAR.startLost, ["start lost"]],
    ["missense_variant", MOLECULAR.missense, ["missense"]],
    ["inframe_deletion", MOLECULAR.inframe, ["inframe"]],
    ["inframe_insertion", MOLECULAR.inframe, ["inframe"]],
    ["inframe_indel", MOLECULAR.inframe, ["inframe"]],
    ["synonymous_variant", MOLECULAR.synonymous, ["synonymous"]],
    ["intron_variant", MOLECULAR.other, ["other"]],
    [
      "SO:0001583|missense_variant,SO:0001587|nonsense",
      MOLECULAR.nonsense | MOLECULAR.missense,
      ["nonsense", "missense"],
    ],
    ["intron_variant,missense_variant", MOLECULAR.missense, ["missense"]],
  ])("%j", (text, bits, names) => {
    expect(molecularBits(text)).toBe(bits);
    expect(molecularNames(bits)).toEqual(names);
  });
});

it("a release of ClinVar is of the store, the rest the laboratory's own", () => {
  expect([originOf("clinvar"), originOf("inhouse")]).toEqual(["store", "inhouse"]);
});
