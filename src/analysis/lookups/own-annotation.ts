/**
 * panelist's own annotation in use: the transcripts of a release that a run needs, for the scan; afterwards the
 * names of survivors. Loaded for files without an annotation.
 */
import { canonicalChrom, CHROMOSOMES } from "../../core/assembly.ts";
import { counted } from "../../core/counted.ts";
import { ToolError } from "../../core/errors.ts";
import { isOtherBuild } from "../../core/other-sequence.ts";
import {
  openNames,
  openEngine,
  openNamer,
  refuseOtherBases,
  refuseUncovered,
  type OpenNamer,
  rowMaker,
  withoutCoding,
} from "../../effect/index.ts";
import type { RefStands, TranscriptSlice } from "../../effect/types.ts";
import { having } from "../../io/fasta/index.ts";
import { geneMatcher } from "../../panel/match.ts";
import type { PanelGenes } from "../../panel/types.ts";
import type {
  BatchResult,
  RefTally,
  Survivor,
  SurvivorAllele,
  SurvivorGene,
} from "../../scan/types.ts";
import { classifyAlt, transcriptConsequences } from "../../vcf/index.ts";
import type {
  AnnotationLayout,
  RescuableAlleles,
  TranscriptConsequence,
  TranscriptLine,
  VcfRecord,
} from "../../vcf/types.ts";
import type { Reference } from "./reference.ts";
import { ownLayoutOf, type TranscriptRelease } from "./transcripts.ts";

export interface OwnAnnotation {
  release: TranscriptRelease;
  /** Of every gene that touches what the run reads. */
  slice: TranscriptSlice;
  namer: OpenNamer;
  /** Its entries are whole: with HGVS, numbers of exons, codons. */
  layout: AnnotationLayout;
  /** As the scan holds REF against the release's sequence (VCF-54). */
  refStands(record: Pick<VcfRecord, "contig" | "pos" | "ref" | "altKinds">): RefStands;
  /** Of what was read of files that were annotated so. @throws ToolError E_ASSEMBLY */
  refuseOther(result: Pick<BatchResult, "refs"> | null): void;
  /** Indices of protein-coding genes of the table that the release has no coding sequence of. */
  notCoding(table: PanelGenes): Set<number>;
  /** Survivors of files that were annotated so, with the names of what is shown. */
  named(survivors: readonly Survivor[]): Promise<Survivor[]>;
}

/** 1-based, inclusive. */
type Place = { chrom: string; start: number; end: number };

/** What a run of these genes reads. */
export function placesOf({
  table,
  wholeGenome,
  known,
}: {
  table: PanelGenes;
  wholeGenome: boolean;
  known: RescuableAlleles | undefined;
}): readonly Place[] | "all" {
  if (wholeGenome) return "all";
  return [
    ...table.genes.flatMap(({ region }) => (region === null ? [] : [region])),
    ...(known?.chromosomes ?? []).flatMap(({ chrom, positions }) =>
      Array.from(positions, (pos) => ({ chrom, start: pos, end: pos })),
    ),
  ];
}

/**
 * @param reference for names that reach beyond what the release has, or for all; null: none is given
 * @throws ToolError E_KNOWLEDGE: the release has no sequence, and none is given; E_ASSEMBLY: it lacks a chromosome
 */
export async function openOwnAnnotation(
  release: TranscriptRelease,
  places: readonly Place[] | "all",
  reference: Pick<Reference, "bases" | "file"> | null,
): Promise<OwnAnnotation> {
  const bases = reference?.bases ?? null;
  if (reference !== null && !release.hasSequence)
    refuseUncovered(release.slice(places, null).columns, reference.file, release.name);
  const slice = await having(() => release.slice(places, bases));
  if (slice.columns.count > 0 && slice.columns.bases.length === 0)
    throw new ToolError("E_KNOWLEDGE", `${release.name} was imported without a reference`, {
      hint: "Give the build's reference with --reference, or run `panelist knowledge import transcripts <gff3> --reference <fasta>` again.",
    });
  if (reference !== null && release.hasSequence)
    await having(() =>
      refuseOtherBases(slice.columns, reference.file, reference.bases, release.name),
    );
  const namer = openNamer(slice, bases);
  const engine = openEngine(slice.columns);
  const entriesOf = rowMaker(engine, slice.names, namer);
  const layout = { ...(await ownLayoutOf(release)), entriesOf };
  return {
    release,
    slice,
    namer,
    layout,
    refStands({ contig, pos, ref, altKinds }) {
      const chrom = CHROMOSOMES.indexOf(canonicalChrom(contig) ?? "");
      return chrom < 0 || !altKinds.includes("seq")
        ? "unknown"
        : engine.refStands(chrom, pos, ref.toUpperCase());
    },
    refuseOther(result) {
      if (result?.refs !== undefined) refuseOtherSequence(result.refs, release);
    },
    notCoding(table) {
      const { columns, names } = slice;
      const match = geneMatcher(table);
      return new Set(
        withoutCoding(slice).map((t) => {
          const named = openNames(names).gene(columns.gene[t] ?? 0);
          const chrom = columns.chromFrom.findLastIndex((from) => from <= t);
          const at = { chrom: CHROMOSOMES[chrom] ?? "", pos: columns.start[t] ?? 0 };
          return match(named, at);
        }),
      );
    },
    async named(survivors) {
      const named: Survivor[] = [];
      for (const survivor of survivors) {
        const isOwn = survivor.isOwn === true;
        // oxlint-disable-next-line no-await-in-loop -- bases of a remote reference are fetched place by place
        named.push(isOwn ? await having(() => withNames(survivor, layout)) : survivor);
      }
      return named;
    },
  };
}

/** VCF-54 for the release's own sequence. @throws ToolError E_ASSEMBLY */
export function refuseOtherSequence(
  { compared, wrong, examples: [first] }: RefTally,
  { name }: TranscriptRelease,
): void {
  if (first === undefined || !isOtherBuild(wrong, compared)) return;
  throw new ToolError(
    "E_ASSEMBLY",
    `REF differs from the reference of ${name} in ${wrong} of ${counted(compared, "record")}: ` +
      `${first.ref.slice(0, 20)} at ${first.contig}:${first.pos}`,
    { hint: "Use transcripts for the VCF's build." },
  );
}

function withNames(survivor: Survivor, layout: AnnotationLayout): Survivor {
  const record = recordOf(survivor);
  return {
    ...survivor,
    alleles: survivor.alleles.map((allele): SurvivorAllele => {
      const { entries } = transcriptConsequences(record, allele.alleleIndex, layout);
      return { ...allele, genes: allele.genes.map((gene) => namedGene(gene, entries)) };
    }),
  };
}

function namedGene(gene: SurvivorGene, entries: readonly TranscriptConsequence[]): SurvivorGene {
  const { reporting, worse, others } = gene.consequence;
  const wholeOf = (transcript: string): TranscriptConsequence | undefined =>
    entries.find((e) => e.transcript === transcript);
  const named = (shown: TranscriptConsequence): TranscriptConsequence => {
    const whole = wholeOf(shown.transcript);
    // The class is the one in this gene.
    return whole === undefined ? shown : { ...whole, class: shown.class };
  };
  const namedLine = (line: TranscriptLine): TranscriptLine => {
    const { hgvsc, hgvsp, exon, intron } = wholeOf(line.transcript) ?? line;
    return { ...line, hgvsc, hgvsp, exon, intron };
  };
  return {
    ...gene,
    consequence: {
      ...gene.consequence,
      reporting: named(reporting),
      worse: worse === null ? null : named(worse),
      others: others.map(namedLine),
    },
  };
}

/** As much of the record as the engine asks for. */
function recordOf({ contig, pos, id, ref, alts, filters }: Survivor): VcfRecord {
  const altKinds = alts.map((alt) => classifyAlt(alt, ref) ?? "none");
  const empty = { info: ".", formatKeys: [], sampleTexts: [] };
  return { contig, pos, id, ref, alts, altKinds, filters, ...empty };
}
