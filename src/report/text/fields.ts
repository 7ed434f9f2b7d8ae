/** What a template of `archive text` may name. docs/case-text.md tells people the same; a test holds the two together. */
import type { Fields, ValuesOf } from "./template.ts";

const VERDICT = {
  decision: "reported or dismissed",
  class: "P, LP, VUS, LB or B, as the person recorded it; empty where dismissed",
  class_words: "the same in words: likely pathogenic",
  criteria: "as the person stated them",
  comment: "the person's own words",
  by: "who",
  date: "the day of the decision",
  carried: "filled if it was recorded on other data, and has to be confirmed",
} as const satisfies Fields;

const DISEASE = {
  name: "of the gene, according to the source",
  id: "OMIM:607208",
  mode: "of inheritance, as the source writes it",
  source: "G2P or GenCC, with its release",
} as const satisfies Fields;

const VARIANT = {
  gene: "symbol",
  hgnc: "HGNC:10585",
  ensembl: "HGVS on the Ensembl transcript: ENST00000674923.1:c.2134C>T",
  refseq: "HGVS on its RefSeq counterpart; empty where the annotation names none",
  protein: "p.(Arg712Ter)",
  transcript: "MANE Select, or another kind of transcript",
  genomic: "2:166054782 G>A",
  build: "GRCh38",
  zygosity: "of the proband",
  origin: "which parent it comes from",
  phase: "for a compound heterozygote: in trans, ...",
  phase_basis: "how the phase is known",
  partner: "the other variant of a compound heterozygote",
  inheritance: "the model that the family fits",
  modes: "the gene's mode of inheritance, according to each panel",
  diseases: ["of the gene, if G2P or GenCC was imported", DISEASE],
  disputed: "filled where people recorded different decisions",
  verdicts: ["each person's latest decision", VERDICT],
  note: "states that it is not a candidate in the latest run, or in any run",
} as const satisfies Fields;

export const TEXT_FIELDS = {
  case: "its name in the archive",
  proband: "the sample's name",
  assembly: "GRCh38",
  run: "number of the run described",
  analysed: "its day",
  labels: ["that mark the case", { key: "order", value: "WGS-2031-17" }],
  incomplete: ["why the result is incomplete", { text: "in a sentence" }],
  variants: ["those that a person reported", VARIANT],
  dismissed: ["those that were only ever dismissed", VARIANT],
  assay: "as it was recorded with the case",
  annotator: "of the VCF",
  tool: "panelist and its version",
  policy: "SHA-256 of the policy",
  panels: [
    "that were applied",
    {
      name: "of the panel",
      version: "of the panel",
      signed_off: "the day, where it is signed off",
      genes: "their number",
      indication: "the clinical indication that led to it",
    },
  ],
  knowledge: ["other releases that were used", { name: "HPO 2026-01-01" }],
  not_assessed: [
    "what this test could not answer",
    { what: "kind", subjects: "genes, regions or chromosomes", detail: "why" },
  ],
  coverage: "not assessed, or how many genes reach the policy's limits",
  low_coverage: ["genes below the limits", { gene: "symbol", figure: "how much was covered" }],
} as const satisfies Fields;

export type CaseText = ValuesOf<typeof TEXT_FIELDS>;
export type VariantText = CaseText["variants"][number];
