/** Terms by their words. */
import { likeness } from "../core/nearest.ts";
import { textCount, textOf, type Texts } from "./csr.ts";
import type { Ontology } from "./types.ts";

/** The term whose label, else whose exact synonym this is, whatever the case (HPO-01); null: none. */
export function findByText(ontology: Ontology, text: string): number | null {
  const wanted = plain(text);
  for (let term = 0; term < textCount(ontology.names); term++)
    if (plain(textOf(ontology.names, term)) === wanted) return term;
  for (let i = 0; i < textCount(ontology.synonyms); i++)
    if (plain(textOf(ontology.synonyms, i)) === wanted) return ontology.synonymTerms[i] ?? null;
  return null;
}

function plain(text: string): string {
  return text.trim().toLowerCase().replaceAll(/\s+/g, " ");
}

/**
 * The phenotypic terms whose label or exact synonym is nearest, by shared runs of three letters (Dice);
 * labels that contain the text whole come first. Ties: the lower id.
 */
export function nearestLabels(ontology: Ontology, text: string, most: number): number[] {
  const wanted = plain(text);
  const alike = likeness(wanted);
  const best = new Map<number, number>();
  const weigh = (from: Texts, termAt: (i: number) => number): void => {
    for (let i = 0; i < textCount(from); i++) {
      const term = termAt(i);
      if (ontology.ancestors.offsets[term] === ontology.ancestors.offsets[term + 1]) continue;
      const label = plain(textOf(from, i));
      const score = alike(label) + (wanted.length > 2 && label.includes(wanted) ? 1 : 0);
      if (score > (best.get(term) ?? 0)) best.set(term, score);
    }
  };
  weigh(ontology.names, (i) => i);
  weigh(ontology.synonyms, (i) => ontology.synonymTerms[i] ?? 0);
  return [...best]
    .sort(([a, x], [b, y]) => y - x || a - b)
    .slice(0, most)
    .map(([term]) => term);
}
