/** The patient's terms in a case: kept as they were written. */
import type { CaseTerms } from "../archive/types.ts";
import { resolveTerms } from "../phenotype/index.ts";
import type { Ontology, WrittenTerm } from "../phenotype/types.ts";
import type { PhenotypeOptions } from "../patient/types.ts";
import { writtenTerms, type HpoReleases } from "../patient/index.ts";

/**
 * The patient's terms as they were written, in whatever files.
 * @throws ToolError E_HPO: one that the release does not know, unless it is skipped (DEC-31)
 */
export async function termsOf(phenotype: PhenotypeOptions, hpo: HpoReleases): Promise<CaseTerms> {
  const { knowledge } = await hpo.open(phenotype.release);
  const written = await writtenTerms(phenotype, knowledge.ontology);
  const { strict = false, skipUnknownTerms: skipUnknown, phenopacket, caseFile } = phenotype;
  resolveTerms(knowledge.ontology, written, { strict, skipUnknown, path: phenopacket ?? caseFile });
  return {
    terms: written.map(({ text, excluded, onset = null, modifiers = [] }) => ({
      text,
      excluded,
      onset: onset ?? undefined,
      modifiers: modifiers.length === 0 ? undefined : modifiers,
    })),
  };
}

/** Ids and texts that a release does not know, or has retired without a replacement. */
export function unknownTerms(ontology: Ontology, terms: readonly WrittenTerm[]): string[] {
  const { notes } = resolveTerms(ontology, terms, { strict: false, skipUnknown: true });
  return notes.flatMap(({ dropped }) =>
    dropped === undefined || dropped.why === "other_ontology" ? [] : [dropped.term],
  );
}
