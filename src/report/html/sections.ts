/** Not assessed, coverage, beyond the panel, lists outside the tiers, withheld, sign-off, provenance. */
import { compareText, thousands } from "../../core/text.ts";
import type { ReportDocument } from "../json.ts";
import { rankingLines } from "../ranking-words.ts";
import { h, type Markup, NOTHING } from "./markup.ts";
import type { HtmlInput } from "./types.ts";
import { countText, knowledgeName, notAssessedWord, words } from "./words.ts";

/** DEC-20. */
export function notAssessedMarkup(report: ReportDocument): Markup {
  const { notAssessed, coverage, panels } = report;
  const kinds = [...new Set(notAssessed.map((n) => n.what))];
  const lines = kinds.map((what) => {
    const of = notAssessed.filter((n) => n.what === what);
    const details = [...new Set(of.map((n) => n.detail))];
    const named = of.filter((n) => n.subject !== "").map((n) => n.subject);
    if (named.length === 0)
      return h`<li><b>${notAssessedWord(what)}:</b> ${details.join("; ")}</li>`;
    if (details.length === 1)
      return h`<li><b>${notAssessedWord(what)}</b> (${details[0]}): ${listed(named)}</li>`;
    return h`<li><b>${notAssessedWord(what)}:</b> ${listed(of.map((n) => (n.subject === "" ? n.detail : `${n.subject} (${n.detail})`)))}</li>`;
  });
  return h`<section class="panel beware" id="not-assessed"><h2>Not assessed</h2><p>A negative result does not exclude a variant here.</p><ul>${lines}${withheldText(report)}</ul>${coverageMarkup(coverage)}${panels.length === 0 ? NOTHING : h`<p class="fine">Genes analysed: ${panels.map((p) => `${p.name}, ${countText(p.genes, "gene")}`).join("; ")}.</p>`}</section>`;
}

/** A long list folds. */
function listed(items: readonly string[]): Markup {
  if (items.length <= 12) return h`${items.join(", ")}`;
  return h`<details class="inline"><summary>${items.length} of them</summary>${items.map((item) => h`${item}; `)}</details>`;
}

/** Least covered first. */
function coverageMarkup(coverage: ReportDocument["coverage"]): Markup {
  if (coverage === null) return NOTHING;
  const order = (c: (typeof coverage)[number]): number =>
    c.coverage?.at20 ?? c.coverage?.at10 ?? -1;
  const genes = coverage.toSorted((a, b) => order(a) - order(b) || compareText(a.symbol, b.symbol));
  const low = genes.filter((g) => order(g) < 0.95);
  const percent = (x: number | null | undefined): string =>
    x === null || x === undefined ? "–" : `${(100 * x).toFixed(1)} %`;
  const row = ({ symbol, coverage: c }: (typeof coverage)[number]): Markup =>
    h`<tr><th scope="row">${symbol}</th><td class="num">${percent(c?.at10)}</td><td class="num">${percent(c?.at20)}</td><td class="num">${c?.mean === null || c === null ? "–" : c.mean.toFixed(0)}</td></tr>`;
  const table = (rows: typeof coverage): Markup =>
    h`<table class="plain"><thead><tr><th scope="col">Gene</th><th scope="col">at 10x</th><th scope="col">at 20x</th><th scope="col">Mean depth</th></tr></thead><tbody>${rows.map(row)}</tbody></table>`;
  return h`<h3>Coverage per gene</h3><p>${low.length === 0 ? "At least 95 % of every gene is covered at 20x." : `${countText(low.length, "gene")} of ${genes.length} below 95 % at 20x, or without a figure.`}</p>${low.length === 0 ? NOTHING : table(low.slice(0, 30))}<details><summary>All ${countText(genes.length, "gene")}</summary>${table(genes)}</details>`;
}

export function noCandidateMarkup({ candidates, panels }: ReportDocument): Markup {
  if (candidates.length > 0) return NOTHING;
  return h`<p class="none"><b>No candidate.</b> No small variant of the proband in ${panels.length === 0 ? "the genes analysed" : `the genes of ${panels.map((p) => p.name).join(", ")}`} passed every filter together with a mode of inheritance. This does not exclude a genetic cause: it does not cover variants that were not assessed (see “Not assessed”), genes outside the panels, regions without reads, or later knowledge.</p>`;
}

/** What may be told of the order and the odds of all candidates (DEC-57). */
export function rankingMarkup({ ranking }: ReportDocument): Markup {
  if (ranking === null) return NOTHING;
  const isPoor = ranking.chances?.convincing === false;
  return h`<p class="${isPoor ? "none" : "fine"}" id="odds">${rankingLines(ranking).join(" ")}</p>`;
}

export function beyondMarkup(
  report: ReportDocument,
  idOf: (candidateId: string) => string | null,
): Markup {
  const rows = report.beyondPanel;
  if (rows === undefined) return NOTHING;
  const lines = rows.map((b) => {
    const id = idOf(b.candidateId);
    return h`<tr><td>${b.rank}</td><th scope="row">${id === null ? b.gene : h`<a href="#${id}">${b.gene}</a>`}</th><td class="num">${b.phenotypeScore.toFixed(2)}</td></tr>`;
  });
  return h`<section id="beyond"><h2>Beyond the panel</h2><p>Genes on none of the applied panels to which the patient's terms point, by score. All are in tier 3.</p>${rows.length === 0 ? h`<p>None reaches the policy's threshold.</p>` : h`<table class="plain"><thead><tr><th scope="col">Place</th><th scope="col">Gene</th><th scope="col">Phenotype score (log10)</th></tr></thead><tbody>${lines}</tbody></table>`}</section>`;
}

/** A line of “Not assessed”; nothing where nothing was withheld (DEC-10). */
function withheldText({ withheld: { count, list } }: ReportDocument): Markup {
  if (count === 0) return NOTHING;
  return h`<li><b>Withheld:</b> ${countText(count, "incidental finding")}, left out of every output because of the policy (incidental: withhold${list === "" ? "" : `; lists: ${list}`})</li>`;
}

/** @param saved decisions of the cards can be saved */
export function signOffMarkup(saved: boolean): Markup {
  const box = (title: string, id: string): Markup =>
    h`<fieldset><legend>${title}</legend><label>Name and role <input type="text" name="${id}-name" autocomplete="off"></label><label>Date <input type="text" name="${id}-date" autocomplete="off"></label><label>Conclusion<textarea name="${id}-text" rows="4"></textarea></label><p class="line">Signature</p></fieldset>`;
  return h`<section id="sign-off"><h2>Sign-off</h2><p class="fine">What you type here is not saved: print the page.${saved ? " Decisions on variants are saved from the cards." : ""}</p><div class="boxes">${box("First scientist", "first")}${box("Second check", "second")}</div></section>`;
}

const PURPOSE =
  "Not a medical device, not UKCA/CE marked; automated evidence for review by a registered scientist. " +
  "Intended to sort the small variants of a person or family with a suspected rare disease before review; " +
  "it makes no diagnosis and no classification.";

export function footMarkup({ version }: Pick<HtmlInput, "version">): Markup {
  return h`<footer><p>${PURPOSE}</p><p>panelist ${version}. Self-contained page; makes no network requests.</p></footer>`;
}

export function provenanceMarkup({ report, run, policy, version }: HtmlInput): Markup {
  const { knowledge, panels } = report;
  return h`<section id="provenance"><h2>Provenance</h2><p><b>Intended purpose.</b> ${PURPOSE}</p><table class="plain fine"><tbody>${pair("Drawn by", `panelist ${version}`)}${run === null ? NOTHING : runRows(run)}${pair("Assembly", report.assembly)}${pair("Annotation", report.annotator ?? "none")}${pair("Policy, SHA-256", report.policyDigest)}${panels.map((p) => pair(`Panel ${p.name}${p.version === null ? "" : ` ${p.version}`}, SHA-256`, p.digest))}${knowledge.map((k) => pair(`${knowledgeName(k)}, SHA-256`, k.sha256 ?? "not known (remote)"))}</tbody></table>${policy === null ? NOTHING : h`<details><summary>The policy: every threshold</summary><table class="plain fine"><tbody>${settings(policy)}</tbody></table></details>`}${neverAutomated(report)}<h3>Sources and their terms</h3><ul class="fine">${licences(report)}</ul></section>`;
}

function pair(name: string, value: string): Markup {
  return h`<tr><th scope="row">${name}</th><td>${value}</td></tr>`;
}

function runRows(run: NonNullable<HtmlInput["run"]>): Markup {
  return h`${pair("Analysed by", `panelist ${run.tool.version}, Node ${run.tool.node}`)}${pair("Command line", run.commandLine.join(" "))}${pair("Started, finished", `${run.started}, ${run.finished} (${(run.wallTimeMs / 1000).toFixed(1)} s)`)}${pair("Scan", `${run.scan.mode}: ${run.scan.why}; ${countText(run.threads, "thread")}; ${countText(run.counts.recordsRead, "record")} read, ${thousands(run.counts.recordsKept)} kept`)}${run.inputs.map((i) => pair(`Input (${i.role})`, `${i.path}${i.size === null ? "" : `, ${i.size} bytes`}${i.digest === null ? "" : `, SHA-256 of ${i.digest.kind === "full" ? "the file" : "header and index"} ${i.digest.sha256}`}`))}${run.panels.flatMap((p) => (p.resolution === undefined ? [] : [pair(`Panel ${p.name}`, `requested as ${p.resolution.asked}; ${words(p.resolution.standing)}; fetched ${p.resolution.fetched}; terms: ${p.resolution.terms}`)]))}`;
}

/** `quality.minDepth: 10`, one row each. */
function settings(policy: object, path = ""): Markup[] {
  return Object.entries(policy).flatMap(([key, value]: [string, unknown]) => {
    const name = path === "" ? key : `${path}.${key}`;
    if (typeof value === "object" && value !== null && !Array.isArray(value))
      return settings(value, name);
    return [pair(name, Array.isArray(value) ? value.map(inWords).join(", ") : String(value))];
  });
}

/** Why a dismissed variant is told of again, RE-01 first (docs/rules.md). */
const GROUNDS = [
  "classification of the allele up",
  "any other change of its classification",
  "the panel's entry for the gene",
  "a new pair with a variant already shown",
  "the policy",
  "evidence for the allele or its annotation",
  "the family",
  "the patient's terms",
  "the program and its rules",
];

function inWords(value: unknown): string {
  const [, number] = /^RE-0(\d)$/.exec(String(value)) ?? [];
  return GROUNDS[Number(number) - 1] ?? String(value);
}

function neverAutomated({ acmg }: ReportDocument): Markup {
  if (acmg === null) return NOTHING;
  return h`<details><summary>Criteria that need manual assessment</summary><ul class="fine">${acmg.neverAutomated.map((n) => h`<li><b>${n.criterion}</b> ${n.reason}</li>`)}</ul></details>`;
}

/** Of the sources that this report rests on. */
function licences({ panels, knowledge, patient, candidates }: ReportDocument): Markup[] {
  const kinds = new Set(knowledge.map((k) => k.kind));
  const variants = candidates.flatMap((c) => c.variants);
  const has = (field: keyof (typeof variants)[number]["inSilico"]): boolean =>
    variants.some((v) => v.inSilico[field] !== null);
  const lines: [boolean, string][] = [
    [
      panels.some((p) => p.source.startsWith("panelapp")),
      "PanelApp: Genomics England's terms of use; diagnostic or commercial use needs their agreement.",
    ],
    [
      variants.some((v) => v.clinvar !== null) || kinds.has("clinvar"),
      "ClinVar: NCBI, public domain; not meant for direct diagnostic use or decisions without review by a professional.",
    ],
    [
      variants.some((v) => v.frequency.values.some((f) => f.source.startsWith("gnomAD"))),
      "gnomAD: Broad Institute, free of restrictions (CC0).",
    ],
    [
      patient !== undefined || kinds.has("hpo"),
      "Human Phenotype Ontology: its licence requires citation, the release number, and unchanged content.",
    ],
    [has("revel"), "REVEL: free for non-commercial use; other use by agreement with its authors."],
    [has("alphaMissense"), "AlphaMissense: the terms of its authors (Google DeepMind)."],
    [has("cadd"), "CADD: University of Washington and others, free for non-commercial use."],
    [has("spliceAi"), "SpliceAI scores: Illumina, free for academic and non-commercial use."],
    [
      true,
      "ACMG/AMP criteria by points: Richards 2015, Tavtigian 2020; intervals: Pejaver 2022, Bergquist 2024. Pedigree symbols: Bennett 2022 (NSGC).",
    ],
  ];
  return lines.flatMap(([used, text]) => (used ? [h`<li>${text}</li>`] : []));
}
