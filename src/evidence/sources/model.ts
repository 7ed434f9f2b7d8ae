/** Declared sources: indexed files that survivors are looked up in, and what is taken from them. */
import type { Assembly } from "../../core/assembly.ts";

/** What becomes of several matching records of a source. */
export type Combine = "first" | "max" | "min" | "mean" | "sum" | "concat" | "count" | "flag";

/** What a value is for; `shown`: for the report alone. */
export type Role =
  | "shown"
  | "frequency"
  | "homozygotes"
  | "hemizygotes"
  | "alleleNumber"
  | "revel"
  | "cadd"
  | "alphaMissense"
  | "spliceAi";

export interface SourceField {
  /** INFO key of a VCF, or name of a column; a column may be a number from 1. */
  field: string | number;
  /** As shown. */
  name: string;
  combine: Combine;
  as: Role;
  /** Of a frequency: upper-case population code; null: overall. */
  population: string | null;
}

export interface SourceSpec {
  name: string;
  /** Path or http(s) address; `{chrom}` stands for the chromosome's name. Relative paths: to the declaration. */
  file: string;
  format: "vcf" | "tsv";
  assembly: Assembly;
  /** For people and run.json. */
  release: string;
  /** Of a table: where the allele stands; without ref and alt it is matched by position. */
  columns: { chrom: number; pos: number; ref: number | null; alt: number | null } | null;
  fields: SourceField[];
  onFailure: "stop" | "not_assessed";
}
