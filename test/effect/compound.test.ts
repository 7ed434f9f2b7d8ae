// Alleles of one chromosome that are read together, on both strands of a made-up gene.
import { describe, expect, it, vi } from "vitest";
import { compoundsOf } from "../../src/effect/compound.ts";
import { idsOf } from "../../src/effect/names.ts";
import { alleleOfName } from "./names.ts";
import { smallGene } from "./small-gene.ts";
import { bare } from "./slices.ts";

const namer = smallGene();
type InCis = (a: number, b: number) => boolean | null;

/** Which of the names go together, and what they do then. */
function together(names: string[], inCis: InCis = () => true): string[] {
  const [plus, minus] = ["plus", "minus"].map((id) => {
    const t = idsOf(namer.slice.names).indexOf(id);
    const alleles = names.map((name) => {
      const allele = alleleOfName(namer, t, name);
      if (allele === null) throw new Error(`${name} is no allele of the gene`);
      return allele;
    });
    return compoundsOf(namer, t, alleles, inCis).map(({ members, effect }) => {
      if (effect === null) return `${members.join("+")} ?`;
      // The exons are short.
      const terms = effect.terms.filter((term) => term !== "splice_region_variant");
      return [members.join("+"), bare(effect.hgvsc), bare(effect.hgvsp), terms.join()].join(" ");
    });
  });
  expect(minus).toEqual(plus);
  return plus ?? [];
}

describe("HP-02: alleles in cis", () => {
  it("a stop of the one is no stop with the other", () => {
    expect(together(["c.19A>T", "c.20A>C"])).toEqual([
      "0+1 c.[19A>T;20A>C] p.Lys7Ser missense_variant",
    ]);
  });

  it("two other residues make a stop", () => {
    expect(together(["c.27C>G", "c.25G>T"])).toEqual(["1+0 c.[25G>T;27C>G] p.Asp9Ter stop_gained"]);
  });

  it("a frame is restored", () => {
    expect(together(["c.25del", "c.34dup"])).toEqual([
      "0+1 c.[25del;34dup] p.Asp9_Cys11delinsThrThrAla missense_variant",
    ]);
  });

  it("what lies between is read with them, where it is on their chromosome", () => {
    const three = ["c.25del", "c.29A>G", "c.34dup"];
    expect(together(three)).toEqual([
      "0+1+2 c.[25del;29A>G;34dup] p.Asp9_Cys11delinsThrAlaAla missense_variant",
    ]);
    const apart: InCis = (a, b) => a !== 1 && b !== 1;
    expect(together(three, apart)).toEqual([
      "0+2 c.[25del;34dup] p.Asp9_Cys11delinsThrThrAla missense_variant",
    ]);
    expect(together(three, (a, b) => (a === 1 || b === 1 ? null : true))).toEqual(["0+2 ?"]);
  });

  it("three of one codon are one change", () => {
    expect(together(["c.19A>G", "c.20A>C", "c.21A>T"])).toEqual([
      "0+1+2 c.[19A>G;20A>C;21A>T] p.Lys7Ala missense_variant",
    ]);
  });

  it("residues are put into a codon whose base is another", () => {
    expect(together(["c.26_27insGGGAGG", "c.26A>C"])).toEqual([
      "1+0 c.[26A>C;26_27insGGGAGG] p.Asp9delinsAlaGlyGly protein_altering_variant",
    ]);
  });

  it("three shifts restore a frame that no two of them do", () => {
    expect(together(["c.25del", "c.29del", "c.33del"])).toEqual([
      "0+1+2 c.[25del;29del;34del] p.Asp9_Cys11delinsThrLeu protein_altering_variant",
    ]);
  });

  it.each<[string, string[], InCis | undefined]>([
    ["it is open which", ["c.19A>T", "c.20A>C"], () => null],
    ["one base twice", ["c.19A>T", "c.19A>C"], undefined],
    ["two exons", ["c.20del", "c.34dup"], undefined],
  ])("marked, without a name: %s", (_, names, inCis) => {
    expect(together(names, inCis)).toEqual(["0+1 ?"]);
  });

  it("a third change of the codon whose chromosome is open: no name for the other two", () => {
    const three = ["c.19A>G", "c.20A>C", "c.21A>T"];
    const open: InCis = (_, b) => (b === 2 ? null : true);
    expect(together(three, open)).toEqual(["0+1+2 ?"]);
    expect(together(three, (_, b) => b !== 2)).toEqual([
      "0+1 c.[19A>G;20A>C] p.Lys7Ala missense_variant",
    ]);
  });

  it("what is on both chromosomes goes with what is on either", () => {
    const three = ["c.19A>G", "c.19A>C", "c.20A>C"];
    // Of two the first lies opposite the second, and the third is homozygous.
    const opposite: InCis = (a, b) => !(a === 0 && b === 1);
    expect(together(three, opposite)).toEqual([
      "0+2 c.[19A>G;20A>C] p.Lys7Ala missense_variant",
      "1+2 c.[19A>C;20A>C] p.Lys7Pro missense_variant",
    ]);
    const four = ["c.19A>G", "c.21A>T", "c.20A>C"];
    expect(together(four, opposite)).toEqual([
      "0+2 c.[19A>G;20A>C] p.Lys7Ala missense_variant",
      "2+1 c.[20A>C;21A>T] p.Lys7Thr missense_variant",
    ]);
    const shifts = ["c.25del", "c.26del", "c.34dup"];
    expect(together(shifts, opposite)).toHaveLength(2);
    // Which of the two goes with the third is open.
    expect(together(three, (a, b) => (a === 0 && b === 1 ? false : null))).toEqual([
      "0+2 ?",
      "1+2 ?",
    ]);
  });

  it.each<[string, string[], InCis | undefined]>([
    ["two chromosomes", ["c.19A>T", "c.20A>C"], () => false],
    ["two codons", ["c.19A>T", "c.22C>A"], undefined],
    ["the frame stays shifted", ["c.25del", "c.28del"], undefined],
    ["an intron's base", ["c.35G>A", "c.35+1G>A"], undefined],
  ])("not: %s", (_, names, inCis) => {
    expect(together(names, inCis)).toEqual([]);
  });

  it.each([
    [["c.19A>T", "c.22C>A"], 0],
    [["c.22C>A", "c.19A>T", "c.35+1G>A"], 0],
    [["c.21A>T", "c.22C>A"], 2],
    [["c.19A>T", "c.34dup"], 2],
  ])("what is too far apart for one codon is not read: %s", (names, read) => {
    const t = idsOf(namer.slice.names).indexOf("minus");
    const alleles = names.flatMap((name) => alleleOfName(namer, t, name) ?? []);
    const standingOf = vi.fn<typeof namer.standingOf>(namer.standingOf);
    expect(compoundsOf({ ...namer, standingOf }, t, alleles, () => true)).toEqual([]);
    expect(standingOf).toHaveBeenCalledTimes(read);
  });
});
