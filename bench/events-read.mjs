// node --import ./bench/sources.mjs bench/events-read.mjs FOLDER: 60,000 records of one genome read, and 20,000 events of
// each of three people matched; milliseconds of processor time, the first round (which compiles) left out.
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { matchEvents, readEvents } from "../src/structural/index.ts";
import { chromosomeLength } from "../src/core/assembly.ts";

const RECORDS = 60_000;
const EACH = 20_000;
const folder = process.argv[2];
const path = join(folder, "one-genome.vcf");

let state = 7;
const random = () => {
  state = (state + 0x6d2b79f5) >>> 0;
  let t = Math.imul(state ^ (state >>> 15), 1 | state);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
};
const kindOf = (x) => (x < 0.5 ? "DEL" : x < 0.7 ? "DUP" : x < 0.9 ? "INS" : "BND");
/** Most have a few hundred bases, some a hundred thousand. */
const lengthOf = () => 50 + Math.floor(random() ** 6 * 100_000);
const anyPlace = () => {
  const chrom = String(1 + Math.floor(random() * 22));
  return { chrom, pos: 1 + Math.floor(random() * (chromosomeLength("GRCh38", chrom) - 2e6)) };
};

/** As Manta writes them, with its contigs. */
function record(_, i) {
  const { chrom, pos } = anyPlace();
  const kind = kindOf(random());
  const end = kind === "INS" ? pos : pos + lengthOf();
  const alt = kind === "BND" ? `N[chr7:${1 + Math.floor(random() * 1e8)}[` : `<${kind}>`;
  const info = `END=${end};SVTYPE=${kind};SVLEN=${end - pos};CIPOS=0,4;CIEND=0,4;HOMLEN=4;HOMSEQ=ACGT;CONTIG=${"ACGT".repeat(30)}`;
  const genotype = ["0/1", "1/1", "0/0"][i % 3];
  return `chr${chrom}\t${pos}\tManta${kind}:${i}:0:1:0:0:0\tN\t${alt}\t${i % 999}\t${i % 5 === 0 ? "MinQUAL" : "PASS"}\t${info}\tGT:FT:GQ:PL:PR:SR\t${genotype}:PASS:99:300,0,200:10,5:12,7\n`;
}

if (!existsSync(path))
  writeFileSync(
    path,
    `##fileformat=VCFv4.2\n##source=GenerateSVCandidates 1.6.0\n##reference=GRCh38\n${Array.from({ length: 22 }, (_, i) => `##contig=<ID=chr${i + 1}>\n`).join("")}${["END", "SVLEN"].map((id) => `##INFO=<ID=${id},Number=1,Type=Integer,Description="x">\n`).join("")}##INFO=<ID=SVTYPE,Number=1,Type=String,Description="x">\n##FORMAT=<ID=GT,Number=1,Type=String,Description="x">\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tchild\n${Array.from({ length: RECORDS }, record).join("")}`,
  );

/** The same events for each person, a few bases off, a fifth of them other ones. */
function people() {
  const shape = () => {
    const { chrom, pos } = anyPlace();
    return { kind: kindOf(random()), chrom, first: pos, size: lengthOf() };
  };
  const shared = Array.from({ length: EACH }, shape);
  return [0, 1, 2].map((person) =>
    shared.map((one) => {
      const { kind, chrom, first, size } = random() < 0.2 ? shape() : one;
      const isPoint = kind === "INS" || kind === "BND";
      return {
        kind: kind === "BND" ? "INS" : kind,
        chrom,
        first: first + person,
        last: isPoint ? first + person + 1 : first + size,
        ciFirst: [0, 5],
        ciLast: [0, 5],
        precise: true,
        claim: "junction",
        length: size,
        inserted: null,
        ends: [],
      };
    }),
  );
}

async function processor(work) {
  const before = process.cpuUsage();
  const told = await work();
  const { user, system } = process.cpuUsage(before);
  return { ms: (user + system) / 1000, told };
}

const family = { people: [{ id: "child", sex: "female" }], proband: 0 };
const read = () => readEvents([{ path, kind: "sv" }], family, "GRCh38");
const [one, two, three] = people();
const match = () => [matchEvents(one, two, "relatives"), matchEvents(one, three, "relatives")];
await read();
match();
const reading = await processor(read);
const matching = await processor(match);
console.log(
  JSON.stringify({
    path,
    readMs: reading.ms,
    recordsPerSecond: (RECORDS / reading.ms) * 1000,
    events: reading.told.events.length,
    matchMs: matching.ms,
    matched: matching.told.map((pairs) => pairs.length),
  }),
);
