/** HPO ids as people and files write them (HPO-01): `HP:0001250`, `HP_0001250`, `hp:1250`, addresses. */

/** Numbers of the terms that rules name. */
export const PHENOTYPIC_ABNORMALITY = 118;
export const MODE_OF_INHERITANCE = 5;

const WRITTEN = /^(?:<?https?:\/\/\S*\/)?hp[:_](\d{1,7})>?$/i;

/** The number in an id, e.g. 1250; null where the text is no HPO id. */
export function termNumber(text: string): number | null {
  // The spelling of every released file, a quarter of a million times over.
  if (text.length === 10 && text.startsWith("HP:")) {
    const number = Number(text.slice(3));
    if (Number.isInteger(number) && number >= 0) return number;
  }
  const digits = WRITTEN.exec(text.trim())?.[1];
  return digits === undefined ? null : Number(digits);
}

/** An id such as `NCIT:C76251` or `OMIM:607208`; what begins like HPO's own is a mistyped one. */
export function isOfOtherOntology(text: string): boolean {
  return /^(?!hpo?[:_])[a-z]\w+:[a-z]{0,3}\d+$/i.test(text.trim());
}

/** `HP:0001250` of 1250. */
export function termId(number: number): string {
  return `HP:${String(number).padStart(7, "0")}`;
}
