/**
 * Local overrides (DEC-23): a table with tabs, one change of one gene per line, each with its reason, author
 * and date. Columns, in any order: `panel` (an id; empty or `*` for every panel that is applied), `gene`
 * (symbol or HGNC id), `hgnc_id`, `action` (add, remove, set), `confidence`, `mode_of_inheritance`,
 * `penetrance`, `transcript`, `reason`, `author`, `date`.
 */
import { ToolError } from "../../core/errors.ts";
import { counted } from "../../core/counted.ts";
import { parseHgncId } from "../../core/gene.ts";
import { isDay } from "../../core/option-values.ts";
import { newGene, parseGeneName } from "../gene.ts";
import { lineFault, splitLines, type Line, type LineFault } from "../formats/lines.ts";
import { parseConfidence, parseModeOrShorthand, parsePenetrance } from "../mode.ts";
import type { Panel, PanelGene, PanelOverride } from "../types.ts";

/** One line of the file. */
interface OverrideLine extends PanelOverride {
  /** Null: every panel. */
  panel: string | null;
  ensemblIds: string[];
  sets: Partial<Pick<PanelGene, "confidence" | "mode" | "modeText" | "penetrance" | "transcript">>;
  /** 1-based. */
  line: number;
}

interface Overrides {
  path: string;
  lines: OverrideLine[];
}

const COLUMNS = [
  "panel",
  "gene",
  "hgnc_id",
  "action",
  "confidence",
  "mode_of_inheritance",
  "penetrance",
  "transcript",
  "reason",
  "author",
  "date",
] as const;
type OverrideColumn = (typeof COLUMNS)[number];

const NEEDED: readonly OverrideColumn[] = ["gene", "action", "reason", "author", "date"];

function cellsOf(text: string): string[] {
  return text.split("\t").map((cell) => cell.trim());
}

/** @throws ToolError E_PANEL with the line */
export function parseOverrides(text: string, path: string): Overrides {
  const lines = splitLines(text.replace(/^\uFEFF/, ""));
  const header = lines.find((line) => line.text.trim() !== "" && !line.text.startsWith("##"));
  const names = cellsOf(header?.text ?? "").map((name) => name.replace(/^#\s*/, "").toLowerCase());
  const place = {
    path,
    line: header?.number,
    hint: `Use these columns, separated by tabs: ${COLUMNS.join(", ")}.`,
  };
  const missing = NEEDED.filter((name) => !names.includes(name));
  if (header === undefined || missing.length > 0)
    throw new ToolError("E_PANEL", `no column ${missing.join(", ")}`, place);
  const strange = names.filter(
    (name, i) => !COLUMNS.some((known) => known === name) || names.indexOf(name) < i,
  );
  if (strange.length > 0)
    throw new ToolError("E_PANEL", `unknown or doubled column: '${strange.join("', '")}'`, place);
  const rows = lines.filter((line) => line.number > header.number && !line.text.startsWith("#"));
  if (rows.length === 0) throw new ToolError("E_PANEL", "the file contains no overrides", { path });
  return { path, lines: rows.map((line) => parseLine(line, names, path)) };
}

function parseLine(line: Line, names: readonly string[], path: string): OverrideLine {
  const fault = lineFault(path, line);
  const cells = cellsOf(line.text);
  if (cells.length > names.length)
    throw fault(`${counted(cells.length, "cell")} under ${names.length} column names`);
  const cell = (name: OverrideColumn): string => {
    const value = cells[names.indexOf(name)] ?? "";
    return value === "." ? "" : value;
  };
  for (const name of ["reason", "author"] as const)
    if (cell(name) === "")
      throw fault(`no ${name}`, "Give a reason and an author for each override.");
  const date = cell("date");
  if (!isDay(date)) throw fault(`not a date: '${date}'`, "Write it as 2026-05-31.");
  const action = cell("action");
  if (action !== "add" && action !== "remove" && action !== "set")
    throw fault(`unknown action: '${action}'`, "Write add, remove or set.");
  const name = parseGeneName(cell("gene") || cell("hgnc_id"));
  if (name === null) throw fault(`not a gene symbol or HGNC id: '${cell("gene")}'`);
  const hgncId = cell("hgnc_id") === "" ? name.hgncId : parseHgncId(cell("hgnc_id"));
  if (cell("hgnc_id") !== "" && hgncId === null)
    throw fault(`not an HGNC id: '${cell("hgnc_id")}'`, "Write it as HGNC:1100.");
  const sets = setsOf(cell, fault);
  const given = Object.keys(sets).length > 0;
  if (action === "remove" && given)
    throw fault(
      "a gene cannot be both removed and changed",
      "Leave these cells empty, or use the action set.",
    );
  if (action === "set" && !given)
    throw fault("nothing is set", "Fill in a cell, or use the action remove.");
  const panel = cell("panel");
  return {
    panel: panel === "" || panel === "*" ? null : panel,
    action,
    symbol: name.symbol,
    hgncId,
    ensemblIds: name.ensemblIds,
    sets,
    change: changeText(sets),
    reason: cell("reason"),
    author: cell("author"),
    date,
    line: line.number,
  };
}

function setsOf(cell: (name: OverrideColumn) => string, fault: LineFault): OverrideLine["sets"] {
  const sets: OverrideLine["sets"] = {};
  const colour = cell("confidence");
  if (colour !== "") {
    const confidence = parseConfidence(colour);
    if (confidence === null)
      throw fault(`unknown confidence: '${colour}'`, "Write green, amber, red or grey.");
    sets.confidence = confidence;
  }
  const modeText = cell("mode_of_inheritance");
  if (modeText !== "") {
    const mode = parseModeOrShorthand(modeText);
    // A table of one's own may say what it likes; what is overridden by hand must be understood.
    if (mode === "missing")
      throw fault(
        `unknown mode of inheritance: '${modeText}'`,
        "Write one of PanelApp's terms, or AD, AR, AD/AR, XLD, XLR, MT.",
      );
    sets.mode = mode;
    sets.modeText = modeText;
  }
  const penetrance = cell("penetrance");
  if (penetrance !== "") {
    sets.penetrance = parsePenetrance(penetrance);
    if (sets.penetrance === "unknown" && penetrance.toLowerCase() !== "unknown")
      throw fault(`unknown penetrance: '${penetrance}'`, "Write complete, incomplete or unknown.");
  }
  const transcript = cell("transcript");
  if (transcript !== "") {
    if (!/^(?:ENST\d{11}|[NX][MR]_\d+)(?:\.\d+)?$/.test(transcript))
      throw fault(`not a transcript: '${transcript}'`, "Write ENST00000357654 or NM_007294.4.");
    sets.transcript = transcript;
  }
  return sets;
}

function changeText(sets: OverrideLine["sets"]): string {
  return [
    ["confidence", sets.confidence],
    ["mode_of_inheritance", sets.modeText],
    ["penetrance", sets.penetrance],
    ["transcript", sets.transcript],
  ]
    .flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${value}`]))
    .join("; ");
}

function isMeant(gene: PanelGene, line: OverrideLine): boolean {
  if (line.hgncId !== null && gene.hgncId !== null) return line.hgncId === gene.hgncId;
  if (line.ensemblIds.some((id) => gene.ensemblIds.includes(id))) return true;
  const wanted = line.symbol.toUpperCase();
  return [gene.symbol, ...gene.otherSymbols].some((symbol) => symbol.toUpperCase() === wanted);
}

/**
 * The panels with the overrides applied, in the order of the lines. Lines for panels that are not applied
 * are counted in `unused`, so that one file may serve many panels.
 *
 * @throws ToolError E_PANEL with the line: a gene that is not on the panel is removed or set; one that is on
 *   it is added; one that no panel has is set
 */
export function applyOverrides(
  panels: readonly Panel[],
  { path, lines }: Overrides,
): { panels: Panel[]; unused: OverrideLine[] } {
  const result = panels.map((panel) => ({ ...panel, genes: [...panel.genes] }));
  const unused: OverrideLine[] = [];
  for (const line of lines) {
    const targets = result.filter(({ id }) => line.panel === null || line.panel === id);
    if (targets.length === 0) {
      unused.push(line);
      continue;
    }
    const done = targets.filter((panel) => applyLine(panel, line));
    if (done.length > 0) continue;
    const what = line.action === "add" ? "is on it already" : "is not on it";
    const where = line.panel === null ? "every panel" : `panel ${line.panel}`;
    if (line.panel === null && line.action !== "add") unused.push(line);
    else
      throw new ToolError("E_PANEL", `${line.action} ${line.symbol}: it ${what} (${where})`, {
        path,
        line: line.line,
        hint:
          line.action === "add"
            ? "Use the action set to change it."
            : "Check the symbol, or use the action add.",
      });
  }
  return { panels: result, unused };
}

/** @returns false: the line does not fit the panel, which is untouched */
function applyLine(panel: Panel, line: OverrideLine): boolean {
  const at = panel.genes.findIndex((gene) => isMeant(gene, line));
  const gene = panel.genes[at];
  if (line.action === "add") {
    if (gene !== undefined) return false;
    panel.genes.push(
      newGene(line.symbol, { hgncId: line.hgncId, ensemblIds: line.ensemblIds, ...line.sets }),
    );
  } else if (gene === undefined) return false;
  else if (line.action === "remove") panel.genes.splice(at, 1);
  else panel.genes[at] = { ...gene, ...line.sets };
  const { action, change, reason, author, date } = line;
  const { symbol, hgncId } = gene ?? line;
  panel.overrides = [
    ...(panel.overrides ?? []),
    { action, symbol, hgncId, change, reason, author, date },
  ];
  const words = { add: "added", remove: "removed", set: "changed" }[action];
  panel.notes = [
    ...panel.notes,
    `local override: ${symbol} ${words}${change === "" ? "" : ` (${change})`}: ${reason} (${author}, ${date})`,
  ];
  return true;
}
