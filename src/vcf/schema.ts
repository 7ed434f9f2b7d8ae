/** Shapes of what a record says of one allele, as they are written. */
import { z } from "zod";
import { CLASS_ORDER, IMPACT_ORDER } from "../core/consequences.ts";
import {
  classification,
  count,
  fraction,
  optionalNumber,
  optionalText,
  text,
  texts,
} from "../core/schema.ts";

/** What an annotation calls a gene. */
const geneNames = {
  symbol: text,
  /** `HGNC:123`, or null. */
  hgncId: optionalText,
  /** Ensembl gene id without version, or null. */
  ensemblGene: optionalText,
  /** NCBI gene id (VEP with RefSeq), or null. */
  ncbiGene: optionalText,
};

/** One transcript's consequence for one allele, any annotator, in the tool's own words. */
export const transcriptConsequence = z
  .strictObject({
    ...geneNames,
    transcript: text,
    biotype: text,
    /** SO terms (CSQ-05), most severe first. */
    terms: texts,
    impact: z.enum(IMPACT_ORDER),
    class: z.enum(CLASS_ORDER),
    hgvsc: text,
    hgvsp: text,
    exon: text,
    intron: text,
    /** `12/345`, `12-14/345`; absent: not given. */
    proteinPosition: text
      .optional()
      .describe("residues over the protein's length (12/345), or the residue alone"),
    canonical: z.boolean(),
    maneSelect: z.boolean(),
    manePlusClinical: z.boolean(),
    /** Same exons and sequence, so `c.` and `p.` are the same on both. Absent: the annotation names none. */
    mane: text
      .optional()
      .describe("MANE's other name of the transcript: NM_000053.4 of Ensembl's, ENST… of RefSeq's"),
    appris: text,
    tsl: optionalNumber,
    picked: z.boolean(),
    /** cds_start_NF, cds_end_NF, SnpEff's incomplete transcript warnings (VEP-10, EFF-05). */
    incomplete: z.boolean(),
    /** BCSQ: downstream of an upstream stop (BCSQ-03). */
    afterStop: z.boolean(),
    /** CD-12. */
    otherPlacement: texts
      .optional()
      .describe(
        "the milder terms for the same change, if it can also be written at another position",
      ),
    flags: texts
      .optional()
      .describe("panelist's own caveats: what is not known about the transcript or its names"),
  })
  .meta({ id: "consequence" });

/** One of a gene's further transcripts, as far as a table of transcripts shows it. */
export const transcriptLine = transcriptConsequence
  .pick({
    transcript: true,
    maneSelect: true,
    manePlusClinical: true,
    mane: true,
    canonical: true,
    terms: true,
    hgvsc: true,
    hgvsp: true,
    exon: true,
    intron: true,
  })
  .meta({ id: "transcript" });

/** Predictions that the annotation carries for one gene, as numbers; null where absent. */
export const inSilico = z.strictObject({
  spliceAi: optionalNumber,
  revel: optionalNumber,
  cadd: optionalNumber,
  alphaMissense: optionalNumber,
});

export const frequencyValue = z
  .strictObject({
    field: text,
    source: text,
    population: optionalText,
    genomes: z.boolean().nullable(),
    /** The highest that the field gives. */
    af: fraction,
    lowest: fraction
      .optional()
      .describe(
        "the field gives several numbers, from this one to af; it is not known which is the allele's",
      ),
  })
  .meta({ id: "frequencyValue" });

/** Population frequency of one allele (FREQ-01 to FREQ-04). */
export const frequencyEvidence = z
  .strictObject({
    /** The header offers a frequency field, and not all that stands there is unread. */
    assessed: z
      .boolean()
      .describe(
        "false: no frequency field, or nothing in it can be read; never to be read as rare",
      ),
    values: z.array(frequencyValue),
    /** Highest of `values`; null when no field has a value for this allele. */
    max: frequencyValue.nullable(),
    homozygotes: optionalNumber,
    hemizygotes: optionalNumber,
    alleleNumber: optionalNumber,
    /** Values come from exomes alone (DEC-12). */
    exomesOnly: z.boolean(),
    /** A word, a fraction above 1, counts that differ. */
    unread: z
      .array(text)
      .optional()
      .describe("fields whose text for this allele is no frequency or count"),
  })
  .meta({ id: "frequency" });

/** Where a statement of the store stands. */
export const storedStatement = z
  .strictObject({
    source: text.describe("ClinVar, or the laboratory's name for its list"),
    release: text.describe("YYYY-MM-DD"),
    id: text.describe("VariationID, or the list's own; empty when it has none"),
    /** Review status in words; null when there is none. */
    review: optionalText,
    /** CV-05; null unless conflicting and told. */
    conflict: z
      .strictObject({
        pathogenic: count,
        likelyPathogenic: count,
        uncertain: count,
        likelyBenign: count,
        benign: count,
      })
      .nullable()
      .describe("submissions by class, where the classification is conflicting"),
    /** CV-04. */
    sideTokens: texts.describe("shown, of no class: risk factor, drug response, ..."),
    /** CV-09. */
    molecular: texts.describe("the source's molecular consequences"),
  })
  .describe("where to find a classification from the store");

const { significance, ...weighed } = classification.shape;

const statement = z.strictObject({
  significance,
  /** Underscores made blanks, as ClinVar writes it. */
  text,
  ...weighed,
  /** Of `store` and `inhouse`. */
  stored: storedStatement.optional(),
});

/** ClinVar as the file states it (CV-01 to CV-05); in memory beside `genes` their NCBI ids, not written. */
export const clinvarEvidence: z.ZodType<
  z.infer<typeof statement> & { ncbiGenes?: string[] | undefined }
> = statement.meta({ id: "clinvar" });
