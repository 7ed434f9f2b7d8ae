/** Caps on what compressed bytes may expand to (policy `limits`). */
import { ToolError } from "../../core/errors.ts";
import type { Policy } from "../../core/policy.ts";

/** Content of one call of the inflaters at most: memory stays bounded whatever the file does. */
export const MAX_DATA_BYTES: number = 16 << 20;

export type Limits = Policy["limits"] & {
  /** No policy sets them: those of tables and releases. */
  fixed?: true;
};

/**
 * Adds up what was read and what it became. Beyond `expansionFreeBytes` of output, more than
 * `maxExpansion` bytes out per byte in is taken for a decompression bomb: E_LIMIT.
 */
export function expansionGuard(
  limits: Limits,
  path: string,
): (compressedBytes: number, dataBytes: number) => void {
  const { maxExpansion, expansionFreeBytes } = limits;
  let compressed = 0;
  let data = 0;
  return (compressedBytes, dataBytes) => {
    compressed += compressedBytes;
    data += dataBytes;
    if (data <= expansionFreeBytes || data <= maxExpansion * compressed) return;
    throw new ToolError(
      "E_LIMIT",
      `${compressed} compressed bytes expand to more than ${data} bytes, which is more than ${maxExpansion} times their size`,
      { path, offset: compressed, hint: hintOf("maxExpansion", limits) },
    );
  };
}

/** The error for a line over the cap; `offset` is a byte offset in the decompressed text. */
export function lineTooLong(path: string, textOffset: number, limits: Limits): ToolError {
  return new ToolError(
    "E_LIMIT",
    `a line (at byte ${textOffset} of the decompressed text) is longer than ${limits.maxLineBytes} bytes`,
    { path, hint: hintOf("maxLineBytes", limits) },
  );
}

function hintOf(name: keyof Policy["limits"], { fixed }: Limits): string {
  return fixed === true
    ? "No genuine table or release expands that much. Download it again, or unpack it first."
    : `If the file is genuine, raise limits.${name} in the policy.`;
}
