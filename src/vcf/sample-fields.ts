/** Access to a sample column by FORMAT key. */
import { onceFor } from "../core/once.ts";
import { writtenNumber } from "../core/text.ts";

/** Value of a FORMAT key. Absent, empty and `.` are all undefined. */
export type SampleFields = (key: string) => string | undefined;

/** Records of one FORMAT share the array of its keys: the positions are found once. */
const positionsOf = onceFor((keys: readonly string[]) => new Map(keys.map((key, i) => [key, i])));

/** Access to the values of a sample column. */
export function sampleFields(keys: readonly string[], values: readonly string[]): SampleFields {
  const at = positionsOf(keys);
  return (key) => {
    const i = at.get(key);
    const value = i === undefined ? undefined : values[i];
    return value === undefined || value === "" || value === "." ? undefined : value;
  };
}

/** `.` and text that is no number give null. */
export function numberOf(text: string | undefined): number | null {
  return text === undefined ? null : writtenNumber(text);
}
