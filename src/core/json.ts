/** Values of JSON that nobody has checked yet. */

import { messageOf } from "./errors.ts";

/** An object, neither null nor a list. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** @param fault makes the error from the parser's words */
export function parseJson(
  text: string,
  fault: (message: string, cause: unknown) => Error,
): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch (cause) {
    throw fault(messageOf(cause), cause);
  }
}
