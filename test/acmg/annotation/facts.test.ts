import { describe, expect, it } from "vitest";
import {
  availablePredictors,
  populationFacts,
  predictorFacts,
  transcriptFacts,
} from "../../../src/acmg/annotation/index.ts";
import { figureOf } from "../../../src/acmg/annotation/population.ts";
import { proteinChange } from "../../../src/vcf/protein-change.ts";
import { pm2 } from "../../../src/acmg/frequency.ts";
import type { PopulationFacts } from "../../../src/acmg/types.ts";
import {
  decodeRecord,
  frequencyEvidence,
  geneConsequences,
  parseHeader,
  transcriptConsequences,
  type AlleleContext,
} from "../../../src/vcf/index.ts";
import { input, SETTINGS, told } from "../build.ts";

const VEP_COLUMNS =
  "Allele|Consequence|SYMBOL|Gene|Feature|BIOTYPE|EXON|INTRON|HGVSc|HGVSp|Protein_position|CANONICAL|MANE_SELECT|FLAGS";

interface Given {
  info?: string[];
  columns?: string;
  command?: string;
}

/** A header with one annotation and the INFO fields that a test wants. */
function headerOf(annotator: "vep" | "snpeff" | "bcsq", { info = [], columns, command }: Given) {
  const description = {
    vep: `INFO=<ID=CSQ,Number=.,Type=String,Description="Consequence annotations from Ensembl VEP. Format: ${columns ?? VEP_COLUMNS}">`,
    snpeff: `INFO=<ID=ANN,Number=.,Type=String,Description="Functional annotations: 'Allele | Annotation | Annotation_Impact | Gene_Name | Gene_ID | Feature_Type | Feature_ID | Transcript_BioType | Rank | HGVS.c | HGVS.p | cDNA.pos / cDNA.length | CDS.pos / CDS.length | AA.pos / AA.length | Distance | ERRORS / WARNINGS / INFO'">`,
    bcsq: `INFO=<ID=BCSQ,Number=.,Type=String,Description="Local consequence annotation from BCFtools/csq">`,
  }[annotator];
  const lines = [
    "##fileformat=VCFv4.2",
    "##contig=<ID=chr1,length=248956422>",
    ...(command === undefined ? [] : [`##VEP-command-line='${command}'`]),
    `##${description}`,
    ...info.map((id) => `##INFO=<ID=${id},Number=A,Type=Float,Description="x">`),
    "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO",
  ];
  return parseHeader(`${lines.join("\n")}\n`, "x.vcf");
}

function allele(annotator: "vep" | "snpeff" | "bcsq", info: string, given: Given = {}) {
  const header = headerOf(annotator, given);
  const layout = header.annotations[0];
  if (layout === undefined) throw new Error("no annotation");
  const record = decodeRecord(`chr1\t1000\t.\tC\tT\t.\t.\t${info}`, header, { path: "x.vcf" });
  const at: AlleleContext = { record, alleleIndex: 1, header, layout };
  const annotation = transcriptConsequences(record, 1, layout);
  const [gene] = geneConsequences(annotation, at, { transcripts: "reporting" });
  if (gene === undefined) throw new Error("no gene");
  const own = annotation.entries.findIndex((e) => e.transcript === gene.reporting.transcript);
  const row = annotation.rows[own] ?? null;
  return {
    at,
    row,
    rows: annotation.rows,
    gene,
    frequency: frequencyEvidence(record, 1, header, layout),
    transcript: transcriptFacts(gene.reporting, {
      layout,
      row,
      others: annotation.entries,
      worse: gene.worse,
    }),
  };
}

const vep = (values: Record<string, string>): string =>
  VEP_COLUMNS.split("|")
    .map(
      (name) =>
        ({ Allele: "T", SYMBOL: "G1", Gene: "ENSG1", BIOTYPE: "protein_coding", ...values })[
          name
        ] ?? "",
    )
    .join("|");

describe("transcript facts from VEP", () => {
  it.each([
    [
      {
        Consequence: "stop_gained",
        Feature: "ENST1",
        EXON: "5/23",
        HGVSp: "ENSP1:p.Gln100Ter",
        Protein_position: "100/1863",
        MANE_SELECT: "NM_1",
      },
      {
        relevance: "mane_select",
        exon: { number: 5, total: 23 },
        residue: 100,
        stopCodon: 100,
        proteinLength: 1863,
      },
    ],
    [
      {
        Consequence: "frameshift_variant",
        Feature: "ENST1",
        EXON: "10-11/23",
        HGVSp: "ENSP1:p.Arg97ProfsTer23",
        Protein_position: "97-98",
        CANONICAL: "YES",
      },
      {
        relevance: "canonical",
        exon: { number: 10, total: 23 },
        residue: 97,
        stopCodon: 119,
        proteinLength: null,
      },
    ],
    [
      {
        Consequence: "missense_variant",
        Feature: "ENST1",
        EXON: "1/1",
        HGVSp: "ENSP1:p.Asp1573His",
        Protein_position: "1573",
      },
      {
        relevance: "all_coding",
        substitution: { from: "D", to: "H" },
        residue: 1573,
        stopCodon: null,
      },
    ],
    [
      {
        Consequence: "splice_donor_variant",
        Feature: "ENST1",
        INTRON: "4/22",
        HGVSc: "ENST1.1:c.100+1G>A",
      },
      { intron: { number: 4, total: 22 }, intronOffset: 1, residue: null },
    ],
    [
      {
        Consequence: "intron_variant",
        Feature: "ENST1",
        INTRON: "4/22",
        HGVSc: "ENST1.1:c.101-40_101-25del",
      },
      { intronOffset: -25 },
    ],
    [
      {
        Consequence: "frameshift_variant",
        Feature: "ENST1",
        Protein_position: "?-12",
        FLAGS: "cds_start_NF",
      },
      { residue: null, complete: false },
    ],
  ])("case %#", (values, expected) => {
    expect(allele("vep", `CSQ=${vep(values)}`).transcript).toMatchObject(expected);
  });

  it("TX-05: what --pick left says nothing of other transcripts", () => {
    const info = `CSQ=${vep({ Consequence: "stop_gained", Feature: "ENST1" })}`;
    expect(allele("vep", info).transcript.relevance).toBe("all_coding");
    const picked = allele("vep", info, { command: "vep --pick --cache" });
    expect(picked.transcript.relevance).toBeNull();
  });

  it("transcripts that disagree, none of them flagged: relevance is not known", () => {
    const info = `CSQ=${vep({ Consequence: "stop_gained", Feature: "ENST1" })},${vep({ Consequence: "intron_variant", Feature: "ENST2" })}`;
    expect(allele("vep", info).transcript).toMatchObject({ transcript: "ENST1", relevance: null });
  });

  it("T50: MANE says intron, a worse one stands elsewhere", () => {
    const info = `CSQ=${vep({ Consequence: "intron_variant", Feature: "ENST2", MANE_SELECT: "NM_2" })},${vep({ Consequence: "stop_gained", Feature: "ENST1", FLAGS: "cds_end_NF" })}`;
    const { transcript } = allele("vep", info);
    expect(transcript.terms).toEqual(["intron_variant"]);
    expect(transcript.worseTerms).toEqual(["stop_gained"]);
  });
});

describe("transcript facts from SnpEff and bcftools csq", () => {
  it("SnpEff gives the protein's length", () => {
    const ann =
      "ANN=T|stop_gained|HIGH|G1|ENSG1|transcript|NM_1.1|protein_coding|15/23|c.4717G>T|p.Glu1573*|4830/7088|4717/5592|1573/1863||";
    expect(allele("snpeff", ann).transcript).toMatchObject({
      exon: { number: 15, total: 23 },
      residue: 1573,
      stopCodon: 1573,
      proteinLength: 1863,
    });
  });
  it.each([
    ["4G>4*", "stop_gained", { residue: 4, stopCodon: 4, proteinLength: null }],
    ["2848KYDH*>2848NMTK*", "frameshift", { residue: 2848, stopCodon: 2852, proteinLength: 2851 }],
    ["2869LLH*>2869ASL", "frameshift", { residue: 2869, stopCodon: null, proteinLength: 2871 }],
    ["12R>12H", "missense", { residue: 12, stopCodon: null, substitution: { from: "R", to: "H" } }],
    ["100K", "synonymous", { residue: 100, stopCodon: null, substitution: null }],
  ])("bcftools csq %s", (change, term, expected) => {
    const bcsq = `BCSQ=${term}|G1|NM_1|protein_coding|+|${change}|1000C>T`;
    expect(allele("bcsq", bcsq).transcript).toMatchObject(expected);
  });
});

describe("HGVS of the protein", () => {
  it.each([
    ["p.Arg97ProfsTer23", 97, 119],
    ["p.Arg97fs", 97, null],
    ["p.Arg97ProfsTer?", 97, null],
    ["p.Tyr4Ter", 4, 4],
    ["p.Tyr4*", 4, 4],
    ["p.Arg97Profs*23", 97, 119],
    ["p.Gln10_Leu11delinsArgTer", 10, 11],
    ["p.Gln10_Leu11insArgTer", 10, 12],
    ["p.Ter100GlnextTer5", 100, null],
    ["p.Met1?", 1, null],
    ["p.Leu10=", 10, null],
    ["", null, null],
  ])("%s: residue %s, stop %s", (text, residue, stopCodon) => {
    expect(proteinChange(text)).toMatchObject({ residue, stopCodon, substitution: null });
  });
});

describe("gnomAD's names", () => {
  it.each([
    ["gnomADe_AF", { kind: "af", part: "exomes", population: null, grpmax: false }],
    ["gnomADg_AFR_AF", { kind: "af", part: "genomes", population: "AFR", grpmax: false }],
    ["gnomAD_AC", { kind: "ac", part: "unnamed", population: null, grpmax: false }],
    ["gnomAD_AN_nfe", { kind: "an", population: "NFE" }],
    ["gnomad_joint_AF", { kind: "af", part: "joint" }],
    ["gnomAD_AF_grpmax", { kind: "af", grpmax: true }],
    ["gnomAD4.1_joint_fafmax_faf95_max", { kind: "faf95", part: "joint", grpmax: true }],
    ["fafmax_faf95_max_joint", { kind: "faf95", part: "joint", grpmax: true }],
    ["faf95_afr", { kind: "faf95", population: "AFR" }],
    ["gnomAD_nhomalt", { kind: "hom" }],
    ["gnomad_exomes_af_non_cancer", null],
    ["gnomAD_faf99", null],
    ["gnomAD_AC_XY", null],
    ["AF", null],
    ["AC", null],
  ])("%s", (name, expected) => {
    const figure = figureOf(name);
    if (expected === null) expect(figure).toBeNull();
    else expect(figure).toMatchObject(expected);
  });
});

describe("population facts", () => {
  const csq = `CSQ=${vep({ Consequence: "stop_gained", Feature: "ENST1" })}`;
  const facts = (values: Record<string, number | null>): PopulationFacts | null => {
    const info = Object.entries(values).flatMap(([k, v]) => (v === null ? [] : [`${k}=${v}`]));
    const seen = allele("vep", [csq, ...info].join(";"), { info: Object.keys(values) });
    return populationFacts(seen.frequency, seen.rows, seen.at);
  };

  it("T29, FREQ-04: no field in the header, nothing known", () => {
    expect(facts({})).toBeNull();
  });
  it("FREQ-04: fields in the header, none for the allele: absent, and coverage not known", () => {
    const found = facts({ gnomAD_AF: null, gnomAD_AC: null });
    expect(found).toMatchObject({ present: false, af: null, an: null });
    expect(told(pm2(input({ frequency: found }), SETTINGS))).toBe("suggested:supporting");
  });
  it("T51 from the file's own fields", () => {
    const found = facts({
      gnomAD_joint_AF: 6.25e-7,
      gnomAD_joint_AC: 1,
      gnomAD_joint_AN: 1_600_000,
      gnomAD_joint_AF_AFR: 1 / 75_000,
      gnomAD_joint_AN_AFR: 75_000,
      gnomAD_joint_fafmax_faf95_max: 0,
      gnomAD_joint_nhomalt: 0,
    });
    expect(found?.populations).toEqual([{ code: "AFR", af: 1 / 75_000, ac: null, an: 75_000 }]);
    expect(told(pm2(input({ frequency: found }), SETTINGS))).toBe("met:supporting");
  });
  it("FREQ-07: exomes and genomes of one release are added", () => {
    const found = facts({
      gnomADe_AF: 2e-6,
      gnomADe_AC: 2,
      gnomADe_AN: 1_000_000,
      gnomADg_AF: 2e-5,
      gnomADg_AC: 2,
      gnomADg_AN: 100_000,
    });
    expect(found).toMatchObject({ ac: 4, an: 1_100_000, af: 4 / 1_100_000 });
  });
  it("without counts the higher of the two", () => {
    expect(facts({ gnomADe_AF: 2e-6, gnomADg_AF: 2e-5 })).toMatchObject({ af: 2e-5, ac: null });
  });
  it("a figure below 0 is none, and a percentage no frequency", () => {
    const found = facts({ gnomAD_AF: 1e-4, gnomAD_nhomalt: -1, gnomAD_AN: -1, gnomAD_AC: -1 });
    expect(found).toMatchObject({ af: 1e-4, homozygotes: null, an: null, ac: null });
    const percent = { gnomAD_AF: 1e-4, gnomAD_fafmax_faf95_max: 7, gnomAD_AF_NFE: 7 };
    expect(facts(percent)).toMatchObject({ faf95: null, populations: [] });
  });
  it("1000 Genomes alone does not speak of rare alleles", () => {
    const found = facts({ "1000G_AF": null });
    expect(found).toMatchObject({ speaksOfRare: false, present: false });
    expect(pm2(input({ frequency: found }), SETTINGS).status).toBe("not_assessed");
  });
});

describe("predictor facts", () => {
  const columns = `${VEP_COLUMNS}|REVEL|am_pathogenicity|SpliceAI_pred_DS_AG|SpliceAI_pred_DS_AL|SpliceAI_pred_DS_DG|SpliceAI_pred_DS_DL|SpliceAI_pred_DP_AG|SpliceAI_pred_DP_AL|SpliceAI_pred_DP_DG|SpliceAI_pred_DP_DL|SpliceAI_pred_SYMBOL`;
  const missense = vep({ Consequence: "missense_variant", Feature: "ENST1", MANE_SELECT: "NM_1" });
  const other = vep({ Consequence: "missense_variant", Feature: "ENST2" });

  it("PP3-01: what the run has, by the header; scores of the reporting transcript first", () => {
    const info = `CSQ=${missense}|0.7|0.2|0.1|0|0.6|0.9|5|0|14|2|G1,${other}|0.9|0.95|0.1|0|0.6|0.9|5|0|14|2|G1`;
    const { gene, row, rows, at } = allele("vep", info, { columns });
    expect(availablePredictors(at)).toEqual(["REVEL", "AlphaMissense"]);
    expect(predictorFacts(gene.inSilico, row, rows, at)).toEqual({
      available: ["REVEL", "AlphaMissense"],
      scores: { REVEL: 0.7, AlphaMissense: 0.2 },
      spliceAi: {
        max: 0.9,
        gains: [
          { score: 0.1, shift: null },
          { score: 0.6, shift: 12 },
        ],
      },
    });
  });
  it.each(["||||||||||", "|-1|-1|-1|-1|-1|-1|-1|-1|-1|-1|G1"])(
    "no score is null, not 0: %s",
    (none) => {
      const { gene, row, rows, at } = allele("vep", `CSQ=${missense}${none}`, { columns });
      const found = predictorFacts(gene.inSilico, row, rows, at);
      expect(found.scores).toEqual({ REVEL: null, AlphaMissense: null });
      expect(found.spliceAi).toEqual({ max: null, gains: null });
    },
  );
  it("BayesDel goes below 0", () => {
    const info = `CSQ=${missense};BayesDel_noAF=-0.7;CADD_phred=-1`;
    const given = { info: ["BayesDel_noAF", "CADD_phred"] };
    const { gene, row, rows, at } = allele("vep", info, given);
    const { scores } = predictorFacts(gene.inSilico, row, rows, at);
    expect(scores).toEqual({ BayesDel_noAF: -0.7, CADD: null });
  });
  it("a header without predictors has none", () => {
    const { gene, row, rows, at } = allele("vep", `CSQ=${missense}`);
    expect(predictorFacts(gene.inSilico, row, rows, at)).toEqual({
      available: [],
      scores: {},
      spliceAi: null,
    });
  });
  it("raw SpliceAI in INFO", () => {
    const info = `CSQ=${missense};SpliceAI=T|G1|0.01|0.02|0.5|0.8|-3|4|10|1`;
    const { gene, row, rows, at } = allele("vep", info, { info: ["SpliceAI"] });
    expect(predictorFacts(gene.inSilico, row, rows, at).spliceAi).toMatchObject({
      max: 0.8,
      gains: [{ score: 0.01 }, { score: 0.5, shift: 9 }],
    });
  });
});
