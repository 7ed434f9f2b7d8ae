/** Making and merging gene rows, whatever file they came from. */
import { canonicalChrom } from "../core/assembly.ts";
import { joinModes } from "./mode.ts";
import type { Confidence, GeneLocation, PanelGene } from "./model.ts";

/** A row with nothing known but the symbol: green, mode unknown. */
export function newGene(symbol: string, known: Partial<PanelGene> = {}): PanelGene {
  return {
    symbol,
    hgncId: null,
    ensemblIds: [],
    ncbiId: null,
    otherSymbols: [],
    confidence: "green",
    mode: "unknown",
    modeText: "",
    penetrance: "unknown",
    lofNotMechanism: false,
    modeOfPathogenicity: "",
    location: { GRCh37: null, GRCh38: null },
    biotype: null,
    tags: [],
    phenotypes: [],
    ...known,
  };
}

/** `HGNC:123` from an id with or without its prefix, in any case, blanks tolerated (DEC-17); null otherwise. */
export function parseHgncId(text: string): string | null {
  const id = /^\s*(?:HGNC\s*:\s*)*(\d+)\s*$/i.exec(text);
  return id === null ? null : `HGNC:${Number(id[1])}`;
}

/** Ensembl id without its version; null when the text is none. */
export function parseEnsemblId(text: string): string | null {
  const id = /^\s*(ENSG\d+)(?:\.\d+)?\s*$/i.exec(text);
  return id?.[1]?.toUpperCase() ?? null;
}

/** What a cell or an argument calls a gene: symbol, HGNC id with prefix, or Ensembl id. Null: none of them. */
export function parseGeneName(
  text: string,
): Pick<PanelGene, "symbol" | "hgncId" | "ensemblIds"> | null {
  const name = text.trim();
  if (/^HGNC\s*:/i.test(name)) {
    const hgncId = parseHgncId(name);
    return hgncId === null ? null : { symbol: hgncId, hgncId, ensemblIds: [] };
  }
  const ensemblId = parseEnsemblId(name);
  if (ensemblId !== null) return { symbol: ensemblId, hgncId: null, ensemblIds: [ensemblId] };
  const isSymbol = /^[A-Za-z0-9][\w.@-]*$/.test(name) && /[A-Za-z]/.test(name);
  return isSymbol ? { symbol: name, hgncId: null, ensemblIds: [] } : null;
}

/** `11:118955576-118964259`, 1-based inclusive; null when it is not of this form or runs backwards. */
export function parseLocation(text: string): GeneLocation | null {
  const parts = /^\s*([^:\s]+)\s*:\s*([\d,]+)\s*-\s*([\d,]+)\s*$/.exec(text);
  if (parts === null) return null;
  const [, contig = "", from = "", to = ""] = parts;
  const start = Number(from.replaceAll(",", ""));
  const end = Number(to.replaceAll(",", ""));
  if (start < 1 || end < start) return null;
  return { chrom: canonicalChrom(contig) ?? contig, start, end };
}

/**
 * Extent of two locations of one gene. A gene on both X and Y (pseudoautosomal) counts on X, as callers
 * mask Y's copy. Undefined: on two other chromosomes, which is for the caller to refuse.
 */
export function joinLocations(
  a: GeneLocation | null,
  b: GeneLocation | null,
): GeneLocation | null | undefined {
  if (a === null || b === null) return a ?? b;
  if (a.chrom === b.chrom)
    return { chrom: a.chrom, start: Math.min(a.start, b.start), end: Math.max(a.end, b.end) };
  if (a.chrom === "X" && b.chrom === "Y") return a;
  if (a.chrom === "Y" && b.chrom === "X") return b;
  return undefined;
}

const RANK: Record<Confidence, number> = { green: 3, amber: 2, red: 1, grey: 0 };

function union<T>(lists: readonly (readonly T[])[]): T[] {
  return [...new Set(lists.flat())];
}

/** Rows of one gene as one: the highest confidence, the modes of its rows joined, everything else kept. */
function mergeRows(rows: readonly PanelGene[]): PanelGene {
  const best = Math.max(...rows.map((row) => RANK[row.confidence]));
  const kept = rows.filter((row) => RANK[row.confidence] === best);
  const [first] = kept;
  if (first === undefined) throw new Error("no rows to merge");
  const mode = joinModes(kept.map((row) => row.mode));
  const namesMode = (row: PanelGene): boolean => row.mode === mode;
  const texts = union(kept.map((row) => [row.modeText])).filter((text) => text !== "");
  const location = { ...first.location };
  for (const row of rows)
    for (const assembly of ["GRCh37", "GRCh38"] as const)
      location[assembly] =
        joinLocations(location[assembly], row.location[assembly]) ?? location[assembly];
  const penetrances = new Set(kept.map((row) => row.penetrance));
  return {
    ...first,
    hgncId: first.hgncId ?? rows.find((row) => row.hgncId !== null)?.hgncId ?? null,
    ncbiId: first.ncbiId ?? rows.find((row) => row.ncbiId !== null)?.ncbiId ?? null,
    ensemblIds: union(rows.map((row) => row.ensemblIds)),
    otherSymbols: union(rows.map((row) => [row.symbol, ...row.otherSymbols])).filter(
      (symbol) => symbol !== first.symbol,
    ),
    mode,
    // One text where all kept rows mean the same, else all of them: the reader sees what was joined.
    modeText: kept.every(namesMode) ? first.modeText : texts.join(" | "),
    penetrance: penetrances.has("incomplete")
      ? "incomplete"
      : penetrances.size === 1
        ? first.penetrance
        : "unknown",
    // PA-02 takes something away, so every row must say it.
    lofNotMechanism: kept.every((row) => row.lofNotMechanism),
    modeOfPathogenicity: union(kept.map((row) => [row.modeOfPathogenicity]))
      .filter((text) => text !== "")
      .join(" | "),
    location,
    tags: union(rows.map((row) => row.tags)),
    phenotypes: union(rows.map((row) => row.phenotypes)),
  };
}

/**
 * One row per gene (by HGNC id, else symbol), in order of first appearance; notes say what was joined.
 * Super panels list a gene once per child panel: panel 841 has 284 rows of 164 genes (PA-05).
 */
export function mergeDuplicates(rows: readonly PanelGene[]): {
  genes: PanelGene[];
  notes: string[];
} {
  const groups = new Map<string, PanelGene[]>();
  for (const row of rows) {
    const key = row.hgncId ?? row.symbol.toUpperCase();
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  const genes = [...groups.values()].map((group) =>
    group.length === 1 && group[0] !== undefined ? group[0] : mergeRows(group),
  );
  const repeated = [...groups.values()].filter((group) => group.length > 1);
  if (repeated.length === 0) return { genes, notes: [] };
  const name = (group: readonly PanelGene[]): string => group[0]?.symbol ?? "";
  const notes = [
    `${repeated.length} genes have several rows, ${rows.length} rows are ${genes.length} genes: the highest confidence counts`,
  ];
  const colours = repeated.filter((group) => new Set(group.map((row) => row.confidence)).size > 1);
  if (colours.length > 0)
    notes.push(`confidence differs between rows of: ${colours.map(name).sort().join(", ")}`);
  const modes = repeated.flatMap((group) => {
    const best = Math.max(...group.map((row) => RANK[row.confidence]));
    const kept = group.filter((row) => RANK[row.confidence] === best).map((row) => row.mode);
    const distinct = [...new Set(kept)];
    return distinct.length > 1
      ? [`${name(group)} (${distinct.join(" + ")} -> ${joinModes(kept)})`]
      : [];
  });
  if (modes.length > 0)
    notes.push(
      `modes of inheritance differ among rows of the highest confidence, joined: ${modes.sort().join(", ")}`,
    );
  return { genes, notes };
}

/** Notes on what the rows leave open: modes that were not recognised, each text once (section 3.9). */
export function modeNotes(genes: readonly PanelGene[]): string[] {
  const unrecognised = new Map<string, string[]>();
  for (const gene of genes) {
    if (gene.mode !== "missing" || gene.modeText.trim() === "") continue;
    const symbols = unrecognised.get(gene.modeText);
    if (symbols === undefined) unrecognised.set(gene.modeText, [gene.symbol]);
    else symbols.push(gene.symbol);
  }
  return [...unrecognised].map(
    ([text, symbols]) =>
      `mode of inheritance not recognised, all models tried: "${text}" (${symbols.join(", ")})`,
  );
}
