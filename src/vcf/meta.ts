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

/** A field of a structured value: `metaField('<ID=AF,Number=A>', 'Number')` is `A`; null when absent. */
export function metaField(value: string, name: string): string | null {
  const body = quotedStart(value);
  // Fields that are looked for here stand before the quoted description, save in files that reorder.
  const match =
    new RegExp(`[<,]${name}=([^",>]*)`).exec(value.slice(0, body)) ??
    new RegExp(`",${name}=([^",>]*)`).exec(value);
  if (match !== null && match[1] !== "") return match[1] ?? null;
  const quoted = new RegExp(`[<,]${name}="([^"]*)"`).exec(value);
  return quoted?.[1] ?? null;
}

function quotedStart(value: string): number {
  const at = value.indexOf('="');
  return at < 0 ? value.length : at;
}

/** The text of `Description="..."`, whatever quotes it holds; empty when absent. */
export function metaDescription(value: string): string {
  const match = /[<,]Description="(.*?)"(?=,\w+=|\s*>\s*$|\s*$)/.exec(value);
  if (match !== null) return match[1] ?? "";
  return /[<,]Description="?(.*?)"?>?$/.exec(value)?.[1] ?? "";
}
