/** The shape of `panelist.panel-diff`, and the source of docs/schemas/panel-diff.schema.json. */
import { z } from "zod";
import { count, optionalNumber, optionalText, text } from "../../core/schema.ts";
import { confidence, mode, penetrance } from "../schema.ts";

/**
 * Green genes reach tiers 1 and 2, amber ones tier 3, red, grey and absent ones are the same (DEC-03).
 * `widens`: something can be reported, or reach a higher tier, that could not before, whatever else the
 * change takes away; `narrows`: only the reverse; `neutral`: neither.
 */
const effect = z
  .enum(["widens", "narrows", "neutral"])
  .describe("how the change affects what can be reported");

/** null: the source gives none. */
const place = optionalText.describe("chrom:start-end, 1-based inclusive");

/** Which panel a change belongs to. Versions are text, null where the source gives none. */
export const panel = z
  .strictObject({
    /** As on the new side; the old id where the panel is gone. */
    id: text,
    name: text,
    old_version: optionalText,
    new_version: optionalText,
  })
  .meta({ id: "panel" });

/** A gene row as it stood. Every gene change carries the whole of both states. */
export const geneState = z
  .strictObject({
    symbol: text,
    hgnc_id: optionalText,
    confidence,
    /** As parsed (MOI-01). */
    mode,
    mode_of_inheritance: text.describe("as written in the source"),
    mode_of_pathogenicity: text,
    /** PA-02: loss of function does not cause the disease. */
    lof_not_mechanism: z.boolean(),
    penetrance,
    grch37: place,
    grch38: place,
    /** Reporting transcript of a local override (DEC-23). */
    transcript: optionalText,
  })
  .meta({ id: "geneState" });

/** A short tandem repeat of a panel. Repeats are counted in units. */
export const strState = z
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

/** A copy-number region of a panel. Scores are ClinGen's codes. */
export const regionState = z
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

/** A panel's head, with its genes by confidence. */
export const panelState = z
  .strictObject({
    id: text,
    name: text,
    version: optionalText,
    signed_off: optionalText,
    genes: z.strictObject({ green: count, amber: count, red: count, grey: count }),
  })
  .meta({ id: "panelState" });

/** What every change says: of which gene, as it was and as it is; null: it was not there. */
const changeOf = <Type, Id, Gene, State extends z.ZodType>(
  type: Type,
  hgnc_id: Id,
  gene: Gene,
  state: State,
) => ({ type, panel, hgnc_id, gene, old: state.nullable(), new: state.nullable(), effect });

const geneChangeType = z.enum([
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
]);

export const geneChange = z.strictObject({
  /** Of the new row, else of the old one. */
  ...changeOf(geneChangeType, optionalText, text, geneState),
  override: z
    .strictObject({ reason: text, author: text, date: text })
    .nullable()
    .describe("a local override makes the difference"),
});

export const strChange = z.strictObject(
  changeOf(z.literal("str_changed"), optionalText, optionalText, strState),
);

export const regionChange = z.strictObject(
  changeOf(z.literal("region_changed"), optionalText, optionalText, regionState),
);

const panelChangeType = z.enum([
  "panel_signed_off",
  "panel_retired",
  "panel_renamed",
  "panel_merged",
  "panel_added",
]);

export const panelChange = z.strictObject(
  changeOf(panelChangeType, z.null(), z.null(), panelState),
);

export const change = z.union([geneChange, strChange, regionChange, panelChange]);

/** `label` as asked for: a file, a folder, an id with its version. */
const side = z.strictObject({ label: text, panels: count });

export const panelDiff = z
  .strictObject({
    schema: z.literal("panelist.panel-diff"),
    version: z.literal(1),
    old: side,
    new: side,
    /** Whether they changed or not. */
    compared: z.array(panel).describe("panels that are on both sides"),
    not_compared: z
      .array(z.strictObject({ panel, fields: z.array(text) }))
      .describe("fields that one side does not give: a difference in them says nothing"),
    /** Types without a change are left out. */
    counts: z.record(text, count).describe("changes by type"),
    effects: z.strictObject({ widens: count, narrows: count, neutral: count }),
    changes: z.array(change),
  })
  .describe("What differs between two panels or two sets of panels.");
