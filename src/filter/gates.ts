/**
 * Byte gates: cheap looks at a line that may only drop what the full judgement would drop for the same
 * reason. Whatever they cannot read at a glance passes on to `judgeRecord`.
 */
import type { AnnotationLayout, VcfHeader } from "../vcf/model.ts";
import type { Policy } from "../core/policy.ts";

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
    if (csq >= 0 && walk(data, csq, end)) return true;
    for (const key of rescueKeys) if (findKey(data, start, end, key) >= 0) return true;
    return false;
  };
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
  const splice = classes.includes("splice_near");
  const noncoding = classes.includes("noncoding_exon");
  const wanted = splice || noncoding;
  if (layout.annotator === "bcsq") return bcsqWalker;
  const lower = layout.columns.map((c) => c.trim().toLowerCase());
  const impact = lower.findIndex(
    (c) => c === "impact" || c === "annotation_impact" || c === "putative_impact",
  );
  const consequence = lower.findIndex((c) => c === "consequence" || c === "annotation");
  if (impact < 0 || consequence < 0 || consequence > impact) return null;
  const spliceAi = new Set(
    lower.flatMap((c, i) => (/splice_?ai/.test(c) && !/symbol|_dp_/.test(c) ? [i] : [])),
  );
  // Below a tenth the second decimal would have to be read: rather judge all in full.
  if (spliceAi.size > 0 && policy.consequence.spliceAiRescue < 0.1) return null;
  const lastScore = Math.max(-1, ...spliceAi);
  return (data, at, end) => {
    let i = at;
    while (i < end) {
      // One entry: up to the impact byte by byte, then a hop to the next comma (VEP writes none inside).
      let column = 0;
      let consequenceStart = i;
      for (; i < end; i++) {
        const c = data[i] as number;
        if (c === COMMA || c === SEMICOLON) break;
        if (c !== PIPE) continue;
        column++;
        if (column === consequence) consequenceStart = i + 1;
        else if (column === impact) {
          const first = data[i + 1] as number;
          // HIGH, or MODERATE and not MODIFIER.
          if (first === 72 || (first === 77 && data[i + 4] === 69)) return true;
          // An unwritten impact must be derived from the terms.
          if (first === PIPE || first === COMMA) return true;
          // Neither HIGH nor MODERATE: the terms decide, whatever impact an annotator gives them.
          if (wanted && holdsWanted(data, consequenceStart, i, splice, noncoding)) return true;
          if (lastScore < 0) {
            const comma = data.indexOf(COMMA, i);
            i = comma < 0 ? end : comma;
            break;
          }
        } else if (column <= lastScore && spliceAi.has(column) && isRaised(data, i + 1))
          return true;
      }
      if (data[i] === SEMICOLON) return false;
      i++;
    }
    return false;
  };
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

/** `splice_...`, or `..._exon_variant` and `mature_miRNA_variant`, in the consequence column. */
function holdsWanted(
  data: Buffer,
  start: number,
  end: number,
  splice: boolean,
  noncoding: boolean,
): boolean {
  for (let i = start; i < end; i++) {
    const c = data[i];
    if (c === 115 && splice && data[i + 1] === 112 && data[i + 2] === 108) return true;
    // "_exon" and "_miRNA": an underscore followed by `ex` or `mi`.
    if (c === 95 && noncoding) {
      const next = data[i + 1];
      if (next === 101 && data[i + 2] === 120) return true;
      if (next === 109 && data[i + 2] === 105) return true;
    }
  }
  return false;
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
