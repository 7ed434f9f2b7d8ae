/** Ranks for patients based only on terms and a release. */
import {
  type HpoRelease,
  openRelease,
  parseTermList,
  type Resolved,
  rankAll,
  type Ranked,
  rankOf,
  reasonsFor,
  resolveTerms,
  scoreGene,
  type Scores,
  scoresOf,
  termId,
  type TermNote,
  textOf,
  withoutPublications,
} from "../phenotype/index.ts";
import type { DiseaseOfGene, PhenotypeReason, RankBy, WrittenTerm } from "../phenotype/types.ts";
import type { Store } from "../store/types.ts";
import type { Log } from "../core/log.ts";
import { type Answer, answerOf, readPackets } from "./packets.ts";

export interface RankRequest {
  /** Lists of `--hpo`: one patient. */
  hpo: string[];
  /** Phenopackets or folders of them: one patient each. */
  packets: string[];
  release: string | undefined;
  by: RankBy;
  /** Rows a patient; absent: all. */
  top: number | undefined;
  excludeOwnPublication: boolean;
  strict: boolean;
  skipUnknownTerms?: boolean | undefined;
}

interface RankedPatient {
  /** Name of the case; "" for the one on the command line. */
  name: string;
  written: WrittenTerm[];
  publications: number[];
  answer: Answer | null;
  path?: string | undefined;
}

/** What was found, patient by patient, as they are read: thousands are longer than a string can be. */
export interface Ranking {
  /** Of HPO. */
  release: string;
  by: RankBy;
  rows: () => AsyncIterable<RankedRows>;
  /** With the terms as they were understood, and the reason for each place. */
  documents: () => AsyncIterable<RankedDocument>;
  answers: () => AsyncIterable<RankedAnswer>;
}

export interface RankedRows {
  /** Name of the case; "" for the one on the command line. */
  case: string;
  rows: Ranked[];
}

export interface RankedDocument {
  case: string;
  observed: NamedTerm[];
  excluded: NamedTerm[];
  notes: readonly TermNote[];
  ranked: RankedWithReason[];
}

interface NamedTerm {
  id: string;
  name: string;
}

interface RankedWithReason extends Omit<Ranked, "place"> {
  reason: PhenotypeReason | null;
  /** Of a gene: all its diseases, best first. */
  diseases?: DiseaseOfGene[];
}

/** Where the gene or disease stands that the phenopacket names. */
export interface RankedAnswer {
  case: string;
  /** null: the phenopacket names none. */
  answer: string | null;
  /** null: the release does not know it. */
  rank: number | null;
  top: Ranked | null;
}

/**
 * Nothing is given out before the first patient is understood.
 * @throws ToolError E_HPO, E_PATIENT, E_INPUT_MISSING, E_KNOWLEDGE: no such release in the store
 */
export async function rankPatients(request: RankRequest, store: Store, log: Log): Promise<Ranking> {
  const { knowledge } = await openRelease(store, request.release);
  log.info(`HPO ${knowledge.release}`);
  const { by, top } = request;
  const each = <T>(make: (scored: Scored) => T) => scoredAs(request, knowledge, log, make);
  const best = ({ own, scores }: Scored): Ranked[] => rankAll(own, scores, by, top ?? undefined);
  return {
    release: knowledge.release,
    by,
    rows: () => each((scored) => ({ case: scored.patient.name, rows: best(scored) })),
    documents: () => each((scored) => documentOf(scored, best(scored), by)),
    answers: () => each((scored) => answerIn(scored, by)),
  };
}

/** A patient before the knowledge that is to rank by. */
interface Scored {
  patient: RankedPatient;
  query: Resolved;
  own: HpoRelease;
  scores: Scores;
}

async function* scoredAs<T>(
  request: RankRequest,
  knowledge: HpoRelease,
  log: Log,
  make: (scored: Scored) => T,
): AsyncIterable<T> {
  for await (const patient of patientsOf(request, knowledge)) {
    const { written, path } = patient;
    const query = resolveTerms(knowledge.ontology, written, {
      strict: request.strict,
      skipUnknown: request.skipUnknownTerms,
      path,
    });
    tellNotes(query.notes, patient.name, log);
    const own = request.excludeOwnPublication
      ? withoutPublications(knowledge, new Set(patient.publications))
      : knowledge;
    yield make({ patient, query, own, scores: scoresOf(own, query) });
  }
}

function documentOf(
  { patient, query, own, scores }: Scored,
  rows: Ranked[],
  by: RankBy,
): RankedDocument {
  const { ontology } = own;
  const named = (term: number): NamedTerm => ({
    id: termId(ontology.numbers[term] ?? 0),
    name: textOf(ontology.names, term),
  });
  const ranked = rows.map(({ place, ...row }): RankedWithReason => {
    if (by === "disease") return { ...row, reason: reasonsFor(own, scores, query, place) };
    const { best, diseases } = scoreGene(own, scores, place, null);
    const reason = best === null ? null : reasonsFor(own, scores, query, best);
    return { ...row, reason, diseases };
  });
  return {
    case: patient.name,
    observed: query.observed.map(named),
    excluded: query.excluded.map(named),
    notes: query.notes,
    ranked,
  };
}

function answerIn({ patient, own, scores }: Scored, by: RankBy): RankedAnswer {
  const [top = null] = rankAll(own, scores, by, 1);
  const named = (by === "gene" ? patient.answer?.gene : patient.answer?.disease) ?? null;
  const place = named === null ? -1 : rankOfAnswer(own, by, named.ids);
  return {
    case: patient.name,
    answer: named?.name ?? null,
    rank: place < 0 ? null : rankOf(own, scores, by, place),
    top,
  };
}

/** The gene by NCBI id, else by symbol; the disease by id. */
function rankOfAnswer({ genes, diseases }: HpoRelease, by: RankBy, ids: readonly string[]): number {
  if (by === "disease") {
    const count = diseases.isGeneProfile.length;
    for (let d = 0; d < count; d++) if (ids.includes(textOf(diseases.ids, d))) return d;
    return -1;
  }
  for (const [g, number] of genes.numbers.entries())
    if (ids.includes(`NCBIGene:${number}`)) return g;
  for (const g of genes.numbers.keys()) if (ids.includes(textOf(genes.symbols, g))) return g;
  return -1;
}

async function* patientsOf(
  request: RankRequest,
  { ontology }: HpoRelease,
): AsyncIterable<RankedPatient> {
  if (request.hpo.length > 0) {
    const written = request.hpo.flatMap((list) => parseTermList(ontology, list));
    yield { name: "", written, publications: [], answer: null };
  }
  for await (const { name, path, packet } of readPackets(request.packets))
    yield {
      name,
      path,
      written: packet.features,
      publications: packet.publications,
      answer: answerOf(packet),
    };
}

/** Notes are of the patient: they go to the log in detail, warnings are counted by rule. */
function tellNotes(notes: readonly TermNote[], name: string, log: Log): void {
  const from = name === "" ? "" : `${name}: `;
  for (const { level, message } of notes) {
    if (level === "warning" && name === "") log.warn(message);
    else log.detail(`${from}${message}`);
  }
}
