/** The table of candidates: one body per candidate, one row per variant. Readable without the script. */
import { classState } from "../../core/evidence-class.ts";
import { compareKeys, formatNumber } from "../../core/text.ts";
import { fractionText, inheritanceWord, modelWord } from "../../rank/index.ts";
import type { ReportVariant } from "../json.ts";
import type { AnyCandidate } from "./card.ts";
import { carriedOf, type Relation } from "./relations.ts";
import { h, type Markup, NOTHING } from "./markup.ts";
import type { Mark } from "./types.ts";
import { siteText } from "./place.ts";
import { writtenNames } from "./names.ts";
import { capital, clinvarWords, shortZygosity, words } from "./words.ts";

export interface TableContext {
  mark: (candidateId: string) => Mark | null;
  relations: readonly Relation[];
  phenotype: boolean;
  /** Some are applied. */
  panels: boolean;
  /** An archive stands behind the report. */
  history: boolean;
}

/** Title, and how the script orders it: by number or by letters. */
type TableColumn = readonly [title: string, sort: "n" | "t"];

function columns({ phenotype, panels, history }: TableContext, tiers: boolean): TableColumn[] {
  const some = (wanted: boolean, ...of: TableColumn[]): TableColumn[] => (wanted ? of : []);
  return [
    ...some(tiers, ["Rank", "n"], ["Tier", "n"], ["Score", "n"]),
    ["Gene", "t"],
    ...some(history, ["Seen", "t"]),
    ["Variant", "t"],
    ["Consequence", "t"],
    ["Genotypes", "t"],
    ["Inheritance", "t"],
    ...some(phenotype, ["HPO match", "n"]),
    ["Frequency", "n"],
    ["ClinVar", "t"],
    ["ACMG points", "n"],
    ...some(panels, ["Panels", "t"]),
  ];
}

export interface TableRow {
  candidate: AnyCandidate;
  /** Of its card. */
  id: string;
}

/** Rows that a browser with the script lays out; it takes the others from a noscript, as they are asked for. */
const AT_ONCE = 50;

/** @param tiers false: outside the tiers, no rank */
export function tableMarkup(
  rows: readonly TableRow[],
  caption: string,
  context: TableContext,
  tiers: boolean,
): Markup {
  const heads = columns(context, tiers).map(
    ([title, sort]) => h`<th scope="col" data-s="${sort}">${title}</th>`,
  );
  const table = (some: readonly TableRow[], name: string): Markup =>
    h`<div class="scroll" tabindex="0" role="group" aria-label="${name}"><table class="candidates${tiers || context.history ? " tight" : ""}"${tiers ? h` data-f=""` : NOTHING}><caption class="hidden">${name}</caption><thead><tr>${heads}</tr></thead>${some.map((row) => bodyMarkup(row, context, tiers))}</table></div>`;
  const rest = rows.slice(AT_ONCE);
  return h`${table(rows.slice(0, AT_ONCE), caption)}${rest.length === 0 ? NOTHING : h`<noscript>${table(rest, `${caption}, continued`)}</noscript>`}`;
}

function bodyMarkup({ candidate: c, id }: TableRow, context: TableContext, tiers: boolean): Markup {
  const [first, ...others] = c.variants;
  if (first === undefined) return NOTHING;
  const span = others.length === 0 ? NOTHING : h` rowspan="${c.variants.length}"`;
  const mark = context.mark(c.candidateId);
  const lead = h`${tiers ? h`<td${span}>${c.rank}</td><td${span} data-v="${c.tier}"><b class="tier t${c.tier}">${c.tier}</b></td><td class="sc"${span}>${formatNumber(c.score)}</td>` : NOTHING}<th scope="row"${span}><a href="#${id}">${c.gene.symbol}</a>${oddsLines(c)}</th>${context.history ? h`<td${span} data-v="${mark?.isNew === true ? "0" : "1"}">${mark === null ? "–" : markMarkup(mark)}</td>` : NOTHING}`;
  const inherited = h`<td${span}>${inheritanceWord(c, "short") ?? "–"}${c.verdict === "UNCERTAIN" ? h`<br><i>uncertain</i>` : NOTHING}${c.models[0]?.penetrance === "incomplete" ? h`<br><i>only if a carrier can be unaffected</i>` : NOTHING}</td>${context.phenotype ? h`<td class="ph"${span}>${c.phenotype === undefined || c.phenotype.reason === null ? "–" : c.phenotype.score.toFixed(1)}</td>` : NOTHING}`;
  const panels = context.panels ? h`<td class="p"${span}>${panelChips(c)}</td>` : NOTHING;
  const terms = [...new Set(c.variants.map((v) => v.consequence.terms[0] ?? ""))].join(" ");
  const models = [...new Set(c.models.map((m) => m.model))].join(" ");
  const marked = context.history ? h` data-k="${markWord(mark)}"` : NOTHING;
  return h`<tbody data-t="${c.tier ?? ""}" data-m="${models}" data-c="${terms}"${marked}><tr>${lead}${carriedCells(first, c, context)}${inherited}${evidenceCells(first)}${panels}</tr>${others.map((v) => h`<tr class="pair">${carriedCells(v, c, context)}${evidenceCells(v)}</tr>`)}</tbody>`;
}

/** DEC-57: a chance in words; what it rests on stands above the table. Off the shortlist it is the least one. */
function oddsLines(c: AnyCandidate): Markup {
  if (c.shortlisted !== true) return NOTHING;
  return h`<br>${shortlistMarkup(c)}${c.chance === undefined ? NOTHING : h`<br><small class="n">${c.chance.words}</small>`}`;
}

/** A sign and a word: it reads without its colour. */
export function shortlistMarkup({ shortlisted }: AnyCandidate): Markup {
  return shortlisted === true ? h` <b class="mark short">◆ shortlist</b>` : NOTHING;
}

/** The colour in words, with the panel's name; of many the first two. */
function panelChips({ panels }: AnyCandidate): Markup {
  if (panels.length === 0) return h`<span class="fine">none</span>`;
  return h`${panels.slice(0, MOST_PANELS).map((p) => h`<b class="chip ${p.confidence}">${p.confidence}</b> <small>${p.name}</small> `)}${panels.length > MOST_PANELS ? `and ${panels.length - MOST_PANELS} more` : ""}`;
}

const MOST_PANELS = 2;

/** What it is, what it does, who carries it. */
function carriedCells(v: ReportVariant, c: AnyCandidate, { relations }: TableContext): Markup {
  const { dna, protein } = writtenNames(v);
  const name = dna === "" ? NOTHING : h`<b>${dna}</b><br>`;
  return h`<td class="v">${name}${protein === "" ? NOTHING : h`<span class="n">${protein}</span><br>`}<small>${siteText(v, c.assembly)}</small></td><td>${v.kind === "event" ? (v.event.effect?.text ?? "region") : words(v.consequence.terms[0] ?? "not known")}</td><td class="g" data-v="${shortZygosity(v.zygosity)}">${v.mitochondrial === undefined ? genotypeLines(v, c, relations) : h`${shortZygosity(v.zygosity)}<br><small>${fractionText(v.mitochondrial)}</small>`}${v.qcFailures.length === 0 ? NOTHING : h`<i class="warn">quality: ${v.qcFailures.join(", ")}</i>`}</td>`;
}

/** A line each, with the reads of the reference and of the allele. */
function genotypeLines(v: ReportVariant, c: AnyCandidate, relations: readonly Relation[]): Markup {
  const all = carriedOf(v, relations, c.assembly);
  const shown = all.length > MOST_PEOPLE ? all.slice(0, MOST_PEOPLE - 1) : all;
  const others = all.slice(shown.length);
  const carriers = others.filter(({ copies }) => (copies ?? 0) > 0).length;
  return h`${shown.map(
    ({ relation, word, reads }, i) =>
      h`<span>${all.length === 1 ? NOTHING : h`<i>${relation.name}</i> `}${i === 0 ? shortZygosity(v.zygosity) : word} <small>${reads}</small></span>`,
  )}${others.length === 0 ? NOTHING : h`<span><small>${others.length} more, ${carriers} of them carry it</small></span>`}`;
}

const MOST_PEOPLE = 4;

function evidenceCells({ kind, frequency, clinvar, acmg }: ReportVariant): Markup {
  const { max, homozygotes } = frequency;
  const af = !frequency.assessed
    ? h`<td class="af" data-v="-1">not assessed</td>`
    : max === null
      ? h`<td class="af" data-v="0">absent</td>`
      : h`<td class="af">${formatNumber(Number(max.af.toPrecision(3)))}${(homozygotes ?? 0) === 0 ? NOTHING : h`<br><small>${homozygotes} hom.</small>`}</td>`;
  const state = acmg === null ? "not_judged" : classState(acmg);
  const points =
    acmg === null || state === "not_judged"
      ? h`<td class="am" data-v="-99">–</td>`
      : state === "not_stated"
        ? h`<td class="am">${acmg.points} <small>class not stated<br>${acmg.pointsWithSuggested} with suggestions</small></td>`
        : h`<td class="am">${acmg.points} <b>${state}</b>${acmg.pointsWithSuggested === acmg.points ? NOTHING : h`<br><small>${acmg.pointsWithSuggested} with suggestions</small>`}</td>`;
  const stars = clinvar === null || clinvar.stars === null ? "" : ` ${clinvar.stars}★`;
  const none = kind === "event" ? "not assessed" : "–";
  return h`${af}<td class="cv">${clinvar === null ? none : `${clinvarWords(clinvar.text)}${stars}`}</td>${points}`;
}

/** The controls; the script brings them to life, without it they stay hidden. */
export function filterMarkup(candidates: readonly AnyCandidate[], history: boolean): Markup {
  const tiers = new Set(candidates.map((c) => String(c.tier ?? "")));
  const models = new Map(
    candidates.flatMap((c) => c.models.map((m) => [m.model, capital(modelWord(m.model))] as const)),
  );
  const terms = new Map(
    candidates.flatMap((c) =>
      c.variants.map(
        (v) => [v.consequence.terms[0] ?? "", words(v.consequence.terms[0] ?? "")] as const,
      ),
    ),
  );
  const options = (values: Iterable<readonly [string, string]>): Markup[] =>
    [...values]
      .filter(([value]) => value !== "")
      .sort(compareKeys)
      .map(([value, text]) => h`<option value="${value}">${text}</option>`);
  const select = (
    name: string,
    title: string,
    values: Iterable<readonly [string, string]>,
  ): Markup =>
    h`<label>${title} <select name="${name}"><option value="">all</option>${options(values)}</select></label>`;
  return h`<form class="filter" id="filter" hidden><label>Gene or any text <input type="search" name="q" autocomplete="off"></label>${select(
    "t",
    "Tier",
    [...tiers].map((t) => [t, `tier ${t}`] as const),
  )}${select("m", "Inheritance", models)}${select("c", "Consequence", terms)}${
    history
      ? select("k", "Seen", [
          ["new", "new"],
          ["seen", "seen before"],
          ["reported", "reported"],
          ["dismissed", "dismissed"],
        ])
      : NOTHING
  }<button type="reset">Show all</button> <output id="count" aria-live="polite"></output></form>`;
}

/** New, seen before, reported or dismissed: what an archive knows of a candidate. */
export function markMarkup({ isNew, firstSeen, evidenceChanged, decisions }: Mark): Markup {
  const changed = evidenceChanged > firstSeen ? `, changed ${evidenceChanged}` : "";
  const since = isNew
    ? h`<b class="mark new">new ${firstSeen}</b>`
    : h`<span class="mark">seen ${firstSeen}${changed}</span>`;
  const last = decisions.at(-1);
  return h`${since}${last === undefined ? NOTHING : h` <b class="mark decided">${last.what} by ${last.by}, ${last.date}${last.note === "" ? "" : `: ${last.note}`}</b>`}`;
}

/** A word to filter by. */
function markWord(mark: Mark | null): string {
  if (mark === null) return "";
  return [mark.isNew ? "new" : "seen", ...mark.decisions.slice(-1).map((d) => d.what)].join(" ");
}
