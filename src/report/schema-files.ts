/** The published JSON Schemas, in `docs/schemas` of the package. */
import { readdirSync, readFileSync } from "node:fs";
import { PLACES } from "../core/places.ts";

const SUFFIX = ".schema.json";

/** Names that `schemaText` knows, sorted. */
export function schemaNames(): string[] {
  return readdirSync(PLACES.schemas)
    .filter((file) => file.endsWith(SUFFIX))
    .map((file) => file.slice(0, -SUFFIX.length))
    .toSorted();
}

/** The schema's text; the name is one of `schemaNames`. */
export function schemaText(name: string): string {
  return readFileSync(new URL(`${name}${SUFFIX}`, PLACES.schemas), "utf8");
}
