/** What `phenotype rank` prints: text, TSV, one row a case, or a document of JSON. */
import { indented } from "../../core/pretty-json.ts";
import type { RankedAnswer, RankedDocument, RankedRows, Ranking } from "../../patient/index.ts";
import type { PhenotypeReason } from "../../phenotype/types.ts";
import type { TableFormat } from "../values.ts";
import { type Columns, linesText, tabbed } from "./lines.ts";
import { alignedTable } from "./panels.ts";

const RANK_COLUMNS = ["case", "rank", "id", "name", "score"];
const ANSWER_COLUMNS = ["case", "answer", "answer_rank", "top1", "top1_score"];

/** Piece by piece; nothing before the first patient is understood: an error leaves standard output empty. */
export function rankingText(
  ranking: Ranking,
  format: TableFormat,
  isAnswer: boolean,
): AsyncIterable<string> {
  if (isAnswer)
    return headed(tabbed([ANSWER_COLUMNS]), ranking.answers(), (row) => answerText(row, ranking));
  if (format === "json") return documentText(ranking);
  return format === "tsv"
    ? headed(tabbed([RANK_COLUMNS]), ranking.rows(), rowsAsTable)
    : headed(linesText([`HPO ${ranking.release}`]), ranking.documents(), rowsForPeople);
}

async function* headed<T>(
  head: string,
  items: AsyncIterable<T>,
  textOf: (item: T) => string,
): AsyncIterable<string> {
  let before = head;
  for await (const item of items) {
    yield before + textOf(item);
    before = "";
  }
}

/** Case by case: thousands of them are longer than a string can be. */
async function* documentText(ranking: Ranking): AsyncIterable<string> {
  const { release, by } = ranking;
  const head = { schema: "panelist.phenotype-rank", version: 1, hpoRelease: release, by };
  let before = `${JSON.stringify(head, null, 2).slice(0, -2)},\n  "cases": [`;
  for await (const document of ranking.documents()) {
    yield `${before}\n    ${indented(document, "    ")}`;
    before = ",";
  }
  yield before === "," ? "\n  ]\n}\n" : `${before}]\n}\n`;
}

function cellsOf({ rows }: RankedRows): string[][] {
  return rows.map((row) => [String(row.rank), row.id, row.name, row.score.toFixed(4)]);
}

function rowsAsTable(ranked: RankedRows): string {
  return tabbed(cellsOf(ranked).map((cells) => [ranked.case === "" ? "." : ranked.case, ...cells]));
}

/** With the disease that fits best, and the patient's terms that it answers. */
const FOR_PEOPLE: Columns<RankedDocument["ranked"][number]> = [
  ["rank", (row) => String(row.rank)],
  ["score", (row) => row.score.toFixed(2)],
  ["name", (row) => row.name],
  ["id", (row) => row.id],
  ["best disease", ({ reason }) => reason?.disease.name ?? "none"],
  ["matched terms", ({ reason }) => reason?.terms.flatMap(matchedTerm).join("; ") || "none"],
];

function matchedTerm({ term, annotation, excluded }: PhenotypeReason["terms"][number]): string[] {
  return annotation === null || excluded ? [] : [term.name];
}

function rowsForPeople({ case: name, ranked }: RankedDocument): string {
  const table = alignedTable(FOR_PEOPLE, ranked);
  return name === "" ? table : `${linesText([name])}${table}`;
}

function answerText({ case: name, answer, rank, top }: RankedAnswer, { by }: Ranking): string {
  const best = by === "gene" ? top?.name : top?.id;
  const place = rank === null ? "." : String(rank);
  return tabbed([[name, answer ?? ".", place, best ?? ".", top?.score.toFixed(4) ?? "."]]);
}
