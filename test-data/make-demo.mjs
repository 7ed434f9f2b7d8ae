// Makes the small inputs of this folder. `node test-data/make-demo.mjs`
//
// Everything is synthetic and the same on every run: a family that does not exist (mother, son, father),
// their background variants (Mendelian by construction), and planted cases for every mode of inheritance.
// Gene names, ids and extents are facts (make/genes.mjs); a few planted variants are real ones at their
// real places (make/cases.mjs marks them), the rest is made up. HGVS texts, codons and residues fit REF, ALT and the
// strand (make/coding.mjs); where in the transcript they stand does not follow from the place on the genome.
//
//   demo/trio.vcf.gz(.tbi), demo/trio.ped, demo/truth.tsv   a few thousand records, VEP style
//   small/snpeff.vcf.gz, small/bcsq.vcf.gz, small/singleton.vcf.gz   a few dozen each
import { mkdirSync, writeFileSync } from "node:fs";
import { backgroundRecord, CHROMS, geneAt, LENGTHS } from "./make/background.mjs";
import { plantedCases } from "./make/cases.mjs";
import { gene, GENES } from "./make/genes.mjs";
import { makeRandom } from "./make/random.mjs";
import { headerLines, recordLine, sortRecords, writeVcf } from "./make/vcf.mjs";
import { SAMPLE_WINDOWS } from "./make/windows.mjs";

const SEED = 20240607;
const SAMPLES = ["DEMO-MOTHER", "DEMO-CHILD", "DEMO-FATHER"];
const TRIO = [0, 1, 2];
const folder = (name) => new URL(`./${name}`, import.meta.url).pathname;

/** A planted case as a record. */
function recordOf(c) {
  const g = { ...gene(c.gene) };
  return { ...c, chrom: g.chrom, alts: c.alt.split(","), gene: g, case: c };
}

/** Background with distinct positions that keeps clear of the planted variants. */
function background(random, planted) {
  const taken = new Set();
  for (const p of planted)
    for (let d = -6; d <= 6; d++) taken.add(`${p.chrom}:${p.pos + d}`);
  const records = [];
  const add = (site) => {
    if (taken.has(`${site.chrom}:${site.pos}`)) return false;
    const record = backgroundRecord(random, { gene: geneAt(site.chrom, site.pos), ...site });
    if (record === null) return false;
    taken.add(`${site.chrom}:${site.pos}`);
    records.push(record);
    return true;
  };
  // Common SNVs in the windows that the sex and relatedness checks read.
  for (const { chrom, start, end, sites } of SAMPLE_WINDOWS) {
    for (let n = 0; n < sites; ) if (add({ chrom, pos: random.integer(start, end), plain: true })) n++;
    // And one of any kind: a few of these fail a filter.
    add({ chrom, pos: random.integer(start, end) });
  }
  // The panel genes and their surroundings.
  for (const g of GENES) {
    if (g.chrom === "MT") continue;
    for (let n = 0; n < 5; n++) add({ chrom: g.chrom, pos: random.integer(g.start, g.end) });
    if (random.chance(0.3)) add({ chrom: g.chrom, pos: g.start - random.integer(200, 900), gene: null });
  }
  // The rest of the genome, in clusters as call sets have them.
  LENGTHS.forEach((length, i) => {
    for (let n = 0; n < Math.round(length / 6e6); n++) {
      const pos = random.integer(3_000_000, length - 3_000_000);
      add({ chrom: CHROMS[i], pos });
      if (random.chance(0.5)) add({ chrom: CHROMS[i], pos: pos + random.integer(5, 300) });
    }
  });
  // A mitochondrial haplotype that mother and child share.
  for (const [pos, ref, alt] of [[73, "A", "G"], [263, "A", "G"], [750, "A", "G"], [1438, "A", "G"], [4769, "A", "G"], [8860, "A", "G"], [15326, "A", "G"]]) {
    const terms = pos < 577 ? "intergenic_variant" : pos < 3230 ? "non_coding_transcript_exon_variant" : "missense_variant";
    const csq = { terms, fields: pos < 3230 ? { BIOTYPE: "Mt_rRNA" } : {} };
    records.push({
      chrom: "MT", pos, ref, alts: [alt], gts: ["1/1", "1/1", "1/1"], gene: geneAt("MT", pos), af: 0.98, csq,
      reads: [[1, random.integer(900, 2000)], [0, random.integer(900, 2000)], [2, random.integer(900, 2000)]],
      gq: 99,
    });
  }
  return records;
}

function trio() {
  const random = makeRandom(SEED);
  const planted = plantedCases().map(recordOf);
  const records = sortRecords([...background(random, planted), ...planted]);
  for (const r of records) if (r.case === undefined && random.chance(0.25)) r.second = true;
  writeVcf(folder("demo/trio.vcf.gz"), [
    ...headerLines("vep", SAMPLES),
    ...records.map((r) => recordLine(random, r, "vep", TRIO)),
  ]);
  writeFileSync(
    folder("demo/trio.ped"),
    [
      "#family\tindividual\tfather\tmother\tsex\tphenotype",
      "DEMO\tDEMO-CHILD\tDEMO-FATHER\tDEMO-MOTHER\t1\t2",
      "DEMO\tDEMO-FATHER\t0\t0\t1\t1",
      "DEMO\tDEMO-MOTHER\t0\t0\t2\t1",
      "",
    ].join("\n"),
  );
  const rows = records.filter((r) => r.case !== undefined);
  writeFileSync(
    folder("demo/truth.tsv"),
    [
      "case\tgene\tchrom\tpos\tref\talt\tmodel\texpect\treal_variant",
      ...rows.map((r) =>
        [r.name, r.gene.symbol, r.chrom, r.pos, r.ref, r.alts.join(","), r.model, r.expect, r.real ? "yes" : "no"].join("\t"),
      ),
      "",
    ].join("\n"),
  );
  return records;
}

/** The trio's planted cases and a little background in another annotator's words, or for one person. */
function small(name, annotator, columns, records, change = (r) => r) {
  const random = makeRandom(SEED + name.length);
  const lines = records
    .filter((r) => columns.some((i) => /[1-9]/.test(r.gts[i])))
    .map((r) => recordLine(random, change(r), annotator, columns));
  writeVcf(folder(`small/${name}.vcf.gz`), [
    ...headerLines(annotator, columns.map((i) => SAMPLES[i])),
    ...lines,
  ]);
}

mkdirSync(folder("demo"), { recursive: true });
mkdirSync(folder("small"), { recursive: true });
const records = trio();
const planted = records.filter((r) => r.case !== undefined && r.chrom !== "MT");
const some = records.filter((r) => r.case === undefined && r.gene !== null && r.alts.length === 1).slice(0, 24);
const single = planted.filter((r) => r.alts.length === 1);
small("snpeff", "snpeff", TRIO, sortRecords([...single, ...some]));
// bcftools csq writes `@POS` at the later records of a haplotype whose consequence it prints once (BCSQ-02).
const tpp1 = planted.filter((r) => r.gene.symbol === "TPP1").map((r) => r.pos);
small("bcsq", "bcsq", TRIO, sortRecords([...single, ...some]), (r) =>
  r.case?.name === "comphet_cis_decoy" && r.pos === tpp1[1] ? { ...r, bcsq: `@${tpp1[0]}` } : r,
);
// One person, read-backed phase: POLG in trans within one phase set.
small("singleton", "vep", [1], sortRecords([...planted, ...some]), (r) => {
  if (r.gene?.symbol !== "POLG" || r.case === undefined) return r;
  const gt = r.pos === 89323426 ? "0|1" : "1|0";
  return { ...r, format: "GT:AD:DP:GQ:PS", texts: [null, `${gt}:18,17:35:99:89323426`, null] };
});
