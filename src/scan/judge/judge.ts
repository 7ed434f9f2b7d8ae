/**
 * The full evaluation of one decoded record: every allele through the list of filters, in order. The scanner calls
 * it for what its byte gates let through; `explain` calls it with `trace`, so that dropped alleles show all their
 * checks too.
 */
import type { Check } from "../../core/check.ts";
import { alleleKey } from "../../core/allele.ts";
import { chromosomeLength } from "../../core/assembly.ts";
import { isPathogenic, strongest } from "../../core/classification.ts";
import { isKnownTerm, isOutsideGene } from "../../core/consequences.ts";
import {
  alleleBalance,
  clinvarEvidence,
  contradictedImpact,
  frequencyEvidence,
  geneConsequences,
  infoTexts,
  minimalAllele,
  resolvePointers,
  sampleCall,
  transcriptConsequences,
  type Makes,
  mitochondrionAt,
} from "../../vcf/index.ts";
import type {
  ClinVarEvidence,
  FrequencyEvidence,
  GeneConsequence,
  SampleCall,
  TranscriptConsequence,
  VcfRecord,
} from "../../vcf/types.ts";
import { genesOfAllele, namedAt } from "./allele-genes.ts";
import { checkCarrier, leastFraction } from "./carrier.ts";
import type { Compiled } from "../compile.ts";
import { isClassAllowed } from "./consequence.ts";
import { isDamaging } from "./damaging.ts";
import { checkFilter } from "./filter-column.ts";
import {
  ambiguousFields,
  checkFrequency,
  frequencyEligibility,
  isFrequencyExempt,
} from "./frequency.ts";
import { checkMtSite } from "./mitochondrion.ts";
import { knownOf } from "../rescuable.ts";
import type { DropReason, Noted, SurvivorAllele, SurvivorGene } from "../types.ts";

/** The records at an earlier position of the same contig (BCSQ-02). */
type SiteLookup = (pos: number) => VcfRecord[];

interface JudgeContext {
  /** Canonical chromosome of the record. */
  chrom: string;
  sitesAt: SiteLookup;
  /** Of the proband's genotypes, once the whole file is known (DEC-46). */
  makes?: Makes | undefined;
  /** Go on after the first failure. */
  trace: boolean;
}

export interface AlleleJudgement {
  alleleIndex: number;
  /** null: survives. The first failure otherwise. */
  dropped: DropReason | null;
  allele: SurvivorAllele | null;
  checks: Check[];
  /** `@POS` targets that the context could not answer. */
  unresolvedPointers: number[];
  /** P/LP that only frequency drops (FREQ-11). */
  commonPathogenic: boolean;
}

/** Why a record has no allele to judge (VCF-02), or null when it has one. */
export function noSequenceAllele(record: VcfRecord): DropReason | null {
  const kinds = record.altKinds;
  if (kinds.includes("seq")) return null;
  if (kinds.includes("symbolic")) return "symbolic_allele";
  if (kinds.includes("breakend")) return "breakend";
  if (kinds.includes("gvcf")) return "reference_block";
  if (kinds.includes("star")) return "star_allele";
  return "no_alternate";
}

/** Judges every sequence allele of the record, in ALT order. */
export function judgeRecord(
  record: VcfRecord,
  compiled: Compiled,
  context: JudgeContext,
): AlleleJudgement[] {
  const { plan } = compiled;
  const column = plan.sampleColumns[plan.proband] ?? -1;
  const proband = column < 0 ? null : sampleCall(record, column);
  const judgements: AlleleJudgement[] = [];
  noteTwice(record, compiled, context);
  record.altKinds.forEach((kind, i) => {
    if (kind === "seq") judgements.push(judgeAllele(record, i + 1, proband, compiled, context));
  });
  return judgements;
}

/** VCF allows a key once: that of the annotation, or of a frequency, is read twice, and told. */
function noteTwice(record: VcfRecord, compiled: Compiled, { chrom }: JudgeContext): void {
  const { plan, layout, fileLayout } = compiled;
  const keys = plan.header.frequencyFields.flatMap((f) => (f.where === "info" ? [f.name] : []));
  if (fileLayout !== null) keys.push(fileLayout.tag);
  const key = keys.find((name) => infoTexts(record, name).length > 1);
  if (key === undefined) return;
  const named = record.altKinds.flatMap((kind, i) =>
    kind === "seq" && layout !== null ? transcriptConsequences(record, i + 1, layout).entries : [],
  );
  const text = `${key} at ${record.contig}:${record.pos}`;
  compiled.note({
    code: "info_key_twice",
    text,
    ...placeOf(record, chrom),
    genes: named.map(namesOf),
  });
}

function placeOf({ pos, ref }: VcfRecord, chrom: string): Pick<Noted, "chrom" | "pos" | "end"> {
  return { chrom, pos, end: pos + ref.length - 1 };
}

function namesOf(entry: TranscriptConsequence): Noted["genes"][number] {
  const { symbol, hgncId, ensemblGene, ncbiGene, terms } = entry;
  return { symbol, hgncId, ensemblGene, ncbiGene, inside: !isOutsideGene(terms) };
}

/** One allele on its way through the filters: all fields from the start, one shape. */
interface AlleleJudging {
  readonly record: VcfRecord;
  readonly alleleIndex: number;
  readonly chrom: string;
  readonly proband: SampleCall | null;
  readonly compiled: Compiled;
  readonly context: JudgeContext;
  /** What the file says of it; null too where only VEP's column would, which is read for survivors alone. */
  readonly inFile: ClinVarEvidence | null;
  /** The store's statements on it, else the file's, which may be older. */
  readonly statements: readonly ClinVarEvidence[];
  readonly clinvar: ClinVarEvidence | null;
  readonly pathogenic: boolean;
  readonly checks: Check[];
  readonly flags: string[];
  /** Found by the filters; null: not asked for yet. */
  frequency: FrequencyEvidence | null;
  exempt: boolean;
  annotated: Annotated | null;
  genes: SurvivorGene[];
}

interface Filter {
  /** For which it may drop an allele, in the order in which it looks. */
  reasons: readonly DropReason[];
  /** Adds checks, flags and what it found to the allele. @returns why the allele must go; null: it may stay */
  judge(allele: AlleleJudging): DropReason | null;
}

/** The order of the judgement. */
const FILTERS: readonly Filter[] = [
  { reasons: ["mt_not_rcrs", "mt_artefact_site"], judge: judgeMtSite },
  { reasons: ["filter"], judge: judgeFilterColumn },
  { reasons: ["proband_not_carrier", "proband_no_call"], judge: judgeCarrier },
  { reasons: ["frequency"], judge: judgeFrequency },
  {
    reasons: [
      "outside_panel_regions",
      "annotation_unmatched",
      "consequence",
      "gene_not_on_panel",
      "outside_region",
    ],
    judge: judgeGenes,
  },
  { reasons: ["beyond_chromosome"], judge: judgeEnd },
];

function judgeAllele(
  record: VcfRecord,
  alleleIndex: number,
  proband: SampleCall | null,
  compiled: Compiled,
  context: JudgeContext,
): AlleleJudgement {
  const { chrom, trace } = context;
  // Only what names the allele can rescue (CV-07): INFO, or a column taken from a file of ClinVar's; what VEP's column
  // hints at is read for survivors alone, also where all checks are shown.
  const { clnsig, customColumns } = compiled.plan.header.clinvar;
  const requested = clnsig !== null || customColumns !== undefined;
  const inFile = requested ? clinvarOfFile(record, alleleIndex, compiled) : null;
  const stored = knownOf({ record, alleleIndex, chrom }, compiled.rescuable);
  const statements = stored.length === 0 && inFile !== null ? [inFile] : stored;
  const clinvar = strongest(statements);
  const allele: AlleleJudging = {
    record,
    alleleIndex,
    chrom,
    proband,
    compiled,
    context,
    inFile,
    statements,
    clinvar,
    pathogenic: isPathogenic(clinvar),
    checks: [],
    flags: [],
    frequency: null,
    exempt: false,
    annotated: null,
    genes: [],
  };
  const dropped = firstReason(allele);
  const tooCommon = dropped === "frequency";
  const commonPathogenic = tooCommon && !trace && allele.genes.length > 0;
  if (commonPathogenic) {
    const { pos, ref, alts } = record;
    const text = alleleKey({ chrom, pos, ref, alt: alts[alleleIndex - 1] ?? "" });
    // The genes that only ClinVar names too.
    const named = [...(allele.annotated?.genes ?? []), ...allele.genes.map((g) => g.consequence)];
    const genes = named.map(namedAt);
    compiled.note({ code: "common_pathogenic", text, ...placeOf(record, chrom), genes });
  }
  return {
    alleleIndex,
    dropped,
    allele: dropped === null ? survivorOf(allele) : null,
    checks: allele.checks,
    unresolvedPointers: tooCommon ? [] : (allele.annotated?.unresolved ?? []),
    commonPathogenic,
  };
}

/** @returns null: it survives; all filters have told what they found */
function firstReason(allele: AlleleJudging): DropReason | null {
  let first: DropReason | null = null;
  for (const filter of FILTERS) {
    const reason = filter.judge(allele);
    first ??= reason;
    // Of a P or LP that is too common the genes are asked for: it is told by name where they are the panels'.
    const isTold = reason === "frequency" && allele.pathogenic;
    if (reason !== null && !isTold && !allele.context.trace) return first;
  }
  return first;
}

function clinvarOfFile(
  record: VcfRecord,
  alleleIndex: number,
  { plan, fileLayout }: Compiled,
): ClinVarEvidence | null {
  return clinvarEvidence(record, alleleIndex, plan.header, fileLayout ?? undefined);
}

function judgeMtSite(allele: AlleleJudging): DropReason | null {
  if (allele.chrom !== "MT") return null;
  const { record, compiled } = allele;
  const check = checkMtSite(record.pos, mitochondrionAt(compiled.plan.header, record.contig));
  allele.checks.push(check);
  if (check.outcome !== "fail") return null;
  if (check.id === "mt_reference") return "mt_not_rcrs";
  return allele.pathogenic ? null : "mt_artefact_site";
}

/** No sequence of the build has such a REF: the record is damaged, or of another build. */
function judgeEnd({ record, chrom, compiled }: AlleleJudging): DropReason | null {
  const length = chromosomeLength(compiled.plan.assembly, chrom) ?? Infinity;
  return placeOf(record, chrom).end > length ? "beyond_chromosome" : null;
}

function judgeFilterColumn(allele: AlleleJudging): DropReason | null {
  const { record, proband, flags } = allele;
  const { header, policy } = allele.compiled.plan;
  const filter = checkFilter(record, proband, header, policy);
  allele.checks.push(filter);
  if (filter.outcome === "fail") {
    if (!allele.pathogenic) return "filter";
    flags.push(`filter_rescued:${filter.value}`);
  } else if (filter.outcome === "not_assessed") flags.push("filter_unset");
  else if (header.callFilterRules === true) {
    // DEC-19: overruled by the call's own FT.
    const site = record.filters.filter((name) => name !== "PASS");
    if (site.length > 0) flags.push(`site_filter:${site.join(";")}`);
  }
  return null;
}

function judgeCarrier(allele: AlleleJudging): DropReason | null {
  const { record, alleleIndex, chrom, proband } = allele;
  const { policy } = allele.compiled.plan;
  if (!policy.inheritance.enabled) return null;
  const fraction = chrom === "MT" && proband !== null ? alleleBalance(proband, alleleIndex) : null;
  const isLow = fraction !== null && fraction < policy.quality.mtMinFraction;
  const least = leastFraction(policy, isLow && allele.pathogenic);
  const carrier = checkCarrier(proband, alleleIndex, record.altKinds, fraction, least);
  allele.checks.push(carrier);
  if (carrier.outcome === "fail") return "proband_not_carrier";
  return carrier.outcome === "not_assessed" ? "proband_no_call" : null;
}

function judgeFrequency(allele: AlleleJudging): DropReason | null {
  const { record, alleleIndex, chrom, flags } = allele;
  const { plan, fileLayout } = allele.compiled;
  const { policy } = plan;
  const frequency = frequencyEvidence(record, alleleIndex, plan.header, fileLayout ?? undefined);
  const at = { chrom, ...minimalAllele(record, alleleIndex) };
  const exempt = isFrequencyExempt(plan.assembly, at, policy);
  const eligible = frequencyEligibility(frequency, allele.clinvar, exempt, policy);
  const rarity = checkFrequency(frequency, eligible, chrom === "MT", policy);
  allele.frequency = frequency;
  allele.exempt = exempt;
  allele.checks.push(rarity);
  if (rarity.outcome === "fail") return "frequency";
  const { max, exomesOnly, assessed, unread = [] } = frequency;
  if (exempt) flags.push("frequency_exempt");
  if (allele.pathogenic && (max?.af ?? 0) > policy.frequency.recessive) flags.push("high_af");
  if (exomesOnly) flags.push("af_exome_only");
  if (!assessed) flags.push("frequency_not_assessed");
  const ambiguous = ambiguousFields(frequency, chrom === "MT", policy);
  flags.push(...ambiguous.map((field) => `frequency_ambiguous:${field}`));
  flags.push(...unread.map((field) => `frequency_unread:${field}`));
  return null;
}

function judgeGenes(allele: AlleleJudging): DropReason | null {
  const { record, alleleIndex, chrom, compiled, checks } = allele;
  const annotated = annotate(record, alleleIndex, compiled, allele.context);
  const predicted = knownOf({ record, alleleIndex, chrom }, compiled.spliced);
  if (predicted.length > 0)
    annotated.genes = annotated.genes.map((gene) => withSplice(gene, Math.max(...predicted)));
  if (compiled.layout !== null && annotated.genes.length === 0)
    checks.push(noConsequence(annotated.matched));
  if (annotated.ambiguous) allele.flags.push("annotation_ambiguous");
  const place = { chrom, pos: record.pos, end: record.pos + record.ref.length - 1 };
  const found = genesOfAllele(place, annotated.genes, allele.statements, compiled, checks);
  allele.annotated = annotated;
  allele.genes = found.genes;
  if (found.genes.length > 0) return null;
  return annotated.matched ? found.reason : "annotation_unmatched";
}

/** A declared prediction stands before the file's own; it is of every gene of the allele. */
function withSplice(
  { spliceAiGene: _of, ...gene }: GeneConsequence,
  spliceAi: number,
): GeneConsequence {
  return { ...gene, inSilico: { ...gene.inSilico, spliceAi } };
}

/** Of an allele that all filters have let pass. */
function survivorOf(allele: AlleleJudging): SurvivorAllele | null {
  const { record, alleleIndex, chrom, compiled, frequency, annotated, genes } = allele;
  if (frequency === null || annotated === null) return null;
  const others = annotated.genes.filter((named) => genes.every((g) => g.consequence !== named));
  return {
    alleleIndex,
    frequency,
    frequencyExempt: allele.exempt,
    clinvar: allele.inFile ?? clinvarOfFile(record, alleleIndex, compiled),
    genes: genes.map((gene) => ({ ...gene, consequence: withLines(gene.consequence) })),
    alsoNamed: others.length === 0 ? undefined : others.map(namedAt),
    flags: allele.flags,
    checks: allele.checks,
    damaging: isDamaging({ record, alleleIndex, chrom }, compiled),
  };
}

/** Of further transcripts no more than is shown: survivors cross threads. */
function withLines(gene: GeneConsequence): GeneConsequence {
  if (gene.others.length === 0) return gene;
  return {
    ...gene,
    others: gene.others.map((t) => ({
      transcript: t.transcript,
      maneSelect: t.maneSelect,
      manePlusClinical: t.manePlusClinical,
      mane: t.mane,
      canonical: t.canonical,
      terms: t.terms,
      hgvsc: t.hgvsc,
      hgvsp: t.hgvsp,
      exon: t.exon,
      intron: t.intron,
    })),
  };
}

/** The annotation names no gene for the allele: what the consequence filter has to go by. */
function noConsequence(matched: boolean): Check {
  return {
    id: "annotation",
    outcome: "fail",
    value: matched ? "names no gene" : "no entry is known to be this allele's",
    limit: "a consequence in a gene",
    rule: matched ? "CSQ-01" : "VEP-06",
  };
}

/** What the annotation says of an allele. */
interface Annotated {
  genes: GeneConsequence[];
  /** Its entries could be told from those of other alleles. */
  matched: boolean;
  ambiguous: boolean;
  /** `@POS` targets that are out of sight. */
  unresolved: number[];
}

function annotate(
  record: VcfRecord,
  alleleIndex: number,
  compiled: Compiled,
  context: JudgeContext,
): Annotated {
  const { plan, layout } = compiled;
  if (layout === null) return { genes: [], matched: true, ambiguous: false, unresolved: [] };
  const sample = plan.sampleColumns[plan.proband] ?? -1;
  const { makes } = context;
  const own = transcriptConsequences(record, alleleIndex, layout, sample, makes);
  const unresolved: number[] = [];
  const sitesAt: SiteLookup = (pos) => {
    const sites = context.sitesAt(pos);
    if (sites.length === 0) unresolved.push(pos);
    return sites;
  };
  const annotation = resolvePointers(record, alleleIndex, layout, own, sitesAt, sample, makes);
  const place = placeOf(record, context.chrom);
  for (const entry of annotation.entries)
    for (const text of entry.terms)
      if (!isKnownTerm(text))
        compiled.note({ code: "unknown_consequence", text, ...place, genes: [namesOf(entry)] });
  const odd = contradictedImpact(annotation, layout);
  if (odd !== null) {
    const text = `${record.contig}:${record.pos} ${odd}`;
    const genes = annotation.entries.map(namesOf);
    compiled.note({ code: "contradicted_impact", text, ...place, genes });
  }
  const where = { record, alleleIndex, header: plan.header, layout };
  const { transcripts } = plan.policy.consequence;
  const told = {
    genes: geneConsequences(annotation, where, {
      transcripts,
      chosen: compiled.transcripts,
      historyOf: (gene) => compiled.historyOf(gene, { chrom: context.chrom, pos: record.pos }),
      unread: (what) => {
        const text = `${what} at ${record.contig}:${record.pos}`;
        const genes = annotation.entries.map(namesOf);
        compiled.note({ code: "prediction_unread", text, ...place, genes });
      },
    }),
    matched: own.matched,
    ambiguous: annotation.ambiguous,
    unresolved,
  };
  if (annotation.entries.some((entry) => isClassAllowed(entry, plan.policy)))
    compiled.noteHarmful(told.genes.length > 0);
  return told;
}

/** Reasons of alleles, in the order of the judgement. */
const REASONS = FILTERS.flatMap(({ reasons }) => reasons);

/** Of several dropped alleles, the reason of the one that came furthest. */
export function lastReason(judgements: readonly AlleleJudgement[]): DropReason {
  const stages = judgements.map((j) => (j.dropped === null ? -1 : REASONS.indexOf(j.dropped)));
  return REASONS[Math.max(...stages)] ?? "consequence";
}
