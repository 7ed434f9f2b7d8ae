/** Alleles known before the scan, by position, prepared for one scanning thread (CV-07, DEC-54). */
import { firstAt } from "../core/sorted.ts";
import { minimalAllele } from "../vcf/index.ts";
import type { ClinVarEvidence, PlacedAlleles, RescuableAlleles } from "../vcf/types.ts";
import type { AlleleAt, SpliceAlleles } from "./types.ts";

/** Those of one chromosome. */
export class KnownAlleles<Known> {
  private readonly positions: Int32Array;
  private readonly of: (i: number) => Known | undefined;
  private cursor = 0;
  private readonly text: string;
  private alleles: string[] | null = null;

  /** @param of what is known of the allele at an index */
  constructor({ positions, alleles }: PlacedAlleles, of: (i: number) => Known | undefined) {
    this.positions = positions;
    this.text = alleles;
    this.of = of;
  }

  /** Back to the first position: before a batch. */
  rewind(): void {
    this.cursor = 0;
  }

  /** Is a known position in [start, end]? `start` must not fall between two calls without `rewind`. */
  touches(start: number, end: number): boolean {
    const { positions } = this;
    let i = this.cursor;
    while (i < positions.length && (positions[i] as number) < start) i++;
    this.cursor = i;
    return i < positions.length && (positions[i] as number) <= end;
  }

  /** What is known of exactly this allele, in minimal representation. */
  find(pos: number, ref: string, alt: string): Known[] {
    const { positions } = this;
    const first = firstAt(positions, pos);
    if (positions[first] !== pos) return [];
    this.alleles ??= this.text.split("\n");
    const found: Known[] = [];
    for (let i = first; positions[i] === pos; i++) {
      const known = this.alleles[i] === `${ref}>${alt}` ? this.of(i) : undefined;
      if (known !== undefined) found.push(known);
    }
    return found;
  }
}

/** What is known of exactly this allele. */
export function knownOf<Known>(
  { record, alleleIndex, chrom }: AlleleAt,
  known: ReadonlyMap<string, KnownAlleles<Known>>,
): Known[] {
  const there = chrom === null ? undefined : known.get(chrom);
  if (there === undefined) return [];
  const { pos, ref, alt } = minimalAllele(record, alleleIndex);
  return there.find(pos, ref, alt);
}

/** Statements of the store by which an allele can be rescued, by canonical chromosome. */
export function rescuableByChromosome(
  known: RescuableAlleles | undefined,
): Map<string, KnownAlleles<ClinVarEvidence>> {
  return new Map(
    known?.chromosomes.map((one) => {
      const of = (i: number): ClinVarEvidence | undefined =>
        known.statements[one.statements[i] as number];
      return [one.chrom, new KnownAlleles(one, of)];
    }),
  );
}

/** Scores of declared splice predictions, by canonical chromosome. */
export function splicedByChromosome(
  known: readonly SpliceAlleles[] | undefined,
): Map<string, KnownAlleles<number>> {
  return new Map(known?.map((one) => [one.chrom, new KnownAlleles(one, (i) => one.scores[i])]));
}
