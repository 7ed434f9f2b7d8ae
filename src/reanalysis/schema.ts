/** Shapes of what re-analyses and comparisons of knowledge tell with --format json: the source of docs/schemas. */
import { z } from "zod";
import { caseEvent } from "../archive/schema.ts";
import { count, counts, optionalText, text, texts } from "../core/schema.ts";
import { labels } from "../rank/schema.ts";

export const knowledgeDelta = z
  .strictObject({
    kind: z.enum(["panel", "clinvar", "inhouse", "hpo", "genes", "transcripts", "policy"]),
    type: text.describe(
      "of panels as in panel-diff; of transcripts gene_added, gene_gone, reported_transcript; of classifications as in events, but for clinvar_new and clinvar_gone: records that only one release has",
    ),
    subject: text.describe("panel, allele, HPO term, gene, or path in the policy"),
    genes: texts.describe("symbols of the genes that it affects"),
    place: optionalText.describe("build and chrom:pos:ref:alt; null: no single place"),
    old: optionalText,
    new: optionalText,
  })
  .meta({ id: "delta" });

export const knowledgeDiff = z.strictObject({
  schema: z.literal("panelist.knowledge-diff"),
  version: z.literal(1),
  old: text,
  new: text,
  /** `clinvar ClinVar GRCh37 2015-11-30 -> 2016-09-01`. */
  compared: texts.describe("what was compared with what"),
  /** `clinvar clinvar_up`. */
  counts: z.record(z.string(), count).describe("by kind and type"),
  deltas: z.array(knowledgeDelta),
});

/** A case whose lines were kept under older rules. */
export const keptBefore = z.strictObject({
  case: text,
  /** Version of the program that kept them. */
  release: text,
  vcfs: texts,
});

export const reanalysis = z
  .strictObject({
    schema: z.literal("panelist.reanalysis"),
    version: z.literal(1),
    archive: text,
    date: z.iso.datetime(),
    dryRun: z.boolean(),
    /** By the rule: what it meant, and what it means. */
    panels: z.array(z.strictObject({ rule: text, old: text, new: text, cases: count, counts })),
    counts: z.strictObject({
      cases: count,
      untouched: count,
      /** Of `impact`: would be evaluated. */
      concerned: count,
      /** Of `impact`: kept alleles that the change touches. */
      variants: count,
      unchanged: count,
      changed: count,
      /** Why a case was left out: counted, never silent. */
      left: z.strictObject({
        no_consent: count.exactOptional(),
        consent_ended: count.exactOptional(),
        closed: count.exactOptional(),
        withdrawn: count.exactOptional(),
      }),
      olderRules: count.describe("whose last run was made under older rules"),
      failed: count,
      /** By type. */
      events: z.record(text, z.strictObject({ notified: count, silent: count })),
    }),
    events: z.array(caseEvent),
    labels: z.record(text, labels).optional().describe("of the events' cases, by case"),
    /** Cases that stay at a release until somebody lifts the pin. */
    pinned: z
      .array(
        z.strictObject({ case: text, release: text.describe("`clinvar 2015-11-30`"), why: text }),
      )
      .optional(),
    /** Cases with a newer version of a panel than their rule means: knowledge does not go back. */
    offRule: z
      .array(z.strictObject({ case: text, rule: text, used: text, means: text }))
      .optional(),
    late: z
      .array(z.strictObject({ case: text, run: count }))
      .optional()
      .describe("earlier runs whose events no finished output had told: they are among `events`"),
    notes: z
      .array(z.strictObject({ case: text, text }))
      .optional()
      .describe(
        "what else must be known of a case: a rule that leads to no panel, what a run newly could not assess",
      ),
    /** Cases whose latest answer is not complete. */
    incomplete: z.array(z.strictObject({ case: text, why: texts })).optional(),
    /** Releases that nobody approved, and what is used in their place, or itself. */
    unapproved: z
      .array(z.strictObject({ kind: text, source: text, release: text, used: optionalText }))
      .optional(),
    /** Cases whose answer may lack alleles that were not kept, and why. */
    needsOriginal: z.array(z.strictObject({ case: text, why: text })),
    /** Newly green genes that annotations never name: in how many cases. */
    notNamed: counts,
    keptBefore: z.array(keptBefore).describe("cases whose lines were kept under older rules"),
    failed: z.array(z.strictObject({ case: text, code: text, message: text, hint: optionalText })),
  })
  .describe("What `reanalyse` and `archive merge` print with --format json.");
