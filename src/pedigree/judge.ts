/** What the tally shows about the samples (DEC-15, VCF-05, 43, 46, 61, 62, DN-04, UPD-01). */
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
  /** Sex-chromosome findings that are not told: people whose X and Y contradict each other (DEC-49). */
  withheld: number;
  /** Rates with roles, for the log under --log-ids alone (DEC-18). */
  details: string[];
}

/** What one check says of a sample, or of the file. */
const saying =
  (check: string, subject: string) =>
  (outcome: SampleCheck["outcome"], detail: string): SampleCheck => ({
    check,
    subject,
    outcome,
    detail,
  });

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

/**
 * Judges the counts of the sample windows. Where a check had not the sites to fail, it is "not checked",
 * never "passed" (DEC-15).
 * The public text names no parent (DEC-18); `details` does.
 */
export function judgeTally(tally: Tally, family: Family, policy: Policy): SampleAssessment {
  if (!policy.sampleChecks.enabled) return nothingChecked();
  const sexes = family.people.map((person, i) => judgeSex(tally, person, i, policy));
  const sexMismatch = sexes.flatMap((sex, i) => (sex?.check.outcome === "failed" ? [i] : []));
  const children = family.people.map((_, i) => judgeParents(tally, family, i, policy));
  const proband = family.people[family.proband];
  const trio = [family.proband, proband?.father ?? null, proband?.mother ?? null];
  return {
    checks: [
      judgeKind(tally, family, policy),
      judgeFilters(tally, policy),
      judgeMerged(tally, policy),
      ...sexes.flatMap((sex) => sex?.check ?? []),
      ...family.people.flatMap((person, i) => judgeHomozygosity(tally, person, i, policy) ?? []),
      ...children.flatMap((child) => (child === null ? [] : [child.check])),
      ...children.flatMap((child) => child?.disomy ?? []),
    ],
    sexMismatch,
    relatednessFailed:
      children[family.proband]?.check.outcome === "failed" ||
      sexMismatch.some((i) => trio.includes(i)),
    withheld: sexes.filter((sex) => sex?.isWithheld === true).length,
    details: children.flatMap((child) => child?.details ?? []),
  };
}

function nothingChecked(): SampleAssessment {
  return {
    checks: [saying("samples", "")("not_checked", "switched off by the policy")],
    sexMismatch: [],
    relatednessFailed: false,
    withheld: 0,
    details: [],
  };
}

interface Sex {
  check: SampleCheck;
  /** It would tell of an unusual karyotype, which nobody asked for. */
  isWithheld: boolean;
}

/** Of too few sites as of what is withheld: words of its own would tell which it is (DEC-49). */
export const UNDECIDED = "could not be decided";

/** Null: no genotypes. */
function judgeSex(tally: Tally, person: Person, i: number, policy: Policy): Sex | null {
  if (person.sample === null) return null;
  const { check, isOdd } = sexCheck(tally, person, i, policy);
  if (!isOdd || policy.incidental === "show") return { check, isWithheld: false };
  return { check: { ...check, outcome: "not_checked", detail: UNDECIDED }, isWithheld: true };
}

/**
 * VCF-61 on X, with the calls on Y as the second witness (VCF-27).
 * @returns `isOdd`: a Y that contradicts the X, an unusual karyotype or an unusual file rather than a swap
 */
function sexCheck(
  tally: Tally,
  person: Person,
  i: number,
  policy: Policy,
): { check: SampleCheck; isOdd: boolean } {
  const { xHetRateMale, xHetRateFemale, falsePass, falseAlarm } = policy.sampleChecks;
  const sites = tally.xNonReference[i] ?? 0;
  const hets = tally.xHeterozygous[i] ?? 0;
  const say = saying("sex", person.id);
  const said = (
    outcome: SampleCheck["outcome"],
    detail: string,
    isOdd = false,
  ): ReturnType<typeof sexCheck> => ({ check: say(outcome, detail), isOdd });
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
      ? said("not_checked", UNDECIDED)
      : said("warning", `undetermined: ${found}`);
  const stated = person.sex === "male" ? "XY" : person.sex === "female" ? "XX" : null;
  const odd = y.present !== null && y.present !== (looks === "XY");
  if (stated === null) return said("warning", `sex not stated, looks ${looks}: ${found}`, odd);
  if (stated !== looks) {
    const isUnsure = odd || Math.min(asMale, asFemale) > falseAlarm;
    const told = `stated ${person.sex}, looks ${looks}: ${found}`;
    return said(isUnsure ? "warning" : "failed", told, odd);
  }
  if (odd) return said("warning", `X and Y disagree: ${found}`, true);
  return said("passed", `looks ${looks}: ${found}`);
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

/**
 * Of a person's variant sites on the autosomes some 60 % are heterozygous. Far fewer: alleles were lost, or much of
 * the genome is there twice; far more: a second person's reads. Which it is nobody asked for: it is not said (DEC-18).
 */
const HETEROZYGOUS = { fewer: 0.35, more: 0.9 } as const;
/** Neighbouring sites are not independent: fewer than this say nothing. */
const LEAST_SITES = 500;

/** Null: no genotypes. */
function judgeHomozygosity(
  tally: Tally,
  person: Person,
  i: number,
  { sampleChecks: { falseAlarm } }: Policy,
): SampleCheck | null {
  if (person.sample === null) return null;
  const total = (counts: readonly number[]): number =>
    counts.slice(i * TALLY_CHROMOSOMES, (i + 1) * TALLY_CHROMOSOMES).reduce((a, b) => a + b, 0);
  const [sites, hets] = [total(tally.childNonReference), total(tally.childHeterozygous)];
  const said = saying("homozygosity", person.id);
  const on = `${counted(sites, "variant site")} on the autosomes`;
  if (sites < LEAST_SITES) return said("not_checked", `${on}, ${LEAST_SITES} needed`);
  const found = `${percent(hets / sites)} of ${on} heterozygous`;
  const { fewer, more } = HETEROZYGOUS;
  if (hets < fewer * sites && atMost(hets, sites, fewer) <= falseAlarm)
    return said("warning", `${found}: fewer than usual`);
  if (hets > more * sites && atLeast(hets, sites, more) <= falseAlarm)
    return said("warning", `${found}: more than usual, as when samples are mixed`);
  return said("passed", found);
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
  const check = saying("relatedness", person.id)(worst, FITS[worst]);
  const disomy =
    chromosomes === null
      ? []
      : judgeDisomy(tally, chromosomes, child, { ...check, asStranger }, policy);
  return { check, details, disomy };
}

type Fit = SampleCheck["outcome"];

/** The worst first: what was not checked is not passed, nor a mere warning. */
const ORDER: readonly Fit[] = ["failed", "not_checked", "warning", "passed"];
const FITS: Record<Fit, string> = {
  failed: "pedigree and genotypes inconsistent",
  not_checked: "too few informative sites",
  warning: "pedigree and genotypes fit less well than usual",
  passed: "pedigree and genotypes agree",
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
function judgeKind(tally: Tally, family: Family, { sampleChecks }: Policy): SampleCheck {
  const said = saying("gvcf", "");
  if (tally.records === 0) return said("not_checked", "no records in the sample windows");
  if (tally.gvcfBlocks <= sampleChecks.gvcfShare * tally.records)
    return said("passed", "not a gVCF");
  const several = family.people.filter((person) => person.sample !== null).length > 1;
  if (!several) return said("passed", "a gVCF of one person");
  const advice = "genotype it jointly (GenotypeGVCFs, GLnexus) before a family analysis";
  return said("warning", `a gVCF of several people: ${advice}`);
}

/** VCF-43: a FILTER column that says the same of every record says nothing. One failing record settles it. */
function judgeFilters(tally: Tally, { sampleChecks }: Policy): SampleCheck {
  const needed = sampleChecks.minFilterRecords;
  const said = saying("filter_column", "");
  const { records } = tally;
  const failing = records - tally.filterPassed;
  if (failing > 0) return said("passed", `records that fail a filter: ${failing} of ${records}`);
  const few = `no failing record among ${records} in the sample windows, ${needed} needed`;
  return records < needed
    ? said("not_checked", few)
    : said("warning", "no FILTER information present: no record fails");
}

/** VCF-46: reference genotypes that nothing stands behind. */
function judgeMerged(tally: Tally, { sampleChecks }: Policy): SampleCheck {
  const { minReferenceCalls, mergedShare } = sampleChecks;
  const said = saying("merged_singletons", "");
  const all = tally.referenceCalls.reduce((a, b) => a + b, 0);
  const bare = tally.referenceUnsupported.reduce((a, b) => a + b, 0);
  const calls = counted(all, "reference genotype");
  if (all < minReferenceCalls) return said("not_checked", `${calls}, ${minReferenceCalls} needed`);
  const detail = `${percent(bare / all)} of ${calls} have neither depth nor quality`;
  return bare > mergedShare * all
    ? said("warning", `looks like merged single-sample files, no de novo calling: ${detail}`)
    : said("passed", detail);
}

/** DN-04: how many coding de novos of grade HIGH the proband has; null when that is not unusual. */
export function judgeDeNovoCount(
  high: number,
  proband: string,
  { acmg }: Policy,
): SampleCheck | null {
  if (high <= acmg.ps2.maxDeNovos) return null;
  return saying("de_novo_count", proband)(
    "warning",
    `${high} coding de novo variants of grade HIGH, 1 to 2 expected: contamination, low quality, or pedigree and genotypes inconsistent`,
  );
}
