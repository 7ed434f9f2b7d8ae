/**
 * `panelist archive add`: one scan of a family's VCF keeps what could ever become a candidate; the case's
 * first run is the analysis of what was kept.
 */
import { readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import {
  checkCaseId,
  COVERAGE_FILE,
  createCase,
  inCase,
  keepSnapshot,
  makeFolder,
  openArchive,
  writeNewCase,
  replaceFile,
} from "../archive/index.ts";
import type { ArchivedVcf, CaseFile, CaseStatus, Consent, Dataset } from "../archive/types.ts";
import { sha256 } from "../core/digest.ts";
import { counted } from "../core/counted.ts";
import { ToolError, usageError } from "../core/errors.ts";
import { withoutVersion } from "../core/panel-word.ts";
import { RULES_NOW } from "../core/rules.ts";
import { distilCriteria, ownAnnotation } from "../scan/index.ts";
import type { ScanPlan } from "../scan/types.ts";
import type { Policy } from "../core/policy.ts";
import { geneMatcher } from "../panel/match.ts";
import type { PanelGenes } from "../panel/types.ts";
import { newTally, type SampleCheck, type Tally } from "../pedigree/index.ts";
import type { Warning } from "../rank/types.ts";
import { worded } from "../report/index.ts";
import type { AnalyseIo } from "../analysis/io.ts";
import { analysisOf, runCase } from "./case-run.ts";
import { caseStore, ofPatient } from "./case-knowledge.ts";
import { declaredBy, splicingOf } from "./case-sources.ts";
import { termsOf } from "./case-terms.ts";
import { placesText } from "./carried.ts";
import { usedOf } from "./classifications.ts";
import { writeDistilled } from "./distil.ts";
import { endsDigest } from "./ends-digest.ts";
import { firstRun } from "./first-run.ts";
import {
  fingerprintsKept,
  knownPeople,
  unknowablePeople,
  type KnownPeople,
} from "./known-people.ts";
import {
  besideEvents,
  holdSymbolic,
  isReadAgain,
  mayHoldSymbolic,
  type EventFile,
} from "../analysis/events/inputs.ts";
import type { Input } from "../analysis/input.ts";
import { openInput } from "../analysis/inputs.ts";
import { genesWithExtents } from "../analysis/genes-with-extents.ts";
import { rescuable, type Classifications } from "../analysis/lookups/classifications.ts";
import type { AnnotationSources } from "../analysis/lookups/annotation-sources.ts";
import type { AnalyseOptions } from "../analysis/options.ts";
import { loadPolicy } from "../analysis/load-policy.ts";
import { peopleOf } from "../analysis/people.ts";
import { annotatorsOf, checkFrequencies, isUnannotated } from "../analysis/input-checks.ts";
import { ownAnnotationFor } from "../analysis/own-transcripts.ts";
import {
  openFamily,
  planScan,
  refuseContradictions,
  withoutR14,
  wantsAll,
  withSampleChecks,
  type Opened,
  type Planned,
} from "../analysis/prepare.ts";
import { keepPanels, panelsOfRules, ruleBook, rulesOf } from "./rules.ts";
import { otherGeneSet, unnamedGenes } from "./unnamed.ts";
import { coveredGenes } from "../analysis/lookups/gene-annotations.ts";
import { tableOf } from "../library/panels.ts";
import { keptCoverage } from "../genes/kept-coverage.ts";
import { refuseEmpty, refuseLacking, refusePartial } from "../analysis/completeness.ts";
import { nothingRead } from "../analysis/nothing-read.ts";
import { scanInputs, type Scanned } from "../analysis/scan.ts";

export interface AddOptions {
  archive: string;
  id: string;
  status: CaseStatus;
  consent: Consent;
  assay: string | undefined;
  /** Who adds it, for the log. */
  by: string;
  /** `--panel-version`. */
  panelVersions: string[];
  /** Of the archive's other cases; absent: read here. */
  known?: KnownPeople | undefined;
}

export interface AddedCase {
  case: string;
  recordsRead: number;
  kept: { records: number; bytes: number };
  /** Of the first run. */
  candidates: number;
  /** What the command named for this run alone, as `archive set --pin` takes it: `clinvar=2024-12-01`. */
  named: string[];
}

export async function addCase(
  add: AddOptions,
  options: AnalyseOptions,
  io: AnalyseIo,
): Promise<AddedCase> {
  openArchive(add.archive);
  checkCaseId(add.id);
  refuseContradictions(options);
  const remote = options.vcfs.find((path) => /^https?:/i.test(path));
  if (remote !== undefined)
    throw usageError(
      `${remote} is a web address`,
      "Download the file first: an archive needs the whole file.",
    );
  // A version that is named holds for this run alone (DEC-30).
  const typed = options.panels.filter((word) => withoutVersion(word) !== word);
  const versions = [...add.panelVersions, ...typed];
  const { allowUnknownGenes = false } = options;
  const book = ruleBook(versions, options.store, io.log, allowUnknownGenes);
  const { phenotype, clinvar, inhouse } = options;
  const releases = { clinvar, inhouse, hpo: phenotype?.release };
  // Opened once: a release that comes into the store meanwhile belongs to the next run.
  const store = caseStore(options.store, options);
  const terms = phenotype === undefined ? undefined : await termsOf(phenotype, store.hpo);
  const policy = await loadPolicy(options.policy);
  const declared = await declaredBy(options.annotate, policy, options.policy);
  const opened = await openFamily(options, policy, io);
  const { assembly, family, inputs } = opened;
  const asked = withoutR14(options, family);
  const requested = { ...asked, panels: asked.panels.map(withoutVersion) };
  const found = await panelsOfRules(rulesOf(requested), book, [], {
    archive: add.archive,
    assembly,
    override: options.panelOverride,
  });
  const knowledge = await store.classifications.open(releases, assembly);
  const sources = await store.sources(declared, assembly, policy);
  if (wantsAll(requested)) checkFrequencies(inputs, sources.opened?.frequencies ?? null, options);
  const now = io.now().toISOString();
  return createCase(add.archive, add.id, async (folder) => {
    const table = tableOf(found.panels, requested, policy, assembly);
    const about = {
      number: 1,
      added: now,
      assay: add.assay ?? null,
      policy,
      knowledge,
      sources: sources.opened,
      panels: table,
    };
    const { dataset, scanned } = await distilDataset(folder, opened, { ...options, ...about }, io);
    const digests: Record<string, string> = {};
    const checks = await identityChecks(options.identity, opened, scanned, policy);
    for (const { outcome, detail } of checks)
      if (outcome === "passed") io.log.info(`identity: ${detail}`);
    const unchecked = checks.filter(({ outcome }) => outcome !== "passed");
    refuseLacking({ warnings: unchecked.map(identityWarning), incomplete: [] }, options, io.log);
    const unknowable = unknowablePeople(scanned.result?.tally ?? null, family, policy);
    if (unknowable > 0)
      io.log.warn(
        `case '${add.id}': ${counted(unknowable, "person", "people")} of the family: too few genotypes at the fixed sites to recognise them in another case`,
      );
    const file: CaseFile = {
      schema: "panelist.archive-case",
      version: 3,
      id: add.id,
      created: now,
      status: add.status,
      consent: add.consent,
      // Named for good: a relative who falls ill later must not make it a question.
      analysis: analysisOf({ ...requested, proband: family.people[family.proband]?.id }),
      terms,
      ped:
        copyInto(folder, options.ped, "family.ped", digests) ??
        // Of a case file or a phenopacket.
        (options.pedigree && keepIn(folder, "family.ped", options.pedigree.text, digests)) ??
        null,
      policy: copyInto(folder, options.policy, "policy.json", digests),
      override: copyInto(folder, options.panelOverride, "override.tsv", digests),
      digests,
      datasets: [dataset],
    };
    const { panels } = found;
    const asking = { releases, store, sources: sources.opened, originals: null };
    const known = { ...asking, policy, panels, table };
    const assessed = await runCase({ ...known, folder, file, dataset }, null, io);
    refuseLacking(assessed.result, options, io.log);
    refusePartial(assessed.result, options);
    keepPanels(add.archive, found);
    if (sources.specs !== null) keepSnapshot(add.archive, "sources", sources.specs);
    const run = firstRun(file, assessed, {
      date: now,
      tool: io.version,
      knowledge: {
        panels: found.used,
        classifications: usedOf(knowledge),
        ...(await ofPatient(file, releases, store)),
        sources: sources.known,
        policy: keepSnapshot(add.archive, "policies", policy),
      },
    });
    const detail = inputs.map((input) => input.path).join(" ");
    writeNewCase(folder, file, run, { date: now, by: add.by, what: "add", detail });
    const bytes = dataset.distilled.reduce((sum, d) => sum + d.bytes, 0);
    const records = dataset.distilled.reduce((sum, d) => sum + d.records, 0);
    const people = add.known ?? knownPeople(add.archive);
    for (const other of people.casesOf(add.id, dataset, policy))
      io.log.warn(
        `case '${add.id}': ${counted(other.people, "person", "people")} of the family: the genotypes are those of somebody in case '${other.case}' (the same person, or an identical twin)`,
      );
    return {
      case: add.id,
      recordsRead: scanned.result?.records ?? 0,
      kept: { records, bytes },
      candidates: run.report.candidates.length,
      named: [
        ...(["clinvar", "hpo"] as const).flatMap((kind) => {
          const release = releases[kind];
          return release === undefined ? [] : [`${kind}=${release}`];
        }),
        ...found.used.flatMap(({ id, panelVersion }) =>
          versions.some((word) => withoutVersion(word).endsWith(id)) && panelVersion !== null
            ? [`panel:${id}=${panelVersion}`]
            : [],
        ),
      ],
    };
  });
}

/** @throws ToolError E_IDENTITY: a sample is somebody else's */
async function identityChecks(
  identity: AnalyseOptions["identity"],
  opened: Opened,
  { result }: Scanned,
  policy: Policy,
): Promise<SampleCheck[]> {
  if (Object.keys(identity).length === 0) return [];
  const { checkIdentity } = await import("../analysis/identity-check.ts");
  const tally = result?.tally ?? newTally(opened.family.people.length);
  return checkIdentity(identity, { ...opened, tally, policy });
}

function identityWarning({ check, subject, detail }: SampleCheck): Warning {
  return worded({ code: "sample_check", facts: { check, subject, detail } });
}

/** What a dataset is made under. */
interface Distilling extends Pick<AnalyseOptions, "store" | "threads" | "coverage" | "allowEmpty"> {
  number: number;
  added: string;
  assay: string | null;
  policy: Policy;
  knowledge: Classifications | null;
  sources: AnnotationSources | null;
  /** Of the case, for the coverage of their genes; absent: none is taken. */
  panels?: PanelGenes;
}

/**
 * Scans the originals by the criteria and writes `datasets/<n>` into the folder.
 * @param mayHold files of small variants may hold events
 */
export async function distilDataset(
  folder: string,
  opened: Opened,
  about: Distilling,
  io: AnalyseIo,
  mayHold = mayHoldSymbolic(opened.inputs),
): Promise<{ dataset: Dataset; scanned: Scanned }> {
  const {
    number,
    added,
    assay,
    policy,
    knowledge,
    sources,
    store,
    threads,
    coverage,
    panels,
    allowEmpty,
  } = about;
  const { assembly, inputs, family, events } = opened;
  if (inputs.some(({ isEmpty }) => isEmpty === true))
    throw usageError(
      "only files of structural variants were given",
      "Give the family's small variants too: an archive is built from them.",
    );
  if (inputs.some(isUnannotated))
    throw new ToolError("E_ANNOTATION", "an archive needs annotated variants", {
      hint: "Import transcripts once (`panelist knowledge import transcripts`), or annotate the file first (`vep --vcf`, `snpEff` or `bcftools csq`).",
    });
  const everywhere = everywhereRescuable(knowledge);
  const { genes, table } = await genesWithExtents(store, assembly, policy.region.margin);
  const kept = distilCriteria(policy, mayHold || events.length > 0);
  const criteria = { ...kept, geneTable: table ?? undefined };
  const all = { table: NO_GENES, wholeGenome: true, known: everywhere };
  const own = await ownAnnotationFor(opened, all, null);
  const plans = planScan(opened, {
    effects: own?.slice,
    policy: withSampleChecks(policy, true),
    genes: { ...NO_GENES, assembly, genes },
    geneAgnostic: true,
    wholeGenome: true,
    rescuable: everywhere,
    spliced: sources?.spliced(criteria.spliceAi, null),
    distil: criteria,
  });
  const scanned = await scanInputs({ inputs, plans }, { scan: "full", threads }, io);
  if (await holdSymbolic(inputs, scanned.result)) {
    if (criteria.deletions === undefined && inputs.every(isReadAgain)) {
      // The header did not say so.
      const again = await Promise.all(inputs.map((input) => reopened(input, policy, io)));
      return distilDataset(folder, { ...opened, inputs: again }, about, io, true);
    }
    besideEvents(events, inputs);
  }
  const told = nothingRead(inputs, scanned);
  refuseEmpty(told, { allowEmpty });
  for (const one of told) io.log.warn(worded(one).text);
  const at = inCase.dataset(folder, number);
  const withRecords = scanned.result?.genesWithRecords ?? [];
  const named = new Set(scanned.result?.genesNamed);
  const unnamed = unnamedGenes(withRecords, genes, named);
  const otherSet = otherGeneSet(unnamed.length, withRecords.length);
  if (otherSet !== null) io.log.warn(otherSet);
  makeFolder(at);
  const layouts = await Promise.all(
    plans.map(async (plan) => (await ownAnnotation(plan))?.layout ?? plan.header.annotations[0]),
  );
  const { lines: asked, copies } = await ofEvents({ ...opened, plans }, policy);
  const read = inputs.map(({ header }, i) => ({
    header,
    layout: layouts[i],
    kept: scanned.kept[i] ?? [],
    further: asked[i] ?? NOTHING,
  }));
  const written = writeDistilled(at, read, criteria, everywhere, named);
  const digests: Record<string, string> = {};
  keepIn(at, "genes.txt", written.names, digests);
  keepIn(at, "alleles.txt", written.alleles, digests);
  if (events.length > 0) keepIn(at, "copies.txt", copies, digests);
  if (coverage !== undefined) {
    const extents = { assembly, panels: [], genes };
    const match = geneMatcher(extents);
    const further = (panels?.genes ?? []).filter(
      ({ symbol, hgncId, ensemblIds: [ensemblGene = null], ncbiId: ncbiGene }) =>
        match({ symbol, hgncId, ensemblGene, ncbiGene }) < 0,
    );
    const known = [...genes, ...further];
    const covered = coveredGenes({ assembly, panels: [], genes: known }, policy.region.margin);
    const text = await keptCoverage(coverage, covered);
    if (text === "") io.log.warn(`${coverage}: no interval lies in a gene, so no coverage is kept`);
    else keepIn(at, COVERAGE_FILE, text, digests);
  }
  const dataset: Dataset = {
    number,
    added,
    assay,
    assembly,
    annotator: annotatorsOf(inputs),
    transcripts: releaseOf(opened.transcripts),
    vcfs: inputs.map(archivedVcf),
    events: events.length === 0 ? undefined : events.map(archivedEvents),
    distilled: written.files.map((file) => ({
      ...file,
      path: join("datasets", String(number), file.path),
    })),
    criteria,
    rules: RULES_NOW,
    digests,
    people: peopleOf(family),
    classifications: usedOf(knowledge),
    splicing: splicingOf(sources),
    unnamed: genes.length === 0 ? undefined : unnamed,
    tally: withoutGenotypes(scanned.result?.tally ?? null),
    fingerprints: fingerprintsKept(scanned.result?.tally ?? null),
    chromosomes: [...scanned.usable].sort(),
    records: scanned.result?.records ?? 0,
  };
  return { dataset, scanned };
}

/** A text that was read is read from its start. */
async function reopened(input: Input, policy: Policy, { stdin }: AnalyseIo): Promise<Input> {
  if (input.text === null) return input;
  const { text } = await openInput(input.path, { policy, allowRemote: false, stdin });
  return { ...input, text };
}

const NOTHING: ReadonlySet<string> = new Set();

/** What events ask to be kept: lines of each input, and where copies are odd, which documents do not tell (DEC-49). */
async function ofEvents(
  opened: Opened & Planned,
  policy: Policy,
): Promise<{ lines: ReadonlySet<string>[]; copies: string }> {
  const { events, inputs, family, assembly } = opened;
  if (events.length === 0) return { lines: [], copies: "" };
  const { chromosomeFindings, readEvents } = await import("../structural/index.ts");
  const { linesInside } = await import("../analysis/events/inside.ts");
  const { linesOfShort } = await import("../analysis/events/short.ts");
  const read = await readEvents(events, family, assembly, { sv: policy.sv, notes: false });
  const lines: ReadonlySet<string>[] = [];
  for (const input of inputs) {
    // oxlint-disable-next-line no-await-in-loop -- one file after the other
    const inside = await linesInside(read.events, input, family.proband, policy);
    // oxlint-disable-next-line no-await-in-loop -- as above
    lines.push(new Set([...inside, ...(await linesOfShort(read.short, input, opened, policy))]));
  }
  const { odd } = chromosomeFindings(read, family, assembly, policy);
  return { lines, copies: placesText(odd) };
}

/** Alleles of any gene. */
export function everywhereRescuable(knowledge: Classifications | null): ScanPlan["rescuable"] {
  return knowledge === null ? undefined : rescuable(knowledge, NO_GENES, true);
}

export function releaseOf(transcripts: Opened["transcripts"]): Dataset["transcripts"] {
  if (transcripts === null) return undefined;
  const { source, release, sha256: digest } = transcripts.used;
  return digest === null ? undefined : { source, release, sha256: digest };
}

/** They are kept as fingerprints. */
function withoutGenotypes(tally: Tally | null): Tally | null {
  if (tally === null) return null;
  const { genotypes: _genotypes, rsIds: _rsIds, ...counts } = tally;
  return counts;
}

/** What is kept does not depend on the panels. */
export const NO_GENES: PanelGenes = { assembly: "GRCh38", panels: [], genes: [] };

function archivedVcf(input: Input): ArchivedVcf {
  const { path, size, digest } = input;
  // A later command may run elsewhere.
  const place = path === "-" ? path : resolve(path);
  return {
    path: place,
    size,
    headerAndIndex: digest,
    ends: size === null ? null : endsDigest(path),
  };
}

function archivedEvents({ path, kind, sample }: EventFile): NonNullable<Dataset["events"]>[number] {
  const { size } = statSync(path);
  return { path: resolve(path), size, ends: endsDigest(path), kind, sample };
}

/** A file of the case, with its digest. @returns its name */
export function keepIn(
  folder: string,
  name: string,
  data: Uint8Array | string,
  digests: Record<string, string>,
): string {
  replaceFile(join(folder, name), data);
  digests[name] = sha256(data);
  return name;
}

function copyInto(
  folder: string,
  path: string | undefined,
  name: string,
  digests: Record<string, string>,
): string | null {
  if (path === undefined || statSync(path, { throwIfNoEntry: false }) === undefined) return null;
  return keepIn(folder, name, readFileSync(path), digests);
}
