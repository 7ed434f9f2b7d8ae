/** Text measured in terminal columns: wide characters take two, combining marks none. */

const MARK = /\p{M}|\p{Cf}/u;
/** East Asian wide and full-width signs, and emoji. */
const WIDE =
  /[\u1100-\u115F\u2E80-\u303E\u3041-\uA4CF\uA960-\uA97F\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF01-\uFF60\uFFE0-\uFFE6\u{1F300}-\u{1FAFF}\u{20000}-\u{3FFFD}]/u;
/** Nearly all text is plain, and its length is its width. */
const PLAIN = /^[ -~]*$/;

export function widthOf(text: string): number {
  if (PLAIN.test(text)) return text.length;
  let width = 0;
  for (const sign of text) width += signWidth(sign);
  return width;
}

function signWidth(sign: string): number {
  if (MARK.test(sign)) return 0;
  return WIDE.test(sign) ? 2 : 1;
}

/** The text in at most so many columns; what is cut off leaves an ellipsis, and no mark without its letter. */
export function cutTo(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  let kept = "";
  let used = 0;
  for (const sign of text) {
    used += signWidth(sign);
    if (used > width - 1) break;
    kept += sign;
  }
  return `${kept.trimEnd()}…`;
}

/** Exactly so many columns, with blanks behind, or before (`right`). */
export function padTo(text: string, width: number, right = false): string {
  const shown = cutTo(text, width);
  const blanks = " ".repeat(Math.max(0, width - widthOf(shown)));
  return right ? blanks + shown : shown + blanks;
}

/**
 * Lines of at most so many columns, broken between words; a longer word stays whole.
 * @param indent of all but the first; without it two more than the line's own, or in a table's row where its last
 *   column begins, if that takes two lines there
 */
export function folded(text: string, width: number, indent = hanging(text, width)): string[] {
  if (widthOf(text) <= width) return [text];
  const lines: string[] = [];
  const lead = leadOf(text);
  let line: string | null = null;
  for (const word of text.slice(lead.length).split(" ")) {
    if (line !== null && widthOf(line) + 1 + widthOf(word) > width) {
      lines.push(line.trimEnd());
      line = indent + word;
    } else line = line === null ? lead + word : `${line} ${word}`;
  }
  return [...lines, line ?? ""];
}

function leadOf(text: string): string {
  return /^ */.exec(text)?.[0] ?? "";
}

function hanging(text: string, width: number): string {
  const lead = leadOf(text);
  const column = widthOf(/^.*\S {2,}(?=\S)/.exec(text)?.[0] ?? "");
  const isLong = widthOf(text) - column > 2 * (width - column);
  return column === 0 || isLong ? `${lead}  ` : " ".repeat(column);
}
