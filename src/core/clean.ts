/**
 * Text from outside sources, made safe to display: the one place that handles what a terminal would obey, a table
 * would break at, or a spreadsheet would run. Pages have `report/html/markup.ts`, which starts from here.
 */

/**
 * Controls, marks of direction (they can turn a genotype round for the eye), invisible characters, lone
 * surrogates. Joiners U+200C and U+200D belong to scripts and stay.
 */
export const UNSEEN: RegExp =
  // oxlint-disable-next-line no-control-regex, no-misleading-character-class -- they are what is looked for
  /[\u0000-\u001F\u007F-\u009F\u00AD\u061C\u180E\u200B\u200E\u200F\u2028-\u202F\u2060-\u206F\uFEFF\uFFF0-\uFFFB\uD800-\uDFFF\u{E0000}-\u{E0FFF}]/gu;

/** Most texts have none of these, which is told nine times as fast. */
const BEYOND_PLAIN = /[^\t\n\r -~]/;

/**
 * The text with tabs and ends of lines as they are and everything else that is not seen in JSON's way of
 * writing it (`\u001b`): a terminal obeys none of it, and JSON says the same as before.
 */
export function printable(text: string): string {
  if (!BEYOND_PLAIN.test(text)) return text;
  return text.replace(UNSEEN, (char) =>
    char === "\n" || char === "\t" || char === "\r" ? char : escaped(char),
  );
}

function escaped(char: string): string {
  return Array.from(
    { length: char.length },
    (_, i) => `\\u${char.charCodeAt(i).toString(16).padStart(4, "0")}`,
  ).join("");
}

/** Ends of lines, whoever counts them for one, become blanks: a value must not look like a line of ours. */
export function oneLine(text: string): string {
  return text.replace(/[\n\r\v\f\u0085\u2028\u2029]+/g, " ");
}

/** Characters with which a spreadsheet takes a text for a formula; a number is none. */
const FORMULA = /^[=+\-@](?!$|[\d.]+(?:e[+-]?\d+)?(?:[,;][+-]?[\d.]+)*$)/i;

/**
 * A cell of a table with tabs: what would break the table becomes blanks, what a spreadsheet would run gets an
 * apostrophe, what a terminal would obey is written out.
 */
export function tableCell(text: string): string {
  // oxlint-disable-next-line no-control-regex -- they are what is looked for
  const cell = text.replace(/[\u0000-\u001F\u007F\u0085\u2028\u2029]+/g, " ");
  return printable(FORMULA.test(cell.trimStart()) ? `'${cell}` : cell);
}
