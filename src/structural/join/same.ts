/** Are two events the same (SVE-21, SVE-22)? One function, with a row of settings for each question. */
import type { EventKind, EventShape, Joined, MatchSetting } from "../types.ts";

interface Settings {
  /** Least reciprocal overlap of two precise intervals, and where one of them is of depth. */
  precise: number;
  depth: number;
  /** Ends of precise intervals: at most so many bases, and this share of the shorter one. */
  ends: number | null;
  share: number;
  /** How far apart, in bases. */
  insertion: number;
  mobile: number;
  breakend: number;
}

const CALLS: Settings = {
  precise: 0.7,
  depth: 0.5,
  ends: 500,
  share: 0.1,
  insertion: 100,
  mobile: 200,
  breakend: 500,
};

/** Callers of one person; people of one family; an event and those of a population; an event seen before. */
const SETTINGS: Record<MatchSetting, Settings> = {
  callers: CALLS,
  relatives: CALLS,
  populations: { ...CALLS, precise: 0.5, ends: null },
  verdicts: CALLS,
};

/** Longer ones, in bases, are held to their overlap alone. */
const LONG = 1_000_000;

/** Lengths of two insertions may differ by this factor. */
const LENGTH_RATIO = 0.5;

/** Kinds that may be the same event share a letter. A multi-state copy number may be either. */
const CLASSES: Record<EventKind, string> = {
  DEL: "L",
  DUP: "G",
  CNV: "C",
  INS: "I",
  ME: "I",
  INV: "V",
  BND: "B",
  CPX: "X",
  LOH: "H",
};

export function classOf({ kind }: Pick<EventShape, "kind">): string {
  return CLASSES[kind];
}

/** An insertion that its caller says to repeat what is beside it, as the duplication that it is; null: another. */
export function asGain(shape: EventShape): EventShape | null {
  const { kind, duplicated } = shape;
  if (kind !== "INS" || duplicated === undefined) return null;
  const { first, last, shift } = duplicated;
  const ci: EventShape["ciFirst"] = [0, shift];
  const length = last - first + 1;
  return { ...shape, kind: "DUP", first, last, ciFirst: ci, ciLast: ci, length, inserted: null };
}

/** How `a` and `b` are the same event; null: they are not. Symmetric. */
export function sameEvent(a: EventShape, b: EventShape, setting: MatchSetting): Joined | null {
  if (a.chrom !== b.chrom) return null;
  if (CLASSES[a.kind] !== CLASSES[b.kind]) {
    const [own, other] = [asGain(a) ?? a, asGain(b) ?? b];
    return own.kind === other.kind ? sameEvent(own, other, setting) : null;
  }
  const settings = SETTINGS[setting];
  if (a.kind === "BND") return sameBreakend(a, b, settings);
  if (CLASSES[a.kind] === "I") return sameInsertion(a, b, settings);
  return sameInterval(a, b, settings);
}

function sameInterval(a: EventShape, b: EventShape, settings: Settings): Joined | null {
  const [own, other] = [lengthOf(a), lengthOf(b)];
  const overlap = overlapOf(a, b);
  const byOverlap = own > LONG || other > LONG || isOfDepth(a) || isOfDepth(b);
  if (overlap < (byOverlap ? settings.depth : settings.precise)) return null;
  const [first, last] = [Math.abs(a.first - b.first), Math.abs(a.last - b.last)];
  const joined = { overlap, apart: first + last };
  if (byOverlap || settings.ends === null) return joined;
  const near = Math.min(settings.ends, settings.share * Math.min(own, other));
  const isNear =
    first <= Math.max(near, widest(a.ciFirst), widest(b.ciFirst)) &&
    last <= Math.max(near, widest(a.ciLast), widest(b.ciLast));
  return isNear ? joined : null;
}

/** The uncertainty of an end, to the side where it is larger. */
function widest([low, high]: EventShape["ciFirst"]): number {
  return Math.max(-low, high);
}

function isOfDepth({ claim }: EventShape): boolean {
  return claim === "depth";
}

function lengthOf({ first, last }: Interval): number {
  return last - first + 1;
}

type Interval = Pick<EventShape, "first" | "last">;

/** Reciprocal overlap of two intervals, 0 to 1. */
export function overlapOf(a: Interval, b: Interval): number {
  const shared = Math.min(a.last, b.last) - Math.max(a.first, b.first) + 1;
  return shared <= 0 ? 0 : shared / Math.max(lengthOf(a), lengthOf(b));
}

function sameInsertion(a: EventShape, b: EventShape, settings: Settings): Joined | null {
  const isMobile = a.kind === "ME" || b.kind === "ME";
  const apart = Math.abs(a.first - b.first);
  if (apart > (isMobile ? settings.mobile : settings.insertion)) return null;
  if (a.kind === b.kind && isMobile && differ(a.inserted, b.inserted)) return null;
  if (a.length !== null && b.length !== null) {
    const [shorter, longer] = [Math.min(a.length, b.length), Math.max(a.length, b.length)];
    if (shorter < LENGTH_RATIO * longer) return null;
  }
  return { overlap: null, apart };
}

/** Elements that are both known and not the same. */
function differ(a: string | null, b: string | null): boolean {
  return a !== null && b !== null && a !== b;
}

function sameBreakend(a: EventShape, b: EventShape, { breakend }: Settings): Joined | null {
  if (a.ends.length !== b.ends.length) return null;
  const isLoose = [a, b].some(({ flags }) => flags?.includes("orientation_unknown") === true);
  let apart = 0;
  for (const [i, end] of a.ends.entries()) {
    const other = b.ends[i];
    if (other === undefined || other.chrom !== end.chrom) return null;
    if (!isLoose && other.strand !== end.strand) return null;
    const bases = Math.abs(end.pos - other.pos);
    if (bases > breakend) return null;
    apart += bases;
  }
  return { overlap: null, apart };
}

/** The furthest that the start of one that matches can lie behind that of `shape`, in bases. */
export function reach(shape: EventShape, setting: MatchSetting): number {
  const settings = SETTINGS[setting];
  if (shape.kind === "BND") return settings.breakend;
  if (CLASSES[shape.kind] === "I") return settings.mobile;
  // Half of it must be shared at least.
  return Math.ceil((1 - Math.min(settings.precise, settings.depth)) * lengthOf(shape));
}
