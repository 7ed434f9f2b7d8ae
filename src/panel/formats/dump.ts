/**
 * Dumps of all panels as one comma-separated table, as circulated in 2017 and 2018: panel name, id, version, gene
 * symbol, colour, date, mode of inheritance. One Panel per panel and version.
 */
import { counted } from "../../core/counted.ts";
import { sha256 } from "../../core/digest.ts";
import { ToolError } from "../../core/errors.ts";
import { newPanel } from "./empty.ts";
import { newGene } from "../gene.ts";
import { mergeDuplicates, modeNotes } from "../merge.ts";
import { parseConfidence, parseMode } from "../mode.ts";
import type { ModeOfInheritance, Panel, PanelGene } from "../types.ts";

const HEADER = "Panel Name,Panel ID,Version Number,Gene Name,Gene Status,Date Recorded,MOI";

/** Does the text begin with the header of such a dump? */
export function looksLikeDump(text: string): boolean {
  return text.replace(/^\uFEFF/, "").startsWith(HEADER);
}

/** Short words of the first API; other text is PanelApp's long form. */
const MODES: ReadonlyMap<string, ModeOfInheritance> = new Map([
  ["monoallelic_and_biallelic", "both"],
  ["monoallelic_and_more_severe_biallelic", "both_biallelic_severe"],
  ["monoallelic_maternally_imprinted", "monoallelic_paternal_expressed"],
  ["monoallelic_paternally_imprinted", "monoallelic_maternal_expressed"],
  ["xlinked_biallelic", "x_biallelic_females"],
  ["xlinked_monoallelic", "x_monoallelic_females"],
]);

interface DumpRow extends Pick<Panel, "name" | "id"> {
  version: string;
  /** Null in the one row of a panel without genes. */
  gene: PanelGene | null;
}

/**
 * Panels of a dump, in the order of their first rows; genes have symbols only. The digest of each is that of
 * its part.
 *
 * @throws ToolError E_PANEL with the line
 */
export function splitDump(text: string, path: string): { panel: Panel; text: string }[] {
  const groups = new Map<string, { rows: DumpRow[]; lines: string[] }>();
  text
    .replace(/^\uFEFF/, "")
    .split(/\r\n|\n|\r/)
    .forEach((line, i) => {
      if (i === 0 || line.trim() === "") return;
      const row = parseDumpRow(line, path, i + 1);
      const key = `${row.id}\t${row.version}`;
      const group = groups.get(key) ?? { rows: [], lines: [HEADER] };
      groups.set(key, group);
      group.rows.push(row);
      group.lines.push(line);
    });
  return [...groups.values()].flatMap(({ rows, lines }) => {
    const [first] = rows;
    if (first === undefined) return [];
    const part = `${lines.join("\n")}\n`;
    const { genes, conflicts, notes } = mergeDuplicates(
      rows.flatMap(({ gene }) => (gene === null ? [] : [gene])),
    );
    const digest = sha256(part);
    const panel = newPanel(
      { id: first.id, name: first.name, source: "tsv", digest },
      {
        version: first.version === "" ? null : first.version,
        genes,
        rows: { genes: rows.length, strs: 0, regions: 0 },
        conflicts,
        notes: [...notes, ...modeNotes(genes)],
      },
    );
    return [{ panel, text: part }];
  });
}

function parseDumpRow(line: string, path: string, number: number): DumpRow {
  const cells = splitCells(line);
  const [name = "", id = "", version = "", symbol = "", status = "", , mode = ""] = cells;
  const fault = (message: string): ToolError =>
    new ToolError("E_PANEL", message, {
      path,
      line: number,
      hint: `Use these columns: ${HEADER}.`,
    });
  if (cells.length !== 7) throw fault(`${counted(cells.length, "cell")} instead of 7`);
  if (id === "" || symbol === "") throw fault("panel id or gene missing");
  // The dumps write a panel without genes as one row, with the gene of the row above and no status.
  if (status === "N/A") return { name, id, version, gene: null };
  const confidence = parseConfidence(status);
  if (confidence === null) throw fault(`unknown confidence: '${status}'`);
  const modeText = mode === "N/A" ? "" : mode;
  return {
    name,
    id,
    version,
    gene: newGene(symbol, {
      confidence,
      modeText,
      mode: MODES.get(modeText) ?? parseMode(modeText),
    }),
  };
}

/** Cells of a line with commas; a cell in quotes may hold some, and a doubled quote. */
function splitCells(line: string): string[] {
  if (!line.includes('"')) return line.split(",");
  const cells = line.matchAll(/(?<=^|,)(?:"((?:[^"]|"")*)"|([^,]*))(?=,|$)/g);
  return Array.from(cells, ([, quoted, plain = ""]) => quoted?.replaceAll('""', '"') ?? plain);
}
