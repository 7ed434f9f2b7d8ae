/**
 * The fixed windows in which sample-level checks look (DEC-15): sex, relatedness, kind of file and
 * uniparental disomy are judged from these records alone, in every kind of scan, so that the answer
 * does not depend on the scan.
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

/** As the script prints it: chromosome, then the kilobases before each window, GRCh38/GRCh37. */
const AUTOSOMES = `
1 965/900 3411/3328 6554/6614 11706/11766 16006/16332 19257/19583 150964/150936 161162/161132
2 26401/26624 28999/29222 37211/37438 74461/74688 159742/160599 219466/220331 238158/239067 240451/241390
3 9866/9908 12810/12851 39094/39135 49652/49689 52435/52469 126461/126180 151364/151082 196939/196666
4 947/941 3415/3417 5688/5690 7712/7714 38773/38775 70518/71384 153612/154533 185415/186336
5 1216/1216 7802/7802 55882/55178 132813/132149 139329/138665 141625/141005 149981/149361 177210/176637
6 7231/7231 24412/24412 36962/36930 43431/43399 46595/46563 89616/90326 109431/109752 167291/167704
7 5214/5254 44104/44144 76440/76069 93103/92732 100773/100371 128775/128415 143316/143013 151024/150721
8 11756/11614 19363/19221 22570/22428 27500/27358 73976/74888 93728/94740 132024/133036 143716/144798
9 990/990 35609/35609 108855/111617 113391/116153 128265/131027 131026/133901 133110/135985 136358/139252
10 3101/3143 15064/15106 70529/72289 79506/81266 88732/90492 100978/102738 113583/115343 133196/135010
11 557/557 33015/33037 47261/47283 60922/60689 64203/63970 67425/67192 102705/102576 124870/124740
12 49005/49399 52014/52408 57183/57577 103930/104324 109489/109927 121154/121592 124911/125396 132582/133159
13 23324/23898 33055/33629 37564/38138 49630/50204 51939/52513 102676/103328 110430/111082 113087/113741
14 20383/20851 24316/24785 45167/45636 51951/52418 64730/65197 73522/73989 92641/93107 104701/105167
15 30905/31197 41767/42059 45061/45353 63597/63889 74801/75093 78533/78825 88843/89386 90876/91419
16 717/767 2933/2983 28887/28898 57659/57693 67110/67144 74630/74664 84177/84211 89828/89894
17 1635/1538 4537/4440 8047/7950 44850/42927 50537/48614 58267/56344 75492/73488 81461/79428
18 47/47 2885/2885 5890/5890 9886/9886 47028/44554 50267/47793 63710/61377 74496/72163
19 1000/1000 3728/3728 5772/5772 10252/10363 35506/35997 38319/38810 45703/46206 48961/49464
20 1231/1212 3801/3782 5922/5903 19970/19951 23353/23334 38213/36841 45840/44469 62796/61427
21 14546/15918 18341/19713 28885/30257 31672/33044 33829/35201 36289/37661 42362/43782 46112/47532
22 18846/18834 20973/21327 24184/24580 30525/30921 37630/38026 43172/43568 46289/46685 50456/50894
`;

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

/** In genome order on both assemblies. */
const STARTS: readonly Start[] = [
  ...AUTOSOMES.trim()
    .split("\n")
    .flatMap((line) => {
      const [chrom = "", ...places] = line.split(" ");
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
