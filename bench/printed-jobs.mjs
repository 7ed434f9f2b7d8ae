// Jobs of `npm run same` for what the commands print: every format of every command that shows a store, a
// panel, an indication, terms of HPO or an archive. Small knowledge is written here, so that they run
// anywhere; `../shared` adds releases as they are published.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

const OBO = `format-version: 1.2
data-version: hp/releases/2020-02-02/hp.obo

[Term]
id: HP:0000001
name: All

[Term]
id: HP:0000118
name: Phenotypic abnormality
is_a: HP:0000001

[Term]
id: HP:0000010
name: Organ A
is_a: HP:0000118

[Term]
id: HP:0000011
name: Sign A one
synonym: "First sign of A" EXACT []
is_a: HP:0000010

[Term]
id: HP:0000012
name: Severe sign A one
is_a: HP:0000011

[Term]
id: HP:0000013
name: Sign A two
alt_id: HP:0000050
is_a: HP:0000010

[Term]
id: HP:0000020
name: Organ B
is_a: HP:0000118

[Term]
id: HP:0000021
name: Sign B one
is_a: HP:0000020

[Term]
id: HP:0000040
name: obsolete Old A one
is_obsolete: true
replaced_by: HP:0000011
`;

const rows = (...lines) => lines.map((cells) => `${cells.join("\t")}\n`).join("");

const HPOA = `#date: 2020-02-02
#DatabaseID\tDiseaseName\tQualifier\tHPO_ID\tReference\tEvidence\tOnset\tFrequency\tSex\tModifier\tAspect\tBiocuration
${rows(
  ...[
    ["OMIM:1", "Disease one", "", "HP:0000012", "PMID:7", "PCS", "", "4/4"],
    ["OMIM:2", "Disease two", "", "HP:0000011", "OMIM:2", "TAS", "", ""],
    ["OMIM:3", "Disease three", "NOT", "HP:0000021", "OMIM:3", "TAS", "", ""],
    ["OMIM:3", "Disease three", "", "HP:0000013", "PMID:8", "PCS", "", "1/5"],
  ].map((cells) => [...cells, "", "", "P", "HPO:small[2020-02-02]"]),
)}`;

const GENES = `#Format: entrez-gene-id<tab>entrez-gene-symbol<tab>HPO-Term-ID<tab>HPO-Term-Name
${rows(
  ["101", "SCN1A", "HP:0000012", "Severe sign A one", "4/4", "", "-", "mim2gene", "OMIM:1"],
  ["102", "GENE2", "HP:0000011", "Sign A one", "-", "", "-", "mim2gene", "OMIM:2"],
  ["103", "GENE3", "HP:0000013", "Sign A two", "-", "", "-", "mim2gene", "OMIM:3"],
)}`;

const packet = (id, gene, ...terms) =>
  JSON.stringify({
    id,
    subject: { id: "x" },
    phenotypicFeatures: terms.map((term) => ({ type: { id: term } })),
    interpretations: [
      {
        diagnosis: {
          disease: { id: "OMIM:1", label: "Disease one" },
          genomicInterpretations: [
            { variantInterpretation: { variationDescriptor: { geneContext: gene } } },
          ],
        },
      },
    ],
  });

const indication = (code, test_method, panels, original_targets) => ({
  name: `Name of ${code}`,
  code,
  test_method,
  panels,
  original_targets,
});

const DIRECTORY = JSON.stringify({
  td_source: "Directory V6.ods",
  date: "231219",
  indications: [
    indication("R59.1", "WGS", ["402"], "Epilepsy (402)"),
    indication("R59.2", "Array", [], "Genome"),
    indication("R28.1", "Single gene", ["HGNC:1100", "", "HGNC:1101"], "BRCA1, BRCA2"),
    indication("R29.1", "WGS", [999], "Old (999)"),
  ],
});

const BY = ["meeting of May", "A. B.", "2025-05-03"];
const OVERRIDE = rows(
  [
    ..."panel gene hgnc_id action confidence mode_of_inheritance penetrance transcript".split(" "),
    ..."reason author date".split(" "),
  ],
  ["402", "SCN1A", "", "set", "amber", "AD/AR", "incomplete", "", ...BY],
  ["402", "CDKL5", "", "remove", "", "", "", "", ...BY],
  ["402", "NEWGENE", "HGNC:5", "add", "", "", "", "", ...BY],
);

const VCF_HEAD = `##fileformat=VCFv4.2
##reference=GRCh38
##contig=<ID=2,length=242193529>
##INFO=<ID=CLASSIFICATION,Number=1,Type=String,Description="x">
##INFO=<ID=CLNSIG,Number=.,Type=String,Description="x">
##INFO=<ID=CLNREVSTAT,Number=.,Type=String,Description="x">
##INFO=<ID=GENEINFO,Number=1,Type=String,Description="x">
##INFO=<ID=ALLELEID,Number=1,Type=Integer,Description="x">
#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO
`;

const clinvar = (day, ...records) =>
  `${VCF_HEAD.replace("\n", `\n##fileDate=${day}\n##source=ClinVar\n`)}${records
    .map(
      ([pos, significance, gene]) =>
        `2\t${pos}\t${pos}\tG\tA\t.\t.\tALLELEID=${pos};CLNSIG=${significance};CLNREVSTAT=criteria_provided,_single_submitter;GENEINFO=${gene}:1\n`,
    )
    .join("")}`;

const formats = (words, ...names) => names.map((name) => [...words, "--format", name]);

/** An archive whose one case was analysed under an old version of its panel. */
export const archiveOfF1 = (trio) => [
  ["archive", "init", "cases"],
  "archive add cases ... --case F1 --panel epilepsy --panel-version epilepsy@0.9"
    .split(" ")
    .flatMap((word) => (word === "..." ? trio : [word])),
];

/** @returns pairs of a name and the job's command lines, as `same.mjs` takes them */
export function printedJobs({ root, demo, trio, panels, shared }) {
  const epilepsy = JSON.parse(readFileSync(join(root, "panels/epilepsy@1.0.json"), "utf8"));
  const older = JSON.parse(readFileSync(join(root, "panels/epilepsy@0.9.json"), "utf8"));
  const panel = (content, more) => JSON.stringify({ ...content, ...more }, null, 1);
  const texts = {
    "old.json": panel(older, {
      id: 402,
      version: "3.9",
      signed_off: "2023-03-22",
      relevant_disorders: ["R59", "Seizures"],
    }),
    "young.json": panel(epilepsy, { id: 402, version: "3.10", relevant_disorders: ["R59"] }),
    "table.tsv": "symbol\tmoi\nSCN1A\tAD\nNOSUCHGENE\tAR\n",
    "list.json": JSON.stringify({
      count: 1,
      next: null,
      previous: null,
      results: [
        {
          id: 7,
          hash_id: "abc",
          name: "Listed",
          version: "1.2",
          version_created: "2024-01-01",
          disease_group: "",
          disease_sub_group: "",
          status: "public",
          relevant_disorders: ["R28"],
          stats: { number_of_genes: 1, number_of_strs: 0, number_of_regions: 0 },
          types: [],
          signed_off: "2024-02-02",
        },
      ],
    }),
    "override.tsv": OVERRIDE,
    "directory.json": DIRECTORY,
  };
  const jobs = [];
  const store = [
    { texts, words: ["panels", "import", "old.json", "young.json", "table.tsv", "list.json"] },
    ["indications", "import", "directory.json"],
  ];
  jobs.push([
    "panels shown",
    ...store,
    ["panels", "list"],
    ["panels", "list", "--listed"],
    ...formats(["panels", "list", "--listed"], "text", "tsv", "json"),
    ...["402", "402@3.10", "R59", "table", "nothing"].flatMap((word) =>
      formats(["panels", "show", word], "text", "tsv", "json"),
    ),
    ["panels", "export", "402"],
    ["panels", "verify"],
    ["knowledge", "list"],
    ...formats(["knowledge", "list"], "tsv", "json"),
    ["knowledge", "show", "panel"],
    ["knowledge", "verify"],
    ["inspect", trio[0], "--panel", "402", "--panel", "table"],
    ["regions", "--panel", "402", "--assembly", "GRCh37", "--panel-override", "override.tsv"],
    {
      texts: {
        "hgnc.txt": rows(
          "hgnc_id symbol name locus_group status alias_symbol prev_symbol".split(" "),
          ["HGNC:10585", "SCN1A", "x", "protein-coding gene", "Approved", "", ""],
          ["HGNC:1", "NEWNAME", "x", "protein-coding gene", "Approved", "", "NOSUCHGENE"],
        ),
      },
      words: ["knowledge", "import", "genes", "hgnc.txt"],
    },
    ["panels", "show", "402"],
    ["panels", "show", "table"],
    ["panels", "successor", "402", "403", "--by", "me"],
    ["panels", "successor"],
  ]);
  jobs.push([
    "panels compared",
    ...store,
    ...formats(["panels", "diff", "402@3.9", "402@3.10"], "text", "tsv", "json"),
    ...formats(
      ["panels", "diff", "402@3.10", "402@3.10", "--panel-override", "override.tsv"],
      "text",
      "tsv",
    ),
    ["panels", "diff", "old.json", "young.json", "--green-only"],
    ["panels", "diff", "epilepsy", "cardiomyopathy"],
    ["panels", "diff", "402@3.9", "store"],
    ["panels", "diff", "store", "nothing"],
    ...formats(["knowledge", "diff", "panel:402@3.9", "panel:402@3.10"], "text", "tsv", "json"),
  ]);
  jobs.push([
    "indications shown",
    ...store,
    ...["R59", "R59.1", "R28", "R29", "R30"].flatMap((code) =>
      formats(["indications", "show", code], "text", "tsv", "json"),
    ),
  ]);
  const cases = {
    "a.json": packet("a", { symbol: "GENE2" }, "HP:0000021", "HP:0000012"),
    "b.json": packet("PMID_7_b", { valueId: "NCBIGene:101", symbol: "OLD" }, "HP:0000012"),
    "c.json": packet("c", { symbol: "NOSUCH" }, "HP:0000040"),
  };
  const rank = ["phenotype", "rank"];
  const terms = ["--hpo", "HP:0000012,!HP:0000021,HP:0000040"];
  const packets = Object.keys(cases).flatMap((name) => ["--phenopacket", name]);
  const hpo = {
    texts: { "hp.obo": OBO, "phenotype.hpoa": HPOA, "genes.txt": GENES, ...cases },
    words: ["knowledge", "import", "hpo", "hp.obo", "phenotype.hpoa", "genes.txt"],
  };
  jobs.push([
    "terms shown",
    hpo,
    ...[
      "HP:0000011",
      "HP:0000050",
      "HP:0000040",
      "Sign A",
      "First sign of A",
      "HP:9999999",
    ].flatMap((word) => formats(["phenotype", "term", word], "text", "json")),
    ...formats(["phenotype", "similar", "HP:0000012", "HP:0000013"], "text", "json"),
    ["phenotype", "similar", "HP:0000012", "Sign B one"],
    ...["gene", "disease"].flatMap((by) => [
      ...formats([...rank, ...terms, "--by", by], "text", "tsv", "json"),
      ...formats([...rank, ...packets, "--by", by], "text", "tsv", "json"),
      [...rank, ...packets, "--by", by, "--answer", "--exclude-own-publication"],
    ]),
    [...rank, ...terms, "--top", "1"],
    [...rank, "--phenopacket", "nothing.json", "--format", "json"],
    [...rank, "--hpo", "HP:9999999", "--strict"],
    ["analyse", ...trio, ...panels, ...terms, "--format", "json"],
    ["explain", trio[0], "2:166848215:C:T", ...trio.slice(1), ...panels],
    ["explain", trio[0], "2:166054782:G:A", ...trio.slice(1), ...panels, "--all"],
  ]);
  jobs.push([
    "knowledge compared",
    {
      texts: {
        "one.vcf": clinvar(
          "2024-01-01",
          [100, "Uncertain_significance", "AAA"],
          [200, "Pathogenic", "BBB"],
        ),
        "two.vcf": clinvar("2024-02-01", [100, "Pathogenic", "AAA"], [300, "Benign", "CCC"]),
        "lab.tsv": rows(
          ["chrom", "pos", "ref", "alt", "classification", "gene", "id", "protein"],
          ["2", "100", "G", "A", "Pathogenic", "AAA", "1", ""],
        ),
        "policy.json": JSON.stringify({ region: { margin: 200 } }),
      },
      words: ["knowledge", "import", "clinvar", "one.vcf", "--assembly", "GRCh38"],
    },
    ["knowledge", "import", "clinvar", "two.vcf", "--assembly", "GRCh38"],
    [
      "knowledge",
      "import",
      "inhouse",
      "lab.tsv",
      "--name",
      "lab",
      "--release",
      "2024-03-01",
      "--assembly",
      "GRCh38",
    ],
    ["knowledge", "list"],
    ["knowledge", "show", "clinvar"],
    ...formats(
      ["knowledge", "diff", "clinvar:2024-01-01", "clinvar:2024-02-01"],
      "text",
      "tsv",
      "json",
    ),
    ["knowledge", "diff", "clinvar:2024-01-01", "clinvar:2024-01-01"],
    ["knowledge", "diff", "policy:default", "policy:policy.json"],
    ["knowledge", "diff", "clinvar:2024-01-01", "clinvar:2030-01-01"],
    ["knowledge", "diff", "clinvar:2024-01-01", "hpo:2024"],
  ]);
  const archive = [
    ...archiveOfF1(trio),
    ["archive", "add", "cases", ...trio, "--case", "F2", "--panel", "epilepsy", "--no-consent"],
    [
      "archive",
      "add",
      "cases",
      ...trio,
      "--case",
      "F3",
      "--panel",
      "cardiomyopathy",
      "--policy",
      "policy.json",
    ],
  ];
  jobs.push([
    "archive shown",
    hpo,
    {
      texts: { "policy.json": JSON.stringify({ region: { margin: 20 } }) },
      words: ["policy"],
    },
    ...archive,
    ...formats(["archive", "list", "cases"], "text", "tsv", "json"),
    ...formats(["archive", "show", "cases", "F1"], "text", "json"),
    ["archive", "show", "cases", "F1", "--run", "7"],
    ...formats(["impact", "cases"], "text", "json"),
    ["impact", "cases", "--software"],
    ...["text", "tsv", "json", "json-lines", "html"].map((name) => [
      "reanalyse",
      "cases",
      "--dry-run",
      "--all",
      "--format",
      name,
    ]),
    ["reanalyse", "cases", "--dry-run", "--format", "html", "-o", "page.html"],
    ["reanalyse", "cases", "--dry-run", "--events-format", "json-lines", "--all"],
    ["reanalyse", "cases", "--shard", "0/2", "--format", "json", "-o", "shard0.json"],
    ["reanalyse", "cases", "--shard", "1/2", "--format", "json", "-o", "shard1.json"],
    ["reanalyse", "cases", "--since", "2025-01-01", "--fail-on", "new-candidate"],
    ["archive", "merge", "cases", "shard0.json", "shard1.json"],
    ...formats(["archive", "merge", "cases", "shard0.json", "--all"], "text", "tsv", "json"),
    [
      "archive",
      "report",
      "cases",
      "F1",
      "16:78333196:A:T",
      "--class",
      "P",
      "--why",
      "seen",
      "--by",
      "me",
    ],
    [
      "archive",
      "dismiss",
      "cases",
      "F1",
      "16:78333196:A:T",
      "--why",
      "seen",
      "--by",
      "me",
      "--date",
      "2025-02-03",
    ],
    ["archive", "report", "cases", "F1", "2:1:C:T", "--by", "me"],
    ["archive", "show", "cases", "F1"],
    ["archive", "show", "cases", "F1", "--run", "1"],
    ["diff", "cases/cases/F1/runs/1.json", "cases/cases/F1/runs/2.json"],
    ...formats(["diff", "cases/cases/F1/runs/1.json", "cases/cases/F1/runs/2.json"], "tsv", "json"),
    ["archive", "set", "cases", "F1", "--status", "solved", "--consent-until", "2027-01-01"],
    [
      "archive",
      "set",
      "cases",
      "F1",
      "--status",
      "solved",
      "--hpo",
      "HP:0000012",
      "--ped",
      trio[2],
    ],
    ["archive", "set", "cases", "F1", "--no-consent"],
    ["archive", "relink", "cases", `${demo}=/nowhere`],
    ["archive", "relink", "cases", "/no/such=/nowhere"],
    ["archive", "reannotate", "cases", "F3", trio[0]],
    ["archive", "export", "cases", "F1", "F3", "-o", "copy"],
    ["archive", "init", "other"],
    ["archive", "import", "other", "cases"],
    ["archive", "import", "other", "cases"],
    ["archive", "list", "other"],
    ["archive", "remove", "cases", "F2", "--why", "asked", "--by", "me"],
    ["archive", "verify", "cases"],
  ]);
  jobs.push([
    "runs compared",
    ["analyse", ...trio, "--panel", "epilepsy@0.9", "--format", "json", "-o", "a.json"],
    ["analyse", ...trio, "--panel", "epilepsy@1.0", "--out-dir", "b"],
    ...formats(["diff", "a.json", "b"], "text", "tsv", "json"),
    ["diff", "a.json", trio[2]],
    ["report", "b", "-o", "again.html"],
    ["report", "a.json", "--format", "xlsx", "-o", "again.xlsx"],
  ]);
  if (shared !== null) jobs.push(...releases(shared, trio));
  return jobs;
}

/** The same commands over releases as they are published. */
function releases(shared, trio) {
  const data = join(shared, "data");
  const versions = readdirSync(join(data, "panelapp/versions")).filter((n) => n.endsWith(".json"));
  const held = versions.filter((name) => /^panel_(185|207|465|842)_/.test(name));
  const jobs = [
    [
      "panels of GEL",
      ["panels", "import", ...versions.map((name) => join(data, "panelapp/versions", name))],
      ["indications", "import", join(data, "testdirectory/rd_v6.json")],
      ...formats(["panels", "list", "--listed"], "text", "tsv", "json"),
      ...held
        .map((name) => /^panel_(\d+)_v([\d.]+)\./.exec(name))
        .flatMap(([, id, version]) =>
          formats(["panels", "show", `${id}@${version}`], "text", "tsv", "json"),
        ),
      ...["R59", "R60", "R14", "R27", "R56"].flatMap((code) =>
        formats(["indications", "show", code], "text", "tsv", "json"),
      ),
      ...formats(["panels", "diff", "185@4.1", "185@5.29"], "text", "tsv", "json"),
      ...formats(
        ["panels", "diff", join(data, "panelapp/uk_all_panels_2017-2018.tar.gz"), "store"],
        "text",
        "tsv",
      ),
    ],
  ];
  const hpo = (day, ...names) => [
    "knowledge",
    "import",
    "hpo",
    ...names.map((name) => join(data, "hpo", day, name)),
  ];
  jobs.push([
    "HPO as published",
    hpo("2023-01-27", "hp.json.gz", "phenotype.hpoa.gz", "genes_to_phenotype.txt.gz"),
    ["phenotype", "term", "seizure"],
    ["phenotype", "similar", "HP:0001250", "HP:0001263"],
    ...["gene", "disease"].flatMap((by) =>
      formats(
        ["phenotype", "rank", "--hpo", "HP:0001250,HP:0001263,!HP:0000252", "--by", by],
        "text",
        "tsv",
        "json",
      ),
    ),
    ["explain", trio[0], "2:166848215:C:T", ...trio.slice(1), "--panel", "epilepsy"],
  ]);
  return jobs;
}
