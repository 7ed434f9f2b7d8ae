/**
 * The record of a run (`panelist.run`, version 2; docs/schemas/run.schema.json): everything that must not be in
 * the results, because it differs between runs with the same answer.
 */
import type { z } from "zod";
import { printable } from "../core/clean.ts";
import { counted } from "../core/counted.ts";
import { sealedText } from "../core/seal.ts";
import { compareText, withSortedKeys } from "../core/text.ts";
import type { AnalysisResult, KnowledgeUsed, Tier } from "../rank/types.ts";
import type * as schema from "./schema.ts";

export type RunInput = z.infer<typeof schema.runInput>;
export type RunDocument = z.infer<typeof schema.runSchema>;

export interface RunRecord extends Omit<
  RunDocument,
  "schema" | "version" | "knowledge" | "sha256"
> {
  /** Releases that were looked up in. */
  knowledge?: KnowledgeUsed[];
}

/** Reasons for a drop that depend on the kind of scan: an index scan reads less outside the regions. */
export const OF_SCAN: ReadonlySet<string> = new Set(["outside_panel_regions", "other_contig"]);

/** Keys in the order of the record, which is fixed; reasons by name. */
export function runDocument(run: RunRecord): RunDocument {
  const { counts } = run;
  const { droppedAlleles } = counts;
  return {
    schema: "panelist.run",
    version: 2,
    ...run,
    knowledge: run.knowledge ?? [],
    counts: {
      ...counts,
      dropped: byName(counts.dropped),
      droppedInGenes: byName(counts.droppedInGenes),
      droppedAlleles: droppedAlleles && byName(droppedAlleles),
      untiered: byName(counts.untiered),
    },
  };
}

/** Indented, with its digest and a newline at the end. */
export function runJson(run: RunRecord): string {
  return `${sealedText(printable(JSON.stringify(runDocument(run), null, 2)))}\n`;
}

function byName(counts: Record<string, number>): Record<string, number> {
  return withSortedKeys(Object.entries(counts));
}

/** Candidates by tier and list, as the run record counts them. */
export function countCandidates(
  result: AnalysisResult,
): Pick<RunRecord["counts"], "candidatesByTier" | "untiered" | "withheld"> {
  const candidatesByTier: Record<Tier, number> = { 1: 0, 2: 0, 3: 0 };
  for (const { tier } of result.candidates) candidatesByTier[tier]++;
  const untiered: RunRecord["counts"]["untiered"] = {
    one_hit: 0,
    possible_mosaic: 0,
    xlr_female_het: 0,
  };
  for (const { list } of result.side) untiered[list] = (untiered[list] ?? 0) + 1;
  return { candidatesByTier, untiered, withheld: result.withheld.count };
}

/** Symbolic records of a file of small variants that was read for its events too are not dropped. */
export function droppedOf({ dropped, droppedAlleles = {}, events }: RunRecord["counts"]): {
  dropped: Record<string, number>;
  /** Damaging ones of the proband. */
  alleles: Record<string, number>;
  asEvents: Record<string, number>;
} {
  if (events?.files.some(({ kind }) => kind === "small") !== true)
    return { dropped, alleles: droppedAlleles, asEvents: {} };
  const { symbolic_allele = 0, breakend = 0, ...others } = dropped;
  const { symbolic_allele: _symbolic, breakend: _breakend, ...alleles } = droppedAlleles;
  return { dropped: others, alleles, asEvents: { symbolic_allele, breakend } };
}

/** What is said on standard error at the end of a run: one line per entry, no sample names. */
export function summaryLines(run: Pick<RunRecord, "counts">): string[] {
  const { counts } = run;
  const tiers = counts.candidatesByTier;
  const untiered = Object.entries(byName(counts.untiered)).filter(([, n]) => n > 0);
  const { dropped, alleles, asEvents } = droppedOf(counts);
  // Of events alone there is no record of small variants.
  const isOfEvents = counts.events !== undefined && counts.recordsRead === 0;
  return [
    ...(isOfEvents
      ? []
      : [`${counted(counts.recordsRead, "record")} read, ${counts.recordsKept} kept`]),
    ...reasons("dropped", dropped),
    ...reasons("read as structural variants", asEvents),
    ...reasons("dropped in their genes", counts.droppedInGenes),
    ...(counts.events === undefined
      ? []
      : [
          `${counted(counts.events.events, "structural variant")} in ${counted(counts.events.files.length, "file")}, ${counts.events.kept} kept`,
          ...reasons("structural variants dropped", counts.events.dropped),
        ]),
    ...reasons("damaging alleles of the proband dropped", alleles),
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
    .toSorted(([a, n], [b, m]) => m - n || compareText(a, b));
  return found.length === 0
    ? []
    : [`${title}: ${found.map(([reason, n]) => `${reason} ${n}`).join(", ")}`];
}
