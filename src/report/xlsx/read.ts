/** The cells of a saved workbook, as text, sheet by sheet and row by row. No formula is run. */
import type { Fault } from "./unzip.ts";
import { openZip } from "./unzip.ts";
import { type Tag, tagsOf } from "./xml.ts";

export interface SheetRow {
  /** As the spreadsheet counts it, from 1. */
  number: number;
  /** By column, from 0; empty cells are missing. */
  cells: Map<number, Cell>;
}

interface Cell {
  text: string;
  isNumber: boolean;
}

export interface SheetToRead {
  name: string;
  /** Read as they are asked for. */
  rows: () => Generator<SheetRow>;
}

/** A spreadsheet ends at column XFD, row 1,048,576. */
const MOST_COLUMNS = 16_384;
const MOST_ROWS = 1_048_576;
/** Elements in each other; a sheet has six. */
const MOST_DEEP = 64;

/**
 * @param bytes of an .xlsx, as Excel, LibreOffice and others save it
 * @returns `epoch1904`: days are counted from 1904 on
 * @throws what `fault` makes: no workbook, damaged, protected by a password, larger than the limits
 */
export function openWorkbook(
  bytes: Buffer,
  fault: Fault,
): { sheets: SheetToRead[]; epoch1904: boolean } {
  // An old .xls, and a workbook with a password, is a compound file.
  if (bytes.length >= 4 && bytes.readUInt32BE(0) === 0xd0cf11e0)
    throw fault(
      "is an old .xls file, or is password-protected",
      "Save it as .xlsx, without a password.",
    );
  const member = openZip(bytes, fault);
  const needed = (name: string): string => {
    const text = member(name);
    if (text === undefined) throw fault(`is not a workbook: it lacks '${name}'`);
    return text;
  };
  const targets = new Map<string, string>();
  for (const { kind, text, attributes } of tagsOf(needed("xl/_rels/workbook.xml.rels"), fault))
    if (kind === "open" && text === "Relationship")
      targets.set(attributes["Id"] ?? "", memberName(attributes["Target"] ?? ""));
  let strings: string[] | undefined;
  const shared = (): string[] =>
    (strings ??= stringsOf(member("xl/sharedStrings.xml") ?? "", fault));
  const sheets: SheetToRead[] = [];
  let epoch1904 = false;
  for (const { kind, text, attributes } of tagsOf(needed("xl/workbook.xml"), fault)) {
    if (kind !== "open") continue;
    if (text === "workbookPr") epoch1904 = /^(?:1|true)$/.test(attributes["date1904"] ?? "");
    if (text !== "sheet") continue;
    const part = targets.get(attributes["id"] ?? "") ?? "";
    const rows = (): Generator<SheetRow> => rowsOf(needed(part), shared, fault);
    sheets.push({ name: attributes["name"] ?? "", rows });
  }
  return { sheets, epoch1904 };
}

/** Relative to xl/, or from the root. */
function memberName(target: string): string {
  return target.startsWith("/") ? target.slice(1) : `xl/${target}`;
}

/** Each `si`, its runs joined; readings of Japanese (`rPh`) are none of it. */
function stringsOf(xml: string, fault: Fault): string[] {
  const strings: string[] = [];
  const path: string[] = [];
  let text = "";
  for (const tag of tagsOf(xml, fault)) {
    follow(path, tag, fault);
    if (tag.kind === "text" && path.at(-1) === "t" && !path.includes("rPh")) text += tag.text;
    if (tag.kind !== "close" || tag.text !== "si") continue;
    strings.push(unescaped(text));
    text = "";
  }
  return strings;
}

function follow(path: string[], { kind, text }: Tag, fault: Fault): void {
  if (kind === "open" && path.push(text) > MOST_DEEP) throw fault("its XML is nested too deeply");
  if (kind === "close" && path.pop() !== text)
    throw fault(`its XML is not well-formed: </${text}> has no opening tag`);
}

/** What XML cannot hold is written `_x000D_`. */
function unescaped(text: string): string {
  return text.replaceAll(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
}

function* rowsOf(xml: string, shared: () => string[], fault: Fault): Generator<SheetRow> {
  const path: string[] = [];
  let row: SheetRow = { number: 0, cells: new Map() };
  let column = -1;
  let type = "";
  let value = "";
  for (const tag of tagsOf(xml, fault)) {
    follow(path, tag, fault);
    const { kind, text, attributes } = tag;
    if (kind === "open" && text === "row") {
      row = { number: Number(attributes["r"] ?? row.number + 1), cells: new Map() };
      if (!(row.number >= 1 && row.number <= MOST_ROWS))
        throw fault("has a row with an impossible number");
      column = -1;
    } else if (kind === "open" && text === "c") {
      column = attributes["r"] === undefined ? column + 1 : columnOf(attributes["r"], fault);
      type = attributes["t"] ?? "n";
      value = "";
    } else if (kind === "text" && isValue(path)) value += text;
    else if (kind === "close" && text === "c" && value !== "")
      row.cells.set(column, cellOf(type, value, shared, fault));
    else if (kind === "close" && text === "row") yield row;
  }
}

/** `v`, or a `t` of an inline string. */
function isValue(path: readonly string[]): boolean {
  const last = path.at(-1);
  return last === "v" || (last === "t" && path.includes("is") && !path.includes("rPh"));
}

function cellOf(type: string, value: string, shared: () => string[], fault: Fault): Cell {
  if (type !== "s") return { text: unescaped(value), isNumber: type === "n" };
  const text = shared()[Number(value)];
  if (text === undefined) throw fault(`a cell refers to text ${value}, which is missing`);
  return { text, isNumber: false };
}

/** Of `AB12`, from 0. */
function columnOf(place: string, fault: Fault): number {
  const letters = /^([A-Z]{1,3})\d+$/.exec(place)?.[1] ?? "";
  let column = 0;
  for (const letter of letters) column = 26 * column + letter.charCodeAt(0) - 64;
  if (column < 1 || column > MOST_COLUMNS) throw fault(`has a cell at '${place}'`);
  return column - 1;
}
