// What `npm run kills` stops: every command that writes, on inputs and a starting point made here.
import { cpSync, mkdirSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { answerDigestOf, inArchive, readRun } from "../src/archive/index.ts";
import { alleleKey } from "../src/core/allele.ts";
import { frequencyFile, gnomadSource } from "../test/helpers/source-files.ts";
import { HPOA, NINE_COLUMNS, OBO } from "../test/phenotype/toy.ts";

const DEMO = fileURLToPath(new URL("../test-data/demo", import.meta.url));
const TRIO = ["test-data/demo/trio.vcf.gz", "--ped", "test-data/demo/trio.ped", "--no-progress"];
const VARIANT = "15:92953872:C:T";
const RAW = "test-data/raw/trio.vcf.gz";
const RAW_GFF3 = "test-data/raw/brca2.gff3";
const RAW_FASTA = ["--reference", "test-data/raw/brca2.fa.gz"];
const RELEASE = ["--release", "2024-01-02"];
const tabs = (...rows) => rows.map((row) => `${row.replaceAll(/ {2,}/g, "\t")}\n`).join("");

const TEXTS = {
  "clinvar.vcf": tabs(
    "##fileformat=VCFv4.1",
    "##fileDate=2024-01-02",
    "##reference=GRCh38",
    "#CHROM  POS  ID  REF  ALT  QUAL  FILTER  INFO",
    "2  165348258  1  C  A  .  .  CLNSIG=Benign;CLNREVSTAT=reviewed_by_expert_panel;GENEINFO=SCN1A:6323",
  ),
  "hgnc.tsv": tabs(
    "hgnc_id  symbol  name  locus_group  locus_type  status  alias_symbol  prev_symbol  entrez_id  ensembl_gene_id",
    "HGNC:8582  PAH  phenylalanine hydroxylase  protein-coding gene  gene with protein product  Approved  PKU    5053  ENSG00000171759",
  ),
  "facts.tsv": tabs("gene_symbol  hgnc_id  pli", "SCN1A  HGNC:10585  1"),
  "own.tsv": tabs("chrom  pos  ref  alt  classification", "2  165348258  C  A  P"),
  "hp.obo": OBO,
  "phenotype.hpoa": HPOA,
  "genes_to_phenotype.txt": NINE_COLUMNS,
  "gencc.tsv": tabs(
    "gene_curie  gene_symbol  disease_curie  disease_title  classification_title  moi_title  submitter_title",
    "HGNC:10585  SCN1A  MONDO:0100079  epilepsy  Definitive  Autosomal dominant  ClinGen",
  ),
  "DDG2P.csv":
    '"gene symbol","gene mim","disease name","disease mim","DDD category","allelic requirement","mutation consequence",phenotypes,"organ specificity list",pmids,panel,"prev symbols","hgnc id","gene disease pair entry date"\nBRCA2,1,FANCONI,1,confirmed,biallelic,"loss of function",,,,DD,,1101,x\n',
  "dosage.tsv":
    "#ClinGen Gene Curation Results\n#03 Nov,2021\n#Genomic Locations are reported on GRCh38 (hg): GCF_000001405\n" +
    "#Gene Symbol\tGene ID\tcytoBand\tGenomic Location\tHaploinsufficiency Score\tHaploinsufficiency Description\tTriplosensitivity Score\tTriplosensitivity Description\n" +
    "SCN1A\t6323\t2q24.3\tchr2:165989160-166149161\t3\t\t0\t\n",
};

/**
 * @param place where inputs and the starting point are made
 * @param must runs a command line in a folder, which must succeed
 * @returns `makeStart` makes the folder that each trial begins from: an archive of two cases with a run each, a store
 *   with a panel, an earlier answer. `JOBS`: a name, the command line in a copy of that folder, and
 *   `same`: what must be as without a fault once the command was run again.
 */
export function jobs(place, must) {
  const inputs = join(place, "inputs");
  const start = join(place, "start");
  mkdirSync(inputs);
  const at = (name) => join(inputs, name);
  for (const [name, text] of Object.entries(TEXTS)) writeFileSync(at(name), text);
  cpSync(DEMO, at("moved"), { recursive: true, preserveTimestamps: true });
  const demo = (name) => at(`moved/${name}`);
  writeFileSync(
    at("cases.tsv"),
    tabs(
      "case  vcf  ped  panel",
      ...["C4", "C5"].map((id) => `${id}  ${demo("trio.vcf.gz")}  ${demo("trio.ped")}  epilepsy`),
    ),
  );
  const rows = [{ pos: 50_000, info: "AC=1;AN=1400000;nhomalt=0" }];
  const frequencies = frequencyFile(inputs, rows);
  // The clock stands still before the day on which the file is written.
  utimesSync(`${frequencies}.tbi`, new Date("2100-01-01"), new Date("2100-01-01"));
  writeFileSync(
    at("sources.json"),
    JSON.stringify({
      schema: "panelist.sources",
      version: 1,
      sources: [gnomadSource(frequencies)],
    }),
  );
  writeFileSync(at("regions.bed"), "chr1\t49900\t50100\n");

  async function makeStart() {
    const archive = join(start, "archive");
    mkdirSync(join(start, "out"), { recursive: true });
    await must(start, ["panels", "import", "panels/acmg-sf@3.1.json"]);
    await must(start, ["archive", "init", archive]);
    for (const id of ["C1", "C2"])
      await must(start, ["archive", "add", archive, ...TRIO, "--case", id, "--panel", "epilepsy"]);
    await must(start, ["archive", "dismiss", archive, "C1", VARIANT, "--by", "x", "--why", "y"]);
    const set = ["--panel", "cardiomyopathy", "--out-dir", join(start, "out/set")];
    await must(start, ["analyse", ...TRIO, ...set]);
    // The store that is fetched from a bundle knows what the starting one does not.
    const other = join(place, "other");
    await must(other, ["knowledge", "import", "genes", at("hgnc.tsv")]);
    await must(other, ["knowledge", "import", "hpo", ...HPO]);
    await must(other, ["bundle", at("bundle.tar")]);
    const folder = inArchive.case(archive, "C2");
    const [first] = readRun(folder, 1).report.candidates;
    const decision = {
      candidateId: first.candidateId,
      allele: alleleKey(first.variants[0]),
      decision: "reported",
      class: "LP",
      criteria: "PVS1",
      comment: null,
      by: "jd",
      date: "2024-02-01",
    };
    const run = answerDigestOf(folder, 1);
    const document = {
      schema: "panelist.decisions",
      version: 1,
      case: "C2",
      run,
      decisions: [decision],
    };
    writeFileSync(at("decisions.json"), JSON.stringify(document));
    return start;
  }

  const HPO = ["hp.obo", "phenotype.hpoa", "genes_to_phenotype.txt"].map(at);
  const A = (dir) => join(dir, "archive");
  const imported = (kind, ...args) => [
    `knowledge import ${kind}`,
    () => ["knowledge", "import", kind, ...args],
  ];
  const by = ["--by", "x"];
  const JOBS = [
    ["archive init", (d) => ["archive", "init", join(d, "new-archive")]],
    [
      "archive add",
      (d) => ["archive", "add", A(d), ...TRIO, "--case", "C3", "--panel", "epilepsy"],
    ],
    ["archive import", (d) => ["archive", "import", A(d), at("cases.tsv")]],
    ["archive set", (d) => ["archive", "set", A(d), "C1", "--status", "solved"]],
    ["archive dismiss", (d) => ["archive", "dismiss", A(d), "C2", VARIANT, ...by, "--why", "z"]],
    ["archive report", (d) => ["archive", "report", A(d), "C2", VARIANT, ...by, "--class", "LP"]],
    ["archive verdict", (d) => ["archive", "verdict", A(d), "C2", "--from", at("decisions.json")]],
    ["archive relink", (d) => ["archive", "relink", A(d), `${DEMO}=${at("moved")}`]],
    ["archive reannotate", (d) => ["archive", "reannotate", A(d), "C1", demo("trio.vcf.gz")]],
    ["archive export", (d) => ["archive", "export", A(d), "-o", join(d, "copy")]],
    ["archive remove", (d) => ["archive", "remove", A(d), "C2", "--why", "asked for", "--yes"]],
    ["reanalyse", (d) => ["reanalyse", A(d), "--panel-version", "epilepsy@0.9"]],
    [
      "panels import",
      () => ["panels", "import", "panels/epilepsy@1.0.json", "panels/cardiomyopathy@1.0.json"],
    ],
    [
      "panels successor",
      () => ["panels", "successor", "epilepsy", "cardiomyopathy", "--reason", "x", ...by],
    ],
    imported("clinvar", at("clinvar.vcf")),
    imported("genes", at("hgnc.tsv")),
    imported("gene-facts", at("facts.tsv"), "--name", "toy", ...RELEASE),
    imported("inhouse", at("own.tsv"), "--name", "own", ...RELEASE, "--assembly", "GRCh38"),
    imported("hpo", ...HPO),
    imported("g2p", at("DDG2P.csv"), ...RELEASE),
    imported("gencc", at("gencc.tsv"), ...RELEASE),
    imported("dosage", at("dosage.tsv")),
    imported("transcripts", RAW_GFF3, ...RAW_FASTA, "--release", "demo"),
    imported("values", at("sources.json"), "--regions", at("regions.bed")),
    ["knowledge approve", () => ["knowledge", "approve", "panel:acmg-sf=3.1", "--why", "x", ...by]],
    [
      "knowledge withdraw",
      () => ["knowledge", "withdraw", "panel:acmg-sf=3.1", "--why", "x", ...by],
    ],
    ["knowledge require-approval", () => ["knowledge", "require-approval", "panel"]],
    ["setup --offline", () => ["setup", "--offline", at("bundle.tar")]],
    ["bundle", (d) => ["bundle", join(d, "out/bundle.tar")]],
    [
      "analyse --out-dir",
      (d) => ["analyse", ...TRIO, "--panel", "epilepsy", "--out-dir", join(d, "out/set")],
    ],
    [
      "analyse --output",
      (d) => ["analyse", ...TRIO, "--panel", "epilepsy", "-o", join(d, "out/candidates.tsv")],
    ],
    ["batch", (d) => ["batch", at("cases.tsv"), "--out-dir", join(d, "out/families")]],
    [
      "annotate",
      (d) => [
        "annotate",
        RAW,
        "-o",
        join(d, "out/a.vcf.gz"),
        "--transcripts",
        RAW_GFF3,
        ...RAW_FASTA,
      ],
    ],
    ["report", (d) => ["report", join(d, "out/set"), "-o", join(d, "out/page.html")]],
    ["report, a workbook", (d) => ["report", join(d, "out/set"), "-o", join(d, "out/page.xlsx")]],
  ];
  return { makeStart, JOBS };
}
