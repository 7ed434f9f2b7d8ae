import { describe, expect, it } from "vitest";
import { classOf, isKnownTerm, normaliseTerms, termInfo } from "../../src/core/consequences.ts";
import { geneConsequences, transcriptConsequences } from "../../src/vcf/index.ts";
import type { GeneConsequence } from "../../src/vcf/types.ts";
import { header, record, VEP_COLUMNS, vepEntry, vepLine } from "./build.ts";

const columns = `${VEP_COLUMNS}|CADD_PHRED|am_pathogenicity|SpliceAI_pred_DS_AG|SpliceAI_pred_DS_AL|SpliceAI_pred_DS_DG|SpliceAI_pred_DS_DL|SpliceAI_pred_SYMBOL`;
const of = header([
  vepLine(columns),
  '##INFO=<ID=SpliceAI,Number=.,Type=String,Description="x">',
  '##INFO=<ID=CADD,Number=A,Type=Float,Description="x">',
  '##INFO=<ID=SpliceAI_DS_AG,Number=.,Type=Float,Description="x">',
  '##INFO=<ID=SpliceAI_DS_AL,Number=.,Type=Float,Description="x">',
  '##INFO=<ID=SpliceAI_SYMBOL,Number=.,Type=String,Description="x">',
]);

type Entry = Readonly<Record<string, string>>;

function genes(
  entries: readonly Entry[],
  transcripts: "reporting" | "any" = "reporting",
  more = "",
): GeneConsequence[] {
  const text = entries
    .map((e) =>
      vepEntry(
        { Allele: "T", SYMBOL: "G", Gene: "ENSG01", BIOTYPE: "protein_coding", ...e },
        columns,
      ),
    )
    .join(",");
  const one = record({ alt: "T", info: `CSQ=${text}${more}` }, of);
  const layout = of.annotations[0];
  if (layout === undefined) throw new Error("no annotation");
  const annotation = transcriptConsequences(one, 1, layout);
  return geneConsequences(
    annotation,
    { record: one, alleleIndex: 1, header: of, layout },
    { transcripts },
  );
}

const at = (Feature: string, Consequence: string, more: Entry = {}): Entry => ({
  Feature,
  Consequence,
  ...more,
});
const mane = { MANE_SELECT: "NM_1.1" };
const plus = { MANE_PLUS_CLINICAL: "NM_2.1" };
const canonical = { CANONICAL: "YES" };

describe("2.6 the reporting transcript", () => {
  it.each<[string, Entry[], string, string | null]>([
    [
      "TX-02 MANE Select before a worse canonical",
      [at("a", "stop_gained", canonical), at("b", "intron_variant", mane)],
      "b",
      "a",
    ],
    [
      "TX-03 the worse of MANE Select and Plus Clinical",
      [at("a", "intron_variant", mane), at("b", "stop_gained", plus)],
      "b",
      null,
    ],
    [
      "TX-03 canonical where there is no MANE",
      [at("a", "missense_variant"), at("b", "intron_variant", canonical)],
      "b",
      "a",
    ],
    [
      "TX-03 else the most severe protein-coding one",
      [at("a", "intron_variant"), at("b", "missense_variant")],
      "b",
      null,
    ],
    [
      "TX-04 the same impact is not worse",
      [at("a", "inframe_deletion"), at("b", "missense_variant", mane)],
      "b",
      null,
    ],
    [
      "TX-04 stop_lost is worse than missense",
      [at("a", "stop_lost"), at("b", "missense_variant", mane)],
      "b",
      "a",
    ],
    [
      "DEC-02 splice_near is worse than an intron",
      [at("a", "splice_region_variant"), at("b", "intron_variant", mane)],
      "b",
      "a",
    ],
    [
      "TX-04 a synonymous change is not",
      [at("a", "synonymous_variant"), at("b", "intron_variant", mane)],
      "b",
      null,
    ],
    [
      "TX-07 nonsense_mediated_decay never",
      [at("a", "stop_gained", { BIOTYPE: "nonsense_mediated_decay" }), at("b", "intron_variant")],
      "b",
      null,
    ],
    [
      "TX-07 retained_intron never",
      [at("a", "stop_gained", { BIOTYPE: "retained_intron" }), at("b", "intron_variant", mane)],
      "b",
      null,
    ],
    [
      "TX-07 pseudogene never",
      [at("a", "stop_gained", { BIOTYPE: "polymorphic_pseudogene" }), at("b", "intron_variant")],
      "b",
      null,
    ],
    [
      "VEP-10 an incomplete one only when there is no other",
      [at("a", "stop_gained", { FLAGS: "cds_start_NF" }), at("b", "missense_variant")],
      "b",
      "a",
    ],
    ["VEP-10 the only one", [at("a", "stop_gained", { FLAGS: "cds_start_NF" })], "a", null],
    [
      "T50 the only LOF is incomplete, MANE says intron",
      [at("a", "stop_gained", { FLAGS: "cds_end_NF" }), at("b", "intron_variant", mane)],
      "b",
      "a",
    ],
    [
      "TX-02 APPRIS breaks a tie",
      [
        at("a", "missense_variant", { APPRIS: "A1" }),
        at("b", "missense_variant", { APPRIS: "P1" }),
      ],
      "b",
      null,
    ],
    [
      "TX-02 then TSL",
      [at("a", "missense_variant", { TSL: "5" }), at("b", "missense_variant", { TSL: "1" })],
      "b",
      null,
    ],
    [
      "TX-05 then PICK",
      [at("a", "missense_variant"), at("b", "missense_variant", { PICK: "1" })],
      "b",
      null,
    ],
    ["then the name", [at("b", "missense_variant"), at("a", "missense_variant")], "a", null],
    [
      "what cannot be told on another transcript may be worse",
      [
        at("a", "coding_sequence_variant", { FLAGS: "reference_differs" }),
        at("b", "intron_variant", mane),
      ],
      "b",
      "a",
    ],
    [
      "it is not before what is known to be worse",
      [
        at("a", "coding_sequence_variant", { FLAGS: "sequence_missing" }),
        at("b", "intron_variant", mane),
        at("c", "missense_variant"),
      ],
      "b",
      "c",
    ],
    [
      "an intron is one, whatever REF is",
      [at("a", "intron_variant", { FLAGS: "reference_differs" }), at("b", "intron_variant", mane)],
      "b",
      null,
    ],
    ["TX-01 a neighbour alone", [at("a", "upstream_gene_variant")], "a", null],
  ])("%s", (_, entries, reporting, worse) => {
    for (const order of [entries, entries.toReversed()]) {
      const [gene, ...others] = genes(order);
      expect(others).toEqual([]);
      expect(gene?.reporting.transcript).toBe(reporting);
      expect(gene?.worse?.transcript ?? null).toBe(worse);
    }
  });

  it("TX-01 a neighbour alone is of no class", () => {
    expect(genes([at("a", "downstream_gene_variant")])[0]?.reporting.class).toBe("other");
  });

  it("any transcript: the worst of all, whatever it is", () => {
    const [gene] = genes(
      [
        at("a", "stop_gained", { BIOTYPE: "nonsense_mediated_decay" }),
        at("b", "intron_variant", mane),
      ],
      "any",
    );
    expect(gene?.reporting.transcript).toBe("a");
    expect(gene?.worse).toBeNull();
  });
});

describe("TX-01 genes", () => {
  it("one variant in two genes, by name, in any order of the file", () => {
    const entries = [
      at("z", "stop_gained", { SYMBOL: "Z", Gene: "ENSG02" }),
      at("a", "missense_variant", { SYMBOL: "A", Gene: "ENSG03" }),
      at("r", "regulatory_region_variant", { SYMBOL: "", Gene: "" }),
    ];
    for (const order of [entries, entries.toReversed()])
      expect(genes(order).map((g) => `${g.symbol} ${g.reporting.class}`)).toEqual([
        "A protein_altering",
        "Z lof",
      ]);
  });

  it("TX-06 one gene from a merged cache", () => {
    const merged = genes([
      at("ENST1", "missense_variant", { HGNC_ID: "HGNC:438" }),
      at("NM_1", "missense_variant", { HGNC_ID: "438", Gene: "249", SYMBOL: "OLD", ...mane }),
      at("NM_2", "intron_variant", { Gene: "249" }),
    ]);
    expect(merged).toHaveLength(1);
    expect(merged[0]).toMatchObject({
      hgncId: "HGNC:438",
      ensemblGene: "ENSG01",
      ncbiGene: "249",
    });
    expect(merged[0]?.reporting.transcript).toBe("NM_1");
  });

  it("two genes of one symbol stay two", () => {
    const two = genes([
      at("a", "intron_variant", { SYMBOL: "Y_RNA", Gene: "ENSG00000000001" }),
      at("b", "intron_variant", { SYMBOL: "Y_RNA", Gene: "ENSG00000000002" }),
    ]);
    expect(two.map((g) => g.ensemblGene)).toEqual(["ENSG00000000001", "ENSG00000000002"]);
  });
});

describe("CSQ-04 exons of RNA genes", () => {
  const exon = "non_coding_transcript_exon_variant";
  it.each<[string, Entry[], string]>([
    ["lncRNA gene", [at("a", exon, { BIOTYPE: "lncRNA" })], "noncoding_exon"],
    ["snRNA gene", [at("a", exon, { BIOTYPE: "snRNA" })], "noncoding_exon"],
    ["miRNA", [at("a", "mature_miRNA_variant", { BIOTYPE: "miRNA" })], "noncoding_exon"],
    ["coding gene", [at("a", exon, { BIOTYPE: "lncRNA" }), at("b", "intron_variant")], "other"],
    [
      "coding gene by its NMD transcript",
      [at("a", exon, { BIOTYPE: "nonsense_mediated_decay" })],
      "other",
    ],
    ["pseudogene", [at("a", exon, { BIOTYPE: "processed_pseudogene" })], "other"],
  ])("%s", (_, entries, termClass) => {
    expect(genes(entries)[0]).toMatchObject({ reporting: { class: termClass } });
  });
});

describe("predictions of a gene", () => {
  it.each([
    ["SpliceAI=TA|G|0.91|0|0|0|1|2|3|4", 0.91],
    ["SpliceAI=TA|G|0.91|0|0|0|1|2|3|4,C|G|0.2|0|0|0|1|2|3|4", 0.91],
    ["SpliceAI=t|G|0.91|0|0|0|1|2|3|4,TA|G|1|0|0|0|1|2|3|4", 0.91],
    ["SpliceAI_DS_AG=0.1;SpliceAI_DS_AL=0.91", 0.91],
    ["SpliceAI_DS_AG=0.1,0.91;SpliceAI_DS_AL=0,0;SpliceAI_SYMBOL=H,G", 0.91],
    ["SpliceAI_DS_AG=0.91,0.1;SpliceAI_DS_AL=0,0;SpliceAI_SYMBOL=H,G", 0.1],
  ])(
    "DEC-43, DEC-44 SpliceAI of a record that was trimmed since, or in keys of its own: %s",
    (info, score) => {
      const [, gene] = genes(
        [at("b", "intron_variant", { SYMBOL: "H", Gene: "ENSG02" }), at("a", "intron_variant")],
        "reporting",
        `;${info}`,
      ).toSorted((x, y) => y.symbol.localeCompare(x.symbol));
      expect(gene?.symbol).toBe("G");
      expect(gene?.inSilico.spliceAi).toBe(score);
    },
  );

  it("TX-01 a gene that is named by an id alone is one", () => {
    const only = { ...at("a", "stop_gained"), SYMBOL: "", Gene: "", HGNC_ID: "HGNC:8582" };
    const word = { ...at("a", "stop_gained"), SYMBOL: "ENSG00000171759.9", Gene: "" };
    expect(genes([only])).toMatchObject([{ hgncId: "HGNC:8582", symbol: "" }]);
    expect(genes([word])).toMatchObject([{ ensemblGene: "ENSG00000171759" }]);
  });

  it("take the highest of the gene's entries and SpliceAI's of its symbol", () => {
    const scores = {
      SpliceAI_pred_DS_AG: "0.01",
      SpliceAI_pred_DS_AL: "0.00",
      SpliceAI_pred_DS_DG: "0.91",
    };
    const [a, b] = genes([
      at("a", "missense_variant", {
        SYMBOL: "A",
        Gene: "ENSG1",
        REVEL: ".&0.4&0.7",
        ...scores,
        SpliceAI_pred_SYMBOL: "A",
      }),
      at("a2", "missense_variant", {
        SYMBOL: "A",
        Gene: "ENSG1",
        REVEL: "0.2",
        CADD_PHRED: "24.1",
        am_pathogenicity: "0.9",
      }),
      at("b", "missense_variant", {
        SYMBOL: "B",
        Gene: "ENSG2",
        ...scores,
        SpliceAI_pred_SYMBOL: "A",
      }),
    ]);
    expect(a?.inSilico).toEqual({ spliceAi: 0.91, revel: 0.7, cadd: 24.1, alphaMissense: 0.9 });
    expect(b?.inSilico).toEqual({ spliceAi: null, revel: null, cadd: null, alphaMissense: null });
  });

  it("read raw INFO per allele and gene", () => {
    const info =
      ";SpliceAI=T|G|0.00|0.12|0.34|0.01|1|2|3|4,T|H|0.99|0|0|0|1|2|3|4,C|G|1.0|0|0|0|1|2|3|4;CADD=21.5";
    expect(genes([at("a", "synonymous_variant")], "reporting", info)[0]?.inSilico).toMatchObject({
      spliceAi: 0.34,
      cadd: 21.5,
    });
  });
});

describe("2.5 consequence table", () => {
  // VEP's order, written out again: a slip in the table must not pass unseen.
  const order =
    "transcript_ablation splice_acceptor_variant splice_donor_variant stop_gained frameshift_variant stop_lost start_lost transcript_amplification feature_elongation feature_truncation inframe_insertion inframe_deletion missense_variant protein_altering_variant splice_donor_5th_base_variant splice_region_variant splice_donor_region_variant splice_polypyrimidine_tract_variant incomplete_terminal_codon_variant start_retained_variant stop_retained_variant synonymous_variant coding_sequence_variant mature_miRNA_variant 5_prime_UTR_variant 3_prime_UTR_variant non_coding_transcript_exon_variant intron_variant NMD_transcript_variant non_coding_transcript_variant coding_transcript_variant upstream_gene_variant downstream_gene_variant TFBS_ablation TFBS_amplification TF_binding_site_variant regulatory_region_ablation regulatory_region_amplification regulatory_region_variant intergenic_variant sequence_variant".split(
      " ",
    );

  it("has VEP's 41 terms in VEP's order", () => {
    expect(order).toHaveLength(41);
    expect([...order].sort((a, b) => termInfo(a).rank - termInfo(b).rank)).toEqual(order);
    const impacts = order.map((t) => termInfo(t).impact);
    expect(impacts.slice(0, 10).every((i) => i === "HIGH")).toBe(true);
    expect(impacts.slice(10, 14).every((i) => i === "MODERATE")).toBe(true);
    expect(impacts.slice(14, 22).every((i) => i === "LOW")).toBe(true);
    expect(impacts.slice(22).filter((i) => i !== "MODIFIER")).toEqual(["MODERATE"]);
    expect(termInfo("TFBS_ablation").impact).toBe("MODERATE");
  });

  it("CSQ-01 CSQ-02 has the rules' sets", () => {
    const inClass = (c: string) => order.filter((t) => termInfo(t).class === c).sort();
    expect(inClass("lof")).toEqual(
      [
        "transcript_ablation",
        "splice_acceptor_variant",
        "splice_donor_variant",
        "stop_gained",
        "frameshift_variant",
        "start_lost",
      ].sort(),
    );
    expect(inClass("protein_altering")).toEqual(
      [
        "stop_lost",
        "inframe_insertion",
        "inframe_deletion",
        "missense_variant",
        "protein_altering_variant",
      ].sort(),
    );
    expect(inClass("splice_near")).toEqual(
      [
        "splice_region_variant",
        "splice_donor_5th_base_variant",
        "splice_donor_region_variant",
        "splice_polypyrimidine_tract_variant",
      ].sort(),
    );
  });

  it("treats an unknown term as MODIFIER, last, and says so", () => {
    expect(isKnownTerm("brand_new_variant")).toBe(false);
    expect(termInfo("brand_new_variant")).toMatchObject({ impact: "MODIFIER", class: "other" });
    expect(normaliseTerms(["brand_new_variant", "stop_gained"])).toEqual([
      "stop_gained",
      "brand_new_variant",
    ]);
  });

  it.each([
    [["non_coding_transcript_variant"], "snRNA", "noncoding_exon"],
    [["non_coding_transcript_variant"], "lncRNA", "other"],
    [["stop_gained", "splice_region_variant"], "protein_coding", "lof"],
    [["frameshift_variant", "stop_lost"], "protein_coding", "lof"],
  ] as const)("class of %j in %s is %s", (terms, biotype, expected) => {
    expect(classOf(terms, biotype, false)).toBe(expected);
  });
});
