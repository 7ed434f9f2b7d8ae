/**
 * The evidence for each disease, as a handful of numbers (docs/phenotype.md has the maths). All diseases are done
 * in one pass over the lists of the query's terms and their ancestors.
 */
import { listAt } from "./csr.ts";
import type { HpoRelease, Profiles } from "./types.ts";

/** A patient's terms, as places in the ontology: none an ancestor of another, none on both lists. */
export interface Query {
  observed: readonly number[];
  excluded: readonly number[];
}

export const FEATURES = [
  "likelihood",
  "coverage",
  "cosine",
  "missing",
  "breadth",
  "size",
  "orphanet",
  "sharedGenes",
  "contradicted",
  "excludedAgainst",
] as const;
export type Feature = (typeof FEATURES)[number];

/** Float64Array[diseases] for every feature. */
export type FeatureTable = Record<Feature, Float64Array>;

/** Share of a patient's terms that no annotation explains: the floor under every term's ratio. */
export const NOISE = 0.1;
/** Loss per step up from the patient's term to the ancestor that the disease shows. */
export const STEP = 0.8;
/** Expected number of features of a middling disease; widely annotated ones are weighed against it. */
const USUAL_BREADTH = 15;
/** Share of a disease's features that a record mentions when they are there. */
const MENTIONED = 0.3;
/** A feature that a patient has not is never held against a disease by more than this share. */
export const SUREST = 0.95;

/** The features of every disease for one patient. */
export function featuresOf(hpo: HpoRelease, query: Query): FeatureTable {
  const count = hpo.diseases.isGeneProfile.length;
  const table = Object.fromEntries(
    FEATURES.map((name) => [name, new Float64Array(count)]),
  ) as FeatureTable;
  matchTerms(hpo, query, table);
  matchProfiles(hpo, query, table);
  describe(hpo, query, table);
  contradict(hpo, query, table);
  holdAgainst(hpo, query, table);
  return table;
}

/** Ratios are multiplied up to this many terms before a logarithm is taken: far from overflow. */
const TERMS_PER_LOG = 16;

/** From the patient's terms to each disease: likelihood ratios and covered information. */
function matchTerms(hpo: HpoRelease, query: Query, table: FeatureTable): void {
  const { information, background, mass } = hpo.profiles;
  const { likelihood, coverage } = table;
  const count = likelihood.length;
  const narrow = mass.map((m) => Math.sqrt(narrowness(m)));
  const best = new Float64Array(count);
  const shared = new Float64Array(count);
  const product = new Float64Array(count).fill(1);
  let requested = 0;
  query.observed.forEach((term, i) => {
    best.fill(0);
    shared.fill(0);
    requested += information[term] ?? 0;
    for (const [ancestor, steps] of stepsUp(hpo, term)) {
      const weight = STEP ** steps / (background[ancestor] ?? 1);
      raise(hpo.profiles, ancestor, weight, best, shared);
    }
    multiply(product, best, narrow);
    add(coverage, shared, 1);
    if (i % TERMS_PER_LOG === TERMS_PER_LOG - 1) takeLogs(product, likelihood);
  });
  takeLogs(product, likelihood);
  if (requested > 0)
    for (let d = 0; d < count; d++) coverage[d] = (coverage[d] as number) / requested;
}

// The loops over all diseases stand in functions of their own: a run ranks once, and the engine makes
// a short function fast sooner than a long one.

/** What an ancestor says of each disease that shows it, where it says more than those before it. */
function raise(
  { diseases, shown, information }: Profiles,
  ancestor: number,
  weight: number,
  best: Float64Array,
  shared: Float64Array,
): void {
  const { offsets, items } = diseases;
  const common = information[ancestor] as number;
  const end = offsets[ancestor + 1] as number;
  for (let k = offsets[ancestor] as number; k < end; k++) {
    const frequency = shown[k] as number;
    if (frequency === 0) continue;
    const d = items[k] as number;
    const ratio = frequency * weight;
    if (ratio > (best[d] as number)) best[d] = ratio;
    if (common > (shared[d] as number)) shared[d] = common;
  }
}

function multiply(product: Float64Array, best: Float64Array, narrow: Float64Array): void {
  for (let d = 0; d < product.length; d++) {
    const ratio = (1 - NOISE) * (best[d] as number);
    product[d] = (product[d] as number) * (NOISE + ratio * (narrow[d] as number));
  }
}

function takeLogs(product: Float64Array, into: Float64Array): void {
  for (let d = 0; d < product.length; d++) {
    into[d] = (into[d] as number) + Math.log(product[d] as number);
    product[d] = 1;
  }
}

/** `into` plus `weight` times `values`. */
export function add(into: Float64Array, values: Float64Array, weight: number): void {
  for (let d = 0; d < into.length; d++)
    into[d] = (into[d] as number) + weight * (values[d] as number);
}

/** Above 1 for a disease of few features, below 1 for one of many. */
export function narrowness(mass: number): number {
  return USUAL_BREADTH / (mass + 2);
}

/** Every ancestor of a term with the fewest `is_a` steps to it, itself with 0. */
export function stepsUp({ ontology }: HpoRelease, term: number): Map<number, number> {
  const steps = new Map([[term, 0]]);
  for (const [at, far] of steps)
    for (const parent of listAt(ontology.parents, at)) {
      if (ontology.ancestors.offsets[parent] === ontology.ancestors.offsets[parent + 1]) continue;
      if (!steps.has(parent)) steps.set(parent, far + 1);
    }
  return steps;
}

/** From each disease to the patient: what it should show and the patient has not, and the angle. */
function matchProfiles(hpo: HpoRelease, query: Query, table: FeatureTable): void {
  const { ontology, profiles } = hpo;
  const { information } = profiles;
  const inQuery = new Uint8Array(information.length);
  for (const term of query.observed)
    for (const a of listAt(ontology.ancestors, term)) inQuery[a] = 1;
  let norm = 0;
  for (const term of ontology.order) {
    if (inQuery[term] !== 1) continue;
    const own = information[term] as number;
    norm += own * own;
    shareTerm(hpo, term, own * own, table.cosine);
  }
  const share = mentionedShare(information, nearestShown(hpo, inQuery));
  sumMissing(profiles, share, table.missing);
  turnToCosine(table.cosine, norm, profiles.norm);
}

/** Information of each term's most informative ancestor that the patient shows. */
function nearestShown({ ontology, profiles }: HpoRelease, inQuery: Uint8Array): Float64Array {
  const { information } = profiles;
  const { order } = ontology;
  const { offsets, items } = ontology.parents;
  const found = new Float64Array(information.length);
  for (let i = 0; i < order.length; i++) {
    const term = order[i] as number;
    if (inQuery[term] === 1) {
      found[term] = information[term] as number;
      continue;
    }
    let most = 0;
    for (let k = offsets[term] as number; k < (offsets[term + 1] as number); k++) {
      const above = found[items[k] as number] as number;
      if (above > most) most = above;
    }
    found[term] = most;
  }
  return found;
}

/** Of each term: how surely a patient's record would mention it, less what the patient shows of it. */
function mentionedShare(information: Float64Array, found: Float64Array): Float64Array {
  const share = new Float64Array(found.length);
  for (let term = 0; term < share.length; term++) {
    const whole = information[term] as number;
    share[term] = whole === 0 ? 0 : MENTIONED * (1 - (found[term] as number) / whole);
  }
  return share;
}

function sumMissing(profiles: Profiles, share: Float64Array, into: Float64Array): void {
  const { frequencies } = profiles;
  const { offsets, items } = profiles.terms;
  for (let d = 0; d < into.length; d++) {
    // A disease has at most some hundred features: the product stays far above underflow.
    let absentAll = 1;
    const end = offsets[d + 1] as number;
    for (let k = offsets[d] as number; k < end; k++)
      absentAll *= 1 - (share[items[k] as number] as number) * (frequencies[k] as number);
    into[d] = Math.log(absentAll);
  }
}

function turnToCosine(cosine: Float64Array, norm: number, norms: Float64Array): void {
  for (let d = 0; d < cosine.length; d++) {
    const length = Math.sqrt(norm * (norms[d] as number));
    cosine[d] = length === 0 ? 0 : (cosine[d] as number) / length;
  }
}

function shareTerm(hpo: HpoRelease, term: number, weight: number, into: Float64Array): void {
  const { diseases, shown } = hpo.profiles;
  const { offsets, items } = diseases;
  const end = offsets[term + 1] as number;
  for (let k = offsets[term] as number; k < end; k++) {
    const d = items[k] as number;
    into[d] = (into[d] as number) + weight * (shown[k] as number);
  }
}

/** What a disease is before any patient is seen. */
function describe(hpo: HpoRelease, query: Query, table: FeatureTable): void {
  const { mass, terms } = hpo.profiles;
  const { genes, isOrphanet } = hpo.diseases;
  const n = query.observed.length;
  for (let d = 0; d < mass.length; d++) {
    table.breadth[d] = -n * Math.log(narrowness(mass[d] as number));
    table.size[d] = Math.log(1 + (terms.offsets[d + 1] as number) - (terms.offsets[d] as number));
    table.orphanet[d] = isOrphanet[d] as number;
    table.sharedGenes[d] = Math.log(Math.max(1, genes[d] as number));
  }
}

/** Less one for every observed term that the disease is known not to show, itself or by an ancestor. */
function contradict(hpo: HpoRelease, query: Query, table: FeatureTable): void {
  const { excluded } = hpo.profiles;
  const telling: number[] = [];
  for (let d = 0; d < table.contradicted.length; d++)
    if (excluded.offsets[d] !== excluded.offsets[d + 1]) telling.push(d);
  for (const term of query.observed) {
    const above = new Set(listAt(hpo.ontology.ancestors, term));
    for (const d of telling)
      for (let k = excluded.offsets[d] as number; k < (excluded.offsets[d + 1] as number); k++) {
        if (!above.has(excluded.items[k] as number)) continue;
        table.contradicted[d] = (table.contradicted[d] as number) - 1;
        break;
      }
  }
}

/**
 * Terms that the patient was examined for and has not: ln((1 - f) / (1 - background)), 0 or above where
 * the disease does not show them.
 */
function holdAgainst(hpo: HpoRelease, query: Query, table: FeatureTable): void {
  const { diseases, shown, background } = hpo.profiles;
  for (const term of query.excluded) {
    const base = Math.log(1 - Math.min(SUREST, background[term] ?? 0));
    for (let d = 0; d < table.excludedAgainst.length; d++)
      table.excludedAgainst[d] = (table.excludedAgainst[d] as number) - base;
    for (let k = diseases.offsets[term] ?? 0; k < (diseases.offsets[term + 1] ?? 0); k++) {
      const d = diseases.items[k] as number;
      table.excludedAgainst[d] =
        (table.excludedAgainst[d] as number) + Math.log(1 - Math.min(SUREST, shown[k] as number));
    }
  }
}
