/** Compound heterozygotes (CH-01 to CH-12), on X in females too. */
import type { Tri } from "../core/check.ts";
import type { SampleCall } from "../vcf/types.ts";
import type { FamilyVariant, Finding, ModelName, ModelResult, Phase } from "./types.ts";
import type { Relative, Setting } from "./family.ts";
import { isOneAllele, OPEN, phaseByOrigin, phaseByReads, type ReadPhase } from "./phase.ts";
import {
  arePiecesOfOne,
  certainlyLost,
  eventCallOf,
  isAloneOnItsPlace,
  leavesBothCopies,
  liesIn,
  showsBothCopies,
} from "./over-deletion.ts";
import { copyOf, originInRelative, type ObservedVariant } from "./observed-variant.ts";
import { commonFindings, cosegregate, notSeen, resultOf, type Passes } from "./segregation.ts";
import { covers, isHeterozygousDeletion, isTransBySite } from "./site.ts";
import { and3, fail, label, or3, uncertain } from "./tri.ts";
import { comparePairs } from "./order.ts";

/** Failed pairs are told one by one only where somebody could read them. */
const MAX_MEMBERS_TOLD = 20;
/** Flag of a gene with more alleles than are paired; the number of those left out follows. */
export const NOT_PAIRED = "alleles_not_paired";
/** Flag of a gene with more pairs than are listed; the number of the others follows. */
export const PAIRS_SUPPRESSED = "pairs_suppressed";

/** In the order of their keys. */
type Pair = readonly [ObservedVariant, ObservedVariant];

export interface PairsFound {
  results: ModelResult[];
  flags: string[];
  /** Alleles that were left out, where a gene has more than can be paired. */
  notPaired: number;
}

/** All pairs of a gene that do not fail, best first up to the policy's cap (CH-10). */
export function compoundModels(
  setting: Setting,
  observedVariants: readonly ObservedVariant[],
): PairsFound {
  const deletions = observedVariants.filter(
    (observed) => isHeterozygousDeletion(observed) || isInParentAlone(setting, observed),
  );
  const all = observedVariants.filter((observed) => isMember(setting, observed, deletions));
  const { maxPairsPerGene, maxPairedAlleles, geneNoiseAlleles } = setting.policy.inheritance;
  const members = strongestOf(all, maxPairedAlleles);
  const notPaired = all.length - members.length;
  const passing: { result: ModelResult; weight: number }[] = [];
  const failed: ModelResult[] = [];
  const tellFailed = members.length <= MAX_MEMBERS_TOLD;
  for (const [i, a] of members.entries())
    for (const b of members.slice(i + 1)) {
      if (!a.variant.compoundAnchor && !b.variant.compoundAnchor) continue;
      if (isOneAllele(a.variant, b.variant) || isHaploidApart(setting, a, b)) continue;
      const pair: Pair = a.variant.key < b.variant.key ? [a, b] : [b, a];
      const result = judgePair(setting, pair, deletions, tellFailed);
      if (result === null) continue;
      if (result.verdict === "FAIL") failed.push(result);
      else passing.push({ result, weight: weightOf(a) + weightOf(b) });
    }
  passing.sort((x, y) => comparePairs(x.result, y.result) || y.weight - x.weight);
  const flags: string[] = [];
  if (all.length > geneNoiseAlleles) flags.push("gene_noise");
  if (notPaired > 0) flags.push(`${NOT_PAIRED}:${notPaired}`);
  const suppressed = passing.length - maxPairsPerGene;
  if (suppressed > 0) flags.push(`${PAIRS_SUPPRESSED}:${suppressed}`);
  const kept = passing.slice(0, maxPairsPerGene).map(({ result }) => result);
  return { results: [...kept, ...failed], flags, notPaired };
}

/**
 * Pairs grow with the square of the alleles: 20,000 in one gene would be 200 million. No gene of a person has
 * hundreds of rare damaging heterozygous alleles; a file without frequencies, or of another species, has.
 * @returns at most `most`: the strongest, then those that may carry a pair, then the first; in genome order
 */
function strongestOf(
  members: readonly ObservedVariant[],
  most: number,
): readonly ObservedVariant[] {
  if (members.length <= most) return members;
  const rank = (m: ObservedVariant): number => 2 * weightOf(m) + Number(m.variant.compoundAnchor);
  const chosen = [...members].sort((a, b) => rank(b) - rank(a)).slice(0, most);
  const kept = new Set(chosen);
  return members.filter((member) => kept.has(member));
}

/** What a score would say first: LOF and known pathogenic alleles before others. */
function weightOf({ variant }: ObservedVariant): number {
  return (variant.strong ? 2 : 0) + (variant.lof || variant.clinvarPathogenic ? 1 : 0);
}

/**
 * Heterozygous in the proband, of an allowed class and rare enough (CH-01, BOTH-02); or haploid where a
 * heterozygous deletion took the other copy (Strelka). Males have no pairs on X.
 */
function isMember(
  setting: Setting,
  observed: ObservedVariant,
  deletions: readonly ObservedVariant[],
): boolean {
  const { variant, own, possibleMosaic } = observed;
  const { locus } = variant;
  if (locus === "mt" || locus === "y") return false;
  if (locus === "x" && setting.proband.sex === "male") return false;
  if (possibleMosaic || !variant.compoundEligible || !variant.eligible.recessive) return false;
  if (own.state === "hemi" || own.state === "hom")
    return deletions.some((deletion) => isOpposite(setting, deletion, observed));
  if (isInParentAlone(setting, observed)) return true;
  return own.state === "het" || own.state === "het_nonref" || own.state === "het_or_hom";
}

/**
 * A haploid call, or a homozygous one under an event, is a partner of the deletion over it and of nothing else; so is
 * a deletion that a parent alone was called to have. One of a promoter is a partner of events.
 */
function isHaploidApart(setting: Setting, a: ObservedVariant, b: ObservedVariant): boolean {
  const needsDeletion = ({ own: { state } }: ObservedVariant): boolean =>
    state === "hemi" || state === "hom";
  const needsInside = (x: ObservedVariant): boolean => isInParentAlone(setting, x);
  const needsEvent = (x: FamilyVariant): boolean => x.kind === "event" && x.isPartner === true;
  const hasSmall = a.variant.event === undefined || b.variant.event === undefined;
  return (
    (hasSmall && (needsEvent(a.variant) || needsEvent(b.variant))) ||
    ((needsDeletion(a) || needsInside(b)) && !isOpposite(setting, b, a)) ||
    ((needsDeletion(b) || needsInside(a)) && !isOpposite(setting, a, b))
  );
}

/** SVH-04: the other chromosome lacks the place, by the proband's calls or by a parent's. */
function isOpposite(setting: Setting, deletion: ObservedVariant, inside: ObservedVariant): boolean {
  if (covers(deletion, inside)) return inside.overDeletion || inside.own.state === "hemi";
  const { variant } = deletion;
  return (
    variant.kind === "event" &&
    isInParentAlone(setting, deletion) &&
    inside.variant.kind === "small" &&
    inside.variant.chrom === variant.chrom &&
    liesIn(inside.variant, certainlyLost(variant.event)) &&
    isAloneOnItsPlace(inside.own)
  );
}

/** A deletion that was called in a parent and perhaps missed in the proband. */
function isInParentAlone(setting: Setting, observed: ObservedVariant): boolean {
  const { variant, own } = observed;
  const { father, mother } = setting.proband;
  return (
    variant.kind === "event" &&
    variant.event.kind === "DEL" &&
    own.event?.any === "unknown" &&
    [father, mother].some((i) => i !== null && isCalledIn(observed, i))
  );
}

/** Called, if only by a call that failed its filter: the event has failed then. */
function isCalledIn({ variant, dosages }: ObservedVariant, person: number): boolean {
  const isUsed = (dosages[person] ?? null) !== null;
  return isUsed && variant.observations[person]?.event?.any === "yes";
}

/** Null: failed, and nobody asked for the story. */
function judgePair(
  setting: Setting,
  pair: Pair,
  deletions: readonly ObservedVariant[],
  tellFailed: boolean,
): ModelResult | null {
  const [a, b] = pair;
  const onX = a.variant.locus === "x" || b.variant.locus === "x";
  const isOver =
    (a.variant.event !== undefined && isOpposite(setting, a, b)) ||
    (b.variant.event !== undefined && isOpposite(setting, b, a));
  const model: ModelName = onX ? "XLR_COMPHET" : isOver ? "AR_DEL_HEMI" : "AR_COMPHET";
  const phased = phaseOf(setting, pair, deletions, isOver);
  const isCis = phased.phase === "CIS" || phased.phase === "CIS_LIKELY";
  // Most pairs of a noisy gene end here, before anybody looks at relatives.
  if (isCis && !phased.conflict && !tellFailed) return null;
  const passes = relativesOf(setting, pair, onX, phased.conflict);
  passes.flags.push(...phased.flags);
  passes.both.push(...phased.children.map((role) => label(`in_cis_in:${role}`)));
  if (phased.conflict) passes.both.push(uncertain("phase_conflict"));
  else if (isCis) passes.both.push(fail(phased.phase.toLowerCase()));
  addParents(setting, pair, phased.phase, passes);
  addDeNovo(pair, phased.phase, passes);
  if (onX && setting.proband.sex === "unknown") passes.both.push(uncertain("sex_unknown"));
  passes.both.push(...pair.flatMap((x) => eventFindings(setting, x, x === a ? b : a, isOver)));
  if (pair.some(isHalfCalled)) passes.flags.push("half_call");
  passes.both.push(...commonFindings(a, true), ...commonFindings(b, true));
  passes.both.push(label(phased.phase.toLowerCase()));
  const result = resultOf(setting, model, pair, passes, phased.phase);
  return result.verdict === "FAIL" && !tellFailed ? null : result;
}

/** As the file writes it: two files that disagree leave the other copy open too. */
function isHalfCalled({ variant, own }: ObservedVariant): boolean {
  const [genotype = ""] = own.call.text.split(":", 1);
  return variant.kind === "small" && own.state === "het_or_hom" && genotype.includes(".");
}

/** What an event's call leaves open, or forbids, in a pair (SVH-01, SVH-04, SVH-05, DEC-47). */
function eventFindings(
  setting: Setting,
  observed: ObservedVariant,
  partner: ObservedVariant,
  isOver: boolean,
): Finding[] {
  const { variant, own } = observed;
  if (variant.event === undefined) return [];
  const findings: Finding[] = [];
  if (
    covers(observed, partner) &&
    showsBothCopies(partner.own) &&
    !leavesBothCopies(observed, setting)
  )
    findings.push(fail("het_inside_deletion"));
  if (variant.kind !== "event") return findings;
  if (own.state === "het_or_hom" && !isOver) findings.push(uncertain("zygosity_unknown"));
  if (variant.failed && !partner.variant.strong) findings.push(fail("failed_filter"));
  if (isInParentAlone(setting, observed))
    for (const { index, role } of setting.relatives)
      if ((role === "mother" || role === "father") && isCalledIn(observed, index))
        findings.push(uncertain(`deletion_seen_in:${role}`));
  return findings;
}

interface Phased {
  phase: Phase;
  /** The evidence disagrees: `phase` is what the parents say, and nothing to rely on. */
  conflict: boolean;
  flags: string[];
  /** Children who have both alleles from the proband, by role. */
  children: string[];
}

/**
 * The proband's phase, from evidence alone (DEC-45): clean trio phase first, then phase sets, the genotypes of
 * one place and a child's alleles, then what the parents make likely (VCF-29).
 */
function phaseOf(
  setting: Setting,
  [a, b]: Pair,
  deletions: readonly ObservedVariant[],
  isOver = false,
): Phased {
  const parents =
    phaseOfPieces(setting, [a, b]) ??
    duoPhase(setting, [a, b]) ??
    phaseByOrigin(copyOf(a), copyOf(b));
  const oneRecord = a.variant.record === b.variant.record;
  const reads = oneRecord ? OPEN : phaseInPerson(setting, [a, b], setting.family.proband);
  const seen = new Set<Phase>();
  if (reads.phase !== null) seen.add(reads.phase);
  if (isOver || isTransBySite(a, b, deletions, setting.policy)) seen.add("TRANS");
  const children = childrenInCis(setting, [a, b]);
  if (children.length > 0) seen.add("CIS");
  const [first = null] = seen;
  const against =
    reads.conflict ||
    seen.size > 1 ||
    (first === "TRANS" && (parents.phase === "CIS" || parents.phase === "CIS_LIKELY")) ||
    (first === "CIS" && (parents.phase === "TRANS" || parents.phase === "TRANS_LIKELY"));
  if (against) return { phase: parents.phase, conflict: true, flags: ["phase_conflict"], children };
  const phase = parents.clean ? parents.phase : (first ?? parents.phase);
  const flags: string[] = [];
  if (reads.phase === phase && isFarApart(a.variant, b.variant)) flags.push("phased_far_apart");
  if (phase === "UNPHASED") {
    flags.push("unphased");
    if (reads.untrusted) flags.push("phase_untrusted");
  }
  // CH-02, CH-07: one event is the likelier story of two new alleles so near to each other.
  const bothNew = a.origin === "DENOVO" && b.origin === "DENOVO" && phase === "TRANS_POSSIBLE";
  if ((phase === "UNPHASED" || bothNew) && looksLikeOneHaplotype(setting, a, b))
    flags.push("likely_same_haplotype");
  return { phase, conflict: false, flags, children };
}

/** SVH-08: over so many bases one wrong switch in a phase set of an event is likely. */
const FAR_APART = 1_000_000;

function isFarApart(a: FamilyVariant, b: FamilyVariant): boolean {
  if (a.kind === "small" && b.kind === "small") return false;
  const spanOf = (one: FamilyVariant): readonly [number, number] =>
    one.kind === "event" ? [one.event.first, one.event.last] : [one.pos, one.pos];
  const [[first, last], [from, to]] = [spanOf(a), spanOf(b)];
  return Math.max(first - to, from - last) > FAR_APART;
}

/** VCF-53, HP-02: two alleles that the proband carries lie on one chromosome, or are shown to lie on two; null: open. */
export function shareChromosome(setting: Setting, pair: Pair): boolean | null {
  const states = pair.map(({ own }) => own.state);
  if (states.some((state) => state === "hom" || state === "hemi")) return true;
  if (states.some((state) => state !== "het" && state !== "het_nonref")) return null;
  const { phase, conflict } = phaseOf(setting, pair, []);
  if (conflict) return null;
  return phase === "CIS" ? true : phase === "TRANS" ? false : null;
}

function phaseInPerson({ options }: Setting, [a, b]: Pair, person: number): ReadPhase {
  const call = ({ observations }: FamilyVariant): SampleCall | null =>
    observations[person]?.call ?? null;
  const [first, second] = [call(a.variant), call(b.variant)];
  if (first === null || second === null) return OPEN;
  return phaseByReads(
    { call: first, alleleIndex: a.variant.alleleIndex },
    { call: second, alleleIndex: b.variant.alleleIndex },
    options.trustBarePhase,
  );
}

/** A relative who carries both has them in cis, by the reads or by that person's own parents. */
function isInCis(setting: Setting, [a, b]: Pair, r: Relative): boolean {
  if (phaseInPerson(setting, [a, b], r.index).phase === "CIS") return true;
  const own = phaseByOrigin(originInRelative(setting, a, r), originInRelative(setting, b, r));
  return own.clean && own.phase === "CIS";
}

/** Children who have both from the proband: for them the alleles lie on one chromosome. By role. */
function childrenInCis(setting: Setting, pair: Pair): string[] {
  const { family, relatives } = setting;
  const inCis = relatives.filter((r) => {
    const person = family.people[r.index];
    const side =
      person?.mother === family.proband ? "MAT" : person?.father === family.proband ? "PAT" : null;
    return (
      side !== null &&
      pair.every(
        (x) => x.dosages[r.index]?.any === "yes" && originInRelative(setting, x, r) === side,
      )
    );
  });
  return inCis.map(({ role }) => role);
}

/**
 * A parent who carries both: CIS_LIKELY in a duo (CH-05); where that parent is affected or the other is there, open.
 * Null where each allele's origin is certain, also by a homozygous parent (ORI-03b, T52).
 */
function duoPhase(setting: Setting, [a, b]: Pair): { phase: Phase; clean: boolean } | null {
  const both = carriersOfBoth(setting, [a, b]);
  const [parent] = both;
  if (parent === undefined || [a, b].every(hasCertainOrigin)) return null;
  const { father, mother } = setting.proband;
  const other = parent.index === father ? mother : father;
  const alone = other === null || [a, b].every((r) => (r.dosages[other] ?? null) === null);
  const cis = alone && parent.affection !== "affected";
  return { phase: cis ? "CIS_LIKELY" : "UNPHASED", clean: false };
}

/**
 * Two losses, or gains, that lie in one of a parent's: pieces of what came from there, cut where another lies over it.
 * Null: they do not, or the other parent may have one of them.
 */
function phaseOfPieces(
  { proband }: Setting,
  [a, b]: Pair,
): { phase: "CIS_LIKELY"; clean: false } | null {
  const parents = [proband.father, proband.mother].filter((parent) => parent !== null);
  const whole = parents.filter((parent) => arePiecesOfOne(a, b, parent));
  if (whole.length !== 1) return null;
  const mayHave = ({ variant, dosages }: ObservedVariant, parent: number): boolean =>
    (dosages[parent] ?? null) !== null &&
    (dosages[parent]?.any === "yes" || eventCallOf(variant, parent)?.place !== undefined);
  const others = parents.filter((parent) => !whole.includes(parent));
  if (others.some((parent) => mayHave(a, parent) || mayHave(b, parent))) return null;
  return { phase: "CIS_LIKELY", clean: false };
}

const hasCertainOrigin = ({ origin }: ObservedVariant): boolean =>
  origin === "MAT" || origin === "PAT";

function carriersOfBoth(setting: Setting, [a, b]: Pair): Relative[] {
  const { father, mother } = setting.proband;
  return setting.relatives.filter(
    ({ index }) =>
      (index === father || index === mother) &&
      a.dosages[index]?.any === "yes" &&
      b.dosages[index]?.any === "yes",
  );
}

/** CH-03: which of the parent's chromosomes the child got is open, unless reads tell. */
function addParents(setting: Setting, pair: Pair, phase: Phase, passes: Passes): void {
  const toldByReads = phase === "TRANS" && !pair.every(hasCertainOrigin);
  if (toldByReads || phase === "CIS") return;
  for (const { role } of carriersOfBoth(setting, pair))
    passes.both.push(uncertain(`parent_carries_both:${role}`));
}

/** CH-02: a good de novo and an inherited allele pass; a doubtful one leaves it open, two are told. */
function addDeNovo(pair: Pair, phase: Phase, passes: Passes): void {
  const fresh = pair.filter(({ origin }) => origin === "DENOVO");
  if (fresh.length === 1) passes.flags.push("one_denovo");
  if (fresh.length === 2 && phase !== "TRANS") passes.flags.push("both_denovo");
  if (fresh.some(({ deNovo }) => deNovo !== "HIGH")) passes.both.push(uncertain("denovo_not_high"));
  if (pair.some(({ origin }) => origin === "MAT_MOSAIC" || origin === "PAT_MOSAIC"))
    passes.both.push(uncertain("parental_mosaic_suspect"));
}

/** CH-04, CH-08, CH-09: affected have both (or two of one), unaffected neither both in trans nor two of one. */
function relativesOf(setting: Setting, pair: Pair, onX: boolean, conflict: boolean): Passes {
  const [a, b] = pair;
  const at = (observed: ObservedVariant, { index }: Relative, copies: "any" | "all"): Tri =>
    observed.dosages[index]?.[copies] ?? "unknown";
  const hasBoth = (r: Relative, ifCis: Tri): Tri => {
    const both = and3(at(a, r, "any"), at(b, r, "any"));
    return both === "yes" && isInCis(setting, pair, r) ? ifCis : both;
  };
  // In a male on X "every copy" is his only one: hemizygous.
  const hasTwoOfOne = (r: Relative): Tri => or3(at(a, r, "all"), at(b, r, "all"));
  const called = setting.relatives.filter(
    ({ index }) => (a.dosages[index] ?? null) !== null || (b.dosages[index] ?? null) !== null,
  );
  const passes = cosegregate(setting, called, {
    // Where the evidence disagrees a call is wrong, perhaps the relative's: the pair is open as it is.
    has: (r) => or3(hasBoth(r, conflict ? "yes" : "no"), hasTwoOfOne(r)),
    carries: (r) => or3(at(a, r, "any"), at(b, r, "any")),
    excluded: (r) => or3(hasBoth(r, "no"), hasTwoOfOne(r)),
    excludedAs: onX ? "unaffected_with_x_genotype" : "unaffected_with_pair",
    isMosaic: ({ index }) => Boolean(a.dosages[index]?.mosaic) || Boolean(b.dosages[index]?.mosaic),
    notSeen: ({ index }) =>
      [a, b].map((x) => notSeen(x, index)).find((word) => word !== null) ?? null,
    tolerant: false,
  });
  if (called.some((r) => r.affection === "affected" && hasTwoOfOne(r) === "yes"))
    passes.flags.push("affected_homozygote");
  return passes;
}

/** CH-07: within a codon, or a few bases with the same balance of reads. */
function looksLikeOneHaplotype(
  { policy }: Setting,
  a: ObservedVariant,
  b: ObservedVariant,
): boolean {
  if (a.variant.chrom !== b.variant.chrom) return false;
  if (a.variant.kind === "event" || b.variant.kind === "event") return false;
  const apart = Math.abs(a.variant.pos - b.variant.pos);
  const { nearBases, sameBalance, codonBases } = policy.phase;
  if (apart <= codonBases) return true;
  const [x, y] = [a.own.alleleBalance, b.own.alleleBalance];
  return apart <= nearBases && x !== null && y !== null && Math.abs(x - y) < sameBalance;
}
