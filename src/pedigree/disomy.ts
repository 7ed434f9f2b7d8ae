/**
 * UPD-01, UPD-02: chromosomes on which a child has only one parent's alleles. Looked at are the sites where the
 * parents are homozygous for different alleles: a child of both is heterozygous there, but for errors.
 */
import { counted } from "../core/counted.ts";
import type { Policy } from "../core/policy.ts";
import { atLeast, atMost } from "./binomial.ts";
import type { Family } from "./types.ts";
import type { SampleCheck } from "./judge.ts";
import { TALLY_CHROMOSOMES, type Tally } from "./tally.ts";

/** Chromosomes with imprinted disease genes (UPD-02). */
const IMPRINTED = new Set([6, 7, 11, 14, 15, 20]);
/** Of these sites, where a stranger stands for one parent, those at which the child has the other's allele alone. */
const STRANGER_SHARE = 0.5;
const PARENTS = ["paternal", "maternal"] as const;

/** What one autosome shows of a child. */
export interface ChromosomeDisomy {
  /** 1 to 22. */
  chromosome: number;
  /** Null: none found. */
  found: { parent: "paternal" | "maternal"; count: number; spread: number; whole: boolean } | null;
  /** Sites that could have shown it. */
  sites: number;
  /** No disomy where one would have been found: of the whole chromosome, or of a part that shows. */
  excluded: boolean;
}

/** Each autosome of a child; null without the genotypes of both genetic parents. */
export function disomyOf(
  tally: Tally,
  family: Family,
  child: number,
  policy: Policy,
): ChromosomeDisomy[] | null {
  const person = family.people[child];
  if (person === undefined || person.sample === null) return null;
  const parents = [person.father, person.mother].map((i) =>
    i === null ? undefined : family.people[i],
  );
  if (!parents.every((p) => p !== undefined && p.sample !== null && p.geneticParent)) return null;
  return Array.from({ length: TALLY_CHROMOSOMES }, (_, c) =>
    judgeChromosome(tally, child, c, policy),
  );
}

function judgeChromosome(tally: Tally, child: number, c: number, policy: Policy): ChromosomeDisomy {
  const { disomy: limits, falseAlarm, falsePass } = policy.sampleChecks;
  const slots = [0, 1, 2].map((kind) => (3 * child + kind) * TALLY_CHROMOSOMES + c);
  const counts = slots.map((slot) => tally.disomySites[slot] ?? 0);
  const sites = counts.reduce((a, b) => a + b, 0);
  const found = PARENTS.flatMap((parent, side) => {
    const count = counts[side] ?? 0;
    const spread = spreadOf(tally, slots.slice(side, side + 1));
    const whole = count >= limits.minShare * sites;
    // Sites of one place are one event, a deletion say: they must lie apart.
    const isFound =
      count >= (whole ? limits.minSites : limits.minSegmentSites) &&
      spread >= limits.minSpread &&
      atLeast(count, sites, limits.errorRate) <= falseAlarm / (2 * TALLY_CHROMOSOMES);
    return isFound ? [{ parent, count, spread, whole }] : [];
  });
  const most = Math.max(counts[0] ?? 0, counts[1] ?? 0);
  return {
    chromosome: c + 1,
    found: found[0] ?? null,
    sites,
    excluded:
      sites >= limits.minSites &&
      spreadOf(tally, slots) >= limits.minSpread &&
      atMost(most, sites, 1 - limits.errorRate) <= falsePass &&
      atLeast(most, sites, limits.errorRate) > falsePass,
  };
}

/** Bases from the first to the last of the sites. */
function spreadOf(tally: Tally, slots: number[]): number {
  const firsts = slots.map((slot) => tally.disomyFirst[slot] ?? -1).filter((pos) => pos >= 0);
  const lasts = slots.map((slot) => tally.disomyLast[slot] ?? -1);
  return firsts.length === 0 ? 0 : Math.max(...lasts) - Math.min(...firsts);
}

/**
 * The check in words: a warning per chromosome, and one line on the rest, which is "passed" only where the
 * disomy of any autosome would have been found.
 * @param related what the relatedness check says, and how likely a stranger fits the other chromosomes as
 *   well: alleles of a stranger look like a disomy
 */
export function judgeDisomy(
  tally: Tally,
  chromosomes: readonly ChromosomeDisomy[],
  child: number,
  related: SampleCheck & { asStranger: number },
  policy: Policy,
): SampleCheck[] {
  const check = { check: "uniparental_disomy", subject: related.subject };
  if (related.outcome === "failed")
    return [{ ...check, outcome: "not_checked", detail: related.detail }];
  const isTold = ({ found, sites }: ChromosomeDisomy): boolean =>
    found !== null &&
    (related.outcome !== "not_checked" ||
      related.asStranger * atLeast(found.count, sites, STRANGER_SHARE) <=
        policy.sampleChecks.falseAlarm);
  const warnings = chromosomes.filter(isTold).flatMap(({ chromosome, found }): SampleCheck[] => {
    if (found === null) return [];
    const place = `${found.whole ? "" : "part of "}chromosome ${chromosome}`;
    const sites = `${counted(found.count, "site")} over ${Math.round(found.spread / 1e6)} Mb`;
    const imprinted = IMPRINTED.has(chromosome) ? "; the chromosome holds imprinted genes" : "";
    const kind = kindOf(tally, child, chromosome - 1, policy);
    const detail = `${place}: ${found.parent} ${kind} suspected, ${sites}${imprinted}`;
    return [{ ...check, outcome: "warning", detail }];
  });
  const rest = chromosomes.filter((one) => !isTold(one));
  const open = rest.filter(({ excluded }) => !excluded).map(({ chromosome }) => chromosome);
  if (open.length > 0) {
    const others = open.length < rest.length ? "; nothing stands out on the others" : "";
    const named = `chromosome${open.length === 1 ? "" : "s"} ${ranges(open)}`;
    const detail = `too few or conflicting sites on ${named}${others}`;
    return [...warnings, { ...check, outcome: "not_checked", detail }];
  }
  if (warnings.length > 0) return warnings;
  const sites = chromosomes.reduce((sum, one) => sum + one.sites, 0);
  const detail = `${counted(sites, "informative site")}, no chromosome stands out`;
  return [{ ...check, outcome: "passed", detail }];
}

function kindOf(tally: Tally, child: number, chromosome: number, policy: Policy): string {
  const slot = child * TALLY_CHROMOSOMES + chromosome;
  const all = tally.childNonReference[slot] ?? 0;
  const share = all === 0 ? 0 : (tally.childHeterozygous[slot] ?? 0) / all;
  return share < policy.sampleChecks.disomy.isodisomyHetShare ? "isodisomy" : "heterodisomy";
}

/** `1, 4 to 6, 22` */
function ranges(numbers: readonly number[]): string {
  const runs: number[][] = [];
  for (const n of numbers) {
    const run = runs.at(-1);
    if (run !== undefined && run.at(-1) === n - 1) run.push(n);
    else runs.push([n]);
  }
  return runs
    .map((run) => (run.length > 2 ? `${run[0]} to ${run.at(-1)}` : run.join(", ")))
    .join(", ");
}
