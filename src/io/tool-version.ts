/** The program's own version. */
import { readFileSync } from "node:fs";
import { PLACES } from "../core/places.ts";

/** The package's version, read from `package.json`. */
export function version(): string {
  return (JSON.parse(readFileSync(PLACES.package, "utf8")) as { version: string }).version;
}
