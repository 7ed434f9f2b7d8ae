/** Saved decisions: from the page (`panelist.decisions`), or from the columns of the workbook. */
import { plainText } from "../../io/foreign.ts";
import { readBytes } from "../../io/read-text.ts";
import type { DecisionBasis } from "../../core/decision.ts";
import { faultText } from "../../core/document-fault.ts";
import { ToolError } from "../../core/errors.ts";
import { parseJson, refuseDoubledKeys } from "../../core/json.ts";
import { LIMITS } from "../../core/limits.ts";
import type { Decision } from "../decisions.ts";
import { decisionsSchema } from "../schema.ts";
import { DECISION_COLUMNS, type DecisionKey, NAMED, titleOf } from "../xlsx/decision-columns.ts";
import { openWorkbook, type SheetRow, type SheetToRead } from "../xlsx/read.ts";

/** One decision, and where it stands. */
export interface FoundDecision {
  path: string;
  /** `decision 3`, `Candidates, row 7`. */
  at: string;
  basis: DecisionBasis;
  decision: Decision;
  /** false: the row of a workbook names no day, and has that of the command. */
  isDated: boolean;
}

interface FoundDecisions {
  decisions: FoundDecision[];
  /** Where something was typed and nothing decided. */
  undecided: string[];
}

/** For rows of a workbook that do not say it themselves. */
interface Defaults {
  by: string | undefined;
  date: string;
}

/**
 * @throws ToolError E_INPUT_MISSING, E_LIMIT, E_FORMAT; E_REPORT: neither the one nor the other, or a decision is not whole
 */
export async function readDecisions(path: string, defaults: Defaults): Promise<FoundDecisions> {
  const bytes = await readBytes(path, LIMITS.files.decisions);
  const isBinary =
    bytes.length >= 4 && ["504b0304", "d0cf11e0"].includes(bytes.toString("hex", 0, 4));
  const found = isBinary ? ofWorkbook(bytes, path, defaults) : ofPage(plainText(bytes, path), path);
  if (found.decisions.length === 0) throw faultIn(path)("contains no decision", NOTHING_DECIDED);
  for (const one of found.decisions) refuseHalf(one);
  return found;
}

const FILES = "the file saved from the page, or the workbook written by panelist (.xlsx).";
const KINDS = `Give ${FILES}`;
const NOTHING_DECIDED = `Decide on a candidate first and save the file again, or give ${FILES}`;

function faultIn(path: string): (message: string, hint?: string) => ToolError {
  return (message, hint = KINDS) => new ToolError("E_REPORT", message, { path, hint });
}

/** What `archive report` and `archive dismiss` ask for. */
function refuseHalf({ path, at, decision }: FoundDecision): void {
  const { decision: said, class: of, comment } = decision;
  const fault =
    said === "reported" && of === null
      ? "a reported variant needs a class"
      : said === "dismissed" && of !== null
        ? `a dismissed variant has no class, but this one has ${of}`
        : said === "dismissed" && comment === null
          ? "a dismissed variant needs a comment that gives the reason"
          : null;
  if (fault !== null)
    throw faultIn(path)(`${at}: ${fault}`, "Correct it there, and save the file again.");
}

// ---- The page's file ----

function ofPage(text: string, path: string): FoundDecisions {
  const fault = faultIn(path);
  if (!/^\uFEFF?\s*\{/.test(text))
    throw fault("is neither a workbook nor a file saved from the page");
  const json = parseJson(text, (message) => fault(`is not JSON: ${message}`));
  refuseDoubledKeys(text, (message) => fault(message));
  const checked = decisionsSchema.safeParse(json);
  if (!checked.success) {
    const [issue] = checked.error.issues;
    throw fault(
      issue === undefined
        ? "is not a file saved from the page"
        : faultText(issue, json, decisionsSchema),
    );
  }
  const { case: id, run, decisions } = checked.data;
  const basis = { case: id, run };
  const found = decisions.map((decision, i) => ({
    path,
    at: `decision ${i + 1}`,
    basis,
    decision,
    isDated: true,
  }));
  return { decisions: found, undecided: [] };
}

// ---- The workbook ----

type Fault = ReturnType<typeof faultIn>;
/** Of each column its place in the row, from 0. */
type Titles = ReadonlyMap<DecisionKey, number>;
/** What stands in a column; empty: nothing. */
type Texts = (key: DecisionKey) => string;

function ofWorkbook(bytes: Buffer, path: string, defaults: Defaults): FoundDecisions {
  const fault = faultIn(path);
  const { sheets, epoch1904 } = openWorkbook(bytes, fault);
  const found: FoundDecisions = { decisions: [], undecided: [] };
  let isOurs = false;
  for (const sheet of sheets)
    for (const { at, texts } of typedRows(sheet, epoch1904, fault)) {
      isOurs = true;
      if (texts === null) continue;
      const decision = decisionOf(texts, defaults, (message) => fault(`${at}: ${message}`, MEND));
      if (decision === null) found.undecided.push(at);
      else {
        const isDated = texts("date") !== "";
        found.decisions.push({ path, at, basis: basisOf(texts), decision, isDated });
      }
    }
  if (isOurs) return found;
  throw fault(`no sheet has the columns ${OURS.map((title) => `'${title}'`).join(", ")}`);
}

const MEND = "Correct the row, and save the workbook again.";

/** First the row of titles, without texts; then each in which something was typed. */
function* typedRows(
  { name, rows }: SheetToRead,
  epoch1904: boolean,
  fault: Fault,
): Generator<{ at: string; texts: Texts | null }> {
  let titles: Titles | null = null;
  for (const row of rows()) {
    const at = `${name}, row ${row.number}`;
    if (titles === null) {
      titles = titlesOf(row, (message) => fault(`${at}: ${message}`));
      if (titles !== null) yield { at, texts: null };
      else if (row.number >= MOST_ABOVE) return;
      continue;
    }
    const texts = textsOf(titles, row.cells, epoch1904);
    if (ASKED.some((key) => texts(key) !== "")) yield { at, texts };
  }
}

/** Rows in which somebody may have written above the titles. */
const MOST_ABOVE = 10;
/** A name and a day alone are no word on a variant. */
const ASKED: readonly DecisionKey[] = ["decision", "class", "criteria", "comment"];
/** A row with two of these is one of titles; the others are words of anybody's table. */
const OURS: readonly string[] = [titleOf("decision"), titleOf("candidateId"), titleOf("run")];

/**
 * null: no row of titles.
 * @throws one that lacks some of them, or has one twice, or candidates without titles: nothing must go unread
 */
function titlesOf({ cells }: SheetRow, fault: (message: string) => ToolError): Titles | null {
  const holds = (pattern: RegExp): boolean => [...cells.values()].some((c) => pattern.test(c.text));
  if (holds(/^c[0-9a-f]{16}$/) && holds(/^[0-9a-f]{64}$/))
    throw fault("is a candidate, but there is no header row above it");
  const found = [...cells].map(([column, { text }]) => ({ column, title: text.trim() }));
  if (found.filter(({ title }) => OURS.includes(title)).length < 2) return null;
  const at = (wanted: string): number => {
    const [one, other] = found.filter(({ title }) => title === wanted);
    if (one !== undefined && other === undefined) return one.column;
    throw fault(`has ${one === undefined ? "no" : "more than one"} column '${wanted}'`);
  };
  return new Map(DECISION_COLUMNS.map(({ key, title }) => [key, at(title)]));
}

function textsOf(titles: Titles, cells: SheetRow["cells"], epoch1904: boolean): Texts {
  return (key) => {
    const { text = "", isNumber = false } = cells.get(titles.get(key) ?? -1) ?? {};
    return key === "date" && isNumber ? dayOf(Number(text), epoch1904) : text.trim();
  };
}

/** A spreadsheet counts days from 1899-12-30 on (for those after February 1900), or from 1904. */
function dayOf(days: number, epoch1904: boolean): string {
  const first = epoch1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, 30);
  const day = new Date(first + Math.floor(days) * 86_400_000);
  return Number.isNaN(day.getTime()) ? String(days) : day.toISOString().slice(0, 10);
}

function basisOf(texts: Texts): DecisionBasis {
  return { case: texts("case") || null, run: texts("run") };
}

/** null: there is a comment and no decision. */
function decisionOf(
  texts: Texts,
  defaults: Defaults,
  fault: (message: string) => ToolError,
): Decision | null {
  const isDecided = texts("decision") !== "";
  if (!isDecided && texts("class") === "" && texts("criteria") === "") return null;
  if (!isDecided) throw fault("has a class or criteria, but no decision");
  const said = {
    candidateId: texts("candidateId"),
    allele: texts("allele"),
    decision: texts("decision").toLowerCase(),
    class: texts("class").toUpperCase() || null,
    criteria: texts("criteria") || null,
    comment: texts("comment") || null,
    by: texts("by") || (defaults.by ?? ""),
    date: texts("date") || defaults.date,
  };
  if (said.by === "") throw fault(`'${titleOf("by")}' is empty, and --decided-by was not given`);
  const checked = decisionsSchema.shape.decisions.element.safeParse(said);
  if (checked.success) return checked.data;
  const wrong = DECISION_COLUMNS.find(({ key }) => key === checked.error.issues[0]?.path[0]);
  if (wrong === undefined) throw fault(checked.error.issues[0]?.message ?? "is not a decision");
  throw fault(`${wrong.title} '${texts(wrong.key)}' is not ${expected(wrong)}`);
}

function expected({ key, list }: (typeof DECISION_COLUMNS)[number]): string {
  if (key === "date") return "a day such as 2031-05-14";
  if (NAMED.some((column) => column.key === key)) return "as panelist wrote it";
  return list === null ? "a text of at most 10,000 characters" : `one of ${list.join(", ")}`;
}
