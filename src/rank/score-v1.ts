/**
 * The score of releases before 0.3.0, kept beside the new one for one release (`score_v1`, DEC-56). Its weights were the
 * defaults of those releases' policy. Delete it with 0.4.0.
 */
import type { Policy } from "../core/policy.ts";
import type { DeNovoGrade, Phase } from "../inheritance/types.ts";
import { clinvarStanding } from "./clinvar.ts";
import { isCertain, isDosageSensitive } from "./event-grounds.ts";
import type { ScoreInput } from "./score.ts";
import type { CandidatePhenotype, CandidateVariant, EventVariant, SmallVariant } from "./types.ts";

/** The mean over the alleles, the parts of the whole added; what the patient's terms say: `phenotypeV1`. Two decimals. */
export function scoreV1(
  input: Pick<ScoreInput, "variants" | "deNovo" | "best">,
  policy: Policy,
): number {
  const { variants, deNovo, best } = input;
  const mean = (of: (v: CandidateVariant, i: number) => number): number =>
    round(variants.reduce((sum, v, i) => sum + of(v, i), 0) / Math.max(variants.length, 1));
  const parts = [
    mean((v) => (v.kind === "event" ? effect(v) : consequence(v))),
    mean((v) => rarity(v, policy)),
    mean((v) => (v.kind === "event" ? 0 : inSilico(v))),
    best?.verdict === "PASS" ? 10 : 0,
    mean(clinvar),
    mean((_, i) => DE_NOVO[deNovo[i] ?? "LOW"]),
    phase(input),
    mean(({ qcFailures }) => (qcFailures.length === 0 ? 0 : -15)),
    mean((v) => (v.kind === "event" && isDosageSensitive(v.event) ? 6 : 0)),
    mean((v) => (v.kind === "event" ? support(v) : 0)),
  ];
  return round(parts.reduce((sum, value) => sum + value, 0));
}

/** With what the patient's terms say of the gene. */
export function phenotypeV1(score: number, phenotype: CandidatePhenotype): number {
  return round(score + ofTerms(phenotype));
}

export function withoutPhenotypeV1(
  score: number,
  phenotype: CandidatePhenotype | undefined,
): number {
  return phenotype === undefined ? score : round(score - ofTerms(phenotype));
}

function ofTerms({ score: log10 }: CandidatePhenotype): number {
  return round(Math.min(30, Math.max(-20, 10 * log10)));
}

const DE_NOVO: Record<DeNovoGrade, number> = { HIGH: 20, MEDIUM: 8, LOW: 0 };

const OF_CLASS: Record<SmallVariant["consequence"]["class"], number> = {
  lof: 30,
  protein_altering: 18,
  splice_near: 10,
  noncoding_exon: 12,
  synonymous: 4,
  other: 4,
};

function consequence({ consequence: own, worse }: SmallVariant): number {
  const here = OF_CLASS[own.afterStop ? "other" : own.class];
  return Math.max(here, worse === null ? 0 : OF_CLASS[worse.class] / 2);
}

function rarity({ frequency, chrom }: CandidateVariant, policy: Policy): number {
  if (!frequency.assessed) return 10;
  const af = frequency.max?.af ?? 0;
  const limit = chrom === "MT" ? policy.frequency.mitochondrial : policy.frequency.recessive;
  return af <= 0 ? 20 : 20 * clamp(Math.log10(limit / af) / 4);
}

function inSilico({ inSilico: { revel, alphaMissense, cadd, spliceAi } }: SmallVariant): number {
  const scaled = [revel, alphaMissense, cadd === null ? null : cadd / 40, spliceAi];
  return 10 * clamp(Math.max(0, ...scaled.filter((value) => value !== null)));
}

function clinvar(variant: CandidateVariant): number {
  const { weight, of } = clinvarStanding(variant);
  if (weight === "pathogenic") return (of?.significance === "LP" ? 20 : 25) + 2 * (of?.stars ?? 0);
  return weight === "rescue" ? 10 : weight === "benign" ? -25 : 0;
}

function phase({ variants, best }: Pick<ScoreInput, "variants" | "best">): number {
  if (best !== null && variants.length > 1) return OF_PHASE[best.phase ?? "UNPHASED"];
  const [only] = variants;
  if (only?.kind === "event" && !only.frequency.assessed) return 0;
  const isRecessive = best?.model === "AR_HOM" || best?.model === "XLR";
  return isRecessive && (only?.zygosity === "hom" || only?.zygosity === "hemi") ? 10 : 0;
}

const OF_PHASE: Record<Phase, number> = {
  TRANS: 10,
  TRANS_LIKELY: 7,
  TRANS_POSSIBLE: 4,
  UNPHASED: 0,
  CIS: 0,
  CIS_LIKELY: 0,
};

function effect({ event }: EventVariant): number {
  if (event.effect === null) return 30;
  const { class: of } = event.effect;
  if (of === "lof" || (of === "gain" && isDosageSensitive(event))) return 30;
  return of === "protein_altering" ? 18 : 4;
}

function support(variant: EventVariant): number {
  if (variant.event.support.length > 1) return 4;
  return isCertain(variant) ? 0 : -10;
}

function clamp(x: number): number {
  return Math.min(1, Math.max(0, x));
}

/** Two decimals; never -0. */
function round(x: number): number {
  return Math.round(x * 100) / 100 + 0;
}
