/** JSON values that have not been checked yet. */
import { messageOf } from "./errors.ts";
import { LIMITS } from "./limits.ts";

/** An object, neither null nor a list. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

const TOO_DEEP = `its lists and objects are nested more than ${LIMITS.jsonDepth} levels deep`;

/**
 * A text's value, nested no deeper than `LIMITS.jsonDepth`: whoever walks over it has an end.
 * @param fault makes the error from the parser's words
 */
export function parseJson(
  text: string,
  fault: (message: string, cause: unknown) => Error,
): unknown {
  if (isDeeperThan(text, LIMITS.jsonDepth)) throw fault(TOO_DEEP, undefined);
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch (cause) {
    throw fault(messageOf(cause), cause);
  }
}

/** A string, or a mark on which keys depend. */
const TOKEN = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\]:]/g;

/**
 * In files that people write: of a key that stands twice, JSON's own reader takes the last, and says nothing.
 * @param text what `parseJson` took
 * @param fault makes the error, of the 1-based line of the second
 */
export function refuseDoubledKeys(
  text: string,
  fault: (message: string, line: number, key: string) => Error,
): void {
  const open: Set<string>[] = [];
  let [word, at] = ["", 0];
  for (const { 0: token, index } of text.matchAll(TOKEN)) {
    if (token === "{" || token === "[") open.push(new Set());
    else if (token === "}" || token === "]") open.pop();
    else if (token !== ":") [word, at] = [token, index];
    else {
      const key = String(JSON.parse(word));
      if (open.at(-1)?.has(key) === true)
        throw fault(`the key '${key}' stands twice`, text.slice(0, at).split("\n").length, key);
      open.at(-1)?.add(key);
    }
  }
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const isOpening = (code: number): boolean => code === 0x5b || code === 0x7b;
const isClosing = (code: number): boolean => code === 0x5d || code === 0x7d;

/** Of a text that need not be JSON. */
function isDeeperThan(text: string, most: number): boolean {
  // Each level takes a bracket.
  if (text.length <= most) return false;
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE)
      for (at++; at < text.length && text.charCodeAt(at) !== QUOTE; at++)
        if (text.charCodeAt(at) === BACKSLASH) at++;
    if (isOpening(code) && ++depth > most) return true;
    if (isClosing(code)) depth--;
  }
  return false;
}

/**
 * Where a text is too large to be looked at twice: `work` may walk as deep as it can, and a stack that ends is a
 * fault of the input.
 */
export function withinStack<T>(
  work: () => T,
  fault: (message: string, cause: unknown) => Error,
): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof RangeError && /call stack/.test(error.message))
      throw fault(TOO_DEEP, error);
    throw error;
  }
}
