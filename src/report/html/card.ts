/**
 * The evidence cards. The first ones stand in the page; thousands would make it slow and large, so the rest
 * lies packed in it (gzip, base64), a hundred to a parcel, and the script unpacks what is asked for.
 */
import { gzipSync } from "node:zlib";
import { formatNumber } from "../../core/text.ts";
import {
  fractionText,
  inheritanceWord,
  modelWord,
  modeWord,
  nameOf,
  originText,
  PHASES,
  predicted,
} from "../../rank/index.ts";
import type { PhenotypeReason } from "../../phenotype/types.ts";
import type { CandidatePhenotype } from "../../rank/types.ts";
import type { ReportCandidate, ReportDocument, ReportSideCandidate } from "../json.ts";
import { chanceText, factText, NO_CLASS, partWord, timesText } from "../ranking-words.ts";
import { partBar } from "./drawings.ts";
import {
  acmgMarkup,
  annotationsMarkup,
  checksMarkup,
  clinvarMarkup,
  frequencyMarkup,
  genotypesMarkup,
  placesMarkup,
  predictorsMarkup,
  qualityText,
  transcriptsMarkup,
} from "./evidence.ts";
import { decisionMarkup } from "./decide.ts";
import { eventMarkup } from "./event.ts";
import { carriedOf, type Relation, segregationText } from "./relations.ts";
import { diseasesMarkup, geneFacts } from "./gene.ts";
import { writtenNames } from "./names.ts";
import { type Pedigree, segregationMarkup } from "./pedigree.ts";
import { h, joined, type Markup, NOTHING, SCRIPT_END, trusted } from "./markup.ts";
import type { Mark } from "./types.ts";
import { linksMarkup } from "./links.ts";
import { siteMarkup, siteOfKey, siteText, termMarkup } from "./place.ts";
import { markMarkup, shortlistMarkup, type TableRow } from "./table.ts";
import { capital, change, countText, words, zygosityWord } from "./words.ts";

export type AnyCandidate = ReportSideCandidate & Partial<Pick<ReportCandidate, "rank" | "tier">>;

interface CardContext {
  relations: readonly Relation[];
  pedigree: Pedigree | null;
  /** There is no other card: it stands open. */
  isAlone: boolean;
  /** The run's missense predictor; null: none. */
  predictor: string | null;
  links: boolean;
  ranking: ReportDocument["ranking"];
  mark: (candidateId: string) => Mark | null;
}

/** So many may all stand in the page; of more, the first ones alone. */
const IN_PAGE = 150;
const FIRST = 50;
const IN_PARCEL = 100;

export function cardsMarkup(rows: readonly TableRow[], context: CardContext): Markup {
  const fixed = rows.length <= IN_PAGE ? rows.length : FIRST;
  if (rows.length === 0) return NOTHING;
  const card = ({ candidate, id }: TableRow): Markup => cardMarkup(candidate, id, context);
  const packed = rows.slice(fixed);
  const parcels: Markup[] = [];
  for (let i = 0; i < packed.length; i += IN_PARCEL) {
    const some = packed.slice(i, i + IN_PARCEL);
    const bytes = gzipSync(h`${some.map(card)}`.text, { level: 6 });
    parcels.push(
      h`<script type="text/plain" class="pack" data-ids="${trusted(some.map(({ id }) => id).join(" "))}">${trusted(bytes.toString("base64"))}${SCRIPT_END}`,
    );
  }
  const rest =
    packed.length === 0
      ? NOTHING
      : h`<p class="fine">${countText(packed.length, "further card")} ${packed.length === 1 ? "is" : "are"} unpacked by the script when a row of the table is chosen; report.json has the same.</p>`;
  return h`${rows.slice(0, fixed).map(card)}${rest}${parcels}`;
}

/** One candidate. @param id of the element: candidate ids repeat between lists */
function cardMarkup(c: AnyCandidate, id: string, context: CardContext): Markup {
  const mark = context.mark(c.candidateId);
  return h`<details class="card${c.tier === 1 || c.tier === 2 || c.shortlisted === true ? " main" : ""}" id="${id}"${context.isAlone ? h` open` : NOTHING}><summary><span class="no">${c.rank === undefined ? "–" : `#${c.rank}`}</span> <b>${c.gene.symbol}</b> <span>${joined(
    c.variants.map((v) => titleOf(v, c)),
    trusted(" + "),
  )}</span>${c.tier === undefined ? NOTHING : h` <b class="tier t${c.tier}">Tier ${c.tier}</b>`}${shortlistMarkup(c)} <span class="fine">${capital(inheritanceWord(c, "full") ?? "")}</span>${mark === null ? NOTHING : h` ${markMarkup(mark)}`}</summary>${diseasesMarkup(c)}<p class="reason">${reasonText(c)}</p>${c.variants.map((v) => variant(c, v, context))}<div class="grid why">${part("Inheritance", inheritance(c))}${part("Panels", panels(c))}${c.geneKnowledge === undefined ? NOTHING : part("The gene", geneFacts(c))}<details class="wide off"><summary>Why this rank</summary>${rank(c, context.ranking)}</details>${c.phenotype === undefined ? NOTHING : h`<section class="wide"><h4>Phenotype match</h4>${phenotype(c.phenotype, context.links)}</section>`}</div>${linksMarkup({ assembly: c.assembly, gene: c.gene, sites: c.variants, variation: variationOf(c), diseases: c.geneKnowledge?.diseases ?? [] }, context.links)}${c.variants.map((v) => decisionMarkup(c, v))}</details>`;
}

function titleOf(v: AnyCandidate["variants"][number], c: AnyCandidate): string {
  const { dna, protein } = writtenNames(v);
  return [dna, protein].filter((s) => s !== "").join(" ") || siteText(v, c.assembly);
}

/** The reason as the report has it, with names and words as people write them, and the build beside every place. */
function reasonText({ reason, variants, assembly }: AnyCandidate): string {
  return variants.reduce((text, v) => {
    const named = nameOf(v);
    const terms = [v.consequence, v.worse].map((t) => t?.terms[0] ?? "").filter((t) => t !== "");
    const placed = text.replaceAll(` ${v.pos} ${v.ref}>${v.alt}`, ` ${siteText(v, assembly)}`);
    const spoken = terms.reduce((all, term) => all.replaceAll(term, words(term)), placed);
    return named === "" ? spoken : spoken.replaceAll(named, predicted(change(named)));
  }, reason);
}

function part(title: string, content: Markup): Markup {
  return h`<section><h4>${title}</h4>${content}</section>`;
}

function variant(
  c: AnyCandidate,
  v: AnyCandidate["variants"][number],
  { relations, pedigree, predictor }: CardContext,
): Markup {
  const carried = carriedOf(v, relations, c.assembly);
  const drawn = segregationMarkup(pedigree, relations, carried, titleOf(v, c));
  if (v.kind === "event")
    return h`<div class="variant"><h4>${siteMarkup(v, c.assembly)} <span class="fine">${zygosityWord(v.zygosity)}${v.id === "." ? "" : `, ${v.id}`}</span></h4><div class="grid"><section class="kin">${drawn}<p>${relations.length > 1 ? segregationText(carried, relations) : ""} ${qualityText(v)}</p></section>${eventMarkup(v.event)}<section class="wide">${checksMarkup(v)}</section></div></div>`;
  return h`<div class="variant"><h4>${siteMarkup(v, c.assembly)} <span class="fine">${zygosityWord(v.zygosity)}${v.mitochondrial === undefined ? "" : `, ${fractionText(v.mitochondrial)}`}${v.id === "." ? "" : `, ${v.id}`}</span></h4><div class="grid"><section class="two who"><h5>Genotypes and segregation</h5><div class="scroll">${genotypesMarkup(carried)}</div><p>${relations.length > 1 ? segregationText(carried, relations) : ""} ${qualityText(v)}</p></section><section class="kin">${drawn}</section><section class="two txs"><h5>Transcripts</h5>${transcriptsMarkup(v)}</section><section class="off">${placesMarkup(v)}</section><section class="freq"><h5>Population frequency</h5>${frequencyMarkup(v)}</section><section><h5>Predictions</h5>${predictorsMarkup(v, predictor)}</section><section><h5>ClinVar and own classifications</h5>${clinvarMarkup(v)}${annotationsMarkup(v)}</section><section class="wide"><h5>ACMG/AMP evidence</h5>${acmgMarkup(v)}${checksMarkup(v)}</section></div></div>`;
}

function variationOf({ variants }: AnyCandidate): string {
  const stored = variants.flatMap((v) => [
    ...(v.knowledge?.statements ?? []),
    ...(v.clinvar === null ? [] : [v.clinvar]),
  ]);
  return stored.find((s) => s.stored?.source === "ClinVar" && s.stored.id !== "")?.stored?.id ?? "";
}

/** The verdict in words, model by model. */
function inheritance({ models, assembly, flags }: AnyCandidate): Markup {
  const all = models.map((m) => {
    const says = m.verdict === "PASS" ? "Passes" : words(m.verdict.toLowerCase());
    const alleles = m.alleles.map((key, i) => {
      const site = siteOfKey(key);
      const grade = m.deNovo[i] ?? null;
      const text = `${originText(m, i) ?? ""}${grade === null ? "" : `, de novo, grade ${grade.toLowerCase()}`}`;
      return h`<li>${m.alleles.length > 1 && site !== null ? h`${siteMarkup(site, assembly)}: ` : NOTHING}${text}</li>`;
    });
    const why = [
      m.penetrance === "incomplete"
        ? "only under incomplete penetrance"
        : m.penetrance === "complete"
          ? "under complete penetrance"
          : "",
      m.phase === null ? "" : PHASES[m.phase],
      m.verdict === "PASS" ? "" : `because ${m.reasons.map(reasonWord).join(", ")}`,
    ].filter((s) => s !== "");
    return h`<li><b>${capital(modelWord(m.model))}</b>: ${says} ${why.join("; ")}<ul>${alleles}</ul></li>`;
  });
  const none = h`<p>No model of inheritance fits.</p>`;
  return h`${all.length === 0 ? none : h`<ul>${all}</ul>`}${flags.length === 0 ? NOTHING : h`<p class="fine">Flags: ${flags.map(words).join("; ")}</p>`}`;
}

function reasonWord(reason: string): string {
  return words(reason).replace(":", ": ");
}

function panels({ panels: rows }: AnyCandidate): Markup {
  if (rows.length === 0) return h`<p>Not on any applied panel.</p>`;
  return h`<ul>${rows.map((p) => h`<li><b class="chip ${p.confidence}">${p.confidence}</b> ${p.name}${p.version === null ? "" : ` ${p.version}`}<br><span class="fine">${p.modeText === "" ? modeWord(p.mode) : p.modeText}${p.penetrance === "unknown" ? "" : `; ${p.penetrance} penetrance`}${p.lofNotMechanism ? "; loss of function is not the mechanism" : ""}</span></li>`)}</ul>`;
}

function phenotype(
  { score, posterior, best, reason, diseases }: CandidatePhenotype,
  links: boolean,
): Markup {
  if (reason === null) return h`<p>The gene is not in this HPO release.</p>`;
  const head = h`<p>Score <b>${score.toFixed(2)}</b> (log10): ${timesText(score)}; ${formatNumber(Number((100 * posterior).toPrecision(2)))} % among all annotated genes, by the terms only${best ? "; the best of the candidates' genes" : ""}</p>`;
  const most = Math.max(0.1, ...reason.terms.map((t) => Math.abs(t.contribution)));
  const heads = ["The patient", "Common ancestor", "The disease", "Weight, log10"];
  return h`${head}<p>${reason.disease.name} <small>${reason.disease.id}</small></p><ul class="matches"><li class="match heads" aria-hidden="true">${heads.map((text) => h`<span>${text}</span>`)}</li>${reason.terms.map((term) => match(term, most, links))}</ul>${others(diseases, reason.disease.id)}`;
}

/** IC-03: a disease whose mode of inheritance is not the candidate's counts half, and is said to. */
function others(diseases: CandidatePhenotype["diseases"], shown: string): Markup {
  const rest = diseases.filter(({ id }) => id !== shown);
  if (rest.length === 0) return NOTHING;
  return h`<details><summary>${countText(rest.length, "other disease")} of the gene</summary><ul class="fine">${rest.map((d) => h`<li>${d.name} ${d.id}: ${d.score.toFixed(2)}${d.modes.length === 0 ? "" : `; ${d.modes.join(", ")}`}${d.fits ? "" : ", which does not fit the models, so it counts half"}</li>`)}</ul></details>`;
}

/** One term of the patient, the disease's term that answers it, and where their lines meet in the ontology. */
function match(t: PhenotypeReason["terms"][number], most: number, links: boolean): Markup {
  const mine = h`<span class="mine">${t.excluded ? h`<b>absent:</b> ` : NOTHING}${termMarkup(t.term, links)}</span>`;
  const weight = h`<span class="sum">${partBar(t.contribution, most)} ${t.contribution.toFixed(2)}</span>`;
  const lone = t.absentInDisease
    ? "the disease is known not to show it"
    : t.excluded
      ? "the disease does not have it either"
      : "the disease has nothing similar";
  if (t.absentInDisease || t.annotation === null || t.common === null)
    return h`<li class="match">${mine}<span class="lone">${lone}</span>${weight}</li>`;
  const often = h`<small>in ${Math.round(100 * t.frequency)} % of patients</small>`;
  if (t.annotation.id === t.term.id)
    return h`<li class="match">${mine}<span class="same">exact match</span><span class="theirs">${t.annotation.name} ${often}</span>${weight}</li>`;
  return h`<li class="match">${mine}<span class="roof">${termMarkup(t.common, links)} <small>information ${t.informationContent.toFixed(1)}</small></span><span class="theirs">${termMarkup(t.annotation, links)} ${often}</span>${weight}</li>`;
}

const PLACES = [
  "certain",
  "verdict or phase uncertain",
  "doubtful",
  "only under incomplete penetrance",
  "benign in ClinVar",
];

/** The sum by hand: each part, its points, the fact behind it. */
function rank(c: AnyCandidate, ranking: ReportDocument["ranking"]): Markup {
  const { tier, band, score, scoreParts } = c;
  const most = Math.max(1, ...scoreParts.map((p) => Math.abs(p.value)));
  const rows = scoreParts.map(
    (p) =>
      h`<tr><th scope="row">${capital(partWord(p.part))}</th><td>${partBar(p.value, most)}</td><td class="num">${formatNumber(p.value)}</td><td>${factText(p)}</td></tr>`,
  );
  const place = `then its place within the tier: ${PLACES[band] ?? ""}; then the score:`;
  const order =
    tier === undefined
      ? "Outside the tiers; the score:"
      : ranking?.order === "score"
        ? "By the score alone:"
        : `Tier ${tier} first; ${place}`;
  const chance =
    c.chance === undefined || ranking === null
      ? NOTHING
      : h`<p><b>${capital(chanceText(c.chance, ranking.expectedYield))}.</b></p>`;
  const means =
    ranking === null
      ? ", from a release before 0.3.0: it orders candidates of the same place in a tier, and is not a probability."
      : " points. With 10 more it is ten times as likely to be the answer, with 3 more twice as likely.";
  const below =
    ranking === null
      ? NOTHING
      : h`<p class="fine">${NO_CLASS} The score used by releases before 0.3.0: ${formatNumber(c.score_v1)}.</p>`;
  return h`<p>${order} <b>${formatNumber(score)}</b>${means}</p>${chance}<table class="plain fine parts"><thead><tr><th scope="col">Part</th><td></td><th scope="col">Points</th><th scope="col">Based on</th></tr></thead><tbody>${rows}</tbody><tfoot><tr><th scope="row">Sum</th><td></td><td class="num"><b>${formatNumber(score)}</b></td><td></td></tr></tfoot></table>${below}`;
}
