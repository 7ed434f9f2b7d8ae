/** JSON by which values are compared and digested: equal values give equal text. */
import { configure } from "safe-stable-stringify";
import { sha256 } from "./digest.ts";

const stringify = configure({ deterministic: true, circularValue: Error });

/** Keys sorted by code units, no blanks; fields without a value are left out. */
export function canonicalJson(value: unknown): string {
  return stringify(value) ?? "null";
}

const digests = new WeakMap<object, string>();

/** sha256 (hexadecimal) of a value's canonical JSON; counted once for a value that many cases share. */
export function canonicalDigest(value: object): string {
  let digest = digests.get(value);
  if (digest === undefined) {
    digest = sha256(canonicalJson(value));
    digests.set(value, digest);
  }
  return digest;
}
