// node bench/sample-windows.mjs DATA
//
// Chooses the autosomes' windows of the sample checks and prints the rows of
// src/core/sample-windows.json. Reads, below DATA:
//   sites/peddy_GRCh37.sites.gz, sites/peddy_GRCh38.sites.gz   common exonic SNVs, the same on both builds,
//       one `chrom:pos:ref:alt` a line (brentp/peddy, MIT)
//   genes/ensembl_genes_37.txt.gz, genes/MANE.GRCh38.v1.0.summary.txt.gz   where coding genes lie
//
// A chromosome's windows are its densest ones, one after the other, at least APART from each other. A gene
// counts with at most PER_GENE of its sites: sites of a gene are inherited together and tell one story.
// Left out: windows that touch a family of near-identical genes, where mismapped reads look like
// heterozygotes, the MHC, and windows whose sites do not lie at one offset on both builds.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";

const [data] = process.argv.slice(2);
if (data === undefined) throw new Error("usage: node bench/sample-windows.mjs DATA");

const BASES = 100_000;
const PER_CHROMOSOME = 8;
const APART = 2_000_000;
const PER_GENE = 4;
const STEP = 1000;
const MHC = { chrom: "6", start: 25_000_000, end: 34_000_000 };
const FAMILIES = new RegExp(
  `^(${[
    "OR\\d+[A-Z]|TAS2R|ZNF|ZSCAN|ZKSCAN|ZFP|ZIM|ZIK|ZBED|KRT|LCE|SPRR|FLG|HRNR|RPTN|H[1-4]-|H2[AB]|H[34]C",
    "HIST\\d|HLA-|HCG\\d|MIC[AB]$|BTN|PCDH|DEF[AB]|MUC\\d|CYP2[A-D]|CYP3A|CYP4F|GST[MT]|SULT1A|UGT[12]",
    "PSG\\d|CEACAM|KIR[23]|LILR|LAIR|SIGLEC|SIRPB|TBC1D3|NBPF|GOLGA[68]|USP17|PRAME|HNRNPCL|NPIP|NOTCH2NL",
    "AMY[12]|FCGR[23]|C4[AB]$|CFHR|PRSS[123]$|PRB\\d|PRH\\d|RHD$|RHCE$|GYP[ABE]|HB[ABDEGZ]|APOBEC3|IG[HKL]",
    "TR[ABDG][JV]|POTE|ANKRD(20|30|36)|RGPD|SPDYE|PMS2|TRIM(6|48|49)|CCL[34]|FAM(72|90)|TPS[AB]|SERPINB[34]",
    "IFNA|SRGAP2|GTF2I|NCF1|STAG3|PILR|SMN|SERF|NAIP|OCLN|LPA$|PLG|CDC27|FRG[12]|AHNAK2|KCNJ1[28]$|PKD1",
    "ABCC6|TPTE|CROCC|HYDIN|TCP10|ESPN|CES1|CLEC18|AQP12|NEB$|TTN$",
  ].join("|")})`,
);

const linesOf = (...path) =>
  gunzipSync(readFileSync(join(data, ...path)))
    .toString()
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"));

/** Sites of both builds side by side, by chromosome. */
function readSites() {
  const [on37, on38] = ["GRCh37", "GRCh38"].map((build) =>
    linesOf("sites", `peddy_${build}.sites.gz`).map((line) => line.split(":")),
  );
  const sites = new Map();
  on37.forEach(([chrom, pos, ref, alt], i) => {
    const other = on38[i];
    // Line by line the same site; where the builds differ in it, it is passed over.
    if (other[0] !== chrom || other[2] !== ref || other[3] !== alt) return;
    sites.set(chrom, [...(sites.get(chrom) ?? []), { pos: Number(pos), pos38: Number(other[1]) }]);
  });
  for (const list of sites.values()) list.sort((a, b) => a.pos - b.pos);
  return sites;
}

/** Genes on GRCh37: the coding ones, and those of the families. */
function readGenes() {
  const mane = new Set(
    linesOf("genes", "MANE.GRCh38.v1.0.summary.txt.gz").map((l) => l.split("\t")[1].split(".")[0]),
  );
  const genes = linesOf("genes", "ensembl_genes_37.txt.gz").map((line) => {
    const [chrom, start, end, symbol, id] = line.split("\t");
    return { chrom, start: Number(start), end: Number(end), symbol: symbol ?? "", id };
  });
  const coding = genes.filter(({ id }) => mane.has(id));
  return { coding, families: coding.filter(({ symbol }) => FAMILIES.test(symbol)) };
}

function score(inside, coding) {
  const byGene = new Map();
  for (const { pos } of inside) {
    const gene = coding.find(({ start, end }) => start <= pos && pos <= end)?.id ?? "none";
    byGene.set(gene, (byGene.get(gene) ?? 0) + 1);
  }
  return [...byGene.values()].reduce((sum, n) => sum + Math.min(n, PER_GENE), inside.length / 1000);
}

function windowsOf(chrom, sites, genes) {
  const own = (list) => list.filter((g) => g.chrom === chrom);
  const left = own(genes.families);
  if (chrom === MHC.chrom) left.push(MHC);
  const coding = own(genes.coding);
  const starts = new Set(sites.map(({ pos }) => Math.floor(pos / STEP) * STEP + 1));
  const candidates = [...starts].flatMap((start) => {
    const end = start + BASES - 1;
    if (left.some((g) => g.start <= end && g.end >= start)) return [];
    const inside = sites.filter(({ pos }) => pos >= start && pos <= end);
    const offsets = new Set(inside.map(({ pos, pos38 }) => pos38 - pos));
    if (offsets.size !== 1) return [];
    const start38 = Math.round((start + [...offsets][0]) / STEP) * STEP + 1;
    if (inside.some(({ pos38 }) => pos38 < start38 || pos38 >= start38 + BASES)) return [];
    return [{ start, start38, score: score(inside, coding), sites: inside.length }];
  });
  candidates.sort((a, b) => b.score - a.score || a.start - b.start);
  const chosen = [];
  for (const one of candidates) {
    const far = ({ start, start38 }) =>
      Math.abs(start - one.start) >= APART && Math.abs(start38 - one.start38) >= APART;
    if (chosen.length < PER_CHROMOSOME && chosen.every(far)) chosen.push(one);
  }
  return chosen.sort((a, b) => a.start38 - b.start38);
}

const sites = readSites();
const genes = readGenes();
let held = 0;
for (let c = 1; c <= 22; c++) {
  const windows = windowsOf(String(c), sites.get(String(c)) ?? [], genes);
  held += windows.reduce((sum, w) => sum + w.sites, 0);
  const kb = (start) => (start - 1) / 1000;
  process.stdout.write(
    `${[c, ...windows.map((w) => `${kb(w.start38)}/${kb(w.start)}`)].join(" ")}\n`,
  );
}
process.stderr.write(`${held} of the sites lie in these windows\n`);
