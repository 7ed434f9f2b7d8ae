/** Every reader of foreign bytes, called in this process. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { loadPolicy } from "../../src/analysis/load-policy.ts";
import { openReference } from "../../src/analysis/lookups/reference.ts";
import { importClinVar, importInhouse, Snapshot } from "../../src/classifications/index.ts";
import { usageError } from "../../src/core/errors.ts";
import { buildRelease, type BuiltRelease } from "../../src/effect/import/release.ts";
import { openTranscripts, transcriptsOf } from "../../src/effect/snapshot.ts";
import { DEFAULT_POLICY } from "../../src/core/policy.ts";
import { openSnapshot } from "../../src/genes/catalogue/index.ts";
import { catalogueOf } from "../../src/genes/catalogue/catalogue.ts";
import { readGeneFile } from "../../src/genes/catalogue/read.ts";
import { snapshotOf } from "../../src/genes/catalogue/snapshot.ts";
import { geneCoverage } from "../../src/genes/coverage.ts";
import {
  diseasesOf,
  importGeneDiseases,
  readGeneDiseases,
  statedOf,
} from "../../src/genes/gene-diseases.ts";
import { keptCoverage } from "../../src/genes/kept-coverage.ts";
import { importGeneFacts, readGeneFacts } from "../../src/genes/gene-facts.ts";
import { analyse, readReport } from "../../src/index.ts";
import { decompressStream, sniff } from "../../src/io/bgzf/index.ts";
import { inflateIndex, parseIndex } from "../../src/io/bgzf/indexReader.ts";
import { readDeclaration } from "../../src/lookup/index.ts";
import { readPanelDocuments, unpackPanelFile } from "../../src/panel/formats/documents/index.ts";
import { parseTestDirectory } from "../../src/panel/directory/read.ts";
import { parsePanelBytes } from "../../src/panel/index.ts";
import { parseOverrides } from "../../src/panel/local/overrides.ts";
import { buildFamily, parsePed, readStatedGenotypes } from "../../src/pedigree/index.ts";
import { readCaseFile } from "../../src/phenotype/case-file/index.ts";
import { assemble, readPhenopacket } from "../../src/phenotype/index.ts";
import { readHpoPart } from "../../src/phenotype/read/index.ts";
import { decodeSnapshot, encodeSnapshot } from "../../src/phenotype/snapshot.ts";
import { readDecisions } from "../../src/report/checked/index.ts";
import { compileTemplate, TEXT_FIELDS } from "../../src/report/text/index.ts";
import { DECISION_COLUMNS } from "../../src/report/xlsx/decision-columns.ts";
import { compilePlan, Scanner } from "../../src/scan/index.ts";
import { openStore } from "../../src/store/index.ts";
import { parseHeader } from "../../src/vcf/index.ts";
import { bgzip, gunzip, gziOf } from "../helpers/bgzip.ts";
import { zipOf } from "../helpers/zip.ts";
import { HPOA, NINE_COLUMNS, OBO } from "../phenotype/toy.ts";
import { planFor } from "../scan/build.ts";
import type { Target } from "./driver.ts";

const ROOT = new URL("../../", import.meta.url);
const file = (path: string): Buffer => readFileSync(new URL(path, ROOT));
const text = (words: string): Buffer => Buffer.from(words);
const json = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));
/** Rows of cells, as a table with tabs. */
const table = (...rows: readonly string[]): Buffer =>
  text(rows.map((row) => `${row.replaceAll(/ {2,}/g, "\t")}\n`).join(""));

/** One folder for the files of a process; `inFile` for what is read by its path. */
const folder = mkdtempSync(join(tmpdir(), "panelist-fuzz-"));
process.on("exit", () => {
  rmSync(folder, { recursive: true, force: true });
});
function inFile(name: string, bytes: Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
}

/** Imported, read again and asked. */
function importDiseases(bytes: Uint8Array, of: "g2p" | "gencc"): Promise<void> {
  return inStore(async (store) => {
    const path = inFile("diseases.csv", bytes);
    const { entry } = await importGeneDiseases(store, path, {
      table: of,
      release: "2024-01-02",
      now: NOW,
    });
    const gene = { symbol: "PAH", hgncId: null, ensemblIds: [], ncbiId: null, otherSymbols: [] };
    statedOf(diseasesOf([readGeneDiseases(store.pathOf(entry))], gene));
  });
}

/** A store that is empty again each time. */
async function inStore<T>(use: (store: ReturnType<typeof openStore>) => Promise<T>): Promise<T> {
  const path = join(folder, "store");
  rmSync(path, { recursive: true, force: true });
  return use(openStore(path));
}
const NOW = new Date("2024-01-02T03:04:05.000Z");

/** The head and so many records of a VCF of the repository. */
function vcfPart(path: string, records: number): Buffer {
  const lines = gunzip(file(path)).toString("latin1").split("\n");
  const head = lines.filter((line) => line.startsWith("#"));
  const body = lines.filter((line) => line !== "" && !line.startsWith("#"));
  const step = Math.max(1, Math.floor(body.length / records));
  return Buffer.from(
    [...head, ...body.filter((_, i) => i % step === 0).slice(0, records), ""].join("\n"),
    "latin1",
  );
}
const SMALL = ["singleton", "snpeff", "bcsq"].map((name) => `test-data/small/${name}.vcf.gz`);

const PANEL = {
  id: 7,
  name: "Toy panel",
  version: "1.2",
  version_created: "2024-01-02T03:04:05.000000Z",
  status: "public",
  disease_group: "Toys",
  disease_sub_group: "",
  relevant_disorders: ["R59", "Toy disorder"],
  stats: { number_of_genes: 2, number_of_strs: 1, number_of_regions: 1 },
  types: [{ name: "GMS signed-off", slug: "gms-signed-off", description: "" }],
  genes: ["PAH", "SCN1A"].map((symbol, i) => ({
    entity_type: "gene",
    entity_name: symbol,
    confidence_level: String(3 - i),
    penetrance: "Complete",
    mode_of_pathogenicity: "",
    mode_of_inheritance: i === 0 ? "BIALLELIC, autosomal or pseudoautosomal" : "MONOALLELIC",
    publications: ["1"],
    evidence: ["Expert list"],
    phenotypes: ["Toy"],
    tags: [],
    transcript: null,
    gene_data: {
      gene_symbol: symbol,
      hgnc_symbol: symbol,
      hgnc_id: `HGNC:${8582 + i}`,
      alias: ["PKU"],
      biotype: "protein_coding",
      omim_gene: ["612349"],
      ensembl_genes: {
        GRch37: { "82": { ensembl_id: "ENSG00000171759", location: "12:103232104-103311381" } },
        GRch38: { "90": { ensembl_id: "ENSG00000171759", location: "12:102836889-102958410" } },
      },
    },
  })),
  strs: [
    {
      entity_type: "str",
      entity_name: "TOY_CAG",
      confidence_level: "3",
      mode_of_inheritance: "MONOALLELIC",
      chromosome: "4",
      grch37_coordinates: [3076604, 3076660],
      grch38_coordinates: [3074877, 3074933],
      normal_repeats: 36,
      pathogenic_repeats: 40,
      repeated_sequence: "CAG",
      gene_data: { gene_symbol: "HTT", hgnc_id: "HGNC:4851", ensembl_genes: {} },
    },
  ],
  regions: [
    {
      entity_type: "region",
      entity_name: "ISCA-1",
      verbose_name: "toy loss",
      confidence_level: "3",
      mode_of_inheritance: "MONOALLELIC",
      chromosome: "15",
      grch37_coordinates: null,
      grch38_coordinates: [22782170, 23177149],
      type_of_variants: "cnv_loss",
      required_overlap_percentage: 60,
      haploinsufficiency_score: "3",
      triplosensitivity_score: "",
      gene_data: null,
    },
  ],
};
const PAGE = {
  count: 2,
  next: null,
  previous: null,
  results: [
    { ...PANEL, genes: undefined },
    { ...PANEL, id: 8 },
  ],
};

/** One file of a tar archive (POSIX ustar). */
function tarOf(files: readonly { name: string; data: Buffer }[]): Buffer {
  const parts = files.flatMap(({ name, data }) => {
    const head = Buffer.alloc(512);
    head.write(name, 0, "latin1");
    head.write("0000644\0", 100);
    head.write(`${data.length.toString(8).padStart(11, "0")}\0`, 124);
    head.write("        0", 148);
    head.write("ustar\x0000", 257);
    const sum = head.reduce((a, b) => a + b, 0);
    head.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
    return [head, data, Buffer.alloc((512 - (data.length % 512)) % 512)];
  });
  return Buffer.concat([...parts, Buffer.alloc(1024)]);
}
const TAR = tarOf([
  { name: "7.json", data: json(PANEL) },
  { name: "more/8.tsv", data: table("gene  mode", "PAH  biallelic") },
]);

/** bcftools-like index of one contig with two bins. */
const TBI = inflateIndex(file("test-data/small/singleton.vcf.gz.tbi"), "x.tbi");
const CSI = (() => {
  // The .csi of the same data: depth and smallest interval in front, a first offset at each bin.
  const head = Buffer.alloc(16);
  head.write("CSI\x01", 0, "latin1");
  head.writeInt32LE(14, 4);
  head.writeInt32LE(5, 8);
  const names = Buffer.from("1\0");
  const aux = Buffer.alloc(28 + names.length);
  [2, 1, 2, 0, 35, 0, names.length].forEach((n, i) => aux.writeInt32LE(n, 4 * i));
  names.copy(aux, 28);
  head.writeInt32LE(aux.length, 12);
  const body = Buffer.alloc(4 + 4 + 4 + 8 + 4 + 16);
  body.writeInt32LE(1, 0);
  body.writeInt32LE(1, 4);
  body.writeUInt32LE(4681, 8);
  body.writeBigUInt64LE(0n, 12);
  body.writeInt32LE(1, 20);
  body.writeBigUInt64LE(0n, 24);
  body.writeBigUInt64LE(BigInt(1 << 20), 32);
  return Buffer.concat([head, aux, body]);
})();

const HGNC = table(
  "hgnc_id  symbol  name  locus_group  locus_type  status  alias_symbol  prev_symbol  entrez_id  ensembl_gene_id",
  "HGNC:8582  PAH  phenylalanine hydroxylase  protein-coding gene  gene with protein product  Approved  PKU|PKU1    5053  ENSG00000171759",
  "HGNC:24946  KAT6A  lysine acetyltransferase 6A  protein-coding gene  gene with protein product  Approved    RUNXBP2|MYST3  7994  ENSG00000083168",
);
const MANE = table(
  "#NCBI_GeneID  Ensembl_Gene  HGNC_ID  symbol  name  RefSeq_nuc  RefSeq_prot  Ensembl_nuc  Ensembl_prot  MANE_status  GRCh38_chr  chr_start  chr_end  chr_strand",
  "GeneID:5053  ENSG00000171759.10  HGNC:8582  PAH  phenylalanine hydroxylase  NM_000277.3  NP_000268.1  ENST00000553106.6  ENSP00000448059.1  MANE Select  NC_000012.12  102838321  102958441  -",
);
const GFF3 = table(
  "##gff-version 3",
  "#!genome-build GRCh38.p14",
  "##sequence-region   12 1 133275309",
  "12  ensembl_havana  gene  102836889  102958410  .  -  .  ID=gene:ENSG00000171759;Name=PAH;biotype=protein_coding;description=phenylalanine hydroxylase [Source:HGNC Symbol%3BAcc:HGNC:8582];gene_id=ENSG00000171759;version=10",
);
const EXTENTS = table(
  "#Chromosome/scaffold name  Gene Start (bp)  Gene End (bp)  HGNC symbol  Gene ID",
  "12  102836889  102958410  PAH  ENSG00000171759",
);

const CLINVAR = table(
  "##fileformat=VCFv4.1",
  "##fileDate=2024-01-02",
  "##reference=GRCh38",
  "#CHROM  POS  ID  REF  ALT  QUAL  FILTER  INFO",
  "12  102840493  92730  G  A  .  .  ALLELEID=1;CLNDN=Phenylketonuria;CLNREVSTAT=reviewed_by_expert_panel;CLNSIG=Pathogenic;GENEINFO=PAH:5053;MC=SO:0001583|missense_variant;CLNHGVS=NC_000012.12:g.102840493G>A",
  "12  102840500  92731  GA  G  .  .  CLNSIG=Conflicting_classifications_of_pathogenicity;CLNSIGCONF=Pathogenic(2)|Uncertain_significance(1);CLNREVSTAT=criteria_provided,_conflicting_classifications;GENEINFO=PAH:5053|X:1",
);
const INHOUSE = table(
  "chrom  pos  ref  alt  classification  gene  id  protein",
  "12  102840493  G  A  LP  PAH  v1  p.Arg408Trp",
);

const CASE = {
  schema: "panelist.case",
  version: 1,
  id: "case-1",
  family: [
    { id: "C", sex: "male", affected: true, father: "F", mother: "M" },
    { id: "F", sex: "male", affected: false },
    { id: "M", sex: "female", affected: false },
  ],
  proband: "C",
  terms: ["HP:0000118", { id: "HP:0000010", excluded: true }],
  indication: "R59",
};
const PHENOPACKET = {
  id: "packet",
  subject: { id: "C", sex: "MALE", timeAtLastEncounter: { age: { iso8601duration: "P3Y" } } },
  phenotypicFeatures: [
    { type: { id: "HP:0000118", label: "Phenotypic abnormality" } },
    {
      type: { id: "HP:0000010", label: "Organ A" },
      excluded: true,
      onset: { age: { iso8601duration: "P1Y" } },
    },
  ],
  diseases: [{ term: { id: "OMIM:1", label: "Disease one" } }],
  files: [
    {
      uri: "file:///trio.vcf.gz",
      individualToFileIdentifiers: { C: "C" },
      fileAttributes: { fileFormat: "vcf", genomeAssembly: "GRCh38" },
    },
  ],
  metaData: { created: "2024-01-02T03:04:05Z", createdBy: "x", phenopacketSchemaVersion: "2.0" },
};

const OBOGRAPH = {
  graphs: [
    {
      id: "http://purl.obolibrary.org/obo/hp.json",
      meta: { version: "http://purl.obolibrary.org/obo/hp/releases/2020-02-02/hp.json" },
      nodes: [
        ["0000001", "All"],
        ["0000118", "Phenotypic abnormality"],
        ["0000010", "Organ A"],
      ].map(([id, lbl]) => ({
        id: `http://purl.obolibrary.org/obo/HP_${id}`,
        lbl,
        type: "CLASS",
        meta: { synonyms: [{ pred: "hasExactSynonym", val: "x" }], basicPropertyValues: [] },
      })),
      edges: [
        ["0000118", "0000001"],
        ["0000010", "0000118"],
      ].map(([sub, obj]) => ({
        sub: `http://purl.obolibrary.org/obo/HP_${sub}`,
        pred: "is_a",
        obj: `http://purl.obolibrary.org/obo/HP_${obj}`,
      })),
    },
  ],
};

const TEST_DIRECTORY = {
  td_source: "Directory v6",
  date: "2024-01-02",
  indications: [
    { code: "R59.3", name: "Epilepsy", test_method: "WGS", panels: [402], original_targets: "x" },
    { code: "R14.1", name: "Acutely unwell", test_method: "WGS", panels: ["HGNC:8582", null] },
  ],
};
const OVERRIDES = table(
  "gene  action  confidence  mode_of_inheritance  reason  author  date",
  "PAH  set  green  BIALLELIC  a reason  somebody  2024-01-02",
  "KAT6A  add  green  MONOALLELIC  a reason  somebody  2024-01-02",
);
const DECLARATION = {
  schema: "panelist.sources",
  version: 1,
  sources: [
    {
      name: "toy",
      file: "x.vcf.gz",
      format: "vcf",
      assembly: "GRCh38",
      fields: [{ field: "AF", name: "AF", as: "frequency", population: "nfe" }],
    },
  ],
};
const POLICY = {
  frequency: { dominant: 0.001, recessive: 0.01 },
  region: { margin: 30 },
  consequence: { classes: ["lof", "splice_near"] },
};
const COVERAGE = table(
  "#chrom  start  end  region  10X  20X",
  "12  102836888  102836988  PAH  100  90",
  "12  102837000  102837100  PAH,PKU  10  0",
);
const GENE_FACTS = table(
  "gene_symbol  hgnc_id  oe_lof_upper  pli  Haploinsufficiency Score",
  "PAH  HGNC:8582  0.9  0.01  30",
  "SCN1A  HGNC:10585  0.07  1  3",
);

/** A sequence and its index, so that a changed index or sequence is read to its end. */
const SAFE_PLACES = "1001-1009 1101-1109 1201-1215".split(" ").map((place) => place.split("-"));
const TRANSCRIPTS = table(
  "##gff-version  3",
  "#!genome-build  GRCh38.p14",
  "12  x  gene  1001  1215  .  +  .  ID=gene:ENSG00000171759;Name=PAH;biotype=protein_coding;description=a%20[Source:HGNC%20Symbol%3BAcc:HGNC:8582]",
  "12  x  mRNA  1001  1215  .  +  .  ID=transcript:ENST1;Parent=gene:ENSG00000171759;biotype=protein_coding;tag=basic,MANE_Select,appris_principal_1;version=2;transcript_support_level=1",
  ...SAFE_PLACES.map(([a, b]) => `12  x  exon  ${a}  ${b}  .  +  .  Parent=transcript:ENST1`),
  "12  x  CDS  1004  1009  .  +  0  ID=CDS:P;Parent=transcript:ENST1;protein_id=P",
  "12  x  CDS  1101  1109  .  +  0  ID=CDS:P;Parent=transcript:ENST1;protein_id=P",
);
const REFSEQ_TRANSCRIPTS = table(
  "#!genome-build  GRCh38.p14",
  "NC_000012.12  x  gene  1001  1215  .  -  .  ID=gene-PAH;Dbxref=GeneID:5053,HGNC:HGNC:8582;gene=PAH;gene_biotype=protein_coding",
  "NC_000012.12  x  mRNA  1001  1215  .  -  .  ID=rna-NM_1.2;Parent=gene-PAH;Note=The%20RefSeq%20transcript%20has%201%20frameshift%20compared%20to%20this%20genomic%20sequence;partial=true;start_range=.,1001",
  ...SAFE_PLACES.map(([a, b]) => `NC_000012.12  x  exon  ${a}  ${b}  .  -  .  Parent=rna-NM_1.2`),
  "NC_000012.12  x  CDS  1101  1109  .  -  0  ID=cds-P;Parent=rna-NM_1.2;transl_except=(pos:complement(1104..1106)%2Caa:Sec);exception=ribosomal%20slippage",
  "NC_000012.12  x  cDNA_match  1101  1109  .  -  .  ID=a;Target=NM_1.2%201%209%20+;Gap=M4%20I1%20M5",
);
const FASTA = text(`>1\n${"ACGTN".repeat(12)}\n${"ACGTN".repeat(12)}\nACG\n>12\nACGTACGT\n`);
const FAI = table("1  123  3  60  61", "12  8  131  8  9");

const DECISION = {
  candidateId: "c0123456789abcdef",
  allele: "1:1000:A:G",
  decision: "reported",
  class: "LP",
  criteria: "PVS1",
  comment: "a remark",
  by: "jd",
  date: "2024-01-02",
};
const DECISIONS = {
  schema: "panelist.decisions",
  version: 1,
  case: "C1",
  run: "a".repeat(64),
  decisions: [DECISION],
};
const NO_DEFAULTS = { by: undefined, date: "2024-01-02" };

/** A sheet with one decision. */
const SHEET = ((): string => {
  const row = (number: number, texts: readonly string[]): string =>
    `<row r="${number}">${texts.map((one, i) => `<c r="${String.fromCharCode(65 + i)}${number}" t="inlineStr"><is><t>${one}</t></is></c>`).join("")}</row>`;
  const values: Record<string, string> = { ...DECISION, case: "C1", run: DECISIONS.run };
  const titles = DECISION_COLUMNS.map(({ title }) => title);
  const texts = DECISION_COLUMNS.map(({ key }) => values[key] ?? "");
  return `<worksheet><sheetData>${row(1, titles)}${row(2, texts)}</sheetData></worksheet>`;
})();

function workbookOf(sheet: string): Buffer {
  return zipOf([
    ["xl/_rels/workbook.xml.rels", '<R><Relationship Id="r" Target="worksheets/1.xml"/></R>'],
    ["xl/workbook.xml", '<w><sheet name="S" r:id="r"/></w>'],
    ["xl/worksheets/1.xml", sheet],
  ]);
}

async function readAll(source: AsyncIterable<unknown>): Promise<void> {
  for await (const _ of source);
}

function scanText(bytes: Buffer): void {
  let head = 0;
  while (bytes[head] === 0x23 && bytes.indexOf(10, head) >= 0) head = bytes.indexOf(10, head) + 1;
  const plan = planFor({
    header: bytes.toString("latin1", 0, head),
    genes: { PAH: { chrom: "12", start: 1, end: 130_000_000 }, SCN1A: null },
    geneAgnostic: true,
  });
  const body = bytes.at(-1) === 10 ? bytes : Buffer.concat([bytes, Buffer.from("\n")]);
  if (head < body.length) new Scanner(compilePlan(plan)).scan(body, head, body.length);
}

/** What imports make of sound inputs, for the readers of snapshots. Made before the first run of their targets. */
export interface Made {
  transcripts: Buffer;
  classifications: Buffer;
  genes: Buffer;
  phenotype: Buffer;
  report: Buffer;
}

/** Takes a second. */
export async function makeSeeds(): Promise<Made> {
  const classifications = await inStore(async (store) => {
    const path = inFile("c.vcf", CLINVAR);
    const { entry } = await importClinVar(store, path, {
      release: undefined,
      assembly: undefined,
      now: NOW,
    });
    return readFileSync(store.pathOf(entry));
  });
  const genes = await readGeneFile(inFile("genes.txt", HGNC), "GRCh38");
  const parts = [text(OBO), text(HPOA), text(NINE_COLUMNS)].map((bytes, i) =>
    readHpoPart({ path: `hpo.${i}`, bytes }),
  );
  const { report } = await analyse({
    vcfs: [fileURLToPath(new URL("test-data/small/singleton.vcf.gz", ROOT))],
    panels: ["epilepsy"],
    now: () => NOW,
  });
  return {
    transcripts: (await releaseOf(TRANSCRIPTS)).bytes,
    classifications,
    genes: snapshotOf(genes),
    phenotype: encodeSnapshot(assemble(parts, null).knowledge),
    report: json(report),
  };
}

/** @param made of `makeSeeds` */
export function targetsOf(made: Made): readonly Target[] {
  return [...TARGETS, ...snapshotTargets(made)];
}

function snapshotTargets(made: Made): Target[] {
  return [
    {
      name: "snapshot of classifications",
      sealed: true,
      structure: "bytes",
      seeds: () => [made.classifications],
      read: (bytes) => {
        const snapshot = Snapshot.open(inFile("classifications.bin", bytes));
        for (const row of snapshot.find("12", 102_840_493, "G", "A")) {
          const rows = snapshot.chromosome("12");
          if (rows !== null) snapshot.evidence(rows, row);
        }
      },
    },
    {
      name: "snapshot of transcripts",
      sealed: true,
      structure: "bytes",
      seeds: () => [made.transcripts],
      read: (bytes) => {
        const { columns } = openTranscripts(inFile("transcripts.bin", bytes)).slice("all");
        if (columns.count === 0) throw new Error("no transcripts");
      },
    },
    {
      name: "snapshot of genes",
      structure: "lines",
      seeds: () => [made.genes],
      read: (bytes) => {
        const snapshot = openSnapshot(bytes, "genes.tsv");
        const catalogue = catalogueOf([snapshot]);
        for (const symbol of ["PAH", "MYST3"]) {
          const hit = catalogue.find({ symbol, hgncId: null, ensemblIds: [], ncbiId: null });
          if (hit !== null) catalogue.locate(hit.gene, "GRCh38");
        }
      },
    },
    {
      name: "snapshot of HPO",
      structure: "bytes",
      seeds: () => [made.phenotype],
      read: (bytes) => decodeSnapshot(bytes, "hpo.bin"),
    },
    {
      name: "decisions, JSON",
      structure: "json",
      seeds: () => [json(DECISIONS)],
      read: (bytes) => readDecisions(inFile("decisions.json", bytes), NO_DEFAULTS),
    },
    {
      name: "decisions, a workbook",
      structure: "bytes",
      seeds: () => [workbookOf(SHEET)],
      read: (bytes) => readDecisions(inFile("decisions.xlsx", bytes), NO_DEFAULTS),
    },
    {
      name: "decisions, the XML of a sheet",
      structure: "bytes",
      seeds: () => [text(SHEET)],
      wrap: (xml) => workbookOf(xml.toString("utf8")),
      read: (bytes) => readDecisions(inFile("decisions.xlsx", bytes), NO_DEFAULTS),
    },
    {
      name: "a template",
      structure: "lines",
      seeds: () => [file("templates/case-text.txt")],
      read: (bytes) =>
        compileTemplate(bytes.toString("utf8"), TEXT_FIELDS, (_line, message) =>
          usageError(message),
        ),
    },
    {
      name: "report",
      structure: "json",
      seeds: () => [made.report],
      read: (bytes) => readReport(inFile("report.json", bytes)),
    },
  ];
}

const TARGETS: readonly Target[] = [
  {
    name: "pedigree",
    structure: "lines",
    seeds: () => [
      file("test-data/demo/trio.ped"),
      text("#f i p m s p\nF C F M 1 2\nF F 0 0 1 1\n"),
    ],
    read: (bytes) => buildFamilyOf(bytes),
  },
  {
    name: "phenopacket",
    structure: "json",
    seeds: () => [json(PHENOPACKET), json({ id: "f", proband: PHENOPACKET, relatives: [] })],
    read: (bytes) => readPhenopacket(bytes.toString(), "p.json"),
  },
  {
    name: "case file, JSON",
    structure: "json",
    seeds: () => [json(CASE)],
    read: (bytes) => readCaseFile(bytes.toString(), "case.json"),
  },
  {
    name: "case file, YAML",
    structure: "lines",
    seeds: () => [
      text(
        'schema: panelist.case\nversion: 1\nid: case-1\nproband: C\nfamily:\n  - id: C\n    sex: male\n    affected: true\nterms: [ "HP:0000118", { id: "HP:0000010", excluded: true } ]\n',
      ),
    ],
    read: (bytes) => readCaseFile(bytes.toString(), "case.yaml"),
  },
  {
    name: "policy",
    structure: "json",
    seeds: () => [json(POLICY), json({})],
    read: (bytes) => loadPolicy(inFile("policy.json", bytes)),
  },
  {
    name: "panel, JSON",
    structure: "json",
    seeds: () => [json(PANEL), file("panels/acmg-sf@3.1.json").subarray(0)],
    read: (bytes) => parsePanelBytes(bytes, "p.json", "panelapp"),
  },
  {
    name: "panel, table",
    structure: "lines",
    seeds: () => [
      table("gene  mode  confidence", "PAH  biallelic  green", "SCN1A  monoallelic  amber"),
      text("PAH\nSCN1A\n"),
      file("panels/lists/epilepsy.tsv").subarray(0, 3000),
    ],
    read: (bytes) => parsePanelBytes(bytes, "p.tsv", "panelapp"),
  },
  {
    name: "panel, BED",
    structure: "lines",
    seeds: () => [table("12  102836888  102958410  PAH", "2  165984640  166149214  SCN1A,X")],
    read: (bytes) => parsePanelBytes(bytes, "p.bed", "panelapp"),
  },
  {
    name: "panel pages",
    structure: "json",
    seeds: () => [json(PAGE), json([PANEL])],
    read: (bytes) => readPanelDocuments(bytes, "page.json"),
  },
  {
    name: "archive of panels",
    structure: "bytes",
    seeds: () => [TAR],
    read: (bytes) => unpacked(bytes),
  },
  {
    name: "compressed archive of panels",
    structure: "bytes",
    seeds: () => [TAR],
    wrap: (inner) => gzipSync(inner, { level: 1 }),
    read: (bytes) => unpacked(bytes),
  },
  {
    name: "panel overrides",
    structure: "lines",
    seeds: () => [OVERRIDES],
    read: (bytes) => parseOverrides(bytes.toString(), "o.tsv"),
  },
  {
    name: "Test Directory",
    structure: "json",
    seeds: () => [json(TEST_DIRECTORY)],
    read: (bytes) => parseTestDirectory(bytes.toString(), "d.json"),
  },
  ...(["HGNC", "MANE", "GFF3", "extents"] as const).map((name, i): Target => ({
    name: `genes, ${name}`,
    structure: "lines",
    seeds: () => [[HGNC, MANE, GFF3, EXTENTS][i] ?? HGNC],
    read: (bytes) => readGeneFile(inFile("genes.txt", bytes), "GRCh38"),
  })),
  {
    name: "transcripts",
    structure: "lines",
    seeds: () => [TRANSCRIPTS, REFSEQ_TRANSCRIPTS],
    read: async (bytes) => {
      transcriptsOf((await releaseOf(bytes)).bytes, "t.gff3").slice("all");
    },
  },
  {
    name: "gene facts",
    structure: "lines",
    seeds: () => [GENE_FACTS],
    read: (bytes) =>
      inStore(async (store) => {
        const path = inFile("facts.tsv", bytes);
        const { entry } = await importGeneFacts(store, path, {
          name: "toy",
          release: "2024-01-02",
          now: NOW,
        });
        readGeneFacts(store.pathOf(entry));
      }),
  },
  {
    name: "genes and diseases",
    structure: "lines",
    seeds: () => [
      text(
        "gene symbol,disease name,disease mim,confidence,allelic requirement,mutation consequence,panel,hgnc id\n" +
          'PAH,"PHENYLKETONURIA, CLASSIC",261600,definitive,biallelic_autosomal,absent gene product,DD,8582\n' +
          "SCN1A,DRAVET,,strong,monoallelic_autosomal,loss of function; gain of function,DD; Eye,10585\n",
      ),
    ],
    read: (bytes) => importDiseases(bytes, "g2p"),
  },
  {
    name: "genes and diseases of several submitters",
    structure: "lines",
    seeds: () => [
      text(
        '"gene_curie"\t"gene_symbol"\t"disease_curie"\t"disease_title"\t"classification_title"\t"moi_title"\t"submitter_title"\n' +
          '"HGNC:8582"\t"PAH"\t"MONDO:0009861"\t"phenylketonuria"\t"Definitive"\t"Autosomal recessive"\t"ClinGen"\n' +
          '"HGNC:1"\t"A1BG"\t""\t"two\nlines, ""quoted"""\t"Refuted Evidence"\t"Unknown"\t"Ambry"\n',
      ),
    ],
    read: (bytes) => importDiseases(bytes, "gencc"),
  },
  {
    name: "coverage",
    structure: "lines",
    seeds: () => [COVERAGE, table("12  102836888  102836988  PAH  31.5")],
    read: (bytes) =>
      geneCoverage(inFile("coverage.bed", bytes), [
        { symbols: ["PAH", "PKU"], region: { chrom: "12", start: 102836889, end: 102958410 } },
      ]),
  },
  {
    name: "coverage that a case keeps",
    structure: "lines",
    seeds: () => [COVERAGE, table("12  102836888  102836988  PAH,AAA_exon2  31.5")],
    read: (bytes) =>
      keptCoverage(inFile("coverage.bed", bytes), [
        { symbols: ["PAH", "PKU"], region: { chrom: "12", start: 102836889, end: 102958410 } },
      ]),
  },
  {
    name: "genotypes of a laboratory",
    structure: "lines",
    seeds: () => [
      table(
        "# rsid  chromosome  position  genotype",
        "rs1  1  981169  AG",
        "rs2  chr1  1048922  --",
      ),
      text("SNP,Chr,Pos,Allele1,Allele2\ns1,X,5,A,T\n"),
      text("#rsid\tchrom\tpos\tref\talt\tS1\tS2\n.\t1\t981169\tA\tG\tAG\t.\n"),
    ],
    read: (bytes) => readStatedGenotypes(inFile("genotypes.tsv", bytes), "S1"),
  },
  {
    name: "ClinVar",
    structure: "lines",
    seeds: () => [CLINVAR],
    read: (bytes) =>
      inStore((store) =>
        importClinVar(store, inFile("clinvar.vcf", bytes), {
          release: undefined,
          assembly: "GRCh38",
          now: NOW,
        }),
      ),
  },
  {
    name: "own classifications",
    structure: "lines",
    seeds: () => [INHOUSE, CLINVAR],
    read: (bytes) =>
      inStore((store) =>
        importInhouse(store, inFile("own.tsv", bytes), {
          name: "toy",
          release: "2024-01-02",
          assembly: "GRCh38",
          now: NOW,
        }),
      ),
  },
  ...(["obo", "hpoa", "json", "genes"] as const).map((name): Target => ({
    name: `HPO, ${name}`,
    structure: name === "json" ? "json" : "lines",
    seeds: () => [
      { obo: text(OBO), hpoa: text(HPOA), json: json(OBOGRAPH), genes: text(NINE_COLUMNS) }[name],
    ],
    read: (bytes) => readHpoPart({ path: `hpo.${name}`, bytes }),
  })),
  {
    name: "declared sources",
    structure: "json",
    seeds: () => [json(DECLARATION)],
    read: (bytes) => readDeclaration(bytes.toString(), "sources.json"),
  },
  {
    name: "BGZF",
    sealed: true,
    structure: "bytes",
    seeds: () => [bgzip(vcfPart(SMALL[0] ?? "", 20))],
    read: (bytes) => readBgzf(bytes),
  },
  {
    name: "tabix index",
    structure: "bytes",
    seeds: () => [Buffer.from(TBI)],
    read: (bytes) => askIndex(bytes),
  },
  {
    name: "CSI index",
    structure: "bytes",
    seeds: () => [CSI],
    read: (bytes) => askIndex(bytes),
  },
  {
    name: "sequence",
    open: true,
    structure: "lines",
    seeds: () => [FASTA],
    read: (bytes) => {
      inFile("s.fa.fai", FAI);
      return askSequence(inFile("s.fa", bytes));
    },
  },
  {
    name: "bgzipped sequence",
    structure: "bytes",
    seeds: () => [bgzip(FASTA, { blockBytes: 100 })],
    read: (bytes) => {
      inFile("z.fa.gz.fai", FAI);
      inFile("z.fa.gz.gzi", gziOf(bgzip(FASTA, { blockBytes: 100 })));
      return askSequence(inFile("z.fa.gz", bytes));
    },
  },
  {
    name: "index of the blocks of a sequence",
    structure: "bytes",
    seeds: () => [gziOf(bgzip(FASTA, { blockBytes: 100 }))],
    read: (bytes) => {
      inFile("g.fa.gz.fai", FAI);
      inFile("g.fa.gz.gzi", bytes);
      return askSequence(inFile("g.fa.gz", bgzip(FASTA, { blockBytes: 100 })));
    },
  },
  {
    name: "index of a sequence",
    structure: "lines",
    seeds: () => [FAI],
    read: (bytes) => {
      const path = inFile("i.fa", FASTA);
      inFile("i.fa.fai", bytes);
      return askSequence(path);
    },
  },
  {
    name: "VCF header",
    structure: "lines",
    seeds: () => SMALL.map((path) => vcfPart(path, 0)),
    read: (bytes) => parseHeader(bytes.toString("latin1"), "x.vcf"),
  },
  {
    name: "VCF records",
    structure: "lines",
    seeds: () => SMALL.map((path) => vcfPart(path, 12)),
    read: (bytes) => {
      scanText(bytes);
    },
  },
];

function buildFamilyOf(bytes: Buffer): unknown {
  const rows = parsePed(bytes.toString(), "x.ped");
  const vcfSamples = [...new Set(rows.map((row) => row.id))];
  return buildFamily({ rows, vcfSamples, sex: {}, affected: [], notGeneticParents: [] });
}

function unpacked(bytes: Buffer): Promise<unknown> {
  const files = unpackPanelFile(bytes, "panels.tar");
  return Promise.all(files.map(({ name, data }) => readPanelDocuments(data, name)));
}

async function readBgzf(bytes: Buffer): Promise<void> {
  const kind = sniff(bytes.subarray(0, 64), "x.vcf.gz");
  const source = (async function* () {
    yield bytes;
  })();
  await readAll(decompressStream(source, kind, "x.vcf.gz", DEFAULT_POLICY.limits));
}

function askIndex(bytes: Buffer): void {
  const index = parseIndex(Uint8Array.from(bytes), "x.tbi");
  for (const name of index.names.slice(0, 50)) index.blocksForRange(name, 0, 2 ** 29);
}

/** Of transcripts, with no sequence. */
function releaseOf(bytes: Buffer): Promise<BuiltRelease> {
  const asked = { assembly: null, release: "1", reference: null, mane: null };
  const path = inFile("t.gff3", bytes);
  return buildRelease(path, { ...asked, allBiotypes: false, identify: () => null });
}

async function askSequence(path: string): Promise<void> {
  const reference = await openReference(path, "GRCh38");
  reference.aligned({ chrom: "1", pos: 60, ref: "GTN", alt: "G" });
  reference.aligned({ chrom: "12", pos: 7, ref: "G", alt: "GT" });
}
