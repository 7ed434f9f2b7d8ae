/**
 * What the imported gene files add to a panel, and which of its genes they contain. Nothing is lost in silence
 * (PA-04).
 */
import { counted } from "../../core/counted.ts";
import { ASSEMBLIES } from "../../core/assembly.ts";
import { joinLocations, locationText } from "../../panel/gene.ts";
import type { GeneLocation, Panel, PanelGene } from "../../panel/types.ts";
import type { Catalogue, CatalogueHit } from "./catalogue.ts";

/** One finding about one gene of a panel. */
export interface IdentityNote {
  kind: IdentityKind;
  symbol: string;
  hgncId: string | null;
  /** What is there instead, or where it was found. */
  detail: string;
}

/** Gene extents of two annotations differ by their ends; places further apart are two places. */
const FARTHEST = 1_000_000;

/** DEC-16: the extents joined; null where they are no two views of one place. */
function joinExtents(a: GeneLocation | null, b: GeneLocation): GeneLocation | null {
  if (a === null) return b;
  const gap = Math.max(a.start, b.start) - Math.min(a.end, b.end);
  return a.chrom === b.chrom && gap > FARTHEST ? null : (joinLocations(a, b) ?? null);
}

interface Completed {
  gene: PanelGene;
  notes: IdentityNote[];
}

function completeGene(gene: PanelGene, hit: CatalogueHit, catalogue: Catalogue): Completed {
  const notes: IdentityNote[] = [];
  const { gene: known, via } = hit;
  const note = (kind: IdentityKind, detail: string): void => {
    notes.push({ kind, symbol: gene.symbol, hgncId: gene.hgncId ?? known.hgncId, detail });
  };
  if (via === "previous_symbol" || via === "alias_symbol")
    note("found_by_other_symbol", `now ${known.symbol}`);
  else if (known.symbol.toUpperCase() !== gene.symbol.toUpperCase() && gene.symbol !== gene.hgncId)
    note("symbol_changed", `now ${known.symbol}`);
  if (gene.hgncId === null && known.hgncId !== null) note("id_filled", known.hgncId);
  const location = { ...gene.location };
  for (const assembly of ASSEMBLIES) {
    const found = catalogue.locate(known, assembly);
    if (found === null) continue;
    const own = location[assembly];
    const joined = joinExtents(own, found);
    if (joined === null)
      note(
        "coordinates_disagree",
        `${assembly} ${locationText(own) ?? ""}, ${locationText(found)}`,
      );
    else {
      if (own === null) note("coordinates_filled", `${assembly} ${locationText(found)}`);
      location[assembly] = joined;
    }
  }
  // DEC-55: a symbol that another gene has or had finds this one only where it is known to lie.
  const placed = ASSEMBLIES.every((assembly) => location[assembly] !== null);
  const previous = known.previousSymbols.filter((s) => placed || !catalogue.isShared(s));
  const others = [...gene.otherSymbols, known.symbol, ...previous];
  return {
    notes,
    gene: {
      ...gene,
      hgncId: gene.hgncId ?? known.hgncId,
      ncbiId: gene.ncbiId ?? known.ncbiId,
      ensemblIds:
        known.ensemblId === null
          ? gene.ensemblIds
          : [...new Set([...gene.ensemblIds, known.ensemblId])],
      otherSymbols: [...new Set(others)].filter((symbol) => symbol !== gene.symbol),
      location,
    },
  };
}

/**
 * The panel with ids, symbols and coordinates that the catalogue knows (null: none was imported), and what
 * was found on the way. Rows keep the symbol that the panel gives.
 */
export function completePanel(
  panel: Panel,
  catalogue: Catalogue | null,
): { panel: Panel; notes: IdentityNote[] } {
  const notes: IdentityNote[] = [];
  const genes = panel.genes.map((row) => {
    const add = (kind: IdentityKind, detail: string): void => {
      notes.push({ kind, symbol: row.symbol, hgncId: row.hgncId, detail });
    };
    // 26 genes have another Ensembl id on each assembly (HNF1B, CCDC39, ...): all of them count (DEC-17).
    if (row.ensemblIds.length > 1) add("several_ensembl_ids", row.ensemblIds.join(", "));
    const hit = catalogue?.find(row) ?? null;
    let gene = row;
    if (catalogue !== null && hit !== null) {
      const completed = completeGene(row, hit, catalogue);
      notes.push(...completed.notes);
      gene = completed.gene;
    } else if (catalogue !== null) {
      if (row.hgncId !== null && catalogue.knowsHgnc) add("id_unknown", "withdrawn or newer");
      else {
        const others = catalogue.candidates(row.symbol);
        add(
          "gene_unknown",
          others.length > 0 ? `may be ${others.join(", ")}` : "no imported file names it",
        );
      }
    }
    const without = ASSEMBLIES.filter((assembly) => gene.location[assembly] === null);
    if (without.length > 0) add("no_coordinates", without.join(", "));
    return gene;
  });
  return { panel: { ...panel, genes }, notes };
}

/** What is said of so many genes. */
const SENTENCES = {
  symbol_changed: "whose symbol has changed",
  found_by_other_symbol: "found by a previous or alias symbol",
  id_filled: "with the HGNC id filled in",
  id_unknown: "with an HGNC id that HGNC's set does not have",
  gene_unknown: "that the imported files do not settle",
  several_ensembl_ids: "with several Ensembl ids",
  coordinates_filled: "with coordinates filled in",
  coordinates_disagree: "with coordinates that are no one place, the panel's kept",
  no_coordinates: "without coordinates",
};

type IdentityKind = keyof typeof SENTENCES;

/** Few lines for people, a kind each: `2 genes whose symbol has changed: GARS (now GARS1), ...`. */
export function identityLines(notes: readonly IdentityNote[], most = 20): string[] {
  return Object.entries(SENTENCES).flatMap(([kind, words]) => {
    const some = notes.filter((note) => note.kind === kind);
    if (some.length === 0) return [];
    const shown = some.slice(0, most).map(({ symbol, detail }) => `${symbol} (${detail})`);
    const more = some.length > most ? `, and ${some.length - most} more` : "";
    return [`${counted(some.length, "gene")} ${words}: ${shown.join(", ")}${more}`];
  });
}
