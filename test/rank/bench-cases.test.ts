// What a packet tells of an allele, as the ranking benchmark writes it into a family.
import { describe, expect, it } from "vitest";

interface Descriptor {
  allelicState: { label: string };
  vcfRecord: { chrom: string; pos: string; ref: string; alt: string };
}
const { consequenceOf, kindOf } = (await import(
  new URL("../../bench/phenotype-spike.mjs", import.meta.url).href
)) as {
  consequenceOf(change: string, ref: string, alt: string): string;
  kindOf(descriptors: Descriptor[]): string | null;
};

const bases = (count: number): string => "A".repeat(count);

describe("the consequence of a coding name", () => {
  it.each([
    // a substitution, the start, splice sites by their offset
    ["c.1936C>T", "C", "T", "missense"],
    ["c.3G>A", "G", "A", "start_lost"],
    ["c.132+1G>A", "G", "A", "splice_donor"],
    ["c.132-2A>G", "A", "G", "splice_acceptor"],
    ["c.1110+3G>A", "G", "A", "splice_region"],
    ["c.589-924G>A", "G", "A", "intron"],
    ["c.77-216del", "TA", "T", "intron"],
    // in one intron, whatever lies between its ends
    ["c.472-2_472-1del", "CCT", "C", "splice_acceptor"],
    ["c.100+9_101-9del", bases(41), "A", "intron"],
    ["c.132+1_132+3delinsCT", "GTG", "CT", "splice_donor"],
    // from an intron into an exon, out of it, past it
    ["c.100-9_120del", bases(31), "A", "splice_acceptor"],
    ["c.100+9_120del", bases(51), "A", "splice_acceptor"],
    ["c.211_226+1del", bases(18), "A", "splice_donor"],
    ["c.211_227-9del", bases(40), "A", "splice_donor"],
    ["c.16-4823_118+167del", bases(5094), "A", "splice_acceptor"],
    ["c.1108+1181_2108-2342del", bases(25_543), "A", "splice_acceptor"],
    // coding ends, and more on the genome than coding bases: an intron between
    ["c.517_791del", bases(38_197), "A", "splice_donor"],
    // what is doubled stands at one place
    ["c.1128-6_1188dup", "C", bases(68), "splice_region"],
    // in an exon, by length
    ["c.771dup", "C", "CC", "frameshift"],
    ["c.2911_2915delinsTGGTGTGCA", "ATCTT", "TGCACACCA", "frameshift"],
    ["c.1091_1093del", "GAGA", "G", "inframe_deletion"],
    ["c.716_718dup", "C", "CCCA", "inframe_insertion"],
    // a stop is spelt in frame: in place of a codon, behind one, not across two
    ["c.1315_1317delinsTGA", "GCT", "TGA", "stop_gained"],
    ["c.1314_1317delinsCTGAAAA", "CGCT", "CTGAAAA", "stop_gained"],
    ["c.1317_1318insTAG", "T", "TTAG", "stop_gained"],
    ["c.1316_1317insTAG", "C", "CTAG", "inframe_insertion"],
    ["c.1314_1316delinsTGA", "CGC", "TGA", "missense"],
    ["c.334_335delinsCT", "GC", "CT", "missense"],
  ])("%s", (change, ref, alt, expected) => {
    expect(consequenceOf(change, ref, alt)).toBe(expected);
  });
});

describe("how many copies", () => {
  const told = (label: string, pos = "5"): Descriptor => ({
    allelicState: { label },
    vcfRecord: { chrom: "chr1", pos, ref: "G", alt: "C" },
  });
  it.each([
    ["one", [told("heterozygous")], "heterozygous"],
    ["one on both", [told("homozygous")], "homozygous"],
    ["two", [told("heterozygous"), told("heterozygous", "9")], "compound heterozygous"],
    ["one, told twice", [told("heterozygous"), told("heterozygous")], "homozygous"],
    ["two of unlike kinds", [told("heterozygous"), told("homozygous", "9")], null],
    ["not told", [told("unspecified")], null],
    ["three", [told("heterozygous"), told("heterozygous", "9"), told("heterozygous", "7")], null],
  ])("%s", (_name, descriptors, expected) => {
    expect(kindOf(descriptors)).toBe(expected);
  });
});

it("an allele beyond the end of the background's build is moved into it, with all of its case", async () => {
  interface Case {
    alleles: { pos: number; key: string; line: string }[];
  }
  const { placed } = (await import(
    new URL("../../bench/rank-cases.mjs", import.meta.url).href
  )) as { placed(each: object, assembly: string): Case };
  const alleles = [132_000_000, 134_598_000].map((pos) => {
    const line = `10\t${pos}\t.\tC\tT\t.\tPASS\tBCSQ=missense|X\tGT\t0/1`;
    return { chrom: "10", pos, ref: "C", alt: "T", key: `10:${pos}:C:T`, line };
  });
  expect(placed({ alleles }, "GRCh37").alleles).toEqual(alleles);
  const moved = placed({ alleles }, "GRCh38").alleles;
  expect(moved.map(({ pos }) => pos)).toEqual([127_000_000, 129_598_000]);
  expect(moved.map(({ key }) => key)).toEqual(["10:127000000:C:T", "10:129598000:C:T"]);
  expect(moved[1]?.line).toMatch(/^10\t129598000\t/);
});
