import { readFileSync } from "node:fs";

/** The package's version, read from `package.json`, which lies two folders up from `src` and `dist` alike. */
export function version(): string {
  const text = readFileSync(new URL("../../package.json", import.meta.url), "utf8");
  return (JSON.parse(text) as { version: string }).version;
}
