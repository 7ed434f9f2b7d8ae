/**
 * Everything before the first record: policy, inputs, family, panels, look-ups, and the plan that the scanning
 * threads receive. `analyse` and `explain` take all of it; the work on an archive puts the parts together in its
 * own way.
 */
import { dirname, resolve } from "node:path";
import type { Assembly } from "../core/assembly.ts";
import { ToolError, usageError } from "../core/errors.ts";
import { geneOfWord, genesMeantBy } from "../core/gene.ts";
import { LIMITS } from "../core/limits.ts";
import type { Policy } from "../core/policy.ts";
import type { ScanPlan } from "../scan/types.ts";
import { isGeneAgnosticCode } from "../panel/index.ts";
import { identitiesOf } from "../panel/match.ts";
import type { PanelGenes, Panel, TableGene } from "../panel/types.ts";
import { buildFamily, parsePed, unreadWords } from "../pedigree/index.ts";
import type { Family } from "../pedigree/types.ts";
import { offersSplicePredictions } from "../vcf/index.ts";
import { hasKind, hasStandings } from "../store/names.ts";
import type { Kind } from "../store/types.ts";
import {
  isEventFile,
  openEither,
  openNamed,
  withoutSmall,
  type EventFile,
} from "./events/inputs.ts";
import type { Input } from "./input.ts";
import {
  checkAnnotation,
  checkFrequencies,
  checkSomatic,
  chooseAssembly,
  isUnannotated,
  sameSamples,
} from "./input-checks.ts";
import { openInput } from "./inputs.ts";
import type { GeneAnnotations } from "./lookups/gene-annotations.ts";
import type { Classifications } from "./lookups/classifications.ts";
import { loadPanels, tableOf } from "../library/panels.ts";
import { loadPolicy } from "./load-policy.ts";
import type { Patient } from "../patient/index.ts";
import { readText } from "../io/read-text.ts";
import type { OwnAnnotation } from "./lookups/own-annotation.ts";
import {
  madeByOthers,
  ownAnnotationFor,
  transcriptsFor,
  withReleasePlaces,
} from "./own-transcripts.ts";
import type { Reference } from "./lookups/reference.ts";
import type { TranscriptRelease } from "./lookups/transcripts.ts";
import type { AnnotationSources } from "./lookups/annotation-sources.ts";
import { refuseUnknownGenes } from "./withheld.ts";
import type {
  AnalyseOptions,
  FamilyOptions,
  InputOptions,
  LookupOptions,
  PanelOptions,
} from "./options.ts";
import type { Log } from "../core/log.ts";
import type { Told } from "../core/warnings.ts";

/** What a run rests on, all of it opened: by this its survivors are judged. */
export interface Prepared extends Opened, Lookups {
  /** As asked for, with R14 of a trio taken for what it means (DEC-22). */
  options: AnalyseOptions;
  policy: Policy;
  panels: Panel[];
  table: PanelGenes;
  /** The patient's terms; null: none that count. */
  patient: Patient | null;
}

/** What is to be read, and how. */
export interface Planned {
  inputs: Input[];
  /** One per input: the header is the file's own. */
  plans: ScanPlan[];
}

/** The files of one family, and what their headers and its pedigree say. */
export interface Opened {
  inputs: Input[];
  /** Files of structural variants, copy numbers, mobile elements. */
  events: EventFile[];
  /** By which consequences are worked out, of those inputs whose first layout is our own; null: of none. */
  transcripts: TranscriptRelease | null;
  assembly: Assembly;
  family: Family;
  warnings: Told[];
}

/** What is asked beside the files. */
interface Lookups {
  /** Classifications of the store; null: it has none, or none is wanted. */
  classifications: Classifications | null;
  /** Declared sources; null: none. */
  annotationSources: AnnotationSources | null;
  /** The sequence by which alleles are left-aligned; null: none is given. */
  reference: Reference | null;
  /** null: every input has its annotation, or none is wanted. */
  own: OwnAnnotation | null;
  /** Facts of genes and coverage; null: neither is at hand. */
  geneAnnotations: GeneAnnotations | null;
}

interface Streams {
  log: Log;
  stdin: AsyncIterable<Uint8Array>;
}

/** All that `analyse` asks, in call order. @throws ToolError of what cannot be read or contradicts itself */
export async function prepare(given: AnalyseOptions, io: Streams): Promise<Prepared & Planned> {
  refuseContradictions(given);
  const policy = await loadPolicy(given.policy);
  const patient = await patientOf(given, io.log);
  const opened = await openFamily(given, policy, io);
  const { assembly, inputs } = opened;
  const options = withoutR14(given, opened.family);
  if (options.allowUnknownGenes !== true) await refuseUnknownGenes({ assembly, policy, options });
  const panels = await loadPanels({ ...options, assembly }, io.log, opened.warnings);
  const { margin } = policy.region;
  const stated = tableOf(panels, options, policy, assembly);
  const table = await withReleasePlaces(stated, opened, options, { log: io.log, margin });
  tellOtherNames(options.genes, table, io.log);
  const isAgnostic = wantsAll(options);
  if (isAgnostic && inputs.some(isUnannotated))
    throw usageError(
      "--allow-unannotated works only with panel genes that have coordinates",
      "Leave out --gene-agnostic and --beyond-panel.",
    );
  const wholeGenome = isAgnostic || (!inputs.every(isUnannotated) && lacksRegion(table.genes));
  const found = await openLookups(options, policy, table);
  if (isAgnostic) checkFrequencies(inputs, found.annotationSources?.frequencies ?? null, options);
  opened.warnings.push(
    ...(await unapproved(options, assembly, [
      ...(found.classifications?.used ?? []),
      ...(opened.transcripts === null ? [] : [opened.transcripts.used]),
      ...(patient === null ? [] : [patient.used]),
      ...panels.flatMap(({ id, version, resolution }) =>
        resolution === undefined
          ? []
          : [{ kind: "panel" as const, source: id, release: version ?? "" }],
      ),
    ])),
  );
  const known =
    found.classifications === null
      ? undefined
      : (await import("./lookups/classifications.ts")).rescuable(
          found.classifications,
          table,
          wholeGenome,
        );
  const own = await ownAnnotationFor(opened, { table, wholeGenome, known }, found.reference);
  const bare = inputs.find(({ header }) => !offersSplicePredictions(header));
  if (own !== null && bare !== undefined && (found.annotationSources?.splicing.length ?? 0) === 0)
    io.log.info(
      `${bare.path}: no splice predictions are available: variants that only these would identify are dropped because of their consequence`,
    );
  const lookups = { ...found, own };
  const plans = planScan(opened, {
    policy,
    genes: table,
    geneAgnostic: isAgnostic,
    wholeGenome,
    rescuable: known,
    spliced: found.annotationSources?.spliced(
      policy.consequence.spliceAiRescue,
      wholeGenome ? null : table,
    ),
    effects: own?.slice,
  });
  return { ...opened, ...lookups, options, policy, panels, table, patient, plans };
}

/** Before anything is opened. @throws ToolError E_USAGE: options that cannot be served together */
export function refuseContradictions(options: AnalyseOptions): void {
  const { vcfs, panels, genes, geneAgnostic, scan } = options;
  const piped = vcfs.includes("-");
  if (piped && vcfs.length > 1)
    throw usageError(
      "standard input (-) cannot be combined with files",
      "Give either files or a single dash, not both.",
    );
  if (panels.length + genes.length === 0 && !geneAgnostic)
    throw usageError(
      "no panel or genes given",
      "Give --panel or --genes, or --gene-agnostic for all genes.",
    );
  if (scan !== "index") return;
  // DEC-16: genes on no panel have no region to jump to.
  if (wantsAll(options)) {
    const flag = geneAgnostic ? "--gene-agnostic" : "--beyond-panel";
    throw usageError(
      `--scan index does not work with ${flag}`,
      "Use --scan full, or leave --scan out.",
    );
  }
  if (piped)
    throw usageError("--scan index does not work with standard input", "Leave --scan out.");
}

/** `--genes SCN1` beside a panel that knows it for SCN1A. */
function tellOtherNames(words: readonly string[], table: PanelGenes, log: Log): void {
  for (const word of words) {
    const named = geneOfWord(word);
    const [at = -1] = genesMeantBy(named, identitiesOf(table));
    const symbol = table.genes[at]?.symbol ?? named.symbol;
    if (named.symbol !== "" && symbol.toUpperCase() !== named.symbol.toUpperCase())
      log.warn(
        `--genes ${word}: read as ${symbol}, of which this is another name according to a panel`,
      );
  }
}

/** Genes on no panel are read too. */
export function wantsAll({
  geneAgnostic,
  beyondPanel,
}: Pick<PanelOptions, "geneAgnostic" | "beyondPanel">): boolean {
  return geneAgnostic || beyondPanel;
}

async function patientOf(options: AnalyseOptions, log: Log): Promise<Patient | null> {
  if (options.phenotype === undefined) return null;
  const { hpoReleases, openPatient } = await import("../patient/index.ts");
  const strict = options.strict ?? options.phenotype.strict;
  return openPatient({ ...options.phenotype, strict }, hpoReleases(options.store), log);
}

/**
 * Opens the files, checks that they go together, and makes the family of their samples.
 * @param isOwn the files were written here, each with its index
 */
export async function openFamily(
  options: InputOptions & FamilyOptions & Pick<LookupOptions, "store" | "reference">,
  policy: Policy,
  { log, stdin }: Streams,
  isOwn = false,
): Promise<Opened> {
  const { allowRemote = false } = options;
  const inputs: Input[] = [];
  const events: EventFile[] = [];
  const open = (path: string): Promise<Input> =>
    openInput(path, { policy, allowRemote, stdin, isOwn });
  for (const path of options.vcfs) {
    // oxlint-disable-next-line no-await-in-loop -- one after the other: errors come in order
    const file = await openEither(path, open);
    if (isEventFile(file)) events.push(file);
    else inputs.push(file);
  }
  events.push(...(await openNamed(options.events ?? [])));
  if (inputs.length === 0) inputs.push(...events.slice(0, 1).map(withoutSmall));
  const first = inputs[0];
  if (first === undefined) throw usageError("no VCF given");
  const warnings: Told[] = [];
  checkSomatic(inputs, options.germlineAnyway === true, warnings);
  sameSamples(inputs);
  const assembly = chooseAssembly(inputs, options.assembly);
  const transcripts = await transcriptsFor(inputs, options, assembly, log);
  warnings.push(...(await madeByOthers(inputs, options, assembly)));
  checkAnnotation(inputs, options, warnings);
  const family = await familyOf(options, first.header.samples, warnings);
  for (const note of family.notes) log.info(note);
  return { inputs, events, transcripts, assembly, family, warnings };
}

async function familyOf(
  options: FamilyOptions,
  vcfSamples: readonly string[],
  warnings: Told[],
): Promise<Family> {
  const { ped, pedigree } = options;
  const source =
    ped === undefined ? pedigree : { path: ped, text: await readText(ped, LIMITS.files.pedigree) };
  const rows = source === undefined ? undefined : parsePed(source.text, source.path);
  const family = buildFamily({ ...options, rows, vcfSamples });
  const lines = unreadWords(rows ?? [], family.id);
  if (lines.length > 0) warnings.push({ code: "pedigree_unread", facts: { lines } });
  return family;
}

/**
 * DEC-22: R14 has no panel. A trio is analysed gene-agnostically; a singleton or duo must say which panel.
 * @throws ToolError E_USAGE
 */
export function withoutR14<T extends PanelOptions>(options: T, { people, proband }: Family): T {
  const panels = options.panels.filter((word) => !isGeneAgnosticCode(word));
  if (panels.length === options.panels.length) return options;
  const sequenced = (index: number | null | undefined): boolean => {
    const person = people[index ?? -1];
    return person !== undefined && person.sample !== null && person.geneticParent;
  };
  const child = people[proband];
  if (sequenced(child?.father) && sequenced(child?.mother))
    return { ...options, panels, geneAgnostic: true };
  throw new ToolError("E_USAGE", "R14 has no panel, and the family is not a trio", {
    hint: "Give --panel with a panel for the phenotype instead of R14.",
  });
}

/** A gene without coordinates may have its records anywhere (DEC-16). */
export function lacksRegion(genes: readonly (TableGene | undefined)[]): boolean {
  return genes.some((gene) => gene?.region === null);
}

async function openLookups(
  options: LookupOptions & Pick<AnalyseOptions, "policy" | "allowRemote">,
  policy: Policy,
  table: PanelGenes,
): Promise<Omit<Lookups, "own">> {
  const { assembly } = table;
  const knowledge = await knowledgeOf(options, assembly);
  const annotate = options.annotate ?? declarationOf(policy, options.policy);
  const sources =
    annotate === undefined
      ? null
      : await (
          await import("./lookups/annotation-sources.ts")
        ).openAnnotationSources(annotate, options, assembly, policy);
  const reference =
    options.reference === undefined
      ? null
      : await (
          await import("./lookups/reference.ts")
        ).openReference(options.reference, assembly, options.allowRemote);
  return {
    classifications: knowledge,
    annotationSources: sources,
    reference,
    geneAnnotations: await geneTablesOf(options, policy, table),
  };
}

/** Releases that nobody approved are named (DEC-30): passed over, or used because the command names them. */
async function unapproved(
  options: LookupOptions & Pick<AnalyseOptions, "phenotype" | "transcripts">,
  assembly: Assembly,
  used: readonly { kind: string; source: string; release: string }[],
): Promise<Told[]> {
  const { store, clinvar, inhouse, phenotype, transcripts } = options;
  if (!hasStandings(store)) return [];
  const [{ kindOf, unapprovedReleases }, { openStore }] = await Promise.all([
    import("../library/releases.ts"),
    import("../store/index.ts"),
  ]);
  const kinds: Kind[] = ["panel", "genes", "gene-facts", "gene-diseases"];
  if (transcripts !== "none") kinds.push("transcripts");
  if (clinvar !== "none") kinds.push("clinvar");
  if (inhouse !== "none") kinds.push("inhouse");
  if (phenotype !== undefined) kinds.push("hpo");
  const found = await unapprovedReleases(openStore(store), {
    kinds,
    assemblies: [assembly],
    releases: used.map(({ kind, source, release }) => ({
      kind: kindOf(kind),
      name: source,
      version: release,
    })),
  });
  return found.map(({ kind, source, id, release, used: instead = "" }) => ({
    code: "unapproved_release",
    facts: { kind, source: kind === "panel" ? `${source} ${id}` : source, release, used: instead },
  }));
}

/** The policy's declaration of sources stands beside the policy. */
export function declarationOf({ annotate }: Policy, path = "."): string | undefined {
  return annotate === null ? undefined : resolve(dirname(path), annotate);
}

/** A run without a store looks for two folders and loads nothing. */
export async function knowledgeOf(
  { store, clinvar, inhouse }: LookupOptions,
  assembly: Assembly,
): Promise<Classifications | null> {
  const asked = [clinvar, inhouse].find((word) => (word ?? "none") !== "none");
  const isHeld = hasKind(store, "clinvar") || hasKind(store, "inhouse");
  if (asked === undefined && (!isHeld || (clinvar === "none" && inhouse === "none"))) return null;
  if (store === undefined)
    throw new ToolError("E_INPUT_MISSING", `no store was given in which to look up '${asked}'`);
  const { openClassifications } = await import("./lookups/classifications.ts");
  return openClassifications(store, { clinvar, inhouse }, assembly);
}

/** The store's facts of genes, and what was sequenced of the table's. */
export async function geneTablesOf(
  { store, coverage }: LookupOptions,
  { region: { margin } }: Policy,
  table: PanelGenes,
): Promise<GeneAnnotations | null> {
  const isHeld = hasKind(store, "gene-facts") || hasKind(store, "gene-diseases");
  if (coverage === undefined && !isHeld) return null;
  const { openGeneAnnotations } = await import("./lookups/gene-annotations.ts");
  return openGeneAnnotations(store, coverage, table, margin);
}

/** How the files are to be read: the same for each, but for its header. */
type Reading = Omit<
  ScanPlan,
  "assembly" | "header" | "sampleColumns" | "proband" | "roles" | "unannotated"
>;

/** One plan per input. */
export function planScan(
  { inputs, assembly, family }: Pick<Opened, "inputs" | "assembly" | "family">,
  { effects, ...reading }: Reading,
): ScanPlan[] {
  const { people, proband } = family;
  const roles = {
    fathers: people.map(({ father }) => father),
    mothers: people.map(({ mother }) => mother),
  };
  return inputs.map((input) => ({
    ...reading,
    assembly,
    header: input.header,
    // Parts of one family may have their columns in another order.
    sampleColumns: people.map(({ sample }) =>
      sample === null ? -1 : input.header.samples.indexOf(inputs[0]?.header.samples[sample] ?? ""),
    ),
    proband,
    roles,
    unannotated: isUnannotated(input),
    effects: input.header.annotations[0]?.isOwn === true ? effects : undefined,
  }));
}

/** The policy with or without the sample checks, whose windows a distilled file lacks. */
export function withSampleChecks(policy: Policy, enabled: boolean): Policy {
  return { ...policy, sampleChecks: { ...policy.sampleChecks, enabled } };
}
