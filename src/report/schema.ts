/**
 * The shapes of `panelist.report` and `panelist.run` for those who check or read them back, and the source of
 * docs/schemas (`UPDATE_SCHEMAS=1 npx vitest run test/report/schemas.test.ts`). Loads zod: nothing that only
 * writes needs it.
 */
import { z } from "zod";
import { DECISIONS, REPORTED_CLASSES } from "../core/decision.ts";
import type { Policy } from "../core/policy.ts";
import {
  assembly,
  count,
  counts,
  optionalCount,
  optionalText,
  sha256,
  text,
  texts,
} from "../core/schema.ts";
import { eventFile } from "../structural/schema.ts";
import { panelResolution } from "../panel/schema.ts";
import {
  answerHead,
  answerTail,
  candidate,
  candidateId,
  knowledgeUsed,
  labels,
  panelSource,
  ranking,
  sampleChecks,
  sideCandidate,
  warning,
} from "../rank/schema.ts";

const side = z.array(sideCandidate);

export const reportSchema = z
  .strictObject({
    schema: z.literal("panelist.report"),
    version: z.literal(3),
    ...answerHead,
    candidates: z.array(candidate),
    /** DEC-09. */
    untiered: z
      .strictObject({
        one_hit: side,
        possible_mosaic: side,
        xlr_female_het: side,
        /** DEC-51. */
        low_heteroplasmy: side
          .exactOptional()
          .describe(
            "mitochondrial variants, P or LP in ClinVar, below the limit of heteroplasmy; absent: none",
          ),
        /** DEC-47. Absent, as the next one: there are none. */
        failed_filter_event: side.exactOptional(),
        /** DEC-24. */
        gel_tier_a: side
          .exactOptional()
          .describe(
            "events that Genomics England would label A but that are not candidates here, with the reason",
          ),
      })
      .describe("shown outside the tiers: no tier, no rank"),
    ...answerTail,
  })
  .describe("Candidates of one analysis. Holds nothing that depends on when or how it was run.");

const eventCounts = z.strictObject({
  files: z.array(eventFile),
  /** Of all files together. */
  events: count,
  kept: count,
  dropped: counts.describe("dropped events, by reason"),
});

/** In full; its own schema is policy.schema.json. */
const policy = z
  .looseObject({
    schema: z.literal("panelist.policy"),
    version: z.union([z.literal(1), z.literal(2)]),
  })
  .describe("every field of policy.schema.json") as unknown as z.ZodType<Policy>;

export const runInput = z.strictObject({
  /** As given: a path, an address, or `-`. */
  path: text,
  role: z.enum([
    "vcf",
    "events",
    "index",
    "ped",
    "panel",
    "policy",
    "override",
    "reference",
    "identity",
  ]),
  /** Bytes; null where it is not known beforehand (a stream). */
  size: optionalCount,
  digest: z
    .strictObject({ kind: z.enum(["full", "header+index", "index"]), sha256 })
    .nullable()
    .describe(
      "header+index: of a VCF's header text and its index, not of its records; null: nothing was digested",
    ),
});

export const runSchema = z
  .strictObject({
    schema: z.literal("panelist.run"),
    version: z.literal(2),
    tool: z.strictObject({ name: z.literal("panelist"), version: text, node: text }),
    /** Program and arguments. */
    commandLine: texts,
    settings: z
      .array(z.strictObject({ option: text, value: text, from: text }))
      .optional()
      .describe(
        "options that did not come from the command line: from the environment, or a configuration file by its path; absent if there are none, and from older records",
      ),
    labels: labels.optional(),
    assembly,
    inputs: z.array(runInput),
    panels: z.array(
      z.strictObject({
        id: text,
        name: text,
        version: optionalText,
        source: panelSource,
        digest: text,
        resolution: panelResolution.optional(),
      }),
    ),
    policyDigest: sha256,
    policy,
    /** Releases that were looked up in. */
    knowledge: z.array(knowledgeUsed),
    scan: z.strictObject({ mode: z.enum(["index", "full", "stream"]), why: text }),
    threads: z.int().positive(),
    counts: z.strictObject({
      recordsRead: count,
      /** Records with at least one allele that came to the genes. */
      recordsKept: count,
      /** Records by the reason for which they left. */
      dropped: counts,
      /** Variants that came to a gene and are in no candidate and on no list, by reason. */
      droppedInGenes: counts,
      /** The same for every kind of scan. */
      droppedAlleles: counts
        .optional()
        .describe(
          "damaging alleles of the proband in no candidate and on no list, each under one reason, of the records in scope; absent from older records",
        ),
      events: eventCounts
        .optional()
        .describe(
          "structural variants, copy numbers and mobile elements; absent: no such file was given",
        ),
      candidatesByTier: z.strictObject({ 1: count, 2: count, 3: count }),
      untiered: counts,
      /** DEC-10. */
      withheld: count,
    }),
    sampleChecks,
    complete: z.boolean().optional().describe("as in the report; absent from older records"),
    incomplete: z.array(warning),
    warnings: z.array(warning),
    question: sha256
      .optional()
      .describe("of a batch: of the request, from which a second run can tell what has been done"),
    started: z.iso.datetime(),
    finished: z.iso.datetime(),
    wallTimeMs: z.number().nonnegative(),
    outputs: z
      .array(z.strictObject({ name: text, bytes: count, sha256 }))
      .optional()
      .describe(
        "the other files of its folder, as this run wrote them; absent if there is no folder, and from older records",
      ),
    sha256: sha256
      .optional()
      .describe("the last field: of the document's own bytes up to it; absent from older records"),
  })
  .describe("How one analysis was run.");

const named = z.strictObject({ name: text, sha256 });

export const summarySchema = z
  .strictObject({
    schema: z.literal("panelist.summary"),
    version: z.literal(1),
    case: optionalText.describe("of a batch or an archive; null: the run was given no name"),
    family: text,
    proband: text,
    labels,
    program: text.describe("the version of panelist"),
    assembly,
    complete: z.boolean(),
    incomplete: texts.describe("codes of the warnings that make it incomplete"),
    tiers: z.strictObject({ 1: count, 2: count, 3: count }),
    untiered: counts,
    withheld: count,
    ranking: z
      .strictObject({
        order: ranking.shape.order,
        shortlist: optionalCount.describe("candidates on it; null: no HPO terms, so there is none"),
        convincing: z.boolean().nullable().describe("null: no chances are given"),
      })
      .nullable()
      .optional()
      .describe("null: of a report before version 3; absent: of a summary before panelist 0.3.0"),
    quality: z
      .strictObject({ passed: count, warning: count, failed: count, not_checked: count })
      .describe("sample checks by outcome"),
    warnings: texts.describe("codes of all warnings, each once"),
    openEvents: optionalCount.describe(
      "events of re-analysis that notify, and on whose variants nobody has decided since; null: not in an archive",
    ),
    digests: z.strictObject({
      answer: sha256.describe("of the result; decisions refer to it"),
      policy: sha256,
      inputs: z.array(z.strictObject({ role: text, kind: text, sha256 })),
      panels: z.array(z.strictObject({ id: text, version: optionalText, digest: text })),
      knowledge: z.array(knowledgeUsed),
      outputs: z.array(named).describe("the other files of the result, in the same folder"),
    }),
  })
  .describe(
    "One run in a few fields, for a laboratory system. The same input gives the same bytes.",
  );

const typed = z.string().min(1).max(10_000);

/** What somebody decided on one variant of one candidate. */
const decision = z.strictObject({
  candidateId,
  allele: text.describe(
    "chrom:pos:ref:alt of one of the candidate's variants, as the report has it; a compound heterozygote has two decisions",
  ),
  decision: z.enum(DECISIONS),
  class: z
    .enum(REPORTED_CLASSES)
    .nullable()
    .describe("of a reported variant; null if it is dismissed"),
  criteria: typed.nullable().describe("as the person states them: PVS1, PM2_Supporting"),
  comment: typed.nullable().describe("of a dismissed variant: the reason, never null"),
  by: z.string().min(1).max(200),
  date: z.iso.date().describe("the day of the decision"),
  made: z.iso
    .datetime()
    .optional()
    .describe(
      "when it was saved from the page: shows which of two decisions made on the same day is later; absent: not known",
    ),
});

export const decisionsSchema = z
  .strictObject({
    schema: z.literal("panelist.decisions"),
    version: z.literal(1),
    case: optionalText.describe("in the archive; null: the page was made outside an archive"),
    run: sha256.describe(
      "of the result that was viewed: over its panelist.report as JSON with sorted keys and no spaces",
    ),
    decisions: z.array(decision).max(10_000),
  })
  .describe("Decisions on the candidates of one result, read by `archive verdict --from`.");
