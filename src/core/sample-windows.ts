/**
 * The fixed windows used for sample-level checks (DEC-15): sex, relatedness, kind of file and uniparental disomy
 * are assessed only from these records, in every kind of scan, so that the result does not depend on the scan.
 *
 * How they were chosen. Autosomes: eight windows of 100 kb on each, by `bench/sample-windows.mjs`, where
 * common exonic SNVs lie densest, so that exomes are checked too, at least 2 Mb apart and at one offset on
 * both assemblies. Source of the SNVs: the sites of brentp/peddy (MIT); of the genes: MANE 1.0 and Ensembl.
 * Left out: windows that touch gene families with near-identical copies (olfactory receptors, zinc
 * fingers, keratins, histones, protocadherins, defensins and the like) or the MHC, since mismapped reads
 * there look like heterozygotes. X: four windows of 300 kb outside the pseudoautosomal regions and away
 * from X-Y homology (Xp22.3, Xq21). Y: two of 200 kb around single-copy genes of the male-specific part
 * (RPS4Y1 and ZFY; USP9Y and DDX3Y); these hold the same genes on both assemblies.
 */
import type { Assembly } from "./assembly.ts";
import autosomes from "./sample-windows.json" with { type: "json" };

/** A stretch of a canonical chromosome: 1-based, inclusive. */
interface SampleWindow {
  chrom: string;
  start: number;
  end: number;
}

const AUTOSOME_BASES = 100_000;
const X_BASES = 300_000;
const Y_BASES = 200_000;

/**
 * Version of the table: counts of one are not compared with counts of another. 1: three windows on each
 * autosome.
 */
export const SAMPLE_WINDOWS = 2;

type Start = readonly [string, number, number];

/** Chromosome, first base on GRCh38, first base on GRCh37. */
const SEX_CHROMOSOMES: readonly Start[] = [
  ["X", 12789001, 12807001], // PRPS2 to FAM9C
  ["X", 48891001, 48748001], // TIMM17B to PRICKLE3
  ["X", 71054001, 70273001], // SNX12 to ITGB1BP2
  ["X", 134885001, 134019001], // MOSPD1 to CT55
  ["Y", 2830001, 2698001], // RPS4Y1 to ZFY
  ["Y", 12780001, 14892001], // USP9Y to DDX3Y
];

/**
 * In genome order on both assemblies. A row of the autosomes, as the script prints it: chromosome, then the
 * kilobases before each window, GRCh38/GRCh37.
 */
const STARTS: readonly Start[] = [
  ...autosomes.flatMap((row) => {
    const [chrom = "", ...places] = row.split(" ");
    return places.map((place): Start => {
      const [on38, on37] = place.split("/");
      return [chrom, 1000 * Number(on38) + 1, 1000 * Number(on37) + 1];
    });
  }),
  ...SEX_CHROMOSOMES,
];

function basesOn(chrom: string): number {
  if (chrom === "X") return X_BASES;
  return chrom === "Y" ? Y_BASES : AUTOSOME_BASES;
}

/** The windows of an assembly in genome order, not overlapping; about 19 Mb in all. */
export function sampleWindows(assembly: Assembly): SampleWindow[] {
  return STARTS.map(([chrom, on38, on37]) => {
    const start = assembly === "GRCh38" ? on38 : on37;
    return { chrom, start, end: start + basesOn(chrom) - 1 };
  });
}
