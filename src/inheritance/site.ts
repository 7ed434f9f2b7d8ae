/**
 * What genotypes at one position prove about two alleles of a person: one on each chromosome, or nothing (DEC-45).
 * That they stand in two records of one position proves nothing: a caller, or `norm --atomize`, writes one complex
 * haplotype as two records too.
 */
import type { Policy } from "../core/policy.ts";
import { classifyAlt, isSameAllele, minimalRepresentation } from "../vcf/index.ts";
import type { GenomicEvent } from "../structural/types.ts";
import type { SampleCall } from "../vcf/types.ts";
import { certainlyLost, isAloneOnItsPlace, isLostOnOne, liesIn } from "./over-deletion.ts";
import type { CalledAllele, FamilyVariant, Observation } from "./types.ts";
import type { ObservedVariant } from "./observed-variant.ts";

/** Where an allele lies and what it writes there. 1-based. */
type Written = Pick<FamilyVariant, "pos" | "ref" | "alt">;

/**
 * One allele per chromosome, by the genotypes of the place alone (VCF-03, VCF-24).
 * @param deletions heterozygous ones of the gene
 */
export function isTransBySite(
  a: ObservedVariant,
  b: ObservedVariant,
  deletions: readonly ObservedVariant[],
  policy: Policy,
): boolean {
  const [v, w] = [a.variant, b.variant];
  if (v.kind === "event" || w.kind === "event" || v.chrom !== w.chrom) return false;
  if (v.record === w.record) return holdsBoth(a.own.call, v.alleleIndex, w.alleleIndex);
  if (!overlap(v, w)) return false;
  if (excludeEachOther(v, w)) return true;
  if (isOppositeDeletion(a, b, policy) || isOppositeDeletion(b, a, policy)) return true;
  const first = { call: a.own.call, alleleIndex: v.alleleIndex };
  const second = { call: b.own.call, alleleIndex: w.alleleIndex };
  const sameOrder = v.pos === w.pos;
  return (
    isSplitCall(first, second, policy, sameOrder) &&
    (isOrdered(first, second, sameOrder) || ![a, b].some((x) => hasThirdStory(x, deletions)))
  );
}

/** `1/2`. Of more copies than two it is open how they share chromosomes. */
function holdsBoth({ alleles }: SampleCall, first: number, second: number): boolean {
  return alleles.length === 2 && alleles.includes(first) && alleles.includes(second);
}

/**
 * Two records that are the halves of one `1/2` (VCF-24): `1/0` and `0/1`, `1/.` and `./1`, or `0/1` twice
 * with hardly a REF read in either. REF reads as of a heterozygote say that one chromosome is reference.
 * @param sameOrder the records are of one POS, so that the order inside GT may be of one genotype
 */
function isSplitCall(
  first: CalledAllele,
  second: CalledAllele,
  policy: Policy,
  sameOrder = true,
): boolean {
  if (slotOf(first) === null || slotOf(second) === null) return false;
  const shares = [referenceShare(first.call, policy), referenceShare(second.call, policy)];
  if (shares.some((share) => share !== null && share >= policy.quality.hetMinAlleleBalance))
    return false;
  if (isOrdered(first, second, sameOrder)) return true;
  if (sameOrder && first.call.phased && isOneSet(first, second)) return false;
  return shares.every((share) => share !== null && share <= policy.phase.maxReferenceShare);
}

/** REF reads may be lacking because the other chromosome has a third allele there, or nothing. */
function hasThirdStory(x: ObservedVariant, deletions: readonly ObservedVariant[]): boolean {
  return (
    x.own.otherDeleted ||
    x.own.siblingAlleles > 1 ||
    deletions.some((deletion) => covers(deletion, x))
  );
}

/** A record at the position of another one, and the proband's call there. */
interface SiblingRecord {
  ref: string;
  alts: readonly string[];
  call: SampleCall;
}

/**
 * VCF-24, VCF-03: the allele's own record names REF beside it, the place's other records prove another allele or
 * a deletion there: the genotype is `a/b` or `a/*`, and its upper balance gate does not hold.
 * @param at of the observed allele
 */
export function withSiblings(
  own: Observation,
  at: Written & { alleleIndex: number },
  siblings: readonly SiblingRecord[],
  policy: Policy,
): Observation {
  if (own.state !== "het" && own.state !== "het_or_hom") return own;
  let isOther = false;
  let otherDeleted = false;
  let siblingAlleles = 0;
  for (const { ref, alts, call } of siblings)
    alts.forEach((alt, i) => {
      const other = { call, alleleIndex: i + 1 };
      if (slotOf(other) === null || isSameAllele(minimal(at), minimal({ pos: at.pos, ref, alt })))
        return;
      siblingAlleles++;
      if (classifyAlt(alt, ref) === "star") otherDeleted = true;
      else if (
        excludeEachOther(at, { pos: at.pos, ref, alt }) ||
        isSplitCall({ call: own.call, alleleIndex: at.alleleIndex }, other, policy)
      )
        isOther = true;
    });
  if (!isOther && !otherDeleted) return { ...own, siblingAlleles };
  const qcFailures = own.qcFailures.filter((gate) => !gate.startsWith("ab>"));
  return { ...own, state: "het_nonref", otherDeleted, siblingAlleles, qcFailures };
}

/** The order inside GT, of one genotype before the split, puts the alleles on two sides. */
function isOrdered(first: CalledAllele, second: CalledAllele, sameOrder: boolean): boolean {
  return sameOrder && slotOf(first) !== slotOf(second) && isOneSet(first, second);
}

function isOneSet({ call: first }: CalledAllele, { call: second }: CalledAllele): boolean {
  return first.phased === second.phased && first.phaseSet === second.phaseSet;
}

/** Place of the allele in a diploid GT whose other allele is REF or missing. */
function slotOf({ call: { alleles }, alleleIndex }: CalledAllele): number | null {
  const [left = 0, right = 0] = alleles;
  if (alleles.length !== 2 || left + right > alleleIndex) return null;
  return left === alleleIndex ? 0 : right === alleleIndex ? 1 : null;
}

/** REF reads among all; null where AD does not say, or says it of too few reads to count. */
function referenceShare({ alleleDepths, depth }: SampleCall, policy: Policy): number | null {
  const reference = alleleDepths?.[0] ?? null;
  if (alleleDepths === null || reference === null) return null;
  const sum = alleleDepths.reduce<number>((total, reads) => total + (reads ?? 0), 0);
  return sum < policy.quality.minAltReads ? null : reference / Math.max(depth ?? 0, sum);
}

/** Substitutions that write two bases at one place: no chromosome has both. Indels can be shifted, these not. */
function excludeEachOther(first: Written, second: Written): boolean {
  const [a, b] = [minimal(first), minimal(second)];
  if (a.ref.length !== a.alt.length || b.ref.length !== b.alt.length) return false;
  const end = Math.min(a.pos + a.ref.length, b.pos + b.ref.length);
  for (let pos = Math.max(a.pos, b.pos); pos < end; pos++)
    if (a.alt[pos - a.pos] !== b.alt[pos - b.pos]) return true;
  return false;
}

/**
 * The allele lies where the other chromosome is deleted: it is `*` there (VCF-03), the call is haploid where
 * two copies are expected (Strelka), or every read has the allele.
 */
function isOppositeDeletion(
  deletion: ObservedVariant,
  inside: ObservedVariant,
  policy: Policy,
): boolean {
  const { own } = inside;
  if (own.otherDeleted)
    return isHeterozygousDeletion(deletion) && spans(deletion.variant, inside.variant.pos);
  if (!covers(deletion, inside)) return false;
  if (own.state === "hemi") return true;
  if (own.state !== "het" && own.state !== "het_or_hom") return false;
  const share = referenceShare(own.call, policy);
  return share !== null && share <= policy.phase.maxReferenceShare;
}

/** A heterozygous deletion removes all that the allele changes. */
export function covers(deletion: ObservedVariant, { variant, own }: ObservedVariant): boolean {
  if (!isHeterozygousDeletion(deletion) || deletion.variant.chrom !== variant.chrom) return false;
  if (variant.kind === "event") return isNested(deletion.variant, variant.event, own);
  const changed = minimal(variant);
  if (deletion.variant.kind === "event")
    return liesIn(changed, certainlyLost(deletion.variant.event));
  const gone = minimal(deletion.variant);
  return (
    changed.pos >= gone.pos + gone.alt.length &&
    changed.pos + changed.ref.length <= gone.pos + gone.ref.length
  );
}

/** A deletion that is called on both copies, inside another of one copy, is on the other chromosome. */
function isNested(
  around: FamilyVariant,
  { kind, first, last }: GenomicEvent,
  own: Observation,
): boolean {
  if (around.event === undefined || kind !== "DEL" || !isAloneOnItsPlace(own)) return false;
  const lost = certainlyLost(around.event);
  return lost.first <= first && last <= lost.last;
}

export function isHeterozygousDeletion(observed: ObservedVariant): boolean {
  const { variant, own } = observed;
  if (variant.kind === "event" || isLostOnOne(observed)) return isLostOnOne(observed);
  return own.state === "het" && variant.ref.length > variant.alt.length;
}

/** By REF as written: that is what `*` refers to. */
function spans({ pos, ref }: Written, at: number): boolean {
  return at > pos && at < pos + ref.length;
}

function overlap(a: Written, b: Written): boolean {
  return a.pos < b.pos + b.ref.length && b.pos < a.pos + a.ref.length;
}

function minimal({ pos, ref, alt }: Written): Written {
  return minimalRepresentation(pos, ref.toUpperCase(), alt.toUpperCase());
}
