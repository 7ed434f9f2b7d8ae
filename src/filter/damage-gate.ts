/**
 * Byte gate for damage: whether a line that another gate drops holds a damaging allele, as far as that can be
 * told at a glance. Then the line is counted (`damaging.ts`) without being decoded.
 */
import { impactOf, isKnownTerm, normaliseTerms } from "../core/consequences.ts";
import type { AnnotationLayout } from "../vcf/model.ts";
import type { Columns } from "./columns.ts";
import { afterAllele } from "./frequency-gate.ts";
import { findKey, standsAgain } from "./gates.ts";

const COMMA = 44;
const SEMICOLON = 59;
const EQUALS = 61;
const PIPE = 124;

/** `unsure`: the record must be decoded. */
export type Damage = "none" | "damaging" | "unsure";

/** For a line with one plain ALT; `batch` tells one buffer's contents from the next. */
export type DamageGate = (data: Buffer, columns: Columns, batch: object) => Damage;

export function damageGate(layouts: readonly AnnotationLayout[]): DamageGate {
  const walks = layouts.map((layout) => ({
    tag: Buffer.from(`${layout.tag}=`),
    walk: layout.annotator === "bcsq" ? walkTerms : walkEntries(layout),
    // An entry of bcftools csq may be a bare pointer.
    hasBars: layout.annotator !== "bcsq",
  }));
  // The first bar of a line stands in its first annotation: a short way there, and past lines that have none.
  let bar = -1;
  let searched: object | null = null;
  return (data, columns, batch) => {
    const { info, infoEnd } = columns;
    if (searched !== batch) bar = -1;
    searched = batch;
    if (bar < info) bar = data.indexOf(PIPE, info);
    if (bar < 0) bar = data.length;
    let all: Damage = "none";
    for (const { tag, walk, hasBars } of walks) {
      if (hasBars && bar >= infoEnd) continue;
      const at = valueBefore(bar, tag, data, columns) ?? findKey(data, info, infoEnd, tag);
      const found = at < 0 ? "none" : walk(data, at, columns);
      if (found === "damaging") return found;
      if (found === "unsure" || (at >= 0 && standsAgain(data, at, infoEnd, tag))) all = "unsure";
    }
    return all;
  };
}

/** Start of the value in which `bar` stands where it is this tag's. */
function valueBefore(
  bar: number,
  tag: Buffer,
  data: Buffer,
  { info, infoEnd }: Columns,
): number | null {
  if (bar >= infoEnd) return null;
  let at = bar;
  while (at > info && data[at - 1] !== EQUALS) at--;
  const start = at - tag.length;
  if (start < info || (start > info && data[start - 1] !== SEMICOLON)) return null;
  for (let k = 0; k < tag.length; k++) if (data[start + k] !== tag[k]) return null;
  return at;
}

type Walk = (data: Buffer, at: number, columns: Columns) => Damage;

/** Entries that begin with the allele and the terms, as those of VEP and SnpEff do. */
function walkEntries(layout: AnnotationLayout): Walk {
  const second = layout.columns[1]?.toLowerCase();
  if (second !== "consequence" && second !== "annotation") return () => "unsure";
  return (data, at, columns) => {
    const end = columns.infoEnd;
    let all: Damage = "none";
    let i = at;
    while (i < end) {
      const start = i;
      let c = 0;
      while (i < end && (c = data[i] as number) !== PIPE) {
        if (c === COMMA || c === SEMICOLON) return "unsure";
        i++;
      }
      const terms = ++i;
      let hash = 0;
      for (; i < end; i++) {
        c = data[i] as number;
        if (c === PIPE || c === COMMA || c === SEMICOLON) break;
        hash = (hash * 31 + c) | 0;
      }
      const found = damageOf(data, terms, i, hash);
      if (found === "damaging" && isNamedAfter(layout, data, start, columns)) return found;
      if (found !== "none") all = "unsure";
      // No comma stands inside an entry, and entries are long: a call into the runtime is quicker than a loop. A
      // comma of a later key leads to a decoded record at worst.
      i = data.indexOf(COMMA, i) + 1;
      if (i === 0) break;
    }
    return all;
  };
}

/** bcftools csq: the terms come first, and one ALT has all entries. */
function walkTerms(data: Buffer, at: number, columns: Columns): Damage {
  const end = columns.infoEnd;
  let all: Damage = "none";
  for (let i = at; i < end; i++) {
    const start = i;
    let hash = 0;
    let c = 0;
    for (; i < end; i++) {
      c = data[i] as number;
      if (c === PIPE || c === COMMA || c === SEMICOLON) break;
      hash = (hash * 31 + c) | 0;
    }
    const found = damageOf(data, start, i, hash);
    if (found === "damaging") return found;
    if (found === "unsure") all = found;
    while (i < end && data[i] !== COMMA && data[i] !== SEMICOLON) i++;
    if (data[i] === SEMICOLON) break;
  }
  return all;
}

/** A file has few different texts of terms, each many times: what was asked is kept by its bytes. */
const SLOTS = 1024;
const texts: (Buffer | undefined)[] = Array.from({ length: SLOTS });
const answers: Damage[] = Array.from({ length: SLOTS }, () => "none");

function damageOf(data: Buffer, start: number, end: number, hash: number): Damage {
  const slot = hash & (SLOTS - 1);
  const known = texts[slot];
  if (known !== undefined && known.length === end - start) {
    let k = 0;
    while (k < known.length && known[k] === data[start + k]) k++;
    if (k === known.length) return answers[slot] as Damage;
  }
  const text = data.toString("latin1", start, end);
  const terms = normaliseTerms(text.split("&"));
  const impact = impactOf(terms);
  const severe = impact === "HIGH" || impact === "MODERATE";
  const damage = severe ? "damaging" : terms.every(isKnownTerm) ? "none" : "unsure";
  texts[slot] = Buffer.from(text, "latin1");
  answers[slot] = damage;
  return damage;
}

/** The entry that starts at `at` is for certain the one ALT's: named as the annotator names it. */
function isNamedAfter(
  { annotator }: AnnotationLayout,
  data: Buffer,
  at: number,
  columns: Columns,
): boolean {
  if (annotator === "vep") return afterAllele(data, at, columns) >= 0;
  const { alt, qual } = columns;
  const length = qual - 1 - alt;
  return data[at + length] === PIPE && data.compare(data, alt, qual - 1, at, at + length) === 0;
}
