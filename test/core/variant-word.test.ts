import { describe, expect, it } from "vitest";
import { parseVariantWord } from "../../src/core/variant-word.ts";

describe("a variant as people write it", () => {
  it.each([
    ["2:166054782:G:A", "2:166054782:G:A"],
    ["chr2:5:g:a", "chr2:5:G:A"],
    ["2-166054782-G-A", "2:166054782:G:A"],
    ["chr2-166054782-g-a", "chr2:166054782:G:A"],
    ["chrX:18,601,178 CA>C", "chrX:18601178:CA:C"],
    ["2:166054782 G>A", "2:166054782:G:A"],
    ["2:166054782G>A", "2:166054782:G:A"],
    ["2:g.166054782G>A", "2:166054782:G:A"],
    ["NC_000002.12:g.166054782G>A", "NC_000002.12:166054782:G:A"],
    ["2_166054782_G_A", "2:166054782:G:A"],
    ["2-166054782-G-*", "2:166054782:G:*"],
    ["1:5:A:<DEL>", "1:5:A:<DEL>"],
  ])("%s is %s", (text, allele) =>
    expect(parseVariantWord(text)).toEqual({ kind: "allele", text: allele }),
  );

  it.each([
    ["SCN1A:c.2134C>T", "SCN1A", "c.2134C>T"],
    ["SCN1A c.2134C>T", "SCN1A", "c.2134C>T"],
    ["NM_001165963.4(SCN1A):c.2134C>T", "NM_001165963.4", "c.2134C>T"],
    ["ENST00000674923.1:c.-5+1_-5+2delGT", "ENST00000674923.1", "c.-5+1_-5+2delGT"],
    ["ENST00000674923.1_7:c.5del", "ENST00000674923.1", "c.5del"],
    ["SCN1A:p.(Arg712Ter)", "SCN1A", "p.(Arg712Ter)"],
    ["NC_000002.12(NM_001165963.4):c.264+1G>A", "NM_001165963.4", "c.264+1G>A"],
  ])("%s is HGVS", (text, of, change) =>
    expect(parseVariantWord(text)).toEqual({ kind: "hgvs", text, of, change }),
  );

  it.each([
    ["m.3243A>G", "MT", "m.3243A>G"],
    ["NC_012920.1:m.3243A>G", "MT", "m.3243A>G"],
    ["NC_000017.11:g.43045712_43045713del", "NC_000017.11", "g.43045712_43045713del"],
    ["chr17:g.43045712dup", "chr17", "g.43045712dup"],
  ])("%s is told along a chromosome", (text, contig, change) =>
    expect(parseVariantWord(text)).toEqual({ kind: "genomic", text, contig, change }),
  );

  it.each([
    ["chr17:43045712", "chr17"],
    ["17:43,045,712", "17"],
    ["17-43045712", "17"],
    ["17 43045712", "17"],
    ["NC_000017.11:43045712", "NC_000017.11"],
    ["NC_000017.11:g.43045712", "NC_000017.11"],
  ])("%s is a place", (text, contig) =>
    expect(parseVariantWord(text)).toEqual({ kind: "place", text, contig, pos: 43045712 }),
  );

  it.each(["g.5del", "SCN1A:g.5del", "NG_011793.1:g.5del"])("%s names no chromosome", (text) =>
    expect(() => parseVariantWord(text)).toThrow(/chromosome/),
  );

  it("an rsID is one in any case, and a symbol is a gene", () => {
    expect(parseVariantWord("RS123")).toEqual({ kind: "id", text: "rs123" });
    for (const gene of ["SCN1A", "HGNC:10585", "MT-TL1", "HLA-A", "AC012345.1", "C9orf72"])
      expect(parseVariantWord(gene)).toEqual({ kind: "gene", text: gene });
  });

  it.each([
    "",
    "x.vcf",
    "a/b",
    "1:0:A:T",
    "1:5:A",
    "1-5-A",
    "2:5:A:Q",
    "c.5A>T",
    "p.Arg5Ter",
    "rs",
    "-",
    "NM_001165963.4",
    "ENST00000674923",
  ])("%j is refused with the forms, or is no allele", (text) => {
    if (text === "rs") return expect(parseVariantWord(text).kind).toBe("gene");
    expect(() => parseVariantWord(text)).toThrow(`'${text}'`);
  });

  it.each(["NC_001807.4", "NC_012920.2", "NC_000002.12", "AF347015.1"])(
    "m. of %s is refused: another sequence has other positions",
    (of) =>
      expect(() => parseVariantWord(`${of}:m.3243A>G`)).toThrow(
        `${of} is not the mitochondrial sequence of GRCh37 and GRCh38`,
      ),
  );

  it.each(["NC_012920.1", "J01415.2", "chrM", "MT-TL1"])("m. of %s is read", (of) =>
    expect(parseVariantWord(`${of}:m.3243A>G`)).toMatchObject({
      contig: "MT",
      change: "m.3243A>G",
    }),
  );
});
