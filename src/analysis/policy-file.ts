/** A policy file: partial JSON over the defaults, checked, with the place of a fault in the message. */
import { ToolError } from "../core/errors.ts";
import { overDefaults } from "../core/policy-defaults.ts";
import type { Policy } from "../core/policy.ts";

/**
 * @param json the parsed file; fields that it does not name keep their default, arrays replace the
 *   default's, objects are merged
 * @param path of the file, for messages
 * @throws ToolError E_POLICY: `frequency.dominant: expected number, got "x"`
 */
export async function validatePolicy(json: unknown, path: string): Promise<Policy> {
  const { policyFile } = await import("../core/policy-schema.ts");
  const checked = policyFile.safeParse(json);
  if (!checked.success) {
    const faults = checked.error.issues.map((issue) => faultText(issue, json));
    throw new ToolError("E_POLICY", faults.join("; "), {
      path,
      hint: "See `panelist policy` for every field with its default, and `panelist schema policy` for the schema.",
    });
  }
  const { $schema: _, ...fields } = checked.data as Record<string, unknown>;
  const policy = overDefaults(fields);
  checkPopulations(policy, path);
  return policy;
}

/** A population of the file's own must be whole: there is no default to fill it from. */
function checkPopulations(policy: Policy, path: string): void {
  for (const [code, limits] of Object.entries(policy.frequency.populations)) {
    for (const field of ["genomesOnly", "dominant", "recessive"] as const) {
      if (limits[field] !== undefined) continue;
      throw new ToolError("E_POLICY", `frequency.populations.${code}.${field}: missing`, {
        path,
        hint: "Give genomesOnly, dominant and recessive for a population that has no default.",
      });
    }
  }
}

function faultText(
  issue: { path: readonly PropertyKey[]; message: string; code?: string; keys?: unknown },
  json: unknown,
): string {
  const place = pathText(issue.path);
  const at = place === "" ? "the file" : place;
  if (issue.code === "unrecognized_keys" && Array.isArray(issue.keys)) {
    const keys = issue.keys.map((key) => pathText([...issue.path, String(key)]));
    return `${keys.join(", ")}: unknown ${keys.length === 1 ? "field" : "fields"}`;
  }
  const message = issue.message
    .replace(/^Invalid [a-z ]+: /, "")
    .replace(/, received .*$/, "")
    .replace(/^Too (small|big): /, "");
  const given = valueAt(json, issue.path);
  return `${at}: ${message}, got ${JSON.stringify(given) ?? "nothing"}`;
}

/** `populations.ASJ.dominant`, `keepAlleles[0]`. */
function pathText(path: readonly PropertyKey[]): string {
  return path
    .map((key, i) => (typeof key === "number" ? `[${key}]` : `${i === 0 ? "" : "."}${String(key)}`))
    .join("");
}

function valueAt(json: unknown, path: readonly PropertyKey[]): unknown {
  let at: unknown = json;
  for (const key of path)
    at = typeof at === "object" && at !== null ? Reflect.get(at, key) : undefined;
  return at;
}
