/**
 * The digest with which a document ends, as its field `sha256`: over its own bytes up to that field. Whoever
 * reads a document knows whether it is what was written.
 */
import { sha256 } from "../core/digest.ts";

const FIELD = ',"sha256":"';
const END = '"}';
const LENGTH = FIELD.length + 64 + END.length;

/** One line of JSON without its newline. @param value an object with a field at least, and no `sha256` */
export function sealed(value: object): string {
  const body = JSON.stringify(value).slice(0, -1);
  return `${body}${FIELD}${sha256(body)}${END}`;
}

/**
 * The digest of a line that `sealed` made.
 * @returns undefined: the line ends with none; `broken`: it is not what was sealed
 */
export function sealOf(line: string): string | "broken" | undefined {
  const at = line.length - LENGTH;
  const digest = line.slice(at + FIELD.length, -END.length);
  if (at < 1 || !line.startsWith(FIELD, at) || !line.endsWith(END)) return undefined;
  return sha256(line.slice(0, at)) === digest ? digest : "broken";
}
