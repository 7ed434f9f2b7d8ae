/** Failed filters of an event: its sites' FILTER, and the word of the proband's own calls, FORMAT/FT (SVE-10, DEC-19). */
import { isGenetic } from "../../pedigree/index.ts";
import { HARMLESS_FILTERS } from "../callers/table.ts";
import type { EventRecord } from "../form/record.ts";
import type { EventFamily } from "../read/people.ts";
import type { EventCall } from "../types.ts";
import { fieldsOf } from "./fields.ts";

/** Of one record, without those that are no failure. */
export interface RecordFailures {
  site: string[];
  /** FORMAT/FT of the proband, or of all who carry it where he does not. */
  call: string[];
  /** The proband carries it by this record. */
  isOwn: boolean;
  /** It says nothing of the proband: it was looked for there and is not, or only a social parent has it (DEC-18). */
  isMute: boolean;
}

/** One list for all records of which none is told. */
const NONE: string[] = [];

/** The site's word on its calls, none of which it knows apart. */
const OF_CALLS = "SampleFT";

/** DRAGEN's, of a change of copies below 10 kb: no failure beside another caller (SVE-10). */
const OF_SIZE = "cnvLength";

interface OfFile {
  family: Pick<EventFamily, "people" | "proband">;
  columns: readonly { person: number; column: number }[];
  /** A call that tells FORMAT/FT stands over what the site says of all calls. */
  callFilterRules: boolean;
}

export function failuresOf(
  { filters, formatKeys, samples }: EventRecord,
  calls: readonly (EventCall | null)[],
  { family: { people, proband }, columns, callFilterRules }: OfFile,
): RecordFailures {
  const own = calls[proband] ?? null;
  const isOwn = own?.state === "carrier";
  const column = columns.find(({ person }) => person === proband)?.column ?? -1;
  const isTold =
    callFilterRules && isOwn && fieldsOf(formatKeys, samples[column] ?? "")("FT") !== undefined;
  const isFailure = (name: string): boolean =>
    !HARMLESS_FILTERS.has(name) && !(isTold && name === OF_CALLS);
  const site = filters.length === 0 ? filters : filters.filter(isFailure);
  const asked = isOwn
    ? [own]
    : calls.filter((call, i) => call?.state === "carrier" && isGenetic(people[i]));
  const isMute = !isOwn && (own?.state === "reference" || asked.length === 0);
  const isFailed = asked.every((call) => (call?.failedFilters.length ?? 0) > 0);
  const names = isFailed ? (asked[0]?.failedFilters ?? NONE) : NONE;
  const call = names.length === 0 ? NONE : names.map((name) => `FT:${name}`);
  return site.length + call.length === 0 ? passing(isOwn, isMute) : { site, call, isOwn, isMute };
}

/** Of records that failed nothing, which most are: one for all of a kind. */
function passing(isOwn: boolean, isMute: boolean): RecordFailures {
  return isOwn ? PASSING_OWN : isMute ? PASSING_MUTE : PASSING;
}

const PASSING: RecordFailures = { site: NONE, call: NONE, isOwn: false, isMute: false };
const PASSING_OWN: RecordFailures = { ...PASSING, isOwn: true };
const PASSING_MUTE: RecordFailures = { ...PASSING, isMute: true };

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
  return !one.isOwn && !one.isMute && passes(one) && one.call.length === 0;
}

/** What it says of an event that passes by another record is not relied on. */
export function hasNoSay({ site, call }: RecordFailures): boolean {
  return call.length > 0 || siteFailures(site).length > 0;
}

/** What makes all calls of a record doubtful. */
export function siteFailures(site: readonly string[]): readonly string[] {
  return site.length === 0 ? NONE : site.filter((name) => name !== OF_SIZE);
}

const passes = ({ site }: RecordFailures): boolean => site.length === 0;

/** What all records of the proband failed, where only a relative's passes. */
export function vouchedOf(failures: readonly RecordFailures[]): string[] {
  const own = failures.filter(({ isOwn }) => isOwn);
  return own.some(passes) || !isVouchedFor(failures) ? NONE : (own[0]?.site ?? NONE);
}
