/**
 * Decisions on the candidates of one result (`panelist.decisions`): what the page saves and the workbook contains.
 */
import type { z } from "zod";
import { canonicalDigest } from "../core/canonical.ts";
import type * as schema from "./schema.ts";

type DecisionsDocument = z.infer<typeof schema.decisionsSchema>;
export type Decision = DecisionsDocument["decisions"][number];

/**
 * Names an answer by all that it says: the same from `analyse`, from its report.json and from the run of an archive.
 * @param report as it was written: an older one before its lift, so that its name stays
 */
export function answerDigest(report: object): string {
  return canonicalDigest(report);
}
