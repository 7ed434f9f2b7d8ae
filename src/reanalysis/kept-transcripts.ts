/**
 * A case's kept lines read with another release of transcripts: the case's next dataset, and how much of its
 * panels' exons those lines can cover, since they were kept for the exons of the previous release.
 */
import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { inCase, makeFolder, readList } from "../archive/index.ts";
import type { Dataset } from "../archive/types.ts";
import { CHROMOSOMES } from "../core/assembly.ts";
import { isToolError, ToolError } from "../core/errors.ts";
import type { Policy } from "../core/policy.ts";
import type { TranscriptSlice } from "../effect/types.ts";
import type { PanelGenes } from "../panel/types.ts";
import { byChromosome, keptReach } from "../scan/index.ts";
import type { AnnotationSources } from "../analysis/lookups/annotation-sources.ts";
import type { Classifications } from "../analysis/lookups/classifications.ts";
import { annotatorsOf } from "../analysis/input-checks.ts";
import { linesOfInput } from "../analysis/input-lines.ts";
import { ownAnnotationFor } from "../analysis/own-transcripts.ts";
import { lacksRegion, type Opened } from "../analysis/prepare.ts";
import { exonsOfGenes } from "../library/gene-exons.ts";
import { transcriptRelease, type TranscriptRelease } from "../analysis/lookups/transcripts.ts";
import { everywhereRescuable, keepIn, NO_GENES, releaseOf } from "./dataset.ts";
import { copyCoverage } from "./case-coverage.ts";
import { KeptNames } from "./distil.ts";

/** The case before, and where its next dataset is made. */
export interface Making {
  folder: string;
  workshop: string;
  old: Dataset;
  number: number;
  added: string;
  policy: Policy;
  knowledge: Classifications | null;
  sources: AnnotationSources | null;
}

/** @param opened the kept files, with the release by which they are read now */
export async function readByTranscripts(
  opened: Opened,
  { folder, workshop, old, number, added, policy, knowledge }: Making,
): Promise<Dataset> {
  const at = inCase.dataset(workshop, number);
  makeFolder(at);
  const distilled = old.distilled.map(({ path, ...file }) => {
    const name = path.slice(path.lastIndexOf("/") + 1);
    for (const end of ["", ".tbi"]) copyFileSync(join(folder, path + end), join(at, name + end));
    return { ...file, path: join("datasets", String(number), name) };
  });
  const known = everywhereRescuable(knowledge);
  const own = await ownAnnotationFor(opened, { table: NO_GENES, wholeGenome: true, known }, null);
  const listed = new KeptNames(known);
  for (const input of opened.inputs)
    if (own !== null)
      // oxlint-disable-next-line no-await-in-loop -- one file after the other, in their order
      for await (const line of linesOfInput(input, policy))
        listed.add(line, { header: input.header, layout: own.layout });
  const { names, alleles } = listed.texts();
  const digests: Record<string, string> = {};
  keepIn(at, "genes.txt", names, digests);
  keepIn(at, "alleles.txt", alleles, digests);
  const copies = readList(folder, old, "copies");
  if (copies !== null) keepIn(at, "copies.txt", copies, digests);
  const made: Dataset = {
    ...old,
    number,
    added,
    annotator: annotatorsOf(opened.inputs),
    transcripts: releaseOf(opened.transcripts),
    keptBy: old.keptBy ?? old.transcripts,
    distilled,
    digests,
    resequenced: undefined,
  };
  return { ...made, digests: copyCoverage(folder, old, { folder: workshop, dataset: made }) };
}

/** @throws ToolError E_USAGE: what keeps the lines of a case from being read by the release */
export function refuseRelease(
  { transcripts: then, annotator }: Dataset,
  { used: now, name }: TranscriptRelease,
): void {
  if (then === undefined)
    throw new ToolError(
      "E_USAGE",
      `its file was already annotated when it was added (${annotator ?? "?"})`,
      {
        hint: "Annotate its VCF again, and run `panelist archive reannotate <archive> <case> <vcf...>`.",
      },
    );
  if (then.sha256 === now.sha256) throw new ToolError("E_USAGE", `it already uses ${name}`);
}

/** Which genes of the table the release has no transcript of, by index. */
export function lackedBy(release: TranscriptRelease, table: PanelGenes): number[] {
  const exons = exonsOfGenes(table, release.slice(placesOf(table), null));
  return exons.flatMap((of, i) => (of.length === 0 ? [i] : []));
}

/** A gene that nothing places may lie anywhere. */
function placesOf({ genes }: PanelGenes): Parameters<TranscriptRelease["slice"]>[0] {
  return lacksRegion(genes) ? "all" : genes.flatMap(({ region }) => region ?? []);
}

/**
 * The release by which a case's lines were kept, and what reads them now.
 * @returns null: its file was annotated elsewhere, or the store lost the release
 */
export async function keptByRelease(
  { keptBy, transcripts, assembly }: Pick<Dataset, "keptBy" | "transcripts" | "assembly">,
  now: TranscriptRelease | null,
  store: string | undefined,
): Promise<TranscriptRelease | null> {
  const then = keptBy ?? transcripts;
  if (then === undefined || then.sha256 === now?.used.sha256) return now;
  return openKept(`${then.source}@${then.release}`, (word) =>
    transcriptRelease({ store, transcripts: word }, assembly),
  );
}

/** Of the panels' exons. */
export interface KeptExons {
  bases: number;
  /** That lie where lines were kept; null: the release by which they were kept is not at hand. */
  kept: number | null;
}

/** @param table null: of all genes */
export async function keptExons(
  release: TranscriptRelease,
  dataset: Pick<Dataset, "keptBy" | "transcripts" | "assembly" | "criteria" | "unnamed">,
  table: PanelGenes | null,
  store: string | undefined,
): Promise<KeptExons> {
  const { exonZones } = await import("../effect/index.ts");
  const places = table === null ? "all" : placesOf(table);
  const zonesOf = ({ columns }: TranscriptSlice, margin: number): Stretches[] =>
    CHROMOSOMES.map((_, i) => exonZones(columns, i, margin));
  const slice = release.slice(places, null);
  const exons = table && exonsOfGenes(table, slice);
  const own = exons && byChromosome(exons.flat());
  const wanted = own ? CHROMOSOMES.map((chrom) => own.get(chrom) ?? NONE) : zonesOf(slice, 0);
  const then = await keptByRelease(dataset, release, store);
  const zones = then && zonesOf(then.slice(places, null), keptReach(dataset.criteria));
  // Lines of a gene that the release did not name were kept by its place.
  const unnamed = new Set(dataset.unnamed);
  const byPlace = byChromosome(
    (exons ?? []).filter((_, i) => unnamed.has(upperOf(table, i))).flat(),
  );
  const keptAt = (one: Stretches, i: number): number => {
    const placed = byPlace.get(CHROMOSOMES[i] ?? "") ?? NONE;
    const zone = zones?.[i] ?? NONE;
    const twice = basesOf([common(common(one, zone), placed)]);
    return basesOf([common(one, zone), common(one, placed)]) - twice;
  };
  return {
    bases: basesOf(wanted),
    kept: zones ? wanted.map(keptAt).reduce((sum, bases) => sum + bases, 0) : null,
  };
}

function upperOf(table: PanelGenes | null, i: number): string {
  return table?.genes[i]?.symbol.toUpperCase() ?? "";
}

async function openKept(
  word: string,
  open: (word: string) => Promise<TranscriptRelease | null>,
): Promise<TranscriptRelease | null> {
  try {
    return await open(word);
  } catch (error) {
    if (isToolError(error) && error.code === "E_INPUT_MISSING") return null;
    throw error;
  }
}

/** Sorted, without overlaps. */
type Stretches = Record<"starts" | "ends", Int32Array>;

const NONE: Stretches = { starts: new Int32Array(), ends: new Int32Array() };

function common(left: Stretches, right: Stretches): Stretches {
  const [starts, ends]: [number[], number[]] = [[], []];
  for (let i = 0, k = 0; i < left.starts.length && k < right.starts.length;) {
    const [a = 0, b = 0] = [left.ends[i], right.ends[k]];
    const start = Math.max(left.starts[i] ?? 0, right.starts[k] ?? 0);
    if (start <= Math.min(a, b)) {
      starts.push(start);
      ends.push(Math.min(a, b));
    }
    if (a < b) i++;
    else k++;
  }
  return { starts: Int32Array.from(starts), ends: Int32Array.from(ends) };
}

function basesOf(all: readonly Stretches[]): number {
  let bases = 0;
  for (const { starts, ends } of all)
    for (const [i, start] of starts.entries()) bases += (ends[i] ?? 0) - start + 1;
  return bases;
}
