/** An archive as a page: which cases to review, and why. By the latest runs, or by one re-analysis. */
import { h, type Markup, NOTHING } from "./markup.ts";
import type { ArchiveCase, ArchiveRun, ArchiveView, HtmlOptions } from "./types.ts";
import { pageHtml } from "./page.ts";
import { changesMarkup, firstOf } from "./reanalysis.ts";
import { footMarkup } from "./sections.ts";
import { countText, words } from "./words.ts";
import { unapprovedText } from "../warnings.ts";

export function htmlArchive(
  { name, cases, held, run }: ArchiveView,
  { version }: Pick<HtmlOptions, "version">,
): string {
  const changes = cases.flatMap((c) => c.changes);
  const loud = changes.filter((c) => c.notify);
  const silent = changes.filter((c) => !c.notify);
  const title =
    run === null
      ? `Archive ${name}: the latest run of every case`
      : `Re-analysis of ${name}, ${run.date}${run.dryRun ? ", dry run" : ""}`;
  const concerned = new Set(loud.map((c) => c.case)).size;
  const lead =
    loud.length === 0
      ? `Nothing new to look at; ${countText(silent.length, "silent change")}.`
      : `${countText(loud.length, "change")} to look at in ${countText(concerned, "case")}; ${silent.length} silent.`;
  const first = firstOf([...loud, ...silent]);
  const looked =
    loud.length === 0
      ? h`<p>No case has a new candidate, or one that changed enough to trigger a notification.</p>`
      : changesMarkup(loud, first);
  const kept =
    silent.length === 0
      ? NOTHING
      : h`<section id="silent"><h2>Silent</h2><p>Recorded, below the notification threshold.</p><details><summary>${countText(silent.length, "change")}</summary>${changesMarkup(silent, first)}</details></section>`;
  const partial = cases.filter(({ incomplete }) => incomplete.length > 0).map(({ id }) => id);
  const alert =
    partial.length === 0
      ? NOTHING
      : h`<p class="incomplete" role="alert"><b>RESULT INCOMPLETE</b> for ${countText(partial.length, "case")}: ${partial.join(", ")}. The reason is in the table of cases.</p>`;
  const body = h`<header>${alert}<h1>${title}</h1><p class="lead"><b>${lead}</b> ${run === null ? `${countText(cases.length, "case")}, as of its latest run. ${heldText(held)}` : countsText(run)}</p></header><main id="main">${run === null ? NOTHING : troubleMarkup(run)}<section id="changes"><h2>To look at</h2>${looked}</section>${kept}${run === null ? NOTHING : knowledgeMarkup(run)}<section id="cases"><h2>Cases</h2>${casesMarkup(cases, run?.failed ?? [])}</section></main>${footMarkup({ version })}`;
  return pageHtml(`panelist: ${title}`, body, title);
}

function heldText(held: ArchiveView["held"]): string {
  const reasons = Object.entries(held).map(([why, n]) => `${n} ${words(why)}`);
  return reasons.length === 0 ? "All are re-analysed." : `Not re-analysed: ${reasons.join(", ")}.`;
}

function countsText({ counts, dryRun }: ArchiveRun): string {
  const left = Object.entries(counts.left).map(([why, n]) => `${n} ${words(why)}`);
  const parts = [
    `${counts.changed} changed`,
    `${counts.unchanged} re-evaluated without a change`,
    `${counts.untouched} not affected`,
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
  notes,
  needsOriginal,
  notNamed,
  keptBefore,
}: ArchiveRun): Markup {
  const lines = [
    ...failed.map((f) => h`<li><b>${f.case} failed:</b> ${f.why}</li>`),
    ...unapproved.map((u) => h`<li>${unapprovedText(u)}.</li>`),
    ...offRule.map(
      (o) =>
        h`<li><b>${o.case}:</b> ${o.rule} now selects ${o.means}; ${o.used} stays in use, because an earlier run used it.</li>`,
    ),
    ...notes.map((n) => h`<li><b>${n.case}:</b> ${n.text}.</li>`),
    ...needsOriginal.map((n) => h`<li><b>${n.case} needs its original:</b> ${n.why}</li>`),
    ...Object.entries(notNamed).map(
      ([gene, n]) =>
        h`<li><b>${gene}</b> is now green, but the annotation of ${countText(n, "case")} never names it.</li>`,
    ),
    ...(keptBefore === 0
      ? []
      : [
          h`<li>${countText(keptBefore, "case holds", "cases hold")} variants kept under older rules; what those rules left out can be seen only in the original file (<code>panelist impact --software</code> lists the cases).</li>`,
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
  return h`<section id="knowledge"><h2>Panels whose version has changed</h2><div class="scroll" tabindex="0" role="group" aria-label="Panels"><table class="plain"><caption class="hidden">Panels, before and after</caption><thead><tr><th scope="col">Rule</th><th scope="col">Before</th><th scope="col">After</th><th scope="col">Cases</th><th scope="col">Changes of genes</th></tr></thead><tbody>${rows}</tbody></table></div></section>`;
}

function casesMarkup(cases: readonly ArchiveCase[], failed: ArchiveRun["failed"]): Markup {
  const rows = cases.map(({ id, status, labels, pins, incomplete, latest, changes }) => {
    const notified = changes.filter((change) => change.notify).length;
    const [one, two, three] = latest.tiers;
    const shown = changes.length === 0 ? h`${id}` : h`<a href="#of-${id}">${id}</a>`;
    return h`<tr id="case-${id}"><th scope="row">${shown}${labels === "" ? NOTHING : h`<br><span class="fine">${labels}</span>`}</th><td>${status}${pins.length === 0 ? NOTHING : h`<br><b>PINNED</b> <span class="fine">to ${pins.join("; ")}</span>`}${incomplete.length === 0 ? NOTHING : h`<br><b>INCOMPLETE</b> <span class="fine">${incomplete.join("; ")}</span>`}</td><td class="num">${notified}</td><td class="num">${changes.length - notified}</td><td class="num">${one}</td><td class="num">${two}</td><td class="num">${three}</td><td class="num">${latest.number}</td><td class="n">${latest.date}</td><td class="fine">${latest.knowledge.join("; ")}</td></tr>`;
  });
  const broken = failed.map(
    (f) =>
      h`<tr><th scope="row">${f.case}</th><td colspan="9"><b class="warn">FAILED</b> ${f.why}</td></tr>`,
  );
  const heads =
    "Case,Status,To look at,Silent,Tier 1,Tier 2,Tier 3,Latest run,Date,Knowledge used".split(",");
  return h`<div class="scroll" tabindex="0" role="group" aria-label="Cases"><table class="plain"><caption class="hidden">Cases</caption><thead><tr>${heads.map((text) => h`<th scope="col">${text}</th>`)}</tr></thead><tbody>${broken}${rows}</tbody></table></div><p class="fine">One case as a page: <code>panelist report ARCHIVE --case ID -o ID.html</code></p>`;
}
