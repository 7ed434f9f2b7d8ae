/**
 * Merges several rows for one gene, repeat or region into one (PA-05). Super panels hold the rows of all their
 * panels: panel 841 has 284 rows of 164 genes. The highest confidence counts; of the rows that have it, the modes
 * of inheritance are joined; what each child panel says is kept beside it.
 */
import { ASSEMBLIES } from "../core/assembly.ts";
import { counted } from "../core/counted.ts";
import { groupedBy } from "../core/grouped.ts";
import { joinLocations } from "./gene.ts";
import { joinModes } from "./mode.ts";
import type {
  Confidence,
  ModeOfInheritance,
  PanelConflict,
  PanelEntity,
  PanelGene,
  PanelItem,
  Penetrance,
} from "./types.ts";

const RANK: Record<Confidence, number> = { green: 3, amber: 2, red: 1, grey: 0 };

function union<T>(lists: readonly (readonly T[])[]): T[] {
  return [...new Set(lists.flat())];
}

/** Rows of the highest confidence, in their order. */
function best<T extends PanelItem>(rows: readonly T[]): T[] {
  const top = Math.max(...rows.map((row) => RANK[row.confidence]));
  return rows.filter((row) => RANK[row.confidence] === top);
}

function joinPenetrance(rows: readonly PanelItem[]): Penetrance {
  const found = new Set(rows.map((row) => row.penetrance));
  if (found.has("incomplete")) return "incomplete";
  const [only] = found;
  return found.size === 1 && only !== undefined ? only : "unknown";
}

/** Text of the rows that count: one where all mean the same, else all of them, so that the reader sees what was joined. */
function joinTexts(rows: readonly PanelItem[], mode: ModeOfInheritance): string {
  if (rows.every((row) => row.mode === mode)) return rows[0]?.modeText ?? "";
  return union(rows.map((row) => [row.modeText]))
    .filter((text) => text !== "")
    .join(" | ");
}

function joinRows<T extends PanelItem>(rows: readonly T[], kept: readonly T[], first: T): T {
  const mode = joinModes(kept.map((row) => row.mode));
  const location = { ...first.location };
  for (const row of rows)
    for (const assembly of ASSEMBLIES)
      location[assembly] =
        joinLocations(location[assembly], row.location[assembly]) ?? location[assembly];
  return {
    ...first,
    mode,
    modeText: joinTexts(kept, mode),
    penetrance: joinPenetrance(kept),
    location,
    tags: union(rows.map((row) => row.tags)),
    phenotypes: union(rows.map((row) => row.phenotypes)),
    evidence: union(rows.map((row) => row.evidence)),
    publications: union(rows.map((row) => row.publications)),
    children: rows.flatMap((row) => row.children),
  };
}

function mergeGenes(rows: readonly PanelGene[]): PanelGene {
  const kept = best(rows);
  const [first] = kept;
  if (first === undefined) throw new Error("no rows to merge");
  const symbols = union(rows.map((row) => [row.symbol, ...row.otherSymbols]));
  return {
    ...joinRows(rows, kept, first),
    hgncId: first.hgncId ?? rows.find((row) => row.hgncId !== null)?.hgncId ?? null,
    ncbiId: first.ncbiId ?? rows.find((row) => row.ncbiId !== null)?.ncbiId ?? null,
    ensemblIds: union(rows.map((row) => row.ensemblIds)),
    otherSymbols: symbols.filter((symbol) => symbol !== first.symbol),
    // PA-02 takes something away, so every row must say it.
    lofNotMechanism: kept.every((row) => row.lofNotMechanism),
    modeOfPathogenicity: union(kept.map((row) => [row.modeOfPathogenicity]))
      .filter((text) => text !== "")
      .join(" | "),
  };
}

function groupBy<T>(rows: readonly T[], keyOf: (row: T) => string): T[][] {
  return [...groupedBy(rows, keyOf).values()];
}

/** One entry per repeat or region, by name, in order of first appearance. */
export function mergeEntities<T extends PanelEntity>(rows: readonly T[]): T[] {
  return groupBy(rows, (row) => row.name).flatMap((group) => {
    const kept = best(group);
    const [first] = kept;
    if (first === undefined) return [];
    return [group.length === 1 ? first : joinRows(group, kept, first)];
  });
}

interface MergedGenes {
  genes: PanelGene[];
  conflicts: PanelConflict[];
  /** What was joined, in words. */
  notes: string[];
}

/**
 * One entry per gene (by HGNC id, else symbol), in order of first appearance; conflicts and notes say what
 * was joined.
 */
export function mergeDuplicates(rows: readonly PanelGene[]): MergedGenes {
  const groups = groupBy(rows, (row) => row.hgncId ?? row.symbol.toUpperCase());
  const genes = groups.map((group) =>
    group.length === 1 && group[0] !== undefined ? group[0] : mergeGenes(group),
  );
  const repeated = groups.filter((group) => group.length > 1);
  const conflicts = groups.flatMap((group, i) => conflictsOf(group, genes[i]));
  if (repeated.length === 0) return { genes, conflicts, notes: [] };
  const joined = `${counted(repeated.length, "gene has", "genes have")} several rows, ${rows.length} rows are ${counted(genes.length, "gene")}: the highest confidence counts`;
  return { genes, conflicts, notes: [joined, ...conflictNotes(repeated)] };
}

function conflictsOf(group: readonly PanelGene[], merged: PanelGene | undefined): PanelConflict[] {
  if (group.length === 1 || merged === undefined) return [];
  const { symbol, hgncId } = merged;
  const find = (
    what: PanelConflict["what"],
    taken: string,
    valueOf: (row: PanelGene) => string,
  ): PanelConflict[] => {
    const values = groupBy(group, valueOf).map((rows) => ({
      value: valueOf(rows[0] ?? merged),
      by: rows.flatMap((row) =>
        row.children.length === 0
          ? [row.symbol]
          : row.children.map(({ panel }) => `${panel.id}@${panel.version ?? ""}`),
      ),
    }));
    return values.length > 1 ? [{ symbol, hgncId, what, values, taken }] : [];
  };
  return [
    ...find("confidence", merged.confidence, (row) => row.confidence),
    ...find("mode_of_inheritance", merged.mode, (row) => row.modeText),
  ];
}

function conflictNotes(repeated: readonly PanelGene[][]): string[] {
  const notes: string[] = [];
  const name = (group: readonly PanelGene[]): string => group[0]?.symbol ?? "";
  const colours = repeated.filter((group) => new Set(group.map((row) => row.confidence)).size > 1);
  if (colours.length > 0)
    notes.push(`confidence differs between rows of: ${colours.map(name).sort().join(", ")}`);
  const modes = repeated.flatMap((group) => {
    const kept = best(group).map((row) => row.mode);
    const distinct = [...new Set(kept)];
    return distinct.length > 1
      ? [`${name(group)} (${distinct.join(" + ")} -> ${joinModes(kept)})`]
      : [];
  });
  if (modes.length > 0)
    notes.push(
      `modes of inheritance differ among rows of the highest confidence, and were joined: ${modes.sort().join(", ")}`,
    );
  return notes;
}

/** Notes on what the rows leave open: modes that were not recognised, each text once (MOI-01). */
export function modeNotes(genes: readonly PanelGene[]): string[] {
  const unrecognised = genes.filter(({ mode, modeText }) => mode === "missing" && modeText.trim());
  return groupBy(unrecognised, ({ modeText }) => modeText).map(
    (rows) =>
      `mode of inheritance not recognised, all models tried: '${rows[0]?.modeText ?? ""}' (${rows.map(({ symbol }) => symbol).join(", ")})`,
  );
}
