/** PVS1's decision tree (PVS1-01; Abou Tayoun 2018). */
import type { ModeOfInheritance } from "../panel/types.ts";
import type {
  AcmgInput,
  AcmgSettings,
  CriterionResult,
  DiseaseModel,
  FamilyFacts,
  Inputs,
  MechanismStatement,
  Outcome,
  Strength,
  TranscriptFacts,
} from "./types.ts";
import { atMost, met, notApplicable, notAssessed, POINTS, suggested } from "./outcome.ts";
import { type Branch, startBranch, stopBranch, unknown } from "./pvs1-stop.ts";
import { spliceBranch } from "./pvs1-splice.ts";
import { has, isCanonicalSplice, isNull } from "./terms.ts";
import { isBiallelic } from "./frequency.ts";

export function pvs1(input: AcmgInput, settings: AcmgSettings): Outcome {
  if (input.transcript === null) return notAssessed("no consequence is annotated");
  const t = mildest(input.transcript);
  const excluded = notForThis(t);
  if (excluded !== null) return notApplicable(excluded, { terms: t.terms.join("&") });
  const mechanism = lofMechanism(input, settings);
  const shared: Inputs = {
    terms: t.terms.join("&"),
    transcript: t.transcript,
    relevance: t.relevance,
    mechanism: mechanism.standing,
    mechanismBasis: mechanism.basis,
    ...(t.exonUse ? { exonInTranscripts: `${t.exonUse.inTranscripts}/${t.exonUse.of}` } : {}),
  };
  if (mechanism.standing === "excluded") return notApplicable(mechanism.basis, shared);
  // DEC-37: what nobody was there to be asked is for a human to answer, not for silence.
  const isOpen = mechanism.standing === "unknown";
  const open = (reason: string, inputs: Inputs, strength: Strength | null = null): Outcome =>
    isOpen
      ? suggested(strength, `${reason}; ${mechanism.basis}`, inputs)
      : notAssessed(reason, inputs);
  const reserve = t.reserves?.find((name) => UNFIT[name] !== undefined);
  if (reserve !== undefined) return open(UNFIT[reserve] ?? reserve, shared);
  if (t.relevance === null)
    return open("it is not known whether this is the relevant transcript", shared);
  const branch = branchOf(input, t, settings);
  const inputs = { ...shared, ...branch.inputs };
  if ("applies" in branch) return notApplicable(branch.reason, inputs);
  if ("unknown" in branch) return open(branch.reason, inputs);
  const bent = byGene(input, t, branch.strength);
  const reason = bent.why === null ? branch.reason : `${branch.reason}; ${bent.why}`;
  if (isOpen) return open(reason, inputs, bent.strength);
  const told = `${reason}; ${mechanism.basis}`;
  if (mechanism.standing === "likely") {
    const strength = atMost(bent.strength, "strong");
    return suggested(strength, `${told}: confirm the mechanism`, inputs);
  }
  if (t.milderTogether !== undefined) {
    const why = `combined with another change on the same chromosome, it is ${t.milderTogether}`;
    return suggested(bent.strength, `${told}; ${why}`, inputs);
  }
  const ask = branch.ask ?? (t.milderElsewhere === true ? PLACED : undefined);
  if (ask !== undefined) return suggested(bent.strength, `${told}; ${ask}`, inputs);
  return met(bent.strength, told, inputs);
}

/** Of a file that was annotated elsewhere, where one place counts alone. */
const PLACED = "written at its other end, the same change is no loss of function";

/** Transcripts of which nothing is concluded. */
const UNFIT: Readonly<Record<string, string>> = {
  internal_stop: "the transcript has a stop inside its coding sequence",
  phase_conflict: "the transcript's reading frame is not known",
  gapped: "the transcript differs from the genome in length",
  transcript_differs_from_genome: "the transcript differs from the genome",
};

/** DEC-41: where the same change can be written at another place, the milder one counts. */
function mildest(t: TranscriptFacts): TranscriptFacts {
  const { otherTerms = [] } = t;
  return otherTerms.length === 0 ? t : { ...t, terms: otherTerms };
}

/** Why the question does not arise, or null. */
function notForThis(t: TranscriptFacts): string | null {
  if (t.afterStop) return "beyond another stop on the same haplotype";
  if (has(t, "stop_lost")) return "a lost stop counts under PM4";
  if (!isNull(t)) {
    const elsewhere = t.worseTerms.length > 0 ? `; ${t.worseTerms.join("&")} on another` : "";
    const placed = t.otherTerms?.length ? ", when the same change is written at its other end" : "";
    return `no loss of function on the reporting transcript${placed}${elsewhere}`;
  }
  if (!t.coding) return "the transcript is not coding";
  return t.complete ? null : "the transcript's coding sequence is incomplete";
}

function branchOf(input: AcmgInput, t: TranscriptFacts, settings: AcmgSettings): Branch {
  if (has(t, "transcript_ablation"))
    return { strength: "very_strong", reason: "the whole gene is deleted", inputs: {} };
  if (has(t, "exon_loss_variant")) return unknown("it is not known which exons are lost", {});
  if (has(t, "start_lost")) return startBranch(input);
  if (isCanonicalSplice(t)) return spliceBranch(input, t, settings);
  return stopBranch(input, t, settings);
}

function byGene(
  { gene }: AcmgInput,
  t: TranscriptFacts,
  strength: Strength,
): { strength: Strength; why: string | null } {
  const exception = GENE_EXCEPTIONS[gene.symbol];
  if (exception === undefined) return { strength, why: null };
  const { escapesNothing, stopBefore, most, mostAtSplice } = exception;
  const why = `${gene.symbol}: ${exception.why}`;
  const splice = isCanonicalSplice(t);
  if (!splice && !has(t, "start_lost")) {
    const stop = t.stopCodon ?? t.residue;
    const whole =
      escapesNothing === true || (stopBefore !== undefined && stop !== null && stop < stopBefore);
    if (whole) return { strength: "very_strong", why };
  }
  const limit = splice ? (mostAtSplice ?? most) : most;
  return limit === undefined || POINTS[strength] <= POINTS[limit]
    ? { strength, why: null }
    : { strength: limit, why };
}

interface GeneException {
  /** A stop in the one coding exon counts as complete loss. */
  escapesNothing?: boolean;
  /** A stop before this codon counts as complete loss. */
  stopBefore?: number;
  /** Most that any loss of function weighs. */
  most?: Strength;
  /** Most that a splice site weighs. */
  mostAtSplice?: Strength;
  why: string;
}

/** Genes in which the tree is bent by what is known of them (AutoPVS1's table; PVS1-01). */
const GENE_EXCEPTIONS: Readonly<Record<string, GeneException>> = {
  GJB2: { escapesNothing: true, why: "all of the protein is in one exon" },
  PTEN: { stopBefore: 374, why: "needed up to codon 373" },
  CDH1: { mostAtSplice: "strong", why: "splice sites at most Strong" },
  MYH7: { most: "moderate", why: "loss of function is not the usual mechanism" },
};

/**
 * `likely`: constraint and ClinVar speak for it, or a table of diseases with moderate evidence; PVS1 is then
 * suggested, at most Strong. `unknown`: no source says; suggested with the missing source named.
 */
type Standing = "established" | "likely" | "excluded" | "unknown";

/** DEC-37: PVS1 waits for an answer that no source at hand gives. */
export function isMechanismOpen({ criterion, status, inputs }: CriterionResult): boolean {
  return criterion === "PVS1" && status === "suggested" && inputs["mechanism"] === "unknown";
}

/**
 * Whether the statement is of a disease of this model. What is on every X, a male's one or both of a female's, is of
 * both of X's modes; one copy of two is not of a disease that takes both.
 */
function isOfModel(
  mode: ModeOfInheritance,
  disease: DiseaseModel | null,
  zygosity: FamilyFacts["zygosity"],
): boolean {
  switch (disease) {
    case "monoallelic":
      return /^(?:monoallelic|both)/.test(mode);
    case "biallelic":
      return mode === "biallelic" || mode === "both" || mode === "both_biallelic_severe";
    case "x_monoallelic":
      return (
        mode === "x_monoallelic_females" ||
        (mode === "x_biallelic_females" && (zygosity === "hemi" || zygosity === "hom"))
      );
    case "x_biallelic":
      return mode === "x_biallelic_females" || mode === "x_monoallelic_females";
    case "mitochondrial":
    case null:
      return false;
  }
}

/** What tables of diseases make of the mechanism; undefined: nothing. */
function statedMechanism({
  gene,
  disease,
  family: { zygosity },
}: AcmgInput): { standing: Standing; basis: string } | undefined {
  const said = gene.mechanisms.filter(({ mode }) => isOfModel(mode, disease, zygosity));
  const lost = said.filter(({ mechanism }) => mechanism === "loss_of_function");
  const basisOf = ({ source, disease: name, text, strength }: MechanismStatement): string =>
    `${source}: ${text} in ${name} (${strength})`;
  const sure = lost.find(({ strength }) => isSure(strength));
  if (sure !== undefined) return { standing: "established", basis: basisOf(sure) };
  const moderate = lost.find(({ strength }) => strength === "moderate" || strength === "unknown");
  if (moderate !== undefined) return { standing: "likely", basis: basisOf(moderate) };
  const others = said.filter(({ strength }) => isSure(strength));
  const [first] = others;
  return first !== undefined && others.every(({ mechanism }) => mechanism === "other")
    ? { standing: "excluded", basis: basisOf(first) }
    : undefined;
}

function isSure(strength: MechanismStatement["strength"]): boolean {
  return strength === "definitive" || strength === "strong";
}

function unknownBasis(sources: readonly string[]): string {
  const asked =
    sources.length === 0
      ? "no available source states whether loss of function causes the disease"
      : `${sources.join(" and ")} ${sources.length === 1 ? "does" : "do"} not state whether loss of function causes the disease`;
  return `${asked}: confirm it, or provide ClinGen's dosage table or G2P, or list the gene under acmg.lofGenes in the policy`;
}

/** Whether the loss of this gene is known to cause the disease (first precondition; PA-02), and what says so. */
function lofMechanism(
  input: AcmgInput,
  { lofGenes, pvs1: { maxLoeuf, minPathogenicLof } }: AcmgSettings,
): { standing: Standing; basis: string } {
  const { gene, disease } = input;
  const { symbol, hgncId, haploinsufficiency: score, loeuf } = gene;
  const pathogenic = gene.clinvar?.pathogenicLof ?? 0;
  const recessive = isBiallelic(disease);
  const stated = statedMechanism(input);
  const signs: [holds: boolean, Standing, basis: string][] = [
    [gene.lofNotMechanism, "excluded", "according to the panel, loss of function is not the cause"],
    [
      lofGenes.some((g) => g === symbol || (g === hgncId && g !== "")),
      "established",
      "listed by the user",
    ],
    [score === 3, "established", "ClinGen haploinsufficiency 3"],
    [recessive && score === 30, "established", "ClinGen haploinsufficiency 30, recessive"],
    [recessive && gene.recessiveGreen, "established", "green on a panel with a recessive mode"],
    [score === 40, "excluded", "ClinGen haploinsufficiency 40: unlikely"],
    [stated !== undefined, stated?.standing ?? "unknown", stated?.basis ?? ""],
    [
      gene.clinvar !== null && (loeuf ?? Infinity) < maxLoeuf && pathogenic >= minPathogenicLof,
      "likely",
      `LOEUF ${loeuf}, ${pathogenic} P or LP loss-of-function alleles in ClinVar`,
    ],
    [true, "unknown", unknownBasis(gene.mechanismSources)],
  ];
  const [, standing, basis] = signs.find(([holds]) => holds) ?? [true, "unknown", ""];
  return { standing, basis };
}
