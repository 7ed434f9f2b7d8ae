/** Events whose ends are of two classes of loci: how each person carries them at either (SVE-11). */
import { describe, expect, it } from "vitest";
import { effectsOf, seenAt } from "../../src/structural/index.ts";
import type { GenomicEvent, KnownGenes } from "../../src/structural/types.ts";
import type { Sex } from "../../src/pedigree/types.ts";
import { tempFolder } from "../helpers/temp.ts";
import { only, read, said } from "./vcf.ts";

const folder = tempFolder();

const gene = (chrom: string, start: number, end: number): KnownGenes => ({
  extents: [
    {
      gene: { symbol: "GENE1", hgncId: null, ensemblGene: null, ncbiGene: null },
      chrom,
      start,
      end,
    },
  ],
  reporting: [],
  promoterLength: 500,
});

async function eventOf(row: string, sex: Sex): Promise<GenomicEvent> {
  return only(await read(folder, { rows: [row] }, { sex }));
}

/** Class and call of the only person, as the gene of a place sees them. */
function inGene(event: GenomicEvent, known: KnownGenes): string {
  const [effect] = effectsOf(event, null, known);
  const seen = seenAt(event, effect?.at);
  const [call] = seen.calls;
  return `${seen.locus} ${said(call)} ${call?.expected}`;
}

describe("a breakend", () => {
  const bnd = (chrom: string, pos: number, alt: string, gt = "0/1"): string =>
    `${chrom} ${pos} . N ${alt} . PASS SVTYPE=BND GT ${gt}`;

  it.each<[string, string, Sex, string, string]>([
    ["X", bnd("20", 5000, "N[X:40000000["), "male", "x carrier:unknown 1", "20"],
    ["X, one allele", bnd("20", 5000, "N[X:40000000[", "1"), "male", "x carrier:hemi 1", "20"],
    ["X", bnd("20", 5000, "N[X:40000000["), "female", "x carrier:het 2", "20"],
    ["X, from there", bnd("X", 40_000_000, "]20:5000]N"), "male", "x carrier:unknown 1", "20"],
    ["Y", bnd("20", 5000, "N[Y:40000000["), "male", "y carrier:unknown 1", "20"],
    ["Y", bnd("20", 5000, "N[Y:40000000["), "female", "y unknown 0", "20"],
    ["MT", bnd("20", 5000, "N[MT:4000["), "female", "mt carrier:het null", "20"],
  ])("of 20 and %s: %s, %s", async (name, row, sex, there, other) => {
    const event = await eventOf(row, sex);
    const chrom = name.split(",")[0] ?? "";
    const pos = chrom === "MT" ? 4000 : 40_000_000;
    expect(inGene(event, gene(chrom, pos - 100, pos + 100))).toBe(there);
    expect(inGene(event, gene(other, 4900, 5100))).toMatch(/^autosome carrier:\S+ 2$/);
  });

  it("of two autosomes, or in a pseudoautosomal region, is the same at both", async () => {
    expect((await eventOf(bnd("2", 5000, "N[3:9000["), "male")).elsewhere).toBeUndefined();
    const par = await eventOf(bnd("2", 5000, "N[X:1000000["), "male");
    expect(inGene(par, gene("X", 999_000, 1_001_000))).toBe("par carrier:het 2");
  });
});

describe("a deletion out of a pseudoautosomal region of X", () => {
  const row = "X 2700000 . N <DEL> . PASS SVTYPE=DEL;END=2900000 GT:CN 1/1:0";
  it("takes two copies of what lies inside of it from a man, and one of what lies outside", async () => {
    const event = await eventOf(row, "male");
    expect(event.locus).toBe("x");
    expect(inGene(event, gene("X", 2_710_000, 2_720_000))).toBe("par carrier:hom 2");
    expect(inGene(event, gene("X", 2_850_000, 2_860_000))).toBe("x carrier:hemi 1");
  });
});
