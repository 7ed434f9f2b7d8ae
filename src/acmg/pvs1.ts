/** PVS1's decision tree (PVS1-01; Abou Tayoun 2018). */
import type { AcmgInput, Strength, TranscriptFacts } from "./model.ts";
import {
  met,
  notApplicable,
  notAssessed,
  POINTS,
  suggested,
  type AcmgSettings,
  type Inputs,
  type Outcome,
} from "./outcome.ts";
import { type Branch, startBranch, stopBranch } from "./pvs1-stop.ts";
import { spliceBranch } from "./pvs1-splice.ts";
import { has, isCanonicalSplice, isNull } from "./terms.ts";
import { isBiallelic } from "./frequency.ts";

export function pvs1(input: AcmgInput, settings: AcmgSettings): Outcome {
  const t = input.transcript;
  if (t === null) return notAssessed("no consequence is annotated");
  const excluded = notForThis(t);
  if (excluded !== null) return notApplicable(excluded, { terms: t.terms.join("&") });
  const mechanism = lofMechanism(input, settings);
  const shared: Inputs = {
    terms: t.terms.join("&"),
    transcript: t.transcript,
    relevance: t.relevance,
    mechanism: mechanism.standing,
    mechanismBasis: mechanism.basis,
  };
  if (mechanism.standing === "excluded") return notApplicable(mechanism.basis, shared);
  if (mechanism.standing === "unknown") return notAssessed(mechanism.basis, shared);
  if (t.relevance === null)
    return notAssessed("whether this is the relevant transcript is not known", shared);
  const branch = branchOf(input, t, settings);
  const inputs = { ...shared, ...branch.inputs };
  if ("applies" in branch) return notApplicable(branch.reason, inputs);
  if ("unknown" in branch) return notAssessed(branch.reason, inputs);
  const bent = byGene(input, t, branch.strength);
  const reason = bent.why === null ? branch.reason : `${branch.reason}; ${bent.why}`;
  if (mechanism.standing === "likely") {
    const strength = lighter(bent.strength, "strong");
    return suggested(strength, `${reason}; confirm the mechanism`, inputs);
  }
  if (branch.ask !== undefined) return suggested(bent.strength, `${reason}; ${branch.ask}`, inputs);
  return met(bent.strength, reason, inputs);
}

/** Why the question does not arise, or null. */
function notForThis(t: TranscriptFacts): string | null {
  if (t.afterStop) return "behind another stop on the same haplotype";
  if (has(t, "stop_lost")) return "a lost stop is PM4";
  if (!isNull(t)) {
    const elsewhere = t.worseTerms.length > 0 ? `; ${t.worseTerms.join("&")} on another` : "";
    return `no loss of function on the reporting transcript${elsewhere}`;
  }
  if (!t.coding) return "the transcript is not coding";
  return t.complete ? null : "the transcript's coding sequence is incomplete";
}

function branchOf(input: AcmgInput, t: TranscriptFacts, settings: AcmgSettings): Branch {
  if (has(t, "transcript_ablation"))
    return { strength: "very_strong", reason: "the whole gene is deleted", inputs: {} };
  if (has(t, "exon_loss_variant"))
    return { unknown: true, reason: "which exons are lost is not told", inputs: {} };
  if (has(t, "start_lost")) return startBranch(input);
  if (isCanonicalSplice(t)) return spliceBranch(input, t, settings);
  return stopBranch(input, t, settings);
}

function lighter(a: Strength, b: Strength): Strength {
  return POINTS[a] > POINTS[b] ? b : a;
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

interface Mechanism {
  /** `likely`: constraint and ClinVar speak for it; PVS1 is then suggested, at most Strong. */
  standing: "established" | "likely" | "excluded" | "unknown";
  basis: string;
}

/** Whether the loss of this gene is known to cause the disease (first precondition; PA-02). */
function lofMechanism(input: AcmgInput, settings: AcmgSettings): Mechanism {
  const { gene, disease } = input;
  const { haploinsufficiency: score, loeuf, clinvar } = gene;
  if (gene.lofNotMechanism)
    return { standing: "excluded", basis: "the panel says that loss of function is not the cause" };
  const listed = settings.lofGenes.some(
    (g) => g === gene.symbol || (g === gene.hgncId && g !== ""),
  );
  if (listed) return { standing: "established", basis: "listed by the user" };
  if (score === 3) return { standing: "established", basis: "ClinGen haploinsufficiency 3" };
  if (isBiallelic(disease)) {
    if (score === 30)
      return { standing: "established", basis: "ClinGen haploinsufficiency 30, recessive" };
    if (gene.recessiveGreen)
      return { standing: "established", basis: "green on a panel with a recessive mode" };
  }
  if (score === 40)
    return { standing: "excluded", basis: "ClinGen haploinsufficiency 40: unlikely" };
  const { maxLoeuf, minPathogenicLof } = settings.pvs1;
  if (loeuf !== null && clinvar !== null) {
    if (loeuf < maxLoeuf && clinvar.pathogenicLof >= minPathogenicLof) {
      const basis = `LOEUF ${loeuf}, ${clinvar.pathogenicLof} P or LP loss-of-function alleles in ClinVar`;
      return { standing: "likely", basis };
    }
  }
  return {
    standing: "unknown",
    basis: "nothing at hand says that loss of function is the mechanism",
  };
}
