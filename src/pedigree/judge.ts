/** What the tally says of the samples (DEC-15, VCF-05, 43, 46, 61, 62, DN-04, UPD-01). */
import type { Policy } from "../core/policy.ts";
import { counted } from "../core/counted.ts";
import type { Family, Person } from "./model.ts";
import type { Tally } from "./tally.ts";
import { judgeDisomy } from "./disomy.ts";

export interface SampleCheck {
  check: string;
  /** A sample, or empty for the file. */
  subject: string;
  outcome: "passed" | "warning" | "failed" | "not_checked";
  detail: string;
}

export interface SampleVerdict {
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

/** Share of gVCF blocks that makes the file a gVCF (VCF-05). */
const GVCF_SHARE = 0.05;
/** Share of unsupported reference genotypes that makes a merged file (VCF-46), and how many it takes to say. */
const MERGED_SHARE = 0.2;
const MIN_REFERENCE_CALLS = 20;
/**
 * Records that it takes to say that none fails FILTER (VCF-43). Where 1 % of a file's records fail, 500 of
 * them all pass once in 150 files. Failing records lie in clusters: in an exome trio with 8 % of them, half
 * of all stretches of 43 records have none, one in 190 of 300, not one of 500. An exome has some 1,700
 * records in the windows.
 */
const MIN_FILTER_RECORDS = 500;
/** Called share of Y sites above which somebody has a Y (VCF-27), and how many sites it takes to say. */
const Y_SHARE = 0.05;
const MIN_Y_SITES = 5;
/** DN-04. */
const MAX_DE_NOVOS = 10;

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

/**
 * Judges the counts of the sample windows. Too few sites are "not checked", never "failed" (DEC-15).
 * The public text names no parent (DEC-18); `details` does.
 */
export function judgeTally(tally: Tally, family: Family, policy: Policy): SampleVerdict {
  if (!policy.sampleChecks.enabled) return nothingChecked();
  const sexes = family.people.map((person, i) => judgeSex(tally, person, i, policy));
  const sexMismatch = sexes.flatMap((sex, i) => (sex?.outcome === "failed" ? [i] : []));
  const children = family.people.map((_, i) => judgeParents(tally, family, i, policy));
  const gvcf = tally.gvcfBlocks > GVCF_SHARE * tally.records;
  const merged = judgeMerged(tally);
  const proband = family.people[family.proband];
  const trio = [family.proband, proband?.father ?? null, proband?.mother ?? null];
  return {
    checks: [
      judgeKind(tally, family, gvcf),
      judgeFilters(tally),
      merged,
      ...sexes.filter((check) => check !== null),
      ...children.flatMap((child) => (child === null ? [] : [child.check])),
      ...judgeDisomy(tally, family),
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

function nothingChecked(): SampleVerdict {
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
  const limits = policy.sampleChecks;
  const sites = tally.xNonReference[i] ?? 0;
  const check = { check: "sex", subject: person.id };
  if (sites < limits.minXSites)
    return {
      ...check,
      outcome: "not_checked",
      detail: `${counted(sites, "variant site")} on X, ${limits.minXSites} needed`,
    };
  const rate = (tally.xHeterozygous[i] ?? 0) / sites;
  const y = yEvidence(tally, i);
  const found = `${percent(rate)} of ${counted(sites, "variant site")} on X heterozygous, ${y.text}`;
  const looks = rate < limits.xHetRateMale ? "XY" : rate > limits.xHetRateFemale ? "XX" : null;
  if (looks === null) return { ...check, outcome: "warning", detail: `undetermined: ${found}` };
  const stated = person.sex === "male" ? "XY" : person.sex === "female" ? "XX" : null;
  if (stated === null)
    return { ...check, outcome: "warning", detail: `sex not stated, looks ${looks}: ${found}` };
  // A Y that contradicts the X is an unusual karyotype or an unusual file rather than a swap.
  const odd = y.present !== null && y.present !== (looks === "XY");
  if (stated !== looks)
    return {
      ...check,
      outcome: odd ? "warning" : "failed",
      detail: `stated ${person.sex}, looks ${looks}: ${found}`,
    };
  if (odd) return { ...check, outcome: "warning", detail: `X and Y disagree: ${found}` };
  return { ...check, outcome: "passed", detail: `looks ${looks}: ${found}` };
}

function yEvidence(tally: Tally, i: number): { present: boolean | null; text: string } {
  if (tally.ySites < MIN_Y_SITES) return { present: null, text: "too few sites on Y" };
  const called = tally.yCalled[i] ?? 0;
  return {
    present: called > Y_SHARE * tally.ySites,
    text: `${called} of ${counted(tally.ySites, "site")} on Y called`,
  };
}

/** VCF-62: both parents of a child in one public line; the rates by role go to the log. */
function judgeParents(
  tally: Tally,
  family: Family,
  child: number,
  policy: Policy,
): { check: SampleCheck; details: string[] } | null {
  const person = family.people[child];
  if (person === undefined || person.sample === null) return null;
  const limits = policy.sampleChecks;
  const rates: number[] = [];
  const details: string[] = [];
  let parents = 0;
  for (const [side, role] of (["father", "mother"] as const).entries()) {
    const parent = person[role] === null ? undefined : family.people[person[role]];
    if (parent === undefined || parent.sample === null || !parent.geneticParent) continue;
    parents++;
    const sites = tally.pairSites[2 * child + side] ?? 0;
    const opposite = tally.pairOpposite[2 * child + side] ?? 0;
    details.push(
      `${role} of ${person.id}: ${counted(opposite, "opposite homozygote")} of ${counted(sites, "site")}`,
    );
    if (sites >= limits.minRelatednessSites) rates.push(opposite / sites);
  }
  if (parents === 0) return null;
  const check = { check: "relatedness", subject: person.id };
  const worst = Math.max(0, ...rates);
  if (worst > limits.oppositeHomozygotesFail)
    return {
      check: { ...check, outcome: "failed", detail: "pedigree and genotypes inconsistent" },
      details,
    };
  if (rates.length < parents)
    return {
      check: {
        ...check,
        outcome: "not_checked",
        detail: `fewer than ${limits.minRelatednessSites} informative sites`,
      },
      details,
    };
  return {
    check:
      worst > limits.oppositeHomozygotesWarn
        ? {
            ...check,
            outcome: "warning",
            detail: "pedigree and genotypes fit less well than usual",
          }
        : { ...check, outcome: "passed", detail: "pedigree and genotypes agree" },
    details,
  };
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
function judgeFilters(tally: Tally): SampleCheck {
  const check = { check: "filter_column", subject: "" };
  const failing = tally.records - tally.filterPassed;
  if (failing > 0)
    return {
      ...check,
      outcome: "passed",
      detail: `records that fail a filter: ${failing} of ${tally.records}`,
    };
  return tally.records < MIN_FILTER_RECORDS
    ? {
        ...check,
        outcome: "not_checked",
        detail: `no failing record among ${tally.records} in the sample windows, ${MIN_FILTER_RECORDS} needed`,
      }
    : { ...check, outcome: "warning", detail: "no FILTER information present: no record fails" };
}

/** VCF-46: reference genotypes that nothing stands behind. */
function judgeMerged(tally: Tally): SampleCheck {
  const check = { check: "merged_singletons", subject: "" };
  const all = tally.referenceCalls.reduce((a, b) => a + b, 0);
  const bare = tally.referenceUnsupported.reduce((a, b) => a + b, 0);
  if (all < MIN_REFERENCE_CALLS)
    return {
      ...check,
      outcome: "not_checked",
      detail: `${counted(all, "reference genotype")}, ${MIN_REFERENCE_CALLS} needed`,
    };
  const detail = `${percent(bare / all)} of ${counted(all, "reference genotype")} have neither depth nor quality`;
  return bare > MERGED_SHARE * all
    ? {
        ...check,
        outcome: "warning",
        detail: `looks like merged single-sample files, no de novo calling: ${detail}`,
      }
    : { ...check, outcome: "passed", detail };
}

/** DN-04: how many coding de novos of grade HIGH the proband has; null when that is not unusual. */
export function judgeDeNovoCount(high: number, proband: string): SampleCheck | null {
  if (high <= MAX_DE_NOVOS) return null;
  return {
    check: "de_novo_count",
    subject: proband,
    outcome: "warning",
    detail: `${high} coding de novo variants of grade HIGH, 1 to 2 expected: contamination, low quality, or pedigree and genotypes inconsistent`,
  };
}
