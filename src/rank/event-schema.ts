/** The shape of an event in a report: everything that people need beyond what a small variant has. */
import { z } from "zod";
import { count, optionalText, text, texts } from "../core/schema.ts";
import * as event from "../structural/schema.ts";

const call = z.strictObject({
  sample: text,
  ...event.call.shape,
  state: z
    .enum([...event.callState.options, "not_assayed"])
    .describe(
      "not_called: the person's own file has no such event, which is weaker than reference",
    ),
});

const effect = z.strictObject({ symbol: text, hgncId: optionalText, ...event.effect.shape });

export const shownEvent = z
  .strictObject({
    ...event.shape.shape,
    calls: z.array(call),
    members: z.array(event.member).describe("the records that report it, the best first"),
    support: z.array(event.method).describe("kinds of methods that found it"),
    failedFilters: texts,
    /** Of the candidate's gene. */
    effect: effect
      .nullable()
      .describe("null: it is a candidate because of a region, not of a gene"),
    /** SVR-04. */
    genesHit: z.array(effect).describe("further genes on the panels, or of all genes, at most 20"),
    moreGenes: count.describe("affected genes that are not listed"),
    rarity: event.rarity,
    regions: z.array(event.region),
    dosage: event.dosage.nullable().describe("ClinGen's curation of the candidate's gene"),
    inside: z
      .strictObject({
        sites: count,
        het: count,
        maternal: count.describe("sites at which the mother's allele is missing"),
        paternal: count,
      })
      .nullable()
      .describe("small variants of the proband inside a deletion; null: not read"),
    gelCnvTier: z
      .literal("A")
      .nullable()
      .describe(
        "Genomics England's own label by size, callers and overlap; never part of the tier",
      ),
  })
  .meta({ id: "structuralEvent" });
