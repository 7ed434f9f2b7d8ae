/** Compares JSON values. */
import { canonicalJson } from "../../core/canonical.ts";

const NOTHING: ReadonlySet<string> = new Set();

/**
 * Would the canonical texts of two values of JSON be equal? Looks no further than the first difference.
 * @param without fields, of objects at any depth, that do not count
 */
export function sameValue(a: unknown, b: unknown, without: ReadonlySet<string> = NOTHING): boolean {
  if (a === b) return true;
  if (typeof a !== "object" || a === null || typeof b !== "object" || b === null)
    return canonicalJson(a) === canonicalJson(b);
  if (Array.isArray(a) || Array.isArray(b))
    return (
      Array.isArray(a) &&
      Array.isArray(b) &&
      a.length === b.length &&
      a.every((item, i) => sameValue(item, b[i], without))
    );
  const [left, right] = [a, b].map((value) =>
    Object.keys(value).filter((key) => !without.has(key) && Reflect.get(value, key) !== undefined),
  );
  return (
    left?.length === right?.length &&
    (left ?? []).every((key) => {
      const other: unknown = Reflect.get(b, key);
      return other !== undefined && sameValue(Reflect.get(a, key), other, without);
    })
  );
}
