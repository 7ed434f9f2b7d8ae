/** Whether a run works consequences out by itself, and by which transcripts: the engine is loaded for it alone. */
import type { Assembly } from "../core/assembly.ts";
import { counted } from "../core/counted.ts";
import type { Log } from "../core/log.ts";
import type { Told } from "../core/warnings.ts";
import type { PanelGenes } from "../panel/types.ts";
import type { ScanPlan, Survivor } from "../scan/types.ts";
import { hasKind } from "../store/names.ts";
import { minimalAllele, madeBy } from "../vcf/index.ts";
import { type Input, isNameless } from "./input.ts";
import { isUnannotated } from "./input-checks.ts";
import type { GeneModels } from "./lookups/gene-models.ts";
import type { OwnAnnotation } from "./lookups/own-annotation.ts";
import type { Reference } from "./lookups/reference.ts";
import type { TranscriptRelease } from "./lookups/transcripts.ts";
import type { InputOptions, LookupOptions } from "./options.ts";
import type { Planned, Prepared } from "./prepare.ts";

/** ANN-03: the file's own annotation counts, unless transcripts are named. The engine is loaded where it is needed. */
export async function transcriptsFor(
  inputs: readonly Input[],
  options: InputOptions & Pick<LookupOptions, "store" | "reference">,
  assembly: Assembly,
  log: Log,
): Promise<TranscriptRelease | null> {
  const isNamed = options.transcripts !== undefined;
  const wanted = inputs.filter((input) => isNamed || isUnannotated(input));
  if (wanted.length === 0 || options.transcripts === "none") return null;
  if (!isNamed && !hasKind(options.store, "transcripts")) return null;
  const { ownLayoutOf, transcriptRelease } = await import("./lookups/transcripts.ts");
  const release = await transcriptRelease(options, assembly);
  if (release === null) return null;
  const layout = await ownLayoutOf(release);
  for (const input of wanted) {
    const { annotations } = input.header;
    const [passedOver] = annotations;
    input.header = { ...input.header, annotations: [layout, ...annotations] };
    const instead =
      passedOver === undefined ? "" : `, instead of the file's INFO/${passedOver.tag}`;
    log.info(`${input.path}: consequences by panelist with ${release.name}${instead}`);
  }
  return release;
}

/** A file that was annotated with another release than the one that its transcripts' facts rest on. */
export async function madeByOthers(
  inputs: readonly Input[],
  { transcripts, store }: InputOptions & Pick<LookupOptions, "store">,
  assembly: Assembly,
): Promise<Told[]> {
  const made = madeBy(inputs);
  if (made === null || transcripts !== undefined || !hasKind(store, "transcripts")) return [];
  const { otherRelease } = await import("./lookups/transcripts.ts");
  const facts = await otherRelease(made, store, assembly);
  return facts === null ? [] : [{ code: "annotated_by_other", facts }];
}

/**
 * The table with the places that transcripts give to genes without one: those that the run annotates with, else those
 * that the file was annotated with, else the store's newest of the build.
 */
export async function withReleasePlaces(
  table: PanelGenes,
  { transcripts, inputs }: { transcripts: TranscriptRelease | null; inputs: readonly Input[] },
  options: InputOptions & Pick<LookupOptions, "store" | "reference">,
  { log, margin }: { log: Log; margin: number },
): Promise<PanelGenes> {
  const isHeld = options.transcripts !== "none" && hasKind(options.store, "transcripts");
  if (table.genes.every(({ region }) => region !== null) || (transcripts === null && !isHeld))
    return table;
  const { transcriptRelease } = await import("./lookups/transcripts.ts");
  const release =
    transcripts ??
    (await transcriptRelease({ ...options, madeBy: madeBy(inputs) }, table.assembly));
  if (release === null) return table;
  const { placedBy } = await import("./lookups/release-places.ts");
  const placed = placedBy(release.slice("all", null), table, margin);
  const found = placed.genes.filter((gene, i) => gene !== table.genes[i]).length;
  log.info(`${release.name}: gives coordinates to ${counted(found, "gene")} that had none`);
  return placed;
}

/** Those that the run annotates with, or that others may be taken from. */
export function holdsTranscripts({ own, options }: Pick<Prepared, "own" | "options">): boolean {
  return own !== null || (options.transcripts !== "none" && hasKind(options.store, "transcripts"));
}

/** The transcripts of what a run reads, with their names. @param known alleles that the store can rescue */
export async function ownAnnotationFor(
  { transcripts }: { transcripts: TranscriptRelease | null },
  reading: { table: PanelGenes; wholeGenome: boolean; known: ScanPlan["rescuable"] },
  reference: Reference | null,
): Promise<OwnAnnotation | null> {
  if (transcripts === null) return null;
  const { openOwnAnnotation, placesOf } = await import("./lookups/own-annotation.ts");
  return openOwnAnnotation(transcripts, placesOf(reading), reference);
}

/** By what names are looked up where the run's own annotation or the file's has none; null: by nothing. */
export async function annotationForNames(
  prepared: Prepared & Planned,
): Promise<OwnAnnotation | null> {
  const { own, inputs, options, assembly, table, plans, reference } = prepared;
  if (own !== null || !inputs.some(isNameless) || !hasKind(options.store, "transcripts"))
    return own;
  const { transcriptRelease } = await import("./lookups/transcripts.ts");
  const transcripts = await transcriptRelease(options, assembly);
  const wholeGenome = plans.some((plan) => plan.wholeGenome);
  const reading = { table, wholeGenome, known: undefined };
  return ownAnnotationFor({ transcripts }, reading, reference);
}

/**
 * Survivors with names by HGVS: where their consequences were worked out, and where bcftools csq gives none and the
 * store has the transcript.
 */
export async function namedSurvivors(
  run: Pick<Prepared, "own" | "inputs" | "options" | "assembly">,
  survivors: readonly Survivor[],
): Promise<readonly Survivor[]> {
  const { own, inputs, options } = run;
  const named = own === null ? survivors : await own.named(survivors);
  if (!inputs.some(isNameless) || !holdsTranscripts({ own: null, options })) return named;
  const { openGeneModels } = await import("./lookups/gene-models.ts");
  const places = named.map(({ chrom, pos, ref }) => ({ chrom, start: pos, end: pos + ref.length }));
  const models = await openGeneModels(run, places);
  return models === null ? named : named.map((survivor) => withNames(survivor, models));
}

function withNames(survivor: Survivor, models: GeneModels): Survivor {
  const { chrom } = survivor;
  return {
    ...survivor,
    alleles: survivor.alleles.map((allele) => {
      const at = { chrom, ...minimalAllele(survivor, allele.alleleIndex) };
      const genes = allele.genes.map((gene) => {
        const { reporting, worse, others } = gene.consequence;
        const names = {
          reporting: models.named(reporting, at),
          worse: worse === null ? null : models.named(worse, at),
          others: others.map((line) => models.named(line, at)),
        };
        return { ...gene, consequence: { ...gene.consequence, ...names } };
      });
      return { ...allele, genes };
    }),
  };
}
