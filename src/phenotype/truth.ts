/** Truth values as files have them: JSON's own, and what tables and other languages make of them. */

const WORDS: ReadonlyMap<string, boolean> = new Map([
  ["true", true],
  ["yes", true],
  ["1", true],
  ["false", false],
  ["no", false],
  ["0", false],
]);

/** Absent and null are false (protobuf's JSON). @returns null: it is not understood, and must not be guessed */
export function truthOf(value: unknown): boolean | null {
  if (value === undefined || value === null) return false;
  if (typeof value !== "boolean" && typeof value !== "number" && typeof value !== "string")
    return null;
  return WORDS.get(String(value).trim().toLowerCase()) ?? null;
}
