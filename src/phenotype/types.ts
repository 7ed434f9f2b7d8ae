/** What the room holds: one release of the ontology with its diseases and genes, as flat arrays. */
import type { z } from "zod";
import type { Csr, Texts } from "./csr.ts";
import type * as schema from "./schema.ts";

/**
 * The classes of a release. A term is named by its place in `numbers`; only places of the subtree of
 * HP:0000118 Phenotypic abnormality have ancestors (HPO-03).
 */
export interface Ontology {
  /** Int32Array[terms], ascending: HPO ids without `HP:`, live classes alone. */
  numbers: Int32Array;
  names: Texts;
  /** Exact synonyms, and the term of each. */
  synonyms: Texts;
  synonymTerms: Int32Array;
  /** Direct `is_a` parents (HPO-08). */
  parents: Csr;
  /** The term itself and all its ancestors up to Phenotypic abnormality; empty outside that subtree. */
  ancestors: Csr;
  /** Int32Array[terms of the subtree]: every parent before its children. */
  order: Int32Array;
  /** Ids that were merged into another: ascending, with the term that took them. */
  alternatives: Int32Array;
  alternativeTerms: Int32Array;
  retired: RetiredTerms;
}

/** Obsolete classes, ascending by id. */
interface RetiredTerms {
  numbers: Int32Array;
  names: Texts;
  /** The term that replaces each; -1: none. */
  replacedBy: Int32Array;
  /** Terms to consider instead, by place. */
  consider: Csr;
}

/** What the annotation files say of each disease, row by row. */
export interface Annotations {
  /** Int32Array[diseases + 1]: rows of disease d are `offsets[d] .. offsets[d + 1]`. */
  offsets: Int32Array;
  terms: Int32Array;
  /** `n` and `m` of a frequency `n/m`; m = 0: not given so. */
  seen: Int32Array;
  of: Int32Array;
  /** Frequency as a fraction where a class or percentage is given; NaN: none. */
  stated: Float32Array;
  /** 1: the disease is known not to show the feature (qualifier NOT). */
  excluded: Uint8Array;
  /** PubMed ids of each row. */
  publications: Csr;
}

export interface Diseases {
  /** `OMIM:154700`, `ORPHA:558`, `DECIPHER:16`; `NCBIGene:2200` for a gene known by its terms alone. */
  ids: Texts;
  names: Texts;
  /** Modes of inheritance, as places of terms. */
  modes: Csr;
  /** 1: the terms of a gene, where a release has no table of that gene's diseases. */
  isGeneProfile: Uint8Array;
  /** 1: an entry of Orphanet. */
  isOrphanet: Uint8Array;
  /** Int32Array[diseases]: number of genes that share the disease. */
  genes: Int32Array;
  annotations: Annotations;
}

export interface Genes {
  /** Int32Array[genes], ascending: NCBI gene ids. */
  numbers: Int32Array;
  symbols: Texts;
  /** Diseases of each gene, Mendelian ones (IC-03). */
  diseases: Csr;
}

/** How often each disease shows each term, from rows of all sources, and what follows for the terms. */
export interface Profiles {
  /**
   * Per disease its own terms, most specific or not, with one frequency each (`frequencies`, fractions
   * above 0). Rows that exclude a term are not here.
   */
  terms: Csr;
  frequencies: Float32Array;
  /**
   * The same the other way, with ancestors: per term the diseases that show it or a descendant; the
   * frequency is the highest of those descendants.
   */
  diseases: Csr;
  shown: Float32Array;
  /** Terms that a disease is known not to show. */
  excluded: Csr;
  /** Float64Array[diseases]: sum of the frequencies of a disease's own terms: how many a patient shows. */
  mass: Float64Array;
  /** Float64Array[diseases]: sum of frequency x information² over its terms and their ancestors. */
  norm: Float64Array;
  /** Number of diseases with any term: N of IC-02. */
  annotated: number;
  /** Float64Array[terms]: -ln(n / N), n at least 1; 0 outside the subtree (IC-02). */
  information: Float64Array;
  /** Float64Array[terms]: mean over all diseases of the frequency of the term, at least 1e-5. */
  background: Float64Array;
}

/** One release, ready to answer. */
export interface HpoRelease {
  /** Date of the release, e.g. `2023-01-27`. */
  release: string;
  ontology: Ontology;
  diseases: Diseases;
  genes: Genes;
  profiles: Profiles;
}

/** What a list ranks. */
export type RankBy = "gene" | "disease";

export type NamedTerm = z.infer<typeof schema.namedTerm>;

/** One term of the patient held against one disease. */
export type TermReason = z.infer<typeof schema.termReason>;

/** A disease of a gene. */
export type DiseaseOfGene = z.infer<typeof schema.diseaseOfGene>;

export type PhenotypeReason = z.infer<typeof schema.phenotypeReason>;

/** A term as given. */
export type WrittenTerm = z.infer<typeof schema.writtenTerm> & {
  /** Its place in a patient's file, such as `terms[2]`; undefined: it was typed. */
  at?: string | undefined;
};
