/** Where the parts of a JSON text stand, so that a panel can be cut out of a page byte for byte. */

interface JsonSlice {
  /** Key in an object, index in an array. */
  key: string | number;
  start: number;
  end: number;
}

const BLANK = /[ \t\n\r]*/y;
const PLAIN = /[^"{}[\],:\s]+/y;

function skipBlanks(text: string, at: number): number {
  BLANK.lastIndex = at;
  return at + (BLANK.exec(text)?.[0].length ?? 0);
}

function skipString(text: string, start: number): number {
  for (let at = text.indexOf('"', start + 1); at >= 0; at = text.indexOf('"', at + 1)) {
    let backslashes = 0;
    while (text[at - 1 - backslashes] === "\\") backslashes += 1;
    if (backslashes % 2 === 0) return at + 1;
  }
  return text.length;
}

/** End of the value that begins at `start`. */
function skipValue(text: string, start: number): number {
  const first = text[start];
  if (first === '"') return skipString(text, start);
  if (first !== "{" && first !== "[") {
    PLAIN.lastIndex = start;
    return start + (PLAIN.exec(text)?.[0].length ?? 1);
  }
  let depth = 0;
  let at = start;
  do {
    const char = text[at];
    if (char === '"') at = skipString(text, at);
    else {
      if (char === "{" || char === "[") depth += 1;
      else if (char === "}" || char === "]") depth -= 1;
      at += 1;
    }
  } while (depth > 0 && at < text.length);
  return at;
}

/**
 * The values directly inside the object or array that begins at `start` (blanks before it allowed).
 * @param text valid JSON: what `JSON.parse` took
 */
export function slicesIn(text: string, start: number = 0): JsonSlice[] {
  const slices: JsonSlice[] = [];
  let at = skipBlanks(text, start);
  const isObject = text[at] === "{";
  if (!isObject && text[at] !== "[") return [];
  at = skipBlanks(text, at + 1);
  while (at < text.length && text[at] !== "}" && text[at] !== "]") {
    let key: string | number = slices.length;
    if (isObject) {
      const end = skipString(text, at);
      key = JSON.parse(text.slice(at, end)) as string;
      at = skipBlanks(text, skipBlanks(text, end) + 1);
    }
    const end = skipValue(text, at);
    slices.push({ key, start: at, end });
    at = skipBlanks(text, end);
    if (text[at] === ",") at = skipBlanks(text, at + 1);
  }
  return slices;
}
