/** Evidence from the family: PS2, PM6, PM3, BP2, PP1, BS4, PP4. */
import { counted } from "../core/counted.ts";
import type {
  AcmgInput,
  AcmgSettings,
  CriterionResult,
  DeNovoFacts,
  Inputs,
  Outcome,
  RelativeFacts,
} from "./types.ts";
import { isBiallelic, isStatedPathogenic } from "./frequency.ts";
import { met, notApplicable, notAssessed, notMet, suggested } from "./outcome.ts";

const CHOOSE = "Moderate or Strong if the phenotype is specific for the gene: a clinical judgement";

/** PS2-01 to PS2-03: confirmed parentage; at most Supporting by machine. */
export function ps2(input: AcmgInput, settings: AcmgSettings): Outcome {
  return deNovo(input, settings, ({ parentage }, inputs) =>
    parentage === "passed"
      ? met("supporting", `de novo, parentage confirmed by the data; ${CHOOSE}`, inputs, "strong")
      : notAssessed("parentage is not confirmed by the data: see PM6", inputs),
  );
}

/** PS2-02: 0.25 points are less than Supporting. */
export function pm6(input: AcmgInput, settings: AcmgSettings): Outcome {
  return deNovo(input, settings, ({ parentage }, inputs) =>
    parentage === "passed"
      ? notApplicable("parentage is confirmed: PS2", inputs)
      : suggested("supporting", `de novo, parentage not checked; ${CHOOSE}`, inputs),
  );
}

/** @param judge asked where nothing speaks against a new allele */
function deNovo(
  { family, disease, gene }: AcmgInput,
  { ps2: limits }: AcmgSettings,
  judge: (facts: DeNovoFacts, inputs: Inputs) => Outcome,
): Outcome {
  const facts = family.deNovo;
  if (facts === null) return notAssessed("both parents are needed");
  const inputs: Inputs = {
    grade: facts.grade,
    parentage: facts.parentage,
    probandAffected: family.probandAffected,
    parentsUnaffected: facts.parentsUnaffected,
    disease,
    greenOnPanel: gene.green,
    alleleBalance: facts.childAlleleBalance,
    deNovoCount: facts.count,
  };
  if (facts.grade === null) return notMet("not de novo", inputs);
  if (facts.grade !== "HIGH") return notMet(`de novo of grade ${facts.grade} only`, inputs);
  if (facts.parentage === "failed")
    return notMet("pedigree and genotypes are inconsistent", inputs);
  if (disease === null) return notAssessed("no model of inheritance fits", inputs);
  if (isBiallelic(disease) || disease === "mitochondrial")
    return notApplicable("not a disease caused by one new allele", inputs);
  const bars: [boolean, string][] = [
    [family.probandAffected === false, "the proband is unaffected"],
    [facts.parentsUnaffected === false, "a parent is affected"],
    [!gene.green, "the gene is not green on an applied panel"],
    [facts.parentMosaic, "a parent may be mosaic"],
    [facts.multiallelic, "the site has several alleles"],
    [(facts.childAlleleBalance ?? 1) < limits.minAlleleBalance, "too few reads in the child"],
    [(facts.count ?? 0) > limits.maxDeNovos, "too many de novos in the child"],
  ];
  const barred = bars.find(([holds]) => holds);
  if (barred !== undefined) return notMet(barred[1], inputs);
  if (family.probandAffected === null || facts.parentsUnaffected === null)
    return notAssessed("it is not known who is affected", inputs);
  if (facts.childAlleleBalance === null)
    return notAssessed("the child's allele balance is not known", inputs);
  return judge(facts, inputs);
}

/** PM3-01 to PM3-03. One family gives Moderate at most. */
export function pm3(input: AcmgInput, pm2: CriterionResult): Outcome {
  const { disease, family } = input;
  if (disease === null) return notAssessed("no model of inheritance fits");
  if (disease !== "biallelic") return notApplicable("not an autosomal recessive disease");
  const { zygosity, partner } = family;
  const other = partner?.clinvar ?? null;
  const inputs: Inputs = {
    zygosity,
    partner: partner?.key ?? null,
    phase: partner?.phase ?? null,
    partnerClinvar: other === null ? null : other.significance,
    partnerStars: other?.stars ?? null,
    rarity: pm2.status,
  };
  if (family.probandAffected === false) return notMet("the proband is unaffected", inputs);
  if (family.probandAffected === null)
    return notAssessed("it is not known whether the proband is affected", inputs);
  if (zygosity === null) return notAssessed("the genotype is not certain", inputs);
  const points = trans(input);
  const all = { ...inputs, pm3Points: points };
  if (points < 0.5) {
    const few = `${counted(points, "point")}: too few`;
    return notMet(partner === null ? "no other allele in the gene" : few, all);
  }
  if (pm2.status === "not_met" || pm2.status === "not_applicable")
    return notMet("not rare enough itself", all);
  if (pm2.status === "not_assessed") return notAssessed("it is not known whether it is rare", all);
  const strength = points >= 1 ? "moderate" : "supporting";
  const reason =
    zygosity === "hom"
      ? "homozygous; halve it if the parents are related"
      : `${points === 1 ? "in trans with" : "beside"} ${partner?.key ?? ""}, ${other?.significance ?? ""} in ClinVar`;
  return pm2.status === "suggested"
    ? suggested(strength, `${reason}; confirm that it is rare`, all)
    : met(strength, reason, all);
}

/** Points of ClinGen's PM3 table for one proband. */
function trans({ family: { zygosity, partner } }: AcmgInput): number {
  if (zygosity === "hom") return 0.5;
  if (partner === null || partner.phase === "cis") return 0;
  const certain = partner.phase === "trans";
  const { clinvar } = partner;
  if (isStatedPathogenic(clinvar, 1)) {
    if (certain) return 1;
    return clinvar?.significance === "P" ? 0.5 : 0.25;
  }
  return clinvar?.significance === "VUS" && certain ? 0.25 : 0;
}

/** BP2-01: never more than a suggestion. */
export function bp2({ disease, family: { partner }, gene }: AcmgInput): Outcome {
  if (partner === null) return notMet("no other allele in the gene", {});
  const inputs: Inputs = {
    partner: partner.key,
    phase: partner.phase,
    partnerClinvar: partner.clinvar?.significance ?? null,
    disease,
  };
  if (!isStatedPathogenic(partner.clinvar, 1))
    return notMet("the other allele is not P or LP in ClinVar", inputs);
  if (partner.phase === "cis")
    return suggested("supporting", "in cis with a pathogenic allele", inputs);
  if (partner.phase === "unknown") return notAssessed("the phase is not known", inputs);
  return !isBiallelic(disease) && disease !== null && gene.completePenetrance === true
    ? suggested("supporting", "in trans with a pathogenic allele of a dominant disease", inputs)
    : notMet("in trans, as expected of a recessive disease", inputs);
}

/** PP1-01, BS4-01: counted in people, never in points. */
export function pp1(input: AcmgInput): Outcome {
  return segregation(
    input,
    ({ affectedCarriers: n }) =>
      n > 0 && counted(n, "affected relative carries it", "affected relatives carry it"),
    "no affected relative carries it",
  );
}

export function bs4(input: AcmgInput): Outcome {
  return segregation(
    input,
    ({ affectedNonCarriers: n }) =>
      n > 0 &&
      `${counted(n, "affected relative does not carry it", "affected relatives do not carry it")}; phenocopies exist`,
    "every affected relative with genotypes carries it",
  );
}

/**
 * An affected relative whose genotype is open is neither carrier nor non-carrier.
 * @param seen what speaks for the criterion; false: nothing does
 */
function segregation(
  { family: { relatives } }: AcmgInput,
  seen: (relatives: RelativeFacts) => string | false,
  otherwise: string,
): Outcome {
  if (relatives === null) return notAssessed("no relatives with genotypes");
  const inputs = { ...relatives };
  const reason = seen(relatives);
  if (reason !== false) return suggested(null, reason, inputs);
  if (relatives.affectedUnknown === 0) return notMet(otherwise, inputs);
  const [one, more] = ["relative", "relatives"].map(
    (word) => `affected ${word} without a reliable genotype`,
  );
  return notAssessed(counted(relatives.affectedUnknown, one ?? "", more), inputs);
}

/** DC-07: shown, never counted, since the ranking uses the phenotype already. */
export function pp4(
  { family: { phenotype } }: { family: Pick<AcmgInput["family"], "phenotype"> },
  settings: AcmgSettings,
): Outcome {
  if (phenotype === null) return notAssessed("no phenotype terms were compared");
  const inputs = { score: phenotype.score, best: phenotype.best, limit: settings.pp4Score };
  return phenotype.best && phenotype.score >= settings.pp4Score
    ? suggested("supporting", "the best match; count it if the disease has few genes", inputs)
    : notMet("not the best match, or a weak one", inputs);
}
