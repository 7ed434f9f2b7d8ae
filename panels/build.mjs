// Makes the panels of this folder from facts: node panels/build.mjs <data folder> [<output folder>]
//
// In: lists/*.tsv (genes by hand), and from <data folder>: genes/hgnc_complete_set_2024-10.txt.gz (ids,
// symbols), genes/ensembl_genes_37.txt.gz and _38 (extents), genes/DDG2P_2024.csv.gz and
// hpo/2023-01-27/{phenotype.hpoa,genes_to_phenotype.txt}.gz (modes of inheritance and onset, to check the lists),
// events/str/STRchive-loci.json (repeats).
// Out: <id>@<version>.json in the shape of PanelApp's API. Same bytes every time. A gene without an id, a
// place on both builds, or a source that bears out its mode stops the build.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";

const here = import.meta.dirname;
const data = process.argv[2];
const out = process.argv[3] ?? here;
if (data === undefined) throw new Error("usage: node panels/build.mjs <data folder> [<output folder>]");

const MODES = {
  AD: "MONOALLELIC, autosomal or pseudoautosomal, NOT imprinted",
  AR: "BIALLELIC, autosomal or pseudoautosomal",
  BOTH: "BOTH monoallelic and biallelic, autosomal or pseudoautosomal",
  SEVERE:
    "BOTH monoallelic and biallelic (but BIALLELIC mutations cause a more SEVERE disease form), autosomal or pseudoautosomal",
  XL: "X-LINKED: hemizygous mutation in males, monoallelic mutations in females may cause disease (may be less severe, later onset than males)",
  XLR: "X-LINKED: hemizygous mutation in males, biallelic mutations in females",
  MT: "MITOCHONDRIAL",
  PAT: "MONOALLELIC, autosomal or pseudoautosomal, maternally imprinted (paternal allele expressed)",
  MAT: "MONOALLELIC, autosomal or pseudoautosomal, paternally imprinted (maternal allele expressed)",
};

// The words of each source that bear out a mode. BOTH wants one of each kind.
const BEARS_OUT = {
  AD: ["monoallelic", "autosomal dominant"],
  AR: ["biallelic", "autosomal recessive"],
  XL: ["x-linked dominant", "x-linked over-dominance", "X-linked", "X-linked dominant"],
  XLR: ["hemizygous", "X-linked", "X-linked recessive"],
  MT: ["mitochondrial", "mitochondrial inheritance"],
  MAT: ["imprinted"],
};

const HPO_MODES = {
  "HP:0000006": "autosomal dominant",
  "HP:0000007": "autosomal recessive",
  "HP:0001417": "X-linked",
  "HP:0001419": "X-linked recessive",
  "HP:0001423": "X-linked dominant",
  "HP:0001427": "mitochondrial inheritance",
};

const BIOTYPES = {
  "gene with protein product": "protein_coding",
  "RNA, transfer": "Mt_tRNA",
  "RNA, ribosomal": "Mt_rRNA",
};

const PANELS = [
  {
    id: "acmg-sf",
    version: "3.2",
    name: "ACMG SF v3.2, secondary findings",
    date: "2023-06-22",
    sources: ["Genet Med 2023;25(8):100866, PMID 37347242"],
    paper: "PMID:37347242",
  },
  {
    id: "acmg-sf",
    version: "3.1",
    name: "ACMG SF v3.1, secondary findings",
    date: "2022-07-01",
    sources: ["Genet Med 2022;24(7):1407-1414, PMID 35802134"],
    paper: "PMID:35802134",
  },
  { id: "cardiomyopathy", version: "1.0", name: "Cardiomyopathy, inherited" },
  { id: "epilepsy", version: "1.0", name: "Epilepsy, monogenic" },
  {
    id: "epilepsy",
    version: "0.9",
    name: "Epilepsy, monogenic (synthetic earlier version)",
    synthetic: true,
    // What a year of curation looks like: genes not there yet, not green yet, mode not settled yet.
    without: ["CHRNB2", "KCNC1", "NPRL3", "SZT2"],
    amber: ["DNM1", "GABRB2", "HCN1", "WWOX"],
    red: ["KCNH5"],
    mode: { SCN1B: "AD" },
  },
  { id: "hearing-loss", version: "1.0", name: "Hearing loss, monogenic" },
  {
    id: "adult-onset",
    version: "1.0",
    name: "Diseases that begin in adult life, withheld off the panels",
    adult: true,
  },
];

const papers = new Set(PANELS.map((panel) => panel.paper));

const COMPILED_SOURCES = [
  "HGNC complete set 2024-10",
  "Ensembl gene extents, GRCh37 and GRCh38",
  "DDG2P 2024",
  "HPO annotations 2023-01-27",
];
const STRCHIVE = "STRchive loci (dashnowlab/STRchive, MIT)";
const LEVEL = { green: "3", amber: "2", red: "1" };

const text = (path) => gunzipSync(readFileSync(join(data, path))).toString("utf8");
const lines = (content) => content.split("\n").filter((line) => line !== "");
const unquote = (cell) => cell.replace(/^"(.*)"$/, "$1");

/** Rows of a table with a header, as objects. */
function table(content) {
  const [head, ...rows] = lines(content).map((line) => line.split("\t"));
  return rows.map((cells) =>
    Object.fromEntries(head.map((name, i) => [name, unquote(cells[i] ?? "")])),
  );
}

function csvCells(line) {
  return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
    (m) => m[1]?.replaceAll('""', '"') ?? m[2] ?? "",
  );
}

function csv(content) {
  const [head, ...rows] = lines(content).map(csvCells);
  return rows.map((cells) => Object.fromEntries(head.map((name, i) => [name, cells[i] ?? ""])));
}

const hgnc = new Map(
  table(text("genes/hgnc_complete_set_2024-10.txt.gz")).map((row) => [row.symbol, row]),
);

const chromosomes = new Set([...Array.from({ length: 22 }, (_, i) => `${i + 1}`), "X", "Y", "MT"]);

/** Genes of the chromosomes (no patches), found by Ensembl id and by symbol. */
function extents(path) {
  const byId = new Map();
  const bySymbol = new Map();
  for (const line of lines(text(path)).slice(1)) {
    const [chrom, start, end, symbol, id] = line.split("\t");
    if (!chromosomes.has(chrom)) continue;
    const gene = { location: `${chrom}:${start}-${end}`, ensembl_id: id };
    byId.set(id, gene);
    bySymbol.set(symbol, [...(bySymbol.get(symbol) ?? []), gene]);
  }
  return { byId, bySymbol };
}

const on37 = extents("genes/ensembl_genes_37.txt.gz");
const on38 = extents("genes/ensembl_genes_38.txt.gz");

const split = (cell) => cell.split("|").filter((part) => part !== "");

/** The gene of the current Ensembl id, else the only one that has the symbol or an earlier one. */
function extent(build, row) {
  const known = build.byId.get(row.ensembl_gene_id);
  if (known !== undefined) return known;
  for (const symbol of [row.symbol, ...split(row.prev_symbol)]) {
    const found = build.bySymbol.get(symbol) ?? [];
    if (found.length === 1) return found[0];
  }
  throw new Error(`${row.symbol}: no place, or several`);
}

const ddg2p = csv(text("genes/DDG2P_2024.csv.gz"));

// Adult, young adult (early, intermediate, late), middle age, late.
const ADULT = new Set(
  "HP:0003581 HP:0011462 HP:0025708 HP:0025709 HP:0025710 HP:0003596 HP:0003584".split(" "),
);
// Antenatal (embryonal, fetal and its trimesters), congenital, neonatal, infantile, childhood, juvenile.
const EARLIER = new Set(
  (
    "HP:0030674 HP:0011460 HP:0011461 HP:0034197 HP:0034198 HP:0034199 HP:0003577 HP:0003623 " +
    "HP:0003593 HP:0011463 HP:0003621"
  ).split(" "),
);

const hpoModes = new Map();
const hpoOnsets = new Map();
for (const line of lines(text("hpo/2023-01-27/phenotype.hpoa.gz"))) {
  const cells = line.split("\t");
  const mode = HPO_MODES[cells[3]];
  if (mode !== undefined) hpoModes.set(cells[0], new Set(hpoModes.get(cells[0])).add(mode));
  if (cells[2] !== "NOT" && (ADULT.has(cells[3]) || EARLIER.has(cells[3])))
    hpoOnsets.set(cells[0], new Set(hpoOnsets.get(cells[0])).add(cells[3]));
}
// Gene and disease by NCBI gene id: HPO writes TRNL1 for MT-TL1.
const hpoGenes = new Set(
  lines(text("hpo/2023-01-27/genes_to_phenotype.txt.gz")).map((line) => {
    const cells = line.split("\t");
    return `${cells[0]} ${cells[8]}`;
  }),
);

/** Stops where the named disease does not begin in adult life, or another of the gene's begins earlier. */
function checkOnset({ symbol, mode, evidence }) {
  const row = hgnc.get(symbol);
  const named = evidence.split(" ");
  const isAdult = (disease) => [...(hpoOnsets.get(disease) ?? [])].every((term) => ADULT.has(term));
  if (!named.some((disease) => hpoOnsets.has(disease)) || !named.every(isAdult))
    throw new Error(`${symbol}: ${evidence} does not begin in adult life`);
  for (const pair of hpoGenes) {
    const [gene, disease] = pair.split(" ");
    const onsets = [...(hpoOnsets.get(disease) ?? [])];
    // A disease that may begin at any age is no other one.
    if (gene !== row.entrez_id || onsets.length === 0 || onsets.some((term) => ADULT.has(term)))
      continue;
    const modes = [...(hpoModes.get(disease) ?? [])];
    if (mode !== "AD" || modes.join() !== "autosomal recessive")
      throw new Error(`${symbol}: ${disease} begins earlier`);
  }
}

const REPEAT_MODES = { AD: MODES.AD, AR: MODES.AR, XR: MODES.XLR };

/** A repeat locus whose expansions typically show from 18 years on, as STRchive has it. */
function repeatOf(locus, loci) {
  const found = loci.find(({ id }) => id === locus);
  if (found === undefined) throw new Error(`${locus}: not a locus of STRchive`);
  const mode = REPEAT_MODES[found.inheritance[0]];
  const [evidence = ""] = found.evidence;
  if (!(found.typ_age_onset_min >= 18)) throw new Error(`${locus}: may typically begin before 18`);
  if (mode === undefined || !["Definitive", "Strong", "Moderate"].includes(evidence))
    throw new Error(`${locus}: ${evidence}, ${found.inheritance.join()}`);
  const row = hgnc.get(found.gene);
  if (row === undefined) throw new Error(`${locus}: ${found.gene} is not a symbol of HGNC`);
  const [motif] = found.reference_motif_reference_orientation;
  return {
    entity_name: found.id,
    entity_type: "str",
    gene_data: { gene_symbol: row.symbol, hgnc_symbol: row.symbol, hgnc_id: row.hgnc_id },
    chromosome: found.chrom.replace("chr", ""),
    // BED there, 1-based here.
    grch37_coordinates: [found.start_hg19 + 1, found.stop_hg19],
    grch38_coordinates: [found.start_hg38 + 1, found.stop_hg38],
    repeated_sequence: motif,
    normal_repeats: null,
    pathogenic_repeats: found.pathogenic_min,
    confidence_level: LEVEL.green,
    mode_of_inheritance: mode,
    phenotypes: found.omim.map((mim) => `OMIM:${mim}`),
    publications: [],
    evidence: [
      `STRchive: ${found.disease}, ${evidence.toLowerCase()}, typical onset from ${found.typ_age_onset_min} years`,
    ],
    tags: [],
  };
}

const isPaper = (item) => /^PM(ID:|C)\d+$/.test(item);

/** What the dated sources say of one item of evidence: citations, and the words for the mode. */
function lookUp(row, item) {
  const names = new Set([row.symbol, ...split(row.prev_symbol)]);
  if (isPaper(item)) return { cited: [item], words: [] };
  const words = [];
  const cited = [];
  for (const entry of ddg2p) {
    const same = entry["hgnc id"] === row.hgnc_id.slice(5) || names.has(entry["gene symbol"]);
    const requirement = entry["allelic requirement"];
    if (!same || (item !== "DDG2P" && item !== `OMIM:${entry["disease mim"]}`)) continue;
    const disease = item === "DDG2P" ? entry["disease name"] : item;
    words.push(requirement);
    cited.push([requirement, `DDG2P 2024: ${disease}, ${requirement}, ${entry["DDD category"]}`]);
  }
  if (hpoGenes.has(`${row.entrez_id} ${item}`))
    for (const mode of hpoModes.get(item) ?? []) {
      words.push(mode);
      cited.push([mode, `HPO annotations 2023-01-27: ${item}, ${mode}`]);
    }
  return { cited, words };
}

/** Citations for a gene's mode; throws where the named sources do not bear it out. */
function evidenceOf(row, mode, items) {
  const found = items.map((item) => lookUp(row, item));
  if (items.some(isPaper)) return found.flatMap(({ cited }) => cited);
  const kinds = mode === "BOTH" ? ["AD", "AR"] : [mode];
  const words = new Set(found.flatMap((part) => part.words));
  for (const kind of kinds)
    if (!BEARS_OUT[kind].some((word) => words.has(word)))
      throw new Error(`${row.symbol}: ${items.join(" ")} says ${[...words].join(", ")}, not ${kind}`);
  const fitting = new Set(kinds.flatMap((kind) => BEARS_OUT[kind]));
  return [
    ...new Set(
      found.flatMap(({ cited }) =>
        cited.filter(([word]) => fitting.has(word)).map(([, citation]) => citation),
      ),
    ),
  ];
}

function geneOf({ symbol, mode, confidence, evidence }) {
  const row = hgnc.get(symbol);
  if (row === undefined) throw new Error(`${symbol}: not a symbol of HGNC`);
  const biotype = BIOTYPES[row.locus_type];
  if (biotype === undefined) throw new Error(`${symbol}: ${row.locus_type}`);
  const items = evidence.split(" ");
  return {
    entity_name: symbol,
    entity_type: "gene",
    gene_data: {
      gene_symbol: symbol,
      hgnc_symbol: symbol,
      hgnc_id: row.hgnc_id,
      ncbi_gene_id: row.entrez_id,
      biotype,
      alias: [...split(row.alias_symbol), ...split(row.prev_symbol)],
      ensembl_genes: {
        GRch37: { unstated: extent(on37, row) },
        GRch38: { unstated: extent(on38, row) },
      },
    },
    confidence_level: LEVEL[confidence],
    mode_of_inheritance: MODES[mode],
    mode_of_pathogenicity: null,
    penetrance: null,
    phenotypes: items.filter((item) => item.startsWith("OMIM:")),
    publications: items.filter(isPaper).map((item) => item.replace("PMID:", "")),
    evidence: evidenceOf(row, mode, items),
    tags: [],
  };
}

/** Those of lists/adult-onset-repeats.txt. */
function repeats() {
  const loci = JSON.parse(readFileSync(join(data, "events/str/STRchive-loci.json"), "utf8"));
  return lines(readFileSync(join(here, "lists/adult-onset-repeats.txt"), "utf8"))
    .filter((line) => !line.startsWith("#"))
    .map((locus) => repeatOf(locus, loci));
}

const SHOW_NOTE = "compiled from public facts to show the tool; not reviewed for clinical use";
const ADULT_NOTE =
  "a list of what is withheld, not a panel to test by; compiled from public facts, not reviewed for clinical use";

for (const panel of PANELS) {
  const rows = table(
    lines(readFileSync(join(here, "lists", `${panel.id}.tsv`), "utf8"))
      .filter((line) => !line.startsWith("#"))
      .join("\n"),
  )
    .filter((row) => panel.paper === undefined || row.evidence.split(" ").includes(panel.paper))
    .filter((row) => !(panel.without ?? []).includes(row.symbol))
    .map((row) => ({
      ...row,
      // A version of the ACMG list cites its own paper, not the other version's.
      evidence: row.evidence
        .split(" ")
        .filter((item) => panel.paper === undefined || item === panel.paper || !papers.has(item))
        .join(" "),
      mode: panel.mode?.[row.symbol] ?? row.mode,
      confidence: panel.red?.includes(row.symbol)
        ? "red"
        : panel.amber?.includes(row.symbol)
          ? "amber"
          : row.confidence,
    }));
  if (panel.adult) rows.forEach(checkOnset);
  const genes = rows.map(geneOf);
  const strs = panel.adult ? repeats() : [];
  const head = {
    id: panel.id,
    hash_id: null,
    name: panel.name,
    disease_group: "",
    disease_sub_group: "",
    status: "public",
    version: panel.version,
    version_created: panel.date ?? "2024-10-01",
    relevant_disorders: [],
    stats: { number_of_genes: genes.length, number_of_strs: strs.length, number_of_regions: 0 },
    types: [{ name: "Bundled", slug: "bundled", description: "Compiled from public facts" }],
    sources: [
      ...(panel.sources ?? []),
      ...COMPILED_SOURCES.slice(0, panel.paper ? 2 : 4),
      ...(panel.adult ? [STRCHIVE] : []),
    ],
    notes: panel.synthetic
      ? ["synthetic: an earlier version made up to show differences between versions"]
      : panel.paper
        ? []
        : [panel.adult ? ADULT_NOTE : SHOW_NOTE],
  };
  const body = (items) => items.map((item) => `    ${JSON.stringify(item)}`).join(",\n");
  const json = JSON.stringify({ ...head, strs: [], regions: [] }, null, 2).replace(
    /,\n {2}"strs": \[\]/,
    () =>
      `,\n  "genes": [\n${body(genes)}\n  ],\n  "strs": ${strs.length === 0 ? "[]" : `[\n${body(strs)}\n  ]`}`,
  );
  writeFileSync(join(out, `${panel.id}@${panel.version}.json`), `${json}\n`);
  process.stdout.write(`${panel.id}@${panel.version}: ${genes.length} genes\n`);
}
