/** The first page: who, why, what was run, caveats, how many variants came in and went out. */
import { compareText, thousands } from "../../core/text.ts";
import type { ReportDocument } from "../json.ts";
import { droppedOf, OF_SCAN, type RunRecord } from "../run.ts";
import { light } from "./light.ts";
import { h, type Markup, NOTHING } from "./markup.ts";
import type { Counts, HtmlInput } from "./types.ts";
import { termMarkup, withBuild } from "./place.ts";
import { checkWord, countText, dropWord, knowledgeName, words } from "./words.ts";

export function questionMarkup({ report, links, run }: HtmlInput): Markup {
  const { panels, patient } = report;
  const indications = indicationsOf(report);
  const terms = (list: { id: string; name: string }[]): Markup =>
    list.length === 0
      ? h`<p>none</p>`
      : h`<ul class="terms">${list.map((t) => h`<li>${termMarkup(t, links)}</li>`)}</ul>`;
  const requested =
    patient === undefined
      ? h`<p>No HPO terms were given: candidates are ordered without the phenotype.</p>`
      : h`<h3>HPO terms observed</h3>${terms(patient.observed)}<h3>HPO terms excluded</h3>${terms(patient.excluded)}${patient.notes.map((n) => h`<p class="fine">${n.message}</p>`)}<p class="fine">HPO release ${patient.hpoRelease}</p>`;
  return h`<section class="panel" id="question"><h2>The question</h2><h3>Clinical indication</h3><p>${indications.length === 0 ? "None given; panels were chosen directly." : indications.join("; ")}</p><h3>Panels</h3>${panels.length === 0 ? h`<p>None: all genes.</p>` : h`<ul>${panels.map(panelLine)}</ul>`}${requested}<h3>What was run</h3><p class="fine">${ranText(report, run)}</p></section>`;
}

/** By the code that was asked for; the name is the Test Directory's, or the panel's where it is not at hand. */
export function indicationsOf({ panels }: Pick<ReportDocument, "panels">): string[] {
  const named = panels.flatMap(({ indication }) => (indication === undefined ? [] : [indication]));
  return [...new Set(named.map(({ code, name }) => (name === null ? code : `${code} ${name}`)))];
}

/** One line; the whole stands under "Provenance". */
function ranText(report: ReportDocument, run: HtmlInput["run"]): string {
  const { assembly, annotator, knowledge, policyDigest } = report;
  const tool =
    run === null ? "" : ` by panelist ${run.tool.version} on ${run.started.slice(0, 10)}`;
  return [
    `${readKinds(report)}, ${assembly}${tool}`,
    annotator === null ? "without annotation" : `annotation: ${annotator}`,
    ...knowledge.map(knowledgeName),
    `policy ${policyDigest.slice(0, 12)}`,
  ].join("; ");
}

/** A run without files of events does not say what was looked for: it is small variants. */
function readKinds({ family, proband }: ReportDocument): string {
  const { assayed = ["small"] } = family.people.find(({ id }) => id === proband) ?? {};
  if (!assayed.includes("small")) return "Structural variants";
  return assayed.length > 1 ? "Small and structural variants" : "Small variants";
}

function panelLine(panel: ReportDocument["panels"][number]): Markup {
  const signed =
    panel.signedOff === null
      ? "not signed off, or not known to be"
      : `signed off ${panel.signedOff}`;
  return h`<li><b>${panel.name}</b>${panel.version === null ? "" : ` ${panel.version}`} <span class="fine">(${panel.source} ${panel.id}; ${countText(panel.genes, "gene")}; ${signed})</span>${panel.notes.map((n) => h`<br><span class="fine">${n}</span>`)}</li>`;
}

const BAD_CHECKS: ReadonlySet<string> = new Set(["warning", "failed"]);

/** What a reader must know before the table, a line each. DEC-18: of relationships no more than that they do not fit. */
export function warningLines({ report, run }: HtmlInput): Markup[] {
  const checks = report.sampleChecks.filter((c) => BAD_CHECKS.has(c.outcome));
  const lines: Markup[] = checks.map(
    (c) =>
      h`<b>${checkWord(c.check)}${c.subject === "" || c.check === "relatedness" ? "" : ` (${c.subject})`}:</b> ${detailOf(c)}`,
  );
  for (const { what, detail } of report.notAssessed)
    if (what === "frequency" || what === "clinvar")
      lines.push(
        h`<b>${what === "frequency" ? "No population frequency" : "No ClinVar"}:</b> ${detail}`,
      );
  const age = ageOfClinvar(report, run);
  if (age !== null && age > 6)
    lines.push(h`<b>Old ClinVar:</b> its release was ${age} months old at the time of the run`);
  const said = checks.map((c) => c.detail).filter((detail) => detail !== "");
  for (const { code, text } of report.warnings)
    if (
      !ABOVE.has(code) &&
      !said.some((detail) => text.includes(detail)) &&
      !report.incomplete.some((one) => one.text === text)
    )
      lines.push(h`${withBuild(neutral(text), report.assembly)}`);
  if (report.incomplete.length > 0)
    lines.unshift(h`<b>The result is incomplete:</b> see the first line of this page`);
  return lines;
}

/** Months between ClinVar's release and the run; null: not known. */
function ageOfClinvar({ knowledge }: ReportDocument, run: HtmlInput["run"]): number | null {
  const clinvar = knowledge.find((k) => k.kind === "clinvar");
  return clinvar === undefined || run === null ? null : months(clinvar.release, run.started);
}

/** DEC-18. */
function detailOf({ check, detail, outcome }: ReportDocument["sampleChecks"][number]): string {
  if (check !== "relatedness") return detail;
  return BAD_CHECKS.has(outcome) ? "pedigree and genotypes inconsistent" : words(outcome);
}

export function warningsMarkup(input: HtmlInput): Markup {
  const { report } = input;
  const lines = warningLines(input);
  const clinvar = report.knowledge.find((k) => k.kind === "clinvar");
  const today =
    clinvar === undefined || (ageOfClinvar(report, input.run) ?? 0) > 6
      ? NOTHING
      : h`<li class="age" data-date="${clinvar.release}" hidden><b>Old ClinVar:</b> release ${clinvar.release}</li>`;
  return h`<section class="panel${lines.length === 0 ? "" : " beware"}" id="warnings"><h2>Warnings</h2>${lines.length === 0 ? h`<p>None.</p>` : NOTHING}${lines.length === 0 && today === NOTHING ? NOTHING : h`<ul>${lines.map((line) => h`<li>${line}</li>`)}${today}</ul>`}${checksMarkup(report)}</section>`;
}

function checksMarkup({ sampleChecks }: ReportDocument): Markup {
  const rows = sampleChecks.map(
    (c) =>
      h`<tr><th scope="row">${checkWord(c.check)}${c.subject === "" ? NOTHING : h` <span class="fine">${c.subject}</span>`}</th><td>${light(c.outcome, words(c.outcome))}</td><td class="fine">${c.outcome === "passed" && c.check === "relatedness" ? c.detail : detailOf(c)}</td></tr>`,
  );
  return h`<h3 id="checks">Sample checks</h3>${rows.length === 0 ? h`<p>None was made.</p>` : h`<div class="scroll"><table class="plain"><tbody>${rows}</tbody></table></div>`}`;
}

/** They are told by the checks and by what was not assessed. */
const ABOVE: ReadonlySet<string> = new Set(["sample_check", "no_frequency"]);

/** The first line of the page (DEC-34); nothing where the answer is complete. */
export function incompleteMarkup({ incomplete }: ReportDocument): Markup {
  if (incomplete.length === 0) return NOTHING;
  return h`<p class="incomplete" role="alert"><b>RESULT INCOMPLETE</b>: ${incomplete.map(({ text }) => text).join("; ")}.</p>`;
}

/** DEC-18. */
function neutral(warning: string): string {
  return /relatedness|parent/i.test(warning) ? "pedigree and genotypes inconsistent" : warning;
}

function months(from: string, to: string): number | null {
  const [a, b] = [from, to].map((date) => /^(\d{4})-(\d\d)/.exec(date));
  if (a === undefined || a === null || b === undefined || b === null) return null;
  return (Number(b[1]) - Number(a[1])) * 12 + Number(b[2]) - Number(a[2]);
}

/** From the records of the regions to the tiers. */
export function funnelMarkup(report: ReportDocument, counts: Counts | null): Markup {
  const tiers = ([1, 2, 3] as const).map(
    (tier) => report.candidates.filter((c) => c.tier === tier).length,
  );
  const outside = Object.values(report.untiered).reduce((sum, list) => sum + list.length, 0);
  const scanned: [string, number][] = [
    ["records in the panels' regions", counts?.inRegions ?? 0],
    ["in panel genes, passing every filter", counts?.kept ?? 0],
    ...(counts?.events === undefined
      ? []
      : [
          ["structural variants of the family", counts.events.read] as [string, number],
          ["structural variants in the genes", counts.events.kept] as [string, number],
        ]),
  ];
  const steps: [string, number][] = [
    ...(counts === null ? [] : scanned),
    ["candidates", report.candidates.length],
    ...tiers.map((n, i): [string, number] => [`tier ${i + 1}`, n]),
    ["outside the tiers", outside],
    ...(report.withheld.count === 0
      ? []
      : [["withheld", report.withheld.count] as [string, number]]),
  ];
  const most = Math.max(1, ...steps.map(([, n]) => n));
  const rows = steps.map(
    ([name, n]) =>
      h`<tr><th scope="row">${name}</th><td class="num">${thousands(n)}</td><td><svg class="bar" width="150" height="10" aria-hidden="true"><path class="b1" d="M0 1h${Math.round((1500 * n) / most) / 10}v8H0z"/></svg></td></tr>`,
  );
  const dropped =
    counts === null
      ? h`<p class="fine">What was dropped, and why, is in the run record (run.json).</p>`
      : droppedMarkup(counts);
  return h`<section class="panel" id="funnel"><h2>Variant filtering</h2><table class="plain"><caption class="hidden">Counts at each step; bars are to scale</caption><tbody>${rows}</tbody></table>${dropped}</section>`;
}

function droppedMarkup({ dropped, droppedInGenes, droppedAlleles, events }: Counts): Markup {
  const list = (reasons: Record<string, number>): Markup[] =>
    Object.entries(reasons)
      .filter(([, n]) => n > 0)
      .sort(([a, n], [b, m]) => m - n || compareText(a, b))
      .map(
        ([reason, n]) =>
          h`<tr><th scope="row">${dropWord(reason)}</th><td class="num">${thousands(n)}</td></tr>`,
      );
  const damaging =
    Object.keys(droppedAlleles).length === 0
      ? ""
      : h`<table class="plain fine"><caption>Damaging alleles of the patient among them (HIGH or MODERATE on any transcript, or pathogenic in ClinVar), each once</caption><tbody>${list(droppedAlleles)}</tbody></table>`;
  return h`<details id="dropped"><summary>What was dropped, and why</summary><table class="plain fine"><tbody>${list(dropped)}${list(droppedInGenes)}${list(events?.dropped ?? {})}</tbody></table>${damaging}<p class="fine">To see why a variant was dropped, run <code>panelist explain family.vcf.gz CHROM:POS:REF:ALT</code> with the same options.</p></details>`;
}

/** What a run counted, without what depends on the kind of scan: an index scan reads less outside the regions. */
export function countsOf(counts: RunRecord["counts"]): Counts {
  const { recordsRead, recordsKept, droppedInGenes } = counts;
  const { dropped, alleles: droppedAlleles } = droppedOf(counts);
  const inside = Object.entries(dropped).filter(([reason]) => !OF_SCAN.has(reason));
  const outside = Object.entries(dropped).filter(([reason]) => OF_SCAN.has(reason));
  return {
    inRegions: outside.reduce((n, [, count]) => n - count, recordsRead),
    kept: recordsKept,
    dropped: Object.fromEntries(inside),
    droppedInGenes,
    droppedAlleles,
    events: counts.events && {
      read: counts.events.events,
      kept: counts.events.kept,
      dropped: counts.events.dropped,
    },
  };
}
