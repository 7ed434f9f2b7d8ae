/**
 * Every adjustable threshold, in one plain object. Figures are defaults; the policy in force and its digest are
 * part of every run record. docs/ranking.md lists the numbers that decide and are not here. Frequencies are
 * fractions, depths are reads, distances are bases.
 */
import type { z } from "zod";
import defaults from "./policy.json" with { type: "json" };
import type * as schema from "./policy-schema.ts";

/** docs/schemas/policy.schema.json; what each field is stands in `policy-schema.ts`. */
export type Policy = z.infer<typeof schema.policy>;

/** A policy file like any other (policy.json). */
export const DEFAULT_POLICY: Policy = defaults as unknown as Policy;
