/** What a change means for what can be reported (`Effect` of types.ts). */
import { ASSEMBLIES, locusClass, type Assembly } from "../../core/assembly.ts";
import type { Confidence, GeneLocation, ModeOfInheritance, PanelGene } from "../types.ts";
import type { Effect } from "./types.ts";

/** 2: tiers 1 and 2; 1: tier 3; 0: as good as absent (DEC-03). */
export function reach(confidence: Confidence | null | undefined): 0 | 1 | 2 {
  return confidence === "green" ? 2 : confidence === "amber" ? 1 : 0;
}

export function effectOf(before: number, after: number): Effect {
  return after > before ? "widens" : after < before ? "narrows" : "neutral";
}

/** Something gained widens, whatever is lost beside it; only something lost narrows. */
export function effectOfSets<T>(before: ReadonlySet<T>, after: ReadonlySet<T>): Effect {
  if ([...after].some((item) => !before.has(item))) return "widens";
  return [...before].some((item) => !after.has(item)) ? "narrows" : "neutral";
}

/**
 * Ways of inheritance that a mode's models accept (MOI-01), so that a mode which allows more has more
 * of them: an imprinted mode is the dominant one from one parent only; X-linked with monoallelic females
 * takes all that X-linked recessive does.
 */
const WAYS: Record<ModeOfInheritance, readonly string[]> = {
  monoallelic: ["from_father", "from_mother", "any_parent"],
  monoallelic_paternal_expressed: ["from_father"],
  monoallelic_maternal_expressed: ["from_mother"],
  biallelic: ["both_alleles"],
  both: ["from_father", "from_mother", "any_parent", "both_alleles"],
  both_biallelic_severe: ["from_father", "from_mother", "any_parent", "both_alleles"],
  x_biallelic_females: ["x_male"],
  x_monoallelic_females: ["x_male", "x_female"],
  mitochondrial: ["mt"],
  unknown: [],
  other: [],
  missing: [],
};

const ALL: readonly string[] = Object.values(WAYS).flat();

/** On X outside the pseudoautosomal regions, autosomal words mean their X-linked models. */
function onX({ location }: PanelGene): boolean {
  return ASSEMBLIES.some((assembly) => {
    const place = location[assembly];
    return place !== null && locusClass(assembly, place.chrom, place.start) === "x";
  });
}

function waysOf(gene: PanelGene): ReadonlySet<string> {
  const { mode } = gene;
  if (mode === "unknown" || mode === "other" || mode === "missing") return new Set(ALL);
  if (onX(gene)) {
    if (mode === "biallelic") return new Set(WAYS.x_biallelic_females);
    if (mode === "monoallelic" || mode === "both" || mode === "both_biallelic_severe")
      return new Set(WAYS.x_monoallelic_females);
  }
  return new Set(WAYS[mode]);
}

/** Of a change of the mode of inheritance. */
export function effectOfMode(before: PanelGene, after: PanelGene): Effect {
  // Text that names no mode tries every model that the chromosome allows: compare like with like.
  const placed = { ...before, location: known(before, after) };
  return effectOfSets(waysOf(placed), waysOf({ ...after, location: known(after, before) }));
}

function known(first: PanelGene, second: PanelGene): PanelGene["location"] {
  return {
    GRCh37: first.location.GRCh37 ?? second.location.GRCh37,
    GRCh38: first.location.GRCh38 ?? second.location.GRCh38,
  };
}

/** Of a change of extent on both assemblies: DEC-16 counts a variant only inside it. */
export function effectOfPlaces(
  before: Record<Assembly, GeneLocation | null>,
  after: Record<Assembly, GeneLocation | null>,
): Effect {
  return strongest(ASSEMBLIES.map((assembly) => effectOfPlace(before[assembly], after[assembly])));
}

/** Widening dominates. */
export function strongest(effects: readonly Effect[]): Effect {
  const found = (["widens", "narrows"] as const).find((effect) => effects.includes(effect));
  return found ?? "neutral";
}

/** A gene without coordinates is found by name alone, so gaining or losing them is neutral. */
function effectOfPlace(before: GeneLocation | null, after: GeneLocation | null): Effect {
  if (before === null || after === null) return "neutral";
  if (before.chrom !== after.chrom || after.start < before.start || after.end > before.end)
    return "widens";
  return after.start > before.start || after.end < before.end ? "narrows" : "neutral";
}
