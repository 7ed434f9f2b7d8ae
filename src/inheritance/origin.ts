/** Where a carrier's allele came from (ORI-01 to ORI-11). */
import type { LocusClass } from "../core/assembly.ts";
import type { Person, Sex } from "../pedigree/types.ts";
import type { Dosage } from "./dosage.ts";
import type { Origin } from "./types.ts";

/**
 * What a parent's dosage says: carrier on every copy (must transmit), carrier, proven non-carrier,
 * called reference on weak evidence, suspected mosaic, unknown or absent.
 */
type Status = "ALL" | "C" | "N" | "WEAK" | "MOSAIC" | "U";

export interface OriginFound {
  origin: Origin;
  /** `mendelian_error`, `parental_mosaic_suspect`, `new_or_below_detection`, `mt_shared_with_father`, `x_shared_with_father`. */
  flags: string[];
}

export function statusOf(dosage: Dosage | null): Status {
  if (dosage === null) return "U";
  if (dosage.mosaic) return "MOSAIC";
  if (dosage.any === "yes") return dosage.all === "yes" ? "ALL" : "C";
  if (dosage.any === "no") return "N";
  return dosage.weakReference === null ? "U" : "WEAK";
}

export const isCarrier = (status: Status): boolean => status === "ALL" || status === "C";
const isReference = (status: Status): boolean => status === "N" || status === "WEAK";

/**
 * Origin of the allele in a carrier. `dosages` by person index, null where genotypes are not used.
 * `onMt`: whether the fraction is high enough to be called new (DN-07), and whether the father shows it (MT-07).
 */
export function originOf(
  child: Person,
  childDosage: Dosage,
  dosages: readonly (Dosage | null)[],
  locus: LocusClass,
  onMt: { isNew: boolean; isFathersToo: boolean },
): OriginFound {
  const mother = statusOf(at(dosages, child.mother));
  const father = statusOf(at(dosages, child.father));
  switch (locus) {
    case "mt":
      return fromMotherAlone(mother, onMt);
    case "y":
      return fromOne(father, "PAT", "PAT_MOSAIC");
    case "x":
      return onX(child.sex, childDosage, mother, father);
    case "autosome":
    case "par":
      return fromTwo(childDosage, mother, father);
  }
}

function at(dosages: readonly (Dosage | null)[], person: number | null): Dosage | null {
  return person === null ? null : (dosages[person] ?? null);
}

const found = (origin: Origin, ...flags: string[]): OriginFound => ({ origin, flags });

/** ORI-09, ORI-10: only one parent can have transmitted. */
function fromOne(parent: Status, carrier: Origin, mosaic: Origin): OriginFound {
  if (isCarrier(parent)) return found(carrier);
  if (isReference(parent)) return found("DENOVO");
  return parent === "MOSAIC" ? found(mosaic, "parental_mosaic_suspect") : found("UNKNOWN");
}

/**
 * DN-07: below the fraction of a new homoplasmic variant it may be new or below detection in the mother. MT-07: what
 * the father shows too is not new.
 */
function fromMotherAlone(
  mother: Status,
  { isNew, isFathersToo }: { isNew: boolean; isFathersToo: boolean },
): OriginFound {
  const fathers = isFathersToo ? ["mt_shared_with_father"] : [];
  if (!isReference(mother)) {
    const { origin, flags } = fromOne(mother, "MAT", "MAT_MOSAIC");
    return found(origin, ...flags, ...fathers);
  }
  if (isFathersToo) return found("UNKNOWN", ...fathers);
  return isNew ? found("DENOVO") : found("UNKNOWN", "new_or_below_detection");
}

/** ORI-09 for sons; daughters have both parents' X; unknown sex: what both agree on (X-09). */
function onX(sex: Sex, child: Dosage, mother: Status, father: Status): OriginFound {
  const asSon = fromOne(mother, "MAT", "MAT_MOSAIC");
  // The father has what the mother lacks: nobody's transmission explains it.
  const isFathersAlone = asSon.origin === "DENOVO" && isCarrier(father);
  if (sex === "male") return isFathersAlone ? found("DENOVO", "x_shared_with_father") : asSon;
  const asDaughter = fromTwo(child, mother, father);
  if (sex === "female" || asSon.origin === asDaughter.origin) return asDaughter;
  return found("UNKNOWN");
}

function fromTwo(child: Dosage, mother: Status, father: Status): OriginFound {
  // ORI-03b: who has it on every copy must have transmitted it.
  if (child.all === "no") {
    if (mother === "ALL" && father === "ALL") return found("UNKNOWN", "mendelian_error");
    if (mother === "ALL") return found("MAT");
    if (father === "ALL") return found("PAT");
  }
  const mosaic = mother === "MOSAIC" || father === "MOSAIC" ? ["parental_mosaic_suspect"] : [];
  if (isCarrier(mother) && isCarrier(father)) return found(child.all === "yes" ? "BOTH" : "EITHER");
  if (isCarrier(mother)) return found(father === "N" ? "MAT" : "MAT_OR_EITHER");
  if (isCarrier(father)) return found(mother === "N" ? "PAT" : "PAT_OR_EITHER");
  if (isReference(mother) && isReference(father))
    // DN-06: nobody is homozygous by one new mutation.
    return child.all === "yes" ? found("UNKNOWN", "mendelian_error") : found("DENOVO");
  if (mother === "MOSAIC" && isReference(father)) return found("MAT_MOSAIC", ...mosaic);
  if (father === "MOSAIC" && isReference(mother)) return found("PAT_MOSAIC", ...mosaic);
  if (mother === "N") return found("NOT_MAT", ...mosaic);
  if (father === "N") return found("NOT_PAT", ...mosaic);
  return found("UNKNOWN", ...mosaic);
}
