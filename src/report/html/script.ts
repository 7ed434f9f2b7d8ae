/** The script of the page: `client/report.ts` as the build compiled it. */
import { readFileSync } from "node:fs";

/** Sources run beside the build: the tests, which build first. */
const FILE: URL = import.meta.url.endsWith(".ts")
  ? new URL("../../../dist/report/html/client/report.js", import.meta.url)
  : new URL("./client/report.js", import.meta.url);

export function scriptText(): string {
  return readFileSync(FILE, "utf8");
}
