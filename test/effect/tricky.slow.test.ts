/** Tricky cases of the rules of annotation, under their numbers; real sequence that lies beside the repository. */
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { CHROMOSOMES } from "../../src/core/assembly.ts";
import { compoundsOf } from "../../src/effect/compound.ts";
import { openNamer, type OpenNamer } from "../../src/effect/describe.ts";
import { FLAG } from "../../src/effect/flags.ts";
import { genomicName } from "../../src/effect/genomic.ts";
import type { Description } from "../../src/effect/types.ts";
import { sharedData } from "../helpers/shared.ts";
import { idsOf } from "../../src/effect/names.ts";
import { alleleOfName } from "./names.ts";
import {
  annotateData,
  bare,
  genomeOf,
  gffOf,
  readerOf,
  readFasta,
  readGff,
  rowsOf,
  sliceOf,
  tagEnds,
  untar,
  type Genome,
  type TestTranscript,
} from "./slices.ts";

const folder = annotateData ?? "";

function open(genome: Genome, list: TestTranscript[]): OpenNamer {
  return openNamer(sliceOf(tagEnds(list, genome), genome), readerOf(genome));
}

function describeOn(
  namer: OpenNamer,
  chrom: string,
  id: string,
  [pos, ref, alt]: [number, string, string],
): Description | null {
  return namer.describe(idsOf(namer.slice.names).indexOf(id), { chrom, pos, ref, alt });
}

/** Terms without intron and NMD, c. and p. without accession, as one text. */
function told(description: Description | null): string {
  if (description === null) return "outside";
  const terms = description.terms.toSorted().map((t) => t.replace("_variant", ""));
  return [terms.join("&"), bare(description.hgvsc), bare(description.hgvsp)]
    .filter((part) => part !== "")
    .join(" ");
}

describe.skipIf(annotateData === null)("BRCA1 on GRCh37", () => {
  const at = join(folder, "vep109_brca1_GRCh37");
  const genome: Genome =
    annotateData === null
      ? new Map()
      : readFasta(join(at, "GRCh37.chr17_41100001-41300000.padded.fa.gz"));
  const namer = open(
    genome,
    annotateData === null ? [] : readGff(join(at, "GRCh37.BRCA1.refseq.gff3")),
  );
  const on = (pos: number, ref: string, alt: string, id = "NM_007294.4"): Description | null =>
    describeOn(namer, "17", id, [pos, ref, alt]);
  const sequence = genome.get("17") ?? "";
  /** REF of a deletion of so many bases behind a position. */
  const deletion = (pos: number, count: number): [number, string, string] => [
    pos,
    sequence.slice(pos - 1, pos + count),
    sequence.slice(pos - 1, pos),
  ];

  it.each<[string, [number, string, string], string]>([
    ["1", [41197695, "T", "C"], "stop_lost c.5592A>G p.Ter1864TrpextTer39"],
    ["2", [41197696, "C", "T"], "stop_retained c.5591G>A p.Ter1864="],
    ["3", [41197692, "CAGTCAGTAGTGGCTGT", "C"], "3_prime_UTR&stop_lost c.5579_*2del"],
    ["4a", [41197692, "C", "A"], "3_prime_UTR c.*3G>T"],
    ["4b", [41197694, "G", "A"], "3_prime_UTR c.*1C>T"],
    ["5", [41197713, "GATCTGGGGT", "G"], "inframe_deletion c.5565_5573del p.Gln1857_Pro1859del"],
    ["6", [41197726, "AG", "A"], "frameshift&stop_gained c.5560del p.Leu1854Ter"],
    ["7", [41197728, "G", "GT"], "frameshift&stop_gained c.5558dup p.Tyr1853Ter"],
    ["8", [41197708, "TG", "T"], "frameshift c.5578del p.His1860ThrfsTer62"],
    ["10", [41197817, "TTGC", "T"], "coding_sequence&splice_acceptor c.5468-1_5469del"],
    ["11", [41197822, "G", "A"], "intron&splice_polypyrimidine_tract&splice_region c.5468-3C>T"],
    ["12", [41197828, "A", "C"], "intron&splice_polypyrimidine_tract c.5468-9T>G"],
    ["13a", [41199654, "C", "A"], "intron&splice_donor_region c.5467+6G>T"],
    ["13b", [41199655, "C", "A"], "intron&splice_donor_5th_base c.5467+5G>T"],
    ["14", [41199658, "AC", "A"], "splice_donor c.5467+1del"],
    [
      "15",
      deletion(41199655, 138),
      "coding_sequence&intron&splice_acceptor&splice_donor_region&splice_donor c.5407-73_5467+4del",
    ],
    ["16", [41203079, "CCT", "ATGTTG"], "coding_sequence&splice_donor c.5331_5332+1delinsCAACAT"],
    [
      "17",
      deletion(41203079, 54),
      "inframe_deletion&splice_region c.5279_5332del p.Ile1760_Asp1778delinsAsn",
    ],
    ["18", [41203135, "CT", "C"], "splice_acceptor c.5278-2del"],
    ["20", [41215347, "T", "TA"], "intron&splice_region c.5193+2dup"],
    [
      "21",
      [41215963, "CAGC", "GCAGAATCAA"],
      "protein_altering&splice_region c.5077_5080delinsTTGATTCTGC p.Ala1693_Glu1694delinsLeuIleLeuGln",
    ],
    ["22a", [41219804, "TG", "CA"], "intron c.4987-93_4987-92inv"],
    ["22b", [41245312, "CT", "AG"], "missense c.2235_2236inv p.Glu745_Asp746delinsAspTyr"],
    ["23", [41219634, "T", "TAAC"], "inframe_insertion c.5062_5064dup p.Val1688dup"],
    ["24a", [41219664, "GA", "G"], "frameshift&stop_gained c.5034del p.Leu1679Ter"],
    ["24b", [41219664, "GATTAGTTAA", "G"], "inframe_deletion c.5026_5034del p.Thr1677_Leu1679del"],
    [
      "25",
      [41223237, "TCCAGGT", "C"],
      "protein_altering&stop_gained c.4688_4694delinsG p.Tyr1563Ter",
    ],
    ["28", [41244206, "TTCA", "T"], "inframe_deletion&stop_gained c.3339_3341del p.Tyr1113Ter"],
    [
      "29",
      [41244431, "GGCTT", "CC"],
      "protein_altering c.3113_3117delinsGG p.Glu1038_Ala1039delinsGly",
    ],
    ["30", [41245984, "CTGC", "TTTA"], "stop_gained c.1561_1564delinsTAAA p.Ala521Ter"],
    ["31", [41256176, "T", "TTGG"], "inframe_insertion c.401_403dup p.Ala134_Lys135insThr"],
    ["32", [41256189, "TGT", "AGA"], "stop_gained c.389_391delinsTCT p.Tyr130_Arg131delinsPheTer"],
    ["34a", [41276113, "T", "C"], "start_lost c.1A>G p.Met1?"],
    ["34b", [41276111, "C", "T"], "start_lost c.3G>A p.Met1?"],
    ["35", [41276132, "A", "ACT"], "5_prime_UTR&splice_region c.-19-2_-19-1dup"],
  ])("%s", (_, allele, expected) => {
    expect(told(on(...allele))).toBe(expected);
  });

  it("9, 14, 20, 26: what the other place says is told beside it", () => {
    const inserted = sequence.slice(41197766, 41197766 + 64);
    const nine = on(41197766, "T", `T${inserted}`);
    expect(told(nine)).toBe("frameshift c.5468-11_5520dup p.Ala1843SerfsTer8");
    expect(nine?.otherTerms).toEqual(["splice_polypyrimidine_tract_variant", "intron_variant"]);
    const flagged = [nine, on(41199658, "AC", "A"), on(41215347, "T", "TA")];
    for (const one of flagged) expect(one?.flags).toContain("placement_dependent");
    expect(on(41199658, "AC", "A")?.otherTerms).toEqual([
      "frameshift_variant",
      "splice_region_variant",
    ]);
    expect(on(41215347, "T", "TA")?.otherTerms).toEqual(["splice_donor_variant"]);
    const six = on(...deletion(41223252, 3));
    expect(bare(six?.hgvsc)).toBe("c.4676_4678del");
    expect([six?.terms, six?.otherTerms].map(String).toSorted()).toEqual([
      "inframe_deletion,splice_region_variant",
      "splice_acceptor_variant,coding_sequence_variant",
    ]);
    expect(six?.flags).toContain("placement_dependent");
  });

  it("19, 27: long insertions at an exon's end, and one with a stop in frame", () => {
    const nineteen = on(41209109, "T", `T${sequence.slice(41209109, 41209109 + 53)}`);
    expect(told(nineteen)).toBe("frameshift c.5194-10_5236dup p.His1746LeufsTer37");
    const twentySeven = on(41234496, "T", "TGTTAGAAGGCTGGCTCCCATGCTGTTCTA");
    expect(twentySeven?.terms).toContain("stop_gained");
    expect(bare(twentySeven?.hgvsp)).toBe("p.Ser1428Ter");
  });

  it("33, 34, 35: other transcripts begin elsewhere", () => {
    expect(told(on(41258540, "GC", "G", "NM_007297.4"))).toBe(
      "frameshift&start_lost c.3del p.Met1?",
    );
    expect(on(41258540, "GC", "G")?.terms).toContain("frameshift_variant");
    expect(on(41276113, "T", "A", "NM_007297.4")?.terms).toEqual(["5_prime_UTR_variant"]);
    expect(on(41276132, "A", "ACT", "NM_007298.3")).toBeNull();
  });

  it("36: an ALT with N has no name, and terms by its length alone", () => {
    const unknown = on(41243779, "C", `C${"N".repeat(9)}`);
    expect(unknown).toMatchObject({ terms: ["coding_sequence_variant"], hgvsc: null });
    expect(on(41243779, "C", `C${"N".repeat(10)}`)?.terms).toEqual(["frameshift_variant"]);
  });

  it("37: n. of a non-coding transcript", () => {
    const found = on(41199658, "AC", "A", "NR_027676.2");
    expect(found?.terms).toEqual(["splice_donor_variant", "non_coding_transcript_variant"]);
    expect(bare(found?.hgvsc)).toMatch(/^n\.\d+\+1del$/);
  });
});

describe.skipIf(annotateData === null)("chromosome 21 on GRCh38", () => {
  const at = join(folder, "ensembl_chr21");
  const genome: Genome =
    annotateData === null ? new Map() : readFasta(join(at, "GRCh38.chr21_parts.padded.fa.gz"));
  const list =
    annotateData === null ? [] : readGff(join(at, "Homo_sapiens.GRCh38.chr21.e84.gff3.gz"));
  const namer = open(genome, list);

  it("38, 39: stops in frame, seen and not seen", () => {
    const [a, b] = [
      describeOn(namer, "21", "ENST00000352957", [25585737, "ACTTTGA", "A"]),
      describeOn(namer, "21", "ENST00000400532", [25683943, "ACCA", "A"]),
    ];
    expect(a?.terms).toEqual(["inframe_deletion"]);
    expect(b?.terms).toEqual(["stop_gained", "inframe_deletion"]);
    expect(bare(b?.hgvsp)).toBe("p.Tyr43Ter");
  });

  it("66: an exon of two parents belongs to both", () => {
    const [one, two] = ["ENST00000419219", "ENST00000419219_1"].map((id) =>
      list.find((t) => t.id === id),
    );
    expect(one?.exons.length).toBeGreaterThan(1);
    expect(two?.exons.length).toBeGreaterThan(0);
  });
});

describe.skipIf(annotateData === null)("of the suite of bcftools csq", () => {
  const suite = (dir: string, files: string, id: string) => {
    const chromosome = (contig: string): string => (CHROMOSOMES.includes(contig) ? contig : "1");
    const path = join(folder, "bcftools_csq", dir);
    const genome = readFasta(join(path, `${files}.fa`), chromosome);
    const gff = `${files}.gff${dir === "" ? "3" : ""}`;
    const list = readGff(join(path, gff), { name: chromosome, firstParent: true });
    // The made-up genes of one file have stops inside, of which no p. would be given.
    const namer =
      dir === "" ? openNamer(sliceOf(list, genome), readerOf(genome)) : open(genome, list);
    const chrom = list.find((t) => t.id === id)?.chrom ?? "1";
    const tell = (allele: [number, string, string]) => describeOn(namer, chrom, id, allele);
    return { namer, chrom, transcript: idsOf(namer.slice.names).indexOf(id), tell };
  };
  const terms = (
    dir: string,
    files: string,
    id: string,
    allele: [number, string, string],
  ): [string, string] => {
    const found = suite(dir, files, id).tell(allele);
    return [String(found?.terms), String(found?.otherTerms ?? found?.terms)];
  };

  it.each<[string, string, string, [number, string, string], string]>([
    ["42", "ENST00000368801.2", "ENST00000368801", [11191, "AT", "A"], "start_retained_variant"],
    ["40", "ENST00000360372", "ENST00000360372", [4391, "CC", "AA"], "stop_gained"],
    [
      "41",
      "ENST00000573035-bt2212",
      "ENST00000573035",
      [374, "CAAG", "CT"],
      "frameshift_variant,splice_region_variant",
    ],
    ["43", "ENST00000420670", "ENST00000420670", [44688, "C", "T"], "missense_variant"],
    ["44", "ENST00000295641", "ENST00000295641", [79, "G", "T"], "missense_variant"],
    ["45", "ENST00000528237", "ENST00000528237", [14714, "G", "A"], "stop_gained"],
    ["46", "ENST00000545279", "ENST00000545279", [44572, "T", "TC"], "coding_sequence_variant"],
    ["46", "ENST00000227471", "ENST00000227471", [6609, "A", "AG"], "coding_sequence_variant"],
  ])("%s %s", (_, dir, id, allele, expected) => {
    expect(terms(dir, dir, id, allele)[0]).toBe(expected);
  });

  it("47, 52: a cut codon; a transcript that decays", () => {
    const [cut, nmd] = ["ENST00000390520", "ENST00000571540"];
    expect(terms(cut, cut, cut, [81, "CAAGT", "C"])[0]).toBe("coding_sequence_variant");
    expect(terms(nmd, nmd, nmd, [3188, "C", "T"])[0]).toBe(
      "missense_variant,NMD_transcript_variant",
    );
  });

  it("49, 50, 51: changes of one haplotype, each by itself and together", () => {
    const together = (
      dir: string,
      files: string,
      id: string,
      found: [number, string, string][],
    ) => {
      const at = suite(dir, files, id);
      const alone = found.map((allele) => String(at.tell(allele)?.terms));
      const alleles = found.map(([pos, ref, alt]) => ({ chrom: at.chrom, pos, ref, alt }));
      const [one] = compoundsOf(at.namer, at.transcript, alleles, () => true);
      return [...alone, bare(one?.effect?.hgvsp)];
    };
    const nmd = "NMD_transcript_variant";
    const restored = "ENST00000580206";
    expect(
      together(restored, restored, restored, [
        [35750, "C", "CAAAAGA"],
        [35751, "C", "A"],
      ]),
    ).toEqual([
      `protein_altering_variant,${nmd}`,
      `missense_variant,${nmd}`,
      "p.Pro353delinsGlnLysLys",
    ]);
    expect(
      together("", "csq", "ENST00000000002", [
        [169, "A", "G"],
        [170, "C", "T"],
      ]),
    ).toEqual(["missense_variant", "missense_variant", "p.Val1Thr"]);
    // The table has csq's answer for all of the haplotype: stop_gained, and a compound. By CD-05 the first residue that
    // differs tells, which is no stop; by HP-02 what lies a codon further, or in another exon, is no part of it.
    const frame = "ENST00000269081";
    expect(
      together(frame, frame, frame, [
        [46859, "A", "G"],
        [46862, "AAT", "A"],
      ]).slice(1),
    ).toEqual(["frameshift_variant", ""]);
  });

  it("42: a start that stands again, at one of both places", () => {
    expect(
      terms("ENST00000375992", "ENST00000375992", "ENST00000375992", [
        6453,
        "ATCCTCGAGGCAGCC",
        "A",
      ]).join(" "),
    ).toContain("start_retained_variant");
    expect(
      terms("ENST00000318249.2", "ENST00000318249.2", "ENST00000318249", [4958, "AGA", "A"])[1],
    ).toContain("start_retained_variant");
  });

  it("46a: a duplication that can stand before the site or behind it leaves the site", () => {
    expect(
      terms("ENST00000382647", "ENST00000382647", "ENST00000382647", [
        1443,
        "A",
        "ACCCGGCCGCACGCTCTCA",
      ]),
    ).toEqual(["intron_variant", "5_prime_UTR_variant"]);
  });

  it("48: the base that a ribosome reads twice changes a residue", () => {
    const path = join(folder, "bcftools_csq/EMN908947");
    const genome = readFasta(join(path, "EMN908947.fa"), () => "1");
    const list = readGff(join(path, "ribosomal-slippage.gff"), { name: () => "1" }).map((t) => ({
      ...t,
      // The file has the base in two exons; here it is one exon, as in RefSeq's human genes.
      exons: [
        [Math.min(...t.exons.map(([s]) => s)), Math.max(...t.exons.map(([, e]) => e))] as [
          number,
          number,
        ],
      ],
      slippage: t.id === "ORF1ab",
    }));
    const namer = openNamer(sliceOf(list, genome), readerOf(genome));
    const found = describeOn(namer, "1", "ORF1ab", [13468, "C", "G"]);
    expect(found?.terms).toContain("missense_variant");
    expect(found?.hgvsp).toBeNull();
  });
});

describe.skipIf(sharedData === null)("BRCA2 on GRCh38", () => {
  it("55: the base before the start is the leader's alone", () => {
    const at = join(sharedData ?? "", "vcf/csq_windows");
    const genome = readFasta(join(at, "fasta_padded/GRCh38.BRCA2_32300001-32500000.padded.fa.gz"));
    const namer = open(genome, readGff(join(at, "derived_gff3/GRCh38.BRCA2.refseq.gff3")));
    const found = describeOn(namer, "13", "NM_000059.3", [32316456, "TA", "T"]);
    // One A of five, the last of which begins the start codon. The table names the first place, c.-1del; HV-02 names
    // the last one that it can have, which is in the start codon: the protein is as it was.
    expect(told(found)).toBe("5_prime_UTR c.1del p.Met1=");
  });
});

describe.skipIf(annotateData === null)("references of Mutalyzer", () => {
  const files = annotateData === null ? null : untar(join(folder, "mutalyzer/references.tar.gz"));
  function named(reference: string, id: string, name: string, sec: string[] = []): string {
    const genome = genomeOf(files?.get(`${reference}.fasta`) ?? "", () => "1");
    const list = gffOf(files?.get(`${reference}.gff3`) ?? "", { name: () => "1" });
    const own = list.filter((t) => t.id === id);
    const plain = open(genome, own);
    // The base behind the one before it.
    const places = sec.map((at) => (alleleOfName(plain, 0, `c.${at}del`)?.pos ?? 0) + 1);
    const read = own.map((t) => ({ ...t, sec: places }));
    const namer = openNamer(sliceOf(read, genome), readerOf(genome));
    const allele = alleleOfName(namer, 0, name);
    return told(allele === null ? null : namer.describe(0, allele));
  }

  it("57: the last hundred residues of MECP2 go, the stop stays", () => {
    expect(named("NG_007107.2", "NM_001110792.1", "c.1195_1494del")).toBe(
      "inframe_deletion c.1195_1494del p.Pro399_Ser498del",
    );
  });

  it("63: selenocysteine of SELENON", () => {
    const sec = ["379", "1384"];
    expect(named("NG_009930.1", "NM_020451.3", "c.380_382del", sec)).toBe(
      "inframe_deletion c.380_382del p.Sec127del",
    );
    expect(named("NG_009930.1", "NM_020451.3", "c.1384T>C", sec)).toBe(
      "missense c.1384T>C p.Sec462Arg",
    );
  });
});

describe.skipIf(annotateData === null)("made-up transcripts of biocommons", () => {
  it.each([
    ["60a", "NM_999999.1", "c.6A>G", "p.Lys2="],
    ["60b", "NM_999999.1", "c.22_23insT", "p.Ala8ValfsTer?"],
    ["61a", "NM_999998.1", "c.30G>T", "p.Ter10TyrextTer3"],
    // The table has it behind 61a's accession; what follows its stop gives Gly on this one alone.
    ["61b", "NM_999999.1", "c.25_30del", "p.Lys9_Ter10delinsGly"],
    ["62a", "NM_999994.1", "c.4_9del", "p.Lys3_Lys4del"],
    ["62b", "NM_999994.1", "c.-3_*1del", "p.0?"],
  ])("%s", (_, id, name, expected) => {
    const rows = rowsOf(join(folder, "hgvs_biocommons/synthetic_transcripts.tsv"));
    const [, bases = "", from, to] = rows.find(([own]) => own === id) ?? [];
    const genome: Genome = new Map([["1", `${"N".repeat(9)}${bases}`]]);
    const one: TestTranscript = {
      id,
      chrom: "1",
      strand: 1,
      exons: [[10, 9 + bases.length]],
      cds: [[10 + Number(from), 9 + Number(to)]],
    };
    const namer = open(genome, [one]);
    const allele = alleleOfName(namer, 0, name);
    expect(bare(allele === null ? null : namer.describe(0, allele)?.hgvsp)).toBe(expected);
  });
});

describe.skipIf(annotateData === null)("the mitochondrion", () => {
  const files = annotateData === null ? null : untar(join(folder, "mutalyzer/references.tar.gz"));
  const sequence = (files?.get("NC_012920.1.fasta") ?? "")
    .replace(/^>.*\n/, "")
    .replaceAll(/\s/g, "")
    .toUpperCase();
  const genome: Genome = new Map([["MT", sequence]]);
  const mt = (id: string, from: number, to: number): TestTranscript => ({
    id,
    chrom: "MT",
    strand: 1,
    exons: [[from, to]],
    cds: [[from, to]],
  });

  it("65: table 2, and names with m.", () => {
    const namer = openNamer(
      sliceOf([mt("MT-ATP6", 8527, 9207), mt("MT-CO1", 5904, 7445)], genome),
      readerOf(genome),
    );
    const found = describeOn(namer, "MT", "MT-ATP6", [8993, "T", "G"]);
    expect(told(found)).toBe("missense c.467T>G p.Leu156Arg");
    const m = { chrom: "MT", pos: 8993, ref: "T", alt: "G" };
    expect(genomicName("GRCh38", m, namer.engine.base)).toBe("NC_012920.1:m.8993T>G");
    // AGA ends MT-CO1.
    expect(sequence.slice(7442, 7445)).toBe("AGA");
    expect(describeOn(namer, "MT", "MT-CO1", [7444, "G", "A"])?.terms).toEqual(["stop_lost"]);
    expect(describeOn(namer, "MT", "MT-CO1", [7445, "A", "G"])?.terms).toEqual([
      "stop_retained_variant",
    ]);
  });

  it("names with m. stand 3' of a run, over the origin too", () => {
    const { base } = openNamer(
      sliceOf([mt("MT-ND1", 3307, 4262)], genome),
      readerOf(genome),
    ).engine;
    const named = (pos: number, ref: string, alt: string): string | undefined =>
      genomicName("GRCh38", { chrom: "MT", pos, ref, alt }, base)?.replace(/^.*:/, "");
    expect(named(10_946, "A", "AC")).toBe("m.10952dup");
    expect(named(8570, "T", "TA")).toBe("m.8571dup");
    expect(named(8270, "CACCCCCTCT", "C")).toBe("m.8281_8289del");
    expect(named(16_568, "TG", "T")).toBe("m.1del");
  });

  it.each([
    ["MT-ND1", 3307, 4262, [4261, "TA", "T"], "stop_retained p.Ter319="],
    ["MT-ND1", 3307, 4262, [4261, "TAA", "T"], "stop_retained"],
    ["MT-ND1", 3307, 4262, [4261, "T", "TA"], "stop_retained p.Ter319="],
    ["MT-ND1", 3307, 4262, [4260, "CT", "C"], "frameshift&stop_lost p.Ter319LysextTer?"],
    ["MT-ND2", 4470, 5511, [5510, "AT", "A"], "frameshift&stop_lost p.Ter348LysextTer?"],
    ["MT-CO3", 9207, 9990, [9989, "T", "TA"], "frameshift p.Ter262MetextTer?"],
    ["MT-CYB", 14_747, 15_887, [15_887, "T", "C"], "stop_lost p.Ter381GlnextTer?"],
  ] as const)(
    "a stop that polyadenylation completes, %s %i-%i: %j",
    (id, from, to, at, expected) => {
      const one = { ...mt(id, from, to), flags: FLAG.stopByPolyA };
      const namer = openNamer(sliceOf([one], genome), readerOf(genome));
      const found = describeOn(namer, "MT", id, [at[0], at[1], at[2]]);
      const [terms = "", , protein = ""] = told(found).split(" ");
      expect(`${terms} ${protein}`.trim()).toBe(expected);
    },
  );
});
