/** The policy of a run. */
import { ToolError } from "../core/errors.ts";
import { parseJson, refuseDoubledKeys } from "../core/json.ts";
import { LIMITS } from "../core/limits.ts";
import { DEFAULT_POLICY, type Policy } from "../core/policy.ts";
import { readText } from "../io/read-text.ts";

/** The default, or a (partial) policy file over it; the schema is loaded only then. */
export async function loadPolicy(path: string | undefined): Promise<Policy> {
  if (path === undefined) return DEFAULT_POLICY;
  const text = await readText(path, LIMITS.files.settings);
  const { validatePolicy } = await import("./policy-file.ts");
  const json = parseJson(
    text,
    (message, cause) =>
      new ToolError("E_POLICY", `not JSON: ${message}`, {
        path,
        cause,
        hint: "Write a JSON file with the fields that differ from `panelist policy`.",
      }),
  );
  refuseDoubledKeys(
    text,
    (message, line) =>
      new ToolError("E_POLICY", message, { path, line, hint: "Give each field once." }),
  );
  return validatePolicy(json, path);
}
