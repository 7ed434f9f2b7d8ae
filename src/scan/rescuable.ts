/** Alleles that the store's classifications can rescue, made ready for one scanning thread (CV-07). */
import { minimalAllele } from "../vcf/index.ts";
import type { ClinVarEvidence, RescuableAlleles } from "../vcf/types.ts";
import type { AlleleAt } from "./types.ts";

export class RescuableChromosome {
  private readonly positions: Int32Array;
  private cursor = 0;
  private readonly statementOf: Uint32Array;
  private readonly statements: readonly ClinVarEvidence[];
  private readonly text: string;
  private alleles: string[] | null = null;

  constructor(
    known: RescuableAlleles["chromosomes"][number],
    statements: readonly ClinVarEvidence[],
  ) {
    this.positions = known.positions;
    this.statementOf = known.statements;
    this.text = known.alleles;
    this.statements = statements;
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

  /** Statements on exactly this allele, in minimal representation. */
  find(pos: number, ref: string, alt: string): ClinVarEvidence[] {
    const { positions, statementOf, statements } = this;
    let low = 0;
    let high = positions.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((positions[middle] as number) < pos) low = middle + 1;
      else high = middle;
    }
    if (positions[low] !== pos) return [];
    this.alleles ??= this.text.split("\n");
    const found: ClinVarEvidence[] = [];
    for (let i = low; positions[i] === pos; i++) {
      const statement = statements[statementOf[i] as number];
      if (statement !== undefined && this.alleles[i] === `${ref}>${alt}`) found.push(statement);
    }
    return found;
  }
}

/** What the store says of exactly this allele. */
export function storedStatements(
  { record, alleleIndex, chrom }: AlleleAt,
  known: ReadonlyMap<string, RescuableChromosome>,
): ClinVarEvidence[] {
  const there = chrom === null ? undefined : known.get(chrom);
  if (there === undefined) return [];
  const { pos, ref, alt } = minimalAllele(record, alleleIndex);
  return there.find(pos, ref, alt);
}

export function rescuableByChromosome(
  known: RescuableAlleles | undefined,
): Map<string, RescuableChromosome> {
  return new Map(
    known?.chromosomes.map((c) => [c.chrom, new RescuableChromosome(c, known.statements)]),
  );
}
