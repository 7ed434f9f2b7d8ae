/** Changes of the genes of one panel. */
import { ASSEMBLIES } from "../../core/assembly.ts";
import { locationText } from "../gene.ts";
import { plain } from "../mode.ts";
import type { GeneLocation, Panel, PanelGene } from "../types.ts";
import { effectOf, effectOfMode, effectOfPlaces, reach } from "./effect.ts";
import type { Effect, GeneChange, GeneChangeType, GeneState, PanelRef } from "./types.ts";
import { pairGenes, type Identify } from "./pair.ts";

/** Fields of a row that a source may not give at all. */
const IS_GIVEN = {
  mode_of_inheritance: (gene: PanelGene) => gene.modeText !== "",
  mode_of_pathogenicity: (gene: PanelGene) => gene.modeOfPathogenicity !== "",
  penetrance: (gene: PanelGene) => gene.penetrance !== "unknown",
  location: (gene: PanelGene) => gene.location.GRCh37 !== null || gene.location.GRCh38 !== null,
};

/** Sources that write every field, so that an empty one is a value. */
const COMPLETE: ReadonlySet<string> = new Set(["panelapp", "bundled"]);

type RowField = keyof typeof IS_GIVEN;
const ROW_FIELDS = Object.keys(IS_GIVEN) as RowField[];

const LISTS = ["strs", "regions"] as const;
type Field = RowField | (typeof LISTS)[number];

/** Does the panel say nothing at all of this, and might not have been asked? */
function silent(panel: Panel, field: Field): boolean {
  if (COMPLETE.has(panel.source)) return false;
  if (field === "strs" || field === "regions") return panel[field].length === 0;
  return panel.genes.length > 0 && !panel.genes.some(IS_GIVEN[field]);
}

/**
 * Fields that cannot be compared, since a side does not give them: of tables and lists, those that no row
 * has. A missing field is no change.
 */
export function fieldsNotGiven(before: Panel, after: Panel): Field[] {
  const rows = ROW_FIELDS.filter((field) => silent(before, field) !== silent(after, field));
  const lists = LISTS.filter(
    (field) =>
      (silent(before, field) && after[field].length > 0) ||
      (silent(after, field) && before[field].length > 0),
  );
  return [...rows, ...lists];
}

function samePlace(a: GeneLocation | null, b: GeneLocation | null): boolean {
  if (a === null || b === null) return a === b;
  return a.start === b.start && a.end === b.end && a.chrom === b.chrom;
}

function geneState(gene: PanelGene): GeneState {
  return {
    symbol: gene.symbol,
    hgnc_id: gene.hgncId,
    confidence: gene.confidence,
    mode: gene.mode,
    mode_of_inheritance: gene.modeText,
    mode_of_pathogenicity: gene.modeOfPathogenicity,
    lof_not_mechanism: gene.lofNotMechanism,
    penetrance: gene.penetrance,
    grch37: locationText(gene.location.GRCh37),
    grch38: locationText(gene.location.GRCh38),
    transcript: gene.transcript ?? null,
  };
}

/** "NOT imprinted" and "imprinted status unknown" are one mode to us and two to a curator. */
function modeKey(gene: PanelGene): string {
  // The first API wrote "monoallelic" for the latter, "monoallelic_not_imprinted" for the former.
  return /imprinted status unknown|^monoallelic$/i.test(gene.modeText)
    ? `${gene.mode} ?`
    : gene.mode;
}

interface Difference {
  type: GeneChangeType;
  effect: Effect;
}

function confidenceChange(before: PanelGene, after: PanelGene): Difference | null {
  if (before.confidence === after.confidence) return null;
  const effect = effectOf(reach(before.confidence), reach(after.confidence));
  if (after.confidence === "green") return { type: "gene_to_green", effect };
  if (before.confidence === "green") return { type: "gene_from_green", effect };
  return { type: "gene_confidence", effect };
}

/** Every way in which two rows of one gene differ. */
function differences(before: PanelGene, after: PanelGene, skip: ReadonlySet<Field>): Difference[] {
  const found: Difference[] = [];
  // A detail of a row that is not looked at on one side changes nothing by itself.
  const looked = Math.min(reach(before.confidence), reach(after.confidence)) > 0;
  const add = (type: GeneChangeType, effect: Effect): void => {
    found.push({ type, effect: looked ? effect : "neutral" });
  };
  if (before.symbol !== after.symbol) add("gene_renamed", "neutral");
  const confidence = confidenceChange(before, after);
  if (confidence !== null) found.push(confidence);
  if (
    !skip.has("mode_of_inheritance") &&
    before.modeText !== after.modeText &&
    modeKey(before) !== modeKey(after)
  )
    add("moi_changed", effectOfMode(before, after));
  if (
    !skip.has("mode_of_pathogenicity") &&
    before.modeOfPathogenicity !== after.modeOfPathogenicity &&
    // Wording apart: blanks and case of free text differ between rows that say the same.
    plain(before.modeOfPathogenicity) !== plain(after.modeOfPathogenicity)
  )
    // PA-02, DEC-08: loss of function that is not the mechanism is held at tier 2.
    add("mop_changed", effectOf(before.lofNotMechanism ? 0 : 1, after.lofNotMechanism ? 0 : 1));
  // DEC-06: penetrance of a panel row never lowers anything.
  if (!skip.has("penetrance") && before.penetrance !== after.penetrance)
    add("penetrance_changed", "neutral");
  if (
    !skip.has("location") &&
    ASSEMBLIES.some((build) => !samePlace(before.location[build], after.location[build]))
  )
    add("location_changed", effectOfPlaces(before.location, after.location));
  if ((before.transcript ?? null) !== (after.transcript ?? null))
    add("transcript_changed", "neutral");
  return found;
}

/** Changes of the genes of a panel, in no particular order. */
export function geneChanges(
  before: Panel,
  after: Panel,
  panel: PanelRef,
  skip: ReadonlySet<Field>,
  identify?: Identify,
): GeneChange[] {
  return pairGenes(before.genes, after.genes, identify).flatMap(({ old, new: found }) => {
    const row = found ?? old;
    if (row === null) return [];
    const make = ({ type, effect }: Difference): GeneChange => ({
      type,
      panel,
      hgnc_id: row.hgncId ?? old?.hgncId ?? identify?.(row) ?? null,
      gene: row.symbol,
      old: old === null ? null : geneState(old),
      new: found === null ? null : geneState(found),
      effect,
      override: noteOf(after, row) ?? noteOf(before, row),
    });
    if (old === null)
      return [make({ type: "gene_added", effect: effectOf(0, reach(row.confidence)) })];
    if (found === null)
      return [make({ type: "gene_removed", effect: effectOf(reach(row.confidence), 0) })];
    return differences(old, found, skip).map(make);
  });
}

/** The local override of a row, if there is one. */
function noteOf(panel: Panel, gene: PanelGene): GeneChange["override"] {
  const override = panel.overrides?.find(
    ({ hgncId, symbol }) => (hgncId !== null && hgncId === gene.hgncId) || symbol === gene.symbol,
  );
  if (override === undefined) return null;
  const { reason, author, date } = override;
  return { reason, author, date };
}
