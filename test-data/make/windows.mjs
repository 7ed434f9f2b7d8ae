// Where the sex and relatedness checks look (GRCh38).
import { CHROMS, LENGTHS } from "./background.mjs";

export const SAMPLE_WINDOWS = CHROMS.slice(0, 24).map((chrom, i) => ({
  chrom, start: Math.round(LENGTHS[i] * 0.3), end: Math.round(LENGTHS[i] * 0.3) + 100000, sites: chrom === "Y" ? 20 : 130,
}));
