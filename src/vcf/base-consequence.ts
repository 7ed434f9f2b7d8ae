/** The parts of a transcript consequence that every annotator gives. */
import { classOf, impactOf, isCodingBiotype, normaliseTerms } from "../core/consequences.ts";
import { onceForText } from "../core/once.ts";
import type { TranscriptConsequence } from "./types.ts";

/**
 * What is known of any entry; the annotators fill in their own. The class is the transcript's as yet:
 * grouping by gene decides about non-coding exons (CSQ-04). Shared between entries: not to be changed.
 * @param terms joined by `&`
 */
export function baseConsequence(terms: string, biotype: string): TranscriptConsequence {
  return baseOf(`${terms}|${biotype}`);
}

/** Of `terms|biotype`; no annotation has a bar in its terms, which its columns are parted by. */
const baseOf = onceForText((key): TranscriptConsequence => {
  const bar = key.indexOf("|");
  const terms = normaliseTerms(key.slice(0, bar).split("&"));
  const biotype = key.slice(bar + 1);
  return {
    symbol: "",
    hgncId: null,
    ensemblGene: null,
    ncbiGene: null,
    transcript: "",
    biotype,
    terms,
    impact: impactOf(terms),
    class: classOf(terms, biotype, isCodingBiotype(biotype)),
    hgvsc: "",
    hgvsp: "",
    exon: "",
    intron: "",
    canonical: false,
    maneSelect: false,
    manePlusClinical: false,
    appris: "",
    tsl: null,
    picked: false,
    incomplete: false,
    afterStop: false,
  };
});

/** Nothing where the annotator says nothing of a protein. */
export function proteinPositionOf(text: string): { proteinPosition?: string } {
  return /\d/.test(text) ? { proteinPosition: text } : {};
}
