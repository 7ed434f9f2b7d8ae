/**
 * One person's call of an allele that callers of small variants and of events looked for, each in files of their own
 * (SVE-24): where both are sure and differ, nobody knows (SVR-01).
 */
import type { LocusClass } from "../core/assembly.ts";
import type { Policy } from "../core/policy.ts";
import type { Family, Sex } from "../pedigree/types.ts";
import type { EventCall, EventShape, GenomicEvent } from "../structural/types.ts";
import type { SampleCall } from "../vcf/types.ts";
import { claimedDosage } from "./dosage.ts";
import type { Observation } from "./types.ts";

/** What an event's callers say of the person, and whether the event failed its filters or rules of size. */
interface ToldCall {
  call: EventCall;
  failed: boolean;
}

interface Asked {
  /** As in GT. */
  alleleIndex: number;
  /** By the file of small variants; null: no column. */
  own: Observation | null;
  /** By what its dosage goes. */
  by: { locus: LocusClass; sex: Sex; policy: Policy };
  told: readonly ToldCall[];
  /** What a parent's own events near the allele make of a reference call (SVH-09); null: it stands. */
  near: "unknown" | "not_called" | null;
  /** The record has this ALT alone. */
  isOnly: boolean;
  isProband: boolean;
}

interface CallOfBoth {
  call: SampleCall | null;
  /** Of the allele. */
  flags: string[];
}

const COPIES: Readonly<Record<string, readonly number[]>> = { het: [0, 1], hom: [1, 1], hemi: [1] };
const CARRIES: ReadonlySet<string> = new Set(["het", "het_nonref", "hom", "hemi"]);
const LACKS: ReadonlySet<string> = new Set(["ref", "nonref_other"]);

export function callOfBoth({
  alleleIndex,
  own,
  by,
  told,
  near,
  isOnly,
  isProband,
}: Asked): CallOfBoth {
  const call = own?.call ?? null;
  const carriers = told.filter((one) => one.call.state === "carrier");
  const passing = carriers.filter((one) => !one.failed && one.call.failedFilters.length === 0);
  const isSure = own !== null && own.qcFailures.length === 0;
  if (own !== null && isLackedBy(own)) {
    const isOpen = passing.length > 0 || near === "unknown";
    if (isOpen && call !== null)
      return { call: { ...call, alleles: [-1, -1] }, flags: ["carriers_disagree"] };
    const isWeak = carriers.length > 0 || near === "not_called";
    return { call: isWeak && call !== null ? { ...NO_CALL, ...read(call) } : call, flags: [] };
  }
  if (isSure && CARRIES.has(own.state)) {
    const { all } = claimedDosage(own, by.locus, by.sex, by.policy);
    const differ = passing.some((one) => one.call.all === (all === "yes" ? "no" : "yes"));
    if (differ && isOnly && all !== "unknown" && call !== null)
      return {
        call: { ...call, alleles: [-1, alleleIndex], phased: false },
        flags: ["genotypes_disagree"],
      };
    const isLacked = told.some((one) => one.call.state === "reference");
    return { call, flags: isLacked ? ["carriers_disagree"] : [] };
  }
  const better = isOnly ? passing.find((one) => isTrusted(one.call)) : undefined;
  const copies = COPIES[better?.call.zygosity ?? ""];
  if (better === undefined || copies === undefined) return { call, flags: [] };
  const text = better.call.genotype;
  return {
    call: { ...NO_CALL, alleles: [...copies], text },
    flags: isProband ? ["structural_genotype"] : [],
  };
}

/** A genotype that can be relied on says that the person does not have it. */
export function isLackedBy({ state, qcFailures }: Observation): boolean {
  return LACKS.has(state) && qcFailures.length === 0;
}

/** The other way: an event's call of a person whom `own`, by the file of small variants, may show to carry it. */
export function eventCallBeside(call: EventCall, own: Observation): EventCall {
  const isOpen = call.state === "reference" || call.state === "not_called";
  if (!isOpen || !CARRIES.has(own.state)) return call;
  const state = own.qcFailures.length === 0 ? "unknown" : "not_called";
  const why = [...call.why, "the file of small variants says that they carry it"];
  return { ...call, state, any: "unknown", all: "unknown", why };
}

/**
 * The event as the small variant has it that it is: a deletion ends where its bases do, and the proband has as many copies
 * as both files say.
 * @param seen of the small variant, by person
 * @returns undefined: callers of events did not look at the proband
 */
export function eventOfBoth(
  { event, shape: { first, last } }: { event: GenomicEvent; shape: EventShape },
  seen: readonly (Observation | null)[],
  { people, proband }: Family,
  policy: Policy,
): GenomicEvent | undefined {
  const [own, call] = [seen[proband] ?? null, event.calls[proband] ?? null];
  if (own === null || call === null) return undefined;
  const { any, all } = claimedDosage(own, event.locus, people[proband]?.sex ?? "unknown", policy);
  const calls = event.calls.with(proband, { ...call, any, all });
  if (event.kind !== "DEL") return { ...event, calls };
  return { ...event, first, last, ciFirst: [0, 0], ciLast: [0, 0], calls };
}

function isTrusted({ flags, zygosity }: EventCall): boolean {
  return flags.length === 0 && zygosity !== null && zygosity in COPIES;
}

/** Reference, without what it could be relied on by. */
function read({ alleles, text }: SampleCall): Pick<SampleCall, "alleles" | "text"> {
  return { alleles, text };
}

const NO_CALL = {
  phased: false,
  phaseSet: null,
  pid: null,
  physicalAlleles: null,
  depth: null,
  genotypeQuality: null,
  alleleDepths: null,
  alleleFractions: null,
  failedFilters: [],
};
