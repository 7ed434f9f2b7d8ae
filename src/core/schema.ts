/**
 * Words that the schemas of all rooms share. A type that is written to a file, or read from one, is inferred
 * from its schema, in the `schema.ts` of the room that owns it; only what checks a document loads these.
 */
import { z } from "zod";

export const text = z.string();
export const texts = z.array(text);
export const optionalText = text.nullable();
export const count = z.int().nonnegative();
export const optionalCount = count.nullable();
/** By name. */
export const counts = z.record(text, count);
export const optionalNumber = z.number().nullable();
export const fraction = z.number().min(0).max(1);
export const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

export const assembly = z.enum(["GRCh37", "GRCh38"]);

/** Three-valued verdict of the rules: missing data gives UNCERTAIN, never a silent yes or no. */
export const verdict = z.enum(["PASS", "FAIL", "UNCERTAIN"]);

export const check = z.strictObject({
  /** Stable name, e.g. `filter`, `frequency`, `qc:depth`. */
  id: text,
  /** "not_assessed" says that the input does not answer the question; never "pass" in disguise. */
  outcome: z.enum(["pass", "fail", "not_assessed"]),
  /** What was found, as text for people. */
  value: text,
  /** What it was held against, as text for people. */
  limit: text,
  /** Rule ids that the check implements, e.g. `VCF-42`. */
  rule: text,
});

/** What a classification of an allele weighs: ClinVar's, of the file or the store, or the laboratory's own. */
export const classification = z.strictObject({
  /** One class for the aggregate (CV-04). */
  significance: z.enum([
    "P",
    "LP",
    "P/LP",
    "P_LOWPEN",
    "LP_LOWPEN",
    "CONF",
    "VUS",
    "LB",
    "B/LB",
    "B",
    "OTHER",
  ]),
  /** 0 to 4; null when the source has no review status. */
  stars: count.max(4).nullable(),
  /** Conflicting with a P/LP majority (CV-05). */
  pathogenicLeaning: z.boolean(),
  /** Gene symbols or ids, empty when absent (CV-09). */
  genes: texts,
  /** Somatic-only origin: no germline rescue (CV-11). */
  somaticOnly: z.boolean(),
  /**
   * `info` is allele-exact as the annotator matched it; `csq` is VEP's position-level CLIN_SIG: shown, no
   * rescue; `store` is a release of ClinVar, `inhouse` the laboratory's own list, both matched by allele.
   */
  origin: z
    .enum(["info", "csq", "store", "inhouse"])
    .describe("csq: by position, shown without weight; store, inhouse: looked up, by allele"),
});
