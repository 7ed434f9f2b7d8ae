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
import type { SourceSpec } from "./types.ts";

/** A value of each field, in their order; undefined: the record has none. */
export interface SourceRow {
  pos: number;
  /** null: matched by position. */
  ref: string | null;
  alt: string | null;
  values: (string | undefined)[];
}

type RowReader = (line: string) => SourceRow[];

/** @throws ToolError E_ASSEMBLY: the header names another build; E_KNOWLEDGE: a field that it does not have */
export function rowReader(spec: SourceSpec, head: readonly string[], path: string): RowReader {
  return spec.format === "vcf" ? vcfReader(spec, head, path) : tableReader(spec, head, path);
}

function noField(spec: SourceSpec, field: string | number, path: string, has: string): ToolError {
  return new ToolError("E_KNOWLEDGE", `source '${spec.name}' has no field ${field}`, {
    path,
    hint: `It has: ${has}.`,
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
      throw noField(spec, key, path, [...header.info.keys()].slice(0, 20).join(", "));
    return { key, number: definition?.number ?? "1" };
  });
  return (line) => {
    const columns = line.split("\t", 8);
    const [, position = "", id = "", ref = "", altText = "", , filter = "", info = ""] = columns;
    const alts = altText.toUpperCase().split(",");
    return alts.flatMap((alt, i): SourceRow[] => {
      if (!/^[ACGTN]+$/.test(alt)) return [];
      const values = keys.map(({ key, number }) => {
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
      return [{ ...minimalRepresentation(Number(position), ref.toUpperCase(), alt), values }];
    });
  };
}

function tableReader(spec: SourceSpec, head: readonly string[], path: string): RowReader {
  const { columns } = spec;
  if (columns === null) throw new Error("a table without columns");
  for (const line of head) if (line.startsWith("##")) refuseBuild(spec, assemblyOfText(line), path);
  const named = head.findLast((line) => line.startsWith("#")) ?? head[0] ?? "";
  const names = named.replace(/^#/, "").split("\t");
  const at = spec.fields.map(({ field }) => {
    const i = typeof field === "number" ? field - 1 : names.indexOf(field);
    if (i < 0) throw noField(spec, field, path, names.join(", "));
    return i;
  });
  return (line) => {
    if (line.startsWith("#")) return [];
    const cells = line.split("\t");
    const pos = Number(cells[columns.pos - 1]);
    if (!Number.isInteger(pos)) return [];
    const values = at.map((i) => {
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
}

function refuseBuild(spec: SourceSpec, found: string | null, path: string): void {
  if (found === null || found === spec.assembly) return;
  throw new ToolError("E_ASSEMBLY", `source '${spec.name}' is of ${found} by its header`, {
    path,
    hint: `It is declared as ${spec.assembly}.`,
  });
}

export function matches(row: SourceRow, requested: Allele): boolean {
  if (row.ref === null)
    return row.pos >= requested.pos && row.pos < requested.pos + requested.ref.length;
  return row.pos === requested.pos && row.ref === requested.ref && row.alt === requested.alt;
}
