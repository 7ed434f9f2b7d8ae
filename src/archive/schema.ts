/**
 * The shapes of an archive's documents, for those who check or read them: the source of docs/schemas
 * (`UPDATE_SCHEMAS=1 npx vitest run test/archive/schemas.test.ts`). Nothing that only writes loads this.
 */
import { z } from "zod";
import { DECISIONS, REPORTED_CLASSES } from "../core/decision.ts";
import { EVENT_TYPES } from "../core/event-types.ts";
import {
  assembly,
  count,
  optionalCount,
  optionalText,
  sha256,
  text,
  texts,
} from "../core/schema.ts";
import { distilCriteria } from "../scan/schema.ts";
import { standing } from "../panel/schema.ts";
import type { Tally } from "../pedigree/tally.ts";
import { writtenTerm } from "../phenotype/schema.ts";
import { labels, tier } from "../rank/schema.ts";
import { reportSchema } from "../report/schema.ts";
import { CASE_STATUSES } from "./case-model.ts";

const number = z.int().positive();
/** ISO date-time. */
const time = z.iso.datetime();
const day = z.iso.date();
const digests = z.record(text, sha256).describe("sha256 of files, by their names");
const first = z.literal(1);
const second = z.literal(2);
const third = z.literal(3);
const rules = number.describe("number of the rules of judgement");

// ---- What a run knew ----

/** A release of HPO, or of a table of gene facts. */
export const releaseUsed = z.strictObject({ source: text, release: text, sha256 });

/** A release of ClinVar, or of the laboratory's own list. */
export const classificationUsed = z.strictObject({
  kind: z.enum(["clinvar", "inhouse"]),
  ...releaseUsed.shape,
});

/** One panel as it stood when a run used it. */
export const usedPanel = z.strictObject({
  rule: text.describe("of the case, as typed"),
  /** Its name in the archive. */
  snapshot: sha256.describe("knowledge/panels/<sha256>.json"),
  id: text,
  name: text,
  panelVersion: optionalText,
  signedOff: optionalText,
  standing: standing.nullable(),
  resolved: z.boolean().describe("false: the rule matches no panel, and its last snapshot is used"),
});

/** Equal knowledge gives an equal answer. What is absent was not there. */
export const knowledge = z
  .strictObject({
    panels: z.array(usedPanel),
    classifications: z.array(classificationUsed),
    /** Where the patient's terms were asked for. */
    hpo: releaseUsed.optional(),
    geneFacts: z.array(releaseUsed).optional(),
    /** Declared sources of frequencies and predictions. */
    sources: z
      .strictObject({
        declaration: sha256.describe("knowledge/sources/<sha256>.json"),
        used: z.array(releaseUsed),
      })
      .optional(),
    /** Of a case with files of events. Absent: it has none, or an earlier program wrote it in the report alone. */
    events: z
      .strictObject({
        dosage: z.array(releaseUsed).describe("ClinGen's lists"),
        transcripts: z.array(releaseUsed),
      })
      .optional(),
    /** Over the patient's terms as written. */
    terms: sha256.optional(),
    /** Over the pedigree and what was said of the family. */
    family: sha256.optional(),
    /** Name of its snapshot: its digest. */
    policy: sha256.describe("knowledge/policies/<sha256>.json"),
  })
  .meta({ id: "knowledge" });

// ---- A case: who it is, how it is analysed, what was sequenced ----

/** A VCF as it was when it was read. It may be offline later: that is a normal state. */
export const archivedVcf = z.strictObject({
  path: text,
  /** Bytes as stored; null: it came by standard input. */
  size: optionalCount,
  /** Over the header's text and the index file. */
  headerAndIndex: sha256,
  /** null: standard input. */
  ends: sha256.nullable().describe("over the first and the last MiB"),
});

/** A file of events as it was when it was read. It is read again by each run, from where it is. */
const archivedEvents = z.strictObject({
  path: text,
  size: count,
  ends: sha256.describe("over the first and the last MiB"),
  kind: z.enum(["small", "sv", "cnv", "mobile", "str", "mito"]),
  /** Of a file that was said to be a person's. */
  sample: text.optional(),
});

/** `path` is relative to the case's folder. */
export const distilledFile = z.strictObject({ path: text, records: count, bytes: count, sha256 });

/** One sequencing of the family, with what its scan found. */
export const dataset = z
  .strictObject({
    number,
    added: time,
    assay: optionalText,
    assembly,
    annotator: optionalText,
    /** By which its consequences are worked out; absent: the files have an annotation. */
    transcripts: releaseUsed.optional(),
    /** By whose exons its lines were kept, where `transcripts` came later; absent: by `transcripts`. */
    keptBy: releaseUsed.optional(),
    /** The person was sequenced again for it: other calls than those of the dataset before. */
    resequenced: z.literal(true).optional(),
    vcfs: z.array(archivedVcf),
    /** Of structural variants, copy numbers, mobile elements; absent: none was given. */
    events: z.array(archivedEvents).optional(),
    /** One per VCF. */
    distilled: z.array(distilledFile),
    criteria: distilCriteria,
    /** Under which lines were kept (core/rules.ts). */
    rules,
    /** Of the files beside the distilled ones; absent: none was taken. */
    digests: digests.optional(),
    /**
     * Of the genes with extents that were known then: those with records that the annotation never names, as
     * symbols in upper case (DEC-17); absent: not known.
     */
    unnamed: texts.optional(),
    /** People of the family when it was counted, with places of their parents; absent: not known. */
    people: texts.optional(),
    /** Releases that told what was kept; absent: not known. */
    classifications: z.array(classificationUsed).optional(),
    /** Prefetched splice predictions that told what was kept; absent: none. */
    splicing: z.array(releaseUsed).optional(),
    /** Counts by person, pair and chromosome; what reads them is the sample checks alone (DEC-15). */
    tally: z
      .record(text, z.union([z.number(), z.array(z.number())]))
      .nullable()
      .describe("what the sample checks counted") as unknown as z.ZodType<Tally | null>,
    /**
     * Genotypes by which a sequenced person is known again (IDT-01), without names; absent: not kept. `table`: version
     * of the sites.
     */
    fingerprints: z.strictObject({ table: number, genotypes: texts }).optional(),
    /** Canonical chromosomes with records in the original. */
    chromosomes: texts,
    /** Read in the original. */
    records: count,
  })
  .meta({ id: "dataset" });

/** What the command line said of the case, without paths. */
const analysis = z.strictObject({
  /** Rules, as typed but for a version: `R59`, `285`, `epilepsy`, a file. Resolved anew by each re-analysis. */
  panels: texts,
  genes: texts,
  geneAgnostic: z.boolean(),
  beyondPanel: z.boolean(),
  minConfidence: z.enum(["green", "amber"]),
  proband: optionalText,
  sex: z.record(text, z.enum(["male", "female"])),
  affected: texts,
  forceSex: z.boolean(),
  notGeneticParents: texts,
  allowPhenocopy: count,
  penetrance: z.enum(["complete", "incomplete", "both"]),
  assembly: assembly.nullable(),
  /** The file is read although its header calls it somatic (DEC-38). */
  germlineAnyway: z.literal(true).optional(),
  labels: labels.optional(),
});

/** A release that the case stays at until somebody lifts it (DEC-30). */
const pin = z.strictObject({
  kind: z.enum(["clinvar", "inhouse", "hpo", "panel"]),
  name: text.describe("the id of a panel, or the name of a list; otherwise empty"),
  version: text,
  why: text,
  by: text,
  date: time,
});

export const caseFile = z
  .strictObject({
    schema: z.literal("panelist.archive-case"),
    version: third,
    id: text,
    created: time,
    status: z.enum(CASE_STATUSES),
    /** `until`: the last day on which it holds; null: no end. A child's ends when it comes of age. */
    consent: z.strictObject({ given: z.boolean(), until: day.nullable() }),
    analysis,
    /** Absent: none. Every run without them uses the newest, and never an older one than the run before. */
    pins: z.array(pin).optional(),
    /** What the patient shows, as written; resolved anew in each release of HPO. Absent: none were given. */
    terms: z.strictObject({ terms: z.array(writtenTerm) }).optional(),
    /** Files of the case's folder; null: none was given. */
    ped: optionalText,
    policy: optionalText,
    /** Local overrides of its panels (DEC-23). */
    override: optionalText,
    /** Of these files; absent: none was taken. */
    digests: digests.optional(),
    /** Absent: no rule is a file, or an earlier program kept the case. */
    panelFiles: z
      .record(text, text)
      .optional()
      .describe("by rule: the whole path of the file, wherever a later command runs"),
    datasets: z.array(dataset).min(1),
  })
  .describe("case.json: how a case is analysed, and its datasets; the last one is in use.");

/** What a person said of a variant. */
const said = {
  kind: z.enum(DECISIONS),
  /** Of a report. */
  class: z.enum(REPORTED_CLASSES).nullable(),
  /** Absent: the person stated none, or an earlier program wrote it. */
  criteria: text.optional().describe("as the person states them: PVS1, PM2_Supporting"),
  why: optionalText,
  by: text,
  /** The day of the verdict. */
  date: day,
};

/** The latest of a variant holds. */
export const humanVerdict = z.strictObject({
  ...said,
  assembly,
  /** In minimal representation. */
  chrom: text,
  pos: number,
  ref: text,
  alt: text,
  gene: optionalText,
  /** On every transcript, `ENST00000303395:c.1A>G` without versions: carries the verdict to other data. */
  hgvs: texts,
  /** Absent: not known. */
  made: time.optional().describe("the time of the decision, on its day"),
  recorded: time,
  dataset: number,
  /** Absent: it was said of the allele alone. */
  run: number.optional().describe("whose candidate the person looked at"),
  /** Absent: the system named none, or an earlier program wrote it. */
  user: text.optional().describe("of the operating system"),
  /** Absent: the first, or an earlier program wrote it. */
  previous: sha256.optional().describe("over the previous verdict, as JSON without spaces"),
});

export const humanVerdicts = z.array(humanVerdict);

export const verdictsFile = z
  .strictObject({
    schema: z.literal("panelist.archive-verdicts"),
    version: second,
    verdicts: humanVerdicts,
  })
  .describe("verdicts.json: people's decisions on variants, in the order in which they were made.");

export const logLine = z
  .strictObject({
    number: number.describe("of the line, from 1"),
    date: time,
    by: text.describe("as typed"),
    /** Absent: the system names none. */
    user: text.optional().describe("of the operating system"),
    what: text,
    detail: text.optional(),
    /** By their paths in the case's folder. */
    files: digests.optional().describe("sha256 of the files that this change writes"),
    interrupted: z
      .strictObject({ line: number, files: texts })
      .optional()
      .describe("files that the command of that line did not write"),
    /** Absent: the first line. */
    previous: sha256
      .optional()
      .describe("sha256 of the previous line; where that has none, over all preceding bytes"),
  })
  .describe("One line of log.jsonl: who did what, when, and the case's files after it.");

export const tombstone = z
  .strictObject({
    schema: z.literal("panelist.archive-tombstone"),
    version: second,
    id: text,
    removed: time,
    by: text,
    why: text,
  })
  .describe("tombstones/<case>.json: what is left of a removed case.");

// ---- What a re-analysis tells ----

/** Place of a candidate in a run; null in an event: it was, or is, no candidate. */
const place = z
  .strictObject({
    /** null: on a list outside the tiers (DEC-09). */
    tier: tier.nullable(),
    rank: number.nullable(),
    list: optionalText,
  })
  .nullable()
  .meta({ id: "place" });

const eventFields = {
  type: z.enum(EVENT_TYPES),
  case: text,
  run: number,
  /** Of the run. */
  date: time,
  candidateId: optionalText.describe("null: of the case as a whole"),
  gene: optionalText,
  variants: texts.describe("chrom:pos:ref:alt, one or two"),
  /** What the source said before and says now: `amber, biallelic`. */
  old: optionalText,
  new: optionalText,
  cause: z.strictObject({
    source: z.enum([
      "panel",
      "clinvar",
      "inhouse",
      "hpo",
      "terms",
      "gene-facts",
      "sources",
      "dosage",
      "transcripts",
      "family",
      "policy",
      "software",
    ]),
    /** Panel, policy or program. */
    name: text,
    old: optionalText,
    new: optionalText,
    /** Of the new version where it is known: its sign-off or its making. */
    date: optionalText,
  }),
  before: place,
  after: place,
  direction: z.enum(["up", "down", "neutral"]),
  priority: z.enum(["high", "medium", "low"]),
  /** Rule ids, such as `RE-03`. */
  rule: z.string().regex(/^RE-0\d$/),
  /** Worth waking somebody (the policy of notification); the rest is kept and silent. */
  notify: z.boolean(),
  /** One sentence. */
  text,
  /** The person has died: what is found is for the family. */
  mark: z.literal("family").optional(),
  /** What people said of its variants. */
  verdicts: z
    .array(
      z.strictObject({
        ...said,
        /** `chrom:pos:ref:alt` of the candidate. */
        variant: text,
        /** Said of another build or spelling and found by transcript HGVS, or of an earlier sequencing: to be confirmed. */
        carried: z.boolean(),
      }),
    )
    .optional(),
};

/** One reasoned difference between two runs of a case. */
export const caseEvent = z.strictObject(eventFields).meta({ id: "event" });

export const mergedEvent = z
  .strictObject({ schema: z.literal("panelist.archive-event"), version: first, ...eventFields })
  .describe("One line of events.jsonl.");

// ---- One analysis of a case, and the little of the latest that is looked at first ----

/** When a candidate came and last changed. */
export const candidateDates = z.strictObject({
  /** Date and number of the run that brought it. */
  firstSeen: time,
  firstRun: number,
  /** Of the last change of tier, evidence or panels' word. */
  evidenceChanged: time,
});

/** A candidate that is one no more (withdrawn evidence is kept, with its end). */
export const endedCandidate = z.strictObject({
  candidateId: text,
  gene: text,
  variants: texts,
  tier: tier.nullable(),
  ...candidateDates.shape,
  ended: time,
  endedRun: number,
});

/** `original`: an allele or a policy asked for what was not kept; later runs read the originals too. */
const source = z.enum(["distilled", "original"]);

export const runFile = z
  .strictObject({
    schema: z.literal("panelist.archive-run"),
    version: third,
    case: text,
    run: number,
    /** null: the first. */
    previous: number.nullable(),
    date: time,
    tool: z.strictObject({ name: text, version: text, rules }),
    dataset: number,
    knowledge,
    source,
    /** Why alleles that were not kept could not be looked for; absent: there are none. */
    needsOriginal: text.optional(),
    evaluated: texts.nullable().describe("genes; null: all"),
    report: reportSchema,
    /** High-grade (DN-04): evidence of every candidate rests on their number. */
    codingDeNovos: count,
    dates: z.record(text, candidateDates).describe("by candidateId"),
    ended: z.array(endedCandidate),
    events: z.array(caseEvent),
  })
  .describe(
    "runs/<n>.json: one result, the knowledge behind it, and what changed since the previous one.",
  );

/** The little that tells whether new knowledge concerns a case. */
export const head = z
  .strictObject({
    schema: z.literal("panelist.archive-head"),
    version: third,
    run: number,
    knowledge,
    tool: text,
    /** As in the run: those of its tool. */
    rules,
    source,
    /** Of the run; absent in heads of before there was more than one. */
    dataset: number.optional(),
    /** Of the run. */
    date: time.optional(),
    /** Later knowledge that was held against the case and changed nothing. */
    checked: z.strictObject({ knowledge, tool: text, rules }).optional(),
    /** As in the run. */
    needsOriginal: text.optional(),
    /** Why the run's answer is not complete; absent in heads of before that was asked. */
    incomplete: texts.optional(),
  })
  .describe("head.json: derived from the latest run.");

export const archiveFile = z
  .strictObject({ schema: z.literal("panelist.archive"), version: second, created: time })
  .describe("archive.json: makes a folder an archive.");

// ---- As they are written ----

/** A document as it stands on the disk: with its digest at its end (seal.ts). */
function onDisk<Shape extends z.ZodRawShape>(shape: z.ZodObject<Shape>): z.ZodObject {
  const seal = sha256.describe(
    "over the bytes of the document up to this field, its comma left out",
  );
  return shape.extend({ sha256: seal }).describe(shape.description ?? "");
}

/** Documents and lines as they are written, by the names of their published schemas. */
export const WRITTEN = {
  archive: onDisk(archiveFile),
  "archive-case": onDisk(caseFile),
  "archive-run": onDisk(runFile),
  "archive-head": onDisk(head),
  "archive-event": mergedEvent,
  "archive-verdicts": onDisk(verdictsFile),
  "archive-log": onDisk(logLine),
  "archive-tombstone": onDisk(tombstone),
} as const;
