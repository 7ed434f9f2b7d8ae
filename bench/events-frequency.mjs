// node --import ./bench/sources.mjs bench/events-frequency.mjs FOLDER: 300 events against a source as large as gnomAD-SV
// 4.1 and of its shape (made in FOLDER, bgzipped and indexed), in milliseconds of processor time.
import { execFileSync } from "node:child_process";
import { createWriteStream, existsSync } from "node:fs";
import { join } from "node:path";
import { finished } from "node:stream/promises";
import { CHROMOSOMES, chromosomeLength } from "../src/core/assembly.ts";
import { LOCAL_ONLY, populationsOf } from "../src/lookup/index.ts";
import { source } from "../src/lookup/schema.ts";
import { rarityOf } from "../src/structural/index.ts";
import { event } from "../test/structural/events.ts";

const RECORDS = 1_200_000;
const ASKED = 300;
const folder = process.argv[2];
const plain = join(folder, "gnomad-sv-like.vcf");

let state = 11;
const random = () => (state = (state * 1_103_515_245 + 12_345) % 2_147_483_648) / 2_147_483_648;
const kindOf = (x) => (x < 0.5 ? "DEL" : x < 0.7 ? "DUP" : x < 0.95 ? "INS" : "BND");
// Most have a few hundred bases; one in twenty is up to a million long.
const lengthOf = () => Math.round(random() < 0.05 ? 1e6 * random() : 50 * 40 ** random());

async function make() {
  const out = createWriteStream(plain);
  const info = ["END", "SVLEN", "AN", "N_HOMALT"].map(
    (id) => `##INFO=<ID=${id},Number=1,Type=Integer,Description="x">`,
  );
  out.write(
    `##fileformat=VCFv4.2\n${info.join("\n")}\n##INFO=<ID=SVTYPE,Number=1,Type=String,Description="x">\n##INFO=<ID=AF,Number=A,Type=Float,Description="x">\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n`,
  );
  // Figures of groups, as hard to compress as real ones.
  const filler = () =>
    Array.from({ length: 24 }, (_, i) => `GRP${i}_AF=${(random() ** 8).toFixed(6)}`).join(";");
  for (const chrom of CHROMOSOMES.slice(0, 23)) {
    const size = chromosomeLength("GRCh38", chrom);
    const count = Math.round((RECORDS * size) / 3.03e9);
    for (let i = 0; i < count; i++) {
      const pos = Math.floor((i * size) / count) + 1;
      const kind = kindOf(random());
      const length = kind === "DEL" || kind === "DUP" ? lengthOf() : 1;
      const end = Math.min(size, pos + length);
      const line = `${chrom}\t${pos}\t${chrom}_${i}\tN\t<${kind}>\t.\tPASS\tEND=${end};SVTYPE=${kind};SVLEN=${length};AN=126092;N_HOMALT=0;AF=${(random() ** 8).toFixed(6)};${filler()}\n`;
      // oxlint-disable-next-line no-await-in-loop -- the writer's pace
      if (!out.write(line)) await new Promise((resolve) => out.once("drain", resolve));
    }
  }
  out.end();
  await finished(out);
  execFileSync("bgzip", ["-f", plain]);
  execFileSync("tabix", ["-p", "vcf", `${plain}.gz`]);
}

if (!existsSync(`${plain}.gz.tbi`)) await make();
state = 5;
const events = Array.from({ length: ASKED }, () => {
  const chrom = CHROMOSOMES[Math.floor(random() * 23)];
  const length = lengthOf();
  const first = 1 + Math.floor(random() * (chromosomeLength("GRCh38", chrom) - length));
  return event(random() < 0.8 ? "DEL" : "DUP", chrom, first, first + length - 1);
});
const spec = source.parse({
  name: "gnomAD-SV",
  file: `${plain}.gz`,
  format: "vcf",
  match: "event",
  assembly: "GRCh38",
  fields: [
    { field: "AF", name: "af", as: "frequency" },
    { field: "AN", name: "an", as: "alleleNumber" },
    { field: "N_HOMALT", name: "hom", as: "homozygotes" },
  ],
});
const started = process.cpuUsage();
const answers = await populationsOf(spec, events, LOCAL_ONLY);
const found = events.map((one, i) => rarityOf(one, [answers[i]], [], null));
const { user, system } = process.cpuUsage(started);
const near = answers.reduce((sum, answer) => sum + (answer.events?.length ?? 0), 0);
const matched = found.filter(({ matches }) => matches.length > 0).length;
process.stdout.write(
  JSON.stringify({ asked: ASKED, near, matched, msEach: (user + system) / 1000 / ASKED }),
);
