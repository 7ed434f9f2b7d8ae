/** Byte gates that depend on the header: a call's own filter, and ClinVar in an annotation column. */
import { BYTE } from "../../core/bytes.ts";
import type { AnnotationLayout, VcfHeader } from "../../vcf/types.ts";
import { findKey, standsAgain } from "./gates.ts";

const { TAB, NEWLINE, CARRIAGE_RETURN, COMMA, DOT, COLON, SEMICOLON, PIPE } = BYTE;

/** VCF-43, DEC-19: the call's FORMAT/FT says PASS or nothing. `format` and `sample` are offsets of columns. */
export type CallFilterGate = (data: Buffer, format: number, sample: number) => boolean;

/** null: the header knows no FT. */
export function callFilterGate(header: VcfHeader): CallFilterGate | null {
  if (!header.format.has("FT")) return null;
  return (data, format, sample) => {
    let key = 0;
    let i = format;
    for (; !isFt(data, i); key++) {
      while (data[i] !== COLON && data[i] !== TAB) i++;
      if (data[i] === TAB) return true;
      i++;
    }
    i = sample;
    for (; key > 0; key--) {
      while (!endsValue(data[i] as number)) i++;
      // Trailing values may be left out.
      if (data[i] !== COLON) return true;
      i++;
    }
    const first = data[i] as number;
    if (endsValue(first) || (first === DOT && endsValue(data[i + 1] as number))) return true;
    return data.toString("latin1", i, i + 4) === "PASS" && endsValue(data[i + 4] as number);
  };
}

function isFt(data: Buffer, at: number): boolean {
  const after = data[at + 2];
  return data[at] === 70 && data[at + 1] === 84 && (after === COLON || after === TAB);
}

/** A colon, a tab, or a line's end. */
export function endsValue(c: number): boolean {
  return c === COLON || c === TAB || c === NEWLINE || c === CARRIAGE_RETURN;
}

/** INFO [start, end) may hold a statement of ClinVar in a column that VEP took from a file of ClinVar's. */
export type ColumnGate = (data: Buffer, start: number, end: number) => boolean;

/** null: there is no such column. */
export function clinvarColumnGate(
  header: VcfHeader,
  layout: AnnotationLayout | null,
): ColumnGate | null {
  const wanted = header.clinvar.customColumns?.clnsig;
  if (wanted === undefined || layout === null) return null;
  const tag = Buffer.from(`${layout.tag}=`);
  return (data, start, end) => {
    const first = findKey(data, start, end, tag);
    if (first < 0) return false;
    if (standsAgain(data, first, end, tag)) return true;
    let column = 0;
    for (let i = first; i < end; i++) {
      const c = data[i] as number;
      if (c === SEMICOLON) return false;
      if (c === COMMA) column = 0;
      else if (c === PIPE && ++column === wanted) {
        const value = data[i + 1];
        if (i + 1 < end && value !== PIPE && value !== COMMA && value !== SEMICOLON) return true;
      }
    }
    return false;
  };
}
