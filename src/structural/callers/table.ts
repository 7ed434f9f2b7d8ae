/** What each caller is trusted for (SVE-20), and how a file or a record shows its caller (SVI-08): data. */
import type { AlgorithmKind } from "../types.ts";

export interface Habit {
  name: string;
  algorithm: AlgorithmKind;
  /** In the header's lines of programs, or in the lists that joined files hold. */
  program?: RegExp;
  /** Of record ids. */
  id?: RegExp;
  /** FORMAT or INFO keys that together no other caller writes. */
  keys?: readonly string[];
  /** Writes 1/1 for whoever has it, and nothing of others (SVE-16). */
  presenceOnly?: true;
  /**
   * Where CN is no total (SVE-13). `ratio`: INFO natorRD is the depth as a share of the expected. `unit`: CN is how often
   * the duplicated sequence stands on its chromosome, 2 or more wherever it is called.
   */
  copyNumber?: "ratio" | "unit";
  /** One copy is normal for it in a male's pseudoautosomal regions (SVE-12). */
  sexBlindPar?: true;
  /** Calls on targets, whose number counts and not their size (DEC-47). */
  targets?: true;
  /** Quality of a call, Phred, below which it is weak. */
  leastQuality?: number;
}

/** The generic row: of a caller that nothing names. */
export const UNKNOWN: Habit = { name: "unknown", algorithm: "unknown" };

export const CALLERS: readonly Habit[] = [
  {
    name: "DRAGEN CNV",
    algorithm: "depth",
    program: /dragen_?cnv/i,
    id: /^DRAGEN:(?:LOSS|GAIN|REF|CNLOH|GAINLOH|LOH)/,
    keys: ["SM", "BC"],
  },
  {
    name: "DRAGEN SV",
    algorithm: "junction",
    program: /^(?:DRAGEN_SV|DRAGEN\b)/i,
    id: /^DRAGEN:/,
  },
  {
    name: "Manta",
    algorithm: "junction",
    program: /manta|GenerateSVCandidates/i,
    id: /^Manta[A-Z]{3}/,
  },
  {
    name: "GATK gCNV",
    algorithm: "depth",
    program: /gcnv|GermlineCNV|CNVSegmentation/i,
    id: /^CNV_[^_]+_\d+_\d+$/,
    keys: ["QSE", "QSS"],
    sexBlindPar: true,
    targets: true,
    leastQuality: 20,
  },
  {
    name: "CNVkit",
    algorithm: "depth",
    program: /cnvkit/i,
    id: /^cnvkit/i,
    keys: ["FOLD_CHANGE"],
    targets: true,
  },
  {
    name: "CNVnator",
    algorithm: "depth",
    program: /cnvnator|cnvpytor/i,
    id: /^CNVnator/i,
    keys: ["natorRD"],
    copyNumber: "ratio",
  },
  { name: "Canvas", algorithm: "depth", program: /canvas/i, id: /^Canvas:/ },
  {
    name: "exome CNV caller",
    algorithm: "depth",
    program: /exomedepth|clincnv|xhmm|cn\.?mops|codex|decon\b|conifer/i,
    targets: true,
  },
  { name: "HiFiCNV", algorithm: "depth", program: /hificnv/i },
  { name: "GATK depth", algorithm: "depth", program: /^depth$/i },
  { name: "Delly", algorithm: "junction", program: /delly/i, keys: ["RCL", "RCR"] },
  { name: "TIDDIT", algorithm: "junction", program: /tiddit/i, id: /^SV_\d+_\d+$/ },
  {
    name: "LUMPY",
    algorithm: "junction",
    program: /lumpy|smoove|svtyper/i,
    keys: ["SU", "STRANDS", "CIPOS95"],
  },
  { name: "GRIDSS", algorithm: "junction", program: /gridss/i, id: /^gridss/ },
  { name: "SvABA", algorithm: "junction", program: /svaba/i, keys: ["EVDNC", "SCTG"] },
  { name: "Wham", algorithm: "junction", program: /wham/i },
  { name: "PopDel", algorithm: "junction", program: /popdel/i, keys: ["LAD", "DAD", "FLD"] },
  { name: "GraphTyper", algorithm: "junction", program: /graphtyper/i, keys: ["SVMODEL"] },
  { name: "Sniffles", algorithm: "long_read", program: /sniffles/i, id: /^Sniffles2\./ },
  { name: "cuteSV", algorithm: "long_read", program: /cutesv/i, id: /^cuteSV\./ },
  { name: "pbsv", algorithm: "long_read", program: /pbsv/i, id: /^pbsv\./ },
  { name: "Sawfish", algorithm: "long_read", program: /sawfish/i, id: /^sawfish:/ },
  {
    name: "SVIM",
    algorithm: "long_read",
    program: /\bsvim(?!-asm)/i,
    id: /^svim\./,
    copyNumber: "unit",
  },
  { name: "Severus", algorithm: "long_read", program: /severus/i, id: /^severus_/ },
  {
    name: "assembly",
    algorithm: "assembly",
    program: /svim-asm|dipcall|\bpav\b/i,
    id: /^svim_asm\./,
    copyNumber: "unit",
  },
  { name: "MELT", algorithm: "mobile", program: /^melt/i, keys: ["ASSESS", "MEINFO", "DIFF"] },
  { name: "xTea", algorithm: "mobile", program: /xtea/i },
  { name: "Mobster", algorithm: "mobile", program: /mobster/i },
  { name: "SCRAMble", algorithm: "mobile", program: /scramble/i },
  {
    name: "RetroSeq",
    algorithm: "mobile",
    program: /retroseq/i,
    keys: ["CLIP3", "CLIP5", "SP", "FL"],
    presenceOnly: true,
  },
];

/**
 * Filters that are no failure (SVE-10): they inform of how GATK-SV found the call. `cnvLength` and its like fall away
 * where another caller of the event passes.
 */
export const HARMLESS_FILTERS: ReadonlySet<string> = new Set([
  "BOTHSIDES_SUPPORT",
  "HIGH_SR_BACKGROUND",
  "PESR_GT_OVERDISPERSION",
  "VARIABLE_ACROSS_BATCHES",
]);
