/** The script of the page, as the build made it of `client/`. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { ToolError } from "../../core/errors.ts";
import { PLACES } from "../../core/places.ts";

/** @throws ToolError E_OUTPUT: it is not there */
export function scriptText(file: URL = PLACES.pageScript): string {
  try {
    return readFileSync(file, "utf8");
  } catch (cause) {
    throw new ToolError("E_OUTPUT", "the script of the report's page cannot be read", {
      path: fileURLToPath(file),
      hint: "`npm run build` makes it; where the program was installed as a package, install it again.",
      cause,
    });
  }
}
