/**
 * The candidates for a terminal: a table that fits its width, what was counted, what was not assessed, and where the
 * rest is. Every character of a file is made harmless before it is measured.
 */
import { oneLine, printable } from "../core/clean.ts";
import { saysBenign, saysPathogenic } from "../core/classification.ts";
import { counted } from "../core/counted.ts";
import { cutTo, folded, padTo, widthOf } from "../core/display.ts";
import { usageError } from "../core/errors.ts";
import { classState } from "../core/evidence-class.ts";
import { labelsText } from "../core/label.ts";
import { didYouMean, nearest } from "../core/nearest.ts";
import { thousands } from "../core/text.ts";
import { inheritanceWord, namesOf } from "../rank/index.ts";
import type { AnalysisResult, CandidateVariant, Tier } from "../rank/types.ts";
import { COLUMNS as ALL_COLUMNS, rowsOf, type TsvRow } from "./columns.ts";
import { change, notAssessedWord, shortZygosity, words } from "./html/words.ts";
import { rankingLines } from "./ranking-words.ts";
import type { RunRecord } from "./run.ts";

/** What the terminal can show. */
export interface Look {
  /** In columns of the terminal. */
  width: number;
  /** Lines that may be seen at once: more candidates are counted, not printed; null: all are printed. */
  height: number | null;
  colour: boolean;
  /** As after `--columns`; null: the usual ones. */
  columns: readonly string[] | null;
  /** The last line: where everything is, or how to get it. */
  rest: string;
}

/** Of a file or pipe. */
export const PLAIN_LOOK: Look = { width: 80, height: null, colour: false, columns: null, rest: "" };

type Style = "bold" | "red" | "yellow" | "green" | "dim";

const STYLES: Readonly<Record<Style, number>> = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33 };

type Text = (row: TsvRow) => string;

interface Column {
  name: string;
  title: string;
  /** It is cut to no less than this; what must not be cut has room for all. */
  least: number;
  cell: Text;
  /** Where the whole does not fit. */
  short?: Text;
  style?: (row: TsvRow) => Style | undefined;
  /** Of a candidate, not of each of its variants. */
  once?: true;
}

const TIER_STYLES: Readonly<Record<number, Style>> = { 1: "red", 2: "yellow" };

const USUAL: readonly Column[] = [
  columnOf("rank", "#", 6, (r) => `${isShortlisted(r) ? "*" : ""}${r.rank}`, { once: true }),
  columnOf("tier", "Tier", 4, (r) => String(r.candidate.tier), {
    once: true,
    style: (r) => TIER_STYLES[r.candidate.tier],
  }),
  columnOf("gene", "Gene", 8, (r) => r.candidate.gene.symbol, { once: true, style: () => "bold" }),
  columnOf("change", "Change", 14, (r) => changeText(r.variant, true), {
    short: (r) => changeText(r.variant, false),
  }),
  columnOf("zygosity", "Zyg.", 5, (r) => zygosityText(r.variant), {
    style: (r) => (isDoubtful(r.variant) ? "yellow" : undefined),
  }),
  columnOf("inheritance", "Inheritance", 9, (r) => inheritanceText(r, "short"), {
    once: true,
    short: (r) => inheritanceText(r, "narrow"),
  }),
  columnOf("chance", "Chance", 8, (r) => r.candidate.chance?.words ?? "-", {
    once: true,
    short: (r) => NARROW_CHANCES[r.candidate.chance?.words ?? ""] ?? "-",
  }),
  columnOf("frequency", "Frequency", 9, (r) => frequencyText(r.variant)),
  columnOf("clinvar", "ClinVar", 7, (r) => clinvarText(r.variant), {
    style: (r) => clinvarStyle(r.variant),
  }),
  columnOf("evidence", "ACMG", 8, (r) => evidenceText(r.variant)),
];

function columnOf(
  name: string,
  title: string,
  least: number,
  cell: Text,
  more: Pick<Column, "short" | "style" | "once"> = {},
): Column {
  return { name, title, least, cell, ...more };
}

/** Never cut: half of a chance is another one. */
const NARROW_CHANCES: Readonly<Record<string, string>> = {
  "below 1 in 10": "<1/10",
  "1 in 10 to 1 in 3": "1/10-1/3",
  "1 in 3 to 2 in 3": "1/3-2/3",
  "more likely than not": ">1/2",
  "above 9 in 10": ">9/10",
} satisfies Record<NonNullable<TsvRow["candidate"]["chance"]>["words"], string>;

function isShortlisted({ candidate }: TsvRow): boolean {
  return candidate.shortlisted === true;
}

/** Both names of a change, or the protein's alone; without a name its bases. */
function changeText(variant: CandidateVariant, isFull: boolean): string {
  const { dna, protein } = namesOf(variant);
  const [c, p] = [change(dna), change(protein)];
  if (c === "" && p === "") {
    const { chrom, pos, ref, alt } = variant;
    return `${chrom}:${pos} ${ref}>${alt}`;
  }
  if (isFull) return `${c} ${p}`.trim();
  return variant.mitochondrial !== undefined || p === "" ? c : p;
}

function isDoubtful({ qcFailures, filters }: CandidateVariant): boolean {
  return qcFailures.length > 0 || filters.some((filter) => filter !== "PASS" && filter !== ".");
}

/** Of mitochondrial DNA the proband's fraction. Marks stand first: what is cut off is cut behind. */
function zygosityText(variant: CandidateVariant): string {
  const fraction = variant.mitochondrial?.people.find(({ role }) => role === "proband")?.fraction;
  const share = typeof fraction === "number" ? `${Math.round(100 * fraction)}%` : null;
  const word = variant.zygosity === "het_nonref" ? "het" : shortZygosity(variant.zygosity);
  return `${isDoubtful(variant) ? "!" : ""}${share ?? word}`;
}

function inheritanceText({ candidate }: TsvRow, length: "short" | "narrow"): string {
  const word = inheritanceWord(candidate, length) ?? "-";
  return candidate.verdict === "UNCERTAIN" ? `?${word}` : word;
}

/** `unknown` is not `absent` (FREQ-04). */
function frequencyText({ frequency: { assessed, max } }: CandidateVariant): string {
  if (!assessed) return "unknown";
  return max === null ? "absent" : String(Number(max.af.toPrecision(2)));
}

function clinvarText({ clinvar }: CandidateVariant): string {
  if (clinvar === null) return "-";
  const word = clinvar.significance === "OTHER" ? words(clinvar.text) : words(clinvar.significance);
  return clinvar.stars === null ? word : `${word} ${clinvar.stars}*`;
}

function clinvarStyle({ clinvar }: CandidateVariant): Style | undefined {
  if (clinvar === null) return undefined;
  if (saysPathogenic(clinvar)) return "red";
  return saysBenign(clinvar) ? "green" : undefined;
}

/** Class and points; where no class can be stated, between which points what is suggested decides (DEC-37). */
function evidenceText({ acmg }: CandidateVariant): string {
  if (acmg === null || classState(acmg) === "not_judged") return "-";
  const { points, pointsWithSuggested } = acmg;
  return acmg.class === null ? `${points} to ${pointsWithSuggested}` : `${acmg.class} ${points}`;
}

/** The columns of a table by their names: those of the terminal's table, else of the TSV. @throws ToolError E_USAGE */
function columnsNamed(names: readonly string[]): Column[] {
  const known = [...USUAL.map(({ name }) => name), ...ALL_COLUMNS.map(([name]) => name)];
  return names.map((name) => {
    const usual = USUAL.find((column) => column.name === name);
    if (usual !== undefined) return usual;
    const [, value] = ALL_COLUMNS.find(([title]) => title === name) ?? [];
    if (value === undefined)
      throw usageError(
        `--columns: there is no column '${name}'`,
        `${didYouMean(nearest(name, known))} The columns: ${[...new Set(known)].join(", ")}.`.trim(),
      );
    return columnOf(name, name, 6, (row) => String(value(row) ?? "") || "-");
  });
}

/** Before a run begins. @throws ToolError E_USAGE: no such column */
export function checkColumns(names: readonly string[]): void {
  columnsNamed(names);
}

interface Cell {
  text: string;
  style: Style | undefined;
}

interface Grid {
  column: Column;
  width: number;
  cells: Cell[];
}

/** As many lines as rows, without their ends; the heads first. */
function gridLines(grid: readonly Grid[], count: number, colour: boolean, gap: number): string[] {
  const line = (cellOf: (at: Grid) => Cell): string =>
    grid
      .map((at, i) => {
        const { text, style } = cellOf(at);
        const isLast = i === grid.length - 1;
        const shown = isLast
          ? cutTo(text, at.width)
          : padTo(text, at.width, at.column.name === "rank");
        return painted(shown, style, colour);
      })
      .join(" ".repeat(gap))
      .trimEnd();
  const head = line(({ column }) => ({ text: column.title, style: "dim" }));
  return [head, ...Array.from({ length: count }, (_, i) => line(({ cells }) => cells[i] ?? EMPTY))];
}

const EMPTY: Cell = { text: "", style: undefined };

function painted(text: string, style: Style | undefined, colour: boolean): string {
  if (!colour || style === undefined || text.trim() === "") return text;
  return `\u001B[${STYLES[style]}m${text}\u001B[0m`;
}

/**
 * Columns as wide as what is in them, if the width allows; else in their short words, then cut, the widest first,
 * then closer together; in the end the last ones are left out, and named.
 */
function laidOut(
  columns: readonly Column[],
  rows: readonly TsvRow[],
  width: number,
): { grid: Grid[]; gap: number; leftOut: string[] } {
  const gridOf = (isShort: boolean): Grid[] =>
    columns.map((column) => {
      const text = (isShort ? column.short : undefined) ?? column.cell;
      const cells = rows.map((row, i): Cell => {
        if (column.once === true && row.candidate === rows[i - 1]?.candidate) return EMPTY;
        return { text: printable(oneLine(text(row))), style: column.style?.(row) };
      });
      return {
        column,
        cells,
        width: Math.max(widthOf(column.title), ...cells.map((cell) => widthOf(cell.text))),
      };
    });
  const excess = (grid: readonly Grid[], gap: number): number =>
    grid.reduce((sum, at) => sum + at.width, gap * (grid.length - 1)) - width;
  let grid = gridOf(false);
  if (excess(grid, 2) > 0) grid = gridOf(true);
  const gap = excess(grid, 2) > 0 ? 1 : 2;
  const leftOut: string[] = [];
  while (excess(grid, gap) > 0) {
    const spare = grid.filter((at) => at.width > at.column.least);
    const [first] = spare.toSorted((a, b) => b.width - a.width);
    if (first !== undefined) first.width--;
    else if (grid.length > 1) leftOut.unshift(grid.pop()?.column.title ?? "");
    else break;
  }
  return { grid, gap, leftOut };
}

/** @returns text that ends with a line end */
export function terminalText(
  result: AnalysisResult,
  { counts }: Pick<RunRecord, "counts">,
  look: Look,
): string {
  const rows = [...rowsOf(result)];
  // Chances are told where no panel is applied, and there all is of tier 3: there is no room for both.
  const without = (result.ranking?.chances ?? null) === null ? "chance" : "tier";
  const usual = USUAL.filter(({ name }) => name !== without);
  const columns = look.columns === null ? usual : columnsNamed(look.columns);
  // The head, a line of what is not printed, one of the log above and the prompt below want room too.
  const most = (look.height ?? Infinity) - footLines(result, counts, rows, look).length - 4;
  const shown = rowsThatFit(rows, most);
  const foot = footLines(result, counts, shown, look);
  const { grid, gap, leftOut } = laidOut(columns, shown, look.width);
  const lines = [
    ...result.incomplete.flatMap(({ text }) =>
      fold(`RESULT INCOMPLETE: ${text}`, look.width).map((line) =>
        painted(line, "red", look.colour),
      ),
    ),
    ...(rows.length === 0 ? ["No candidates."] : gridLines(grid, shown.length, look.colour, gap)),
    ...fold(moreText(rows, shown), look.width),
    ...(leftOut.length === 0 ? [] : fold(`Too narrow for: ${leftOut.join(", ")}`, look.width)),
    ...foot,
  ];
  return lines.map((line) => `${line}\n`).join("");
}

function fold(text: string, width: number): string[] {
  return text === "" ? [] : folded(printable(oneLine(text)), width);
}

/** At the least the first few; a candidate is printed with all its variants. */
const FEWEST_ROWS = 6;

function rowsThatFit(rows: readonly TsvRow[], room: number): TsvRow[] {
  const most = Math.max(FEWEST_ROWS, room);
  if (rows.length <= most) return [...rows];
  const cut = rows[most];
  return rows.slice(0, most).filter(({ candidate }) => candidate !== cut?.candidate);
}

/** What is not printed is counted. */
function moreText(rows: readonly TsvRow[], shown: readonly TsvRow[]): string {
  const rest = new Map(
    rows.slice(shown.length).map(({ candidate }) => [candidate, candidate.tier]),
  );
  if (rest.size === 0) return "";
  return `... ${rest.size} more (${tiersText([...rest.values()])}): see all with --format table`;
}

/** `14, 9, 4 in tiers 1, 2, 3`. */
function tiersText(tiers: readonly Tier[]): string {
  const found = ([1, 2, 3] as const).filter((tier) => tiers.includes(tier));
  const numbers = found.map((tier) => tiers.filter((one) => one === tier).length);
  return `${numbers.join(", ")} in ${found.length === 1 ? "tier" : "tiers"} ${found.join(", ")}`;
}

function footLines(
  result: AnalysisResult,
  counts: RunRecord["counts"],
  rows: readonly TsvRow[],
  { width, rest }: Look,
): string[] {
  const signs = [
    ...(rows.some(({ variant }) => isDoubtful(variant))
      ? ["! failed a quality check or the caller's FILTER"]
      : []),
    ...(rows.some(({ candidate }) => candidate.verdict === "UNCERTAIN")
      ? ["? inheritance uncertain"]
      : []),
    ...(rows.some(isShortlisted) ? ["* on the shortlist"] : []),
  ];
  // Without terms nobody expects odds.
  const told = result.patient === undefined ? [] : rankingLines(result.ranking);
  const labels = labelsText(result.labels);
  return [
    labels === "" ? "" : `Labels: ${labels}`,
    signs.join("; "),
    countsText(result, counts),
    told.join(" "),
    notAssessedText(result),
    rest,
  ].flatMap((text) => fold(text, width));
}

function countsText(
  { candidates, side, withheld }: AnalysisResult,
  { recordsRead }: RunRecord["counts"],
): string {
  const tiers = candidates.length === 0 ? "" : ` (${tiersText(candidates.map((c) => c.tier))})`;
  const parts = [
    `${counted(candidates.length, "candidate")}${tiers}`,
    ...(side.length === 0 ? [] : [`${side.length} untiered`]),
    ...(withheld.count === 0 ? [] : [`${withheld.count} withheld as incidental`]),
  ];
  return `${parts.join(", ")}, of ${thousands(recordsRead)} ${recordsRead === 1 ? "record" : "records"}`;
}

/** Kinds with their numbers; a few genes by name. */
const NAMED_AT_MOST = 3;

function notAssessedText({ notAssessed }: AnalysisResult): string {
  const kinds = [...new Set(notAssessed.map(({ what }) => what))];
  const parts = kinds.map((what) => {
    const subjects = notAssessed.flatMap((one) =>
      one.what === what && one.subject !== "" ? [one.subject] : [],
    );
    const word = notAssessedWord(what).replace(/^[A-Z](?=[a-z])/, (letter) => letter.toLowerCase());
    if (subjects.length === 0) return word;
    const some = subjects.length > NAMED_AT_MOST ? String(subjects.length) : subjects.join(", ");
    return `${word} (${some})`;
  });
  return parts.length === 0 ? "" : `Not assessed: ${parts.join("; ")}`;
}
