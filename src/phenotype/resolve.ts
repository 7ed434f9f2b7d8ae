/**
 * From the terms as written to the terms that count (HPO-01 to HPO-07, DEC-13). Nothing is guessed: what is not an
 * id, a label or an exact synonym is an error that names the nearest labels.
 */
import { counted } from "../core/counted.ts";
import { ToolError } from "../core/errors.ts";
import { slips } from "../core/nearest.ts";
import { indexIn, listAt, textOf } from "./csr.ts";
import type { Query } from "./features.ts";
import { findByText, nearestLabels } from "./labels.ts";
import type { Ontology, WrittenTerm } from "./types.ts";
import {
  isFilledUp,
  isOfOtherOntology,
  PHENOTYPIC_ABNORMALITY,
  slippedDigits,
  termId,
  termNumber,
} from "./term-id.ts";

export interface TermNote {
  rule: "HPO-02" | "HPO-03" | "HPO-04" | "HPO-05" | "HPO-07";
  level: "note" | "warning";
  /** For people; names the term. */
  message: string;
  /** Of a written term that does not count at all. */
  dropped?: Dropped;
  /** An id that is not the written one counts: replaced, merged, or filled up with zeros (DEC-31). */
  mapped?: true;
}

/** `unknown`: the release has no such id or label (DEC-31). */
interface Dropped {
  term: string;
  why: "unknown" | "obsolete" | "other_ontology";
}

export interface Resolved extends Query {
  /** What was written for each term; of several the first. */
  given: ReadonlyMap<number, WrittenTerm>;
  notes: TermNote[];
}

interface ResolveOptions {
  /** Terms that count for nothing, and contradictions, are errors, not warnings. */
  strict: boolean;
  /** An unknown id or text is dropped with a warning, not an error (DEC-31). */
  skipUnknown?: boolean | undefined;
  /** Where the terms stand, for errors. */
  path?: string | undefined;
}

/** What is asked, and what is to be told of it. */
interface Resolving extends ResolveOptions {
  ontology: Ontology;
  note: (
    rule: TermNote["rule"],
    level: TermNote["level"],
    message: string,
    became?: Pick<TermNote, "dropped" | "mapped">,
  ) => void;
}

const FEW_TERMS = 2;
const MANY_TERMS = 30;
const NEAREST = 5;

/**
 * @throws ToolError E_HPO: an id or text that the release does not know, unless it is skipped; under `strict` a
 *   contradiction, and a term of another ontology
 */
export function resolveTerms(
  ontology: Ontology,
  written: readonly WrittenTerm[],
  options: ResolveOptions,
): Resolved {
  const notes: TermNote[] = [];
  const resolving: Resolving = {
    ...options,
    ontology,
    note: (rule, level, message, became) => notes.push({ rule, level, message, ...became }),
  };
  const observed = new Set<number>();
  const excluded = new Set<number>();
  const given = new Map<number, WrittenTerm>();
  for (const one of written) {
    const term = termOf(one, resolving);
    if (term === null || !counts(term, resolving)) continue;
    (one.excluded ? excluded : observed).add(term);
    if (!given.has(term)) given.set(term, one);
  }
  dropContradictions(observed, excluded, resolving);
  const specific = mostSpecific(observed, resolving);
  const general = mostGeneral(ontology, excluded);
  const weakness = weaknessOf(specific.length);
  if (weakness !== null) resolving.note("HPO-07", "warning", weakness);
  return { observed: specific, excluded: general, given, notes };
}

/** What a number of observed terms makes doubtful; null: nothing. */
function weaknessOf(terms: number): string | null {
  if (terms === 0) return "no observed term can be used: the phenotype does not affect the order";
  if (terms <= FEW_TERMS) return `weak phenotype: ${counted(terms, "observed term")}`;
  return terms > MANY_TERMS ? `${terms} observed terms: a copied list?` : null;
}

/** `HP:0001250 Seizure`. */
export function termName(ontology: Ontology, term: number): string {
  return `${termId(ontology.numbers[term] ?? 0)} ${textOf(ontology.names, term)}`;
}

/** The live term that a text means; null: none, and a note says why (HPO-01, HPO-02). */
function termOf({ text, at: place }: WrittenTerm, resolving: Resolving): number | null {
  const { ontology, strict, skipUnknown = false } = resolving;
  const map = (message: string): void =>
    resolving.note("HPO-02", "warning", message, { mapped: true });
  const drop = (term: string, why: Dropped["why"], message: string): null => {
    resolving.note("HPO-02", "warning", message, { dropped: { term, why } });
    return null;
  };
  const number = termNumber(text);
  if (number === null) {
    const digits = slippedDigits(text);
    if (digits !== null) {
      const message = `${text} has ${counted(digits.length, "digit")}, but an HPO id has seven`;
      if (skipUnknown) return drop(text, "unknown", `${message}: dropped`);
      const near = nearestIds(ontology, digits).map((term) => termName(ontology, term));
      // A digit away from a term: nearly the term itself.
      const bare = `an id of ${counted(digits.length, "digit")}, but an HPO id has seven`;
      throw hpoFault(
        place,
        resolving,
        { message, hint: hintOf(near) },
        { message: bare, hint: hintOf([]) },
      );
    }
    const found = findByText(ontology, text);
    if (found !== null) return found;
    if (!strict && isOfOtherOntology(text))
      return drop(text, "other_ontology", `${text} is a term of another ontology: dropped`);
    if (!skipUnknown) throw unknownText(text, place, resolving);
    return drop(text, "unknown", `'${text}' is not an HPO id, label or exact synonym: dropped`);
  }
  const at = indexIn(ontology.numbers, number);
  if (at >= 0) {
    if (isFilledUp(text)) map(`${text} is read as ${termName(ontology, at)}`);
    return at;
  }
  const alternative = indexIn(ontology.alternatives, number);
  if (alternative >= 0) {
    const term = ontology.alternativeTerms[alternative] ?? -1;
    map(`${termId(number)} is now ${termName(ontology, term)}`);
    return term;
  }
  const { retired } = ontology;
  const gone = indexIn(retired.numbers, number);
  if (gone < 0) {
    const id = termId(number);
    const message = `unknown HPO term ${id}`;
    if (skipUnknown) return drop(id, "unknown", `${message}: dropped`);
    const near = nearestIds(ontology, String(number).padStart(7, "0")).map((term) =>
      termName(ontology, term),
    );
    // An id that nobody knows says nothing of the patient; the terms nearest to it may.
    throw hpoFault(
      place,
      resolving,
      { message, hint: hintOf(near) },
      { message, hint: hintOf([]) },
    );
  }
  const name = `${termId(number)} ${textOf(retired.names, gone)}`;
  const replacement = retired.replacedBy[gone] ?? -1;
  if (replacement >= 0) {
    map(`obsolete ${name} is replaced by ${termName(ontology, replacement)}`);
    return replacement;
  }
  const instead = Array.from(listAt(retired.consider, gone), (term) => termName(ontology, term));
  const advice = instead.length === 0 ? "" : `; consider ${instead.join(", ")}`;
  return drop(termId(number), "obsolete", `obsolete ${name} has no replacement: dropped${advice}`);
}

function unknownText(text: string, place: string | undefined, resolving: Resolving): ToolError {
  const { ontology } = resolving;
  const near = nearestLabels(ontology, text, NEAREST).map((term) => termName(ontology, term));
  const what = "no HPO id, label or exact synonym";
  const full = { message: `'${text}' is ${what}`, hint: hintOf(near) };
  return hpoFault(place, resolving, full, { message: what, hint: hintOf([]) });
}

function hintOf(near: readonly string[]): string {
  const skip = "Add --skip-unknown-terms to continue without it.";
  return near.length === 0
    ? `Look it up: panelist phenotype term <id or text>. ${skip}`
    : `Nearest: ${near.join(", ")}. ${skip}`;
}

/** Live terms whose id is a slip of the hand away: one digit another, two swapped, one too many or lost. */
function nearestIds(ontology: Ontology, digits: string): number[] {
  const places = slips(digits, "0123456789")
    .filter((one) => one.length === 7)
    .map((one) => indexIn(ontology.numbers, Number(one)));
  return [...new Set(places)].filter((place) => place >= 0).slice(0, NEAREST);
}

interface Words {
  message: string;
  hint: string;
}

/** @param place in a patient's file: then `bare` is told, and `full` to those who ask for it */
function hpoFault(
  place: string | undefined,
  { path }: ResolveOptions,
  full: Words,
  bare: Words,
): ToolError {
  if (place === undefined) return new ToolError("E_HPO", full.message, { path, hint: full.hint });
  return new ToolError("E_HPO", `${place}: ${bare.message}`, {
    path,
    hint: bare.hint,
    named: { message: `${place}: ${full.message}`, hint: full.hint },
  });
}

/** Phenotypic abnormalities count, the root of them says nothing (HPO-03). */
function counts(term: number, { ontology, note }: Resolving): boolean {
  const inside = listAt(ontology.ancestors, term).length > 0;
  const isRoot = ontology.numbers[term] === PHENOTYPIC_ABNORMALITY;
  if (inside && !isRoot) return true;
  const why = isRoot ? "is too general" : "is not a phenotypic abnormality";
  const message = `${termName(ontology, term)} ${why}: not used for ranking`;
  note("HPO-03", isRoot ? "warning" : "note", message);
  return false;
}

/** An excluded ancestor or equal of an observed term contradicts it: the exclusion goes (HPO-05, DEC-13). */
function dropContradictions(
  observed: ReadonlySet<number>,
  excluded: Set<number>,
  resolving: Resolving,
): void {
  const { ontology, strict, note } = resolving;
  for (const term of observed)
    for (const ancestor of listAt(ontology.ancestors, term)) {
      if (!excluded.has(ancestor)) continue;
      const message = `observed ${termName(ontology, term)} contradicts excluded ${termName(ontology, ancestor)}`;
      if (strict) throw contradiction(message, resolving);
      excluded.delete(ancestor);
      note("HPO-05", "warning", `${message}: exclusion dropped`);
    }
}

function contradiction(message: string, resolving: Resolving): ToolError {
  const hint = "Correct one of the two terms.";
  const bare = { message: "an observed term contradicts an excluded one", hint };
  const place = resolving.path === undefined ? undefined : "the patient's terms";
  return hpoFault(place, resolving, { message, hint }, bare);
}

/** Ascending places of those that are no ancestor of another (HPO-04). */
function mostSpecific(observed: ReadonlySet<number>, { ontology, note }: Resolving): number[] {
  const redundant = new Map<number, number>();
  for (const term of observed)
    for (const ancestor of listAt(ontology.ancestors, term))
      if (ancestor !== term && observed.has(ancestor)) redundant.set(ancestor, term);
  for (const [general, specific] of redundant)
    note(
      "HPO-04",
      "note",
      `${termName(ontology, general)} is implied by ${termName(ontology, specific)}`,
    );
  return ascending([...observed].filter((term) => !redundant.has(term)));
}

/** Ascending places of those without an ancestor among them: who lacks seizures lacks all seizures. */
function mostGeneral(ontology: Ontology, excluded: ReadonlySet<number>): number[] {
  return ascending(
    [...excluded].filter((term) =>
      listAt(ontology.ancestors, term).every((a) => a === term || !excluded.has(a)),
    ),
  );
}

function ascending(terms: number[]): number[] {
  return terms.sort((a, b) => a - b);
}
