/**
 * Records carried by nobody in the family, recognised before anything else is read from them: most of a joint
 * call.
 */
import { onceForText } from "../../core/once.ts";
import type { PersonColumn } from "./people.ts";

/** GT stands first, and no copies are told that may say otherwise. */
const isByGenotype = onceForText(
  (format) => /^GT(?::|$)/.test(format) && !/(?:^|:)(?:CN|RDCN|RD_CN)(?::|$)/.test(format),
);

/**
 * Does every column of the family hold a called genotype without any ALT, in a record that does not say why (SVE-19)?
 * @param columns of the line
 */
export function isReferenceOfAll(
  columns: readonly string[],
  people: readonly PersonColumn[],
): boolean {
  if (people.length === 0 || columns[4] === "." || !isByGenotype(columns[8] ?? "")) return false;
  return (
    people.every(({ column }) => /^0(?:[/|]0)*(?::|$)/.test(columns[9 + column] ?? "")) &&
    !/(?:^|;)MOSAIC(?:;|$)/.test(columns[7] ?? "")
  );
}
