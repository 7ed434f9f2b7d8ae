/** The shapes of what is written of a case beside its runs. */
import { z } from "zod";
import {
  CASE_STATUSES,
  type CaseFile,
  type LogLine,
  type Tombstone,
  type VerdictsFile,
} from "../../archive/index.ts";
import {
  assembly,
  classification,
  count,
  day,
  digests,
  first,
  maybe,
  number,
  rules,
  said,
  second,
  sha256,
  text,
  texts,
  time,
} from "./schema-words.ts";

const dataset = z
  .strictObject({
    number,
    added: time,
    assay: maybe,
    assembly,
    annotator: maybe,
    resequenced: z.literal(true).exactOptional(),
    vcfs: z.array(
      z.strictObject({
        path: text,
        size: count.nullable(),
        headerAndIndex: sha256,
        ends: sha256.nullable().describe("over the first and the last MiB"),
      }),
    ),
    distilled: z.array(z.strictObject({ path: text, records: count, bytes: count, sha256 })),
    criteria: z.strictObject({
      version: first,
      frequency: z.number(),
      populations: z.record(
        text,
        z.strictObject({ genomesOnly: z.boolean(), frequency: z.number() }),
      ),
      clinvarFrequency: z.number(),
      margin: count,
      spliceAi: z.number(),
      carriers: z.enum(["proband", "anyone"]),
      keepAlleles: texts,
      extraFields: texts,
      geneTable: text.exactOptional(),
    }),
    rules,
    digests: digests.exactOptional(),
    unnamed: texts.exactOptional(),
    people: texts.exactOptional(),
    classifications: z.array(classification).exactOptional(),
    // Counts by person, pair and chromosome; what reads them is the sample checks alone.
    tally: z
      .record(text, z.union([z.number(), z.array(z.number())]))
      .nullable()
      .describe("what the sample checks counted") as unknown as z.ZodType<
      CaseFile["datasets"][number]["tally"]
    >,
    chromosomes: texts,
    records: count,
  })
  .meta({ id: "dataset" });

export const archiveCaseSchema: z.ZodType<CaseFile> = z
  .strictObject({
    schema: z.literal("panelist.archive-case"),
    version: second,
    id: text,
    created: time,
    status: z.enum(CASE_STATUSES),
    consent: z.strictObject({ given: z.boolean(), until: day.nullable() }),
    analysis: z.strictObject({
      panels: texts,
      genes: texts,
      geneAgnostic: z.boolean(),
      beyondPanel: z.boolean(),
      minConfidence: z.enum(["green", "amber"]),
      proband: maybe,
      sex: z.record(text, z.enum(["male", "female"])),
      affected: texts,
      forceSex: z.boolean(),
      notGeneticParents: texts,
      allowPhenocopy: count,
      penetrance: z.enum(["complete", "incomplete", "both"]),
      assembly: assembly.nullable(),
      clinvar: maybe,
      inhouse: maybe,
      germlineAnyway: z.literal(true).exactOptional(),
    }),
    terms: z
      .strictObject({
        terms: z.array(
          z.strictObject({
            text,
            excluded: z.boolean(),
            onset: maybe.exactOptional(),
            modifiers: texts.exactOptional(),
          }),
        ),
        release: maybe,
      })
      .exactOptional(),
    ped: maybe,
    policy: maybe,
    override: maybe,
    digests: digests.exactOptional(),
    datasets: z.array(dataset).min(1),
  })
  .describe("case.json: how a case is analysed, and its datasets; the last one is in use.");

export const archiveVerdictsSchema: z.ZodType<VerdictsFile> = z
  .strictObject({
    schema: z.literal("panelist.archive-verdicts"),
    version: first,
    verdicts: z.array(
      z.strictObject({
        ...said,
        assembly,
        chrom: text,
        pos: number,
        ref: text,
        alt: text,
        gene: maybe,
        hgvs: texts,
        recorded: time,
        dataset: number,
      }),
    ),
  })
  .describe("verdicts.json: what people said of variants, in the order in which they said it.");

export const archiveLogSchema: z.ZodType<LogLine> = z
  .strictObject({ date: time, by: text, what: text, detail: text.exactOptional() })
  .describe("One line of log.jsonl: who did what, when.");

export const archiveTombstoneSchema: z.ZodType<Tombstone> = z
  .strictObject({
    schema: z.literal("panelist.archive-tombstone"),
    version: first,
    id: text,
    removed: time,
    by: text,
    why: text,
  })
  .describe("tombstones/<case>.json: what is left of a removed case.");
