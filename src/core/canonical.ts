/** JSON used to compare and digest values: equal values give equal text. */
import { configure } from "safe-stable-stringify";
import { sha256 } from "./digest.ts";
import { onceFor } from "./once.ts";

const stringify = configure({ deterministic: true, circularValue: Error });

/** Keys sorted by code units, no blanks; fields without a value are left out. */
export function canonicalJson(value: unknown): string {
  return stringify(value) ?? "null";
}

/** sha256 (hexadecimal) of a value's canonical JSON; counted once for a value that many cases share. */
export const canonicalDigest = onceFor((value: object) => sha256(canonicalJson(value)));
