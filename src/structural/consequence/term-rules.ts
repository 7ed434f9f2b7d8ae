/**
 * The terms that VEP, SnpEff and SVAnnotate would give an event, by its kind: a table, using the first row that
 * fits.
 */
import type { EffectClass, EffectWord, EventKind } from "../types.ts";

export interface TermRule {
  /** 0 is the most severe. */
  rank: number;
  effect: EffectWord;
  class: EffectClass;
  inFrame: boolean | null;
  text: string;
}

const SPLICE = ["splice_acceptor_variant", "splice_donor_variant"];
const CODING = [
  "coding_sequence_variant",
  "frameshift_variant",
  "inframe_deletion",
  "inframe_insertion",
  "protein_altering_variant",
  "stop_gained",
  "stop_lost",
  "start_lost",
  "exon_loss_variant",
];
const UTR = ["5_prime_utr_variant", "3_prime_utr_variant", "non_coding_transcript_exon_variant"];

type Row = readonly [
  terms: readonly string[],
  kinds: readonly EventKind[] | "any",
  effect: EffectWord,
  class_: EffectClass,
  text: string,
  inFrame?: boolean,
];

/**
 * Words that a change of length brings by itself (`feature_truncation`) are no row: older releases give them to
 * what lies in an intron. Splice sites go with whole exons, so that they count by themselves alone.
 */
const ROWS: readonly Row[] = [
  [["transcript_ablation", "feature_ablation"], ["DEL"], "whole_loss", "lof", "whole gene deleted"],
  [
    ["frameshift_variant"],
    ["DEL"],
    "exon_loss",
    "lof",
    "coding bases deleted, out of frame",
    false,
  ],
  [["start_lost"], ["DEL"], "exon_loss", "lof", "coding bases deleted with the start codon"],
  [["lof"], ["DEL"], "exon_loss", "lof", "coding bases deleted"],
  [["lof", ...SPLICE], ["INS", "ME"], "coding_insertion", "lof", "inserted in the coding part"],
  [["lof"], ["INV"], "exon_inversion", "lof", "coding bases inverted"],
  [["lof", "breakend_exonic"], ["BND"], "gene_disrupted", "lof", "the gene is broken"],
  [["lof"], ["CPX", "CNV"], "complex", "other", "coding bases lost in a complex change"],
  [
    ["inframe_deletion"],
    ["DEL"],
    "exon_loss",
    "protein_altering",
    "coding bases deleted, in frame",
    true,
  ],
  [
    ["inframe_insertion"],
    ["INS"],
    "coding_insertion",
    "protein_altering",
    "inserted, in frame",
    true,
  ],
  [CODING, ["INS", "ME"], "coding_insertion", "lof", "inserted in the coding part"],
  [CODING, ["DEL"], "exon_loss", "protein_altering", "coding bases deleted, frame not known"],
  [SPLICE, ["DEL"], "exon_loss", "lof", "splice site deleted"],
  [
    ["intragenic_exon_dup", "partial_exon_dup", "dup_lof"],
    "any",
    "intragenic_gain",
    "protein_altering",
    "exons duplicated, frame not known",
  ],
  [["transcript_amplification", "copy_gain"], "any", "whole_gain", "gain", "whole gene duplicated"],
  [
    ["dup_partial", "tss_dup", "partial_dispersed_dup", "duplication", ...CODING],
    ["DUP"],
    "partial_gain",
    "other",
    "part of the gene duplicated",
  ],
  [
    [
      "gene_fusion",
      "bidirectional_gene_fusion",
      "intron_variant",
      "intronic",
      ...CODING,
      ...SPLICE,
    ],
    ["BND"],
    "gene_disrupted",
    "other",
    "the gene is broken",
  ],
  [
    ["msv_exon_overlap", "msv_exon_ovr", "inversion", ...CODING],
    ["INV", "CPX", "CNV"],
    "complex",
    "other",
    "coding bases in a complex change",
  ],
  [["promoter"], "any", "promoter_loss", "other", "part of the promoter"],
  [["utr", ...UTR], "any", "utr_exon", "other", "outside the coding part"],
  [["intron_variant", "intronic", "inv_span"], "any", "spanned", "none", "no exon"],
];

/** @param terms as written; prefixes of SVAnnotate's keys do not matter. null: nothing of them concerns a gene */
export function ruleOf(kind: EventKind, terms: readonly string[]): TermRule | null {
  const words = new Set(
    terms.map((term) => term.replace(/^(?:PREDICTED_|PROTEIN_CODING__)/, "").toLowerCase()),
  );
  const rank = ROWS.findIndex(
    ([own, kinds]) =>
      (kinds === "any" || kinds.includes(kind)) && own.some((term) => words.has(term)),
  );
  const row = ROWS[rank];
  if (row === undefined) return null;
  const [, , effect, class_, text, inFrame = null] = row;
  return { rank, effect, class: class_, text, inFrame };
}
