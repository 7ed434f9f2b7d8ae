/** The shape of a declared source (docs/evidence.md). */
import { z } from "zod";
import { assembly } from "../core/schema.ts";

const column = z.int().positive();

const EVENT_KINDS = ["DEL", "DUP", "CNV", "INS", "ME", "INV", "BND", "CPX"] as const;

export const source = z.strictObject({
  name: z.string().min(1),
  /** Path or http(s) address; `{chrom}` stands for the chromosome's name. Relative paths: to the declaration. */
  file: z.string().min(1),
  format: z.enum(["vcf", "tsv", "bed", "echtvar"]),
  assembly,
  /** It holds structural and copy-number events, or places where such calls are not to be trusted; absent: alleles. */
  match: z.enum(["event", "low_confidence"]).optional(),
  /** Of events: kinds that its people were searched for in full, so that it speaks of what it lacks. Absent: DEL, DUP, INV. */
  kinds: z.array(z.enum(EVENT_KINDS)).min(1).optional(),
  /** `split`: one allele in each record, in its shortest form, so that its place is known beforehand. */
  records: z.enum(["joint", "split"]).default("joint"),
  /** Large enough that what it lacks, or has once, is rare (PM2). */
  speaksOfRare: z.boolean().default(false),
  /** Alleles of all its people; with `alleleNumber` it tells where too few were called. null: not known. */
  maxAlleleNumber: z.int().positive().nullable().default(null),
  /** For people and run.json. */
  release: z.string().default(""),
  /** Terms of use, one line; kept with what is prefetched. */
  licence: z.string().default(""),
  /** Of a table: where the allele stands; without ref and alt it is matched by position. Of events also end and type. */
  columns: z
    .strictObject({
      chrom: column,
      pos: column,
      ref: column.nullable().default(null),
      alt: column.nullable().default(null),
      end: column.optional(),
      type: column.optional(),
      /** Of the event, in bases: what is inserted. */
      length: column.optional(),
      id: column.optional(),
    })
    .nullable()
    .default(null),
  /** None of places alone. */
  fields: z
    .array(
      z.strictObject({
        /** INFO key of a VCF, or name of a column; a column may be a number from 1. */
        field: z.union([z.string().min(1), column]),
        /** Of a text of parts joined by `|`, once for each gene: those that count, from 1. Absent: the whole text. */
        parts: z.array(column).min(1).optional(),
        /** As shown. */
        name: z.string().min(1),
        /** What becomes of several matching records. */
        combine: z
          .enum(["first", "max", "min", "mean", "sum", "concat", "count", "flag"])
          .default("first"),
        /** What the value is for; `shown`: for the report alone. */
        as: z
          .enum([
            "shown",
            "frequency",
            "homozygotes",
            "hemizygotes",
            "alleleNumber",
            "alleleCount",
            "faf95",
            "copyStates",
            "filters",
            "group",
            "coverage",
            "revel",
            "cadd",
            "alphaMissense",
            "spliceAi",
          ])
          .default("shown"),
        /** Of a frequency or a count: upper-case population code; null: overall. */
        population: z.string().toUpperCase().nullable().default(null),
        /** Words that its text is made of; any other is an alarm. Absent: not held against a list. */
        words: z
          .strictObject({
            /** Of the source whose words they are. */
            version: z.string().min(1),
            known: z.array(z.string().min(1)).min(1),
          })
          .optional(),
      }),
    )
    .default([]),
  onFailure: z.enum(["stop", "not_assessed"]).default("stop"),
});

/** A ready declaration of a public source (`sources/presets.json`). */
export const preset = z.strictObject({
  preset: z.string(),
  title: z.string(),
  /** Where ranges of it are served; null: it must be obtained. */
  address: z.string().nullable(),
  /** How to come by it. */
  obtain: z.string(),
  /** Where this stands. */
  pages: z.array(z.string()),
  /** May a clinical service use it? `ask`: its licence does not say so for everybody. */
  serviceUse: z.enum(["yes", "ask", "no"]),
  /** The declaration but for its file. */
  source: z.looseObject({ assembly: z.string(), release: z.string().default("") }),
});

export const presetList = z.strictObject({
  schema: z.literal("panelist.source-presets"),
  version: z.literal(1),
  presets: z.array(preset),
});

/** Prefetched values, but for the pages themselves (values-file.ts). */
export const valuesHead = z.strictObject({
  source: z.string(),
  release: z.string(),
  assembly,
  /** Fields or columns of the source, in the order of the columns here. */
  fields: z.array(z.union([z.string(), column])),
  /** By canonical chromosome, [start, end] sorted and apart: what was walked; a row missing there is not in the source. */
  regions: z.record(z.string(), z.array(z.tuple([z.int(), z.int()]))),
  pages: z.array(
    z.strictObject({
      chrom: z.string(),
      /** Positions of the first and the last row. */
      first: z.int(),
      last: z.int(),
      rows: z.int(),
      /** From the first page's beginning. */
      at: z.int(),
      bytes: z.int(),
      crc: z.int(),
    }),
  ),
});
