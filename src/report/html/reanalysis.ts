/** Re-analysis: what became different, with its cause and the knowledge on both sides; the runs of a case. */
import { h, type Markup, NOTHING } from "./markup.ts";
import type { ArchiveView, CaseHistory, Change, HtmlOptions, TimelineRun } from "./model.ts";
import { pageHtml } from "./page.ts";
import { PURPOSE } from "./sections.ts";
import { counted, words } from "./words.ts";

const KINDS = [
  ["new", "New"],
  ["up", "Up"],
  ["down", "Down"],
  ["withdrawn", "Withdrawn"],
  ["changed", "Otherwise changed"],
] as const;

export function historyMarkup(history: CaseHistory): Markup {
  const { runs, changes, ended, run, status } = history;
  const latest = changes.filter((c) => c.run === run);
  const earlier = changes.filter((c) => c.run !== run);
  return h`<section id="history"><h2>Re-analysis: case ${history.case}, run ${run}</h2><p>The case is ${status}. ${run === 1 ? "This is its first run: nothing to compare with." : `Compared with the run before: ${counted(latest.length, "change")}.`}</p>${changesMarkup(latest, false)}${endedMarkup(ended)}<h3>Timeline</h3><ol class="timeline">${runs.map(runMarkup)}</ol>${earlier.length === 0 ? NOTHING : h`<details><summary>Changes of earlier runs</summary>${changesMarkup(earlier, false)}</details>`}</section>`;
}

function runMarkup(run: TimelineRun): Markup {
  const [one, two, three] = run.tiers;
  return h`<li><b>Run ${run.number}, ${run.date}</b> ${counted(run.candidates, "candidate")} (tier 1 ${one}, tier 2 ${two}, tier 3 ${three}); ${counted(run.events, "change")}, ${run.notified} to look at<br><span class="fine">${[...run.knowledge, run.tool].join("; ")}</span></li>`;
}

function changesMarkup(changes: readonly Change[], cases: boolean): Markup {
  if (changes.length === 0) return NOTHING;
  return h`${KINDS.map(([kind, title]) => {
    const of = changes.filter((c) => c.kind === kind);
    return of.length === 0 ? NOTHING : tableOf(title, of, cases);
  })}`;
}

function tableOf(title: string, changes: readonly Change[], cases: boolean): Markup {
  const rows = changes.map(
    (c) =>
      h`<tr>${cases ? h`<th scope="row">${c.case}</th>` : NOTHING}<td>${c.date}</td><td><b>${c.gene}</b> <span class="fine">${c.variants.join(", ")}</span></td><td>${c.text}${c.notify ? NOTHING : h` <span class="fine">(silent)</span>`}</td><td>${c.before} → ${c.after}</td><td>${words(c.cause.source)} ${c.cause.name}<br><span class="fine">${words(c.type)}, ${c.rule}${c.cause.date === "" ? "" : `, ${c.cause.date}`}</span></td><td>${c.cause.old || "–"} → ${c.cause.new || "–"}${c.old === "" && c.new === "" ? NOTHING : h`<br><span class="fine">${c.old || "–"} → ${c.new || "–"}</span>`}</td></tr>`,
  );
  return h`<h3>${title} (${changes.length})</h3><div class="scroll" tabindex="0" role="group" aria-label="${title}"><table class="plain"><caption class="hidden">${title}</caption><thead><tr>${cases ? h`<th scope="col">Case</th>` : NOTHING}<th scope="col">Run of</th><th scope="col">Gene, variants</th><th scope="col">What</th><th scope="col">Place</th><th scope="col">Cause</th><th scope="col">Knowledge, before → after</th></tr></thead><tbody>${rows}</tbody></table></div>`;
}

function endedMarkup(ended: CaseHistory["ended"]): Markup {
  if (ended.length === 0) return NOTHING;
  return h`<details><summary>${counted(ended.length, "candidate")} of earlier runs no longer one</summary><ul class="fine">${ended.map((e) => h`<li>${e.gene} ${e.variants.join(", ")}: ${e.tier === null ? "outside the tiers" : `tier ${e.tier}`}, seen ${e.firstSeen}, ended ${e.ended}</li>`)}</ul></details>`;
}

/** The whole archive, each case by its latest run: who is to be looked at, and why. */
export function htmlArchive(
  { cases }: ArchiveView,
  { version }: Pick<HtmlOptions, "version">,
): string {
  const changes = cases.flatMap((c) => c.changes);
  const loud = changes.filter((c) => c.notify);
  const silent = changes.filter((c) => !c.notify);
  const rows = cases.map((c) => {
    const run = c.runs.at(-1);
    const notified = c.changes.filter((change) => change.notify).length;
    return h`<tr><th scope="row">${c.id}</th><td>${c.status}</td><td>${run?.number ?? "–"}</td><td>${run?.date ?? "–"}</td><td class="num">${run?.tiers[0] ?? 0}</td><td class="num">${run?.candidates ?? 0}</td><td class="num">${notified}</td><td class="num">${c.changes.length - notified}</td><td class="fine">${run?.knowledge.join("; ") ?? ""}</td></tr>`;
  });
  const body = h`<header><h1>Re-analysis of an archive</h1><p class="lead">${counted(cases.length, "case")}, each by its latest run; ${counted(loud.length, "change")} to look at, ${silent.length} silent.</p></header><main id="main"><section id="changes"><h2>To look at</h2>${loud.length === 0 ? h`<p>Nothing new to look at.</p>` : changesMarkup(loud, true)}</section>${silent.length === 0 ? NOTHING : h`<section id="silent"><h2>Silent</h2><p>Kept, and not worth waking somebody.</p><details><summary>${counted(silent.length, "change")}</summary>${changesMarkup(silent, true)}</details></section>`}<section id="cases"><h2>Cases</h2><div class="scroll" tabindex="0" role="group" aria-label="Cases"><table class="plain"><caption class="hidden">Cases</caption><thead><tr><th scope="col">Case</th><th scope="col">Status</th><th scope="col">Run</th><th scope="col">Date</th><th scope="col">Tier 1</th><th scope="col">Candidates</th><th scope="col">To look at</th><th scope="col">Silent</th><th scope="col">Knowledge</th></tr></thead><tbody>${rows}</tbody></table></div></section></main><footer><p>${PURPOSE}</p><p>panelist ${version}</p></footer>`;
  return pageHtml("panelist: re-analysis of an archive", body);
}
