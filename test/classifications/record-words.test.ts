// What INFO says, in NCBI's layout and in that of macarthur-lab (CV-02, CV-09, CV-11).
import { describe, expect, it } from "vitest";
import { numberOf, recordStatement } from "../../src/classifications/record-words.ts";
import { MOLECULAR } from "../../src/classifications/types.ts";

describe("NCBI's layout", () => {
  it("every key of a record", () => {
    const info =
      "ALLELEID=1;CLNSIG=Conflicting_x;CLNREVSTAT=a,_b;CLNSIGCONF=Pathogenic(1);GENEINFO=A:1|B:2;ORIGIN=2;MC=SO:1|nonsense";
    expect(recordStatement(info, "55")).toEqual({
      words: {
        significance: "Conflicting_x",
        review: "a,_b",
        conflict: "Pathogenic(1)",
        somaticOnly: true,
      },
      genes: "A:1|B:2",
      id: 55,
      molecular: MOLECULAR.nonsense,
    });
  });

  it("what is left out is said to be", () => {
    expect(recordStatement("CLNSIG=Benign", ".")).toEqual({
      words: { significance: "Benign", review: null, conflict: null, somaticOnly: false },
      genes: "",
      id: 0,
      molecular: 0,
    });
  });

  it.each([
    ["no key", "AC=1"],
    ["nothing", ""],
    ["a flag", "CLNSIG"],
    ["a flag that begins so", "CLNSIGS"],
    ["empty", "CLNSIG=;AC=1"],
    ["a dot", "CLNSIG=."],
    ["a longer key", "CLNSIGINCL=1:Pathogenic"],
    ["another case", "clnsig=Pathogenic"],
    ["a value that holds the key", "X=CLNSIG=Pathogenic"],
    ["a review status alone", "CLNREVSTAT=single"],
  ])("no classification: %s", (_, info) => {
    expect(recordStatement(info, "1")).toBeNull();
  });

  it.each([
    ["the first of two", "CLNSIG=Benign;CLNSIG=Pathogenic", "Benign"],
    ["the second, where the first is empty", "CLNSIG=.;CLNSIG=Pathogenic", "Pathogenic"],
    ["behind a flag", "DB;CLNSIG=Pathogenic", "Pathogenic"],
    ["behind an empty field", ";CLNSIG=Pathogenic", "Pathogenic"],
    ["behind a field without a key", "=x;CLNSIG=Pathogenic", "Pathogenic"],
    ["percent-encoded", "CLNSIG=Pathogenic%2C_low_penetrance;AC=1", "Pathogenic,_low_penetrance"],
    ["with a sign of its own", "CLNSIG=a=b", "a=b"],
  ])("%s", (_, info, significance) => {
    expect(recordStatement(info, "1")?.words.significance).toBe(significance);
  });
});

describe("macarthur-lab's layout", () => {
  const told = (significance: string, more = ""): ReturnType<typeof recordStatement> =>
    recordStatement(`CLINICAL_SIGNIFICANCE=${significance}${more}`, "99");
  const CONFLICTING = "Conflicting_interpretations_of_pathogenicity";

  it("every key of a record; its id is not the column's", () => {
    const more =
      ";REVIEW_STATUS=criteria_provided..single_submitter;SYMBOL=ISG15;MEASURESET_ID=12;MC=missense_variant;ORIGIN=2";
    expect(told("Pathogenic", more)).toEqual({
      words: {
        significance: "Pathogenic",
        review: "criteria_provided,_single_submitter",
        conflict: null,
        somaticOnly: false,
      },
      genes: "ISG15",
      id: 12,
      molecular: MOLECULAR.missense,
    });
    expect(told("Pathogenic")).toMatchObject({ genes: "", id: 0, molecular: 0 });
    expect(told("Pathogenic")?.words.review).toBeNull();
  });

  it("NCBI's keys come first", () => {
    expect(told("Pathogenic", ";CLNSIG=Benign")).toMatchObject({
      words: { significance: "Benign" },
      id: 99,
    });
  });

  it("commas of a status are bars or two dots there", () => {
    expect(told("Benign", ";REVIEW_STATUS=a|b..c")?.words.review).toBe("a,_b,_c");
  });

  it.each<[string, string, boolean]>([
    ["Pathogenic", "", false],
    ["Pathogenic", ";CONFLICTED=1", true],
    ["Pathogenic", ";CONFLICTED=0", false],
    ["Pathogenic|Likely_pathogenic", "", false],
    ["Benign|Likely_benign", "", false],
    ["Pathogenic|Uncertain_significance", "", true],
    ["likely_pathogenic|benign", "", true],
    ["Uncertain_significance|Likely_benign", "", true],
    ["Pathogenic|not_provided", "", false],
    ["Pathogenic|probably_benign", "", false],
    ["Pathogenic|Benign", ";REVIEW_STATUS=reviewed_by_expert_panel", false],
    ["Pathogenic|Benign", ";REVIEW_STATUS=practice_guideline", false],
    ["Pathogenic|Benign", ";REVIEW_STATUS=criteria_provided..single_submitter", true],
  ])("%s%s in conflict: %s", (significance, more, conflicting) => {
    expect(told(significance, more)?.words).toMatchObject(
      conflicting
        ? { significance: CONFLICTING, conflict: significance }
        : { significance, conflict: null },
    );
  });
});

it.each([
  ["12", 12],
  ["0", 0],
  ["", 0],
  [".", 0],
  ["-1", 0],
  ["1.5", 0],
  ["rs12", 0],
  ["12a", 0],
  ["999999999", 999_999_999],
  ["1000000000", 0],
])("an id: %j is %i", (text, id) => {
  expect(numberOf(text)).toBe(id);
});
