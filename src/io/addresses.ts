/** Official addresses of reference data, all in one file: `sources/addresses.json`. A test holds it to its schema. */
import { readFileSync } from "node:fs";
import type { z } from "zod";
import { PLACES } from "../core/places.ts";
import type { addressList } from "./schema.ts";

export type Addresses = z.infer<typeof addressList>;
export type SetupStep = Addresses["steps"][number];

let read: Addresses | null = null;

export function bundledAddresses(): Addresses {
  return (read ??= JSON.parse(readFileSync(PLACES.addresses, "utf8")) as Addresses);
}
