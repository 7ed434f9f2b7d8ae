/** All criteria of one allele in one gene under one model of disease (ACMG-09). */
import type {
  AcmgEvidence,
  AcmgInput,
  AcmgRun,
  CriterionName,
  CriterionResult,
  PredictorName,
  Strength,
} from "./model.ts";
import { withoutDoubleCounting } from "./combine.ts";
import { bp2, bs4, pm3, pm6, pp1, pp4, ps2 } from "./family.ts";
import { ba1, bs1, bs2, conflictsWithClinvar, pm2 } from "./frequency.ts";
import { pm1, pm5, ps1 } from "./neighbours.ts";
import { criterion, notApplicable, type AcmgSettings } from "./outcome.ts";
import { totals } from "./points.ts";
import { bp4, bp7, isPseudoExon, pp3 } from "./prediction.ts";
import { choosePredictor } from "./predictors.ts";
import { bp1, bp3, pm4, pp2 } from "./protein.ts";
import { pvs1 } from "./pvs1.ts";

const LABEL = "automated evidence, not a classification";

/** Criterion and rule, in the order in which they are shown. */
const RULES: readonly (readonly [CriterionName, string])[] = [
  ["PVS1", "PVS1-01"],
  ["PS1", "PS1-01"],
  ["PS2", "PS2-02"],
  ["PM1", "PM1-01"],
  ["PM2", "PM2-02"],
  ["PM3", "PM3-01"],
  ["PM4", "PM4-01"],
  ["PM5", "PM5-01"],
  ["PM6", "PS2-02"],
  ["PP1", "PP1-01"],
  ["PP2", "PP2-01"],
  ["PP3", "PP3-01"],
  ["PP4", "PP4-01"],
  ["BA1", "BA1-01"],
  ["BS1", "BS1-01"],
  ["BS2", "BS2-01"],
  ["BS4", "BS4-01"],
  ["BP1", "PP2-01"],
  ["BP2", "BP2-01"],
  ["BP3", "BP3-01"],
  ["BP4", "PP3-02"],
  ["BP7", "SPL-02"],
];

/** What holds for every allele of the run. */
export function acmgRun(available: readonly PredictorName[], settings: AcmgSettings): AcmgRun {
  return {
    profile: settings.profile,
    predictor: choosePredictor(settings.predictors, available),
    neverAutomated: NEVER_AUTOMATED,
  };
}

export function acmgEvidence(input: AcmgInput, settings: AcmgSettings): AcmgEvidence {
  if (input.locus === "mt") return mitochondrial(input);
  const criteria = withoutDoubleCounting(judge(input, settings));
  const { flags, ...sums } = totals(criteria, settings);
  return {
    label: LABEL,
    disease: input.disease,
    class: sums.class,
    points: sums.points,
    pointsWithSuggested: sums.pointsWithSuggested,
    posterior: sums.posterior,
    temperature: sums.temperature,
    flags: [...flags, ...flagsOf(input, criteria, settings)].sort(),
    summary: criteriaText(criteria),
    criteria,
  };
}

/** The same evidence under another phenotype: PP4 is never counted (DC-07) and weighs on no other criterion. */
export function withPhenotypeOf(
  evidence: AcmgEvidence,
  phenotype: AcmgInput["family"]["phenotype"],
  settings: AcmgSettings,
): AcmgEvidence {
  if (evidence.class === null) return evidence;
  const rule = new Map(RULES).get("PP4") ?? "";
  const now = criterion("PP4", rule, pp4({ family: { phenotype } }, settings));
  const criteria = evidence.criteria.map((c) => (c.criterion === "PP4" ? now : c));
  const { pointsWithSuggested } = totals(criteria, settings);
  return { ...evidence, pointsWithSuggested, summary: criteriaText(criteria), criteria };
}

function judge(input: AcmgInput, settings: AcmgSettings): CriterionResult[] {
  const rule = new Map(RULES);
  const as = (name: CriterionName, outcome: Parameters<typeof criterion>[2]): CriterionResult =>
    criterion(name, rule.get(name) ?? "", outcome);
  const judged = {
    pvs1: as("PVS1", pvs1(input, settings)),
    pp3: as("PP3", pp3(input, settings)),
  };
  const rarity = as("PM2", pm2(input, settings));
  return [
    judged.pvs1,
    as("PS1", ps1(input, settings, judged)),
    as("PS2", ps2(input, settings)),
    as("PM1", pm1(input, settings)),
    rarity,
    as("PM3", pm3(input, rarity)),
    as("PM4", pm4(input)),
    as("PM5", pm5(input, settings)),
    as("PM6", pm6(input, settings)),
    as("PP1", pp1(input)),
    as("PP2", pp2(input, settings)),
    judged.pp3,
    as("PP4", pp4(input, settings)),
    as("BA1", ba1(input, settings)),
    as("BS1", bs1(input, settings)),
    as("BS2", bs2(input, settings)),
    as("BS4", bs4(input)),
    as("BP1", bp1(input, settings)),
    as("BP2", bp2(input)),
    as("BP3", bp3(input)),
    as("BP4", bp4(input, settings)),
    as("BP7", bp7(input, settings)),
  ];
}

function flagsOf(
  input: AcmgInput,
  criteria: readonly CriterionResult[],
  settings: AcmgSettings,
): string[] {
  const flags: string[] = [];
  if (conflictsWithClinvar(input, settings)) flags.push("conflict_clinvar");
  if (isPseudoExon(input, settings)) flags.push("pseudo_exon");
  if (criteria.some((c) => c.status === "met" && c.inputs["approximate"] === true))
    flags.push("approximate");
  return flags;
}

/** MTACMG: another framework; nothing of it is automated here. */
function mitochondrial({ disease }: AcmgInput): AcmgEvidence {
  const outcome = notApplicable("mitochondrial DNA: manual");
  return {
    label: LABEL,
    disease,
    class: null,
    points: 0,
    pointsWithSuggested: 0,
    posterior: 0.1,
    temperature: null,
    flags: ["mitochondrial_manual"],
    summary: "",
    criteria: RULES.map(([name]) => criterion(name, "MTACMG", outcome)),
  };
}

/** What no machine may decide, said in every report. */
const NEVER_AUTOMATED: AcmgRun["neverAutomated"] = [
  { criterion: "PS3", reason: "functional studies: the assay and its calibration must be read" },
  { criterion: "BS3", reason: "functional studies: the assay and its calibration must be read" },
  { criterion: "PS4", reason: "cases against controls: needs counts from the literature" },
  { criterion: "PP1_Strong", reason: "segregation: only relatives are counted, points are not" },
  { criterion: "BS4", reason: "non-segregation: phenocopies; only relatives are counted" },
  { criterion: "BP5", reason: "another cause found: a judgement on the whole case" },
  {
    criterion: "PP5",
    reason: "retired by ClinGen (Biesecker and Harrison 2018): ClinVar is shown",
  },
  {
    criterion: "BP6",
    reason: "retired by ClinGen (Biesecker and Harrison 2018): ClinVar is shown",
  },
];

/** Strengths that a criterion's letters already say. */
const IMPLIED: readonly (readonly [prefix: string, strength: Strength])[] = [
  ["PVS", "very_strong"],
  ["PS", "strong"],
  ["PM", "moderate"],
  ["PP", "supporting"],
  ["BA", "stand_alone"],
  ["BS", "strong"],
  ["BP", "supporting"],
];

const WORDS: Readonly<Record<Strength, string>> = {
  supporting: "Supporting",
  moderate: "Moderate",
  strong: "Strong",
  very_strong: "VeryStrong",
  stand_alone: "StandAlone",
};

/** `PVS1`, `PM2_Supporting`, `PP3_Strong`; a suggestion ends in `?`. Empty unless met or suggested. */
function criterionText({ criterion: name, status, strength }: CriterionResult): string {
  if (status !== "met" && status !== "suggested") return "";
  const implied = IMPLIED.find(([prefix]) => name.startsWith(prefix))?.[1];
  const word = strength === null || strength === implied ? "" : `_${WORDS[strength]}`;
  return `${name}${word}${status === "suggested" ? "?" : ""}`;
}

/** Met, then suggested, joined by `;`. */
function criteriaText(criteria: readonly CriterionResult[]): string {
  const of = (status: string): string[] =>
    criteria.filter((c) => c.status === status).map(criterionText);
  return [...of("met"), ...of("suggested")].join(";");
}
