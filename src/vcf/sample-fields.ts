/** Access to a sample column by FORMAT key. */

/** Value of a FORMAT key. Absent, empty and `.` are all undefined. */
export type SampleFields = (key: string) => string | undefined;

/** `.` and text that is no number give null. */
export function numberOf(text: string | undefined): number | null {
  if (text === undefined || text === "") return null;
  const value = Number(text);
  return Number.isFinite(value) ? value : null;
}
