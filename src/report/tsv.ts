/** The candidates as a table: one row per variant of a candidate; rows of a pair share rank and id. */
import type { AnalysisResult } from "../rank/model.ts";
import { COLUMNS, rowsOf } from "./columns.ts";

/** Header line and rows, each with its newline. Empty values are `.`. */
export function* tsvLines(result: AnalysisResult): Generator<string> {
  yield `${COLUMNS.map(([name]) => name).join("\t")}\n`;
  for (const row of rowsOf(result))
    yield `${COLUMNS.map(([, value]) => cell(value(row))).join("\t")}\n`;
}

/** Characters with which a spreadsheet takes a text for a formula; a number is none. */
const FORMULA = /^[=+\-@](?!$|[\d.]+(?:e[+-]?\d+)?$)/i;

/** Characters that would break the table become blanks; what a spreadsheet would run gets an apostrophe. */
function cell(value: string | number | null): string {
  if (value === null || value === "") return ".";
  // oxlint-disable-next-line no-control-regex -- they are what is looked for
  const text = String(value).replaceAll(/[\u0000-\u001F\u007F\u0085\u2028\u2029]+/g, " ");
  return FORMULA.test(text) ? `'${text}` : text;
}
