/** The parts of a transcript consequence that every annotator gives. */
import { classOf, impactOf, isCodingBiotype, normaliseTerms } from "../core/consequences.ts";
import type { TranscriptConsequence } from "./model.ts";

/**
 * What is known of any entry; the annotators fill in their own. The class is the transcript's as yet:
 * grouping by gene decides about non-coding exons (CSQ-04).
 */
export function baseConsequence(terms: readonly string[], biotype: string): TranscriptConsequence {
  const normal = normaliseTerms(terms);
  return {
    symbol: "",
    hgncId: null,
    ensemblGene: null,
    ncbiGene: null,
    transcript: "",
    biotype,
    terms: normal,
    impact: impactOf(normal),
    class: classOf(normal, biotype, isCodingBiotype(biotype)),
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
}

/** `8847`, `HGNC:8847` and `HGNC:HGNC:8847` are all `HGNC:8847` (DEC-17); null for anything else. */
export function hgncIdOf(text: string): string | null {
  const match = /^(?:HGNC:)*(\d+)$/i.exec(text.trim());
  return match === null ? null : `HGNC:${match[1]}`;
}

/** Ensembl gene id without its version, or null. */
export function ensemblGeneOf(text: string): string | null {
  return /^(ENSG\d+)(\.\d+)?$/.exec(text)?.[1] ?? null;
}
