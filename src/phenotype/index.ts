/**
 * What the patient shows, held against what diseases show. In: the files of an HPO release, kept in the
 * store as one snapshot; a patient's terms from an option, a phenopacket or a case file. Out: resolved
 * terms with notes, a score for every gene and disease, and the reasons for it. The maths is in
 * docs/phenotype.md.
 */
export { assemble } from "./assemble.ts";
export { listAt, textOf } from "./csr.ts";
export { diffHpo } from "./diff.ts";
export { fetchHpo } from "./fetch.ts";
export { FEATURES, featuresOf, type Query } from "./features.ts";
export { scoreDiseases, scoreGene } from "./gene.ts";
export { findByText, nearestLabels } from "./labels.ts";
export type { ModeClass } from "./modes.ts";
export { readPhenopacket, type Phenopacket } from "./phenopacket.ts";
export { withoutPublications } from "./profiles.ts";
export { type Ranked, rankAll, rankOf } from "./rank.ts";
export { readHpoRelease } from "./read/index.ts";
export { reasonsFor } from "./reasons.ts";
export { findRelease, importHpo, openRelease } from "./release.ts";
export { resolveTerms, termName, type Resolved, type TermNote } from "./resolve.ts";
export { scoresOf, type Scores } from "./score.ts";
export { similarity } from "./similarity.ts";
export { slippedDigits, termId, termNumber } from "./term-id.ts";
export { parseTermList } from "./term-list.ts";
export type * from "./types.ts";
