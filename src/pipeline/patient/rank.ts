/** Patients ranked by terms and a release alone. */
import {
  type Knowledge,
  openRelease,
  parseTermList,
  type RankBy,
  resolveTerms,
  scoresOf,
  type TermNote,
  withoutPublications,
  type WrittenTerm,
} from "../../phenotype/index.ts";
import type { Store } from "../../store/model.ts";
import type { Log } from "../options.ts";
import { type Answer, answerOf, readPackets } from "./packets.ts";
import { answerLine, documentOf, headOf, rowsOf } from "./text.ts";

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

export interface RankedPatient {
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
  const isJson = request.format === "json" && !request.answer;
  // Not before the first patient is understood: an error leaves standard output empty.
  let before = isJson ? jsonHead(request, knowledge) : headOf(request, knowledge);
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
    if (isJson) {
      const document = documentOf(own, scores, query, query.notes, request, patient);
      const { indented } = await import("../../report/index.ts");
      yield `${before}\n    ${indented(document, "    ")}`;
      before = ",";
      continue;
    }
    yield before + (request.answer ? answerLine : rowsOf)(own, scores, request, patient);
    before = "";
  }
  if (isJson) yield before === "," ? "\n  ]\n}\n" : `${before}]\n}\n`;
}

/** Up to the first case: thousands of them are longer than a string can be. */
function jsonHead({ by }: RankRequest, { release }: Knowledge): string {
  const head = { schema: "panelist.phenotype-rank", version: 1, hpoRelease: release, by };
  return `${JSON.stringify(head, null, 2).slice(0, -2)},\n  "cases": [`;
}

async function* patientsOf(
  request: RankRequest,
  { ontology }: Knowledge,
): AsyncIterable<RankedPatient> {
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
