/**
 * Makes test-data/raw: `node test-data/make-raw-demo.mjs <folder of csq_windows>`. The window is 200 kb of GRCh38 around
 * BRCA2 (public domain) with RefSeq's rows of the gene (public domain), in true coordinates: N before it. The family is
 * made up: seeded substitutions and small indels, five of them planted. The same bytes each time; the index by `tabix`.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";

const [from] = process.argv.slice(2);
if (from === undefined) {
  process.stderr.write("usage: node test-data/make-raw-demo.mjs <folder of csq_windows>\n");
  process.exit(2);
}
const to = fileURLToPath(new URL("raw/", import.meta.url));
mkdirSync(to, { recursive: true });

const WINDOW = "GRCh38.BRCA2_32300001-32500000.padded.fa.gz";
for (const ending of ["", ".fai", ".gzi"])
  writeFileSync(
    join(to, `brca2.fa.gz${ending}`),
    readFileSync(join(from, "fasta_padded", WINDOW + ending)),
  );
const rows = readFileSync(join(from, "derived_gff3/GRCh38.BRCA2.refseq.gff3"), "utf8")
  .split("\n")
  .filter((line) => line !== "" && !line.startsWith("##gff-version"));
const head = [
  "##gff-version 3",
  "#!genome-build GRCh38",
  "# RefSeq's transcript of BRCA2, NM_000059.3: exons and coding sequence, as Ensembl writes GFF3",
];
writeFileSync(join(to, "brca2.gff3"), `${[...head, ...rows].join("\n")}\n`);

const bases = gunzipSync(readFileSync(join(to, "brca2.fa.gz"))).toString("latin1").split("\n").slice(1).join("");
const baseAt = (pos, length = 1) => bases.slice(pos - 1, pos - 1 + length).toUpperCase();

let state = 20;
function next(below) {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return Math.floor((state / 2 ** 32) * below);
}

const INHERITED = [
  ["0/1", "0/1", "0/0"],
  ["0/1", "0/0", "0/1"],
  ["1/1", "0/1", "0/1"],
  ["0/0", "0/1", "0/0"],
];
const records = new Map();
const put = (pos, ref, alt, calls) => records.set(pos, { pos, ref, alt, calls });
for (let i = 0; i < 60; i++) {
  const pos = 32315000 + next(85000);
  const ref = baseAt(pos);
  const alt = "ACGT".replace(ref, "")[next(3)];
  put(pos, ref, alt, INHERITED[next(INHERITED.length)]);
}
// One new stop, one new splice donor, one deletion that can be written in two places, one frameshift in each parent.
const DE_NOVO = ["0/1", "0/0", "0/0"];
put(32332754, baseAt(32332754), "T", DE_NOVO);
put(32319326, baseAt(32319326), "A", DE_NOVO);
put(32338000, baseAt(32338000, 2), baseAt(32338000), ["0/1", "0/1", "0/0"]);
put(32340300, baseAt(32340300), `${baseAt(32340300)}A`, ["0/1", "0/0", "0/1"]);
put(32316527, baseAt(32316527, 2), baseAt(32316527), DE_NOVO);

const text = [
  "##fileformat=VCFv4.2",
  "##reference=GRCh38",
  "##contig=<ID=13,length=114364328>",
  '##FILTER=<ID=PASS,Description="All filters passed">',
  '##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">',
  '##FORMAT=<ID=AD,Number=R,Type=Integer,Description="Reads per allele">',
  '##FORMAT=<ID=DP,Number=1,Type=Integer,Description="Depth">',
  '##FORMAT=<ID=GQ,Number=1,Type=Integer,Description="Genotype quality">',
  "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tchild\tfather\tmother",
  ...[...records.values()]
    .sort((a, b) => a.pos - b.pos)
    .map(({ pos, ref, alt, calls }) => {
      const reads = { "0/0": "32,0", "0/1": "16,16", "1/1": "0,32" };
      const samples = calls.map((gt) => `${gt}:${reads[gt]}:32:60`);
      return ["13", pos, ".", ref, alt, "50", "PASS", ".", "GT:AD:DP:GQ", ...samples].join("\t");
    }),
  "",
].join("\n");
writeFileSync(join(to, "trio.ped"), "RAW\tchild\tfather\tmother\t1\t2\nRAW\tfather\t0\t0\t1\t1\nRAW\tmother\t0\t0\t2\t1\n");
const vcf = join(to, "trio.vcf.gz");
const zipped = spawnSync("bgzip", ["-c"], { input: text });
writeFileSync(vcf, zipped.stdout);
spawnSync("tabix", ["-f", "-p", "vcf", vcf], { stdio: "inherit" });
