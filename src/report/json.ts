/**
 * The full result as JSON (`panelist.report`, version 3; docs/schemas/report.schema.json). Keys in a fixed order;
 * no clock, path, thread count or scan: the same input gives the same bytes.
 */
import type { z } from "zod";
import type {
  AnalysisResult,
  Candidate,
  CandidateVariant,
  OfRun,
  SideCandidate,
  SmallVariant,
} from "../rank/types.ts";
import { onceFor } from "../core/once.ts";
import { prettyJson } from "../core/pretty-json.ts";
import type * as schema from "./schema.ts";

export type ReportDocument = z.infer<typeof schema.reportSchema>;
export type ReportCandidate = ReportDocument["candidates"][number];
export type ReportSideCandidate = ReportDocument["untiered"]["one_hit"][number];

/** A variant without the input line, which belongs to the VCF, and without what a run alone needs. */
export type ReportVariant = ReportCandidate["variants"][number];

/** Of one answer several outputs are made, and its digest is taken: made once. */
export const reportDocument = onceFor((result: AnalysisResult): ReportDocument => {
  const untiered = (list: SideCandidate["list"]): ReportSideCandidate[] =>
    result.side.filter((s) => s.list === list).map(shared);
  // A run without them is written as it always was (DEC-27).
  const ifAny = <List extends SideCandidate["list"]>(
    list: List,
  ): Partial<Record<List, ReportSideCandidate[]>> => {
    const found = untiered(list);
    return found.length === 0 ? {} : ({ [list]: found } as Record<List, ReportSideCandidate[]>);
  };
  return {
    schema: "panelist.report",
    version: 3,
    labels: result.labels,
    assembly: result.assembly,
    annotator: result.annotator,
    proband: result.proband,
    family: result.family,
    panels: result.panels,
    policyDigest: result.policyDigest,
    ranking: result.ranking,
    knowledge: result.knowledge ?? [],
    coverage: result.coverage ?? null,
    patient: result.patient,
    beyondPanel: result.beyondPanel,
    candidates: result.candidates.map((candidate, i) => ({
      rank: i + 1,
      tier: candidate.tier,
      ...shared(candidate),
    })),
    untiered: {
      one_hit: untiered("one_hit"),
      possible_mosaic: untiered("possible_mosaic"),
      xlr_female_het: untiered("xlr_female_het"),
      ...ifAny("low_heteroplasmy"),
      ...ifAny("failed_filter_event"),
      ...ifAny("gel_tier_a"),
    },
    complete: result.complete,
    incomplete: result.incomplete,
    withheld: result.withheld,
    notAssessed: result.notAssessed,
    acmg: result.acmg,
    sampleChecks: result.sampleChecks,
    warnings: result.warnings,
  };
});

/**
 * The other way round, for writers that take an answer and read a report. Without the input lines: a report
 * does not hold them, and no VCF can be made of it.
 */
export function resultOf(report: ReportDocument): AnalysisResult {
  const { coverage, patient, beyondPanel, candidates, untiered, ...rest } = report;
  const whole = <T extends ReportSideCandidate>(
    c: T,
  ): Omit<T, "variants"> & Pick<Candidate, "variants"> => ({
    ...c,
    variants: c.variants.map(variantOfReport),
  });
  const side = Object.entries(untiered) as [SideCandidate["list"], ReportSideCandidate[]][];
  return {
    ...rest,
    coverage: coverage ?? undefined,
    patient,
    beyondPanel,
    candidates: candidates.map(whole),
    side: side.flatMap(([list, of]) => of.map((c) => ({ list, ...whole(c) }))),
  };
}

/** A variant as a report holds it: without what the file alone could tell. */
export function variantOfReport(variant: ReportVariant): CandidateVariant {
  const none = { grounds: [], meant: new Map(), carriers: [], line: NO_LINE };
  return variant.kind === "small" ? { ...variant, ...none } : { ...variant, ...none, records: [] };
}

const NO_LINE: Uint8Array = new Uint8Array(0);

/** Indented, with a newline at the end; candidate by candidate. */
export function reportJson(result: AnalysisResult): Generator<string> {
  return prettyJson(reportDocument(result));
}

/** Built field by field, so that the order of keys is this one whoever made the candidate; its parts are made in theirs. */
function shared(c: Omit<SideCandidate, "list">): ReportSideCandidate {
  return {
    candidateId: c.candidateId,
    band: c.band,
    score: c.score,
    score_v1: c.score_v1,
    chance: c.chance,
    shortlisted: c.shortlisted,
    scoreParts: c.scoreParts,
    gene: c.gene,
    assembly: c.assembly,
    verdict: c.verdict,
    models: c.models,
    flags: c.flags,
    panels: c.panels,
    geneKnowledge: c.geneKnowledge,
    phenotype: c.phenotype,
    reason: c.reason,
    variants: c.variants.map(variantOf),
  };
}

function variantOf(v: CandidateVariant): ReportVariant {
  switch (v.kind) {
    case "small":
      return { kind: v.kind, ...fieldsOf(v) };
    case "event":
      return { kind: v.kind, ...fieldsOf(v), event: v.event };
  }
}

function fieldsOf(v: CandidateVariant): Omit<SmallVariant, "kind" | keyof OfRun> {
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
    otherTranscripts: v.otherTranscripts,
    compound: v.compound,
    inSilico: v.inSilico,
    frequency: v.frequency,
    clinvar: v.clinvar,
    knowledge: v.knowledge,
    filters: v.filters,
    zygosity: v.zygosity,
    mitochondrial: v.mitochondrial,
    genotypes: v.genotypes,
    qcFailures: v.qcFailures,
    qcMissing: v.qcMissing,
    flags: v.flags,
    checks: v.checks,
    acmg: v.acmg,
  };
}
