/** Declared sources: files that survivors are looked up in, and what is taken from them. */
import type { z } from "zod";
import type { PopulationEvent } from "../structural/types.ts";
import type { source } from "./schema.ts";

export type SourceSpec = z.infer<typeof source>;

export type SourceField = SourceSpec["fields"][number];

/** What becomes of several matching records of a source. */
export type Combine = SourceField["combine"];

/** What a value is for; `shown`: for the report alone. */
export type Role = SourceField["as"];

/** 1-based inclusive, on a canonical chromosome. */
export interface Place {
  chrom: string;
  start: number;
  end: number;
}

/** One allele of a record of a source. */
export interface SourceRow {
  /** 1-based; of an allele its minimal representation's. */
  pos: number;
  /** null: matched by position. */
  ref: string | null;
  alt: string | null;
  /** Of each field, in their order; undefined: the record has none. */
  values: () => (string | undefined)[];
  /** Of a source of events; a line may be two. */
  event?: PopulationEvent;
  /** Of a source of places: the last base. */
  last?: number;
}

/** How what is asked for meets the rows of a source. */
export interface Matching<Key> {
  /** Where its rows lie. */
  place(key: Key): Place;
  matches(row: SourceRow, key: Key): boolean;
  /** Told before the line is read, by its text and its last base: is it certainly none of the key's? */
  isOther?(line: string, last: number, key: Key): boolean;
  /** The reference's base at the place's start; null: not known. By it a file of another build is found out. */
  base(key: Key): string | null;
}

/** A file of any format, opened. */
export interface OpenSource {
  /** Canonical chromosomes that it has records of. */
  chroms: ReadonlySet<string>;
  /** Rows that match, in file order; keys without any are left out. */
  rows<Key>(keys: readonly Key[], matching: Matching<Key>): Promise<Map<Key, SourceRow[]>>;
  close(): void;
}
