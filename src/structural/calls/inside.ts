/** What small variants inside a deletion say of it (SVE-18), and of whose chromosome it is on (SVH-07). */
import type { Policy } from "../../core/policy.ts";
import type { InsideDeletion } from "../types.ts";

/** Of at least so many sites this share must point to one parent. */
const ONE_WAY = 0.9;
/** Heterozygotes among at least so many sites that a deletion leaves. */
const MOST_HET = 0.1;
const TELLING_SITES = 10;

/** Whose chromosome has the deletion; null: the sites do not tell. */
export function originBySites(seen: InsideDeletion | null, { sv }: Policy): "MAT" | "PAT" | null {
  if (seen === null) return null;
  const { maternal, paternal } = seen;
  const all = maternal + paternal;
  if (all < sv.inside.minOrigin) return null;
  if (maternal >= ONE_WAY * all) return "MAT";
  return paternal >= ONE_WAY * all ? "PAT" : null;
}

/** @param isAll no copy is left: whatever was called inside speaks against it, and nothing for it */
export function insideFlags(seen: InsideDeletion | null, isAll: boolean, { sv }: Policy): string[] {
  if (seen === null) return [];
  const { sites, het } = seen;
  // One or two may be of misplaced reads: told, whichever is right.
  if (isAll && sites > 0)
    return [
      sites < sv.inside.minHet ? `few_snvs_in_deletion:${sites}` : `snvs_in_deletion:${sites}`,
    ];
  if (isAll) return [];
  if (het >= sv.inside.minHet && het > MOST_HET * sites) return [`het_snvs_in_deletion:${het}`];
  return sites >= TELLING_SITES && het <= MOST_HET * sites ? ["deletion_supported_by_snvs"] : [];
}
