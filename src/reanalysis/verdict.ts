/** `archive report` and `archive dismiss`: a person's decision on a variant of a case, kept with the case. */
import { join } from "node:path";
import { Readable } from "node:stream";
import {
  addVerdicts,
  hgvsNames,
  inArchive,
  openArchive,
  readCase,
  readHead,
  readRun,
  readSnapshot,
  withCase,
} from "../archive/index.ts";
import type { CaseFile, Dataset, HumanVerdict, ReportedClass, RunFile } from "../archive/types.ts";
import { parseAlleleOf, type Allele } from "../core/allele.ts";
import { canonicalChrom, type Assembly } from "../core/assembly.ts";
import { isOutsideGene } from "../core/consequences.ts";
import { ToolError } from "../core/errors.ts";
import { DEFAULT_POLICY } from "../core/policy.ts";
import type { AnnotationLayout, VcfRecord } from "../vcf/types.ts";
import {
  type AlleleAnnotation,
  decodeRecord,
  isSameAllele,
  minimalAllele,
  minimalRepresentation,
  transcriptConsequences,
} from "../vcf/index.ts";
import { recordsAt } from "../analysis/find-record.ts";
import { openInput } from "../analysis/inputs.ts";
import { openGeneNames } from "../analysis/lookups/gene-names.ts";
import { toldPlaces, type Place } from "../analysis/withheld.ts";
import { tableOf, uniquePanels } from "../library/panels.ts";

interface VerdictOptions {
  archive: string;
  case: string;
  /** `chrom:pos:ref:alt`, as in the VCF or in a report. */
  variant: string;
  kind: HumanVerdict["kind"];
  class: ReportedClass | null;
  why: string | null;
  by: string;
  /** The day of the verdict. */
  date: string;
  now: Date;
  /** Of the gene tables that place the policy's `incidentalGenes`; undefined: none. */
  store?: string | undefined;
}

/**
 * @returns what is now in the case
 * @throws ToolError E_USAGE: not a variant; E_INPUT_MISSING: no such case, or the case holds no such variant, or
 *   of the variant nothing may be told, held or not (DEC-49)
 */
export async function giveVerdict(options: VerdictOptions): Promise<HumanVerdict> {
  const { archive, case: id, kind, why, by, date } = options;
  openArchive(archive);
  const file = readCase(archive, id);
  const folder = inArchive.case(archive, id);
  const dataset = file.datasets.at(-1);
  if (dataset === undefined) throw new ToolError("E_ARCHIVE", "the case has no dataset");
  const run = readRun(folder, readHead(folder).run);
  const verdict: HumanVerdict = {
    kind,
    ...(await toVerdict(options.variant, { ...options, file, dataset, run, madeOn: run })),
    class: options.class,
    why,
    by,
    date,
    recorded: options.now.toISOString(),
    dataset: dataset.number,
  };
  const what = kind === "reported" ? "report" : "dismiss";
  const detail = [options.variant, options.class, why].filter((part) => part !== null).join(" ");
  await withCase(archive, id, () => {
    addVerdicts(folder, [verdict], { date: verdict.recorded, by, what, detail });
    return Promise.resolve();
  });
  return verdict;
}

/**
 * What a verdict says of the variant itself.
 * @param variant `chrom:pos:ref:alt`
 * @param about `run`: the latest, by which what may be told is judged; `madeOn`: whose candidate it may be
 * @throws ToolError as `giveVerdict`
 */
export async function toVerdict(
  variant: string,
  about: Pick<VerdictOptions, "archive" | "store"> & {
    file: CaseFile;
    dataset: Dataset;
    run: RunFile;
    madeOn: RunFile;
  },
): Promise<Pick<HumanVerdict, "assembly" | "chrom" | "pos" | "ref" | "alt" | "gene" | "hgvs">> {
  const { archive, file, dataset, run, madeOn, store } = about;
  const { assembly } = dataset;
  const folder = inArchive.case(archive, file.id);
  const allele = alleleOf(variant, assembly);
  const held = await inDataset(folder, dataset, allele);
  const shown = inRun(run, allele);
  const places = [placeOf(allele), ...(held === null ? [] : [held.place])];
  if (shown === null && !(await areTold(places, { archive, run, file, assembly, store })))
    throw new ToolError("E_INPUT_MISSING", `${variant} is withheld as an incidental finding`, {
      path: folder,
      hint: "Use a policy with `incidental: show` to see incidental findings.",
    });
  const named = held?.named ?? shown ?? inRun(madeOn, allele);
  if (named === null)
    throw new ToolError("E_INPUT_MISSING", `the case does not have ${variant}`, {
      path: folder,
      hint: "Write the variant as in the VCF or the output of `panelist archive show`.",
    });
  return { assembly, ...allele, ...named };
}

function alleleOf(text: string, assembly: Assembly): Allele {
  const { chrom, pos, ref, alt } = parseAlleleOf(text, assembly);
  return { chrom: canonicalChrom(chrom) ?? chrom, ...minimalRepresentation(pos, ref, alt) };
}

type Named = Pick<HumanVerdict, "gene" | "hgvs">;

function placeOf({ chrom, pos, ref }: Allele): Place {
  return { chrom, pos, end: pos + ref.length - 1, genes: [] };
}

interface About {
  archive: string;
  run: RunFile;
  file: CaseFile;
  /** Of the places. */
  assembly: Assembly;
  store: string | undefined;
}

/** Those of variants that the run shows, or of which something may be told (DEC-49). */
export async function toldVerdicts(
  verdicts: readonly HumanVerdict[],
  about: Omit<About, "assembly">,
): Promise<HumanVerdict[]> {
  const told: HumanVerdict[] = [];
  for (const verdict of verdicts) {
    const { assembly, gene: symbol } = verdict;
    const none = { hgncId: null, ensemblGene: null, ncbiGene: null };
    const genes = symbol === null ? [] : [{ ...none, symbol, inside: true }];
    const place = { ...placeOf(verdict), genes };
    const isShown = about.run.report.assembly === assembly && inRun(about.run, verdict) !== null;
    // oxlint-disable-next-line no-await-in-loop -- a case has one or two
    if (isShown || (await areTold([place], { ...about, assembly }))) told.push(verdict);
  }
  return told;
}

/** As `explain` decides it, by what the run knew. */
async function areTold(
  places: readonly Place[],
  { archive, run: { knowledge }, file: { analysis }, assembly, store }: About,
): Promise<boolean> {
  const policy = readSnapshot(archive, "policies", knowledge.policy);
  const panels = knowledge.panels.map(({ snapshot }) => readSnapshot(archive, "panels", snapshot));
  const table = tableOf(uniquePanels(panels), analysis, policy, assembly);
  const basis = { assembly, table, policy, options: { store } };
  const none = { ...basis, classifications: null, patient: null };
  const { identify } = await openGeneNames(none);
  const isTold = await toldPlaces(basis, identify);
  return places.every((place) => isTold(place));
}

/** Every transcript that the kept record names. */
async function inDataset(
  folder: string,
  dataset: Dataset,
  wanted: Allele,
): Promise<{ named: Named; place: Place } | null> {
  const kept = await keptAllele(folder, dataset, wanted);
  if (kept === null) return null;
  const { record, annotation } = kept;
  const { entries } = annotation;
  const genes = entries.map((entry) => ({ ...entry, inside: !isOutsideGene(entry.terms) }));
  return {
    named: { gene: entries[0]?.symbol ?? null, hgvs: hgvsNames(entries) },
    place: { ...placeOf({ ...wanted, pos: record.pos, ref: record.ref }), genes },
  };
}

interface KeptAllele {
  record: VcfRecord;
  layout: AnnotationLayout;
  annotation: AlleleAnnotation;
}

/** An allele as the dataset keeps it; null: it does not, or its annotation was not understood. */
export async function keptAllele(
  folder: string,
  { distilled }: Dataset,
  wanted: Allele,
): Promise<KeptAllele | null> {
  for (const { path } of distilled) {
    // oxlint-disable-next-line no-await-in-loop -- one or two files
    const input = await openInput(join(folder, path), {
      policy: DEFAULT_POLICY,
      allowRemote: false,
      stdin: Readable.from([]),
    });
    const layout = input.header.annotations[0];
    if (layout === undefined) continue;
    // An indel stands at the base before its minimal position where the caller padded it.
    for (const pos of [wanted.pos, wanted.pos - 1])
      for (const line of recordsAt(input, wanted.chrom, pos, DEFAULT_POLICY) ?? []) {
        const record = decodeRecord(line, input.header, { path });
        const index = record.alts.findIndex((_, i) =>
          isSameAllele(minimalAllele(record, i + 1), wanted),
        );
        if (index < 0) continue;
        return { record, layout, annotation: transcriptConsequences(record, index + 1, layout) };
      }
  }
  return null;
}

/** A run that read the original may show what was not kept. */
function inRun({ report }: RunFile, wanted: Allele): Named | null {
  const shown = [...report.candidates, ...Object.values(report.untiered).flat()];
  for (const { gene, variants } of shown)
    for (const { chrom, pos, ref, alt, consequence, worse } of variants) {
      if (chrom !== wanted.chrom) continue;
      if (!isSameAllele(minimalRepresentation(pos, ref, alt), wanted)) continue;
      const entries = worse === null ? [consequence] : [consequence, worse];
      return { gene: gene.symbol, hgvs: hgvsNames(entries) };
    }
  return null;
}
