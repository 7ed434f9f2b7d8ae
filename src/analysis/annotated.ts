/** Input and output types of `annotate` and its comparison, for `src/index.ts`. */
import type { Assembly } from "../core/assembly.ts";
import type { KnowledgeUsed } from "../rank/types.ts";
import type { AnalyseOptions } from "./options.ts";

export type AnnotateOptions = Pick<
  AnalyseOptions,
  | "vcfs"
  | "assembly"
  | "transcripts"
  | "store"
  | "reference"
  | "allowRemote"
  | "policy"
  | "allowEmpty"
>;

export interface Annotated {
  assembly: Assembly;
  transcripts: KnowledgeUsed;
  records: number;
  /** Of them those that touch a transcript. */
  annotated: number;
}

/** One difference. */
export interface Difference {
  chrom: string;
  pos: number;
  ref: string;
  alt: string;
  gene: string;
  /** As the file names it; empty: of the gene. */
  transcript: string;
  /**
   * `placement`: the file has the class of the place that panelist does not count (DEC-41). `absent`: the file has no
   * entry in the gene that is known to be the allele's, panelist a HIGH or MODERATE one.
   */
  what: "absent" | "class" | "placement" | "reporting_transcript" | "hgvsc" | "hgvsp";
  file: string;
  panelist: string;
}

export interface Comparison {
  annotator: string;
  transcripts: KnowledgeUsed;
  differences: Difference[];
  counts: {
    records: number;
    /** Entries of the file on transcripts that the release has in the same version, or without one in the file. */
    compared: number;
    /** Entries on another version of a transcript: their class is compared, their names are not. */
    otherVersion: number;
    /** Entries on transcripts that the release lacks. */
    unknownTranscript: number;
    /** Entries of panelist on transcripts that the file does not name. */
    notInFile: number;
    /** Entries of one class whose terms differ in another way. */
    otherTerms: number;
    /** Names that the file gives and panelist leaves out, since it does not have the sequence; no difference. */
    unnamed: number;
    absent: number;
    class: number;
    placement: number;
    reporting_transcript: number;
    hgvsc: number;
    hgvsp: number;
  };
}
