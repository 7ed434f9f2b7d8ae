/** The script of the page: the modules of `client/` as the build compiled them, joined into one. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { ToolError } from "../../core/errors.ts";

/** Sources run beside the build: the tests, which build first. */
const FOLDER: URL = import.meta.url.endsWith(".ts")
  ? new URL("../../../dist/report/html/client/", import.meta.url)
  : new URL("./client/", import.meta.url);

/** Each uses those before it, and no name twice. */
const MODULES = ["rows.js", "report.js"] as const;

/**
 * @param folder of the compiled modules
 * @throws ToolError E_OUTPUT: a module is not there
 */
export function scriptText(folder: URL = FOLDER): string {
  return MODULES.map((name) =>
    moduleText(new URL(name, folder))
      .replaceAll(/^import [^;]*;\n/gm, "")
      .replaceAll(/^export (?=function|const)/gm, ""),
  ).join("");
}

function moduleText(file: URL): string {
  try {
    return readFileSync(file, "utf8");
  } catch (cause) {
    throw new ToolError("E_OUTPUT", "the script of the report's page cannot be read", {
      path: fileURLToPath(file),
      hint: "`npm run build` makes it; where the program was installed as a package, install it again",
      cause,
    });
  }
}
