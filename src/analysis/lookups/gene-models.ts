/**
 * Exon facts for what is shown (PV-01 to PV-09): from the transcripts that a run annotated with, else from the
 * release that the file says it was annotated with, or the store's newest for the build, if it has the reporting
 * transcript in the same version. Terms and names stay the file's.
 */
import { madeBy } from "../../vcf/index.ts";
import { withoutIdVersion } from "../../core/text.ts";
import type { Allele } from "../../core/allele.ts";
import { CHROMOSOMES } from "../../core/assembly.ts";
import { onceFor } from "../../core/once.ts";
import {
  compoundsOf,
  exonFactsOf,
  openNames,
  openNamer,
  type OpenNamer,
  type ReadTogether,
} from "../../effect/index.ts";
import type { ExonFacts } from "../../effect/types.ts";
import type { KnowledgeUsed } from "../../rank/types.ts";
import type { TranscriptConsequence, TranscriptLine } from "../../vcf/types.ts";
import { isNameless } from "../input.ts";
import { transcriptRelease } from "./transcripts.ts";
import type { Prepared } from "../prepare.ts";

export interface GeneModels {
  used: KnowledgeUsed;
  /** @param allele in minimal representation. null: the transcript is not there in this version */
  of(consequence: TranscriptConsequence, allele: Allele): GeneModel | null;
  /** What alleles on the consequence's transcript do together, by their indices; `inCis` as `compoundsOf` takes it. */
  compounds(
    consequence: TranscriptConsequence,
    alleles: readonly Allele[],
    inCis: (a: number, b: number) => boolean | null,
  ): ReadTogether[];
  /** The same consequence with the names that its annotator does not give (bcftools csq), of the version that is there. */
  named<T extends TranscriptLine>(consequence: T, allele: Allele): T;
}

interface GeneModel {
  facts: ExonFacts;
  /** Of a changed start: coding bases on the genome up to the next methionine, 1-based inclusive. */
  beforeNextMet: { start: number; end: number }[] | null;
}

type Run = Pick<Prepared, "own" | "options" | "assembly"> & Partial<Pick<Prepared, "inputs">>;

/** Opened once, however often a run asks. */
export const releaseOf = onceFor(async ({ own, inputs, options, assembly }: Run) =>
  own === null ? transcriptRelease({ ...options, madeBy: madeBy(inputs) }, assembly) : own.release,
);

/**
 * @param places of what is shown, 1-based inclusive
 * @returns null: no release of the build is at hand
 */
export async function openGeneModels(
  run: Run,
  places: readonly { chrom: string; start: number; end: number }[],
): Promise<GeneModels | null> {
  // Names that bcftools csq leaves out are filled in from here: the version in them is no word of the file's.
  const isNamed = !run.inputs?.some(isNameless);
  if (run.own !== null) return modelsOf(run.own.namer, run.own.release.used, isNamed);
  const release = await releaseOf(run);
  return release === null
    ? null
    : modelsOf(openNamer(release.slice(places, null), null), release.used, isNamed);
}

/** @param isNamed the names of consequences are the file's own */
function modelsOf(namer: OpenNamer, used: KnowledgeUsed, isNamed: boolean): GeneModels {
  const { columns, names } = namer.slice;
  const { id: idOf } = openNames(names);
  const found = (id: string, { chrom, pos, ref }: Allele): number | undefined => {
    const c = CHROMOSOMES.indexOf(chrom);
    for (let t = columns.chromFrom[c] ?? 0; t < (columns.chromFrom[c + 1] ?? 0); t++) {
      if ((columns.start[t] ?? 0) >= pos + ref.length) break;
      if ((columns.end[t] ?? 0) >= pos && [idOf(t), withoutIdVersion(idOf(t))].includes(id))
        return t;
    }
    return undefined;
  };
  const sameVersion = (consequence: TranscriptConsequence, allele: Allele): number | undefined => {
    const id = isNamed ? versioned(consequence) : consequence.transcript;
    const transcript = found(id, allele);
    return transcript !== undefined && idOf(transcript) === id ? transcript : undefined;
  };
  return {
    used,
    named(consequence, allele) {
      const { transcript: id, hgvsc } = consequence;
      const transcript = hgvsc === "" && id !== "" ? found(id, allele) : undefined;
      const told = transcript === undefined ? null : namer.describe(transcript, allele);
      if (told === null) return consequence;
      return { ...consequence, hgvsc: told.hgvsc ?? "", hgvsp: told.hgvsp ?? "" };
    },
    compounds(consequence, alleles, inCis) {
      const [first] = alleles;
      const transcript = first === undefined ? undefined : sameVersion(consequence, first);
      if (transcript === undefined) return [];
      return compoundsOf(namer, transcript, alleles, inCis);
    },
    of(consequence, allele) {
      const transcript = sameVersion(consequence, allele);
      if (transcript === undefined) return null;
      const standing = namer.standingOf(transcript, allele);
      const facts = standing === null ? null : exonFactsOf(namer, standing);
      if (facts === null) return null;
      const { nextMet } = facts;
      return {
        facts,
        beforeNextMet: nextMet === null ? null : firstCodons(namer, transcript, nextMet - 1),
      };
    },
  };
}

/** VEP writes the version of Ensembl's transcripts in the names alone. */
function versioned({ transcript, hgvsc }: TranscriptConsequence): string {
  const named = hgvsc.slice(0, Math.max(0, hgvsc.indexOf(":")));
  return named.startsWith(`${transcript}.`) ? named : transcript;
}

/** Where the first codons of a coding sequence lie. */
function firstCodons(
  { slice: { columns } }: OpenNamer,
  transcript: number,
  codons: number,
): { start: number; end: number }[] {
  const forwards = (columns.strand[transcript] ?? 1) > 0;
  const [low, high] = [columns.cdsStart[transcript] ?? 0, columns.cdsEnd[transcript] ?? 0];
  const found: { start: number; end: number }[] = [];
  let left = 3 * codons;
  const rows = [columns.exonFrom[transcript] ?? 0, columns.exonFrom[transcript + 1] ?? 0];
  for (let i = rows[0] ?? 0; i < (rows[1] ?? 0) && left > 0; i++) {
    const start = Math.max(low, columns.exonStart[i] ?? 0);
    const end = Math.min(high, columns.exonEnd[i] ?? 0);
    const bases = Math.min(left, end - start + 1);
    if (bases <= 0) continue;
    found.push(forwards ? { start, end: start + bases - 1 } : { start: end - bases + 1, end });
    left -= bases;
  }
  return found;
}
