// From surviving alleles to genes: who is one gene, and what is known of each allele in it (CV-09, DEC-02, DEC-44, VCF-26).
import { describe, expect, it } from "vitest";
import { genesToRank, type GeneInput } from "../../src/analysis/genes-to-rank.ts";
import { DEFAULT_POLICY, type Policy } from "../../src/core/policy.ts";
import type { FamilyVariant } from "../../src/inheritance/types.ts";
import type { CandidateVariant, GeneToRank } from "../../src/rank/types.ts";
import { compilePlan, Scanner } from "../../src/scan/index.ts";
import type { Survivor } from "../../src/scan/types.ts";
import { headerText, recordText, type RecordOptions } from "../helpers/vcf-text.ts";
import { duo, OPTIONS, singleton, trio } from "../inheritance/helpers.ts";
import { clinvar } from "../rank/build.ts";
import { planFor, type PlanOptions } from "../scan/build.ts";

const EXTRA = [
  '##INFO=<ID=GENEINFO,Number=1,Type=String,Description="Genes of ClinVar">',
  "##contig=<ID=X,length=156040895>",
  "##contig=<ID=Y,length=57227415>",
  "##contig=<ID=MT,length=16569>",
];
interface Asked {
  records: Partial<RecordOptions>[];
  family?: GeneInput["family"];
  genes?: PlanOptions["genes"];
  geneAgnostic?: boolean;
  policy?: (policy: Policy) => void;
  survivors?: (survivors: Survivor[]) => void;
  input?: Partial<GeneInput>;
  /** The annotation gives symbols alone, no Ensembl id. */
  bare?: boolean;
}

function ranked({ records, family = singleton(), genes, geneAgnostic = false, ...of }: Asked) {
  const samples = family.people.map(({ id }) => id);
  const header = headerText({ samples, contigs: ["1"], extra: EXTRA });
  const plan = planFor({
    header,
    geneAgnostic,
    ...(genes === undefined ? {} : { genes }),
    ...(of.policy === undefined ? {} : { policy: of.policy }),
  });
  const text = records
    .map(
      (record) => `${recordText({ pos: 1500, genotypes: samples.map(() => "0/1"), ...record })}\n`,
    )
    .join("")
    .replaceAll("ENSG00000000001", of.bare === true ? "" : "ENSG00000000001");
  const { survivors } = new Scanner(compilePlan(plan)).scan(Buffer.from(text), 0, text.length);
  of.survivors?.(survivors);
  const seen: FamilyVariant[] = [];
  const found = genesToRank(survivors, {
    assembly: "GRCh38",
    family,
    table: plan.genes,
    policy: plan.policy,
    inheritance: OPTIONS,
    rank: {
      minConfidence: "amber",
      geneAgnostic,
      beyondPanel: false,
      penetrance: "both",
      unannotated: false,
      policy: plan.policy,
    },
    compounds: (members) => {
      seen.push(...members.map(({ variant }) => variant));
      return new Map();
    },
    ...of.input,
  });
  return { found, seen };
}
const genesOf = (asked: Asked): GeneToRank[] => ranked(asked).found;
const variantOf = (asked: Asked): CandidateVariant => {
  const [gene] = genesOf(asked);
  const [first] = gene?.variants ?? [];
  if (first === undefined) throw new Error("no variant");
  return first.variant;
};
const listed = (genes: readonly GeneToRank[]): string[] =>
  genes.map(
    ({ gene, variants, tableGene }) =>
      `${tableGene === null ? "other" : "panel"} ${gene.symbol} ${gene.hgncId}: ${variants.map(({ variant }) => variant.pos).join()}`,
  );

describe("genes", () => {
  it("by key, those of the panel in its order; variants in genome order", () => {
    const genes = {
      BBB: { chrom: "1", start: 1, end: 9000 },
      AAA: { chrom: "1", start: 1, end: 9000 },
    };
    const records = [
      { pos: 100, gene: "ZZZ" },
      { pos: 200, gene: "BBB" },
      { pos: 300, gene: "AAA" },
      { pos: 400, gene: "CCC" },
      { pos: 500, gene: "BBB" },
    ];
    expect(listed(genesOf({ genes, records, geneAgnostic: true, bare: true }))).toEqual([
      "other CCC null: 400",
      "other ZZZ null: 100",
      "panel AAA null: 300",
      "panel BBB null: 200,500",
    ]);
    expect(genesOf({ records: [] })).toEqual([]);
  });

  it("DEC-44 off the panels, one that has an id at one record and none at another is one", () => {
    const at = (pos: number, gene: string, hgnc = "") => ({ pos, gene, hgnc });
    const joined = (bare: boolean, ...records: Partial<RecordOptions>[]): string[] =>
      genesOf({ records, geneAgnostic: true, bare }).map(({ variants }) =>
        variants.map(({ variant }) => variant.pos).join(),
      );
    expect(joined(true, at(100, "A"), at(200, "a", "HGNC:7"), at(300, "A"))).toEqual([
      "100,200,300",
    ]);
    // It has the id, whichever record told it.
    const records = [at(100, "A"), at(200, "a", "HGNC:7")];
    const [one] = genesOf({ records, geneAgnostic: true, bare: true });
    expect(one?.gene.hgncId).toBe("HGNC:7");
    expect(joined(true, at(100, "A", "HGNC:7"), at(200, "A", "HGNC:8"))).toEqual(["100", "200"]);
    expect(joined(true, at(100, "A"), at(200, "B"))).toEqual(["100", "200"]);
    // Two ids are two genes, whatever may be either of them.
    const either = [at(100, "A"), at(200, "A", "HGNC:7"), at(300, "A", "HGNC:8")];
    expect(joined(true, ...either)).toEqual(["100,200", "300"]);
    // By their Ensembl id.
    expect(joined(false, at(100, "A"), at(200, "B"))).toEqual(["100,200"]);
  });

  it("is named by the panel, else by the annotation", () => {
    const [panel] = genesOf({ records: [{ hgnc: "HGNC:7" }] });
    expect(panel?.gene).toEqual({
      symbol: "GENE1",
      hgncId: "HGNC:7",
      ensemblId: "ENSG00000000001",
    });
    expect(panel).toMatchObject({ assembly: "GRCh38", tableGene: { symbol: "GENE1" } });
    const [other] = genesOf({ records: [{ gene: "X1", hgnc: "HGNC:9" }], geneAgnostic: true });
    expect(other?.gene).toEqual({ symbol: "X1", hgncId: "HGNC:9", ensemblId: "ENSG00000000001" });
    expect(other).toMatchObject({ tableGene: null, modelsNamed: [], disputed: false });
  });

  it("models off panel are those of the tables' modes, else of an unknown one, each once", () => {
    const asked = { records: [{}] };
    const models = (modes: ("biallelic" | "monoallelic" | "both")[]) =>
      genesOf({ ...asked, input: { stated: () => ({ modes, disputed: true }) } })[0];
    const [dominant, recessive] = [
      ["AD", "AD_DENOVO"],
      ["AR_HOM", "AR_COMPHET", "AR_DEL_HEMI"],
    ];
    expect(models([])?.modelsOffPanel).toEqual([...dominant, ...recessive]);
    expect(models(["biallelic"])?.modelsOffPanel).toEqual(recessive);
    expect(models(["biallelic", "both"])?.modelsOffPanel).toEqual([...recessive, ...dominant]);
    expect(models([])?.disputed).toBe(true);
  });

  it("measures as they are told; none are none", () => {
    const measures = { loeuf: 0.2, missenseZ: 3, codingBases: 900 };
    const [told] = genesOf({ records: [{}], input: { measures: () => measures } });
    expect(told?.measures).toEqual(measures);
    expect(genesOf({ records: [{}] })[0]?.measures).toEqual({
      loeuf: null,
      missenseZ: null,
      codingBases: null,
    });
  });

  it("inheritance may be switched off", () => {
    const off = genesOf({ records: [{}], policy: (p) => (p.inheritance.enabled = false) });
    expect(off[0]?.inheritance).toMatchObject({ results: [], side: [] });
    expect(genesOf({ records: [{}] })[0]?.inheritance.results).not.toEqual([]);
  });
});

describe("an allele in its gene", () => {
  const of = (over: Partial<RecordOptions>): FamilyVariant | undefined =>
    ranked({ records: [over] }).seen[0];
  const P = "CLNSIG=Pathogenic;CLNREVSTAT=reviewed_by_expert_panel";
  it.each<[string, Partial<RecordOptions>, Partial<FamilyVariant>]>([
    [
      "loss of function",
      { consequence: "stop_gained" },
      { strong: true, lof: true, clinvarPathogenic: false, compoundAnchor: true },
    ],
    [
      "missense",
      { consequence: "missense_variant" },
      { strong: false, lof: false, clinvarPathogenic: false, compoundAnchor: true },
    ],
    [
      "near a splice site",
      { consequence: "splice_region_variant" },
      { strong: false, lof: false, compoundAnchor: false, compoundEligible: true },
    ],
    [
      "pathogenic in ClinVar",
      { consequence: "synonymous_variant", info: P },
      { strong: true, lof: false, clinvarPathogenic: true, compoundAnchor: true },
    ],
    [
      "pathogenic for a gene that may be this one",
      { consequence: "missense_variant", info: `${P};GENEINFO=NEWER:9` },
      { strong: true, lof: false, clinvarPathogenic: true },
    ],
    ["rare", { af: 0.00001 }, { deNovoEligible: true }],
    ["too common for a dominant disease", { af: 0.004 }, { deNovoEligible: false }],
  ])("%s", (_, over, expected) => {
    expect(of(over)).toMatchObject({ alleleIndex: 1, locus: "autosome", ...expected });
  });

  it("eligible: what is rare enough for a dominant disease is so for de novo ones", () => {
    for (const af of [null, 0.00001, 0.004]) {
      const variant = of({ af });
      expect(variant?.deNovoEligible).toBe(variant?.eligible.dominant);
      expect(variant?.eligible.recessive).toBe(true);
    }
  });

  it("CV-09 ClinVar's loss of function that the annotation does not see", () => {
    const flagged = (consequence: string, molecular: string[]): boolean =>
      variantOf({
        records: [{ consequence }],
        survivors: ([survivor]) => {
          for (const allele of survivor?.alleles ?? [])
            allele.clinvar = clinvar("P", 1, { stored: { molecular } as never });
        },
      }).flags.includes("clinvar_consequence_differs");
    for (const word of ["nonsense", "frameshift", "splice site"])
      expect(flagged("missense_variant", ["missense", word])).toBe(true);
    expect(flagged("missense_variant", ["missense"])).toBe(false);
    expect(flagged("missense_variant", [])).toBe(false);
    expect(flagged("stop_gained", ["frameshift"])).toBe(false);
  });

  it("shows the record, the statements without ids, and the family's genotypes, the proband first", () => {
    const family = { ...duo(), proband: 1 };
    const shown = variantOf({
      records: [{ info: `${P};GENEINFO=GENE1:7`, genotypes: ["0/0", "0/1:12,18:31:80"] }],
      family,
      input: { family },
      // The scan takes the first person for the proband.
      policy: (p) => (p.inheritance.enabled = false),
    });
    expect(shown).toMatchObject({
      kind: "small",
      chrom: "1",
      contig: "1",
      pos: 1500,
      ref: "G",
      alt: "A",
      filters: ["PASS"],
      zygosity: "het",
      acmg: null,
    });
    expect(shown.clinvar).not.toHaveProperty("ncbiGenes");
    expect(shown.clinvar?.genes).toEqual(["GENE1"]);
    expect([...shown.meant]).toEqual([[shown.clinvar, "yes"]]);
    expect(shown.genotypes).toEqual([
      {
        sample: "mother",
        genotype: "0/1",
        alleleDepths: [12, 18],
        depth: 31,
        genotypeQuality: 80,
        alleleBalance: 18 / 31,
      },
      expect.objectContaining({ sample: "child", genotype: "0/0" }),
    ]);
  });

  it("who was not sequenced has no genotype", () => {
    const shown = variantOf({
      records: [{ genotypes: ["0/1", "0/0", "0/0"] }],
      family: trio(),
      survivors: ([one]) => one?.calls.fill(null, 2),
    });
    expect(shown.genotypes.map(({ sample }) => sample)).toEqual(["child", "mother"]);
  });

  it.each([
    ["0/1:15,15:30:99", "pass", "all gates"],
    ["0/1:2,2:4:99", "fail", ""],
    ["0/1:.:.:.", "not_assessed", ""],
  ])("VCF-40 gates of the genotype %s: %s", (genotype, outcome, value) => {
    const { checks, qcFailures, qcMissing } = variantOf({ records: [{ genotypes: [genotype] }] });
    expect(checks.at(-1)).toEqual({
      id: "quality",
      outcome,
      value: value || qcFailures.join(",") || qcMissing.join(","),
      limit: "genotype gates of the policy",
      rule: "VCF-40",
    });
    const off = variantOf({
      records: [{ genotypes: [genotype] }],
      policy: (p) => (p.quality.enabled = false),
    });
    expect(off.checks.at(-1)).toMatchObject({ outcome: "pass", value: "all gates" });
    expect([off.qcFailures, off.qcMissing]).toEqual([[], []]);
  });

  it("checks of its own gene, not of others", () => {
    const genes = {
      AAA: { chrom: "1", start: 1, end: 9000 },
      BBB: { chrom: "1", start: 1, end: 9000 },
    };
    const [a] = genesOf({
      genes,
      records: [{ gene: "AAA" }],
      survivors: ([survivor]) => {
        const check = {
          id: "consequence:BBB",
          outcome: "fail",
          value: "",
          limit: "",
          rule: "",
        } as const;
        for (const allele of survivor?.alleles ?? []) allele.checks.push(check);
      },
    });
    const ids = a?.variants[0]?.variant.checks.map(({ id }) => id) ?? [];
    expect(ids).toContain("consequence:AAA");
    expect(ids).not.toContain("consequence:BBB");
    expect(ids).toContain("filter");
  });
});

describe("VCF-26, MT-01 what the genotype is where there may be one copy", () => {
  const GENES = {
    GENE1: { chrom: "X", start: 1, end: 155_000_000 },
    MT1: { chrom: "MT", start: 1, end: 9000 },
  };
  const zygosity = (record: Partial<RecordOptions>, sex: "male" | "female" = "male"): string =>
    variantOf({ records: [record], family: singleton(sex), genes: GENES }).zygosity;
  const onX = (genotype: string): Partial<RecordOptions> => ({
    chrom: "X",
    pos: 5_000_000,
    genotypes: [genotype],
  });
  const { hetMinAlleleBalance, mtHomoplasmicFraction } = DEFAULT_POLICY.quality;

  it.each<[string, "male" | "female", string]>([
    ["1/1:0,30:30:99", "male", "hemi"],
    ["1/1:0,30:30:99", "female", "hom"],
    ["1:0,30:30:99", "male", "hemi"],
    ["0/1:10,30:40:99", "male", "hemi"],
    [`0/1:${100 - 100 * hetMinAlleleBalance},${100 * hetMinAlleleBalance}:100:99`, "male", "hemi"],
    [
      `0/1:${101 - 100 * hetMinAlleleBalance},${100 * hetMinAlleleBalance - 1}:100:99`,
      "male",
      "het",
    ],
    ["0/1:.:30:99", "male", "het"],
    ["0/1:10,30:40:99", "female", "het"],
    ["./1:0,30:30:99", "male", "het_or_hom"],
  ])("on X %s of a %s: %s", (genotype, sex, expected) => {
    expect(zygosity(onX(genotype), sex)).toBe(expected);
  });

  it("on an autosome and in the pseudoautosomal region he has two", () => {
    const par = { ...onX("0/1:10,30:40:99"), pos: 100_000 };
    expect(zygosity(par)).toBe("het");
    expect(variantOf({ records: [{ genotypes: ["1/1:0,30:30:99"] }] }).zygosity).toBe("hom");
  });

  const reads = (alt: number): string => `0/1:${1000 - alt},${alt}:1000:99`;
  const full = Math.round(1000 * mtHomoplasmicFraction);
  it.each([
    [reads(full), "homoplasmic"],
    [reads(full - 1), "heteroplasmic"],
    ["1/1:.:100:99", "homoplasmic"],
    ["1:.:100:99", "homoplasmic"],
    ["0/1:.:100:99", "heteroplasmic_unknown"],
  ])("on the mitochondrion %s: %s", (genotype, expected) => {
    const record = { chrom: "MT", pos: 4000, gene: "MT1", genotypes: [genotype] };
    expect(zygosity(record)).toBe(expected);
  });
});
