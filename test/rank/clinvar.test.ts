// What effect a classification may have on a candidate (docs/ranking.md, "ClinVar in the file"; CV-03 to CV-11, DEC-12).
import { describe, expect, it } from "vitest";
import type { Meant } from "../../src/core/classification.ts";
import { clinvarStanding } from "../../src/rank/clinvar.ts";
import type { ClinVarEvidence } from "../../src/vcf/types.ts";
import { clinvar } from "./build.ts";

function standing(
  main: ClinVarEvidence | null,
  own: readonly ClinVarEvidence[] = [],
  meant: readonly [ClinVarEvidence, Meant][] = [main, ...own].flatMap((s) =>
    s === null ? [] : [[s, "yes" as const]],
  ),
) {
  const knowledge = own.length === 0 ? {} : { knowledge: { statements: [...own] } };
  return clinvarStanding({ clinvar: main, meant: new Map(meant), ...knowledge } as Parameters<
    typeof clinvarStanding
  >[0]);
}

const LEANING = { pathogenicLeaning: true };
describe("one statement", () => {
  it.each<[string, ClinVarEvidence, string, string[]]>([
    ["P with a star", clinvar("P", 1), "pathogenic", []],
    ["LP of an expert panel", clinvar("LP", 3), "pathogenic", []],
    ["P/LP", clinvar("P/LP", 2), "pathogenic", []],
    ["P without a star", clinvar("P", 0), "shown", []],
    ["P without a review status", clinvar("P", null), "rescue", ["clinvar_stars_unknown"]],
    ["low penetrance", clinvar("P_LOWPEN", 1), "rescue", ["clinvar_low_penetrance"]],
    ["low penetrance without a star", clinvar("LP_LOWPEN", 0), "shown", []],
    [
      "low penetrance, not reviewed",
      clinvar("LP_LOWPEN", null),
      "rescue",
      ["clinvar_low_penetrance"],
    ],
    [
      "a P majority in conflict",
      clinvar("CONF", 1, LEANING),
      "rescue",
      ["clinvar_conflict_p_leaning"],
    ],
    ["that without a star", clinvar("CONF", 0, LEANING), "shown", []],
    ["in conflict without one", clinvar("CONF", 1), "shown", []],
    ["B with a star", clinvar("B", 1), "benign", ["clinvar_benign"]],
    ["LB", clinvar("LB", 2), "benign", ["clinvar_benign"]],
    ["B/LB", clinvar("B/LB", 1), "benign", ["clinvar_benign"]],
    ["B without a star", clinvar("B", 0), "shown", []],
    ["B without a review status", clinvar("B", null), "shown", []],
    ["VUS", clinvar("VUS", 2), "shown", []],
    ["of no class", clinvar("OTHER", 2), "shown", []],
    ["CV-07 by position", clinvar("P", 4, { origin: "csq" }), "shown", []],
    ["CV-07 benign by position", clinvar("B", 4, { origin: "csq" }), "shown", []],
    [
      "CV-11 of tumours alone",
      clinvar("P", 4, { somaticOnly: true }),
      "shown",
      ["clinvar_somatic_only"],
    ],
    [
      "CV-11 benign, of tumours alone",
      clinvar("B", 4, { somaticOnly: true }),
      "shown",
      ["clinvar_somatic_only"],
    ],
    ["CV-11 a VUS of tumours", clinvar("VUS", 4, { somaticOnly: true }), "shown", []],
    ["of the store", clinvar("P", 1, { origin: "store" }), "pathogenic", []],
    ["the laboratory's own P", clinvar("P", null, { origin: "inhouse" }), "pathogenic", []],
    [
      "the laboratory's own B",
      clinvar("B", null, { origin: "inhouse" }),
      "benign",
      ["inhouse_benign"],
    ],
  ])("%s", (_, statement, weight, flags) => {
    expect(standing(statement)).toEqual({ weight, flags, of: statement });
  });

  it("none", () => {
    expect(standing(null)).toEqual({ weight: "none", flags: [], of: null });
    expect(standing(null, [clinvar("P", 1, { origin: "store" })]).weight).toBe("none");
  });
});

describe("CV-09 whose statement it is", () => {
  it.each<[string, ClinVarEvidence, Meant, string, string[]]>([
    ["the gene's", clinvar("P", 1), "yes", "pathogenic", []],
    ["another's", clinvar("P", 1), "no", "shown", ["clinvar_other_gene"]],
    ["another's, of low penetrance", clinvar("P_LOWPEN", 1), "no", "shown", ["clinvar_other_gene"]],
    ["another's, uncertain", clinvar("VUS", 1), "no", "shown", []],
    ["another's, benign", clinvar("B", 2), "no", "shown", ["clinvar_other_gene"]],
    ["the gene's, benign", clinvar("B", 2), "yes", "benign", ["clinvar_benign"]],
    [
      "likely, benign",
      clinvar("B", 2),
      "likely",
      "benign",
      ["clinvar_benign", "clinvar_gene_unresolved"],
    ],
    ["open, benign: nothing sinks", clinvar("B", 2), "open", "shown", ["clinvar_gene_unresolved"]],
    ["open, benign without a star", clinvar("B", 0), "open", "shown", []],
    ["likely", clinvar("P", 1), "likely", "pathogenic", ["clinvar_gene_unresolved"]],
    ["open", clinvar("P", 1), "open", "rescue", ["clinvar_gene_unresolved"]],
    [
      "open, of low penetrance",
      clinvar("P_LOWPEN", 1),
      "open",
      "rescue",
      ["clinvar_low_penetrance", "clinvar_gene_unresolved"],
    ],
    [
      "likely, not reviewed",
      clinvar("P", null),
      "likely",
      "rescue",
      ["clinvar_stars_unknown", "clinvar_gene_unresolved"],
    ],
    ["open, without a star", clinvar("P", 0), "open", "shown", []],
    [
      "the laboratory's, open",
      clinvar("P", null, { origin: "inhouse" }),
      "open",
      "rescue",
      ["inhouse_gene_unresolved"],
    ],
  ])("%s", (_, statement, meant, weight, flags) => {
    expect(standing(statement, [], [[statement, meant]])).toEqual({ weight, flags, of: statement });
  });

  it("what was not asked is another's", () => {
    expect(standing(clinvar("P", 1), [], [])).toMatchObject({ weight: "shown" });
  });
});

describe("ClinVar's and the laboratory's own", () => {
  const lab = (significance: ClinVarEvidence["significance"]): ClinVarEvidence =>
    clinvar(significance, null, { origin: "inhouse" });
  it.each<[string, ClinVarEvidence | null, ClinVarEvidence[], string, string[], number]>([
    ["the heavier counts", clinvar("VUS", 1), [lab("P")], "pathogenic", [], 1],
    ["wherever it stands", clinvar("P", 1), [lab("VUS")], "pathogenic", [], 0],
    [
      "pathogenic before benign",
      clinvar("B", 1),
      [lab("LP")],
      "pathogenic",
      ["classifications_differ"],
      1,
    ],
    [
      "and the other way round",
      clinvar("P", 1),
      [lab("B")],
      "pathogenic",
      ["classifications_differ"],
      0,
    ],
    [
      "what rescues does not differ from benign",
      clinvar("P_LOWPEN", 1),
      [lab("B")],
      "rescue",
      ["clinvar_low_penetrance"],
      0,
    ],
    [
      "rescue before benign",
      clinvar("B", 1),
      [lab("P_LOWPEN")],
      "rescue",
      ["inhouse_low_penetrance"],
      1,
    ],
    ["benign before shown", clinvar("VUS", 1), [lab("LB")], "benign", ["inhouse_benign"], 1],
    ["of equals ClinVar's", clinvar("P", 1), [lab("P")], "pathogenic", [], 0],
    ["the laboratory's alone", null, [lab("P")], "pathogenic", [], 1],
    [
      "of two lists the heavier",
      null,
      [lab("VUS"), lab("B"), lab("VUS")],
      "benign",
      ["inhouse_benign"],
      2,
    ],
  ])("%s", (_, main, own, weight, flags, which) => {
    const found = standing(main, own);
    expect(found).toMatchObject({ weight, flags });
    expect(found.of).toBe([main, ...own][which]);
  });

  it("of the store the statement that was taken counts, not each", () => {
    const stored = clinvar("P", 1, { origin: "store" });
    expect(standing(clinvar("VUS", 1), [stored]).weight).toBe("shown");
    expect(standing(clinvar("VUS", 1), [stored, lab("VUS")]).weight).toBe("shown");
  });
});
