/** Caps on what compressed bytes may expand to (policy `limits`). */
import { ToolError } from "../../core/errors.ts";
import type { Policy } from "../../core/policy.ts";

export type Limits = Policy["limits"];

/**
 * Adds up what was read and what it became. Beyond `expansionFreeBytes` of output, more than
 * `maxExpansion` bytes out per byte in is taken for a decompression bomb.
 */
export class ExpansionGuard {
  readonly #limits: Limits;
  readonly #path: string;
  #compressed = 0;
  #data = 0;

  constructor(limits: Limits, path: string) {
    this.#limits = limits;
    this.#path = path;
  }

  /** @throws E_LIMIT */
  add(compressedBytes: number, dataBytes: number): void {
    this.#compressed += compressedBytes;
    this.#data += dataBytes;
    const { maxExpansion, expansionFreeBytes } = this.#limits;
    if (this.#data <= expansionFreeBytes || this.#data <= maxExpansion * this.#compressed) return;
    throw new ToolError(
      "E_LIMIT",
      `${this.#compressed} compressed bytes expand to more than ${this.#data} bytes, ` +
        `over ${maxExpansion} times their size`,
      {
        path: this.#path,
        offset: this.#compressed,
        hint: "If the file is genuine, raise limits.maxExpansion in the policy.",
      },
    );
  }
}

/** The error for a line over the cap; `offset` is a byte offset in the decompressed text. */
export function lineTooLong(path: string, textOffset: number, limits: Limits): ToolError {
  return new ToolError(
    "E_LIMIT",
    `a line (at byte ${textOffset} of the decompressed text) is longer than ${limits.maxLineBytes} bytes`,
    { path, hint: "If the file is genuine, raise limits.maxLineBytes in the policy." },
  );
}
