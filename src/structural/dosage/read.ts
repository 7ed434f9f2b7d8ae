/** ClinGen's lists of dosage sensitivity, for genes or regions, on either build (SVD-01). */
import { asAssembly, canonicalChrom, type Assembly } from "../../core/assembly.ts";
import { ToolError } from "../../core/errors.ts";
import { linesOf } from "../../io/text-lines.ts";
import type { DosageScore } from "../types.ts";

/** A gene or region of a list. The place is 1-based, inclusive; null: not settled. */
export interface DosageRow extends DosageScore {
  place: { chrom: string; start: number; end: number } | null;
}

/** Without the place, which a report does not show. */
export function scoresOf(row: DosageRow): DosageScore {
  const { place: _, ...scores } = row;
  return scores;
}

export interface DosageList {
  of: "genes" | "regions";
  assembly: Assembly;
  /** ISO date. */
  release: string;
  rows: DosageRow[];
  /** Words in the place of a score that are not known, with their rows: read as not evaluated. */
  unread: Record<string, number>;
}

const HINT =
  "Give ClinGen_gene_curation_list_GRCh38.tsv, ClinGen_region_curation_list_GRCh38.tsv, or the same for GRCh37, from ClinGen's FTP server.";

const SCORES: ReadonlySet<string> = new Set(["0", "1", "2", "3", "30", "40"]);
const NOT_EVALUATED: ReadonlySet<string> = new Set(["", "not yet evaluated", "-1"]);

/** @throws ToolError E_KNOWLEDGE: another kind of file, no date or build; those of reading */
export async function readDosageList(path: string): Promise<DosageList> {
  const comments: string[] = [];
  let columns: Columns | null = null;
  const rows: DosageRow[] = [];
  const unread: DosageList["unread"] = {};
  for await (const lines of linesOf(path))
    for (const line of lines) {
      if (line === "") continue;
      if (line.startsWith("#")) {
        comments.push(line);
        columns ??= columnsOf(line);
      } else if (columns === null) throw notDosage(path, "no line of column names");
      else rows.push(rowOf(line.split("\t"), columns, unread));
    }
  if (columns === null || rows.length === 0) throw notDosage(path, "no genes and no regions");
  const text = comments.join("\n");
  const assembly = asAssembly(/reported on (GRCh3[78])/.exec(text)?.[1] ?? null);
  const release = dateIn(text);
  if (assembly === null) throw notDosage(path, "its comments do not name a build");
  if (release === null) throw notDosage(path, "its comments have no date");
  return { of: columns.of, assembly, release, rows, unread };
}

function notDosage(path: string, what: string): ToolError {
  return new ToolError("E_KNOWLEDGE", `not a ClinGen dosage curation list: ${what}`, {
    path,
    hint: HINT,
  });
}

interface Columns {
  of: DosageList["of"];
  id: number;
  name: number;
  place: number;
  loss: number;
  gain: number;
}

function columnsOf(line: string): Columns | null {
  const names = line.replace(/^#+/, "").split("\t");
  const at = (name: string): number => names.findIndex((n) => n.trim().toLowerCase() === name);
  const [region, gene] = [at("isca id"), at("gene id")];
  const columns = {
    place: at("genomic location"),
    loss: at("haploinsufficiency score"),
    gain: at("triplosensitivity score"),
  };
  if (Math.min(columns.place, columns.loss, columns.gain, Math.max(region, gene)) < 0) return null;
  return region >= 0
    ? { of: "regions", id: region, name: at("isca region name"), ...columns }
    : { of: "genes", id: gene, name: at("gene symbol"), ...columns };
}

function rowOf(
  cells: readonly string[],
  { of, id, name, place, loss, gain }: Columns,
  unread: DosageList["unread"],
): DosageRow {
  const cell = (at: number): string => (cells[at] ?? "").trim();
  const score = (text: string): number | null => {
    if (SCORES.has(text)) return Number(text);
    if (!NOT_EVALUATED.has(text.toLowerCase())) unread[text] = (unread[text] ?? 0) + 1;
    return null;
  };
  return {
    id: of === "genes" ? `NCBI:${cell(id)}` : cell(id),
    name: cell(name),
    haploinsufficiency: score(cell(loss)),
    triplosensitivity: score(cell(gain)),
    place: placeOf(cell(place)),
  };
}

function placeOf(text: string): DosageRow["place"] {
  const [, contig = "", start, end] = /^(\w+):(\d+)-(\d+)$/.exec(text.replaceAll(",", "")) ?? [];
  const chrom = canonicalChrom(contig);
  return chrom === null ? null : { chrom, start: Number(start), end: Number(end) };
}

const MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split(" ");

/** Of a comment such as `03 Nov,2021`. */
function dateIn(text: string): string | null {
  const [, day, month = "", year] = /^#\s*(\d{1,2}) (\w{3})\w*, ?(\d{4})\s*$/m.exec(text) ?? [];
  const number = MONTHS.indexOf(month.toLowerCase()) + 1;
  if (day === undefined || number === 0) return null;
  return `${year ?? ""}-${String(number).padStart(2, "0")}-${day.padStart(2, "0")}`;
}
