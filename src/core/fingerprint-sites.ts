/**
 * The fixed sites whose genotypes identify individuals: two common exonic SNVs in each autosomal window of the
 * sample checks, which every kind of scan reads. Chosen and printed by `bench/fingerprint-sites.mjs`; source: the
 * sites of brentp/peddy (MIT), held against each other on both assemblies: REF and ALT are the same there. None is
 * A/T or C/G, so that an array's letters can be read from either strand.
 */
import type { Allele } from "./allele.ts";
import type { Assembly } from "./assembly.ts";
import rows from "./fingerprint-sites.json" with { type: "json" };
import { onceForText } from "./once.ts";

/** Version of the table: genotypes of one are not compared with those of another. */
export const FINGERPRINT_TABLE = 1;

/**
 * In the table's order, which is the same for both assemblies. A row, as the script prints it: chromosome, then
 * GRCh38/GRCh37, REF and ALT of each site.
 */
export const fingerprintSites: (assembly: Assembly) => readonly Allele[] = onceForText((assembly) =>
  rows.flatMap((row) => {
    const [chrom = "", ...cells] = row.split(" ");
    return cells.map((cell): Allele => {
      const [, on38, on37, ref = "", alt = ""] = /^(\d+)\/(\d+)(.)(.)$/.exec(cell) ?? [];
      return { chrom, pos: Number(assembly === "GRCh38" ? on38 : on37), ref, alt };
    });
  }),
);
