/** Genes whose exons have names in the literature that differ from their numbers: the text gives both. */
import type { Told } from "./told.ts";

/** By HGNC id, the names of the exons of the MANE transcript in order. */
const NAMES: Readonly<Record<string, readonly string[]>> = {
  // SMN1 and SMN2: the second exon was found to be two.
  "HGNC:11117": ["1", "2a", "2b", "3", "4", "5", "6", "7", "8"],
  "HGNC:11118": ["1", "2a", "2b", "3", "4", "5", "6", "7", "8"],
};

export function withLegacyNames(told: Told, hgncId: string | null): Told {
  const names = NAMES[hgncId ?? ""];
  const { exons } = told;
  if (names === undefined || exons === null || exons.of !== names.length) return told;
  const [first, last] = [names[exons.first - 1] ?? "", names[exons.last - 1] ?? ""];
  if (first === String(exons.first) && last === String(exons.last)) return told;
  const called = first === last ? `exon ${first}` : `exons ${first}-${last}`;
  return { ...told, text: `${told.text}; known as ${called}` };
}
