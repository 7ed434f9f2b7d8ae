// The planted cases: one or two records each, with the answer expected. Genotypes are in the order
// mother, proband (a boy), father. Four variants are real and stand at their GRCh38 places (marked
// `real`); all other positions and bases are made up. HGVS texts follow from REF, ALT and the strand; where in the
// transcript they stand is made up.
import { acidOf, codingChange, codonsText, onStrand, substitution, THREE } from "./coding.mjs";
import { gene } from "./genes.mjs";

const P = { CLNSIG: "Pathogenic", CLNREVSTAT: "criteria_provided,_multiple_submitters,_no_conflicts" };
const LP = { CLNSIG: "Likely_pathogenic", CLNREVSTAT: "criteria_provided,_single_submitter" };

/** Of one ALT: what follows from its bases is worked out when the case is planted. */
const missense = (symbol, codon, from, to) => (ref, alt) => {
  const g = gene(symbol);
  const [x, y] = [onStrand(ref, g.strand), onStrand(alt, g.strand)];
  const changed = substitution(x, y, (a, b) => b !== "*" && a !== b, [from, to]);
  const place = codon * 3 - 2 + changed.at;
  return {
    terms: "missense_variant",
    fields: {
      EXON: "4/12",
      HGVSc: `${g.transcript}:c.${place}${x}>${y}`,
      HGVSp: `ENSP${g.ensembl.slice(4)}.1:p.${THREE[changed.a]}${codon}${THREE[changed.b]}`,
      CDS_position: String(place),
      Protein_position: String(codon),
      Amino_acids: `${changed.a}/${changed.b}`,
      Codons: codonsText(changed),
      CADD_PHRED: "26.4",
      REVEL: "0.71",
    },
  };
};
const stop = (symbol, codon, from = "R", exon = "5/12") => (ref, alt) => {
  const g = gene(symbol);
  const [x, y] = [onStrand(ref, g.strand), onStrand(alt, g.strand)];
  const changed = substitution(x, y, (_, b) => b === "*", [from, "*"]);
  const place = codon * 3 - 2 + changed.at;
  return {
    terms: "stop_gained",
    fields: {
      EXON: exon,
      HGVSc: `${g.transcript}:c.${place}${x}>${y}`,
      HGVSp: `ENSP${g.ensembl.slice(4)}.1:p.${THREE[changed.a]}${codon}Ter`,
      CDS_position: String(place),
      Protein_position: String(codon),
      Amino_acids: `${changed.a}/*`,
      Codons: codonsText(changed),
      CADD_PHRED: "38",
    },
  };
};
/**
 * The lost bases end their codon, `aaA`, so that the next base makes the first new residue; `rest`: they begin it,
 * and these bases stay.
 */
const frameshift = (symbol, codon, rest = "", exon = "6/12") => (ref, alt) => {
  const g = gene(symbol);
  const lost = onStrand(ref.slice(alt.length), g.strand);
  const kept = rest === "" ? "A".repeat(3 - lost.length) : rest;
  const acid = acidOf(rest === "" ? kept + lost : lost + kept);
  const first = codon * 3 - 2 + (rest === "" ? kept.length : 0);
  const place = lost.length === 1 ? String(first) : `${first}_${first + lost.length - 1}`;
  const stays = kept.toLowerCase();
  return {
    terms: "frameshift_variant",
    fields: {
      EXON: exon,
      HGVSc: `${g.transcript}:c.${place}del`,
      HGVSp: `ENSP${g.ensembl.slice(4)}.1:p.${THREE[acid]}${codon}${acid === "K" ? "Asn" : "Lys"}fsTer14`,
      CDS_position: place.replace("_", "-"),
      Protein_position: String(codon),
      Amino_acids: `${acid}/X`,
      Codons: `${rest === "" ? stays + lost : lost + stays}/${stays}`,
      CADD_PHRED: "33",
    },
  };
};
const intron = (symbol, offset) => (ref, alt) => {
  const { transcript, strand } = gene(symbol);
  const change = codingChange(() => `612${offset}`, ref, alt, strand);
  return { terms: "intron_variant", fields: { INTRON: "5/11", HGVSc: `${transcript}:c.${change}` } };
};

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
  const plant = (name, symbol, pos, ref, alt, gts, csq, expect, model, { csq2, other, ...more } = {}) => {
    const alts = alt.split(",");
    const told = (of, i = 0) => (typeof of === "function" ? of(ref, alts[i]) : of);
    rows.push({
      name, gene: symbol, pos, ref, alt, gts: gts.split(" "), csq: told(csq), expect, model,
      ...(csq2 === undefined ? {} : { csq2: told(csq2, 1) }),
      ...(other === undefined ? {} : { other: told(other) }),
      ...more,
    });
  };

  plant("denovo_lof", "SCN1A", at("SCN1A", 0.41), "G", "A", "0/0 0/1 0/0", stop("SCN1A", 712), "tier1", "AD_DENOVO");
  plant("denovo_missense", "KCNQ2", at("KCNQ2", 0.62), "C", "T", "0/0 0/1 0/0", missense("KCNQ2", 201, "R", "H"), "tier1", "AD_DENOVO");
  plant("xl_denovo", "CDKL5", at("CDKL5", 0.77), "CA", "C", "0/0 1 0", frameshift("CDKL5", 404), "tier1", "X_DENOVO");
  plant("ar_hom", "ALDH7A1", 126552059, "C", "G", "0/1 1/1 0/1", missense("ALDH7A1", 427, "E", "Q"), "tier1", "AR_HOM", { real: true, clinvar: P, af: 0.0004, id: "rs121912707" });
  plant("comphet_trans", "POLG", 89323426, "C", "G", "0/0 0/1 0/1", missense("POLG", 748, "W", "S"), "tier1", "AR_COMPHET", { real: true, clinvar: P, af: 0.0006, id: "rs113994097" });
  plant("comphet_trans", "POLG", 89327201, "C", "T", "0/1 0/1 0/0", missense("POLG", 467, "A", "T"), "tier1", "AR_COMPHET", { real: true, clinvar: P, af: 0.0007, id: "rs113994095" });
  plant("comphet_cis_decoy", "TPP1", at("TPP1", 0.35), "G", "A", "0/1 0/1 0/0", missense("TPP1", 88, "P", "S"), "fails:cis", "-", { af: 0.003 });
  plant("comphet_cis_decoy", "TPP1", at("TPP1", 0.58), "C", "T", "0/1 0/1 0/0", missense("TPP1", 206, "R", "H"), "fails:cis", "-", { af: 0.0021 });
  plant("comphet_denovo_and_inherited", "KCTD7", at("KCTD7", 0.3), "G", "A", "0/0 0/1 0/0", missense("KCTD7", 74, "R", "H"), "tier2", "AR_COMPHET");
  plant("comphet_denovo_and_inherited", "KCTD7", at("KCTD7", 0.66), "T", "C", "0/1 0/1 0/0", missense("KCTD7", 181, "L", "P"), "tier2", "AR_COMPHET", { af: 0.002 });
  plant("comphet_one_record", "WWOX", at("WWOX", 0.21), "A", "C,T", "0/1 1/2 0/2", missense("WWOX", 33, "K", "Q"), "tier1", "AR_COMPHET", { csq2: stop("WWOX", 33, "K", "4/12") });
  plant("comphet_star_upstream_deletion", "ALMS1", at("ALMS1", 0.5), "AGT", "A", "0/1 0/1 0/0", frameshift("ALMS1", 1500, "A", "4/12"), "tier1", "AR_COMPHET");
  plant("comphet_star_upstream_deletion", "ALMS1", at("ALMS1", 0.5) + 2, "T", "C,*", "0/2 1/2 0/1", missense("ALMS1", 1500, "V", "A"), "tier1", "AR_COMPHET");
  plant("ar_hom_nonmendelian", "CLN3", at("CLN3", 0.44), "C", "T", "0/1 1/1 0/0", missense("CLN3", 187, "R", "H"), "tier2", "AR_HOM", { af: 0.0009 });
  plant("xl_hemi_carrier_mother", "ARX", at("ARX", 0.52), "G", "A", "0/1 1 0", missense("ARX", 332, "R", "C"), "tier2", "XLR");
  plant("xl_lof_carrier_mother", "LAMP2", at("LAMP2", 0.6), "G", "A", "0/1 1/1 0/0", stop("LAMP2", 219), "tier1", "XLD");
  plant("imprinted_maternal", "UBE3A", at("UBE3A", 0.31), "GAAG", "G", "0/1 0/1 0/0", { terms: "inframe_deletion", fields: { EXON: "4/10", HGVSc: "ENST00000648336.2:c.610_612del", HGVSp: "ENSP00000000001.1:p.Leu204del", Protein_position: "204", Amino_acids: "L/-", Codons: "CTT/-", CADD_PHRED: "22.1" } }, "tier2", "IMP_MATERNAL");
  plant("imprinted_paternal_decoy", "UBE3A", at("UBE3A", 0.73), "C", "T", "0/0 0/1 0/1", missense("UBE3A", 519, "R", "H"), "fails:silenced_parent", "-", { af: 0.0002 });
  plant("mt_heteroplasmic", "MT-TL1", 3243, "A", "G", "0/1 0/1 0/0", { terms: "non_coding_transcript_exon_variant", fields: { EXON: "1/1", HGVSc: "ENST00000386347.1:n.14A>G", BIOTYPE: "Mt_tRNA", Feature: "ENST00000386347.1" } }, "tier1", "MT", { real: true, clinvar: P, id: "rs199474657", reads: [[1790, 214], [1044, 812], [1873, 1]], gq: 99 });
  plant("mt_homoplasmic_common", "MT-ND5", 13708, "G", "A", "1/1 1/1 0/0", { terms: "missense_variant", fields: { EXON: "1/1", Protein_position: "458", Amino_acids: "A/T", Feature: "ENST00000361567.2", HGVSc: "ENST00000361567.2:c.1372G>A" } }, "dropped:frequency", "-", { af: 0.09, reads: [[3, 1901], [2, 1834], [1703, 0]] });
  plant("ad_incomplete_unaffected_father", "MYBPC3", at("MYBPC3", 0.37), "TC", "T", "0/0 0/1 0/1", frameshift("MYBPC3", 522), "tier1", "AD", { af: 0.00002 });
  plant("ad_incomplete_missense", "MYH7", at("MYH7", 0.48), "G", "A", "0/1 0/1 0/0", missense("MYH7", 719, "R", "W"), "tier2", "AD", { af: 0.00004 });
  plant("splice_region_denovo", "TNNT2", at("TNNT2", 0.55), "C", "T", "0/0 0/1 0/0", { terms: "splice_region_variant&intron_variant", fields: { INTRON: "8/16", HGVSc: "ENST00000656932.1:c.356+5G>A", SpliceAI_pred_DS_AG: "0.01", SpliceAI_pred_DS_AL: "0.02", SpliceAI_pred_DS_DG: "0.11", SpliceAI_pred_DS_DL: "0.63", CADD_PHRED: "21.3" } }, "tier2", "AD_DENOVO");
  plant("clinvar_synonymous_rescue", "LMNA", 156138613, "C", "T", "0/0 0/1 0/0", { terms: "synonymous_variant", fields: { EXON: "11/12", HGVSc: "ENST00000368300.9:c.1824C>T", HGVSp: "ENSP00000357283.4:p.Gly608%3D", Protein_position: "608", Amino_acids: "G", Codons: "ggC/ggT" } }, "tier1", "AD_DENOVO", { real: true, clinvar: P, id: "rs58596362" });
  plant("clinvar_intronic_rescue", "DSP", at("DSP", 0.46), "A", "G", "0/0 0/1 0/1", intron("DSP", "-52"), "tier1", "AD", { clinvar: LP, af: 0.00001 });
  plant("one_hit_lof", "CLN6", at("CLN6", 0.39), "CA", "C", "0/1 0/1 0/0", frameshift("CLN6", 101), "one_hit", "-", { af: 0.0005 });
  plant("possible_mosaic", "TSC2", at("TSC2", 0.57), "C", "T", "0/0 0/1 0/0", missense("TSC2", 905, "R", "W"), "possible_mosaic", "-", { reads: [[44, 0], [53, 7], [38, 0]], gq: 99 });
  plant("parental_mosaic_suspect", "GRIN2B", at("GRIN2B", 0.63), "C", "T", "0/0 0/1 0/0", missense("GRIN2B", 540, "R", "H"), "tier2", "AD", { reads: [[40, 3], [18, 17], [38, 0]], gq: 99 });
  plant("father_no_call", "GABRG2", at("GABRG2", 0.52), "C", "T", "0/0 0/1 ./.", missense("GABRG2", 177, "R", "W"), "tier2", "AD");
  plant("low_quality_lof", "STXBP1", at("STXBP1", 0.49), "C", "T", "0/0 0/1 0/0", stop("STXBP1", 292), "tier1", "AD_DENOVO", { reads: [[30, 0], [5, 3], [31, 0]], gq: [99, 14, 99] });
  plant("worse_on_other_transcript", "FLNC", at("FLNC", 0.64), "C", "T", "0/0 0/1 0/0", intron("FLNC", "+310"), "tier2", "AD_DENOVO", { other: stop("FLNC", 1201) });
  plant("filtered_lof", "SYNGAP1", at("SYNGAP1", 0.33), "GA", "G", "0/0 0/1 0/0", frameshift("SYNGAP1", 383), "dropped:filter", "-", { filter: "LowQual" });
  plant("filtered_clinvar_rescue", "CHD2", at("CHD2", 0.42), "C", "T", "0/0 0/1 0/0", stop("CHD2", 466), "tier1", "AD_DENOVO", { filter: "LowQual", clinvar: P });
  plant("too_common_lof", "SCN2A", at("SCN2A", 0.71), "C", "T", "0/1 0/1 0/0", stop("SCN2A", 1204), "dropped:frequency", "-", { af: 0.013 });
  plant("amber_gene_denovo_lof", "GRIN2D", at("GRIN2D", 0.4), "C", "T", "0/0 0/1 0/0", stop("GRIN2D", 301), "tier3", "AD_DENOVO");
  plant("amber_gene_missense", "VCL", at("VCL", 0.6), "G", "A", "0/0 0/1 0/0", missense("VCL", 512, "R", "H"), "tier3", "AD_DENOVO");
  plant("mode_mismatch_denovo_lof", "PNPO", at("PNPO", 0.45), "C", "T", "0/0 0/1 0/0", stop("PNPO", 95), "tier3", "AD_DENOVO");
  plant("par_autosomal", "SHOX", at("SHOX", 0.6), "C", "T", "0/0 0/1 0/0", stop("SHOX", 195), "off_panel", "AD_DENOVO");
  plant("incidental_off_panel", "BRCA1", at("BRCA1", 0.5), "TA", "T", "0/1 0/1 0/0", frameshift("BRCA1", 700), "off_panel", "AD", { clinvar: P });
  plant("ba1_exception_off_panel", "GJB2", 20189473, "C", "T", "0/1 0/1 0/1", missense("GJB2", 37, "V", "I"), "off_panel", "-", { real: true, af: { gnomADe_AF: "0.007", gnomADe_EAS_AF: "0.083", gnomADg_AF: "0.004", gnomADg_EAS_AF: "0.081", MAX_AF: "0.083", MAX_AF_POPS: "gnomADe_EAS" }, id: "rs72474224", clinvar: { CLNSIG: "Pathogenic/Likely_pathogenic", CLNREVSTAT: "reviewed_by_expert_panel" } });
  return rows;
}
