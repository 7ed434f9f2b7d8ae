/**
 * Byte gates: quick checks of a line that may only drop what the full evaluation would drop for the same reason.
 * Whatever they cannot read at a glance passes on to `judgeRecord`.
 */
import { BYTE } from "../../core/bytes.ts";
import { classOf, impactOf, isKnownTerm, normaliseTerms } from "../../core/consequences.ts";
import type { AnnotationLayout, VcfHeader } from "../../vcf/types.ts";
import type { Policy } from "../../core/policy.ts";
import type { Columns } from "./columns.ts";

const { TAB, COMMA, PIPE, SEMICOLON, COLON, ZERO, ONE, SLASH, NINE, DOT, AMPERSAND } = BYTE;

/** FILTER is exactly `PASS` (or `.` where the policy takes it). */
export function passesFilterColumn(
  data: Uint8Array,
  start: number,
  end: number,
  acceptMissing: boolean,
): boolean {
  if (end - start === 1) return acceptMissing && data[start] === 46;
  return (
    end - start === 4 &&
    data[start] === 80 &&
    data[start + 1] === 65 &&
    data[start + 2] === 83 &&
    data[start + 3] === 83
  );
}

/** The sample column's GT is `0`, `0/0` or `0|0`: certainly no ALT. `start` is the first byte of the column. */
export function isPlainReference(data: Uint8Array, start: number): boolean {
  if (data[start] !== ZERO) return false;
  const second = data[start + 1] as number;
  if (second === COLON || second <= TAB + 1 || second === 13) return true;
  if (second !== SLASH && second !== PIPE) return false;
  if (data[start + 2] !== ZERO) return false;
  const fourth = data[start + 3] as number;
  return fourth === COLON || fourth <= TAB + 1 || fourth === 13;
}

/** The sample column's GT is one of `0/1`, `1/1`, `1` and their phased forms: certainly ALT 1. */
export function isPlainCarrier(data: Uint8Array, start: number): boolean {
  const first = data[start] as number;
  const second = data[start + 1] as number;
  if (second === COLON || second <= TAB + 1 || second === 13) return first === ONE;
  if (second !== SLASH && second !== PIPE) return false;
  const third = data[start + 2] as number;
  const fourth = data[start + 3] as number;
  if (fourth !== COLON && fourth > TAB + 1 && fourth !== 13) return false;
  return (first === ONE && third <= ONE && third >= ZERO) || (first === ZERO && third === ONE);
}

/** FORMAT, which begins at `at`, has `GT` as its first key. */
export function startsWithGt(data: Uint8Array, at: number): boolean {
  const after = data[at + 2];
  return data[at] === 71 && data[at + 1] === 84 && (after === COLON || after === TAB);
}

/** The proband's GT names an allele, of whichever ploidy. */
export function isCalled(data: Uint8Array, { infoEnd, proband, end }: Columns): boolean {
  if (proband < 0 || !startsWithGt(data, infoEnd + 1)) return false;
  for (let i = proband; i < end; i++) {
    const c = data[i] as number;
    if (c >= ZERO && c <= NINE) return true;
    if (c === COLON || c === TAB) return false;
  }
  return false;
}

/** One base or a plain base string: no `*`, `.`, `<`, `,`, breakend. */
export function isPlainAlt(data: Uint8Array, start: number, end: number): boolean {
  for (let i = start; i < end; i++) {
    const c = (data[i] as number) | 32;
    if (c !== 97 && c !== 99 && c !== 103 && c !== 116 && c !== 110) return false;
  }
  return end > start;
}

/** Says whether INFO [start, end) may hold a consequence that can make a candidate. */
export type ConsequenceGate = (data: Buffer, start: number, end: number) => boolean;

/** Builds the gate for the annotation at hand; null when every record must be judged in full. */
export function consequenceGate(
  header: VcfHeader,
  layout: AnnotationLayout | null,
  policy: Policy,
): ConsequenceGate | null {
  if (layout === null) return null;
  const isRescued = rescueGate(header);
  const walk = walker(layout, policy);
  if (walk === null) return null;
  const tag = Buffer.from(`${layout.tag}=`);
  return (data, start, end) => {
    const csq = findKey(data, start, end, tag);
    if (csq >= 0 && (walk(data, csq, end) || standsAgain(data, csq, end, tag))) return true;
    return isRescued(data, start, end);
  };
}

/** ClinVar and raw SpliceAI in INFO rescue any consequence: is one there? */
export function rescueGate(header: VcfHeader): ConsequenceGate {
  const keys = [
    ...(header.clinvar.clnsig === null ? [] : [header.clinvar.clnsig]),
    ...[...header.info.keys()].filter((key) => /splice_?ai/i.test(key)),
  ].map((key) => Buffer.from(`${key}=`));
  return (data, start, end) => keys.some((key) => findKey(data, start, end, key) >= 0);
}

/** Whether the key whose value begins at `at` follows once more: the judgement knows which one counts. */
export function standsAgain(data: Buffer, at: number, end: number, key: Buffer): boolean {
  const next = data.indexOf(SEMICOLON, at);
  return next >= 0 && next < end && findKey(data, next + 1, end, key) >= 0;
}

/** Offset after `key=` in an INFO text, or -1. `key` ends with `=`. */
export function findKey(data: Buffer, start: number, end: number, key: Buffer): number {
  const first = key[0] as number;
  const n = key.length;
  let i = start;
  while (i + n <= end) {
    if (data[i] === first) {
      let k = 1;
      while (k < n && data[i + k] === key[k]) k++;
      if (k === n) return i + n;
    }
    while (i < end && data[i] !== SEMICOLON) i++;
    i++;
  }
  return -1;
}

type Walker = (data: Buffer, at: number, end: number) => boolean;

function walker(layout: AnnotationLayout, policy: Policy): Walker | null {
  const classes = policy.consequence.classes;
  if (layout.annotator === "bcsq") return bcsqWalker;
  const lower = layout.columns.map((c) => c.trim().toLowerCase());
  const impact = lower.findIndex(
    (c) => c === "impact" || c === "annotation_impact" || c === "putative_impact",
  );
  const consequence = lower.findIndex((c) => c === "consequence" || c === "annotation");
  if (consequence < 0) return null;
  const spliceAi = spliceColumns(lower);
  // Below a tenth the second decimal would have to be read: rather judge all in full.
  if (spliceAi.size > 0 && policy.consequence.spliceAiRescue < 0.1) return null;
  const lastScore = Math.max(-1, ...spliceAi.keys());
  // Of the impact the first letters are enough.
  const stop = Math.max(consequence + 1, impact, lastScore + 1);
  const mayHarm = termsGate((text) => mayMakeCandidate(text, classes));
  return (data, at, end) => {
    let i = at;
    while (i < end) {
      // One entry: up to the last column of interest, then a hop to the next comma (VEP writes none inside).
      for (let column = 0; ; column++) {
        if (column === consequence) {
          // The terms decide, whatever impact an annotator gives them.
          const terms = mayHarm(data, i, end);
          if (terms.answer) return true;
          i += terms.length;
        } else if (column === impact) {
          // HIGH, or MODERATE and not MODIFIER, in spite of its terms: to be told.
          const first = data[i] as number;
          if (first === 72 || (first === 77 && data[i + 3] === 69)) return true;
        } else if (column <= lastScore) {
          const hasSymbol = spliceAi.get(column);
          if (hasSymbol !== undefined && isRaised(data, i, hasSymbol)) return true;
        }
        if (column >= stop) {
          const comma = data.indexOf(COMMA, i);
          i = comma < 0 ? end : comma;
          break;
        }
        i = endOfValue(data, i, end);
        if (i >= end || data[i] !== PIPE) break;
        i++;
      }
      if (i >= end || data[i] === SEMICOLON) return false;
      i++;
    }
    return false;
  };
}

/** Columns of SpliceAI's scores, each with whether a symbol stands before them. @param names in lower case */
export function spliceColumns(names: readonly string[]): ReadonlyMap<number, boolean> {
  const isRaw = (name: string): boolean => /^(?:dbnsfp_)?splice_?ai(?:_pred)?$/.test(name);
  return new Map(
    names.flatMap((name, i) =>
      /splice_?ai/.test(name) && !/symbol|_dp_/.test(name) ? [[i, isRaw(name)] as const] : [],
    ),
  );
}

/** Offset of the `|`, comma or semicolon that ends an entry's value; `end` at most. */
export function endOfValue(data: Buffer, at: number, end: number): number {
  let i = at;
  for (; i < end; i++) {
    const c = data[i];
    if (c === PIPE || c === COMMA || c === SEMICOLON) break;
  }
  return i;
}

/** A text of terms, and what was judged of it. */
interface Terms<T> {
  /** In bytes. */
  readonly length: number;
  readonly answer: T;
  /** The bytes and the `|` after them, by four; the last four may overlap. */
  readonly words: Int32Array;
  readonly next: Terms<T> | null;
}

/** The terms that begin at `at`: up to a `|`, a comma or a semicolon, or to `end`, where a tab stands. */
type TermsGate<T> = (data: Buffer, at: number, end: number) => Terms<T>;

/** A file has few different texts, each millions of times: what was asked is kept, and compared by words. */
export function termsGate<T>(judge: (text: string) => T): TermsGate<T> {
  const known: (Terms<T> | null)[] = Array.from({ length: 1024 }, () => null);
  let kept = 0;
  let viewed: Buffer | null = null;
  let view: DataView = new DataView(new ArrayBuffer(0));
  return (data, at, end) => {
    if (viewed !== data) {
      viewed = data;
      view = new DataView(data.buffer, data.byteOffset, data.length);
    }
    let slot = -1;
    if (at + 16 <= data.length) {
      const some = view.getInt32(at, true) ^ Math.imul(view.getInt32(at + 12, true), 0x9e3779b1);
      slot = Math.imul(some, 0x85ebca6b) >>> 22;
      for (let terms = known[slot] ?? null; terms !== null; terms = terms.next)
        if (standsAt(view, at, end, terms)) return terms;
    }
    const i = endOfValue(data, at, end);
    const length = i - at;
    // A text that is no terms may be anything: not all of them are kept.
    const isKept = slot >= 0 && length >= 3 && data[i] === PIPE && kept++ < 4096;
    const words = new Int32Array(isKept ? (length + 4) >> 2 : 0);
    for (let k = 0; k < words.length; k++)
      words[k] = view.getInt32(at + Math.min(4 * k, length - 3), true);
    const answer = judge(data.toString("latin1", at, i));
    const terms = { length, answer, words, next: known[slot] ?? null };
    if (isKept) known[slot] = terms;
    return terms;
  };
}

function standsAt<T>(view: DataView, at: number, end: number, terms: Terms<T>): boolean {
  const { length, words } = terms;
  if (at + length >= end) return false;
  for (let k = 0; k < words.length; k++)
    if (view.getInt32(at + Math.min(4 * k, length - 3), true) !== words[k]) return false;
  return true;
}

/** Of an unknown biotype; terms that nobody knows are told by the judgement. */
export function mayMakeCandidate(text: string, classes: readonly string[]): boolean {
  const parts = text.split("&");
  const terms = normaliseTerms(parts);
  const impact = impactOf(terms);
  return (
    !parts.every(isKnownTerm) ||
    text.includes("initiator_codon_variant") ||
    // FLAGS may say that the sequence is not known there.
    terms.includes("coding_sequence_variant") ||
    impact === "HIGH" ||
    impact === "MODERATE" ||
    classes.includes(classOf(terms, "", false)) ||
    // In an RNA without introns the bare word means its exon.
    (terms.includes("non_coding_transcript_variant") && !terms.includes("intron_variant"))
  );
}

/**
 * A score of 0.1 or more in the column at `start`, or a word in its place: one value, or the plugin's `&`-joined list,
 * which begins with a symbol.
 */
export function isRaised(data: Buffer, start: number, hasSymbol: boolean): boolean {
  for (let i = start; ; i++) {
    const c = data[i] as number;
    if (c === PIPE || c === COMMA || c === SEMICOLON || c <= TAB + 1) return false;
    // Of NA, nan and exponents nothing is to be told.
    if (c > NINE && !hasSymbol && !/[AEN]/i.test(String.fromCharCode(c))) return true;
    const next = data[i + 1] as number;
    if (c === DOT && next > ZERO && next <= NINE) return true;
    if (c === ONE && (i === start || data[i - 1] === AMPERSAND)) return true;
  }
}

const HARMLESS_BCSQ: ReadonlySet<string> = new Set(
  "intron synonymous 3_prime_utr 5_prime_utr intergenic stop_retained start_retained".split(" "),
);

const isHarmlessBcsq = termsGate((text) =>
  text.split("&").every((term) => HARMLESS_BCSQ.has(term)),
);

/** BCSQ has no impact column: anything beyond the harmless terms, or a pointer, goes on. */
function bcsqWalker(data: Buffer, at: number, end: number): boolean {
  let i = at;
  while (i < end) {
    const terms = isHarmlessBcsq(data, i, end);
    if (!terms.answer) return true;
    i += terms.length;
    while (i < end && data[i] !== COMMA && data[i] !== SEMICOLON) i++;
    if (data[i] === SEMICOLON) return false;
    i++;
  }
  return false;
}
