/** The first lines of a report: the patient, the question, the summary, and where to go. */
import type { ReportDocument } from "../json.ts";
import type { Relation } from "./relations.ts";
import { yieldText } from "../ranking-words.ts";
import { light, type Outcome } from "./light.ts";
import { h, type Markup, NOTHING } from "./markup.ts";
import type { Pedigree } from "./pedigree.ts";
import { incompleteMarkup, indicationsOf, warningLines } from "./summary.ts";
import type { HtmlInput } from "./types.ts";
import { checkWord, countText, notAssessedWord } from "./words.ts";

export function headerMarkup(
  input: HtmlInput,
  relations: readonly Relation[],
  pedigree: Pedigree | null,
): Markup {
  const { report, history } = input;
  const { proband, family } = report;
  const self = relations.find(({ id }) => id === proband);
  const about = [
    self?.sex === "unknown" ? "sex not stated" : (self?.sex ?? ""),
    self?.affection ?? "",
    `proband of family ${family.id}`,
    ...(history === null ? [] : [`run ${history.run}`]),
  ].filter((text) => text !== "");
  const drawn =
    pedigree === null
      ? NOTHING
      : h`<div class="scroll kin" tabindex="0" role="group" aria-label="Pedigree drawing">${pedigree.drawing([], "Pedigree; the people are listed under “Family”")}</div>`;
  return h`<a class="skip" href="#candidates">Skip to the candidates</a><header class="head"><div>${incompleteMarkup(report)}<h1>${history === null ? "" : `Case ${history.case}: `}${proband} <small>${about.join(", ")}</small></h1>${askedMarkup(report)}${stripMarkup(input)}${restMarkup(input)}${navMarkup(input)}</div>${drawn}</header>`;
}

function askedMarkup(report: ReportDocument): Markup {
  const { panels, patient, assembly } = report;
  const indications = indicationsOf(report);
  const named = panels.map((p) => `${p.name}${p.version === null ? "" : ` ${p.version}`}`);
  const terms = [
    ...(patient?.observed ?? []).map(({ name }) => name),
    ...(patient?.excluded ?? []).map(({ name }) => `no ${name.toLowerCase()}`),
  ];
  const some =
    terms.length > MOST_TERMS
      ? `${terms.slice(0, MOST_TERMS).join(", ")} and ${terms.length - MOST_TERMS} more`
      : terms.join(", ");
  return h`<p class="lead">${indications.length === 0 ? NOTHING : h`<b>Indication</b> ${indications.join("; ")} · `}<b>${panels.length === 1 ? "Panel" : "Panels"}</b> ${panels.length === 0 ? "none: all genes" : named.join(", ")} · <b>Build</b> ${assembly}${some === "" ? NOTHING : h` · <b>Phenotype</b> ${some}`}${Object.entries(report.labels ?? {}).map(([key, value]) => h` · <b>${key}</b> ${value}`)}</p>`;
}

const MOST_TERMS = 6;

function stripMarkup({ report, history }: HtmlInput): Markup {
  const tiers = ([1, 2, 3] as const).map((tier) => {
    const n = report.candidates.filter((c) => c.tier === tier).length;
    return h`<a class="count" href="#candidates"><b class="tier t${tier}">${n}</b> tier ${tier}</a>`;
  });
  const outside = Object.entries(report.untiered).filter(([, list]) => list.length > 0);
  const others = outside.reduce((sum, [, list]) => sum + list.length, 0);
  const [first] = outside;
  const beside =
    first === undefined
      ? NOTHING
      : h`<a class="count" href="#${first[0]}"><b class="tier">${others}</b> outside the tiers</a>`;
  const changes = history?.changes.filter((c) => c.run === history.run) ?? [];
  const loud = changes.filter((c) => c.notify).length;
  const again =
    history === null
      ? NOTHING
      : h`<li><h2>Re-analysis</h2><a class="count" href="#history"><b class="tier">${loud}</b> to look at, ${changes.length - loud} silent</a></li>`;
  return h`<ul class="strip"><li><h2>Candidates</h2>${tiers} ${beside}</li>${oddsMarkup(report)}${again}<li><h2>Sample quality</h2><a class="lights" href="#checks">${lights(report)}</a></li></ul>`;
}

/** DEC-57. Where no chance may be told: the shortlist alone. */
function oddsMarkup({ ranking, candidates }: ReportDocument): Markup {
  if (ranking === null || ranking.shortlist === null || candidates.length === 0) return NOTHING;
  const { chances, shortlist, expectedYield } = ranking;
  const best = candidates.reduce((a, c) => (c.score > a.score ? c : a)).chance?.words ?? "";
  const told =
    chances === null
      ? NOTHING
      : chances.convincing
        ? h`best chance: <b>${best}</b>`
        : h`<b class="warn">nothing convincing</b>`;
  const title = chances === null ? "Odds" : `Odds, ${yieldText(expectedYield)}`;
  return h`<li><h2>${title}</h2><a class="count" href="#odds"><b class="tier">${shortlist.candidates}</b> on the shortlist</a> ${told}</li>`;
}

const WORST: readonly Outcome[] = ["failed", "warning", "not_checked", "passed"];
/** Checks of the file rather than of a person share a light. */
const OF_FILE: ReadonlySet<string> = new Set(["gvcf", "filter_column", "merged_singletons"]);

/** The worst of each check; its words stand under "Sample checks". */
function lights({ sampleChecks }: ReportDocument): Markup[] {
  const nameOf = (check: string): string => (OF_FILE.has(check) ? "File" : checkWord(check));
  const names = [...new Set(sampleChecks.map(({ check }) => nameOf(check)))];
  const sorted = names.toSorted((a, b) => Number(a === "File") - Number(b === "File"));
  if (names.length === 0) return [light("not_checked", "not checked")];
  return sorted.map((name) => {
    const outcomes = sampleChecks.flatMap((c) => (nameOf(c.check) === name ? [c.outcome] : []));
    return light(WORST.find((outcome) => outcomes.includes(outcome)) ?? "not_checked", name);
  });
}

/** Is it complete, what warnings are there, what was not assessed. */
function restMarkup(input: HtmlInput): Markup {
  const { notAssessed, complete } = input.report;
  const kinds = [...new Set(notAssessed.map((n) => n.what))].map((what) => {
    const named = notAssessed.filter((n) => n.what === what && n.subject !== "").length;
    return named < 2 ? notAssessedWord(what) : `${notAssessedWord(what)} (${named})`;
  });
  const warned = warningLines(input).length;
  return h`<p class="rest">${light(complete ? "passed" : "failed", complete ? "complete" : "incomplete")}· ${warned === 0 ? NOTHING : h`<a href="#warnings"><b class="warn">${countText(warned, "warning")}</b></a> · `}<a href="#not-assessed"><b>Not assessed</b></a> ${kinds.length === 0 ? "nothing to report" : kinds.join("; ")}</p>`;
}

function navMarkup({ report, history }: HtmlInput): Markup {
  const some = report.candidates.length > 0;
  const goals: (readonly [string, string])[] = [
    ...(history === null ? [] : ([["history", "Re-analysis"]] as const)),
    ["candidates", "Candidates"],
    ["about", "Family and question"],
    ...(some ? ([["cards", "Evidence"]] as const) : []),
    ["not-assessed", "Not assessed"],
    ["sign-off", "Sign-off"],
    ["provenance", "Provenance"],
  ];
  return h`<nav aria-label="Sections"><ul>${goals.map(([id, title]) => h`<li><a href="#${id}">${title}</a></li>`)}</ul></nav>`;
}
