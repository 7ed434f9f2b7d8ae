/**
 * Automated evidence for the candidates: gathers what the criteria need from the candidate, the family and the
 * record's own annotation, and attaches the result to each variant. Loaded when there are candidates.
 */
import { alleleKey, type Allele } from "../../core/allele.ts";
import { locusClass } from "../../core/assembly.ts";
import { symbolsOf, type GeneIdentity } from "../../core/gene.ts";
import type { Policy } from "../../core/policy.ts";
import { remembered } from "../../core/once.ts";
import { acmgEvidence, acmgRun, withPhenotypeOf } from "../../acmg/index.ts";
import {
  availablePredictors,
  populationFacts,
  predictorFacts,
  transcriptFacts,
} from "../../acmg/annotation/index.ts";
import type { AcmgInput, AcmgRun, RegionFacts } from "../../acmg/types.ts";
import type { Around, ClinVarFacts } from "../../classifications/types.ts";
import type { Candidate, CandidateVariant, SideCandidate, SmallVariant } from "../../rank/types.ts";
import {
  decodeRecord,
  isOneGene,
  minimalRepresentation,
  transcriptConsequences,
  type AlleleContext,
} from "../../vcf/index.ts";
import type { VcfHeader } from "../../vcf/types.ts";
import { COMPOUND_FLAGS } from "../compounds.ts";
import { clinvarStatement, diseaseOf, familyFacts, geneFacts, phenotypeFacts } from "./facts.ts";
import type { GeneModels } from "./gene-models.ts";
import type { Prepared } from "../prepare.ts";

export interface EvidenceContext {
  prepared: Prepared;
  /** Outcome of the sample check `relatedness`, by person id. */
  relatedness: ReadonlyMap<string, string>;
  /** High-grade coding de novos of the proband. */
  deNovos: number;
  /** Every name of a candidate's gene. */
  identityOf: (candidate: AnyCandidate) => GeneIdentity;
  /** What the gene models say of the reporting transcripts; null: none is at hand. */
  models: GeneModels | null;
  /** Filled as it goes: a variant of many pairs is read once. */
  annotations: WeakMap<CandidateVariant, OfAnnotation>;
}

type OfAnnotation = Pick<AcmgInput, "transcript" | "frequency" | "predictors"> & {
  codons: string;
  model: ReturnType<GeneModels["of"]>;
};

type AnyCandidate = Omit<Candidate, "tier"> | Candidate | SideCandidate;

/** The run's predictor and what is never automated; null without a header. */
export function evidenceRun({ prepared }: EvidenceContext): AcmgRun {
  const place = annotated(prepared);
  const inFile = place === null ? [] : availablePredictors(place);
  const none = { available: inFile, scores: {}, spliceAi: null };
  const { available } = prepared.annotationSources?.predictors(none, []) ?? none;
  return acmgRun(available, prepared.policy.acmg);
}

/** The candidate with evidence on each of its variants. */
export function withEvidence<T extends AnyCandidate>(candidate: T, context: EvidenceContext): T {
  const { policy } = context.prepared;
  const variants = candidate.variants.map((variant, i): CandidateVariant => {
    switch (variant.kind) {
      case "small":
        return withCriteria(variant, inputOf(candidate, variant, i, context), policy.acmg);
      case "event":
        return variant;
    }
  });
  return { ...candidate, variants };
}

function withCriteria(
  variant: SmallVariant,
  input: AcmgInput,
  settings: Policy["acmg"],
): SmallVariant {
  const acmg = acmgEvidence(input, settings);
  if (variant.knowledge === undefined || input.clinvar.release === null)
    return { ...variant, acmg };
  const { codon, base } = input.clinvar;
  const neighbours = { codon: codon && [...codon], base: base && [...base] };
  return { ...variant, acmg, knowledge: { ...variant.knowledge, neighbours } };
}

/** A candidate whose evidence is known, under what the patient's terms say of its gene now. */
export function withPhenotypeEvidence<T extends AnyCandidate>(
  candidate: T,
  settings: Policy["acmg"],
): T {
  const phenotype = phenotypeFacts(candidate);
  const variants = candidate.variants.map((variant) => ({
    ...variant,
    acmg: variant.acmg === null ? null : withPhenotypeOf(variant.acmg, phenotype, settings),
  }));
  return { ...candidate, variants };
}

/** Without a release in the store: only what the file says of the allele itself. */
function clinvarFacts(
  variant: CandidateVariant,
  around: Around | null,
  beforeNextMet: number | null,
): ClinVarFacts {
  return {
    release: null,
    codon: null,
    base: null,
    nearbyMissense: null,
    ...around,
    same: clinvarStatement(variant),
    beforeNextMet,
  };
}

function inputOf(
  candidate: AnyCandidate,
  variant: SmallVariant,
  index: number,
  context: EvidenceContext,
): AcmgInput {
  const { prepared } = context;
  const { assembly, policy } = prepared;
  const { chrom, pos, ref, alt } = variant;
  const allele = { chrom, ...minimalRepresentation(pos, ref, alt) };
  const gene = geneFacts(candidate);
  const identity = context.identityOf(candidate);
  const names = [candidate.gene.symbol, variant.consequence.symbol, ...symbolsOf(identity)];
  const { codons, model, ...annotation } = remembered(context.annotations, variant, () =>
    withCompound(annotationOf(variant, allele, context), variant),
  );
  const answers = variant.knowledge?.annotations ?? [];
  const predictors =
    prepared.annotationSources?.predictors(annotation.predictors, answers) ?? annotation.predictors;
  const { residue = null, substitution = null } = annotation.transcript ?? {};
  const around =
    prepared.classifications?.around({
      allele,
      names,
      codons,
      codon: model?.facts.codon ?? null,
      change: residue === null || substitution === null ? null : { residue, ...substitution },
    }) ?? null;
  const before = model?.beforeNextMet ?? null;
  const beforeNextMet =
    before === null
      ? null
      : (prepared.classifications?.pathogenicIn({ allele, names }, before) ?? null);
  // No table of regions is at hand.
  const region: RegionFacts = {
    exonLofFrequency: null,
    otherStart: model?.facts.otherStart ?? null,
  };
  const keep = `${assembly}:${alleleKey(allele)}`;
  return {
    assembly,
    allele,
    locus: locusClass(assembly, chrom, pos),
    disease: diseaseOf(candidate),
    gene: {
      ...gene,
      ...prepared.geneAnnotations?.forRules(candidate.gene, identity),
      clinvar: prepared.classifications?.geneCounts(names) ?? gene.clinvar,
    },
    ...annotation,
    predictors,
    frequency:
      prepared.annotationSources?.population(annotation.frequency, answers) ?? annotation.frequency,
    clinvar: clinvarFacts(variant, around, beforeNextMet),
    region,
    family: familyFacts(candidate, index, context),
    keptByPolicy: policy.frequency.keepAlleles.includes(keep),
  };
}

/** HP-04. */
function withCompound(told: OfAnnotation, { compound, flags }: CandidateVariant): OfAnnotation {
  const { transcript } = told;
  if (transcript === null || compound === undefined || !flags.includes(COMPOUND_FLAGS.milder))
    return told;
  return { ...told, transcript: { ...transcript, milderTogether: compound.hgvsp } };
}

function annotationOf(
  variant: CandidateVariant,
  allele: Allele,
  { prepared, models }: EvidenceContext,
): OfAnnotation {
  const { consequence, worse, inSilico, frequency } = variant;
  const place = annotated(prepared);
  const model = models?.of(consequence, allele) ?? null;
  if (place === null) {
    const isRaw = prepared.inputs[0]?.header.annotations.length === 0;
    return {
      transcript: isRaw ? null : transcriptFacts(consequence, null, model?.facts),
      frequency: populationFacts(frequency, [], null),
      predictors: { available: [], scores: {}, spliceAi: null },
      codons: "",
      model,
    };
  }
  const { header, layout } = place;
  const line = Buffer.from(variant.line).toString("utf8");
  const record = decodeRecord(line, header, { path: header.path });
  const at: AlleleContext = { record, alleleIndex: variant.alleleIndex, header, layout };
  const { people, proband } = prepared.family;
  const sample = people[proband]?.sample ?? -1;
  const annotation = transcriptConsequences(record, variant.alleleIndex, layout, sample);
  const { rows } = annotation;
  const own = annotation.entries.findIndex(
    (e) => e.transcript === consequence.transcript && e.symbol === consequence.symbol,
  );
  const row = rows[own] ?? null;
  const others = annotation.entries.filter((entry) => isOneGene(entry, consequence));
  return {
    transcript: transcriptFacts(consequence, { layout, row, others, worse }, model?.facts),
    model,
    frequency: populationFacts(frequency, rows, at),
    predictors: predictorFacts(inSilico, row, rows, at),
    codons: row?.[layout.columns.findIndex((c) => c.toUpperCase() === "CODONS")] ?? "",
  };
}

/** The header by which every input's records can be read; null when the parts of a family differ. */
function annotated({ inputs, own }: Prepared): Pick<AlleleContext, "header" | "layout"> | null {
  const [first, ...rest] = inputs.map((input) => input.header);
  const stated = first?.annotations[0];
  const layout = stated?.isOwn === true ? own?.layout : stated;
  if (first === undefined || layout === undefined) return null;
  const same = (other: VcfHeader): boolean =>
    other.annotations[0]?.tag === layout.tag &&
    other.annotations[0].columns.join("|") === layout.columns.join("|");
  return rest.every(same) ? { header: first, layout } : null;
}
