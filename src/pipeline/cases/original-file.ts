/** Is a VCF that a case was made from still there, and the same? */
import { statSync } from "node:fs";
import type { ArchivedVcf } from "../../archive/index.ts";
import { endsDigest } from "./ends-digest.ts";

/** @returns the reason why not; null: it is */
export function originalFault({ path, size, ends }: ArchivedVcf): string | null {
  if (size === null || ends === null) return "it came by standard input";
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) return `${path} is offline`;
  return found.size !== size || endsDigest(path) !== ends ? `${path} was changed` : null;
}
