/** Diseases gathered from several files, their rows joined and sorted by disease. */
import { remembered } from "../core/once.ts";
import { csr, indexIn } from "./csr.ts";
import type { Annotations, Ontology } from "./types.ts";
import { currentTerm } from "./ontology.ts";
import { fault } from "./read/file.ts";
import {
  addAnnotation,
  noAnnotationRows,
  BARE_ROW,
  type AnnotationPart,
  type GeneLink,
  type GeneTermPart,
} from "./read/index.ts";
import { MODE_OF_INHERITANCE, termId } from "./term-id.ts";

/** More rows than this share with ids unknown to the ontology: the files are not of one release. */
const MOST_UNKNOWN = 0.01;

export class DiseaseList {
  readonly ids: string[] = [];
  readonly names: string[] = [];
  readonly modes: number[][] = [];
  readonly places: Map<string, number> = new Map();
  readonly #rows = noAnnotationRows();

  #place(id: string, name: string): number {
    return remembered(this.places, id, () => {
      this.modes.push([]);
      this.names.push(name);
      return this.ids.push(id) - 1;
    });
  }

  /**
   * Rows of phenotypic terms, and of modes of inheritance. Rows whose term the ontology does not know
   * are left out where they are few.
   * @throws ToolError E_KNOWLEDGE where they are many
   */
  addAnnotations(ontology: Ontology, part: AnnotationPart, warnings: string[]): void {
    const inheritance = inheritanceTerms(ontology);
    const { rows } = part;
    const places = part.diseaseIds.map((id, d) => this.#place(id, part.diseaseNames[d] ?? ""));
    let unknown = 0;
    let first = 0;
    for (const [r, number] of rows.term.entries()) {
      const disease = places[rows.disease[r] ?? 0] ?? 0;
      const term = currentTerm(ontology, number);
      if (term < 0) {
        if (unknown++ === 0) first = r;
      } else if (inheritance.has(term)) this.modes[disease]?.push(term);
      else if (isPhenotype(ontology, term)) {
        const from = r === 0 ? 0 : rows.publicationEnds[r - 1];
        const row = {
          disease,
          term,
          seen: rows.seen[r] ?? 0,
          of: rows.of[r] ?? 0,
          stated: rows.stated[r] ?? Number.NaN,
          excluded: rows.excluded[r] === 1,
          publications: rows.publications.slice(from, rows.publicationEnds[r]),
        };
        addAnnotation(this.#rows, row, rows.line[r] ?? 0);
      }
    }
    if (unknown === 0) return;
    const line = rows.line[first] ?? 0;
    const example = `${termId(rows.term[first] ?? 0)} is not in the ontology`;
    if (unknown > MOST_UNKNOWN * rows.term.length) {
      const hint = "Use files of one release; these seem to be from different releases.";
      throw fault(
        part.path,
        line,
        `${example}, nor are the terms of other rows: ${unknown} in all`,
        hint,
      );
    }
    warnings.push(`${part.path}:${line}: ${example}; rows left out: ${unknown}`);
  }

  /** Genes that no table ties to a disease, each as a profile of its own, with the modes of all its diseases. */
  addGeneTerms(ontology: Ontology, part: GeneTermPart, linked: ReadonlySet<number>): GeneLink[] {
    const links: GeneLink[] = [];
    for (const { gene, symbol, term: number } of part.rows) {
      const term = currentTerm(ontology, number);
      if (linked.has(gene) || term < 0 || !isPhenotype(ontology, term)) continue;
      const diseaseId = `NCBIGene:${gene}`;
      if (!this.places.has(diseaseId)) links.push({ gene, symbol, diseaseId, association: null });
      const disease = this.#place(diseaseId, symbol);
      addAnnotation(this.#rows, { disease, term, ...BARE_ROW }, 0);
    }
    const inheritance = inheritanceTerms(ontology);
    for (const { gene, term: number } of part.rows) {
      const term = currentTerm(ontology, number);
      const profile = linked.has(gene) ? undefined : this.places.get(`NCBIGene:${gene}`);
      if (profile !== undefined && inheritance.has(term)) this.modes[profile]?.push(term);
    }
    return links;
  }

  /** All rows, by disease and otherwise in the order of the files. */
  annotations(): Annotations {
    const rows = this.#rows;
    const offsets = new Int32Array(this.ids.length + 1);
    for (const disease of rows.disease) offsets[disease + 1] = (offsets[disease + 1] ?? 0) + 1;
    for (let d = 0; d < this.ids.length; d++)
      offsets[d + 1] = (offsets[d + 1] ?? 0) + (offsets[d] ?? 0);
    const next = offsets.slice();
    const order = new Int32Array(rows.term.length);
    for (const [r, disease] of rows.disease.entries()) {
      const at = next[disease] ?? 0;
      next[disease] = at + 1;
      order[at] = r;
    }
    const publications = Array.from(order, (r) => {
      const from = r === 0 ? 0 : rows.publicationEnds[r - 1];
      return rows.publications.slice(from, rows.publicationEnds[r]);
    });
    return {
      offsets,
      terms: order.map((r) => rows.term[r] ?? 0),
      seen: order.map((r) => rows.seen[r] ?? 0),
      of: order.map((r) => rows.of[r] ?? 0),
      stated: Float32Array.from(order, (r) => rows.stated[r] ?? Number.NaN),
      excluded: Uint8Array.from(order, (r) => rows.excluded[r] ?? 0),
      publications: csr(publications),
    };
  }
}

function isPhenotype({ ancestors }: Ontology, term: number): boolean {
  return ancestors.offsets[term] !== ancestors.offsets[term + 1];
}

/** Places of all terms below HP:0000005 Mode of inheritance. */
function inheritanceTerms({ numbers, parents }: Ontology): Set<number> {
  const found = new Set([indexIn(numbers, MODE_OF_INHERITANCE)]);
  // Few levels: sweep until nothing is added.
  for (let size = 0; size !== found.size;) {
    size = found.size;
    for (let term = 0; term < numbers.length; term++)
      for (let k = parents.offsets[term] ?? 0; k < (parents.offsets[term + 1] ?? 0); k++)
        if (found.has(parents.items[k] ?? -2)) found.add(term);
  }
  return found;
}
