/** A small analysis result: a de novo, a compound heterozygote, a homozygote on another chromosome, a one-hit. */
import { DEFAULT_POLICY } from "../../src/core/policy.ts";
import { candidatesOfGene, rankCandidates, withOdds } from "../../src/rank/index.ts";
import type { AnalysisResult, CandidatePhenotype } from "../../src/rank/types.ts";
import { policyDigest } from "../../src/report/index.ts";
import {
  clinvar,
  consequence,
  frequency,
  geneCase,
  keyOf,
  result as modelResult,
  row,
  variant,
} from "../rank/build.ts";

const encoder = new TextEncoder();

/** One line of a trio's VCF. */
export function line(
  contig: string,
  pos: number,
  ref: string,
  alt: string,
  info: string,
  sample = "0/1:15,14:29:99",
): Uint8Array {
  return encoder.encode(
    `${contig}\t${pos}\t.\t${ref}\t${alt}\t50.0\tPASS\t${info}\tGT:AD:DP:GQ\t${sample}`,
  );
}

export const HEADER = [
  "##fileformat=VCFv4.2",
  '##FILTER=<ID=PASS,Description="All filters passed">',
  "##contig=<ID=chr1,length=248956422>",
  '##INFO=<ID=DP,Number=1,Type=Integer,Description="Depth">',
  '##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">',
  '##FORMAT=<ID=AD,Number=R,Type=Integer,Description="Allele depths">',
  '##FORMAT=<ID=DP,Number=1,Type=Integer,Description="Depth">',
  '##FORMAT=<ID=GQ,Number=1,Type=Integer,Description="Genotype quality">',
  "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tchild",
];

export function analysis(): AnalysisResult {
  const denovo = variant("lof", {
    chrom: "2",
    contig: "chr2",
    pos: 500,
    consequence: consequence("lof", { hgvsp: "ENSP1:p.Gln5%3D", hgvsc: "ENST1:c.13C>T" }),
    clinvar: clinvar("P/LP", 2, { text: "Pathogenic/Likely pathogenic" }),
    line: line("chr2", 500, "A", "G", "DP=29"),
  });
  const pairLine = line("chr1", 100, "A", "G,T", "DP=40;PANELIST_RANK=9", "1/2:0,20,20:40:99");
  const a = variant("lof", {
    contig: "chr1",
    pos: 100,
    zygosity: "het_nonref",
    frequency: frequency(0.000123456789),
    line: pairLine,
  });
  const b = variant("protein_altering", {
    contig: "chr1",
    pos: 100,
    alt: "T",
    alleleIndex: 2,
    zygosity: "het_nonref",
    worse: consequence("lof", { transcript: "ENST2.1" }),
    frequency: frequency(null, { assessed: false }),
    qcFailures: ["depth<10"],
    qcMissing: ["GQ"],
    line: pairLine.slice(),
  });
  const oneHit = variant("lof", { contig: "chr1", pos: 7, line: line("chr1", 7, "A", "G", ".") });
  const genes = [
    geneCase({
      symbol: "DENOVO1",
      variants: [denovo],
      results: [modelResult("AD_DENOVO", [denovo]), modelResult("AD", [denovo])],
    }),
    geneCase({
      symbol: "PAIR1",
      rows: [row({ mode: "biallelic" }), row({ mode: "biallelic", panel: 1 })],
      variants: [a, b],
      results: [modelResult("AR_COMPHET", [a, b], { origins: ["MAT", "PAT"] })],
    }),
    geneCase({
      symbol: "HIT1",
      rows: [row({ mode: "biallelic" })],
      variants: [oneHit],
      results: [],
      side: [{ list: "one_hit", allele: keyOf(oneHit), flags: [], reason: "single_heterozygote" }],
    }),
  ].map(candidatesOfGene);
  return {
    assembly: "GRCh38",
    annotator: "vep",
    proband: "child",
    ranking: {
      order: "tier",
      weights: 2,
      frequencies: true,
      people: "singleton",
      expectedYield: 0.4,
      chances: null,
      why: "no HPO terms were used",
      shortlist: null,
    },
    family: {
      id: "F1",
      people: [
        {
          id: "child",
          father: null,
          mother: null,
          sex: "male",
          affection: "affected",
          sequenced: true,
        },
      ],
    },
    panels: [
      {
        id: "p1",
        name: "Epilepsy",
        version: "1.0",
        source: "bundled",
        signedOff: null,
        digest: "d1",
        genes: 3,
        notes: [],
      },
      {
        id: "p2",
        name: "Heart",
        version: null,
        source: "tsv",
        signedOff: null,
        digest: "d2",
        genes: 1,
        notes: ["n"],
      },
    ],
    policyDigest: policyDigest(DEFAULT_POLICY),
    candidates: rankCandidates(genes.flatMap((g) => g.candidates)),
    side: genes.flatMap((g) => g.side),
    withheld: { count: 2, list: "acmg-sf" },
    notAssessed: [{ what: "str", subject: "Epilepsy", detail: "CSTB" }],
    acmg: null,
    sampleChecks: [{ check: "sex", subject: "child", outcome: "passed", detail: "" }],
    complete: true,
    incomplete: [],
    warnings: [{ code: "unspecified", facts: {}, text: "w" }],
  };
}

/** The same without a candidate. */
export function emptyAnalysis(): AnalysisResult {
  return { ...analysis(), candidates: [], side: [] };
}

/** A match by ancestor, one without an answer, an excluded term, one that the disease is known not to show. */
export const PHENOTYPE: CandidatePhenotype = {
  score: 1.2,
  posterior: 0.01,
  best: true,
  reason: {
    disease: { id: "OMIM:615369", name: "Encephalopathy 94" },
    score: 1.2,
    terms: (
      [
        ["HP:0012469", "HP:0002123", "HP:0020219", false, false],
        ["HP:0001263", "HP:0001263", "HP:0001263", false, false],
        ["HP:0001250", null, null, false, false],
        ["HP:0000252", null, null, true, false],
        ["HP:0001638", null, null, true, true],
      ] as const
    ).map(([term, annotation, common, excluded, absentInDisease]) => ({
      term: { id: term, name: "the patient's" },
      excluded,
      absentInDisease,
      annotation: annotation === null ? null : { id: annotation, name: "the disease's" },
      common: common === null ? null : { id: common, name: "above both" },
      informationContent: 3.4,
      frequency: 0.93,
      contribution: excluded ? -0.1 : 0.9,
    })),
  },
  diseases: [
    { id: "OMIM:615369", name: "Encephalopathy 94", modes: [], fits: true, score: 1.2 },
    { id: "OMIM:1", name: "another", modes: ["HP:0000007"], fits: false, score: 0.4 },
  ],
};

/** The same as of a run over all genes with the patient's terms: odds, shortlist, chances. */
export function toldAnalysis(less = 0): AnalysisResult {
  const told = {
    order: "score",
    people: "singleton",
    hasFrequency: true,
    hasTerms: true,
    hasPanel: false,
  } as const;
  const patient = { hpoRelease: "2024-01-01", observed: [], excluded: [], notes: [] };
  const given = analysis();
  const candidates = given.candidates.map((c) => ({ ...c, score: c.score - less }));
  return { ...given, patient, ...withOdds({ candidates, ...told }, DEFAULT_POLICY) };
}
