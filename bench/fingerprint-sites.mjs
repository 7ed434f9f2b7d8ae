// node --import ./bench/sources.mjs bench/fingerprint-sites.mjs DATA
//
// Chooses the sites by whose genotypes people are told apart, and prints the rows of
// src/core/fingerprint-sites.json. Reads, below DATA:
//   sites/peddy_GRCh37.sites.gz, sites/peddy_GRCh38.sites.gz   common exonic SNVs, the same on both builds,
//       one `chrom:pos:ref:alt` a line (brentp/peddy, MIT)
//   VCFS   people: how often each site differs from the reference in them
//
// Of each autosomal window of the sample checks, which every scan reads, the PER_WINDOW sites that vary most.
// Left out: sites that the builds do not agree on, and A/T and C/G, which read alike on both strands.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { canonicalChrom } from "../src/core/assembly.ts";
import { sampleWindows } from "../src/core/sample-windows.ts";

const [data] = process.argv.slice(2);
if (data === undefined)
  throw new Error("usage: node --import ./bench/sources.mjs bench/fingerprint-sites.mjs DATA");

const PER_WINDOW = 2;
const VCFS = [
  "events/roh-upd/UpdHunter_in1.vcf.gz",
  "events/roh-upd/UpdHunter_in2.vcf.gz",
  "events/roh-upd/UpdHunter_in3.vcf.gz",
  "vcf/ashk_trio/ashk-trio.vcf.gz",
  "vcf/scout_trio/643594.research.vcf.gz",
  "bench/coding_donor.vcf.gz",
];

const linesOf = (path) =>
  gunzipSync(readFileSync(join(data, path)))
    .toString("latin1")
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"));

const sitesOf = (build) => linesOf(`sites/peddy_${build}.sites.gz`).map((line) => line.split(":"));
const [on37, on38] = ["GRCh37", "GRCh38"].map(sitesOf);
const [windows37, windows38] = ["GRCh37", "GRCh38"].map(sampleWindows);
const windowOf = (windows, chrom, pos) =>
  windows.findIndex((w) => w.chrom === chrom && pos >= w.start && pos <= w.end);

/** Alleles of the people's that are not the reference's, by site of GRCh37. */
const seen = new Map();
for (const path of VCFS)
  for (const line of linesOf(path)) {
    const [contig, pos, , ref, alt, , , , , ...samples] = line.split("\t");
    const key = `${canonicalChrom(contig)}:${pos}:${ref}:${alt}`;
    const alleles = samples.reduce(
      (sum, s) => sum + (s.split(":")[0]?.match(/1/g)?.length ?? 0),
      0,
    );
    seen.set(key, (seen.get(key) ?? 0) + alleles);
  }

const byWindow = new Map();
on37.forEach(([chrom, pos, ref, alt], i) => {
  const [chrom38, pos38, ref38, alt38] = on38[i];
  const same = chrom === chrom38 && ref === ref38 && alt === alt38;
  if (!same || ["AT", "TA", "CG", "GC"].includes(ref + alt)) return;
  const window = windowOf(windows37, chrom, Number(pos));
  if (window < 0 || window !== windowOf(windows38, chrom, Number(pos38))) return;
  const times = seen.get(`${chrom}:${pos}:${ref}:${alt}`) ?? 0;
  const site = { chrom, pos: Number(pos), pos38: Number(pos38), ref, alt, times };
  byWindow.set(window, [...(byWindow.get(window) ?? []), site]);
});

const chosen = [...byWindow.values()].flatMap((sites) =>
  sites.toSorted((a, b) => b.times - a.times || a.pos - b.pos).slice(0, PER_WINDOW),
);
for (const [chrom, sites] of grouped(chosen)) {
  const cells = sites
    .toSorted((a, b) => a.pos38 - b.pos38)
    .map(({ pos38, pos, ref, alt }) => `${pos38}/${pos}${ref}${alt}`);
  process.stdout.write(`${chrom} ${cells.join(" ")}\n`);
}
process.stderr.write(
  `${chosen.length} sites, ${chosen.filter((s) => s.times > 0).length} seen in the people\n`,
);

function grouped(sites) {
  const map = new Map();
  for (const site of sites) map.set(site.chrom, [...(map.get(site.chrom) ?? []), site]);
  return map;
}
