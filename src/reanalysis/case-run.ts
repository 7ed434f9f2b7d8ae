/**
 * Analyses a case of an archive from its distilled files: in the same way as `analyse`, with the caller's panels
 * and policy, and with the findings of the original scan (sample checks, chromosomes) in place of what a distilled
 * file can show.
 */
import { join } from "node:path";
import type { CaseAnalysis, CaseFile, Dataset, RunFile } from "../archive/types.ts";
import { readList } from "../archive/index.ts";
import { holdsAny, namesOf } from "./events/touched.ts";
import type { Assembly } from "../core/assembly.ts";
import { withoutVersion } from "../core/panel-word.ts";
import type { Policy } from "../core/policy.ts";
import { emptyResult, namedAt } from "../scan/index.ts";
import type { BatchResult, SurvivorAllele } from "../scan/types.ts";
import type { PanelGenes, Panel } from "../panel/types.ts";
import { currentTally, peopleOf } from "../pedigree/index.ts";
import type { Family } from "../pedigree/types.ts";
import { assess, type Assessed, type Carried } from "../analysis/assess.ts";
import { coverageOf } from "./case-coverage.ts";
import type { CaseStore } from "./case-knowledge.ts";
import type { RequestedReleases } from "./classifications.ts";
import type { AnnotationSources } from "../analysis/lookups/annotation-sources.ts";
import type { EventFile } from "../analysis/events/inputs.ts";
import { eventsOf } from "../analysis/events/of-family.ts";
import type { AnalyseOptions } from "../analysis/options.ts";
import type { Log } from "../core/log.ts";
import { eventsAsRead, withEvents } from "./carried.ts";
import type { Input } from "../analysis/input.ts";
import { eventFaults } from "./originals.ts";
import { tableOf, uniquePanels } from "../library/panels.ts";
import { openPatient } from "../patient/index.ts";
import {
  geneTablesOf,
  lacksRegion,
  openFamily,
  type Opened,
  planScan,
  wantsAll,
  withSampleChecks,
} from "../analysis/prepare.ts";
import { ownAnnotationFor, withReleasePlaces } from "../analysis/own-transcripts.ts";
import { MOST_NAMED, toldUnfound } from "../analysis/unfound-genes.ts";
import { shortList, type Told } from "../core/warnings.ts";
import { scanInputs } from "../analysis/scan.ts";

export interface CaseInput {
  /** Of the case. */
  folder: string;
  file: Pick<CaseFile, "analysis" | "ped" | "terms">;
  dataset: Pick<
    Dataset,
    | "number"
    | "digests"
    | "distilled"
    | "tally"
    | "people"
    | "chromosomes"
    | "assembly"
    | "transcripts"
    | "keptBy"
    | "unnamed"
    | "events"
    | "criteria"
    | "vcfs"
  >;
  panels: Panel[];
  policy: Policy;
  /** Compiled from the panels; made here where the caller has none. */
  table?: PanelGenes;
  store: CaseStore;
  releases: RequestedReleases;
  /** Declared ones; null: none. */
  sources: AnnotationSources | null;
  /** Read these in place of the distilled files; null: those. */
  originals: string[] | null;
  /** What only they can show, and why they cannot be read; absent: nothing. */
  needsOriginal?: string | null;
  /** The last run, which answers for events whose files are away; absent: the first. */
  previous?: Pick<RunFile, "report">;
}

/** Part of a case: these genes of the table, and what an earlier run found in the others. */
export interface Focus {
  genes: number[];
  carried: Carried;
  /** Symbols of others with records that the annotation never names. */
  notAnnotated: ReadonlySet<string>;
}

/**
 * @param focus null: all genes
 * @throws ToolError, as `analyse`
 */
export async function runCase(
  input: CaseInput,
  focus: Focus | null,
  io: { log: Log; stdin: AsyncIterable<Uint8Array> },
): Promise<Assessed> {
  const { folder, file, dataset, policy, releases, originals } = input;
  // Two rules of the case may lead to one panel.
  const panels = uniquePanels(input.panels);
  const { store, classifications, hpo } = input.store;
  const options = optionsOf(file, folder, {
    vcfs: originals ?? dataset.distilled.map(({ path }) => join(folder, path)),
    assembly: dataset.assembly,
    // A case keeps the release that its consequences were first worked out by.
    transcripts:
      dataset.transcripts && `${dataset.transcripts.source}@${dataset.transcripts.release}`,
    store,
    coverage: coverageOf(folder, dataset),
  });
  const quiet: Log = { info: () => {}, warn: () => {}, detail: io.log.detail };
  const { terms } = file;
  const patient =
    terms === undefined
      ? null
      : // An id that a newer release no longer knows never stops a kept case (DEC-31).
        await openPatient(
          { hpo: [], terms: terms.terms, release: releases.hpo, skipUnknownTerms: true },
          hpo,
          quiet,
        );
  const opened = await openFamily(options, policy, { ...io, log: quiet }, originals === null);
  const { assembly, inputs, family } = opened;
  const table = input.table ?? tableOf(panels, options, policy, assembly);
  const knowledge = await classifications.open(releases, assembly);
  const geneTables = await geneTablesOf(options, policy, table);
  const isAgnostic = wantsAll(options);
  const wanted = focus?.genes;
  const wholeGenome =
    wanted === undefined
      ? isAgnostic || lacksRegion(table.genes)
      : lacksRegion(wanted.map((i) => table.genes[i]));
  const known = classifications.rescue(knowledge, table, wanted, wholeGenome);
  const own = await ownAnnotationFor(opened, { table, wholeGenome, known }, null);
  const plans = planScan(opened, {
    policy: withSampleChecks(policy, false),
    genes: table,
    geneAgnostic: isAgnostic,
    wholeGenome,
    rescuable: known,
    spliced: input.sources?.spliced(policy.consequence.spliceAiRescue, wholeGenome ? null : table),
    effects: own?.slice,
    focus: wanted,
  });
  const reading = { log: quiet, onProgress: () => {} };
  const scanned = await scanInputs({ inputs, plans }, options, reading);
  const missing = await missingGenes(input, opened, options, table);
  opened.warnings.push(...missing.told);
  const { needsOriginal = null } = input;
  if (needsOriginal !== null)
    opened.warnings.push({ code: "original_not_read", facts: { why: needsOriginal } });
  const about = { policy, family, table, lacked: missing.lacked };
  const whole = withOriginals(scanned.result ?? emptyResult(0), dataset, about);
  const result = focus === null ? whole : inFocus(whole, focus, table);
  const looked = {
    classifications: knowledge,
    geneAnnotations: geneTables,
    annotationSources: input.sources,
    reference: null,
    own,
  };
  const chromosomes = new Set(dataset.chromosomes);
  // Of the whole table: a run of some genes has the same answer.
  const placeless = unlisted(folder, dataset, table).length > 0;
  const why = eventFaults(dataset).join("; ");
  if (why !== "") opened.warnings.push({ code: "events_not_reread", facts: { why } });
  const files = why === "" ? await eventFilesOf(dataset) : [];
  const prepared = { ...opened, events: files, ...looked, options, policy, panels, table, patient };
  const asked = originals === null ? { inputs: askedByEvents(opened.inputs, dataset) } : {};
  const last = why === "" ? undefined : input.previous;
  const events =
    last === undefined
      ? await eventsOf({ ...prepared, ...asked, plans }, quiet)
      : eventsAsRead(last, dataset, readList(folder, dataset, "copies") ?? "", prepared);
  if (events !== null && focus !== null)
    events.short = inFocus({ ...whole, survivors: events.short }, focus, table).survivors;
  return assess(
    prepared,
    { result, present: chromosomes, usable: chromosomes, placeless, events },
    io.log,
    last === undefined ? focus?.carried : withEvents(last),
  );
}

/** Kept lines answer for events where they were kept for them, and the original could be read twice. */
function askedByEvents(
  inputs: readonly Input[],
  { criteria, vcfs }: CaseInput["dataset"],
): Input[] {
  return inputs.map((input, i) =>
    criteria.deletions === undefined || vcfs[i]?.size === null ? { ...input, size: null } : input,
  );
}

/**
 * Genes of the table that the case cannot tell of, as `analyse` would say it and beyond.
 * @returns `lacked`: those without a transcript in the release that reads the lines; null: they were annotated elsewhere
 */
async function missingGenes(
  { folder, dataset, policy, originals }: CaseInput,
  { inputs, transcripts }: Opened,
  options: AnalyseOptions,
  table: PanelGenes,
): Promise<{ lacked: ReadonlySet<number> | null; told: Told[] }> {
  if (transcripts === null) {
    const genes = unlisted(folder, dataset, table);
    if (genes.length === 0) return { lacked: null, told: [] };
    const asked = { ...table, genes };
    const { margin } = policy.region;
    const quiet = { info: () => {}, warn: () => {}, detail: () => {} };
    const how = { log: quiet, margin };
    const placed = await withReleasePlaces(asked, { transcripts, inputs }, options, how);
    const unfound = placed.genes.filter(({ region }) => region === null);
    return { lacked: null, told: await toldUnfound(unfound) };
  }
  const { keptByRelease, keptExons, lackedBy } = await import("./kept-transcripts.ts");
  const lacked = new Set(lackedBy(transcripts, table));
  const keptBy = await keptByRelease(dataset, transcripts, options.store);
  const byPlace = new Set(dataset.unnamed);
  const notKept = (keptBy === null ? [] : lackedBy(keptBy, table))
    .flatMap((i) => table.genes[i]?.symbol ?? [])
    .filter((symbol) => !byPlace.has(symbol.toUpperCase()));
  const unfound = table.genes.filter(({ region }, i) => region === null && lacked.has(i));
  const { bases, kept } =
    dataset.keptBy === undefined || originals !== null
      ? { bases: 0, kept: 0 }
      : await keptExons(transcripts, dataset, wantsAll(options) ? null : table, options.store);
  return {
    lacked,
    told: [
      ...(await toldUnfound(unfound)),
      ...(bases === 0 || kept === bases
        ? []
        : [
            {
              code: "exons_not_kept" as const,
              facts: { release: transcripts.name, bases, ...(kept !== null && { kept }) },
            },
          ]),
      ...(keptBy === null || notKept.length === 0
        ? []
        : [
            {
              code: "gene_not_kept" as const,
              facts: { release: keptBy.name, ...shortList(notKept, MOST_NAMED) },
            },
          ]),
    ],
  };
}

/** Files of events are read again from where they are. */
async function eventFilesOf({ events = [] }: CaseInput["dataset"]): Promise<EventFile[]> {
  return events.length === 0
    ? []
    : (await import("../analysis/events/inputs.ts")).openNamed(events);
}

/** Genes without coordinates that no kept record names. */
function unlisted(
  folder: string,
  dataset: CaseInput["dataset"],
  { genes }: PanelGenes,
): PanelGenes["genes"] {
  const placeless = genes.filter(({ region }) => region === null);
  const listed = placeless.length === 0 ? null : readList(folder, dataset, "genes");
  if (listed === null) return [];
  return placeless.filter((gene) => !holdsAny(listed, new Set(namesOf(gene))));
}

/** What the distilled files tell, with what the scan of the originals counted. */
function withOriginals(
  scanned: BatchResult,
  { people, tally, unnamed = [] }: CaseInput["dataset"],
  {
    policy,
    family,
    table,
    lacked,
  }: { policy: Policy; family: Family; table: PanelGenes; lacked: ReadonlySet<number> | null },
): BatchResult {
  // Counts of other people, or of other parents, say nothing of this family: then it was not checked.
  const isCounted = people === undefined || people.join("\n") === peopleOf(family).join("\n");
  const isChecked = policy.sampleChecks.enabled && isCounted && tally !== null;
  return {
    ...scanned,
    tally: isChecked ? currentTally(tally) : null,
    genesWithRecords: withUnnamed(scanned, unnamed, table, lacked),
  };
}

/** The lines of a gene that the annotation never names were not kept, and are known all the same. */
function withUnnamed(
  { genesWithRecords, genesNamed }: BatchResult,
  unnamed: readonly string[],
  { genes }: PanelGenes,
  lacked: ReadonlySet<number> | null,
): number[] {
  if (unnamed.length === 0) return genesWithRecords;
  const wanted = new Set(unnamed);
  const more = genes.flatMap(({ symbol }, i) =>
    wanted.has(symbol.toUpperCase()) && !genesNamed.includes(i) && lacked?.has(i) !== false
      ? [i]
      : [],
  );
  return [...new Set([...genesWithRecords, ...more])].sort((a, b) => a - b);
}

/** A record in a focused region may name other genes too: they are not complete here. */
function inFocus(
  result: BatchResult,
  { genes, notAnnotated }: Focus,
  { genes: all }: PanelGenes,
): BatchResult {
  const wanted = new Set(genes);
  const others = all.flatMap(({ symbol }, i) =>
    !wanted.has(i) && notAnnotated.has(symbol) ? [i] : [],
  );
  return {
    ...result,
    genesWithRecords: [...result.genesWithRecords.filter((i) => wanted.has(i)), ...others],
    genesNamed: result.genesNamed.filter((i) => wanted.has(i)),
    neighbours: [...result.neighbours, ...result.survivors.map((one) => ({ ...one, alleles: [] }))],
    survivors: result.survivors.flatMap((survivor) => {
      const alleles = survivor.alleles.map((allele) => alleleInFocus(allele, wanted));
      const left = alleles.filter((allele) => allele.genes.length > 0);
      return left.length === 0 ? [] : [{ ...survivor, alleles: left }];
    }),
  };
}

/** A statement may be of the genes that leave all the same (CV-09). */
function alleleInFocus(allele: SurvivorAllele, wanted: ReadonlySet<number>): SurvivorAllele {
  const genes = allele.genes.filter(({ tableGene }) => wanted.has(tableGene));
  const gone = allele.genes.filter(({ tableGene }) => !wanted.has(tableGene));
  const named = gone.map(({ consequence }) => namedAt(consequence));
  return { ...allele, genes, alsoNamed: [...(allele.alsoNamed ?? []), ...named] };
}

/** What `analyse` would have been told. */
export function optionsOf(
  { analysis, ped }: Pick<CaseFile, "analysis" | "ped">,
  folder: string,
  rest: {
    vcfs: string[];
    assembly: Assembly | undefined;
    store: string | undefined;
    transcripts?: string | undefined;
    coverage?: string | undefined;
  },
): AnalyseOptions {
  return {
    ...analysis,
    proband: analysis.proband ?? undefined,
    ped: ped === null ? undefined : join(folder, ped),
    identity: {},
    labels: analysis.labels ?? {},
    digest: "header",
    scan: "auto",
    threads: 1,
    ...rest,
  };
}

/** What of the options stays with the case: releases and versions were named for one run (DEC-30). */
export function analysisOf(options: AnalyseOptions): CaseAnalysis {
  return {
    panels: options.panels.map(withoutVersion),
    genes: options.genes,
    geneAgnostic: options.geneAgnostic,
    beyondPanel: options.beyondPanel,
    minConfidence: options.minConfidence,
    proband: options.proband ?? null,
    sex: options.sex,
    affected: options.affected,
    forceSex: options.forceSex,
    notGeneticParents: options.notGeneticParents,
    allowPhenocopy: options.allowPhenocopy,
    penetrance: options.penetrance,
    assembly: options.assembly ?? null,
    germlineAnyway: options.germlineAnyway,
    labels: Object.keys(options.labels).length === 0 ? undefined : options.labels,
  };
}
