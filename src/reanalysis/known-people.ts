/** Is a person in an archive under more than one case? By the fingerprints that cases keep (IDT-01). */
import { caseIds, readCase } from "../archive/index.ts";
import type { Dataset } from "../archive/types.ts";
import { isToolError } from "../core/errors.ts";
import { FINGERPRINT_TABLE } from "../core/fingerprint-sites.ts";
import type { Policy } from "../core/policy.ts";
import {
  compareFingerprints,
  fingerprintsOf,
  likenessOf,
  type Fingerprint,
  type Tally,
} from "../pedigree/index.ts";

/** Of those of whom some genotype is told. */
export function fingerprintsKept(tally: Tally | null): Dataset["fingerprints"] {
  const genotypes = tally === null ? [] : fingerprintsOf(tally).filter((text) => /\d/.test(text));
  return genotypes.length === 0 ? undefined : { table: FINGERPRINT_TABLE, genotypes };
}

export interface KnownPeople {
  /** Other cases with people of the dataset, by name. A case that came meanwhile is read, none is read twice. */
  casesOf(
    id: string,
    dataset: Pick<Dataset, "fingerprints">,
    policy: Policy,
  ): { case: string; people: number }[];
}

/** Reads no case before it is asked. */
export function knownPeople(archive: string): KnownPeople {
  const known = new Map<string, readonly Fingerprint[]>();
  const ofCase = (id: string): readonly Fingerprint[] => {
    let found = known.get(id);
    if (found === undefined) known.set(id, (found = fingerprintsIn(archive, id)));
    return found;
  };
  return {
    casesOf(id, { fingerprints }, policy) {
      const own = usable(fingerprints);
      if (own.length === 0) return [];
      const isSame = (a: Fingerprint, b: Fingerprint): boolean =>
        likenessOf(compareFingerprints(a, b), policy) === "same";
      return caseIds(archive)
        .filter((other) => other !== id)
        .map((other) => ({
          case: other,
          people: own.filter((one) => ofCase(other).some((theirs) => isSame(one, theirs))).length,
        }))
        .filter(({ people }) => people > 0);
    },
  };
}

/** How many people of a fresh sequencing are certainly none of those of the one before. */
export function strangersIn(
  fresh: Pick<Dataset, "fingerprints">,
  before: Pick<Dataset, "fingerprints">,
  policy: Policy,
): number {
  const known = usable(before.fingerprints);
  if (known.length === 0) return 0;
  return usable(fresh.fingerprints).filter((one) =>
    known.every((other) => likenessOf(compareFingerprints(one, other), policy) === "different"),
  ).length;
}

/** Of its latest dataset; a case that cannot be read is `archive verify`'s. */
function fingerprintsIn(archive: string, id: string): readonly Fingerprint[] {
  try {
    return usable(readCase(archive, id).datasets.at(-1)?.fingerprints);
  } catch (error) {
    if (isToolError(error)) return [];
    throw error;
  }
}

function usable(fingerprints: Dataset["fingerprints"]): readonly Fingerprint[] {
  return fingerprints?.table === FINGERPRINT_TABLE ? fingerprints.genotypes : [];
}
