/** Substitutions of the proband that share a codon: their individual consequences may be wrong (VCF-53). */
import type { SmallAllele } from "../core/allele.ts";
import { termInfo } from "../core/consequences.ts";
import { inCis } from "./evaluate.ts";
import type { FamilyVariant, InheritanceOptions } from "./types.ts";
import type { Policy } from "../core/policy.ts";
import { remembered } from "../core/once.ts";
import type { Family } from "../pedigree/types.ts";
import { minimalRepresentation } from "../vcf/index.ts";
import type { ConsequenceClass, TranscriptConsequence } from "../vcf/types.ts";

export const MNV_FLAG = "possible_MNV_codon";

/** A variant of one gene, with what the reporting transcript says of it. */
interface InGene {
  variant: FamilyVariant;
  consequence: TranscriptConsequence;
  /** The input line. */
  line: Uint8Array;
}

interface Substitution extends InGene {
  /** 1-based, inclusive. */
  start: number;
  end: number;
}

/** Classes of terms that tell of a codon, splice sites aside: the same change may lie beside one. */
const IN_CODON: ReadonlySet<ConsequenceClass> = new Set(["lof", "protein_altering", "synonymous"]);

/** Keys of those that lie in a codon with another one, on one chromosome or not shown to be on two. */
export function sharedCodons(
  found: readonly InGene[],
  family: Family,
  options: InheritanceOptions,
  policy: Policy,
): Set<string> {
  const shared = new Set<string>();
  const all = found.flatMap(substitution).sort((a, b) => a.start - b.start);
  const compare = (a: Substitution, b: Substitution): void => {
    if (b.start <= a.end || a.variant.chrom !== b.variant.chrom) return;
    if (!mayBeOneCodon(a.consequence, b.consequence) || isReadTogether(a, b)) return;
    if (inCis(family, [a.variant, b.variant], options, policy) === false) return;
    shared.add(a.variant.key).add(b.variant.key);
  };
  for (const [i, a] of all.entries())
    for (const b of all.slice(i + 1)) {
      if (b.start - a.end > policy.phase.codonBases) break;
      compare(a, b);
    }
  for (const one of byResidue(all))
    for (const [i, a] of one.entries()) for (const b of one.slice(i + 1)) compare(a, b);
  return shared;
}

/** Those of one residue of one transcript, however far apart: an intron may lie inside their codon. */
function byResidue(all: readonly Substitution[]): Substitution[][] {
  const groups = new Map<string, Substitution[]>();
  for (const one of all) {
    const span = residues(one.consequence);
    if (span === null) continue;
    // A substitution of many bases is no matter of one codon at an exon's edge.
    for (let residue = span[0]; residue <= Math.min(span[1], span[0] + 1); residue++)
      remembered(groups, `${one.consequence.transcript} ${residue}`, () => []).push(one);
  }
  return [...groups.values()].filter((group) => group.length > 1);
}

function substitution(of: InGene): Substitution[] {
  switch (of.variant.kind) {
    case "small":
      return smallSubstitution(of, of.variant);
    case "event":
      return [];
  }
}

function smallSubstitution(of: InGene, variant: SmallAllele): Substitution[] {
  const { pos, ref, alt } = minimalRepresentation(variant.pos, variant.ref, variant.alt);
  const isInCodon = of.consequence.terms.some(
    (term) => !term.startsWith("splice_") && IN_CODON.has(termInfo(term).class),
  );
  return ref.length === alt.length && isInCodon
    ? [{ ...of, start: pos, end: pos + ref.length - 1 }]
    : [];
}

/** False only where one transcript counts the residues of both and they differ. */
function mayBeOneCodon(a: TranscriptConsequence, b: TranscriptConsequence): boolean {
  const [first, second] = [residues(a), residues(b)];
  if (a.transcript !== b.transcript || first === null || second === null) return true;
  return first[0] <= second[1] && second[0] <= first[1];
}

/** First and last residue, by the protein position or else by HGVS. */
function residues({ proteinPosition = "", hgvsp }: TranscriptConsequence): [number, number] | null {
  const match =
    /^(\d+)(?:-(\d+))?/.exec(proteinPosition) ??
    /p\.\(?[A-Za-z*]+(\d+)(?:_[A-Za-z*]+(\d+))?/.exec(hgvsp);
  return match === null ? null : [Number(match[1]), Number(match[2] ?? match[1])];
}

/** bcftools csq has told the consequence of both together: `100G>A+101C>T`. */
function isReadTogether(a: Substitution, b: Substitution): boolean {
  const [first, second] = [a, b].map(({ variant: v }) => `${v.pos}${v.ref}>${v.alt}`);
  return [a, b].some(({ line }) =>
    Buffer.from(line)
      .toString("latin1")
      .split(/[|,;\t]/)
      .map((part) => part.split("+"))
      .some((changes) => changes.includes(first ?? "") && changes.includes(second ?? "")),
  );
}
