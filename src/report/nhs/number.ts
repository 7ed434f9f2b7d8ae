/** Finds NHS numbers in a text, by their check digit. */
/** The first stretch of `text` that is a valid NHS number; null: none. */
export function nhsNumberIn(text: string): string | null {
  for (const [found] of text.matchAll(/(?<!\d)\d{3}([ -]?)\d{3}\1\d{4}(?!\d)/g))
    if (isValid(found.replaceAll(/\D/g, ""))) return found;
  return null;
}

function isValid(digits: string): boolean {
  let sum = 0;
  for (let i = 0; i < 9; i++) sum += (10 - i) * Number(digits[i]);
  const check = (11 - (sum % 11)) % 11;
  return check !== 10 && check === Number(digits[9]);
}
