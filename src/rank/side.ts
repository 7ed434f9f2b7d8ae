/**
 * Lists outside the tiers (DEC-09): `one_hit`, `possible_mosaic` (DN-08), `xlr_female_het`,
 * `low_heteroplasmy` (DEC-51).
 * Inheritance proposes, panels decide: only genes that an applied panel holds are listed.
 */
import { variantKey } from "../core/allele.ts";
import type { SideListEntry } from "../inheritance/types.ts";
import { candidateId, panelsOf } from "./gene.ts";
import { groundsOf } from "./grounds.ts";
import { deNovoOf, offPanelFlags, type GeneStanding, type Match } from "./models.ts";
import { rankSide } from "./order.ts";
import { bandOf, uniqueSorted, variantFlags } from "./place.ts";
import { reasonOf } from "./reason.ts";
import { measuresOf, scoreOf } from "./score.ts";
import { scoreV1 } from "./score-v1.ts";
import type { Candidate, GeneToRank, GeneVariant, SideCandidate } from "./types.ts";

/**
 * A single allele that a list takes instead of a tier. A possible mosaic gets no tier from automation
 * (DN-08), but for large events that dosage-sensitive genes and regions lose or gain (SVE-19). X-03 asks for the very things that DEC-04 asks for, so without this its list would be empty.
 */
export function takenBySideList(input: GeneToRank, key: string | undefined, match: Match): boolean {
  if (match.standing === "off_panel" || isTranslocationOfX(input, key)) return false;
  return input.inheritance.side.some(
    (entry) =>
      entry.allele === key &&
      ((entry.list === "possible_mosaic" && entry.mayBeCandidate !== true) ||
        (entry.list === "xlr_female_het" && !match.named && greenModels(input).has("XLR"))),
  );
}

/**
 * SVH-10: a woman's X that is joined to an autosome stays active in all of her cells, so that a gene broken on it is
 * lost: no carrier's, also where the disease is recessive.
 */
export function isTranslocationOfX(input: GeneToRank, key: string | undefined): boolean {
  const isHers = input.inheritance.side.some(
    (entry) => entry.list === "xlr_female_het" && entry.allele === key,
  );
  const member = isHers ? input.variants.find((one) => one.key === key) : undefined;
  return member?.variant.flags.includes("x_autosome_translocation") === true;
}

export function sideCandidates(
  input: GeneToRank,
  standing: GeneStanding,
  byKey: ReadonlyMap<string, GeneVariant>,
  candidates: readonly Candidate[],
): SideCandidate[] {
  const covered = new Set(candidates.flatMap((c) => c.variants.map(variantKey)));
  const listed = new Set<string>();
  const side = input.inheritance.side.flatMap((entry): SideCandidate[] => {
    const member = byKey.get(entry.allele);
    if (member === undefined || covered.has(variantKey(member.variant))) return [];
    // The allele may stand in more than one record.
    if (listed.size === listed.add(`${entry.list} ${entry.allele}`).size) return [];
    return belongs(input, standing, entry) ? [sideCandidate(input, standing, member, entry)] : [];
  });
  return rankSide(side);
}

/** Whether the panels' modes let a gene's allele stand on a list (docs/ranking.md). */
export function belongs(
  input: GeneToRank,
  standing: GeneStanding,
  entry: Pick<SideListEntry, "list">,
): boolean {
  const models = greenModels(input);
  switch (entry.list) {
    case "one_hit":
      return models.has("AR_HOM") || models.has("AR_COMPHET") || models.has("XLR_COMPHET");
    case "xlr_female_het":
      return models.has("XLR");
    case "possible_mosaic":
    case "failed_filter_event":
      return standing !== "off_panel";
    case "low_heteroplasmy":
      return true;
  }
}

function greenModels(input: GeneToRank): Set<string> {
  const rows = input.tableGene?.rows ?? [];
  return new Set(
    rows.flatMap((row, i) => (row.confidence === "green" ? (input.modelsNamed[i] ?? []) : [])),
  );
}

export function sideCandidate(
  input: GeneToRank,
  standing: GeneStanding,
  member: GeneVariant,
  entry: Pick<SideListEntry, "flags" | "reason"> & Pick<SideCandidate, "list">,
): SideCandidate {
  const { policy } = input.options;
  const { variant } = member;
  const results = input.inheritance.results.filter((r) => r.alleles.includes(member.key));
  const deNovo = [deNovoOf(results, member.key)];
  const grounds = groundsOf(input, [variant], deNovo, []);
  const flags = uniqueSorted([
    ...variantFlags(variant, policy),
    ...grounds.flatMap((ground) => ground.flags),
    ...entry.flags,
    ...input.inheritance.flags,
    ...offPanelFlags(input, standing),
    entry.list,
  ]);
  const scored = {
    variants: [variant],
    deNovo,
    best: null,
    measures: measuresOf(input, [variant]),
    isGreen: false,
  };
  const candidate = {
    candidateId: candidateId(input.assembly, input.gene, [variantKey(variant)]),
    band: bandOf(flags, grounds),
    ...scoreOf(scored, policy),
    score_v1: scoreV1(scored, policy),
    gene: input.gene,
    assembly: input.assembly,
    variants: [variant],
    models: [],
    verdict: "UNCERTAIN" as const,
    flags,
    panels: panelsOf(input),
    list: entry.list,
  };
  return {
    ...candidate,
    reason: reasonOf(candidate, SIDE_TITLES[entry.list], deNovo, entry.reason),
  };
}

export const SIDE_TITLES: Record<SideCandidate["list"], string> = {
  one_hit: "One hit, second hit not found",
  possible_mosaic: "Possible mosaic",
  xlr_female_het: "Heterozygous female, X-linked recessive gene",
  failed_filter_event: "Failed filter",
  low_heteroplasmy: "Low level of heteroplasmy",
  gel_tier_a: "Tier A of Genomics England, not tiered here",
};
