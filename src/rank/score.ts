/**
 * The score (DEC-56): points of 10 log10 odds that the candidate explains the patient's condition; 10 points are
 * ten times as likely. A sum of parts, each shown with the fact behind it, those of alleles added. Weights:
 * `policy.points`, docs/ranking.md; measured in bench/RANKING.md. What the patient's terms add: phenotype.ts.
 */
import type { Policy } from "../core/policy.ts";
import { formatNumber } from "../core/text.ts";
import { choosePredictor, meaningOfScore, type PredictorName } from "../core/predictors.ts";
import type { DeNovoGrade, ModelName, ModelResult } from "../inheritance/types.ts";
import type { ConsequenceClass } from "../vcf/types.ts";
import { clinvarStanding } from "./clinvar.ts";
import { isCertain, isDosageSensitive } from "./event-grounds.ts";
import type { CandidateVariant, EventVariant, GeneMeasures, ScorePart } from "./types.ts";

export interface ScoreInput {
  variants: readonly CandidateVariant[];
  /** Beside `variants`. */
  deNovo: readonly (DeNovoGrade | null)[];
  /** null: inheritance is off, or no model passes. */
  best: ModelResult | null;
  measures: GeneMeasures;
  /** Green on an applied panel, with a mode that the best model is of. */
  isGreen: boolean;
}

interface PartOfAllele {
  value: number;
  note: string;
}

/** Parts rounded to 0.1; the total is their sum, so that it adds up on paper. A part without a fact is left out. */
export function scoreOf(
  input: ScoreInput,
  policy: Policy,
): { score: number; scoreParts: ScorePart[] } {
  const { variants, deNovo, best } = input;
  const isRecessive = best !== null && RECESSIVE.has(best.model);
  const added = (
    part: ScorePart["part"],
    of: (v: CandidateVariant, i: number) => PartOfAllele,
  ): ScorePart => {
    const each = variants.map(of);
    const value = each.reduce((sum, { value: points }) => sum + points, 0);
    return { part, value: rounded(value), note: each.map(({ note }) => note).join(" + ") };
  };
  const scoreParts = [
    genotypePart(input, policy),
    ...(deNovo.some((grade) => grade !== null) ? [deNovoPart(deNovo, policy)] : []),
    added("consequence", (v, i) =>
      i > 0 && variants.every(isSmallLoss) ? again(policy) : consequencePart(v, policy),
    ),
    added("frequency", (v) => frequencyPart(v, isRecessive, policy)),
    ...constraintPart(input, isRecessive, policy),
    ...lengthPart(input, policy),
    added("predictor", (v) => predictorPart(v, policy)),
    added("clinvar", (v) => clinvarPart(v, policy)),
    added("quality", (v) => qualityPart(v, policy)),
    ...(variants.some(({ kind }) => kind === "event")
      ? [
          added("dosage", (v) => dosagePart(v, policy)),
          added("support", (v) => supportPart(v, policy)),
        ]
      : []),
    ...(input.isGreen
      ? [{ part: "panel" as const, value: policy.points.panel, note: "green, and the mode fits" }]
      : []),
  ];
  return { score: totalOf(scoreParts), scoreParts };
}

/** Of the gene, its coding length if need be by the annotation: residues of the protein, and the stop. */
export function measuresOf(
  { measures }: { measures: GeneMeasures },
  variants: readonly CandidateVariant[],
): GeneMeasures {
  if (measures.codingBases !== null) return measures;
  for (const variant of variants) {
    const residues = Number(/\/(\d+)$/.exec(variant.consequence.proteinPosition ?? "")?.[1]);
    if (residues > 0) return { ...measures, codingBases: 3 * (residues + 1) };
  }
  return measures;
}

/** As people add it up. */
export function totalOf(parts: readonly ScorePart[]): number {
  return rounded(parts.reduce((sum, { value }) => sum + value, 0));
}

/** One decimal; never -0. */
export function rounded(points: number): number {
  return Math.round(points * 10) / 10 + 0;
}

/** Where both copies, or the only one, must be changed; on a male's X the frequency is one of affected people. */
const RECESSIVE: ReadonlySet<ModelName> = new Set([
  "AR_HOM",
  "AR_COMPHET",
  "AR_DEL_HEMI",
  "XLR_COMPHET",
]);

function genotypePart({ variants, best }: ScoreInput, { points: score }: Policy): ScorePart {
  const part = (value: number, note: string): ScorePart => ({ part: "genotype", value, note });
  const isKnown = variants.every(({ frequency }) => frequency.assessed);
  const { genotype, withoutFrequency } = score;
  const [only, other] = variants;
  if (other !== undefined) {
    const phase = best?.phase ?? "UNPHASED";
    const isTrans = phase === "TRANS" || phase === "TRANS_LIKELY";
    if (!isKnown)
      return part(
        isTrans ? withoutFrequency.trans : withoutFrequency.unphased,
        `pair, ${phase}, ${COMMON}`,
      );
    if (phase === "TRANS_LIKELY") return part(genotype.transLikely, `pair, ${phase}`);
    return part(isTrans ? genotype.trans : genotype.unphased, `pair, ${phase}`);
  }
  if (best?.model === "AR_HOM" && only?.zygosity === "hom")
    return isKnown ? part(genotype.hom, "hom") : part(withoutFrequency.hom, `hom, ${COMMON}`);
  return only?.zygosity === "hemi" ? part(genotype.hemi, "hemi") : part(0, "one allele");
}

const COMMON = "frequency not assessed";

function deNovoPart(grades: readonly (DeNovoGrade | null)[], { points: score }: Policy): ScorePart {
  const found = grades.filter((grade) => grade !== null);
  const value = found.reduce(
    (sum, grade) => sum + (grade === "HIGH" ? score.deNovo.high : score.deNovo.lower),
    0,
  );
  return { part: "de_novo", value: rounded(value), note: found.join(" + ") };
}

/** Of small variants: two rare losses of function in one gene are often one event that was called as two. */
function isSmallLoss({ kind, consequence }: CandidateVariant): boolean {
  return kind === "small" && consequence.class === "lof" && !consequence.afterStop;
}

function again({ points }: Policy): PartOfAllele {
  return { value: points.consequence.lofAgain, note: "lof, the second" };
}

const WEIGHT_OF_CLASS = {
  lof: "lof",
  protein_altering: "proteinAltering",
  splice_near: "spliceNear",
  noncoding_exon: "noncodingExon",
  synonymous: "other",
  other: "other",
} as const satisfies Record<ConsequenceClass, keyof Policy["points"]["consequence"]>;

/** Of a small variant the reporting transcript's class, or a worse one elsewhere at a discount (DEC-08). */
function consequencePart(variant: CandidateVariant, { points: score }: Policy): PartOfAllele {
  const weights = score.consequence;
  if (variant.kind === "event") {
    const { event } = variant;
    if (event.effect === null) return { value: weights.lof, note: "region" };
    return { value: weights[WEIGHT_OF_CLASS[classOfEvent(event)]], note: event.effect.effect };
  }
  const { consequence, worse } = variant;
  const here = weights[WEIGHT_OF_CLASS[consequence.afterStop ? "other" : consequence.class]];
  const there = worse === null ? here : weights[WEIGHT_OF_CLASS[worse.class]] + weights.elsewhere;
  return there > here
    ? { value: there, note: `${worse?.class ?? ""} on ${worse?.transcript ?? ""}` }
    : { value: here, note: consequence.class };
}

/**
 * SVR-06: a gain counts as a loss of function where gains are known to cause disease; a gene cut off from its promoter,
 * as what alters the protein.
 */
function classOfEvent(event: EventVariant["event"]): ConsequenceClass {
  const of = event.effect?.class;
  if (of === "lof" || (of === "gain" && isDosageSensitive(event))) return "lof";
  return of === "protein_altering" || CUT_OFF.has(event.effect?.effect ?? "")
    ? "protein_altering"
    : "other";
}

const CUT_OFF: ReadonlySet<string> = new Set(["gene_disrupted", "promoter_loss"]);

function frequencyPart(
  { frequency }: CandidateVariant,
  isRecessive: boolean,
  { points: score }: Policy,
): PartOfAllele {
  if (!frequency.assessed) return { value: 0, note: "not assessed" };
  const af = frequency.max?.af ?? 0;
  if (af <= 0) return { value: 0, note: "absent" };
  const { rarest, present, dominant, recessive } = score.frequency;
  const tens = Math.max(0, Math.log10(af / rarest));
  const value = isRecessive ? recessive * tens : present + dominant * tens;
  return { value, note: `AF ${formatNumber(af)}` };
}

/** Of the gene, once; the allele that it speaks of most in a dominant reading. */
function constraintPart(
  { variants, measures: { loeuf, missenseZ } }: ScoreInput,
  isRecessive: boolean,
  { points: score }: Policy,
): ScorePart[] {
  const { lof, missense, recessive, limits, limitsZ, missenseZ: ofZ } = score.constraint;
  const c = loeuf === null ? 0 : held(-Math.log(Math.max(loeuf, 1e-3)), limits);
  const z = missenseZ === null ? 0 : held(missenseZ, limitsZ);
  const classes = variants.map((v) =>
    v.kind === "event" ? classOfEvent(v.event) : v.consequence.class,
  );
  const isLof = classes.includes("lof");
  const isMissense = !isLof && classes.includes("protein_altering");
  if (loeuf === null && (missenseZ === null || isRecessive || !isMissense)) return [];
  if (!isRecessive && !isLof && !isMissense) return [];
  const value = isRecessive ? recessive * c : isLof ? lof * c : missense * c + ofZ * z;
  const ofMissense = !isRecessive && isMissense && missenseZ !== null;
  const note = [
    ...(loeuf === null ? [] : [`LOEUF ${formatNumber(loeuf)}`]),
    ...(ofMissense ? [`missense Z ${formatNumber(missenseZ)}`] : []),
  ].join(", ");
  return [{ part: "constraint", value: rounded(value), note }];
}

function lengthPart(
  { variants, measures: { codingBases } }: ScoreInput,
  { points: score }: Policy,
): ScorePart[] {
  // What breaks whole exons is not likelier where the coding sequence is long.
  if (variants.some(({ kind }) => kind === "event")) return [];
  if (codingBases === null || codingBases <= 0) return [];
  const { each, bases, limits } = score.length;
  const value = rounded(each * held(Math.log(codingBases / bases), limits));
  return [{ part: "length", value, note: `${codingBases} coding bases` }];
}

/** Of a missense the first predictor of `acmg.predictors` that has a score here; else what SpliceAI says. */
function predictorPart(variant: CandidateVariant, policy: Policy): PartOfAllele {
  if (variant.kind === "event") return NOT_OF_KIND;
  const { inSilico, consequence } = variant;
  const weights = policy.points.predictor;
  const scores: Partial<Record<PredictorName, number | null>> = {
    REVEL: inSilico.revel,
    AlphaMissense: inSilico.alphaMissense,
    CADD: inSilico.cadd,
  };
  const isMissense = consequence.terms.includes("missense_variant");
  const there = (Object.keys(scores) as PredictorName[]).filter((name) => scores[name] !== null);
  const predictor = isMissense ? choosePredictor(policy.acmg.predictors, there) : null;
  const found = predictor === null ? null : (scores[predictor] ?? null);
  const { spliceAi } = inSilico;
  const { pathogenic, benign } = policy.acmg.splicing;
  const isSpliced = consequence.class !== "lof" && spliceAi !== null && spliceAi >= pathogenic;
  const spliced = { value: weights.supporting, note: `SpliceAI ${spliceAi}` };
  if (predictor !== null && found !== null) {
    const { direction, strength } = meaningOfScore(predictor, found);
    const note = `${predictor} ${formatNumber(found)}`;
    if (direction === "pathogenic")
      return {
        value:
          strength === "supporting"
            ? weights.supporting
            : strength === "moderate"
              ? weights.moderate
              : weights.strong,
        note,
      };
    if (isSpliced) return spliced;
    if (direction === "none") return { value: 0, note };
    const value = strength === "supporting" ? weights.benignSupporting : weights.benignModerate;
    return { value, note };
  }
  if (isSpliced) return spliced;
  return consequence.class === "splice_near" && spliceAi !== null && spliceAi <= benign
    ? { value: weights.benignSupporting, note: `SpliceAI ${spliceAi}` }
    : { value: 0, note: "no prediction" };
}

const NOT_OF_KIND: PartOfAllele = { value: 0, note: "not of this kind" };

function clinvarPart(variant: CandidateVariant, policy: Policy): PartOfAllele {
  const weights = policy.points.clinvar;
  const { weight, of: clinvar } = clinvarStanding(variant);
  if (clinvar === null) return { value: 0, note: "not in ClinVar fields" };
  const isOwn = clinvar.origin === "inhouse";
  const note = isOwn ? `${clinvar.text} (${clinvar.stored?.source ?? "in-house"})` : clinvar.text;
  switch (weight) {
    case "pathogenic":
    case "rescue": {
      const isFull = weight === "pathogenic";
      const stars = isOwn ? 2 : (clinvar.stars ?? 0);
      const base = !isFull ? weights.unreviewed : stars >= 2 ? weights.stars2 : weights.star1;
      const predicted = Math.max(0, predictorPart(variant, policy).value);
      const value = Math.min(base, weights.most - predicted);
      return {
        value,
        note: value < base ? `${note}, held to ${weights.most} with the prediction` : note,
      };
    }
    case "benign":
      return { value: weights.benign, note };
    case "shown":
    case "none":
      return { value: 0, note: `${note}, no weight` };
  }
}

function qualityPart({ qcFailures }: CandidateVariant, { points: score }: Policy): PartOfAllele {
  return qcFailures.length === 0
    ? { value: 0, note: "no gate failed" }
    : { value: score.qualityFailure, note: qcFailures.join(" ") };
}

// ---- Events (SVR-06). No size counts ----

function dosagePart(variant: CandidateVariant, { points: score }: Policy): PartOfAllele {
  if (variant.kind === "small") return NOT_OF_KIND;
  return isDosageSensitive(variant.event)
    ? { value: score.event.dosage, note: "ClinGen: sufficient evidence" }
    : { value: 0, note: "no evidence of dosage sensitivity" };
}

function supportPart(variant: CandidateVariant, { points: score }: Policy): PartOfAllele {
  if (variant.kind === "small") return NOT_OF_KIND;
  const { support } = variant.event;
  if (support.length > 1)
    return { value: score.event.twoMethods, note: `found by ${support.join(" and ")}` };
  return isCertain(variant)
    ? { value: 0, note: "one method" }
    : { value: score.event.weakMethod, note: "one method, weak by itself" };
}

function held(x: number, [least, most]: readonly [number, number]): number {
  return Math.min(most, Math.max(least, x));
}
