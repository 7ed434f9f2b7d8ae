/** Making gene rows, whatever file they came from. */
import { canonicalChrom } from "../core/assembly.ts";
import type { GeneLocation, PanelGene } from "./model.ts";

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
    evidence: [],
    publications: [],
    children: [],
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
  const isSymbol = /^[A-Za-z0-9][\w.@-]{0,99}$/.test(name) && /[A-Za-z]/.test(name);
  return isSymbol ? { symbol: name, hgncId: null, ensemblIds: [] } : null;
}

/** `11:118955576-118964259`, 1-based inclusive; null when it is not of this form or runs backwards. */
export function parseLocation(text: string): GeneLocation | null {
  const plain = /^(\d+|[XY]):(\d+)-(\d+)$/.exec(text);
  if (plain !== null) {
    const [, chrom = "", start = "", end = ""] = plain;
    return placeOf(chrom, Number(start), Number(end));
  }
  const parts = /^\s*([^:\s]+)\s*:\s*([\d,]+)\s*-\s*([\d,]+)\s*$/.exec(text);
  if (parts === null) return null;
  const [, contig = "", from = "", to = ""] = parts;
  return placeOf(contig, Number(from.replaceAll(",", "")), Number(to.replaceAll(",", "")));
}

function placeOf(contig: string, start: number, end: number): GeneLocation | null {
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
