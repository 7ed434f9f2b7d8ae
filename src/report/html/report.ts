/** The page of one report: its sections in order, and where each candidate stands. */
import { cardsMarkup } from "./card.ts";
import { sharedDrawings } from "./drawings.ts";
import { h, type Markup, NOTHING } from "./markup.ts";
import type { HtmlInput, Mark } from "./types.ts";
import { pageHtml } from "./page.ts";
import { familyMarkup } from "./pedigree.ts";
import {
  beyondMarkup,
  footMarkup,
  noCandidateMarkup,
  notAssessedMarkup,
  provenanceMarkup,
  signOffMarkup,
  withheldMarkup,
} from "./sections.ts";
import { historyMarkup } from "./reanalysis.ts";
import {
  incompleteMarkup,
  funnelMarkup,
  indicationsOf,
  questionMarkup,
  warningsMarkup,
} from "./summary.ts";
import { filterMarkup, type TableRow, tableMarkup, type TableContext } from "./table.ts";
import { countText } from "./words.ts";

const LISTS = [
  [
    "one_hit",
    "One hit",
    "A single damaging heterozygous variant in a gene whose disease is biallelic (or X-linked and biallelic in females). The partner may be a structural variant or lie outside what was read.",
  ],
  [
    "possible_mosaic",
    "Possible mosaics",
    "A low share of reads in the proband, absent from the parents. No tier by machine.",
  ],
  [
    "xlr_female_het",
    "Heterozygous females, X-linked recessive genes",
    "Carriers, or affected by skewed inactivation.",
  ],
] as const;

export function htmlReport(input: HtmlInput): string {
  const { report, history, counts } = input;
  const mark = (id: string): Mark | null => history?.marks[id] ?? null;
  const table: TableContext = {
    mark,
    phenotype: report.patient !== undefined,
    history: history !== null,
  };
  const rows: TableRow[] = report.candidates.map((candidate) => ({
    candidate,
    id: candidate.candidateId,
  }));
  const incomplete = rows.filter(isIncomplete);
  const complete = rows.filter((row) => !isIncomplete(row));
  const lists = LISTS.map(([name, title, text]) => ({
    title,
    text,
    name,
    rows: report.untiered[name].map((candidate) => ({
      candidate,
      id: `o-${name}-${candidate.candidateId}`,
    })),
  }));
  const all = [...complete, ...incomplete, ...lists.flatMap((list) => list.rows)];
  const idOf = (id: string): string | null =>
    all.find((row) => row.candidate.candidateId === id)?.id ?? null;
  const body = h`${head(input)}<main id="main"><div class="top">${familyMarkup(report)}${questionMarkup(input)}${warningsMarkup(input)}${notAssessedMarkup(report)}${funnelMarkup(report, counts)}</div>${history === null ? NOTHING : historyMarkup(history)}<section id="candidates"><h2>Candidates</h2>${noCandidateMarkup(report)}${rows.length === 0 ? NOTHING : filterMarkup(report.candidates, history !== null)}${block(complete, "Candidates, best first", table)}${incomplete.length === 0 ? NOTHING : h`<h3 id="incomplete">Only under incomplete penetrance</h3><p class="fine">These fit the family only if a carrier may stay well.</p>${block(incomplete, "Candidates under incomplete penetrance alone", table)}`}</section>${beyondMarkup(report, idOf)}${lists.map((list) => outside(list, table))}${all.length === 0 ? NOTHING : h`<section id="cards"><h2>Evidence</h2><p class="tools" hidden><button type="button" data-cards="open">Open all cards</button> <button type="button" data-cards="close">Close all</button></p>${sharedDrawings(input.policy)}${cardsMarkup(all, { proband: report.proband, predictor: report.acmg?.predictor ?? null, links: input.links, mark })}</section>`}${withheldMarkup(report)}${signOffMarkup()}${provenanceMarkup(input)}</main>${footMarkup(input)}`;
  return pageHtml(`${report.proband}: panelist report`, body);
}

function isIncomplete({ candidate }: TableRow): boolean {
  return candidate.models[0]?.penetrance === "incomplete";
}

function block(rows: readonly TableRow[], caption: string, context: TableContext): Markup {
  return rows.length === 0 ? NOTHING : tableMarkup(rows, caption, context, true);
}

function outside(
  { title, text, name, rows }: { title: string; text: string; name: string; rows: TableRow[] },
  context: TableContext,
): Markup {
  if (rows.length === 0) return NOTHING;
  return h`<section id="${name}"><h2>${title}</h2><p>${text}</p>${tableMarkup(rows, title, context, false)}</section>`;
}

/** Who it is about, in one line, and where to go. */
function head({ report, history }: HtmlInput): Markup {
  const { family, proband, panels, candidates } = report;
  const indications = indicationsOf(report);
  const first = candidates.filter((c) => c.tier === 1).length;
  const requested =
    panels.length === 0
      ? "all genes"
      : panels.map((p) => `${p.name}${p.version === null ? "" : ` ${p.version}`}`).join(", ");
  const goals: (readonly [string, string])[] = [
    ...(history === null ? [] : ([["history", "Re-analysis"]] as const)),
    ["candidates", "Candidates"],
    ["cards", "Evidence"],
    ["not-assessed", "Not assessed"],
    ["sign-off", "Sign-off"],
    ["provenance", "Provenance"],
  ];
  return h`<a class="skip" href="#candidates">Skip to the candidates</a><header>${incompleteMarkup(report)}<h1>Proband ${proband}, family ${family.id}</h1>${indications.length === 0 ? NOTHING : h`<p class="asked"><b>Indication</b> ${indications.join("; ")}</p>`}<p class="lead">${requested}; ${report.assembly}. <b>${countText(candidates.length, "candidate")}</b>, ${first} in tier 1.</p><nav aria-label="Sections"><ul>${goals.map(([id, title]) => h`<li><a href="#${id}">${title}</a></li>`)}</ul></nav></header>`;
}
