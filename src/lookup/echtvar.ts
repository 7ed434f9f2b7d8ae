/** echtvar's zip, local or by ranges. */
import type { RemoteAccess } from "../io/bgzf/index.ts";
import type { OpenSource, SourceSpec } from "./types.ts";
export function openEchtvar(_s: SourceSpec, _p: string, _a: RemoteAccess): Promise<OpenSource> {
  throw new Error("soon");
}
