/** Builders for gene cases: every field has a plain default, a test names what it is about. */
import { DEFAULT_POLICY } from "../../src/core/policy.ts";
import { groundsIn } from "../../src/scan/index.ts";
import type { GeneInheritance, ModelName, ModelResult } from "../../src/inheritance/types.ts";
import type { PanelRow } from "../../src/panel/types.ts";
import type {
  CandidateVariant,
  GeneToRank,
  RankOptions,
  SmallVariant,
} from "../../src/rank/types.ts";
import type {
  ClinVarEvidence,
  ConsequenceClass,
  FrequencyEvidence,
  TranscriptConsequence,
} from "../../src/vcf/types.ts";

export function consequence(
  kind: ConsequenceClass,
  over: Partial<TranscriptConsequence> = {},
): TranscriptConsequence {
  const terms: Record<ConsequenceClass, string> = {
    lof: "stop_gained",
    protein_altering: "missense_variant",
    splice_near: "splice_region_variant",
    noncoding_exon: "non_coding_transcript_exon_variant",
    synonymous: "synonymous_variant",
    other: "intron_variant",
  };
  return {
    symbol: "GENE1",
    hgncId: "HGNC:1",
    ensemblGene: "ENSG1",
    ncbiGene: null,
    transcript: "ENST1.1",
    biotype: "protein_coding",
    terms: [terms[kind]],
    impact: kind === "lof" ? "HIGH" : kind === "protein_altering" ? "MODERATE" : "LOW",
    class: kind,
    hgvsc: "",
    hgvsp: "",
    exon: "",
    intron: "",
    canonical: true,
    maneSelect: true,
    manePlusClinical: false,
    appris: "",
    tsl: null,
    picked: false,
    incomplete: false,
    afterStop: false,
    ...over,
  };
}

export function frequency(
  af: number | null,
  over: Partial<FrequencyEvidence> = {},
): FrequencyEvidence {
  const value =
    af === null
      ? null
      : { field: "gnomADe_NFE_AF", source: "gnomAD exomes", population: "NFE", genomes: false, af };
  return {
    assessed: true,
    values: value === null ? [] : [value],
    max: value,
    homozygotes: null,
    hemizygotes: null,
    alleleNumber: null,
    exomesOnly: false,
    ...over,
  };
}

export function clinvar(
  significance: ClinVarEvidence["significance"],
  stars: number | null,
  over: Partial<ClinVarEvidence> = {},
): ClinVarEvidence {
  return {
    significance,
    text: significance,
    stars,
    pathogenicLeaning: false,
    genes: [],
    somaticOnly: false,
    origin: "info",
    ...over,
  };
}

export function variant(kind: ConsequenceClass, over: Partial<SmallVariant> = {}): SmallVariant {
  const pos = over.pos ?? 1000;
  const [chrom, ref, alt] = [over.chrom ?? "1", over.ref ?? "A", over.alt ?? "G"];
  const statements = [over.clinvar ?? null, ...(over.knowledge?.statements ?? [])];
  const found: Pick<CandidateVariant, "worse" | "inSilico"> = {
    worse: over.worse ?? null,
    inSilico: over.inSilico ?? { spliceAi: null, revel: null, cadd: null, alphaMissense: null },
  };
  const reporting = over.consequence ?? consequence(kind);
  return {
    kind: "small",
    chrom,
    contig: chrom,
    pos,
    ref,
    alt,
    alleleIndex: 1,
    id: ".",
    consequence: consequence(kind),
    ...found,
    grounds: groundsIn({ ...found, reporting }, DEFAULT_POLICY, false),
    frequency: frequency(null),
    clinvar: null,
    meant: new Map(statements.flatMap((s) => (s === null ? [] : [[s, "yes"]]))),
    filters: ["PASS"],
    zygosity: "het",
    genotypes: [
      {
        sample: "child",
        genotype: "0/1",
        alleleDepths: [15, 14],
        depth: 29,
        genotypeQuality: 99,
        alleleBalance: 0.48,
      },
    ],
    qcFailures: [],
    qcMissing: [],
    checks: [{ id: "filter", outcome: "pass", value: "PASS", limit: "PASS", rule: "VCF-42" }],
    flags: [],
    acmg: null,
    carriers: [],
    line: new TextEncoder().encode(
      `${chrom}\t${pos}\t.\t${ref}\t${alt}\t50\tPASS\tDP=29\tGT:AD:DP:GQ\t0/1:15,14:29:99`,
    ),
    ...over,
  };
}

export function keyOf(v: CandidateVariant): string {
  return `${v.chrom}:${v.pos}:${v.ref}:${v.alt}`;
}

export function result(
  model: ModelName,
  variants: readonly CandidateVariant[],
  over: Partial<ModelResult> = {},
): ModelResult {
  const deNovo = model === "AD_DENOVO" || model === "X_DENOVO";
  return {
    model,
    alleles: variants.map(keyOf).toSorted(),
    verdict: "PASS",
    penetrance: "complete",
    reasons: [],
    flags: [],
    origins: variants.map(() => (deNovo ? "DENOVO" : "UNKNOWN")),
    deNovo: variants.map(() => (deNovo ? "HIGH" : null)),
    phase: variants.length === 2 ? "TRANS" : null,
    ...over,
  };
}

export function row(over: Partial<PanelRow> = {}): PanelRow {
  return {
    panel: 0,
    confidence: "green",
    mode: "monoallelic",
    modeText: "MONOALLELIC, autosomal or pseudoautosomal, NOT imprinted",
    penetrance: "unknown",
    lofNotMechanism: false,
    ...over,
  };
}

/** The autosomal or X models of a mode, as the caller would compute them. */
export const NAMED: Partial<Record<PanelRow["mode"], ModelName[]>> = {
  monoallelic: ["AD", "AD_DENOVO"],
  biallelic: ["AR_HOM", "AR_COMPHET"],
  both: ["AD", "AD_DENOVO", "AR_HOM", "AR_COMPHET"],
  both_biallelic_severe: ["AD", "AD_DENOVO", "AR_HOM", "AR_COMPHET"],
  x_biallelic_females: ["XLR", "XLR_COMPHET"],
  x_monoallelic_females: ["XLD", "X_DENOVO"],
  monoallelic_maternal_expressed: ["IMP_MATERNAL"],
  unknown: ["AD", "AD_DENOVO", "AR_HOM", "AR_COMPHET"],
  other: ["AD", "AD_DENOVO", "AR_HOM", "AR_COMPHET"],
  missing: ["AD", "AD_DENOVO", "AR_HOM", "AR_COMPHET"],
};

export interface CaseOver {
  rows?: PanelRow[] | null;
  variants?: CandidateVariant[];
  results?: ModelResult[];
  side?: GeneInheritance["side"];
  geneFlags?: string[];
  options?: Partial<RankOptions>;
  symbol?: string;
}

export function geneCase(over: CaseOver = {}): GeneToRank {
  const variants = over.variants ?? [variant("lof")];
  const rows = over.rows === undefined ? [row()] : over.rows;
  const symbol = over.symbol ?? "GENE1";
  return {
    assembly: "GRCh38",
    gene: { symbol, hgncId: "HGNC:1", ensemblId: "ENSG1" },
    tableGene:
      rows === null
        ? null
        : {
            symbol,
            hgncId: "HGNC:1",
            ensemblIds: ["ENSG1"],
            ncbiId: null,
            otherSymbols: ["OLD1"],
            biotype: "protein_coding",
            rows,
            region: null,
          },
    panels: [
      { id: "p1", name: "Epilepsy", version: "1.0" },
      { id: "p2", name: "Heart", version: null },
    ],
    variants: variants.map((v) => ({ key: keyOf(v), variant: v })),
    inheritance: {
      results: over.results ?? [result("AD", variants.slice(0, 1))],
      side: over.side ?? [],
      flags: over.geneFlags ?? [],
    },
    modelsNamed: (rows ?? []).map((r) => NAMED[r.mode] ?? []),
    modelsOffPanel: NAMED.unknown ?? [],
    disputed: false,
    measures: { loeuf: null, missenseZ: null, codingBases: null },
    options: {
      minConfidence: "amber",
      geneAgnostic: false,
      beyondPanel: false,
      penetrance: "both",
      unannotated: false,
      policy: DEFAULT_POLICY,
      ...over.options,
    },
  };
}
