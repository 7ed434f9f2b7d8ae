/** The page's script, as built from `client/`. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { ToolError } from "../../core/errors.ts";
import { PLACES } from "../../core/places.ts";

/** @throws ToolError E_OUTPUT: it is not there */
export function scriptText(file: URL = PLACES.pageScript): string {
  try {
    return readFileSync(file, "utf8");
  } catch (cause) {
    throw new ToolError("E_OUTPUT", "the report page's script cannot be read", {
      path: fileURLToPath(file),
      hint: "Run `npm run build`, or reinstall panelist if it was installed as a package.",
      cause,
    });
  }
}
