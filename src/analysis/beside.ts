/** Alleles as the family carries them: those of a gene, and those that its filters removed near them (HP-03). */
import { variantKey, type NamedVariant } from "../core/allele.ts";
import { locusClass, type Assembly } from "../core/assembly.ts";
import type { Policy } from "../core/policy.ts";
import { liesInLost, type Lost, observe, withSiblings } from "../inheritance/index.ts";
import type { FamilyVariant, Observation } from "../inheritance/types.ts";
import type { Family } from "../pedigree/types.ts";
import type { Survivor } from "../scan/types.ts";
import { classifyAlt } from "../vcf/index.ts";

interface ObservedIn {
  assembly: Assembly;
  family: Family;
  policy: Policy;
}

export function observations(
  survivor: Survivor,
  alleleIndex: number,
  { assembly, family, policy }: ObservedIn,
  lost: readonly Lost[],
): (Observation | null)[] {
  const overDeletion = liesInLost(survivor, lost);
  const kinds = survivor.alts.map((alt) => classifyAlt(alt, survivor.ref) ?? "none");
  const locus = locusClass(assembly, survivor.chrom, survivor.pos);
  return family.people.map((person, i) => {
    const call = survivor.calls[i] ?? null;
    const fromBlock = survivor.fromBlock.includes(i);
    const isProband = i === family.proband;
    const where = {
      locus,
      sex: person.sex,
      policy,
      fromBlock,
      overDeletion: overDeletion && isProband,
    };
    const seen = observe(call, alleleIndex, kinds, where);
    const { pos, ref, alts, siblings } = survivor;
    if (seen === null || !isProband || siblings.length === 0) return seen;
    const at = { pos, ref, alt: alts[alleleIndex - 1] ?? "", alleleIndex };
    return withSiblings(seen, at, siblings, policy);
  });
}

/**
 * The proband's alleles of records of which none, or not each, is in sight: no candidates, only what a codon is read
 * with.
 */
export function besideOf(survivor: Survivor, input: ObservedIn): FamilyVariant[] {
  const { kind, chrom, pos, ref } = survivor;
  return survivor.alts.flatMap((alt, i): FamilyVariant[] => {
    if (classifyAlt(alt, ref) !== "seq") return [];
    const named: NamedVariant = { kind, chrom, pos, ref, alt };
    const seen = observations(survivor, i + 1, input, []);
    if (seen[input.family.proband]?.call.alleles.includes(i + 1) !== true) return [];
    const rarity = { dominant: false, recessive: false, mitochondrial: false };
    return [
      {
        ...named,
        key: variantKey(named),
        locus: locusClass(input.assembly, chrom, pos),
        record: -1,
        alleleIndex: i + 1,
        observations: seen,
        strong: false,
        lof: false,
        clinvarPathogenic: false,
        compoundEligible: false,
        compoundAnchor: false,
        eligible: rarity,
        deNovoEligible: false,
      },
    ];
  });
}
