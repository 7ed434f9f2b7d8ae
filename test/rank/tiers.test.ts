import { describe, expect, it } from "vitest";
import type { Meant } from "../../src/core/classification.ts";
import { DEFAULT_POLICY } from "../../src/core/policy.ts";
import { candidatesOfGene } from "../../src/rank/index.ts";
import type { ClinVarEvidence } from "../../src/vcf/types.ts";
import { clinvar, consequence, geneCase, result, row, variant, type CaseOver } from "./build.ts";

const splice = (spliceAi: number | null) => ({
  inSilico: { spliceAi, revel: null, cadd: null, alphaMissense: null },
});

/** A statement, and what it is to the gene. */
const said = (statement: ClinVarEvidence, meant: Meant) => ({
  clinvar: statement,
  meant: new Map([[statement, meant]]),
});

/** One variant under AD or de novo in a green monoallelic gene, unless said otherwise. */
function tierOf(over: CaseOver) {
  const out = candidatesOfGene(geneCase(over));
  const [first] = out.candidates;
  return {
    tier: first?.tier ?? null,
    band: first?.band ?? null,
    flags: first?.flags ?? [],
    dropped: out.dropped.map((d) => d.reason),
    out,
  };
}

describe("tiers: one allele in a green gene whose mode fits", () => {
  const ad = (v: ReturnType<typeof variant>): CaseOver => ({
    variants: [v],
    results: [result("AD", [v])],
  });
  const denovo = (v: ReturnType<typeof variant>, grade: "HIGH" | "MEDIUM" | "LOW"): CaseOver => ({
    variants: [v],
    results: [result("AD_DENOVO", [v], { deNovo: [grade] })],
  });
  const stopLost = consequence("protein_altering", { terms: ["stop_lost"], impact: "HIGH" });
  const cases: [name: string, over: CaseOver, tier: number | null, flags: string[]][] = [
    ["LOF", ad(variant("lof")), 1, []],
    ["DEC-08 stop_lost", ad(variant("protein_altering", { consequence: stopLost })), 1, []],
    ["protein altering", ad(variant("protein_altering")), 2, []],
    ["DENOVO HIGH protein altering", denovo(variant("protein_altering"), "HIGH"), 1, []],
    ["DN-02 DENOVO MEDIUM", denovo(variant("protein_altering"), "MEDIUM"), 2, []],
    ["DENOVO LOW", denovo(variant("protein_altering"), "LOW"), 2, []],
    ["CSQ-04 nc exon", ad(variant("noncoding_exon")), 2, []],
    ["DENOVO HIGH nc exon", denovo(variant("noncoding_exon"), "HIGH"), 1, []],
    ["DEC-02 SPLICE_NEAR", ad(variant("splice_near")), 2, ["splice_unscored"]],
    ["DEC-02 de novo SPLICE_NEAR", denovo(variant("splice_near"), "HIGH"), 2, ["splice_unscored"]],
    ["DEC-02 SpliceAI 0.1", ad(variant("splice_near", splice(0.1))), 2, ["splice_benign"]],
    ["DEC-02 SpliceAI 0.11", ad(variant("splice_near", splice(0.11))), 2, []],
    [
      "CSQ-03 SpliceAI 0.2 deep intronic",
      ad(variant("other", splice(0.2))),
      2,
      ["spliceai_rescue"],
    ],
    ["CSQ-03 SpliceAI 0.19", ad(variant("other", splice(0.19))), null, []],
    ["synonymous", ad(variant("synonymous")), null, []],
    ["ClinVar P 1*", ad(variant("other", { clinvar: clinvar("P", 1) })), 1, []],
    ["ClinVar LP 2*", ad(variant("protein_altering", { clinvar: clinvar("LP", 2) })), 1, []],
    ["CV-03 ClinVar P 0*", ad(variant("protein_altering", { clinvar: clinvar("P", 0) })), 2, []],
    [
      "ClinVar P without review status",
      ad(variant("other", { clinvar: clinvar("P", null) })),
      2,
      ["clinvar_stars_unknown"],
    ],
    [
      "CV-07 VEP's CLIN_SIG",
      ad(variant("protein_altering", { clinvar: clinvar("P", 4, { origin: "csq" }) })),
      2,
      [],
    ],
    [
      "CV-04 low penetrance",
      ad(variant("other", { clinvar: clinvar("P_LOWPEN", 2) })),
      2,
      ["clinvar_low_penetrance"],
    ],
    [
      "CV-05 T38 P-leaning conflict",
      ad(variant("other", { clinvar: clinvar("CONF", 1, { pathogenicLeaning: true }) })),
      2,
      ["clinvar_conflict_p_leaning"],
    ],
    ["CV-09 P in another gene", ad(variant("other", said(clinvar("P", 2), "no"))), null, []],
    [
      "CV-09 P in a gene that may be this one",
      ad(variant("other", said(clinvar("P", 2), "likely"))),
      1,
      ["clinvar_gene_unresolved"],
    ],
    [
      "CV-11 somatic",
      ad(variant("protein_altering", { clinvar: clinvar("P", 2, { somaticOnly: true }) })),
      2,
      ["clinvar_somatic_only"],
    ],
    [
      "DEC-12 benign is kept",
      ad(variant("protein_altering", { clinvar: clinvar("B", 2) })),
      2,
      ["clinvar_benign"],
    ],
    [
      "BCSQ-03 behind a stop",
      ad(variant("lof", { consequence: consequence("lof", { afterStop: true }) })),
      null,
      [],
    ],
    [
      "BCSQ-02 told elsewhere",
      ad(
        variant("other", { consequence: consequence("other", { terms: ["compound_elsewhere"] }) }),
      ),
      3,
      ["compound_elsewhere"],
    ],
    [
      "DEC-14 unannotated",
      {
        ...ad(variant("other", { consequence: consequence("other", { terms: ["unannotated"] }) })),
        options: { unannotated: true },
      },
      3,
      ["unannotated"],
    ],
    [
      "DEC-14 of another part, that is annotated",
      { ...ad(variant("other")), options: { unannotated: true } },
      null,
      [],
    ],
  ];
  it.each(cases)("%s", (_name, over, tier, flags) => {
    const found = tierOf(over);
    expect(found.tier).toBe(tier);
    expect(found.flags).toEqual(expect.arrayContaining(flags));
    expect(found.dropped).toEqual(tier === null ? ["no_tier_ground"] : []);
  });

  it("CV-09 flags what ClinVar says of another gene", () => {
    expect(tierOf(ad(variant("lof", said(clinvar("P", 2), "no")))).flags).toContain(
      "clinvar_other_gene",
    );
  });
});

describe("DEC-08 worse_on and loss of function that is not the mechanism", () => {
  const worse = (kind: "lof" | "protein_altering") => consequence(kind, { transcript: "ENST9.1" });
  it.each([
    [
      "T50: LOF elsewhere, intron here",
      variant("other", { worse: worse("lof") }),
      2,
      2,
      "worse_on:ENST9.1:stop_gained",
    ],
    [
      "missense elsewhere, intron here",
      variant("other", { worse: worse("protein_altering") }),
      3,
      2,
      "worse_on:ENST9.1:missense_variant",
    ],
    [
      "LOF elsewhere, missense here: own ground",
      variant("protein_altering", { worse: worse("lof") }),
      2,
      0,
      "worse_on:ENST9.1:stop_gained",
    ],
  ] as const)("%s", (_name, v, tier, band, flag) => {
    const found = tierOf({ variants: [v], results: [result("AD", [v])] });
    expect(found).toMatchObject({ tier, band });
    expect(found.flags).toContain(flag);
  });

  it.each([
    ["LOF", variant("lof"), 2],
    ["missense", variant("protein_altering"), 2],
    ["ClinVar P LOF", variant("lof", { clinvar: clinvar("P", 2) }), 1],
  ])("PA-02 %s", (_name, v, tier) => {
    const found = tierOf({
      rows: [row({ lofNotMechanism: true })],
      variants: [v],
      results: [result("AD", [v])],
    });
    expect(found.tier).toBe(tier);
    expect(found.flags.includes("lof_not_mechanism")).toBe(v.consequence.class === "lof");
  });

  it("PA-02 de novo LOF stays tier 2", () => {
    const v = variant("lof");
    const results = [result("AD_DENOVO", [v])];
    expect(tierOf({ rows: [row({ lofNotMechanism: true })], variants: [v], results }).tier).toBe(2);
  });

  it("PA-02 another green panel that does not say so keeps tier 1", () => {
    const rows = [row({ lofNotMechanism: true }), row({ panel: 1 })];
    expect(tierOf({ rows }).tier).toBe(1);
  });
});

describe("tiers: pairs", () => {
  const at = (kind: Parameters<typeof variant>[0], pos: number, over = {}) =>
    variant(kind, { pos, ...over });
  const p = { clinvar: clinvar("P", 2) };
  it.each([
    ["LOF + LOF", at("lof", 1), at("lof", 2), 1],
    ["LOF + missense", at("lof", 1), at("protein_altering", 2), 1],
    ["missense + LOF", at("protein_altering", 1), at("lof", 2), 1],
    ["missense + missense", at("protein_altering", 1), at("protein_altering", 2), 2],
    ["P missense + missense", at("protein_altering", 1, p), at("protein_altering", 2), 1],
    ["P intronic + LOF", at("other", 1, p), at("lof", 2), 1],
    ["LOF + SPLICE_NEAR", at("lof", 1), at("splice_near", 2), 2],
    [
      "LOF + worse_on missense",
      at("lof", 1),
      at("other", 2, { worse: consequence("protein_altering") }),
      3,
    ],
    ["LOF + synonymous", at("lof", 1), at("synonymous", 2), null],
  ])("%s", (_name, a, b, tier) => {
    const found = tierOf({
      rows: [row({ mode: "biallelic" })],
      variants: [a, b],
      results: [result("AR_COMPHET", [a, b])],
    });
    expect(found.tier).toBe(tier);
  });

  it("a pair is one candidate of two variants in genome order, and its members are not listed alone", () => {
    const [a, b] = [variant("lof", { pos: 20 }), variant("lof", { pos: 9 })];
    const { candidates } = candidatesOfGene(
      geneCase({
        rows: [row({ mode: "biallelic" })],
        variants: [a, b],
        results: [result("AR_COMPHET", [a, b])],
      }),
    );
    expect(candidates.map((c) => c.variants.map((v) => v.pos))).toEqual([[9, 20]]);
  });

  it("T28 a member that passes a model by itself is listed alone too", () => {
    const [a, b] = [variant("lof", { pos: 1 }), variant("lof", { pos: 2 })];
    const out = candidatesOfGene(
      geneCase({
        rows: [row({ mode: "both_biallelic_severe" })],
        variants: [a, b],
        results: [result("AR_COMPHET", [a, b]), result("AD", [a])],
      }),
    );
    expect(out.candidates.map((c) => [c.variants.length, c.models[0]?.model]).toSorted()).toEqual([
      [1, "AD"],
      [2, "AR_COMPHET"],
    ]);
    expect(out.candidates.every((c) => c.flags.includes("biallelic_more_severe"))).toBe(true);
    expect(out.dropped).toEqual([]);
  });
});

describe("places inside the tier (DEC-01, DEC-06, DEC-11, DEC-12)", () => {
  const v = variant("protein_altering");
  it.each([
    ["certain", v, {}, 0, []],
    ["UNCERTAIN", v, { verdict: "UNCERTAIN" }, 1, ["uncertain"]],
    ["T27 DEC-06 incomplete only", v, { penetrance: "incomplete" }, 3, ["incomplete_penetrance"]],
    [
      "VCF-41 failed gate",
      variant("protein_altering", { qcFailures: ["depth<10"] }),
      {},
      2,
      ["qc_fail:depth<10"],
    ],
    [
      "VCF-40 missing field",
      variant("protein_altering", { qcMissing: ["missing:GQ"] }),
      {},
      0,
      ["qc_missing:GQ"],
    ],
    ["T11 male_het_nonPAR", v, { flags: ["male_het_nonPAR"] }, 2, ["male_het_nonPAR"]],
    [
      "DEC-12 benign",
      variant("protein_altering", { clinvar: clinvar("LB", 1) }),
      {},
      4,
      ["clinvar_benign"],
    ],
    [
      "T49 high AF is the filter's flag",
      variant("protein_altering", { flags: ["high_af"], clinvar: clinvar("P", 2) }),
      {},
      0,
      ["high_af"],
    ],
  ] as const)("%s", (_name, one, over, band, flags) => {
    const found = tierOf({ variants: [one], results: [result("AD", [one], over as object)] });
    expect(found.band).toBe(band);
    expect(found.flags).toEqual(expect.arrayContaining([...flags]));
  });

  it.each([
    [10, false],
    [11, true],
  ])("DEC-11 FREQ-13: %i homozygotes", (homozygotes, flagged) => {
    const one = variant("protein_altering");
    one.frequency.homozygotes = homozygotes;
    const found = tierOf({ variants: [one], results: [result("AD", [one])] });
    expect(found.flags.includes("gnomad_homs")).toBe(flagged);
    expect(found.tier).toBe(2);
  });

  it("UNPHASED keeps the tier, flagged, in place 1", () => {
    const [a, b] = [variant("lof", { pos: 1 }), variant("lof", { pos: 2 })];
    const found = tierOf({
      rows: [row({ mode: "biallelic" })],
      variants: [a, b],
      results: [result("AR_COMPHET", [a, b], { phase: "UNPHASED" })],
    });
    expect(found).toMatchObject({ tier: 1, band: 1 });
    expect(found.flags).toContain("unphased");
  });
});

describe("panels: DEC-03, DEC-04, DEC-07", () => {
  const amber = row({ confidence: "amber" });
  const red = row({ confidence: "red" });
  it.each([
    ["amber", { rows: [amber] }, 3, ["amber"]],
    [
      "amber, green asked for",
      { rows: [amber], options: { minConfidence: "green" } },
      null,
      ["below_min_confidence"],
    ],
    ["red", { rows: [red] }, null, ["gene_not_on_panel"]],
    ["absent", { rows: null }, null, ["gene_not_on_panel"]],
    ["red, gene-agnostic", { rows: [red], options: { geneAgnostic: true } }, 3, ["gene_agnostic"]],
    ["absent, beyond the panel", { rows: null, options: { beyondPanel: true } }, 3, ["off_panel"]],
    ["green beside red", { rows: [red, row({ panel: 1 })] }, 1, []],
  ] as const)("%s", (_name, over, tier, words) => {
    const found = tierOf(over as unknown as CaseOver);
    expect(found.tier).toBe(tier);
    expect(tier === null ? found.dropped : found.flags).toEqual(expect.arrayContaining([...words]));
  });

  it("DEC-07 off the panels the incomplete pass is off", () => {
    const v = variant("lof");
    const found = tierOf({
      rows: null,
      options: { geneAgnostic: true },
      variants: [v],
      results: [result("AD", [v], { penetrance: "incomplete" })],
    });
    expect(found).toMatchObject({ tier: null, dropped: ["moi_mismatch"] });
  });

  it("DEC-07 a red row's mode comes before unknown", () => {
    const v = variant("protein_altering");
    const over = { options: { geneAgnostic: true }, variants: [v], results: [result("AD", [v])] };
    const rows = [row({ confidence: "red", mode: "biallelic" })];
    expect(tierOf({ ...over, rows }).dropped).toEqual(["moi_mismatch"]);
    expect(tierOf({ ...over, rows: null }).tier).toBe(3);
  });

  it("green for one mode, amber for another: tier by the row that names the model", () => {
    const v = variant("lof");
    const found = tierOf({
      rows: [row({ mode: "biallelic" }), row({ panel: 1, confidence: "amber" })],
      variants: [v],
      results: [result("AD", [v])],
    });
    expect(found.tier).toBe(3);
    expect(found.flags).toContain("amber");
    expect(found.flags).not.toContain("moi_mismatch");
  });

  it.each([
    ["LOF", variant("lof"), "AD", {}, 3],
    ["ClinVar P", variant("protein_altering", { clinvar: clinvar("P", 1) }), "AD", {}, 3],
    ["DENOVO HIGH missense", variant("protein_altering"), "AD_DENOVO", {}, 3],
    [
      "DENOVO MEDIUM missense",
      variant("protein_altering"),
      "AD_DENOVO",
      { deNovo: ["MEDIUM"] },
      null,
    ],
    ["missense", variant("protein_altering"), "AD", {}, null],
    [
      "LOF of an unaffected parent (any carrier passes)",
      variant("lof"),
      "AD",
      { penetrance: "incomplete" },
      null,
    ],
    ["LOF by imprinting", variant("lof"), "IMP_PATERNAL", {}, null],
  ] as const)("DEC-04 biallelic gene, %s", (_name, v, model, over, tier) => {
    const found = tierOf({
      rows: [row({ mode: "biallelic" })],
      variants: [v],
      results: [result(model, [v], over as object)],
    });
    expect(found.tier).toBe(tier);
    expect(tier === null ? found.dropped : found.flags).toContain("moi_mismatch");
  });

  it("T26 an imprinted model counts where a panel names it", () => {
    const v = variant("lof");
    const rows = [row({ mode: "monoallelic_maternal_expressed" })];
    expect(tierOf({ rows, variants: [v], results: [result("IMP_MATERNAL", [v])] }).tier).toBe(1);
  });

  it.each([
    ["unknown", "moi_unknown"],
    ["other", "moi_other_see_comments"],
    ["missing", "moi_missing"],
  ] as const)("3.9 mode %s", (mode, flag) => {
    expect(tierOf({ rows: [row({ mode })] }).flags).toContain(flag);
    const beside = [row({ mode }), row({ panel: 1 })];
    expect(tierOf({ rows: beside }).flags).not.toContain(flag);
  });

  it("GEL: a non-coding gene on no panel is not tier 3, unless de novo", () => {
    const v = variant("noncoding_exon");
    const over = { rows: null, options: { geneAgnostic: true }, variants: [v] };
    expect(tierOf({ ...over, results: [result("AD", [v])] }).dropped).toEqual(["no_tier_ground"]);
    expect(tierOf({ ...over, results: [result("AD_DENOVO", [v])] }).tier).toBe(3);
  });
});

describe("models of a candidate", () => {
  const v = variant("lof");
  it("best first: named, complete, certain, DENOVO HIGH, fixed order", () => {
    const results = [
      result("AR_HOM", [v]),
      result("AD", [v], { penetrance: "incomplete" }),
      result("AD", [v], { verdict: "UNCERTAIN" }),
      result("AD", [v]),
      result("AD_DENOVO", [v]),
      result("XLD", [v], { verdict: "FAIL", penetrance: null }),
    ];
    const [candidate] = candidatesOfGene(geneCase({ variants: [v], results })).candidates;
    expect(candidate?.models.map((m) => [m.model, m.verdict, m.penetrance])).toEqual([
      ["AD_DENOVO", "PASS", "complete"],
      ["AD", "PASS", "complete"],
      ["AD", "UNCERTAIN", "complete"],
      ["AD", "PASS", "incomplete"],
      ["AR_HOM", "PASS", "complete"],
    ]);
  });

  it("--penetrance complete leaves the incomplete pass out", () => {
    const results = [result("AD", [v], { penetrance: "incomplete" })];
    const out = candidatesOfGene(
      geneCase({ variants: [v], results, options: { penetrance: "complete" } }),
    );
    expect(out.candidates).toEqual([]);
    expect(out.dropped.map((d) => d.reason)).toEqual(["no_model_passes"]);
  });

  it("inheritance off: one candidate per variant, by class alone", () => {
    const policy = {
      ...DEFAULT_POLICY,
      inheritance: { ...DEFAULT_POLICY.inheritance, enabled: false },
    };
    const two = [variant("lof", { pos: 1 }), variant("protein_altering", { pos: 2 })];
    const { candidates } = candidatesOfGene(
      geneCase({ variants: two, results: [], options: { policy } }),
    );
    expect(candidates.map((c) => [c.tier, c.verdict, c.models.length])).toEqual([
      [1, "PASS", 0],
      [2, "PASS", 0],
    ]);
    expect(candidates.every((c) => c.flags.includes("inheritance_off"))).toBe(true);
  });
});
