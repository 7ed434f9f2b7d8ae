/** Jobs that need terms and a release alone: ranking patients, comparing and looking up terms. */
import {
  bestDisease,
  findByText,
  type Knowledge,
  nearestLabels,
  openRelease,
  parseTermList,
  type Query,
  rankAll,
  type RankBy,
  type Ranked,
  rankOf,
  type PhenotypeReason,
  reasonsFor,
  resolveTerms,
  rowOf,
  scoresOf,
  type Scores,
  similarity,
  termId,
  termName,
  termNumber,
  type TermNote,
  textOf,
  withoutPublications,
  type WrittenTerm,
} from "../phenotype/index.ts";
import type { Store } from "../store/model.ts";
import type { Log } from "./options.ts";
import { type Answer, answerOf, readPackets } from "./packets.ts";

export interface RankRequest {
  /** Lists of `--hpo`: one patient. */
  hpo: string[];
  /** Phenopackets or folders of them: one patient each. */
  packets: string[];
  release: string | null;
  by: RankBy;
  /** Rows a patient; null: all. */
  top: number | null;
  format: "text" | "tsv" | "json";
  answer: boolean;
  excludeOwnPublication: boolean;
  strict: boolean;
}

interface Patient {
  /** Name of the case; "" for the one on the command line. */
  name: string;
  written: WrittenTerm[];
  publications: number[];
  answer: Answer | null;
  path?: string;
}

/**
 * The output, patient by patient.
 * @throws ToolError E_HPO, E_PATIENT, E_INPUT_MISSING, E_KNOWLEDGE: no such release in the store
 */
export async function* rankPatients(
  request: RankRequest,
  store: Store,
  log: Log,
): AsyncIterable<string> {
  const { knowledge } = await openRelease(store, request.release);
  log.info(`HPO ${knowledge.release}`);
  const documents: object[] = [];
  yield headOf(request, knowledge);
  for await (const patient of patientsOf(request, knowledge)) {
    const { path } = patient;
    const query = resolveTerms(knowledge.ontology, patient.written, {
      strict: request.strict,
      ...(path === undefined ? {} : { path }),
    });
    tellNotes(query.notes, patient.name, log);
    const own = request.excludeOwnPublication
      ? withoutPublications(knowledge, new Set(patient.publications))
      : knowledge;
    const scores = scoresOf(own, query);
    if (request.answer) yield answerLine(own, scores, request, patient);
    else if (request.format === "json") {
      documents.push(documentOf(own, scores, query, query.notes, request, patient));
    } else yield rowsOf(own, scores, request, patient);
  }
  if (request.format === "json" && !request.answer) {
    const head = { schema: "panelist.phenotype-rank", version: 1, hpoRelease: knowledge.release };
    yield `${JSON.stringify({ ...head, by: request.by, cases: documents }, null, 2)}\n`;
  }
}

async function* patientsOf(request: RankRequest, { ontology }: Knowledge): AsyncIterable<Patient> {
  if (request.hpo.length > 0) {
    const written = request.hpo.flatMap((list) => parseTermList(ontology, list));
    yield { name: "", written, publications: [], answer: null };
  }
  for await (const { name, path, packet } of readPackets(request.packets)) {
    yield {
      name,
      path,
      written: packet.features,
      publications: packet.publications,
      answer: answerOf(packet),
    };
  }
}

/** Notes are of the patient: they go to the log in detail, warnings are counted by rule. */
function tellNotes(notes: readonly TermNote[], name: string, log: Log): void {
  const from = name === "" ? "" : `${name}: `;
  for (const { rule, level, message } of notes) {
    if (level === "warning" && name === "") log.warn(`${message} (${rule})`);
    else log.detail(`${from}${message} (${rule})`);
  }
}

const RANK_COLUMNS = ["case", "rank", "id", "name", "score"];
const ANSWER_COLUMNS = ["case", "answer", "answer_rank", "top1", "top1_score"];

function headOf(request: RankRequest, { release }: Knowledge): string {
  if (request.answer) return `${ANSWER_COLUMNS.join("\t")}\n`;
  if (request.format === "tsv") return `${RANK_COLUMNS.join("\t")}\n`;
  return request.format === "text" ? `HPO ${release}\n` : "";
}

function rowsOf(
  knowledge: Knowledge,
  scores: Scores,
  request: RankRequest,
  patient: Patient,
): string {
  const rows = rankAll(knowledge, scores, request.by).slice(0, request.top ?? undefined);
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

function answerLine(
  knowledge: Knowledge,
  scores: Scores,
  { by }: RankRequest,
  { name, answer }: Patient,
): string {
  const [top] = rankAll(knowledge, scores, by);
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
}

function documentOf(
  knowledge: Knowledge,
  scores: Scores,
  query: Query,
  notes: readonly TermNote[],
  request: RankRequest,
  patient: Patient,
): object {
  const rows = rankAll(knowledge, scores, request.by).slice(0, request.top ?? undefined);
  const named = (term: number): object => ({
    id: termId(knowledge.ontology.numbers[term] ?? 0),
    name: textOf(knowledge.ontology.names, term),
  });
  const ranked = rows.map(({ place, ...row }): RankedWithReason => {
    const disease = request.by === "gene" ? bestDisease(knowledge, scores, place) : place;
    const reason = disease === null ? null : reasonsFor(knowledge, scores, query, disease);
    return { ...row, reason };
  });
  return {
    case: patient.name,
    observed: query.observed.map(named),
    excluded: query.excluded.map(named),
    notes,
    ranked,
  };
}

export interface Comparison {
  release: string;
  terms: { id: string; name: string; informationContent: number }[];
  common: { id: string; name: string } | null;
  resnik: number;
  lin: number;
  jaccard: number;
  phenodigm: number;
}

/** @throws ToolError E_HPO: one of them is no term */
export async function compareTerms(
  store: Store,
  release: string | null,
  term: string,
  other: string,
): Promise<Comparison> {
  const { knowledge } = await openRelease(store, release);
  const { ontology, profiles } = knowledge;
  const places = [term, other].map((text) => {
    const [found] = resolveTerms(ontology, [{ text, excluded: false }], { strict: true }).observed;
    return found ?? findByText(ontology, text) ?? -1;
  });
  const [a = -1, b = -1] = places;
  const { common, ...values } = similarity(knowledge, a, b);
  const named = (place: number): { id: string; name: string } => ({
    id: termId(ontology.numbers[place] ?? 0),
    name: textOf(ontology.names, place),
  });
  return {
    release: knowledge.release,
    terms: [a, b].map((at) => ({
      ...named(at),
      informationContent: profiles.information[at] ?? 0,
    })),
    common: common === null ? null : named(common),
    ...values,
  };
}

export interface TermEntry {
  id: string;
  name: string;
  /** What became of an id that is no longer a term's own. */
  note: string | null;
  synonyms: string[];
  parents: { id: string; name: string }[];
  diseases: number;
  informationContent: number;
}

export interface TermLookup {
  release: string;
  terms: TermEntry[];
}

const NEAREST = 10;

/** By id the term it means; by text the exact one alone, else the nearest. @throws ToolError E_HPO: unknown id */
export async function lookUpTerms(
  store: Store,
  release: string | null,
  text: string,
): Promise<TermLookup> {
  const { knowledge } = await openRelease(store, release);
  const { ontology } = knowledge;
  const number = termNumber(text);
  if (number === null) {
    const exact = findByText(ontology, text);
    const found = exact === null ? nearestLabels(ontology, text, NEAREST) : [exact];
    return {
      release: knowledge.release,
      terms: found.map((term) => entryOf(knowledge, term, null)),
    };
  }
  const { observed, notes } = resolveTerms(ontology, [{ text, excluded: false }], { strict: true });
  const note = notes.find(({ rule }) => rule === "HPO-02" || rule === "HPO-03")?.message ?? null;
  const [term = ontology.numbers.indexOf(number)] = observed;
  if (term >= 0) {
    return { release: knowledge.release, terms: [entryOf(knowledge, term, note)] };
  }
  const gone = {
    id: termId(number),
    name: "",
    note,
    synonyms: [],
    parents: [],
    diseases: 0,
    informationContent: 0,
  };
  return { release: knowledge.release, terms: [gone] };
}

function entryOf({ ontology, profiles }: Knowledge, term: number, note: string | null): TermEntry {
  const named = (place: number): { id: string; name: string } => {
    const [id = "", ...name] = termName(ontology, place).split(" ");
    return { id, name: name.join(" ") };
  };
  const synonyms: string[] = [];
  for (const [i, owner] of ontology.synonymTerms.entries()) {
    if (owner === term) synonyms.push(textOf(ontology.synonyms, i));
  }
  return {
    ...named(term),
    note,
    synonyms: [...new Set(synonyms)],
    parents: Array.from(rowOf(ontology.parents, term), named),
    diseases: rowOf(profiles.diseases, term).length,
    informationContent: profiles.information[term] ?? 0,
  };
}
