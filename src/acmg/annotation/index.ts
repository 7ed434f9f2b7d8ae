/**
 * Facts for the criteria from what the VCF itself carries: the annotation's columns and INFO. In: a decoded
 * record, one of its alleles and the consequence that is reported; out: `TranscriptFacts`,
 * `PopulationFacts`, `PredictorFacts`. What the file does not say is null. Pure.
 */
export { populationFacts } from "./population.ts";
export { availablePredictors, predictorFacts } from "./predictors.ts";
export { transcriptFacts } from "./transcript.ts";
