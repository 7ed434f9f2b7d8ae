/** Terms looked up and compared. */
import {
  findByText,
  type HpoRelease,
  nearestLabels,
  openRelease,
  resolveTerms,
  listAt,
  similarity,
  slippedDigits,
  termId,
  termName,
  termNumber,
  textOf,
} from "../phenotype/index.ts";
import type { Store } from "../store/types.ts";

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
  release: string | undefined,
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

interface TermLookup {
  release: string;
  terms: TermEntry[];
}

const NEAREST = 10;

/** By id the term it means; by text the exact one alone, else the nearest. @throws ToolError E_HPO: unknown id */
export async function lookUpTerms(
  store: Store,
  release: string | undefined,
  text: string,
): Promise<TermLookup> {
  const { knowledge } = await openRelease(store, release);
  return { release: knowledge.release, terms: termsOf(knowledge, text) };
}

function termsOf(knowledge: HpoRelease, text: string): TermEntry[] {
  const { ontology } = knowledge;
  const number = termNumber(text);
  if (number === null) {
    if (slippedDigits(text) !== null)
      resolveTerms(ontology, [{ text, excluded: false }], { strict: true });
    const exact = findByText(ontology, text);
    const found = exact === null ? nearestLabels(ontology, text, NEAREST) : [exact];
    return found.map((term) => entryOf(knowledge, term, null));
  }
  const { observed, notes } = resolveTerms(ontology, [{ text, excluded: false }], { strict: true });
  const note = notes.find(({ rule }) => rule === "HPO-02" || rule === "HPO-03")?.message ?? null;
  const [term = ontology.numbers.indexOf(number)] = observed;
  if (term >= 0) return [entryOf(knowledge, term, note)];
  const nothing = { synonyms: [], parents: [], diseases: 0, informationContent: 0 };
  return [{ id: termId(number), name: "", note, ...nothing }];
}

function entryOf({ ontology, profiles }: HpoRelease, term: number, note: string | null): TermEntry {
  const named = (place: number): { id: string; name: string } => {
    const [id = "", ...name] = termName(ontology, place).split(" ");
    return { id, name: name.join(" ") };
  };
  const synonyms: string[] = [];
  for (const [i, owner] of ontology.synonymTerms.entries())
    if (owner === term) synonyms.push(textOf(ontology.synonyms, i));
  return {
    ...named(term),
    note,
    synonyms: [...new Set(synonyms)],
    parents: Array.from(listAt(ontology.parents, term), named),
    diseases: listAt(profiles.diseases, term).length,
    informationContent: profiles.information[term] ?? 0,
  };
}
