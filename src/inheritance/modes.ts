/** From a panel's modes of inheritance to the models to test (MOI-01, X-07, X-08). */
import type { LocusClass } from "../core/assembly.ts";
import type { ModeOfInheritance } from "../panel/types.ts";
import type { ModelName } from "./types.ts";

const DOMINANT: readonly ModelName[] = ["AD", "AD_DENOVO"];
const RECESSIVE: readonly ModelName[] = ["AR_HOM", "AR_COMPHET", "AR_DEL_HEMI"];
const X_RECESSIVE: readonly ModelName[] = ["XLR", "XLR_COMPHET"];
const X_MONOALLELIC: readonly ModelName[] = ["XLD", "X_DENOVO"];

/**
 * Which models a mode of inheritance names at a locus. Pseudoautosomal genes are autosomal in both
 * sexes whatever the text says; autosomal modes on X are converted. The first listed is
 * the one that the mode is about: biallelic before monoallelic where that form is the more severe (BOTH-01).
 */
export function modelsOfMode(mode: ModeOfInheritance, locus: LocusClass): ModelName[] {
  if (locus === "mt") return ["MT"];
  if (locus === "y") return ["Y"];
  const onX = locus === "x";
  const mono = onX ? X_MONOALLELIC : DOMINANT;
  const bi = onX ? X_RECESSIVE : RECESSIVE;
  switch (mode) {
    case "monoallelic":
    case "x_monoallelic_females":
      return [...mono];
    case "biallelic":
    case "x_biallelic_females":
      return [...bi];
    case "monoallelic_paternal_expressed":
      return onX ? [...mono] : ["IMP_PATERNAL"];
    case "monoallelic_maternal_expressed":
      return onX ? [...mono] : ["IMP_MATERNAL"];
    case "both":
      return [...mono, ...bi];
    case "both_biallelic_severe":
      return [...bi, ...mono];
    // MT-06: a nuclear gene is not mitochondrial, whatever its row says.
    case "mitochondrial":
    case "unknown":
    case "other":
    case "missing":
      return onX ? [...bi, ...mono] : [...mono, ...bi];
  }
}

/** Flag when a panel's mode was read as another because of where the gene lies; null otherwise. */
export function modeConversion(mode: ModeOfInheritance, locus: LocusClass): string | null {
  const xMode = mode === "x_biallelic_females" || mode === "x_monoallelic_females";
  const isOpen = mode === "unknown" || mode === "other" || mode === "missing";
  if (isOpen || mode === "mitochondrial")
    return mode === "mitochondrial" && locus !== "mt" ? "moi_converted:nuclear" : null;
  switch (locus) {
    case "x":
      return xMode ? null : "moi_converted:x_linked";
    case "par":
    case "autosome":
      return xMode ? "moi_converted:autosomal" : null;
    case "y":
      return "moi_converted:y_linked";
    case "mt":
      return "moi_converted:mitochondrial";
  }
}
