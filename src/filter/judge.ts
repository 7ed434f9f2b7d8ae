/**
 * The full judgement of one decoded record: every filter in a fixed order, per allele and per gene
 * (principles 3 and 4 of the rules). The scanner calls it for what its byte gates let through;
 * `explain` calls it with `trace`, so that dropped alleles show all their checks too.
 */
import type { Check } from "../core/check.ts";
import {
  alleleBalance,
  clinvarEvidence,
  frequencyEvidence,
  geneConsequences,
  minimalRepresentation,
  resolvePointers,
  sampleCall,
  transcriptConsequences,
} from "../vcf/index.ts";
import type { TableGene } from "../panel/model.ts";
import type { ClinVarEvidence, GeneConsequence, SampleCall, VcfRecord } from "../vcf/model.ts";
import { checkCarrier } from "./carrier.ts";
import { clinvarNamesGene, isPathogenic, rescuesConsequence, strongest } from "./clinvar-rescue.ts";
import type { Compiled } from "./compile.ts";
import { checkConsequence, isOutsideGene } from "./consequence.ts";
import { checkFilter } from "./filter-column.ts";
import { checkFrequency, frequencyEligibility, isFrequencyExempt } from "./frequency.ts";
import { checkMtSite } from "./mitochondrion.ts";
import type { DropReason, SurvivorAllele, SurvivorGene } from "./model.ts";

/** The records at an earlier position of the same contig (BCSQ-02). */
export type SiteLookup = (pos: number) => VcfRecord[];

export interface JudgeContext {
  /** Canonical chromosome of the record. */
  chrom: string;
  sitesAt: SiteLookup;
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
  record.altKinds.forEach((kind, i) => {
    if (kind === "seq") judgements.push(judgeAllele(record, i + 1, proband, compiled, context));
  });
  return judgements;
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
  const asked = clnsig !== null || customColumns !== undefined || context.trace;
  const clinvarNow = (): ClinVarEvidence | null =>
    clinvarEvidence(record, alleleIndex, header, layout ?? undefined);
  const inFile = asked ? clinvarNow() : null;
  const alt = record.alts[alleleIndex - 1] ?? "";
  const minimal = minimalRepresentation(record.pos, record.ref, alt);
  const stored =
    compiled.known.get(context.chrom)?.find(minimal.pos, minimal.ref, minimal.alt) ?? [];
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

  const filter = checkFilter(record, proband, policy);
  checks.push(filter);
  if (filter.outcome === "fail") {
    if (pathogenic) flags.push(`filter_rescued:${filter.value}`);
    else if (fail("filter")) return result(null);
  } else if (filter.outcome === "not_assessed") flags.push("filter_unset");

  if (policy.inheritance.enabled) {
    const fraction = mitochondrial && proband !== null ? alleleBalance(proband, alleleIndex) : null;
    const carrier = checkCarrier(
      proband,
      alleleIndex,
      record.altKinds,
      fraction,
      policy.quality.mtMinFraction,
    );
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
  const known = { clinvar, stored };
  const { genes, reason } = genesOf(record, annotated.genes, known, compiled, context, checks);
  if (tooCommon) return { ...result(null), commonPathogenic: genes.length > 0 };
  if (genes.length === 0 && fail(annotated.matched ? reason : "annotation_unmatched")) {
    return { ...result(null), unresolvedPointers: annotated.unresolved };
  }

  if (exempt) flags.push("frequency_exempt");
  if (pathogenic && (frequency.max?.af ?? 0) > policy.frequency.recessive) flags.push("high_af");
  if (frequency.exomesOnly) flags.push("af_exome_only");
  if (!frequency.assessed) flags.push("frequency_not_assessed");

  const allele: SurvivorAllele = {
    alleleIndex,
    frequency,
    clinvar: asked ? inFile : clinvarNow(),
    genes,
    flags,
    checks,
  };
  return { ...result(dropped === null ? allele : null), unresolvedPointers: annotated.unresolved };
}

function annotate(
  record: VcfRecord,
  alleleIndex: number,
  compiled: Compiled,
  context: JudgeContext,
): { genes: GeneConsequence[]; matched: boolean; unresolved: number[] } {
  const { plan, layout } = compiled;
  if (layout === null) return { genes: [], matched: true, unresolved: [] };
  const own = transcriptConsequences(record, alleleIndex, layout);
  const unresolved: number[] = [];
  const annotation = resolvePointers(record, alleleIndex, layout, own, (pos) => {
    const sites = context.sitesAt(pos);
    if (sites.length === 0) unresolved.push(pos);
    return sites;
  });
  for (const entry of annotation.entries) compiled.noteTerms(entry.terms);
  const where = { record, alleleIndex, header: plan.header, layout };
  const { transcripts } = plan.policy.consequence;
  return {
    genes: geneConsequences(annotation, where, { transcripts, chosen: compiled.transcripts }),
    matched: own.matched,
    unresolved,
  };
}

/** Genes in which the allele can be a candidate, and the nearest reason when there is none. */
function genesOf(
  record: VcfRecord,
  consequences: GeneConsequence[],
  { clinvar, stored }: { clinvar: ClinVarEvidence | null; stored: readonly ClinVarEvidence[] },
  compiled: Compiled,
  context: JudgeContext,
  checks: Check[],
): { genes: SurvivorGene[]; reason: DropReason } {
  const { plan } = compiled;
  const { policy } = plan;
  const table = plan.genes.genes;
  const end = record.pos + record.ref.length - 1;
  /** A known allele of this gene counts wherever it lies: its place was read for its sake. */
  const isKnownIn = (index: number): boolean => {
    const gene = table[index];
    if (gene === undefined) return false;
    return stored.some(
      (s) => s.genes.length > 0 && rescuesConsequence(s) && clinvarNamesGene(s, namesOf(gene)),
    );
  };
  const inRegion = (index: number): boolean => {
    const region = table[index]?.region;
    if (region === undefined || region === null) return true;
    const inside =
      region.chrom === context.chrom && record.pos <= region.end && end >= region.start;
    return inside || isKnownIn(index);
  };
  if (plan.unannotated) {
    const genes = table.flatMap((gene, tableGene) =>
      gene.region !== null && inRegion(tableGene)
        ? [{ tableGene, consequence: unannotatedConsequence(gene) }]
        : [],
    );
    return { genes, reason: "outside_panel_regions" };
  }
  const genes: SurvivorGene[] = [];
  let reason: DropReason = "consequence";
  for (const consequence of consequences) {
    if (consequence.symbol === "" && consequence.reporting.terms.includes("compound_elsewhere")) {
      // BCSQ-02: the gene stands at a record that is out of reach; coordinates must do.
      const here = table.flatMap((gene, i) => (gene.region !== null && inRegion(i) ? [i] : []));
      for (const tableGene of here) genes.push({ tableGene, consequence });
      continue;
    }
    const tableGene = compiled.match(consequence, { chrom: context.chrom, pos: record.pos });
    const tabled = tableGene < 0 ? undefined : table[tableGene];
    const names = [consequence.symbol, ...(tabled === undefined ? [] : namesOf(tabled))];
    const known = tabled !== undefined || !plan.geneAgnostic;
    const check = checkConsequence(consequence, clinvar, known, names, policy);
    const harmful = check.outcome === "pass";
    if (tabled === undefined && !plan.geneAgnostic) {
      checks.push(geneCheck(consequence, "fail", "not on an applied panel"));
      if (harmful && reason === "consequence") reason = "gene_not_on_panel";
      continue;
    }
    if (tabled !== undefined && !isOutsideGene(consequence.reporting))
      compiled.noteNamed(tableGene);
    if (tabled !== undefined && !inRegion(tableGene)) {
      checks.push(geneCheck(consequence, "fail", "outside the gene's region (DEC-16)"));
      if (harmful) reason = "outside_region";
      continue;
    }
    const where = tabled === undefined ? "gene-agnostic" : "on an applied panel";
    checks.push(geneCheck(consequence, "pass", where), check);
    if (harmful) genes.push({ tableGene, consequence });
  }
  if (stored.length > 0) {
    // The annotation names no such gene here: ClinVar does, and the allele must not be lost.
    table.forEach((gene, tableGene) => {
      if (genes.some((g) => g.tableGene === tableGene) || !isKnownIn(tableGene)) return;
      if (
        consequences.some(
          (c) => compiled.match(c, { chrom: context.chrom, pos: record.pos }) === tableGene,
        )
      )
        return;
      const consequence = unannotatedConsequence(gene);
      checks.push(
        geneCheck(consequence, "pass", `named by ${clinvar?.stored?.source ?? "ClinVar"}`),
      );
      genes.push({ tableGene, consequence });
    });
  }
  return { genes, reason };
}

function namesOf(gene: TableGene): string[] {
  return [gene.symbol, ...gene.otherSymbols];
}

function geneCheck(gene: GeneConsequence, outcome: Check["outcome"], value: string): Check {
  return {
    id: `gene:${gene.symbol || gene.ensemblGene || "?"}`,
    outcome,
    value,
    limit: "on an applied panel and inside its region",
    rule: "DEC-17",
  };
}

/** DEC-14: raw mode knows the gene by coordinates alone. */
function unannotatedConsequence(gene: Compiled["plan"]["genes"]["genes"][number]): GeneConsequence {
  const ids = {
    symbol: gene.symbol,
    hgncId: gene.hgncId,
    ensemblGene: gene.ensemblIds[0] ?? null,
    ncbiGene: gene.ncbiId,
  };
  return {
    ...ids,
    reporting: {
      ...ids,
      transcript: "",
      biotype: "",
      terms: ["unannotated"],
      impact: "MODIFIER",
      class: "other",
      hgvsc: "",
      hgvsp: "",
      exon: "",
      intron: "",
      canonical: false,
      maneSelect: false,
      manePlusClinical: false,
      appris: "",
      tsl: null,
      picked: false,
      incomplete: false,
      afterStop: false,
    },
    worse: null,
    codingGene: true,
    inSilico: { spliceAi: null, revel: null, cadd: null, alphaMissense: null },
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
