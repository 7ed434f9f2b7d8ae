/** What `identity` prints: a line for each site, a column for each sample. */
import type { Identity } from "../../analysis/identity.ts";
import { tabbed } from "./lines.ts";

export function identityText({ assembly, sites, samples }: Identity): string {
  const rows = sites.map(({ rsId, chrom, pos, ref, alt }, i) => {
    const letters: Record<string, string> = { "0": ref + ref, "1": ref + alt, "2": alt + alt };
    const genotypes = samples.map(({ genotypes: own }) => letters[own.charAt(i)] ?? ".");
    return [rsId === null ? "." : `rs${rsId}`, chrom, String(pos), ref, alt, ...genotypes];
  });
  const names = samples.map(({ sample }) => (samples.length === 1 ? "genotype" : sample));
  return tabbed([["#rsid", "chrom", "pos", "ref", "alt", ...names], ...rows]).replace(
    /^/,
    `## ${assembly}\n`,
  );
}
