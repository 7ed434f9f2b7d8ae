/**
 * Exon facts for what is shown (PV-01 to PV-09): from the transcripts that a run annotated with, else from the
 * release that has the reporting transcript in the same version: the one that the file says it was annotated with
 * before the store's newest for the build. Terms and names stay the file's.
 */
import { madeBy, vepReleases } from "../../vcf/index.ts";
import type { Allele } from "../../core/allele.ts";
import { once, onceFor } from "../../core/once.ts";
import {
  compoundsOf,
  exonFactsOf,
  firstCodons,
  openNames,
  openNamer,
  type OpenNamer,
  type ReadTogether,
  transcriptAt,
  versionedId,
} from "../../effect/index.ts";
import type { ExonFacts } from "../../effect/types.ts";
import type { KnowledgeUsed } from "../../rank/types.ts";
import type { TranscriptConsequence, TranscriptLine } from "../../vcf/types.ts";
import { isNameless } from "../input.ts";
import { type ReleaseAsked, transcriptReleases } from "./transcripts.ts";
import type { Prepared } from "../prepare.ts";

export interface GeneModels {
  /** The releases that facts of these are from; of none, the first that was asked. */
  usedFor(shown: readonly Shown[]): KnowledgeUsed[];
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

/** @property allele in minimal representation */
interface Shown {
  consequence: TranscriptConsequence;
  allele: Allele;
}

interface GeneModel {
  facts: ExonFacts;
  /** Of a changed start: coding bases on the genome up to the next methionine, 1-based inclusive. */
  beforeNextMet: { start: number; end: number }[] | null;
}

type Run = Pick<Prepared, "own" | "options" | "assembly"> & Partial<Pick<Prepared, "inputs">>;

/** Opened once, however often a run asks. */
export const releasesOf = onceFor(
  async ({ own, inputs, options, assembly }: Run): Promise<ReleaseAsked[]> =>
    own === null
      ? transcriptReleases({ ...options, madeBy: madeBy(inputs) }, vepReleases(inputs), assembly)
      : [own.release],
);

/**
 * @param places of what is shown, 1-based inclusive
 * @returns null: no release of the build is at hand
 */
export async function openGeneModels(
  run: Run,
  places: readonly { chrom: string; start: number; end: number }[],
): Promise<GeneModels | null> {
  const releases = await releasesOf(run);
  if (releases.length === 0) return null;
  const { own } = run;
  const models = releases.map(({ used, slice }) => ({
    used,
    namer: once(() => own?.namer ?? openNamer(slice(places, null), null)),
  }));
  // Names that bcftools csq leaves out are filled in from here: the version in them is no word of the file's.
  return modelsOf(models, !run.inputs?.some(isNameless));
}

/** A transcript of a release. */
interface Found {
  used: KnowledgeUsed;
  namer: OpenNamer;
  transcript: number;
}

/** @param isNamed the names of consequences are the file's own */
function modelsOf(
  releases: readonly { used: KnowledgeUsed; namer: () => OpenNamer }[],
  isNamed: boolean,
): GeneModels {
  const found = (id: string, allele: Allele, isSame: boolean): Found | undefined => {
    for (const { used, namer: open } of releases) {
      const namer = open();
      const transcript = transcriptAt(namer.slice, id, allele);
      if (transcript === undefined) continue;
      if (!isSame || openNames(namer.slice.names).id(transcript) === id)
        return { used, namer, transcript };
    }
    return undefined;
  };
  const sameVersion = (consequence: TranscriptConsequence, allele: Allele): Found | undefined =>
    found(isNamed ? versionedId(consequence) : consequence.transcript, allele, true);
  return {
    usedFor(shown) {
      const used = new Set(
        shown.flatMap(({ consequence, allele }) => sameVersion(consequence, allele)?.used ?? []),
      );
      return used.size > 0 ? [...used] : releases.slice(0, 1).map((release) => release.used);
    },
    named(consequence, allele) {
      const { transcript: id, hgvsc } = consequence;
      const one = hgvsc === "" && id !== "" ? found(id, allele, false) : undefined;
      const told = one?.namer.describe(one.transcript, allele) ?? null;
      if (told === null) return consequence;
      return { ...consequence, hgvsc: told.hgvsc ?? "", hgvsp: told.hgvsp ?? "" };
    },
    compounds(consequence, alleles, inCis) {
      const [first] = alleles;
      const one = first === undefined ? undefined : sameVersion(consequence, first);
      return one === undefined ? [] : compoundsOf(one.namer, one.transcript, alleles, inCis);
    },
    of(consequence, allele) {
      const one = sameVersion(consequence, allele);
      const standing = one?.namer.standingOf(one.transcript, allele) ?? null;
      if (one === undefined || standing === null) return null;
      const facts = exonFactsOf(one.namer, standing);
      if (facts === null) return null;
      const { nextMet } = facts;
      const beforeNextMet =
        nextMet === null ? null : firstCodons(one.namer.slice, one.transcript, nextMet - 1);
      return { facts, beforeNextMet };
    },
  };
}
