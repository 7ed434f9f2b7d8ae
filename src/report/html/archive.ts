/** An archive as a page: who is to be looked at, and why. By the latest runs, or by one re-analysis. */
import { h, type Markup, NOTHING } from "./markup.ts";
import type { ArchiveCase, ArchiveRun, ArchiveView, HtmlOptions } from "./types.ts";
import { pageHtml } from "./page.ts";
import { changesMarkup } from "./reanalysis.ts";
import { footMarkup } from "./sections.ts";
import { countText, words } from "./words.ts";
import { unapprovedText } from "../warnings.ts";

export function htmlArchive(
  { cases, held, run }: ArchiveView,
  { version }: Pick<HtmlOptions, "version">,
): string {
  const changes = cases.flatMap((c) => c.changes);
  const loud = changes.filter((c) => c.notify);
  const silent = changes.filter((c) => !c.notify);
  const title =
    run === null
      ? "An archive by its latest runs"
      : `Re-analysis of ${run.date}${run.dryRun ? ", dry run" : ""}`;
  const concerned = new Set(loud.map((c) => c.case)).size;
  const lead =
    loud.length === 0
      ? `Nothing new to look at; ${countText(silent.length, "silent change")}.`
      : `${countText(loud.length, "change")} to look at in ${countText(concerned, "case")}; ${silent.length} silent.`;
  const looked =
    loud.length === 0
      ? h`<p>No case has a new candidate, or one that moved, by the policy's rules of what wakes.</p>`
      : changesMarkup(loud, true);
  const kept =
    silent.length === 0
      ? NOTHING
      : h`<section id="silent"><h2>Silent</h2><p>Kept, and not worth waking somebody.</p><details><summary>${countText(silent.length, "change")}</summary>${changesMarkup(silent, true)}</details></section>`;
  const partial = cases.filter(({ incomplete }) => incomplete.length > 0).map(({ id }) => id);
  const alert =
    partial.length === 0
      ? NOTHING
      : h`<p class="incomplete" role="alert"><b>RESULT INCOMPLETE</b> of ${countText(partial.length, "case")}: ${partial.join(", ")}. Why stands with each case.</p>`;
  const body = h`<header>${alert}<h1>${title}</h1><p class="lead"><b>${lead}</b> ${run === null ? `${countText(cases.length, "case")}, each by its latest run. ${heldText(held)}` : countsText(run)}</p></header><main id="main">${run === null ? NOTHING : troubleMarkup(run)}<section id="changes"><h2>To look at</h2>${looked}</section>${kept}${run === null ? NOTHING : knowledgeMarkup(run)}<section id="cases"><h2>Cases</h2>${casesMarkup(cases)}</section></main>${footMarkup({ version })}`;
  return pageHtml(`panelist: ${title}`, body);
}

function heldText(held: ArchiveView["held"]): string {
  const reasons = Object.entries(held).map(([why, n]) => `${n} ${words(why)}`);
  return reasons.length === 0
    ? "None is held back from re-analysis."
    : `Held back from re-analysis: ${reasons.join(", ")}.`;
}

function countsText({ counts, dryRun }: ArchiveRun): string {
  const left = Object.entries(counts.left).map(([why, n]) => `${n} ${words(why)}`);
  const parts = [
    `${counts.changed} changed`,
    `${counts.unchanged} evaluated without a change`,
    `${counts.untouched} untouched by what is new`,
    ...(left.length === 0 ? [] : [`left out: ${left.join(", ")}`]),
    ...(counts.failed === 0 ? [] : [`${counts.failed} failed`]),
  ];
  return `${countText(counts.cases, "case")}: ${parts.join(", ")}.${dryRun ? " Nothing was written." : ""}`;
}

/** What this re-analysis could not answer (DEC-20). */
function troubleMarkup({
  failed,
  unapproved,
  offRule,
  needsOriginal,
  notNamed,
  keptBefore,
}: ArchiveRun): Markup {
  const lines = [
    ...failed.map((f) => h`<li><b>${f.case} failed:</b> ${f.why}</li>`),
    ...unapproved.map((u) => h`<li>${unapprovedText(u)}.</li>`),
    ...offRule.map(
      (o) =>
        h`<li><b>${o.case}:</b> the rule ${o.rule} means ${o.means}, and ${o.used} stays in use, because a run used it before.</li>`,
    ),
    ...needsOriginal.map((n) => h`<li><b>${n.case} needs its original:</b> ${n.why}</li>`),
    ...Object.entries(notNamed).map(
      ([gene, n]) =>
        h`<li><b>${gene}</b> is green now, and the annotation of ${countText(n, "case")} never names it.</li>`,
    ),
    ...(keptBefore === 0
      ? []
      : [
          h`<li>${countText(keptBefore, "case holds", "cases hold")} variants that were kept under older rules: what those left out, only the original shows (<code>panelist impact --software</code> names them).</li>`,
        ]),
  ];
  if (lines.length === 0) return NOTHING;
  return h`<section class="beware" id="not-assessed"><h2>Not assessed</h2><ul>${lines}</ul></section>`;
}

function knowledgeMarkup({ panels }: ArchiveRun): Markup {
  if (panels.length === 0) return NOTHING;
  const rows = panels.map((p) => {
    const changes = Object.entries(p.changes).map(([type, n]) => `${words(type)} ${n}`);
    return h`<tr><th scope="row">${p.rule}</th><td>${p.old}</td><td>${p.new}</td><td class="num">${p.cases}</td><td>${changes.join(", ") || "no change"}</td></tr>`;
  });
  return h`<section id="knowledge"><h2>Panels that mean something else now</h2><div class="scroll" tabindex="0" role="group" aria-label="Panels"><table class="plain"><caption class="hidden">Panels, before and after</caption><thead><tr><th scope="col">Rule</th><th scope="col">Before</th><th scope="col">After</th><th scope="col">Cases</th><th scope="col">Changes of genes</th></tr></thead><tbody>${rows}</tbody></table></div></section>`;
}

function casesMarkup(cases: readonly ArchiveCase[]): Markup {
  const rows = cases.map(({ id, status, pins, incomplete, latest, changes }) => {
    const notified = changes.filter((change) => change.notify).length;
    const [one, two, three] = latest.tiers;
    return h`<tr><th scope="row">${id}</th><td>${status}${pins.length === 0 ? NOTHING : h`<br><b>PINNED</b> <span class="fine">to ${pins.join("; ")}</span>`}${incomplete.length === 0 ? NOTHING : h`<br><b>INCOMPLETE</b> <span class="fine">${incomplete.join("; ")}</span>`}</td><td class="num">${notified}</td><td class="num">${changes.length - notified}</td><td class="num">${one}</td><td class="num">${two}</td><td class="num">${three}</td><td>${latest.number}</td><td>${latest.date}</td><td class="fine">${latest.knowledge.join("; ")}</td></tr>`;
  });
  const heads =
    "Case,Status,To look at,Silent,Tier 1,Tier 2,Tier 3,Latest run,Date,Its knowledge".split(",");
  return h`<div class="scroll" tabindex="0" role="group" aria-label="Cases"><table class="plain"><caption class="hidden">Cases</caption><thead><tr>${heads.map((text) => h`<th scope="col">${text}</th>`)}</tr></thead><tbody>${rows}</tbody></table></div>`;
}
