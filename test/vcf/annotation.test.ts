import { describe, expect, it } from "vitest";
import type { VcfRecord } from "../../src/vcf/types.ts";
import { normaliseProtein, resolvePointers, transcriptConsequences } from "../../src/vcf/index.ts";
import { vepAllele } from "../../src/vcf/allele-names.ts";
import { BCSQ_LINE, header, record, SNPEFF_LINE, thrownBy, vepEntry, vepLine } from "./build.ts";

const vep = header([vepLine()]);
const snpeff = header([SNPEFF_LINE]);
const bcsq = header([BCSQ_LINE]);

function layoutOf(of: typeof vep) {
  const layout = of.annotations[0];
  if (layout === undefined) throw new Error("no annotation in the header");
  return layout;
}

function annotate(of: typeof vep, ref: string, alt: string, text: string, allele = 1, pos = 100) {
  const tag = layoutOf(of).tag;
  const one = record({ ref, alt, pos, info: `X=1;${tag}=${text};Y=2`, samples: ["0/1"] }, of);
  return transcriptConsequences(one, allele, layoutOf(of));
}

const withAlleles = (...alleles: string[]): string =>
  alleles
    .map((a, i) =>
      vepEntry({ Allele: a, Consequence: "missense_variant", SYMBOL: "G", Feature: `T${i}` }),
    )
    .join(",");

describe("VEP-05 T36 name of an allele", () => {
  it.each([
    ["CAG", ["C"], ["-"]],
    ["CAG", ["C", "CAGAG"], ["-", "AGAG"]],
    ["AT", ["A", "GT"], ["A", "GT"]],
    ["A", ["G", "AT"], ["G", "AT"]],
    ["A", ["T"], ["T"]],
    ["AC", ["GT"], ["GT"]],
    ["A", ["AT"], ["T"]],
    ["AT", ["GTA"], ["GTA"]],
    ["A", ["T", "C"], ["T", "C"]],
    ["CA", ["C", "*"], ["-", "*"]],
    ["CA", ["CG", "*"], ["G", "*"]],
  ])("%s > %j is %j", (ref, alts, names) => {
    expect(alts.map((_, i) => vepAllele(ref, alts, i + 1))).toEqual(names);
  });
});

describe("VEP-06 VEP-07 entries of an allele", () => {
  it.each([
    ["its own", "CAG", "C,CAGAG", 2, ["-", "AGAG"], ["T1"], true],
    ["none of its own among several", "A", "G,T", 2, ["G"], [], false],
    ["one ALT takes all", "A", "G", 1, ["X", "Y"], ["T0", "T1"], true],
    ["one ALT beside *, * left out", "A", "G,*", 1, ["X", "*"], ["T0"], true],
    ["VEP-07 nothing for *", "A", "G,*", 2, ["G", "*"], [], true],
    ["nothing for <NON_REF>", "A", "G,<NON_REF>", 2, ["G"], [], true],
    ["lower case", "a", "g", 1, ["g"], ["T0"], true],
  ])("%s", (_, ref, alt, allele, names, transcripts, matched) => {
    const found = annotate(vep, ref, alt, withAlleles(...names), allele);
    expect(found.entries.map((e) => e.transcript)).toEqual(transcripts);
    expect(found.matched).toBe(matched);
  });

  const numbered = header([vepLine("Allele|Consequence|Feature|ALLELE_NUM")]);
  it("VEP-05 goes by ALLELE_NUM where there is one", () => {
    const text = "T|missense_variant|T1|2,T|stop_gained|T2|1";
    expect(annotate(numbered, "A", "C,G", text, 1).entries[0]?.transcript).toBe("T2");
  });

  it("does not trust ALLELE_NUM of a record split after annotation", () => {
    const text = "C|stop_gained|T1|1,G|missense_variant|T2|2";
    expect(annotate(numbered, "A", "G", text, 1).entries.map((e) => e.transcript)).toEqual(["T2"]);
  });

  it("a record without annotation is no mismatch", () => {
    const bare = record({ alt: "C,G", info: "DP=1" }, vep);
    expect(transcriptConsequences(bare, 2, layoutOf(vep))).toMatchObject({
      entries: [],
      matched: true,
    });
  });
});

describe("VEP entries", () => {
  it("VEP-01 lets trailing columns be absent and refuses more than the header has", () => {
    expect(annotate(vep, "A", "T", "T|stop_gained|HIGH|G").entries[0]).toMatchObject({
      symbol: "G",
      terms: ["stop_gained"],
      biotype: "",
      hgncId: null,
    });
    const error = thrownBy(() => annotate(vep, "A", "T", "T|".repeat(40)));
    expect(error).toMatchObject({ code: "E_ANNOTATION", place: { chrom: "1", pos: 100 } });
  });

  it("cuts text that is glued behind the last column", () => {
    const entry = vepEntry({ Allele: "T", Consequence: "intron_variant", REVEL: "0.5" });
    const glued = `${entry}:ENST00000361923:intron_variant:ENST00000377532:intron_variant`;
    expect(annotate(vep, "A", "T", glued).rows[0]?.at(-1)).toBe("0.5");
  });

  it("reads ids, marks and flags", () => {
    const entry = vepEntry({
      Allele: "T",
      Consequence: "splice_region_variant&missense_variant",
      SYMBOL: "BRCA1",
      Gene: "ENSG00000012048.23",
      Feature: "ENST00000357654",
      BIOTYPE: "protein_coding",
      EXON: "3/11",
      HGVSp: "ENSP00000350283.3:p.Tyr518%3D",
      FLAGS: "cds_end_NF",
      HGNC_ID: "1100",
      CANONICAL: "YES",
      MANE_SELECT: "NM_007294.4",
      APPRIS: "P1",
      TSL: "1",
      PICK: "1",
    });
    expect(annotate(vep, "A", "T", entry).entries[0]).toMatchObject({
      terms: ["missense_variant", "splice_region_variant"],
      impact: "MODERATE",
      class: "protein_altering",
      hgncId: "HGNC:1100",
      ensemblGene: "ENSG00000012048",
      ncbiGene: null,
      exon: "3/11",
      hgvsp: "ENSP00000350283.3:p.Tyr518=",
      canonical: true,
      maneSelect: true,
      manePlusClinical: false,
      tsl: 1,
      picked: true,
      incomplete: true,
    });
  });

  it.each([
    ["8847", "HGNC:8847"],
    ["HGNC:8847", "HGNC:8847"],
    ["HGNC:HGNC:8847", "HGNC:8847"],
    ["", null],
  ])("DEC-17 HGNC id %j", (text, id) => {
    const entry = vepEntry({ Allele: "T", Consequence: "intron_variant", HGNC_ID: text });
    expect(annotate(vep, "A", "T", entry).entries[0]?.hgncId).toBe(id);
  });

  it("GENCODE's count of mappings to GRCh37 is no part of an id", () => {
    const entry = vepEntry({
      Allele: "T",
      Consequence: "missense_variant",
      Gene: "ENSG00000012048.23_5",
      Feature: "ENST00000357654.9_2",
      HGVSc: "ENST00000357654.9_2:c.5A>T",
      HGVSp: "ENSP00000350283.3:p.Tyr2Ser",
    });
    expect(annotate(vep, "A", "T", entry).entries[0]).toMatchObject({
      ensemblGene: "ENSG00000012048",
      transcript: "ENST00000357654.9",
      hgvsc: "ENST00000357654.9:c.5A>T",
      hgvsp: "ENSP00000350283.3:p.Tyr2Ser",
    });
    const ann = "T|missense_variant|LOW|G|ENSG00000000001.2_3|transcript|ENST00000000001.2_1";
    expect(annotate(snpeff, "A", "T", ann).entries[0]).toMatchObject({
      ensemblGene: "ENSG00000000001",
      transcript: "ENST00000000001.2",
    });
  });

  it("DEC-17 a number in Gene is an NCBI gene", () => {
    const entry = vepEntry({ Allele: "T", Consequence: "intron_variant", Gene: "672" });
    expect(annotate(vep, "A", "T", entry).entries[0]).toMatchObject({
      ncbiGene: "672",
      ensemblGene: null,
    });
  });

  it.each([
    ["", "start_lost"],
    ["ENSP1:p.Met1?", "start_lost"],
    ["ENST1:c.1A>G(p.%3D)", "start_retained_variant"],
  ])("initiator_codon_variant with %j is %s", (hgvsp, term) => {
    const entry = vepEntry({ Allele: "T", Consequence: "initiator_codon_variant", HGVSp: hgvsp });
    expect(annotate(vep, "A", "T", entry).entries[0]?.terms).toEqual([term]);
  });

  it.each([
    ["ENSP1.1:p.Leu10%3D", "p.Leu10="],
    ["p.(Leu10=)", "p.Leu10="],
    ["ENST1.1:c.1554T>C(p.%3D)", "p.="],
    ["ENSP1:p.Arg713Gln", "p.Arg713Gln"],
    ["p.Gln2867*", "p.Gln2867Ter"],
    ["p.Q2867*", "p.Gln2867Ter"],
    ["p.Val1500Leufs*14", "p.Val1500LeufsTer14"],
    ["", ""],
  ])("VEP-04 %s is %s", (text, normal) => {
    expect(normaliseProtein(text)).toBe(normal);
  });
});

describe("SnpEff entries", () => {
  const entry = (allele: string, term: string, more = ""): string =>
    `${allele}|${term}|LOW|G|ENSG00000000001|transcript|T1|protein_coding|3/20|c.1A>T|p.Leu1%3D||||${more === "" ? "" : `|${more}`}`;

  it("EFF-01 matches the whole ALT, not VEP's short form", () => {
    const text = `${entry("CAGAG", "frameshift_variant")},${entry("C", "inframe_deletion")}`;
    expect(annotate(snpeff, "CAG", "C,CAGAG", text, 2).entries.map((e) => e.terms[0])).toEqual([
      "frameshift_variant",
    ]);
  });

  it("EFF-01 leaves the somatic and compound forms out", () => {
    const text = `${entry("T-C", "stop_gained")},${entry("T-1:5_A>T", "stop_lost")}`;
    expect(annotate(snpeff, "A", "T", text)).toMatchObject({ entries: [], matched: false });
  });

  it("TX-01 a fusion's entry, `G1&G2`, speaks of both genes; one between genes of none", () => {
    const names = (text: string) =>
      annotate(snpeff, "A", "T", text).entries.map((e) => [e.symbol, e.ensemblGene]);
    const fusion = "T|gene_fusion|HIGH|G1&G2|ENSG00000000001&ENSG00000000002|gene_variant|G1";
    expect(names(fusion)).toEqual([
      ["G1", "ENSG00000000001"],
      ["G2", "ENSG00000000002"],
    ]);
    expect(names("T|intergenic_region|MODIFIER|G1-G2|ENSG00000000001-ENSG00000000002")).toEqual([
      ["", null],
    ]);
    expect(names("T|intergenic_region|MODIFIER|G1|ENSG00000000001")).toEqual([["", null]]);
  });

  it.each([
    ["disruptive_inframe_deletion", ["inframe_deletion"], "MODERATE", "protein_altering"],
    ["conservative_inframe_insertion", ["inframe_insertion"], "MODERATE", "protein_altering"],
    ["exon_loss_variant", ["exon_loss_variant"], "HIGH", "lof"],
    ["structural_interaction_variant", ["structural_interaction_variant"], "MODERATE", "other"],
    ["initiator_codon_variant", ["start_retained_variant"], "LOW", "synonymous"],
    ["bidirectional_gene_fusion", ["bidirectional_gene_fusion"], "HIGH", "protein_altering"],
    ["5_prime_UTR_premature_start_codon_gain_variant", undefined, "LOW", "other"],
    ["sequence_feature", ["sequence_feature"], "MODIFIER", "other"],
    [
      "3_prime_UTR_truncation&exon_loss_variant",
      ["exon_loss_variant", "3_prime_UTR_truncation"],
      "MODERATE",
      "other",
    ],
  ])("EFF-04 %s", (term, terms, impact, termClass) => {
    const [first] = annotate(snpeff, "A", "T", entry("T", term)).entries;
    expect(first).toMatchObject({ terms: terms ?? [term], impact, class: termClass });
  });

  it.each([
    ["WARNING_TRANSCRIPT_INCOMPLETE", true],
    ["WARNING_TRANSCRIPT_NO_START_CODON&INFO_REALIGN_3_PRIME", true],
    ["WARNING_TRANSCRIPT_MULTIPLE_STOP_CODONS", true],
    ["INFO_REALIGN_3_PRIME", false],
    ["WARNING_REF_DOES_NOT_MATCH_GENOME", false],
  ])("EFF-05 %s", (warning, incomplete) => {
    const found = annotate(snpeff, "A", "T", entry("T", "missense_variant", warning));
    expect(found.entries[0]?.incomplete).toBe(incomplete);
  });

  it.each([
    // RMRP: an RNA that SnpEff's databases of RefSeq call so, as they call everything without a coding sequence.
    ["NR_003051.4", "noncoding_exon"],
    ["XR_001752888.2", "noncoding_exon"],
    ["ENST00000456328.2", "other"],
  ])("CSQ-04 the exon of %s, called a pseudogene, is of class %s", (transcript, termClass) => {
    const row = `T|non_coding_transcript_exon_variant|MODIFIER|RMRP|RMRP|transcript|${transcript}|pseudogene|1/1|n.70A>T||||||`;
    const [found] = annotate(snpeff, "A", "T", `ANN=${row}`).entries;
    expect(found?.class).toBe(termClass);
  });

  it("tells exon from intron", () => {
    expect(annotate(snpeff, "A", "T", entry("T", "missense_variant")).entries[0]).toMatchObject({
      exon: "3/20",
      intron: "",
    });
    expect(annotate(snpeff, "A", "T", entry("T", "intron_variant")).entries[0]).toMatchObject({
      exon: "",
      intron: "3/20",
    });
  });
});

describe("BCSQ entries", () => {
  it.each([
    ["missense", "missense_variant", "protein_altering"],
    ["synonymous", "synonymous_variant", "synonymous"],
    ["stop_gained", "stop_gained", "lof"],
    ["frameshift", "frameshift_variant", "lof"],
    ["splice_acceptor", "splice_acceptor_variant", "lof"],
    ["splice_donor", "splice_donor_variant", "lof"],
    ["splice_region", "splice_region_variant", "splice_near"],
    ["inframe_altering", "protein_altering_variant", "protein_altering"],
    ["5_prime_utr", "5_prime_UTR_variant", "other"],
    ["intron", "intron_variant", "other"],
    ["stop_lost", "stop_lost", "protein_altering"],
    ["start_lost", "start_lost", "lof"],
  ])("BCSQ-01 %s is %s", (text, term, termClass) => {
    const [first] = annotate(bcsq, "A", "T", `${text}|G|T1|protein_coding`).entries;
    expect(first).toMatchObject({ terms: [term], class: termClass, symbol: "G", transcript: "T1" });
  });

  it("BCSQ-01 joined terms are all kept, most severe first", () => {
    const [first] = annotate(bcsq, "A", "T", "synonymous&splice_donor|G|T1|protein_coding").entries;
    expect(first?.terms).toEqual(["splice_donor_variant", "synonymous_variant"]);
  });

  it("DEC-17 an id in the gene's place, of a gene without name in the GFF, is the Ensembl id", () => {
    const [entry] = annotate(
      bcsq,
      "A",
      "T",
      "stop_gained|ENSG00000144285|T1|protein_coding",
    ).entries;
    expect(entry).toMatchObject({ symbol: "ENSG00000144285", ensemblGene: "ENSG00000144285" });
  });

  it("BCSQ-03 downstream of a stop is LOW", () => {
    const [first] = annotate(
      bcsq,
      "A",
      "T",
      "*missense|G|T1|protein_coding|+|5A>5V|100A>T",
    ).entries;
    expect(first).toMatchObject({ afterStop: true, impact: "LOW", class: "other" });
    expect(first?.terms).toEqual(["missense_variant"]);
  });

  it("BCSQ-04 tells alleles by dna_change; entries without one are kept for all", () => {
    const text =
      "missense|G|T1|protein_coding|+|5A>5V|100A>T,stop_gained|G|T1|protein_coding|+|5A>5*|100A>C+103G>T,intron|G|T2|protein_coding";
    expect(annotate(bcsq, "A", "T,C", text, 1).entries.map((e) => e.terms[0])).toEqual([
      "missense_variant",
      "intron_variant",
    ]);
    expect(annotate(bcsq, "A", "T,C", text, 2).entries.map((e) => e.terms[0])).toEqual([
      "stop_gained",
      "intron_variant",
    ]);
  });

  describe("T37 BCSQ-02 pointers", () => {
    const target = record(
      { pos: 90, info: "BCSQ=stop_gained|G|T1|protein_coding|+|5A>5*|90A>T+100A>T" },
      bcsq,
    );
    const source = record({ pos: 100, info: "BCSQ=@90,intron|G|T2|protein_coding" }, bcsq);
    const resolve = (at: (pos: number) => VcfRecord[]) =>
      resolvePointers(
        source,
        1,
        layoutOf(bcsq),
        transcriptConsequences(source, 1, layoutOf(bcsq)),
        at,
      );

    it("are listed", () => {
      expect(transcriptConsequences(source, 1, layoutOf(bcsq)).pointers).toEqual([90]);
    });

    it("are looked up at the other record", () => {
      const found = resolve((pos) => (pos === 90 ? [target] : []));
      expect(found.entries.map((e) => e.terms[0])).toEqual(["intron_variant", "stop_gained"]);
      expect(found.pointers).toEqual([]);
    });

    it("become compound_elsewhere, of a class that is kept, where that is missing", () => {
      const found = resolve(() => []);
      expect(found.entries.at(-1)).toMatchObject({
        symbol: "G",
        terms: ["compound_elsewhere"],
        class: "protein_altering",
      });
    });

    it("count in the gene of a record that does not name the change", () => {
      const bare = record({ pos: 100, info: "BCSQ=@90" }, bcsq);
      const other = record(
        { pos: 90, info: "BCSQ=missense|G|T1|protein_coding|+|5A>5T|90A>T" },
        bcsq,
      );
      const layout = layoutOf(bcsq);
      const own = transcriptConsequences(bare, 1, layout);
      const { entries } = resolvePointers(bare, 1, layout, own, () => [other]);
      expect(entries).toMatchObject([{ symbol: "G", terms: ["compound_elsewhere"] }]);
    });

    it("do not take an entry that is not about this allele", () => {
      const other = record(
        { pos: 90, info: "BCSQ=stop_gained|G|T1|protein_coding|+|5A>5*|90A>T" },
        bcsq,
      );
      expect(resolve(() => [other]).entries.at(-1)?.terms).toEqual(["compound_elsewhere"]);
    });
  });
});

describe("place in the protein", () => {
  const columns = header([vepLine("Allele|Consequence|SYMBOL|Protein_position")]);

  it.each([
    ["12/345", "12/345"],
    ["12", "12"],
    ["", undefined],
    ["-", undefined],
  ])("VEP %j", (written, read) => {
    const { entries } = annotate(columns, "A", "G", `G|missense_variant|G1|${written}`);
    expect(entries[0]?.proteinPosition).toBe(read);
  });

  it("SnpEff's AA.pos/AA.length", () => {
    const row =
      "G|missense_variant|MODERATE|G1|G1|transcript|T1|protein_coding|2/3|c.1A>G|p.Met1Val|1/9|1/9|1/3||";
    expect(annotate(snpeff, "A", "G", row).entries[0]?.proteinPosition).toBe("1/3");
  });
});
