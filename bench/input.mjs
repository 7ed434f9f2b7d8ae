// The inputs: taken from a folder that is given, else made beside this file in out/ by the shared generator.
import { spawnSync } from "node:child_process";
import { createWriteStream, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { createGzip } from "node:zlib";
import { run } from "./measure.mjs";

const here = new URL(".", import.meta.url).pathname;
const out = join(here, "out");
const generator = resolve(here, "../../shared/data/bench/make.sh");

function made(name, records) {
  const folder = join(out, name);
  if (existsSync(join(folder, "wgs.vcf.gz.tbi"))) return folder;
  if (!existsSync(generator))
    throw new Error(
      `no input: give --input DIR with wgs.vcf.gz, panel.bed, trio.ped, truth.tsv (the generator ${generator} is not here)`,
    );
  process.stderr.write(`making ${records} records\n`);
  mkdirSync(folder, { recursive: true });
  const done = spawnSync("bash", [generator, folder, String(records)], { stdio: "inherit" });
  if (done.status !== 0) throw new Error("the generator failed");
  return folder;
}

/** Folder of the million records. */
export const bigInput = (given) =>
  given === undefined ? made("wgs1m", 1_000_000) : resolve(given);
/** Folder of 150,000 records of the same kind. */
export const smallInput = () => made("wgs150k", 150_000);

/**
 * The panel for the comparison with tools that know intervals only: in each interval of `panel.bed` they
 * keep a record whatever gene makes it HIGH or MODERATE; we join by gene. So every gene that the annotation
 * names in an interval gets a row of its own for that interval.
 */
export function panelOfIntervals(folder) {
  mkdirSync(out, { recursive: true });
  const path = join(out, "panel.every-gene.bed");
  const bed = join(folder, "panel.bed");
  const rows = readFileSync(bed, "utf8")
    .trim()
    .split("\n")
    .map((l) => l.split("\t"));
  const seen = new Set(rows.map((r) => r.join("\t")));
  const { stdout } = run(
    `bcftools +split-vep ${folder}/wgs.vcf.gz -R ${bed} -c SYMBOL -d -f '%CHROM\\t%POS\\t%SYMBOL\\n' | sort -u`,
  );
  for (const line of stdout.trim().split("\n")) {
    const [chrom, pos, symbol] = line.split("\t");
    if (symbol === "." || symbol === "") continue;
    for (const [c, start, end] of rows)
      if (c === chrom && Number(start) < Number(pos) && Number(pos) <= Number(end))
        seen.add([c, start, end, symbol].join("\t"));
  }
  writeFileSync(path, `${[...seen].join("\n")}\n`);
  return path;
}

/** A file with very many samples: `records` lines, the trio in front. Returns the folder. */
export async function manySamples(samples = 2000, records = 6000) {
  const folder = join(out, `samples${samples}`);
  const path = join(folder, "wgs.vcf.gz");
  if (existsSync(path)) return folder;
  mkdirSync(folder, { recursive: true });
  const names = Array.from(
    { length: samples },
    (_, i) => ["CHILD", "FATHER", "MOTHER"][i] ?? `S${i}`,
  );
  const gzip = createGzip({ level: 1 });
  const file = gzip.pipe(createWriteStream(path));
  const write = (text) =>
    gzip.write(text) ? Promise.resolve() : new Promise((done) => gzip.once("drain", done));
  await write(
    '##fileformat=VCFv4.2\n##contig=<ID=1,length=249250621>\n##INFO=<ID=gnomad_af,Number=A,Type=Float,Description="gnomAD allele frequency">\n' +
      '##INFO=<ID=CSQ,Number=.,Type=String,Description="Consequence annotations from Ensembl VEP. Format: Allele|Consequence|IMPACT|SYMBOL|Gene|Feature_type|Feature|BIOTYPE">\n' +
      '##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">\n##FORMAT=<ID=AD,Number=R,Type=Integer,Description="Reads per allele">\n##FORMAT=<ID=DP,Number=1,Type=Integer,Description="Depth">\n##FORMAT=<ID=GQ,Number=1,Type=Integer,Description="Genotype quality">\n' +
      `#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\t${names.join("\t")}\n`,
  );
  const rest = "\t0/0:35,0:35:99\t0/1:17,18:35:99".repeat(Math.ceil((samples - 3) / 2));
  const others = rest
    .split("\t")
    .slice(1, samples - 2)
    .join("\t");
  for (let i = 0; i < records; i++) {
    const hit = i % 1000 === 500;
    const trio = `0/1:18,17:35:99\t${hit ? "0/0:40,0:40:99" : "0/1:20,18:38:99"}\t0/0:36,0:36:99`;
    const csq = hit ? "T|stop_gained|HIGH" : "T|intron_variant|MODIFIER";
    await write(
      `1\t${30_000_000 + i * 50}\t.\tC\tT\t500\tPASS\tCSQ=${csq}|GENE1|ENSG00000000001|Transcript|ENST00000000001|protein_coding\tGT:AD:DP:GQ\t${trio}\t${others}\n`,
    );
  }
  gzip.end();
  await new Promise((done) => file.once("finish", done));
  writeFileSync(
    join(folder, "trio.ped"),
    "F\tCHILD\tFATHER\tMOTHER\t1\t2\nF\tFATHER\t0\t0\t1\t1\nF\tMOTHER\t0\t0\t2\t1\n",
  );
  writeFileSync(join(folder, "panel.bed"), "1\t29000000\t31000000\tGENE1\n");
  run(
    `mv ${path} ${path}.plain; gzip -dc ${path}.plain | bgzip -c > ${path} && rm ${path}.plain && tabix -p vcf ${path}`,
  );
  return folder;
}
