/**
 * Genes as the world knows them now. In: files of HGNC, MANE, Ensembl, RefSeq, kept in the store in a compact
 * form. Out: a Catalogue that finds a gene by any of its names, and panels completed with ids, current
 * symbols and coordinates, every change told (PA-04, DEC-16, DEC-17).
 */
export type { Catalogue } from "./catalogue.ts";
export { completePanel, identityLines, type IdentityNote } from "./complete.ts";
export { nearestSymbols } from "./near.ts";
export { diffGeneNames } from "./diff.ts";
export { openSnapshot } from "./snapshot.ts";
export { importGenes, openCatalogue } from "./stored.ts";
