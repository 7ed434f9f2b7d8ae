/**
 * Lines of an event or region source (`"match": "event"`, `"low_confidence"`): VCF as written by gnomAD-SV and
 * svdb, tables, BED (SVF-01).
 */
import { writtenNumber } from "../core/text.ts";
import { BYTE } from "../core/bytes.ts";
import { positionAt } from "../io/bgzf/index.ts";
import { populationRecord } from "../structural/index.ts";
import {
  isAside,
  positionOf,
  tableColumns,
  unreadable,
  vcfColumns,
  type RowReader,
  type SourceColumns,
} from "./rows.ts";
import type { Role, SourceRow, SourceSpec } from "./types.ts";

/** @throws ToolError, as `rowReader` */
export function eventReader(spec: SourceSpec, head: readonly string[], path: string): RowReader {
  const isVcf = spec.format === "vcf";
  const columns = (isVcf ? vcfColumns : tableColumns)(spec, head, path);
  const pos = spec.columns?.pos ?? 2;
  const read = (text: string): SourceRow[] => {
    if (isAside(text)) return [];
    const record = isVcf ? text : asRecord(text, spec, path);
    const [, at, , , alt = "", , , info] = record.split("\t", 8);
    positionOf(at, text, spec, path);
    if (info === undefined) throw unreadable("no INFO", text, spec, path);
    const alts = alt.split(",").length;
    const events = populationRecord(record, spec.assembly, figuresOf(spec, columns, text, alts));
    const values = (): (string | undefined)[] => columns.valuesOf(text, 0, alts);
    return events.map((event) => ({ pos: event.first, ref: null, alt: null, values, event }));
  };
  return {
    columns: { pos, ref: null },
    lastAt: isVcf ? endInInfo : endInColumn(spec),
    read,
  };
}

/** Lines of a BED of places. */
export function placeReader(spec: SourceSpec, path: string): RowReader {
  const { pos = 2, end = 3 } = spec.columns ?? {};
  const read = (text: string): SourceRow[] => {
    if (isAside(text)) return [];
    const cells = text.split("\t");
    const number = (at: number): number => positionOf(cells[at - 1], text, spec, path);
    return [{ pos: number(pos) + 1, last: number(end), ref: null, alt: null, values: () => [] }];
  };
  return { columns: { pos, ref: null }, lastAt: endInColumn(spec), read };
}

/** Most lines near an event do not reach it: their END is found without reading the rest. */
function endInInfo(piece: Buffer, start: number, end: number): number | null {
  for (
    let at = piece.indexOf("END=", start);
    at >= 0 && at < end;
    at = piece.indexOf("END=", at + 1)
  ) {
    const before = piece[at - 1];
    if (before !== BYTE.TAB && before !== BYTE.SEMICOLON) continue;
    let value = 0;
    for (let i = at + 4; i < end; i++) {
      const digit = (piece[i] ?? 0) - BYTE.ZERO;
      if (digit < 0 || digit > 9) break;
      value = 10 * value + digit;
    }
    return value;
  }
  return null;
}

function endInColumn({ columns }: SourceSpec): NonNullable<RowReader["lastAt"]> {
  return (piece, start) => positionAt(piece, start, columns?.end ?? 1);
}

/** A line of a table as a VCF would have it: POS is the base before the first; that of a BED counts so already. */
function asRecord(text: string, spec: SourceSpec, path: string): string {
  const { columns, format } = spec;
  const cells = text.split("\t");
  const cell = (at: number | undefined): string =>
    at === undefined ? "" : (cells[at - 1] ?? "").trim();
  const number = (at: number | undefined): number => positionOf(cell(at), text, spec, path);
  const start = Math.max(0, number(columns?.pos) - (format === "bed" ? 0 : 1));
  const type = cell(columns?.type).replaceAll(/[<>]/g, "");
  // What is inserted has no end of its own.
  const info = /^(|\.|NA)$/.test(cell(columns?.end)) ? [] : [`END=${number(columns?.end)}`];
  if (columns?.length !== undefined) info.push(`SVLEN=${cell(columns.length)}`);
  const id = cell(columns?.id) || ".";
  return [cell(columns?.chrom), start, id, "N", `<${type}>`, ".", ".", info.join(";")].join("\t");
}

function figuresOf(
  { fields }: SourceSpec,
  columns: SourceColumns,
  text: string,
  alts: number,
): Parameters<typeof populationRecord>[2] {
  const byAlt = Array.from({ length: alts }, (_, i) => columns.valuesOf(text, i, alts));
  const of = (role: Role, values: readonly (string | undefined)[] = []): number | null => {
    const all = fields.flatMap(({ as }, i) => (as === role ? numbers(values[i]) : []));
    const known = all
      .filter((n) => n !== null)
      .filter((n) => n >= 0 && (role !== "frequency" || n <= 1));
    return known.length === 0 ? null : Math.max(...known);
  };
  const at = fields.findIndex(({ as }) => as === "copyStates");
  const states = at < 0 ? [] : numbers(byAlt[0]?.[at]);
  return {
    frequency: byAlt.map((values) => of("frequency", values)),
    homozygotes: of("homozygotes", byAlt[0]),
    hemizygotes: of("hemizygotes", byAlt[0]),
    alleleNumber: of("alleleNumber", byAlt[0]),
    states: states.length === 0 ? null : states,
  };
}

function numbers(text: string | undefined): (number | null)[] {
  if (text === undefined) return [];
  return text.split(",").map((one) => writtenNumber(one.trim()));
}
