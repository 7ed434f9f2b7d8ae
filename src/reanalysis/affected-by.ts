/** Does new knowledge affect a case, and how much of it must be re-evaluated? No variant is read here. */
import { readList, readRun } from "../archive/index.ts";
import type { CaseFile, Dataset, Head } from "../archive/types.ts";
import { holdsAny } from "./events/touched.ts";
import { alleleKey, alleleOfKey, type Allele } from "../core/allele.ts";
import type { Policy } from "../core/policy.ts";
import { RULES_NOW } from "../core/rules.ts";
import { notCovered } from "./case-coverage.ts";
import { keptChanges, notKept } from "./case-source.ts";
import { keepsSplicing } from "./case-sources.ts";
import type { KnowledgeToday, Sameness } from "./case-knowledge.ts";
import { usedOf, type ChangeOf, type ClassificationReleases } from "./classifications.ts";
import { allelesAt } from "./originals.ts";
import { otherLimits } from "./limits.ts";
import type { PanelChange } from "./panel-steps.ts";
import { lacksRegion, wantsAll } from "../analysis/prepare.ts";
import { toldPlaces } from "../analysis/withheld.ts";

interface Affected {
  concerned: boolean;
  /** The touched genes and what the last run wrote of the others are the whole answer. */
  partly: boolean;
  /** What the releases say differently of an allele since the last run; null: nothing, or it is not known. */
  changeOf: ChangeOf | null;
  /** Alleles that newly count and were not kept. */
  outside: Allele[];
  /** Alleles of which splice predictions speak that did not when the lines were kept, and that were not kept. */
  predicted: Allele[];
  /** Newly green genes that the case's annotation never names. */
  notNamed: string[];
  /** Newly green genes of which too little was sequenced, with how much. */
  notCovered: { gene: string; words: string }[];
  /**
   * Kept alleles in places of touched genes, and those that a release says something else of, where it may be told: a
   * count would say that somebody carries what is withheld (DEC-49).
   */
  variants: () => Promise<number>;
}

interface AffectedInput {
  folder: string;
  file: CaseFile;
  dataset: Dataset;
  head: Head;
  today: KnowledgeToday;
  same: Sameness;
  change: PanelChange;
  tool: string;
  /** Of today. */
  policy: Policy;
  classifications: ClassificationReleases;
  /** Its folder, of whose gene tables the policy's `incidentalGenes` have their places; undefined: none. */
  store: string | undefined;
}

export async function affectedBy(input: AffectedInput): Promise<Affected> {
  const { folder, file, dataset, head, today, same, change, classifications } = input;
  const { touched, table } = change;
  const { analysis } = file;
  const isAgnostic = wantsAll(analysis);
  const then = head.knowledge.classifications;
  const changeOf = same.classifications
    ? null
    : await classifications.changes(then, today.classifications);
  const since = await sinceDistilled(dataset, today, classifications);
  const kept =
    same.classifications && since === "nothing" ? "" : (readList(folder, dataset, "alleles") ?? "");
  const otherClasses =
    !same.classifications &&
    (changeOf === null || kept === "" || keptChanges(kept, changeOf).length > 0);
  const wholeGenome = isAgnostic || lacksRegion(table.genes);
  const outside =
    today.classifications === null || since === "nothing"
      ? []
      : notKept(
          classifications.rescue(today.classifications, table, undefined, wholeGenome),
          since,
          kept,
        );
  const predicted = newlyPredicted(input, wholeGenome);
  const green = new Set(newlyGreen(change));
  const notNamed = await notNamedOf(green, input);
  const notCoveredNow = await notCovered(
    folder,
    dataset,
    table.genes.filter(({ symbol }) => green.has(symbol)),
    input.policy,
  );
  const holdsTouched =
    touched.names.size > 0 &&
    (isAgnostic ||
      // An event may lie in any gene.
      dataset.events !== undefined ||
      holdsAny(listedGenes(folder, dataset), touched.names) ||
      namedSince(kept, since).some((gene) => touched.names.has(gene)));
  const rescored = !same.phenotype || !same.geneFacts;
  const shown = !same.classifications || rescored ? countShown(folder, head) : 0;
  return {
    concerned:
      !same.policy ||
      !same.family ||
      !same.sources ||
      !same.dosage ||
      !same.eventTranscripts ||
      head.knowledge.terms !== today.knowledge.terms ||
      outside.length > 0 ||
      otherClasses ||
      // What a release says of the alleles around a candidate is evidence too (PS1, PM5).
      shown > 0 ||
      holdsTouched ||
      (!same.panels && otherLimits(change.before, table, dataset)) ||
      notNamed.length > 0 ||
      // A table of genes and diseases gives genes on no panel their mode: what did not fit may fit now (DEC-07).
      (isAgnostic && !same.geneFacts) ||
      notCoveredNow.length > 0,
    // A new release weighs on all evidence: alleles around, counts of the gene.
    partly:
      same.policy &&
      same.classifications &&
      same.family &&
      same.geneFacts &&
      same.sources &&
      same.dosage &&
      same.eventTranscripts &&
      (!isAgnostic || touched.names.size === 0) &&
      head.tool === input.tool &&
      head.rules === RULES_NOW,
    changeOf,
    outside,
    predicted,
    notNamed,
    notCovered: notCoveredNow,
    variants: async () => {
      const { policy, store } = input;
      const basis = { assembly: table.assembly, table, policy, options: { store } };
      // Of a kept allele nothing but its place is known.
      const isTold = await toldPlaces(basis, (gene) => gene);
      return [...touchedAlleles(folder, dataset, change, changeOf), ...outside].filter(
        ({ chrom, pos, ref }) => isTold({ chrom, pos, end: pos + ref.length - 1, genes: [] }),
      ).length;
    },
  };
}

function newlyPredicted(
  { folder, dataset, today, change, policy }: AffectedInput,
  wholeGenome: boolean,
): Allele[] {
  const { opened } = today.sources;
  if (keepsSplicing(dataset, opened)) return [];
  const limit = policy.consequence.spliceAiRescue;
  const known = opened?.spliced(limit, wholeGenome ? null : change.table) ?? [];
  const kept = new Set((readList(folder, dataset, "alleles") ?? "").split("\n"));
  return allelesAt(known).filter((allele) => !kept.has(alleleKey(allele)));
}

function touchedAlleles(
  folder: string,
  dataset: Dataset,
  { touched, table }: PanelChange,
  changeOf: ChangeOf | null,
): Allele[] {
  const regions = touched.genes.flatMap((i) => table.genes[i]?.region ?? []);
  const kept = (readList(folder, dataset, "alleles") ?? "").trimEnd().split("\n");
  return kept.flatMap((line) => {
    const allele = alleleOfKey(line);
    if (allele === undefined) return [];
    const { chrom, pos } = allele;
    const isTouched =
      regions.some((r) => r.chrom === chrom && pos >= r.start && pos <= r.end) ||
      (changeOf !== null && changeOf(allele).length > 0);
    return isTouched ? [allele] : [];
  });
}

/** Candidates of the last run, on any list. */
function countShown(folder: string, { run }: Head): number {
  const { candidates, untiered } = readRun(folder, run).report;
  return Object.values(untiered).reduce((sum, list) => sum + list.length, candidates.length);
}

/** @returns null: it cannot be told any more what was known when the dataset was made */
async function sinceDistilled(
  { classifications: then }: Dataset,
  { classifications: today }: KnowledgeToday,
  classifications: ClassificationReleases,
): Promise<ChangeOf | "nothing" | null> {
  if (then === undefined) return null;
  const now = usedOf(today);
  const same =
    now.length === then.length && now.every(({ sha256 }, i) => sha256 === then[i]?.sha256);
  return same ? "nothing" : classifications.changes(then, today);
}

/** A dataset that never had the list, or read its genes' names by older rules, may hold any gene. */
function listedGenes(folder: string, dataset: Dataset): string {
  const listed = dataset.rules === RULES_NOW ? readList(folder, dataset, "genes") : null;
  return listed ?? "\n*\n";
}

/** Genes that a release since the distilling names for a kept allele, in upper case. */
function namedSince(kept: string, since: ChangeOf | "nothing" | null): string[] {
  const named = typeof since === "function" ? keptChanges(kept, since) : [];
  return named.flatMap((change) => (change.new?.genes ?? []).map((gene) => gene.toUpperCase()));
}

function newlyGreen({ steps }: PanelChange): string[] {
  const symbols = steps.flatMap(({ diff }) =>
    (diff?.changes ?? []).flatMap((change) =>
      "override" in change &&
      change.new?.confidence === "green" &&
      change.old?.confidence !== "green"
        ? [change.gene]
        : [],
    ),
  );
  return [...new Set(symbols)].sort();
}

/** Of what was annotated elsewhere it is known by the scan; of a raw file by the release that reads it. */
async function notNamedOf(
  green: ReadonlySet<string>,
  { dataset, change: { table }, store }: AffectedInput,
): Promise<string[]> {
  const { transcripts, assembly, unnamed } = dataset;
  if (green.size === 0) return [];
  if (transcripts !== undefined) {
    const { keptByRelease, lackedBy } = await import("./kept-transcripts.ts");
    const release = await keptByRelease({ transcripts, assembly }, null, store);
    const genes = table.genes.filter(({ symbol }) => green.has(symbol));
    if (release !== null)
      return lackedBy(release, { ...table, genes }).flatMap((i) => genes[i]?.symbol ?? []);
  }
  return [...green].filter((symbol) => unnamed?.includes(symbol.toUpperCase()));
}
