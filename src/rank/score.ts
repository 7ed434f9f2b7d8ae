/**
 * The score: a sum of parts that orders candidates inside a place of a tier, nothing more (COMB-01).
 * Each part is shown with its value. Parts that belong to an allele are the mean over a pair (COMB-05).
 * Weights: `policy.score`; docs/ranking.md tells them to people.
 */
import type { Policy } from "../core/policy.ts";
import { formatNumber } from "../core/text.ts";
import type { DeNovoGrade, ModelResult, Phase } from "../inheritance/types.ts";
import type { ConsequenceClass } from "../vcf/types.ts";
import { clinvarStanding } from "./clinvar.ts";
import { dosagePart, effectPart, supportPart } from "./event-score.ts";
import type { CandidateVariant, ScorePart, SmallVariant } from "./types.ts";

interface ScoreInput {
  variants: readonly CandidateVariant[];
  /** Beside `variants`. */
  deNovo: readonly (DeNovoGrade | null)[];
  /** null: inheritance is off, or no model passes. */
  best: ModelResult | null;
}

interface PartOfAllele {
  value: number;
  note: string;
}

/** Parts rounded to two decimals; the total is their sum, so that it adds up on paper. */
export function scoreOf(
  input: ScoreInput,
  policy: Policy,
): { score: number; scoreParts: ScorePart[] } {
  const { variants, best } = input;
  const each = variants.map((v, i) => partsOf(v, input.deNovo[i] ?? null, policy));
  const mean = (part: AllelePart): ScorePart => ({
    part,
    value: round(each.reduce((sum, of) => sum + of[part].value, 0) / Math.max(each.length, 1)),
    note: each.map((of) => of[part].note).join(" + "),
  });
  const scoreParts: ScorePart[] = [
    mean("consequence"),
    mean("rarity"),
    mean("in_silico"),
    verdictPart(best, policy),
    mean("clinvar"),
    mean("de_novo"),
    phasePart(best, variants, policy),
    mean("quality"),
    ...(variants.some(({ kind }) => kind === "event") ? [mean("dosage"), mean("support")] : []),
  ];
  return { score: round(scoreParts.reduce((sum, p) => sum + p.value, 0)), scoreParts };
}

type AllelePart = Exclude<ScorePart["part"], "verdict" | "phase" | "phenotype">;

function partsOf(
  variant: CandidateVariant,
  deNovo: DeNovoGrade | null,
  policy: Policy,
): Record<AllelePart, PartOfAllele> {
  switch (variant.kind) {
    case "small":
      return {
        consequence: consequencePart(variant, policy),
        rarity: rarityPart(variant, policy),
        in_silico: inSilicoPart(variant, policy),
        clinvar: clinvarPart(variant, policy),
        de_novo: deNovoPart(deNovo, policy.score.deNovo),
        quality: qualityPart(variant, policy),
        dosage: NO_PART,
        support: NO_PART,
      };
    case "event":
      return {
        consequence: effectPart(variant, policy),
        rarity: rarityPart(variant, policy),
        in_silico: NO_PART,
        clinvar: clinvarPart(variant, policy),
        de_novo: deNovoPart(deNovo, policy.score.deNovo),
        quality: qualityPart(variant, policy),
        dosage: dosagePart(variant, policy),
        support: supportPart(variant, policy),
      };
  }
}

const NO_PART: PartOfAllele = { value: 0, note: "not of this kind" };

const WEIGHT_OF_CLASS = {
  lof: "lof",
  protein_altering: "proteinAltering",
  splice_near: "spliceNear",
  noncoding_exon: "noncodingExon",
  synonymous: "other",
  other: "other",
} as const satisfies Record<ConsequenceClass, keyof Policy["score"]["consequence"]>;

/** The reporting transcript's class, or half of a worse one elsewhere where that is more (DEC-08). */
function consequencePart({ consequence, worse }: SmallVariant, { score }: Policy): PartOfAllele {
  const weight = (term: ConsequenceClass): number => score.consequence[WEIGHT_OF_CLASS[term]];
  const here = weight(consequence.afterStop ? "other" : consequence.class);
  const there = worse === null ? 0 : weight(worse.class) / 2;
  return there > here
    ? { value: there, note: `${worse?.class ?? ""} on ${worse?.transcript ?? ""}, half` }
    : { value: here, note: consequence.class };
}

/** 1 when absent, falling with log10(AF) to 0 at the limit; at 1/10,000 of the limit it is 1 again. */
function rarityPart({ frequency, chrom }: CandidateVariant, policy: Policy): PartOfAllele {
  const weight = policy.score.rarity;
  if (!frequency.assessed) return { value: weight / 2, note: "not assessed, half" };
  const af = frequency.max?.af ?? 0;
  if (af <= 0) return { value: weight, note: "absent" };
  const limit = chrom === "MT" ? policy.frequency.mitochondrial : policy.frequency.recessive;
  return { value: weight * clamp(Math.log10(limit / af) / 4), note: `AF ${formatNumber(af)}` };
}

function inSilicoPart({ inSilico }: SmallVariant, policy: Policy): PartOfAllele {
  const scaled: [name: string, shown: number | null, scaled: number | null][] = [
    ["REVEL", inSilico.revel, inSilico.revel],
    ["AlphaMissense", inSilico.alphaMissense, inSilico.alphaMissense],
    ["CADD", inSilico.cadd, inSilico.cadd === null ? null : inSilico.cadd / 40],
    ["SpliceAI", inSilico.spliceAi, inSilico.spliceAi],
  ];
  let best = { value: -1, note: "no prediction" };
  for (const [name, shown, value] of scaled) {
    if (value === null || shown === null || value <= best.value) continue;
    best = { value, note: `${name} ${formatNumber(shown)}` };
  }
  return { value: policy.score.inSilico * clamp(best.value), note: best.note };
}

function verdictPart(best: ModelResult | null, policy: Policy): ScorePart {
  if (best === null) return { part: "verdict", value: 0, note: "no model" };
  const certain = best.verdict === "PASS";
  const { verdict } = policy.score;
  return {
    part: "verdict",
    value: round(certain ? verdict.certain : verdict.uncertain),
    note: certain ? `${best.model} passes` : `${best.model} uncertain`,
  };
}

function clinvarPart(variant: CandidateVariant, policy: Policy): PartOfAllele {
  const weights = policy.score.clinvar;
  const { weight, of: clinvar } = clinvarStanding(variant);
  if (clinvar === null) return { value: 0, note: "not in ClinVar fields" };
  const note =
    clinvar.origin === "inhouse"
      ? `${clinvar.text} (${clinvar.stored?.source ?? "in-house"})`
      : clinvar.text;
  switch (weight) {
    case "pathogenic": {
      const base = clinvar.significance === "LP" ? weights.likelyPathogenic : weights.pathogenic;
      return { value: base + weights.starBonus * (clinvar.stars ?? 0), note };
    }
    case "rescue":
      return { value: weights.likelyPathogenic / 2, note: `${note}, half of likely pathogenic` };
    case "benign":
      return { value: weights.benign, note };
    case "shown":
    case "none":
      return { value: 0, note: `${note}, no weight` };
  }
}

function deNovoPart(
  grade: DeNovoGrade | null,
  { high, medium, low }: Policy["score"]["deNovo"],
): PartOfAllele {
  if (grade === null) return { value: 0, note: "not de novo" };
  return { value: { HIGH: high, MEDIUM: medium, LOW: low }[grade], note: grade };
}

/** A homozygote or a hemizygote under a recessive model needs no phase: it counts as in trans. */
function phasePart(
  best: ModelResult | null,
  variants: readonly CandidateVariant[],
  policy: Policy,
): ScorePart {
  const weights = policy.score.phase;
  const part = (value: number, note: string): ScorePart => {
    return { part: "phase", value: round(value), note };
  };
  if (best === null || variants.length === 1) {
    const [only] = variants;
    const zygosity = only?.zygosity ?? "";
    // Of an event that may be common, both copies say nothing.
    if (only?.kind === "event" && !only.frequency.assessed)
      return part(0, "frequency not assessed");
    const recessive = best?.model === "AR_HOM" || best?.model === "XLR";
    return recessive && (zygosity === "hom" || zygosity === "hemi")
      ? part(weights.trans, `${zygosity}, no phase needed`)
      : part(0, "one allele");
  }
  const phase = best.phase ?? "UNPHASED";
  return part(weights[WEIGHT_OF_PHASE[phase]], phase);
}

const WEIGHT_OF_PHASE = {
  TRANS: "trans",
  TRANS_LIKELY: "transLikely",
  TRANS_POSSIBLE: "transPossible",
  UNPHASED: "unphased",
  CIS: "unphased",
  CIS_LIKELY: "unphased",
} as const satisfies Record<Phase, keyof Policy["score"]["phase"]>;

function qualityPart({ qcFailures }: CandidateVariant, policy: Policy): PartOfAllele {
  return qcFailures.length === 0
    ? { value: 0, note: "no gate failed" }
    : { value: policy.score.qualityFailure, note: qcFailures.join(" ") };
}

function clamp(x: number): number {
  return Math.min(1, Math.max(0, x));
}

/** Two decimals; never -0. */
function round(x: number): number {
  return Math.round(x * 100) / 100 + 0;
}
