/** `--digest full`: sha256 over every byte of each VCF, read beside the scan. */
import { messageOf, ToolError, usageError } from "../core/errors.ts";
import { digestOfFile } from "../store/index.ts";
import type { Input } from "./input.ts";

/**
 * By path, hexadecimal.
 * @throws ToolError E_USAGE: an input that can be read only once, or in parts; E_IO
 */
export async function wholeDigests(inputs: readonly Input[]): Promise<Map<string, string>> {
  const digests = new Map<string, string>();
  for (const { path } of inputs)
    try {
      // oxlint-disable-next-line no-await-in-loop -- one file at a time is as fast as the disk
      digests.set(path, await digestOfFile(path));
    } catch (cause) {
      throw new ToolError("E_IO", `cannot be read: ${messageOf(cause)}`, { path, cause });
    }
  return digests;
}

/** Before the reading. @throws ToolError E_USAGE */
export function refuseUndigestible(inputs: readonly Input[]): void {
  const odd = inputs.find(({ size, remote }) => size === null || remote !== null);
  if (odd === undefined) return;
  throw usageError(
    `--digest full needs a file, and '${odd.path}' is not one`,
    "Save it as a file first, or leave the option out.",
  );
}
