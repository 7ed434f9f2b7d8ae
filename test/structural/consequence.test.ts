import { describe, expect, test } from "vitest";
import { effectsOf } from "../../src/structural/consequence/effects.ts";
import { withRetrocopies } from "../../src/structural/consequence/retrocopies.ts";
import type { EventEffect, GenomicEvent, KnownGenes } from "../../src/structural/types.ts";
import { call, event } from "./events.ts";
import { maneSlice, maneTable } from "./mane.ts";

const NONE: KnownGenes = { extents: [], reporting: [], promoterLength: 500 };
const GENES = [
  "DMD",
  "SMN1",
  "UBE3A",
  "LAMA2",
  "APC",
  "TMEM132B",
  "SKA3",
  "SAMD11",
  "SHOX",
  "TXNL4A",
  "ARHGEF9",
  "FBN1",
  "NFASC",
];

describe.skipIf(maneTable === null)("by MANE's exons", () => {
  const slice = maneTable === null ? null : maneSlice(GENES);
  const effectOf = (given: GenomicEvent, symbol?: string): EventEffect | undefined =>
    effectsOf(given, slice, NONE).find(
      ({ gene }) => symbol === undefined || gene.symbol === symbol,
    );
  const brief = (given: GenomicEvent, symbol?: string): string => {
    const found = effectOf(given, symbol);
    return found === undefined ? "" : `${found.effect} ${found.class}: ${found.text}`;
  };

  test.each([
    [
      "DMD exon 45",
      event("DEL", "X", 31_960_000, 31_970_000),
      "exon_loss lof: exon 45 of 79 deleted, out of frame (176 coding bases)",
    ],
    [
      "case 23: DMD exons 45-50",
      event("DEL", "X", 31_819_900, 31_970_000),
      "exon_loss lof: exons 45-50 of 79 deleted, out of frame (871 coding bases)",
    ],
    [
      "case 24: DMD exons 45-47",
      event("DEL", "X", 31_929_000, 31_970_000),
      "exon_loss protein_altering: exons 45-47 of 79 deleted, in frame (474 coding bases)",
    ],
    [
      "DMD exons 8-71, more than a tenth in frame or not",
      event("DEL", "X", 31_175_320, 32_731_779),
      "exon_loss lof: exons 8-71 of 79 deleted, out of frame (9613 coding bases)",
    ],
    [
      "DMD exons 3-41, in frame but more than a tenth",
      event("DEL", "X", 32_342_000, 32_850_000),
      "exon_loss lof: exons 3-41 of 79 deleted, in frame (5829 coding bases)",
    ],
    [
      "DMD exon 1 with its start",
      event("DEL", "X", 33_211_000, 33_212_000),
      "exon_loss lof: exon 1 of 79 deleted with the start codon (31 coding bases)",
    ],
    [
      "part of an exon, and its intron",
      event("DEL", "X", 31_968_400, 31_968_450),
      "exon_loss protein_altering: part of exon 45 of 79 deleted, in frame (51 coding bases)",
    ],
    [
      "from an exon into its intron",
      event("DEL", "X", 31_968_300, 31_968_400),
      "exon_loss lof: part of exon 45 of 79 deleted with the splice site behind exon 45 of 79 (62 coding bases)",
    ],
    [
      "a splice site alone",
      event("DEL", "X", 31_968_515, 31_968_620),
      "exon_loss lof: splice site before exon 45 of 79 deleted, no coding base",
    ],
    [
      "near a splice site",
      event("DEL", "X", 31_968_520, 31_968_620),
      "intronic_near other: in intron 44 of 78, 6 bases from the exon",
    ],
    [
      "SMN1: what is called exon 7",
      event("DEL", "5", 70_951_500, 70_952_200),
      "last_exon_loss protein_altering: exon 8 of 9 deleted, the last coding one (51 coding bases); known as exon 7",
    ],
    [
      "SMN1, all of it",
      event("DEL", "5", 70_920_000, 70_960_000),
      "whole_loss lof: whole coding part deleted: exons 1-9 of 9 (885 coding bases); known as exons 1-8",
    ],
    [
      "case 26: UBE3A exons 1-2",
      event("DEL", "15", 25_411_000, 25_440_000),
      "promoter_loss other: promoter and exons 1-2 of 13 deleted, no coding base",
    ],
    [
      "UBE3A exon 2 alone",
      event("DEL", "15", 25_411_000, 25_412_000),
      "promoter_loss other: exon 2 of 13 deleted, before the coding part",
    ],
    [
      "case 6: 17 bases before TXNL4A",
      event("DEL", "18", 79_988_580, 79_988_613),
      "promoter_loss other: part of the promoter deleted, no coding base",
    ],
    [
      "case 27: the last coding exon",
      event("DEL", "15", 48_407_000, 48_411_500),
      "last_exon_loss protein_altering: exon 66 of 66 deleted, the last coding one (390 coding bases)",
    ],
    [
      "the last two exons",
      event("DEL", "15", 48_407_000, 48_413_000),
      "exon_loss lof: exons 65-66 of 66 deleted with the stop codon (565 coding bases)",
    ],
    [
      "out of frame 20 bases before the last junction",
      event("DEL", "15", 48_412_585, 48_412_588),
      "truncating_end protein_altering: part of exon 65 of 66 deleted, out of frame (4 coding bases), near the end of the protein",
    ],
    [
      "case 60: inside an intron of SAMD11",
      event("DEL", "1", 934_051, 934_869),
      "spanned none: in intron 4 of 13",
    ],
    [
      "case 34: exon 10 of APC turned",
      event("INV", "5", 112_818_663, 112_819_531),
      "exon_inversion lof: exon 10 of 16 turned (379 coding bases)",
    ],
    [
      "case 33: turned inside one intron",
      event("INV", "X", 31_970_000, 31_990_000),
      "spanned none: inverted inside intron 44",
    ],
    [
      "case 32: a whole gene turned",
      event("INV", "5", 70_920_000, 70_960_000),
      "spanned none: the whole gene is inverted",
    ],
    [
      "exons doubled side by side",
      event("DUP", "X", 31_819_900, 31_970_000),
      "intragenic_gain lof: exons 45-50 of 79 duplicated, out of frame (871 coding bases)",
    ],
    [
      "exons doubled somewhere",
      event("DUP", "X", 31_819_900, 31_970_000, { claim: "depth" }),
      "intragenic_gain protein_altering: exons 45-50 of 79 duplicated, out of frame (871 coding bases)",
    ],
    [
      "one end inside",
      event("DUP", "5", 70_920_000, 70_942_000),
      "partial_gain other: exons 1-3 of 9 duplicated, with the sequence beside the gene; known as exons 1-2b",
    ],
    [
      "a whole gene duplicated",
      event("DUP", "5", 70_920_000, 70_960_000),
      "whole_gain gain: whole gene duplicated: exons 1-9 of 9 (885 coding bases); known as exons 1-8",
    ],
    [
      "a few bases doubled act as an insertion (SVC-04)",
      event("DUP", "X", 31_968_400, 31_968_403),
      "coding_insertion lof: 4 bases duplicated in part of exon 45 of 79, out of frame (4 coding bases)",
    ],
    [
      "case 47: an insertion in a coding exon",
      event("INS", "X", 31_968_400, 31_968_401, { length: 300 }),
      "coding_insertion lof: 300 bases inserted in coding exon 45 of 79, in frame",
    ],
    [
      "a short one in frame",
      event("INS", "X", 31_968_400, 31_968_401, { length: 60 }),
      "coding_insertion protein_altering: 60 bases inserted in coding exon 45 of 79, in frame",
    ],
    [
      "at a splice site",
      event("INS", "X", 31_968_514, 31_968_515, { length: 60 }),
      "coding_insertion lof: 60 bases inserted at the splice site of exon 45 of 79",
    ],
    [
      "case 82: an Alu in a coding exon",
      event("ME", "X", 31_968_400, 31_968_401, { inserted: "ALU", length: 280 }),
      "coding_insertion lof: mobile element (ALU) inserted in coding exon 45 of 79",
    ],
    [
      "an Alu 40 bases into an intron",
      event("ME", "X", 31_968_555, 31_968_556, { inserted: "ALU" }),
      "intronic_near other: mobile element (ALU) inserted in intron 44 of 78, 41 bases from the exon",
    ],
  ])("%s", (_, given, expected) => {
    expect(brief(given)).toBe(expected);
  });

  test("case 25: what is left of SHOX has no start", () => {
    const found = effectOf(event("DEL", "X", 631_608, 647_131));
    expect(found).toMatchObject({ effect: "exon_loss", class: "lof" });
  });

  test("case 35: a breakend in an intron parts the gene", () => {
    const ends = [
      { chrom: "20", pos: 5_000_000, strand: "+" as const },
      { chrom: "X", pos: 63_756_939, strand: "+" as const },
    ];
    const found = effectOf(event("BND", "20", 5_000_000, 5_000_001, { ends }), "ARHGEF9");
    expect(found).toMatchObject({
      effect: "gene_disrupted",
      class: "lof",
      flags: ["orientation_unknown"],
      exons: null,
    });
    expect(found?.text).toMatch(/^the gene is broken in intron \d of 9$/);
  });

  test("a breakend whose other end lies on no chromosome is no loss of function", () => {
    const ends = [
      { chrom: "X", pos: 63_756_939, strand: "+" as const },
      { chrom: "chrUn_JTFH01000294v1_decoy", pos: 500, strand: "+" as const },
    ];
    const at = { ends, flags: ["end_off_chromosomes"] };
    const found = effectOf(event("BND", "X", 63_756_939, 63_756_940, at), "ARHGEF9");
    expect(found).toMatchObject({ effect: "gene_disrupted", class: "other" });
  });

  test("an inserted stop is no harmless insertion", () => {
    // Exon 45 of DMD lies on the minus strand: a stop there is TTA, CTA or TCA on the plus strand.
    const inserted = "TTATTATTATTATTATTATTATTATTATTA";
    const given = event("INS", "X", 31_968_400, 31_968_401, { length: 30, inserted });
    const shifted = [0, 1, 2].map((by) => {
      const at = { first: given.first + by, last: given.last + by };
      return effectOf({ ...given, ...at })?.class;
    });
    expect(shifted.toSorted()).toEqual(["lof", "protein_altering", "protein_altering"]);
  });

  test("ends that may lie elsewhere: what is lost for certain counts, and it is said", () => {
    const ci = {
      ciFirst: [-500, 500],
      ciLast: [-500, 500],
      precise: false,
    } satisfies Partial<GenomicEvent>;
    const far = effectOf(event("DEL", "X", 31_960_000, 31_970_000, ci));
    expect(far?.flags).toEqual([]);
    // It may begin in exon 50, or behind it.
    const near = effectOf(event("DEL", "X", 31_819_900, 31_970_000, ci));
    expect(near).toMatchObject({
      exons: { first: 45, last: 49, of: 79 },
      codingBases: 762,
      flags: ["breakpoint_uncertain"],
    });
    // Nothing of the exon is lost for certain: as written, and said.
    const exon = effectOf(event("DEL", "X", 31_968_339, 31_968_514, ci));
    expect(exon).toMatchObject({ codingBases: 176, class: "lof", flags: ["breakpoint_uncertain"] });
    // As written no exon is hit.
    const beside = effectOf(event("DEL", "X", 31_968_700, 31_969_900, ci));
    expect(beside).toMatchObject({
      effect: "exon_loss",
      class: "other",
      flags: ["breakpoint_uncertain"],
    });
  });

  test("cases 31: of the genes inside an inversion none is hit", () => {
    const all = effectsOf(event("INV", "12", 25_803_196, 125_316_602), slice, NONE);
    expect(all.map(({ gene, effect }) => `${gene.symbol} ${effect}`)).toEqual([
      "TMEM132B exon_inversion",
    ]);
  });

  test("what is lost on MANE Plus Clinical alone is told on it (SVC-01)", () => {
    const found = effectOf(event("DEL", "1", 204_984_000, 204_984_200), "NFASC");
    expect(found).toMatchObject({ effect: "exon_loss", flags: ["mane_plus_clinical"] });
  });

  test("case 59: the introns of a retrocopy are no loss of function (SVC-02)", () => {
    const calls = [call(true), call(false)];
    const events = [
      event("DEL", "13", 21_158_123, 21_159_898, { calls }),
      event("DEL", "13", 21_158_127, 21_161_789, { calls }),
      event("DEL", "13", 21_172_504, 21_176_373, { calls }),
    ];
    const judged = events.map((one) => ({ event: one, effects: effectsOf(one, slice, NONE) }));
    expect(judged.map(({ effects }) => effects[0]?.class)).toContain("lof");
    if (slice === null) return;
    for (const [effect] of withRetrocopies(judged, slice))
      expect(effect).toMatchObject({ class: "other", flags: ["processed_pseudogene_suspect"] });
    // One alone, or two of two people, is what it looks like.
    expect(withRetrocopies(judged.slice(1, 2), slice)[0]?.[0]?.flags).toEqual([]);
    const other = { ...events[0], calls: [call(false), call(true)] } as GenomicEvent;
    const two = [{ event: other, effects: judged[0]?.effects ?? [] }, ...judged.slice(1, 2)];
    expect(
      withRetrocopies(two, slice)
        .flat()
        .every(({ flags }) => flags.length === 0),
    ).toBe(true);
  });
});

describe("without transcripts", () => {
  const entry = {
    source: "vep" as const,
    symbol: "GENE1",
    geneId: "ENSG00000000001",
    hgncId: null,
    transcript: "ENST00000000001",
    exons: null,
  };
  const byTerms = (
    kind: GenomicEvent["kind"],
    terms: string[],
    exons: string | null = null,
  ): string => {
    const annotations = [{ ...entry, terms, exons }];
    const ends = kind === "BND" ? [{ chrom: "1", pos: 1000, strand: "+" as const }] : [];
    const [one] = effectsOf(event(kind, "1", 1000, 5000, { annotations, ends }), null, NONE);
    return one === undefined ? "" : `${one.effect} ${one.class}: ${one.text}`;
  };

  test.each([
    [
      "case 61",
      "DEL",
      ["intron_variant", "feature_truncation"],
      null,
      "spanned none: no exon, by the file's annotation",
    ],
    [
      "whole",
      "DEL",
      ["transcript_ablation"],
      null,
      "whole_loss lof: whole gene deleted, by the file's annotation",
    ],
    [
      "exons",
      "DEL",
      [
        "splice_acceptor_variant",
        "splice_donor_variant",
        "coding_sequence_variant",
        "intron_variant",
      ],
      "3-5/12",
      "exon_loss protein_altering: coding bases deleted, frame not known: exons 3-5 of 12, by the file's annotation",
    ],
    [
      "splice",
      "DEL",
      ["splice_donor_variant", "intron_variant"],
      null,
      "exon_loss lof: splice site deleted, by the file's annotation",
    ],
    [
      "doubled",
      "DUP",
      ["transcript_amplification"],
      null,
      "whole_gain gain: whole gene duplicated, by the file's annotation",
    ],
    [
      "part",
      "DUP",
      ["coding_sequence_variant", "feature_elongation"],
      null,
      "partial_gain other: part of the gene duplicated, by the file's annotation",
    ],
    [
      "SVAnnotate",
      "DEL",
      ["PREDICTED_LOF"],
      null,
      "exon_loss lof: coding bases deleted, by the file's annotation",
    ],
    [
      "gnomAD",
      "DUP",
      ["PROTEIN_CODING__DUP_LOF"],
      null,
      "intragenic_gain protein_altering: exons duplicated, frame not known, by the file's annotation",
    ],
    [
      "SnpEff",
      "BND",
      ["gene_fusion"],
      null,
      "gene_disrupted other: the gene is broken, by the file's annotation",
    ],
    ["far", "DEL", ["upstream_gene_variant"], null, ""],
  ] as const)("%s", (_, kind, terms, exons, expected) => {
    expect(byTerms(kind, [...terms], exons)).toBe(expected);
  });

  test("of several transcripts the most severe", () => {
    const annotations = ["intron_variant", "transcript_ablation", "coding_sequence_variant"].map(
      (term) => ({ ...entry, terms: [term] }),
    );
    const effects = effectsOf(event("DEL", "1", 1000, 5000, { annotations }), null, NONE);
    expect(effects.map(({ effect }) => effect)).toEqual(["whole_loss"]);
  });

  const gene = { symbol: "GENE2", hgncId: "HGNC:2", ensemblGene: null, ncbiGene: null };
  const extents = [{ gene, chrom: "1", start: 10_000, end: 20_000 }];
  const inPlace = (given: GenomicEvent): string[] =>
    effectsOf(given, null, { ...NONE, extents }).map((one) => `${one.effect} ${one.class}`);

  test("case 91: inside of a gene's place nothing more is known; all of it is lost with it", () => {
    expect(inPlace(event("DEL", "1", 12_000, 13_000))).toEqual(["gene_body_only other"]);
    expect(inPlace(event("DEL", "1", 9000, 21_000))).toEqual(["whole_loss lof"]);
    expect(inPlace(event("DUP", "1", 9000, 21_000))).toEqual(["whole_gain gain"]);
    expect(inPlace(event("INV", "1", 9000, 21_000))).toEqual(["spanned none"]);
    const ci = { ciFirst: [-2000, 2000], ciLast: [0, 0] } satisfies Partial<GenomicEvent>;
    expect(inPlace(event("DEL", "1", 9000, 21_000, ci))).toEqual(["gene_body_only other"]);
    expect(inPlace(event("DEL", "2", 9000, 21_000))).toEqual([]);
    expect(inPlace(event("LOH", "1", 9000, 21_000))).toEqual([]);
  });

  test("the annotation stands before the place", () => {
    const annotations = [
      { ...entry, hgncId: "HGNC:2", symbol: "OLD2", terms: ["transcript_ablation"] },
    ];
    expect(inPlace(event("DEL", "1", 12_000, 13_000, { annotations }))).toEqual(["whole_loss lof"]);
  });
});
