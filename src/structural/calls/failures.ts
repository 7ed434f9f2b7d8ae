/** Failed filters of an event: its sites' FILTER, and the word of the proband's own calls, FORMAT/FT (SVE-10, DEC-19). */
import { HARMLESS_FILTERS } from "../callers/table.ts";
import type { EventRecord } from "../form/record.ts";
import type { EventCall } from "../types.ts";
import { fieldsOf } from "./fields.ts";

/** Of one record, without those that are no failure. */
export interface RecordFailures {
  site: string[];
  /** FORMAT/FT of the proband, or of all who carry it where he does not. */
  call: string[];
  /** The proband carries it by this record. */
  isOwn: boolean;
  /** It was looked for in the proband, and is not there. */
  isLacked: boolean;
}

/** One list for all records of which none is told. */
const NONE: string[] = [];

/** The site's word on its calls, none of which it knows apart. */
const OF_CALLS = "SampleFT";

interface OfFile {
  columns: readonly { person: number; column: number }[];
  /** A call that tells FORMAT/FT stands over what the site says of all calls. */
  callFilterRules: boolean;
}

export function failuresOf(
  { filters, formatKeys, samples }: EventRecord,
  calls: readonly (EventCall | null)[],
  proband: number,
  { columns, callFilterRules }: OfFile,
): RecordFailures {
  const own = calls[proband] ?? null;
  const isOwn = own?.state === "carrier";
  const isLacked = own?.state === "reference";
  const column = columns.find(({ person }) => person === proband)?.column ?? -1;
  const isTold =
    callFilterRules && isOwn && fieldsOf(formatKeys, samples[column] ?? "")("FT") !== undefined;
  const isFailure = (name: string): boolean =>
    !HARMLESS_FILTERS.has(name) && !(isTold && name === OF_CALLS);
  const site = filters.length === 0 ? filters : filters.filter(isFailure);
  const asked = isOwn ? [own] : calls.filter((call) => call?.state === "carrier");
  const isFailed = asked.every((call) => (call?.failedFilters.length ?? 0) > 0);
  const names = isFailed ? (asked[0]?.failedFilters ?? NONE) : NONE;
  const call = names.length === 0 ? NONE : names.map((name) => `FT:${name}`);
  return site.length + call.length === 0
    ? passing(isOwn, isLacked)
    : { site, call, isOwn, isLacked };
}

/** Of records that failed nothing, which most are: one for all of a kind. */
function passing(isOwn: boolean, isLacked: boolean): RecordFailures {
  return isOwn ? PASSING_OWN : isLacked ? PASSING_LACKED : PASSING;
}

const PASSING: RecordFailures = { site: NONE, call: NONE, isOwn: false, isLacked: false };
const PASSING_OWN: RecordFailures = { ...PASSING, isOwn: true };
const PASSING_LACKED: RecordFailures = { ...PASSING, isLacked: true };

/**
 * It passes where one of its records does. A call's own FORMAT/FT is of that person alone: of records that say that the
 * proband carries it one must pass there too, whoever else has it.
 */
export function failedOf(failures: readonly RecordFailures[]): string[] {
  const own = failures.filter(({ isOwn }) => isOwn);
  const isVouched = isVouchedFor(failures);
  const failed = (own.length > 0 ? own : failures).map(({ site, call }) =>
    isVouched || site.length === 0 ? call : call.length === 0 ? site : [...site, ...call],
  );
  return failed.find((names) => names.length === 0) ?? failed[0] ?? NONE;
}

/** A record of relatives alone passes: the event is there, whatever the proband's own records failed. */
function isVouchedFor(failures: readonly RecordFailures[]): boolean {
  return failures.some(({ isOwn }) => isOwn) && failures.some(vouches);
}

/** A record of relatives that passes, and so does one of their calls; it does not say that the proband lacks the event. */
export function vouches(one: RecordFailures): boolean {
  return !one.isOwn && !one.isLacked && passes(one) && one.call.length === 0;
}

const passes = ({ site }: RecordFailures): boolean => site.length === 0;

/** What all records of the proband failed, where only a relative's passes. */
export function vouchedOf(failures: readonly RecordFailures[]): string[] {
  const own = failures.filter(({ isOwn }) => isOwn);
  return own.some(passes) || !isVouchedFor(failures) ? NONE : (own[0]?.site ?? NONE);
}
