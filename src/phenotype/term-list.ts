/** `--hpo`: comma-separated terms, with `!` or `-` before those that the patient does not have (HPO-06). */
import { findByText } from "./labels.ts";
import type { Ontology, WrittenTerm } from "./types.ts";
import { termNumber } from "./term-id.ts";

/**
 * Reads one list, e.g. `HP:0001250,!HP:0001252` or `Seizure`. A label may hold commas: the list is then
 * a single label, or the longest run of its pieces that is one.
 */
export function parseTermList(ontology: Ontology, list: string): WrittenTerm[] {
  const pieces = list.split(",").map((piece) => piece.trim());
  const terms: WrittenTerm[] = [];
  for (let at = 0; at < pieces.length;) {
    let length = 1;
    if (termNumber(unsigned(pieces[at] ?? "")) === null) {
      length = pieces.length - at;
      while (length > 1 && findByText(ontology, unsigned(joined(pieces, at, length))) === null)
        length--;
    }
    const text = joined(pieces, at, length);
    if (text !== "") terms.push({ text: unsigned(text), excluded: unsigned(text) !== text });
    at += length;
  }
  return terms;
}

function joined(pieces: readonly string[], at: number, length: number): string {
  return pieces.slice(at, at + length).join(", ");
}

function unsigned(text: string): string {
  return text.replace(/^[!-]\s*/, "");
}
