/** Panels as the tool holds them, whatever file they came from. Coordinates: 1-based, inclusive. */
import type { z } from "zod";
import type { Assembly } from "../core/assembly.ts";
import type * as schema from "./schema.ts";

export type Confidence = z.infer<typeof schema.confidence>;

/** Modes of inheritance after parsing (MOI-01). */
export type ModeOfInheritance = z.infer<typeof schema.mode>;

export interface GeneLocation {
  chrom: string;
  start: number;
  end: number;
}

/** A panel whose rows a super panel holds, as the rows name it (PA-05). */
interface ChildPanel {
  id: string;
  name: string;
  /** `major.minor` as text. */
  version: string | null;
}

/** What one child panel of a super panel says of a gene, repeat or region. */
export interface ChildRow {
  panel: ChildPanel;
  confidence: Confidence;
  mode: ModeOfInheritance;
  modeText: string;
  penetrance: Penetrance;
  modeOfPathogenicity: string;
}

export type Penetrance = z.infer<typeof schema.penetrance>;

/**
 * What a gene, a repeat and a region of a panel have in common. An archive keeps panels whole: a field that
 * came or went would make every kept panel another one.
 */
export interface PanelItem {
  confidence: Confidence;
  mode: ModeOfInheritance;
  modeText: string;
  penetrance: Penetrance;
  /** 1-based inclusive, as PanelApp writes them. */
  location: Record<Assembly, GeneLocation | null>;
  tags: string[];
  phenotypes: string[];
  /** Who says so, as written. */
  evidence: string[];
  /** PubMed ids or titles, as written. */
  publications: string[];
  /** What each child panel of a super panel says; empty for other panels. */
  children: ChildRow[];
}

/** One gene of one panel. Several rows of a file (super panels) are one, as docs/panels.md says. */
export interface PanelGene extends PanelItem {
  symbol: string;
  /** `HGNC:123` or null. */
  hgncId: string | null;
  /** Ensembl ids, all builds. */
  ensemblIds: string[];
  ncbiId: string | null;
  /** Alias and previous symbols. */
  otherSymbols: string[];
  /** PanelApp says that loss of function does not cause the disease (PA-02). */
  lofNotMechanism: boolean;
  modeOfPathogenicity: string;
  biotype: string | null;
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

/** A repeat or a region. They are kept, not analysed: small variants do not show them. */
export interface PanelEntity extends PanelItem {
  /** PanelApp's name: `DMPK_CTG`, `ISCA-37430-Loss`. */
  name: string;
}

/** A short tandem repeat. Lengths are counted in repeat units; null: the source gives none. */
export interface PanelStr extends PanelEntity {
  symbol: string | null;
  hgncId: string | null;
  /** `CTG`, on the strand that PanelApp gives. */
  repeatUnit: string;
  /** Longest normal allele. */
  normalRepeats: number | null;
  /** Shortest fully penetrant allele. */
  pathogenicRepeats: number | null;
}

/** A copy-number region. */
export interface PanelRegion extends PanelEntity {
  /** In words: `17p13.3 (Miller-Dieker syndrome) region Loss`. */
  title: string;
  modeOfPathogenicity: string;
  /** PanelApp's word: cnv_loss, cnv_gain, cnv_both, small. */
  variantType: string;
  /** ClinGen's codes ("3", "2", "1", "0", "30", "40"); null: none. */
  haploinsufficiency: string | null;
  triplosensitivity: string | null;
  /** Per cent of the region that a variant must cover. */
  requiredOverlapPercent: number | null;
}

/** Something that the rows of one gene disagree on: of super panels, or of an old and a new symbol. */
export interface PanelConflict {
  symbol: string;
  hgncId: string | null;
  what: "confidence" | "mode_of_inheritance";
  /** Each value with who says it: child panels as `id@version`, else the symbols of the rows. */
  values: { value: string; by: string[] }[];
  /** What counts: the highest confidence; the modes of the rows that have it, joined. */
  taken: string;
}

/** A panel's own count of its rows. */
export interface PanelStats {
  genes: number;
  strs: number;
  regions: number;
}

/** How a word on the command line came to a panel of the store; part of the run's record (PA-05). */
type PanelResolution = z.infer<typeof schema.panelResolution>;

export type PanelSource = "panelapp" | "bundled" | "tsv" | "bed" | "genes";

/** What a list says of a panel, and every panel of itself. */
export interface PanelHead {
  id: string;
  name: string;
  /** `major.minor` as text, never a number; null when the file has none. */
  version: string | null;
  /** Sign-off date, null when there is none or it is not known. */
  signedOff: string | null;
  /** PanelApp's id until 2018, 24 hexadecimal digits. */
  hashId: string | null;
  /** `public`, `promoted`, ...; as written. */
  status: string | null;
  /** ISO date-time, as written. */
  versionCreated: string | null;
  diseaseGroup: string;
  diseaseSubGroup: string;
  /** R-codes and names of disorders, as written. */
  relevantDisorders: string[];
  /** Slugs: `gms-signed-off`, `superpanel`, ... */
  types: string[];
  /** What the panel says of its own size; null: it does not. */
  stats: PanelStats | null;
}

export interface Panel extends PanelHead {
  source: PanelSource;
  /** sha256 of the file's bytes (of the joined symbols for --genes). */
  digest: string;
  /** Rows in the file, before rows of one gene are joined. */
  rows: PanelStats;
  genes: PanelGene[];
  strs: PanelStr[];
  regions: PanelRegion[];
  /** Disagreements between the rows of one gene. */
  conflicts: PanelConflict[];
  /** What a reader should know: synthetic, duplicates merged, unrecognised modes. */
  notes: string[];
  /** Set where it came from the store. */
  resolution?: PanelResolution;
  /** Local overrides that were applied (DEC-23). */
  overrides?: PanelOverride[];
  /** Imported gene tables that completed ids, symbols and coordinates (PA-04, DEC-16). */
  geneTables?: { kind: "genes"; source: string; release: string; sha256: string }[];
}

/** What one panel says of a gene. */
export interface PanelRow extends z.infer<typeof schema.panelWord> {
  /** Index in `PanelGenes.panels`. */
  panel: number;
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

/** A panel without its genes. */
interface TablePanelHead extends Pick<
  Panel,
  "id" | "name" | "version" | "source" | "signedOff" | "digest" | "notes"
> {
  /** Names of green and amber repeats and regions: not small variants, listed as not assessed (DEC-20). */
  strs: string[];
  regions: string[];
}

/** All genes of the applied panels. Order: by symbol. Joined per DEC-17. */
export interface PanelGenes {
  assembly: Assembly;
  panels: TablePanelHead[];
  genes: TableGene[];
  /** Reporting transcripts that local overrides name (DEC-23), without version. */
  transcripts?: string[] | undefined;
}
