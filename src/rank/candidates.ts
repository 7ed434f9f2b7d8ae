/**
 * From one gene's variants and inheritance results to its candidates: one per set of alleles that passes a model
 * (docs/ranking.md; DEC-01 to DEC-10). Pure; the order of the input does not matter.
 */
import { variantKey } from "../core/allele.ts";
import { compareText } from "../core/text.ts";
import { candidateId, panelsOf } from "./gene.ts";
import { groundsOf, tierOfAlleles, tierOverDeletion } from "./grounds.ts";
import {
  deNovoOf,
  matchModels,
  offPanelFlags,
  passingByAlleles,
  standingOf,
  type Match,
} from "./models.ts";
import { compareVariants, rankCandidates } from "./order.ts";
import { bandOf, modelFlags, uniqueSorted, variantFlags } from "./place.ts";
import { reasonOf } from "./reason.ts";
import { measuresOf, scoreOf } from "./score.ts";
import { scoreV1 } from "./score-v1.ts";
import {
  belongs,
  sideCandidate,
  sideCandidates,
  isTranslocationOfX,
  takenBySideList,
} from "./side.ts";
import type {
  Candidate,
  GeneCandidates,
  GeneToRank,
  GeneVariant,
  RankDrop,
  RankDropReason,
  SideCandidate,
  Tier,
} from "./types.ts";

/**
 * One candidate per gene and allele set, unranked but in a fixed order, the untiered lists, and every
 * variant that is in neither, with a reason.
 */
export function candidatesOfGene(input: GeneToRank): GeneCandidates {
  const looked = standingOf(input);
  if ("dropped" in looked) {
    const dropped = input.variants.map(({ key }) => ({
      key,
      reason: looked.dropped,
      detail: `${input.gene.symbol} ${looked.dropped === "below_min_confidence" ? "is amber, and only green genes were asked for" : "has enough confidence on none of the applied panels"}`,
    }));
    return { candidates: [], side: [], dropped };
  }
  const byKey = new Map(input.variants.map((v) => [v.key, v]));
  const refused = new Map<string, RankDrop>();
  const candidates: Candidate[] = [];
  for (const [members, match] of allelesToJudge(input, looked.standing, byKey)) {
    const outcome = judge(input, members, match);
    if ("candidateId" in outcome) candidates.push(outcome);
    else for (const { key } of members) keepWeightiest(refused, { key, ...outcome });
  }
  const listed = sideCandidates(input, looked.standing, byKey, candidates);
  const side = [
    ...listed,
    ...gelTierA(input, looked.standing, refused, [...candidates, ...listed]),
  ];
  const shown = new Set([...candidates, ...side].flatMap((c) => c.variants.map(variantKey)));
  const dropped = input.variants
    .filter(({ variant }) => !shown.has(variantKey(variant)))
    .map(
      ({ key }): RankDrop =>
        refused.get(key) ?? {
          key,
          reason: "no_model_passes",
          detail: "no model of inheritance fits the family",
        },
    )
    .toSorted((a, b) => compareText(a.key, b.key));
  return { candidates: rankCandidates(candidates), side, dropped };
}

/** DEC-24: what Genomics England would label A in a green gene or region, and is shown nowhere else. */
function gelTierA(
  input: GeneToRank,
  standing: Match["standing"],
  refused: ReadonlyMap<string, RankDrop>,
  shown: readonly (Candidate | SideCandidate)[],
): SideCandidate[] {
  if (standing !== "green") return [];
  const keys = new Set(shown.flatMap((c) => c.variants.map(variantKey)));
  return input.variants.flatMap((member): SideCandidate[] => {
    const { variant, key } = member;
    if (variant.kind !== "event" || variant.event.gelCnvTier === null || keys.has(key)) return [];
    const reason = refused.get(key)?.detail ?? "no model of inheritance fits the family";
    return [sideCandidate(input, standing, member, { list: "gel_tier_a", flags: [], reason })];
  });
}

/** Allele sets with their passing models. Inheritance off: every variant by itself, without a model. */
function* allelesToJudge(
  input: GeneToRank,
  standing: Match["standing"],
  byKey: ReadonlyMap<string, GeneVariant>,
): Generator<[members: GeneVariant[], match: Match | null]> {
  if (!input.options.policy.inheritance.enabled) {
    const rows = (input.tableGene?.rows ?? []).flatMap((row, i) =>
      row.confidence === standing ? [i] : [],
    );
    for (const member of input.variants)
      yield [[member], { models: [], standing, named: true, rows }];
    return;
  }
  for (const [alleles, passing] of passingByAlleles(input.inheritance, input.options.penetrance)) {
    const members = alleles.split(" ").flatMap((key) => byKey.get(key) ?? []);
    if (members.length !== passing[0]?.alleles.length) continue;
    yield [
      members.toSorted((a, b) => compareVariants(a.variant, b.variant)),
      matchModels(input, standing, passing),
    ];
  }
}

type Refusal = { reason: RankDropReason; detail: string };

/** A variant may be refused alone and in pairs; the reason nearest to a candidate is told. */
const WEIGHT: readonly RankDropReason[] = ["no_tier_ground", "no_model_passes", "moi_mismatch"];

function keepWeightiest(refused: Map<string, RankDrop>, drop: RankDrop): void {
  const before = refused.get(drop.key);
  if (before === undefined || WEIGHT.indexOf(drop.reason) > WEIGHT.indexOf(before.reason))
    refused.set(drop.key, drop);
}

function judge(
  input: GeneToRank,
  members: readonly GeneVariant[],
  match: Match | null,
): Candidate | Refusal {
  if (match === null)
    return { reason: "moi_mismatch", detail: "fits only models that are not accepted here" };
  const { policy } = input.options;
  const variants = members.map((m) => m.variant);
  const deNovo = members.map((m) => deNovoOf(match.models, m.key));
  const grounds = groundsOf(input, variants, deNovo, match.rows);
  const isOver = match.models[0]?.model === "AR_DEL_HEMI";
  const natural = isOver ? tierOverDeletion(variants, grounds) : tierOfAlleles(grounds);
  if (natural === null)
    return {
      reason: "no_tier_ground",
      detail: `${variants.map((v) => v.consequence.terms.join("&")).join(" and ")}: does not meet the criteria of any tier`,
    };
  const [best] = match.models;
  const offPanel = match.standing === "off_panel";
  const mosaicOrCarrier = members.length === 1 && takenBySideList(input, members[0]?.key, match);
  const isWorthy =
    grounds.some((g) => g.mismatchWorthy) ||
    (members.length === 1 && isTranslocationOfX(input, members[0]?.key));
  if (mosaicOrCarrier || (!match.named && !isWorthy))
    return {
      reason: "moi_mismatch",
      detail: `fits ${match.models.map((m) => m.model).join(", ")}, which is no panel's mode of inheritance`,
    };
  // GEL leaves non-coding genes out of tier 3 when they are on no panel.
  const noncoding = variants.some((v) => v.consequence.class === "noncoding_exon");
  if (offPanel && noncoding && !grounds.some((g) => g.mismatchWorthy))
    return { reason: "no_tier_ground", detail: "non-coding gene on no applied panel" };
  const tier: Tier = match.standing === "green" && match.named ? natural : 3;
  const flags = uniqueSorted([
    ...variants.flatMap((v) => variantFlags(v, policy)),
    ...grounds.flatMap((g) => g.flags),
    ...(best === undefined ? ["inheritance_off"] : modelFlags(best)),
    ...(match.standing === "amber" ? ["amber"] : []),
    ...offPanelFlags(input, match.standing),
    ...(input.disputed ? ["gene_disputed"] : []),
    ...(match.named ? modeFlags(input, match.rows) : ["moi_mismatch"]),
    ...input.inheritance.side
      .filter((s) => members.length === 1 && members[0]?.key === s.allele)
      .filter((s) => belongs(input, match.standing, s))
      .map((s) => s.list),
    ...input.inheritance.flags,
  ]);
  const scored = {
    variants,
    deNovo,
    best: best ?? null,
    measures: measuresOf(input, variants),
    isGreen: match.standing === "green" && match.named,
  };
  const candidate: Omit<Candidate, "reason"> = {
    candidateId: candidateId(input.assembly, input.gene, variants.map(variantKey)),
    tier,
    band: bandOf(flags, grounds),
    ...scoreOf(scored, policy),
    score_v1: scoreV1(scored, policy),
    gene: input.gene,
    assembly: input.assembly,
    variants,
    models: match.models,
    verdict: best?.verdict === "UNCERTAIN" ? "UNCERTAIN" : "PASS",
    flags,
    panels: panelsOf(input),
  };
  return { ...candidate, reason: reasonOf(candidate, `Tier ${tier}`, deNovo) };
}

/** What the rows that name the model leave open (MOI-01), told only when no row is definite. */
function modeFlags(input: GeneToRank, matched: readonly number[]): string[] {
  const modes = matched.flatMap((i) => input.tableGene?.rows[i]?.mode ?? []);
  const severe = modes.includes("both_biallelic_severe") ? ["biallelic_more_severe"] : [];
  const open = modes.flatMap((mode) => OPEN_MODES[mode] ?? []);
  return open.length === modes.length ? [...severe, ...open] : severe;
}

const OPEN_MODES: Readonly<Record<string, string>> = {
  unknown: "moi_unknown",
  other: "moi_other_see_comments",
  missing: "moi_missing",
};
