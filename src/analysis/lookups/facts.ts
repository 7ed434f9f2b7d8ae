/** Facts for the criteria from a candidate, its panels and its family. */
import { variantKey } from "../../core/allele.ts";
import { isOfGermline } from "../../core/classification.ts";
import type {
  DeNovoFacts,
  DiseaseModel,
  FamilyFacts,
  GeneFacts,
  PartnerFacts,
  RelativeFacts,
} from "../../acmg/types.ts";
import type { ClinVarStatement } from "../../classifications/types.ts";
import type { ModelName, Phase } from "../../inheritance/types.ts";
import type { Candidate, CandidateVariant } from "../../rank/types.ts";
import type { EvidenceContext } from "./evidence.ts";

type AnyCandidate = Omit<Candidate, "tier">;

const DISEASE: Readonly<Record<ModelName, DiseaseModel>> = {
  AD: "monoallelic",
  AD_DENOVO: "monoallelic",
  IMP_PATERNAL: "monoallelic",
  IMP_MATERNAL: "monoallelic",
  Y: "x_monoallelic",
  AR_HOM: "biallelic",
  AR_COMPHET: "biallelic",
  AR_DEL_HEMI: "biallelic",
  XLR: "x_biallelic",
  XLR_COMPHET: "x_biallelic",
  XLD: "x_monoallelic",
  X_DENOVO: "x_monoallelic",
  MT: "mitochondrial",
};

/** Of the best model; without one, of the panels where they agree. */
export function diseaseOf({ models, panels }: AnyCandidate): DiseaseModel | null {
  const [best] = models;
  if (best !== undefined) return DISEASE[best.model];
  const modes = new Set(panels.filter((p) => p.confidence === "green").map((p) => p.mode));
  if (modes.size !== 1) return null;
  switch ([...modes][0]) {
    case "monoallelic":
    case "monoallelic_maternal_expressed":
    case "monoallelic_paternal_expressed":
      return "monoallelic";
    case "biallelic":
      return "biallelic";
    case "x_biallelic_females":
      return "x_biallelic";
    case "x_monoallelic_females":
      return "x_monoallelic";
    case "mitochondrial":
      return "mitochondrial";
    default:
      return null;
  }
}

/** Panels alone: no dosage, constraint, disease or ClinVar table is at hand. */
export function geneFacts({ gene, panels }: AnyCandidate): GeneFacts {
  const green = panels.filter((p) => p.confidence === "green");
  const stated = green.map((p) => p.penetrance).filter((p) => p !== "unknown");
  return {
    symbol: gene.symbol,
    hgncId: gene.hgncId,
    haploinsufficiency: null,
    recessiveGreen: green.some((p) => p.mode === "biallelic" || p.mode === "x_biallelic_females"),
    lofNotMechanism: panels.length > 0 && panels.every((p) => p.lofNotMechanism),
    completePenetrance: stated.length === 0 ? null : stated.every((p) => p === "complete"),
    green: green.length > 0,
    mechanisms: [],
    mechanismSources: [],
    loeuf: null,
    missenseZ: null,
    clinvar: null,
  };
}

/** The allele's own statement, germline and of this gene (CV-07, CV-09, CV-11). */
export function clinvarStatement({
  clinvar,
  meant,
}: Pick<CandidateVariant, "clinvar" | "meant">): ClinVarStatement | null {
  if (clinvar === null || !isOfGermline(clinvar)) return null;
  const word = meant.get(clinvar);
  if (word !== "yes" && word !== "likely") return null;
  return { significance: clinvar.significance, stars: clinvar.stars };
}

export function familyFacts(
  candidate: AnyCandidate,
  index: number,
  context: EvidenceContext,
): FamilyFacts {
  const { family } = context.prepared;
  const variant = candidate.variants[index] as CandidateVariant;
  const affection = family.people[family.proband]?.affection ?? "unknown";
  return {
    probandAffected: affection === "unknown" ? null : affection === "affected",
    zygosity: zygosityOf(variant.zygosity),
    deNovo: deNovoFacts(candidate, variant, context),
    partner: partnerOf(candidate, index),
    relatives: relativesOf(candidate, index, context),
    phenotype: phenotypeFacts(candidate),
  };
}

export function phenotypeFacts({
  phenotype,
}: Pick<AnyCandidate, "phenotype">): FamilyFacts["phenotype"] {
  return phenotype === undefined ? null : { score: phenotype.posterior, best: phenotype.best };
}

function zygosityOf(text: string): FamilyFacts["zygosity"] {
  if (text === "het" || text === "het_nonref") return "het";
  return text === "hom" || text === "hemi" ? text : null;
}

const GRADES = ["HIGH", "MEDIUM", "LOW"] as const;

function deNovoFacts(
  { models }: AnyCandidate,
  variant: CandidateVariant,
  { prepared: { family }, relatedness, deNovos }: EvidenceContext,
): DeNovoFacts | null {
  const child = family.people[family.proband];
  const parents = [child?.father ?? null, child?.mother ?? null].map((i) =>
    i === null ? undefined : family.people[i],
  );
  const sequenced = parents.every((p) => p !== undefined && p.sample !== null && p.geneticParent);
  if (!sequenced) return null;
  const key = variantKey(variant);
  const grades = models.map((m) => m.deNovo[m.alleles.indexOf(key)] ?? null);
  const origins = models.map((m) => m.origins[m.alleles.indexOf(key)]);
  const affections = parents.map((p) => p?.affection);
  const checks = parents.map((p) => relatedness.get(p?.id ?? ""));
  return {
    grade: GRADES.find((grade) => grades.includes(grade)) ?? null,
    parentsUnaffected: affections.includes("affected")
      ? false
      : affections.every((a) => a === "unaffected")
        ? true
        : null,
    parentage: checks.includes("failed")
      ? "failed"
      : checks.every((c) => c === "passed")
        ? "passed"
        : "not_checked",
    parentMosaic: origins.some((o) => o === "MAT_MOSAIC" || o === "PAT_MOSAIC"),
    childAlleleBalance: variant.genotypes[0]?.alleleBalance ?? null,
    multiallelic: variant.zygosity === "het_nonref",
    count: deNovos,
  };
}

/** Null where the evidence disagrees, too. */
function knownPhase([best]: AnyCandidate["models"]): Phase | null {
  return best === undefined || best.flags.includes("phase_conflict") ? null : best.phase;
}

/** The pair's other allele, with ClinVar's word for it alone (PM3-03). */
function partnerOf({ variants, models }: AnyCandidate, index: number): PartnerFacts | null {
  const other = variants.find((_, i) => i !== index);
  if (other === undefined) return null;
  const phase = knownPhase(models);
  return {
    key: variantKey(other),
    phase: phase === "TRANS" ? "trans" : phase === "CIS" ? "cis" : "unknown",
    clinvar: clinvarStatement(other),
  };
}

/** Relatives with genotypes that are used: a call that cannot be relied on shows neither the one nor the other. */
function relativesOf(
  candidate: AnyCandidate,
  index: number,
  { prepared: { family } }: EvidenceContext,
): RelativeFacts | null {
  const disease = diseaseOf(candidate);
  const recessive = disease === "biallelic" || disease === "x_biallelic";
  const inTrans = knownPhase(candidate.models) === "TRANS";
  const facts: RelativeFacts = {
    affectedCarriers: 0,
    affectedNonCarriers: 0,
    affectedUnknown: 0,
    unaffectedWithDiseaseGenotype: 0,
  };
  let seen = 0;
  family.people.forEach((person, i) => {
    const own = candidate.variants[index]?.carriers[i] ?? null;
    if (i === family.proband || own === null) return;
    seen++;
    if (person.affection === "affected") {
      if (own.any === "yes") facts.affectedCarriers++;
      else if (own.any === "no") facts.affectedNonCarriers++;
      else facts.affectedUnknown++;
    }
    if (person.affection !== "unaffected" || disease === null) return;
    const both = inTrans && candidate.variants.every((v) => v.carriers[i]?.any === "yes");
    const has = recessive ? own.all === "yes" || both : own.any === "yes";
    if (has) facts.unaffectedWithDiseaseGenotype++;
  });
  return seen === 0 ? null : facts;
}
