/** HPO ids as people and files write them (HPO-01): `HP:0001250`, `HP_0001250`, `hp:1250`, addresses. */

/** Numbers of the terms that rules name. */
export const PHENOTYPIC_ABNORMALITY = 118;
export const MODE_OF_INHERITANCE = 5;

const WRITTEN = /^(?:<?https?:\/\/\S*\/)?hp[:_](\d+)>?$/i;
const DIGITS = 7;

/**
 * The number in an id, e.g. 1250; null where the text is not an HPO id. A short one without its zeros is filled up
 * (`hp:1250`); one with zeros and too few digits has lost one, and would be another term.
 */
export function termNumber(text: string): number | null {
  // The spelling of every released file, a quarter of a million times over.
  if (text.length === 10 && text.startsWith("HP:")) {
    const number = plainNumber(text, 3);
    if (number !== null) return number;
  }
  const digits = digitsOf(text);
  if (digits === null || !isWhole(digits)) return null;
  return Number(digits);
}

/** What is written like an HPO id and has too many digits, or zeros and too few: the digits; null: another text. */
export function slippedDigits(text: string): string | null {
  const digits = digitsOf(text);
  return digits === null || isWhole(digits) ? null : digits;
}

/** Filled up with zeros: `hp:1250`. */
export function isFilledUp(text: string): boolean {
  const digits = digitsOf(text);
  return digits !== null && digits.length < DIGITS && isWhole(digits);
}

function digitsOf(text: string): string | null {
  return WRITTEN.exec(text.trim())?.[1] ?? null;
}

function isWhole(digits: string): boolean {
  return digits.length === DIGITS || (digits.length < DIGITS && !digits.startsWith("0"));
}

/** `Number` would take blanks, points and exponents too. */
function plainNumber(text: string, from: number): number | null {
  let number = 0;
  for (let at = from; at < text.length; at++) {
    const digit = text.charCodeAt(at) - 48;
    if (digit < 0 || digit > 9) return null;
    number = number * 10 + digit;
  }
  return number;
}

/** An id such as `NCIT:C76251` or `OMIM:607208`; what begins like HPO's own is a mistyped one. */
export function isOfOtherOntology(text: string): boolean {
  return /^(?!hpo?[:_])[a-z]\w+:[a-z]{0,3}\d+$/i.test(text.trim());
}

/** `HP:0001250` of 1250. */
export function termId(number: number): string {
  return `HP:${String(number).padStart(7, "0")}`;
}
