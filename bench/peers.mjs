// What the other tools are asked to do: the same filter, in the fewest passes that their users write.
// PASS, gnomAD below 0.001 or missing, any transcript HIGH or MODERATE; records, once each.
import { has } from "./measure.mjs";

const RARE = `-f PASS -i 'gnomad_af<0.001 || gnomad_af="."'`;
const IMPACT = `-c IMPACT -i 'IMPACT~"HIGH" || IMPACT~"MODERATE"'`;
const SPLIT = `bcftools +split-vep - ${IMPACT} -f '%CHROM\\t%POS\\t%REF\\t%ALT\\n'`;

const snpSift = has("SnpSift") ? "SnpSift" : has("snpSift") ? "snpSift" : null;

/** Whole file, panel regions: name -> command line that prints one line per record. */
export function wholeFilePanel(vcf, bed, threads) {
  const arms = {};
  if (has("bcftools"))
    arms["bcftools -T"] =
      `bcftools view --threads ${threads} -T ${bed} ${RARE} -Ou ${vcf} | ${SPLIT} | sort -u`;
  if (has("bcftools") && has("bedtools"))
    arms["bedtools | bcftools"] =
      `bedtools intersect -header -u -a ${vcf} -b ${bed} | bcftools view ${RARE} -Ou | ${SPLIT} | sort -u`;
  return arms;
}

/** SnpSift takes long: run once, outside the turns. Its expression stands in a file: Debian's wrapper splits arguments. */
export function snpSiftPanel(vcf, bed) {
  if (snpSift === null || !has("bedtools")) return {};
  const filter = new URL("./snpsift.filter", import.meta.url).pathname;
  return {
    "SnpSift | bedtools": `${snpSift} filter -e ${filter} -f ${vcf} | bedtools intersect -u -a - -b ${bed} | cut -f1,2,4,5 | sort -u`,
  };
}

/** The same by index. */
export function byIndex(vcf, bed) {
  if (!has("bcftools")) return {};
  return { "bcftools -R": `bcftools view -R ${bed} ${RARE} -Ou ${vcf} | ${SPLIT} | sort -u` };
}

/** The whole genome with no models at all: the bare filter. */
export function wholeGenome(vcf, threads) {
  if (!has("bcftools")) return {};
  return {
    "bcftools filter": `bcftools view --threads ${threads} ${RARE} -Ou ${vcf} | ${SPLIT} | sort -u`,
  };
}
