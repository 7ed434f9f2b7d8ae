/** The script of the page: the modules of `client/` as the build compiled them, joined into one. */
import { readFileSync } from "node:fs";

/** Sources run beside the build: the tests, which build first. */
const FOLDER: URL = import.meta.url.endsWith(".ts")
  ? new URL("../../../dist/report/html/client/", import.meta.url)
  : new URL("./client/", import.meta.url);

/** Each uses those before it, and no name twice. */
const MODULES = ["rows.js", "report.js"] as const;

export function scriptText(): string {
  return MODULES.map((name) =>
    readFileSync(new URL(name, FOLDER), "utf8")
      .replaceAll(/^import [^;]*;\n/gm, "")
      .replaceAll(/^export (?=function|const)/gm, ""),
  ).join("");
}
