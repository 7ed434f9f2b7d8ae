/**
 * The record of a run (`panelist.run`, version 1; docs/schemas/run.schema.json): everything that the
 * results must not hold, since it differs between runs that answer alike.
 */
import type { Assembly } from "../core/assembly.ts";
import { counted } from "../core/counted.ts";
import type { Policy } from "../core/policy.ts";
import type { PanelResolution } from "../panel/model.ts";
import type { AnalysisResult, KnowledgeUsed, Tier } from "../rank/model.ts";

export interface RunInput {
  /** As given: a path, an address, or `-`. */
  path: string;
  role: "vcf" | "index" | "ped" | "panel" | "policy" | "override" | "reference";
  /** Bytes; null where it is not known beforehand (a stream). */
  size: number | null;
  /** `header+index`: the VCF's header text and its index. null: nothing was digested. */
  digest: { kind: "full" | "header+index" | "index"; sha256: string } | null;
}

export interface RunRecord {
  /** Program and arguments. */
  commandLine: string[];
  tool: { name: "panelist"; version: string; node: string };
  assembly: Assembly;
  policy: Policy;
  policyDigest: string;
  inputs: RunInput[];
  panels: (Pick<
    AnalysisResult["panels"][number],
    "id" | "name" | "version" | "source" | "digest"
  > & {
    /** Of panels of the store: how the word on the command line came to this version. */
    resolution?: PanelResolution;
  })[];
  /** Releases that were looked up in. */
  knowledge?: KnowledgeUsed[];
  scan: { mode: "index" | "full" | "stream"; why: string };
  threads: number;
  counts: {
    recordsRead: number;
    /** Records with at least one allele that came to the genes. */
    recordsKept: number;
    /** Records by the reason for which they left. */
    dropped: Record<string, number>;
    /** Variants that came to a gene and are in no candidate and on no list, by reason. */
    droppedInGenes: Record<string, number>;
    /**
     * Damaging alleles of the proband that are in no candidate and on no list, each under one reason, of the
     * records in scope: the same for every kind of scan. Absent from older records.
     */
    droppedAlleles?: Record<string, number>;
    candidatesByTier: Record<Tier, number>;
    untiered: Record<string, number>;
    /** DEC-10. */
    withheld: number;
  };
  sampleChecks: AnalysisResult["sampleChecks"];
  warnings: string[];
  /** ISO 8601, UTC. */
  started: string;
  finished: string;
  wallTimeMs: number;
}

export interface RunDocument extends RunRecord {
  knowledge: KnowledgeUsed[];
  schema: "panelist.run";
  version: 1;
}

/** Keys in a fixed order, reasons by name. */
function runDocument(run: RunRecord): RunDocument {
  const { counts } = run;
  return {
    schema: "panelist.run",
    version: 1,
    tool: run.tool,
    commandLine: run.commandLine,
    assembly: run.assembly,
    inputs: run.inputs,
    panels: run.panels,
    knowledge: run.knowledge ?? [],
    policyDigest: run.policyDigest,
    policy: run.policy,
    scan: run.scan,
    threads: run.threads,
    counts: {
      recordsRead: counts.recordsRead,
      recordsKept: counts.recordsKept,
      dropped: byName(counts.dropped),
      droppedInGenes: byName(counts.droppedInGenes),
      ...(counts.droppedAlleles === undefined
        ? {}
        : { droppedAlleles: byName(counts.droppedAlleles) }),
      candidatesByTier: counts.candidatesByTier,
      untiered: byName(counts.untiered),
      withheld: counts.withheld,
    },
    sampleChecks: run.sampleChecks,
    warnings: run.warnings,
    started: run.started,
    finished: run.finished,
    wallTimeMs: run.wallTimeMs,
  };
}

/** Indented, with a newline at the end. */
export function runJson(run: RunRecord): string {
  return `${JSON.stringify(runDocument(run), null, 2)}\n`;
}

function byName(counts: Record<string, number>): Record<string, number> {
  return Object.fromEntries(Object.entries(counts).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** Candidates by tier and list, as the run record counts them. */
export function countCandidates(
  result: AnalysisResult,
): Pick<RunRecord["counts"], "candidatesByTier" | "untiered" | "withheld"> {
  const candidatesByTier: Record<Tier, number> = { 1: 0, 2: 0, 3: 0 };
  for (const { tier } of result.candidates) candidatesByTier[tier]++;
  const untiered = { one_hit: 0, possible_mosaic: 0, xlr_female_het: 0 };
  for (const { list } of result.side) untiered[list]++;
  return { candidatesByTier, untiered, withheld: result.withheld.count };
}

/** What is said on standard error at the end of a run: one line per entry, no sample names. */
export function summaryLines(run: Pick<RunRecord, "counts">): string[] {
  const { counts } = run;
  const tiers = counts.candidatesByTier;
  const untiered = Object.entries(byName(counts.untiered)).filter(([, n]) => n > 0);
  return [
    `${counted(counts.recordsRead, "record")} read, ${counts.recordsKept} kept`,
    ...reasons("dropped", counts.dropped),
    ...reasons("dropped in their genes", counts.droppedInGenes),
    ...reasons("damaging alleles of the proband dropped", counts.droppedAlleles ?? {}),
    `${counted(tiers[1] + tiers[2] + tiers[3], "candidate")}: tier 1 ${tiers[1]}, tier 2 ${tiers[2]}, tier 3 ${tiers[3]}`,
    ...(untiered.length === 0
      ? []
      : [`outside the tiers: ${untiered.map(([list, n]) => `${list} ${n}`).join(", ")}`]),
    ...(counts.withheld === 0
      ? []
      : [`withheld as incidental findings: ${counts.withheld} (policy: incidental)`]),
  ];
}

/** Most frequent first, then by name. */
function reasons(title: string, counts: Record<string, number>): string[] {
  const found = Object.entries(counts)
    .filter(([, n]) => n > 0)
    .toSorted(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
  return found.length === 0
    ? []
    : [`${title}: ${found.map(([reason, n]) => `${reason} ${n}`).join(", ")}`];
}
