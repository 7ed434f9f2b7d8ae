/**
 * The shapes of an archive's documents, for those who check or read them: the source of docs/schemas
 * (`UPDATE_SCHEMAS=1 npx vitest run test/archive/schemas.test.ts`). Nothing that only writes loads this.
 */
import { z } from "zod";
import type { CaseEvent, Head, MergedEvent, RunFile } from "../../archive/index.ts";
import { EVENT_TYPES } from "../../core/event-types.ts";
import { reportSchema } from "../../report/checked/index.ts";
import type { Reanalysis } from "./reanalyse.ts";
import {
  count,
  first,
  knowledge,
  maybe,
  number,
  rules,
  said,
  second,
  text,
  texts,
  tier,
  time,
} from "./schema-words.ts";

export {
  archiveCaseSchema,
  archiveLogSchema,
  archiveTombstoneSchema,
  archiveVerdictsSchema,
} from "./schemas-case.ts";

const place = z
  .strictObject({ tier: tier.nullable(), rank: number.nullable(), list: maybe })
  .nullable()
  .meta({ id: "place" });

const eventFields = {
  type: z.enum(EVENT_TYPES),
  case: text,
  run: number,
  date: time,
  candidateId: maybe.describe("null: of the case as a whole"),
  gene: maybe,
  variants: texts.describe("chrom:pos:ref:alt, one or two"),
  old: maybe,
  new: maybe,
  cause: z.strictObject({
    source: z.enum([
      "panel",
      "clinvar",
      "inhouse",
      "hpo",
      "terms",
      "gene-facts",
      "family",
      "policy",
      "software",
    ]),
    name: text,
    old: maybe,
    new: maybe,
    date: maybe,
  }),
  before: place,
  after: place,
  direction: z.enum(["up", "down", "neutral"]),
  priority: z.enum(["high", "medium", "low"]),
  rule: z.string().regex(/^RE-0\d$/),
  notify: z.boolean(),
  text,
  mark: z.literal("family").exactOptional(),
  verdicts: z
    .array(z.strictObject({ ...said, variant: text, carried: z.boolean() }))
    .exactOptional(),
};
const event: z.ZodType<CaseEvent> = z.strictObject(eventFields).meta({ id: "event" });

export const archiveEventSchema: z.ZodType<MergedEvent> = z
  .strictObject({ schema: z.literal("panelist.archive-event"), version: first, ...eventFields })
  .describe("One line of events.jsonl.");

const dates = { firstSeen: time, firstRun: number, evidenceChanged: time };

export const archiveRunSchema: z.ZodType<RunFile> = z
  .strictObject({
    schema: z.literal("panelist.archive-run"),
    version: second,
    case: text,
    run: number,
    previous: number.nullable(),
    date: time,
    tool: z.strictObject({ name: text, version: text, rules }),
    dataset: number,
    knowledge,
    source: z.enum(["distilled", "original"]),
    needsOriginal: text.exactOptional(),
    evaluated: texts.nullable().describe("genes; null: all"),
    report: reportSchema,
    codingDeNovos: count,
    dates: z.record(text, z.strictObject(dates)).describe("by candidateId"),
    ended: z.array(
      z.strictObject({
        candidateId: text,
        gene: text,
        variants: texts,
        tier: tier.nullable(),
        ...dates,
        ended: time,
        endedRun: number,
      }),
    ),
    events: z.array(event),
  })
  .describe("runs/<n>.json: one answer, what it rests on, and what changed since the one before.");

export const archiveHeadSchema: z.ZodType<Head> = z
  .strictObject({
    schema: z.literal("panelist.archive-head"),
    version: second,
    run: number,
    knowledge,
    tool: text,
    rules,
    source: z.enum(["distilled", "original"]),
    dataset: number.exactOptional(),
    date: time.exactOptional(),
    checked: z.strictObject({ knowledge, tool: text, rules }).exactOptional(),
    needsOriginal: text.exactOptional(),
  })
  .describe("head.json: derived from the latest run.");

const counts = z.record(text, count);

export const reanalysisSchema: z.ZodType<Reanalysis> = z
  .strictObject({
    schema: z.literal("panelist.reanalysis"),
    version: first,
    archive: text,
    date: time,
    dryRun: z.boolean(),
    panels: z.array(z.strictObject({ rule: text, old: text, new: text, cases: count, counts })),
    counts: z.strictObject({
      cases: count,
      untouched: count,
      concerned: count,
      variants: count,
      unchanged: count,
      changed: count,
      left: z
        .strictObject({
          no_consent: count,
          consent_ended: count,
          closed: count,
          withdrawn: count,
        })
        .partial() as unknown as z.ZodType<Reanalysis["counts"]["left"]>,
      olderRules: count.describe("whose last run was made under older rules"),
      failed: count,
      events: z.record(text, z.strictObject({ notified: count, silent: count })),
    }),
    events: z.array(event),
    needsOriginal: z.array(z.strictObject({ case: text, why: text })),
    notNamed: counts,
    keptBefore: z
      .array(z.strictObject({ case: text, release: text, vcfs: texts }))
      .describe("cases whose lines were kept under older rules"),
    failed: z.array(z.strictObject({ case: text, code: text, message: text, hint: maybe })),
  })
  .describe("What `reanalyse` and `archive merge` tell with --format json.");
