/** A policy file: partial JSON over the defaults, checked, with the place of a fault in the message. */
import { ToolError } from "../core/errors.ts";
import { isObject } from "../core/json.ts";
import { overDefaults } from "../core/policy-defaults.ts";
import type { Policy } from "../core/policy.ts";

/**
 * @param json the parsed file; fields that it does not name keep their default, arrays replace the
 *   default's, objects are merged
 * @param path of the file, for messages
 * @throws ToolError E_POLICY: `frequency.dominant: expected number, got "x"`
 */
export async function validatePolicy(json: unknown, path: string): Promise<Policy> {
  const [{ policyFile, ORDERED }, { faultText }] = await Promise.all([
    import("../core/policy-schema.ts"),
    import("../core/document-fault.ts"),
  ]);
  if (isObject(json) && "score" in json)
    throw new ToolError(
      "E_POLICY",
      "score: no longer used; before 0.3.0 it contained the weights of the score",
      {
        path,
        hint: "Remove it; the weights of the current score are under `points` (docs/ranking.md).",
      },
    );
  // Version 1 differs in the score alone.
  const asked = isObject(json) && json["version"] === 1 ? { ...json, version: 2 } : json;
  const checked = policyFile.safeParse(asked);
  if (!checked.success) {
    const faults = checked.error.issues.map((issue) => faultText(issue, asked, policyFile));
    throw new ToolError("E_POLICY", faults.join("; "), {
      path,
      hint: "Run `panelist policy` to see every field with its default, or `panelist schema policy` to see the schema.",
    });
  }
  const { $schema: _, ...fields } = checked.data as Record<string, unknown>;
  const policy = overDefaults(fields);
  checkPopulations(policy, path);
  checkOrder(policy, ORDERED, path);
  return policy;
}

/** Of the whole policy: what the file leaves out is the default. */
function checkOrder(
  policy: Policy,
  ordered: readonly (readonly [string, string])[],
  path: string,
): void {
  const faults = ordered.flatMap(([low, high]) => {
    const [a, b] = [numberAt(policy, low), numberAt(policy, high)];
    if (a <= b) return [];
    const [lower, upper] = [low, high].map((field) => field.replace(/\.(\d)$/, "[$1]"));
    return [`${lower}: ${a} is above ${upper}, ${b}`];
  });
  if (faults.length === 0) return;
  throw new ToolError("E_POLICY", faults.join("; "), {
    path,
    hint: "Give both numbers, the lower one first: values that the file omits are those shown by `panelist policy`.",
  });
}

function numberAt(policy: Policy, field: string): number {
  let at: unknown = policy;
  for (const key of field.split(".")) at = Reflect.get(at as object, key);
  return at as number;
}

/** A population of the file's own must be whole: there is no default to fill it from. */
function checkPopulations(policy: Policy, path: string): void {
  for (const [code, limits] of Object.entries(policy.frequency.populations))
    for (const field of ["genomesOnly", "dominant", "recessive"] as const) {
      if (limits[field] !== undefined) continue;
      throw new ToolError("E_POLICY", `frequency.populations.${code}.${field}: missing`, {
        path,
        hint: "Give genomesOnly, dominant and recessive for a population that has no default.",
      });
    }
}
