/** The patient's terms in a run: read, resolved, scored once; then asked gene by gene. */
import { readFile } from "node:fs/promises";
import { ToolError } from "../core/errors.ts";
import {
  bestDisease,
  openRelease,
  parseTermList,
  type Query,
  readPhenopacket,
  reasonsFor,
  resolveTerms,
  scoresOf,
  termId,
  textOf,
  type WrittenTerm,
} from "../phenotype/index.ts";
import type { NamedTerm } from "../phenotype/model.ts";
import type {
  CandidateGene,
  CandidatePhenotype,
  KnowledgeUsed,
  PatientTerms,
} from "../rank/model.ts";
import { openStore } from "../store/index.ts";
import { storePath } from "../store/names.ts";
import type { AnalyseOptions, Log, PhenotypeOptions } from "./options.ts";

export interface Patient {
  terms: PatientTerms;
  used: KnowledgeUsed;
  /** Neutral where the release does not know the gene. */
  ofGene(gene: CandidateGene): Omit<CandidatePhenotype, "best">;
}

/**
 * @returns null: no terms were given, or none of them counts (HPO-07: then the order is as without)
 * @throws ToolError E_HPO, E_PATIENT, E_INPUT_MISSING, E_KNOWLEDGE
 */
export async function openPatient(
  { phenotype, store }: Pick<AnalyseOptions, "phenotype" | "store">,
  log: Log,
): Promise<Patient | null> {
  if (phenotype === undefined) return null;
  const { knowledge, entry } = await openRelease(
    openStore(storePath(store, process.env)),
    phenotype.release,
  );
  const { ontology, genes } = knowledge;
  const lists = phenotype.hpo.flatMap((list) => parseTermList(ontology, list));
  const written = [...lists, ...(await fromFiles(phenotype))];
  const path = phenotype.phenopacket ?? phenotype.caseFile;
  const resolved = resolveTerms(ontology, written, {
    strict: phenotype.strict,
    ...(path === null ? {} : { path }),
  });
  tell(resolved.notes, log);
  if (resolved.observed.length === 0) return null;
  const query: Query = resolved;
  const scores = scoresOf(knowledge, query);
  const annotated = scores.genes.reduce((count, score) => count + (score === 0 ? 0 : 1), 0);
  const places = new Map(
    Array.from(genes.numbers, (_, g) => [textOf(genes.symbols, g).toUpperCase(), g]),
  );
  const named = (term: number): NamedTerm => ({
    id: termId(ontology.numbers[term] ?? 0),
    name: textOf(ontology.names, term),
  });
  const { version: release, source, sha256 } = entry;
  return {
    terms: {
      hpoRelease: knowledge.release,
      observed: query.observed.map(named),
      excluded: query.excluded.map(named),
      notes: resolved.notes,
    },
    used: { kind: "hpo", source, release, sha256 },
    ofGene({ symbol }) {
      const gene = places.get(symbol.toUpperCase());
      const disease = gene === undefined ? null : bestDisease(knowledge, scores, gene);
      const score = gene === undefined ? 0 : (scores.genes[gene] ?? 0);
      return {
        score,
        posterior: 10 ** score / Math.max(1, annotated),
        reason: disease === null ? null : reasonsFor(knowledge, scores, query, disease),
      };
    },
  };
}

async function fromFiles({ phenopacket, caseFile }: PhenotypeOptions): Promise<WrittenTerm[]> {
  const terms: WrittenTerm[] = [];
  if (phenopacket !== null)
    terms.push(...readPhenopacket(await textAt(phenopacket), phenopacket).features);
  if (caseFile !== null) {
    const { readCaseFile } = await import("../phenotype/case-file/index.ts");
    terms.push(...readCaseFile(await textAt(caseFile), caseFile).terms);
  }
  return terms;
}

export async function textAt(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (cause) {
    throw new ToolError("E_INPUT_MISSING", "cannot be read", { path, cause });
  }
}

/** The log names no term without --log-ids: warnings are told by rule and number. */
function tell(notes: PatientTerms["notes"], log: Log): void {
  for (const { rule, message } of notes) log.detail(`${message} (${rule})`);
  const warnings = notes.filter(({ level }) => level === "warning");
  if (warnings.length === 0) return;
  const rules = [...new Set(warnings.map(({ rule }) => rule))].sort().join(", ");
  log.warn(`HPO terms: ${warnings.length} remarks (${rules}); report.json has them in full`);
}
