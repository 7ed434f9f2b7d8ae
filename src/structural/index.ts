/**
 * Room `structural`: what is not written by its bases. In: files of structural variants, copy numbers and mobile
 * elements, as text (VCF 4.1 to 4.5, of any caller); transcripts; what populations and ClinGen know. Out: events in one
 * normal form (`types.ts`), each with a call per person, and a count of every record that is none; what an event does to
 * genes, how common it is, which regions it covers. Positions are 1-based, ranges inclusive; missing is null. What
 * cannot be read at all is a `ToolError`; a value that cannot is as if it were not there, and counted.
 */
export { chromosomeFindings, type ChromosomeFindings } from "./copies/findings.ts";
export { isOpenBySex } from "./calls/call.ts";
export { insideFlags, originBySites } from "./calls/inside.ts";
export { hasFailed, isGelA, mosaicCounts } from "./calls/size-rules.ts";
export { consequenceOf } from "./consequence/as-annotated.ts";
export { effectsOf } from "./consequence/effects.ts";
export { promoterOf } from "./consequence/promoter.ts";
export { withRetrocopies } from "./consequence/retrocopies.ts";
export { isImprinted } from "./dosage/imprinted.ts";
export { diseasesOfRegion, isOfReducedPenetrance } from "./dosage/known-regions.ts";
export { mayCover, regionsNotAssessed, regionsOf } from "./dosage/regions.ts";
export { dosageLists, importDosage, openDosage, type DosageTable } from "./dosage/store.ts";
export { shapeOfBases } from "./form/of-bases.ts";
export { writtenAs } from "./form/written.ts";
export { matchEvents } from "./join/match.ts";
export { parentsNear, withParentsOwn } from "./join/of-parents.ts";
export { isAllele, type KnownBase, mayBeAllele } from "./join/same-allele.ts";
export { sameEvent } from "./join/same.ts";
export { eligibilityOf } from "./population/gates.ts";
export { eventsNamed, recordNamed } from "./named.ts";
export { isElsewhere, isNear, populationRecord } from "./population/of-source.ts";
export { HELD, rarityOf } from "./population/rarity.ts";
export { peekEvents } from "./read/file.ts";
export { recordsLeft } from "./read/left.ts";
export { seenAt } from "./read/loci.ts";
export { type EventFamily, isCalledAsOther } from "./read/people.ts";
export { hasSymbolic, isUnreadable, ownByFile, readEvents } from "./read/read.ts";
export { around, changeOf, isSameChange, joinShort, shortText } from "./read/short.ts";
