/**
 * What differs between two panels or two sets of panels: the types that `panels diff --format json` writes
 * and that re-analysis reads. Names are those of the JSON (snake_case), so that both have one shape;
 * docs/formats.md explains them, docs/schemas/panel-diff.schema.json checks them.
 */
import type { Confidence, ModeOfInheritance, PanelGene } from "../model.ts";

/**
 * What a change does to what can be reported. Green genes reach tiers 1 and 2, amber ones tier 3, red, grey
 * and absent ones are the same (DEC-03). `widens`: something can be reported, or reach a higher tier, that
 * could not before, whatever else the change takes away; `narrows`: only the reverse; `neutral`: neither.
 */
export type Effect = "widens" | "narrows" | "neutral";

export type GeneChangeType =
  | "gene_added"
  | "gene_removed"
  | "gene_renamed"
  | "gene_to_green"
  | "gene_from_green"
  | "gene_confidence"
  | "moi_changed"
  | "mop_changed"
  | "penetrance_changed"
  | "location_changed"
  | "transcript_changed";

type EntityChangeType = "region_changed" | "str_changed";

export type PanelChangeType =
  | "panel_signed_off"
  | "panel_retired"
  | "panel_renamed"
  | "panel_merged"
  | "panel_added";

export type ChangeType = PanelChangeType | GeneChangeType | EntityChangeType;

/** Which panel a change belongs to. Versions are text, null where the source gives none. */
export interface PanelRef {
  /** As on the new side; the old id where the panel is gone. */
  id: string;
  name: string;
  old_version: string | null;
  new_version: string | null;
}

/** A gene row as it stood. Every gene change carries the whole of both states. */
export interface GeneState {
  symbol: string;
  hgnc_id: string | null;
  confidence: Confidence;
  /** The mode of inheritance as parsed (section 3.9). */
  mode: ModeOfInheritance;
  /** As written in the source. */
  mode_of_inheritance: string;
  mode_of_pathogenicity: string;
  /** PA-02: loss of function does not cause the disease. */
  lof_not_mechanism: boolean;
  penetrance: PanelGene["penetrance"];
  /** `chrom:start-end`, 1-based inclusive; null where the source gives none. */
  grch37: string | null;
  grch38: string | null;
  /** Reporting transcript of a local override (DEC-23). */
  transcript: string | null;
}

/** A short tandem repeat of a panel. Repeats are counted in units. */
export interface StrState {
  name: string;
  confidence: Confidence;
  mode_of_inheritance: string;
  repeated_sequence: string;
  normal_repeats: number | null;
  pathogenic_repeats: number | null;
  grch37: string | null;
  grch38: string | null;
}

/** A copy-number region of a panel. Scores are ClinGen's codes. */
export interface RegionState {
  name: string;
  confidence: Confidence;
  mode_of_inheritance: string;
  type_of_variants: string;
  required_overlap_percentage: number | null;
  haploinsufficiency_score: string | null;
  triplosensitivity_score: string | null;
  grch37: string | null;
  grch38: string | null;
}

/** A panel's head. */
export interface PanelState {
  id: string;
  name: string;
  version: string | null;
  signed_off: string | null;
  /** Genes by confidence. */
  genes: Record<Confidence, number>;
}

/** Who changed a row locally, and why (DEC-23). */
interface OverrideNote {
  reason: string;
  author: string;
  date: string;
}

interface Base {
  panel: PanelRef;
  effect: Effect;
}

export interface GeneChange extends Base {
  type: GeneChangeType;
  /** Of the new row, else of the old one. */
  hgnc_id: string | null;
  gene: string;
  /** Null: the gene was not there. */
  old: GeneState | null;
  new: GeneState | null;
  /** Set where a local override makes the difference. */
  override: OverrideNote | null;
}

export interface StrChange extends Base {
  type: "str_changed";
  hgnc_id: string | null;
  gene: string | null;
  old: StrState | null;
  new: StrState | null;
}

export interface RegionChange extends Base {
  type: "region_changed";
  hgnc_id: string | null;
  gene: string | null;
  old: RegionState | null;
  new: RegionState | null;
}

export interface PanelChange extends Base {
  type: PanelChangeType;
  hgnc_id: null;
  gene: null;
  old: PanelState | null;
  new: PanelState | null;
}

export type Change = PanelChange | GeneChange | StrChange | RegionChange;

/** Fields that one side does not give, so that a difference in them would say nothing. */
export interface NotCompared {
  panel: PanelRef;
  fields: string[];
}

/** One side of a comparison. */
export interface DiffSide {
  /** As asked for: a file, a folder, an id with its version. */
  label: string;
  panels: number;
}

export interface PanelDiff {
  schema: "panelist.panel-diff";
  version: 1;
  old: DiffSide;
  new: DiffSide;
  /** Panels that are on both sides, whether they changed or not. */
  compared: PanelRef[];
  not_compared: NotCompared[];
  /** How many of each type; types without a change are left out. */
  counts: Partial<Record<ChangeType, number>>;
  effects: Record<Effect, number>;
  changes: Change[];
}

/** Old panel id to the id that takes its place (`panels successor`). */
export type Successors = ReadonlyMap<string, string>;
