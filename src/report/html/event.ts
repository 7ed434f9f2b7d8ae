/** The parts of a card specific to an event: what it is, who called it, what it covers. */
import { formatNumber, thousands } from "../../core/text.ts";
import { copiesText } from "../../rank/index.ts";
import type { ShownEvent } from "../../rank/types.ts";
import { h, type Markup, NOTHING } from "./markup.ts";
import { words } from "./words.ts";

/** Effect on the genes, ends and records, people, populations, regions. */
export function eventMarkup(event: ShownEvent): Markup {
  return h`<section class="two txs"><h5>Effect</h5>${effectMarkup(event)}</section><section class="two"><h5>Who carries it</h5>${callsMarkup(event)}</section><section class="freq"><h5>Population frequency</h5>${rarityMarkup(event)}</section><section><h5>ClinVar</h5><p><b class="warn">Not assessed</b>: structural variants are not compared with those in ClinVar.</p></section><section><h5>Dosage and regions</h5>${dosageMarkup(event)}</section><section class="wide"><h5>Ends and records</h5>${recordsMarkup(event)}</section>`;
}

function effectMarkup({ effect, genesHit, moreGenes }: ShownEvent): Markup {
  const own =
    effect === null
      ? h`<p>Covers a region, not a single gene.</p>`
      : h`<p><b>${effect.text}</b>${effect.transcript === null ? NOTHING : h` <code>${effect.transcript}</code>`} <span class="fine">by ${words(effect.source)}</span></p>`;
  if (genesHit.length === 0) return own;
  const rest = moreGenes === 0 ? "" : ` and ${moreGenes} more`;
  return h`${own}<p class="fine">Further genes: ${genesHit.map(({ symbol, text }) => `${symbol} (${text})`).join("; ")}${rest}</p>`;
}

const STATES: Readonly<Record<ShownEvent["calls"][number]["state"], string>> = {
  carrier: "carries it",
  reference: "reference in a joint call",
  not_called: "not called in the person's own file",
  unknown: "not known",
  not_assayed: "not assayed",
};

function callsMarkup({ calls }: ShownEvent): Markup {
  const rows = calls.map((call) => {
    const { sample, state, zygosity, altSupport, refSupport, failedFilters, why } = call;
    const reads = altSupport === null ? "–" : `${altSupport} of ${altSupport + (refSupport ?? 0)}`;
    const said = [...why, ...failedFilters.map((name) => `failed ${name}`)].join("; ");
    return h`<tr><th scope="row">${sample}</th><td>${STATES[state]}${zygosity === null ? "" : `, ${words(zygosity)}`}</td><td>${copiesText(call) || "–"}</td><td>${reads}</td><td class="fine">${said}</td></tr>`;
  });
  return h`<div class="scroll"><table class="plain"><thead><tr><th scope="col">Who</th><th scope="col">Call</th><th scope="col">Copies</th><th scope="col">Support</th><th scope="col">Basis</th></tr></thead><tbody>${rows}</tbody></table></div>`;
}

function rarityMarkup({ rarity }: ShownEvent): Markup {
  const { assessed, matches, nearMisses } = rarity;
  const line = (one: (typeof matches)[number]): Markup =>
    h`<li>${one.source} ${one.id ?? ""}: ${one.frequency === null ? "no frequency" : formatNumber(one.frequency)}${one.overlap === null ? "" : `, overlap ${Math.round(100 * one.overlap)} %`}${one.why === null ? NOTHING : h` <span class="fine">${one.why}</span>`}</li>`;
  const head = !assessed
    ? h`<p><b class="warn">Not assessed</b>: ${matches.length === 0 ? "no source of such events was consulted" : "no match below counts"}. This does not mean that it is rare.</p>`
    : matches.length === 0
      ? h`<p>The sources consulted have no such event.</p>`
      : NOTHING;
  const near =
    nearMisses.length === 0
      ? NOTHING
      : h`<details><summary>Overlapping events that do not match</summary><ul class="fine">${nearMisses.map(line)}</ul></details>`;
  return h`${head}${matches.length === 0 ? NOTHING : h`<ul>${matches.map(line)}</ul>`}${near}`;
}

function dosageMarkup({ dosage, regions, inside, gelCnvTier }: ShownEvent): Markup {
  const score = (value: number | null): string => (value === null ? "not evaluated" : `${value}`);
  const own =
    dosage === null
      ? NOTHING
      : h`<p>ClinGen: haploinsufficiency ${score(dosage.haploinsufficiency)}, triplosensitivity ${score(dosage.triplosensitivity)}.</p>`;
  const covered = regions.map(
    (region) =>
      h`<li>${region.name}${region.confidence === null ? "" : ` (${region.confidence})`}: ${Math.round(100 * region.covered.must)} % covered, ${Math.round(100 * region.required)} % needed</li>`,
  );
  const sites =
    inside === null
      ? NOTHING
      : h`<p>Small variants of the patient within the event: ${inside.sites}, ${inside.het} of them heterozygous.</p>`;
  const gel =
    gelCnvTier === null
      ? NOTHING
      : h`<p class="fine">Genomics England would label it ${gelCnvTier}, by size and callers.</p>`;
  return h`${own}${covered.length === 0 ? NOTHING : h`<ul>${covered}</ul>`}${sites}${gel}`;
}

function recordsMarkup(event: ShownEvent): Markup {
  const { first, last, ciFirst, ciLast, precise, members, ends } = event;
  const end = (pos: number, [low, high]: readonly number[]): string =>
    `${thousands(pos)}${low === 0 && high === 0 ? "" : ` (${low ?? 0} to +${high ?? 0})`}`;
  const places =
    ends.length > 0
      ? ends.map(({ chrom, pos, strand }) => `${chrom}:${thousands(pos)} (${strand})`).join(" and ")
      : `${end(first, ciFirst)} to ${end(last, ciLast)}`;
  const rows = members.map(
    (m) =>
      h`<tr><th scope="row">${m.caller}</th><td>${words(m.method)}</td><td><code>${m.contig}:${m.pos} ${m.alt}</code></td><td>${m.id}</td><td>${m.filters.length === 0 ? "passed" : m.filters.join(", ")}</td></tr>`,
  );
  return h`<p>${places}${precise ? "" : ", not precise"}.</p><div class="scroll"><table class="plain"><thead><tr><th scope="col">Caller</th><th scope="col">Method</th><th scope="col">Record</th><th scope="col">Id</th><th scope="col">FILTER</th></tr></thead><tbody>${rows}</tbody></table></div>`;
}
