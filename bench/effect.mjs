// panelist annotates by itself: what a release of transcripts costs to bring in and to open, held against bcftools csq,
// which reads its GFF3 anew in every run.
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { inTurns, median, moreThan, run } from "./measure.mjs";
import { chr21, syntheticGff3 } from "./effect-input.mjs";
import { genomeWideTimes } from "./raw-trio.mjs";

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

/** A trio as a genome has them, the genes of a panel by index: raw, annotated, and against bcftools csq in a pipe. */
function panel(context) {
  const times = genomeWideTimes(context);
  const [ours, annotated, bare, csq] = Object.values(times);
  return {
    times,
    rows: [
      bar(
        "trio, 100 genes: raw more than annotated, processor",
        moreThan(ours, annotated),
        0.3,
        " s",
      ),
      bar(
        "trio, 100 genes: raw, wall, times bcftools view | csq with a genome-wide GFF3",
        median(ours.wall) / median(csq.wall),
        0.5,
      ),
      bar(
        "trio, 100 genes: raw more than annotated, memory",
        (ours.peakMb ?? 0) - (annotated.peakMb ?? 0),
        10,
        " MB",
      ),
      bar(
        "annotated: facts of the gene models, processor",
        1000 * moreThan(annotated, bare),
        15,
        " ms",
      ),
    ],
  };
}

/** Chromosome 21's exhaustive changes as a family's, raw and annotated by panelist: hundreds of candidates. */
function raw({ out, rounds }) {
  const folder = join(out, "effect-raw");
  mkdirSync(folder, { recursive: true });
  const at = (name) => join(folder, name);
  const fasta = join(chr21, "GRCh38.chr21_parts.padded.fa.gz");
  const gff3 = join(chr21, "Homo_sapiens.GRCh38.chr21.e84.gff3.gz");
  const exhaustive = (name) => join(chr21, `exhaustive/${name}.vcf.gz`);
  const store = at("store");
  const panelist = `PANELIST_STORE=${store} ${process.execPath} ${bin}`;
  if (!existsSync(at("raw.vcf.gz"))) {
    rmSync(store, { recursive: true, force: true });
    run(
      `${panelist} knowledge import transcripts ${gff3} --reference ${fasta} --assembly GRCh38 --release 84 --quiet`,
    );
    // A person who carries one of three; the others are looked at and left.
    run(
      `(printf '##fileformat=VCFv4.2\\n##contig=<ID=21,length=46709983>\\n##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">\\n#CHROM\\tPOS\\tID\\tREF\\tALT\\tQUAL\\tFILTER\\tINFO\\tFORMAT\\tP\\n'; ` +
        `(zcat ${exhaustive("snv")}; zcat ${exhaustive("ind")}) | grep -v '^#' | sort -s -k2,2n | ` +
        `awk 'BEGIN{OFS="\\t"}{print $1,$2,".",$4,$5,"50","PASS",".","GT",(NR%90==0?"0/1":"0/0")}') | bgzip > ${at("raw.vcf.gz")} && tabix -p vcf ${at("raw.vcf.gz")}`,
    );
    run(`${panelist} annotate ${at("raw.vcf.gz")} -o ${at("annotated.vcf.gz")} --quiet`);
  }
  const asked = "--sex female --partial --threads 1 --quiet --no-progress";
  const analyse = (name, genes) =>
    `${panelist} analyse ${at(`${name}.vcf.gz`)} ${genes} ${asked} > ${at(`${name}.tsv`)}`;
  const times = inTurns(
    {
      "all genes, raw": analyse("raw", "--gene-agnostic --partial"),
      "all genes, annotated": analyse("annotated", "--gene-agnostic"),
    },
    rounds,
  );
  return {
    times,
    rows: [
      bar(
        "all genes: raw, times annotated, processor",
        times["all genes, raw"].cpu / times["all genes, annotated"].cpu,
        1.5,
      ),
      bar(
        "all genes: raw more than annotated, memory",
        (times["all genes, raw"].peakMb ?? 0) - (times["all genes, annotated"].peakMb ?? 0),
        100,
        " MB",
      ),
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
  const parts = [transcripts, terms, panel, raw].map((part) => part(context));
  return {
    title: "Transcripts and their effects",
    note: "A genome-wide GFF3: chromosome 21 of Ensembl 84 seventy times, 2.15 million lines.",
    times: Object.assign({}, ...parts.map(({ times }) => times)),
    rows: parts.flatMap(({ rows }) => rows),
  };
}
