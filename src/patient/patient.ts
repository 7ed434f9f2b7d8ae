/** The patient's terms in a run: read, resolved, scored once; then queried gene by gene. */
import { ToolError } from "../core/errors.ts";
import { symbolsOf, type GeneIdentity } from "../core/gene.ts";
import {
  findRelease,
  type ModeClass,
  openRelease,
  parseTermList,
  type Query,
  readPhenopacket,
  reasonsFor,
  resolveTerms,
  scoreDiseases,
  scoreGene,
  scoresOf,
  termId,
  type TermNote,
  textOf,
} from "../phenotype/index.ts";
import { LIMITS } from "../core/limits.ts";
import { readText } from "../io/read-text.ts";
import type { ModelName } from "../inheritance/types.ts";
import type { Ontology, WrittenTerm } from "../phenotype/types.ts";
import type {
  Candidate,
  CandidateGene,
  CandidatePhenotype,
  KnowledgeUsed,
  PatientTerm,
  PatientTerms,
} from "../rank/types.ts";
import { openStore } from "../store/index.ts";
import type { Store, StoreEntry } from "../store/types.ts";
import type { PhenotypeOptions } from "./types.ts";
import type { Log } from "../core/log.ts";
import type { Told } from "../core/warnings.ts";
import { remembered } from "../core/once.ts";

export interface Patient {
  terms: PatientTerms;
  /** What is to be told of the terms. */
  warnings: Told[];
  /** An observed term counts; else the order is as without terms (HPO-07). */
  counts: boolean;
  /** As they were given. */
  written: WrittenTerm[];
  used: KnowledgeUsed;
  /**
   * Of the candidate's gene and models; neutral where the release does not know the gene.
   * @param names what else the gene is known by; HPO joins by NCBI id and by symbol (DEC-44)
   */
  of(
    candidate: Pick<Candidate, "gene" | "models">,
    names?: GeneIdentity,
  ): Omit<CandidatePhenotype, "best">;
  /** As of a gene that has these diseases; null: the release knows none of them. @param ids `OMIM:188400` */
  ofDiseases(ids: readonly string[]): Omit<CandidatePhenotype, "best"> | null;
  /** Does the release have diseases of the gene? */
  knows(gene: CandidateGene, names?: GeneIdentity): boolean;
  /** By the symbol that the release uses; null: it does not know it. */
  ncbiOf(symbol: string): string | null;
}

/**
 * @throws ToolError E_HPO, E_PATIENT, E_INPUT_MISSING, E_KNOWLEDGE
 */
export async function openPatient(
  phenotype: PhenotypeOptions,
  releases: HpoReleases,
  log: Log,
): Promise<Patient> {
  const { knowledge, entry } = await releases.open(phenotype.release);
  const { ontology, genes } = knowledge;
  const written = await writtenTerms(phenotype, ontology);
  const { strict = false, skipUnknownTerms: skipUnknown, phenopacket, caseFile } = phenotype;
  const path = phenopacket ?? caseFile;
  const resolved = resolveTerms(ontology, written, { strict, skipUnknown, path });
  for (const { message } of resolved.notes) log.detail(message);
  const query: Query = resolved;
  const scores = scoresOf(knowledge, query);
  const annotated = scores.genes.reduce((count, score) => count + (score === 0 ? 0 : 1), 0);
  const places = new Map(
    Array.from(genes.numbers, (_, g) => [textOf(genes.symbols, g).toUpperCase(), g]),
  );
  const byNumber = new Map(Array.from(genes.numbers, (number, g) => [String(number), g]));
  const placeOf = ({ symbol }: CandidateGene, names?: GeneIdentity): number | undefined => {
    const own = byNumber.get(names?.ncbiId ?? "") ?? places.get(symbol.toUpperCase());
    if (own !== undefined || names === undefined) return own;
    // A symbol of the gene's history, unless its id there is another's.
    return symbolsOf(names)
      .map((other) => places.get(other))
      .find(
        (g) =>
          g !== undefined && (names.ncbiId === null || names.ncbiId === String(genes.numbers[g])),
      );
  };
  const named = (term: number): PatientTerm => {
    const { onset = null, modifiers = [] } = resolved.given.get(term) ?? {};
    return {
      id: termId(ontology.numbers[term] ?? 0),
      name: textOf(ontology.names, term),
      onset: onset ?? undefined,
      modifiers: modifiers.length === 0 ? undefined : [...modifiers],
    };
  };
  /** A gene with the same models is asked once. */
  const requested = new Map<string, Omit<CandidatePhenotype, "best">>();
  const told = ({
    score,
    best,
    diseases,
  }: ReturnType<typeof scoreGene>): Omit<CandidatePhenotype, "best"> => ({
    score,
    posterior: 10 ** score / Math.max(1, annotated),
    reason: best === null ? null : reasonsFor(knowledge, scores, query, best),
    diseases,
  });
  const { version: release, source, sha256 } = entry;
  return {
    terms: {
      hpoRelease: knowledge.release,
      observed: query.observed.map(named),
      excluded: query.excluded.map(named),
      notes: resolved.notes.map(({ rule, level, message }) => ({ rule, level, message })),
    },
    warnings: resolved.notes.flatMap((note) => (note.level === "warning" ? [warningOf(note)] : [])),
    counts: query.observed.length > 0,
    written,
    used: { kind: "hpo", source, release, sha256 },
    knows: (gene, names) => placeOf(gene, names) !== undefined,
    ncbiOf(symbol) {
      const number = genes.numbers[places.get(symbol.toUpperCase()) ?? -1];
      return number === undefined ? null : String(number);
    },
    of(candidate, names) {
      const gene = placeOf(candidate.gene, names);
      const classes = modeClasses(candidate);
      const key = [gene ?? "", ...[...classes].sort()].join(" ");
      return remembered(requested, key, () => {
        return told(
          gene === undefined ? UNKNOWN_GENE : scoreGene(knowledge, scores, gene, classes),
        );
      });
    },
    ofDiseases(ids) {
      const wanted = new Set(ids);
      const own = [...knowledge.diseases.isGeneProfile.keys()].filter((d) =>
        wanted.has(textOf(knowledge.diseases.ids, d)),
      );
      const scored = scoreDiseases(knowledge, scores, own, null);
      return scored.best === null ? null : told(scored);
    },
  };
}

const UNKNOWN_GENE = { score: 0, best: null, diseases: [] };

const MODE_OF_MODEL: Readonly<Record<ModelName, ModeClass>> = {
  AD: "dominant",
  AD_DENOVO: "dominant",
  AR_HOM: "recessive",
  AR_COMPHET: "recessive",
  AR_DEL_HEMI: "recessive",
  XLR: "x",
  XLR_COMPHET: "x",
  XLD: "x",
  X_DENOVO: "x",
  Y: "y",
  MT: "mitochondrial",
  IMP_PATERNAL: "dominant",
  IMP_MATERNAL: "dominant",
};

/** What the models that are not ruled out stand for (IC-03). */
export function modeClasses({ models }: Pick<Candidate, "models">): ReadonlySet<ModeClass> {
  const open = models.filter(({ verdict }) => verdict !== "FAIL");
  return new Set(open.map(({ model }) => MODE_OF_MODEL[model]));
}

/** Releases of one store, each opened once for all patients of a command. */
export interface HpoReleases {
  /** @throws ToolError E_KNOWLEDGE: there is none */
  find(release?: string): Promise<StoreEntry>;
  open(release?: string): ReturnType<typeof openRelease>;
}

/** @param path of the store; undefined: none */
export function hpoReleases(path: string | undefined): HpoReleases {
  const found = new Map<string | undefined, Promise<StoreEntry>>();
  const opened = new Map<string | undefined, ReturnType<typeof openRelease>>();
  const store = (): Store => {
    if (path !== undefined) return openStore(path);
    throw new ToolError(
      "E_KNOWLEDGE",
      "HPO terms need a store with a release of HPO, but no store was given",
    );
  };
  return {
    find: (release) => remembered(found, release, () => findRelease(store(), release)),
    open: (release) => remembered(opened, release, () => openRelease(store(), release)),
  };
}

/** Terms of the command line, of files, and those that were read before. */
export async function writtenTerms(
  phenotype: PhenotypeOptions,
  ontology: Ontology,
): Promise<WrittenTerm[]> {
  const lists = (phenotype.hpo ?? []).flatMap((list) => parseTermList(ontology, list));
  return [...lists, ...(await fromFiles(phenotype)), ...(phenotype.terms ?? [])];
}

async function fromFiles({ phenopacket, caseFile }: PhenotypeOptions): Promise<WrittenTerm[]> {
  const terms: WrittenTerm[] = [];
  if (phenopacket !== undefined)
    terms.push(
      ...readPhenopacket(await readText(phenopacket, LIMITS.files.phenopacket), phenopacket)
        .features,
    );
  if (caseFile !== undefined) {
    const { readCaseFile } = await import("../phenotype/case-file/index.ts");
    terms.push(...readCaseFile(await readText(caseFile, LIMITS.files.caseFile), caseFile).terms);
  }
  return terms;
}

function warningOf({ rule, message: remark, dropped, mapped }: TermNote): Told {
  if (mapped === true) return { code: "term_mapped", facts: { remark } };
  if (dropped !== undefined) return { code: "term_dropped", facts: { ...dropped, remark } };
  if (rule === "HPO-03") return { code: "term_too_general", facts: { remark } };
  if (rule === "HPO-05") return { code: "terms_contradict", facts: { remark } };
  return { code: "terms_few_or_many", facts: { remark } };
}
