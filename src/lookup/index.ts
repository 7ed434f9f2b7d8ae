/**
 * Declared sources. In: a declaration (JSON) of bgzipped, indexed VCFs, tables or echtvar files, local or behind
 * http(s), and keys: alleles in minimal representation, or what else a `Matching` knows to place and compare. Out:
 * what each source says of each key; `absent` is an answer, `not_assessed` is none. What was prefetched is asked
 * before any file. Positions are 1-based.
 */
export { answersOf, type Asking, LOCAL_ONLY } from "./answer.ts";
export { inLowConfidence, populationsOf } from "./events.ts";
export { checkSource } from "./check.ts";
export { findPreset, presets, presetSource, type Preset } from "./presets.ts";
export { fileDigest } from "./file-digest.ts";
export { inFlight } from "../io/bgzf/index.ts";
export { readDeclaration } from "./declare.ts";
export { PrefetchedValues } from "./prefetched.ts";
export { prefetch } from "./prefetch.ts";
export { ALLELES } from "./rows.ts";
export { predictsSplicing, splicedAlleles } from "./splice.ts";
export type * from "./types.ts";
