/** What a run knew, and how classifications differ between two releases. */
import type { z } from "zod";
import type { ClinVarEvidence } from "../vcf/model.ts";
import type * as schema from "./schema.ts";

/** One panel as it stood when a run used it. */
export type UsedPanel = z.infer<typeof schema.usedPanel>;

/** A release of ClinVar, or of the laboratory's own list. */
export type ClassificationUsed = z.infer<typeof schema.classificationUsed>;

/** What a release says of an allele. */
export interface Classified {
  significance: ClinVarEvidence["significance"];
  stars: number | null;
  text: string;
  /** Symbols that it names (CV-09). */
  genes?: string[];
  /** Of tumours alone (CV-11). */
  somaticOnly?: boolean;
}

/** An allele that two releases classify differently; null: it is not in that release. */
export interface ClassificationChange {
  kind: ClassificationUsed["kind"];
  source: string;
  old: Classified | null;
  new: Classified | null;
  oldRelease: string | null;
  newRelease: string | null;
}

/** A release of HPO, or of a table of gene facts. */
export type ReleaseUsed = z.infer<typeof schema.releaseUsed>;

/** What a run knew. Equal knowledge gives an equal answer. What is absent was not there. */
export type Knowledge = z.infer<typeof schema.knowledge>;
