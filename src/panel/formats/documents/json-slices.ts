/** Where the parts of a JSON text are, so that a panel can be cut out of a page byte for byte. */

interface JsonSlice {
  /** Key in an object, index in an array. */
  key: string | number;
  start: number;
  end: number;
}

/** A string, a bracket or comma or colon, or another scalar; blanks lie between them. */
const TOKEN = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\],:]|[^"{}[\],:\s]+/g;

/**
 * The values directly inside the object or array that begins at `start` (blanks before it allowed).
 * @param text valid JSON: what `JSON.parse` took
 */
export function slicesIn(text: string, start: number = 0): JsonSlice[] {
  const slices: JsonSlice[] = [];
  const tokens = new RegExp(TOKEN);
  tokens.lastIndex = start;
  let depth = 0;
  let key: string | null = null;
  /** First byte of the key or value that is open directly inside; -1: none is. */
  let from = -1;
  let end = start;
  for (let match = tokens.exec(text); match !== null; match = tokens.exec(text)) {
    const [token] = match;
    if (token === "}" || token === "]") depth -= 1;
    if (depth === 1 && token === ":") {
      key = JSON.parse(text.slice(from, end)) as string;
      from = -1;
    } else if (depth === 0 || (depth === 1 && token === ",")) {
      if (from >= 0) slices.push({ key: key ?? slices.length, start: from, end });
      from = -1;
    } else if (depth === 1 && from < 0) from = match.index;
    if (token === "{" || token === "[") depth += 1;
    else if (depth === 0) break;
    end = tokens.lastIndex;
  }
  return slices;
}
