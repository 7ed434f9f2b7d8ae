/**
 * From the terms somebody wrote to the terms that count (HPO-01 to HPO-07, DEC-13). Nothing is guessed:
 * what is not an id, a label or an exact synonym is an error that names the nearest labels.
 */
import type { z } from "zod";
import { counted } from "../core/counted.ts";
import { ToolError } from "../core/errors.ts";
import { indexIn, rowOf, textOf } from "./csr.ts";
import type { Query } from "./features.ts";
import { findByText, nearestLabels } from "./labels.ts";
import type { Ontology } from "./model.ts";
import type * as schema from "./schema.ts";
import { isOfOtherOntology, PHENOTYPIC_ABNORMALITY, termId, termNumber } from "./term-id.ts";

/** A term as given. */
export type WrittenTerm = z.infer<typeof schema.writtenTerm>;

export interface TermNote {
  rule: "HPO-02" | "HPO-03" | "HPO-04" | "HPO-05" | "HPO-07";
  level: "note" | "warning";
  /** For people; names the term. */
  message: string;
}

export interface Resolved extends Query {
  /** What was written for each term; of several the first. */
  given: ReadonlyMap<number, WrittenTerm>;
  notes: TermNote[];
}

interface ResolveOptions {
  /** Unknown ids and contradictions are errors, not warnings. */
  strict: boolean;
  /** Where the terms stand, for errors. */
  path?: string;
}

const FEW_TERMS = 2;
const MANY_TERMS = 30;
const NEAREST = 5;

/**
 * @throws ToolError E_HPO: text that is no label; under `strict` an unknown id or a contradiction
 */
export function resolveTerms(
  ontology: Ontology,
  written: readonly WrittenTerm[],
  options: ResolveOptions,
): Resolved {
  const notes: TermNote[] = [];
  const observed = new Set<number>();
  const excluded = new Set<number>();
  const given = new Map<number, WrittenTerm>();
  for (const one of written) {
    const term = termOf(ontology, one.text, options, notes);
    if (term === null || !counts(ontology, term, notes)) continue;
    (one.excluded ? excluded : observed).add(term);
    if (!given.has(term)) given.set(term, one);
  }
  dropContradictions(ontology, observed, excluded, options, notes);
  const specific = mostSpecific(ontology, observed, notes);
  const general = mostGeneral(ontology, excluded);
  const weakness = weaknessOf(specific.length);
  if (weakness !== null) notes.push({ rule: "HPO-07", level: "warning", message: weakness });
  return { observed: specific, excluded: general, given, notes };
}

/** What a number of observed terms makes doubtful; null: nothing. */
function weaknessOf(terms: number): string | null {
  if (terms === 0) return "no observed term counts: the phenotype has no part in the order";
  if (terms <= FEW_TERMS) return `weak phenotype: ${counted(terms, "observed term")}`;
  return terms > MANY_TERMS ? `${terms} observed terms: a copied list?` : null;
}

/** `HP:0001250 Seizure`. */
export function termName(ontology: Ontology, term: number): string {
  return `${termId(ontology.numbers[term] ?? 0)} ${textOf(ontology.names, term)}`;
}

/** The live term that a text means; null: none, and a note says why (HPO-01, HPO-02). */
function termOf(
  ontology: Ontology,
  text: string,
  options: ResolveOptions,
  notes: TermNote[],
): number | null {
  const note = (level: TermNote["level"], message: string): void => {
    notes.push({ rule: "HPO-02", level, message });
  };
  const number = termNumber(text);
  if (number === null) {
    const found = findByText(ontology, text);
    if (found !== null) return found;
    if (options.strict || !isOfOtherOntology(text)) return failText(ontology, text, options);
    note("warning", `${text} is a term of another ontology: dropped`);
    return null;
  }
  const at = indexIn(ontology.numbers, number);
  if (at >= 0) return at;
  const alternative = indexIn(ontology.alternatives, number);
  if (alternative >= 0) {
    const term = ontology.alternativeTerms[alternative] ?? -1;
    note("note", `${termId(number)} is now ${termName(ontology, term)}`);
    return term;
  }
  const { retired } = ontology;
  const gone = indexIn(retired.numbers, number);
  if (gone < 0) {
    if (options.strict) throw hpoFault(`unknown HPO term ${termId(number)}`, options);
    note("warning", `unknown HPO term ${termId(number)}: dropped`);
    return null;
  }
  const name = `${termId(number)} ${textOf(retired.names, gone)}`;
  const replacement = retired.replacedBy[gone] ?? -1;
  if (replacement >= 0) {
    note("note", `obsolete ${name} is replaced by ${termName(ontology, replacement)}`);
    return replacement;
  }
  const instead = Array.from(rowOf(retired.consider, gone), (term) => termName(ontology, term));
  const advice = instead.length === 0 ? "" : `; consider ${instead.join(", ")}`;
  note("warning", `obsolete ${name} has no replacement: dropped${advice}`);
  return null;
}

function failText(ontology: Ontology, text: string, options: ResolveOptions): never {
  const near = nearestLabels(ontology, text, NEAREST).map((term) => termName(ontology, term));
  const hint = near.length === 0 ? undefined : `Nearest: ${near.join(", ")}.`;
  throw hpoFault(`'${text}' is no HPO id, label or exact synonym`, options, hint);
}

function hpoFault(message: string, { path }: ResolveOptions, hint?: string): ToolError {
  return new ToolError("E_HPO", message, {
    ...(path === undefined ? {} : { path }),
    hint: hint ?? "Look it up: panelist phenotype term <id or text>.",
  });
}

/** Phenotypic abnormalities count, the root of them says nothing (HPO-03). */
function counts(ontology: Ontology, term: number, notes: TermNote[]): boolean {
  const inside = rowOf(ontology.ancestors, term).length > 0;
  const isRoot = ontology.numbers[term] === PHENOTYPIC_ABNORMALITY;
  if (inside && !isRoot) return true;
  const why = isRoot ? "is too general" : "is no phenotypic abnormality";
  notes.push({
    rule: "HPO-03",
    level: isRoot ? "warning" : "note",
    message: `${termName(ontology, term)} ${why}: not used for ranking`,
  });
  return false;
}

/** An excluded ancestor or equal of an observed term contradicts it: the exclusion goes (HPO-05, DEC-13). */
function dropContradictions(
  ontology: Ontology,
  observed: ReadonlySet<number>,
  excluded: Set<number>,
  options: ResolveOptions,
  notes: TermNote[],
): void {
  for (const term of observed) {
    for (const ancestor of rowOf(ontology.ancestors, term)) {
      if (!excluded.has(ancestor)) continue;
      const message = `observed ${termName(ontology, term)} contradicts excluded ${termName(ontology, ancestor)}`;
      if (options.strict) throw hpoFault(message, options, "Correct one of the two.");
      excluded.delete(ancestor);
      notes.push({ rule: "HPO-05", level: "warning", message: `${message}: exclusion dropped` });
    }
  }
}

/** Ascending places of those that are no ancestor of another (HPO-04). */
function mostSpecific(
  ontology: Ontology,
  observed: ReadonlySet<number>,
  notes: TermNote[],
): number[] {
  const redundant = new Map<number, number>();
  for (const term of observed) {
    for (const ancestor of rowOf(ontology.ancestors, term)) {
      if (ancestor !== term && observed.has(ancestor)) redundant.set(ancestor, term);
    }
  }
  for (const [general, specific] of redundant) {
    const message = `${termName(ontology, general)} is said by ${termName(ontology, specific)}`;
    notes.push({ rule: "HPO-04", level: "note", message });
  }
  return ascending([...observed].filter((term) => !redundant.has(term)));
}

/** Ascending places of those without an ancestor among them: who lacks seizures lacks all seizures. */
function mostGeneral(ontology: Ontology, excluded: ReadonlySet<number>): number[] {
  return ascending(
    [...excluded].filter((term) =>
      rowOf(ontology.ancestors, term).every((a) => a === term || !excluded.has(a)),
    ),
  );
}

function ascending(terms: number[]): number[] {
  return terms.sort((a, b) => a - b);
}
