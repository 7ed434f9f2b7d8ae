/** From lines of a source to alleles with values: VCF by INFO, tables by column (VCF-50, VCF-52). */
import type { Allele } from "../core/allele.ts";
import { ToolError } from "../core/errors.ts";
import {
  assemblyOfText,
  decodePercent,
  infoValue,
  minimalRepresentation,
  parseHeader,
  valuesOfAllele,
} from "../vcf/index.ts";
import type { Matching, SourceRow, SourceSpec } from "./types.ts";

/** An allele by its bases, or a place where the source knows places alone. */
export const ALLELES: Matching<Allele> = {
  place: ({ chrom, pos, ref }) => ({ chrom, start: pos, end: pos + ref.length - 1 }),
  matches: (row, { pos, ref, alt }) =>
    row.ref === null
      ? row.pos >= pos && row.pos < pos + ref.length
      : row.pos === pos && row.ref === ref && row.alt === alt,
  base: ({ ref }) => ref[0] ?? null,
};

export interface RowReader {
  /** Columns of a line, from 1; `ref` null: its lines are of one base. */
  columns: { pos: number; ref: number | null };
  /** Of events: the last base of the line in [start, end) of a piece; null: the whole line must be read. */
  lastAt?: (piece: Buffer, start: number, end: number) => number | null;
  /** @throws ToolError E_KNOWLEDGE: not what the declaration promises */
  read(line: string): SourceRow[];
}

/** Columns of the header, and what a field's key is read as. */
export interface SourceColumns {
  /** Texts of all fields of a line, of one of its ALTs from 0; undefined: it has none. */
  valuesOf(line: string, alt: number, alts: number): (string | undefined)[];
}

/** @throws ToolError E_ASSEMBLY: the header names another build; E_KNOWLEDGE: a field that it does not have */
export function rowReader(spec: SourceSpec, head: readonly string[], path: string): RowReader {
  return spec.format === "vcf" ? vcfReader(spec, head, path) : tableReader(spec, head, path);
}

export function noField(
  spec: SourceSpec,
  field: string | number,
  path: string,
  has: readonly string[],
): ToolError {
  return new ToolError("E_KNOWLEDGE", `source '${spec.name}' has no field ${field}`, {
    path,
    hint: `It has: ${has.slice(0, 20).join(", ")}.`,
  });
}

export function vcfColumns(spec: SourceSpec, head: readonly string[], path: string): SourceColumns {
  const lines = head.filter((line) => line.startsWith("#"));
  const header = parseHeader(lines.join("\n"), path);
  refuseBuild(spec, header.assembly, path);
  const keys = spec.fields.map(({ field }) => {
    const key = String(field);
    const definition = header.info.get(key);
    if (definition === undefined && key !== "ID" && key !== "FILTER")
      throw noField(spec, key, path, [...header.info.keys()]);
    return { key, number: definition?.number ?? "1" };
  });
  return {
    valuesOf(line, alt, alts) {
      const [, , id = "", , , , filter = "", info = ""] = line.split("\t", 8);
      return keys.map(({ key, number }) => {
        if (key === "ID") return id === "." ? undefined : id;
        if (key === "FILTER") return filter === "." ? undefined : filter;
        const value = infoValue(info, key);
        if (value === undefined || value === ".") return undefined;
        if (value === true) return "1";
        const own =
          number === "A" || number === "R"
            ? valuesOfAllele(value, number, alt + 1, alts).join(",")
            : value;
        return own === "." || own === "" ? undefined : decodePercent(own);
      });
    },
  };
}

/** A comment, a blank line, or what a browser's BED begins with. */
export function isAside(line: string): boolean {
  return /^(#|track\b|browser\b|\s*$)/.test(line);
}

/** Left out, it would look as if the source had nothing there. */
export function unreadable(
  what: string,
  line: string,
  { name }: SourceSpec,
  path: string,
): ToolError {
  const row = line.length > 80 ? `${line.slice(0, 80)}...` : line;
  return new ToolError(
    "E_KNOWLEDGE",
    `source '${name}': ${what} in the row ${JSON.stringify(row)}`,
    {
      path,
      hint: "Correct the row, then compress and index the file again.",
    },
  );
}

/** Some tables have positions with a point. @throws ToolError E_KNOWLEDGE */
export function positionOf(
  cell: string | undefined,
  line: string,
  spec: SourceSpec,
  path: string,
): number {
  const text = (cell ?? "").trim();
  if (/^\d{1,10}(\.0*)?$/.test(text)) return Number(text);
  throw unreadable(`'${text}' is not a position,`, line, spec, path);
}

/**
 * @returns false: no allele of one sequence (`.`, `*`, `<DEL>`, a breakend, IUPAC codes), which no variant is looked up by
 * @throws ToolError E_KNOWLEDGE: no bases as in a VCF; other tools write insertions and deletions with `-`, and where
 *   the allele lies is then not told
 */
function areBases(ref: string, alt: string, line: string, spec: SourceSpec, path: string): boolean {
  if (/^[ACGTN]+$/.test(ref) && /^[ACGTN]+$/.test(alt)) return true;
  const isOther = /^(\.|\*|<.+>|[A-Z.]*[[\]].+[[\]][A-Z.]*|[ACGTNRYSWKMBDHVU]+)$/.test(alt);
  if (/^[ACGTNRYSWKMBDHVU]+$/.test(ref) && isOther) return false;
  throw unreadable("no bases as in a VCF", line, spec, path);
}

function vcfReader(spec: SourceSpec, head: readonly string[], path: string): RowReader {
  const { valuesOf } = vcfColumns(spec, head, path);
  const read = (line: string): SourceRow[] => {
    if (isAside(line)) return [];
    const [contig = "", position = "", , refText = "", altText = ""] = line.split("\t", 5);
    const pos = positionOf(position, line, spec, path);
    const ref = refText.toUpperCase();
    const alts = altText.toUpperCase().split(",");
    const rows = alts.flatMap((alt, i): SourceRow[] => {
      if (!areBases(ref, alt, line, spec, path)) return [];
      const allele = minimalRepresentation(pos, ref, alt);
      return [{ ...allele, values: () => valuesOf(line, i, alts.length) }];
    });
    if (spec.records === "split" && (alts.length > 1 || rows.some((r) => r.pos !== pos)))
      throw new ToolError(
        "E_KNOWLEDGE",
        `source '${spec.name}' is declared as split, but a record has several alleles, or one that is not in its shortest form`,
        {
          path,
          chrom: contig,
          pos,
          hint: "Leave `records` out of its declaration.",
        },
      );
    return rows;
  };
  return { columns: { pos: 2, ref: 4 }, read };
}

export function tableColumns(
  spec: SourceSpec,
  head: readonly string[],
  path: string,
): SourceColumns {
  for (const line of head) if (line.startsWith("##")) refuseBuild(spec, assemblyOfText(line), path);
  const named = head.findLast((line) => line.startsWith("#")) ?? head[0] ?? "";
  const names = named.replace(/^#/, "").split("\t");
  const at = spec.fields.map(({ field }) => {
    const i = typeof field === "number" ? field - 1 : names.indexOf(field);
    if (i < 0) throw noField(spec, field, path, names);
    return i;
  });
  return {
    valuesOf(line) {
      const cells = line.split("\t");
      return at.map((i) => {
        const value = cells[i];
        if (value === undefined) throw unreadable(`no column ${i + 1}`, line, spec, path);
        return value === "" || value === "." || value === "NA" ? undefined : value;
      });
    },
  };
}

function tableReader(spec: SourceSpec, head: readonly string[], path: string): RowReader {
  const { columns } = spec;
  if (columns === null) throw new Error("a table without columns");
  const { valuesOf } = tableColumns(spec, head, path);
  const read = (line: string): SourceRow[] => {
    if (isAside(line)) return [];
    const cells = line.split("\t");
    const pos = positionOf(cells[columns.pos - 1], line, spec, path);
    const values = (): (string | undefined)[] => valuesOf(line, 0, 1);
    if (columns.ref === null || columns.alt === null)
      return [{ pos, ref: null, alt: null, values }];
    const ref = (cells[columns.ref - 1] ?? "").toUpperCase();
    const alt = (cells[columns.alt - 1] ?? "").toUpperCase();
    if (!areBases(ref, alt, line, spec, path)) return [];
    return [{ ...minimalRepresentation(pos, ref, alt), values }];
  };
  return { columns: { pos: columns.pos, ref: columns.ref }, read };
}

function refuseBuild(spec: SourceSpec, found: string | null, path: string): void {
  if (found === null || found === spec.assembly) return;
  throw new ToolError(
    "E_ASSEMBLY",
    `source '${spec.name}' is for ${found}, according to its header`,
    {
      path,
      hint: `Its declaration gives ${spec.assembly}; correct whichever is wrong.`,
    },
  );
}
