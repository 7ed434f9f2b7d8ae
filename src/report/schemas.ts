/**
 * The shapes of `panelist.report` and `panelist.run` for those who check or read them back, and the
 * source of docs/schemas (`UPDATE_SCHEMAS=1 npx vitest run test/report/schemas.test.ts`). Loads zod:
 * nothing that only writes needs it.
 */
import { z } from "zod";
import type { ReportDocument } from "./json.ts";
import type { RunDocument } from "./run.ts";
import { acmgRunSchema, acmgSchema } from "./schemas-acmg.ts";
import {
  clinvarSchema,
  coverageSchema,
  geneKnowledgeSchema,
  knowledgeUsedSchema,
  variantKnowledgeSchema,
} from "./schemas-knowledge.ts";
import { beyondPanelSchema, candidatePhenotypeSchema, patientSchema } from "./schemas-phenotype.ts";

const text = z.string();
const texts = z.array(text);
const count = z.int().nonnegative();
const optionalText = text.nullable();
const optionalNumber = z.number().nullable();
const optionalCount = count.nullable();
const fraction = z.number().min(0).max(1);
const assembly = z.enum(["GRCh37", "GRCh38"]);
const verdict = z.enum(["PASS", "FAIL", "UNCERTAIN"]);
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const tier = z.union([z.literal(1), z.literal(2), z.literal(3)]);

const consequence = z
  .strictObject({
    symbol: text,
    hgncId: optionalText,
    ensemblGene: optionalText,
    ncbiGene: optionalText,
    transcript: text,
    biotype: text,
    terms: texts,
    impact: z.enum(["HIGH", "MODERATE", "LOW", "MODIFIER"]),
    class: z.enum([
      "lof",
      "protein_altering",
      "splice_near",
      "noncoding_exon",
      "synonymous",
      "other",
    ]),
    hgvsc: text,
    hgvsp: text,
    exon: text,
    intron: text,
    canonical: z.boolean(),
    maneSelect: z.boolean(),
    manePlusClinical: z.boolean(),
    appris: text,
    tsl: optionalNumber,
    picked: z.boolean(),
    incomplete: z.boolean(),
    afterStop: z.boolean(),
  })
  .meta({ id: "consequence" });

const frequencyValue = z
  .strictObject({
    field: text,
    source: text,
    population: optionalText,
    genomes: z.boolean().nullable(),
    af: fraction,
  })
  .meta({ id: "frequencyValue" });

const frequency = z
  .strictObject({
    assessed: z
      .boolean()
      .describe("false: the file has no frequency field; never to be read as rare"),
    values: z.array(frequencyValue),
    max: frequencyValue.nullable(),
    homozygotes: optionalNumber,
    hemizygotes: optionalNumber,
    alleleNumber: optionalNumber,
    exomesOnly: z.boolean(),
  })
  .meta({ id: "frequency" });

const variant = z
  .strictObject({
    chrom: text.describe("1 to 22, X, Y, MT"),
    contig: text.describe("as the input writes it"),
    pos: z.int().positive().describe("1-based"),
    ref: text,
    alt: text,
    alleleIndex: z.int().positive().describe("number of the ALT in the input record, from 1"),
    id: text,
    consequence,
    worse: consequence.nullable().describe("a worse consequence on another transcript"),
    inSilico: z.strictObject({
      spliceAi: optionalNumber,
      revel: optionalNumber,
      cadd: optionalNumber,
      alphaMissense: optionalNumber,
    }),
    frequency,
    clinvar: clinvarSchema.nullable(),
    knowledge: variantKnowledgeSchema.exactOptional(),
    filters: texts.describe("[] when FILTER is ."),
    zygosity: text,
    genotypes: z.array(
      z.strictObject({
        sample: text,
        genotype: text,
        alleleDepths: z.array(optionalCount).nullable(),
        depth: optionalNumber,
        genotypeQuality: optionalNumber,
        alleleBalance: optionalNumber,
      }),
    ),
    qcFailures: texts,
    qcMissing: texts,
    flags: texts,
    checks: z.array(
      z.strictObject({
        id: text,
        outcome: z.enum(["pass", "fail", "not_assessed"]),
        value: text,
        limit: text,
        rule: text,
      }),
    ),
    acmg: acmgSchema.nullable(),
  })
  .meta({ id: "variant" });

const model = z
  .strictObject({
    model: z.enum([
      "AD",
      "AD_DENOVO",
      "AR_HOM",
      "AR_COMPHET",
      "XLR",
      "XLR_COMPHET",
      "XLD",
      "X_DENOVO",
      "Y",
      "MT",
      "IMP_PATERNAL",
      "IMP_MATERNAL",
    ]),
    alleles: texts.describe("chrom:pos:ref:alt, sorted"),
    verdict,
    penetrance: z.enum(["complete", "incomplete"]).nullable(),
    reasons: texts,
    flags: texts,
    origins: z.array(
      z.enum([
        "MAT",
        "PAT",
        "EITHER",
        "BOTH",
        "DENOVO",
        "MAT_OR_EITHER",
        "PAT_OR_EITHER",
        "NOT_MAT",
        "NOT_PAT",
        "MAT_MOSAIC",
        "PAT_MOSAIC",
        "UNKNOWN",
      ]),
    ),
    deNovo: z.array(z.enum(["HIGH", "MEDIUM", "LOW"]).nullable()),
    phase: z
      .enum(["TRANS", "TRANS_LIKELY", "TRANS_POSSIBLE", "UNPHASED", "CIS", "CIS_LIKELY"])
      .nullable(),
  })
  .meta({ id: "model" });

const panelRow = z
  .strictObject({
    id: text,
    name: text,
    version: optionalText,
    confidence: z.enum(["green", "amber", "red", "grey"]),
    mode: z.enum([
      "monoallelic",
      "monoallelic_paternal_expressed",
      "monoallelic_maternal_expressed",
      "biallelic",
      "both",
      "both_biallelic_severe",
      "x_biallelic_females",
      "x_monoallelic_females",
      "mitochondrial",
      "unknown",
      "other",
      "missing",
    ]),
    modeText: text,
    penetrance: z.enum(["complete", "incomplete", "unknown"]),
    lofNotMechanism: z.boolean(),
  })
  .meta({ id: "panelRow" });

const shared = {
  candidateId: z
    .string()
    .regex(/^c[0-9a-f]{16}$/)
    .describe("hash of assembly, gene and alleles"),
  band: z
    .union([z.literal(0), z.literal(1), z.literal(2), z.literal(3), z.literal(4)])
    .describe("place inside the tier, lower is better"),
  score: z.number(),
  scoreParts: z.array(
    z.strictObject({
      part: z.enum([
        "consequence",
        "rarity",
        "in_silico",
        "verdict",
        "clinvar",
        "de_novo",
        "phase",
        "quality",
        "phenotype",
      ]),
      value: z.number(),
      note: text,
    }),
  ),
  gene: z.strictObject({ symbol: text, hgncId: optionalText, ensemblId: optionalText }),
  assembly,
  verdict,
  models: z.array(model).describe("passing models, best first"),
  flags: texts,
  panels: z.array(panelRow),
  geneKnowledge: geneKnowledgeSchema.exactOptional(),
  phenotype: candidatePhenotypeSchema.exactOptional(),
  reason: text,
  variants: z.array(variant).min(1).max(2),
};

const candidate = z
  .strictObject({ rank: z.int().positive(), tier, ...shared })
  .meta({ id: "candidate" });

const untieredList = z.array(z.strictObject(shared).meta({ id: "untieredCandidate" }));

const sampleChecks = z.array(
  z.strictObject({
    check: text,
    subject: text,
    outcome: z.enum(["passed", "warning", "failed", "not_checked"]),
    detail: text,
  }),
);

const panelSource = text.describe("panelapp, bundled, tsv, bed or genes");

const panelResolution = z
  .strictObject({
    asked: text.describe("as typed after --panel"),
    source: text,
    standing: z.enum(["signed_off", "unsigned", "no_sign_off_known"]),
    fetched: text.describe("when it came into the store"),
    terms: text,
    indication: z.strictObject({ code: text, name: optionalText }).nullable(),
  })
  .describe("panels of the store alone: how the word came to this version");

export const reportSchema: z.ZodType<ReportDocument> = z
  .strictObject({
    schema: z.literal("panelist.report"),
    version: z.literal(1),
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
      }),
    ),
    policyDigest: sha256,
    knowledge: knowledgeUsedSchema,
    coverage: coverageSchema,
    patient: patientSchema.exactOptional(),
    beyondPanel: beyondPanelSchema.exactOptional(),
    candidates: z.array(candidate),
    untiered: z
      .strictObject({
        one_hit: untieredList,
        possible_mosaic: untieredList,
        xlr_female_het: untieredList,
      })
      .describe("shown outside the tiers: no tier, no rank"),
    withheld: z.strictObject({ count, list: text }),
    notAssessed: z.array(z.strictObject({ what: text, subject: text, detail: text })),
    acmg: acmgRunSchema.nullable(),
    sampleChecks,
    warnings: texts,
  })
  .describe("Candidates of one analysis. Holds nothing that depends on when or how it was run.");

const counts = z.record(text, count);

/** In full; its own schema is policy.schema.json. */
const policy = z
  .looseObject({ schema: z.literal("panelist.policy"), version: z.literal(1) })
  .describe("every field of policy.schema.json") as unknown as z.ZodType<RunDocument["policy"]>;

export const runSchema: z.ZodType<RunDocument> = z
  .strictObject({
    schema: z.literal("panelist.run"),
    version: z.literal(1),
    tool: z.strictObject({ name: z.literal("panelist"), version: text, node: text }),
    commandLine: texts,
    assembly,
    inputs: z.array(
      z.strictObject({
        path: text,
        role: z.enum(["vcf", "index", "ped", "panel", "policy", "override", "reference"]),
        size: optionalCount,
        digest: z
          .strictObject({ kind: z.enum(["full", "header+index", "index"]), sha256 })
          .nullable(),
      }),
    ),
    panels: z.array(
      z.strictObject({
        id: text,
        name: text,
        version: optionalText,
        source: panelSource,
        digest: text,
        resolution: panelResolution.exactOptional(),
      }),
    ),
    policyDigest: sha256,
    policy,
    knowledge: knowledgeUsedSchema,
    scan: z.strictObject({ mode: z.enum(["index", "full", "stream"]), why: text }),
    threads: z.int().positive(),
    counts: z.strictObject({
      recordsRead: count,
      recordsKept: count,
      dropped: counts,
      droppedInGenes: counts,
      candidatesByTier: z.strictObject({ 1: count, 2: count, 3: count }),
      untiered: counts,
      withheld: count,
    }),
    sampleChecks,
    warnings: texts,
    started: z.iso.datetime(),
    finished: z.iso.datetime(),
    wallTimeMs: z.number().nonnegative(),
  })
  .describe("How one analysis was run.");
