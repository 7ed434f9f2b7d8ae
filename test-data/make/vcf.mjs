// From plain descriptions of records to VCF text, and to files with their index.
import { spawnSync } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { annEntry, bcsqEntry, CSQ_COLUMNS, csqEntry, vepAlleles } from "./annotation.mjs";
import { CHROMS, LENGTHS } from "./background.mjs";
import { bgzip } from "./bgzf.mjs";
import { FORMAT, sampleText } from "./genotypes.mjs";

const CSQ_LINE = `##INFO=<ID=CSQ,Number=.,Type=String,Description="Consequence annotations from Ensembl VEP. Format: ${CSQ_COLUMNS.join("|")}">`;
const ANNOTATORS = {
  vep: [
    '##VEP="v110" assembly="GRCh38.p14" cache="homo_sapiens_merged/110_GRCh38" note="written by make-demo.mjs, not by VEP"',
    CSQ_LINE,
  ],
  snpeff: [
    '##SnpEffVersion="5.1 (written by make-demo.mjs, not by SnpEff)"',
    "##INFO=<ID=ANN,Number=.,Type=String,Description=\"Functional annotations: 'Allele | Annotation | Annotation_Impact | Gene_Name | Gene_ID | Feature_Type | Feature_ID | Transcript_BioType | Rank | HGVS.c | HGVS.p | cDNA.pos / cDNA.length | CDS.pos / CDS.length | AA.pos / AA.length | Distance | ERRORS / WARNINGS / INFO'\">",
  ],
  bcsq: [
    '##INFO=<ID=BCSQ,Number=.,Type=String,Description="Haplotype-aware consequence annotation from BCFtools/csq. Format: Consequence|gene|transcript|biotype|strand|amino_acid_change|dna_change">',
  ],
};

/** Header lines with the #CHROM line last. */
export function headerLines(annotator, samples) {
  const contigs = CHROMS.map((c, i) =>
    c === "MT" ? "##contig=<ID=chrM,length=16569>" : `##contig=<ID=chr${c},length=${LENGTHS[i]}>`,
  );
  return [
    "##fileformat=VCFv4.2",
    "##source=panelist test-data/make-demo.mjs (synthetic: people, genotypes and annotation are made up)",
    "##reference=GRCh38",
    '##FILTER=<ID=PASS,Description="All filters passed">',
    '##FILTER=<ID=LowQual,Description="Low quality">',
    '##FILTER=<ID=VQSRTrancheSNP99.90to100.00,Description="Truth sensitivity tranche level for SNP model">',
    '##INFO=<ID=AC,Number=A,Type=Integer,Description="Allele count in genotypes">',
    '##INFO=<ID=AN,Number=1,Type=Integer,Description="Alleles in called genotypes">',
    '##INFO=<ID=DP,Number=1,Type=Integer,Description="Approximate read depth">',
    '##INFO=<ID=CLNSIG,Number=.,Type=String,Description="Clinical significance (ClinVar)">',
    '##INFO=<ID=CLNREVSTAT,Number=.,Type=String,Description="ClinVar review status">',
    ...(annotator === "vep"
      ? []
      : ['##INFO=<ID=gnomADg_AF,Number=A,Type=Float,Description="Allele frequency in gnomAD genomes">']),
    '##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">',
    '##FORMAT=<ID=AD,Number=R,Type=Integer,Description="Reads per allele">',
    '##FORMAT=<ID=DP,Number=1,Type=Integer,Description="Read depth">',
    '##FORMAT=<ID=GQ,Number=1,Type=Integer,Description="Genotype quality">',
    '##FORMAT=<ID=PS,Number=1,Type=String,Description="Phase set">',
    ...ANNOTATORS[annotator],
    ...contigs,
    `#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\t${samples.join("\t")}`,
  ];
}

function annotation(annotator, r) {
  if (annotator === "snpeff") {
    if (r.gene === null) return null;
    return `ANN=${r.alts.map((alt) => annEntry({ ...r.csq, alt, gene: r.gene })).join(",")}`;
  }
  if (annotator === "bcsq") {
    if (r.bcsq !== undefined) return `BCSQ=${r.bcsq}`;
    if (r.gene === null) return null;
    return `BCSQ=${bcsqEntry({ ...r.csq, pos: r.pos, ref: r.ref, alt: r.alts[0], gene: r.gene })}`;
  }
  const entries = [];
  const names = vepAlleles(r.ref, r.alts);
  r.alts.forEach((alt, i) => {
    if (alt === "*") return;
    const of = (i === 1 ? r.csq2 : undefined) ?? r.csq;
    const base = { allele: names[i], ref: r.ref, alt, gene: r.gene, af: r.af };
    entries.push(csqEntry({ ...base, ...of }));
    const other = r.other ?? (r.gene !== null && r.second ? of : undefined);
    if (other !== undefined) entries.push(csqEntry({ ...base, ...other, main: false }));
  });
  return `CSQ=${entries.join(",")}`;
}

/** One data line. `columns`: which of mother, proband, father to write. */
export function recordLine(random, r, annotator, columns) {
  const samples = r.gts.map(
    (gt, i) =>
      r.texts?.[i] ??
      sampleText(random, gt, r.alts.length, {
        reads: r.reads?.[i],
        gq: Array.isArray(r.gq) ? r.gq[i] : r.gq,
      }),
  );
  const called = columns.flatMap((i) => r.gts[i].split(/[/|]/)).filter((a) => a !== ".");
  const info = [
    `AC=${r.alts.map((_, i) => called.filter((a) => a === String(i + 1)).length).join(",")}`,
    `AN=${called.length}`,
    `DP=${columns.reduce((sum, i) => sum + Number(samples[i].split(":")[2].replace(".", "0")), 0)}`,
  ];
  if (r.clinvar) info.push(`CLNSIG=${r.clinvar.CLNSIG}`, `CLNREVSTAT=${r.clinvar.CLNREVSTAT}`);
  if (annotator !== "vep" && typeof r.af === "number")
    info.push(`gnomADg_AF=${r.alts.map(() => r.af).join(",")}`);
  const consequence = annotation(annotator, r);
  if (consequence !== null) info.push(consequence);
  return [
    r.chrom === "MT" ? "chrM" : `chr${r.chrom}`,
    r.pos,
    r.id ?? ".",
    r.ref,
    r.alts.join(","),
    random.integer(120, 4000),
    r.filter ?? "PASS",
    info.join(";"),
    r.format ?? FORMAT,
    ...columns.map((i) => samples[i]),
  ].join("\t");
}

/** Genome order. */
export function sortRecords(records) {
  return records.sort((a, b) => CHROMS.indexOf(a.chrom) - CHROMS.indexOf(b.chrom) || a.pos - b.pos);
}

/** Writes `path` as BGZF; with `tabix` at hand also its index. */
export function writeVcf(path, lines) {
  writeFileSync(path, bgzip(`${lines.join("\n")}\n`));
  const made = spawnSync("tabix", ["-f", "-p", "vcf", path], { encoding: "utf8" });
  if (made.error !== undefined && !existsSync(`${path}.tbi`))
    process.stderr.write(`no tabix here: ${path}.tbi was not made\n`);
  else if (made.status !== 0 && made.error === undefined) throw new Error(made.stderr);
}
