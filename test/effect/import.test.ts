// GX-01 to GX-14: transcripts out of the GFF3 of Ensembl, GENCODE and RefSeq.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { FLAG } from "../../src/effect/flags.ts";
import { buildRelease } from "../../src/effect/import/release.ts";
import { tempFolder } from "../helpers/temp.ts";
import { hgncIdOfRow } from "../../src/io/gff3.ts";
import { genesOf, idsOf } from "../../src/effect/names.ts";
import { ensembl, imported, row, sequence } from "./gff3.ts";

const folder = tempFolder();
const has = (flags: number, bit: number): boolean => (flags & bit) !== 0;

/** Two exons, an untranslated base triplet on both sides, Met Ala Ala stop. */
const EXONS: [number, number][] = [
  [1001, 1009],
  [1101, 1109],
];
const CODING: [number, number, number][] = [
  [1004, 1009, 0],
  [1101, 1106, 0],
];
const MRNA = "CCCATGGCTGCTTAACCC";
const plain = ensembl({ id: "ENST1", exons: EXONS, cds: CODING });

describe("GX-01 rows and attributes", () => {
  it("values are decoded, lists split, a FASTA at the end is not read", async () => {
    const more = ";description=a %3D b [Source:HGNC Symbol%3BAcc:HGNC:51829];tag=basic,MANE_Select";
    const rows = ensembl({
      id: "ENST1",
      exons: EXONS,
      cds: CODING,
      geneMore: more,
      more: ";tag=basic,MANE_Select",
    });
    const { of } = await imported(folder, [...rows, "##FASTA", ">21", "ACGT"]);
    expect(of("ENST1.1").gene?.hgncId).toBe("HGNC:51829");
    expect(has(of("ENST1.1").flags, FLAG.maneSelect)).toBe(true);
  });

  it.each([
    ["Ensembl", "description=a [Source:HGNC Symbol%3BAcc:HGNC:3603]", "HGNC:3603"],
    ["Ensembl's GRCh37.87", "description=a [Source:HGNC Symbol%3BAcc:3603]", "HGNC:3603"],
    ["a prefix twice", "description=a [Source:HGNC Symbol%3BAcc:HGNC:HGNC:3603]", "HGNC:3603"],
    ["older Ensembl", "description=a [Source:HGNC (curated)%3BAcc:3603]", "HGNC:3603"],
    ["another source", "description=a [Source:EntrezGene%3BAcc:3603]", null],
    ["another source", "description=a [Source:RFAM%3BAcc:RF00001]", null],
    ["GENCODE", "hgnc_id=HGNC:3603", "HGNC:3603"],
    ["GENCODE, bare", "hgnc_id=3603", "HGNC:3603"],
    ["RefSeq", "Dbxref=GeneID:2200,HGNC:HGNC:3603,MIM:134797", "HGNC:3603"],
    ["older RefSeq", "Dbxref=GeneID:2200,HGNC:3603", "HGNC:3603"],
  ])("the gene's HGNC id as %s writes it: %s", async (_by, told, hgncId) => {
    const rows = ensembl({ id: "ENST1", exons: EXONS, cds: CODING, geneMore: `;${told}` });
    expect((await imported(folder, rows)).of("ENST1.1").gene?.hgncId).toBe(hgncId);
    expect(hgncIdOfRow(`ID=gene:ENSG1;${told}`)).toBe(hgncId);
  });

  it.each([
    ["#!genome-build GRCh38.p14", "GRCh38", "21"],
    ["#!genome-build GRCh37.p13", "GRCh37", "21"],
    ["##sequence-region 21 1 48129895", "GRCh37", "21"],
    ["##sequence-region chr21 1 46709983", "GRCh38", "chr21"],
    ["##sequence-region NC_000021.9 1 46709983", "GRCh38", "NC_000021.9"],
    [
      "#description: evidence-based annotation of the human genome (GRCh38), version 41 (Ensembl 107)",
      "GRCh38",
      "chr21",
    ],
    ["#", "GRCh37", "NC_000021.8"],
    [
      "##description: evidence-based annotation of the human genome (GRCh38), version 49 (Ensembl 115), mapped to GRCh37 with gencode-backmap",
      "GRCh37",
      "chr21",
    ],
  ])("the build of %s is %s", async (line, assembly, contig) => {
    const rows = ensembl({ id: "ENST1", exons: EXONS, cds: CODING, contig });
    const { built } = await imported(folder, rows, null, { head: ["##gff-version 3", line] });
    expect(built.head.assembly).toBe(assembly);
  });

  it("plain, gzipped, with \\r\\n: the same", async () => {
    const lines = ["##gff-version 3", "#!genome-build GRCh38", ...plain];
    const files: [string, Uint8Array][] = [
      ["a.gff3", Buffer.from(`${lines.join("\n")}\n`)],
      ["b.gff3.gz", gzipSync(lines.join("\n"))],
      ["c.gff3", Buffer.from(lines.join("\r\n"))],
    ];
    const options = {
      assembly: null,
      release: "1",
      reference: null,
      mane: null,
      allBiotypes: false,
      identify: () => null,
    };
    const bytes = await Promise.all(
      files.map(async ([name, content]) => {
        writeFileSync(join(folder, name), content);
        return (await buildRelease(join(folder, name), options)).bytes.toString("hex");
      }),
    );
    expect(new Set(bytes).size).toBe(1);
  });
});

describe("GX-01 what one writer does and another does not", () => {
  it.each([
    ["a blank behind each semicolon", (line: string) => line.replaceAll(";", ";  ")],
    [
      "percent-encoded ids, not their mentions",
      (line: string) => line.replace("ID=transcript:", "ID=transcript%3A"),
    ],
    [
      "percent-encoded mentions, not the ids",
      (line: string) => line.replace("Parent=transcript:", "Parent=transcript%3a"),
    ],
    ["ids beyond ASCII", (line: string) => line.replace(/transcript:/, "tránscript:")],
  ])("%s: the same coding transcript of the same gene", async (_, written) => {
    const exact = (await imported(folder, plain)).of("ENST1.1");
    const other = (await imported(folder, plain.map(written))).of("ENST1.1");
    expect(exact.cds).toEqual([1004, 1106]);
    expect(other).toEqual(exact);
  });
});

describe("GX-02 any order", () => {
  it("children before their parents, and with several parents", async () => {
    const two = plain.map((line) => line.replaceAll("ENST1", "ENST2"));
    const shared = row("exon", [1301, 1309], "Parent=transcript:ENST1,transcript:ENST2");
    const longer = [...plain, ...two].map((line) =>
      line.includes("\tmRNA\t") || line.includes("\tgene\t")
        ? line.replace("\t1109\t", "\t1309\t")
        : line,
    );
    const forward = await imported(folder, [...longer, shared]);
    const backward = await imported(folder, [...longer, shared].toReversed());
    expect(forward.of("ENST2.1").exons).toEqual([...EXONS, [1301, 1309]]);
    expect(forward.of("ENST1.1").exons).toEqual([...EXONS, [1301, 1309]]);
    expect(backward.built.bytes.equals(forward.built.bytes)).toBe(true);
  });
});

describe("GX-03 what is a transcript", () => {
  it("RefSeq's mitochondrial gene, whose coding rows hang on the gene", async () => {
    const at = { contig: "NC_012920.1", phase: "0" };
    const rows = [
      row(
        "gene",
        [3307, 4262],
        "ID=gene-ND1;Dbxref=GeneID:4535,HGNC:HGNC:7455;Name=ND1;gbkey=Gene;gene=ND1;gene_biotype=protein_coding",
        at,
      ),
      row(
        "CDS",
        [3307, 4262],
        "ID=cds-YP_1.1;Parent=gene-ND1;gene=ND1;protein_id=YP_1.1;transl_except=(pos:4261..4262%2Caa:TERM)",
        at,
      ),
    ];
    const { of } = await imported(folder, rows, null, {
      head: ["##gff-version 3", "#!genome-build GRCh38", "#!processor NCBI annotwriter"],
    });
    const found = of("ND1");
    expect(found).toMatchObject({ exons: [[3307, 4262]], cds: [3307, 4262], protein: "YP_1.1" });
    expect(found.gene).toMatchObject({ symbol: "MT-ND1", hgncId: "HGNC:7455", ncbiGene: "4535" });
    expect(has(found.flags, FLAG.stopByPolyA)).toBe(true);
  });

  it("without a word on its source it is RefSeq's by its ids; what was not checked is said as it is", async () => {
    const at = { contig: "NC_012920.1", phase: "0" };
    const rows = [
      row("gene", [3307, 4262], "ID=gene-ND1;Name=ND1;gene=ND1;gene_biotype=protein_coding", at),
      row("CDS", [3307, 4262], "ID=cds-YP_1.1;Parent=gene-ND1;gene=ND1;protein_id=YP_1.1", at),
    ];
    const head = ["##gff-version 3", "##sequence-region NC_012920.1 1 16569"];
    const { built } = await imported(
      folder,
      rows,
      { MT: "ACGT".repeat(4143).slice(0, 16_569) },
      {
        head,
        assembly: "GRCh38",
      },
    );
    expect(built.head.source).toBe("RefSeq");
    expect(built.notes.filter((note) => note.startsWith("not checked"))).toEqual([
      "not checked against the reference: no complete coding transcript with UTRs on a nuclear chromosome has bases there",
    ]);
    const ensembls = (await imported(folder, ensembl({ id: "ENST1", exons: EXONS, cds: CODING })))
      .built;
    expect(ensembls.head.source).toBe("Ensembl");
  });

  it("copies of one id on X and Y are both kept, the second marked", async () => {
    const gencode = (contig: string, suffix: string): string[] => [
      row("gene", [1001, 1109], `ID=ENSG1.2${suffix};gene_type=protein_coding;gene_name=G`, {
        contig,
      }),
      row(
        "transcript",
        [1001, 1109],
        `ID=ENST1.2${suffix};Parent=ENSG1.2${suffix};gene_type=protein_coding;gene_name=G;transcript_type=protein_coding`,
        { contig },
      ),
      ...EXONS.map((extent, i) =>
        row("exon", extent, `ID=exon:ENST1.2${suffix}:${i};Parent=ENST1.2${suffix}`, { contig }),
      ),
    ];
    const { slice } = await imported(folder, [
      ...gencode("chrX", ""),
      ...gencode("chrY", "_PAR_Y"),
    ]);
    expect(idsOf(slice.names)).toEqual(["ENST1.2", "ENST1.2"]);
    expect([...slice.columns.flags].map((flags) => has(flags, FLAG.copy))).toEqual([false, true]);
    expect(genesOf(slice.names).map(({ ensemblGene }) => ensemblGene)).toEqual(["ENSG1", "ENSG1"]);
  });

  it("ids: prefixes go, versions stay; old RefSeq rows have their accession in Name", async () => {
    const rows = [
      row(
        "gene",
        [1001, 1109],
        "ID=gene123;Dbxref=GeneID:5,HGNC:HGNC:7;gene=A;gene_biotype=protein_coding",
      ),
      row("mRNA", [1001, 1109], "ID=rna1449;Parent=gene123;Name=NM_000001.2;gene=A"),
      ...EXONS.map((extent) => row("exon", extent, "Parent=rna1449")),
    ];
    expect((await imported(folder, rows)).of("NM_000001.2").gene).toMatchObject({
      symbol: "A",
      hgncId: "HGNC:7",
      ncbiGene: "5",
    });
  });
});

describe("GX-04 exons", () => {
  it("stand in the transcript's direction", async () => {
    const cds: [number, number, number][] = [
      [1101, 1106, 0],
      [1004, 1009, 0],
    ];
    const { of } = await imported(folder, ensembl({ id: "ENST1", exons: EXONS, cds, strand: "-" }));
    expect(of("ENST1.1")).toMatchObject({ exons: EXONS.toReversed(), cds: [1004, 1106], phase: 0 });
  });

  it("less than five bases apart: a gap of an alignment", async () => {
    const { of } = await imported(
      folder,
      ensembl({
        id: "ENST1",
        exons: [
          [1001, 1009],
          [1013, 1021],
        ],
      }),
    );
    expect(has(of("ENST1.1").flags, FLAG.gapped)).toBe(true);
    expect(of("ENST1.1").gapAt).toBe(1013);
    const far = await imported(
      folder,
      ensembl({
        id: "ENST1",
        exons: [
          [1001, 1009],
          [1015, 1021],
        ],
      }),
    );
    expect(has(far.of("ENST1.1").flags, FLAG.gapped)).toBe(false);
  });
});

describe("GX-05 frame", () => {
  const flagsOf = async (cds: [number, number, number][], more = {}): Promise<number> =>
    (await imported(folder, ensembl({ id: "ENST1", exons: EXONS, cds, ...more }))).of("ENST1.1")
      .flags;

  it("a first phase is an incomplete start; what is left over an incomplete end", async () => {
    expect(
      has(
        await flagsOf([
          [1001, 1009, 2],
          [1101, 1105, 2],
        ]),
        FLAG.cdsStartIncomplete,
      ),
    ).toBe(true);
    expect(
      has(
        await flagsOf([
          [1004, 1009, 0],
          [1101, 1105, 0],
        ]),
        FLAG.cdsEndIncomplete,
      ),
    ).toBe(true);
    const whole = await flagsOf(CODING);
    expect(has(whole, FLAG.cdsStartIncomplete | FLAG.cdsEndIncomplete)).toBe(false);
  });

  it("a phase that does not follow: no coding terms can be told", async () => {
    expect(
      has(
        await flagsOf([
          [1004, 1009, 0],
          [1101, 1106, 1],
        ]),
        FLAG.phaseConflict,
      ),
    ).toBe(true);
  });

  it("rows that overlap are slippage: they stay as they are", async () => {
    const cds: [number, number, number][] = [
      [1004, 1009, 0],
      [1009, 1013, 0],
    ];
    const { of } = await imported(folder, ensembl({ id: "ENST1", exons: [[1001, 1020]], cds }));
    expect(has(of("ENST1.1").flags, FLAG.slippage)).toBe(true);
    expect(of("ENST1.1").rows).toEqual([
      [1004, 1009],
      [1009, 1013],
    ]);
    expect(has(of("ENST1.1").flags, FLAG.phaseConflict)).toBe(false);
  });
});

describe("GX-06 the stop", () => {
  it("that the coding rows leave out is added, and counted", async () => {
    const short: [number, number, number][] = [
      [1004, 1009, 0],
      [1101, 1103, 0],
    ];
    const bases = { "21": sequence(2000, { exons: EXONS, mrna: MRNA }) };
    const { of, built } = await imported(
      folder,
      ensembl({ id: "ENST1", exons: EXONS, cds: short }),
      bases,
    );
    expect(of("ENST1.1").cds).toEqual([1004, 1106]);
    expect(built.notes.join()).toContain("1 transcript without the stop codon, which was added");
    const whole = await imported(folder, plain, bases);
    expect(whole.of("ENST1.1").cds).toEqual([1004, 1106]);
    expect(whole.built.head.sequence?.check).toMatchObject({
      complete: 1,
      starts: 1,
      stops: 1,
      extended: 0,
    });
  });

  it("on the minus strand too", async () => {
    const cds: [number, number, number][] = [
      [1101, 1106, 0],
      [1007, 1009, 0],
    ];
    const model = { id: "ENST1", exons: EXONS, cds, strand: "-" as const };
    const bases = { "21": sequence(2000, { exons: EXONS, strand: "-", mrna: MRNA }) };
    expect((await imported(folder, ensembl(model), bases)).of("ENST1.1").cds).toEqual([1004, 1106]);
  });
});

describe("GX-07 selenocysteine", () => {
  const mrna = "CCCATGTGAGCTTAACCC";
  const bases = { "21": sequence(2000, { exons: EXONS, mrna }) };

  it.each([
    ["RefSeq's mark", { cdsMore: ";transl_except=(pos:1007..1009%2Caa:Sec)" }, [] as string[]],
    [
      "a row of its own",
      {},
      [row("stop_codon_redefined_as_selenocysteine", [1007, 1009], "Parent=transcript:ENST1")],
    ],
  ])("by %s", async (_by, more, rows) => {
    const { of } = await imported(
      folder,
      [...ensembl({ id: "ENST1", exons: EXONS, cds: CODING, ...more }), ...rows],
      bases,
    );
    expect(of("ENST1.1").sec).toEqual([1007]);
    expect(has(of("ENST1.1").flags, FLAG.internalStop | FLAG.selenocysteineAssumed)).toBe(false);
  });

  it("without a mark: assumed in a selenoprotein's gene, a stop inside in others", async () => {
    const seleno = ensembl({
      id: "ENST1",
      exons: EXONS,
      cds: CODING,
      geneMore: ";description=[Source:HGNC Symbol%3BAcc:HGNC:4553]",
    });
    const found = (await imported(folder, seleno, bases)).of("ENST1.1");
    expect(found.sec).toEqual([1007]);
    expect(has(found.flags, FLAG.selenocysteineAssumed)).toBe(true);
    const other = (await imported(folder, plain, bases)).of("ENST1.1");
    expect(other.sec).toEqual([]);
    expect(has(other.flags, FLAG.internalStop)).toBe(true);
  });
});

describe("GX-08 incomplete", () => {
  it.each([
    [";tag=cds_start_NF,mRNA_start_NF", FLAG.cdsStartIncomplete],
    [";tag=cds_end_NF", FLAG.cdsEndIncomplete],
    [";partial=true;start_range=.,1001", FLAG.cdsStartIncomplete],
    [";partial=true;end_range=1109,.", FLAG.cdsEndIncomplete],
  ])("by %s", async (more, bit) => {
    const { of } = await imported(
      folder,
      ensembl({ id: "ENST1", exons: EXONS, cds: CODING, more }),
    );
    expect(of("ENST1.1").flags & (FLAG.cdsStartIncomplete | FLAG.cdsEndIncomplete)).toBe(bit);
  });

  it("Ensembl: no ATG and no 5' end, no stop and no 3' end; with them another start is a start", async () => {
    const all: [number, number, number][] = [
      [1001, 1009, 0],
      [1101, 1109, 0],
    ];
    const mrna = "CTGGCTGCTGCTGCTGCC";
    const bases = { "21": sequence(2000, { exons: EXONS, mrna }) };
    const cut = (
      await imported(folder, ensembl({ id: "ENST1", exons: EXONS, cds: all }), bases)
    ).of("ENST1.1");
    expect(has(cut.flags, FLAG.cdsStartIncomplete)).toBe(true);
    expect(has(cut.flags, FLAG.cdsEndIncomplete)).toBe(true);
    const other = { "21": sequence(2000, { exons: EXONS, mrna: "CCCCTGGCTGCTTAACCC" }) };
    const whole = await imported(folder, [...plain, ...fine(10)], { ...other, "22": FINE });
    expect(has(whole.of("ENST1.1").flags, FLAG.cdsStartIncomplete)).toBe(false);
  });
});

/** Sound transcripts on chromosome 22, so that one odd one does not make another build of it. */
const FINE = sequence(2000, { exons: EXONS, mrna: MRNA });
function fine(count: number): string[] {
  return Array.from({ length: count }, (_, i) =>
    ensembl({ id: `ENST9${i}`, exons: EXONS, cds: CODING, contig: "22" }),
  ).flat();
}

describe("GX-09 the mitochondrion", () => {
  it("reads its own code: no stop inside where TGA is Trp, ATA begins", async () => {
    const extent: [number, number][] = [[1001, 1012]];
    const bases = { MT: sequence(2000, { exons: extent, mrna: "ATATGAGCTTAA" }) };
    const model = {
      id: "ENST1",
      exons: extent,
      cds: [[1001, 1012, 0]] as [number, number, number][],
      contig: "MT",
    };
    const { flags } = (await imported(folder, ensembl(model), bases)).of("ENST1.1");
    expect(has(flags, FLAG.internalStop | FLAG.cdsStartIncomplete | FLAG.cdsEndIncomplete)).toBe(
      false,
    );
  });

  it("a stop that polyadenylation completes is no incomplete end", async () => {
    const model = {
      id: "ENST1",
      exons: [[1001, 1010]] as [number, number][],
      cds: [[1001, 1010, 0]] as [number, number, number][],
      contig: "MT",
    };
    const { flags } = (await imported(folder, ensembl(model))).of("ENST1.1");
    expect(has(flags, FLAG.stopByPolyA)).toBe(true);
    expect(has(flags, FLAG.cdsEndIncomplete)).toBe(false);
  });
});

describe("GX-10 transcripts that differ from the genome", () => {
  const refseq = (note: string, match: string[] = []): string[] => [
    ...ensembl({ id: "NM_1.1", exons: EXONS, cds: CODING, more: `;Note=${note}` }).map((line) =>
      line.replaceAll(";version=1", ""),
    ),
    ...match,
  ];
  const words = "The RefSeq transcript has";
  const genome = "compared to this genomic sequence";

  it("in bases alone: marked, its numbers hold", async () => {
    const { flags, gapAt } = (
      await imported(folder, refseq(`${words} 2 substitutions ${genome}`))
    ).of("NM_1.1");
    expect(has(flags, FLAG.differsFromGenome)).toBe(true);
    expect([has(flags, FLAG.gapped), gapAt]).toEqual([false, 0]);
  });

  it("in length, the place not told: nothing of it can be numbered", async () => {
    const note = `${words} 1 substitution%2C 1 non-frameshifting indel ${genome}`;
    const { flags, gapAt } = (await imported(folder, refseq(note))).of("NM_1.1");
    expect(has(flags, FLAG.gapped) && has(flags, FLAG.differsFromGenome)).toBe(true);
    expect(gapAt).toBe(1001);
  });

  it.each(["annotated by transcript or proteomic data", "unclassified transcription discrepancy"])(
    "told by an exception alone (%s): nothing of it can be numbered",
    async (exception) => {
      const rows = refseq(`long;exception=${exception}`);
      const { flags, gapAt } = (await imported(folder, rows)).of("NM_1.1");
      expect(has(flags, FLAG.differsFromGenome)).toBe(true);
      expect(gapAt).toBe(1001);
    },
  );

  it("with the gap's row: from there on", async () => {
    const match = row(
      "cDNA_match",
      [1101, 1109],
      "ID=a;Target=NM_1.1 10 19 +;gap_count=1;Gap=M4 I1 M5",
    );
    const { gapAt } = (
      await imported(folder, refseq(`${words} 1 frameshift ${genome}`, [match]))
    ).of("NM_1.1");
    expect(gapAt).toBe(1101);
  });

  it.each(["+", "-"] as const)(
    "bases of the transcript that are in no part: from the middle of the intron on, on %s",
    async (strand) => {
      const parts: [number, number][] = [
        [1001, 1009],
        [1101, 1109],
        [1201, 1209],
      ];
      const exons = strand === "+" ? parts : parts.toReversed();
      const gapAt = async (
        cds: [number, number, number][],
        more: string,
        from = 0,
        targets = ["1 9", "15 23", "24 33"],
      ) => {
        const rows = ensembl({ id: "NM_1.1", exons: parts, cds, strand, more });
        const matches = exons.map((extent, i) => {
          const at = (targets[i] ?? "").replaceAll(/\d+/g, (n) => String(Number(n) + from));
          const gap = i === 2 ? ";gap_count=2;Gap=M4 I1 M5" : ";gap_count=2";
          return row("cDNA_match", extent, `ID=a;Target=NM_1.1 ${at} +${gap}`, { strand });
        });
        const all = [...rows.map((line) => line.replace(";version=1", "")), ...matches];
        return (await imported(folder, all)).of("NM_1.1").gapAt;
      };
      const note = `;Note=${words} 2 non-frameshifting indels ${genome}`;
      // The middle of an intron is counted from the exon before it: `+46`.
      const [first, second, third] = strand === "+" ? [1001, 1056, 1201] : [1209, 1154, 1009];
      const whole: [number, number, number][] =
        strand === "+" ? [[1004, 1009, 0]] : [[1201, 1206, 0]];
      expect(await gapAt(whole, note)).toBe(second);
      // c. is counted from the start codon, n. from the first base.
      expect(await gapAt(whole, note, 40)).toBe(second);
      expect(await gapAt([], note, 40)).toBe(first);
      const range = strand === "+" ? "start_range=.,1001" : "end_range=1209,.";
      expect(await gapAt(whole, `${note};partial=true;${range}`, 40)).toBe(first);
      // The start codon may be among the bases that the genome lacks.
      const follow = ["1 9", "10 18", "19 28"];
      const all = (phase: number): [number, number, number][] =>
        strand === "+" ? [[1001, 1009, phase]] : [[1201, 1209, phase]];
      expect(await gapAt(whole, note, 40, follow)).toBe(third);
      expect(await gapAt(all(1), note, 40, follow)).toBe(first);
      expect(await gapAt(all(0), note, 40, follow)).toBe(first);
      expect(await gapAt(all(0), note, 0, follow)).toBe(third);
    },
  );

  it("parts that follow on each other, without a gap: no difference", async () => {
    const parts = EXONS.map((extent, i) =>
      row("cDNA_match", extent, `ID=a;Target=NM_1.1 ${1 + 9 * i} ${9 + 9 * i} +;gap_count=0`),
    );
    const rows = [...refseq("a"), ...parts];
    expect((await imported(folder, rows)).of("NM_1.1").flags & FLAG.differsFromGenome).toBe(0);
  });
});

describe("GX-11 whose they are", () => {
  it("by the file's HGNC id, whatever its flavour", async () => {
    const gencode = [
      row(
        "gene",
        [1001, 1109],
        "ID=ENSG1.2;gene_type=protein_coding;gene_name=G;hgnc_id=HGNC:4827",
      ),
      row(
        "transcript",
        [1001, 1109],
        "ID=ENST1.2;Parent=ENSG1.2;gene_type=protein_coding;gene_name=G;transcript_type=protein_coding;protein_id=ENSP1.3",
      ),
      ...EXONS.map((extent) => row("exon", extent, "Parent=ENST1.2")),
    ];
    expect((await imported(folder, gencode)).of("ENST1.2").gene).toEqual({
      symbol: "G",
      hgncId: "HGNC:4827",
      ensemblGene: "ENSG1",
      ncbiGene: null,
      biotype: "protein_coding",
    });
  });

  it("else by what the store's tables know of its ids", async () => {
    const asked: unknown[] = [];
    const { of } = await imported(
      folder,
      ensembl({ id: "ENST1", gene: "ENSG00000000001", exons: EXONS }),
      null,
      {
        identify: (gene) => {
          asked.push(gene);
          return { symbol: "NEW", hgncId: "HGNC:9" };
        },
      },
    );
    expect(asked).toEqual([
      expect.objectContaining({ ensemblGene: "ENSG00000000001", hgncId: null }),
    ]);
    expect(of("ENST1.1").gene).toMatchObject({ symbol: "NEW", hgncId: "HGNC:9" });
  });
});

describe("GX-12, DEC-42 MANE by id, where the release does not tag it", () => {
  const mane = join(folder, "mane.tsv");
  writeFileSync(
    mane,
    [
      "#NCBI_GeneID\tEnsembl_Gene\tHGNC_ID\tsymbol\tname\tRefSeq_nuc\tRefSeq_prot\tEnsembl_nuc\tEnsembl_prot\tMANE_status",
      "GeneID:1\tENSG1.1\tHGNC:1\tA\ta\tNM_1.2\tNP_1.2\tENST1.1\tENSP1.1\tMANE Select",
      "GeneID:1\tENSG2.1\tHGNC:2\tB\tb\tNM_2.2\tNP_2.2\tENST2.7\tENSP2.1\tMANE Select",
    ].join("\n"),
  );

  it("the same version, and another one, which says so", async () => {
    const second = ensembl({ id: "ENST2", exons: EXONS, cds: CODING, contig: "22" });
    const rows = [...plain, ...second];
    const { of } = await imported(folder, rows, null, { mane });
    const ofMane = FLAG.maneSelect | FLAG.maneOtherVersion;
    expect(of("ENST1.1").flags & ofMane).toBe(FLAG.maneSelect);
    expect(of("ENST1.1").counterpart).toBe("NM_1.2");
    expect(of("ENST2.1").flags & ofMane).toBe(ofMane);
    expect(has(of("ENST1.1").flags & of("ENST2.1").flags, FLAG.canonical)).toBe(true);
  });

  it("GENCODE's ids on GRCh37 say how often they were mapped: no part of the id", async () => {
    const at = "gene_id=ENSG1.1_2;gene_type=protein_coding;gene_name=A";
    const rows = [
      row("gene", [1001, 1109], `ID=ENSG1.1;${at}`),
      row("transcript", [1001, 1109], `ID=ENST1.1;Parent=ENSG1.1;${at};transcript_id=ENST1.1_10`),
      ...EXONS.map((extent) => row("exon", extent, "Parent=ENST1.1")),
      ...CODING.map(([start, end]) =>
        row("CDS", [start, end], "ID=CDS:ENST1.1;Parent=ENST1.1;protein_id=ENSP1.1_2", {
          phase: "0",
        }),
      ),
    ];
    const { of } = await imported(folder, rows, null, { mane });
    const { flags, counterpart, gene, protein } = of("ENST1.1");
    expect(flags & (FLAG.maneSelect | FLAG.maneOtherVersion)).toBe(FLAG.maneSelect);
    expect([counterpart, gene?.ensemblGene, protein]).toEqual(["NM_1.2", "ENSG1", "ENSP1.1"]);
  });

  it("a gene that the release tags keeps its tags: one MANE Select each", async () => {
    const other = ensembl({
      id: "ENST3",
      gene: "ENSG1",
      exons: EXONS,
      cds: CODING,
      more: ";tag=MANE_Select",
    });
    const second = ensembl({ id: "ENST2", exons: EXONS, cds: CODING, contig: "22" });
    const rows = [...plain, ...other.slice(1), ...second];
    const { of } = await imported(folder, rows, null, { mane });
    expect(has(of("ENST1.1").flags, FLAG.maneSelect | FLAG.canonical)).toBe(false);
    expect(has(of("ENST3.1").flags, FLAG.maneSelect)).toBe(true);
    expect(has(of("ENST3.1").flags, FLAG.canonical)).toBe(true);
    expect(has(of("ENST2.1").flags, FLAG.maneSelect)).toBe(true);
    // What the tags do not say the table tells.
    const tagged = plain.map((line) => line.replace("version=1", "version=1;tag=MANE_Select"));
    expect((await imported(folder, tagged, null, { mane })).of("ENST1.1").counterpart).toBe(
      "NM_1.2",
    );
  });

  it("RefSeq's own tags and its Ensembl counterpart", async () => {
    const rows = ensembl({
      id: "NM_1.2",
      exons: EXONS,
      more: ";tag=MANE Select;Dbxref=Ensembl:ENST1.1,GeneID:1",
    });
    const { of } = await imported(
      folder,
      rows.map((line) => line.replace(";version=1", "")),
    );
    expect(has(of("NM_1.2").flags, FLAG.maneSelect)).toBe(true);
    expect(of("NM_1.2").counterpart).toBe("ENST1.1");
  });
});

describe("GX-13 the canonical transcript", () => {
  const one = (id: string, more: string, exons = EXONS): string[] =>
    ensembl({ id, gene: "ENSG1", exons, more }).filter((line) => !line.includes("\tgene\t"));
  const gene = row(
    "gene",
    [1001, 1209],
    "ID=gene:ENSG1;Name=A;biotype=protein_coding;gene_id=ENSG1",
  );
  const longer: [number, number][] = [
    [1001, 1009],
    [1101, 1209],
  ];

  it.each([
    ["the release's own", [";tag=Ensembl_canonical", ";tag=MANE_Select"], 0],
    ["else MANE's", [";tag=appris_principal_1", ";tag=MANE_Select"], 1],
    ["else RefSeq's", [";tag=appris_principal_1", ";tag=RefSeq Select"], 1],
    ["else APPRIS's", [";tag=appris_alternative_1", ";tag=appris_principal_2"], 1],
    [
      "else the better supported",
      [
        ";transcript_support_level=3",
        ";transcript_support_level=1 (assigned to previous version 2)",
      ],
      1,
    ],
  ])("%s", async (_why, [a = "", b = ""], best) => {
    const { of } = await imported(folder, [gene, ...one("ENST1", a), ...one("ENST2", b)]);
    const chosen = [of("ENST1.1"), of("ENST2.1")].map(({ flags }) => has(flags, FLAG.canonical));
    expect(chosen).toEqual(best === 0 ? [true, false] : [false, true]);
  });

  it("else the longest, else the smallest id", async () => {
    const { of } = await imported(folder, [
      gene,
      ...one("ENST1", ""),
      ...one("ENST2", "", longer),
      ...one("ENST3", "", longer),
    ]);
    expect(
      ["ENST1.1", "ENST2.1", "ENST3.1"].map((id) => has(of(id).flags, FLAG.canonical)),
    ).toEqual([false, true, false]);
  });
});

describe("GX-14 what is kept", () => {
  const of = async (
    biotype: string,
    geneBiotype: string,
    allBiotypes = false,
  ): Promise<boolean> => {
    const rows = ensembl({ id: "ENST1", exons: EXONS, biotype }).map((line) =>
      line.includes("\tgene\t")
        ? line.replace("biotype=protein_coding", `biotype=${geneBiotype}`)
        : line,
    );
    const { slice, built } = await imported(folder, [...rows, ...fine(1)], null, { allBiotypes });
    const isKept = idsOf(slice.names).includes("ENST1.1");
    if (!isKept) expect(built.notes).toContain(`left out: transcripts of biotype ${biotype} 1`);
    return isKept;
  };

  it.each([
    ["protein_coding", "protein_coding", true],
    ["nonsense_mediated_decay", "protein_coding", true],
    ["IG_V_gene", "IG_V_gene", true],
    ["retained_intron", "protein_coding", false],
    ["processed_transcript", "protein_coding", false],
    ["retained_intron", "lncRNA", true],
    ["snRNA", "snRNA", true],
    ["Mt_tRNA", "Mt_tRNA", true],
    ["processed_pseudogene", "processed_pseudogene", false],
    ["TEC", "TEC", false],
  ])("%s of a gene that is %s: %s", async (biotype, geneBiotype, kept) => {
    expect(await of(biotype, geneBiotype)).toBe(kept);
    expect(await of(biotype, geneBiotype, true)).toBe(true);
  });
});
