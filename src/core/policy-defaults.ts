/** A policy that gives only some of its fields, completed with the defaults. */
import { isObject } from "./json.ts";
import { DEFAULT_POLICY, type Policy } from "./policy.ts";

/**
 * @param fields checked by the schema, or of a policy that another program wrote: a field that it does not
 *   name has its default, arrays replace the default's, objects are merged; a number that decides nothing
 *   any more is left out, so that a policy that differs from the default in nothing is the default
 */
export function overDefaults(fields: unknown): Policy {
  const { schema, version } = DEFAULT_POLICY;
  return { ...(merge(DEFAULT_POLICY, fields) as Policy), schema, version };
}

/** Objects whose keys are the user's own. */
const OPEN: ReadonlySet<unknown> = new Set([
  DEFAULT_POLICY.frequency.populations,
  DEFAULT_POLICY.acmg.bs1.genes,
]);

function merge(base: unknown, over: unknown): unknown {
  if (over === undefined) return base;
  if (!isObject(base) || !isObject(over)) return over;
  const merged: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(over))
    if (key in base || OPEN.has(base)) merged[key] = merge(base[key], value);
  return merged;
}
