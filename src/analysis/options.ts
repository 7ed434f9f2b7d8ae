/**
 * What a run is asked to do, after the command line is parsed and before any file is opened: each option
 * once, in the groups that the stages of a run take. What was not given is undefined, a list empty.
 */
import type { Assembly } from "../core/assembly.ts";
import type { InheritanceOptions } from "../inheritance/types.ts";
import type { StatedFamily } from "../pedigree/types.ts";
import type { PhenotypeOptions } from "../patient/types.ts";
import type { RankOptions } from "../rank/types.ts";
import type { EventInput } from "../structural/types.ts";

export interface AnalyseOptions
  extends InputOptions, PanelOptions, FamilyOptions, LookupOptions, ReadingOptions {
  /** What a laboratory marks the run with (order, family number): shown in every output, asked by nothing. */
  labels: Record<string, string>;
  /** undefined: the patient has no terms. */
  phenotype?: PhenotypeOptions | undefined;
}

/** What is asked where nothing is given: every option, each once. */
export const DEFAULT_OPTIONS: { [Name in keyof Required<AnalyseOptions>]: AnalyseOptions[Name] } = {
  labels: {},
  vcfs: [],
  events: undefined,
  assembly: undefined,
  germlineAnyway: undefined,
  allowUnannotated: undefined,
  transcripts: undefined,
  strict: undefined,
  partial: undefined,
  allowEmpty: undefined,
  allowRemote: undefined,
  dataRoot: undefined,
  store: undefined,
  panels: [],
  panelOverride: undefined,
  genes: [],
  allowUnknownGenes: undefined,
  minConfidence: "amber",
  geneAgnostic: false,
  beyondPanel: false,
  order: undefined,
  ped: undefined,
  pedigree: undefined,
  proband: undefined,
  sex: {},
  affected: [],
  forceSex: false,
  identity: {},
  notGeneticParents: [],
  allowPhenocopy: 0,
  penetrance: "both",
  phenotype: undefined,
  clinvar: undefined,
  inhouse: undefined,
  annotate: undefined,
  allowRemoteLookups: undefined,
  offline: undefined,
  reference: undefined,
  coverage: undefined,
  scan: "auto",
  digest: "header",
  threads: undefined,
  policy: undefined,
};

export interface InputOptions {
  /** Paths, http(s) addresses, or `-`. Several files are parts of one family's variants; of events, any number. */
  vcfs: string[];
  /** Files named as files of events, whatever their content says; undefined: none is. */
  events?: EventInput[] | undefined;
  assembly?: Assembly | undefined;
  /** Reads a file that its header calls somatic (DEC-38). */
  germlineAnyway?: true | undefined;
  allowUnannotated?: boolean | undefined;
  /**
   * By which transcripts consequences are worked out: a release of the store, a GFF3 file, or `none`; undefined: the
   * newest of the build for files without an annotation. Named, it stands for every file (ANN-03).
   */
  transcripts?: string | undefined;
  /** Each warning that the answer may lack something is an error (DEC-34). */
  strict?: boolean | undefined;
  /** An input that is not complete is taken: by `strict`, and by an archive (DEC-34). */
  partial?: boolean | undefined;
  /** An input of which nothing could be read is no error (DEC-34). */
  allowEmpty?: boolean | undefined;
  allowRemote?: boolean | undefined;
  /** Folders whose files a case file or a phenopacket may name, besides those beside it. */
  dataRoot?: string[] | undefined;
}

interface StoreOption {
  /** Folder of the store (docs/panels.md); undefined: none is looked into. */
  store?: string | undefined;
}

export interface PanelOptions
  extends StoreOption, Pick<RankOptions, "minConfidence" | "geneAgnostic" | "beyondPanel"> {
  /** As typed: a file, else a panel of the store (`285@4.2`, `R59`), else a bundled id such as `acmg-sf@3.1`. */
  panels: string[];
  /** Of candidates; undefined: by tier where a panel is applied, else by the score alone (DEC-56). */
  order?: "tier" | "score" | undefined;
  /** A file of local overrides of panels (DEC-23). */
  panelOverride?: string | undefined;
  /** Ad-hoc panel of symbols or HGNC ids. */
  genes: string[];
  /** Symbols that the store's gene tables do not know are a warning, not an error (DEC-34). */
  allowUnknownGenes?: boolean | undefined;
}

export interface FamilyOptions
  extends StatedFamily, Pick<InheritanceOptions, "allowPhenocopy" | "penetrance"> {
  ped?: string | undefined;
  /** A family told by a case file or phenopacket, as PED; `ped` goes before it. */
  pedigree?: { path: string; text: string } | undefined;
  forceSex: boolean;
  /** Files of a laboratory's own genotypes, by sample name; the key "" is the proband (IDT-01). */
  identity: Record<string, string>;
}

/** What is looked up beside the file. */
export interface LookupOptions extends StoreOption {
  /** Release of ClinVar in the store, or `none`; undefined: the newest that fits the build. */
  clinvar?: string | undefined;
  /** The laboratory's own list, `NAME` or `NAME@RELEASE`, or `none`; undefined: the newest of each. */
  inhouse?: string | undefined;
  /** Declaration of further sources (JSON). */
  annotate?: string | undefined;
  /** Remote sources are asked for survivors, and learn where they lie (DEC-54). */
  allowRemoteLookups?: boolean | undefined;
  /** Of remote sources nothing is asked but what was read before. */
  offline?: boolean | undefined;
  /** Indexed FASTA of the input's build: alleles are left-aligned before they are looked up (VCF-50), and named. */
  reference?: string | undefined;
  /** Table of coverage: mosdepth's thresholds or regions BED. */
  coverage?: string | undefined;
}

export interface ReadingOptions {
  scan: "auto" | "index" | "full";
  /** What of a VCF the run record has a digest of: header and index, or every byte of the file. */
  digest: "header" | "full";
  /** undefined: the cores at hand. */
  threads?: number | undefined;
  policy?: string | undefined;
}
