/** What `phenotype rank` prints: text, TSV, one row a case, or a document of JSON. */
import {
  type DiseaseOfGene,
  type Knowledge,
  type PhenotypeReason,
  type Query,
  rankAll,
  type Ranked,
  rankOf,
  reasonsFor,
  scoreGene,
  type Scores,
  termId,
  type TermNote,
  textOf,
} from "../../phenotype/index.ts";
import type { RankBy } from "../../phenotype/model.ts";
import type { RankedPatient, RankRequest } from "./rank.ts";

const RANK_COLUMNS = ["case", "rank", "id", "name", "score"];
const ANSWER_COLUMNS = ["case", "answer", "answer_rank", "top1", "top1_score"];

export function headOf(request: RankRequest, { release }: Knowledge): string {
  if (request.answer) return `${ANSWER_COLUMNS.join("\t")}\n`;
  if (request.format === "tsv") return `${RANK_COLUMNS.join("\t")}\n`;
  return request.format === "text" ? `HPO ${release}\n` : "";
}

export function rowsOf(
  knowledge: Knowledge,
  scores: Scores,
  request: RankRequest,
  patient: RankedPatient,
): string {
  const rows = rankAll(knowledge, scores, request.by, request.top ?? undefined);
  const cells = rows.map((row) => [String(row.rank), row.id, row.name, row.score.toFixed(4)]);
  if (request.format === "tsv") {
    const name = patient.name === "" ? "." : patient.name;
    return cells.map((row) => `${[name, ...row].join("\t")}\n`).join("");
  }
  const head = patient.name === "" ? "" : `${patient.name}\n`;
  const lines = cells.map(([rank = "", id = "", name = "", score = ""]) =>
    [rank.padStart(6), score.padStart(9), name.padEnd(12), id].join("  "),
  );
  return head + lines.map((line) => `${line}\n`).join("");
}

export function answerLine(
  knowledge: Knowledge,
  scores: Scores,
  { by }: RankRequest,
  { name, answer }: RankedPatient,
): string {
  const [top] = rankAll(knowledge, scores, by, 1);
  const named = by === "gene" ? (answer?.gene ?? null) : (answer?.disease ?? null);
  const place = named === null ? -1 : placeOf(knowledge, by, named.ids);
  const cells = [
    name,
    named?.name ?? ".",
    place < 0 ? "." : String(rankOf(knowledge, scores, by, place)),
    by === "gene" ? (top?.name ?? ".") : (top?.id ?? "."),
    top?.score.toFixed(4) ?? ".",
  ];
  return `${cells.join("\t")}\n`;
}

/** The gene by NCBI id, else by symbol; the disease by id. */
function placeOf({ genes, diseases }: Knowledge, by: RankBy, ids: readonly string[]): number {
  if (by === "disease") {
    const count = diseases.isGeneProfile.length;
    for (let d = 0; d < count; d++) if (ids.includes(textOf(diseases.ids, d))) return d;
    return -1;
  }
  for (const [g, number] of genes.numbers.entries()) {
    if (ids.includes(`NCBIGene:${number}`)) return g;
  }
  for (const g of genes.numbers.keys()) if (ids.includes(textOf(genes.symbols, g))) return g;
  return -1;
}

interface RankedWithReason extends Omit<Ranked, "place"> {
  reason: PhenotypeReason | null;
  /** Of a gene: all its diseases, best first. */
  diseases?: DiseaseOfGene[];
}

export function documentOf(
  knowledge: Knowledge,
  scores: Scores,
  query: Query,
  notes: readonly TermNote[],
  request: RankRequest,
  patient: RankedPatient,
): object {
  const rows = rankAll(knowledge, scores, request.by, request.top ?? undefined);
  const named = (term: number): object => ({
    id: termId(knowledge.ontology.numbers[term] ?? 0),
    name: textOf(knowledge.ontology.names, term),
  });
  const ranked = rows.map(({ place, ...row }): RankedWithReason => {
    if (request.by === "disease")
      return { ...row, reason: reasonsFor(knowledge, scores, query, place) };
    const { best, diseases } = scoreGene(knowledge, scores, place, null);
    const reason = best === null ? null : reasonsFor(knowledge, scores, query, best);
    return { ...row, reason, diseases };
  });
  return {
    case: patient.name,
    observed: query.observed.map(named),
    excluded: query.excluded.map(named),
    notes,
    ranked,
  };
}
