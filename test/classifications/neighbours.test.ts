// PS1 and PM5: which other alleles of the codon ClinVar knows, by VEP's codon or by protein change.
import { mkdtempSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { changed, codonOf } from "../../src/classifications/codon.ts";
import { aminoAcid } from "../../src/core/genetic-code.ts";
import {
  around,
  geneCounts,
  importClinVar,
  lookUp,
  pathogenicIn,
  Snapshot,
} from "../../src/classifications/index.ts";
import { openStore } from "../../src/store/index.ts";
import { tempFolder } from "../helpers/temp.ts";
import { CSQ_COLUMNS } from "../helpers/vcf-text.ts";

const folder = tempFolder();

describe("a codon on the genome", () => {
  it.each([
    ["ATG", "M"],
    ["TAA", "*"],
    ["TGA", "*"],
    ["TGG", "W"],
    ["CGT", "R"],
    ["AG", null],
    ["ANG", null],
  ])("%s is %s", (bases, letter) => {
    expect(aminoAcid(bases)).toBe(letter);
  });

  it.each([
    [
      "forwards",
      "cGt/cAt",
      { pos: 101, ref: "G", alt: "A" },
      { bases: "CGT", positions: [100, 101, 102] },
    ],
    [
      "backwards",
      "cGt/cAt",
      { pos: 101, ref: "C", alt: "T" },
      { bases: "CGT", positions: [102, 101, 100] },
    ],
    [
      "two bases",
      "CGt/AAt",
      { pos: 100, ref: "CG", alt: "AA" },
      { bases: "CGT", positions: [100, 101, 102] },
    ],
    [
      "two bases backwards",
      "CGt/AAt",
      { pos: 101, ref: "CG", alt: "TT" },
      { bases: "CGT", positions: [102, 101, 100] },
    ],
    ["alike on both strands", "CGt/TAt", { pos: 100, ref: "CG", alt: "TA" }, null],
    ["another base", "cGt/cAt", { pos: 101, ref: "A", alt: "T" }, null],
    ["not a codon", "cG/cA", { pos: 101, ref: "G", alt: "A" }, null],
    ["nothing", "", { pos: 101, ref: "G", alt: "A" }, null],
  ] as const)("%s", (_name, text, allele, expected) => {
    expect(codonOf(text, allele)).toEqual(expected);
  });

  it("another allele in it, refused where the reference differs or it lies outside", () => {
    const codon = { bases: "CGT", positions: [102, 101, 100] } as const;
    expect(changed(codon, { pos: 102, ref: "G", alt: "A" })).toBe("TGT");
    expect(changed(codon, { pos: 100, ref: "A", alt: "C" })).toBe("CGG");
    expect(changed(codon, { pos: 100, ref: "C", alt: "G" })).toBeNull();
    expect(changed(codon, { pos: 103, ref: "A", alt: "C" })).toBeNull();
    expect(changed(codon, { pos: 102, ref: "GA", alt: "G" })).toBeNull();
  });
});

async function snapshot(records: readonly string[], head: readonly string[] = []) {
  const dir = mkdtempSync(join(folder, "n-"));
  const path = join(dir, "c.vcf");
  const top = ["##fileformat=VCFv4.1", "##fileDate=20260226", "##reference=GRCh38", ...head];
  const columns = "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO";
  writeFileSync(path, `${[...top, columns, ...records].join("\n")}\n`);
  const store = openStore(join(dir, "store"));
  const asked = { release: undefined, assembly: undefined, now: new Date(0) };
  return Snapshot.open(store.pathOf((await importClinVar(store, path, asked)).entry));
}

const record = (pos: number, change: string, significance: string, more = ""): string =>
  `1\t${pos}\t${pos}\t${change.replace(">", "\t")}\t.\t.\tGENEINFO=G1:1;CLNREVSTAT=criteria_provided,_single_submitter;CLNSIG=${significance}${more}`;
const MISSENSE = ";MC=SO:0001583|missense_variant";

describe("around an allele", () => {
  // CGT (Arg) at 100 to 102, forwards; the candidate is 101 G>A (His).
  const asked = {
    allele: { chrom: "1", pos: 101, ref: "G", alt: "A" },
    names: ["G1"],
    change: { residue: 34, from: "R", to: "H" },
    codons: "cGt/cAt",
  };

  it("PS1, PM5: the codon's missense, of this gene, germline; not itself, not synonymous", async () => {
    const clinvar = await snapshot([
      record(100, "C>A", "Pathogenic", MISSENSE),
      record(101, "G>A", "Pathogenic", MISSENSE),
      record(101, "G>C", "Likely_pathogenic", MISSENSE),
      record(101, "GT>AC", "Pathogenic", MISSENSE),
      record(102, "T>C", "Benign", ";MC=SO:0001819|synonymous_variant"),
      record(100, "C>G", "Pathogenic", MISSENSE).replace("G1:1", "G2:2"),
      record(100, "C>T", "Pathogenic", `${MISSENSE};ORIGIN=2`),
      record(103, "A>C", "Pathogenic", MISSENSE),
      // At the same base, of more than one.
      record(101, "G>GT", "Pathogenic"),
      record(101, "GT>G", "Pathogenic"),
    ]);
    const { codon, base, nearbyMissense, release } = around(clinvar, asked);
    expect(release).toBe("2026-02-26");
    expect(codon?.map((n) => [n.key, n.significance, n.stars, n.substitution?.to])).toEqual([
      ["1:100:C:A", "P", 1, "S"],
      ["1:101:G:C", "LP", 1, "P"],
      ["1:101:GT:AC", "P", 1, "H"],
    ]);
    expect(base?.map((n) => n.key)).toEqual(["1:101:G:C"]);
    expect(nearbyMissense).toEqual({ pathogenic: 4, benign: 0 });
  });

  it("a record that names no gene counts for the gene that is asked for", async () => {
    const clinvar = await snapshot([
      record(100, "C>A", "Pathogenic", MISSENSE).replace("GENEINFO=G1:1;", ""),
    ]);
    expect(around(clinvar, asked).codon?.map((n) => n.key)).toEqual(["1:100:C:A"]);
  });

  it("a release with protein changes finds the codon across an intron", async () => {
    const csq = (symbol: string, change: string): string =>
      `;CSQ=${CSQ_COLUMNS.map((name) => ({ Allele: "T", Consequence: "missense_variant", IMPACT: "MODERATE", SYMBOL: symbol, Gene: "ENSG1", Feature_type: "Transcript", Feature: "ENST1", BIOTYPE: "protein_coding", HGVSp: `ENSP1:p.${change}` })[name as string] ?? "").join("|")}`;
    const clinvar = await snapshot(
      [
        record(5000, "C>T", "Pathogenic", csq("G1", "Arg34Cys")),
        record(5001, "C>T", "Pathogenic", csq("G1", "Arg35Cys")),
        record(5002, "C>T", "Pathogenic", csq("G2", "Arg34Cys")),
      ],
      [
        `##INFO=<ID=CSQ,Number=.,Type=String,Description="Consequence annotations from Ensembl VEP. Format: ${CSQ_COLUMNS.join("|")}">`,
      ],
    );
    const { codon } = around(clinvar, { ...asked, codons: "" });
    expect(around(clinvar, { ...asked, codons: "", names: ["g1"] }).codon).toEqual(codon);
    expect(codon).toMatchObject([
      { key: "1:5000:C:T", substitution: { residue: 34, from: "R", to: "C" } },
    ]);
  });

  it("PV-08 the gene model's codon, across an intron and by the chromosome's code", async () => {
    const clinvar = await snapshot([
      record(102, "T>C", "Pathogenic", MISSENSE),
      record(5000, "G>A", "Pathogenic", MISSENSE),
      record(5001, "T>G", "Likely_pathogenic", MISSENSE),
    ]);
    // ATG split after its second base: 101, 102 and, behind an intron, 5000.
    const codon = { bases: "ATG", positions: [101, 102, 5000] } as const;
    const allele = { chrom: "1", pos: 102, ref: "T", alt: "G" };
    const change = { residue: 9, from: "M", to: "R" };
    const found = around(clinvar, { ...asked, allele, change, codons: "", codon: { ...codon } });
    expect(found.codon?.map((n) => [n.key, n.substitution?.to])).toEqual([
      ["1:102:T:C", "T"],
      ["1:5000:G:A", "I"],
    ]);
  });

  it("PV-05 P and LP with a star in some stretches, of this gene", async () => {
    const clinvar = await snapshot([
      record(100, "C>A", "Pathogenic"),
      record(101, "G>C", "Likely_pathogenic"),
      record(102, "T>C", "Benign"),
      record(110, "C>A", "Pathogenic"),
      record(200, "C>A", "Pathogenic").replace("G1:1", "G2:2"),
    ]);
    const stretches = [
      { start: 100, end: 105 },
      { start: 190, end: 300 },
    ];
    expect(pathogenicIn(clinvar, asked, stretches)).toBe(2);
    expect(pathogenicIn(clinvar, asked, [])).toBe(0);
  });

  it("what cannot be known is null, never an empty list", async () => {
    const clinvar = await snapshot([record(100, "C>A", "Pathogenic")]);
    const told = around(clinvar, { ...asked, codons: "" });
    expect(told).toMatchObject({ codon: null, nearbyMissense: null });
    expect(around(clinvar, { ...asked, change: null }).codon).toBeNull();
    expect(geneCounts(clinvar, ["G1"])).toBeNull();
  });

  it("counts of a whole gene, by any of its names", async () => {
    const clinvar = await snapshot([
      record(1, "C>A", "Pathogenic", ";MC=SO:0001587|nonsense"),
      record(2, "C>A", "Pathogenic", MISSENSE),
      record(3, "C>A", "Likely_benign", MISSENSE),
      record(4, "C>A", "Uncertain_significance", MISSENSE),
      record(5, "C>A", "Pathogenic", MISSENSE).replace(
        "criteria_provided,_single_submitter",
        "no_assertion_criteria_provided",
      ),
    ]);
    const counts = { pathogenicLof: 1, pathogenicMissense: 1, benignMissense: 1, vusMissense: 1 };
    expect(geneCounts(clinvar, ["OLD", "G1"])).toEqual(counts);
    // An alias is upper case by then: C12ORF65 for C12orf65.
    expect(geneCounts(clinvar, ["g1"])).toEqual(counts);
    expect(geneCounts(clinvar, ["G9"])?.pathogenicLof).toBe(0);
  });

  it("VCF-53: single bases of a substitution are shown, and are no match; VCF-51: an indel", async () => {
    const clinvar = await snapshot([record(100, "C>A", "Pathogenic")]);
    expect(lookUp(clinvar, { chrom: "1", pos: 100, ref: "CG", alt: "AA" })).toMatchObject({
      match: "component",
      statement: null,
      components: [{ significance: "P" }],
    });
    expect(lookUp(clinvar, { chrom: "1", pos: 100, ref: "CG", alt: "C" }).match).toBe(
      "not_left_aligned",
    );
    expect(lookUp(clinvar, { chrom: "1", pos: 100, ref: "C", alt: "G" }).match).toBe("none");
  });
});
