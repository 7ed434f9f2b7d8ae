/** The parts of a card that concern one variant. */
import { meaningOfScore } from "../../acmg/index.ts";
import type { PredictorName } from "../../acmg/types.ts";
import { classState } from "../../core/evidence-class.ts";
import { formatNumber } from "../../core/text.ts";
import type { ClinVarEvidence } from "../../vcf/types.ts";
import { namesOf } from "../../rank/index.ts";
import type { ReportVariant } from "../json.ts";
import {
  frequencyAxis,
  geneRuler,
  predictorStrip,
  type ProteinPlace,
  proteinRuler,
  readsBar,
} from "./drawings.ts";
import { h, type Markup, NOTHING } from "./markup.ts";
import { change, countText, words } from "./words.ts";

export function genotypesMarkup({ genotypes }: ReportVariant, proband: string): Markup {
  const deepest = Math.max(0, ...genotypes.map(({ depth }) => depth ?? 0));
  const rows = genotypes.map((g) => {
    const reads = g.alleleDepths?.map((d) => d ?? "?").join("/") ?? "not known";
    const balance = g.alleleBalance === null ? "–" : g.alleleBalance.toFixed(2);
    return h`<tr><th scope="row">${g.sample}${g.sample === proband ? h` <b class="tag">P</b>` : NOTHING}</th><td><code>${g.genotype}</code></td><td>${readsBar(g.depth, g.alleleBalance, deepest)}</td><td>${g.depth ?? "–"}</td><td>${reads}</td><td>${balance}</td><td>${g.genotypeQuality ?? "–"}</td></tr>`;
  });
  return h`<table class="plain"><thead><tr><th scope="col">Genotypes</th><th scope="col">GT</th><th scope="col">Reads</th><th scope="col">Depth</th><th scope="col">Ref/alt reads</th><th scope="col">Allele balance</th><th scope="col">GQ</th></tr></thead><tbody>${rows}</tbody></table>`;
}

export function qualityMarkup({ qcFailures, qcMissing, filters }: ReportVariant): Markup {
  const filter = filters.length === 0 ? "not applied" : filters.join(", ");
  const gates =
    qcFailures.length === 0
      ? "all genotype gates passed"
      : h`<b class="warn">failed: ${qcFailures.join(", ")}</b>`;
  const missing =
    qcMissing.length === 0
      ? ""
      : `; not given: ${qcMissing.map((f) => f.replace(/^missing:/, "")).join(", ")}`;
  return h`<p>FILTER ${filter}; ${gates}${missing}</p>`;
}

export function consequenceMarkup(v: ReportVariant): Markup {
  const { consequence: c, worse } = v;
  const why = c.maneSelect
    ? "MANE Select"
    : c.manePlusClinical
      ? "MANE Plus Clinical"
      : c.canonical
        ? "canonical"
        : "";
  const where = c.exon !== "" ? `exon ${c.exon}` : c.intron !== "" ? `intron ${c.intron}` : "";
  const protein = proteinPlace(c);
  const facts = [c.terms.map(words).join(", "), why, where, proteinText(protein)].filter(
    (s) => s !== "",
  );
  const { dna, protein: residue } = namesOf(v);
  const within = v.mitochondrial === undefined ? "" : change(c.hgvsc);
  return h`<p><b>${change(dna)}</b> ${change(residue)} on <code>${c.transcript}</code>${within === "" ? "" : ` (${within})`}<br>${facts.join("; ")}</p>${geneRuler(c)}${protein === null ? NOTHING : proteinRuler(protein)}${worse === null ? NOTHING : h`<p>Worse on another transcript: ${worse.terms.map(words).join(", ")} on <code>${worse.transcript}</code></p>`}`;
}

/** The residue by HGVS, else as the annotator counts; the length only where it states one. */
export function proteinPlace({
  hgvsp,
  proteinPosition = "",
}: Pick<ReportVariant["consequence"], "hgvsp" | "proteinPosition">): ProteinPlace | null {
  const [, from, of] = /^(\d+)(?:-[\d?]+)?(?:\/(\d+))?$/.exec(proteinPosition) ?? [];
  const residue = /p\.\(?(?:[A-Z][a-z]{2}|[A-Z*])(\d+)/.exec(hgvsp)?.[1] ?? from;
  return residue === undefined
    ? null
    : { residue: Number(residue), length: of === undefined ? null : Number(of) };
}

function proteinText(place: ProteinPlace | null): string {
  if (place === null) return "";
  const { residue, length } = place;
  return length === null
    ? `residue ${residue} (the annotation does not state the protein's length)`
    : `residue ${residue} of ${length}`;
}

export function frequencyMarkup({ frequency, flags }: ReportVariant): Markup {
  const { assessed, max, values, homozygotes, hemizygotes, alleleNumber, unread } = frequency;
  if (!assessed && unread !== undefined)
    return h`<p><b class="warn">Not assessed</b>: no frequency can be read in ${unread.join(", ")}. This does not mean rare.</p>`;
  if (!assessed)
    return h`<p><b class="warn">Not assessed</b>: the file has no population frequencies. This does not mean rare.</p>`;
  if (max === null) return h`<p>Absent from the population data of the file.</p>`;
  const group = (v: { source: string; population: string | null }): string =>
    v.population === null ? v.source : `${v.source} ${v.population}`;
  const counts = [
    homozygotes === null ? "" : countText(homozygotes, "homozygote"),
    hemizygotes === null ? "" : countText(hemizygotes, "hemizygote"),
    alleleNumber === null ? "" : `of ${countText(alleleNumber, "allele")}`,
    flags.includes("af_exome_only") || frequency.exomesOnly ? "exomes alone" : "",
  ].filter((s) => s !== "");
  const sources = [...new Set(values.map((v) => v.source))].map((source) => {
    const of = values.filter((v) => v.source === source);
    return `${source}: ${of.map((v) => `${v.population ?? "all"} ${formatNumber(v.af)}`).join(", ")}`;
  });
  return h`<p>At most <b>${formatNumber(max.af)}</b> (${group(max)})${counts.length === 0 ? "" : `; ${counts.join(", ")}`}</p>${frequencyAxis(frequency)}${sources.map((text) => h`<p class="fine">${text}</p>`)}`;
}

const PREDICTORS: readonly (readonly [keyof ReportVariant["inSilico"], PredictorName])[] = [
  ["revel", "REVEL"],
  ["alphaMissense", "AlphaMissense"],
  ["cadd", "CADD"],
];

/** @param chosen the run's one missense predictor, which alone weighs (PP3-01) */
export function predictorsMarkup(
  { inSilico, consequence }: ReportVariant,
  chosen: string | null,
): Markup {
  const isMissense = consequence.terms.includes("missense_variant");
  const rows = PREDICTORS.flatMap(([field, name]) => {
    const score = inSilico[field];
    if (score === null) return [];
    if (!isMissense)
      return h`<tr><th scope="row">${name}</th><td>${formatNumber(score)}</td><td>not weighed: calibrated for missense alone</td></tr>`;
    const { direction, strength } = meaningOfScore(name, score);
    const band =
      direction === "none" ? "between the bands" : `${direction}, ${words(strength ?? "")}`;
    return h`<tr><th scope="row">${name}${name === chosen ? h`<br><small>weighs</small>` : NOTHING}</th><td>${formatNumber(score)}</td><td>${predictorStrip(name, score)}<br>${band}</td></tr>`;
  });
  const splice = inSilico.spliceAi;
  if (splice !== null) {
    const band =
      splice >= 0.2
        ? "effect on splicing predicted"
        : splice <= 0.1
          ? "no effect predicted"
          : "between the bands";
    rows.push(
      h`<tr><th scope="row">SpliceAI</th><td>${formatNumber(splice)}</td><td>${band}</td></tr>`,
    );
  }
  if (rows.length === 0) return h`<p>No prediction in the file.</p>`;
  const key = h`<p class="fine">Bands: Pejaver 2022, Bergquist 2024; missense alone.</p>`;
  return h`<table class="plain"><tbody>${rows}</tbody></table>${isMissense ? key : NOTHING}`;
}

export function clinvarMarkup({ clinvar, knowledge }: ReportVariant): Markup {
  const stored = knowledge?.statements ?? [];
  const all = stored.length > 0 || clinvar === null ? stored : [clinvar];
  const looked = knowledge?.clinvar ?? null;
  const match =
    looked === null
      ? NOTHING
      : h`<p class="fine">ClinVar release ${looked.release}: ${MATCHES[looked.match]}</p>`;
  if (all.length === 0) return h`<p>No statement on this allele.</p>${match}`;
  return h`<ul>${all.map((s) => h`<li>${statement(s)}</li>`)}</ul>${match}`;
}

const MATCHES = {
  exact: "this allele",
  component: "single bases of this substitution alone",
  none: "not listed",
  not_left_aligned: "not found; the indel may stand elsewhere, as no reference sequence is at hand",
} as const;

function starsMarkup(stars: number | null): Markup {
  if (stars === null) return h`<span class="fine">review status not told</span>`;
  return h`<span class="stars" role="img" aria-label="${stars} of 4 stars">${"★".repeat(stars)}${"☆".repeat(4 - stars)}</span>`;
}

function statement(s: ClinVarEvidence): Markup {
  const { stored } = s;
  const from =
    stored !== undefined
      ? `${stored.source} ${stored.release}${stored.id === "" ? "" : `, ${stored.id}`}`
      : s.origin === "csq"
        ? "in the file, matched by position only: no weight"
        : "in the file; date not told";
  const conflict = stored?.conflict ?? null;
  const votes =
    conflict === null
      ? ""
      : `; submissions: ${conflict.pathogenic} P, ${conflict.likelyPathogenic} LP, ${conflict.uncertain} VUS, ${conflict.likelyBenign} LB, ${conflict.benign} B`;
  return h`<b>${s.text}</b> ${starsMarkup(s.stars)} <span class="fine">${from}${votes}</span>`;
}

export function acmgMarkup({ acmg }: ReportVariant): Markup {
  if (acmg === null) return h`<p>Not judged.</p>`;
  const weighed = acmg.criteria.filter((c) => c.status === "met" || c.status === "suggested");
  const others = acmg.criteria.filter((c) => c.status !== "met" && c.status !== "suggested");
  const rows = weighed.map(
    (c) =>
      h`<tr><th scope="row">${c.criterion}</th><td>${c.status === "met" ? "met" : h`<b class="tag">suggested</b>`}</td><td>${words(c.strength ?? "to be chosen")}</td><td>${c.points > 0 ? `+${c.points}` : c.points}</td><td>${c.reason}</td></tr>`,
  );
  const state = classState(acmg);
  const total =
    state === "not_judged"
      ? h`<p>Not judged by machine.</p>`
      : state === "not_stated"
        ? h`<p>Class <b>not stated</b>: PVS1 could not be asked, and would make another class. Points without it <b>${acmg.points}</b>; with suggestions accepted ${acmg.pointsWithSuggested}. <b>Automated evidence, not a classification.</b></p>`
        : h`<p>Points <b>${acmg.points}</b> (${state}${acmg.temperature === null ? "" : `, ${acmg.temperature}`}); with suggestions accepted ${acmg.pointsWithSuggested}. Posterior ${acmg.posterior}. <b>Automated evidence, not a classification.</b>${acmg.flags.length === 0 ? "" : ` ${acmg.flags.map(words).join(", ")}.`}</p>`;
  return h`${total}${rows.length === 0 ? NOTHING : h`<div class="scroll"><table class="plain acmg"><thead><tr><th scope="col">Criterion</th><th scope="col">Status</th><th scope="col">Strength</th><th scope="col">Points</th><th scope="col">Why</th></tr></thead><tbody>${rows}</tbody></table></div>`}<details><summary>Criteria not met, not assessed, not applicable</summary><ul class="fine">${others.map((c) => h`<li><b>${c.criterion}</b> ${words(c.status)}: ${c.reason}</li>`)}</ul></details>`;
}

export function checksMarkup({ checks }: ReportVariant): Markup {
  return h`<details><summary>Every check with value and limit</summary><ul class="fine">${checks.map((c) => h`<li><b>${words(c.id)}</b> ${words(c.outcome)}: ${c.value} (${c.limit})</li>`)}</ul></details>`;
}

export function annotationsMarkup({ knowledge }: ReportVariant): Markup {
  const answers = knowledge?.annotations ?? [];
  if (answers.length === 0) return NOTHING;
  return h`<h5>Declared sources</h5><ul class="fine">${answers.map((a) => h`<li><b>${a.source}</b> ${words(a.status)}${a.detail === "" ? "" : `: ${a.detail}`} ${Object.entries(a.values).map(([k, v]) => h`<span>${k} ${v ?? "–"}; </span>`)}</li>`)}</ul>`;
}
