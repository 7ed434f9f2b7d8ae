/**
 * The fixed windows in which sample-level checks look (DEC-15): sex, relatedness, kind of file and
 * uniparental disomy are judged from these records alone, in every kind of scan, so that the answer
 * does not depend on the scan.
 *
 * How they were chosen. Autosomes: three windows of 100 kb, one in each third of the chromosome (21
 * has two in its upper half, as its first third holds few genes), where most protein-coding genes
 * with a MANE transcript lie whole inside, so that exomes have sites there too. Left out: windows that
 * touch gene families with near-identical copies (olfactory receptors, zinc fingers, keratins,
 * histones, HLA, protocadherins, defensins and the like), since mismapped reads there look like
 * heterozygotes. X: four windows of 300 kb outside the pseudoautosomal regions and away from X-Y
 * homology (Xp22.3, Xq21). Y: two of 200 kb around single-copy genes of the male-specific part (RPS4Y1
 * and ZFY; USP9Y and DDX3Y). Every window holds the same genes on both assemblies, at one common
 * offset. Sources: HGNC 2024-10, MANE 1.0, Ensembl gene extents of both assemblies.
 */
import { CHROMOSOMES, type Assembly } from "./assembly.ts";

/** A stretch of a canonical chromosome: 1-based, inclusive. */
export interface SampleWindow {
  chrom: string;
  start: number;
  end: number;
}

const AUTOSOME_BASES = 100_000;
const X_BASES = 300_000;
const Y_BASES = 200_000;

/** Chromosome, first base on GRCh38, first base on GRCh37; in genome order on both. */
const STARTS: readonly (readonly [string, number, number])[] = [
  ["1", 1278001, 1213001], // SCNN1D to AURKAIP1
  ["1", 161150001, 161119001], // UFC1 to NR1I3
  ["1", 228080001, 228267001], // ARF1 to GJC2
  ["2", 74453001, 74680001], // INO80B to HTRA2
  ["2", 85537001, 85764001], // MAT2A to C2orf68
  ["2", 176075001, 176939001], // EVX2 to HOXD4
  ["3", 50265001, 50302001], // SEMA3B to TMEM115
  ["3", 122323001, 122041001], // CSTA to WDR5B
  ["3", 184296001, 184013001], // PSMD2 to CHRD
  ["4", 930001, 923001], // TMEM175 to FGFRL1
  ["4", 73979001, 74844001], // PF4 to CXCL3
  ["4", 154533001, 155454001], // PLRG1 to FGG
  ["5", 189001, 189001], // LRRC14B to SDHA
  ["5", 69165001, 68460001], // CCNB1 to MRPS36
  ["5", 140629001, 140008001], // CD14 to ZMAT2
  ["6", 42958001, 42925001], // GNMT to CUL7
  ["6", 73351001, 74060001], // DPPA5 to DDX43
  ["6", 159723001, 160144001], // WTAP to PNLDC1
  ["7", 27090001, 27129001], // HOXA1 to HOXA11
  ["7", 100086001, 99683001], // COPS6 to GPC2
  ["7", 150988001, 150685001], // NOS3 to TMUB1
  ["8", 22087001, 21944001], // FAM160B2 to SFTPC
  ["8", 66427001, 67339001], // RRS1 to C8orf46
  ["8", 144447001, 145672001], // CYHR1 to C8orf82
  ["9", 35730001, 35729001], // CREB3 to FAM221B
  ["9", 83936001, 86550001], // C9orf64 to RMI1
  ["9", 137166001, 140060001], // LRRC26 to STPG3
  ["10", 986001, 1031001], // GTPBP4 to IDI1
  ["10", 73742001, 75501001], // SEC24C to NDST2
  ["10", 100967001, 102726001], // MRPL43 to SFXN3
  ["11", 745001, 745001], // TALDO1 to POLR2L
  ["11", 64223001, 63990001], // TRPT1 to PRDX5
  ["11", 119100001, 118970001], // C2CD2L to CCDC153
  ["12", 6819001, 6928001], // GPR162 to LRRC23
  ["12", 53936001, 54329001], // HOXC13 to HOXC5
  ["12", 120436001, 120873001], // COX6A1 to COQ5
  ["13", 20136001, 20710001], // GJA3 to GJB6
  ["13", 76946001, 77520001], // ACOD1 to FBXL3
  ["13", 102683001, 103335001], // METTL21C to TEX30
  ["14", 24129001, 24598001], // FITM1 to MDP1
  ["14", 49596001, 50062001], // LRR1 to POLE2
  ["14", 93180001, 93646001], // MOAP1 to UBR7
  ["15", 40733001, 41025001], // RMDN3 to PPP1R14D
  ["15", 74810001, 75102001], // LMAN1L to FAM219B
  ["15", 90866001, 91409001], // FURIN to RCCD1
  ["16", 647001, 697001], // WDR90 to NARFL
  ["16", 30894001, 30905001], // CTF1 to HSD3B7
  ["16", 67107001, 67140001], // C16orf70 to ELMO3
  ["17", 7215001, 7118001], // ACADVL to EIF5A
  ["17", 42756001, 40908001], // RAMP2 to AOC2
  ["17", 81865001, 79822001], // ARHGDIA to NOTUM
  ["18", 578001, 578001], // CETN1 to TYMS
  ["18", 50225001, 47751001], // CFAP53 to CXXC1
  ["18", 59265001, 56932001], // RAX to LMAN1
  ["19", 7593001, 7657001], // CAMSAP3 to TRAPPC5
  ["19", 35702001, 36192001], // ZBTB32 to ARHGAP33
  ["19", 55310001, 55821001], // TMEM150B to UBE2S
  ["20", 2792001, 2772001], // CPXM1 to VPS16
  ["20", 35613001, 34200001], // SPAG4 to ROMO1
  ["20", 45810001, 44438001], // UBE2C to CTSA
  ["21", 29002001, 30374001], // RWDD2B to CCT8
  ["21", 33483001, 34855001], // DNAJC28 to SON
  ["21", 42309001, 43729001], // TFF3 to TMPRSS3
  ["22", 20963001, 21317001], // AIFM3 to SLC7A4
  ["22", 29257001, 29652001], // RHBDD3 to RASL10A
  ["22", 50479001, 50917001], // ADM2 to CPT1B
  ["X", 12789001, 12807001], // PRPS2 to FAM9C
  ["X", 48891001, 48748001], // TIMM17B to PRICKLE3
  ["X", 71054001, 70273001], // SNX12 to ITGB1BP2
  ["X", 134885001, 134019001], // MOSPD1 to CT55
  ["Y", 2830001, 2698001], // RPS4Y1 to ZFY
  ["Y", 12780001, 14892001], // USP9Y to DDX3Y
];

function basesOn(chrom: string): number {
  if (chrom === "X") return X_BASES;
  return chrom === "Y" ? Y_BASES : AUTOSOME_BASES;
}

/** The windows of an assembly in genome order, not overlapping; about 8 Mb in all. */
export function sampleWindows(assembly: Assembly): SampleWindow[] {
  return STARTS.map(([chrom, on38, on37]) => {
    const start = assembly === "GRCh38" ? on38 : on37;
    return { chrom, start, end: start + basesOn(chrom) - 1 };
  });
}

const BY_CHROM = new Map<Assembly, Map<string, SampleWindow[]>>();

function windowsByChrom(assembly: Assembly): Map<string, SampleWindow[]> {
  let known = BY_CHROM.get(assembly);
  if (known === undefined) {
    const all = sampleWindows(assembly);
    known = new Map(CHROMOSOMES.map((c) => [c, all.filter((w) => w.chrom === c)]));
    BY_CHROM.set(assembly, known);
  }
  return known;
}

/** Whether a position (1-based) of a canonical chromosome lies in one of the windows. */
export function inSampleWindow(assembly: Assembly, chrom: string, pos: number): boolean {
  const windows = windowsByChrom(assembly).get(chrom);
  return windows !== undefined && windows.some((w) => pos >= w.start && pos <= w.end);
}
