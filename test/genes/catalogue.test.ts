import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { writeFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { isToolError } from "../../src/core/errors.ts";
import {
  completePanel,
  identityLines,
  importGenes,
  openCatalogue,
  openSnapshot,
  type Catalogue,
} from "../../src/genes/catalogue/index.ts";
import { snapshotOf } from "../../src/genes/catalogue/snapshot.ts";
import { readGeneFile } from "../../src/genes/catalogue/read.ts";
import { type GeneFile } from "../../src/genes/catalogue/types.ts";
import { newPanel } from "../../src/panel/formats/empty.ts";
import { newGene } from "../../src/panel/gene.ts";
import type { PanelGene } from "../../src/panel/types.ts";
import { openStore } from "../../src/store/index.ts";
import { tempFolder } from "../helpers/temp.ts";

const folder = tempFolder();
let files = 0;

function file(content: string | Uint8Array, name = `genes-${(files += 1)}.txt`): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const HGNC_COLUMNS =
  "hgnc_id\tsymbol\tname\tstatus\talias_symbol\tprev_symbol\tdate_modified\tentrez_id\tensembl_gene_id";
const HGNC = [
  HGNC_COLUMNS,
  'HGNC:4162\tGARS1\tx\tApproved\t"CMT2D|SMAD1"\tGARS\t2023-01-20\t2617\tENSG00000106105',
  "HGNC:11630\tHNF1B\tx\tApproved\tLFB3\tTCF2\t2024-02-03\t6928\tENSG00000275410",
  "HGNC:1\tONE\tx\tApproved\tSHARED\t\t2020-01-01\t\t",
  "HGNC:2\tTWO\tx\tApproved\tSHARED\t\t2020-01-01\t\t",
  "HGNC:3\tGONE\tx\tEntry Withdrawn\t\t\t2025-01-01\t\t",
].join("\n");

const GFF38 = [
  "##gff-version 3",
  "#!genome-build GRCh38.p14",
  "#!genome-version GRCh38",
  "#!genebuild-last-updated 2023-03",
  "7\tensembl_havana\tgene\t30594735\t30634033\t.\t+\t.\tID=gene:ENSG00000106105;Name=GARS1;biotype=protein_coding;description=glycyl%2DtRNA [Source:HGNC Symbol%3BAcc:HGNC:4162];gene_id=ENSG00000106105;version=15",
  "7\tensembl\tmRNA\t30594735\t30634033\t.\t+\t.\tID=transcript:ENST1;Parent=gene:ENSG00000106105",
  "X\tensembl\tgene\t624344\t659411\t.\t+\t.\tID=gene:ENSG00000185960;Name=SHOX;description=[Source:HGNC Symbol%3BAcc:HGNC:10853];gene_id=ENSG00000185960",
  "Y\tensembl\tgene\t624344\t659411\t.\t+\t.\tID=gene:ENSG00000185960;Name=SHOX;description=[Source:HGNC Symbol%3BAcc:HGNC:10853];gene_id=ENSG00000185960",
  "KI270728.1\tensembl\tpseudogene\t100\t200\t.\t+\t.\tID=gene:ENSG00000000009;Name=NOWHERE",
  "MT\tensembl\tncRNA_gene\t577\t647\t.\t+\t.\tID=gene:ENSG00000210049;Name=MT-TF;gene_id=ENSG00000210049",
].join("\n");

const REFSEQ37 = [
  "##gff-version 3",
  "#!processor NCBI annotwriter",
  "#!genome-build GRCh37.p13",
  "#!annotation-source NCBI RefSeq GCF_000001405.25-RS_2024_09",
  "##sequence-region NC_000007.13 1 159138663",
  "NC_000007.13\tBestRefSeq\tgene\t30634181\t30673649\t.\t+\t.\tID=gene-GARS1;Dbxref=GeneID:2617,HGNC:HGNC:4162,MIM:600287;Name=GARS1;gbkey=Gene;gene=GARS1;gene_synonym=CMT2D,GARS",
  "NC_000007.13\tBestRefSeq\texon\t30634181\t30634300\t.\t+\t.\tID=exon-1;gene=GARS1",
  "NT_167214.1\tBestRefSeq\tgene\t1\t10\t.\t+\t.\tID=gene-X;gene=X",
].join("\n");

const MANE = [
  "#NCBI_GeneID\tEnsembl_Gene\tHGNC_ID\tsymbol\tname\tRefSeq_nuc\tRefSeq_prot\tEnsembl_nuc\tEnsembl_prot\tMANE_status\tGRCh38_chr\tchr_start\tchr_end\tchr_strand",
  "GeneID:6928\tENSG00000275410.6\tHGNC:11630\tHNF1B\tx\tNM_1\tNP_1\tENST1\tENSP1\tMANE Select\tNC_000017.11\t37687000\t37745000\t-",
  "GeneID:6928\tENSG00000275410.6\tHGNC:11630\tHNF1B\tx\tNM_2\tNP_2\tENST2\tENSP2\tMANE Plus Clinical\t17\t37686431\t37740000\t-",
].join("\n");

const EXTENTS = [
  "#Chromosome/scaffold name\tGene Start (bp)\tGene End (bp)\tHGNC symbol\tGene ID",
  "17\t36046434\t36105237\tHNF1B\tENSG00000108753",
  "HG991_PATCH\t66119285\t66465398\tSLC25A26\tENSG00000261657",
].join("\n");

describe("what a file is, its content tells", () => {
  it.each([
    ["Ensembl's GRCh37.87", "description=x [Source:HGNC Symbol%3BAcc:4162]", "HGNC:4162"],
    ["a prefix twice", "description=x [Source:HGNC Symbol%3BAcc:HGNC:HGNC:4162]", "HGNC:4162"],
    ["another source", "description=x [Source:EntrezGene%3BAcc:4162]", null],
    ["GENCODE", "hgnc_id=HGNC:4162", "HGNC:4162"],
  ])("a gene's HGNC id as %s writes it", async (_by, told, hgncId) => {
    const text = GFF38.replace(/description=[^;]*HGNC:4162\]/, told);
    const { genes } = await readGeneFile(file(text, "x.GRCh38.110.gff3"), null);
    expect(genes.find(({ symbol }) => symbol === "GARS1")?.hgncId).toBe(hgncId);
  });

  it.each<[string, string, string | undefined, Partial<GeneFile>, number]>([
    ["HGNC", HGNC, undefined, { source: "hgnc", version: "2024-02-03", assembly: null }, 4],
    [
      "MANE",
      MANE,
      "MANE.GRCh38.v1.0.txt",
      { source: "mane", version: "1.0", assembly: "GRCh38" },
      1,
    ],
    [
      "Ensembl",
      GFF38,
      "x.GRCh38.110.gff3",
      { source: "ensembl", version: "110", assembly: "GRCh38" },
      3,
    ],
    [
      "RefSeq",
      REFSEQ37,
      undefined,
      { source: "refseq", version: "RS_2024_09", assembly: "GRCh37" },
      1,
    ],
  ])("%s", async (_name, text, name, expected, genes) => {
    for (const content of [text, `${text.replaceAll("\n", "\r\n")}\r\n`, gzipSync(text)]) {
      const found = await readGeneFile(file(content, name), null);
      expect(found).toMatchObject(expected);
      expect(found.genes).toHaveLength(genes);
    }
  });

  it("GENCODE on GRCh37: the build mapped to, its names, Ensembl's release", async () => {
    const text = [
      "##gff-version 3",
      "##description: evidence-based annotation of the human genome (GRCh38), version 49 (Ensembl 115), mapped to GRCh37 with gencode-backmap",
      "##provider: GENCODE",
      "chr7\tHAVANA\tgene\t30634181\t30673649\t.\t+\t.\tID=ENSG00000106105.15;gene_id=ENSG00000106105.15_12;gene_type=protein_coding;gene_name=GARS1;hgnc_id=HGNC:4162",
    ].join("\n");
    expect(await readGeneFile(file(text, "gencode.v49lift37.annotation.gff3"), null)).toMatchObject(
      {
        source: "ensembl",
        version: "115",
        assembly: "GRCh37",
        genes: [{ symbol: "GARS1", hgncId: "HGNC:4162", ensemblId: "ENSG00000106105" }],
      },
    );
  });

  it("HGNC: previous and alias symbols, ids; withdrawn ones are counted", async () => {
    const { genes, notes } = await readGeneFile(file(HGNC), null);
    expect(genes[0]).toEqual({
      hgncId: "HGNC:4162",
      symbol: "GARS1",
      name: "x",
      previousSymbols: ["GARS"],
      aliases: ["CMT2D", "SMAD1"],
      ensemblId: "ENSG00000106105",
      ncbiId: "2617",
      location: null,
    });
    expect(notes).toEqual(["1 withdrawn entry left out"]);
  });

  it("MANE: transcripts of a gene are one extent", async () => {
    const { genes } = await readGeneFile(file(MANE), null);
    expect(genes).toMatchObject([
      {
        hgncId: "HGNC:11630",
        ncbiId: "6928",
        location: { chrom: "17", start: 37686431, end: 37745000 },
      },
    ]);
  });

  it("GFF3: the HGNC id in the description; X for a pseudoautosomal gene; patches are counted", async () => {
    const { genes, notes } = await readGeneFile(file(GFF38), null);
    expect(genes.map(({ symbol, hgncId, location }) => [symbol, hgncId, location?.chrom])).toEqual([
      ["GARS1", "HGNC:4162", "7"],
      ["SHOX", "HGNC:10853", "X"],
      ["MT-TF", null, "MT"],
    ]);
    expect(notes).toEqual(["1 row outside the chromosomes (patches, alternate loci): left out"]);
  });

  it("RefSeq: ids in Dbxref, synonyms, accessions as chromosomes", async () => {
    const { genes } = await readGeneFile(file(REFSEQ37), null);
    expect(genes).toEqual([
      {
        hgncId: "HGNC:4162",
        symbol: "GARS1",
        name: "",
        previousSymbols: [],
        aliases: ["CMT2D", "GARS"],
        ensemblId: null,
        ncbiId: "2617",
        location: { chrom: "7", start: 30634181, end: 30673649 },
      },
    ]);
  });
});

describe("bad files", () => {
  it.each<[string, string | Uint8Array, "GRCh37" | "GRCh38" | null, string, string]>([
    ["empty", "", null, "E_KNOWLEDGE", "empty"],
    ["something else", "gene,mim\nA,1\n", null, "E_KNOWLEDGE", "not a gene file"],
    ["a header alone", HGNC_COLUMNS, null, "E_KNOWLEDGE", "does not name a gene"],
    [
      "a row without an id",
      `${HGNC_COLUMNS}\nx\ty\n`,
      null,
      "E_KNOWLEDGE",
      "HGNC id or symbol missing",
    ],
    ["extents without an assembly", EXTENTS, null, "E_USAGE", "does not state its assembly"],
    ["the other assembly", GFF38, "GRCh37", "E_ASSEMBLY", "is for GRCh38"],
    [
      "the other assembly, by a chromosome's row alone",
      GFF38.replace(
        /#!genome-(?:build|version).*\n#!genome-version.*/,
        "7\tx\tregion\t1\t159345973\t.\t+\t.\tID=a",
      ),
      "GRCh37",
      "E_ASSEMBLY",
      "is for GRCh38",
    ],
    [
      "both assemblies",
      `${GFF38}\n7\tx\tregion\t1\t159138663\t.\t+\t.\tID=a`,
      "GRCh37",
      "E_KNOWLEDGE",
      "the file is for GRCh37 and for GRCh38",
    ],
    [
      "beyond the chromosome",
      `${EXTENTS}\n17\t1\t81195211\tA\tENSG00000000001`,
      "GRCh37",
      "E_ASSEMBLY",
      "ends at 81195211",
    ],
    [
      "GFF3 with an empty extent",
      GFF38.replace("30634033", "x"),
      null,
      "E_KNOWLEDGE",
      "not a range",
    ],
    ["cut gzip", gzipSync(HGNC).subarray(0, 60), null, "E_BGZF_TRUNCATED", "truncated"],
  ])("%s", async (_name, content, assembly, code, message) => {
    const error: unknown = await readGeneFile(file(content), assembly).catch((e: unknown) => e);
    expect(isToolError(error) && error.code).toBe(code);
    expect(isToolError(error) && error.message).toContain(message);
  });

  it("a missing file", async () => {
    const error: unknown = await readGeneFile(join(folder, "none"), null).catch((e: unknown) => e);
    expect(isToolError(error) && error.code).toBe("E_INPUT_MISSING");
  });
});

describe("the compact form", () => {
  it("finds every gene by key and by every name, and nothing else", async () => {
    for (const text of [HGNC, GFF38, MANE]) {
      const read = await readGeneFile(file(text), null);
      const snapshot = openSnapshot(snapshotOf(read), "x");
      for (const gene of read.genes) {
        const key = gene.hgncId ?? gene.ensemblId ?? "";
        expect(snapshot.byKey(key)).toEqual(gene);
        expect(snapshot.byName(gene.symbol.toLowerCase(), "s")).toEqual([key]);
        for (const previous of gene.previousSymbols)
          expect(snapshot.byName(previous, "p")).toContain(key);
      }
      for (const name of ["", "HGNC:", "HGNC:416", "HGNC:41622", "ZZZ", "\t", "\n"])
        expect(snapshot.byKey(name), JSON.stringify(name)).toBeNull();
    }
  });

  it("does not depend on the order of the file", async () => {
    const read = await readGeneFile(file(HGNC), null);
    const turned = { ...read, genes: read.genes.toReversed() };
    expect(snapshotOf(turned).equals(snapshotOf(read))).toBe(true);
  });

  it.each(["", "{}\n", '{"schema":"panelist.genes","version":2}\n', "HGNC:1\tA\n"])(
    "%j is none",
    (text) => {
      expect(() => openSnapshot(Buffer.from(text), "x")).toThrowError("not a gene table");
    },
  );
});

async function catalogueOf(...texts: [string, ("GRCh37" | "GRCh38")?][]): Promise<Catalogue> {
  const store = openStore(join(folder, `store-${(files += 1)}`));
  for (const [text, assembly] of texts)
    await importGenes(store, file(text), { assembly: assembly ?? null, now: new Date(0) });
  const opened = await openCatalogue(store, null);
  if (opened === null) throw new Error("no genes");
  return opened.catalogue;
}

function panelOf(...genes: PanelGene[]): ReturnType<typeof newPanel> {
  return newPanel({ id: "1", name: "P", source: "tsv", digest: "" }, { genes });
}

describe("a panel completed", () => {
  let catalogue: Catalogue;
  beforeAll(async () => {
    catalogue = await catalogueOf([HGNC], [GFF38], [REFSEQ37], [MANE], [EXTENTS, "GRCh37"]);
  });

  it("PA-04 a symbol of 2017 gets its id, its current symbol, and coordinates on both builds", () => {
    const { panel, notes } = completePanel(panelOf(newGene("GARS")), catalogue);
    expect(panel.genes[0]).toMatchObject({
      symbol: "GARS",
      hgncId: "HGNC:4162",
      ncbiId: "2617",
      ensemblIds: ["ENSG00000106105"],
      otherSymbols: ["GARS1"],
      location: {
        GRCh37: { chrom: "7", start: 30634181, end: 30673649 },
        GRCh38: { chrom: "7", start: 30594735, end: 30634033 },
      },
    });
    expect(notes.map(({ kind, detail }) => `${kind} ${detail}`)).toEqual([
      "found_by_other_symbol now GARS1",
      "id_filled HGNC:4162",
      "coordinates_filled GRCh37 7:30634181-30673649",
      "coordinates_filled GRCh38 7:30594735-30634033",
    ]);
  });

  it("PA-04 the id counts, not the symbol: a changed one is told", () => {
    const { notes } = completePanel(panelOf(newGene("GARS", { hgncId: "HGNC:4162" })), catalogue);
    expect(notes[0]).toMatchObject({ kind: "symbol_changed", detail: "now GARS1" });
  });

  it("DEC-17 ids of both builds are kept where they differ, and told", () => {
    const row = newGene("HNF1B", {
      hgncId: "HGNC:11630",
      ensemblIds: ["ENSG00000108753", "ENSG00000275410"],
    });
    const { panel, notes } = completePanel(panelOf(row), catalogue);
    expect(panel.genes[0]?.ensemblIds).toEqual(["ENSG00000108753", "ENSG00000275410"]);
    expect(notes[0]).toMatchObject({ kind: "several_ensembl_ids", symbol: "HNF1B" });
    // GRCh37 comes from a table that knows the symbol alone, GRCh38 from MANE.
    expect(panel.genes[0]?.location).toEqual({
      GRCh37: { chrom: "17", start: 36046434, end: 36105237 },
      GRCh38: { chrom: "17", start: 37686431, end: 37745000 },
    });
  });

  it.each<[string, [number, number], [number, number], string | null]>([
    ["wider", [30500000, 30700000], [30500000, 30700000], null],
    ["narrower", [30600000, 30600001], [30594735, 30634033], null],
    ["beside", [30634100, 30634200], [30594735, 30634200], null],
    ["elsewhere", [90000000, 90000001], [90000000, 90000001], "coordinates_disagree"],
  ])("DEC-16 the panel's extent %s is joined with the catalogue's", (_name, own, joined, kind) => {
    const row = newGene("GARS1", {
      hgncId: "HGNC:4162",
      location: { GRCh37: null, GRCh38: { chrom: "7", start: own[0], end: own[1] } },
    });
    const { panel, notes } = completePanel(panelOf(row), catalogue);
    expect(panel.genes[0]?.location.GRCh38).toEqual({
      chrom: "7",
      start: joined[0],
      end: joined[1],
    });
    expect(notes.some((note) => note.kind === kind)).toBe(kind !== null);
  });

  it.each<[string, Partial<PanelGene>, string]>([
    ["NOSUCH", {}, "gene_unknown"],
    ["SHARED", {}, "gene_unknown"],
    ["GARS1", { hgncId: "HGNC:999999" }, "id_unknown"],
  ])("what cannot be found is told, never guessed: %s %o", (symbol, known, kind) => {
    const { panel, notes } = completePanel(panelOf(newGene(symbol, known)), catalogue);
    expect(notes.map((note) => note.kind)).toEqual([kind, "no_coordinates"]);
    expect(panel.genes[0]).toMatchObject({ symbol, hgncId: known.hgncId ?? null });
    expect(identityLines(notes)).toHaveLength(2);
    if (symbol === "SHARED") expect(notes[0]?.detail).toBe("may be ONE, TWO");
  });

  it("without an imported file, what the panel alone shows is told", () => {
    const row = newGene("A", { ensemblIds: ["ENSG00000000001", "ENSG00000000002"] });
    const { panel, notes } = completePanel(panelOf(row), null);
    expect(panel.genes).toEqual([row]);
    expect(identityLines(notes)).toEqual([
      "1 gene with several Ensembl ids: A (ENSG00000000001, ENSG00000000002)",
      "1 gene without coordinates: A (GRCh37, GRCh38)",
    ]);
  });
});

describe("in the store", () => {
  it("the same file twice is there once; the newest release counts; no genes is none", async () => {
    const store = openStore(join(folder, "twice"));
    expect(await openCatalogue(store, null)).toBeNull();
    const options = { assembly: null, now: new Date("2026-01-02T03:04:05Z") };
    const first = await importGenes(store, file(HGNC), options);
    expect(first).toMatchObject({
      added: true,
      entry: {
        kind: "genes",
        source: "hgnc",
        id: "names",
        version: "2024-02-03",
        fetched: "2026-01-02T03:04:05.000Z",
        facts: { genes: 4, with_hgnc_id: 4, with_coordinates: 0 },
      },
    });
    expect((await importGenes(store, file(HGNC), options)).added).toBe(false);
    const later = HGNC.replace("2024-02-03", "2025-10-01").replace("GARS1", "GARS9");
    await importGenes(store, file(later), options);
    const opened = await openCatalogue(store, "GRCh38");
    expect(opened?.catalogue.releases).toEqual(["hgnc 2025-10-01"]);
    const hit = opened?.catalogue.find({
      hgncId: "HGNC:4162",
      ensemblIds: [],
      ncbiId: null,
      symbol: "",
    });
    expect(hit?.gene.symbol).toBe("GARS9");
  });

  it("coordinates of the other assembly are not opened", async () => {
    const store = openStore(join(folder, "builds"));
    for (const text of [GFF38, REFSEQ37])
      await importGenes(store, file(text), { assembly: null, now: new Date(0) });
    expect((await openCatalogue(store, "GRCh37"))?.catalogue.releases).toEqual([
      "refseq RS_2024_09 GRCh37",
    ]);
  });
});
