/**
 * The outcome of one check on one variant. "not_assessed" is never "pass" in disguise: it says that
 * the input does not answer the question (FREQ-04: absent annotation is not absence).
 */
import type { z } from "zod";
import type * as schema from "./schema.ts";

export type Check = z.infer<typeof schema.check>;

/** Three-valued verdict of the rules: missing data gives UNCERTAIN, never a silent yes or no. */
export type ModelOutcome = z.infer<typeof schema.verdict>;

/** What the input does not decide stays open. */
export type Tri = "yes" | "no" | "unknown";
