import { describe, expect, it } from "vitest";
import {
  clinvarEvidence,
  isPathogenicLeaning,
  significanceOf,
  starsOf,
} from "../../src/vcf/index.ts";
import { header, record, vepEntry, vepLine } from "./build.ts";

const field = (id: string, number = "."): string =>
  `##INFO=<ID=${id},Number=${number},Type=String,Description="x">`;

const fields = ["CLNSIG", "CLNREVSTAT", "CLNSIGCONF", "GENEINFO", "ORIGIN"].map((f) => field(f));

describe("CV-04 CLNSIG", () => {
  it.each([
    ["Pathogenic", "P"],
    ["Likely_pathogenic", "LP"],
    ["Pathogenic/Likely_pathogenic", "P/LP"],
    ["Pathogenic/Likely_pathogenic|risk_factor", "P/LP"],
    ["Pathogenic/Likely_pathogenic/Pathogenic,_low_penetrance", "P/LP"],
    ["Pathogenic,_low_penetrance", "P_LOWPEN"],
    ["Likely_pathogenic,_low_penetrance", "LP_LOWPEN"],
    ["Benign", "B"],
    ["Benign/Likely_benign", "B/LB"],
    ["Likely_benign", "LB"],
    ["Uncertain_significance", "VUS"],
    ["Uncertain_significance|association", "VUS"],
    ["Conflicting_classifications_of_pathogenicity", "CONF"],
    ["Conflicting_interpretations_of_pathogenicity|other", "CONF"],
    ["Pathogenic|Benign", "P"],
    ["pathogenic", "P"],
    ["drug_response", "OTHER"],
    ["risk_factor", "OTHER"],
    ["Likely_risk_allele", "OTHER"],
    ["Established_risk_allele", "OTHER"],
    ["not_provided", "OTHER"],
    ["no_classification_for_the_single_variant", "OTHER"],
    ["5", "P"],
    ["4", "LP"],
    ["5|2", "P"],
    ["5,255,2", "P"],
    ["3", "LB"],
    ["255", "OTHER"],
    ["0,0", "VUS"],
    ["6", "OTHER"],
  ])("%s is %s", (text, expected) => {
    expect(significanceOf(text).significance).toBe(expected);
  });
});

describe("CV-03 stars", () => {
  it.each([
    ["practice_guideline", 4],
    ["reviewed_by_expert_panel", 3],
    ["criteria_provided,_multiple_submitters,_no_conflicts", 2],
    ["criteria_provided,_single_submitter", 1],
    ["criteria_provided,_conflicting_classifications", 1],
    ["criteria_provided,_conflicting_interpretations", 1],
    ["no_assertion_criteria_provided", 0],
    ["no_classification_provided", 0],
    ["no_interpretation_for_the_single_variant", 0],
    ["no_classifications_from_unflagged_records", 0],
    ["criteria provided, single submitter", 1],
    ["single", 1],
    ["mult", 2],
    ["exp", 3],
    ["guideline", 4],
    ["conf", 1],
    ["no_criteria", 0],
  ])("%s: %i", (text, stars) => {
    expect(starsOf(text, -1)).toBe(stars);
  });

  it("T47 CV-02 the commas are part of the status", () => {
    const of = header(fields);
    const text =
      "CLNSIG=Pathogenic;CLNREVSTAT=criteria_provided,_multiple_submitters,_no_conflicts;GENEINFO=BRCA1:672|NBR2:10230;ORIGIN=1";
    expect(clinvarEvidence(record({ info: text }, of), 1, of, undefined)).toEqual({
      significance: "P",
      text: "Pathogenic",
      stars: 2,
      pathogenicLeaning: false,
      genes: ["BRCA1", "NBR2"],
      ncbiGenes: ["672", "10230"],
      somaticOnly: false,
      origin: "info",
    });
  });

  it.each([
    ["5|2", "no_criteria|mult", "P", 0],
    ["2|5", "mult|single", "P", 1],
    ["5,255,2", "single,conf,mult", "P", 1],
  ])("the old lists run in parallel: %s with %s", (clnsig, status, significance, stars) => {
    const of = header(fields);
    const one = record({ info: `CLNSIG=${clnsig};CLNREVSTAT=${status}` }, of);
    expect(clinvarEvidence(one, 1, of, undefined)).toMatchObject({ significance, stars });
  });

  it("no review status is null stars", () => {
    const of = header([field("CLNSIG")]);
    expect(
      clinvarEvidence(record({ info: "CLNSIG=Pathogenic" }, of), 1, of, undefined)?.stars,
    ).toBeNull();
  });
});

describe("CV-05 conflicts", () => {
  it.each([
    ["Pathogenic(2)|Likely_pathogenic(1)|Uncertain_significance(1)", true],
    ["Pathogenic(2),Uncertain_significance(1)", true],
    ["Pathogenic(2)|Uncertain_significance(2)", false],
    ["Pathogenic(3)|Uncertain_significance(2)", true],
    ["Pathogenic(6)|Benign(2)", false],
    ["Pathogenic(8)|Benign(2)", true],
    ["Uncertain_significance(3)|Likely_benign(1)", false],
    ["Pathogenic,_low_penetrance(2)|Uncertain_significance(1)", true],
    ["", false],
  ])("%s leans to pathogenic: %s", (text, leaning) => {
    expect(isPathogenicLeaning(text)).toBe(leaning);
  });

  it("T38 P-leaning is no ClinVar Pathogenic", () => {
    const of = header(fields);
    const text =
      "CLNSIG=Conflicting_classifications_of_pathogenicity;CLNSIGCONF=Pathogenic(2)|Likely_pathogenic(1)|Uncertain_significance(1);CLNREVSTAT=criteria_provided,_conflicting_classifications";
    expect(clinvarEvidence(record({ info: text }, of), 1, of, undefined)).toMatchObject({
      significance: "CONF",
      pathogenicLeaning: true,
      stars: 1,
      text: "Conflicting classifications of pathogenicity",
    });
  });
});

describe("where ClinVar stands", () => {
  it.each(["clinvar_CLNSIG", "CLINVAR_CLNSIG", "ClinVar_CLNSIG", "dbNSFP_clinvar_clnsig"])(
    "CV-01 INFO/%s",
    (key) => {
      const of = header([field(key), field("CLNREVSTAT")]);
      expect(of.clinvar).toMatchObject({ clnsig: key, clnrevstat: null });
    },
  );

  it.each([
    ["0", false],
    ["1", false],
    ["2", true],
    ["3", false],
    ["18", true],
    ["32", false],
  ])("CV-11 ORIGIN %s somatic only: %s", (origin, somaticOnly) => {
    const of = header(fields);
    const one = record({ info: `CLNSIG=Pathogenic;ORIGIN=${origin}` }, of);
    expect(clinvarEvidence(one, 1, of, undefined)?.somaticOnly).toBe(somaticOnly);
  });

  it("no statement is null", () => {
    const of = header(fields);
    for (const info of [".", "CLNSIG=.", "CLNREVSTAT=single"])
      expect(clinvarEvidence(record({ info }, of), 1, of, undefined)).toBeNull();
  });

  it("CV-07 with several ALT an INFO statement is the position's, unless Number=A", () => {
    const shared = header(fields);
    const one = record({ alt: "T,C", info: "CLNSIG=Pathogenic" }, shared);
    expect(clinvarEvidence(one, 2, shared, undefined)?.origin).toBe("csq");
    const star = record({ alt: "T,*", info: "CLNSIG=Pathogenic" }, shared);
    expect(clinvarEvidence(star, 1, shared, undefined)?.origin).toBe("info");
    const own = header([field("CLNSIG", "A")]);
    const two = record({ alt: "T,C", info: "CLNSIG=.,Pathogenic" }, own);
    expect(clinvarEvidence(two, 1, own, undefined)).toBeNull();
    expect(clinvarEvidence(two, 2, own, undefined)).toMatchObject({
      significance: "P",
      origin: "info",
    });
  });

  it("CV-07 VEP's CLIN_SIG is the position's", () => {
    const of = header([vepLine()]);
    const entry = vepEntry({
      Allele: "T",
      Consequence: "missense_variant",
      CLIN_SIG: "uncertain_significance&pathogenic",
    });
    const one = record({ info: `CSQ=${entry}` }, of);
    expect(clinvarEvidence(one, 1, of, of.annotations[0])).toMatchObject({
      significance: "P",
      origin: "csq",
      stars: null,
    });
  });

  it("VEP's --custom columns are the allele's own", () => {
    const columns = "Allele|Consequence|ClinVar_CLNSIG|ClinVar_CLNREVSTAT|CLIN_SIG";
    const of = header([vepLine(columns)]);
    const one = record(
      {
        info: "CSQ=T|missense_variant|Pathogenic&_low_penetrance|criteria_provided&_multiple_submitters&_no_conflicts|benign",
      },
      of,
    );
    expect(clinvarEvidence(one, 1, of, of.annotations[0])).toMatchObject({
      significance: "P_LOWPEN",
      stars: 2,
      origin: "info",
    });
  });
});

describe("the statement of an allele", () => {
  const of = header(fields);
  const said = (info: string, parts: { ref?: string; alt?: string } = {}, alleleIndex = 1) =>
    clinvarEvidence(record({ info, ...parts }, of), alleleIndex, of, undefined);

  it.each([
    ["CLNSIG=Uncertain_significance;CLNSIGCONF=Pathogenic(3)", false],
    ["CLNSIG=Conflicting_data_from_submitters;CLNSIGCONF=Pathogenic(3)", true],
    ["CLNSIG=Conflicting_data_from_submitters;CLNSIGCONF=Benign(3)", false],
    ["CLNSIG=Conflicting_data_from_submitters", false],
  ])("CV-05 %s leans to pathogenic: %s", (info, leaning) => {
    expect(said(info)?.pathogenicLeaning).toBe(leaning);
  });

  it.each<[string, string[], string[] | undefined]>([
    ["", [], undefined],
    [";GENEINFO=A", ["A"], undefined],
    [";GENEINFO=A|B", ["A", "B"], undefined],
    [";GENEINFO=A:1|B", ["A", "B"], ["1", ""]],
    [";GENEINFO=:1|B:2", ["B"], ["2"]],
    [";GENEINFO=A:", ["A"], undefined],
  ])("CV-09 genes of %j", (info, genes, ncbiGenes) => {
    const found = said(`CLNSIG=Benign${info}`);
    expect([found?.genes, found?.ncbiGenes]).toEqual([genes, ncbiGenes]);
  });

  it.each([
    ["A,T", "csq"],
    ["T,*", "info"],
    ["T,<NON_REF>", "info"],
    ["T,<DEL>", "csq"],
    ["T", "info"],
  ])("CV-07 on a record with ALT %s is by %s", (alt, origin) => {
    expect(said("CLNSIG=Benign", { ref: "G", alt })?.origin).toBe(origin);
  });

  it("percent-encoded", () => {
    expect(said("CLNSIG=Pathogenic%2C_low_penetrance")).toMatchObject({
      significance: "P_LOWPEN",
      text: "Pathogenic, low penetrance",
    });
  });

  it("each field by allele where the header says so, and empty parts are none", () => {
    const own = header([field("CLNSIG", "A"), field("CLNREVSTAT", "A"), field("GENEINFO", ".")]);
    const two = record(
      { alt: "T,C", info: "CLNSIG=Benign,Pathogenic;CLNREVSTAT=.,single;GENEINFO=A,B" },
      own,
    );
    const of1 = clinvarEvidence(two, 1, own, undefined);
    expect([of1?.significance, of1?.stars, of1?.origin]).toEqual(["B", null, "info"]);
    const of2 = clinvarEvidence(two, 2, own, undefined);
    expect([of2?.significance, of2?.stars]).toEqual(["P", 1]);
    expect(of2?.genes).toEqual(["A,B"]);
    const empty = record({ alt: "T,C", info: "CLNSIG=,Pathogenic" }, own);
    expect(clinvarEvidence(empty, 1, own, undefined)).toBeNull();
    // By allele in the review status alone the class is still the position's.
    const half = header([field("CLNSIG"), field("CLNREVSTAT", "A")]);
    const shared = record({ alt: "T,C", info: "CLNSIG=Benign;CLNREVSTAT=mult,single" }, half);
    expect(clinvarEvidence(shared, 2, half, undefined)).toMatchObject({ origin: "csq", stars: 1 });
  });
});

describe("columns of the annotation", () => {
  const columns = "Allele|Consequence|ClinVar_CLNSIG|ClinVar_GENEINFO|CLIN_SIG";
  const of = header([field("CLNSIG"), vepLine(columns)]);
  const [layout] = of.annotations;
  const said = (info: string) => clinvarEvidence(record({ info }, of), 1, of, layout);

  it.each([
    ["INFO first", "CLNSIG=Pathogenic;CSQ=T|x|Benign||", "P", "info"],
    ["its own column before that of the position", "CSQ=T|x|Benign||pathogenic", "B", "info"],
    ["of the position", "CSQ=T|x|||pathogenic", "P", "csq"],
    ["a dot is none", "CSQ=T|x|.||pathogenic", "P", "csq"],
    ["of the entry that has one", "CSQ=T|x|||,T|x|Benign||", "B", "info"],
    ["a gene alone is no statement", "CSQ=T|x||G:1|pathogenic", "P", "csq"],
  ])("%s", (_, info, significance, origin) => {
    expect(said(info)).toMatchObject({ significance, origin });
  });

  it("none where no entry says anything, or the file has no annotation", () => {
    expect(said("CSQ=T|x|||")).toBeNull();
    expect(said("AC=1")).toBeNull();
    expect(clinvarEvidence(record({ info: "CSQ=T|x|Benign||" }, of), 1, of, undefined)).toBeNull();
  });

  it("bars and commas are told apart, percent-encodings read", () => {
    expect(said("CSQ=T|x|Pathogenic&risk_factor|A:1&B:2|")).toMatchObject({
      text: "Pathogenic|risk factor",
      genes: ["A", "B"],
      ncbiGenes: ["1", "2"],
    });
    expect(said("CSQ=T|x|Pathogenic%2C_low_penetrance||")?.significance).toBe("P_LOWPEN");
  });

  it("a header with the position's column alone, or its own alone", () => {
    const position = header([vepLine("Allele|Consequence|CLIN_SIG")]);
    const one = record({ info: "CSQ=T|x|benign" }, position);
    expect(clinvarEvidence(one, 1, position, position.annotations[0])?.origin).toBe("csq");
    const own = header([vepLine("Allele|Consequence|ClinVar_CLNSIG")]);
    const other = record({ info: "CSQ=T|x|Benign" }, own);
    expect(clinvarEvidence(other, 1, own, own.annotations[0])?.origin).toBe("info");
    const silent = record({ info: "CSQ=T|x|" }, own);
    expect(clinvarEvidence(silent, 1, own, own.annotations[0])).toBeNull();
  });
});

describe("CV-03 lists of review states", () => {
  it.each([
    ["single|mult", 0, 1],
    ["single|mult", 1, 2],
    ["single|mult", 2, 2],
    ["single|mult", -1, 2],
    ["no_assertion", -1, 0],
    ["Single", 0, 1],
    ["criteria_provided,_single_submitter|reviewed_by_expert_panel", 0, 3],
    ["criteria_provided,_multiple_submitters", 0, 2],
    ["Criteria_Provided,single_submitter", 0, 1],
    ["criteria provided,  single  submitter ", 0, 1],
    ["single|odd", 0, 0],
  ])("%s, of the place %i: %i", (text, position, stars) => {
    expect(starsOf(text, position)).toBe(stars);
  });
});
