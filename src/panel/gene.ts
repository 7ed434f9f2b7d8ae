/** Creates gene rows, whatever the source file. */
import { canonicalChrom, CHROMOSOMES, chromosomeOrder } from "../core/assembly.ts";
import { parseEnsemblId, parseHgncId } from "../core/gene.ts";
import type { GeneLocation, PanelGene } from "./types.ts";

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
  // As PanelApp writes it, without an expression: a panel of 3,000 genes has 6,000, each read twice.
  const colon = text.indexOf(":");
  const dash = text.indexOf("-", colon);
  const start = wholeNumber(text, colon + 1, dash);
  const end = wholeNumber(text, dash + 1, text.length);
  if (colon > 0 && start >= 0 && end >= 0) {
    const chrom = text.slice(0, colon);
    if (chromosomeOrder(chrom) < CHROMOSOMES.length)
      return start < 1 || end < start ? null : { chrom, start, end };
  }
  const parts = /^\s*([^:\s]+)\s*:\s*([\d,]+)\s*-\s*([\d,]+)\s*$/.exec(text);
  if (parts === null) return null;
  const [, contig = "", from = "", to = ""] = parts;
  return geneLocation(contig, Number(from.replaceAll(",", "")), Number(to.replaceAll(",", "")));
}

/** As `parseLocation` reads it; null for null. */
export function locationText(place: GeneLocation): string;
export function locationText(place: GeneLocation | null): string | null;
export function locationText(place: GeneLocation | null): string | null {
  return place === null ? null : `${place.chrom}:${place.start}-${place.end}`;
}

/** Its digits alone, up to nine of them; -1: something else. */
function wholeNumber(text: string, from: number, to: number): number {
  if (to <= from || to - from > 9) return -1;
  let value = 0;
  for (let i = from; i < to; i++) {
    const digit = text.charCodeAt(i) - 48;
    if (digit < 0 || digit > 9) return -1;
    value = 10 * value + digit;
  }
  return value;
}

function geneLocation(contig: string, start: number, end: number): GeneLocation | null {
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
