/** Is a person in an archive under more than one case? By the fingerprints that cases keep (IDT-01). */
import { caseIds, readCase } from "../archive/index.ts";
import type { Dataset } from "../archive/types.ts";
import { isToolError } from "../core/errors.ts";
import { FINGERPRINT_TABLE } from "../core/fingerprint-sites.ts";
import type { Policy } from "../core/policy.ts";
import {
  compareFingerprints,
  fingerprintsOf,
  isKnowable,
  likenessOf,
  type Fingerprint,
  type Tally,
} from "../pedigree/index.ts";
import type { Family } from "../pedigree/types.ts";

/** Of those of whom some genotype is told. */
export function fingerprintsKept(tally: Tally | null): Dataset["fingerprints"] {
  const genotypes = tally === null ? [] : fingerprintsOf(tally).filter((text) => /\d/.test(text));
  return genotypes.length === 0 ? undefined : { table: FINGERPRINT_TABLE, genotypes };
}

/** Sequenced people of whom too little is told to know them again. */
export function unknowablePeople(tally: Tally | null, { people }: Family, policy: Policy): number {
  const found = tally === null ? [] : fingerprintsOf(tally);
  return people.filter(({ sample }, i) => sample !== null && !isKnowable(found[i] ?? "", policy))
    .length;
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

/** How many people of a fresh sequencing cannot be held against those of the one before. */
export function uncomparedPeople(
  tally: Tally | null,
  family: Family,
  before: Pick<Dataset, "fingerprints">,
  policy: Policy,
): number {
  return usable(before.fingerprints).some((own) => isKnowable(own, policy))
    ? unknowablePeople(tally, family, policy)
    : family.people.filter(({ sample }) => sample !== null).length;
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
