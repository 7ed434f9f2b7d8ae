/** What a template of `archive text` may name. docs/case-text.md tells people the same; a test holds the two together. */
import type { Fields, ValuesOf } from "./template.ts";

const VERDICT = {
  decision: "reported or dismissed",
  class: "P, LP, VUS, LB or B, as recorded by that person; empty if dismissed",
  class_words: "the class in words: likely pathogenic",
  criteria: "the criteria given by that person",
  comment: "that person's comment",
  by: "who made the decision",
  date: "date of the decision",
  carried: "not empty if the decision was made on other data and must be confirmed",
} as const satisfies Fields;

const DISEASE = {
  name: "the disease's name, according to the source",
  id: "OMIM:607208",
  mode: "mode of inheritance, as given by the source",
  source: "G2P or GenCC, with the release",
} as const satisfies Fields;

const VARIANT = {
  gene: "gene symbol",
  hgnc: "HGNC:10585",
  ensembl: "HGVS on the Ensembl transcript: ENST00000674923.1:c.2134C>T",
  refseq: "HGVS on the RefSeq counterpart; empty if the annotation gives none",
  protein: "p.(Arg712Ter)",
  transcript: "MANE Select, or another kind of transcript",
  genomic: "2:166054782 G>A",
  build: "GRCh38",
  zygosity: "the proband's zygosity",
  origin: "parental origin",
  phase: "for a compound heterozygote: in trans, ...",
  phase_basis: "how the phase is known",
  partner: "the other variant of a compound heterozygote",
  inheritance: "the model of inheritance that fits the family",
  modes: "the gene's mode of inheritance, according to each panel",
  diseases: ["diseases of the gene, if G2P or GenCC was imported", DISEASE],
  disputed: "not empty if people recorded different decisions",
  verdicts: ["each person's latest decision", VERDICT],
  note: "a note if it is not a candidate in the latest run, or in any run",
} as const satisfies Fields;

export const TEXT_FIELDS = {
  case: "name of the case in the archive",
  proband: "the sample's name",
  assembly: "GRCh38",
  run: "number of the run described",
  analysed: "date of that run",
  labels: ["labels of the case", { key: "order", value: "WGS-2031-17" }],
  incomplete: ["why the result is incomplete", { text: "the reason, as a sentence" }],
  variants: ["variants recorded as reported", VARIANT],
  dismissed: ["variants that have only ever been dismissed", VARIANT],
  assay: "the assay recorded with the case",
  annotator: "the program that annotated the VCF",
  tool: "panelist and its version",
  policy: "SHA-256 of the policy",
  panels: [
    "panels applied",
    {
      name: "name of the panel",
      version: "version of the panel",
      signed_off: "date of sign-off, if signed off",
      genes: "number of genes",
      indication: "the clinical indication from which it was chosen",
    },
  ],
  knowledge: ["other releases used", { name: "HPO 2026-01-01" }],
  not_assessed: [
    "what this test could not assess",
    { what: "what was not assessed", subjects: "genes, regions or chromosomes", detail: "why" },
  ],
  coverage: "not assessed, or the number of genes that meet the policy's limits",
  low_coverage: [
    "genes below the limits",
    { gene: "gene symbol", figure: "how much of it was covered" },
  ],
} as const satisfies Fields;

export type CaseText = ValuesOf<typeof TEXT_FIELDS>;
export type VariantText = CaseText["variants"][number];
