/** Panels as the tool holds them, whatever file they came from. Coordinates: 1-based, inclusive. */
import type { Assembly } from "../core/assembly.ts";

export type Confidence = "green" | "amber" | "red" | "grey";

/** Modes of inheritance after parsing (section 3.9). */
export type ModeOfInheritance =
  | "monoallelic"
  | "monoallelic_paternal_expressed" // "maternally imprinted (paternal allele expressed)"
  | "monoallelic_maternal_expressed"
  | "biallelic"
  | "both"
  | "both_biallelic_severe"
  | "x_biallelic_females" // XLR
  | "x_monoallelic_females" // XL-mono
  | "mitochondrial"
  | "unknown"
  | "other"
  | "missing";

export interface GeneLocation {
  chrom: string;
  start: number;
  end: number;
}

/** One gene row of one panel. */
export interface PanelGene {
  symbol: string;
  /** `HGNC:123` or null. */
  hgncId: string | null;
  /** Ensembl ids, all builds. */
  ensemblIds: string[];
  ncbiId: string | null;
  /** Alias and previous symbols. */
  otherSymbols: string[];
  confidence: Confidence;
  mode: ModeOfInheritance;
  modeText: string;
  penetrance: "complete" | "incomplete" | "unknown";
  /** PanelApp says that loss of function does not cause the disease (PA-02). */
  lofNotMechanism: boolean;
  modeOfPathogenicity: string;
  location: Record<Assembly, GeneLocation | null>;
  biotype: string | null;
  tags: string[];
  phenotypes: string[];
  /** Reporting transcript that a local override names (DEC-23), as written there. */
  transcript?: string;
}

/** One line of a `--panel-override` file that was applied to a panel (DEC-23). */
export interface PanelOverride {
  action: "add" | "remove" | "set";
  symbol: string;
  hgncId: string | null;
  /** What it sets, `confidence=green mode_of_inheritance=biallelic`; empty for a removal. */
  change: string;
  reason: string;
  author: string;
  /** `YYYY-MM-DD`. */
  date: string;
}

export type PanelSource = "panelapp" | "bundled" | "tsv" | "bed" | "genes";

export interface Panel {
  id: string;
  name: string;
  /** `major.minor` as text, never a number; null when the file has none. */
  version: string | null;
  source: PanelSource;
  /** Sign-off date, null when there is none or it is not known. */
  signedOff: string | null;
  /** sha256 of the file's bytes (of the joined symbols for --genes). */
  digest: string;
  genes: PanelGene[];
  /** STRs and regions of the panel: not small variants, listed as not assessed (DEC-20). */
  strs: string[];
  regions: string[];
  /** What a reader should know: synthetic, duplicates merged, unrecognised modes. */
  notes: string[];
  /** Local overrides that were applied (DEC-23). */
  overrides?: PanelOverride[];
}

/** What one panel says of a gene. */
export interface PanelRow {
  /** Index in `GeneTable.panels`. */
  panel: number;
  confidence: Confidence;
  mode: ModeOfInheritance;
  modeText: string;
  penetrance: PanelGene["penetrance"];
  lofNotMechanism: boolean;
}

/** One gene over all applied panels; crosses to the workers. */
export interface TableGene {
  symbol: string;
  hgncId: string | null;
  ensemblIds: string[];
  ncbiId: string | null;
  otherSymbols: string[];
  biotype: string | null;
  rows: PanelRow[];
  /** Extent plus margin on the run's assembly, 1-based inclusive; null when the panel gives none. */
  region: GeneLocation | null;
}

/** All genes of the applied panels. Order: by symbol. Joined per DEC-17. */
export interface GeneTable {
  assembly: Assembly;
  panels: Pick<
    Panel,
    "id" | "name" | "version" | "source" | "signedOff" | "digest" | "notes" | "strs" | "regions"
  >[];
  genes: TableGene[];
}
