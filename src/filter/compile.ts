/** The plan made ready for one scanning thread: intervals, gene matcher, layout. Not clonable; built in each worker. */
import { isKnownTerm } from "../core/consequences.ts";
import { sampleWindows } from "../core/sample-windows.ts";
import { geneMatcher } from "../panel/match.ts";
import type { AnnotationLayout, GeneConsequence } from "../vcf/model.ts";
import { byChromosome, type Intervals } from "./intervals.ts";
import { knownByChromosome, type KnownChromosome } from "./known.ts";
import type { ScanPlan } from "./model.ts";

/** A panel gene's stretch, margin excluded. */
export interface Extent {
  gene: number;
  start: number;
  end: number;
}

export interface Compiled {
  plan: ScanPlan;
  layout: AnnotationLayout | null;
  /** Panel regions and known alleles by canonical chromosome; empty when the whole genome is in scope. */
  regions: Map<string, Intervals>;
  /** Sample-check windows by canonical chromosome; empty when the checks are off. */
  windows: Map<string, Intervals>;
  /** Alleles that the store can rescue, by canonical chromosome. */
  known: Map<string, KnownChromosome>;
  /** Panel genes by chromosome with their extent without margin, by start. */
  extents: Map<string, Extent[]>;
  /** Index into the gene table, or -1 (DEC-17). */
  match(gene: GeneConsequence, locus: { chrom: string; pos: number }): number;
  noteTerms(terms: readonly string[]): void;
  noteNamed(tableGene: number): void;
  /** Terms and genes noted since the last call. */
  takeNotes(): { unknownTerms: string[]; named: Set<number> };
}

export function compilePlan(plan: ScanPlan): Compiled {
  const { genes } = plan.genes;
  const match = geneMatcher(plan.genes);
  const margin = plan.policy.region.margin;
  const located = genes.flatMap((gene, i) =>
    gene.region === null || plan.focus?.includes(i) === false ? [] : [{ gene: i, ...gene.region }],
  );
  const extents: Compiled["extents"] = new Map();
  for (const { gene, chrom, start, end } of located) {
    const list = extents.get(chrom) ?? [];
    list.push({ gene, start: start + margin, end: Math.max(start + margin, end - margin) });
    extents.set(chrom, list);
  }
  for (const list of extents.values()) list.sort((a, b) => a.start - b.start || a.gene - b.gene);
  const knownSpans = (plan.known?.chromosomes ?? []).flatMap(({ chrom, positions }) =>
    Array.from(positions, (pos) => ({ chrom, start: pos, end: pos })),
  );
  let unknownTerms = new Set<string>();
  let named = new Set<number>();
  return {
    plan,
    layout: plan.unannotated ? null : (plan.header.annotations[0] ?? null),
    regions: plan.wholeGenome ? new Map() : byChromosome([...located, ...knownSpans]),
    windows: byChromosome(plan.policy.sampleChecks.enabled ? sampleWindows(plan.assembly) : []),
    known: knownByChromosome(plan.known),
    extents,
    match,
    noteTerms(terms) {
      for (const term of terms) if (!isKnownTerm(term)) unknownTerms.add(term);
    },
    noteNamed(tableGene) {
      named.add(tableGene);
    },
    takeNotes() {
      const notes = { unknownTerms: [...unknownTerms].sort(), named };
      unknownTerms = new Set();
      named = new Set();
      return notes;
    },
  };
}
