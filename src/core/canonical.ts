/** JSON by which values are compared and digested: equal values give equal text. */
import { configure } from "safe-stable-stringify";

const stringify = configure({ deterministic: true, circularValue: Error });

/** Keys sorted by code units, no blanks; fields without a value are left out. */
export function canonicalJson(value: unknown): string {
  return stringify(value) ?? "null";
}
