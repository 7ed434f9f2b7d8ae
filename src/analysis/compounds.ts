/**
 * What alleles of the proband do together where they lie on one chromosome for certain (HP-01): shown beside
 * what each does alone, which is what it is tiered and looked up by.
 */
import { classOf, CLASS_ORDER, isCodingBiotype } from "../core/consequences.ts";
import { groupedBy } from "../core/grouped.ts";
import { inCis } from "../inheritance/index.ts";
import type { FamilyVariant, InheritanceOptions } from "../inheritance/types.ts";
import type { Compound } from "../rank/types.ts";
import type { Survivor } from "../scan/types.ts";
import { hasKind } from "../store/names.ts";
import { minimalRepresentation } from "../vcf/index.ts";
import type { TranscriptConsequence } from "../vcf/types.ts";
import type { Prepared } from "./prepare.ts";

export const COMPOUND_FLAGS = { milder: "compound_milder", worse: "compound_worse" } as const;

interface InGene {
  variant: FamilyVariant;
  consequence: TranscriptConsequence;
}

/** What is said of a variant, by its key. */
export type CompoundsIn = (found: readonly InGene[]) => ReadonlyMap<string, Told>;

interface Told {
  compound: Compound;
  /** Of `COMPOUND_FLAGS`; null: as severe as the worst of them. */
  flag: string | null;
}

/** Alleles of a gene that lie further apart change no codon and restore no frame together. */
const NEAR = 150;

function isNear(a: Place, b: Place): boolean {
  return a !== b && a.chrom === b.chrom && Math.abs(a.pos - b.pos) <= NEAR;
}

type Place = Pick<FamilyVariant, "chrom" | "pos">;

/** Undefined: no two alleles lie near each other, or no gene model is at hand. */
export async function compoundReader(
  survivors: readonly Survivor[],
  { own, options, assembly, family, policy }: Prepared,
  inheritance: InheritanceOptions,
): Promise<CompoundsIn | undefined> {
  const isHeld = options.transcripts !== "none" && hasKind(options.store, "transcripts");
  const near = survivors.filter((survivor, i) =>
    [survivors[i - 1], survivors[i + 1]].some(
      (other) => other !== undefined && isNear(survivor, other),
    ),
  );
  if (near.length === 0 || (own === null && !isHeld)) return undefined;
  const { openGeneModels } = await import("./lookups/gene-models.ts");
  const places = near.map(({ chrom, pos, ref }) => ({ chrom, start: pos, end: pos + ref.length }));
  const models = await openGeneModels(own, options, assembly, places);
  if (models === null) return undefined;
  return (found) => {
    const told = new Map<string, Told>();
    const small = found.filter(({ variant }) =>
      found.some((other) => isNear(variant, other.variant)),
    );
    const byTranscript = groupedBy(small, ({ consequence }) => consequence.transcript);
    for (const list of byTranscript.values()) {
      const [first] = list;
      const alleles = list.map(({ variant: { chrom, pos, ref, alt } }) => ({
        chrom,
        ...minimalRepresentation(pos, ref, alt),
      }));
      const cis = (a: number, b: number): boolean | null => {
        const [one, other] = [list[a]?.variant, list[b]?.variant];
        return one === undefined || other === undefined
          ? null
          : inCis(family, [one, other], inheritance, policy);
      };
      for (const { members, effect } of models.compounds(first.consequence, alleles, cis)) {
        const parts = members.flatMap((i) => list[i] ?? []);
        const compound = { alleles: parts.map(({ variant }) => variant.key), ...effect };
        const flag = flagOf(parts, compound);
        for (const { variant } of parts) told.set(variant.key, { compound, flag });
      }
    }
    return told;
  };
}

function flagOf(parts: readonly InGene[], { terms }: Compound): string | null {
  const rank = (name: TranscriptConsequence["class"]): number => CLASS_ORDER.indexOf(name);
  const biotype = parts[0]?.consequence.biotype ?? "";
  const whole = rank(classOf(terms, biotype, isCodingBiotype(biotype)));
  const worst = Math.min(...parts.map(({ consequence }) => rank(consequence.class)));
  if (whole === worst) return null;
  return whole > worst ? COMPOUND_FLAGS.milder : COMPOUND_FLAGS.worse;
}
