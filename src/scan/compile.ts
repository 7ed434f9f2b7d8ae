/** The plan prepared for one scanning thread: intervals, gene matcher, layout. Not clonable; built in each worker. */
import { sampleWindows } from "../core/sample-windows.ts";
import { symbolsOf, type GeneIdentity } from "../core/gene.ts";
import { remembered } from "../core/once.ts";
import { geneMatcher, identitiesOf } from "../panel/match.ts";
import { mitochondrionAt } from "../vcf/index.ts";
import type { AnnotationLayout, ClinVarEvidence, GeneNames } from "../vcf/types.ts";
import { exemptPositions } from "./judge/frequency.ts";
import { byChromosome, type Intervals } from "./intervals.ts";
import { rescuableByChromosome, splicedByChromosome, type KnownAlleles } from "./rescuable.ts";
import { firstNoted } from "./noted.ts";
import type { OwnAnnotation } from "./own-annotation.ts";
import type { HarmfulTally, Noted, ScanPlan } from "./types.ts";
import { LineTally } from "./tally-line.ts";

/** A panel gene's stretch, margin excluded. */
export interface Extent {
  gene: number;
  start: number;
  end: number;
  /** What an annotation that names the gene holds, one of them; upper case. */
  names: string[];
}

export interface Compiled {
  plan: ScanPlan;
  /** Of the consequences; with `own` its layout. */
  layout: AnnotationLayout | null;
  /** The file's own, by which its frequencies and its ClinVar are read. */
  fileLayout: AnnotationLayout | null;
  /** All by which an allele may be called damaging. */
  layouts: readonly AnnotationLayout[];
  /** Set: consequences are worked out, not read. */
  own: OwnAnnotation | null;
  /** May REF be held against the sequence? Another mitochondrial sequence than the rCRS says nothing (VCF-31). */
  comparesRef(chrom: string | null, contig: string): boolean;
  /** Panel regions and known alleles by canonical chromosome; empty when the whole genome is in scope. */
  regions: Map<string, Intervals>;
  /** Sample-check windows by canonical chromosome; empty when the checks are off. */
  windows: Map<string, Intervals>;
  /** Alleles that the store can rescue, by canonical chromosome. */
  rescuable: Map<string, KnownAlleles<ClinVarEvidence>>;
  /** Alleles with declared splice predictions, by canonical chromosome. */
  spliced: Map<string, KnownAlleles<number>>;
  /** Panel genes by chromosome with their extent without margin, by start. */
  extents: Map<string, Extent[]>;
  /** Reads lines of the windows; keeps the FORMAT it saw last. */
  lineTally: LineTally;
  /** Positions of alleles that no frequency filter drops (DEC-12). */
  exempt: Map<string, number[]>;
  /** Transcripts that local overrides report on (DEC-23). */
  transcripts: ReadonlySet<string>;
  /** The table's genes, without symbols that two of them share (DEC-55). */
  identities: readonly GeneIdentity[];
  /** Index into the gene table, or -1 (DEC-17). */
  match(gene: GeneNames, locus: { chrom: string; pos: number }): number;
  /** What the table knows a gene as, upper case (DEC-44). */
  historyOf(gene: GeneNames, locus: { chrom: string; pos: number }): string[];
  noteNamed(tableGene: number): void;
  note(noted: Noted): void;
  noteHarmful(isNamed: boolean): void;
  /** What was noted since the last call. */
  takeNotes(): { noted: Noted[]; named: Set<number>; harmful: HarmfulTally };
}

/** Symbols and ids; of an HGNC id the number, which annotators write with and without its prefix. */
function namesOf(gene: GeneIdentity | undefined): string[] {
  if (gene === undefined) return [];
  const { ensemblIds, hgncId, ncbiId } = gene;
  const ids = [...ensemblIds, hgncId?.replace(/^HGNC:/, ""), ncbiId];
  return [...symbolsOf(gene), ...ids.flatMap((id) => (id ? [id.toUpperCase()] : []))];
}

/** What a plan with transcripts is compiled with; the engine is loaded for it alone. null: the file is annotated. */
export async function ownAnnotation({
  effects,
  header,
  policy,
}: ScanPlan): Promise<OwnAnnotation | null> {
  const layout = header.annotations.find(({ isOwn }) => isOwn === true);
  if (effects === undefined || layout === undefined) return null;
  const module = await import("./own-annotation.ts");
  return new module.OwnAnnotation(layout, effects, policy);
}

/** @param own of a plan with `effects` */
export function compilePlan(plan: ScanPlan, own: OwnAnnotation | null = null): Compiled {
  if (own === null && plan.effects !== undefined) throw new Error("a plan without its annotation");
  const ofFile = plan.header.annotations.filter(({ isOwn }) => isOwn !== true);
  const { genes } = plan.genes;
  const match = geneMatcher(plan.genes);
  const identities = identitiesOf(plan.genes);
  const margin = plan.policy.region.margin;
  const located = genes.flatMap((gene, i) =>
    gene.region === null || plan.focus?.includes(i) === false ? [] : [{ gene: i, ...gene.region }],
  );
  const extents: Compiled["extents"] = new Map();
  for (const { gene, chrom, start, end } of located) {
    const names = namesOf(genes[gene]);
    const extent = {
      gene,
      start: start + margin,
      end: Math.max(start + margin, end - margin),
      names,
    };
    remembered(extents, chrom, () => []).push(extent);
  }
  for (const list of extents.values()) list.sort((a, b) => a.start - b.start || a.gene - b.gene);
  const knownSpans = (): { chrom: string; start: number; end: number }[] =>
    (plan.rescuable?.chromosomes ?? []).flatMap(({ chrom, positions }) =>
      Array.from(positions, (pos) => ({ chrom, start: pos, end: pos })),
    );
  let named = new Set<number>();
  let noted: Noted[] = [];
  let harmful: HarmfulTally = { named: 0, nameless: 0 };
  return {
    plan,
    layout: plan.unannotated ? null : (own?.layout ?? ofFile[0] ?? null),
    fileLayout: plan.unannotated ? null : (ofFile[0] ?? null),
    layouts: own === null ? ofFile : [own.layout, ...ofFile],
    own,
    comparesRef: (chrom, contig) =>
      chrom !== null && (chrom !== "MT" || mitochondrionAt(plan.header, contig) !== "not_rcrs"),
    regions: plan.wholeGenome ? new Map() : byChromosome([...located, ...knownSpans()]),
    windows: byChromosome(plan.policy.sampleChecks.enabled ? sampleWindows(plan.assembly) : []),
    rescuable: rescuableByChromosome(plan.rescuable),
    spliced: splicedByChromosome(plan.spliced),
    extents,
    lineTally: new LineTally(plan),
    exempt: exemptPositions(plan.assembly, plan.policy),
    transcripts: new Set(plan.genes.transcripts),
    identities,
    match,
    historyOf(gene, locus) {
      const known = identities[match(gene, locus)];
      return known === undefined ? [] : symbolsOf(known);
    },
    noteNamed(tableGene) {
      named.add(tableGene);
    },
    note(one) {
      noted.push(one);
    },
    noteHarmful(isNamed) {
      harmful[isNamed ? "named" : "nameless"]++;
    },
    takeNotes() {
      const notes = { noted: firstNoted(noted), named, harmful };
      noted = [];
      named = new Set();
      harmful = { named: 0, nameless: 0 };
      return notes;
    },
  };
}
