/**
 * A case's kept lines read by another release of transcripts: the next dataset of the case, and how much of its
 * panels' exons those lines can show, since they were kept by the exons of the release before.
 */
import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { inCase, makeFolder } from "../archive/index.ts";
import type { Dataset } from "../archive/types.ts";
import { CHROMOSOMES } from "../core/assembly.ts";
import { isToolError, ToolError } from "../core/errors.ts";
import type { Policy } from "../core/policy.ts";
import type { PanelGenes } from "../panel/types.ts";
import { keptReach } from "../scan/index.ts";
import type { AnnotationSources } from "../analysis/lookups/annotation-sources.ts";
import type { Classifications } from "../analysis/lookups/classifications.ts";
import { annotatorsOf } from "../analysis/input-checks.ts";
import { linesOfInput } from "../analysis/input-lines.ts";
import { ownAnnotationFor } from "../analysis/own-transcripts.ts";
import type { Opened } from "../analysis/prepare.ts";
import type { TranscriptRelease } from "../analysis/lookups/transcripts.ts";
import { everywhereRescuable, keepIn, NO_GENES, releaseOf } from "./add.ts";
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
    throw new ToolError("E_USAGE", `its file was annotated before it came (${annotator ?? "?"})`, {
      hint: "Annotate its VCF anew, and run `panelist archive reannotate <archive> <case> <vcf...>`.",
    });
  if (then.sha256 === now.sha256)
    throw new ToolError("E_USAGE", `its lines are read by ${name} already`);
}

/** Of the panels' exons. */
export interface KeptExons {
  bases: number;
  /** That lie where lines were kept; null: the release by which they were kept is not at hand. */
  kept: number | null;
}

/**
 * @param table null: of all genes
 * @param open a release of the store by its name
 */
export async function keptExons(
  release: TranscriptRelease,
  dataset: Dataset,
  table: PanelGenes | null,
  open: (word: string) => Promise<TranscriptRelease | null>,
): Promise<KeptExons> {
  const { exonZones } = await import("../effect/index.ts");
  const places = table?.genes.flatMap(({ region }) => region ?? []) ?? "all";
  const zonesOf = ({ slice }: TranscriptRelease, margin: number): [number, number][][] => {
    const { columns } = slice(places, null);
    return CHROMOSOMES.map((_, i) => {
      const { starts, ends } = exonZones(columns, i, margin);
      return Array.from(starts, (start, n): [number, number] => [start, ends[n] ?? start]);
    });
  };
  const exons = zonesOf(release, 0);
  const wanted =
    places === "all"
      ? exons
      : CHROMOSOMES.map((chrom, i) =>
          union(places.filter((place) => place.chrom === chrom)).flatMap((place) =>
            common([place], exons[i] ?? []),
          ),
        );
  const keptBy = dataset.keptBy ?? dataset.transcripts;
  const then = keptBy && (await openKept(`${keptBy.source}@${keptBy.release}`, open));
  const zones = then && zonesOf(then, keptReach(dataset.criteria));
  return {
    bases: sum(wanted),
    kept: zones ? sum(wanted.map((own, i) => common(own, zones[i] ?? []))) : null,
  };
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

function union(places: readonly { start: number; end: number }[]): [number, number][] {
  const merged: [number, number][] = [];
  for (const { start, end } of [...places].sort((a, b) => a.start - b.start)) {
    const last = merged.at(-1);
    if (last !== undefined && start <= last[1] + 1) last[1] = Math.max(last[1], end);
    else merged.push([start, end]);
  }
  return merged;
}

/** What two lists of stretches share; each is sorted and without overlaps. */
function common(
  left: readonly [number, number][],
  right: readonly [number, number][],
): [number, number][] {
  const shared: [number, number][] = [];
  for (let i = 0, k = 0; i < left.length && k < right.length;) {
    const [a = [0, 0], b = [0, 0]] = [left[i], right[k]];
    const [start, end] = [Math.max(a[0], b[0]), Math.min(a[1], b[1])];
    if (start <= end) shared.push([start, end]);
    if (a[1] < b[1]) i++;
    else k++;
  }
  return shared;
}

function sum(stretches: readonly [number, number][][]): number {
  return stretches.flat().reduce((bases, [start, end]) => bases + end - start + 1, 0);
}
