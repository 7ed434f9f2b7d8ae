/** Words and shapes of panels that stand in what is written. */
import { z } from "zod";
import { optionalText, text } from "../core/schema.ts";

export const confidence = z.enum(["green", "amber", "red", "grey"]);

/** Modes of inheritance after parsing (MOI-01). */
export const mode = z.enum([
  "monoallelic",
  "monoallelic_paternal_expressed", // "maternally imprinted (paternal allele expressed)"
  "monoallelic_maternal_expressed",
  "biallelic",
  "both",
  "both_biallelic_severe",
  "x_biallelic_females", // XLR
  "x_monoallelic_females", // XL-mono
  "mitochondrial",
  "unknown",
  "other",
  "missing",
]);

export const penetrance = z.enum(["complete", "incomplete", "unknown"]);

/** What one panel says of a gene. */
export const panelWord = z.strictObject({
  confidence,
  mode,
  modeText: text,
  penetrance,
  lofNotMechanism: z.boolean(),
});

export const indication = z.strictObject({ code: text, name: optionalText });

/** `unsigned`: its source signs panels off, and not this version; `no_sign_off_known`: none of them is (DEC-21). */
export const standing = z.enum(["signed_off", "unsigned", "no_sign_off_known"]);

export const panelResolution = z
  .strictObject({
    /** `285`, `R59`, `285@latest`. */
    asked: text.describe("as typed after --panel"),
    /** Whose panel: gel, aus, ... */
    source: text,
    standing,
    /** ISO date-time. */
    fetched: text.describe("when it was added to the store"),
    terms: text,
    /** Where it was asked for by an R-code. */
    indication: indication.nullable(),
    replaces: text
      .optional()
      .describe("that it replaces another panel, with who recorded this and when"),
  })
  .describe("only for panels in the store: how the value given led to this version");
