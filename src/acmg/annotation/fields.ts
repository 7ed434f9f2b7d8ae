/** Values of one allele by the name of a column or an INFO key. */
import { infoTexts, valuesOfAllele, type AlleleContext, type Row } from "../../vcf/index.ts";

/** A field of the file that answers a question. */
export interface Field {
  /** As written. */
  name: string;
  /** Column of the annotation, or -1: then it is an INFO key. */
  column: number;
}

/** dbNSFP alone brings hundreds of columns, and every candidate asks. */
const known = new WeakMap<object, Field[]>();

/** All columns, then all INFO keys. */
export function fieldsOf({ header, layout }: Pick<AlleleContext, "header" | "layout">): Field[] {
  const ready = known.get(layout);
  if (ready !== undefined) return ready;
  const fields = [
    ...layout.columns.map((name, column) => ({ name, column })),
    ...[...header.info.keys()].map((name) => ({ name, column: -1 })),
  ];
  known.set(layout, fields);
  return fields;
}

/** The field's numbers for the allele; dbNSFP and VEP join several with `&`. */
export function numbersAt(field: Field, rows: readonly Row[], context: AlleleContext): number[] {
  const texts =
    field.column >= 0
      ? rows.map((row) => row[field.column] ?? "")
      : infoValues(field.name, context);
  return texts
    .flatMap((text) => text.split(/[&;,|]/))
    .filter((text) => text !== "" && text !== ".")
    .map(Number)
    .filter((value) => Number.isFinite(value));
}

/** Of a key that stands twice the values of both. */
function infoValues(key: string, { record, alleleIndex, header }: AlleleContext): string[] {
  const number = header.info.get(key)?.number ?? ".";
  return infoTexts(record, key).flatMap((text) =>
    valuesOfAllele(text, number, alleleIndex, record.alts.length),
  );
}

export function highest(values: readonly number[]): number | null {
  return values.length === 0 ? null : Math.max(...values);
}
