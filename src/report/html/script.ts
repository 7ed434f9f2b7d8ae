/** What every page has besides its content: the script, as built from `client/`, and the style sheet. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { ToolError } from "../../core/errors.ts";
import { PLACES } from "../../core/places.ts";

/** @throws ToolError E_OUTPUT: it is not there */
export function scriptText(file: URL = PLACES.pageScript): string {
  return partOf("script", file);
}

/** Calm, dark on light at a contrast of 4.5 or more, one column on a phone, A4 on paper. @throws as `scriptText` */
export function styleText(): string {
  return partOf("style", PLACES.pageStyle);
}

function partOf(what: "script" | "style", file: URL): string {
  try {
    return readFileSync(file, "utf8");
  } catch (cause) {
    throw new ToolError("E_OUTPUT", `the report page's ${what} cannot be read`, {
      path: fileURLToPath(file),
      hint: "Run `npm run build`, or reinstall panelist if it was installed as a package.",
      cause,
    });
  }
}
