/** The parts of a card for one variant. */
import { meaningOfScore, type PredictorName } from "../../core/predictors.ts";
import { classState } from "../../core/evidence-class.ts";
import { formatNumber } from "../../core/text.ts";
import type { ClinVarEvidence, TranscriptLine } from "../../vcf/types.ts";
import { predicted } from "../../rank/index.ts";
import type { ReportVariant } from "../json.ts";
import type { Carried } from "./relations.ts";
import {
  frequencyAxis,
  geneRuler,
  predictorStrip,
  type ProteinPlace,
  proteinRuler,
  readsBar,
} from "./drawings.ts";
import { h, type Markup, NOTHING } from "./markup.ts";
import { writtenNames } from "./names.ts";
import { change, clinvarWords, countText, words } from "./words.ts";

export function genotypesMarkup(carried: readonly Carried[]): Markup {
  const deepest = Math.max(0, ...carried.map(({ shown }) => shown.depth ?? 0));
  const rows = carried.map(({ relation, word, reads, shown }) => {
    const { depth, alleleBalance, genotype, genotypeQuality } = shown;
    const condition = relation.affection === "unknown" ? "" : `, ${relation.affection}`;
    return h`<tr><th scope="row">${relation.name}<span class="fine">${condition}</span></th><td>${word} <code>${genotype}</code></td><td>${readsBar(depth, alleleBalance, deepest)}</td><td>${reads === "" ? "–" : reads}</td><td>${depth ?? "–"}</td><td>${alleleBalance === null ? "–" : alleleBalance.toFixed(2)}</td><td>${genotypeQuality ?? "–"}</td></tr>`;
  });
  return h`<table class="plain gt"><thead><tr><th scope="col">Who</th><th scope="col">Genotype</th><th scope="col">Reads</th><th scope="col">Ref/alt</th><th scope="col">Depth</th><th scope="col">Balance</th><th scope="col">GQ</th></tr></thead><tbody>${rows}</tbody></table>`;
}

export function qualityText({ qcFailures, qcMissing, filters }: ReportVariant): Markup {
  const filter = filters.length === 0 ? "not applied" : filters.join(", ");
  const gates =
    qcFailures.length === 0
      ? "all genotype gates passed"
      : h`<b class="warn">failed: ${qcFailures.join(", ")}</b>`;
  const missing =
    qcMissing.length === 0
      ? ""
      : `; not given: ${qcMissing.map((f) => f.replace(/^missing:/, "")).join(", ")}`;
  return h`FILTER ${filter}; ${gates}${missing}.`;
}

/** The reporting transcript first, then the others: MANE's names of each, and what the variant does there. */
export function transcriptsMarkup(v: ReportVariant): Markup {
  const { consequence: c, worse, otherTranscripts = [], compound } = v;
  const listed = [worse, ...otherTranscripts].filter((t) => t !== null);
  const others = listed.filter(
    (t, i) => listed.findIndex((o) => o.transcript === t.transcript) === i,
  );
  const { dna, protein } = writtenNames(v);
  const own = h`<tr class="own">${transcriptCells(c, v.mitochondrial === undefined ? dna : h`${dna}<br><small>${change(c.hgvsc)}</small>`, protein)}</tr>`;
  const row = (t: TranscriptLine): Markup =>
    h`<tr>${transcriptCells(t, change(t.hgvsc), predicted(change(t.hgvsp)))}</tr>`;
  const shown = others.slice(0, MOST_TRANSCRIPTS);
  const rest = others.slice(MOST_TRANSCRIPTS);
  const more =
    rest.length === 0
      ? NOTHING
      : h`<details><summary>${countText(rest.length, "further transcript")}</summary>${transcriptTable(rest.map(row))}</details>`;
  return h`${transcriptTable([own, ...shown.map(row)])}${more}${worse === null ? NOTHING : h`<p><b class="warn">Worse on another transcript:</b> ${worse.terms.map(words).join(", ")} on <code>${worse.transcript}</code></p>`}${compound === undefined ? NOTHING : h`<p><b class="warn">Combined with other changes on the same chromosome:</b> <code>${change(compound.hgvsc)}</code>, <code>${predicted(change(compound.hgvsp))}</code>: ${compound.terms.map(words).join(", ")}</p>`}`;
}

const MOST_TRANSCRIPTS = 3;

function transcriptTable(rows: readonly Markup[]): Markup {
  return h`<div class="scroll"><table class="plain tx"><thead><tr><th scope="col">Transcript</th><th scope="col">MANE</th><th scope="col">Consequence</th><th scope="col">DNA</th><th scope="col">Protein</th><th scope="col">Place</th></tr></thead><tbody>${rows}</tbody></table></div>`;
}

function transcriptCells(t: TranscriptLine, dna: Markup | string, protein: string): Markup {
  const why = t.maneSelect
    ? "MANE Select"
    : t.manePlusClinical
      ? "MANE Plus Clinical"
      : t.canonical
        ? "canonical"
        : "";
  const place = t.exon !== "" ? `exon ${t.exon}` : t.intron !== "" ? `intron ${t.intron}` : "";
  return h`<th scope="row"><code>${t.transcript}</code>${why === "" ? NOTHING : h` <b class="tag">${why}</b>`}</th><td><code>${t.mane ?? "–"}</code></td><td>${t.terms.map(words).join(", ")}</td><td class="n">${dna}</td><td class="n">${protein}</td><td class="n">${place}</td>`;
}

/** Where in the gene and in the protein, drawn. */
export function placesMarkup({ consequence }: ReportVariant): Markup {
  const protein = proteinPlace(consequence);
  return h`<p>${proteinText(protein)}</p>${geneRuler(consequence)}${protein === null ? NOTHING : proteinRuler(protein)}`;
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
    ? `Residue ${residue} (the annotation does not state the protein's length)`
    : `Residue ${residue} of ${length}`;
}

export function frequencyMarkup({ frequency, flags }: ReportVariant): Markup {
  const { assessed, max, values, homozygotes, hemizygotes, alleleNumber, unread } = frequency;
  if (!assessed && unread !== undefined)
    return h`<p><b class="warn">Not assessed</b>: no frequency can be read from ${unread.join(", ")}. This does not mean that it is rare.</p>`;
  if (!assessed)
    return h`<p><b class="warn">Not assessed</b>: the file has no population frequencies. This does not mean that it is rare.</p>`;
  if (max === null) return h`<p>Absent from the population data in the file.</p>`;
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
      return h`<tr><th scope="row">${name}</th><td>${formatNumber(score)}</td><td>not counted: calibrated for missense only</td></tr>`;
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
  const key = h`<p class="key">Bands: Pejaver 2022, Bergquist 2024; missense only.</p>`;
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
  if (all.length === 0) return h`<p>No entry for this allele.</p>${match}`;
  return h`<ul>${all.map((s) => h`<li>${statement(s)}</li>`)}</ul>${match}`;
}

const MATCHES = {
  exact: "this allele",
  component: "only single bases of this substitution",
  none: "not listed",
  not_left_aligned:
    "not found; the indel may be listed at another position, as no reference was given",
} as const;

function starsMarkup(stars: number | null): Markup {
  if (stars === null) return h`<span class="fine">review status not stated</span>`;
  return h`<span class="stars" role="img" aria-label="${stars} of 4 stars">${"★".repeat(stars)}${"☆".repeat(4 - stars)}</span>`;
}

function statement(s: ClinVarEvidence): Markup {
  const { stored } = s;
  const from =
    stored !== undefined
      ? `${stored.source} ${stored.release}${stored.id === "" ? "" : `, ${stored.id}`}`
      : s.origin === "csq"
        ? "in the file, matched by position only: given no weight"
        : "in the file; date not stated";
  const conflict = stored?.conflict ?? null;
  const votes =
    conflict === null
      ? ""
      : `; submissions: ${conflict.pathogenic} P, ${conflict.likelyPathogenic} LP, ${conflict.uncertain} VUS, ${conflict.likelyBenign} LB, ${conflict.benign} B`;
  return h`<b>${clinvarWords(s.text)}</b> ${starsMarkup(s.stars)} <span class="fine">${from}${votes}</span>`;
}

export function acmgMarkup({ acmg }: ReportVariant): Markup {
  if (acmg === null) return h`<p>No automated evidence.</p>`;
  const weighed = acmg.criteria.filter((c) => c.status === "met" || c.status === "suggested");
  const others = acmg.criteria.filter((c) => c.status !== "met" && c.status !== "suggested");
  const rows = weighed.map(
    (c) =>
      h`<tr><th scope="row">${c.criterion}</th><td>${c.status === "met" ? "met" : h`<b class="tag">suggested</b>`}</td><td>${words(c.strength ?? "to be chosen")}</td><td>${c.points > 0 ? `+${c.points}` : c.points}</td><td>${c.reason}</td></tr>`,
  );
  const state = classState(acmg);
  const total =
    state === "not_judged"
      ? h`<p>Needs manual assessment.</p>`
      : state === "not_stated"
        ? h`<p>Class <b>not stated</b>: PVS1 could not be assessed, and would change the class. Points without it <b>${acmg.points}</b>; with suggestions accepted ${acmg.pointsWithSuggested}. <b>Automated evidence, not a classification.</b></p>`
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
