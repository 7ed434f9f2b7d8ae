/** Structure of a table's entry for a gene and a disease, as it is written. */
import { z } from "zod";
import { optionalText, text } from "../core/schema.ts";
import { mode } from "../panel/schema.ts";

export const geneDisease = z
  .strictObject({
    source: text.describe("G2P or GenCC, with the part of it"),
    release: text,
    disease: text,
    diseaseId: optionalText.describe("OMIM:610188, MONDO:0012429; null: none is given"),
    /**
     * GenCC's words. G2P's confirmed is definitive, probable is strong, possible is limited; `unknown`: neither
     * says how strong, as of G2P's genes for incidental findings.
     */
    strength: z.enum([
      "definitive",
      "strong",
      "moderate",
      "supportive",
      "limited",
      "animal_model",
      "disputed",
      "refuted",
      "no_known_relationship",
      "unknown",
    ]),
    strengthText: text.describe("as written"),
    mode,
    modeText: text.describe("as written; empty: not stated"),
    /** `unknown`: not stated, or stated to be uncertain. */
    mechanism: z.enum(["loss_of_function", "other", "unknown"]),
    mechanismText: text.describe("as written; empty: not stated"),
    submitter: text.describe("GenCC's; empty: the source itself"),
  })
  .meta({ id: "geneDisease" });
