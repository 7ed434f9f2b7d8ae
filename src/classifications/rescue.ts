/** P and LP alleles in the panel genes, known before the first record is read (CV-04, CV-05, CV-09). */
import { remembered } from "../core/once.ts";
import type { ClinVarEvidence, RescuableAlleles } from "../vcf/types.ts";
import { alleleText } from "./builder.ts";
import type { Snapshot } from "./snapshot.ts";

/** The genes whose alleles are wanted. */
interface WantedGenes {
  /** Every symbol that they go by, upper case, and their HGNC, Ensembl and NCBI ids. */
  names: ReadonlySet<string>;
  /** 1-based inclusive. */
  regions: readonly { chrom: string; start: number; end: number }[];
  /** Of all genes: the whole genome is in scope. */
  all: boolean;
}

interface RescuablePlace {
  position: number;
  alleles: string;
  statement: number;
}

/** Alleles inside a region, and those that name a gene, wherever they lie. */
export function rescuableAlleles(
  snapshots: readonly Snapshot[],
  wanted: WantedGenes,
): RescuableAlleles {
  const statements: ClinVarEvidence[] = [];
  const byChrom = new Map<string, RescuablePlace[]>();
  const near = new Set(wanted.regions.map((region) => region.chrom));
  for (const snapshot of snapshots) {
    const shared = new Map<string, number>();
    const named = snapshot.tables.genes.map((genes) =>
      genes.split("|").some((symbol) => {
        const ncbi = snapshot.ncbiOf(symbol);
        return wanted.names.has(symbol.toUpperCase()) || (ncbi !== null && wanted.names.has(ncbi));
      }),
    );
    for (const { chrom } of snapshot.head.chromosomes) {
      const rows = wanted.all || near.has(chrom) ? snapshot.chromosome(chrom) : null;
      if (rows === null) continue;
      const regions = wanted.regions.filter((region) => region.chrom === chrom);
      const found = remembered(byChrom, chrom, () => []);
      for (const row of rows.rescuing) {
        const position = rows.position[row] as number;
        const genes = rows.genes[row] as number;
        const inScope =
          wanted.all ||
          named[genes] === true ||
          regions.some(({ start, end }) => position >= start && position <= end);
        if (!inScope) continue;
        const key = `${rows.words[row]} ${genes}`;
        const add = (): number => statements.push(withoutId(snapshot.evidence(rows, row))) - 1;
        const statement = remembered(shared, key, add);
        const alleles = alleleText(rows.allele[row] as number, rows.pool);
        found.push({ position, alleles, statement });
      }
    }
  }
  return {
    chromosomes: [...byChrom]
      .filter(([, found]) => found.length > 0)
      .map(([chrom, found]) => {
        // One snapshot's rows come sorted; a second one's have to find their place.
        found.sort((a, b) => a.position - b.position);
        return {
          chrom,
          positions: Int32Array.from(found, (f) => f.position),
          alleles: found.map((f) => f.alleles).join("\n"),
          statements: Uint32Array.from(found, (f) => f.statement),
        };
      }),
    statements,
  };
}

function withoutId(evidence: ClinVarEvidence): ClinVarEvidence {
  if (evidence.stored === undefined) return evidence;
  return { ...evidence, stored: { ...evidence.stored, id: "", molecular: [] } };
}
