/**
 * The full judgement of one decoded record: every filter in a fixed order, per allele and per gene.
 * The scanner calls it for what its byte gates let through;
 * `explain` calls it with `trace`, so that dropped alleles show all their checks too.
 */
import type { Check } from "../../core/check.ts";
import { isPathogenic, strongest } from "../../core/classification.ts";
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
} from "../../vcf/index.ts";
import type { ClinVarEvidence, GeneConsequence, SampleCall, VcfRecord } from "../../vcf/types.ts";
import { genesOfAllele, namedAt } from "./allele-genes.ts";
import { checkCarrier } from "./carrier.ts";
import type { Compiled } from "../compile.ts";
import { isDamaging } from "./damaging.ts";
import { checkFilter } from "./filter-column.ts";
import {
  ambiguousFields,
  checkFrequency,
  frequencyEligibility,
  isFrequencyExempt,
} from "./frequency.ts";
import { checkMtSite } from "./mitochondrion.ts";
import { storedStatements } from "../rescuable.ts";
import type { DropReason, SurvivorAllele } from "../types.ts";

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
  noteTwice(record, compiled);
  record.altKinds.forEach((kind, i) => {
    if (kind === "seq") judgements.push(judgeAllele(record, i + 1, proband, compiled, context));
  });
  return judgements;
}

/** VCF allows a key once: that of the annotation, or of a frequency, is read twice, and told. */
function noteTwice(record: VcfRecord, { plan, layout, noteTwice: note }: Compiled): void {
  const keys = plan.header.frequencyFields.flatMap((f) => (f.where === "info" ? [f.name] : []));
  if (layout !== null) keys.push(layout.tag);
  const key = keys.find((name) => infoTexts(record, name).length > 1);
  if (key !== undefined) note(`${key} at ${record.contig}:${record.pos}`);
}

function judgeAllele(
  record: VcfRecord,
  alleleIndex: number,
  proband: SampleCall | null,
  compiled: Compiled,
  context: JudgeContext,
): AlleleJudgement {
  const { plan, layout } = compiled;
  const { policy, header } = plan;
  const checks: Check[] = [];
  const flags: string[] = [];
  let dropped: DropReason | null = null;
  const result = (allele: SurvivorAllele | null): AlleleJudgement => ({
    alleleIndex,
    dropped,
    allele,
    checks,
    unresolvedPointers: [],
    commonPathogenic: false,
  });
  /** True when judging must stop here. */
  const fail = (reason: DropReason): boolean => {
    dropped ??= reason;
    return !context.trace;
  };

  const mitochondrial = context.chrom === "MT";
  // Only what names the allele can rescue (CV-07): INFO, or a column taken from a file of ClinVar's; what VEP's column hints at is read for survivors alone.
  const { clnsig, customColumns } = header.clinvar;
  const requested = clnsig !== null || customColumns !== undefined;
  const clinvarNow = (): ClinVarEvidence | null =>
    clinvarEvidence(record, alleleIndex, header, layout ?? undefined);
  const inFile = requested ? clinvarNow() : null;
  const at = { record, alleleIndex, chrom: context.chrom };
  const minimal = minimalAllele(record, alleleIndex);
  const stored = storedStatements(at, compiled.rescuable);
  // The store's word stands before the file's, which may be older.
  const clinvar = stored.length === 0 ? inFile : strongest(stored);
  const pathogenic = isPathogenic(clinvar);
  if (mitochondrial) {
    const check = checkMtSite(record.pos, header.mitochondrion);
    checks.push(check);
    if (check.outcome === "fail") {
      const notRcrs = check.id === "mt_reference";
      if (notRcrs || !pathogenic) {
        if (fail(notRcrs ? "mt_not_rcrs" : "mt_artefact_site")) return result(null);
      }
    }
  }

  const filter = checkFilter(record, proband, header, policy);
  checks.push(filter);
  if (filter.outcome === "fail") {
    if (pathogenic) flags.push(`filter_rescued:${filter.value}`);
    else if (fail("filter")) return result(null);
  } else if (filter.outcome === "not_assessed") flags.push("filter_unset");
  else if (header.callFilterRules === true) {
    // DEC-19: overruled by the call's own FT.
    const site = record.filters.filter((name) => name !== "PASS");
    if (site.length > 0) flags.push(`site_filter:${site.join(";")}`);
  }

  if (policy.inheritance.enabled) {
    const fraction = mitochondrial && proband !== null ? alleleBalance(proband, alleleIndex) : null;
    const { mtMinFraction } = policy.quality;
    const carrier = checkCarrier(proband, alleleIndex, record.altKinds, fraction, mtMinFraction);
    checks.push(carrier);
    if (carrier.outcome === "fail" && fail("proband_not_carrier")) return result(null);
    if (carrier.outcome === "not_assessed" && fail("proband_no_call")) return result(null);
  }

  const frequency = frequencyEvidence(record, alleleIndex, header, layout ?? undefined);
  const exempt = isFrequencyExempt(plan.assembly, { chrom: context.chrom, ...minimal }, policy);
  const eligible = frequencyEligibility(frequency, clinvar, exempt, policy);
  const rarity = checkFrequency(frequency, eligible, mitochondrial, policy);
  checks.push(rarity);
  const tooCommon = rarity.outcome === "fail" && fail("frequency");
  if (tooCommon && !pathogenic) return result(null);

  const annotated = annotate(record, alleleIndex, compiled, context);
  if (layout !== null && annotated.genes.length === 0)
    checks.push(noConsequence(annotated.matched));
  const place = { chrom: context.chrom, pos: record.pos, end: record.pos + record.ref.length - 1 };
  const statements = stored.length === 0 && inFile !== null ? [inFile] : stored;
  const { genes, reason } = genesOfAllele(place, annotated.genes, statements, compiled, checks);
  if (tooCommon) return { ...result(null), commonPathogenic: genes.length > 0 };
  if (genes.length === 0 && fail(annotated.matched ? reason : "annotation_unmatched")) {
    return { ...result(null), unresolvedPointers: annotated.unresolved };
  }

  if (annotated.ambiguous) flags.push("annotation_ambiguous");
  if (exempt) flags.push("frequency_exempt");
  if (pathogenic && (frequency.max?.af ?? 0) > policy.frequency.recessive) flags.push("high_af");
  if (frequency.exomesOnly) flags.push("af_exome_only");
  if (!frequency.assessed) flags.push("frequency_not_assessed");
  const ambiguous = ambiguousFields(frequency, mitochondrial, policy);
  flags.push(...ambiguous.map((field) => `frequency_ambiguous:${field}`));
  flags.push(...(frequency.unread ?? []).map((field) => `frequency_unread:${field}`));

  const others = annotated.genes.filter((named) => genes.every((g) => g.consequence !== named));
  const allele: SurvivorAllele = {
    alleleIndex,
    frequency,
    clinvar: requested ? inFile : clinvarNow(),
    genes,
    alsoNamed: others.length === 0 ? undefined : others.map(namedAt),
    flags,
    checks,
    damaging: isDamaging(at, compiled),
  };
  return { ...result(dropped === null ? allele : null), unresolvedPointers: annotated.unresolved };
}

/** The annotation names no gene for the allele: what the consequence filter has to go by. */
function noConsequence(matched: boolean): Check {
  return {
    id: "annotation",
    outcome: "fail",
    value: matched ? "names no gene" : "no entry can be told to be this allele's",
    limit: "a consequence in a gene",
    rule: matched ? "CSQ-01" : "VEP-06",
  };
}

function annotate(
  record: VcfRecord,
  alleleIndex: number,
  compiled: Compiled,
  context: JudgeContext,
): { genes: GeneConsequence[]; matched: boolean; ambiguous: boolean; unresolved: number[] } {
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
  for (const entry of annotation.entries) compiled.noteTerms(entry.terms);
  const odd = contradictedImpact(annotation, layout);
  if (odd !== null) compiled.noteContradiction(`${record.contig}:${record.pos} ${odd}`);
  const where = { record, alleleIndex, header: plan.header, layout };
  const { transcripts } = plan.policy.consequence;
  return {
    genes: geneConsequences(annotation, where, {
      transcripts,
      chosen: compiled.transcripts,
      historyOf: (gene) => compiled.historyOf(gene, { chrom: context.chrom, pos: record.pos }),
    }),
    matched: own.matched,
    ambiguous: annotation.ambiguous,
    unresolved,
  };
}

/** Reasons of alleles, in the order of the judgement. */
const STAGES: readonly DropReason[] = [
  "mt_not_rcrs",
  "mt_artefact_site",
  "filter",
  "proband_not_carrier",
  "proband_no_call",
  "frequency",
  "annotation_unmatched",
  "consequence",
  "gene_not_on_panel",
  "outside_region",
];

/** Of several dropped alleles, the reason of the one that came furthest. */
export function lastReason(judgements: readonly AlleleJudgement[]): DropReason {
  const stages = judgements.map((j) => (j.dropped === null ? -1 : STAGES.indexOf(j.dropped)));
  return STAGES[Math.max(...stages)] ?? "consequence";
}
