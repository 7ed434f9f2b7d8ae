// The planted cases: one or two records each, with the answer expected. Genotypes are in the order
// mother, proband (a boy), father. Four variants are real and stand at their GRCh38 places (marked
// `real`); all other positions, bases and HGVS texts are made up.
import { gene } from "./genes.mjs";

const P = { CLNSIG: "Pathogenic", CLNREVSTAT: "criteria_provided,_multiple_submitters,_no_conflicts" };
const LP = { CLNSIG: "Likely_pathogenic", CLNREVSTAT: "criteria_provided,_single_submitter" };

const missense = (symbol, codon, from, to, more = {}) => {
  const g = gene(symbol);
  return {
    terms: "missense_variant",
    fields: {
      EXON: "4/12",
      HGVSc: `${g.transcript}:c.${codon * 3 - 1}G>A`,
      HGVSp: `ENSP${g.ensembl.slice(4)}.1:p.${from[1]}${codon}${to[1]}`,
      CDS_position: String(codon * 3 - 1),
      Protein_position: String(codon),
      Amino_acids: `${from[0]}/${to[0]}`,
      Codons: "cGc/cAc",
      CADD_PHRED: "26.4",
      REVEL: "0.71",
      ...more,
    },
  };
};
const stop = (symbol, codon, more = {}) => {
  const g = gene(symbol);
  return {
    terms: "stop_gained",
    fields: {
      EXON: "5/12",
      HGVSc: `${g.transcript}:c.${codon * 3 - 2}C>T`,
      HGVSp: `ENSP${g.ensembl.slice(4)}.1:p.Arg${codon}Ter`,
      CDS_position: String(codon * 3 - 2),
      Protein_position: String(codon),
      Amino_acids: "R/*",
      Codons: "Cga/Tga",
      CADD_PHRED: "38",
      ...more,
    },
  };
};
const frameshift = (symbol, codon) => {
  const g = gene(symbol);
  return {
    terms: "frameshift_variant",
    fields: {
      EXON: "6/12",
      HGVSc: `${g.transcript}:c.${codon * 3}del`,
      HGVSp: `ENSP${g.ensembl.slice(4)}.1:p.Lys${codon}AsnfsTer14`,
      CDS_position: String(codon * 3),
      Protein_position: String(codon),
      Amino_acids: "K/X",
      Codons: "aaA/aa",
      CADD_PHRED: "33",
    },
  };
};
const intron = (symbol, offset, more = {}) => ({
  terms: "intron_variant",
  fields: { INTRON: "5/11", HGVSc: `${gene(symbol).transcript}:c.612${offset}`, ...more },
});

const A = { R: ["R", "Arg"], H: ["H", "His"], G: ["G", "Gly"], D: ["D", "Asp"], E: ["E", "Glu"] };
const B = { ...A, Q: ["Q", "Gln"], A: ["A", "Ala"], T: ["T", "Thr"], W: ["W", "Trp"], S: ["S", "Ser"] };

/** Position inside a gene at a fraction of its extent. */
const at = (symbol, fraction) => {
  const g = gene(symbol);
  return g.start + Math.round((g.end - g.start) * fraction);
};

/**
 * @typedef {object} Case
 * @property {string} name
 * @property {string} gene
 * @property {number} pos
 * @property {string} ref
 * @property {string} alt comma-separated
 * @property {string[]} gts mother, proband, father
 * @property {{ terms: string, fields: Record<string, string> }} csq of the first ALT
 * @property {{ terms: string, fields: Record<string, string> }} [csq2] of the second ALT
 * @property {string} expect `tier1`, `tier2`, `tier3`, a side list, or `dropped:<reason>`, `fails:<why>`
 * @property {string} model
 */

/** @returns {Case[]} */
export function plantedCases() {
  const rows = [];
  const plant = (name, symbol, pos, ref, alt, gts, csq, expect, model, more = {}) =>
    rows.push({ name, gene: symbol, pos, ref, alt, gts: gts.split(" "), csq, expect, model, ...more });

  plant("denovo_lof", "SCN1A", at("SCN1A", 0.41), "G", "A", "0/0 0/1 0/0", stop("SCN1A", 712), "tier1", "AD_DENOVO");
  plant("denovo_missense", "KCNQ2", at("KCNQ2", 0.62), "C", "T", "0/0 0/1 0/0", missense("KCNQ2", 201, B.R, B.H), "tier1", "AD_DENOVO");
  plant("xl_denovo", "CDKL5", at("CDKL5", 0.77), "CA", "C", "0/0 1 0", frameshift("CDKL5", 404), "tier1", "X_DENOVO");
  plant("ar_hom", "ALDH7A1", 126552059, "C", "G", "0/1 1/1 0/1", missense("ALDH7A1", 427, B.E, B.Q, { HGVSc: "ENST00000409134.8:c.1279G>C", CDS_position: "1279", Codons: "Gaa/Caa" }), "tier1", "AR_HOM", { real: true, clinvar: P, af: 0.0004, id: "rs121912707" });
  plant("comphet_trans", "POLG", 89323426, "C", "G", "0/0 0/1 0/1", missense("POLG", 748, B.W, B.S, { HGVSc: "ENST00000268124.11:c.2243G>C", CDS_position: "2243" }), "tier1", "AR_COMPHET", { real: true, clinvar: P, af: 0.0006, id: "rs113994097" });
  plant("comphet_trans", "POLG", 89327201, "C", "T", "0/1 0/1 0/0", missense("POLG", 467, B.A, B.T, { HGVSc: "ENST00000268124.11:c.1399G>A", CDS_position: "1399" }), "tier1", "AR_COMPHET", { real: true, clinvar: P, af: 0.0007, id: "rs113994095" });
  plant("comphet_cis_decoy", "TPP1", at("TPP1", 0.35), "G", "A", "0/1 0/1 0/0", missense("TPP1", 88, B.G, B.D), "fails:cis", "-", { af: 0.003 });
  plant("comphet_cis_decoy", "TPP1", at("TPP1", 0.58), "C", "T", "0/1 0/1 0/0", missense("TPP1", 206, B.R, B.H), "fails:cis", "-", { af: 0.0021 });
  plant("comphet_denovo_and_inherited", "KCTD7", at("KCTD7", 0.3), "G", "A", "0/0 0/1 0/0", missense("KCTD7", 74, B.R, B.H), "tier2", "AR_COMPHET");
  plant("comphet_denovo_and_inherited", "KCTD7", at("KCTD7", 0.66), "T", "C", "0/1 0/1 0/0", missense("KCTD7", 181, B.G, B.D), "tier2", "AR_COMPHET", { af: 0.002 });
  plant("comphet_one_record", "WWOX", at("WWOX", 0.21), "A", "C,T", "0/1 1/2 0/2", missense("WWOX", 33, B.R, B.H), "tier1", "AR_COMPHET", { csq2: stop("WWOX", 33) });
  plant("comphet_star_upstream_deletion", "ALMS1", at("ALMS1", 0.5), "AGT", "A", "0/1 0/1 0/0", frameshift("ALMS1", 1500), "tier1", "AR_COMPHET");
  plant("comphet_star_upstream_deletion", "ALMS1", at("ALMS1", 0.5) + 2, "T", "C,*", "0/2 1/2 0/1", missense("ALMS1", 1501, B.R, B.H), "tier1", "AR_COMPHET");
  plant("ar_hom_nonmendelian", "CLN3", at("CLN3", 0.44), "C", "T", "0/1 1/1 0/0", missense("CLN3", 187, B.R, B.H), "tier2", "AR_HOM", { af: 0.0009 });
  plant("xl_hemi_carrier_mother", "ARX", at("ARX", 0.52), "G", "A", "0/1 1 0", missense("ARX", 332, B.R, B.H), "tier2", "XLR");
  plant("xl_lof_carrier_mother", "LAMP2", at("LAMP2", 0.6), "G", "A", "0/1 1/1 0/0", stop("LAMP2", 219), "tier1", "XLD");
  plant("imprinted_maternal", "UBE3A", at("UBE3A", 0.31), "GAAG", "G", "0/1 0/1 0/0", { terms: "inframe_deletion", fields: { EXON: "4/10", HGVSc: "ENST00000648336.2:c.610_612del", HGVSp: "ENSP00000000001.1:p.Glu204del", Protein_position: "204", Amino_acids: "E/-", CADD_PHRED: "22.1" } }, "tier2", "IMP_MATERNAL");
  plant("imprinted_paternal_decoy", "UBE3A", at("UBE3A", 0.73), "C", "T", "0/0 0/1 0/1", missense("UBE3A", 519, B.R, B.H), "fails:silenced_parent", "-", { af: 0.0002 });
  plant("mt_heteroplasmic", "MT-TL1", 3243, "A", "G", "0/1 0/1 0/0", { terms: "non_coding_transcript_exon_variant", fields: { EXON: "1/1", HGVSc: "ENST00000386347.1:n.14A>G", BIOTYPE: "Mt_tRNA", Feature: "ENST00000386347.1" } }, "tier1", "MT", { real: true, clinvar: P, id: "rs199474657", reads: [[1790, 214], [1044, 812], [1873, 1]], gq: 99 });
  plant("mt_homoplasmic_common", "MT-ND5", 13708, "G", "A", "1/1 1/1 0/0", { terms: "missense_variant", fields: { EXON: "1/1", Protein_position: "458", Amino_acids: "A/T", Feature: "ENST00000361567.2", HGVSc: "ENST00000361567.2:c.1372G>A" } }, "dropped:frequency", "-", { af: 0.09, reads: [[3, 1901], [2, 1834], [1703, 0]] });
  plant("ad_incomplete_unaffected_father", "MYBPC3", at("MYBPC3", 0.37), "TC", "T", "0/0 0/1 0/1", frameshift("MYBPC3", 522), "tier1", "AD", { af: 0.00002 });
  plant("ad_incomplete_missense", "MYH7", at("MYH7", 0.48), "G", "A", "0/1 0/1 0/0", missense("MYH7", 719, B.R, B.Q), "tier2", "AD", { af: 0.00004 });
  plant("splice_region_denovo", "TNNT2", at("TNNT2", 0.55), "C", "T", "0/0 0/1 0/0", { terms: "splice_region_variant&intron_variant", fields: { INTRON: "8/16", HGVSc: "ENST00000656932.1:c.356+5G>A", SpliceAI_pred_DS_AG: "0.01", SpliceAI_pred_DS_AL: "0.02", SpliceAI_pred_DS_DG: "0.11", SpliceAI_pred_DS_DL: "0.63", CADD_PHRED: "21.3" } }, "tier2", "AD_DENOVO");
  plant("clinvar_synonymous_rescue", "LMNA", 156138613, "C", "T", "0/0 0/1 0/0", { terms: "synonymous_variant", fields: { EXON: "11/12", HGVSc: "ENST00000368300.9:c.1824C>T", HGVSp: "ENSP00000357283.4:p.Gly608%3D", Protein_position: "608", Amino_acids: "G", Codons: "ggC/ggT" } }, "tier1", "AD_DENOVO", { real: true, clinvar: P, id: "rs58596362" });
  plant("clinvar_intronic_rescue", "DSP", at("DSP", 0.46), "A", "G", "0/0 0/1 0/1", intron("DSP", "-52A>G"), "tier1", "AD", { clinvar: LP, af: 0.00001 });
  plant("one_hit_lof", "CLN6", at("CLN6", 0.39), "CA", "C", "0/1 0/1 0/0", frameshift("CLN6", 101), "one_hit", "-", { af: 0.0005 });
  plant("possible_mosaic", "TSC2", at("TSC2", 0.57), "C", "T", "0/0 0/1 0/0", missense("TSC2", 905, B.R, B.Q), "possible_mosaic", "-", { reads: [[44, 0], [53, 7], [38, 0]], gq: 99 });
  plant("parental_mosaic_suspect", "GRIN2B", at("GRIN2B", 0.63), "C", "T", "0/0 0/1 0/0", missense("GRIN2B", 540, B.R, B.H), "tier2", "AD", { reads: [[40, 3], [18, 17], [38, 0]], gq: 99 });
  plant("father_no_call", "GABRG2", at("GABRG2", 0.52), "C", "T", "0/0 0/1 ./.", missense("GABRG2", 177, B.R, B.Q), "tier2", "AD");
  plant("low_quality_lof", "STXBP1", at("STXBP1", 0.49), "C", "T", "0/0 0/1 0/0", stop("STXBP1", 292), "tier1", "AD_DENOVO", { reads: [[30, 0], [5, 3], [31, 0]], gq: [99, 14, 99] });
  plant("worse_on_other_transcript", "FLNC", at("FLNC", 0.64), "C", "T", "0/0 0/1 0/0", intron("FLNC", "+310C>T"), "tier2", "AD_DENOVO", { other: stop("FLNC", 1201) });
  plant("filtered_lof", "SYNGAP1", at("SYNGAP1", 0.33), "GA", "G", "0/0 0/1 0/0", frameshift("SYNGAP1", 383), "dropped:filter", "-", { filter: "LowQual" });
  plant("filtered_clinvar_rescue", "CHD2", at("CHD2", 0.42), "C", "T", "0/0 0/1 0/0", stop("CHD2", 466), "tier1", "AD_DENOVO", { filter: "LowQual", clinvar: P });
  plant("too_common_lof", "SCN2A", at("SCN2A", 0.71), "C", "T", "0/1 0/1 0/0", stop("SCN2A", 1204), "dropped:frequency", "-", { af: 0.013 });
  plant("amber_gene_denovo_lof", "GRIN2D", at("GRIN2D", 0.4), "C", "T", "0/0 0/1 0/0", stop("GRIN2D", 301), "tier3", "AD_DENOVO");
  plant("amber_gene_missense", "VCL", at("VCL", 0.6), "G", "A", "0/0 0/1 0/0", missense("VCL", 512, B.R, B.H), "tier3", "AD_DENOVO");
  plant("mode_mismatch_denovo_lof", "PNPO", at("PNPO", 0.45), "C", "T", "0/0 0/1 0/0", stop("PNPO", 95), "tier3", "AD_DENOVO");
  plant("par_autosomal", "SHOX", at("SHOX", 0.6), "C", "T", "0/0 0/1 0/0", stop("SHOX", 195), "off_panel", "AD_DENOVO");
  plant("incidental_off_panel", "BRCA1", at("BRCA1", 0.5), "TA", "T", "0/1 0/1 0/0", frameshift("BRCA1", 700), "off_panel", "AD", { clinvar: P });
  plant("ba1_exception_off_panel", "GJB2", 20189473, "C", "T", "0/1 0/1 0/1", missense("GJB2", 37, ["V", "Val"], ["I", "Ile"]), "off_panel", "-", { real: true, af: { gnomADe_AF: "0.007", gnomADe_EAS_AF: "0.083", gnomADg_AF: "0.004", gnomADg_EAS_AF: "0.081", MAX_AF: "0.083", MAX_AF_POPS: "gnomADe_EAS" }, id: "rs72474224", clinvar: { CLNSIG: "Pathogenic/Likely_pathogenic", CLNREVSTAT: "reviewed_by_expert_panel" } });
  return rows;
}
