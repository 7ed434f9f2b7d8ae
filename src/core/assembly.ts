/**
 * Facts about the two supported human assemblies: contig lengths, names, pseudoautosomal regions. Positions are
 * 1-based and inclusive as in VCF.
 */
import type { z } from "zod";
import table from "./chromosomes.json" with { type: "json" };
import type * as schema from "./schema.ts";

export type Assembly = z.infer<typeof schema.assembly>;

export const ASSEMBLIES: readonly Assembly[] = ["GRCh37", "GRCh38"];

/** Canonical chromosome names, in output order (VCF-30). */
export const CHROMOSOMES: readonly string[] = [
  ...Array.from({ length: 22 }, (_, i) => String(i + 1)),
  "X",
  "Y",
  "MT",
];

const LENGTHS: Record<Assembly, readonly number[]> = table.lengths;

/** Builds that panelist does not know, so as to say which one a file is of: chromosomes 1 to 22 (19), X, Y. */
const OTHER_LENGTHS: Record<string, readonly number[]> = table.otherLengths;

/** What the length or the accession of a chromosome says where it is neither assembly's. */
export const ANOTHER_BUILD = "another build";

/** `chr`, `chromosome`, `chr_`, and the zero of `chr01`. */
const PREFIX = /^(?:chr(?:omosome)?_?)?(?:0(?=[1-9]$))?/i;
const PLINK: ReadonlyMap<string, string> = new Map([
  ["23", "X"],
  ["24", "Y"],
]);

const ORDER = new Map(CHROMOSOMES.map((name, i) => [name, i]));

/** RefSeq versions of chromosome 1..22, X, Y by assembly (VCF-30): NC_000001.10 is GRCh37, .11 GRCh38. */
const REFSEQ_VERSION: Record<Assembly, readonly number[]> = table.refSeqVersions;

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
 * `chr` prefix in any case, a leading zero (`chr01`), PLINK's 23 and 24 for X and Y (its 25 and 26 have
 * other meanings elsewhere), MT's aliases, RefSeq's NC_ and GenBank's CM accessions.
 */
export function canonicalChrom(contig: string): string | null {
  if (ORDER.has(contig)) return contig;
  const bare = contig.replace(PREFIX, "");
  const upper = PLINK.get(bare) ?? bare.toUpperCase();
  if (upper === "M" || upper === "MT" || upper === "NC_012920.1" || upper === "J01415.2")
    return "MT";
  if (ORDER.has(upper)) return upper;
  const accession = accessionOf(upper);
  return accession === null ? null : (CHROMOSOMES[accession.index] ?? null);
}

/** NC_000001 to NC_000024 and CM000663 to CM000686 are chromosomes 1 to 22, X, Y. */
function accessionOf(contig: string): { index: number; build: string } | null {
  const [, series = "", number = "", version] = /^(NC_|CM)(\d{6})\.(\d+)$/i.exec(contig) ?? [];
  const isRefSeq = series.length === 3;
  const index = Number(number) - (isRefSeq ? 1 : 663);
  if (version === undefined || index < 0 || index >= 24) return null;
  const is = (assembly: Assembly, genBank: number): boolean =>
    Number(version) === (isRefSeq ? REFSEQ_VERSION[assembly][index] : genBank);
  const build = is("GRCh37", 1) ? "GRCh37" : is("GRCh38", 2) ? "GRCh38" : ANOTHER_BUILD;
  return { index, build };
}

/** The build that an accession's version names: an `Assembly` or `ANOTHER_BUILD`; null: no accession. */
export function buildOfAccession(contig: string): string | null {
  // Chromosomes of T2T-CHM13 have accessions of their own.
  if (/^(NC_0609(2[5-9]|3\d|4[0-8])|CP0682(5[5-9]|6\d|7[0-7])|CP086569)\.\d$/i.test(contig))
    return "T2T-CHM13";
  return accessionOf(contig)?.build ?? null;
}

/** RefSeq's accession of a canonical chromosome, with version; null for other contigs. */
export function refSeqAccession(assembly: Assembly, chrom: string): string | null {
  if (chrom === "MT") return "NC_012920.1";
  const index = ORDER.get(chrom);
  const version = index === undefined ? undefined : REFSEQ_VERSION[assembly][index];
  if (index === undefined || version === undefined) return null;
  return `NC_${String(index + 1).padStart(6, "0")}.${version}`;
}

/** null: neither of the two. */
export function asAssembly(build: string | null): Assembly | null {
  return build === "GRCh37" || build === "GRCh38" ? build : null;
}

/** Test files and tools without the sequence write a small length, or the largest number there is. */
const LEAST_LENGTH = 1_000_000;
const MOST_LENGTH = 2 ** 31 - 2;

/**
 * The build in which a chromosome has this length: an `Assembly`, the name of another one, or
 * `ANOTHER_BUILD`. null: it tells nothing (a made-up length, another chromosome's, the mitochondrion's).
 */
export function buildOfLength(chrom: string, length: number): string | null {
  const i = ORDER.get(chrom);
  if (i === undefined || chrom === "MT" || length < LEAST_LENGTH || length > MOST_LENGTH)
    return null;
  for (const [build, lengths] of [...Object.entries(LENGTHS), ...Object.entries(OTHER_LENGTHS)])
    if (lengths[i] === length) return build;
  const ofAnother = Object.values(LENGTHS).some((lengths) => lengths.includes(length));
  return ofAnother ? null : ANOTHER_BUILD;
}

/** The first chromosome that is as long as the other of the two builds'; null: none is. @param lengths by contig */
export function ofOtherBuild(
  lengths: ReadonlyMap<string, number>,
  assembly: Assembly,
): { build: Assembly; contig: string; length: number } | null {
  for (const [contig, length] of lengths) {
    const build = asAssembly(buildOfLength(canonicalChrom(contig) ?? "", length));
    if (build !== null && build !== assembly) return { build, contig, length };
  }
  return null;
}

/** Pseudoautosomal regions, first and last base of PAR1 and of PAR2, 1-based (VCF-33; Ensembl/GRC). */
const PAR: Record<Assembly, Record<"X" | "Y", readonly [number, number, number, number]>> = {
  GRCh37: { X: [60001, 2699520, 154931044, 155260560], Y: [10001, 2649520, 59034050, 59363566] },
  GRCh38: { X: [10001, 2781479, 155701383, 156030895], Y: [10001, 2781479, 56887903, 57217415] },
};

/** How a locus is inherited: `x` and `y` are the parts outside the pseudoautosomal regions (VCF-25). */
export type LocusClass = "autosome" | "par" | "x" | "y" | "mt";

/** Class of a position on a canonical chromosome (VCF-25, VCF-33). */
export function locusClass(assembly: Assembly, chrom: string, pos: number): LocusClass {
  if (chrom === "MT") return "mt";
  if (chrom !== "X" && chrom !== "Y") return "autosome";
  const [start1, end1, start2, end2] = PAR[assembly][chrom];
  if ((pos >= start1 && pos <= end1) || (pos >= start2 && pos <= end2)) return "par";
  return chrom === "X" ? "x" : "y";
}
