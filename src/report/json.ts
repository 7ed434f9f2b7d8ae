/**
 * The whole answer as JSON (`panelist.report`, version 1; docs/schemas/report.schema.json). Keys in a
 * fixed order; no clock, path, thread count or scan: the same input gives the same bytes.
 */
import type {
  AnalysisResult,
  Candidate,
  CandidateVariant,
  KnowledgeUsed,
  SideCandidate,
} from "../rank/model.ts";
import { prettyJson } from "./pretty-json.ts";

/** A variant without the input line, which belongs to the VCF, and without what a run alone needs. */
export type ReportVariant = Omit<CandidateVariant, "line" | "grounds" | "carriers" | "meant">;

type Shared = Omit<SideCandidate, "list" | "variants"> & { variants: ReportVariant[] };

export type ReportCandidate = { rank: number; tier: Candidate["tier"] } & Shared;
export type ReportSideCandidate = Shared;

export interface ReportDocument {
  schema: "panelist.report";
  version: 1;
  assembly: AnalysisResult["assembly"];
  annotator: string | null;
  proband: string;
  family: AnalysisResult["family"];
  panels: AnalysisResult["panels"];
  policyDigest: string;
  /** What was looked up in. */
  knowledge: KnowledgeUsed[];
  /** Of every panel gene; null: not assessed. */
  coverage: NonNullable<AnalysisResult["coverage"]> | null;
  /** Absent: the patient has no terms that count. */
  patient?: AnalysisResult["patient"];
  /** Absent: no terms, or no gene off the panels was looked at. */
  beyondPanel?: AnalysisResult["beyondPanel"];
  candidates: ReportCandidate[];
  /** DEC-09. */
  untiered: Record<SideCandidate["list"], ReportSideCandidate[]>;
  withheld: AnalysisResult["withheld"];
  notAssessed: AnalysisResult["notAssessed"];
  acmg: AnalysisResult["acmg"];
  sampleChecks: AnalysisResult["sampleChecks"];
  warnings: string[];
}

export function reportDocument(result: AnalysisResult): ReportDocument {
  const untiered = (list: SideCandidate["list"]): ReportSideCandidate[] =>
    result.side.filter((s) => s.list === list).map(shared);
  return {
    schema: "panelist.report",
    version: 1,
    assembly: result.assembly,
    annotator: result.annotator,
    proband: result.proband,
    family: result.family,
    panels: result.panels,
    policyDigest: result.policyDigest,
    knowledge: result.knowledge ?? [],
    coverage: result.coverage ?? null,
    ...(result.patient === undefined ? {} : { patient: result.patient }),
    ...(result.beyondPanel === undefined ? {} : { beyondPanel: result.beyondPanel }),
    candidates: result.candidates.map((candidate, i) => ({
      rank: i + 1,
      tier: candidate.tier,
      ...shared(candidate),
    })),
    untiered: {
      one_hit: untiered("one_hit"),
      possible_mosaic: untiered("possible_mosaic"),
      xlr_female_het: untiered("xlr_female_het"),
    },
    withheld: result.withheld,
    notAssessed: result.notAssessed,
    acmg: result.acmg,
    sampleChecks: result.sampleChecks,
    warnings: result.warnings,
  };
}

/**
 * The other way round, for writers that take an answer and read a report. Without the input lines: a report
 * does not hold them, and no VCF can be made of it.
 */
export function resultOf(report: ReportDocument): AnalysisResult {
  const { coverage, patient, beyondPanel, candidates, untiered, ...rest } = report;
  const whole = <T extends Shared>(c: T): Omit<T, "variants"> & Pick<Candidate, "variants"> => ({
    ...c,
    variants: c.variants.map((v) => ({
      ...v,
      grounds: [],
      meant: new Map(),
      carriers: [],
      line: NO_LINE,
    })),
  });
  const side = Object.entries(untiered) as [SideCandidate["list"], ReportSideCandidate[]][];
  return {
    ...rest,
    ...(coverage === null ? {} : { coverage }),
    ...(patient === undefined ? {} : { patient }),
    ...(beyondPanel === undefined ? {} : { beyondPanel }),
    candidates: candidates.map(whole),
    side: side.flatMap(([list, of]) => of.map((c) => ({ list, ...whole(c) }))),
  };
}

const NO_LINE: Uint8Array = new Uint8Array(0);

/** Indented, with a newline at the end; candidate by candidate. */
export function reportJson(result: AnalysisResult): Generator<string> {
  return prettyJson(reportDocument(result));
}

/** Built field by field, so that the order of keys is this one whoever made the candidate. */
function shared(c: Omit<SideCandidate, "list">): Shared {
  return {
    candidateId: c.candidateId,
    band: c.band,
    score: c.score,
    scoreParts: c.scoreParts.map(({ part, value, note }) => ({ part, value, note })),
    gene: c.gene,
    assembly: c.assembly,
    verdict: c.verdict,
    models: c.models.map((m) => ({
      model: m.model,
      alleles: m.alleles,
      verdict: m.verdict,
      penetrance: m.penetrance,
      reasons: m.reasons,
      flags: m.flags,
      origins: m.origins,
      deNovo: m.deNovo,
      phase: m.phase,
    })),
    flags: c.flags,
    panels: c.panels.map((p) => ({
      id: p.id,
      name: p.name,
      version: p.version,
      confidence: p.confidence,
      mode: p.mode,
      modeText: p.modeText,
      penetrance: p.penetrance,
      lofNotMechanism: p.lofNotMechanism,
    })),
    ...(c.geneKnowledge === undefined ? {} : { geneKnowledge: c.geneKnowledge }),
    ...(c.phenotype === undefined ? {} : { phenotype: c.phenotype }),
    reason: c.reason,
    variants: c.variants.map(variantOf),
  };
}

function variantOf(v: CandidateVariant): ReportVariant {
  return {
    chrom: v.chrom,
    contig: v.contig,
    pos: v.pos,
    ref: v.ref,
    alt: v.alt,
    alleleIndex: v.alleleIndex,
    id: v.id,
    consequence: v.consequence,
    worse: v.worse,
    inSilico: v.inSilico,
    frequency: v.frequency,
    clinvar: v.clinvar,
    ...(v.knowledge === undefined ? {} : { knowledge: v.knowledge }),
    filters: v.filters,
    zygosity: v.zygosity,
    genotypes: v.genotypes,
    qcFailures: v.qcFailures,
    qcMissing: v.qcMissing,
    flags: v.flags,
    checks: v.checks.map(({ id, outcome, value, limit, rule }) => ({
      id,
      outcome,
      value,
      limit,
      rule,
    })),
    acmg: v.acmg,
  };
}
