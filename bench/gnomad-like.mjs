// node bench/gnomad-like.mjs [FOLDER] [--records N]
//
// A file shaped like gnomAD's exomes: 100 genes on all autosomes, ten exons each, two to three records a base, some
// 2.2 kB of INFO a record, one allele in each record in its shortest form; bgzipped and indexed by tabix. Beside it
// `genes.bed` (exons with 50 bases on both sides), `genes.txt` (extents), `survivors.tsv` (300 alleles: two of three
// are in the file) and `survivors.vcf.gz` for bcftools. The same seed gives the same files.
import { spawnSync } from "node:child_process";
import {
  closeSync,
  mkdirSync,
  openSync,
  statSync,
  writeFileSync,
  writeSync,
  existsSync,
} from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const GENES = 100;
const EXONS = 10;
const MARGIN = 50;
const GROUPS = ["afr", "amr", "asj", "eas", "fin", "mid", "nfe", "remaining", "sas"];
const SETS = ["", "_non_ukb"];
const BASES = "ACGT";

/** Numbers in [0, 1): the same for the same seed (mulberry32). */
export function random(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Genes with exons of which the coding bases, margins included, hold the records. */
export function genesOf(rand) {
  return Array.from({ length: GENES }, (_, i) => {
    const chrom = String((i % 22) + 1);
    let at = 1_000_000 + Math.floor(i / 22) * 6_000_000 + Math.floor(rand() * 1_000_000);
    const exons = Array.from({ length: EXONS }, () => {
      const start = at;
      const end = start + 80 + Math.floor(rand() * 160);
      at = end + 800 + Math.floor(rand() * 6000);
      return [start, end];
    });
    return { symbol: `GENE${i + 1}`, chrom, exons };
  }).sort((a, b) => Number(a.chrom) - Number(b.chrom) || a.exons[0][0] - b.exons[0][0]);
}

const FIELDS = SETS.flatMap((set) =>
  ["", ...GROUPS.map((g) => `_${g}`)].flatMap((group) =>
    ["", "_XX", "_XY"].flatMap((sex) =>
      ["AC", "AN", "AF", "nhomalt"].map((kind) => `${kind}${set}${group}${sex}`),
    ),
  ),
);

function header() {
  const lines = ["##fileformat=VCFv4.2", "##reference=GRCh38"];
  for (let i = 1; i <= 22; i++)
    lines.push(`##contig=<ID=chr${i},length=300000000,assembly=GRCh38>`);
  lines.push(
    '##FILTER=<ID=AC0,Description="no call was good enough">',
    '##FILTER=<ID=AS_VQSR,Description="failed">',
  );
  for (const name of FIELDS)
    lines.push(
      `##INFO=<ID=${name},Number=${name.startsWith("AN") ? 1 : "A"},Type=${name.startsWith("AF") ? "Float" : "Integer"},Description="x">`,
    );
  for (const [name, type] of [
    ["AF_grpmax", "Float"],
    ["fafmax_faf95_max", "Float"],
  ])
    lines.push(`##INFO=<ID=${name},Number=A,Type=${type},Description="x">`);
  lines.push('##INFO=<ID=grpmax,Number=A,Type=String,Description="x">');
  lines.push("#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO", "");
  return lines.join("\n");
}

const af = (x) => (x === 0 ? "0.00000" : x.toExponential(5));

function info(rand, filtered) {
  const parts = [];
  let grpmax = 0;
  let group = "";
  const rare = rand();
  const top = filtered
    ? 0
    : rare < 0.2
      ? 1
      : rare < 0.9
        ? 1 + Math.floor(rand() * 400)
        : Math.floor(rand() ** 4 * 400_000);
  let overall = "";
  for (const set of SETS) {
    for (const code of ["", ...GROUPS]) {
      const whole = code === "" ? 1_400_000 : 20_000 + Math.floor(rand() * 200_000);
      for (const sex of ["", "_XX", "_XY"]) {
        const an = Math.floor(whole * (0.9 + rand() * 0.1) * (sex === "" ? 1 : 0.5));
        const ac = Math.min(
          an,
          Math.floor(top * (code === "" ? 1 : rand() < 0.55 ? rand() : 0) * (sex === "" ? 1 : 0.5)),
        );
        const name = `${set}${code === "" ? "" : `_${code}`}${sex}`;
        parts.push(
          `AC${name}=${ac};AN${name}=${an};AF${name}=${af(ac / an)};nhomalt${name}=${Math.floor((ac * ac) / an / 4)}`,
        );
        if (name === "") overall = `${ac / an}`;
        if (set === "" && sex === "" && code !== "" && ac / an > grpmax) {
          grpmax = ac / an;
          group = code;
        }
      }
    }
  }
  const most =
    grpmax === 0
      ? ""
      : `;grpmax=${group};AF_grpmax=${af(grpmax)};fafmax_faf95_max=${af(Number(overall) * 0.8)}`;
  // Trimmed to what a record of a smaller release has.
  let text = "";
  for (const part of parts) {
    if (text.length > 2050) break;
    text += `${text === "" ? "" : ";"}${part}`;
  }
  return text + most;
}

/** @returns alleles of the file, some of them, for the questions */
export function makeFile(folder, records = 374_000, seed = 7) {
  mkdirSync(folder, { recursive: true });
  const rand = random(seed);
  const genes = genesOf(rand);
  const bases = genes.reduce(
    (n, { exons }) => n + exons.reduce((m, [s, e]) => m + e - s + 1 + 2 * MARGIN, 0),
    0,
  );
  const density = records / bases;
  const plain = join(folder, "gnomad-like.vcf");
  const fd = openSync(plain, "w");
  writeSync(fd, header());
  const known = [];
  let text = "";
  for (const { chrom, exons } of genes)
    for (const [start, end] of exons)
      for (let pos = start - MARGIN; pos <= end + MARGIN; pos++) {
        const ref = BASES[Math.floor(rand() * 4)];
        const count = Math.min(3, Math.floor(density + rand()));
        const alts = [...BASES].filter((base) => base !== ref).slice(0, count);
        if (rand() < 0.03) alts.push(ref + "ACGT".repeat(1 + Math.floor(rand() * 5)));
        for (const alt of alts) {
          const filtered = rand() < 0.02;
          const filter = filtered ? "AC0" : rand() < 0.05 ? "AS_VQSR" : "PASS";
          text += `chr${chrom}\t${pos}\t.\t${ref}\t${alt}\t.\t${filter}\t${info(rand, filtered)}\n`;
          if (rand() < 0.01) known.push({ chrom, pos, ref, alt });
        }
        if (count < 3 && rand() < 0.01)
          known.push({
            chrom,
            pos,
            ref,
            alt: [...BASES].find((b) => b !== ref && !alts.includes(b)),
          });
        if (text.length > 1 << 22) {
          writeSync(fd, text);
          text = "";
        }
      }
  writeSync(fd, text);
  closeSync(fd);
  const packed = `${plain}.gz`;
  sh(`bgzip -f -@ 2 ${plain} && tabix -f -p vcf ${packed}`);
  const bed = genes.flatMap(({ symbol, chrom, exons }) =>
    exons.map(([s, e]) => `chr${chrom}\t${s - MARGIN - 1}\t${e + MARGIN}\t${symbol}`),
  );
  writeFileSync(join(folder, "genes.bed"), `${bed.join("\n")}\n`);
  writeFileSync(
    join(folder, "genes.txt"),
    genes
      .map(
        ({ symbol, chrom, exons }) => `${chrom}\t${exons[0][0]}\t${exons.at(-1)[1]}\t${symbol}\n`,
      )
      .join(""),
  );
  const chosen = known
    .map((one) => [rand(), one])
    .sort((a, b) => a[0] - b[0])
    .slice(0, 300)
    .map(([, one]) => one)
    .sort((a, b) => Number(a.chrom) - Number(b.chrom) || a.pos - b.pos);
  writeFileSync(
    join(folder, "survivors.tsv"),
    chosen.map((a) => `${a.chrom}\t${a.pos}\t${a.ref}\t${a.alt}\n`).join(""),
  );
  const sites = join(folder, "survivors.vcf");
  const contigs = Array.from({ length: 22 }, (_, i) => `##contig=<ID=chr${i + 1}>`);
  writeFileSync(
    sites,
    [
      "##fileformat=VCFv4.2",
      ...contigs,
      "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO",
      ...chosen.map((a) => `chr${a.chrom}\t${a.pos}\t.\t${a.ref}\t${a.alt}\t.\t.\t.`),
      "",
    ].join("\n"),
  );
  sh(`bgzip -f ${sites} && tabix -f -p vcf ${sites}.gz`);
  return packed;
}

/** Made once. */
export function gnomadLike(folder) {
  const path = join(folder, "gnomad-like.vcf.gz");
  return existsSync(join(folder, "survivors.vcf.gz.tbi")) ? path : makeFile(folder);
}

function sh(command) {
  const done = spawnSync("bash", ["-c", command], { encoding: "utf8" });
  if (done.status !== 0) throw new Error(`${command}: ${done.stderr}`);
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const path = makeFile(process.argv[2] ?? new URL("./out/gnomad-like", import.meta.url).pathname);
  console.log(`${path}: ${(statSync(path).size / 1e6).toFixed(0)} MB`);
}
