/** The standard terms for our names of models and modes of inheritance. */
import type { ModelName } from "../inheritance/types.ts";
import type { ModeOfInheritance } from "../panel/types.ts";
import type { Candidate } from "./types.ts";

/** In full, for a column of a table, and for one as narrow as a terminal's. */
const MODELS: Readonly<Record<ModelName, readonly [full: string, short: string, narrow: string]>> =
  {
    AD: ["autosomal dominant", "dominant", "dominant"],
    AD_DENOVO: ["autosomal dominant, de novo", "de novo", "de novo"],
    AR_HOM: ["autosomal recessive, homozygous", "recessive, hom.", "rec. hom."],
    AR_COMPHET: [
      "autosomal recessive, compound heterozygous",
      "recessive, comp. het.",
      "comp. het.",
    ],
    AR_DEL_HEMI: [
      "autosomal recessive, hemizygous over a deletion",
      "recessive, over del.",
      "over del.",
    ],
    XLR: ["X-linked recessive", "X recessive", "X rec."],
    XLR_COMPHET: [
      "X-linked recessive, compound heterozygous",
      "X rec., comp. het.",
      "X comp. het.",
    ],
    XLD: ["X-linked dominant", "X dominant", "X dom."],
    X_DENOVO: ["X-linked, de novo", "X de novo", "X de novo"],
    Y: ["Y-linked", "Y-linked", "Y-linked"],
    MT: ["mitochondrial", "mitochondrial", "mito."],
    IMP_PATERNAL: ["imprinted, paternal allele expressed", "imprinted (pat.)", "imp. (pat.)"],
    IMP_MATERNAL: ["imprinted, maternal allele expressed", "imprinted (mat.)", "imp. (mat.)"],
  };

const LENGTHS = { full: 0, short: 1, narrow: 2 } as const;

export function modelWord(model: ModelName): string {
  return MODELS[model][0];
}

type Led = Pick<Candidate, "models"> & { variants: readonly { zygosity: string }[] };

/**
 * How a candidate is inherited, by its best model; undefined without one. One copy in a male is neither dominant
 * nor recessive: "X-linked, hemizygous, mother is a carrier".
 */
export function inheritanceWord(
  { models: [best], variants }: Led,
  length: keyof typeof LENGTHS,
): string | undefined {
  if (best === undefined) return undefined;
  const isOnX = best.model === "XLR" || best.model === "XLD" || best.model === "X_DENOVO";
  if (!isOnX || variants.length !== 1 || variants[0]?.zygosity !== "hemi")
    return MODELS[best.model][LENGTHS[length]];
  if (length === "narrow") return best.model === "X_DENOVO" ? "X de novo" : "X hemi.";
  const how = best.flags.includes("mother_carrier_unaffected")
    ? ", mother is a carrier"
    : best.model === "X_DENOVO"
      ? ", de novo"
      : "";
  return `X-linked, hemizygous${how}`;
}

/** What a panel or a table says of a gene's inheritance. */
const MODES: Readonly<Record<ModeOfInheritance, string>> = {
  monoallelic: "monoallelic",
  monoallelic_paternal_expressed: "monoallelic, paternal allele expressed",
  monoallelic_maternal_expressed: "monoallelic, maternal allele expressed",
  biallelic: "biallelic",
  both: "monoallelic or biallelic",
  both_biallelic_severe: "monoallelic or biallelic, more severe if biallelic",
  x_biallelic_females: "X-linked, females affected by two copies",
  x_monoallelic_females: "X-linked, females affected by one copy",
  mitochondrial: "mitochondrial",
  unknown: "mode of inheritance unknown",
  other: "another mode of inheritance",
  missing: "no mode of inheritance stated",
};

export function modeWord(mode: ModeOfInheritance): string {
  return MODES[mode];
}
