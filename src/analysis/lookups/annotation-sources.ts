/** Declared sources in use: which are queried, how, and what a run reports about them. */
import { join } from "node:path";
import { alleleKey } from "../../core/allele.ts";
import type { Assembly } from "../../core/assembly.ts";
import { canonicalDigest } from "../../core/canonical.ts";
import { ToolError } from "../../core/errors.ts";
import { LIMITS } from "../../core/limits.ts";
import { remembered } from "../../core/once.ts";
import type { Policy } from "../../core/policy.ts";
import type { Told } from "../../core/warnings.ts";
import { isRemote } from "../../core/text.ts";
import { RangeCache } from "../../io/range-cache.ts";
import { readText } from "../../io/read-text.ts";
import type { PopulationFacts, PredictorFacts, SourceAnswer } from "../../acmg/types.ts";
import {
  ALLELES,
  answersOf,
  fileDigest,
  inFlight,
  inLowConfidence,
  populationsOf,
  predictsSplicing,
  PrefetchedValues,
  readDeclaration,
  splicedAlleles,
  type Asking,
  type SourceSpec,
} from "../../lookup/index.ts";
import type { PanelGenes } from "../../panel/types.ts";
import type { ScanPlan, SpliceAlleles, Survivor } from "../../scan/types.ts";
import type { KnowledgeUsed } from "../../rank/types.ts";
import { openStore, type Store } from "../../store/index.ts";
import type { GenomicEvent, PopulationAnswer } from "../../structural/types.ts";
import { CACHE } from "../../store/names.ts";
import { alleleKeyOf } from "./allele-key.ts";
import type { LookupOptions } from "../options.ts";
import type { Reference } from "./reference.ts";
import { populationOf, predictorsOf, withAnswers } from "./source-roles.ts";

export interface AnnotationSources {
  /** Those of alleles. */
  specs: SourceSpec[];
  used: KnowledgeUsed[];
  /** The survivors with every source's answers. */
  ask(survivors: readonly Survivor[], reference: Reference | null): Promise<Survivor[]>;
  /** What every source of events says of each event. */
  populations(events: readonly GenomicEvent[]): Promise<PopulationAnswer[][]>;
  /** Flags of each event that lies where such calls are not to be trusted (SVC-03). */
  lowConfidence(events: readonly GenomicEvent[]): Promise<string[][]>;
  /** Which sources give frequencies: of the whole genome without a network, or at all. */
  frequencies: "local" | "remote" | null;
  /** Prefetched splice predictions: those that a scan knows beforehand. */
  splicing: KnowledgeUsed[];
  /**
   * Alleles with splice predictions, for the scan's plan (DEC-54).
   * @param limit the least score
   * @param table whose genes' alleles; null: those of all genes
   * @returns undefined: no source of them was prefetched
   */
  spliced(limit: number, table: PanelGenes | null): ScanPlan["spliced"];
  /** Predictors with the sources' scores, which stand before the file's. */
  predictors(facts: PredictorFacts, answers: readonly SourceAnswer[]): PredictorFacts;
  /** Figures of the population: of a source that speaks of rare alleles, else the file's. */
  population(
    facts: PopulationFacts | null,
    answers: readonly SourceAnswer[],
  ): PopulationFacts | null;
}

type SourceOptions = Pick<LookupOptions, "store" | "allowRemoteLookups" | "offline">;

/** @throws ToolError E_INPUT_MISSING, E_KNOWLEDGE, E_ASSEMBLY, E_USAGE */
export async function openAnnotationSources(
  path: string,
  options: SourceOptions,
  assembly: Assembly,
  policy: Policy,
): Promise<AnnotationSources> {
  const specs = await readDeclaration(await readText(path, LIMITS.files.settings), path);
  return sourcesOf(specs, options, assembly, policy, path);
}

/** @param path of the declaration, for messages */
export async function sourcesOf(
  specs: SourceSpec[],
  options: SourceOptions,
  assembly: Assembly,
  policy: Policy,
  path: string,
): Promise<AnnotationSources> {
  const store = options.store === undefined ? null : openStore(options.store);
  const access = accessOf(options.store, options.offline ?? false);
  const asked: Asked[] = [];
  for (const spec of specs) {
    if (spec.assembly !== assembly)
      throw new ToolError(
        "E_ASSEMBLY",
        `source '${spec.name}' is for ${spec.assembly}, but the input is ${assembly}`,
        { path, hint: "Declare a file for this build." },
      );
    // oxlint-disable-next-line no-await-in-loop -- a few
    const asking = await askingOf(spec, store, options, access);
    if (!isAskable(spec, asking))
      throw new ToolError(
        "E_USAGE",
        `source '${spec.name}' is a remote file, and nothing was prefetched from it: ${spec.file}`,
        {
          path,
          hint: `${spec.match === undefined ? "Prefetch the panel's values once (`panelist knowledge import values`)" : "Download the file with its index"}, or add --allow-remote-lookups: the server then learns where this patient's rare variants lie.`,
        },
      );
    asked.push({ spec, asking });
  }
  const matching = (what: SourceSpec["match"]): Asked[] =>
    asked.filter(({ spec }) => spec.match === what);
  const ofAlleles = matching(undefined);
  const own = ofAlleles.map(({ spec }) => spec);
  return {
    specs: own,
    used: asked.flatMap(usedOf),
    ask: (survivors, reference) => askAll(survivors, ofAlleles, reference, assembly, policy),
    populations: (events) =>
      answersOfEach(events.length, matching("event"), ({ spec, asking }) =>
        populationsOf(spec, events, asking),
      ),
    lowConfidence: (events) => flagPlaces(events, matching("low_confidence")),
    frequencies: frequenciesOf(own),
    splicing: ofAlleles.filter(isSplicing).flatMap(usedOf),
    spliced: splicedOf(ofAlleles.filter(isSplicing)),
    predictors: (facts, answers) => predictorsOf(facts, answers, own),
    population: (facts, answers) => populationOf(facts, answers, own),
  };
}

/** Of each of so many things what every source answers, in the sources' order. */
async function answersOfEach<T>(
  count: number,
  asked: readonly Asked[],
  ask: (source: Asked) => Promise<readonly T[]>,
): Promise<T[][]> {
  const answers = Array.from({ length: count }, (): T[] => []);
  for (const source of asked) {
    // oxlint-disable-next-line no-await-in-loop -- in their order: so are the errors
    const own = await ask(source);
    own.forEach((answer, i) => answers[i]?.push(answer));
  }
  return answers;
}

async function flagPlaces(
  events: readonly GenomicEvent[],
  asked: readonly Asked[],
): Promise<string[][]> {
  const flags = await answersOfEach(events.length, asked, async ({ spec, asking }) =>
    (await inLowConfidence(spec, events, asking)).map((isIn) => placeFlags(isIn, spec)),
  );
  return flags.map((ofSources) => ofSources.flat());
}

function placeFlags(isIn: boolean | null, { name }: SourceSpec): string[] {
  if (isIn === false) return [];
  return [isIn === null ? `low_confidence_not_assessed:${name}` : `low_confidence_region:${name}`];
}

export function accessOf(store: string | undefined, offline: boolean): Asking["access"] {
  const cache = store === undefined ? null : new RangeCache(join(store, CACHE, "ranges"));
  return { cache, offline, inTurn: inFlight() };
}

async function askingOf(
  spec: SourceSpec,
  store: Store | null,
  { allowRemoteLookups = false }: SourceOptions,
  access: Asking["access"],
): Promise<Asking> {
  const prefetched = store === null ? [] : await PrefetchedValues.of(store, spec);
  return { access, remoteLookups: allowRemoteLookups, prefetched };
}

function isAskable({ file }: SourceSpec, { prefetched, remoteLookups, access }: Asking): boolean {
  return !isRemote(file) || prefetched.length > 0 || remoteLookups || access.offline;
}

function frequenciesOf(specs: readonly SourceSpec[]): AnnotationSources["frequencies"] {
  const giving = specs.filter(({ fields }) => fields.some(({ as }) => as === "frequency"));
  if (giving.length === 0) return null;
  return giving.every(({ file }) => isRemote(file)) ? "remote" : "local";
}

interface Asked {
  spec: SourceSpec;
  asking: Asking;
}

function isSplicing({ spec, asking }: Asked): boolean {
  return asking.prefetched.length > 0 && predictsSplicing(spec);
}

function splicedOf(asked: readonly Asked[]): AnnotationSources["spliced"] {
  const sources = asked.map(({ spec, asking: { prefetched } }) => ({ spec, prefetched }));
  if (sources.length === 0) return () => undefined;
  const known = new Map<string, SpliceAlleles[]>();
  return (limit, table) => {
    const places = table?.genes.flatMap(({ region }) => region ?? []) ?? null;
    return remembered(known, `${limit} ${JSON.stringify(places)}`, () =>
      placed(splicedAlleles(sources, limit, places)),
    );
  };
}

/** By chromosome. */
function placed(alleles: ReturnType<typeof splicedAlleles>): SpliceAlleles[] {
  const byChrom = new Map<string, typeof alleles>();
  for (const one of alleles) remembered(byChrom, one.chrom, () => []).push(one);
  return [...byChrom].map(([chrom, own]) => ({
    chrom,
    positions: Int32Array.from(own, ({ pos }) => pos),
    alleles: own.map(({ ref, alt }) => `${ref}>${alt}`).join("\n"),
    scores: Float64Array.from(own, ({ score }) => score),
  }));
}

/** Which release answers: the prefetched entries, else the declaration and what tells its file from another. */
function usedOf({ spec, asking }: Asked): KnowledgeUsed[] {
  const { name: source, release } = spec;
  const entries = asking.prefetched.map(({ entry }) => entry.sha256);
  const { file, ...declared } = spec;
  const content = { ...declared, entries, file: fileDigest(file) };
  return [{ kind: "source", source, release, sha256: canonicalDigest(content) }];
}

async function askAll(
  survivors: readonly Survivor[],
  asked: readonly Asked[],
  reference: Reference | null,
  assembly: Assembly,
  policy: Policy,
): Promise<Survivor[]> {
  const requested = survivors.flatMap((survivor) =>
    survivor.alleles.map(({ alleleIndex }) => alleleKeyOf(survivor, alleleIndex, reference)),
  );
  const answers = await answersOfEach(requested.length, asked, ({ spec, asking }) =>
    answersOf(spec, requested, ALLELES, asking),
  );
  const specs = asked.map(({ spec }) => spec);
  let next = 0;
  return survivors.map((survivor) => ({
    ...survivor,
    alleles: survivor.alleles.map((allele) =>
      withAnswers({ survivor, allele, answers: answers[next++] ?? [] }, specs, assembly, policy),
    ),
  }));
}

/** What a run must say of its sources: those that knew nothing, were not asked, or changed their words. */
export function sourceWarnings(
  { specs }: AnnotationSources,
  survivors: readonly Survivor[],
): Told[] {
  const alleles = survivors.flatMap((survivor) =>
    survivor.alleles.map((allele) => ({
      key: alleleKeyOf(survivor, allele.alleleIndex, null),
      flags: allele.flags,
      answers: allele.knowledge?.annotations ?? [],
    })),
  );
  const differing = alleles.filter(({ flags }) => flags.includes("frequency_sources_differ"));
  const [first] = differing;
  const ofSources = specs.flatMap(({ name: source }): Told[] => {
    const own = alleles.flatMap(({ answers }) => answers.filter((one) => one.source === source));
    const isSilent =
      own.length > 0 && own.every(({ status, detail }) => status !== "found" && detail !== "");
    const left = own.filter(({ detail }) => detail.startsWith("not prefetched")).length;
    const words = [...new Set(own.flatMap(({ unknownWords = [] }) => unknownWords))].sort();
    return [
      ...(isSilent && left === 0 ? [{ code: "source_empty" as const, facts: { source } }] : []),
      ...(left === 0
        ? []
        : [{ code: "source_not_prefetched" as const, facts: { source, alleles: left } }]),
      ...(words.length === 0
        ? []
        : [{ code: "source_words" as const, facts: { source, words: words.slice(0, 10) } }]),
    ];
  });
  if (first === undefined) return ofSources;
  const facts = { alleles: differing.length, example: alleleKey(first.key) };
  return [...ofSources, { code: "frequency_sources_differ", facts }];
}
