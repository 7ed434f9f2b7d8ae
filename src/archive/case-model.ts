/** A case in an archive: who it is, how it is analysed, what was sequenced. */
import type { z } from "zod";
import type * as schema from "./schema.ts";

export const CASE_STATUSES = [
  "open",
  "partial",
  "solved",
  "closed",
  "deceased",
  "withdrawn",
] as const;

export type CaseStatus = (typeof CASE_STATUSES)[number];

export type CaseFile = z.infer<typeof schema.caseFile>;

export type Consent = CaseFile["consent"];

/** A release that the case stays at until somebody lifts it (DEC-30). */
export type Pin = NonNullable<CaseFile["pins"]>[number];

/** What the patient shows, as it was written; resolved anew in each release of HPO. */
export type CaseTerms = NonNullable<CaseFile["terms"]>;

/** How the case is analysed: what the command line said of it, without paths. */
export type CaseAnalysis = CaseFile["analysis"];

/** A VCF as it was when it was read. It may be offline later: that is a normal state. */
export type ArchivedVcf = z.infer<typeof schema.archivedVcf>;

export type DistilledFile = z.infer<typeof schema.distilledFile>;

/** One sequencing of the family, with what its scan found. */
export type Dataset = z.infer<typeof schema.dataset>;
