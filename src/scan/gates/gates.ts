/**
 * Byte gates: cheap looks at a line that may only drop what the full judgement would drop for the same
 * reason. Whatever they cannot read at a glance passes on to `judgeRecord`.
 */
import { classOf, impactOf, isKnownTerm, normaliseTerms } from "../../core/consequences.ts";
import type { AnnotationLayout, VcfHeader } from "../../vcf/model.ts";
import type { Policy } from "../../core/policy.ts";

const TAB = 9;
const COMMA = 44;
const PIPE = 124;
const SEMICOLON = 59;
const COLON = 58;
const ZERO = 48;
const ONE = 49;
const SLASH = 47;
const NINE = 57;
const DOT = 46;
const AMPERSAND = 38;

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
  // ClinVar and raw SpliceAI in INFO rescue any consequence: look for a hit before dropping.
  const rescueKeys = [
    ...(header.clinvar.clnsig === null ? [] : [header.clinvar.clnsig]),
    ...[...header.info.keys()].filter((key) => /splice_?ai/i.test(key)),
  ].map((key) => Buffer.from(`${key}=`));
  const walk = walker(layout, policy);
  if (walk === null) return null;
  const tag = Buffer.from(`${layout.tag}=`);
  return (data, start, end) => {
    const csq = findKey(data, start, end, tag);
    if (csq >= 0 && (walk(data, csq, end) || standsAgain(data, csq, end, tag))) return true;
    for (const key of rescueKeys) if (findKey(data, start, end, key) >= 0) return true;
    return false;
  };
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
  const spliceAi = new Set(
    lower.flatMap((c, i) => (/splice_?ai/.test(c) && !/symbol|_dp_/.test(c) ? [i] : [])),
  );
  // Below a tenth the second decimal would have to be read: rather judge all in full.
  if (spliceAi.size > 0 && policy.consequence.spliceAiRescue < 0.1) return null;
  const lastScore = Math.max(-1, ...spliceAi);
  // Of the impact the first letters are enough.
  const stop = Math.max(consequence + 1, impact, lastScore + 1);
  const mayHarm = termsGate((text) => mayMakeCandidate(text, classes));
  return (data, at, end) => {
    let i = at;
    while (i < end) {
      // One entry: up to the last column of interest, then a hop to the next comma (VEP writes none inside).
      let column = 0;
      let from = i;
      for (; i < end; i++) {
        const c = data[i] as number;
        if (c !== PIPE && c !== COMMA && c !== SEMICOLON) continue;
        // The terms decide, whatever impact an annotator gives them.
        if (column === consequence && mayHarm(data, from, i)) return true;
        if (c !== PIPE) break;
        column++;
        from = i + 1;
        // HIGH, or MODERATE and not MODIFIER, in spite of its terms: to be told.
        const first = data[from] as number;
        if (column === impact && (first === 72 || (first === 77 && data[from + 3] === 69)))
          return true;
        if (column <= lastScore && spliceAi.has(column) && isRaised(data, from)) return true;
        if (column < stop) continue;
        const comma = data.indexOf(COMMA, i);
        i = comma < 0 ? end : comma;
        break;
      }
      if (i >= end) return column === consequence && mayHarm(data, from, end);
      if (data[i] === SEMICOLON) return false;
      i++;
    }
    return false;
  };
}

/** What `judge` says of the text of terms at [start, end). */
type TermsGate<T> = (data: Buffer, start: number, end: number) => T;

/** A file has few different texts, each millions of times: what was asked is kept by its bytes. */
export function termsGate<T>(judge: (text: string) => T): TermsGate<T> {
  const known: { text: Buffer; answer: T }[][] = Array.from({ length: 1024 }, () => []);
  return (data, start, end) => {
    const n = end - start;
    const middle = data[(start + end) >> 1] as number;
    const slot = (n * 37 + (data[start] as number) * 11 + middle) & 1023;
    const alike = known[slot] as { text: Buffer; answer: T }[];
    for (let i = 0; i < alike.length; i++) {
      const { text, answer } = alike[i] as { text: Buffer; answer: T };
      if (text.length !== n) continue;
      let k = 0;
      while (k < n && text[k] === data[start + k]) k++;
      if (k === n) return answer;
    }
    const text = data.toString("latin1", start, end);
    const answer = judge(text);
    // A text that is no terms may be anything: not all of them are kept.
    if (alike.length < 16) alike.push({ text: Buffer.from(text, "latin1"), answer });
    return answer;
  };
}

/** Of an unknown biotype; terms that nobody knows are told by the judgement. */
function mayMakeCandidate(text: string, classes: readonly string[]): boolean {
  const parts = text.split("&");
  const terms = normaliseTerms(parts);
  const impact = impactOf(terms);
  return (
    !parts.every(isKnownTerm) ||
    text.includes("initiator_codon_variant") ||
    impact === "HIGH" ||
    impact === "MODERATE" ||
    classes.includes(classOf(terms, "", false)) ||
    // In an RNA without introns the bare word means its exon.
    (terms.includes("non_coding_transcript_variant") && !terms.includes("intron_variant"))
  );
}

/** A score of 0.1 or more in the column at `i`: one number, or the plugin's `&`-joined list. */
export function isRaised(data: Buffer, start: number): boolean {
  for (let i = start; ; i++) {
    const c = data[i] as number;
    if (c === PIPE || c === COMMA || c === SEMICOLON || c <= TAB + 1) return false;
    const next = data[i + 1] as number;
    if (c === DOT && next > ZERO && next <= NINE) return true;
    if (c === ONE && (i === start || data[i - 1] === AMPERSAND)) return true;
  }
}

const HARMLESS_BCSQ: ReadonlySet<string> = new Set([
  "intron",
  "synonymous",
  "3_prime_utr",
  "5_prime_utr",
  "intergenic",
  "stop_retained",
  "start_retained",
]);

/** BCSQ has no impact column: anything beyond the harmless terms, or a pointer, goes on. */
function bcsqWalker(data: Buffer, at: number, end: number): boolean {
  let i = at;
  while (i < end) {
    let stop = i;
    while (stop < end && data[stop] !== PIPE && data[stop] !== COMMA && data[stop] !== SEMICOLON)
      stop++;
    const text = data.toString("latin1", i, stop);
    for (const term of text.split("&")) if (!HARMLESS_BCSQ.has(term)) return true;
    while (stop < end && data[stop] !== COMMA && data[stop] !== SEMICOLON) stop++;
    if (data[stop] === SEMICOLON) return false;
    i = stop + 1;
  }
  return false;
}
