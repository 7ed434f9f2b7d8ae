/**
 * Records of one file that make up one event: mates, two junctions of an inversion, fragments of depth (SVE-06,
 * -07, -25).
 */
import { chromosomeOrder } from "../../core/assembly.ts";
import { groupedBy } from "../../core/grouped.ts";
import { compareText } from "../../core/text.ts";
import { keyOf } from "../form/key.ts";
import type { Form } from "../form/form.ts";
import type { Draft, FileContext, NeutralSegment } from "../read/draft.ts";
import { sameEvent } from "./same.ts";

/** One event of one file, the best record first. */
export interface Found {
  form: Form;
  drafts: [Draft, ...Draft[]];
  file: number;
}

/** @param neutral places of the file where copies are as expected, which keep fragments apart */
export function foundIn(
  drafts: readonly Draft[],
  neutral: readonly NeutralSegment[],
  { file, sizes }: Pick<FileContext, "file" | "sizes">,
): Found[] {
  const byKey = groupedBy(drafts, ({ form }) => form.key);
  const found = [...byKey.values()].map((same): Found => {
    if (same.length > 1) same.sort(compareDrafts);
    return { form: same[0].form, drafts: same, file };
  });
  return joinFragments(joinInversions(joinMates(found)), neutral, sizes.depthSecondCallerBelow);
}

/** Precise junctions, then imprecise ones, then depth; then quality; then by their names (SVE-24). */
export function compareDrafts(a: Draft, b: Draft): number {
  return (
    rankOf(a.form) - rankOf(b.form) ||
    (b.member.quality ?? -1) - (a.member.quality ?? -1) ||
    compareText(a.form.key, b.form.key) ||
    compareText(a.member.caller, b.member.caller) ||
    compareText(a.member.text, b.member.text)
  );
}

function rankOf({ claim, precise }: Form): number {
  return claim === "depth" ? 2 : precise ? 0 : 1;
}

/** The two ends of one junction name each other; where a caller rounds them apart, by their ids. */
function joinMates(found: readonly Found[]): Found[] {
  const byId = new Map<string, Found>();
  const mates = found.filter(({ drafts }) => drafts[0].mate !== null);
  for (const one of mates) for (const { member } of one.drafts) byId.set(member.id, one);
  const joined = new Set<Found>();
  const both: Found[] = [];
  for (const one of mates) {
    const mate = byId.get(one.drafts[0].mate ?? "");
    if (mate === undefined || mate === one || joined.has(one) || joined.has(mate)) continue;
    if (sameEvent(one.form, mate.form, "callers") === null) continue;
    both.push(together(one, mate, {}));
    joined.add(one).add(mate);
  }
  return joined.size === 0 ? [...found] : [...found.filter((one) => !joined.has(one)), ...both];
}

function together(a: Found, b: Found, change: Partial<Form>): Found {
  const [best = a.drafts[0], ...others] = [...a.drafts, ...b.drafts].toSorted(compareDrafts);
  const form = { ...best.form, ...change };
  return { form: { ...form, key: keyOf(form) }, drafts: [best, ...others], file: a.file };
}

/** Ends of the two junctions of one inversion may lie so far apart, in bases, as some are lost there. */
const INVERSION_ENDS = 1000;

/** Two junctions that face each other, of one place or of one EVENT, are one whole inversion. */
function joinInversions(found: readonly Found[]): Found[] {
  const strandOf = ({ form }: Found): string => form.ends[0]?.strand ?? "";
  const isHalf = ({ form }: Found): boolean =>
    form.kind === "INV" && form.flags.includes("one_junction");
  const halves = found.filter(isHalf).toSorted(byPlace);
  const taken = new Set<Found>();
  const whole: Found[] = [];
  for (const [i, a] of halves.entries()) {
    if (taken.has(a)) continue;
    for (let j = i + 1; j < halves.length; j++) {
      const b = halves[j];
      if (b === undefined || b.form.chrom !== a.form.chrom) break;
      if (b.form.first - a.form.first > INVERSION_ENDS) break;
      if (taken.has(b) || strandOf(a) === strandOf(b)) continue;
      if (Math.abs(a.form.last - b.form.last) > INVERSION_ENDS) continue;
      taken.add(a).add(b);
      const flags = a.form.flags.filter((flag) => flag !== "one_junction");
      whole.push(together(a, b, { ends: [], flags }));
      break;
    }
  }
  return [...found.filter((one) => !taken.has(one)), ...whole];
}

function byPlace(a: Found, b: Found): number {
  return (
    chromosomeOrder(a.form.chrom) - chromosomeOrder(b.form.chrom) ||
    compareText(a.form.chrom, b.form.chrom) ||
    a.form.first - b.form.first ||
    a.form.last - b.form.last ||
    compareText(a.form.key, b.form.key)
  );
}

/** Gap between two fragments, as a share of both with it. */
const GAP = 0.2;

/**
 * Neighbouring losses, or gains, of the same people by depth, with nothing sure between them.
 * @param least length from which one depth caller is believed, in bases
 */
function joinFragments(
  found: readonly Found[],
  neutral: readonly NeutralSegment[],
  least: number,
): Found[] {
  const isPart = ({ form, drafts }: Found): boolean =>
    form.claim === "depth" &&
    (form.kind === "DEL" || form.kind === "DUP") &&
    drafts[0].calls.some((call) => call !== null);
  const rest = found.filter((one) => !isPart(one));
  const parts = groupedBy(found.filter(isPart), ({ form, drafts }) =>
    [form.chrom, form.kind, ...drafts[0].calls.map((call) => patternOf(call))].join(" "),
  );
  const segments = groupedBy(neutral, ({ chrom }) => chrom);
  for (const group of parts.values()) {
    let open: Found | undefined;
    for (const next of group.toSorted(byPlace)) {
      if (open !== undefined && isGapSmall(open.form, next.form, segments.get(next.form.chrom))) {
        open = joinedFragments(open, next, least);
        continue;
      }
      if (open !== undefined) rest.push(open);
      open = next;
    }
    if (open !== undefined) rest.push(open);
  }
  return rest;
}

function patternOf(call: Draft["calls"][number]): string {
  return call === null ? "-" : `${call.state} ${call.zygosity} ${call.copies}`;
}

function isGapSmall(a: Form, b: Form, between: readonly NeutralSegment[] = []): boolean {
  const gap = b.first - a.last - 1;
  const whole = Math.max(a.last, b.last) - a.first + 1;
  if (gap > GAP * whole) return false;
  return gap <= 0 || !between.some(({ first, last }) => first < b.first && last > a.last);
}

function joinedFragments(a: Found, b: Found, least: number): Found {
  const last = Math.max(a.form.last, b.form.last);
  const length = last - a.form.first + 1;
  const isShort = length < least;
  const kept = a.form.flags.filter(
    (flag) => flag !== "single_target" && (isShort || flag !== "short_depth_call"),
  );
  const flags = [...new Set([...kept, "joined_fragments"])].toSorted();
  const { first, ciFirst } = a.form;
  return together(a, b, { first, ciFirst, last, ciLast: b.form.ciLast, length, flags });
}
