/** Joins the parts of a release, after checking that they belong together. */
import { csr, indexIn, texts, type Csr } from "./csr.ts";
import type { Annotations, Diseases, Genes, Knowledge } from "./model.ts";
import { buildOntology } from "./ontology.ts";
import { deriveProfiles } from "./profiles.ts";
import { fault } from "./read/file.ts";
import type {
  AnnotationPart,
  AnnotationRow,
  GeneLink,
  GenePart,
  GeneTermPart,
  KnowledgePart,
  OntologyPart,
} from "./read/index.ts";
import { MODE_OF_INHERITANCE, termId } from "./term-id.ts";
import { currentTerm } from "./ontology.ts";

export interface Assembled {
  knowledge: Knowledge;
  /** For people: what was left out and how much of it. */
  warnings: string[];
}

/** More rows than this share with ids unknown to the ontology: the files are not of one release. */
const MOST_UNKNOWN = 0.01;

/**
 * @param release says the date where the files do not; must agree where they do
 * @throws ToolError E_KNOWLEDGE: no ontology or annotations, two ontologies, releases that differ, ids
 *   that the ontology does not know
 */
export function assemble(
  parts: readonly KnowledgePart[],
  release: string | null = null,
): Assembled {
  const ontologyPart = theOntology(parts);
  const annotationParts = parts.filter((part) => part.kind === "annotations");
  const geneParts = parts.filter((part) => part.kind === "genes");
  const geneTermParts = parts.filter((part) => part.kind === "gene-terms");
  if (annotationParts.length === 0 && geneTermParts.length === 0) {
    const hint = "Add phenotype.hpoa of the same release.";
    throw fault(ontologyPart.path, null, "an ontology without annotations of diseases", hint);
  }
  const date = oneRelease(parts, release);
  const ontology = buildOntology(ontologyPart);
  const warnings: string[] = [];

  const ids: string[] = [];
  const names: string[] = [];
  const places = new Map<string, number>();
  const rows: AnnotationRow[][] = [];
  const modes: number[][] = [];
  const place = (id: string, name: string): number => {
    let at = places.get(id);
    if (at === undefined) {
      at = ids.length;
      places.set(id, at);
      ids.push(id);
      names.push(name);
      rows.push([]);
      modes.push([]);
    }
    return at;
  };
  const inheritance = inheritanceTerms(ontology);
  for (const part of annotationParts) {
    const unknown = new Unknown(part);
    for (const [i, row] of part.rows.entries()) {
      const disease = place(
        part.diseaseIds[row.disease] ?? "",
        part.diseaseNames[row.disease] ?? "",
      );
      const term = currentTerm(ontology, row.term);
      if (term < 0) unknown.add(row.term, part.lines[i] ?? 0);
      else if (inheritance.has(term)) modes[disease]?.push(term);
      else if (isPhenotype(ontology.ancestors, term)) rows[disease]?.push({ ...row, term });
    }
    unknown.report(warnings);
  }
  const diseaseCount = ids.length;
  const links = [...linksOf(geneParts, places, warnings), ...geneProfiles()];

  function* geneProfiles(): Iterable<GeneLink> {
    const linked = new Set(geneParts.flatMap((part) => part.links.map((link) => link.gene)));
    for (const part of geneTermParts) {
      for (const { gene, symbol, term: number } of part.rows) {
        const term = currentTerm(ontology, number);
        if (linked.has(gene) || term < 0 || !isPhenotype(ontology.ancestors, term)) continue;
        const diseaseId = `NCBIGene:${gene}`;
        const fresh = !places.has(diseaseId);
        rows[place(diseaseId, symbol)]?.push(unstated(term));
        if (fresh) yield { gene, symbol, diseaseId, association: null };
      }
    }
  }

  const diseases: Diseases = {
    ids: texts(ids),
    names: texts(names),
    modes: csr(modes.map((list) => [...new Set(list)].sort((a, b) => a - b))),
    isGeneProfile: Uint8Array.from(ids, (_, d) => (d < diseaseCount ? 0 : 1)),
    isOrphanet: Uint8Array.from(ids, (id) => (id.startsWith("ORPHA:") ? 1 : 0)),
    genes: new Int32Array(ids.length),
    annotations: flatten(rows),
  };
  const genes = genesOf(links, places);
  for (const disease of genes.diseases.items) {
    diseases.genes[disease] = (diseases.genes[disease] ?? 0) + 1;
  }
  const profiles = deriveProfiles(ontology, diseases);
  return { knowledge: { release: date, ontology, diseases, genes, profiles }, warnings };
}

function theOntology(parts: readonly KnowledgePart[]): OntologyPart {
  // `terms.tsv` beside hp.json says nothing more than hp.json: the richer one is used.
  const found = parts.filter((part) => part.kind === "ontology");
  const rich = found.filter((part) => part.terms.some((term) => term.synonyms.length > 0));
  const [one, other] = rich.length > 0 ? rich : found;
  if (one === undefined) {
    const path = parts[0]?.path ?? "";
    throw fault(
      path,
      null,
      "no ontology among the files",
      "Add hp.json or hp.obo of the same release.",
    );
  }
  if (other !== undefined) throw fault(other.path, null, `a second ontology beside ${one.path}`);
  return one;
}

/** The date that all parts carry. */
function oneRelease(parts: readonly KnowledgePart[], stated: string | null): string {
  let known = stated;
  let from = "the release asked for";
  for (const part of parts) {
    if (part.release === null) continue;
    if (known !== null && part.release !== known) {
      const differ = `release ${part.release}, but ${from} is ${known}`;
      throw fault(part.path, null, differ, "Take all files from one release.");
    }
    known = part.release;
    from = part.path;
  }
  if (known !== null) return known;
  const hint = "Name it: --release YYYY-MM-DD.";
  throw fault(parts[0]?.path ?? "", null, "none of the files says its release", hint);
}

/** Rows whose term the ontology does not know: few are dropped and counted, many are a fault. */
class Unknown {
  #rows = 0;
  #first: { number: number; line: number } | null = null;
  readonly #part: AnnotationPart;

  constructor(part: AnnotationPart) {
    this.#part = part;
  }

  add(number: number, line: number): void {
    this.#rows++;
    this.#first ??= { number, line };
  }

  report(warnings: string[]): void {
    if (this.#first === null) return;
    const { number, line } = this.#first;
    const example = `${termId(number)} is unknown to the ontology`;
    if (this.#rows > MOST_UNKNOWN * this.#part.rows.length) {
      const hint = "The files seem to be of different releases.";
      throw fault(
        this.#part.path,
        line,
        `${example}, as are the terms of ${this.#rows} rows`,
        hint,
      );
    }
    warnings.push(`${this.#part.path}:${line}: ${example}; rows left out: ${this.#rows}`);
  }
}

/**
 * Links that count (IC-03): polygenic ones are left out, and so are unconfirmed ones. Orphanet's own
 * associations are all written UNKNOWN in `genes_to_disease.txt`: that says nothing, they are kept.
 */
function linksOf(
  parts: readonly GenePart[],
  diseases: ReadonlyMap<string, number>,
  warnings: string[],
): GeneLink[] {
  const refused = new Set<string>();
  const links: GeneLink[] = [];
  for (const link of parts.flatMap((part) => part.links)) {
    const vague = link.association === "UNKNOWN" && !link.diseaseId.startsWith("ORPHA:");
    if (vague || link.association === "POLYGENIC") refused.add(`${link.gene} ${link.diseaseId}`);
    else links.push(link);
  }
  const kept = links.filter((link) => !refused.has(`${link.gene} ${link.diseaseId}`));
  const strange = kept.filter((link) => !diseases.has(link.diseaseId));
  if (strange.length > 0) {
    const [first] = strange;
    const example = `${first?.diseaseId ?? ""} of ${first?.symbol ?? ""}`;
    if (strange.length > kept.length / 2) {
      const many = `${example} has no annotation, as have ${strange.length} links of ${kept.length}`;
      throw fault(parts[0]?.path ?? "", null, many, "The files seem to be of different releases.");
    }
    warnings.push(
      `genes whose disease has no annotation: ${strange.length} links, e.g. ${example}`,
    );
  }
  return kept.filter((link) => diseases.has(link.diseaseId));
}

function genesOf(links: readonly GeneLink[], diseases: ReadonlyMap<string, number>): Genes {
  const bySymbol = new Map<number, { symbol: string; diseases: Set<number> }>();
  for (const { gene, symbol, diseaseId } of links) {
    const known = bySymbol.get(gene) ?? { symbol, diseases: new Set<number>() };
    const disease = diseases.get(diseaseId);
    if (disease !== undefined) known.diseases.add(disease);
    bySymbol.set(gene, known);
  }
  const numbers = Int32Array.from(bySymbol.keys()).sort();
  const entries = Array.from(numbers, (number) => bySymbol.get(number));
  return {
    numbers,
    symbols: texts(entries.map((entry) => entry?.symbol ?? "")),
    diseases: csr(entries.map((entry) => [...(entry?.diseases ?? [])].sort((a, b) => a - b))),
  };
}

function flatten(rows: readonly AnnotationRow[][]): Annotations {
  const all = rows.flat();
  const offsets = new Int32Array(rows.length + 1);
  for (const [d, list] of rows.entries()) offsets[d + 1] = (offsets[d] ?? 0) + list.length;
  return {
    offsets,
    terms: Int32Array.from(all, (row) => row.term),
    seen: Int32Array.from(all, (row) => row.seen),
    of: Int32Array.from(all, (row) => row.of),
    stated: Float32Array.from(all, (row) => row.stated),
    excluded: Uint8Array.from(all, (row) => (row.excluded ? 1 : 0)),
    publications: csr(all.map((row) => row.publications)),
  };
}

function unstated(term: number): AnnotationRow {
  return {
    disease: 0,
    term,
    seen: 0,
    of: 0,
    stated: Number.NaN,
    excluded: false,
    publications: [],
  };
}

function isPhenotype(ancestors: Csr, term: number): boolean {
  return ancestors.offsets[term] !== ancestors.offsets[term + 1];
}

/** Places of all terms below HP:0000005 Mode of inheritance. */
function inheritanceTerms(ontology: Knowledge["ontology"]): Set<number> {
  const found = new Set<number>();
  const root = indexIn(ontology.numbers, MODE_OF_INHERITANCE);
  if (root < 0) return found;
  found.add(root);
  // Few levels: sweep until nothing is added.
  for (let size = 0; size !== found.size;) {
    size = found.size;
    for (let term = 0; term < ontology.numbers.length; term++) {
      const { offsets, items } = ontology.parents;
      for (let k = offsets[term] ?? 0; k < (offsets[term + 1] ?? 0); k++) {
        if (found.has(items[k] ?? -1)) found.add(term);
      }
    }
  }
  return found;
}

export type { GeneTermPart };
