/** Mitochondrial sites that are unreliable (MT-04) or must not be read at all (VCF-31). */
import type { Check } from "../../core/check.ts";

/** gnomAD's artefact sites and the two poly-C tracts, rCRS positions (MT-04). */
function isMtArtefact(pos: number): boolean {
  return (pos >= 301 && pos <= 315) || pos === 3107 || (pos >= 16180 && pos <= 16193);
}

export function checkMtSite(pos: number, reference: "rcrs" | "not_rcrs" | "unverified"): Check {
  if (reference === "not_rcrs") {
    return {
      id: "mt_reference",
      outcome: "fail",
      value: "chrM is not the rCRS",
      limit: "chrM of 16,569 bases (rCRS)",
      rule: "VCF-31",
    };
  }
  return {
    id: "mt_site",
    outcome: isMtArtefact(pos) ? "fail" : reference === "unverified" ? "not_assessed" : "pass",
    value: String(pos),
    limit: "outside 301-315, 3107, 16180-16193",
    rule: "MT-04",
  };
}
