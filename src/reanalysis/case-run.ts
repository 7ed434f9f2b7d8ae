/**
 * Analyses a case of an archive from its distilled files: the way of `analyse`, with the panels and the
 * policy that the caller has, and with what the original's scan found (sample checks, chromosomes) in
 * place of what a distilled file can tell.
 */
import { join } from "node:path";
import type { CaseAnalysis, CaseFile, Dataset } from "../archive/index.ts";
import type { Policy } from "../core/policy.ts";
import { emptyResult, namedAt } from "../scan/index.ts";
import type { BatchResult } from "../scan/model.ts";
import type { GeneTable, Panel } from "../panel/model.ts";
import { currentTally } from "../pedigree/index.ts";
import { assess, type Assessed, type Carried } from "../analysis/assess.ts";
import type { AskedReleases, Classifications } from "./classifications.ts";
import type { Input } from "../analysis/input.ts";
import type { AnalyseOptions } from "../analysis/options.ts";
import type { Log } from "../core/log.ts";
import { openPatient, type HpoReleases } from "../analysis/patient/patient.ts";
import { peopleOf } from "../analysis/people.ts";
import { prepare, type Known, type Prepared } from "../analysis/prepare.ts";
import { scanInputs } from "../analysis/scan.ts";

export interface CaseInput {
  /** Of the case. */
  folder: string;
  file: Pick<CaseFile, "analysis" | "ped" | "terms">;
  dataset: Pick<
    Dataset,
    "number" | "distilled" | "tally" | "people" | "chromosomes" | "assembly" | "unnamed"
  >;
  panels: Panel[];
  policy: Policy;
  /** Compiled from the panels; made here where the caller has none. */
  table?: GeneTable;
  classifications: Classifications;
  releases: AskedReleases;
  hpo: HpoReleases;
  /** `--store`. */
  store: string | null;
  /** Read these in place of the distilled files. */
  originals?: string[];
}

/** Part of a case: these genes of the table, and what an earlier run found in the others. */
export interface Focus {
  genes: number[];
  carried: Carried;
  /** Symbols of others with records that the annotation never names. */
  notAnnotated: ReadonlySet<string>;
}

interface CaseRun {
  prepared: Prepared;
  assessed: Assessed;
}

/**
 * @param focus null: all genes
 * @throws ToolError, as `analyse`
 */
export async function runCase(
  input: CaseInput,
  focus: Focus | null,
  io: { log: Log; stdin: NodeJS.ReadableStream },
): Promise<CaseRun> {
  const { folder, file, dataset, panels, policy, table, classifications, releases } = input;
  const { originals } = input;
  const vcfs = originals ?? dataset.distilled.map(({ path }) => join(folder, path));
  const options = optionsOf(file.analysis, {
    vcfs,
    ped: file.ped === null ? null : join(folder, file.ped),
    assembly: dataset.assembly,
    store: input.store,
  });
  const { terms } = file;
  const phenotype =
    terms === undefined
      ? undefined
      : { ...NO_FILES, terms: terms.terms, release: releases.hpo ?? terms.release };
  const quiet: Log = { info: () => {}, warn: () => {}, detail: io.log.detail };
  const wanted = focus?.genes;
  const known: Known = {
    panels: () => Promise.resolve(panels),
    policy,
    ...(table === undefined ? {} : { table }),
    knowledge: (assembly) => classifications.open(releases, assembly),
    patient: () =>
      phenotype === undefined
        ? Promise.resolve(null)
        : openPatient({ phenotype, store: input.store }, quiet, input.hpo),
    rescue: (knowledge, genes, wholeGenome) =>
      classifications.rescue(
        knowledge,
        genes,
        wanted ?? null,
        wholeGenome && (wanted?.some((i) => genes.genes[i]?.region === null) ?? true),
      ),
  };
  const prepared = await prepare(options, { ...io, log: quiet }, known);
  const plans = prepared.plans.map((plan) => ({
    ...plan,
    // The windows of the sample checks are not in the distilled file.
    policy: { ...policy, sampleChecks: { ...policy.sampleChecks, enabled: false } },
    ...(wanted === undefined
      ? {}
      : {
          focus: wanted,
          wholeGenome: wanted.some((i) => prepared.table.genes[i]?.region === null),
        }),
  }));
  const byIndex = originals === undefined && plans.every((plan) => !plan.wholeGenome);
  const inputs = byIndex ? prepared.inputs.map(withOwnIndex) : prepared.inputs;
  const scanned = await scanInputs(
    { ...prepared, inputs, plans },
    { scan: "auto", threads: 1 },
    { log: quiet, onProgress: () => {} },
  );
  // Counts of other people, or of other parents, say nothing of this family: then it was not checked.
  const isCounted =
    dataset.people === undefined ||
    dataset.people.join("\n") === peopleOf(prepared.family).join("\n");
  const tally =
    policy.sampleChecks.enabled && isCounted && dataset.tally !== null
      ? currentTally(dataset.tally)
      : null;
  const result = { ...(scanned.result ?? emptyResult(0)), tally };
  result.genesWithRecords = withUnnamed(result, dataset.unnamed ?? [], prepared.table);
  if (focus !== null) keepFocus(result, focus, prepared.table);
  const present = new Set(dataset.chromosomes);
  const assessed = await assess(
    prepared,
    { ...scanned, result, present },
    prepared.options,
    io.log,
    focus?.carried,
  );
  return { prepared, assessed };
}

/** The archive made file and index together: what a copy's times say of them does not count. */
function withOwnIndex(input: Input): Input {
  return { ...input, indexOlderThanFile: false };
}

const NO_FILES = { hpo: [] as string[], phenopacket: null, caseFile: null, strict: false };

/** The lines of a gene that the annotation never names were not kept, and are known all the same. */
function withUnnamed(
  { genesWithRecords, genesNamed }: BatchResult,
  unnamed: readonly string[],
  { genes }: GeneTable,
): number[] {
  if (unnamed.length === 0) return genesWithRecords;
  const wanted = new Set(unnamed);
  const more = genes.flatMap(({ symbol }, i) =>
    wanted.has(symbol.toUpperCase()) && !genesNamed.includes(i) ? [i] : [],
  );
  return [...new Set([...genesWithRecords, ...more])].sort((a, b) => a - b);
}

/** A record in a focused region may name other genes too: they are not complete here. */
function keepFocus(
  result: BatchResult,
  { genes, notAnnotated }: Focus,
  { genes: all }: GeneTable,
): void {
  const wanted = new Set(genes);
  const others = all.flatMap(({ symbol }, i) =>
    !wanted.has(i) && notAnnotated.has(symbol) ? [i] : [],
  );
  result.genesWithRecords = [...result.genesWithRecords.filter((i) => wanted.has(i)), ...others];
  result.genesNamed = result.genesNamed.filter((i) => wanted.has(i));
  for (const survivor of result.survivors) {
    for (const allele of survivor.alleles) {
      // A statement may be one of theirs all the same (CV-09).
      const gone = allele.genes.filter((gene) => !wanted.has(gene.tableGene));
      allele.genes = allele.genes.filter((gene) => wanted.has(gene.tableGene));
      allele.alsoNamed = [
        ...(allele.alsoNamed ?? []),
        ...gone.map(({ consequence }) => namedAt(consequence)),
      ];
    }
    survivor.alleles = survivor.alleles.filter((allele) => allele.genes.length > 0);
  }
  result.survivors = result.survivors.filter((survivor) => survivor.alleles.length > 0);
}

/** What `analyse` would have been told. */
export function optionsOf(
  analysis: CaseAnalysis,
  rest: Pick<AnalyseOptions, "vcfs" | "ped" | "assembly" | "store">,
): AnalyseOptions {
  return {
    ...analysis,
    ...rest,
    scan: "auto",
    threads: 1,
    policy: null,
    allowUnannotated: false,
    allowRemote: false,
  };
}

/** What of the options stays with the case. */
export function analysisOf(options: AnalyseOptions): CaseAnalysis {
  const { panels, genes, geneAgnostic, beyondPanel, minConfidence, proband, sex, affected } =
    options;
  const { forceSex, notGeneticParents, allowPhenocopy, penetrance, assembly } = options;
  const { clinvar = null, inhouse = null, germlineAnyway } = options;
  return {
    panels,
    genes,
    geneAgnostic,
    beyondPanel,
    minConfidence,
    proband,
    sex,
    affected,
    forceSex,
    notGeneticParents,
    allowPhenocopy,
    penetrance,
    assembly,
    clinvar,
    inhouse,
    ...(germlineAnyway === undefined ? {} : { germlineAnyway }),
  };
}
