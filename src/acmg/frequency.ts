/** Evidence from population frequency: BA1, BS1, BS2, PM2. */
import { ba1Exception } from "../core/ba1-exceptions.ts";
import { hasStars, saysPathogenic } from "../core/classification.ts";
import { counted } from "../core/counted.ts";
import type { AcmgInput, AcmgSettings, Inputs, Outcome, PopulationFacts } from "./types.ts";
import type { ClinVarStatement } from "../classifications/types.ts";
import { filteringFrequency } from "./filtering-frequency.ts";
import { met, notApplicable, notAssessed, notMet, suggested } from "./outcome.ts";

/** FREQ-03: groups whose frequency may speak for benign. Bottlenecked and mixed groups may not. */
const CONTINENTAL: ReadonlySet<string> = new Set("AFR AMR EAS NFE EUR SAS".split(" "));

const NO_SOURCE = "the run has no population frequencies";

export function isBiallelic(disease: AcmgInput["disease"]): boolean {
  return disease === "biallelic" || disease === "x_biallelic";
}

/** P or LP of so many stars, as ClinVar shows them: a criterion takes nothing on trust. */
export function isStatedPathogenic(
  statement: ClinVarStatement | null,
  leastStars: number,
): boolean {
  return statement !== null && saysPathogenic(statement) && hasStars(statement, leastStars);
}

/** FREQ-05: `AC0` means that no call was good enough: absent. */
function isPresent(f: PopulationFacts): boolean {
  return f.present && !f.filters.includes("AC0");
}

function unreliable(f: PopulationFacts): string | null {
  if (f.unclear !== undefined)
    return `${f.unclear.join(", ")} may be another allele's, or not a frequency`;
  const failed = f.filters.filter((name) => name !== "PASS" && name !== "." && name !== "AC0");
  return failed.length === 0 ? null : `${f.source} flags the site as ${failed.join(", ")}`;
}

interface BenignFrequency {
  /** Value to hold against a benign limit; null: only an upper bound is known. */
  value: number | null;
  /** No group's filtering frequency can be above this. */
  upper: number | null;
  basis: string;
}

/** FREQ-02, FREQ-03. A filtering frequency is never above the frequency itself. */
function benignFrequency(f: PopulationFacts, minAlleleNumber: number): BenignFrequency {
  const known = [f.af, ...f.populations.map((p) => p.af)].filter((x) => x !== null);
  const upper = known.length === 0 ? null : Math.max(...known);
  if (f.faf95 !== null) return { value: f.faf95, upper: f.faf95, basis: "FAF95 of the source" };
  const computed = f.populations.flatMap(({ code, af, ac, an }) => {
    if (!CONTINENTAL.has(code) || an === null || an < minAlleleNumber) return [];
    const count = ac ?? (af === null ? null : Math.round(af * an));
    return count === null ? [] : [filteringFrequency(count, an)];
  });
  return computed.length === 0
    ? { value: null, upper, basis: "no FAF95, no counts by population" }
    : { value: Math.max(...computed), upper, basis: "FAF95 from counts by population" };
}

function frequencyInputs(f: PopulationFacts, benign: BenignFrequency): Inputs {
  return {
    source: f.source,
    present: f.present,
    af: f.af,
    faf95: benign.value,
    faf95Basis: benign.basis,
    highestAf: benign.upper,
  };
}

/** BA1-01. */
export function ba1(input: AcmgInput, settings: AcmgSettings): Outcome {
  const f = input.frequency;
  if (f === null) return notAssessed(NO_SOURCE);
  const { frequency: limit, minAlleleNumber } = settings.ba1;
  const benign = benignFrequency(f, minAlleleNumber);
  const inputs = { ...frequencyInputs(f, benign), limit };
  if (!isPresent(f)) return notMet("absent from the source", inputs);
  const bad = unreliable(f);
  if (bad !== null) return notAssessed(bad, inputs);
  const group = f.populations.find(
    ({ code, af, an }) =>
      CONTINENTAL.has(code) && (af ?? 0) > limit && an !== null && an >= minAlleleNumber,
  );
  const above = (benign.value ?? 0) > limit || group !== undefined;
  if (!above) {
    if ((benign.upper ?? Infinity) <= limit || benign.value !== null)
      return notMet(`not above ${limit}`, inputs);
    return notAssessed(
      `a frequency above ${limit} without FAF95 or an allele number of ${minAlleleNumber}`,
      inputs,
    );
  }
  const exception = ba1Exception(input.assembly, input.allele);
  if (exception !== null)
    return notApplicable(`${exception.gene} ${exception.hgvs}: on the exception list`, inputs);
  const { same } = input.clinvar;
  const what =
    group === undefined
      ? `FAF95 above ${limit}`
      : `AF ${group.af} in ${group.code}, above ${limit}`;
  if (isStatedPathogenic(same, 2))
    return suggested("stand_alone", `${what}, but ClinVar says ${same?.significance}`, inputs);
  return met("stand_alone", what, inputs);
}

/** BS1-01. */
export function bs1(input: AcmgInput, settings: AcmgSettings): Outcome {
  const f = input.frequency;
  if (f === null) return notAssessed(NO_SOURCE);
  if (input.disease === null) return notAssessed("no model of inheritance fits");
  const { bs1: limits, ba1: groups } = settings;
  const own = limits.genes[input.gene.symbol] ?? limits.genes[input.gene.hgncId ?? ""];
  const biallelic = isBiallelic(input.disease);
  const limit = own ?? (biallelic ? limits.biallelic : limits.monoallelic);
  const lower = own ?? (biallelic ? limits.biallelicSupporting : limits.monoallelicSupporting);
  const benign = benignFrequency(f, groups.minAlleleNumber);
  const inputs = {
    ...frequencyInputs(f, benign),
    disease: input.disease,
    limit,
    limitSupporting: lower,
    limitOf: own === undefined ? "generic" : "gene",
  };
  if (!isPresent(f)) return notMet("absent from the source", inputs);
  const bad = unreliable(f);
  if (bad !== null) return notAssessed(bad, inputs);
  if (benign.value === null)
    return benign.upper !== null && benign.upper <= lower
      ? notMet(`no group is above ${lower}`, inputs)
      : notAssessed(`a frequency above ${lower} without FAF95 or counts by population`, inputs);
  if (benign.value <= lower) return notMet(`FAF95 not above ${lower}`, inputs);
  const exception = ba1Exception(input.assembly, input.allele);
  if (exception !== null)
    return notApplicable(`${exception.gene} ${exception.hgvs}: on the exception list`, inputs);
  if (input.keptByPolicy) return notApplicable("the policy keeps this allele", inputs);
  const { same } = input.clinvar;
  if (isStatedPathogenic(same, 1))
    return notApplicable(
      `ClinVar says ${same?.significance}, ${counted(same?.stars ?? 0, "star")}`,
      inputs,
    );
  return benign.value > limit
    ? met("strong", `FAF95 above ${limit}`, inputs)
    : suggested("supporting", `FAF95 above ${lower}: confirm for this disease`, inputs);
}

/** ClinVar P or LP where the frequency alone would speak for benign (T30, T49). */
export function conflictsWithClinvar(input: AcmgInput, settings: AcmgSettings): boolean {
  const { frequency: f, disease } = input;
  if (f === null || !isPresent(f) || !isStatedPathogenic(input.clinvar.same, 0)) return false;
  const { value, upper } = benignFrequency(f, settings.ba1.minAlleleNumber);
  const limit = isBiallelic(disease) ? settings.bs1.biallelic : settings.bs1.monoallelic;
  return (value ?? upper ?? 0) > limit;
}

/** BS2-01: only ever a suggestion, since gnomAD's people are not screened for disease. */
export function bs2(input: AcmgInput, settings: AcmgSettings): Outcome {
  const { disease, frequency: f, family, gene } = input;
  if (disease === null) return notAssessed("no model of inheritance fits");
  const { minHomozygotes, minHemizygotes } = settings.bs2;
  const unaffected = family.relatives?.unaffectedWithDiseaseGenotype ?? null;
  const inputs = {
    disease,
    homozygotes: f?.homozygotes ?? null,
    hemizygotes: f?.hemizygotes ?? null,
    unaffectedRelatives: unaffected,
    completePenetrance: gene.completePenetrance,
  };
  if ((unaffected ?? 0) > 0 && gene.completePenetrance === true)
    return suggested("strong", "an unaffected relative has the genotype of the disease", inputs);
  const onX = disease === "x_monoallelic" || disease === "x_biallelic";
  if (!onX && disease !== "biallelic")
    return notMet("no unaffected relative with the genotype is known", inputs);
  if (f === null) return notAssessed(NO_SOURCE, inputs);
  const count = onX ? f.hemizygotes : f.homozygotes;
  const least = onX ? minHemizygotes : minHomozygotes;
  const word = onX ? "hemizygotes" : "homozygotes";
  if (!isPresent(f)) return notMet("absent from the source", inputs);
  if (count === null) return notAssessed(`${word} are not in the source`, inputs);
  return count >= least
    ? suggested("strong", `${count} ${word}: benign if the disease is early and complete`, inputs)
    : notMet(`fewer than ${least} ${word}`, inputs);
}

/** PM2-01 to PM2-03: Supporting at most. */
export function pm2(input: AcmgInput, settings: AcmgSettings): Outcome {
  const { disease, frequency: f, allele } = input;
  const limits = settings.pm2;
  if (f === null) return notAssessed(NO_SOURCE);
  if (disease === null) return notAssessed("no model of inheritance fits");
  const called = f.an === null || f.maxAn === null ? null : f.an / f.maxAn;
  const coverage = f.covered ?? called;
  const inputs: Inputs = {
    source: f.source,
    disease,
    present: f.present,
    af: f.af,
    ac: f.ac,
    an: f.an,
    faf95: f.faf95,
    homozygotes: f.homozygotes,
    hemizygotes: f.hemizygotes,
    alleleNumberFraction: coverage === null ? null : Number(coverage.toPrecision(3)),
  };
  if (Math.abs(allele.ref.length - allele.alt.length) > limits.maxIndelBases)
    return notApplicable(`an indel of more than ${counted(limits.maxIndelBases, "base")}`, inputs);
  if (!f.speaksOfRare)
    return notAssessed(`${f.source}: too small to show that an allele is rare`, inputs);
  const bad = unreliable(f);
  if (bad !== null) return notAssessed(bad, inputs);
  if (coverage !== null && coverage < limits.minAlleleNumberFraction)
    return notAssessed("too few alleles were called at the site", inputs);
  if (!isPresent(f))
    return f.an === null && f.covered === undefined
      ? suggested("supporting", "absent; confirm that the site is covered there", inputs)
      : met("supporting", "absent from the source", inputs);
  const tests = isBiallelic(disease)
    ? biallelicTests(input, f, settings)
    : strictTests(f, input, settings);
  const failed = tests.filter(([, ok]) => ok === false).map(([name]) => name);
  if (failed.length > 0) return notMet(`not ${failed.join(", not ")}`, inputs);
  const unknown = tests.filter(([, ok]) => ok === null).map(([name]) => name);
  if (unknown.length > 0) return notAssessed(`not known: ${unknown.join(", ")}`, inputs);
  return met("supporting", tests.map(([name]) => name).join(", "), inputs);
}

type Test = readonly [name: string, ok: boolean | null];

function atMost(value: number | null, limit: number): boolean | null {
  return value === null ? null : value <= limit;
}

/**
 * PM2-02 for dominant and X-linked dominant disease. The raw frequency of one group is not asked: one
 * allele in a group of 75,000 would be above any limit (T51).
 */
function strictTests(f: PopulationFacts, input: AcmgInput, { pm2: limits }: AcmgSettings): Test[] {
  const count = f.ac ?? (f.af === null || f.an === null ? null : Math.round(f.af * f.an));
  const size = f.maxAn ?? f.an;
  const most = size !== null && size >= limits.largeSourceAlleleNumber ? limits.alleleCount : 0;
  const few: boolean | null =
    count === null || (size === null && count > 0 && count <= limits.alleleCount)
      ? null
      : count <= most;
  const single = count !== null && count <= 1 ? 0 : null;
  return [
    [`AF at most ${limits.frequency}`, atMost(f.af ?? (count === 0 ? 0 : null), limits.frequency)],
    [`at most ${counted(most, "allele")}`, few],
    [
      `FAF95 at most ${limits.filteringFrequency}`,
      f.faf95 === null || f.faf95 <= limits.filteringFrequency,
    ],
    ["without homozygotes", atMost(f.homozygotes ?? single, 0)],
    ...(isXorY(input)
      ? ([["without hemizygotes", atMost(f.hemizygotes ?? (count === 0 ? 0 : null), 0)]] as const)
      : []),
  ];
}

/** PM2-02 for recessive disease. */
function biallelicTests(input: AcmgInput, f: PopulationFacts, settings: AcmgSettings): Test[] {
  const { biallelicFilteringFrequency: limit, biallelicHomozygotes: most } = settings.pm2;
  const { value, upper } = benignFrequency(f, settings.ba1.minAlleleNumber);
  // The filtering frequency is below every group's frequency: a low one answers, a high one does not.
  const low = value !== null ? value <= limit : upper !== null && upper <= limit ? true : null;
  const few = f.ac !== null && f.ac <= 1 ? 0 : null;
  return [
    [`FAF95 at most ${limit}`, low],
    [`at most ${most} homozygote`, atMost(f.homozygotes ?? few, most)],
    ...(isXorY(input)
      ? ([[`at most ${most} hemizygote`, atMost(f.hemizygotes, most)]] as const)
      : []),
  ];
}

function isXorY({ locus }: AcmgInput): boolean {
  return locus === "x" || locus === "y";
}
