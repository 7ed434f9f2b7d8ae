/** What a policy says that names some of its fields only. */
import { DEFAULT_POLICY, type Policy } from "./policy.ts";

/**
 * @param fields checked by the schema, or of a policy that an earlier program wrote: a field that it does
 *   not name has its default, arrays replace the default's, objects are merged
 */
export function overDefaults(fields: unknown): Policy {
  return merge(DEFAULT_POLICY, fields) as Policy;
}

function merge(base: unknown, over: unknown): unknown {
  if (over === undefined) return base;
  if (!isObject(base) || !isObject(over)) return over;
  const merged: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(over)) merged[key] = merge(base[key], value);
  return merged;
}

function isObject(x: unknown): x is Record<string, unknown> {
  return typeof x === "object" && x !== null && !Array.isArray(x);
}
