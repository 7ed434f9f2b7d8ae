/**
 * The shapes of an archive's documents, for those who check or read them: the source of docs/schemas
 * (`UPDATE_SCHEMAS=1 npx vitest run test/archive/schemas.test.ts`). Nothing that only writes loads this.
 */
import { z } from "zod";
import {
  CASE_STATUSES,
  type CaseEvent,
  type CaseFile,
  type Head,
  type LogLine,
  type MergedEvent,
  type RunFile,
  type Tombstone,
  type VerdictsFile,
} from "../../archive/index.ts";
import { EVENT_TYPES } from "../../core/event-types.ts";
import { reportSchema } from "../../report/checked/index.ts";
import type { Reanalysis } from "./reanalyse.ts";

const text = z.string();
const texts = z.array(text);
const maybe = text.nullable();
const count = z.int().nonnegative();
const number = z.int().positive();
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const time = z.iso.datetime();
const day = z.iso.date();
const assembly = z.enum(["GRCh37", "GRCh38"]);
const tier = z.union([z.literal(1), z.literal(2), z.literal(3)]);
const digests = z.record(text, sha256).describe("sha256 of files, by their names");
const first = z.literal(1);

const release = { source: text, release: text, sha256 };
const classification = z.strictObject({ kind: z.enum(["clinvar", "inhouse"]), ...release });

const knowledge = z
  .strictObject({
    panels: z.array(
      z.strictObject({
        rule: text.describe("of the case, as typed"),
        snapshot: sha256.describe("knowledge/panels/<sha256>.json"),
        id: text,
        name: text,
        panelVersion: maybe,
        signedOff: maybe,
        standing: z.enum(["signed_off", "unsigned", "no_sign_off_known"]).nullable(),
        resolved: z.boolean().describe("false: the rule leads nowhere; its last snapshot"),
      }),
    ),
    classifications: z.array(classification),
    hpo: z.strictObject(release).exactOptional(),
    geneFacts: z.array(z.strictObject(release)).exactOptional(),
    terms: sha256.exactOptional(),
    family: sha256.exactOptional(),
    policy: sha256.describe("knowledge/policies/<sha256>.json"),
  })
  .meta({ id: "knowledge" });

const place = z
  .strictObject({ tier: tier.nullable(), rank: number.nullable(), list: maybe })
  .nullable()
  .meta({ id: "place" });

const said = {
  kind: z.enum(["reported", "dismissed"]),
  class: z.enum(["P", "LP", "VUS", "LB", "B"]).nullable(),
  why: maybe,
  by: text,
  date: day,
};

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

const dataset = z
  .strictObject({
    number,
    added: time,
    assay: maybe,
    assembly,
    annotator: maybe,
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
    }),
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
    version: first,
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

const dates = { firstSeen: time, firstRun: number, evidenceChanged: time };

export const archiveRunSchema: z.ZodType<RunFile> = z
  .strictObject({
    schema: z.literal("panelist.archive-run"),
    version: first,
    case: text,
    run: number,
    previous: number.nullable(),
    date: time,
    tool: z.strictObject({ name: text, version: text }),
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
    version: first,
    run: number,
    knowledge,
    tool: text,
    source: z.enum(["distilled", "original"]),
    dataset: number.exactOptional(),
    date: time.exactOptional(),
    checked: z.strictObject({ knowledge, tool: text }).exactOptional(),
    needsOriginal: text.exactOptional(),
  })
  .describe("head.json: derived from the latest run.");

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
      failed: count,
      events: z.record(text, z.strictObject({ notified: count, silent: count })),
    }),
    events: z.array(event),
    needsOriginal: z.array(z.strictObject({ case: text, why: text })),
    notNamed: counts,
    failed: z.array(z.strictObject({ case: text, code: text, message: text, hint: maybe })),
  })
  .describe("What `reanalyse` and `archive merge` tell with --format json.");
