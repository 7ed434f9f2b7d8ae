/**
 * The combined effect of the proband's alleles that certainly lie on one chromosome (HP-01): shown beside the
 * effect of each by itself, by which it is tiered and looked up.
 */
import { classOf, CLASS_ORDER, isCodingBiotype } from "../core/consequences.ts";
import { groupedBy } from "../core/grouped.ts";
import { compareText } from "../core/text.ts";
import { inCis } from "../inheritance/index.ts";
import type { FamilyVariant, InheritanceOptions } from "../inheritance/types.ts";
import type { Compound } from "../rank/types.ts";
import type { Survivor } from "../scan/types.ts";
import { NEIGHBOUR_BASES } from "../scan/index.ts";
import { minimalRepresentation } from "../vcf/index.ts";
import type { ConsequenceClass, TranscriptConsequence } from "../vcf/types.ts";
import { besideOf } from "./beside.ts";
import { MNV_FLAG } from "../inheritance/index.ts";
import { holdsTranscripts } from "./own-transcripts.ts";
import type { Prepared } from "./prepare.ts";

export const COMPOUND_FLAGS = { milder: "compound_milder", worse: "compound_worse" } as const;

interface InGene {
  variant: FamilyVariant;
  consequence: TranscriptConsequence;
}

/** What is said of a variant, by its key. */
export type CompoundsIn = (found: readonly InGene[]) => ReadonlyMap<string, Told>;

interface Told {
  /** Undefined: what they do together is not known. */
  compound: Compound | undefined;
  /** Of `COMPOUND_FLAGS`, or the codon's; null: as severe as the worst of them. */
  flag: string | null;
}

function isNear(a: Place, b: Place): boolean {
  return a !== b && a.chrom === b.chrom && Math.abs(a.pos - b.pos) <= NEIGHBOUR_BASES;
}

type Place = Pick<FamilyVariant, "chrom" | "pos">;

/**
 * Undefined: no two alleles lie near each other, or no gene model is at hand.
 * @param neighbours records near a survivor that left, of which nothing but what they are read with is asked
 */
export async function compoundReader(
  { survivors, neighbours }: { survivors: readonly Survivor[]; neighbours: readonly Survivor[] },
  prepared: Prepared,
  inheritance: InheritanceOptions,
): Promise<CompoundsIn | undefined> {
  const { assembly, family, policy } = prepared;
  const near = [...survivors, ...neighbours]
    .toSorted((a, b) => compareText(a.chrom, b.chrom) || a.pos - b.pos)
    .filter((one, i, all) =>
      [all[i - 1], all[i + 1]].some((other) => other !== undefined && isNear(one, other)),
    );
  if (near.length === 0 || !holdsTranscripts(prepared)) return undefined;
  const { openGeneModels } = await import("./lookups/gene-models.ts");
  const places = near.map(({ chrom, pos, ref }) => ({ chrom, start: pos, end: pos + ref.length }));
  const models = await openGeneModels(prepared, places);
  if (models === null) return undefined;
  const besideIn = (records: readonly Survivor[]): FamilyVariant[] =>
    records.flatMap((record) => besideOf(record, { assembly, family, policy }));
  const all = [...new Map(besideIn(near).map((one) => [one.key, one])).values()];
  const doubted = new Set(
    besideIn(near.filter(({ isDoubted }) => isDoubted)).map(({ key }) => key),
  );
  return (found) => {
    const told = new Map<string, Told>();
    const keys = new Set(found.map(({ variant }) => variant.key));
    const others = all.filter(
      (one) => !keys.has(one.key) && found.some(({ variant }) => isNear(one, variant)),
    );
    const small = found.filter(({ variant }) =>
      [...found.map((one) => one.variant), ...others].some((other) => isNear(variant, other)),
    );
    const read = (list: [InGene, ...InGene[]], beside: readonly FamilyVariant[]): void => {
      const [first] = list;
      const variants = [...list.map(({ variant }) => variant), ...beside];
      const alleles = variants.map(({ chrom, pos, ref, alt }) => ({
        chrom,
        ...minimalRepresentation(pos, ref, alt),
      }));
      const cis = (a: number, b: number): boolean | null => {
        const [one, other] = [variants[a], variants[b]];
        if (one === undefined || other === undefined) return null;
        return doubted.has(one.key) || doubted.has(other.key)
          ? null
          : inCis(family, [one, other], inheritance, policy);
      };
      const { consequence } = first;
      const severity = ({ effect }: { effect: { terms: string[] } | null }): number =>
        effect === null ? Infinity : rankOf(consequence, effect.terms);
      // A homozygous change is read with what is on either chromosome: the worse is told.
      const groups = models
        .compounds(consequence, alleles, cis)
        .toSorted((a, b) => severity(a) - severity(b));
      for (const { members, effect, terms } of groups) {
        const compound =
          effect === null
            ? undefined
            : { alleles: members.flatMap((i) => variants[i]?.key ?? []), ...effect };
        const alone = members.map((i, at) => list[i]?.consequence.class ?? terms[at] ?? []);
        const flag = compound === undefined ? MNV_FLAG : flagOf(consequence, alone, compound.terms);
        for (const i of members) {
          const key = list[i]?.variant.key;
          if (key !== undefined && !told.has(key)) told.set(key, { compound, flag });
        }
      }
    };
    const byTranscript = groupedBy(small, ({ consequence }) => consequence.transcript);
    for (const list of byTranscript.values()) {
      read(
        list,
        others.filter(({ key }) => !doubted.has(key)),
      );
      // What failed FILTER leaves open what is there, and takes nothing from what the others do.
      if (others.some(({ key }) => doubted.has(key))) read(list, others);
    }
    return told;
  };
}

/** @param alone of each part its class, or the terms by which it has one */
function flagOf(
  consequence: TranscriptConsequence,
  alone: readonly (ConsequenceClass | string[])[],
  terms: readonly string[],
): string | null {
  const whole = rankOf(consequence, terms);
  const worst = Math.min(...alone.map((of) => rankOf(consequence, of)));
  if (whole === worst) return null;
  return whole > worst ? COMPOUND_FLAGS.milder : COMPOUND_FLAGS.worse;
}

function rankOf(
  { biotype }: TranscriptConsequence,
  of: ConsequenceClass | readonly string[],
): number {
  return CLASS_ORDER.indexOf(
    typeof of === "string" ? of : classOf(of, biotype, isCodingBiotype(biotype)),
  );
}
