/**
 * One `##KEY=<...>` header line. Real files quote badly, so each field is looked for by its name and
 * the description ends at the quote that closes the field, not at the first one.
 */

export interface MetaLine {
  key: string;
  /** Text behind the first `=`. */
  value: string;
}

/** Key and value of a `##` line, or null when it has no `=`. */
export function parseMeta(line: string): MetaLine | null {
  const at = line.indexOf("=");
  return at < 0 ? null : { key: line.slice(2, at), value: line.slice(at + 1) };
}

/** The closing quote stands before the next field or the end of the line. */
const DESCRIPTION = /Description="(.*?)"(?=,\w+=|\s*>\s*$|\s*$)/;

/** A field of a structured value: `metaField('<ID=AF,Number=A>', 'Number')` is `A`; null when absent. */
export function metaField(value: string, name: string): string | null {
  // Descriptions may hold anything that looks like a field.
  const rest = value.replace(DESCRIPTION, "");
  const found = new RegExp(`[<,]${name}="?([^",>]*)`).exec(rest)?.[1];
  return found === undefined || found === "" ? null : found;
}

/** The text of `Description="..."`, whatever quotes it holds; empty when absent. */
export function metaDescription(value: string): string {
  return DESCRIPTION.exec(value)?.[1] ?? /Description="?(.*?)"?>?$/.exec(value)?.[1] ?? "";
}

const DEFINITION = /^##(?:INFO|FORMAT|FILTER|ALT|contig)=<(?:.*?,)?ID=[^,>]+/;

/**
 * The `##` lines of several files' headers as those of one: of definitions with one id the first, made so wide that the
 * values of every file fit (a reader refuses the whole record where one does not).
 */
export function joinedMeta(headers: readonly (readonly string[])[]): string[] {
  const joined = new Map<string, string>();
  for (const line of headers.flat()) {
    if (!line.startsWith("##")) continue;
    const fileformat = line.startsWith("##fileformat=") ? "##fileformat" : line;
    const name = DEFINITION.exec(line)?.[0] ?? fileformat;
    const first = joined.get(name);
    joined.set(name, first === undefined ? line : widened(first, line));
  }
  return [...joined.values()];
}

const NUMBERS: ReadonlySet<string> = new Set(["Integer", "Float"]);

function widened(first: string, other: string): string {
  const wider = (name: "Number" | "Type", widest: (a: string, b: string) => string): string => {
    const [own, theirs] = [metaField(first, name), metaField(other, name)];
    return own === null || theirs === null || own === theirs ? (own ?? "") : widest(own, theirs);
  };
  const number = wider("Number", () => ".");
  const type = wider("Type", (a, b) =>
    a === "Flag" ? b : b === "Flag" ? a : NUMBERS.has(a) && NUMBERS.has(b) ? "Float" : "String",
  );
  return first.replace(/(?<=[<,]Number=)[^",>]+/, number).replace(/(?<=[<,]Type=)[^",>]+/, type);
}
