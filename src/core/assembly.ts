/**
 * Facts of the two human assemblies that the tool knows: contig lengths, names, pseudoautosomal
 * regions. Positions are 1-based and inclusive as in VCF.
 */

export type Assembly = "GRCh37" | "GRCh38";

/** Canonical chromosome names, in output order (VCF-30). */
export const CHROMOSOMES: readonly string[] = [
  ...Array.from({ length: 22 }, (_, i) => String(i + 1)),
  "X",
  "Y",
  "MT",
];

const LENGTHS: Record<Assembly, readonly number[]> = {
  GRCh37: [
    249250621, 243199373, 198022430, 191154276, 180915260, 171115067, 159138663, 146364022,
    141213431, 135534747, 135006516, 133851895, 115169878, 107349540, 102531392, 90354753, 81195210,
    78077248, 59128983, 63025520, 48129895, 51304566, 155270560, 59373566, 16569,
  ],
  GRCh38: [
    248956422, 242193529, 198295559, 190214555, 181538259, 170805979, 159345973, 145138636,
    138394717, 133797422, 135086622, 133275309, 114364328, 107043718, 101991189, 90338345, 83257441,
    80373285, 58617616, 64444167, 46709983, 50818468, 156040895, 57227415, 16569,
  ],
};

const ORDER = new Map(CHROMOSOMES.map((name, i) => [name, i]));

/** RefSeq versions of chromosome 1..22, X, Y by assembly (VCF-30): NC_000001.10 is GRCh37, .11 GRCh38. */
const REFSEQ_VERSION: Record<Assembly, readonly number[]> = {
  GRCh37: [10, 11, 11, 11, 9, 11, 13, 10, 11, 10, 9, 11, 10, 8, 9, 9, 10, 9, 9, 10, 8, 10, 10, 9],
  GRCh38: [
    11, 12, 12, 12, 10, 12, 14, 11, 12, 11, 10, 12, 11, 9, 10, 10, 11, 10, 10, 11, 9, 11, 11, 10,
  ],
};

/** Length of a canonical chromosome in bases; undefined for other contigs. */
export function chromosomeLength(assembly: Assembly, chrom: string): number | undefined {
  const i = ORDER.get(chrom);
  return i === undefined ? undefined : LENGTHS[assembly][i];
}

/** Sort key of a canonical chromosome (0..24); other contigs come after. */
export function chromosomeOrder(chrom: string): number {
  return ORDER.get(chrom) ?? CHROMOSOMES.length;
}

/**
 * Canonical name of a contig, or null when it is none of 1..22, X, Y, MT (VCF-30, VCF-35).
 * `chr` prefix in any case, MT's aliases, RefSeq NC_ accessions.
 */
export function canonicalChrom(contig: string): string | null {
  if (ORDER.has(contig)) return contig;
  const bare = /^chr/i.test(contig) ? contig.slice(3) : contig;
  const upper = bare.toUpperCase();
  if (upper === "M" || upper === "MT" || upper === "NC_012920.1" || upper === "J01415.2")
    return "MT";
  if (ORDER.has(upper)) return upper;
  const refseq = /^NC_0000(\d\d)\.\d+$/.exec(upper);
  if (refseq === null) return null;
  const n = Number(refseq[1]);
  return n >= 1 && n <= 24 ? (CHROMOSOMES[n - 1] ?? null) : null;
}

/** The assembly that a RefSeq accession's version names, or null. */
export function assemblyOfAccession(contig: string): Assembly | null {
  const refseq = /^NC_0000(\d\d)\.(\d+)$/i.exec(contig);
  if (refseq === null) return null;
  const i = Number(refseq[1]) - 1;
  const version = Number(refseq[2]);
  if (REFSEQ_VERSION.GRCh37[i] === version) return "GRCh37";
  return REFSEQ_VERSION.GRCh38[i] === version ? "GRCh38" : null;
}

/** Which assembly has this length for this chromosome; null when neither or both. */
export function assemblyOfLength(chrom: string, length: number): Assembly | null {
  const on37 = chromosomeLength("GRCh37", chrom) === length;
  const on38 = chromosomeLength("GRCh38", chrom) === length;
  if (on37 === on38) return null;
  return on37 ? "GRCh37" : "GRCh38";
}

/** Pseudoautosomal regions, 1-based inclusive (VCF-33; Ensembl/GRC). */
const PAR: Record<Assembly, Record<"X" | "Y", readonly (readonly [number, number])[]>> = {
  GRCh37: {
    X: [
      [60001, 2699520],
      [154931044, 155260560],
    ],
    Y: [
      [10001, 2649520],
      [59034050, 59363566],
    ],
  },
  GRCh38: {
    X: [
      [10001, 2781479],
      [155701383, 156030895],
    ],
    Y: [
      [10001, 2781479],
      [56887903, 57217415],
    ],
  },
};

/** How a locus is inherited: `x` and `y` are the parts outside the pseudoautosomal regions (VCF-25). */
export type LocusClass = "autosome" | "par" | "x" | "y" | "mt";

/** Class of a position on a canonical chromosome (VCF-25, VCF-33). */
export function locusClass(assembly: Assembly, chrom: string, pos: number): LocusClass {
  if (chrom === "MT") return "mt";
  if (chrom !== "X" && chrom !== "Y") return "autosome";
  for (const [start, end] of PAR[assembly][chrom]) if (pos >= start && pos <= end) return "par";
  return chrom === "X" ? "x" : "y";
}
