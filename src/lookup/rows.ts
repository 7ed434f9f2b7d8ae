/** Lines of a source to alleles with values: VCF by INFO, tables by column (VCF-50, VCF-52). */
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
  /** @throws ToolError E_KNOWLEDGE: not what the declaration promises */
  read(line: string): SourceRow[];
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

function vcfReader(spec: SourceSpec, head: readonly string[], path: string): RowReader {
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
  const read = (line: string): SourceRow[] => {
    const [contig = "", position = "", id = "", ref = "", altText = ""] = line.split("\t", 5);
    const alts = altText.toUpperCase().split(",");
    const valuesOf = (i: number): (string | undefined)[] => {
      const [, , , , , , filter = "", info = ""] = line.split("\t", 8);
      return keys.map(({ key, number }) => {
        if (key === "ID") return id === "." ? undefined : id;
        if (key === "FILTER") return filter === "." ? undefined : filter;
        const value = infoValue(info, key);
        if (value === undefined || value === ".") return undefined;
        if (value === true) return "1";
        const own =
          number === "A" || number === "R"
            ? valuesOfAllele(value, number, i + 1, alts.length).join(",")
            : value;
        return own === "." || own === "" ? undefined : decodePercent(own);
      });
    };
    const rows = alts.flatMap((alt, i): SourceRow[] => {
      if (!/^[ACGTN]+$/.test(alt)) return [];
      const allele = minimalRepresentation(Number(position), ref.toUpperCase(), alt);
      return [{ ...allele, values: () => valuesOf(i) }];
    });
    if (
      spec.records === "split" &&
      (alts.length > 1 || rows.some((r) => r.pos !== Number(position)))
    )
      throw new ToolError(
        "E_KNOWLEDGE",
        `source '${spec.name}' is declared as split, and has several alleles, or one that is not in its shortest form, in a record`,
        {
          path,
          chrom: contig,
          pos: Number(position),
          hint: "Leave `records` out of its declaration.",
        },
      );
    return rows;
  };
  return { columns: { pos: 2, ref: 4 }, read };
}

function tableReader(spec: SourceSpec, head: readonly string[], path: string): RowReader {
  const { columns } = spec;
  if (columns === null) throw new Error("a table without columns");
  for (const line of head) if (line.startsWith("##")) refuseBuild(spec, assemblyOfText(line), path);
  const named = head.findLast((line) => line.startsWith("#")) ?? head[0] ?? "";
  const names = named.replace(/^#/, "").split("\t");
  const at = spec.fields.map(({ field }) => {
    const i = typeof field === "number" ? field - 1 : names.indexOf(field);
    if (i < 0) throw noField(spec, field, path, names);
    return i;
  });
  const read = (line: string): SourceRow[] => {
    if (line.startsWith("#")) return [];
    const cells = line.split("\t");
    const pos = Number(cells[columns.pos - 1]);
    if (!Number.isInteger(pos)) return [];
    const values = (): (string | undefined)[] =>
      at.map((i) => {
        const value = cells[i];
        return value === undefined || value === "" || value === "." || value === "NA"
          ? undefined
          : value;
      });
    if (columns.ref === null || columns.alt === null)
      return [{ pos, ref: null, alt: null, values }];
    const ref = (cells[columns.ref - 1] ?? "").toUpperCase();
    const alt = (cells[columns.alt - 1] ?? "").toUpperCase();
    if (!/^[ACGTN]+$/.test(ref) || !/^[ACGTN]+$/.test(alt)) return [];
    return [{ ...minimalRepresentation(pos, ref, alt), values }];
  };
  return { columns: { pos: columns.pos, ref: columns.ref }, read };
}

function refuseBuild(spec: SourceSpec, found: string | null, path: string): void {
  if (found === null || found === spec.assembly) return;
  throw new ToolError("E_ASSEMBLY", `source '${spec.name}' is of ${found} by its header`, {
    path,
    hint: `It is declared as ${spec.assembly}.`,
  });
}
