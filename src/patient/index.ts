/**
 * The patient in a run and outside one. In: terms as they are written, phenopackets, a release of HPO. Out: the terms
 * resolved, a gene's fit to them with its reasons; packets ranked by their terms alone; terms looked up and compared.
 */
export {
  hpoReleases,
  openPatient,
  writtenTerms,
  type HpoReleases,
  type Patient,
} from "./patient.ts";
export {
  type RankedAnswer,
  type RankedDocument,
  type RankedRows,
  type Ranking,
  rankPatients,
} from "./rank.ts";
export { compareTerms, lookUpTerms, type Comparison, type TermEntry } from "./terms.ts";
export type * from "./types.ts";
