/** A transcript between the file's rows and the columns. */
import type { TranscriptGene } from "../types.ts";

/** 1-based, inclusive. */
export interface Extent {
  start: number;
  end: number;
}

/** As in `TranscriptColumns` and `TranscriptNames`, which say what each means. */
export interface DraftTranscript extends Extent {
  id: string;
  protein: string;
  counterpart: string;
  gene: TranscriptGene;
  strand: number;
  flags: number;
  biotype: string;
  tsl: number;
  appris: string;
  /** In the transcript's direction. */
  exons: readonly Extent[];
  cdsStart: number;
  cdsEnd: number;
  phase: number;
  rows: Extent[];
  sec: number[];
  gapAt: number;
}
