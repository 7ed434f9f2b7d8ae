/**
 * Classifications of alleles: releases of ClinVar and the laboratory's own lists. In: a VCF or a table;
 * out: a snapshot in the store, and what it says of an allele, of the alleles around it and of a gene,
 * matched by chromosome, position and alleles in minimal representation (VCF-50, CV-07), never by rs
 * number. Positions are 1-based.
 */
export { importClinVar, type ImportedSnapshot } from "./import.ts";
export { importInhouse } from "./inhouse.ts";
export { changedStatements, isSameStatement } from "./diff.ts";
export { Snapshot } from "./snapshot.ts";
export { lookUp } from "./lookup.ts";
export { around, geneCounts, pathogenicIn } from "./neighbours.ts";
export { rescuableAlleles } from "./rescue.ts";
