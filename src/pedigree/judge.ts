/** What the tally says of the samples (DEC-15, VCF-05, 43, 46, 61, 62, DN-04, UPD-01). */
import type { Policy } from "../core/policy.ts";
import { counted } from "../core/counted.ts";
import type { Family, Person } from "./types.ts";
import { TALLY_CHROMOSOMES, type Tally } from "./tally.ts";
import { atLeast, atMost } from "./binomial.ts";
import { disomyOf, judgeDisomy, type ChromosomeDisomy } from "./disomy.ts";

export interface SampleCheck {
  check: string;
  /** A sample, or empty for the file. */
  subject: string;
  outcome: "passed" | "warning" | "failed" | "not_checked";
  detail: string;
}

export interface SampleAssessment {
  checks: SampleCheck[];
  /** People whose X contradicts the stated sex: an error without --force-sex (VCF-61, T46). */
  sexMismatch: number[];
  /** De novo HIGH is out of reach (DN-01): a parent of the proband does not fit, or the sex of the proband or of a parent. */
  relatednessFailed: boolean;
  /** Looks like single-sample files merged as reference (VCF-46). */
  mergedSingletons: boolean;
  /** The file is a gVCF (VCF-05). */
  gvcf: boolean;
  /** Rates with roles, for the log under --log-ids alone (DEC-18). */
  details: string[];
}

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

/**
 * Judges the counts of the sample windows. Where a check had not the sites to fail, it is "not checked",
 * never "passed" (DEC-15).
 * The public text names no parent (DEC-18); `details` does.
 */
export function judgeTally(tally: Tally, family: Family, policy: Policy): SampleAssessment {
  if (!policy.sampleChecks.enabled) return nothingChecked();
  const sexes = family.people.map((person, i) => judgeSex(tally, person, i, policy));
  const sexMismatch = sexes.flatMap((sex, i) => (sex?.outcome === "failed" ? [i] : []));
  const children = family.people.map((_, i) => judgeParents(tally, family, i, policy));
  const gvcf = tally.gvcfBlocks > policy.sampleChecks.gvcfShare * tally.records;
  const merged = judgeMerged(tally, policy);
  const proband = family.people[family.proband];
  const trio = [family.proband, proband?.father ?? null, proband?.mother ?? null];
  return {
    checks: [
      judgeKind(tally, family, gvcf),
      judgeFilters(tally, policy),
      merged,
      ...sexes.filter((check) => check !== null),
      ...children.flatMap((child) => (child === null ? [] : [child.check])),
      ...children.flatMap((child) => child?.disomy ?? []),
    ],
    sexMismatch,
    relatednessFailed:
      children[family.proband]?.check.outcome === "failed" ||
      sexMismatch.some((i) => trio.includes(i)),
    mergedSingletons: merged.outcome === "warning",
    gvcf,
    details: children.flatMap((child) => child?.details ?? []),
  };
}

function nothingChecked(): SampleAssessment {
  const detail = "switched off by the policy";
  return {
    checks: [{ check: "samples", subject: "", outcome: "not_checked", detail }],
    sexMismatch: [],
    relatednessFailed: false,
    mergedSingletons: false,
    gvcf: false,
    details: [],
  };
}

/** VCF-61 on X, with the calls on Y as the second witness (VCF-27). Null: no genotypes. */
function judgeSex(tally: Tally, person: Person, i: number, policy: Policy): SampleCheck | null {
  if (person.sample === null) return null;
  const { xHetRateMale, xHetRateFemale, falsePass, falseAlarm } = policy.sampleChecks;
  const sites = tally.xNonReference[i] ?? 0;
  const hets = tally.xHeterozygous[i] ?? 0;
  const check = { check: "sex", subject: person.id };
  const sitesOnX = `${counted(sites, "variant site")} on X`;
  // How likely the other sex shows this much.
  const asMale = hets > xHetRateMale * sites ? atLeast(hets, sites, xHetRateMale) : 1;
  const asFemale = hets < xHetRateFemale * sites ? atMost(hets, sites, xHetRateFemale) : 1;
  const isBetween = hets >= xHetRateMale * sites && hets <= xHetRateFemale * sites;
  const looks = isBetween ? null : asFemale <= falsePass ? "XY" : asMale <= falsePass ? "XX" : null;
  const y = yEvidence(tally, i, policy);
  const rate = sites === 0 ? 0 : hets / sites;
  const found = `${percent(rate)} of ${sitesOnX} heterozygous, ${y.text}`;
  if (looks === null)
    return atMost(0, sites, xHetRateFemale) > falsePass
      ? { ...check, outcome: "not_checked", detail: `${sitesOnX}, too few to tell` }
      : { ...check, outcome: "warning", detail: `undetermined: ${found}` };
  const stated = person.sex === "male" ? "XY" : person.sex === "female" ? "XX" : null;
  if (stated === null)
    return { ...check, outcome: "warning", detail: `sex not stated, looks ${looks}: ${found}` };
  // A Y that contradicts the X is an unusual karyotype or an unusual file rather than a swap.
  const odd = y.present !== null && y.present !== (looks === "XY");
  if (stated !== looks)
    return {
      ...check,
      outcome: odd || Math.min(asMale, asFemale) > falseAlarm ? "warning" : "failed",
      detail: `stated ${person.sex}, looks ${looks}: ${found}`,
    };
  if (odd) return { ...check, outcome: "warning", detail: `X and Y disagree: ${found}` };
  return { ...check, outcome: "passed", detail: `looks ${looks}: ${found}` };
}

function yEvidence(
  tally: Tally,
  i: number,
  { sampleChecks }: Policy,
): { present: boolean | null; text: string } {
  const { yCalledShareMale, yCalledShareFemale, falsePass } = sampleChecks;
  const called = tally.yCalled[i] ?? 0;
  const isMore = atLeast(called, tally.ySites, yCalledShareFemale) <= falsePass;
  const isLess = atMost(called, tally.ySites, yCalledShareMale) <= falsePass;
  if (isMore === isLess) return { present: null, text: "too few sites on Y" };
  return { present: isMore, text: `${called} of ${counted(tally.ySites, "site")} on Y called` };
}

interface Child {
  check: SampleCheck;
  details: string[];
  disomy: SampleCheck[];
}

/**
 * VCF-62: both parents of a child in one public line; the rates by role go to the log. A chromosome that
 * shows a whole disomy is left out, as its alleles are not the other parent's. The disomies are told only
 * where the rest of the genome fits.
 */
function judgeParents(tally: Tally, family: Family, child: number, policy: Policy): Child | null {
  const person = family.people[child];
  if (person === undefined || person.sample === null) return null;
  const chromosomes = disomyOf(tally, family, child, policy);
  const whole = wholeDisomies(chromosomes ?? [], policy);
  const details: string[] = [];
  const fits: Fit[] = [];
  let asStranger = 0;
  for (const [side, role] of (["father", "mother"] as const).entries()) {
    const parent = person[role] === null ? undefined : family.people[person[role]];
    if (parent === undefined || parent.sample === null || !parent.geneticParent) continue;
    const pair = 2 * child + side;
    const sites = sumOf(tally.pairSites, pair, whole);
    const opposite = sumOf(tally.pairOpposite, pair, whole);
    details.push(
      `${role} of ${person.id}: ${counted(opposite, "opposite homozygote")} of ${counted(sites, "site")}`,
    );
    fits.push(fitOf(opposite, sites, policy));
    const { oppositeHomozygotesFail } = policy.sampleChecks;
    asStranger = Math.max(asStranger, atMost(opposite, sites, oppositeHomozygotesFail));
  }
  if (fits.length === 0) return null;
  const worst = ORDER.find((fit) => fits.includes(fit)) ?? "not_checked";
  const check = { check: "relatedness", subject: person.id, ...FITS[worst] };
  const disomy =
    chromosomes === null
      ? []
      : judgeDisomy(tally, chromosomes, child, { ...check, asStranger }, policy);
  return { check, details, disomy };
}

type Fit = SampleCheck["outcome"];

/** The worst first: what was not checked is not passed, nor a mere warning. */
const ORDER: readonly Fit[] = ["failed", "not_checked", "warning", "passed"];
const FITS: Record<Fit, Pick<SampleCheck, "outcome" | "detail">> = {
  failed: { outcome: "failed", detail: "pedigree and genotypes inconsistent" },
  not_checked: { outcome: "not_checked", detail: "too few informative sites" },
  warning: { outcome: "warning", detail: "pedigree and genotypes fit less well than usual" },
  passed: { outcome: "passed", detail: "pedigree and genotypes agree" },
};

/** One child and one parent; strangers are opposite homozygotes at some 6 % of the sites. */
function fitOf(opposite: number, sites: number, { sampleChecks }: Policy): Fit {
  const { oppositeHomozygotesWarn, oppositeHomozygotesFail, falseAlarm, falsePass } = sampleChecks;
  const isUnusual = atLeast(opposite, sites, oppositeHomozygotesWarn) <= falseAlarm;
  if (isUnusual && opposite > oppositeHomozygotesFail * sites) return "failed";
  if (atMost(0, sites, oppositeHomozygotesFail) > falsePass) return "not_checked";
  const excludes = atMost(opposite, sites, oppositeHomozygotesFail) <= falsePass;
  return isUnusual || !excludes ? "warning" : "passed";
}

/** Chromosomes, from 0, of which one parent gave both; none where there are so many that the parent is in doubt. */
function wholeDisomies(chromosomes: readonly ChromosomeDisomy[], policy: Policy): Set<number> {
  const whole = chromosomes.filter(({ found }) => found?.whole === true);
  const most = policy.sampleChecks.disomy.maxChromosomes;
  return new Set(whole.length > most ? [] : whole.map(({ chromosome }) => chromosome - 1));
}

function sumOf(counts: readonly number[], pair: number, without: ReadonlySet<number>): number {
  let sum = 0;
  for (let c = 0; c < TALLY_CHROMOSOMES; c++)
    if (!without.has(c)) sum += counts[pair * TALLY_CHROMOSOMES + c] ?? 0;
  return sum;
}

/** VCF-05: reference blocks of several people say nothing of each other's sites. */
function judgeKind(tally: Tally, family: Family, gvcf: boolean): SampleCheck {
  const check = { check: "gvcf", subject: "" };
  if (tally.records === 0)
    return { ...check, outcome: "not_checked", detail: "no records in the sample windows" };
  if (!gvcf) return { ...check, outcome: "passed", detail: "not a gVCF" };
  const several = family.people.filter((person) => person.sample !== null).length > 1;
  return several
    ? {
        ...check,
        outcome: "warning",
        detail:
          "a gVCF of several people: genotype it jointly (GenotypeGVCFs, GLnexus) before a family analysis",
      }
    : { ...check, outcome: "passed", detail: "a gVCF of one person" };
}

/** VCF-43: a FILTER column that says the same of every record says nothing. One failing record settles it. */
function judgeFilters(tally: Tally, { sampleChecks }: Policy): SampleCheck {
  const needed = sampleChecks.minFilterRecords;
  const check = { check: "filter_column", subject: "" };
  const failing = tally.records - tally.filterPassed;
  if (failing > 0)
    return {
      ...check,
      outcome: "passed",
      detail: `records that fail a filter: ${failing} of ${tally.records}`,
    };
  return tally.records < needed
    ? {
        ...check,
        outcome: "not_checked",
        detail: `no failing record among ${tally.records} in the sample windows, ${needed} needed`,
      }
    : { ...check, outcome: "warning", detail: "no FILTER information present: no record fails" };
}

/** VCF-46: reference genotypes that nothing stands behind. */
function judgeMerged(tally: Tally, { sampleChecks }: Policy): SampleCheck {
  const { minReferenceCalls, mergedShare } = sampleChecks;
  const check = { check: "merged_singletons", subject: "" };
  const all = tally.referenceCalls.reduce((a, b) => a + b, 0);
  const bare = tally.referenceUnsupported.reduce((a, b) => a + b, 0);
  if (all < minReferenceCalls)
    return {
      ...check,
      outcome: "not_checked",
      detail: `${counted(all, "reference genotype")}, ${minReferenceCalls} needed`,
    };
  const detail = `${percent(bare / all)} of ${counted(all, "reference genotype")} have neither depth nor quality`;
  return bare > mergedShare * all
    ? {
        ...check,
        outcome: "warning",
        detail: `looks like merged single-sample files, no de novo calling: ${detail}`,
      }
    : { ...check, outcome: "passed", detail };
}

/** DN-04: how many coding de novos of grade HIGH the proband has; null when that is not unusual. */
export function judgeDeNovoCount(
  high: number,
  proband: string,
  { acmg }: Policy,
): SampleCheck | null {
  if (high <= acmg.ps2.maxDeNovos) return null;
  return {
    check: "de_novo_count",
    subject: proband,
    outcome: "warning",
    detail: `${high} coding de novo variants of grade HIGH, 1 to 2 expected: contamination, low quality, or pedigree and genotypes inconsistent`,
  };
}
