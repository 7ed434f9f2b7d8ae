/** Re-analysis: what changed, with its cause and the knowledge on both sides; the runs of a case. */
import { h, joined, type Markup, NOTHING, trusted } from "./markup.ts";
import type { CaseHistory, Change, TimelineRun } from "./types.ts";
import { siteMarkup, siteOfKey, withBuild } from "./place.ts";
import { capital, countText, words } from "./words.ts";

const KINDS = [
  ["new", "New"],
  ["up", "Up"],
  ["down", "Down"],
  ["withdrawn", "Withdrawn"],
  ["changed", "Otherwise changed"],
] as const;

export function historyMarkup(history: CaseHistory): Markup {
  const { runs, changes, ended, run, status, pins } = history;
  const latest = changes.filter((c) => c.run === run);
  const earlier = changes.filter((c) => c.run !== run);
  const compared =
    run === 1
      ? "This is the first run: there is nothing to compare it with."
      : `Compared with the previous run: ${countText(latest.length, "change")}.`;
  const before =
    earlier.length === 0
      ? NOTHING
      : h`<details><summary>Changes of earlier runs (${earlier.length})</summary>${changesMarkup(earlier, null)}</details>`;
  return h`<section id="history"><h2>Re-analysis: case ${history.case}, run ${run}</h2><p>The case is ${status}. ${compared}</p>${pins.map((pin) => h`<p class="beware"><b>PINNED</b> to ${pin}</p>`)}${changesMarkup(latest, null)}${endedMarkup(ended)}<h3>Timeline</h3>${timelineMarkup(runs)}${before}</section>`;
}

/** The youngest first; what is known differently from the run before stands out. */
function timelineMarkup(runs: readonly TimelineRun[]): Markup {
  const items = runs.map((run, i) => {
    const before = runs[i - 1]?.knowledge ?? run.knowledge;
    const [one, two, three] = run.tiers;
    const knowledge = run.knowledge.map((text) =>
      before.includes(text) ? h`<li>${text}</li>` : h`<li><b>${text}</b></li>`,
    );
    const stated =
      run.number === 1
        ? "first run"
        : `${countText(run.events, "change")}, ${run.notified} to look at`;
    return h`<li><b>Run ${run.number}, ${run.date}</b>: ${stated}<br>${countText(run.candidates, "candidate")}: <b class="tier t1">tier 1</b> ${one} <b class="tier t2">tier 2</b> ${two} <b class="tier t3">tier 3</b> ${three}<ul class="known fine">${knowledge}<li>${run.tool}</li></ul></li>`;
  });
  return h`<ol class="timeline" reversed>${items.toReversed()}</ol>`;
}

/** The change to which a case's row leads. */
export function firstOf(changes: readonly Change[]): Map<string, Change> {
  const ordered = KINDS.flatMap(([kind]) => changes.filter((c) => c.notify && c.kind === kind));
  const all = [...ordered, ...changes.filter((c) => !c.notify)];
  return new Map(all.toReversed().map((c) => [c.case, c]));
}

/** @param first of several cases: each change names its case; null: all are of one */
export function changesMarkup(
  changes: readonly Change[],
  first: ReadonlyMap<string, Change> | null,
): Markup {
  return h`${KINDS.map(([kind, title]) => {
    const of = changes.filter((c) => c.kind === kind);
    if (of.length === 0) return NOTHING;
    return h`<h3><b class="kind k-${kind}">${title}</b> ${of.length}</h3><ul class="changes">${of.map((c) => changeMarkup(c, first))}</ul>`;
  })}`;
}

function changeMarkup(c: Change, first: ReadonlyMap<string, Change> | null): Markup {
  const who = first === null ? NOTHING : h`<a class="tag" href="#case-${c.case}">${c.case}</a> `;
  const anchor = first?.get(c.case) === c ? h` id="of-${c.case}"` : NOTHING;
  const where = c.variants.map((key) => h`<br>${variantMarkup(key, c.assembly)}`);
  const moved = c.before === c.after ? c.after : `${c.before} → ${c.after}`;
  const place = c.ofCandidate ? h`<b>${moved}</b><br>` : NOTHING;
  // Place, both sides and cause say it all; the sentence is for what has no sides.
  const isTold = c.ofCandidate && c.old !== "" && c.new !== "";
  const said = isTold ? h`${capital(words(c.type))}` : h`${withBuild(c.text, c.assembly)}`;
  const became =
    c.old === "" && c.new === ""
      ? NOTHING
      : h`${isTold ? "" : h`<br>${capital(words(c.type))}`}: ${sides(c.old, c.new)}`;
  const date = c.cause.date === "" ? "" : `, ${c.cause.date}`;
  return h`<li class="k-${c.kind}"${anchor}><div>${who}<b class="gene">${c.gene === "" ? "the whole case" : c.gene}</b><span class="fine">${where}</span></div><div>${place}${said}${became}${c.notify ? NOTHING : h` <span class="tag">silent</span>`}</div><div><span class="fine">Cause:</span> ${words(c.cause.source)} ${c.cause.name} ${sides(c.cause.old, c.cause.new)}<span class="fine">${date}<br>run of <span class="n">${c.date}</span></span></div></li>`;
}

function variantMarkup(key: string, assembly: Change["assembly"]): Markup {
  const site = siteOfKey(key);
  return site === null ? h`${key}` : siteMarkup(site, assembly);
}

/** Knowledge on both sides. */
function sides(before: string, after: string): Markup {
  if (before === "" && after === "") return h`not versioned`;
  return h`<b class="side">${before === "" ? "nothing" : before}</b> → <b class="side">${after === "" ? "nothing" : after}</b>`;
}

function endedMarkup(ended: CaseHistory["ended"]): Markup {
  if (ended.length === 0) return NOTHING;
  return h`<details><summary>${countText(ended.length, "candidate")} of earlier runs that are no longer candidates</summary><ul class="fine">${ended.map(
    (e) =>
      h`<li>${e.gene} ${joined(
        e.variants.map((key) => variantMarkup(key, e.assembly)),
        trusted(" + "),
      )}: ${e.tier === null ? "outside the tiers" : `tier ${e.tier}`}, seen ${e.firstSeen}, ended ${e.ended}</li>`,
  )}</ul></details>`;
}
