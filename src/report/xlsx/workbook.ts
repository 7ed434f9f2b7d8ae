/** The sheets of the workbook and their cells. */
import writeXlsxFile, { type Row as Cells } from "write-excel-file/node";
import { UNSEEN } from "../../core/clean.ts";
import { type DecisionBasis, DECISIONS, REPORTED_CLASSES } from "../../core/decision.ts";
import type { AnalysisResult, Candidate, SideCandidate } from "../../rank/types.ts";
import { COLUMNS, type TsvRow, rowsOf } from "../columns.ts";
import { notAssessedWord } from "../html/words.ts";
import { NO_CLASS, rankingLines } from "../ranking-words.ts";
import { titleOf } from "./decision-columns.ts";
import { type PeopleColumn, peopleColumns, RANK_AND_TIER, shown } from "./people.ts";
import { fixedDates } from "./zip.ts";

/** What a cell can hold. */
const MOST_CHARACTERS = 32_000;

/** Columns of the table for programs whose text is a figure. */
const FIGURES: ReadonlySet<string> = new Set(
  "rank tier score pos max_af homozygotes hemizygotes revel alphamissense cadd spliceai place acmg_points clinvar_stars phenotype_score beyond_panel shortlisted probability expected_yield score_v1".split(
    " ",
  ),
);

type Style = Record<string, unknown>;
const HEAD: Style = {
  fontWeight: "bold",
  textColor: "#FFFFFF",
  backgroundColor: "#33404D",
  wrap: true,
  alignVertical: "center",
};
const TO_TYPE: Style = { backgroundColor: "#FFF6D6" };
/** Of the page (templates/report.css). */
const TIERS: Readonly<Record<Candidate["tier"], Style>> = {
  1: { backgroundColor: "#12406F", textColor: "#FFFFFF", fontWeight: "bold" },
  2: { backgroundColor: "#CFE0F2", textColor: "#12406F", fontWeight: "bold" },
  3: { backgroundColor: "#ECEFF2", textColor: "#33404D", fontWeight: "bold" },
};

interface Sheet {
  name: string;
  rows: Cells[];
  widths: readonly number[];
  /** That stay in view, beside the first row. */
  frozen?: number;
  /** What its cells may hold, by column. */
  lists?: readonly (readonly string[] | null)[];
  isWide?: true;
}

/** @param basis what decisions that are typed in it are made on */
export async function xlsxOf(result: AnalysisResult, basis: DecisionBasis): Promise<Buffer> {
  const ranked = [...rowsOf(result)];
  const side = result.side.flatMap((candidate) => sideRows(candidate, result.ranking));
  const lists = new Map(side.map(({ row, list }) => [row, list.replaceAll("_", " ")]));
  const outside = [shown("List", 18, (row) => lists.get(row) ?? null)];
  const sheets = [
    peopleSheet("Candidates", peopleColumns(RANK_AND_TIER, basis), 4, ranked),
    peopleSheet("Outside the tiers", peopleColumns(outside, basis), 3, [...lists.keys()]),
    { name: "Legend", rows: legend(basis), widths: [26, 110] },
    { name: "About", rows: about(result, basis), widths: [34, 110] },
    tableSheet(ranked, side, result.labels),
  ];
  const given = sheets.map((sheet) => ({
    sheet: sheet.name,
    data: sheet.rows,
    stickyRowsCount: 1,
    ...(sheet.frozen !== undefined && { stickyColumnsCount: sheet.frozen }),
    ...(sheet.isWide && { orientation: "landscape" }),
    columns: sheet.widths.map((width) => ({ width })),
  }));
  const path = "xl/worksheets/sheet{id}.xml";
  const transform = (xml: string, _of: unknown, { sheetIndex }: { sheetIndex: number }): string =>
    xml.replace("</sheetData>", () => `</sheetData>${extrasOf(sheets[sheetIndex])}`);
  return fixedDates(
    await writeXlsxFile(given as Parameters<typeof writeXlsxFile>[0], {
      features: [{ files: { transform: { [path]: { transform } } } }],
    }).toBuffer(),
  );
}

// ---- For people ----

/** @param frozen up to the DNA change */
function peopleSheet(
  name: string,
  columns: readonly PeopleColumn[],
  frozen: number,
  rows: readonly TsvRow[],
): Sheet {
  return {
    name,
    rows: [
      columns.map(({ title }) => head(title)),
      ...rows.map((row) => columns.map((column) => peopleCell(column, row))),
    ],
    widths: columns.map(({ width }) => width),
    frozen,
    lists: columns.map(({ list }) => list),
    isWide: true,
  };
}

/** What is typed stays a text: a spreadsheet makes days, times and fractions of what looks like one. */
function peopleCell({ title, value }: PeopleColumn, row: TsvRow): Cells[number] {
  if (value === null) return { type: String, format: "@", ...TO_TYPE, wrap: true };
  const found = value(row);
  if (found === null || found === "") return null;
  const cell = typeof found === "number" ? { value: found, type: Number } : text(found);
  return title === "Tier" ? { ...cell, ...TIERS[row.candidate.tier], align: "center" } : cell;
}

/** A filter over the columns, and the lists that cells are chosen from: what the library does not know of. */
function extrasOf(sheet: Sheet | undefined): string {
  if (sheet?.lists === undefined) return "";
  const last = Math.max(2, sheet.rows.length);
  const lists = sheet.lists.flatMap((list, i) =>
    list === null ? [] : [{ list, at: `${letters(i)}2:${letters(i)}${last}` }],
  );
  const rules = lists.map(
    ({ list, at }) =>
      `<dataValidation type="list" allowBlank="1" showErrorMessage="1" sqref="${at}"><formula1>"${list.join(",")}"</formula1></dataValidation>`,
  );
  const filter = `<autoFilter ref="A1:${letters(sheet.widths.length - 1)}${last}"/>`;
  return `${filter}<dataValidations count="${rules.length}">${rules.join("")}</dataValidations>`;
}

/** `AB` of a column, from 0. */
function letters(column: number): string {
  const last = String.fromCharCode(65 + (column % 26));
  return column < 26 ? last : `${letters(Math.floor(column / 26) - 1)}${last}`;
}

function legend({ case: id }: DecisionBasis): Cells[] {
  const line = (name: string, value: string, style: Style = {}): Cells => [
    { ...text(name), ...style },
    { ...text(value), wrap: true },
  ];
  const command = `panelist archive verdict <archive> ${id ?? "<case>"} --from <this file>`;
  return [
    [head("what"), head("meaning")],
    line(
      "Tier 1",
      "a green gene on a panel, a mode of inheritance that fits, and a loss of function, de novo or known pathogenic variant",
      TIERS[1],
    ),
    line(
      "Tier 2",
      "as tier 1, but with a milder change of the protein, or near a splice site",
      TIERS[2],
    ),
    line(
      "Tier 3",
      "weaker evidence for the gene, or a mode of inheritance that does not fit",
      TIERS[3],
    ),
    line("Tiers", "Tiers order variants for review. They are not a classification."),
    line("Score", `With 10 points more it is ten times as likely to be the answer. ${NO_CLASS}`),
    line(
      "Shortlist, Chance",
      "the best by score; how likely each is to be the answer, if the test can solve as many patients as the sheet “About” states",
    ),
    line(
      "Two rows of the same rank",
      "a compound heterozygote: two variants of one gene, each with a decision",
    ),
    line("Yellow columns", "for your decision; other columns are not read back", TO_TYPE),
    line(
      titleOf("decision"),
      `${DECISIONS.join(" or ")}; a reported variant needs a class, a dismissed one a comment`,
    ),
    line(titleOf("class"), `as you report it: ${REPORTED_CLASSES.join(", ")}`),
    line(titleOf("criteria"), "as you state them: PVS1, PM2_Supporting"),
    line(titleOf("by"), "your name, as it should appear in the case"),
    line(titleOf("date"), "of the decision, such as 2031-05-14; if empty, the day of the command"),
    line(
      "To keep decisions",
      `save the workbook, then: ${command}. Rows may be sorted and filtered as whole rows; the columns from “Variant” on identify the candidate, and must not be changed.`,
    ),
    line("Sheet “Table”", "every column of candidates.tsv, for programs"),
    line("absent, not assessed", "not in the population data; no population data were available"),
    line(
      "ACMG/AMP, automated",
      "evidence that a program can assess; other criteria are left to you",
    ),
  ];
}

// ---- For programs ----

function tableSheet(
  ranked: readonly TsvRow[],
  side: ReturnType<typeof sideRows>,
  labels: AnalysisResult["labels"] = {},
): Sheet {
  const own = Object.keys(labels).map((key) => `label.${key}`);
  const names = [...COLUMNS.map(([name]) => name), "list", ...own];
  const marks = Object.values(labels).map(text);
  return {
    name: "Table",
    rows: [
      names.map(head),
      ...ranked.map((row) => [...cellsOf(row), null, ...marks]),
      ...side.map(({ row, list }) => [
        ...cellsOf(row).map((c, i) => (/^(?:rank|tier)$/.test(names[i] ?? "") ? null : c)),
        text(list),
        ...marks,
      ]),
    ],
    widths: names.map((name) => (name === "reason" ? 80 : 16)),
    frozen: 0,
  };
}

function cellsOf(row: TsvRow): Cells {
  return COLUMNS.map(([name, value]) => figureOrText(name, value(row)));
}

/** Outside the tiers nothing has a tier or a rank. */
function sideRows(
  side: SideCandidate,
  ranking: TsvRow["ranking"],
): { row: TsvRow; list: SideCandidate["list"] }[] {
  const candidate: Candidate = { ...side, tier: 3 };
  return side.variants.map((variant) => ({
    row: { rank: 0, candidate, variant, beyond: null, ranking },
    list: side.list,
  }));
}

function about(result: AnalysisResult, basis: DecisionBasis): Cells[] {
  const { assembly, proband, family, panels, policyDigest, ranking } = result;
  const { notAssessed, incomplete, warnings } = result;
  const line = (name: string, value: string): Cells => [text(name), { ...text(value), wrap: true }];
  return [
    [head("what"), head("value")],
    ...incomplete.map((w) => line("RESULT INCOMPLETE", w.text)),
    line(
      "Purpose",
      "Not a medical device, not UKCA/CE marked; automated evidence for review by a registered scientist",
    ),
    ...(basis.case === null ? [] : [line("Case", basis.case)]),
    line("Run digest", basis.run),
    ...Object.entries(result.labels ?? {}).map(([key, value]) => line(`Label: ${key}`, value)),
    line("Family, proband", `${family.id}, ${proband}`),
    line("Assembly", assembly),
    ...panels.flatMap(({ indication: i }) =>
      i === undefined ? [] : [line("Indication", `${i.code} ${i.name ?? ""}`.trim())],
    ),
    ...panels.map((p) => line("Panel", `${p.name} ${p.version ?? ""} (${p.digest})`)),
    line("Policy, SHA-256", policyDigest),
    ...rankingLines(ranking).map((said) => line("Order", said)),
    ...notAssessed.map((n) =>
      line(`Not assessed: ${notAssessedWord(n.what)}`, `${n.subject} ${n.detail}`.trim()),
    ),
    ...warnings
      .filter((w) => !incomplete.some((one) => one.text === w.text))
      .map((w) => line("Warning", w.text)),
  ];
}

function head(value: string): Cells[number] {
  return { value, type: String, ...HEAD };
}

function figureOrText(name: string, value: string | number | null): Cells[number] {
  if (value === null || value === "") return null;
  const figure = FIGURES.has(name) ? Number(value) : Number.NaN;
  return Number.isFinite(figure) ? { value: figure, type: Number } : text(String(value));
}

/** Characters that XML cannot hold, or that nobody sees, become blanks. A text is never a formula here. */
function text(value: string): { value: string; type: StringConstructor } {
  const cut =
    value.length > MOST_CHARACTERS
      ? `${value.slice(0, MOST_CHARACTERS)}… [cut: ${value.length} characters]`
      : value;
  return { value: cut.replaceAll(UNSEEN, " ").replaceAll(/[\uFFFE\uFFFF]/g, " "), type: String };
}
