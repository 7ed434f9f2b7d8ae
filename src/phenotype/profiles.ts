/**
 * From rows to profiles: per disease one frequency for each of its terms, propagated to all ancestors (the true-
 * path rule), and each term's information and background (IC-02).
 */
import { remembered } from "../core/once.ts";
import { csr, indexIn, listAt, type Csr } from "./csr.ts";
import type { Annotations, Diseases, HpoRelease, Ontology, Profiles } from "./types.ts";

/** A term that next to no disease shows keeps a finite ratio. */
const LEAST_BACKGROUND = 1e-5;

/** Builds the profiles of a whole release. */
export function deriveProfiles(ontology: Ontology, diseases: Diseases): Profiles {
  const { annotations } = diseases;
  const diseaseCount = annotations.offsets.length - 1;
  const own = ownTerms(annotations, diseaseCount);
  const lifted = lift(ontology, own);
  let annotated = 0;
  for (let d = 0; d < diseaseCount; d++)
    if (own.terms.offsets[d] !== own.terms.offsets[d + 1]) annotated++;
  const profiles: Profiles = {
    ...own,
    ...lifted,
    excluded: excludedTerms(annotations, diseaseCount),
    mass: new Float64Array(diseaseCount),
    norm: new Float64Array(diseaseCount),
    annotated,
    information: new Float64Array(ontology.numbers.length),
    background: new Float64Array(ontology.numbers.length),
  };
  for (const term of ontology.order) weigh(profiles, term);
  for (let d = 0; d < diseaseCount; d++) profiles.mass[d] = massOf(profiles, d);
  setNorms(profiles, ontology);
  return profiles;
}

function massOf({ terms, frequencies }: Profiles, disease: number): number {
  let sum = 0;
  for (let k = terms.offsets[disease] ?? 0; k < (terms.offsets[disease + 1] ?? 0); k++)
    sum += frequencies[k] ?? 0;
  return sum;
}

function setNorms({ diseases, shown, information, norm }: Profiles, ontology: Ontology): void {
  norm.fill(0);
  for (const term of ontology.order) {
    const square = (information[term] ?? 0) ** 2;
    for (let k = diseases.offsets[term] ?? 0; k < (diseases.offsets[term + 1] ?? 0); k++) {
      const d = diseases.items[k] ?? 0;
      norm[d] = (norm[d] ?? 0) + square * (shown[k] ?? 0);
    }
  }
}

/** Information and background of one term, from the diseases that show it. */
function weigh(profiles: Profiles, term: number): void {
  const { diseases, shown, annotated } = profiles;
  let count = 0;
  let sum = 0;
  for (let k = diseases.offsets[term] ?? 0; k < (diseases.offsets[term + 1] ?? 0); k++) {
    const frequency = shown[k] ?? 0;
    if (frequency > 0) count++;
    sum += frequency;
  }
  // + 0: the root's -ln 1 is -0.
  profiles.information[term] = -Math.log(Math.max(count, 1) / annotated) + 0;
  profiles.background[term] = Math.max(sum / annotated, LEAST_BACKGROUND);
}

function ownTerms(
  annotations: Annotations,
  diseaseCount: number,
): { terms: Csr; frequencies: Float32Array } {
  const rows = Array.from({ length: diseaseCount }, (_, d) => profileOf(annotations, d));
  return {
    terms: csr(rows.map((row) => row.map(([term]) => term))),
    frequencies: Float32Array.from(rows.flat(), ([, frequency]) => frequency),
  };
}

/** Terms of one disease, ascending, with their frequencies; rows that `skip` names do not count. */
function profileOf(
  annotations: Annotations,
  disease: number,
  skip?: (row: number) => boolean,
): [number, number][] {
  const sums = new Map<number, FrequencySum>();
  const end = annotations.offsets[disease + 1] ?? 0;
  for (let row = annotations.offsets[disease] ?? 0; row < end; row++) {
    if (annotations.excluded[row] === 1 || skip?.(row) === true) continue;
    const term = annotations.terms[row] ?? 0;
    const sum = remembered(sums, term, () => ({ seen: 0, of: 0, rows: 0 }));
    const stated = annotations.stated[row] ?? Number.NaN;
    addRow(sum, annotations.seen[row] ?? 0, annotations.of[row] ?? 0, stated);
  }
  return [...sums]
    .map(([term, sum]): [number, number] => [term, frequencyOf(sum)])
    .filter(([, frequency]) => frequency > 0)
    .sort(([a], [b]) => a - b);
}

/** Per term the diseases that show it or a descendant, at the highest frequency of those. */
function lift(
  ontology: Ontology,
  own: { terms: Csr; frequencies: Float32Array },
): { diseases: Csr; shown: Float32Array } {
  const termCount = ontology.numbers.length;
  const diseaseCount = own.terms.offsets.length - 1;
  const { offsets: up, items: ancestors } = ontology.ancestors;
  const highest = new Float32Array(termCount);
  const touched = new Int32Array(termCount);
  /** Calls `take` for every term that the disease shows. */
  const spread = (d: number, take: (term: number, frequency: number) => void): void => {
    let n = 0;
    for (let r = own.terms.offsets[d] ?? 0; r < (own.terms.offsets[d + 1] ?? 0); r++) {
      const frequency = own.frequencies[r] as number;
      const term = own.terms.items[r] as number;
      for (let k = up[term] as number; k < (up[term + 1] as number); k++) {
        const a = ancestors[k] as number;
        const before = highest[a] as number;
        if (before === 0) touched[n++] = a;
        if (frequency > before) highest[a] = frequency;
      }
    }
    for (let i = 0; i < n; i++) {
      const a = touched[i] as number;
      take(a, highest[a] as number);
      highest[a] = 0;
    }
  };
  // Twice over: to count, then to fill, so that every term's diseases ascend.
  const offsets = new Int32Array(termCount + 1);
  const count = (term: number): void => {
    offsets[term + 1] = (offsets[term + 1] as number) + 1;
  };
  for (let d = 0; d < diseaseCount; d++) spread(d, count);
  for (let t = 0; t < termCount; t++) offsets[t + 1] = (offsets[t + 1] ?? 0) + (offsets[t] ?? 0);
  const items = new Int32Array(offsets[termCount] ?? 0);
  const shown = new Float32Array(items.length);
  const next = offsets.slice();
  let disease = 0;
  const fill = (term: number, frequency: number): void => {
    const at = next[term] as number;
    next[term] = at + 1;
    items[at] = disease;
    shown[at] = frequency;
  };
  for (; disease < diseaseCount; disease++) spread(disease, fill);
  return { diseases: { offsets, items }, shown };
}

function excludedTerms(
  annotations: Annotations,
  diseaseCount: number,
  skip?: (row: number) => boolean,
): Csr {
  const rows = Array.from({ length: diseaseCount }, (_, d) => {
    const own = new Set<number>();
    for (let row = annotations.offsets[d] ?? 0; row < (annotations.offsets[d + 1] ?? 0); row++) {
      if (annotations.excluded[row] !== 1 || skip?.(row) === true) continue;
      own.add(annotations.terms[row] ?? 0);
    }
    return [...own].sort((a, b) => a - b);
  });
  return csr(rows);
}

/**
 * The same knowledge without what these publications taught it: rows that name one of them are left
 * out, and information and background follow. For benchmarks: annotations are curated from the very
 * papers that cases are taken from.
 * @param publications PubMed ids
 */
export function withoutPublications(
  hpo: HpoRelease,
  publications: ReadonlySet<number>,
): HpoRelease {
  const { annotations } = hpo.diseases;
  const dropped = rowsNaming(annotations, publications);
  if (dropped.size === 0) return hpo;
  const profiles: Profiles = {
    ...hpo.profiles,
    frequencies: hpo.profiles.frequencies.slice(),
    shown: hpo.profiles.shown.slice(),
    information: hpo.profiles.information.slice(),
    background: hpo.profiles.background.slice(),
    mass: hpo.profiles.mass.slice(),
    norm: hpo.profiles.norm.slice(),
  };
  if ([...dropped].some((row) => annotations.excluded[row] === 1)) {
    const count = annotations.offsets.length - 1;
    profiles.excluded = excludedTerms(annotations, count, (row) => dropped.has(row));
  }
  const changed = new Set<number>();
  for (const disease of diseasesOf(annotations, dropped)) {
    const left = new Map(profileOf(annotations, disease, (row) => dropped.has(row)));
    const before = listAt(profiles.terms, disease);
    const start = profiles.terms.offsets[disease] ?? 0;
    const lifted = new Map<number, number>();
    for (const [i, term] of before.entries()) {
      const frequency = left.get(term) ?? 0;
      profiles.frequencies[start + i] = frequency;
      for (const a of listAt(hpo.ontology.ancestors, term))
        lifted.set(a, Math.max(lifted.get(a) ?? 0, frequency));
    }
    for (const [a, frequency] of lifted) {
      const at = indexIn(listAt(profiles.diseases, a), disease);
      profiles.shown[(profiles.diseases.offsets[a] ?? 0) + at] = frequency;
      changed.add(a);
    }
    profiles.mass[disease] = massOf(profiles, disease);
    if (left.size === 0 && before.length > 0) profiles.annotated--;
  }
  for (const term of changed) weigh(profiles, term);
  setNorms(profiles, hpo.ontology);
  return { ...hpo, profiles };
}

function rowsNaming(annotations: Annotations, publications: ReadonlySet<number>): Set<number> {
  const { offsets, items } = annotations.publications;
  const rows = new Set<number>();
  for (let row = 0, k = 0; k < items.length; k++) {
    if (!publications.has(items[k] ?? 0)) continue;
    while ((offsets[row + 1] ?? 0) <= k) row++;
    rows.add(row);
  }
  return rows;
}

function diseasesOf(annotations: Annotations, rows: ReadonlySet<number>): Set<number> {
  const found = new Set<number>();
  for (let d = 0, row = 0; d < annotations.offsets.length - 1; d++)
    for (; row < (annotations.offsets[d + 1] ?? 0); row++) if (rows.has(row)) found.add(d);
  return found;
}

/**
 * One frequency for a feature of a disease, from all rows that speak of it (IC-01).
 *
 * Counts are added over publications; a class or a percentage counts as CLASS_PATIENTS patients at its
 * mid-point. The sum is drawn towards one half by PRIOR_PATIENTS imagined patients, so that 1/1 is not
 * certainty and a rare feature of a small series does not vanish: (seen + prior/2) / (of + prior).
 */
const PRIOR_PATIENTS = 1;
const CLASS_PATIENTS = 10;

/**
 * Frequency where no row tells one. RULES names 1 (LIRICAL's) and 0.5 (more cautious); of the values
 * tried on the development cases this one ranks best (bench/PHENOTYPE.md).
 */
const UNSTATED_FREQUENCY = 0.5;

/** The rows of one feature, added up. */
interface FrequencySum {
  seen: number;
  of: number;
  rows: number;
}

/** Adds a row. `stated`: a fraction, NaN where none is given; `of` is 0 where no count is given. */
function addRow(sum: FrequencySum, seen: number, of: number, stated: number): void {
  sum.rows++;
  if (of > 0) {
    sum.seen += seen;
    sum.of += of;
  } else if (!Number.isNaN(stated)) {
    sum.seen += stated * CLASS_PATIENTS;
    sum.of += CLASS_PATIENTS;
  }
}

/** The frequency, above 0 and below 1; 0: no row, or seen in none of the patients (0/n, excluded). */
function frequencyOf(sum: FrequencySum): number {
  if (sum.rows === 0) return 0;
  if (sum.of === 0) return UNSTATED_FREQUENCY;
  if (sum.seen === 0) return 0;
  return (sum.seen + PRIOR_PATIENTS / 2) / (sum.of + PRIOR_PATIENTS);
}
