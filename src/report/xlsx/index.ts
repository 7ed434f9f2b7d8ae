/**
 * The candidates as a workbook. In: the answer of an analysis. Out: an XLSX file, the same bytes for the same
 * answer. Cells are typed: a text is a text, so that no spreadsheet runs it, and numbers are numbers. Loaded,
 * with its library, when it is asked for.
 */
export { xlsxOf } from "./workbook.ts";
