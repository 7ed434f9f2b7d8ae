/**
 * Files of an HPO release, told apart by their content and never by their name. In: paths, gzipped or
 * not. Out: their parts, to be joined by `assemble`.
 */
export { inflated } from "./file.ts";
export { addAnnotation, noAnnotationRows, BARE_ROW } from "./parts.ts";
export type * from "./parts.ts";
export { readHpoPart, readHpoRelease } from "./release-file.ts";
