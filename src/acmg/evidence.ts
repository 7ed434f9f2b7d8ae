/** All criteria for one allele in one gene under one disease model (ACMG-09). */
import type {
  AcmgEvidence,
  AcmgInput,
  AcmgRun,
  AcmgSettings,
  CriterionName,
  CriterionResult,
  Outcome,
  Strength,
} from "./types.ts";
import { CLASS_NOT_STATED, classState, NOT_JUDGED } from "../core/evidence-class.ts";
import { withoutDoubleCounting } from "./combine.ts";
import { bp2, bs4, pm3, pm6, pp1, pp4, ps2 } from "./family.ts";
import { ba1, bs1, bs2, conflictsWithClinvar, pm2 } from "./frequency.ts";
import { pm1, pm5, ps1 } from "./neighbours.ts";
import { criterion, notApplicable, POINTS } from "./outcome.ts";
import { totals } from "./points.ts";
import { bp4, bp7, isPseudoExon, pp3 } from "./prediction.ts";
import { choosePredictor, type PredictorName } from "../core/predictors.ts";
import { bp1, bp3, pm4, pp2 } from "./protein.ts";
import { isMechanismOpen, pvs1 } from "./pvs1.ts";

const LABEL = "automated evidence, not a classification";

type Judge = (
  input: AcmgInput,
  settings: AcmgSettings,
  of: (name: CriterionName) => CriterionResult,
) => Outcome;

/** Criterion, rule and what judges it, in the order in which they are shown. */
const CRITERIA: Readonly<Record<CriterionName, readonly [rule: string, Judge]>> = {
  PVS1: ["PVS1-01", pvs1],
  PS1: [
    "PS1-01",
    (input, settings, of) => ps1(input, settings, { pvs1: of("PVS1"), pp3: of("PP3") }),
  ],
  PS2: ["PS2-02", ps2],
  PM1: ["PM1-01", pm1],
  PM2: ["PM2-02", pm2],
  PM3: ["PM3-01", (input, _, of) => pm3(input, of("PM2"))],
  PM4: ["PM4-01", pm4],
  PM5: ["PM5-01", pm5],
  PM6: ["PS2-02", pm6],
  PP1: ["PP1-01", pp1],
  PP2: ["PP2-01", pp2],
  PP3: ["PP3-01", pp3],
  PP4: ["PP4-01", pp4],
  BA1: ["BA1-01", ba1],
  BS1: ["BS1-01", bs1],
  BS2: ["BS2-01", bs2],
  BS4: ["BS4-01", bs4],
  BP1: ["PP2-01", bp1],
  BP2: ["BP2-01", bp2],
  BP3: ["BP3-01", bp3],
  BP4: ["PP3-02", bp4],
  BP7: ["SPL-02", bp7],
};

const NAMES = Object.keys(CRITERIA) as CriterionName[];

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
  const isOpen = mayBeOfOtherClass(criteria, settings);
  return {
    label: LABEL,
    disease: input.disease,
    ...sums,
    ...(isOpen ? { class: null, temperature: null } : {}),
    flags: [
      ...flags,
      ...flagsOf(input, criteria, settings),
      ...(isOpen ? [CLASS_NOT_STATED] : []),
    ].sort(),
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
  if (classState(evidence) === "not_judged") return evidence;
  const outcome = pp4({ family: { phenotype } }, settings);
  const criteria = evidence.criteria.map((c) =>
    c.criterion === "PP4" ? criterion("PP4", c.rule, outcome) : c,
  );
  const { pointsWithSuggested } = totals(criteria, settings);
  return { ...evidence, pointsWithSuggested, summary: criteriaText(criteria), criteria };
}

/** DEC-37: PVS1 could not be assessed, and would change the class. */
function mayBeOfOtherClass(criteria: readonly CriterionResult[], settings: AcmgSettings): boolean {
  const open = criteria.find(isMechanismOpen);
  if (open === undefined) return false;
  // A strength that a human has to choose may be the highest.
  const points = open.strength === null ? POINTS.very_strong : open.points;
  const met = { ...open, status: "met" as const, points };
  const accepted = criteria.map((c) => (c === open ? met : c));
  return totals(accepted, settings).class !== totals(criteria, settings).class;
}

function judge(input: AcmgInput, settings: AcmgSettings): CriterionResult[] {
  const judged: Partial<Record<CriterionName, CriterionResult>> = {};
  const of = (name: CriterionName): CriterionResult => {
    const [rule, outcomeOf] = CRITERIA[name];
    return (judged[name] ??= criterion(name, rule, outcomeOf(input, settings, of)));
  };
  return NAMES.map(of);
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
    flags: [NOT_JUDGED],
    summary: "",
    criteria: NAMES.map((name) => criterion(name, "MTACMG", outcome)),
  };
}

const RETIRED = "retired by ClinGen (Biesecker and Harrison 2018): ClinVar is shown";

/** What no machine may decide, said in every report. */
const NEVER_AUTOMATED: AcmgRun["neverAutomated"] = [
  { criterion: "PS3", reason: "functional studies: the assay and its calibration must be read" },
  { criterion: "BS3", reason: "functional studies: the assay and its calibration must be read" },
  { criterion: "PS4", reason: "cases versus controls: needs counts from the literature" },
  { criterion: "PP1_Strong", reason: "segregation: relatives are counted, but not scored" },
  {
    criterion: "BS4",
    reason: "non-segregation: phenocopies are possible; relatives are counted, but not scored",
  },
  { criterion: "BP5", reason: "another cause found: a judgement on the whole case" },
  { criterion: "PP5", reason: RETIRED },
  { criterion: "BP6", reason: RETIRED },
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

/** `PVS1`, `PM2_Supporting`, `PP3_Strong`; a suggestion ends in `?`. Empty unless met or suggested. */
function criterionText({ criterion: name, status, strength }: CriterionResult): string {
  if (status !== "met" && status !== "suggested") return "";
  const implied = IMPLIED.find(([prefix]) => name.startsWith(prefix))?.[1];
  const word = strength === null || strength === implied ? "" : `_${camel(strength)}`;
  return `${name}${word}${status === "suggested" ? "?" : ""}`;
}

/** `very_strong` as `VeryStrong`. */
function camel(text: string): string {
  return text.replaceAll(/(?:^|_)(.)/g, (_, letter: string) => letter.toUpperCase());
}

/** Met, then suggested, joined by `;`. */
function criteriaText(criteria: readonly CriterionResult[]): string {
  const of = (status: string): string[] =>
    criteria.filter((c) => c.status === status).map(criterionText);
  return [...of("met"), ...of("suggested")].join(";");
}
