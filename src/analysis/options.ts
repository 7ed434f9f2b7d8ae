/** What a run is asked to do, after the command line is parsed and before any file is opened. */
import type { Assembly } from "../core/assembly.ts";
import type { WrittenTerm } from "../phenotype/index.ts";
import type { Confidence } from "../panel/model.ts";

export interface AnalyseOptions {
  /** Paths, http(s) addresses, or `-`. Several files are parts of one family's variants. */
  vcfs: string[];
  /** As typed: a file, else a panel of the store (`285@4.2`, `R59`), else a bundled id such as `acmg-sf@3.1`. */
  panels: string[];
  /** `--store`; null: as the environment says. */
  store: string | null;
  /** A file of local overrides of panels (DEC-23). */
  panelOverride?: string;
  /** Ad-hoc panel of symbols or HGNC ids. */
  genes: string[];
  geneAgnostic: boolean;
  beyondPanel: boolean;
  minConfidence: Extract<Confidence, "green" | "amber">;
  ped: string | null;
  proband: string | null;
  /** `--sex male` (the proband) is the key ""; `--sex sample=male` the sample. */
  sex: Record<string, "male" | "female">;
  affected: string[];
  forceSex: boolean;
  notGeneticParents: string[];
  allowPhenocopy: number;
  penetrance: "complete" | "incomplete" | "both";
  assembly: Assembly | null;
  scan: "auto" | "index" | "full";
  /** null: the cores at hand. */
  threads: number | null;
  policy: string | null;
  /** Release of ClinVar in the store, or `none`; null or absent: the newest that fits the build. */
  clinvar?: string | null;
  /** The laboratory's own list, `NAME` or `NAME@RELEASE`, or `none`; null or absent: the newest of each. */
  inhouse?: string | null;
  /** Declaration of further sources (JSON). */
  annotate?: string | null;
  /** Indexed FASTA of the input's build: alleles are left-aligned before they are looked up (VCF-50). */
  reference?: string;
  /** Table of coverage: mosdepth's thresholds or regions BED. */
  coverage?: string | null;
  /** Reads a file that its header calls somatic (DEC-38). */
  germlineAnyway?: true;
  allowUnannotated: boolean;
  allowRemote: boolean;
  /** Absent: the patient has no terms. */
  phenotype?: PhenotypeOptions;
  /** A family told by a case file or phenopacket, as PED; `ped` goes before it. */
  pedigree?: { path: string; text: string };
}

export interface PhenotypeOptions {
  /** Lists of `--hpo`. */
  hpo: string[];
  phenopacket: string | null;
  caseFile: string | null;
  /** null: the newest of the store. */
  release: string | null;
  strict: boolean;
  /** Terms that were read already. */
  terms?: WrittenTerm[];
}
