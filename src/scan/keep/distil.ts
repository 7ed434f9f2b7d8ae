/**
 * What an archive keeps of a VCF: every record that could become a candidate under a policy no wider than the
 * criteria, whatever the panels may then state. In or near an exon as far as the annotation tells, or with a
 * ClinVar statement; rare or of unknown frequency; FILTER and quality do not matter. The same shape as the
 * judgement of a scan: a gate on bytes, then the decoded record.
 */
import { BYTE } from "../../core/bytes.ts";
import { isPathogenic, saysBenign, strongest } from "../../core/classification.ts";
import { normaliseTerms } from "../../core/consequences.ts";
import { onceForText } from "../../core/once.ts";
import {
  allelesOfChange,
  alleleBalance,
  clinvarEvidence,
  frequencyEvidence,
  inSilicoOf,
  minimalAllele,
  sampleCall,
  transcriptConsequences,
} from "../../vcf/index.ts";
import type {
  AnnotationLayout,
  ClinVarEvidence,
  TranscriptConsequence,
  VcfHeader,
  VcfRecord,
} from "../../vcf/types.ts";
import { wantsBlock } from "../blocks.ts";
import { knownOf } from "../rescuable.ts";
import type { AlleleAt } from "../types.ts";
import { checkCarrier } from "../judge/carrier.ts";
import type { Compiled } from "../compile.ts";
import { keptUpTo, type DistilCriteria } from "./distil-criteria.ts";
import { isFrequencyExempt, leastFrequency } from "../judge/frequency.ts";
import {
  findKey,
  isRaised,
  spliceColumns,
  rescueGate,
  standsAgain,
  type ConsequenceGate,
} from "../gates/gates.ts";

const { COMMA, SEMICOLON, PIPE } = BYTE;

/** Terms of what lies in no exon and beside none. Non-coding transcripts: beside `intron_variant` alone. */
const FAR: ReadonlySet<string> = new Set(
  (
    "intron_variant NMD_transcript_variant upstream_gene_variant downstream_gene_variant " +
    "intergenic_variant intragenic_variant sequence_feature regulatory_region_variant " +
    "regulatory_region_ablation regulatory_region_amplification TF_binding_site_variant " +
    "TFBS_ablation TFBS_amplification"
  ).split(" "),
);

const SMALL_RNA = /^(?:snRNA|snoRNA|scaRNA|miRNA|rRNA|Mt_tRNA|Mt_rRNA|ribozyme|vault_RNA)$/i;

/** Every term says: outside the exons. Of terms joined by `&`, in any annotator's words. */
const isFar = onceForText((text) => {
  const terms = normaliseTerms(text.split("&"));
  const intron = terms.includes("intron_variant");
  return terms.every((t) => FAR.has(t) || (intron && t === "non_coding_transcript_variant"));
});

/** Distance to the exon in HGVS of an intronic change: `c.123-10_123-8del` is 8; null: not intronic. */
function intronDistance(hgvsc: string): number | null {
  let nearest: number | null = null;
  for (const [, digits] of hgvsc.matchAll(/\d[+-](\d+)/g)) {
    const distance = Number(digits);
    if (nearest === null || distance < nearest) nearest = distance;
  }
  return nearest;
}

/** Bytes: may INFO [start, end) hold a reason to keep the record? null: judge every record in full. */
export function distilGate(
  header: VcfHeader,
  layout: AnnotationLayout | null,
  criteria: DistilCriteria,
): ConsequenceGate | null {
  if (layout === null || header.clinvar.customColumns !== undefined) return null;
  const isRescued = rescueGate(header);
  const lower = layout.columns.map((c) => c.trim().toLowerCase());
  const bcsq = layout.annotator === "bcsq";
  const consequence = bcsq ? 0 : lower.findIndex((c) => c === "consequence" || c === "annotation");
  const biotype = lower.findIndex((c) => c === "biotype" || c === "transcript_biotype");
  const hgvsc = lower.findIndex((c) => c === "hgvsc" || c === "hgvs.c");
  const spliceAi = spliceColumns(lower);
  if (consequence < 0 || (spliceAi.size > 0 && criteria.spliceAi < 0.1)) return null;
  const tag = Buffer.from(`${layout.tag}=`);
  const entryKeeps = (data: Buffer, starts: Int32Array, columns: number): boolean => {
    const text = (column: number): string =>
      column < 0 || column >= columns
        ? ""
        : data.toString("latin1", starts[column] as number, (starts[column + 1] as number) - 1);
    const terms = text(consequence);
    if (bcsq && terms.startsWith("@")) return true;
    if (!isFar(terms)) return true;
    // Small RNAs have no introns: there the same words can only mean their exon.
    if (terms.includes("non_coding") && SMALL_RNA.test(text(biotype))) return true;
    for (const [column, hasSymbol] of spliceAi)
      if (column < columns && isRaised(data, starts[column] as number, hasSymbol)) return true;
    const distance = intronDistance(text(hgvsc));
    return distance !== null && distance <= criteria.margin;
  };
  const starts = new Int32Array(lower.length + 2);
  return (data, start, end) => {
    if (isRescued(data, start, end)) return true;
    let i = findKey(data, start, end, tag);
    if (i < 0) return false;
    if (standsAgain(data, i, end, tag)) return true;
    for (;;) {
      let columns = 0;
      starts[0] = i;
      let c = 0;
      for (; i < end; i++) {
        c = data[i] as number;
        if (c === COMMA || c === SEMICOLON) break;
        if (c === PIPE && columns < lower.length) starts[++columns] = i + 1;
      }
      starts[columns + 1] = i + 1;
      if (entryKeeps(data, starts, columns + 1)) return true;
      if (i >= end || c === SEMICOLON) return false;
      i++;
    }
  };
}

export interface KeepDecision {
  /**
   * `pointer_target`: too common or not carried, but another record may point to it (BCSQ-02). `unnamed`: in no exon as
   * far as the annotation tells, and in `genes` that it has not named yet (DEC-17).
   */
  outcome: "keep" | "unnamed" | "pointer_target" | "drop";
  genes?: number[];
  /** BCSQ: positions that hold this record's consequences. */
  pointers: number[];
  /** Somebody's call is missing: a reference block may speak for it (VCF-04). */
  wantsBlocks: boolean;
}

export const DROPPED: KeepDecision = { outcome: "drop", pointers: [], wantsBlocks: false };

/**
 * Judges a decoded record with a sequence allele.
 * @param unnamed genes of the plan's table at the record that no line has named yet
 */
export function judgeForArchive(
  record: VcfRecord,
  chrom: string,
  compiled: Compiled,
  criteria: DistilCriteria,
  unnamed: readonly number[] = [],
): KeepDecision {
  const { plan, layout, fileLayout } = compiled;
  const column = plan.sampleColumns[plan.proband] ?? -1;
  const proband = column < 0 ? null : sampleCall(record, column);
  const pointers: number[] = [];
  let keep = false;
  let waits = false;
  let placed = false;
  record.altKinds.forEach((kind, i) => {
    if (kind !== "seq") return;
    const alleleIndex = i + 1;
    const at = { record, alleleIndex, chrom };
    const clinvar =
      strongest(knownOf(at, compiled.rescuable)) ??
      clinvarEvidence(record, alleleIndex, plan.header, fileLayout ?? undefined);
    const place = exonicPlace(at, clinvar, compiled, criteria);
    const isPartner = chrom !== "MT" && isDeletion(record, i, criteria);
    if (!place.near && !isPartner && unnamed.length === 0) return;
    placed ||= place.near;
    if (criteria.carriers === "proband") {
      const fraction =
        chrom === "MT" && proband !== null ? alleleBalance(proband, alleleIndex) : null;
      // MT-01: any read of the allele; the policy's fraction may change.
      const least = Number.MIN_VALUE;
      const carried = checkCarrier(proband, alleleIndex, record.altKinds, fraction, least);
      if (carried.outcome !== "pass") return;
    }
    if (!isRare(at, clinvar, compiled, criteria)) return;
    if (place.near || isPartner) keep = true;
    else waits = true;
    pointers.push(...place.pointers);
  });
  if (!keep && !waits)
    return placed && layout?.annotator === "bcsq"
      ? { ...DROPPED, outcome: "pointer_target" }
      : DROPPED;
  const wantsBlocks = plan.sampleColumns.some(
    (sample) => sample >= 0 && wantsBlock(sampleCall(record, sample)),
  );
  return keep
    ? { outcome: "keep", pointers, wantsBlocks }
    : { outcome: "unnamed", pointers, wantsBlocks, genes: [...unnamed] };
}

/** May it be an event's partner in a promoter (SVC-05)? */
function isDeletion(
  { ref, alts }: VcfRecord,
  allele: number,
  { deletions = Infinity }: DistilCriteria,
): boolean {
  return ref.length - (alts[allele]?.length ?? 0) >= deletions;
}

function exonicPlace(
  { record, alleleIndex, chrom }: AlleleAt,
  clinvar: ClinVarEvidence | null,
  { layout, plan, own, spliced }: Compiled,
  criteria: DistilCriteria,
): { near: boolean; pointers: number[] } {
  if (layout === null) return { near: true, pointers: [] };
  const isPredicted = knownOf({ record, alleleIndex, chrom }, spliced).length > 0;
  if (own !== null && chrom !== null) {
    const last = record.pos + record.ref.length - 1;
    const at = { record, alleleIndex, header: plan.header, layout };
    const near =
      isPredicted ||
      clinvar !== null ||
      own.isKept(record.pos, last, chrom, criteria.margin) ||
      maySplice([], at, criteria);
    return { near, pointers: [] };
  }
  const { entries, rows, matched, pointers } = transcriptConsequences(record, alleleIndex, layout);
  const at = { record, alleleIndex, header: plan.header, layout };
  const near =
    isPredicted ||
    (clinvar !== null && clinvar.origin !== "csq") ||
    pointers.length > 0 ||
    !matched ||
    entries.some((entry) => isNear(entry, criteria)) ||
    maySplice(rows, at, criteria);
  // What the proband carries at the other records of a compound tells whether it is his own (DEC-46).
  const parts = layout.annotator === "bcsq" ? rows.map((row) => row[6] ?? "") : [];
  const others = parts.flatMap(allelesOfChange).filter(({ pos }) => pos !== record.pos);
  return { near, pointers: [...pointers, ...others.map(({ pos }) => pos)] };
}

/**
 * Whatever gene SpliceAI names: its name may be of another year (DEC-44). A score that cannot be read may be a high
 * one, and every run says so.
 */
function maySplice(
  rows: Parameters<typeof inSilicoOf>[1],
  at: Parameters<typeof inSilicoOf>[2],
  criteria: DistilCriteria,
): boolean {
  let unread = false;
  const tell = (what: string): void => void (unread ||= what.startsWith("SpliceAI"));
  const { spliceAi } = inSilicoOf(() => "yes", rows, at, tell);
  return unread || (spliceAi ?? 0) >= criteria.spliceAi;
}

function isNear(
  { terms, class: kind, hgvsc }: TranscriptConsequence,
  criteria: DistilCriteria,
): boolean {
  if (!isFar(terms.join("&")) || kind !== "other") return true;
  const distance = intronDistance(hgvsc);
  return distance !== null && distance <= criteria.margin;
}

function isRare(
  { record, alleleIndex, chrom }: AlleleAt,
  clinvar: ClinVarEvidence | null,
  { plan, fileLayout }: Compiled,
  criteria: DistilCriteria,
): boolean {
  const { values } = frequencyEvidence(record, alleleIndex, plan.header, fileLayout ?? undefined);
  if (values.every((value) => leastFrequency(value) <= keptUpTo(value, criteria))) return true;
  // However common: every run names those of its panels that it leaves out for it.
  if (isPathogenic(clinvar)) return true;
  const benign = clinvar === null || saysBenign(clinvar);
  if (!benign && values.every((value) => leastFrequency(value) <= criteria.clinvarFrequency))
    return true;
  const allele = { chrom: chrom ?? "", ...minimalAllele(record, alleleIndex) };
  return isFrequencyExempt(plan.assembly, allele, plan.policy);
}
