/** The models of inheritance and the phases of a pair, in the one order that every list of them follows. */

/** The last word between models that agree in everything else. Biallelic before monoallelic (BOTH-01). */
export const MODEL_ORDER = [
  "AD_DENOVO",
  "X_DENOVO",
  "AR_HOM",
  "AR_COMPHET",
  "AR_DEL_HEMI", // hemizygous where the other chromosome has a deletion
  "XLR",
  "XLR_COMPHET",
  "AD",
  "XLD", // X-linked, monoallelic in females
  "MT",
  "Y",
  "IMP_PATERNAL", // paternal allele expressed
  "IMP_MATERNAL",
] as const;

export type ModelName = (typeof MODEL_ORDER)[number];

/** CH-12. */
export const PHASE_ORDER = [
  "TRANS",
  "TRANS_LIKELY",
  "TRANS_POSSIBLE",
  "UNPHASED",
  "CIS_LIKELY",
  "CIS",
] as const;

export type Phase = (typeof PHASE_ORDER)[number];
