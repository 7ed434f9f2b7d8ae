import { expect, it } from "vitest";
import type { AnalysisResult } from "../../src/rank/types.ts";
import { tsvLines } from "../../src/report/columns.ts";
import { analysis, emptyAnalysis, toldAnalysis } from "./build.ts";

const FIXED =
  "rank candidate_id tier score gene hgnc_id assembly chrom pos ref alt consequence impact transcript hgvsc hgvsp mode penetrance verdict zygosity genotypes qc filter max_af af_source clinvar panels panel_moi flags reason";

const tsvText = (result: AnalysisResult): string => [...tsvLines(result)].join("");

function table(text: string): Record<string, string>[] {
  const [head, ...rows] = text
    .trimEnd()
    .split("\n")
    .map((line) => line.split("\t"));
  return rows.map((cells) => {
    expect(cells).toHaveLength(head?.length ?? 0);
    return Object.fromEntries(cells.map((cell, i) => [head?.[i] ?? "", cell]));
  });
}

it("begins with the thirty promised columns", () => {
  const [head] = tsvText(analysis()).split("\n");
  expect(head?.split("\t").slice(0, 30)).toEqual(FIXED.split(" "));
});

it("one row per variant; a pair shares rank and id", () => {
  const rows = table(tsvText(analysis()));
  expect(
    rows.map((r) => [r["rank"], r["gene"], r["chrom"], r["pos"], r["alt"], r["tier"]]),
  ).toEqual([
    ["1", "DENOVO1", "2", "500", "G", "1"],
    ["2", "PAIR1", "1", "100", "G", "1"],
    ["2", "PAIR1", "1", "100", "T", "1"],
  ]);
  expect(rows[1]?.["candidate_id"]).toBe(rows[2]?.["candidate_id"]);
  expect(rows[1]?.["partner"]).toBe("1:100:A:T");
  expect([rows[1]?.["origin"], rows[2]?.["origin"]]).toEqual(["MAT", "PAT"]);
});

it("values as scripts want them", () => {
  const [denovo, left, right] = table(tsvText(analysis()));
  expect(denovo).toMatchObject({
    mode: "AD_DENOVO,AD",
    penetrance: "complete",
    hgvsp: "ENSP1:p.Gln5=",
    genotypes: "child=0/1:15,14:29:99",
    qc: "pass",
    filter: "PASS",
    max_af: ".",
    af_source: "absent",
    clinvar: "Pathogenic/Likely pathogenic (2*)",
    panels: "Epilepsy@1.0(green)",
    panel_moi: "monoallelic",
    worse_on: ".",
    de_novo: "HIGH",
  });
  expect(left).toMatchObject({
    max_af: "0.000123457",
    af_source: "gnomAD exomes:NFE",
    panels: "Epilepsy@1.0(green);Heart(green)",
    panel_moi: "biallelic;biallelic",
    phase: "TRANS",
  });
  expect(right).toMatchObject({
    max_af: ".",
    af_source: "not_assessed",
    qc: "depth<10;missing:GQ",
    worse_on: "ENST2.1:stop_gained",
  });
});

it("a value cannot break the table", () => {
  const result = analysis();
  const [first] = result.candidates;
  if (first === undefined) throw new Error("no candidate");
  first.reason = "a\tb\r\nc";
  expect(table(tsvText(result))[0]?.["reason"]).toBe("a b c");
});

it("no candidate: the header alone", () => {
  expect(tsvText(emptyAnalysis())).toMatch(/^rank\tcandidate_id\t[^\n]*\n$/);
});

it.each([
  ["=1+1", "'=1+1"],
  ["+1+cmd|' /C calc'!A0", "'+1+cmd|' /C calc'!A0"],
  ["-2+3", "'-2+3"],
  ["@SUM(1)", "'@SUM(1)"],
  ["-", "-"],
  ["a=b", "a=b"],
])("a spreadsheet runs nothing: %s", (text, shown) => {
  const given = analysis();
  const [candidate] = given.candidates;
  if (candidate === undefined) throw new Error("no candidate");
  const rows = table(
    tsvText({ ...given, candidates: [{ ...candidate, reason: text, score: -2.5 }] }),
  );
  expect(rows[0]).toMatchObject({ reason: shown, score: "-2.5" });
});

it("odds stand at the end, the yield beside each probability; where none is told they are empty", () => {
  const [head = ""] = tsvText(analysis()).split("\n");
  expect(head.split("\t").slice(-5)).toEqual(
    "shortlisted chance probability expected_yield score_v1".split(" "),
  );
  const [first, second] = table(tsvText(toldAnalysis()));
  expect(first).toMatchObject({
    shortlisted: "1",
    chance: "above 9 in 10",
    expected_yield: "0.4",
    score_v1: String(analysis().candidates[0]?.score_v1),
  });
  expect(Number(first?.["probability"])).toBeGreaterThan(0.9);
  expect(second).toMatchObject({ shortlisted: "0", chance: "below 1 in 10" });
  const empty = { shortlisted: ".", chance: ".", probability: ".", expected_yield: "." };
  expect(table(tsvText(analysis()))[0]).toMatchObject(empty);
});
