// A base that a name needs and that the sequence does not say: no name, never one with N or Xaa.
import { expect, it } from "vitest";
import { openNamer } from "../../src/effect/describe.ts";
import { genomicName } from "../../src/effect/genomic.ts";
import { readerOf, sliceOf } from "./slices.ts";

/** M A E W F L K R D Y C H I stop, from 21 on; the bases at 33 and 40 are not known: codons 5 and 7. */
const KNOWN = `${"TGCATTCGAGCATCGATTCA"}ATGGCTGAATGGTTTCTGAAACGTGACTACTGCCATATTTAA${"GGATAGCCTTAACC"}`;
const bases = [...KNOWN].map((base, i) => ([33, 40].includes(i + 1) ? "N" : base)).join("");
const genome = new Map([["1", bases]]);
const namer = openNamer(
  sliceOf(
    [
      { id: "c", chrom: "1", strand: 1, exons: [[11, 70]], cds: [[21, 62]] },
      { id: "n", biotype: "lncRNA", chrom: "1", strand: -1, exons: [[12, 70]] },
    ],
    genome,
  ),
  readerOf(genome),
);

it.each([
  // At the unknown base itself.
  [33, "T", "C", null, null],
  [33, "TT", "CA", null, null],
  [32, "GT", "G", null, null],
  // In the codon of one.
  [34, "T", "C", "c.14T>C", null],
  [35, "T", "C", "c.15T>C", null],
  // Over several codons, of which one has one.
  [37, "TGAA", "AGAC", null, null],
  // Not touched.
  [26, "T", "A", "c.6T>A", "p.Ala2="],
  [25, "C", "A", "c.5C>A", "p.Ala2Asp"],
])("%i %s>%s", (pos, ref, alt, hgvsc, hgvsp) => {
  const told = [0, 1].map((t) => namer.describe(t, { chrom: "1", pos, ref, alt }));
  const c = told.find((one) => one?.cds !== null);
  const n = told.find((one) => one?.cds === null);
  const genomic = genomicName("GRCh38", { chrom: "1", pos, ref, alt }, namer.engine.base);
  expect(c?.hgvsp).toBe(hgvsp === null ? null : `c:${hgvsp}`);
  if (hgvsc === null) expect([c?.hgvsc, n?.hgvsc, genomic]).toEqual([null, null, null]);
  else {
    expect(c?.hgvsc).toBe(`c:${hgvsc}`);
    expect([n?.hgvsc, genomic].filter((name) => name?.includes("N>") ?? true)).toEqual([]);
  }
});
