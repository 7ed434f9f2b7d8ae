/**
 * The one local store of all knowledge: panels, gene tables, ontologies, ClinVar. In: data with its key
 * (kind, source, id, version), origin and terms. Out: entries, immutable and addressed by their content,
 * and a few small records that change under a lock. `<kind>/<source>/<id>/<version>/<sha256>/` holds
 * `entry.json` and the data as it came.
 */
export { readBundle, writeBundle } from "./bundle.ts";
export { digestOfFile } from "./entry.ts";
export { newest, newestFirst, newestOfEach, openStore } from "./open.ts";
export {
  isNamed,
  nameIn,
  NO_STANDINGS,
  refuseWithdrawn,
  STANDINGS,
  type ReleaseName,
  type Said,
  type Standings,
} from "./standing.ts";
export type * from "./types.ts";
