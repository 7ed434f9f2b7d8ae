/** Labels of a run as they are written: `order=WGS-2031-17`. */
import { printable } from "./clean.ts";

/** @returns null: no letter first, other characters than letters, digits, `_.-` in the key, no value or too long a one */
export function parseLabel(word: string): [key: string, value: string] | null {
  const [, key, value = ""] = /^([A-Za-z][\w.-]{0,39})=([^\t\r\n]{1,200})$/.exec(word) ?? [];
  const isRight = key !== undefined && value.trim() !== "" && printable(value) === value;
  return isRight ? [key, value] : null;
}

/** In one line; empty: there are none. */
export function labelsText(labels: Readonly<Record<string, string>> | undefined): string {
  return Object.entries(labels ?? {})
    .map(([key, value]) => `${key}=${value}`)
    .join(", ");
}
