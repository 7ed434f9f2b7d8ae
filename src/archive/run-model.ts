/** One analysis of a case, and the little of the latest that is looked at first. */
import type { z } from "zod";
import type * as schema from "./schema.ts";

/** When a candidate came and last changed. */
export type CandidateDates = z.infer<typeof schema.candidateDates>;

/** A candidate that is one no more (withdrawn evidence is kept, with its end). */
export type EndedCandidate = z.infer<typeof schema.endedCandidate>;

/** One analysis of a case: the whole answer, what it rests on, and what changed since the one before. */
export type RunFile = z.infer<typeof schema.runFile>;

/** The little that tells whether new knowledge concerns a case; derived from the latest run. */
export type Head = z.infer<typeof schema.head>;
