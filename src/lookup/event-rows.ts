/** Lines of a source of events (`"match": "event"`): VCF as gnomAD-SV and svdb write it, tables, BED (SVF-01). */
import { canonicalChrom } from "../core/assembly.ts";
import { populationEvents } from "../structural/index.ts";
import { BYTE } from "../core/bytes.ts";
import { positionAt } from "../io/bgzf/index.ts";
import { infoValue, minimalRepresentation } from "../vcf/index.ts";
import { tableColumns, vcfColumns, type RowReader, type SourceColumns } from "./rows.ts";
import type { Role, SourceRow, SourceSpec } from "./types.ts";

type Line = Parameters<typeof populationEvents>[0];
type Figures = Parameters<typeof populationEvents>[1];

/** @throws ToolError, as `rowReader` */
export function eventReader(spec: SourceSpec, head: readonly string[], path: string): RowReader {
  const columns =
    spec.format === "vcf" ? vcfColumns(spec, head, path) : tableColumns(spec, head, path);
  const lineOf = spec.format === "vcf" ? ofVcf : ofTable(spec);
  const rowsOf = (text: string, line: Line, alts: number): SourceRow[] => {
    const values = (): (string | undefined)[] => columns.valuesOf(text, 0, alts);
    const events = populationEvents(line, figuresOf(spec, columns, text, alts));
    return events.map((event) => ({ pos: line.pos, ref: null, alt: null, values, event }));
  };
  return {
    columns: { pos: spec.columns?.pos ?? 2, ref: null },
    lastAt: spec.format === "vcf" ? endInInfo : endInColumn(spec),
    read(text) {
      const line = text.startsWith("#") ? null : lineOf(text);
      return line === null ? [] : rowsOf(text, line, line.type.split(",").length);
    },
  };
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

function ofVcf(text: string): Line | null {
  const [contig = "", at = "", id = "", ref = "", alt = "", , filter = "", info = ""] = text.split(
    "\t",
    8,
  );
  const chrom = canonicalChrom(contig);
  const pos = Number(at);
  if (chrom === null || !Number.isInteger(pos)) return null;
  const told = (key: string): string | null => {
    const value = infoValue(info, key);
    return value === undefined || value === true ? null : value;
  };
  const named = { chrom, id: id === "." ? null : id, filters: failed(filter) };
  if (/^[ACGTN]+$/i.test(alt)) return { ...named, ...ofBases(pos, ref, alt) };
  const other = told("CHR2");
  const isHere = other === null || canonicalChrom(other) === chrom;
  return {
    ...named,
    pos,
    end: isHere ? whole(told("END")) : null,
    type: alt.startsWith("<") && alt !== "<CNV>" ? alt : (told("SVTYPE") ?? alt),
    length: whole(told("SVLEN")),
  };
}

/** An allele written by its bases: a deletion or an insertion, by what it leaves. */
function ofBases(
  pos: number,
  ref: string,
  alt: string,
): Pick<Line, "pos" | "end" | "type" | "length"> {
  const least = minimalRepresentation(pos, ref.toUpperCase(), alt.toUpperCase());
  const lost = least.ref.length - 1;
  return lost > 0
    ? { pos: least.pos, end: least.pos + lost, type: "DEL", length: lost }
    : { pos: least.pos, end: null, type: "INS", length: least.alt.length - 1 };
}

/** 1-based, inclusive; of a BED the start is counted from 0. */
function ofTable({ columns, format }: SourceSpec): (text: string) => Line | null {
  return (text) => {
    const cells = text.split("\t");
    const cell = (at: number | undefined): string =>
      at === undefined ? "" : (cells[at - 1] ?? "");
    const chrom = canonicalChrom(cell(columns?.chrom));
    const [start, end] = [whole(cell(columns?.pos)), whole(cell(columns?.end))];
    if (chrom === null || start === null) return null;
    return {
      chrom,
      pos: format === "bed" ? start : start - 1,
      end,
      type: cell(columns?.type),
      length: whole(cell(columns?.length)),
      id: cell(columns?.id) || null,
      filters: [],
    };
  };
}

/** Unsigned; null: no whole number. */
function whole(text: string | null): number | null {
  return text !== null && /^[-+]?\d+$/.test(text) ? Math.abs(Number(text)) : null;
}

function failed(filter: string): string[] {
  return filter.split(";").filter((name) => name !== "" && name !== "." && name !== "PASS");
}

function figuresOf(
  { fields }: SourceSpec,
  columns: SourceColumns,
  text: string,
  alts: number,
): Figures {
  const byAlt = Array.from({ length: alts }, (_, i) => columns.valuesOf(text, i, alts));
  const of = (role: Role, values: readonly (string | undefined)[] = []): number | null => {
    const all = fields.flatMap(({ as }, i) => (as === role ? numbers(values[i]) : []));
    const known = all.filter((n) => n !== null);
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
  return text.split(",").map((one) => {
    const value = one.trim() === "" || one === "." ? Number.NaN : Number(one);
    return Number.isFinite(value) ? value : null;
  });
}
