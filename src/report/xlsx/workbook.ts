/** The sheets of the workbook and their cells. */
import writeXlsxFile, { type Row as Cells } from "write-excel-file/node";
import type { AnalysisResult, Candidate, SideCandidate } from "../../rank/types.ts";
import { COLUMNS, type TsvRow, rowsOf } from "../columns.ts";
import { fixedDates } from "./zip.ts";

/** What a cell can hold. */
const MOST_CHARACTERS = 32_000;

/** Columns whose text is a figure. */
const FIGURES: ReadonlySet<string> = new Set(
  "rank tier score pos max_af homozygotes hemizygotes revel alphamissense cadd spliceai place acmg_points clinvar_stars phenotype_score beyond_panel".split(
    " ",
  ),
);

export async function xlsxOf(result: AnalysisResult): Promise<Buffer> {
  const candidates = [...rowsOf(result)].map(cellsOf);
  const side = result.side.flatMap(sideRows);
  const names = COLUMNS.map(([name]) => head(name));
  const sheet = (name: string, data: Cells[], widths: number[]): object => ({
    sheet: name,
    data,
    stickyRowsCount: 1,
    columns: widths.map((width) => ({ width })),
  });
  const wide = COLUMNS.map(([name]) => (name === "reason" ? 80 : 16));
  const workbook = [
    sheet("Candidates", [names, ...candidates], wide),
    sheet("Outside the tiers", [[head("list"), ...names], ...side], [18, ...wide]),
    sheet("About", about(result), [34, 100]),
  ];
  return fixedDates(
    await writeXlsxFile(workbook as Parameters<typeof writeXlsxFile>[0]).toBuffer(),
  );
}

function cellsOf(row: TsvRow): Cells {
  return COLUMNS.map(([name, value]) => cell(name, value(row)));
}

/** Outside the tiers nothing has a tier or a rank. */
function sideRows(side: SideCandidate): Cells[] {
  const candidate: Candidate = { ...side, tier: 3 };
  return side.variants.map((variant) => [
    text(side.list.replaceAll("_", " ")),
    ...cellsOf({ rank: 0, candidate, variant, beyond: null }).map((c, i) =>
      /^(?:rank|tier)$/.test(COLUMNS[i]?.[0] ?? "") ? null : c,
    ),
  ]);
}

function about(result: AnalysisResult): Cells[] {
  const { assembly, proband, family, panels, policyDigest, notAssessed, incomplete, warnings } =
    result;
  const line = (name: string, value: string): Cells => [text(name), text(value)];
  return [
    [head("what"), head("value")],
    line(
      "Purpose",
      "Not a medical device, not UKCA/CE marked; automated evidence for review by a registered scientist",
    ),
    line("Family, proband", `${family.id}, ${proband}`),
    line("Assembly", assembly),
    ...panels.flatMap(({ indication: i }) =>
      i === undefined ? [] : [line("Indication", `${i.code} ${i.name ?? ""}`.trim())],
    ),
    ...panels.map((p) => line("Panel", `${p.name} ${p.version ?? ""} (${p.digest})`)),
    line("Policy, SHA-256", policyDigest),
    ...notAssessed.map((n) =>
      line(`Not assessed: ${n.what.replaceAll("_", " ")}`, `${n.subject} ${n.detail}`.trim()),
    ),
    ...incomplete.map((w) => line("RESULT INCOMPLETE", w.text)),
    ...warnings
      .filter((w) => !incomplete.some((one) => one.text === w.text))
      .map((w) => line("Warning", w.text)),
  ];
}

function head(value: string): Cells[number] {
  return { value, type: String, fontWeight: "bold" };
}

function cell(name: string, value: string | number | null): Cells[number] {
  if (value === null || value === "") return null;
  const figure = FIGURES.has(name) ? Number(value) : Number.NaN;
  return Number.isFinite(figure) ? { value: figure, type: Number } : text(String(value));
}

// oxlint-disable-next-line no-control-regex -- they are what is looked for
const NOT_XML = /[\u0000-\u001F\u007F-\u009F\uFFFE\uFFFF]|\p{Cs}/gu;

/** Characters that XML cannot hold become blanks. */
function text(value: string): Cells[number] {
  const cut =
    value.length > MOST_CHARACTERS
      ? `${value.slice(0, MOST_CHARACTERS)}… [cut: ${value.length} characters]`
      : value;
  return {
    value: cut.replaceAll(NOT_XML, " "),
    type: String,
  };
}
