/** The shape of `panelist.run`: how one analysis was run. */
import { z } from "zod";
import type { RunDocument } from "../run.ts";
import { knowledgeUsedSchema } from "./knowledge.ts";
import { indicationSchema, panelSource, sampleChecksSchema } from "./shared.ts";

const text = z.string();
const texts = z.array(text);
const count = z.int().nonnegative();
const optionalText = text.nullable();
const optionalCount = count.nullable();
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

const panelResolution = z
  .strictObject({
    asked: text.describe("as typed after --panel"),
    source: text,
    standing: z.enum(["signed_off", "unsigned", "no_sign_off_known"]),
    fetched: text.describe("when it came into the store"),
    terms: text,
    indication: indicationSchema.nullable(),
  })
  .describe("panels of the store alone: how the word came to this version");

const counts = z.record(text, count);

/** In full; its own schema is policy.schema.json. */
const policy = z
  .looseObject({ schema: z.literal("panelist.policy"), version: z.literal(1) })
  .describe("every field of policy.schema.json") as unknown as z.ZodType<RunDocument["policy"]>;

export const runSchema: z.ZodType<RunDocument> = z
  .strictObject({
    schema: z.literal("panelist.run"),
    version: z.literal(1),
    tool: z.strictObject({ name: z.literal("panelist"), version: text, node: text }),
    commandLine: texts,
    assembly: z.enum(["GRCh37", "GRCh38"]),
    inputs: z.array(
      z.strictObject({
        path: text,
        role: z.enum(["vcf", "index", "ped", "panel", "policy", "override", "reference"]),
        size: optionalCount,
        digest: z
          .strictObject({ kind: z.enum(["full", "header+index", "index"]), sha256 })
          .nullable(),
      }),
    ),
    panels: z.array(
      z.strictObject({
        id: text,
        name: text,
        version: optionalText,
        source: panelSource,
        digest: text,
        resolution: panelResolution.exactOptional(),
      }),
    ),
    policyDigest: sha256,
    policy,
    knowledge: knowledgeUsedSchema,
    scan: z.strictObject({ mode: z.enum(["index", "full", "stream"]), why: text }),
    threads: z.int().positive(),
    counts: z.strictObject({
      recordsRead: count,
      recordsKept: count,
      dropped: counts,
      droppedInGenes: counts,
      droppedAlleles: counts
        .exactOptional()
        .describe(
          "damaging alleles of the proband in no candidate and on no list, each under one reason, of the records in scope; absent from older records",
        ),
      candidatesByTier: z.strictObject({ 1: count, 2: count, 3: count }),
      untiered: counts,
      withheld: count,
    }),
    sampleChecks: sampleChecksSchema,
    warnings: texts,
    started: z.iso.datetime(),
    finished: z.iso.datetime(),
    wallTimeMs: z.number().nonnegative(),
  })
  .describe("How one analysis was run.");
