/**
 * A person's genotypes at the fixed sites (core/fingerprint-sites.ts), and whether two such sets are one person's
 * (IDT-01). Where a file has no record it says nothing: never "reference".
 */
import { fingerprintSites } from "../core/fingerprint-sites.ts";
import type { Policy } from "../core/policy.ts";
import { atLeast, atMost } from "./binomial.ts";
import type { Tally } from "./tally.ts";

/** One character per site, in the table's order: `0`, `1`, `2` ALT alleles, `.` not told. */
export type Fingerprint = string;

const SITES = fingerprintSites("GRCh38").length;
const UNTOLD = ".";

/** By person index. A site that two records tell differently is not told. */
export function fingerprintsOf({ people, genotypes = [] }: Tally): Fingerprint[] {
  const found = Array.from({ length: people }, () => Array.from({ length: SITES }, () => UNTOLD));
  const clashes: string[][] = [];
  for (let i = 0; i < genotypes.length; i += 3) {
    const [site = 0, person = 0, g = 0] = genotypes.slice(i, i + 3);
    const own = found[person];
    if (own === undefined) continue;
    if (own[site] !== UNTOLD && own[site] !== String(g))
      clashes.push([String(person), String(site)]);
    own[site] = String(g);
  }
  for (const [person, site] of clashes) {
    const own = found[Number(person)];
    if (own !== undefined) own[Number(site)] = UNTOLD;
  }
  return found.map((characters) => characters.join(""));
}

export interface Comparison {
  /** Sites that both tell. */
  compared: number;
  /** Those of them with another genotype. */
  different: number;
}

export function compareFingerprints(a: Fingerprint, b: Fingerprint): Comparison {
  const counts = { compared: 0, different: 0 };
  for (let i = 0; i < a.length; i++) {
    if (a[i] === UNTOLD || b[i] === UNTOLD || b[i] === undefined) continue;
    counts.compared++;
    if (a[i] !== b[i]) counts.different++;
  }
  return counts;
}

/**
 * Decided by what chance allows (DEC-15): `different` where one person's genotypes hardly ever differ so much,
 * `same` where two people's, close relatives' too, hardly ever agree so well. Identical twins are the same.
 */
export function likenessOf(
  { compared, different }: Comparison,
  { sampleChecks }: Pick<Policy, "sampleChecks">,
): "same" | "different" | "unknown" {
  const { falseAlarm, falsePass, identity } = sampleChecks;
  if (compared === 0) return "unknown";
  if (
    different > identity.sameDiffers * compared &&
    atLeast(different, compared, identity.sameDiffers) <= falseAlarm
  )
    return "different";
  return atMost(different, compared, identity.othersDiffer) <= falsePass ? "same" : "unknown";
}

/** Is enough told to know the person again, in whatever file that tells the same sites? */
export function isKnowable(own: Fingerprint, policy: Pick<Policy, "sampleChecks">): boolean {
  const compared = own.replaceAll(UNTOLD, "").length;
  return likenessOf({ compared, different: 0 }, policy) === "same";
}
