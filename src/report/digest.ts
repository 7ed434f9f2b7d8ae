/** Digests of what we hold in memory. */
import { createHash } from "node:crypto";
import type { Policy } from "../core/policy.ts";

/** JSON with sorted keys and no blanks: equal values give equal text. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  const fields = Object.entries(value)
    .filter(([, field]) => field !== undefined)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, field]) => `${JSON.stringify(key)}:${canonicalJson(field)}`);
  return `{${fields.join(",")}}`;
}

/** sha256 (hexadecimal) of the policy's canonical JSON; counted once for a policy that many cases share. */
export function policyDigest(policy: Policy): string {
  let digest = digests.get(policy);
  if (digest === undefined) {
    digest = createHash("sha256").update(canonicalJson(policy)).digest("hex");
    digests.set(policy, digest);
  }
  return digest;
}

const digests = new WeakMap<Policy, string>();
