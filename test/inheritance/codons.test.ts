/** VCF-53: substitutions of one codon on one chromosome, or not shown to be on two, are flagged. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { DEFAULT_POLICY } from "../../src/core/policy.ts";
import { sharedCodons } from "../../src/inheritance/codons.ts";
import type { Family } from "../../src/pedigree/types.ts";
import type { ConsequenceClass, TranscriptConsequence } from "../../src/vcf/types.ts";
import { analyseHere, rowsOf } from "../helpers/analyse.ts";
import { tempFolder } from "../helpers/temp.ts";
import { OPTIONS, singleton, trio, variant, type VariantSpec } from "../inheritance/helpers.ts";
import { consequence } from "../rank/build.ts";

type Spec = Partial<VariantSpec> & {
  kind?: ConsequenceClass;
  told?: Partial<TranscriptConsequence>;
};

function flagged(specs: Spec[], fam: Family = singleton("female")): string[] {
  const found = specs.map(({ kind = "protein_altering", told = {}, ...spec }, i) => ({
    variant: variant(fam, { calls: ["0/1"], record: i, ...spec }),
    consequence: consequence(kind, told),
    line: new TextEncoder().encode("1\t100\t.\tA\tG"),
  }));
  return [...sharedCodons(found, fam, OPTIONS, DEFAULT_POLICY)].toSorted();
}

const at = (pos: number, over: Spec = {}): Spec => ({ pos, ref: "A", alt: "G", ...over });
const residue = (proteinPosition: string): Spec => ({ told: { proteinPosition } });
const both = ["7:100:A:G", "7:101:A:G"];

describe("which substitutions share a codon", () => {
  it.each<[string, Spec, Spec, boolean]>([
    ["adjacent, codon not known", at(100), at(101), true],
    ["one residue", at(100, residue("12/300")), at(101, residue("12/300")), true],
    ["other residues", at(100, residue("12/300")), at(101, residue("13/300")), false],
    ["a range of residues", at(100, residue("11-12/300")), at(101, residue("12")), true],
    [
      "by HGVS",
      at(100, { told: { hgvsp: "ENSP1:p.Arg12Cys" } }),
      at(101, { told: { hgvsp: "ENSP1:p.(Arg13His)" } }),
      false,
    ],
    [
      "counted on two transcripts",
      at(100, { told: { transcript: "A", proteinPosition: "12" } }),
      at(101, { told: { transcript: "B", proteinPosition: "13" } }),
      true,
    ],
    ["one is synonymous", at(100), at(101, { kind: "synonymous" }), true],
    ["one makes a stop", at(100), at(101, { kind: "lof" }), true],
    ["one lies in the intron", at(100), at(101, { kind: "splice_near" }), false],
    [
      "one is synonymous beside a splice site",
      at(100),
      at(101, {
        kind: "splice_near",
        told: { terms: ["splice_region_variant", "synonymous_variant"] },
      }),
      true,
    ],
    [
      "one is the splice site",
      at(100),
      at(101, { kind: "lof", told: { terms: ["splice_donor_variant"] } }),
      false,
    ],
    ["an insertion", at(100), at(101, { alt: "AG" }), false],
    ["two alleles of one base", at(100), at(100, { alt: "C" }), false],
  ])("%s", (_, a, b, expected) => {
    expect(flagged([a, b]).length).toBe(expected ? 2 : 0);
  });

  it("one residue of one transcript with an intron inside its codon", () => {
    expect(flagged([at(100, residue("12/300")), at(1600, residue("12/300"))])).toHaveLength(2);
    expect(flagged([at(100, residue("12/300")), at(1600, residue("13/300"))])).toEqual([]);
    expect(flagged([at(100, residue("11-12/300")), at(1600, residue("12"))])).toHaveLength(2);
    const apart = ["A", "B"].map((transcript, i) =>
      at(100 + 1500 * i, { told: { transcript, proteinPosition: "12" } }),
    );
    expect(flagged(apart)).toEqual([]);
  });

  it("two bases apart is the most, written with more bases too", () => {
    expect(flagged([at(100), at(102)])).toHaveLength(2);
    expect(flagged([at(100), at(103)])).toEqual([]);
    expect(flagged([at(100), at(101, { ref: "AA", alt: "AG" })])).toHaveLength(2);
  });
});

describe("on which chromosomes they are", () => {
  const ps = { ps: "5" };
  it.each<[string, VariantSpec["calls"], VariantSpec["calls"], boolean]>([
    ["one phase set, one side", [{ gt: "0|1", ...ps }], [{ gt: "0|1", ...ps }], true],
    ["one phase set, two sides", [{ gt: "0|1", ...ps }], [{ gt: "1|0", ...ps }], false],
    ["unphased", ["0/1"], ["0/1"], true],
    ["bare phase", ["0|1"], ["1|0"], true],
    ["one is homozygous", ["1/1"], ["0/1"], true],
    ["both are", ["1/1"], ["1/1"], true],
  ])("%s", (_, a, b, expected) => {
    const found = flagged([at(100, { calls: a }), at(101, { calls: b })]);
    expect(found).toEqual(expected ? both : []);
  });

  it.each<[string, VariantSpec["calls"], VariantSpec["calls"], boolean]>([
    ["both from the mother", ["0/1", "0/1", "0/0"], ["0/1", "0/1", "0/0"], true],
    ["one from each parent", ["0/1", "0/1", "0/0"], ["0/1", "0/0", "0/1"], false],
    ["both new", ["0/1", "0/0", "0/0"], ["0/1", "0/0", "0/0"], true],
  ])("%s", (_, a, b, expected) => {
    const found = flagged([at(100, { calls: a }), at(101, { calls: b })], trio("female"));
    expect(found).toEqual(expected ? both : []);
  });

  it("a son's X is one chromosome", () => {
    const x = (pos: number) => at(pos, { locus: "x", calls: ["1"] });
    expect(flagged([x(100), x(101)], singleton("male"))).toHaveLength(2);
  });
});

describe("by any annotator", () => {
  const folder = tempFolder();
  const vep =
    '##INFO=<ID=CSQ,Number=.,Type=String,Description="Consequence annotations from Ensembl VEP. Format: Allele|Consequence|IMPACT|SYMBOL|Feature_type|Feature|BIOTYPE|Protein_position">';
  const ann =
    "##INFO=<ID=ANN,Number=.,Type=String,Description=\"Functional annotations: 'Allele | Annotation | Annotation_Impact | Gene_Name | Gene_ID | Feature_Type | Feature_ID | Transcript_BioType | Rank | HGVS.c | HGVS.p | cDNA.pos / cDNA.length | CDS.pos / CDS.length | AA.pos / AA.length | Distance | ERRORS / WARNINGS / INFO'\">";
  const bcsq =
    '##INFO=<ID=BCSQ,Number=.,Type=String,Description="Haplotype-aware consequence annotation from BCFtools/csq, see http://samtools.github.io/bcftools/howtos/csq-calling.html for details. Format: Consequence|gene|transcript|biotype|strand|amino_acid_change|dna_change">';
  const snpEff = (n: number) =>
    `ANN=G|missense_variant|MODERATE|GENE1|ENSG1|transcript|ENST1|protein_coding|1/1|c.1A>G|p.Lys${n}Arg|1/900|1/900|${n}/300||`;
  const one = (amino: string, change: string) =>
    `BCSQ=missense|GENE1|ENST1|protein_coding|+|${amino}|${change}`;
  it.each<[string, string, string, string, boolean]>([
    ["vep", vep, vepOf("12/300"), vepOf("12/300"), true],
    ["vep2", vep, vepOf("12/300"), vepOf("13/300"), false],
    ["snpeff", ann, snpEff(12), snpEff(12), true],
    ["snpeff2", ann, snpEff(12), snpEff(13), false],
    ["bcsq", bcsq, one("12K>12R", "1500A>G"), one("12K>12E", "1501A>G"), true],
    ["bcsq2", bcsq, one("12K>12R", "1500A>G"), one("13K>13E", "1501A>G"), false],
    // bcftools csq has read both as one: nothing is left to warn of.
    ["bcsq3", bcsq, one("12K>12G", "1500A>G+1501A>G"), "BCSQ=@1500", false],
    ["bcsq4", bcsq, one("12KK>12GE", "1500A>G+1501A>G+1503A>T"), "BCSQ=@1500", false],
  ])("%s", async (name, header, first, second, expected) => {
    const path = join(folder, `${name}.vcf`);
    const call = "GT:AD:DP:GQ:PS\t0|1:20,20:40:99:5";
    const lines = [first, second].map(
      (info, i) => `1\t${1500 + i}\t.\tA\tG\t50\tPASS\t${info}\t${call}`,
    );
    // Records around them, so that both are read together.
    const around = (pos: number) => `1\t${pos}\t.\tA\tG\t50\tPASS\t.\tGT\t0/0`;
    const text = [
      "##fileformat=VCFv4.2",
      "##reference=GRCh38",
      "##contig=<ID=1,length=248956422>",
      header,
      '##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">',
      "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tC",
      around(1400),
      ...lines,
      around(1600),
      "",
    ];
    writeFileSync(path, text.join("\n"));
    const found = await analyseHere({ vcfs: [path], genes: ["GENE1"], sex: { "": "female" } });
    const rows = rowsOf(found.text);
    expect(new Set(rows.map(({ pos }) => pos))).toEqual(new Set(["1500", "1501"]));
    for (const { flags = "" } of rows)
      expect(flags.split(";").includes("possible_MNV_codon")).toBe(expected);
  });

  function vepOf(place: string): string {
    return `CSQ=G|missense_variant|MODERATE|GENE1|Transcript|ENST1|protein_coding|${place}`;
  }
});
