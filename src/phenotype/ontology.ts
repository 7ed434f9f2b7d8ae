/** The classes of a release as arrays, and the mapping from any id ever used to the current term. */
import { ToolError } from "../core/errors.ts";
import { withinStack } from "../core/json.ts";
import { LIMITS } from "../core/limits.ts";
import { csr, indexIn, texts } from "./csr.ts";
import type { Ontology } from "./types.ts";
import { fault } from "./read/file.ts";
import type { OntologyPart, TermRecord } from "./read/index.ts";
import { PHENOTYPIC_ABNORMALITY, termId } from "./term-id.ts";

/** @throws ToolError E_KNOWLEDGE: no Phenotypic abnormality, a parent that is no class, a cycle */
export function buildOntology({ path, terms }: OntologyPart): Ontology {
  const live = terms.filter((term) => !term.obsolete).sort((a, b) => a.number - b.number);
  const numbers = Int32Array.from(live, (term) => term.number);
  const parentRows = live.map((term) =>
    [...new Set(term.parents)].map((parent) => {
      const at = indexIn(numbers, parent);
      if (at < 0) {
        const what = `${termId(term.number)} is_a ${termId(parent)}, which is not a current class`;
        throw fault(path, null, what, "The file is truncated or was edited; download it again.");
      }
      return at;
    }),
  );
  const root = indexIn(numbers, PHENOTYPIC_ABNORMALITY);
  if (root < 0)
    throw fault(
      path,
      null,
      `it does not contain ${termId(PHENOTYPIC_ABNORMALITY)} Phenotypic abnormality`,
    );
  const { order, ancestors } = closure(path, parentRows, numbers, root);
  const alternatives = alternativesOf(live, numbers);
  return {
    numbers,
    names: texts(live.map((term) => term.name)),
    synonyms: texts(live.flatMap((term) => term.synonyms)),
    synonymTerms: Int32Array.from(live.flatMap((term, at) => term.synonyms.map(() => at))),
    parents: csr(parentRows),
    ancestors: csr(ancestors),
    order: Int32Array.from(order),
    alternatives: Int32Array.from(alternatives, ([number]) => number),
    alternativeTerms: Int32Array.from(alternatives, ([, term]) => term),
    retired: retiredOf(terms, numbers),
  };
}

/** Ancestors by set union over all parents (HPO-08), and an order with parents first. */
function closure(
  path: string,
  parents: readonly number[][],
  numbers: Int32Array,
  root: number,
): { order: number[]; ancestors: number[][] } {
  const ancestors: number[][] = parents.map(() => []);
  const state = new Uint8Array(parents.length); // 1: on the way down, 2: done
  const order: number[] = [];
  const stamp = new Int32Array(parents.length).fill(-1);
  const tooDeep = (): ToolError =>
    new ToolError("E_LIMIT", "its classes are nested deeper than those of any HPO release", {
      path,
      hint: "Use the ontology as published by the HPO project.",
    });
  let total = 0;
  const visit = (term: number): void => {
    if (state[term] === 2) return;
    if (state[term] === 1)
      throw fault(path, null, `${termId(numbers[term] ?? 0)} is its own ancestor`);
    state[term] = 1;
    const own = [term];
    for (const parent of parents[term] ?? []) visit(parent);
    for (const parent of parents[term] ?? [])
      for (const ancestor of ancestors[parent] ?? []) {
        if (stamp[ancestor] === term) continue;
        stamp[ancestor] = term;
        own.push(ancestor);
      }
    state[term] = 2;
    if (term !== root && own.length === 1) return;
    total += own.length;
    if (total > LIMITS.ancestors) throw tooDeep();
    ancestors[term] = own;
    order.push(term);
  };
  withinStack(() => {
    for (const term of parents.keys()) visit(term);
  }, tooDeep);
  return { order, ancestors };
}

function alternativesOf(live: readonly TermRecord[], numbers: Int32Array): [number, number][] {
  const found = new Map<number, number>();
  for (const [at, term] of live.entries())
    for (const other of term.alternatives)
      if (indexIn(numbers, other) < 0 && !found.has(other)) found.set(other, at);
  return [...found].sort(([a], [b]) => a - b);
}

function retiredOf(terms: readonly TermRecord[], numbers: Int32Array): Ontology["retired"] {
  const gone = terms.filter((term) => term.obsolete).sort((a, b) => a.number - b.number);
  const live = (number: number): number => indexIn(numbers, number);
  return {
    numbers: Int32Array.from(gone, (term) => term.number),
    names: texts(gone.map((term) => term.name)),
    replacedBy: Int32Array.from(gone, (term) => replacement(term, gone, live)),
    consider: csr(gone.map((term) => term.consider.map(live).filter((at) => at >= 0))),
  };
}

/** Follows a chain of replacements; a ring or a dead end is none. */
function replacement(
  term: TermRecord,
  gone: readonly TermRecord[],
  live: (number: number) => number,
): number {
  const seen = new Set<number>();
  for (let next = term.replacedBy; next !== null && !seen.has(next);) {
    const at = live(next);
    if (at >= 0) return at;
    seen.add(next);
    const from: number = next;
    next = gone.find((other) => other.number === from)?.replacedBy ?? null;
  }
  return -1;
}

/** The term an id means today: itself, the one that took it, or its replacement; -1: none (HPO-02). */
export function currentTerm(ontology: Ontology, number: number): number {
  const at = indexIn(ontology.numbers, number);
  if (at >= 0) return at;
  const alternative = indexIn(ontology.alternatives, number);
  if (alternative >= 0) return ontology.alternativeTerms[alternative] ?? -1;
  const gone = indexIn(ontology.retired.numbers, number);
  return gone < 0 ? -1 : (ontology.retired.replacedBy[gone] ?? -1);
}
