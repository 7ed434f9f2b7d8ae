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
