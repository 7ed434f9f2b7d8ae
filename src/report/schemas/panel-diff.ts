/** The shape of `panelist.panel-diff`, and the source of docs/schemas/panel-diff.schema.json. */
import { z } from "zod";
import type { PanelDiff } from "../../panel/diff/model.ts";

const text = z.string();
const optionalText = text.nullable();
const count = z.int().nonnegative();
const optionalNumber = z.number().nullable();
const confidence = z.enum(["green", "amber", "red", "grey"]);
const effect = z
  .enum(["widens", "narrows", "neutral"])
  .describe("what the change does to what can be reported");
const place = optionalText.describe("chrom:start-end, 1-based inclusive");

const panel = z
  .strictObject({
    id: text,
    name: text,
    old_version: optionalText,
    new_version: optionalText,
  })
  .meta({ id: "panel" });

const geneState = z
  .strictObject({
    symbol: text,
    hgnc_id: optionalText,
    confidence,
    mode: z.enum([
      "monoallelic",
      "monoallelic_paternal_expressed",
      "monoallelic_maternal_expressed",
      "biallelic",
      "both",
      "both_biallelic_severe",
      "x_biallelic_females",
      "x_monoallelic_females",
      "mitochondrial",
      "unknown",
      "other",
      "missing",
    ]),
    mode_of_inheritance: text.describe("as written in the source"),
    mode_of_pathogenicity: text,
    lof_not_mechanism: z.boolean(),
    penetrance: z.enum(["complete", "incomplete", "unknown"]),
    grch37: place,
    grch38: place,
    transcript: optionalText,
  })
  .meta({ id: "geneState" });

const strState = z
  .strictObject({
    name: text,
    confidence,
    mode_of_inheritance: text,
    repeated_sequence: text,
    normal_repeats: optionalNumber,
    pathogenic_repeats: optionalNumber,
    grch37: place,
    grch38: place,
  })
  .meta({ id: "strState" });

const regionState = z
  .strictObject({
    name: text,
    confidence,
    mode_of_inheritance: text,
    type_of_variants: text,
    required_overlap_percentage: optionalNumber,
    haploinsufficiency_score: optionalText,
    triplosensitivity_score: optionalText,
    grch37: place,
    grch38: place,
  })
  .meta({ id: "regionState" });

const panelState = z
  .strictObject({
    id: text,
    name: text,
    version: optionalText,
    signed_off: optionalText,
    genes: z.strictObject({ green: count, amber: count, red: count, grey: count }),
  })
  .meta({ id: "panelState" });

const change = z.union([
  z.strictObject({
    type: z.enum([
      "gene_added",
      "gene_removed",
      "gene_renamed",
      "gene_to_green",
      "gene_from_green",
      "gene_confidence",
      "moi_changed",
      "mop_changed",
      "penetrance_changed",
      "location_changed",
      "transcript_changed",
    ]),
    panel,
    hgnc_id: optionalText,
    gene: text,
    old: geneState.nullable(),
    new: geneState.nullable(),
    effect,
    override: z
      .strictObject({ reason: text, author: text, date: text })
      .nullable()
      .describe("a local override makes the difference (DEC-23)"),
  }),
  z.strictObject({
    type: z.literal("str_changed"),
    panel,
    hgnc_id: optionalText,
    gene: optionalText,
    old: strState.nullable(),
    new: strState.nullable(),
    effect,
  }),
  z.strictObject({
    type: z.literal("region_changed"),
    panel,
    hgnc_id: optionalText,
    gene: optionalText,
    old: regionState.nullable(),
    new: regionState.nullable(),
    effect,
  }),
  z.strictObject({
    type: z.enum([
      "panel_signed_off",
      "panel_retired",
      "panel_renamed",
      "panel_merged",
      "panel_added",
    ]),
    panel,
    hgnc_id: z.null(),
    gene: z.null(),
    old: panelState.nullable(),
    new: panelState.nullable(),
    effect,
  }),
]);

const side = z.strictObject({ label: text, panels: count });

export const panelDiffSchema: z.ZodType<PanelDiff> = z
  .strictObject({
    schema: z.literal("panelist.panel-diff"),
    version: z.literal(1),
    old: side,
    new: side,
    compared: z.array(panel).describe("panels that are on both sides"),
    not_compared: z
      .array(z.strictObject({ panel, fields: z.array(text) }))
      .describe("fields that one side does not give: a difference in them says nothing"),
    counts: z.record(text, count).describe("changes by type"),
    effects: z.strictObject({ widens: count, narrows: count, neutral: count }),
    changes: z.array(change),
  })
  .describe("What differs between two panels or two sets of panels.");
