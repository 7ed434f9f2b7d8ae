// Where the sex and relatedness checks look: the GRCh38 column of src/core/sample-windows.ts, here again so
// that the script runs by itself. First base of each window; sizes and how many common SNVs go into each.
const STARTS = `
1 1278001 161150001 228080001
2 74453001 85537001 176075001
3 50265001 122323001 184296001
4 930001 73979001 154533001
5 189001 69165001 140629001
6 42958001 73351001 159723001
7 27090001 100086001 150988001
8 22087001 66427001 144447001
9 35730001 83936001 137166001
10 986001 73742001 100967001
11 745001 64223001 119100001
12 6819001 53936001 120436001
13 20136001 76946001 102683001
14 24129001 49596001 93180001
15 40733001 74810001 90866001
16 647001 30894001 67107001
17 7215001 42756001 81865001
18 578001 50225001 59265001
19 7593001 35702001 55310001
20 2792001 35613001 45810001
21 29002001 33483001 42309001
22 20963001 29257001 50479001
X 12789001 48891001 71054001 134885001
Y 2830001 12780001
`;

const KIND = { X: { bases: 300_000, sites: 60 }, Y: { bases: 200_000, sites: 10 } };
const AUTOSOME = { bases: 100_000, sites: 44 };

/** @type {{ chrom: string, start: number, end: number, sites: number }[]} */
export const SAMPLE_WINDOWS = STARTS.trim()
  .split("\n")
  .flatMap((line) => {
    const [chrom, ...starts] = line.split(" ");
    const { bases, sites } = KIND[chrom] ?? AUTOSOME;
    return starts.map((s) => ({ chrom, start: Number(s), end: Number(s) + bases - 1, sites }));
  });
