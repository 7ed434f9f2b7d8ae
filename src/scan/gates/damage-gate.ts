/**
 * Byte gate for damage: whether a line that another gate drops has a damaging allele, as far as can be seen at a
 * glance. Then the line is counted (`damaging.ts`) without being decoded.
 */
import { BYTE } from "../../core/bytes.ts";
import { impactOf, isKnownTerm, normaliseTerms } from "../../core/consequences.ts";
import type { AnnotationLayout } from "../../vcf/types.ts";
import type { Columns } from "./columns.ts";
import { afterAllele } from "./frequency-gate.ts";
import { endOfValue, findKey, standsAgain, termsGate } from "./gates.ts";

const { COMMA, DOT, SEMICOLON, PIPE } = BYTE;

/** `unsure`: the record must be decoded. */
export type Damage = "none" | "damaging" | "unsure";

/** For a line with one plain ALT. */
export type DamageGate = (data: Buffer, columns: Columns) => Damage;

/** @param layouts the first is that of `columns.annotation` where `knowsFirst` */
export function damageGate(layouts: readonly AnnotationLayout[], knowsFirst: boolean): DamageGate {
  const walks = layouts.map((layout, i) => ({
    tag: Buffer.from(`${layout.tag}=`),
    walk: layout.annotator === "bcsq" ? walkTerms : walkEntries(layout),
    isKnown: knowsFirst && i === 0,
  }));
  return (data, columns) => {
    const { info, infoEnd, annotation } = columns;
    let all: Damage = "none";
    for (const { tag, walk, isKnown } of walks) {
      // Whoever found it has seen to it that it stands once.
      const isFound = isKnown && annotation >= 0;
      const at = isFound ? annotation : findKey(data, info, infoEnd, tag);
      const found = at < 0 || isDot(data, at, infoEnd) ? "none" : walk(data, at, columns);
      if (found === "damaging") return found;
      const isTwice = !isFound && at >= 0 && standsAgain(data, at, infoEnd, tag);
      if (found === "unsure" || isTwice) all = "unsure";
    }
    return all;
  };
}

/** The value at `at` is a lone dot. */
function isDot(data: Buffer, at: number, end: number): boolean {
  return data[at] === DOT && (at + 1 === end || data[at + 1] === SEMICOLON);
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
      i = endOfValue(data, i, end);
      if (data[i++] !== PIPE) return "unsure";
      const { length, answer: found } = damageOf(data, i, end);
      i += length;
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
    const { length, answer: found } = damageOf(data, i, end);
    i += length;
    if (found === "damaging") return found;
    if (found === "unsure") all = found;
    while (i < end && data[i] !== COMMA && data[i] !== SEMICOLON) i++;
    if (data[i] === SEMICOLON) break;
  }
  return all;
}

const damageOf = termsGate<Damage>((text) => {
  const terms = normaliseTerms(text.split("&"));
  const impact = impactOf(terms);
  if (impact === "HIGH" || impact === "MODERATE") return "damaging";
  return terms.every(isKnownTerm) ? "none" : "unsure";
});

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
