/** Digests: of files, and of what we hold in memory. */
import { createHash } from "node:crypto";

/** sha256 over the parts, one after the other, as if they were one; hexadecimal. */
export function sha256(...parts: readonly (Uint8Array | string)[]): string {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest("hex");
}
