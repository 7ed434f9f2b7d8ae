/** A gene of three exons on both strands, made up, and alleles on it by their c. names. */
import { openNamer, type OpenNamer } from "../../src/effect/describe.ts";
import type { Description } from "../../src/effect/types.ts";
import { idsOf } from "../../src/effect/names.ts";
import { alleleOfName } from "./names.ts";
import { bare, readerOf, reverseBases, sliceOf, type TestTranscript } from "./slices.ts";

const LEADER = "CCGCCAGAACC";
/** M A E W F L K R D Y C H I stop */
const CODING = "ATGGCTGAATGGTTTCTGAAACGTGACTACTGCCATATTTAA";
const TRAILER = "GGATAGCCTTAACC";
const INTRON = "GTAAGTCCATGACTAGCTAGGACTTACGATCAGGCATCTTTTCTTTCAG";
/** Coding bases of the first two exons. */
const CUTS = [23, 35];

const EXONS = [
  LEADER + CODING.slice(0, CUTS[0]),
  CODING.slice(CUTS[0], CUTS[1]),
  CODING.slice(CUTS[1]) + TRAILER,
];
const GENE = EXONS.join(INTRON);
const AROUND = "TGCATTCGAGCATCGATTCA";

function transcript(id: string, strand: 1 | -1, chrom: string): TestTranscript {
  const place = (at: number): number => AROUND.length + at;
  const exons: [number, number][] = [];
  let at = 1;
  for (const exon of EXONS) {
    exons.push([place(at), place(at + exon.length - 1)]);
    at += exon.length + INTRON.length;
  }
  const [first, , last] = exons;
  const cds = exons.map(([s, e]): [number, number] => [
    s === first?.[0] ? s + LEADER.length : s,
    e === last?.[1] ? e - TRAILER.length : e,
  ]);
  const length = 2 * AROUND.length + GENE.length;
  const turn = (rows: [number, number][]): [number, number][] =>
    strand === 1 ? rows : rows.map(([s, e]) => [length + 1 - e, length + 1 - s]);
  return { id, protein: `${id}p`, chrom, strand, exons: turn(exons), cds: turn(cds) };
}

const PLUS = AROUND + GENE + AROUND;
const genome = new Map([
  ["1", PLUS],
  ["2", reverseBases(PLUS)],
]);

export function smallGene(change: Partial<TestTranscript> = {}): OpenNamer {
  const list = [transcript("plus", 1, "1"), transcript("minus", -1, "2")];
  return openNamer(
    sliceOf(
      list.map((t) => ({ ...t, ...change })),
      genome,
    ),
    readerOf(genome),
  );
}

/** What is said of an allele that a c. name means, on both strands: they must agree. */
export function toldOf(namer: OpenNamer, name: string): Description {
  const [plus, minus] = ["plus", "minus"].map((id) => {
    const t = idsOf(namer.slice.names).indexOf(id);
    const allele = alleleOfName(namer, t, name);
    return allele === null ? null : namer.describe(t, allele);
  });
  if (plus === undefined || minus === undefined || plus === null || minus === null)
    throw new Error(`${name} is no allele of the gene`);
  const other = { ...minus, hgvsc: bare(minus.hgvsc), terms: minus.otherTerms ?? minus.terms };
  if (
    other.hgvsc !== bare(plus.hgvsc) ||
    bare(plus.hgvsp) !== bare(minus.hgvsp) ||
    String(other.terms) !== String(plus.terms)
  )
    throw new Error(`${name}: ${JSON.stringify(plus)} but ${JSON.stringify(minus)}`);
  return plus;
}
