/** Short ways to write events as inheritance gets them. */
import type {
  EventFamilyVariant,
  FamilyVariant,
  GeneInheritance,
} from "../../src/inheritance/types.ts";
import { evaluateGene, observeEvent } from "../../src/inheritance/index.ts";
import type { InheritanceOptions } from "../../src/inheritance/types.ts";
import type { Family } from "../../src/pedigree/types.ts";
import type { EventCall, GenomicEvent } from "../../src/structural/types.ts";
import { OPTIONS, policy, variant, type VariantSpec } from "./helpers.ts";

const CARRIER = { state: "carrier", any: "yes" } as const;

/** `het`, `hom`, `hemi`, `presence` (zygosity not told), `reference`, `not_called`, `unknown`, `-`: not assayed. */
export type CallWord =
  | "het"
  | "hom"
  | "hemi"
  | "presence"
  | "reference"
  | "not_called"
  | "unknown"
  | "-";

const CALLS: Record<Exclude<CallWord, "-">, Partial<EventCall>> = {
  het: { ...CARRIER, zygosity: "het", all: "no", copies: 1 },
  hom: { ...CARRIER, zygosity: "hom", all: "yes", copies: 0 },
  hemi: { ...CARRIER, zygosity: "hemi", all: "yes", copies: 0, expected: 1 },
  presence: { ...CARRIER, zygosity: "unknown", all: "unknown", flags: ["presence_only"] },
  reference: { state: "reference", any: "no", all: "no", copies: 2 },
  not_called: { state: "not_called", joint: false },
  unknown: { state: "unknown" },
};

export function eventCall(word: CallWord, over: Partial<EventCall> = {}): EventCall | null {
  if (word === "-") return null;
  return {
    state: "unknown",
    zygosity: null,
    any: "unknown",
    all: "unknown",
    copies: null,
    expected: 2,
    genotype: ".",
    genotypeQuality: null,
    altSupport: 12,
    refSupport: 20,
    phase: null,
    failedFilters: [],
    joint: true,
    why: [],
    flags: [],
    ...CALLS[word],
    ...over,
  };
}

export interface EventSpec {
  calls: (CallWord | EventCall)[];
  event?: Partial<GenomicEvent>;
  over?: Partial<EventFamilyVariant>;
}

/** A deletion on 7, of bases 500 to 1500 where nothing else is said, that takes the gene's function. */
export function eventVariant(
  fam: Family,
  { calls, event = {}, over = {} }: EventSpec,
): EventFamilyVariant {
  const { kind = "DEL", first = 500, last = 1500, chrom = "7" } = event;
  const key = `${chrom}:${first}-${last}:${kind}`;
  const all = fam.people.map((_, i) => {
    const one = calls[i] ?? "-";
    return typeof one === "string" ? eventCall(one) : one;
  });
  return {
    kind: "event",
    key,
    chrom,
    pos: first - 1,
    ref: "N",
    alt: `<${kind}>`,
    locus: event.locus ?? "autosome",
    record: -1 - first,
    alleleIndex: 1,
    observations: all.map((call) => observeEvent(call)),
    strong: true,
    lof: true,
    clinvarPathogenic: false,
    compoundEligible: true,
    compoundAnchor: true,
    eligible: { dominant: true, recessive: true, mitochondrial: false },
    deNovoEligible: true,
    event: {
      kind,
      key,
      assembly: "GRCh38",
      chrom,
      contig: chrom,
      locus: "autosome",
      first,
      last,
      ciFirst: [0, 0],
      ciLast: [0, 0],
      precise: true,
      length: last - first + 1,
      inserted: null,
      ends: [],
      claim: "junction",
      calls: all,
      members: [],
      support: ["junction"],
      failedFilters: [],
      flags: [],
      annotations: [],
      frequencies: [],
      ...event,
    },
    failed: false,
    reducedPenetrance: false,
    imprinted: false,
    frequencyAssessed: true,
    originBySites: null,
    ...over,
  };
}

export function judgeWith(
  fam: Family,
  events: readonly EventSpec[],
  small: readonly VariantSpec[] = [],
  options: Partial<InheritanceOptions> = {},
): GeneInheritance {
  const variants: FamilyVariant[] = [
    ...events.map((spec) => eventVariant(fam, spec)),
    ...small.map((spec) => variant(fam, spec)),
  ];
  return evaluateGene(fam, variants, { ...OPTIONS, ...options }, policy);
}
