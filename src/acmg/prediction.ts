/** Computational evidence: PP3, BP4, BP7 (Pejaver 2022, Walker 2023). */
import type { AcmgInput, AcmgSettings, Inputs, Outcome, TranscriptFacts } from "./types.ts";
import { atMost, met, notApplicable, notAssessed, notMet } from "./outcome.ts";
import {
  choosePredictor,
  meaningOfScore,
  type PredictorName,
  type ScoreMeaning,
} from "../core/predictors.ts";
import { has, isMissense, isNull, isSilent, isSpliceNear } from "./terms.ts";

interface Views {
  transcript: TranscriptFacts;
  predictor: PredictorName | null;
  /** null: the predictor says nothing of this allele. */
  missense: ScoreMeaning | null;
  spliceAi: number | null;
  inputs: Inputs;
}

function viewsOf(input: AcmgInput, settings: AcmgSettings): Views | Outcome {
  const { transcript, predictors } = input;
  if (transcript === null) return notAssessed("no consequence is annotated");
  if (isNull(transcript)) return notApplicable("a loss-of-function change or a splice site: PVS1");
  const spliceAi = predictors.spliceAi?.max ?? null;
  if (!isMissense(transcript)) {
    const inputs = { spliceAi, terms: transcript.terms.join("&") };
    return { transcript, predictor: null, missense: null, spliceAi, inputs };
  }
  const predictor = choosePredictor(settings.predictors, predictors.available);
  const score = predictor === null ? null : (predictors.scores[predictor] ?? null);
  const missense = predictor === null || score === null ? null : meaningOfScore(predictor, score);
  const inputs = { predictor, score, spliceAi, terms: transcript.terms.join("&") };
  return { transcript, predictor, missense, spliceAi, inputs };
}

function noScore({ predictor }: Views): string {
  return predictor === null
    ? "the run has none of the policy's predictors"
    : `${predictor} has no score here, and no other predictor is used`;
}

/** PP3-01 to PP3-05, SPL-01: the higher of the two, never their sum (SPL-03). */
export function pp3(input: AcmgInput, settings: AcmgSettings): Outcome {
  const views = viewsOf(input, settings);
  if ("status" in views) return views;
  const { transcript, missense, spliceAi, inputs } = views;
  const { pathogenic } = settings.splicing;
  const spliced = spliceAi !== null && spliceAi >= pathogenic;
  if (missense?.direction === "pathogenic" && missense.strength !== null)
    return met(missense.strength, `${views.predictor} in the calibrated interval`, inputs);
  if (spliced) return met("supporting", `SpliceAI ${spliceAi}, at least ${pathogenic}`, inputs);
  if (isMissense(transcript)) {
    if (missense === null) return notAssessed(noScore(views), inputs);
    if (spliceAi === null && isSpliceNear(transcript))
      return notAssessed("near a splice site, without a SpliceAI score", inputs);
    return notMet(`${views.predictor} is below the interval`, inputs);
  }
  if (spliceAi === null) return notAssessed("no SpliceAI score", inputs);
  return notMet(`SpliceAI below ${pathogenic}`, inputs);
}

/** PP3-02, PP3-03, SPL-01. */
export function bp4(input: AcmgInput, settings: AcmgSettings): Outcome {
  const views = viewsOf(input, settings);
  if ("status" in views) return views;
  const { transcript, missense, spliceAi, inputs } = views;
  const { benign } = settings.splicing;
  if (isMissense(transcript)) {
    if (missense === null) return notAssessed(noScore(views), inputs);
    if (missense.direction !== "benign" || missense.strength === null)
      return notMet(`${views.predictor} is above the interval`, inputs);
    if (spliceAi === null && isSpliceNear(transcript))
      return notAssessed("near a splice site, without a SpliceAI score", inputs);
    if (spliceAi !== null && spliceAi > benign)
      return notMet(`SpliceAI ${spliceAi} does not exclude an effect on splicing`, inputs);
    const strength = atMost(missense.strength, settings.bp4Max);
    return met(strength, `${views.predictor} in the calibrated interval`, inputs);
  }
  if (!isSilent(transcript))
    return notApplicable("no calibrated predictor for this kind of change", inputs);
  if (spliceAi === null) return notAssessed("no SpliceAI score", inputs);
  return spliceAi <= benign
    ? met("supporting", `SpliceAI ${spliceAi}, at most ${benign}`, inputs)
    : notMet(`SpliceAI above ${benign}`, inputs);
}

/** SPL-02: silent, away from the splice site, and SpliceAI sees nothing. */
export function bp7(input: AcmgInput, settings: AcmgSettings): Outcome {
  const { transcript, predictors } = input;
  if (transcript === null) return notAssessed("no consequence is annotated");
  const synonymous = has(transcript, "synonymous_variant", "stop_retained_variant");
  const intronic = has(transcript, "intron_variant");
  if (!isSilent(transcript) || (!synonymous && !intronic))
    return notApplicable("neither synonymous nor intronic");
  const spliceAi = predictors.spliceAi?.max ?? null;
  const { benign } = settings.splicing;
  const place = synonymous ? exonPlace(transcript) : intronPlace(transcript, settings);
  const inputs = { spliceAi, ...place.inputs };
  if (place.far === false) return notMet(place.reason, inputs);
  if (spliceAi === null) return notAssessed("no SpliceAI score", inputs);
  if (spliceAi > benign) return notMet(`SpliceAI above ${benign}`, inputs);
  if (place.far === null) return notAssessed(place.reason, inputs);
  return met("supporting", `${place.reason}, SpliceAI at most ${benign}`, inputs);
}

interface StopPlace {
  /** null: not known. */
  far: boolean | null;
  reason: string;
  inputs: Inputs;
}

/** Not the first base of an exon, nor the last three. Without distances the annotator's term stands for them. */
function exonPlace(t: TranscriptFacts): StopPlace {
  const edge = t.exonEdge;
  const inputs = { fromExonStart: edge?.fromStart ?? null, fromExonEnd: edge?.fromEnd ?? null };
  const near = edge === null ? isSpliceNear(t) : edge.fromStart < 1 || edge.fromEnd < 3;
  return near
    ? { far: false, reason: "at the edge of an exon", inputs }
    : { far: true, reason: "synonymous, not at the edge of an exon", inputs };
}

function intronPlace(t: TranscriptFacts, { splicing }: AcmgSettings): StopPlace {
  const offset = t.intronOffset;
  const inputs = { intronOffset: offset };
  if (offset === null)
    return { far: null, reason: "the position in the intron is not known", inputs };
  const far = offset > 0 ? offset >= splicing.donorBases : -offset >= splicing.acceptorBases;
  return far
    ? { far, reason: "deep enough in the intron", inputs }
    : { far, reason: `closer than +${splicing.donorBases} or -${splicing.acceptorBases}`, inputs };
}

/** SPL-04: a gained site deep in an intron may make a pseudo-exon. */
export function isPseudoExon(input: AcmgInput, { splicing }: AcmgSettings): boolean {
  const offset = input.transcript?.intronOffset ?? null;
  const gains = input.predictors.spliceAi?.gains ?? [];
  return (
    offset !== null &&
    Math.abs(offset) > splicing.deepBases &&
    gains.some((gain) => gain.score >= splicing.pathogenic)
  );
}
