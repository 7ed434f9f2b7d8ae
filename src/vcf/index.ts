/**
 * The VCF room. In: header text and data lines of VCF 4.0 to 4.5 (VCF specification, hts-specs), annotated
 * by VEP (CSQ), SnpEff (ANN) or bcftools csq (BCSQ). Out: plain data as in `types.ts`. Positions are
 * 1-based, allele numbers those of GT. What a line does not say is null; what it says wrongly is a
 * `ToolError` E_VCF_HEADER, E_VCF_RECORD, E_ANNOTATION or E_ASSEMBLY.
 *
 * The way of a record: `decodeRecord`, then per ALT `transcriptConsequences` (and `resolvePointers` for
 * BCSQ) and `geneConsequences`, `frequencyEvidence`, `clinvarEvidence`; per person `sampleCall`, then
 * `alleleState`, `alleleBalance`, `altReads`.
 */
export { classifyAlt, isSameAllele, minimalAllele, minimalRepresentation } from "./alleles.ts";
export { vepAllele } from "./allele-names.ts";
export type { AlleleContext, EntryColumns as Row } from "./annotation.ts";
export { unreadAnnotation } from "./annotators.ts";
export { refuseCut } from "./cut-record.ts";
export { assemblyOfText, mitochondrionAt } from "./assembly.ts";
export { clinvarEvidence, starsOf } from "./clinvar.ts";
export * from "./clinvar-significance.ts";
export { baseConsequence } from "./base-consequence.ts";
export { allelesOfChange, type CompoundPart, type Makes, makesOf } from "./compounds.ts";
export * from "./consequences.ts";
export { frequencyEvidence } from "./frequency.ts";
export { genesNamedIn, withEntriesOf } from "./gene-names.ts";
export { geneConsequences, isOneGene, isUndetermined } from "./genes.ts";
export { sampleCall } from "./genotype.ts";
export { parseHeader, phasingRun } from "./header.ts";
export { pieceOfChange, plainChange } from "./hgvs-word.ts";
export { inSilicoOf, offersSplicePredictions } from "./in-silico.ts";
export * from "./info.ts";
export { madeBy, type MadeBy, vepReleases } from "./made-by.ts";
export { joinedMeta, metaField, parseMeta } from "./meta.ts";
export { mitochondrialName, sequenceChange } from "./mitochondrial-name.ts";
export { decodeRecord, MAX_POS } from "./record.ts";
export { somaticMarks } from "./somatic.ts";
export { alleleBalance, alleleState, altReads } from "./zygosity.ts";
