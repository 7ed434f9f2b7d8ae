/** Digests of files and of data in memory. */
import { createHash } from "node:crypto";

/** sha256 over the parts, one after the other, as if they were one; hexadecimal. */
export function sha256(...parts: readonly (Uint8Array | string)[]): string {
  return sha256Of(parts);
}

/** The same over parts that are made one by one: a piece is done with when the next is asked for. */
export function sha256Of(parts: Iterable<Uint8Array | string>): string {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest("hex");
}

/** The same over parts that come one by one and need not fit into memory together. */
export async function sha256OfStream(parts: AsyncIterable<Uint8Array>): Promise<string> {
  const hash = createHash("sha256");
  for await (const part of parts) hash.update(part);
  return hash.digest("hex");
}
