/** What a run knew, and how classifications differ between two releases. */
import type { ClinVarEvidence } from "../vcf/model.ts";

/** One panel as it stood when a run used it. */
export interface UsedPanel {
  /** The rule of the case that led to it. */
  rule: string;
  /** Name of the snapshot in the archive. */
  snapshot: string;
  id: string;
  name: string;
  panelVersion: string | null;
  signedOff: string | null;
  /** `unsigned`: its source signs panels off, and not this version. */
  standing: "signed_off" | "unsigned" | "no_sign_off_known" | null;
  /** false: the rule no longer leads anywhere; this is its last snapshot. */
  resolved: boolean;
}

/** A release of ClinVar, or of the laboratory's own list. */
export interface ClassificationUsed {
  kind: "clinvar" | "inhouse";
  source: string;
  release: string;
  sha256: string;
}

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
export type ReleaseUsed = Omit<ClassificationUsed, "kind">;

/** What a run knew. Equal knowledge gives an equal answer. What is absent was not there. */
export interface Knowledge {
  panels: UsedPanel[];
  classifications: ClassificationUsed[];
  /** Where the patient's terms were asked for. */
  hpo?: ReleaseUsed;
  geneFacts?: ReleaseUsed[];
  /** sha256 over the patient's terms as written. */
  terms?: string;
  /** sha256 over the pedigree and what was said of the family. */
  family?: string;
  /** Name of the policy's snapshot: its digest. */
  policy: string;
}
