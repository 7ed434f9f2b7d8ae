/**
 * Declared sources. In: a declaration (JSON) of bgzipped, indexed VCFs or tables, local or behind http(s),
 * and alleles in minimal representation. Out: what each source says of each allele, matched by position and
 * alleles; `absent` is an answer, `not_assessed` is none. Positions are 1-based.
 */
export { answersOf } from "./answer.ts";
export { readDeclaration } from "./declare.ts";
export type * from "./types.ts";
