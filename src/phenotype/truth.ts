/** Truth values as found in files: JSON's own, and those of tables and other languages. */

const TRUE: ReadonlySet<string> = new Set(["true", "yes", "1"]);
const FALSE: ReadonlySet<string> = new Set(["false", "no", "0"]);

/** Absent and null are false (protobuf's JSON). @returns null: it is not understood, and must not be guessed */
export function truthOf(value: unknown): boolean | null {
  if (value === undefined || value === null) return false;
  if (typeof value !== "boolean" && typeof value !== "number" && typeof value !== "string")
    return null;
  const word = String(value).trim().toLowerCase();
  return TRUE.has(word) ? true : FALSE.has(word) ? false : null;
}
