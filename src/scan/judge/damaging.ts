/**
 * Damaging alleles of the proband: none may be dropped without a counted reason. Damaging: any entry of any
 * annotator of the file is HIGH or MODERATE, or ClinVar, of the file or the store, calls it P or LP, with stars or
 * without. Of the proband: carried, or not known not to be.
 */
import { saysLowPenetrance, saysPathogenic } from "../../core/classification.ts";
import {
  alleleBalance,
  clinvarEvidence,
  infoText,
  mayDamage,
  sampleCall,
} from "../../vcf/index.ts";
import type { AlleleKind, ClinVarEvidence, VcfRecord } from "../../vcf/types.ts";
import { checkCarrier, leastFraction } from "./carrier.ts";
import type { Compiled } from "../compile.ts";
import type { AlleleJudgement } from "./judge.ts";
import { knownOf } from "../rescuable.ts";
import type { AlleleAt, DropReason } from "../types.ts";

/** Wider than what may rescue (`core/classification.ts`): whatever the stars and the origin, none may leave uncounted. */
function isCalledHarmful(statement: ClinVarEvidence): boolean {
  return saysPathogenic(statement) || saysLowPenetrance(statement);
}

export function isDamaging(at: AlleleAt, compiled: Compiled): boolean {
  const { record, alleleIndex } = at;
  const isCarried = mayBeProbands(at, compiled, false);
  return (
    (isCarried && compiled.layouts.some((layout) => mayDamage(record, alleleIndex, layout))) ||
    ((isCarried || mayBeProbands(at, compiled, true)) && isCalledPathogenic(at, compiled))
  );
}

function mayBeProbands(
  { record, alleleIndex, chrom }: AlleleAt,
  { plan }: Compiled,
  isPathogenic: boolean,
): boolean {
  const column = plan.sampleColumns[plan.proband] ?? -1;
  if (column < 0) return true;
  const call = sampleCall(record, column);
  const least = leastFraction(plan.policy, isPathogenic);
  const fails = (fraction: number | null): boolean =>
    checkCarrier(call, alleleIndex, record.altKinds, fraction, least).outcome === "fail";
  // MT-02: on the mitochondrion the reads may show what the genotype does not.
  return !fails(null) || (chrom === "MT" && !fails(alleleBalance(call, alleleIndex)));
}

function isCalledPathogenic(at: AlleleAt, { plan, fileLayout, rescuable }: Compiled): boolean {
  const { record, alleleIndex } = at;
  const { header } = plan;
  const { clnsig } = header.clinvar;
  const inFile = clinvarEvidence(record, alleleIndex, header, fileLayout ?? undefined);
  // VEP's CLIN_SIG is of the position; what INFO says of several ALT may be of each.
  const ofAllele =
    inFile?.origin !== "csq" || (clnsig !== null && infoText(record, clnsig) !== undefined);
  if (inFile !== null && ofAllele && isCalledHarmful(inFile)) return true;
  return knownOf(at, rescuable).some(isCalledHarmful);
}

/**
 * The reasons of the record's damaging alleles that left, one for each. `*`, `<NON_REF>` and their like are no
 * alleles of their own.
 * @param judged of its sequence alleles, or the reason for which the whole record left
 */
export function reasonsOfDamaging(
  record: VcfRecord,
  chrom: string | null,
  compiled: Compiled,
  judged: readonly AlleleJudgement[] | DropReason,
): DropReason[] {
  const reasonOf = (kind: AlleleKind, alleleIndex: number): DropReason | null => {
    if (kind === "star" || kind === "gvcf" || kind === "none") return null;
    if (typeof judged === "string") return judged;
    if (kind === "symbolic") return "symbolic_allele";
    if (kind === "breakend") return "breakend";
    return judged.find((j) => j.alleleIndex === alleleIndex)?.dropped ?? null;
  };
  return record.altKinds.flatMap((kind, i) => {
    const reason = reasonOf(kind, i + 1);
    const at = { record, alleleIndex: i + 1, chrom };
    return reason !== null && isDamaging(at, compiled) ? [reason] : [];
  });
}
