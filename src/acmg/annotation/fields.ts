/** Values of one allele by the name of a column or an INFO key. */
import { onceFor } from "../../core/once.ts";
import { infoValues, type AlleleContext, type Row } from "../../vcf/index.ts";

/** A field of the file that answers a question. */
export interface Field {
  /** As written. */
  name: string;
  /** Column of the annotation, or -1: then it is an INFO key. */
  column: number;
}

/** All columns, then all INFO keys: dbNSFP alone brings hundreds of columns, and every candidate asks. */
export function fieldsOf({ header, layout }: Pick<AlleleContext, "header" | "layout">): Field[] {
  return fieldsIn(header)(layout);
}

const fieldsIn = onceFor(({ info }: AlleleContext["header"]) =>
  onceFor(({ columns }: AlleleContext["layout"]): Field[] => [
    ...columns.map((name, column) => ({ name, column })),
    ...[...info.keys()].map((name) => ({ name, column: -1 })),
  ]),
);

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

export function highest(values: readonly number[]): number | null {
  return values.length === 0 ? null : Math.max(...values);
}
