import { describe, expect, it } from "vitest";
import { CHROMOSOMES } from "../../src/core/assembly.ts";
import { openEngine } from "../../src/effect/engine.ts";
import { FLAG } from "../../src/effect/flags.ts";
import { classRank, MARK, placementMatters, TERM, termNames } from "../../src/effect/term-bits.ts";
import { idsOf } from "../../src/effect/names.ts";
import { bare, sliceOf } from "./slices.ts";
import { smallGene, toldOf } from "./small-gene.ts";

const namer = smallGene();

/** Short words of the terms, sorted. */
function terms(name: string, of = namer): string {
  return toldOf(of, name)
    .terms.map((t) => t.replace("_variant", ""))
    .toSorted()
    .join(" ");
}

describe("zones of splicing, on both strands", () => {
  it.each([
    ["c.21A>C", "missense splice_region"],
    ["c.20A>G", "missense"],
    ["c.23+1G>A", "splice_donor"],
    ["c.23+2T>A", "splice_donor"],
    ["c.23+3A>C", "intron splice_donor_region"],
    ["c.23+4A>C", "intron splice_donor_region"],
    ["c.23+5G>A", "intron splice_donor_5th_base"],
    ["c.23+6T>A", "intron splice_donor_region"],
    ["c.23+7C>A", "intron splice_region"],
    ["c.23+8C>G", "intron splice_region"],
    ["c.23+9A>G", "intron"],
    ["c.24-18A>T", "intron"],
    ["c.24-17G>A", "intron splice_polypyrimidine_tract"],
    ["c.24-9C>A", "intron splice_polypyrimidine_tract"],
    ["c.24-8T>A", "intron splice_polypyrimidine_tract splice_region"],
    ["c.24-3C>A", "intron splice_polypyrimidine_tract splice_region"],
    ["c.24-2A>C", "splice_acceptor"],
    ["c.24-1G>A", "splice_acceptor"],
    ["c.26A>C", "missense splice_region"],
    ["c.27C>T", "synonymous"],
  ])("%s", (name, expected) => {
    expect(terms(name)).toBe(expected);
  });

  it.each([
    ["c.23_23+1insC", "frameshift splice_region stop_gained"],
    ["c.23+1_23+2insC", "splice_donor"],
    ["c.23+2_23+3insC", "intron splice_region"],
    ["c.23+4_23+5insC", "intron splice_donor_region"],
    ["c.23+8_23+9insG", "intron"],
    ["c.24-2_24-1insT", "splice_acceptor"],
    ["c.24-1_24insA", "frameshift splice_region stop_gained"],
  ])("CD-03: insertion %s", (name, expected) => {
    expect(terms(name)).toBe(expected);
  });

  it.each([
    ["c.23_23+1del", "coding_sequence splice_donor"],
    ["c.24-1_24del", "coding_sequence splice_acceptor"],
    [
      "c.24-20_35+20del",
      "coding_sequence intron splice_acceptor splice_donor splice_donor_5th_base",
    ],
    ["c.-11_*14del", "transcript_ablation"],
  ])("span %s", (name, expected) => {
    expect(terms(name)).toBe(expected);
  });
});

describe("coding bases", () => {
  it.each([
    ["c.-1C>A", "5_prime_UTR"],
    ["c.*1G>A", "3_prime_UTR"],
    ["c.1A>G", "start_lost"],
    ["c.3G>T", "start_lost"],
    ["c.11G>A", "stop_gained"],
    ["c.6T>C", "synonymous"],
    ["c.40T>C", "stop_lost"],
    ["c.41A>G", "stop_retained"],
    ["c.5_8delinsTAGC", "missense"],
    ["c.10_12delinsTAA", "stop_gained"],
    ["c.8del", "frameshift"],
    ["c.7_9del", "inframe_deletion"],
    ["c.7_8insCCC", "protein_altering"],
    ["c.9_10insTAACCC", "inframe_insertion stop_gained"],
    ["c.5_11delinsGGGG", "protein_altering"],
    ["c.-1_2del", "5_prime_UTR start_lost"],
    ["c.41_*2del", "3_prime_UTR stop_lost"],
    ["c.2del", "frameshift start_lost"],
  ])("CD-05: %s", (name, expected) => {
    expect(terms(name)).toBe(expected);
  });

  it("an incomplete start is no start, and a cut codon is no codon", () => {
    const open = smallGene({ flags: FLAG.cdsStartIncomplete });
    expect(terms("c.1A>G", open)).toBe("missense");
    expect(terms("c.-1_2del", open)).toBe("5_prime_UTR coding_sequence");
    const cut = smallGene({ phase: 2, flags: FLAG.cdsStartIncomplete });
    expect(terms("c.2T>G", cut)).toBe("coding_sequence");
  });

  it("no coding terms without phases that follow; decay's transcripts are named", () => {
    expect(terms("c.11G>A", smallGene({ flags: FLAG.phaseConflict }))).toBe("coding_sequence");
    expect(terms("c.11G>A", smallGene({ biotype: "nonsense_mediated_decay" }))).toBe(
      "NMD_transcript stop_gained",
    );
  });
});

describe("what is not known is not synonymous", () => {
  const { columns } = sliceOf(
    [
      {
        id: "t",
        chrom: "1",
        strand: 1,
        exons: [[101, 160]],
        cds: [[101, 160]],
      },
    ],
    new Map([["1", "N".repeat(300)]]),
  );
  const engine = openEngine(columns);
  const packed = (ref: string, alt: string): number => {
    const effects = engine.consequencesOf(0, 110, ref, alt);
    return effects.count === 1 ? (effects.left[0] ?? 0) : 0;
  };

  it("without sequence single bases are coding, frameshifts are still frameshifts", () => {
    expect(termNames(packed("A", "C"))).toEqual(["coding_sequence_variant"]);
    expect(packed("A", "C") & MARK.sequenceMissing).not.toBe(0);
    expect(termNames(packed("A", "AC"))).toEqual(["frameshift_variant"]);
    expect(termNames(packed("AAAA", "A"))).toEqual(["coding_sequence_variant"]);
  });

  it("another REF than the sequence's is told, and nothing is read from it", () => {
    const t = idsOf(namer.slice.names).indexOf("plus");
    const start = namer.slice.columns.cdsStart[t] ?? 0;
    const effects = namer.engine.consequencesOf(0, start + 3, "T", "C");
    expect(effects.count).toBe(1);
    expect(termNames(effects.left[0] ?? 0)).toEqual(["coding_sequence_variant"]);
    expect((effects.left[0] ?? 0) & MARK.referenceDiffers).not.toBe(0);
    const named = namer.describe(t, { chrom: "1", pos: start + 3, ref: "T", alt: "C" });
    expect(named).toMatchObject({ hgvsc: null, flags: ["reference_differs"] });
  });

  it("other kinds of alleles have no effects here", () => {
    for (const alt of ["<DEL>", "*", "A[1:5["]) expect(packed("A", alt)).toBe(0);
  });
});

describe("GX-10 a gap of the alignment", () => {
  it.each([
    ["a stop before it", "c.5del", "p.Ala2ValfsTer5"],
    ["a stop behind it", "c.5_6del", null],
    ["a stop at once", "c.4_5del", "p.Ala2Ter"],
    ["a new stop", "c.11G>A", "p.Trp4Ter"],
    ["a residue before it", "c.20A>T", "p.Lys7Ile"],
    ["a codon that it parts", "c.22C>T", null],
    ["residues that go", "c.7_9del", "p.Glu3del"],
    ["the start codon", "c.1A>G", "p.Met1?"],
  ])("the protein's name only if no base behind it matters: %s", (_what, name, protein) => {
    // The gap may lie in an exon, or between two: then in the intron.
    for (const gapBefore of [0, 24]) {
      const told = toldOf(smallGene({ gapExon: 1, gapBefore, flags: FLAG.gapped }), name);
      expect([bare(told.hgvsc), told.hgvsp === null ? null : bare(told.hgvsp)]).toEqual([
        name,
        protein,
      ]);
    }
  });
});

describe("places of an indel", () => {
  it("any way of writing it gives the same", () => {
    const t = idsOf(namer.slice.names).indexOf("plus");
    const start = namer.slice.columns.cdsStart[t] ?? 0;
    const chrom = CHROMOSOMES.indexOf("1");
    // TTTC: one T of three goes.
    const rows = [
      [start + 11, "GT", "G"],
      [start + 12, "TT", "T"],
      [start + 13, "TT", "T"],
      [start + 10, "GGTTTC", "GGTTC"],
    ].map(([pos, ref, alt]) => {
      const effects = namer.engine.consequencesOf(chrom, Number(pos), String(ref), String(alt));
      const allele = { chrom: "1", pos: Number(pos), ref: String(ref), alt: String(alt) };
      return [effects.left[0], effects.right[0], bare(namer.describe(t, allele)?.hgvsc)];
    });
    expect(new Set(rows.map(String)).size).toBe(1);
    expect(rows[0]?.[2]).toBe("c.15del");
  });

  it("ranks and compares what two places say", () => {
    const { donor, splice, synonymous } = {
      donor: TERM.donor,
      splice: TERM.spliceRegion | TERM.intron,
      synonymous: TERM.synonymous,
    };
    expect([donor, splice, synonymous, 0].map(classRank)).toEqual([0, 2, 4, 5]);
    expect(placementMatters(donor, TERM.frameshift)).toBe(true);
    expect(placementMatters(splice, TERM.spliceRegion)).toBe(false);
  });
});
