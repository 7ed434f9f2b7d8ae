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
const SLASH = 47;

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
function findKey(data: Buffer, start: number, end: number, key: Buffer): number {
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
  const scores = lower.flatMap((c, i) =>
    /splice_?ai/.test(c) && !/symbol|_dp_/.test(c) ? [i] : [],
  );
  const lastScore = scores.length === 0 ? -1 : Math.max(...scores);
  const isScore = new Uint8Array(layout.columns.length + 1);
  for (const i of scores) isScore[i] = 1;
  return (data, at, end) => {
    let column = 0;
    let consequenceStart = at;
    let i = at;
    while (i < end) {
      const c = data[i++] as number;
      if (c === PIPE) {
        column++;
        if (column === consequence) consequenceStart = i;
        else if (column === impact) {
          const first = data[i] as number;
          // HIGH, or MODERATE and not MODIFIER.
          if (first === 72 || (first === 77 && data[i + 3] === 69)) return true;
          // Neither HIGH nor MODERATE: the terms decide, whatever impact an annotator gives them.
          if (wanted && holdsWanted(data, consequenceStart, i, splice, noncoding)) return true;
          // An unwritten impact must be derived from the terms.
          if (first === PIPE || first === COMMA) return true;
        }
        if (column <= lastScore && isScore[column] === 1 && isRaised(data[i] as number)) {
          // 0.2 and more; the policy may ask for less, so let any second decimal decide in full.
          if ((data[i] as number) !== ZERO || (data[i + 2] as number) > ZERO) return true;
        }
      } else if (c === COMMA) {
        column = 0;
        consequenceStart = i;
        if (consequence === 0) consequenceStart = i;
      } else if (c === SEMICOLON) return false;
    }
    return false;
  };
}

function isRaised(c: number): boolean {
  return c >= ZERO && c <= 57;
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
