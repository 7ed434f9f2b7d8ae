// panelist annotates by itself: what a release of transcripts costs to bring in and to open, held against bcftools csq,
// which reads its GFF3 anew in every run.
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { inTurns, median } from "./measure.mjs";
import { chr21, syntheticGff3 } from "./effect-input.mjs";

const bin = new URL("../bin/panelist.js", import.meta.url).pathname;
const sources = new URL("./sources.mjs", import.meta.url).pathname;
const slices = new URL("./effect-slices.mjs", import.meta.url).pathname;
const termsOnly = new URL("./effect-terms.mjs", import.meta.url).pathname;
const bar = (name, value, limit, unit = "") => ({
  name,
  value: `${value.toFixed(2)}${unit}`,
  limit: `<= ${limit}${unit}`,
  ok: value <= limit,
});

/** Import of a genome-wide GFF3, and slices of what was kept. */
function transcripts({ out, rounds }) {
  const folder = join(out, "effect");
  mkdirSync(folder, { recursive: true });
  const gff3 = syntheticGff3(folder);
  const fasta = join(chr21, "GRCh38.chr21_parts.padded.fa.gz");
  const empty = join(folder, "empty.vcf");
  writeFileSync(
    empty,
    "##fileformat=VCFv4.2\n##contig=<ID=21>\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n",
  );
  const store = join(folder, "store");
  rmSync(store, { recursive: true, force: true });
  const asked = `knowledge import transcripts ${gff3} --release 1 --store ${store}`;
  const times = inTurns(
    {
      "panelist: import, once": `${process.execPath} ${bin} ${asked} --quiet`,
      "bcftools csq: start, every run": `bcftools csq -l -f ${fasta} -g ${gff3} ${empty} > ${folder}/csq.vcf 2> ${folder}/csq.log`,
    },
    rounds,
  );
  const [ours, csq] = Object.values(times);
  const opened = inTurns(
    { open: `${process.execPath} --import ${sources} ${slices} ${store}` },
    rounds,
  ).open.stdout;
  const told = JSON.parse(opened);
  return {
    times,
    rows: [
      bar("import: wall, times csq's start", median(ours.wall) / median(csq.wall), 8),
      bar("import: peak memory", ours.peakMb ?? 0, 500, " MB"),
      bar("slices of 100 genes", told.hundred, 30, " ms"),
      bar("slices of everything", told.all, 200, " ms"),
      bar("reads for 100 genes that lie apart", told.reads, 110),
    ],
  };
}

/** Terms alone, one thread: every SNV and short indels near the coding exons of 1.2 Mb of chromosome 21. */
function terms({ out, rounds }) {
  const folder = join(out, "effect");
  mkdirSync(folder, { recursive: true });
  const fasta = join(chr21, "GRCh38.chr21_parts.padded.fa.gz");
  const gff3 = join(chr21, "Homo_sapiens.GRCh38.chr21.e84.gff3.gz");
  const files = ["snv", "ind"].map((name) => join(chr21, `exhaustive/${name}.vcf.gz`));
  const empty = join(folder, "empty.vcf");
  writeFileSync(
    empty,
    "##fileformat=VCFv4.2\n##contig=<ID=21>\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n",
  );
  const csq = (vcf) =>
    `bcftools csq -l -f ${fasta} -g ${gff3} ${vcf} -o /dev/null 2> ${folder}/csq.log`;
  const times = inTurns(
    {
      "bcftools csq: 89,664 records": files.map(csq).join(" && "),
      "bcftools csq: start, twice": [empty, empty].map(csq).join(" && "),
      "panelist: terms, whole process": `${process.execPath} --import ${sources} ${termsOnly} ${gff3} ${fasta} ${files.join(" ")}`,
    },
    rounds,
  );
  const [whole, start, ours] = Object.values(times);
  const told = JSON.parse(ours.stdout);
  return {
    times,
    rows: [
      bar("terms: processor time, times csq's own", told.ms / 1000 / (whole.cpu - start.cpu), 3),
    ],
  };
}

/** One table; each part adds its rows. */
export function effect(context) {
  if (chr21 === null)
    return {
      title: "Transcripts and their effects",
      note: "Not measured: no shared data.",
      rows: [],
    };
  const parts = [transcripts, terms].map((part) => part(context));
  return {
    title: "Transcripts and their effects",
    note: "A genome-wide GFF3: chromosome 21 of Ensembl 84 seventy times, 2.15 million lines.",
    times: Object.assign({}, ...parts.map(({ times }) => times)),
    rows: parts.flatMap(({ rows }) => rows),
  };
}
