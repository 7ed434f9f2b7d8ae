/** UPD-01, UPD-02: chromosomes on which a child has one parent's alleles alone. */
import { counted } from "../core/counted.ts";
import type { Family } from "./model.ts";
import type { SampleCheck } from "./judge.ts";
import { TALLY_CHROMOSOMES, type Tally } from "./tally.ts";

const MIN_SITES = 20;
const MIN_SPREAD = 5_000_000;
const TIMES_MEDIAN = 10;
/** Below this share of heterozygotes the two copies are one and the same (isodisomy). */
const ISODISOMY_HET_SHARE = 0.1;
/** Chromosomes with imprinted disease genes (UPD-02). */
const IMPRINTED = new Set([6, 7, 11, 14, 15, 20]);
const PARENTS = ["paternal", "maternal"];

/**
 * One check per child with both parents genotyped: a warning per chromosome with at least 20 sites over
 * 5 Mb and more than ten times the other chromosomes' median. The windows see whole chromosomes only.
 */
export function judgeDisomy(tally: Tally, family: Family): SampleCheck[] {
  return family.people.flatMap((person, child) => {
    const parents = [person.father, person.mother].map((i) =>
      i === null ? undefined : family.people[i],
    );
    const usable = parents.every((p) => p !== undefined && p.sample !== null && p.geneticParent);
    if (person.sample === null || !usable) return [];
    return judgeChild(tally, person.id, child);
  });
}

function judgeChild(tally: Tally, id: string, child: number): SampleCheck[] {
  const check = { check: "uniparental_disomy", subject: id };
  const warnings: SampleCheck[] = [];
  let sites = 0;
  for (const [side, parent] of PARENTS.entries()) {
    const from = (2 * child + side) * TALLY_CHROMOSOMES;
    const counts = tally.updSites.slice(from, from + TALLY_CHROMOSOMES);
    for (const [c, count] of counts.entries()) {
      sites += count;
      const spread = (tally.updLast[from + c] ?? -1) - (tally.updFirst[from + c] ?? -1);
      const others = median(counts.filter((_, other) => other !== c));
      if (count < MIN_SITES || spread < MIN_SPREAD || count <= TIMES_MEDIAN * others) continue;
      const imprinted = IMPRINTED.has(c + 1)
        ? "; the chromosome holds imprinted genes (UPD-02)"
        : "";
      warnings.push({
        ...check,
        outcome: "warning",
        detail: `chromosome ${c + 1}: ${parent} ${kindOf(tally, child, c)} suspected, ${count} sites over ${Math.round(spread / 1e6)} Mb${imprinted}`,
      });
    }
  }
  if (warnings.length > 0) return warnings;
  const informative = (tally.pairSites[2 * child] ?? 0) + (tally.pairSites[2 * child + 1] ?? 0);
  return informative === 0
    ? [{ ...check, outcome: "not_checked", detail: "no informative sites" }]
    : [
        {
          ...check,
          outcome: "passed",
          detail: `${counted(sites, "site")} in all, no chromosome stands out`,
        },
      ];
}

function kindOf(tally: Tally, child: number, chromosome: number): string {
  const slot = child * TALLY_CHROMOSOMES + chromosome;
  const all = tally.childNonReference[slot] ?? 0;
  const share = all === 0 ? 0 : (tally.childHeterozygous[slot] ?? 0) / all;
  return share < ISODISOMY_HET_SHARE ? "isodisomy" : "heterodisomy";
}

function median(counts: number[]): number {
  const sorted = [...counts].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
}
