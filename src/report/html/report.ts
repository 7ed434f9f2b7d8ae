/** The page of one report: its sections in order, and the position of each candidate. */
import { cardsMarkup } from "./card.ts";
import { sharedDrawings } from "./drawings.ts";
import { h, type Markup, NOTHING } from "./markup.ts";
import type { HtmlInput, Mark } from "./types.ts";
import { pageHtml } from "./page.ts";
import { saveMarkup } from "./decide.ts";
import { relationsOf } from "./relations.ts";
import { headerMarkup } from "./header.ts";
import { familyMarkup, pedigreeOf } from "./pedigree.ts";
import {
  beyondMarkup,
  footMarkup,
  noCandidateMarkup,
  notAssessedMarkup,
  provenanceMarkup,
  rankingMarkup,
  signOffMarkup,
} from "./sections.ts";
import { historyMarkup } from "./reanalysis.ts";
import { funnelMarkup, questionMarkup, warningsMarkup } from "./summary.ts";
import { filterMarkup, type TableRow, tableMarkup, type TableContext } from "./table.ts";

const LISTS = [
  [
    "one_hit",
    "One hit",
    "A single damaging heterozygous variant in a gene whose disease is biallelic (or X-linked and biallelic in females). The second hit may be a structural variant, or lie outside what was read.",
  ],
  [
    "possible_mosaic",
    "Possible mosaics",
    "Present in a low fraction of the proband's reads, and absent from the parents. Not tiered automatically.",
  ],
  [
    "xlr_female_het",
    "Heterozygous females, X-linked recessive genes",
    "Carriers, or affected because of skewed X-inactivation.",
  ],
  [
    "low_heteroplasmy",
    "Pathogenic mitochondrial variants at a low level",
    "Present in fewer of the proband's reads than a candidate needs. Other tissues may have more; nuclear copies of mitochondrial DNA can produce the same reads.",
  ],
  [
    "failed_filter_event",
    "Structural variants that failed a filter",
    "They affect the coding part of a gene, but failed their caller's filters or the size rules. Not tiered on their own.",
  ],
  [
    "gel_tier_a",
    "Tier A of Genomics England, not tiered here",
    "By size, callers and overlap alone; each card gives the reason why it is not a candidate.",
  ],
] as const;

export function htmlReport(input: HtmlInput): string {
  const { report, history, counts, basis } = input;
  const relations = relationsOf(report);
  const pedigree = pedigreeOf(report, relations);
  const mark = (id: string): Mark | null => history?.marks[id] ?? null;
  const table: TableContext = {
    mark,
    relations,
    phenotype: report.patient !== undefined,
    panels: report.panels.length > 0,
    history: history !== null,
  };
  const rows: TableRow[] = report.candidates.map((candidate) => ({
    candidate,
    id: candidate.candidateId,
  }));
  // By the score all stand in one list, each with its penetrance.
  const isApart = report.ranking?.order === "score" ? (): boolean => false : isIncomplete;
  const incomplete = rows.filter(isApart);
  const complete = rows.filter((row) => !isApart(row));
  const lists = LISTS.map(([name, title, text]) => ({
    title,
    text,
    name,
    rows: (report.untiered[name] ?? []).map((candidate) => ({
      candidate,
      id: `o-${name}-${candidate.candidateId}`,
    })),
  }));
  const all = [...complete, ...incomplete, ...lists.flatMap((list) => list.rows)];
  const idOf = (id: string): string | null =>
    all.find((row) => row.candidate.candidateId === id)?.id ?? null;
  const isAlone = all.length === 1;
  const { ranking } = report;
  const predictor = report.acmg?.predictor ?? null;
  const context = { relations, pedigree, isAlone, predictor, ranking, mark };
  const cards =
    all.length === 0
      ? NOTHING
      : h`<section id="cards"><h2>Evidence</h2><p class="tools" hidden><button type="button" data-cards="open">Open all cards</button> <button type="button" data-cards="close">Close all</button></p>${cardsMarkup(all, { ...context, links: input.links })}${saveMarkup(basis)}</section>`;
  const about = h`<div class="top" id="about">${familyMarkup(report, relations, pedigree)}${questionMarkup(input)}${warningsMarkup(input)}${notAssessedMarkup(report)}${funnelMarkup(report, counts)}</div>`;
  const body = h`${sharedDrawings(input.policy, pedigree)}${headerMarkup(input, relations, pedigree)}<main id="main"><section id="candidates"><h2>Candidates</h2>${noCandidateMarkup(report)}${rows.length === 0 ? NOTHING : h`${rankingMarkup(report)}${filterMarkup(report.candidates, history !== null)}`}${block(complete, "Candidates, best first", table)}${incomplete.length === 0 ? NOTHING : h`<h3 id="incomplete">Only under incomplete penetrance</h3><p class="fine">These fit the family only if a carrier can be unaffected.</p>${block(incomplete, "Candidates only under incomplete penetrance", table)}`}</section>${beyondMarkup(report, idOf)}${lists.map((list) => outside(list, table))}${history === null ? NOTHING : historyMarkup(history)}${about}${cards}${signOffMarkup(basis !== undefined)}${provenanceMarkup(input)}</main>${footMarkup(input)}`;
  const { proband, family } = report;
  const name = history === null ? proband : `${history.case}, ${proband}`;
  return pageHtml(`${name}: panelist report`, body, `${name}, family ${family.id}`);
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
