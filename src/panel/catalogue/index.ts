/**
 * Genes as the world knows them now. In: files of HGNC, MANE, Ensembl, RefSeq, kept in the store in a compact
 * form. Out: a Catalogue that finds a gene by any of its names, and panels completed with ids, current
 * symbols and coordinates, every change told (PA-04, DEC-16, DEC-17).
 */
export { catalogueOf } from "./catalogue.ts";
export type { Catalogue, CatalogueHit, FoundVia } from "./catalogue.ts";
export { completePanel, identityLines } from "./complete.ts";
export type { IdentityKind, IdentityNote } from "./complete.ts";
export type { CatalogueGene, CatalogueSource, GeneFile } from "./model.ts";
export { diffGeneNames, type GeneNameChange } from "./diff.ts";
export { readGeneFile } from "./read.ts";
export { openSnapshot, snapshotOf } from "./snapshot.ts";
export type { Snapshot } from "./snapshot.ts";
export { importGenes, openCatalogue } from "./stored.ts";
export type { ImportedGenes } from "./stored.ts";
