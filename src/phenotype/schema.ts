/** Shapes of what the patient's terms say of a gene, as they are written. */
import { z } from "zod";
import { fraction, optionalText, text, texts } from "../core/schema.ts";

export const namedTerm = z.strictObject({ id: text, name: text });

/** A term as a person wrote it. */
export const writtenTerm = z.strictObject({
  /** Id, label or exact synonym, without its sign of negation. */
  text,
  excluded: z.boolean(),
  /** As written: a term's label or an ISO 8601 age. For display alone (HPO-03). */
  onset: optionalText.optional(),
  /** Ids of modifiers and severity. For display alone. */
  modifiers: texts.optional(),
});

export const termReason = z
  .strictObject({
    term: namedTerm.describe("the patient's"),
    excluded: z.boolean(),
    /** Itself or by an ancestor. */
    absentInDisease: z.boolean().describe("the disease is known not to have this feature (NOT)"),
    /** null: the disease shows nothing of the kind. */
    annotation: namedTerm.nullable().describe("the disease's own term that answers it best"),
    /** Through which it does; null as above. */
    common: namedTerm.nullable().describe("their common ancestor"),
    informationContent: z.number().describe("of the common ancestor, natural logarithm"),
    /** How often the disease shows it; 0: not at all. */
    frequency: fraction,
    /** Observed terms by the likelihood ratios and the covered information, excluded ones by what is held against. */
    contribution: z.number().describe("share of the score that depends on the term, log10"),
  })
  .meta({ id: "termReason" });

export const phenotypeReason = z.strictObject({
  disease: namedTerm,
  /** The disease's own score. */
  score: z.number(),
  /** Observed terms by contribution, the best first, then the excluded ones. */
  terms: z.array(termReason),
});

export const diseaseOfGene = z.strictObject({
  id: text,
  name: text,
  /** Its modes of inheritance, as the release words them. */
  modes: texts,
  /** IC-03. */
  fits: z.boolean().describe("the mode fits the candidate's models, or is not stated"),
  score: z.number(),
});
