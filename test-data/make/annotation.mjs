// One consequence of one allele in one gene, written as VEP (CSQ), SnpEff (ANN) or bcftools csq (BCSQ) write it.

const POPULATIONS = ["AFR", "AMR", "ASJ", "EAS", "FIN", "NFE", "SAS"];
const AF_COLUMNS = [
  "gnomADe_AF",
  ...POPULATIONS.map((p) => `gnomADe_${p}_AF`),
  "gnomADg_AF",
  ...POPULATIONS.map((p) => `gnomADg_${p}_AF`),
];

export const CSQ_COLUMNS = (
  "Allele|Consequence|IMPACT|SYMBOL|Gene|Feature_type|Feature|BIOTYPE|EXON|INTRON|HGVSc|HGVSp|" +
  "cDNA_position|CDS_position|Protein_position|Amino_acids|Codons|Existing_variation|DISTANCE|STRAND|" +
  "FLAGS|VARIANT_CLASS|SYMBOL_SOURCE|HGNC_ID|CANONICAL|MANE_SELECT|MANE_PLUS_CLINICAL|TSL|APPRIS|" +
  `${AF_COLUMNS.join("|")}|MAX_AF|MAX_AF_POPS|` +
  "CLIN_SIG|SpliceAI_pred_DS_AG|SpliceAI_pred_DS_AL|SpliceAI_pred_DS_DG|SpliceAI_pred_DS_DL|" +
  "CADD_PHRED|REVEL"
).split("|");

const IMPACT = {
  stop_gained: "HIGH",
  frameshift_variant: "HIGH",
  splice_donor_variant: "HIGH",
  splice_acceptor_variant: "HIGH",
  start_lost: "HIGH",
  missense_variant: "MODERATE",
  inframe_deletion: "MODERATE",
  splice_region_variant: "LOW",
  synonymous_variant: "LOW",
};

/** Impact of the first, worst term. */
export const impactOf = (terms) => IMPACT[terms.split("&")[0]] ?? "MODIFIER";

/** VEP's name of the alleles (rule VEP-05). */
export function vepAlleles(ref, alts) {
  const real = alts.filter((a) => a !== "*");
  const differ = real.some((a) => a.length !== ref.length);
  const share = real.every((a) => a[0] === ref[0]);
  return alts.map((a) => (a !== "*" && differ && share ? a.slice(1) || "-" : a));
}

const variantClass = (ref, alt) =>
  ref.length === alt.length ? "SNV" : ref.length > alt.length ? "deletion" : "insertion";

/**
 * Frequencies of one allele from one overall figure: some populations above, some below; exact and
 * deterministic. `af`: null for absent; a record of column -> value to say it all.
 */
export function frequencies(af) {
  const out = {};
  if (af === null || af === undefined) return out;
  if (typeof af === "object") return { ...af };
  const shown = (x) => String(Number(x.toPrecision(4)));
  const factors = [0.4, 0.7, 0.5, 0.3, 0.9, 1.3, 0.6];
  for (const set of ["gnomADe", "gnomADg"]) {
    out[`${set}_AF`] = shown(set === "gnomADe" ? af : af * 0.95);
    POPULATIONS.forEach((p, i) => {
      out[`${set}_${p}_AF`] = shown(Math.min(1, af * factors[i]));
    });
  }
  out.MAX_AF = shown(Math.min(1, af * 1.3));
  out.MAX_AF_POPS = "gnomADe_NFE";
  return out;
}

/**
 * One CSQ entry. `gene` null: intergenic.
 * @param {{ allele: string, ref: string, alt: string, gene: any, terms: string, fields?: Record<string, string>, af?: any, main?: boolean }} c
 */
export function csqEntry({ allele, ref, alt, gene, terms, fields = {}, af = null, main = true }) {
  const row = { Allele: allele, Consequence: terms, IMPACT: impactOf(terms) };
  row.VARIANT_CLASS = variantClass(ref, alt);
  if (gene !== null) {
    Object.assign(row, {
      SYMBOL: gene.symbol,
      Gene: gene.ensembl,
      Feature_type: "Transcript",
      // A second transcript beside the MANE one: its id is made up, from a range that Ensembl does not use.
      Feature: main
        ? gene.transcript || `ENST00000${gene.ensembl.slice(-6)}`
        : `ENST09${gene.ensembl.slice(-9)}.1`,
      BIOTYPE: gene.biotype ?? "protein_coding",
      STRAND: gene.strand,
      SYMBOL_SOURCE: "HGNC",
      HGNC_ID: gene.hgnc,
      CANONICAL: main ? "YES" : "",
      MANE_SELECT: main ? gene.refseq : "",
      TSL: main ? "1" : "5",
      APPRIS: main ? "P1" : "",
    });
  }
  Object.assign(row, frequencies(af), fields);
  return CSQ_COLUMNS.map((name) => row[name] ?? "").join("|");
}

/** One SnpEff ANN entry (16 columns); the allele is the whole ALT (EFF-01). */
export function annEntry({ alt, gene, terms, fields = {} }) {
  const f = fields;
  return [
    alt,
    terms,
    impactOf(terms),
    gene.symbol,
    gene.ensembl,
    "transcript",
    gene.transcript,
    "protein_coding",
    f.EXON ?? f.INTRON ?? "",
    f.HGVSc?.split(":")[1] ?? "",
    f.HGVSp?.split(":")[1] ?? "",
    f.cDNA_position ?? "",
    f.CDS_position ?? "",
    f.Protein_position ?? "",
    "",
    "",
  ].join("|");
}

/** One BCSQ entry (7 columns); terms without `_variant` (BCSQ-01). */
export function bcsqEntry({ pos, ref, alt, gene, terms, fields = {} }) {
  const names = terms
    .split("&")
    .map((t) => t.replace("5_prime_UTR", "5_prime_utr").replace(/_variant$/, ""));
  const acids = fields.Amino_acids?.split("/") ?? [];
  const at = fields.Protein_position ?? "";
  const change = acids.length === 2 ? `${at}${acids[0]}>${at}${acids[1]}` : "";
  return [
    names.join("&"),
    gene.symbol,
    gene.transcript.split(".")[0],
    "protein_coding",
    gene.strand === "1" ? "+" : "-",
    change,
    `${pos}${ref}>${alt}`,
  ].join("|");
}
