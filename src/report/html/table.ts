/** The table of candidates: one body per candidate, one row per variant. Readable without the script. */
import { classState } from "../../core/evidence-class.ts";
import { compareKeys, formatNumber } from "../../core/text.ts";
import { fractionText, inheritanceWord, modelWord, nameOf } from "../../rank/index.ts";
import type { ReportVariant } from "../json.ts";
import type { AnyCandidate } from "./card.ts";
import { h, type Markup, NOTHING } from "./markup.ts";
import type { Mark } from "./types.ts";
import { siteText } from "./place.ts";
import { capital, change, shortZygosity, words } from "./words.ts";

export interface TableContext {
  mark: (candidateId: string) => Mark | null;
  phenotype: boolean;
  /** An archive stands behind the report. */
  history: boolean;
}

/** Title, and how the script orders it: by number or by letters. */
type TableColumn = readonly [title: string, sort: "n" | "t"];

function columns({ phenotype, history }: TableContext, tiers: boolean): TableColumn[] {
  const some = (wanted: boolean, ...of: TableColumn[]): TableColumn[] => (wanted ? of : []);
  return [
    ...some(tiers, ["Rank", "n"], ["Tier", "n"]),
    ["Gene", "t"],
    ...some(history, ["Seen", "t"]),
    ["Inheritance", "t"],
    ["Panels", "t"],
    ...some(phenotype, ["Phenotype", "n"]),
    ["Variant", "t"],
    ["Consequence", "t"],
    ["Genotype", "t"],
    ["Highest AF", "n"],
    ["ClinVar", "t"],
    ["ACMG points", "n"],
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
    h`<div class="scroll" tabindex="0" role="group" aria-label="${name}"><table class="candidates"${tiers ? h` data-f=""` : NOTHING}><caption class="hidden">${name}</caption><thead><tr>${heads}</tr></thead>${some.map((row) => bodyMarkup(row, context, tiers))}</table></div>`;
  const rest = rows.slice(AT_ONCE);
  return h`${table(rows.slice(0, AT_ONCE), caption)}${rest.length === 0 ? NOTHING : h`<noscript>${table(rest, `${caption}, continued`)}</noscript>`}`;
}

function bodyMarkup({ candidate: c, id }: TableRow, context: TableContext, tiers: boolean): Markup {
  const [first, ...others] = c.variants;
  if (first === undefined) return NOTHING;
  const span = others.length === 0 ? NOTHING : h` rowspan="${c.variants.length}"`;
  const mark = context.mark(c.candidateId);
  const shared = h`${tiers ? h`<td${span}>${c.rank}</td><td${span} data-v="${c.tier}"><b class="tier t${c.tier}">${c.tier}</b></td>` : NOTHING}<th scope="row"${span}><a href="#${id}">${c.gene.symbol}</a></th>${context.history ? h`<td${span} data-v="${mark?.isNew === true ? "0" : "1"}">${mark === null ? "–" : markMarkup(mark)}</td>` : NOTHING}<td${span}>${inheritanceWord(c, "short") ?? "–"}${c.verdict === "UNCERTAIN" ? h`<br><i>uncertain</i>` : NOTHING}</td><td class="p"${span}>${panelChips(c)}</td>${context.phenotype ? h`<td${span}>${c.phenotype === undefined ? "–" : c.phenotype.score.toFixed(1)}</td>` : NOTHING}`;
  const terms = [...new Set(c.variants.map((v) => v.consequence.terms[0] ?? ""))].join(" ");
  const models = [...new Set(c.models.map((m) => m.model))].join(" ");
  const marked = context.history ? h` data-k="${markWord(mark)}"` : NOTHING;
  return h`<tbody data-t="${c.tier ?? ""}" data-m="${models}" data-c="${terms}"${marked}><tr>${shared}${variantCells(first, c)}</tr>${others.map((v) => h`<tr class="pair">${variantCells(v, c)}</tr>`)}</tbody>`;
}

/** One chip per colour, with the panels' names for those who ask. */
function panelChips({ panels }: AnyCandidate): Markup {
  if (panels.length === 0) return h`<span class="fine">none</span>`;
  return h`${panels.slice(0, 3).map((p) => h`<b class="chip ${p.confidence}">${p.confidence}</b> ${p.name} `)}${panels.length > 3 ? `and ${panels.length - 3} more` : ""}`;
}

function variantCells(v: ReportVariant, c: AnyCandidate): Markup {
  const { consequence, frequency, clinvar, acmg, qcFailures } = v;
  const name = change(nameOf(v));
  const af = !frequency.assessed
    ? h`<td data-v="-1">not assessed</td>`
    : frequency.max === null
      ? h`<td data-v="0">absent</td>`
      : h`<td>${formatNumber(frequency.max.af)}</td>`;
  const points =
    acmg === null || classState(acmg) === "not_judged"
      ? h`<td data-v="-99">–</td>`
      : h`<td>${acmg.points}${acmg.class === null ? h`<br><small>class not stated: ${acmg.pointsWithSuggested} with what is suggested</small>` : NOTHING}</td>`;
  const stars = clinvar === null || clinvar.stars === null ? "" : ` ${clinvar.stars}★`;
  return h`<td class="v">${name === "" ? NOTHING : h`${name}<br>`}<small>${siteText(v, c.assembly)}</small></td><td>${words(consequence.terms[0] ?? "not known")}</td><td>${shortZygosity(v.zygosity)}${v.mitochondrial === undefined ? NOTHING : h`<br><small>${fractionText(v.mitochondrial)}</small>`}${qcFailures.length === 0 ? NOTHING : h`<br><i>quality</i>`}</td>${af}<td>${clinvar === null ? "–" : `${clinvar.text}${stars}`}</td>${points}`;
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
