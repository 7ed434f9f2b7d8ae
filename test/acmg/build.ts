/** Inputs for the criteria: everything is known and says nothing; a test names what it is about. */
import { DEFAULT_POLICY } from "../../src/core/policy.ts";
import type {
  AcmgInput,
  CriterionName,
  CriterionResult,
  PopulationFacts,
  TranscriptFacts,
} from "../../src/acmg/types.ts";
import type { SkippedExon } from "../../src/effect/types.ts";
import type { ClinVarNeighbour } from "../../src/classifications/types.ts";

export const SETTINGS = DEFAULT_POLICY.acmg;

export function transcript(terms: string, over: Partial<TranscriptFacts> = {}): TranscriptFacts {
  return {
    transcript: "NM_1.1",
    relevance: "mane_select",
    complete: true,
    afterStop: false,
    coding: true,
    terms: terms.split("&"),
    worseTerms: [],
    exon: { number: 5, total: 10 },
    intron: null,
    residue: 100,
    stopCodon: 100,
    proteinLength: 1000,
    substitution: null,
    intronOffset: null,
    exonEdge: null,
    exons: null,
    ...over,
  };
}

export function missense(over: Partial<TranscriptFacts> = {}): TranscriptFacts {
  return transcript("missense_variant", { substitution: { from: "R", to: "H" }, ...over });
}

/** gnomAD v4, seen often enough to be neither rare nor common. */
export function population(over: Partial<PopulationFacts> = {}): PopulationFacts {
  return {
    source: "gnomAD",
    speaksOfRare: true,
    present: true,
    af: 1e-4,
    ac: 160,
    an: 1_600_000,
    maxAn: 1_614_000,
    faf95: 1.2e-4,
    homozygotes: 0,
    hemizygotes: 0,
    populations: [],
    filters: [],
    ...over,
  };
}

export function neighbour(over: Partial<ClinVarNeighbour> = {}): ClinVarNeighbour {
  return {
    key: "1:1001:C:T",
    significance: "P",
    stars: 2,
    substitution: null,
    spliceAi: null,
    ...over,
  };
}

export type Over = {
  [K in keyof AcmgInput]?: AcmgInput[K] extends readonly unknown[] | null
    ? AcmgInput[K]
    : Partial<NonNullable<AcmgInput[K]>> | AcmgInput[K];
};

export function input(over: Over = {}): AcmgInput {
  const base: AcmgInput = {
    assembly: "GRCh38",
    allele: { chrom: "1", pos: 1000, ref: "C", alt: "T" },
    locus: "autosome",
    disease: "monoallelic",
    gene: {
      symbol: "GENE1",
      hgncId: "HGNC:1",
      haploinsufficiency: 3,
      recessiveGreen: false,
      lofNotMechanism: false,
      completePenetrance: true,
      green: true,
      mechanisms: [],
      mechanismSources: [],
      loeuf: 0.5,
      missenseZ: 0,
      clinvar: { pathogenicLof: 0, pathogenicMissense: 5, benignMissense: 5, vusMissense: 5 },
    },
    transcript: missense(),
    frequency: population(),
    predictors: {
      available: ["REVEL"],
      scores: { REVEL: 0.5 },
      spliceAi: { max: 0, gains: null },
    },
    clinvar: {
      release: "2026-02-26",
      same: null,
      codon: [],
      base: [],
      nearbyMissense: { pathogenic: 0, benign: 0 },
      beforeNextMet: 0,
    },
    region: { exonLofFrequency: 0, otherStart: false },
    family: {
      probandAffected: true,
      zygosity: "het",
      deNovo: null,
      partner: null,
      relatives: null,
      phenotype: null,
    },
    keptByPolicy: false,
  };
  const merged: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(over)) {
    const before = merged[key];
    const nested = isObject(value) && isObject(before) && key !== "frequency";
    merged[key] = nested ? { ...before, ...value } : value;
  }
  return merged as unknown as AcmgInput;
}

function isObject(x: unknown): x is Record<string, unknown> {
  return typeof x === "object" && x !== null && !Array.isArray(x);
}

export function find(criteria: readonly CriterionResult[], name: CriterionName): CriterionResult {
  const found = criteria.find((c) => c.criterion === name);
  if (found === undefined) throw new Error(`${name} is not there`);
  return found;
}

/** `met:supporting`, `not_met`, ... */
export function told({ status, strength }: { status: string; strength: string | null }): string {
  return strength === null ? status : `${status}:${strength}`;
}

/** What becomes of the mRNA without exon 3: a stop and decay. */
export const SKIP: SkippedExon = {
  exon: 3,
  coding: 120,
  place: "inside",
  inFrame: false,
  stopCodon: 90,
  decay: { nmd: "predicted", toLastJunction: 800 },
  removed: 0.8,
  noncanonical: false,
  siteKept: false,
};
