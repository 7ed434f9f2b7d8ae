/**
 * The digest at the end of a document, in its field `sha256`: over its own bytes up to that field. Whoever reads a
 * document knows whether it is what was written.
 */
import { sha256 } from "./digest.ts";

/** What stands before the digest, and behind it: in a document of one line, and in an indented one. */
const LINE = { field: ',"sha256":"', end: '"}' };
const INDENTED = { field: ',\n  "sha256": "', end: '"\n}' };
const DIGEST_LENGTH = 64;

/** One line of JSON without its newline. @param value an object with a field at least, and no `sha256` */
export function sealed(value: object): string {
  const body = JSON.stringify(value).slice(0, -1);
  return `${body}${LINE.field}${sha256(body)}${LINE.end}`;
}

/** @param text an object with a field at least, and no `sha256`, as JSON indented by two, without a newline at its end */
export function sealedText(text: string): string {
  const body = text.slice(0, -2);
  return `${body}${INDENTED.field}${sha256(body)}${INDENTED.end}`;
}

/**
 * The digest of what `sealed` or `sealedText` made.
 * @returns undefined: the text ends with none; `broken`: it is not what was sealed
 */
export function sealOf(text: string): string | "broken" | undefined {
  for (const { field, end } of [LINE, INDENTED]) {
    const at = text.length - field.length - DIGEST_LENGTH - end.length;
    if (at < 1 || !text.startsWith(field, at) || !text.endsWith(end)) continue;
    const digest = text.slice(at + field.length, -end.length);
    return sha256(text.slice(0, at)) === digest ? digest : "broken";
  }
  return undefined;
}
