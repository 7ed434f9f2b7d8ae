/**
 * What differs between two panels or two sets of panels: the types that `panels diff --format json` writes
 * and that re-analysis reads. Names are those of the JSON (snake_case), so that both have one shape;
 * docs/formats.md explains them, docs/schemas/panel-diff.schema.json checks them.
 */
import type { z } from "zod";
import type * as schema from "./schema.ts";

/** What a change does to what can be reported. */
export type Effect = Change["effect"];

export type ChangeType = Change["type"];

/** Which panel a change belongs to. */
export type PanelRef = z.infer<typeof schema.panel>;

/** A gene row as it stood. */
export type GeneState = z.infer<typeof schema.geneState>;

/** A short tandem repeat of a panel. */
export type StrState = z.infer<typeof schema.strState>;

/** A copy-number region of a panel. */
export type RegionState = z.infer<typeof schema.regionState>;

/** A panel's head. */
export type PanelState = z.infer<typeof schema.panelState>;

export type GeneChange = z.infer<typeof schema.geneChange>;
export type StrChange = z.infer<typeof schema.strChange>;
export type RegionChange = z.infer<typeof schema.regionChange>;
export type PanelChange = z.infer<typeof schema.panelChange>;
export type Change = z.infer<typeof schema.change>;

export type GeneChangeType = GeneChange["type"];
export type PanelChangeType = PanelChange["type"];

export interface PanelDiff extends Omit<z.infer<typeof schema.panelDiff>, "counts"> {
  /** How many of each type; types without a change are left out. */
  counts: Partial<Record<ChangeType, number>>;
}

/** Fields that one side does not give, so that a difference in them would say nothing. */
export type NotCompared = PanelDiff["not_compared"][number];

/** Old panel id to the id that takes its place (`panels successor`). */
export type Successors = ReadonlyMap<string, string>;
