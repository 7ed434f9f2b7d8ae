/** BRCA1 as VEP 109 annotates it: 13,145 ClinVar records on six RefSeq transcripts, and the same mirrored. */
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Allele } from "../../src/core/allele.ts";
import { openNamer, type OpenNamer } from "../../src/effect/describe.ts";
import { termNames } from "../../src/effect/term-bits.ts";
import { idsOf } from "../../src/effect/names.ts";
import { alleleOfName } from "./names.ts";
import {
  annotateData,
  bare,
  readerOf,
  readFasta,
  readGff,
  reverseBases,
  rowsOf,
  sliceOf,
  tagEnds,
  type Genome,
  type TestTranscript,
} from "./slices.ts";

const CHROM = "17";

interface Row {
  allele: Allele;
  transcript: string;
  terms: string;
  hgvsc: string;
  hgvsp: string;
}

interface Set {
  genome: Genome;
  list: TestTranscript[];
  rows: Row[];
  /** `pos ref alt transcript` of the rows that the rules are known to answer otherwise, by kind. */
  listed: Map<string, string>;
}

function load(folder: string): Set {
  const genome = readFasta(join(folder, "GRCh37.chr17_41100001-41300000.padded.fa.gz"));
  const list = tagEnds(readGff(join(folder, "GRCh37.BRCA1.refseq.gff3")), genome);
  const rows = rowsOf(join(folder, "vep109_expected.tsv.gz")).map(
    ([pos, ref = "", alt = "", transcript = "", terms = "", , , hgvsc = "", hgvsp = ""]): Row => ({
      allele: { chrom: CHROM, pos: Number(pos), ref, alt },
      transcript,
      terms: comparable(terms.split("&").filter((t) => !/^(?:up|down)stream/.test(t))),
      hgvsc,
      hgvsp: hgvsp.replace("%3D", "="),
    }),
  );
  const listed = new Map(
    rowsOf(join(folder, "vep109_vs_plain_rules.tsv")).map(([what = "", ...key]) => [
      key.slice(0, 4).join(" "),
      what,
    ]),
  );
  return { genome, list, rows, listed };
}

/** VEP is not of one mind on `stop_gained` beside `frameshift_variant`. */
function comparable(terms: readonly string[]): string {
  const shifted = terms.includes("frameshift_variant");
  return terms
    .filter((t) => t !== "" && !(shifted && t === "stop_gained"))
    .toSorted()
    .join("&");
}

function open(genome: Genome, list: TestTranscript[]): OpenNamer {
  return openNamer(sliceOf(list, genome), readerOf(genome));
}

/** The chromosome read from the other end on the other strand. */
function mirrored({ genome, list }: Pick<Set, "genome" | "list">): Pick<Set, "genome" | "list"> {
  const sequence = genome.get(CHROM) ?? "";
  const turn = (rows: [number, number][]): [number, number][] =>
    rows.map(([s, e]) => [sequence.length + 1 - e, sequence.length + 1 - s]);
  return {
    genome: new Map([[CHROM, reverseBases(sequence)]]),
    list: list.map((t) => ({
      ...t,
      strand: t.strand === 1 ? -1 : 1,
      exons: turn(t.exons),
      ...(t.cds === undefined ? {} : { cds: turn(t.cds) }),
    })),
  };
}

function mirroredAllele({ chrom, pos, ref, alt }: Allele, length: number): Allele {
  return {
    chrom,
    pos: length + 1 - (pos + ref.length - 1),
    ref: reverseBases(ref),
    alt: reverseBases(alt),
  };
}

const folder = annotateData === null ? null : join(annotateData, "vep109_brca1_GRCh37");

describe.skipIf(folder === null)("BRCA1 as VEP annotates it (sets beside the repository)", () => {
  const set = load(folder ?? "");
  const namer = open(set.genome, set.list);
  const index = (id: string): number => idsOf(namer.slice.names).indexOf(id);
  const key = ({ allele: { pos, ref, alt }, transcript }: Row): string =>
    `${pos} ${ref} ${alt} ${transcript}`;

  it("gives the same terms but for the listed rows and one lost last exon", () => {
    const differ = set.rows.filter((row) => {
      const stands = namer.standingOf(index(row.transcript), row.allele);
      return comparable(stands === null ? [] : termNames(stands.left)) !== row.terms;
    });
    const others = differ.filter((row) => !set.listed.has(key(row)));
    expect(set.rows).toHaveLength(78_870);
    expect(differ).toHaveLength(26);
    // A deletion of the last exon's coding end and all behind it, beyond the transcript: VEP has
    // coding_sequence_variant. The stop is lost.
    expect(others.map((row) => [row.allele.pos, row.terms])).toEqual(
      Array.from({ length: 5 }, () => [
        41196310,
        "3_prime_UTR_variant&coding_sequence_variant&splice_region_variant",
      ]),
    );
  });

  it("gives the same names of DNA, and of proteins but where HGVS writes a stop otherwise", () => {
    let told = 0;
    const dna: string[] = [];
    const protein: string[] = [];
    for (const row of set.rows) {
      const named = namer.describe(index(row.transcript), row.allele);
      if (row.hgvsc !== "") {
        told++;
        if (bare(named?.hgvsc) !== row.hgvsc) dna.push(`${key(row)} ${named?.hgvsc ?? ""}`);
      }
      if (bare(named?.hgvsp) !== row.hgvsp) protein.push(key(row));
    }
    expect(told).toBe(78_479);
    expect(dna).toEqual([]);
    expect(protein).toHaveLength(35);
    expect(protein.filter((row) => set.listed.get(row) !== "hgvsp")).toEqual([]);
  });

  it("gives the same names on the other strand", () => {
    const turned = mirrored(set);
    const other = open(turned.genome, turned.list);
    const length = set.genome.get(CHROM)?.length ?? 0;
    const differ: string[] = [];
    let [named, terms] = [0, 0];
    for (const row of set.rows) {
      const t = index(row.transcript);
      const here = namer.describe(t, row.allele);
      const there = other.describe(
        idsOf(other.slice.names).indexOf(row.transcript),
        mirroredAllele(row.allele, length),
      );
      named += here?.hgvsc === null || here === null ? 0 : 1;
      if (here?.hgvsc !== there?.hgvsc || here?.hgvsp !== there?.hgvsp) differ.push(key(row));
      // What stands leftmost here stands rightmost there.
      if (String(here?.terms) !== String(there?.otherTerms ?? there?.terms)) terms++;
    }
    expect(named).toBeGreaterThanOrEqual(78_481);
    expect(differ).toEqual([]);
    expect(terms).toBe(0);
  });

  it("gives names that lead back to the allele", () => {
    const lost: string[] = [];
    let back = 0;
    for (const row of set.rows.filter((_, i) => i % 5 === 0)) {
      const t = index(row.transcript);
      const named = namer.describe(t, row.allele)?.hgvsc ?? null;
      const allele = named === null ? null : alleleOfName(namer, t, bare(named));
      if (allele === null) continue;
      back++;
      if (namer.describe(t, allele)?.hgvsc !== named) lost.push(`${key(row)} ${named ?? ""}`);
    }
    expect(lost).toEqual([]);
    expect(back).toBeGreaterThan(15_500);
  });

  it("knows the indels whose class depends on where they are written", () => {
    const listed = rowsOf(join(folder ?? "", "placement_dependent.NM_007294.4.tsv"));
    const t = index("NM_007294.4");
    const seen = new Map<string, string[]>();
    for (const row of set.rows.filter((r) => r.transcript === "NM_007294.4")) {
      const named = namer.describe(t, row.allele);
      if (named?.flags.includes("placement_dependent") === true && named.hgvsc !== null)
        seen.set(bare(named.hgvsc), [named.terms.join("&"), (named.otherTerms ?? []).join("&")]);
    }
    const names = new Set(listed.map(([, , , hgvsc = ""]) => hgvsc));
    expect(names.size).toBe(58);
    // An insertion between the bases -18 and -17 counts as the tract wherever it is written; the list has
    // that for VEP's place alone.
    expect([...names].filter((hgvsc) => !seen.has(hgvsc))).toEqual(["c.671-13dup"]);
    expect([...seen.keys()].filter((hgvsc) => !names.has(hgvsc))).toEqual([
      "c.548-19_548-18dup",
      "c.548-18dup",
    ]);
  });
});
