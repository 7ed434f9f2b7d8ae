// node --import ./bench/sources.mjs bench/effect-terms.mjs GFF3 FASTA VCF... : processor time of terms alone, in one thread, for all
// records of the files, the second time over (threads live for more than one batch). Prints JSON.
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { canonicalChrom, CHROMOSOMES } from "../src/core/assembly.ts";
import { openEngine } from "../src/effect/index.ts";
import { buildRelease } from "../src/effect/import/release.ts";
import { transcriptsOf } from "../src/effect/snapshot.ts";
import { openFasta } from "../src/io/fasta/index.ts";

const [gff3, fasta, ...files] = process.argv.slice(2);
const reference = await openFasta(fasta, false);
const { bytes } = await buildRelease(gff3, {
  assembly: "GRCh38",
  release: "84",
  reference,
  mane: null,
  allBiotypes: false,
  identify: () => null,
});
const { columns } = transcriptsOf(bytes, gff3).slice("all");
const records = files.flatMap((file) =>
  gunzipSync(readFileSync(file))
    .toString("latin1")
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => {
      const [contig, pos, , ref, alt] = line.split("\t");
      return [CHROMOSOMES.indexOf(canonicalChrom(contig)), Number(pos), ref, alt];
    }),
);
const engine = openEngine(columns);
let rows = 0;
const judge = () => {
  for (const [chrom, pos, ref, alt] of records)
    rows += engine.consequencesOf(chrom, pos, ref, alt).count;
};
judge();
const before = process.cpuUsage();
rows = 0;
judge();
const { user, system } = process.cpuUsage(before);
console.log(JSON.stringify({ ms: (user + system) / 1000, records: records.length, rows }));
