/**
 * Events. In: events in normal form, transcripts, what populations and ClinGen know. Out: what an event does to genes,
 * how common it is, which regions it covers.
 */
export { effectsOf } from "./consequence/effects.ts";
export { withRetrocopies } from "./consequence/retrocopies.ts";
export { regionsNotAssessed, regionsOf } from "./dosage/regions.ts";
export { importDosage, openDosage, type DosageTable } from "./dosage/store.ts";
export { eligibilityOf, type EventEligibility } from "./population/gates.ts";
export { HELD } from "./population/held.ts";
export { isNear, populationEvents } from "./population/of-source.ts";
export { ownFrequencies } from "./population/own-fields.ts";
export { rarityOf } from "./population/rarity.ts";
