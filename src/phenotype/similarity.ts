/** Similarity of two terms: all symmetric, all 0 where only the root is shared. */
import { listAt } from "./csr.ts";
import type { HpoRelease } from "./types.ts";

interface Similarity {
  /** Their most informative common ancestor; null: one of them is no phenotypic abnormality. */
  common: number | null;
  /** Its information content, ln (Resnik 1995). */
  resnik: number;
  /** 2 IC(common) / (IC(a) + IC(b)) (Lin 1998). */
  lin: number;
  /** Shared ancestors over all ancestors, each term with its own. */
  jaccard: number;
  /** √(IC in bits x jaccard): the pair score of PhenoDigm. */
  phenodigm: number;
}

/** @param a,b places of terms */
export function similarity({ ontology, profiles }: HpoRelease, a: number, b: number): Similarity {
  const { information } = profiles;
  const above = new Set(listAt(ontology.ancestors, a));
  const others = listAt(ontology.ancestors, b);
  let common: number | null = null;
  let shared = 0;
  for (const term of others) {
    if (!above.has(term)) continue;
    shared++;
    const best = common === null ? -1 : (information[common] ?? 0);
    const own = information[term] ?? 0;
    // Of equally informative ones the lower place, so that the order of a and b does not show.
    if (own > best || (own === best && common !== null && term < common)) common = term;
  }
  const resnik = common === null ? 0 : (information[common] ?? 0);
  const both = (information[a] ?? 0) + (information[b] ?? 0);
  const all = above.size + others.length - shared;
  const jaccard = all === 0 ? 0 : shared / all;
  return {
    common,
    resnik,
    lin: both === 0 ? 0 : (2 * resnik) / both,
    jaccard,
    phenodigm: Math.sqrt((resnik / Math.LN2) * jaccard),
  };
}
