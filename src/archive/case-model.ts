/** A case of an archive: who it is, how it is analysed, what was sequenced. */
import type { Assembly } from "../core/assembly.ts";
import type { DistilCriteria } from "../filter/index.ts";
import type { Tally } from "../pedigree/index.ts";
import type { WrittenTerm } from "../phenotype/index.ts";
import type { ClassificationUsed } from "./knowledge-model.ts";

export type CaseStatus = "open" | "partial" | "solved" | "closed" | "deceased" | "withdrawn";

export const CASE_STATUSES: readonly CaseStatus[] = [
  "open",
  "partial",
  "solved",
  "closed",
  "deceased",
  "withdrawn",
];

export interface Consent {
  given: boolean;
  /** Last day on which it holds, `YYYY-MM-DD`; null: no end. A child's ends when it comes of age. */
  until: string | null;
}

/** What the patient shows, as it was written; resolved anew in each release of HPO. */
export interface CaseTerms {
  terms: WrittenTerm[];
  /** A release of HPO; null: the newest. */
  release: string | null;
}

/** How the case is analysed: what the command line said of it, without paths. */
export interface CaseAnalysis {
  /** Rules, as typed: `R59`, `285`, `epilepsy`, `epilepsy@0.9`, a file. Resolved anew by each re-analysis. */
  panels: string[];
  genes: string[];
  geneAgnostic: boolean;
  beyondPanel: boolean;
  minConfidence: "green" | "amber";
  proband: string | null;
  sex: Record<string, "male" | "female">;
  affected: string[];
  forceSex: boolean;
  notGeneticParents: string[];
  allowPhenocopy: number;
  penetrance: "complete" | "incomplete" | "both";
  assembly: Assembly | null;
  /** A release of ClinVar, or `none`; null: the newest. */
  clinvar: string | null;
  /** A list of the laboratory, or `none`; null: the newest of each. */
  inhouse: string | null;
  /** The file is read although its header calls it somatic (DEC-38). */
  germlineAnyway?: true;
}

/** A VCF as it was when it was read. It may be offline later: that is a normal state. */
export interface ArchivedVcf {
  path: string;
  /** Bytes as stored; null: it came by standard input. */
  size: number | null;
  /** sha256 over the header's text and the index file. */
  headerAndIndex: string;
  /** sha256 over the first and the last MiB; null: standard input. */
  ends: string | null;
}

export interface DistilledFile {
  /** Relative to the case's folder. */
  path: string;
  records: number;
  bytes: number;
  sha256: string;
}

/** One sequencing of the family, with what its scan found. */
export interface Dataset {
  number: number;
  /** ISO date-time. */
  added: string;
  assay: string | null;
  assembly: Assembly;
  annotator: string | null;
  /** The person was sequenced again for it: other calls than those of the dataset before. */
  resequenced?: true;
  vcfs: ArchivedVcf[];
  /** One per VCF. */
  distilled: DistilledFile[];
  criteria: DistilCriteria;
  /** Number of the rules under which lines were kept (core/rules.ts). */
  rules: number;
  /** sha256 of the files beside the distilled ones, by their names; absent: none was taken. */
  digests?: Record<string, string>;
  /**
   * Of the genes with extents that were known then: those with records that the annotation never names, as
   * symbols in upper case (DEC-17); absent: not known.
   */
  unnamed?: string[];
  /** Releases that told what was kept; absent: not known. */
  classifications?: ClassificationUsed[];
  /** People of the family when it was counted, with places of their parents; absent: not known. */
  people?: string[];
  /** What the sample checks counted in the original (DEC-15). */
  tally: Tally | null;
  /** Canonical chromosomes with records in the original. */
  chromosomes: string[];
  /** Records read in the original. */
  records: number;
}

export interface CaseFile {
  schema: "panelist.archive-case";
  version: 2;
  id: string;
  created: string;
  status: CaseStatus;
  consent: Consent;
  analysis: CaseAnalysis;
  /** Absent: none were given. */
  terms?: CaseTerms;
  /** Files of the case's folder; null: none was given. */
  ped: string | null;
  policy: string | null;
  /** Local overrides of its panels (DEC-23). */
  override: string | null;
  /** sha256 of these files, by their names; absent: none was taken. */
  digests?: Record<string, string>;
  datasets: Dataset[];
}
