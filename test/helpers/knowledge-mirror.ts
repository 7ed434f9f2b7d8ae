// A mirror of all knowledge that setup fetches, as small as it can be, on a server that can be made to fail.
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { presetSource } from "../../src/lookup/index.ts";
import { HPOA, NINE_COLUMNS, OBO } from "../phenotype/toy.ts";
import type { FaultyServer } from "./faulty-server.ts";
import { frequencyFile } from "./source-files.ts";

const root = new URL("../../", import.meta.url);

const CLINVAR = [
  "##fileformat=VCFv4.1",
  "##fileDate=2026-02-01",
  "##reference=GRCh38",
  "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO",
  "1\t50000\t7\tG\tA\t.\t.\tCLNSIG=Pathogenic;CLNREVSTAT=criteria_provided,_single_submitter",
];

const PANEL = {
  id: 402,
  name: "Epilepsy",
  version: "1.2",
  version_created: "2026-01-01T00:00:00Z",
  signed_off: "2026-01-02",
  relevant_disorders: ["R59"],
  genes: [
    {
      entity_name: "BRCA2",
      confidence_level: "3",
      mode_of_inheritance: "BIALLELIC, autosomal",
      gene_data: {
        gene_symbol: "BRCA2",
        hgnc_id: "HGNC:1101",
        ensembl_genes: {
          GRch38: { 90: { location: "1:49950-50349", ensembl_id: "ENSG00000139618" } },
        },
      },
    },
  ],
};

const FILES: Record<string, string | Buffer> = {
  "hgnc_complete_set.txt":
    "hgnc_id\tsymbol\tname\tstatus\talias_symbol\tprev_symbol\tdate_modified\tentrez_id\tensembl_gene_id\nHGNC:1101\tBRCA2\tx\tApproved\t\t\t2026-01-01\t675\tENSG00000139618\n",
  "MANE.GRCh38.v1.4.summary.txt":
    "#NCBI_GeneID\tEnsembl_Gene\tHGNC_ID\tsymbol\tname\tRefSeq_nuc\tRefSeq_prot\tEnsembl_nuc\tEnsembl_prot\tMANE_status\tGRCh38_chr\tchr_start\tchr_end\tchr_strand\nGeneID:675\tENSG00000139618.1\tHGNC:1101\tBRCA2\tx\tNM_1\tNP_1\tENST1\tENSP1\tMANE Select\tNC_000001.11\t49950\t50349\t+\n",
  "brca2.gff3": readFileSync(new URL("test-data/raw/brca2.gff3", root)),
  "hp.obo": OBO,
  "phenotype.hpoa": HPOA,
  "genes_to_phenotype.txt": NINE_COLUMNS,
  "clinvar.vcf": `${CLINVAR.join("\n")}\n`,
  "constraint.tsv": "gene\toe_lof_upper\nBRCA2\t0.9\n",
  "dosage.tsv": "gene symbol\tHaploinsufficiency Score\nBRCA2\t30\n",
  "DDG2P.csv":
    '"gene symbol","gene mim","disease name","disease mim","DDD category","allelic requirement","mutation consequence",phenotypes,"organ specificity list",pmids,panel,"prev symbols","hgnc id","gene disease pair entry date"\nBRCA2,1,FANCONI,1,confirmed,biallelic,"loss of function",,,,DD,,1101,x\n',
  "directory.json": JSON.stringify({
    edition: "9",
    date: "2026-01-01",
    indications: [
      { code: "R59.1", name: "Epilepsy", test_method: "WGS", panels: [402], original_targets: "x" },
    ],
  }),
  "api/v1/panels/signedoff/": JSON.stringify({
    count: 1,
    next: null,
    results: [{ ...PANEL, genes: undefined }],
  }),
  "api/v1/panels/signedoff/402/": JSON.stringify(PANEL),
};

export interface Mirror {
  /** For `--addresses`. */
  addresses: string;
  /** Bytes of a file of it. */
  bodyOf(name: string): Buffer;
}

/**
 * Puts the mirror on the server.
 * @param more files to serve in the place of the mirror's own
 */
export function knowledgeMirror(
  server: FaultyServer,
  folder: string,
  more: Readonly<Record<string, string | Buffer>> = {},
): Mirror {
  const bodies = new Map<string, Buffer>();
  for (const [name, content] of Object.entries({ ...FILES, ...more })) {
    const body = Buffer.from(content);
    bodies.set(name, body);
    const etag = `"${createHash("sha1").update(body).digest("hex")}"`;
    const headers = { "last-modified": "Sun, 01 Feb 2026 00:00:00 GMT" };
    server.files.set(`/${name}`, { body, etag, headers });
  }
  const bodyOf = (name: string): Buffer => bodies.get(name) ?? Buffer.alloc(0);
  const md5 = createHash("md5").update(bodyOf("clinvar.vcf")).digest("hex");
  server.files.set("/clinvar.vcf.md5", { body: Buffer.from(`${md5}  /net/clinvar.vcf\n`) });
  const path = join(mkdtempSync(join(folder, "mirror-")), "addresses.json");
  writeFileSync(path, JSON.stringify(addressesOf(server.address, folder)));
  return { addresses: path, bodyOf };
}

function addressesOf(base: string, folder: string): object {
  const stated = { page: `${base}/page`, verified: true };
  const step = (
    name: string,
    job: string,
    gives: [string, string],
    ...files: string[]
  ): object => ({
    step: name,
    title: name,
    job,
    assembly: null,
    gives: { kind: gives[0], source: gives[1] },
    files: files.map((file) => ({ address: `${base}/${file}`, ...stated })),
  });
  const { fields } = presetSource({ preset: "gnomad-4.1-exomes" });
  const frequencies = frequencyFile(
    folder,
    [{ pos: 50_000, info: "AC=1;AN=1400000;nhomalt=0" }],
    [
      "##fileformat=VCFv4.2",
      "##reference=GRCh38",
      "##contig=<ID=chr1,length=248956422>",
      ...fields.map(({ field }) => `##INFO=<ID=${field},Number=A,Type=Float,Description="x">`),
      "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO",
    ],
  );
  const clinvar = {
    ...step("clinvar", "clinvar", ["clinvar", "ClinVar"]),
    assembly: "GRCh38",
    files: [{ address: `${base}/clinvar.vcf`, ...stated, md5: `${base}/clinvar.vcf.md5` }],
  };
  return {
    schema: "panelist.addresses",
    version: 1,
    panelapps: [{ name: "gel", address: `${base}/api/v1/`, ...stated, terms: "toy", pauseMs: 0 }],
    hpoReleases: { address: `${base}/hpo`, ...stated },
    steps: [
      step("gene-names", "genes", ["genes", "hgnc"], "hgnc_complete_set.txt"),
      step("mane", "genes", ["genes", "mane"], "MANE.GRCh38.v1.4.summary.txt"),
      {
        ...step("transcripts", "transcripts", ["transcripts", "RefSeq"], "brca2.gff3"),
        assembly: "GRCh38",
      },
      step("hpo", "hpo", ["hpo", "hpo"], "hp.obo", "phenotype.hpoa", "genes_to_phenotype.txt"),
      clinvar,
      {
        ...step("constraint", "gene-facts", ["gene-facts", "gnomAD constraint"], "constraint.tsv"),
        release: "4.1",
      },
      step("dosage", "gene-facts", ["gene-facts", "ClinGen dosage"], "dosage.tsv"),
      step("g2p", "g2p", ["gene-diseases", "G2P"], "DDG2P.csv"),
      step(
        "test-directory",
        "test-directory",
        ["indications", "nhs-test-directory"],
        "directory.json",
      ),
      { ...step("panels", "panels", ["panel", "gel"]), panelapp: "gel" },
      {
        ...step("values", "values", ["values", "gnomAD exomes"]),
        assembly: "GRCh38",
        presets: [{ preset: "gnomad-4.1-exomes", file: frequencies }],
      },
    ],
  };
}
