/** Tricky cases at the ends of coding sequences, under their numbers, on made-up genes of the same kind. */
import { describe, expect, it } from "vitest";
import { openNamer } from "../../src/effect/describe.ts";
import { exonFactsOf } from "../../src/effect/exon-facts.ts";
import { FLAG } from "../../src/effect/flags.ts";
import type { Description } from "../../src/effect/types.ts";
import { alleleOfName } from "./names.ts";
import { bare, readerOf, reverseBases, sliceOf, type TestTranscript } from "./slices.ts";

/** Of a gene of one exon on both strands: terms leftmost and rightmost along the transcript, c., p. */
function told(
  leader: string,
  coding: string,
  trailer: string,
  name: string,
  flags = 0,
  phase = 0,
): string[] {
  const mrna = leader + coding + trailer;
  const plus = `CATCATGCAT${mrna}CATGCATCAT`;
  const whole: [number, number] = [11, 10 + mrna.length];
  const cds: [number, number] = [11 + leader.length, 10 + leader.length + coding.length];
  const turn = ([s, e]: [number, number]): [number, number] => [
    plus.length + 1 - e,
    plus.length + 1 - s,
  ];
  const genome = new Map([
    ["1", plus],
    ["2", reverseBases(plus)],
  ]);
  const list: TestTranscript[] = [
    { id: "plus", chrom: "1", strand: 1, exons: [whole], cds: [cds], flags, phase },
    { id: "minus", chrom: "2", strand: -1, exons: [turn(whole)], cds: [turn(cds)], flags, phase },
  ];
  const namer = openNamer(sliceOf(list, genome), readerOf(genome));
  const [on, against] = [0, 1].map((t): Description => {
    const allele = alleleOfName(namer, t, name);
    const found = allele === null ? null : namer.describe(t, allele);
    if (found === null) throw new Error(`${name} is no allele of the gene`);
    return found;
  });
  const shown = (found: Description | undefined, turned: boolean): string[] => {
    const terms = [found?.terms ?? [], found?.otherTerms ?? found?.terms ?? []];
    if (turned) terms.reverse();
    return [
      ...terms.map((own) => own.map((t) => t.replace("_variant", "")).join("&")),
      bare(found?.hgvsc),
      bare(found?.hgvsp),
    ];
  };
  expect(shown(against, true)).toEqual(shown(on, false));
  return shown(on, false);
}

const LEADER = "CCTGCCTGCC";
const BODY = "ATGGCCAAGTGC";

const STOPPED = "stop_gained&inframe_insertion";
const BOTH_LOST = /^stop_lost&start_lost/;

describe("tricky ends", () => {
  it("53: the last base goes, and the next makes the stop again", () => {
    expect(told(LEADER, `${BODY}TAG`, "ACCGTCC", "c.15del")).toEqual([
      "stop_retained",
      "stop_retained",
      "c.15del",
      "p.Ter5=",
    ]);
  });

  it("54: two bases of the stop go", () => {
    expect(told(LEADER, `${BODY}TGA`, "AGCCGTCC", "c.14_15del")).toEqual([
      "stop_retained",
      "stop_retained",
      "c.14_15del",
      "p.Ter5=",
    ]);
  });

  it("56, HV-02: bases on both sides of the start", () => {
    expect(told(`${LEADER}TC`, `${BODY}TAA`, "CCGTCC", "c.-1_2del")).toEqual([
      "start_lost&5_prime_UTR",
      "start_lost&5_prime_UTR",
      "c.-1_2del",
      "p.Met1?",
    ]);
    // The table's REF, GGAT, has a G before the start: the 3' rule (HV-02) leaves c.1_3del and no other name.
    expect(told(`${LEADER}TG`, `${BODY}TAA`, "CCGTCC", "c.-1_2del")).toEqual([
      "start_lost&5_prime_UTR",
      "start_lost&inframe_deletion",
      "c.1_3del",
      "p.Met1?",
    ]);
  });

  it("CD-02: of several methionines one goes, and the start stands", () => {
    const [left, right, ...names] = told(
      `${LEADER}TG`,
      `ATGATG${BODY.slice(3)}TAA`,
      "CCGTCC",
      "c.-1_2del",
    );
    expect(left).toBe("start_retained&5_prime_UTR");
    expect([right, ...names]).toEqual(["inframe_deletion", "c.4_6del", "p.Met2del"]);
  });

  it("57: the last residue goes with bases of the stop, which is there again", () => {
    const [left, right, coding, protein] = told(LEADER, "ATGGCCAAGTCCTGA", "CCGTCC", "c.11_13del");
    expect([left, coding, protein]).toEqual(["inframe_deletion", "c.11_13del", "p.Ser4del"]);
    expect(right).toBe("inframe_deletion&stop_retained");
  });

  it("58: the whole stop codon goes, and another follows", () => {
    const [left, right] = told(LEADER, "ATGGCCAAGTGGTAA", "TAGCC", "c.13_15del");
    expect(`${left} ${right}`).not.toContain("stop_lost");
    expect(`${left} ${right}`).toContain("stop_retained");
  });

  it("58a: into the trailer, with a new stop at the old codon", () => {
    expect(told(LEADER, "ATGGCCAAGGTATAA", "CTCATAGCC", "c.11_*2del")).toEqual([
      "stop_retained&3_prime_UTR",
      "stop_retained&3_prime_UTR",
      "c.11_*2del",
      "",
    ]);
  });

  it("58a: no stop where it stood, behind a first codon that is cut", () => {
    const [coding, name] = ["CGCCGCCAAGGTATAA", "c.15_*2del"];
    expect(told("", coding, "CCGGCC", name, FLAG.cdsStartIncomplete, 1)).toEqual([
      "stop_lost&3_prime_UTR",
      "stop_lost&3_prime_UTR",
      name,
      "",
    ]);
  });

  it("59, HV-07: into the trailer, and no stop is there", () => {
    expect(told(LEADER, "ATGGCCAAGGTATAA", "CTCATGGCCTTGCC", "c.11_*2del")).toEqual([
      "stop_lost&3_prime_UTR",
      "stop_lost&3_prime_UTR",
      "c.11_*2del",
      "",
    ]);
  });

  it.each([
    ["in the last codon", `${BODY.slice(0, 9)}AAATAA`, "c.11_12insGTA", "p.Lys4="],
    ["a copy that makes the stop again", "ATGGCGAAGTGCTAA", "c.6_14dup", "p.Ter5="],
  ])("CD-06, CD-09: a stop put in where the protein ended, %s", (_name, coding, name, protein) => {
    const terms = "inframe_insertion&stop_retained";
    expect(told(LEADER, coding, "CCGTCC", name)).toEqual([terms, terms, name, protein]);
  });

  it("CD-06: the frame shifts behind a stop that stands where it stood", () => {
    expect(told(LEADER, `${BODY}TAA`, "CCGTCC", "c.12_13insTAGC")).toEqual([
      "stop_retained",
      "stop_retained",
      "c.11_14dup",
      "p.Ter5=",
    ]);
  });

  it("CD-02: a stop put in before a start that stands", () => {
    expect(told(LEADER, `${BODY}TAA`, "CCGTCC", "c.1_2insGATAACCCA")).toEqual([
      "5_prime_UTR",
      "start_retained",
      "c.1_2insGATAACCCA",
      "p.Met1=",
    ]);
  });

  it.each([
    ["", "c.2_*1del"],
    [`${LEADER}G`, "c.2_*1del"],
    [`${LEADER}G`, "c.-1_14del"],
    [`${LEADER}G`, "c.-1_*3del"],
  ])("CD-02: over a part of the start and the stop both are lost, %s %s", (leader, name) => {
    const [left, right, , protein] = told(leader, `${BODY}TAA`, "CCGTCC", name);
    expect(left).toMatch(BOTH_LOST);
    expect(right).toMatch(BOTH_LOST);
    expect(protein).toBe("p.0?");
  });

  it.each([
    ["in the stop codon", "c.13_14insCTTAAT", "", "p.Ter5SerextTer1"],
    ["before it", "c.12_13insTCTTAA", "", "p.Ter5SerextTer1"],
    ["two residues more", "c.13_14insCTCCTTAAT", "", "p.Ter5SerextTer2"],
  ])("CD-06, HV-12: a stop behind the old one's place is another: %s", (_at, name, _c, protein) => {
    const [left, right, , p] = told(LEADER, "ATGGCCAAGTGGTAG", "CCGTCC", name);
    const terms = "stop_lost&inframe_insertion";
    expect([left, right, p]).toEqual([terms, terms, protein]);
  });

  it("CD-09: a residue that changes before it is lost with what follows", () => {
    const [left, right, , p] = told(LEADER, "ATGGCCAAGTGGTAG", "CCGTCC", "c.9_10insCTTTAA");
    expect([left, right]).toEqual([STOPPED, STOPPED]);
    expect(p).toBe("p.Lys3_Trp4insLeuTer");
  });

  it("CD-04: of two starts the first counts, where an intron parts the codon", () => {
    const coding = `${BODY}TAA`;
    const intron = "GTAAGTCCATGACTAGCTAGGACTTCTTTTCTTTCAG";
    const plus = `CATCATGCAT${LEADER}${coding[0]}${intron}${coding.slice(1)}CCGTCCCATGCATCAT`;
    const first = 11 + LEADER.length;
    const behind = first + 1 + intron.length;
    const end = behind + coding.length - 2;
    const genome = new Map([["1", plus]]);
    const exons: [number, number][] = [
      [11, first],
      [behind, end + 6],
    ];
    const cds: [number, number][] = [
      [first, first],
      [behind, end],
    ];
    const slice = sliceOf([{ id: "t", chrom: "1", strand: 1, exons, cds }], genome);
    const namer = openNamer(slice, readerOf(genome));
    const of = (fresh: string): string[] => {
      const allele = { chrom: "1", pos: first, ref: "A", alt: `A${fresh}` };
      const found = namer.describe(0, allele);
      // Leftmost it lies before the start.
      return [
        String((found?.otherTerms ?? found?.terms)?.toSorted()),
        bare(found?.hgvsc),
        bare(found?.hgvsp),
      ];
    };
    expect(of("TGCTCA")).toEqual([
      "inframe_insertion,splice_region_variant,start_retained_variant",
      "c.1_1+1insTGCTCA",
      "p.Met1_Ala2insLeuMet",
    ]);
    expect(of("TGCA").slice(0, 2)).toEqual([
      "frameshift_variant,splice_region_variant,start_retained_variant",
      "c.1_1+1insTGCA",
    ]);
    expect(of("CGCTCA")).toEqual([
      "splice_region_variant,start_retained_variant",
      "c.1_1+1insCGCTCA",
      "p.Met1=",
    ]);
  });

  it("64: a base twice in the stop codon: the protein goes on", () => {
    const [left, right, ...names] = told(LEADER, `${BODY}TAA`, "CCGTCTAACC", "c.13dup");
    expect([left, right]).toEqual(["frameshift", "frameshift&stop_lost"]);
    expect(names).toEqual(["c.13dup", "p.Ter5LeuextTer3"]);
  });

  // The mRNA ends with the coding bases, and goes on with as many A as its tail has.
  it.each([
    ["TA", "c.14del", "stop_retained", "stop_retained", "p.Ter5="],
    ["TA", "c.13_14del", "frameshift&stop_lost", "frameshift&stop_lost", "p.Ter5LysextTer?"],
    ["TA", "c.13_14insA", "stop_retained", "", "p.Ter5=", "c.14dup"],
    ["TA", "c.13_14insC", "frameshift&stop_lost", "frameshift&stop_lost", "p.Ter5SerextTer?"],
    ["TA", "c.14A>G", "stop_retained", "stop_retained", "p.Ter5="],
    ["T", "c.12_13insA", "frameshift", "frameshift", "p.Ter5IleextTer?"],
    ["T", "c.12_13insT", "frameshift", "", "p.Ter5LeuextTer?", "c.13dup"],
  ])(
    "a stop that polyadenylation completes, after %s: %s",
    (rest, name, left, right, p, c = name) => {
      expect(told("", `${BODY}${rest}`, "", name, FLAG.stopByPolyA)).toEqual([left, right, c, p]);
    },
  );

  it.each([
    ["c.*1_*2insG", "c.*2dup"],
    ["c.*1_*2insGT", "c.*1_*2dup"],
    ["c.*1_*2insGAAT", "c.14_*2dup"],
    ["c.*1_*2insGG", "c.*1_*2insGG"],
    ["c.*1_*2insGC", "c.*1_*2insGC"],
    ["c.*1_*2insTG", "c.*1_*2insTG"],
  ])("HV-02 a copy of the transcript's last bases is one: %s", (name, expected) => {
    expect(told("", `${BODY}TAA`, "TG", name)[2]).toBe(expected);
  });

  it("a codon that the tail completes has no place on the genome", () => {
    const genome = new Map([["1", `CATCAT${BODY}TACATCAT`]]);
    const exon: [number, number] = [7, 6 + BODY.length + 2];
    const gene = { id: "t", chrom: "1", strand: 1 as const, exons: [exon], cds: [exon] };
    const namer = openNamer(
      sliceOf([{ ...gene, flags: FLAG.stopByPolyA }], genome),
      readerOf(genome),
    );
    const codonAt = (name: string): number[] | undefined => {
      const allele = alleleOfName(namer, 0, name);
      const stands = allele === null ? null : namer.standingOf(0, allele);
      return (stands === null ? null : exonFactsOf(namer, stands))?.codon?.positions;
    };
    expect(codonAt("c.14A>G")).toBeUndefined();
    expect(codonAt("c.12C>G")).toEqual([16, 17, 18]);
  });
});
