/** The shape of a candidate and of a whole answer: what a report holds, and every reporter writes. */
import { z } from "zod";
import { CHANCE_WORDS } from "../core/chance.ts";
import {
  assembly,
  check,
  count,
  optionalCount,
  optionalNumber,
  optionalText,
  sha256,
  text,
  texts,
  verdict,
} from "../core/schema.ts";
import { acmgEvidence, acmgRun, geneKnowledge, variantKnowledge } from "../acmg/schema.ts";
import { geneCoverage } from "../genes/coverage-schema.ts";
import { modelResult } from "../inheritance/schema.ts";
import { indication, panelWord } from "../panel/schema.ts";
import { shownEvent } from "./event-schema.ts";
import { diseaseOfGene, namedTerm, phenotypeReason } from "../phenotype/schema.ts";
import {
  clinvarEvidence,
  frequencyEvidence,
  inSilico,
  transcriptConsequence,
  transcriptLine,
} from "../vcf/schema.ts";

export const tier = z.union([z.literal(1), z.literal(2), z.literal(3)]);

// ---- One variant: one row of the TSV ----

/** One person's genotype at one variant, as shown. `null`: not sequenced. */
export const shownGenotype = z.strictObject({
  sample: text,
  /** GT as written. */
  genotype: text,
  alleleDepths: z.array(optionalCount).nullable(),
  depth: optionalNumber,
  genotypeQuality: optionalNumber,
  alleleBalance: optionalNumber,
});

/** What only a variant of mitochondrial DNA has. */
export const mitochondrial = z
  .strictObject({
    name: text.describe("m.3243A>G"),
    /** Proband first; without those whose genotypes are not used. */
    people: z.array(
      z.strictObject({
        sample: text,
        role: text.describe("proband, mother, father, brother, ..., relative"),
        fraction: optionalNumber.describe("of the reads, 0 to 1; null: not known"),
        depth: optionalCount,
      }),
    ),
  })
  .meta({ id: "mitochondrial" });

/** What several alleles of one chromosome do together, beside what each does alone. */
export const compound = z
  .strictObject({
    alleles: texts.describe("chrom:pos:ref:alt of all of them, in the transcript's direction"),
    hgvsc: text.describe("on the reporting transcript: c.[169A>G;170C>T]"),
    hgvsp: text,
    terms: texts,
  })
  .meta({ id: "compound" });

const ofVariant = {
  chrom: text.describe("1 to 22, X, Y, MT"),
  contig: text.describe("as the input writes it"),
  pos: z.int().positive().describe("1-based"),
  ref: text,
  alt: text,
  alleleIndex: z.int().positive().describe("number of the ALT in the input record, from 1"),
  id: text,
  consequence: transcriptConsequence,
  worse: transcriptConsequence.nullable().describe("a worse consequence on another transcript"),
  /** Absent: there are none. */
  otherTranscripts: z
    .array(transcriptLine)
    .optional()
    .describe("further transcripts of the gene in which the variant lies, the most severe first"),
  /** Absent: it is read alone. */
  compound: compound.optional(),
  inSilico,
  frequency: frequencyEvidence,
  clinvar: clinvarEvidence.nullable(),
  /** Absent: nothing was looked up. */
  knowledge: variantKnowledge.optional(),
  filters: texts.describe("[] when FILTER is ."),
  /** het, het_nonref, hom, hemi, het_or_hom, heteroplasmic, homoplasmic: of the proband. */
  zygosity: text,
  /** Absent: another chromosome. */
  mitochondrial: mitochondrial.optional(),
  genotypes: z.array(shownGenotype),
  /** `pass`, or failed gates. */
  qcFailures: texts,
  qcMissing: texts,
  flags: texts,
  checks: z.array(check),
  /** Automated evidence under the candidate's model; null until it was asked for. */
  acmg: acmgEvidence.nullable(),
};

export const smallVariant = z
  .strictObject({ kind: z.literal("small").describe("a small variant"), ...ofVariant })
  .meta({ id: "smallVariant" });

/** The same fields, so that whoever reads variants reads these too; ALT is symbolic or a breakend. */
export const eventVariant = z
  .strictObject({
    kind: z.literal("event").describe("a structural or copy-number variant, or a mobile element"),
    ...ofVariant,
    event: shownEvent,
  })
  .meta({ id: "eventVariant" });

const variant = z.discriminatedUnion("kind", [smallVariant, eventVariant]).meta({ id: "variant" });

// ---- A candidate: one gene and one allele set ----

/** What the patient's terms say of a candidate's gene. */
export const candidatePhenotype = z
  .strictObject({
    /** 0 is neutral. */
    score: z.number().describe("log10 of how many times likelier the gene is with the terms"),
    /** Share of the odds of all annotated genes, 0 to 1. */
    posterior: z.number().min(0),
    best: z.boolean().describe("no other candidate's gene scores more"),
    reason: phenotypeReason
      .nullable()
      .describe("the gene's best disease; null: the release does not know the gene"),
    /** With terms; of another mode than the models count half (IC-03). */
    diseases: z.array(diseaseOfGene).describe("all diseases of the gene, best first"),
  })
  .meta({ id: "candidatePhenotype" });

/** One part of the score, shown so that it can be taken apart. */
export const scorePart = z.strictObject({
  part: z.enum([
    "genotype",
    "de_novo",
    "consequence",
    "frequency",
    "constraint",
    "length",
    "predictor",
    "clinvar",
    "quality",
    "dosage",
    "support",
    "panel",
    "phenotype",
    "mode",
    // Of reports before version 3.
    "rarity",
    "in_silico",
    "verdict",
    "phase",
  ]),
  value: z.number().describe("points, to one decimal"),
  note: text,
});

/** DEC-57: never of pathogenicity. */
const oneChance = z.strictObject({
  probability: z
    .number()
    .min(0)
    .max(1)
    .describe(
      "probability that it is the answer, at the expected yield of the test; to three decimals",
    ),
  words: z.enum(CHANCE_WORDS).describe("the same in words, by band"),
});

const chance = oneChance.extend({
  gene: oneChance
    .optional()
    .describe("of all candidates of the gene together; absent: it is the only one"),
});

/** How candidates were ordered, and what may be told of their odds. */
export const ranking = z.strictObject({
  order: z.enum(["tier", "score"]),
  weights: z.int().positive().describe("version of the score's parts and weights"),
  /** DEC-58. */
  frequencies: z.boolean().describe("false: how common alleles are is not known"),
  people: z.enum(["singleton", "duo", "trio", "other"]).describe("who was sequenced"),
  expectedYield: z
    .number()
    .describe("proportion of such patients who have a diagnosis that the test can detect"),
  /** DEC-57: null where its reliability was not measured, with the reason. */
  chances: z
    .strictObject({ noneOfThese: z.number().min(0).max(1), convincing: z.boolean() })
    .nullable(),
  why: text.describe("why no chances are given; empty if they are"),
  shortlist: z
    .strictObject({ share: z.number(), candidates: count })
    .nullable()
    .describe(
      "the shortest list that holds this share of the odds; null: the patient has no terms",
    ),
});

/** What a panel says of the gene, with the panel's name and version before it. */
export const candidatePanel = z
  .strictObject({ id: text, name: text, version: optionalText, ...panelWord.shape })
  .meta({ id: "panelRow" });

export const candidateId = z
  .string()
  .regex(/^c[0-9a-f]{16}$/)
  .describe("hash of assembly, gene and alleles");

const candidateFields = {
  /** Never of rank or mode. */
  candidateId,
  /**
   * Place inside the tier (DEC-01). 0 certain; 1 uncertain or unphased; 2 doubtful: a failed quality gate, a
   * tier that rests on another transcript, a splice site that SpliceAI calls harmless, homozygotes in gnomAD;
   * 3 passes only under incomplete penetrance (DEC-06); 4 benign in ClinVar.
   */
  band: z
    .union([z.literal(0), z.literal(1), z.literal(2), z.literal(3), z.literal(4)])
    .describe("place inside the tier, lower is better"),
  score: z
    .number()
    .describe("points of 10 log10 odds that it explains the patient: the sum of its parts"),
  /** DEC-56: goes with 0.4.0. */
  score_v1: z.number().describe("as releases before 0.3.0 scored; for comparison, for one release"),
  /** Absent: it is not told for this run (`ranking.chances`), or beside the tiers. */
  chance: chance.optional(),
  /** Absent: no shortlist is made, or beside the tiers. */
  shortlisted: z.boolean().optional().describe("in the shortest list that holds most of the odds"),
  scoreParts: z.array(scorePart),
  gene: z.strictObject({
    symbol: text,
    /** Absent: no table of gene names is at hand. */
    name: text.optional().describe("HGNC's approved name"),
    hgncId: optionalText,
    ensemblId: optionalText,
  }),
  assembly,
  verdict,
  /** Empty when inheritance is off. */
  models: z.array(modelResult).describe("passing models, best first"),
  /** Sorted, unique. */
  flags: texts,
  panels: z.array(candidatePanel),
  /** Absent: no table of gene facts or coverage is at hand. */
  geneKnowledge: geneKnowledge.optional(),
  /** Absent: the patient has no terms. */
  phenotype: candidatePhenotype.optional(),
  /** One sentence: why it is here. */
  reason: text,
  /** One, or two in genome order. */
  variants: z.array(variant).min(1).max(2),
};

/** As a report has it: without the input line of its variants. */
export const candidate = z
  .strictObject({ rank: z.int().positive(), tier, ...candidateFields })
  .meta({ id: "candidate" });

/** DEC-09: shown outside the tiers. Same shape, no tier and no rank. */
export const sideCandidate = z.strictObject(candidateFields).meta({ id: "untieredCandidate" });

// ---- The whole answer ----

const patientTerm = namedTerm.extend({
  onset: text.optional().describe("as written: a label, or an ISO 8601 age"),
  modifiers: texts.optional().describe("ids of modifiers and severity"),
});

/** The patient's terms as they were used. */
export const patientTerms = z.strictObject({
  hpoRelease: text,
  observed: z.array(patientTerm),
  excluded: z.array(patientTerm),
  notes: z.array(z.strictObject({ rule: text, level: z.enum(["note", "warning"]), message: text })),
});

/** One line of the section "beyond the panel". */
export const beyondPanel = z.strictObject({
  /** By the score, 1 is first. */
  rank: z.int().positive(),
  candidateId: text,
  gene: text,
  phenotypeScore: z.number(),
});

/** A release that the run looked up in. */
export const knowledgeUsed = z.strictObject({
  kind: z.enum([
    "genes",
    "hpo",
    "clinvar",
    "inhouse",
    "gene-facts",
    "gene-diseases",
    "dosage",
    "transcripts",
    "coverage",
    "source",
    "dosage",
  ]),
  source: text,
  /** Its own word for its release; empty when it has none. */
  release: text,
  /** Of the data in the store, or of the file (of a remote one: null). */
  sha256: optionalText,
});

export const sampleChecks = z.array(
  z.strictObject({
    check: text,
    subject: text,
    outcome: z.enum(["passed", "warning", "failed", "not_checked"]),
    detail: text,
  }),
);

export const labels = z
  .record(text, text)
  .describe("the laboratory's labels of the run (order, family number), by key");

export const panelSource = text.describe("panelapp, bundled, tsv, bed or genes");

/** What stands before the candidates. */
export const answerHead = {
  /** Absent: the run was given none. */
  labels: labels.optional(),
  assembly,
  annotator: optionalText,
  proband: text,
  family: z.strictObject({
    id: text,
    people: z.array(
      z.strictObject({
        id: text,
        father: optionalText,
        mother: optionalText,
        sex: text,
        affection: text,
        sequenced: z.boolean(),
        assayed: texts
          .exactOptional()
          .describe("kinds of variants that were read for the person; absent: only small ones"),
      }),
    ),
  }),
  panels: z.array(
    z.strictObject({
      id: text,
      name: text,
      version: optionalText,
      source: panelSource,
      signedOff: optionalText,
      digest: text,
      genes: count,
      notes: texts,
      /** Absent: the panel was named itself. */
      indication: indication
        .optional()
        .describe("the clinical indication that was asked for and led to this panel"),
    }),
  ),
  policyDigest: sha256,
  /** null: of a report before version 3, whose scores are as `score_v1`. */
  ranking: ranking.nullable(),
  /** What was looked up in. */
  knowledge: z.array(knowledgeUsed),
  /** DEC-20. */
  coverage: z
    .array(z.strictObject({ symbol: text, hgncId: optionalText, coverage: geneCoverage }))
    .nullable()
    .describe("of every panel gene; null: no table was given"),
  /** Absent: the patient has no terms that count. */
  patient: patientTerms.optional(),
  /** Absent: no terms, or no gene off the panels was looked at. */
  beyondPanel: z
    .array(beyondPanel)
    .describe("genes on no applied panel to which the patient's terms point, best first")
    .optional(),
};

/** Something to beware of, as data and in words. */
export const warning = z
  .strictObject({
    /** Of core/warnings.ts; `unspecified`: of a report that kept the words alone. */
    code: text,
    facts: z.record(text, z.union([text, z.number(), texts])),
    text,
  })
  .meta({ id: "warning" });

/** What stands after them. */
export const answerTail = {
  /** DEC-34: false where a negative result says nothing of what was not read. */
  complete: z.boolean().describe("false: the input lacked part of what was asked for"),
  incomplete: z.array(warning).describe("why it is not complete; [] when it is"),
  /** DEC-10. */
  withheld: z.strictObject({ count, list: text }),
  /** Something that this input could not answer (DEC-20). */
  notAssessed: z.array(
    z.strictObject({
      /** e.g. `str`, `region`, `gene_without_coordinates`, `gene_not_annotated`, `contig_absent`, `short_read_blind`, `coverage`, `frequency`. */
      what: text,
      /** Gene, panel or contig it concerns; empty for the run. */
      subject: text,
      detail: text,
    }),
  ),
  /** What the automated evidence rests on; null: no candidate was judged. */
  acmg: acmgRun.nullable(),
  sampleChecks,
  warnings: z.array(warning).describe("all of them, those of `incomplete` too"),
};

export const answer = z.strictObject({ ...answerHead, ...answerTail });
