/** A transcript of a slice by its id, and where on the genome its first codons lie. */
import type { Allele } from "../core/allele.ts";
import { CHROMOSOMES } from "../core/assembly.ts";
import { withoutIdVersion } from "../core/text.ts";
import type { TranscriptConsequence } from "../vcf/types.ts";
import { openNames } from "./names.ts";
import type { TranscriptSlice } from "./types.ts";

/** At the allele's place, under its id with the version or without. */
export function transcriptAt(
  { columns, names }: TranscriptSlice,
  id: string,
  { chrom, pos, ref }: Allele,
): number | undefined {
  const { id: idOf } = openNames(names);
  const c = CHROMOSOMES.indexOf(chrom);
  for (let t = columns.chromFrom[c] ?? 0; t < (columns.chromFrom[c + 1] ?? 0); t++) {
    if ((columns.start[t] ?? 0) >= pos + ref.length) break;
    if ((columns.end[t] ?? 0) >= pos && [idOf(t), withoutIdVersion(idOf(t))].includes(id)) return t;
  }
  return undefined;
}

/** Where the first codons of a coding sequence lie. */
export function firstCodons(
  { columns }: Pick<TranscriptSlice, "columns">,
  transcript: number,
  codons: number,
): { start: number; end: number }[] {
  const forwards = (columns.strand[transcript] ?? 1) > 0;
  const [low, high] = [columns.cdsStart[transcript] ?? 0, columns.cdsEnd[transcript] ?? 0];
  const found: { start: number; end: number }[] = [];
  let left = 3 * codons;
  const rows = [columns.exonFrom[transcript] ?? 0, columns.exonFrom[transcript + 1] ?? 0];
  for (let i = rows[0] ?? 0; i < (rows[1] ?? 0) && left > 0; i++) {
    const start = Math.max(low, columns.exonStart[i] ?? 0);
    const end = Math.min(high, columns.exonEnd[i] ?? 0);
    const bases = Math.min(left, end - start + 1);
    if (bases <= 0) continue;
    found.push(forwards ? { start, end: start + bases - 1 } : { start: end - bases + 1, end });
    left -= bases;
  }
  return found;
}

/** VEP writes the version of Ensembl's transcripts in the names alone. */
export function versionedId({ transcript, hgvsc }: TranscriptConsequence): string {
  const named = hgvsc.slice(0, Math.max(0, hgvsc.indexOf(":")));
  return named.startsWith(`${transcript}.`) ? named : transcript;
}
