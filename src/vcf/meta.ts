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
