/** What the engine says, in the shape that annotations of a file are read into. */
import { baseConsequence } from "../vcf/index.ts";
import type { TranscriptConsequence } from "../vcf/types.ts";
import { FLAG } from "./flags.ts";
import { termNames } from "./term-bits.ts";
import type { Description, Range, TranscriptSlice } from "./types.ts";

/**
 * One transcript's consequence.
 * @param packed terms of the place that counts
 * @param description null: without names, exons and places
 */
export function transcriptConsequence(
  { columns, names }: TranscriptSlice,
  transcript: number,
  packed: number,
  description: Description | null,
): TranscriptConsequence {
  const gene = names.genes[columns.gene[transcript] ?? -1];
  const biotype = names.biotypes[columns.biotype[transcript] ?? -1] ?? "";
  const flags = columns.flags[transcript] ?? 0;
  const tsl = columns.tsl[transcript] ?? 0;
  return {
    ...baseConsequence(termNames(packed).join("&"), biotype),
    symbol: gene?.symbol ?? "",
    hgncId: gene?.hgncId ?? null,
    ensemblGene: gene?.ensemblGene ?? null,
    ncbiGene: gene?.ncbiGene ?? null,
    transcript: names.ids[transcript] ?? "",
    hgvsc: description?.hgvsc ?? "",
    hgvsp: description?.hgvsp ?? "",
    exon: partText(description?.exon, description?.exons),
    intron: partText(description?.intron, description?.introns),
    ...(description?.protein == null
      ? {}
      : { proteinPosition: partText(description.protein, description.proteinLength) }),
    canonical: (flags & FLAG.canonical) !== 0,
    maneSelect: (flags & FLAG.maneSelect) !== 0,
    manePlusClinical: (flags & FLAG.manePlusClinical) !== 0,
    appris: names.appris[columns.appris[transcript] ?? 0] ?? "",
    tsl: tsl === 0 ? null : tsl,
    incomplete: (flags & (FLAG.cdsStartIncomplete | FLAG.cdsEndIncomplete)) !== 0,
  };
}

/** `5/23`, `10-11/23`, `?-12/345`; "" where there is none. */
export function partText(part: Range | null | undefined, of: number | undefined): string {
  const text = rangeText(part ?? null);
  return text === "" ? "" : `${text}/${of ?? 0}`;
}

/** `12`, `12-14`, `?-14`. */
export function rangeText(part: Range | null): string {
  if (part === null) return "";
  const [first, last] = [part.first ?? "?", part.last ?? "?"];
  return first === last ? String(first) : `${first}-${last}`;
}
