/**
 * A dataset of a case: one scan of the originals keeps what could ever become a candidate, and writes it into the
 * case's folder.
 */
import { statSync } from "node:fs";
import { join, resolve } from "node:path";
import { COVERAGE_FILE, inCase, makeFolder, replaceFile } from "../archive/index.ts";
import type { ArchivedVcf, Dataset } from "../archive/types.ts";
import { sha256 } from "../core/digest.ts";
import { ToolError, usageError } from "../core/errors.ts";
import { RULES_NOW } from "../core/rules.ts";
import { distilCriteria, ownAnnotation } from "../scan/index.ts";
import type { ScanPlan } from "../scan/types.ts";
import type { Policy } from "../core/policy.ts";
import { geneMatcher } from "../panel/match.ts";
import type { PanelGenes } from "../panel/types.ts";
import { peopleOf, type Tally } from "../pedigree/index.ts";
import { worded } from "../report/index.ts";
import type { AnalyseIo } from "../analysis/io.ts";
import { splicingOf } from "./case-sources.ts";
import { placesText } from "./carried.ts";
import { usedOf } from "./classifications.ts";
import { writeDistilled } from "./distil.ts";
import { endsDigest } from "./ends-digest.ts";
import { fingerprintsKept } from "./known-people.ts";
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
import { annotatorsOf, isUnannotated } from "../analysis/input-checks.ts";
import { ownAnnotationFor } from "../analysis/own-transcripts.ts";
import { planScan, withSampleChecks, type Opened, type Planned } from "../analysis/prepare.ts";
import { otherGeneSet, unnamedGenes } from "./unnamed.ts";
import { coveredGenes } from "../analysis/lookups/gene-annotations.ts";
import { keptCoverage } from "../genes/kept-coverage.ts";
import { refuseEmpty } from "../analysis/completeness.ts";
import { nothingRead } from "../analysis/nothing-read.ts";
import { scanInputs, type Scanned } from "../analysis/scan.ts";

/** What a dataset is made under. */
interface Distilling extends Pick<AnalyseOptions, "store" | "threads" | "coverage" | "allowEmpty"> {
  number: number;
  added: string;
  assay: string | null;
  policy: Policy;
  knowledge: Classifications | null;
  sources: AnnotationSources | null;
  /** Of the case: coverage of their genes is taken, and lines of those that the annotation never names are kept. */
  panels: PanelGenes;
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
  const { number, added, assay, policy, knowledge, sources, store, threads, coverage, allowEmpty } =
    about;
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
  const placed = await genesWithExtents(store, assembly, policy.region.margin);
  const { table } = placed;
  const further = furtherGenes(placed.genes, about, assembly);
  const genes = [...placed.genes, ...further.filter(({ region }) => region !== null)];
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
  own?.refuseOther(scanned.result);
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
  const otherSet = table === null ? null : otherGeneSet(unnamed.length, withRecords.length);
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
    const either = { assembly, panels: [], genes: [...placed.genes, ...further] };
    const text = await keptCoverage(coverage, coveredGenes(either, policy.region.margin));
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

/** Genes of the panels that are not among those of the build. */
function furtherGenes(
  genes: PanelGenes["genes"],
  { panels }: Distilling,
  assembly: PanelGenes["assembly"],
): PanelGenes["genes"] {
  const match = geneMatcher({ assembly, panels: [], genes });
  return (panels?.genes ?? []).filter(
    ({ symbol, hgncId, ensemblIds: [ensemblGene = null], ncbiId: ncbiGene }) =>
      match({ symbol, hgncId, ensemblGene, ncbiGene }) < 0,
  );
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
  const { linesInSmall } = await import("../analysis/events/in-small.ts");
  const { linesInside } = await import("../analysis/events/inside.ts");
  const { linesOfShort } = await import("../analysis/events/short.ts");
  const read = await readEvents(events, family, assembly, { sv: policy.sv, notes: false });
  const lines: ReadonlySet<string>[] = [];
  for (const input of inputs) {
    // oxlint-disable-next-line no-await-in-loop -- one file after the other
    const inside = await linesInside(read.events, input, family.proband, policy);
    // oxlint-disable-next-line no-await-in-loop -- as above
    const same = await linesInSmall(read.events, input, family.proband, policy);
    // oxlint-disable-next-line no-await-in-loop -- as above
    const short = await linesOfShort(read.short, input, opened, policy);
    lines.push(new Set([...inside, ...same, ...short]));
  }
  return { lines, copies: placesText(chromosomeFindings(read, family, assembly, policy).odd) };
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
  return { path: resolve(path), size: statSync(path).size, ends: endsDigest(path), kind, sample };
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
