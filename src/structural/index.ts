/**
 * Events. In: events in normal form, transcripts, what populations and ClinGen know. Out: what an event does to genes,
 * how common it is, which regions it covers.
 */
export { effectsOf } from "./consequence/effects.ts";
export { withRetrocopies } from "./consequence/retrocopies.ts";
export { regionsNotAssessed, regionsOf } from "./dosage/regions.ts";
export { importDosage, openDosage, type DosageTable } from "./dosage/store.ts";
