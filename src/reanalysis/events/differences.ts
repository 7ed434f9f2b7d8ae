/** Differences between two reports on one case, candidate by candidate. Pure. */
import { alleleKey } from "../../core/allele.ts";
import { compareLists } from "../../core/text.ts";
import { PAIRS_SUPPRESSED } from "../../inheritance/index.ts";
import type { ReportDocument, ReportSideCandidate } from "../../report/types.ts";
import { sameValue } from "./same-value.ts";
import type { Direction, CandidatePlace } from "../../archive/types.ts";
import type { Difference } from "./types.ts";

interface Shown {
  place: CandidatePlace;
  candidate: ReportSideCandidate;
}

/**
 * Candidates that came, went or changed in themselves. One that only stands at another rank, because of
 * others, or beyond the most pairs of its gene, or under a panel's new version, is no difference.
 * @param withheld of the newer report: `candidateId`s that must not be told of any more (DEC-49)
 */
export function differencesOf(
  before: ReportDocument,
  after: ReportDocument,
  withheld: ReadonlySet<string> = new Set(),
): Difference[] {
  const old = shownIn(before);
  const newer = shownIn(after);
  // Of two versions of the weights the scores are not on one scale.
  const sameScale = before.ranking?.weights === after.ranking?.weights;
  // Where a rule leads to another panel, the row may be the same one there.
  const samePanels = idsOf(before) === idsOf(after);
  const scoreOf = ({ score, score_v1 }: ReportSideCandidate): number =>
    sameScale ? score : score_v1;
  const ids = [...newer.keys(), ...[...old.keys()].filter((id) => !newer.has(id))];
  return ids.flatMap((candidateId): Difference[] => {
    const was = old.get(candidateId) ?? null;
    const is = newer.get(candidateId) ?? null;
    const candidate = (is ?? was)?.candidate;
    if (candidate === undefined || withheld.has(candidateId)) return [];
    const parts = was === null || is === null ? [] : partsThatDiffer(was, is, samePanels);
    if (was !== null && is !== null && parts.length === 0) return [];
    if (was !== null && is === null && gaveWay(was, after)) return [];
    return [
      {
        candidateId,
        candidate,
        before: was?.place ?? null,
        after: is?.place ?? null,
        direction: directionOf(was, is, scoreOf),
        parts,
      },
    ];
  });
}

export function shownIn(report: ReportDocument): Map<string, Shown> {
  return new Map([
    ...Object.entries(report.untiered).flatMap(([list, side]) =>
      side.map((c): [string, Shown] => [
        c.candidateId,
        { place: { tier: null, rank: null, list }, candidate: c },
      ]),
    ),
    ...report.candidates.map((c): [string, Shown] => [
      c.candidateId,
      { place: { tier: c.tier, rank: c.rank, list: null }, candidate: c },
    ]),
  ]);
}

/** A pair that others of its gene took the place of (CH-10): each of its alleles stands as high in one of them. */
function gaveWay({ candidate, place: { tier } }: Shown, after: ReportDocument): boolean {
  const { gene, variants } = candidate;
  const listed = after.candidates.filter(
    (c) =>
      c.gene.symbol === gene.symbol &&
      c.tier <= (tier ?? 0) &&
      c.flags.some((flag) => flag.startsWith(PAIRS_SUPPRESSED)),
  );
  const alleles = new Set(listed.flatMap((c) => c.variants.map(alleleKey)));
  return variants.length > 1 && variants.every((variant) => alleles.has(alleleKey(variant)));
}

function idsOf({ panels }: ReportDocument): string {
  return panels.map(({ id }) => id).join(" ");
}

/** Part of a difference: the patient's other de novo variants, which are counted in the evidence of each (DN-04). */
export const OF_THE_OTHERS = "deNovoCount";

/** Names and versions of panels and releases are not the candidate's own. @returns the part that differs */
function partThatDiffers(
  key: string,
  was: unknown,
  is: unknown,
  samePanels: boolean,
): string | null {
  if (key === "panels")
    return sameValue(ownRows(was, samePanels), ownRows(is, samePanels)) ? null : key;
  if (key !== "variants") return sameValue(was, is) ? null : key;
  if (sameValue(was, is, NOT_ITS_OWN)) return null;
  return sameValue(was, is, new Set([...NOT_ITS_OWN, OF_THE_OTHERS])) ? OF_THE_OTHERS : key;
}

/** Of a variant: which release said it, and how a rule is named and worded. */
const NOT_ITS_OWN: ReadonlySet<string> = new Set(["release", "rule", "reason"]);

function ownRows(panels: unknown, samePanels: boolean): unknown {
  if (!Array.isArray(panels)) return panels;
  return (panels as ReportSideCandidate["panels"]).map(
    ({ id, name: _name, version: _version, ...row }) => (samePanels ? { ...row, id } : row),
  );
}

function partsThatDiffer(was: Shown, is: Shown, samePanels: boolean): string[] {
  const keys = new Set([...Object.keys(was.candidate), ...Object.keys(is.candidate)]);
  for (const key of OF_OTHERS) keys.delete(key);
  const parts = [...keys].flatMap((key) => {
    const [a, b] = [was, is].map(({ candidate }): unknown => Reflect.get(candidate, key));
    return partThatDiffers(key, a, b, samePanels) ?? [];
  });
  return was.place.list === is.place.list ? parts : [...parts, "list"];
}

/** What follows from all candidates together, in other words says the same, or is there for comparison. */
const OF_OTHERS = ["rank", "chance", "shortlisted", "reason", "score_v1"] as const;

function directionOf(
  was: Shown | null,
  is: Shown | null,
  scoreOf: (candidate: ReportSideCandidate) => number,
): Direction {
  const place = (shown: Shown | null): number[] =>
    shown === null
      ? [9, 0, 0]
      : [shown.place.tier ?? 8, shown.candidate.band, -scoreOf(shown.candidate)];
  const order = compareLists(place(was), place(is));
  return order > 0 ? "up" : order < 0 ? "down" : "neutral";
}
