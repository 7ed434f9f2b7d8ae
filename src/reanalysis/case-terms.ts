/** The patient's terms of a case: kept as they were written. */
import type { CaseTerms } from "../archive/types.ts";
import type { PhenotypeOptions } from "../analysis/options.ts";
import { writtenTerms, type HpoReleases } from "../analysis/patient/patient.ts";

/** The patient's terms as they were written, in whatever files. */
export async function termsOf(phenotype: PhenotypeOptions, hpo: HpoReleases): Promise<CaseTerms> {
  const { knowledge } = await hpo.open(phenotype.release);
  const written = await writtenTerms(phenotype, knowledge.ontology);
  return {
    terms: written.map(({ text, excluded, onset = null, modifiers = [] }) => ({
      text,
      excluded,
      onset: onset ?? undefined,
      modifiers: modifiers.length === 0 ? undefined : modifiers,
    })),
    release: phenotype.release ?? null,
  };
}
