// Which consequences can make a candidate, on which grounds, and in which words (CSQ-01, CSQ-03, CSQ-04, DEC-08, CV-09).
import { describe, expect, it } from "vitest";
import type { Meant } from "../../src/core/classification.ts";
import type { ConsequenceGround } from "../../src/core/consequences.ts";
import { DEFAULT_POLICY } from "../../src/core/policy.ts";
import { checkConsequence, groundsIn } from "../../src/scan/judge/consequence.ts";
import type { GeneConsequence, TranscriptConsequence } from "../../src/vcf/types.ts";
import { clinvar, consequence } from "../rank/build.ts";

const policy = structuredClone(DEFAULT_POLICY);
policy.consequence.classes = ["lof", "protein_altering", "noncoding_exon"];
policy.consequence.spliceAiRescue = 0.2;

const gene = (over: Partial<GeneConsequence> = {}): GeneConsequence => ({
  symbol: "GENE1",
  hgncId: null,
  ensemblGene: "",
  ncbiGene: null,
  reporting: consequence("other"),
  worse: null,
  others: [],
  inSilico: { spliceAi: null, revel: null, cadd: null, alphaMissense: null },
  ...over,
});
const spliceAi = (score: number | null): Partial<GeneConsequence> => ({
  inSilico: { spliceAi: score, revel: null, cadd: null, alphaMissense: null },
});
const terms = (...of: string[]): TranscriptConsequence => consequence("lof", { terms: of });

describe("the grounds on which an allele may be a candidate", () => {
  it.each<[string, Partial<GeneConsequence>, ConsequenceGround[]]>([
    ["none: its class is not asked for", {}, []],
    ["its class", { reporting: consequence("lof") }, ["class"]],
    ["none: another class that is not asked for", { reporting: consequence("splice_near") }, []],
    [
      "none: of such a class, but outside the gene",
      { reporting: terms("upstream_gene_variant") },
      [],
    ],
    [
      "outside by one of its terms alone",
      { reporting: terms("stop_gained", "downstream_gene_variant") },
      ["class"],
    ],
    ["a worse one elsewhere", { worse: consequence("protein_altering") }, ["worse"]],
    ["none: the worse one is not asked for", { worse: consequence("synonymous") }, []],
    ["none: the worse one is outside", { worse: terms("intergenic_variant") }, []],
    [
      "a pointer to another record",
      { reporting: consequence("other", { terms: ["compound_elsewhere"] }) },
      ["elsewhere"],
    ],
    [
      "coding bases change, and no more is said",
      { reporting: consequence("other", { terms: ["coding_sequence_variant"] }) },
      ["elsewhere"],
    ],
    [
      "the sequence is not known",
      { reporting: consequence("other", { flags: ["sequence_missing"] }) },
      ["elsewhere"],
    ],
    ["none: another flag", { reporting: consequence("other", { flags: ["cds_start_NF"] }) }, []],
    ["none: SpliceAI a little below", spliceAi(0.19), []],
    ["SpliceAI at the limit", spliceAi(0.2), ["splice_ai"]],
    ["SpliceAI above", spliceAi(0.9), ["splice_ai"]],
    [
      "several, in their order",
      {
        reporting: consequence("lof", { flags: ["sequence_missing"] }),
        worse: consequence("lof"),
        ...spliceAi(1),
      },
      ["class", "worse", "elsewhere", "splice_ai"],
    ],
  ])("%s", (_, over, grounds) => {
    expect(groundsIn(gene(over), policy, false)).toEqual(grounds);
    expect(groundsIn(gene(over), policy, true)).toEqual([...grounds, "clinvar"]);
  });

  it("a non-coding exon counts on a panel alone, unless said otherwise on one", () => {
    const exon = gene({ reporting: consequence("noncoding_exon") });
    expect(groundsIn(exon, policy, false)).toEqual(["class"]);
    expect(groundsIn(exon, policy, false, true)).toEqual(["class"]);
    expect(groundsIn(exon, policy, false, false)).toEqual([]);
    const coding = gene({ reporting: consequence("lof") });
    expect(groundsIn(coding, policy, false, false)).toEqual(["class"]);
  });

  it("no score of SpliceAI is one of 0", () => {
    const lowest = structuredClone(policy);
    lowest.consequence.spliceAiRescue = 0;
    expect(groundsIn(gene(), lowest, false)).toEqual(["splice_ai"]);
    lowest.consequence.spliceAiRescue = 0.01;
    expect(groundsIn(gene(), lowest, false)).toEqual([]);
  });
});

describe("the check of the consequence", () => {
  const statement = clinvar("LP", 2, { text: "Likely pathogenic", genes: ["GENE2", "GENE3"] });
  const check = (
    over: Partial<GeneConsequence>,
    grounds: ConsequenceGround[],
    stated: typeof statement | null = null,
    meant: Meant = "yes",
  ) => checkConsequence(gene(over), grounds, stated, meant, policy);

  it("names its gene, its limits and its rule", () => {
    expect(check({}, [])).toEqual({
      id: "consequence:GENE1",
      outcome: "fail",
      value: "intron_variant on ENST1.1",
      limit: "lof, protein_altering, noncoding_exon; SpliceAI >= 0.2; ClinVar P/LP",
      rule: "CSQ-01",
    });
  });

  it("asks for exons of non-coding genes on a panel alone", () => {
    const exon = gene({ reporting: consequence("noncoding_exon") });
    expect(checkConsequence(exon, [], null, "no", policy, false)).toMatchObject({
      outcome: "fail",
      limit:
        "lof, protein_altering, noncoding_exon of a panel's gene; SpliceAI >= 0.2; ClinVar P/LP",
    });
  });

  const worse = consequence("lof", { transcript: "ENST9.1", terms: ["stop_gained", "x"] });
  const unknown = consequence("other", { flags: ["sequence_missing"] });
  it.each<[string, Partial<GeneConsequence>, ConsequenceGround[], string]>([
    ["its class", {}, ["class"], ""],
    ["a worse one", { worse }, ["worse"], " (worse on ENST9.1: stop_gained&x)"],
    ["another record", {}, ["elsewhere"], " (stated at another record)"],
    ["not known", { reporting: unknown }, ["elsewhere"], " (the sequence there is not known)"],
    ["SpliceAI", spliceAi(0.75), ["splice_ai"], " (SpliceAI 0.75)"],
    ["SpliceAI without a score", {}, ["splice_ai"], " (SpliceAI )"],
    ["ClinVar", {}, ["clinvar"], " (ClinVar Likely pathogenic)"],
    ["the first of several", spliceAi(1), ["splice_ai", "clinvar"], " (SpliceAI 1)"],
  ])("passes by %s", (_, over, grounds, why) => {
    expect(check(over, grounds, statement)).toMatchObject({
      outcome: "pass",
      value: `intron_variant on ENST1.1${why}`,
    });
  });

  it.each<[Meant, string]>([
    ["yes", "(ClinVar Likely pathogenic)"],
    ["open", "(ClinVar Likely pathogenic, of GENE2, GENE3: not known to be another gene)"],
  ])("whose statement it is: %s", (meant, why) => {
    expect(check({}, ["clinvar"], statement, meant).value).toBe(`intron_variant on ENST1.1 ${why}`);
  });

  it("all terms, the end at which it is milder, and no transcript", () => {
    const reporting = consequence("lof", {
      terms: ["stop_gained", "splice_region_variant"],
      transcript: "",
      otherPlacement: ["inframe_insertion", "intron_variant"],
    });
    const said =
      "stop_gained&splice_region_variant on no transcript (inframe_insertion&intron_variant where the same change is written at its other end)";
    expect(check({ reporting }, ["class"]).value).toBe(said);
    expect(check({ reporting }, []).value).toBe(said);
  });
});
