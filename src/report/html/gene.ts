/** What is known about a candidate's gene: its diseases with their modes, constraint, coverage. */
import { formatNumber } from "../../core/text.ts";
import type { GeneDisease } from "../../genes/types.ts";
import type { AnyCandidate } from "./card.ts";
import { h, type Markup, NOTHING } from "./markup.ts";
import { countText } from "./words.ts";

/** More are folded: GenCC has dozens of some genes. */
const MOST_DISEASES = 4;

/** Beside the gene's name, before anything else: which disease it would be. */
export function diseasesMarkup({ gene, geneKnowledge }: AnyCandidate): Markup {
  const diseases = geneKnowledge?.diseases ?? [];
  const name = [gene.name ?? "", gene.hgncId ?? ""].filter((s) => s !== "").join(", ");
  const rest = diseases.slice(MOST_DISEASES);
  const more =
    rest.length === 0
      ? NOTHING
      : h`<details><summary>${countText(rest.length, "further statement")}</summary><ul class="fine">${rest.map(diseaseMarkup)}</ul></details>`;
  return h`<div class="gene-line${gene.name === undefined && diseases.length === 0 ? " bare" : ""}"><b>${gene.symbol}</b> ${name}${diseases.length === 0 ? NOTHING : h`<ul>${diseases.slice(0, MOST_DISEASES).map(diseaseMarkup)}</ul>`}${more}</div>`;
}

function diseaseMarkup(d: GeneDisease): Markup {
  const facts = [d.modeText, d.mechanismText, d.strengthText].filter((text) => text !== "");
  const from = [d.source, d.release, d.submitter].filter((text) => text !== "").join(" ");
  const isAgainst = d.strength === "disputed" || d.strength === "refuted";
  return h`<li><b>${d.disease}</b>${d.diseaseId === null ? "" : ` (${d.diseaseId})`}: ${isAgainst ? h`<b class="warn">${facts.join(", ")}</b>` : facts.join(", ")} <small>${from}</small></li>`;
}

/** Columns of gene tables by what people call them; others are folded. */
const CONSTRAINT: readonly (readonly [RegExp, string])[] = [
  [/^(oe_lof_upper|lof\.oe_ci\.upper|loeuf)$/i, "LOEUF"],
  [/^(pli|lof\.pli)$/i, "pLI"],
  [/^(mis_z|mis\.z_score)$/i, "missense Z"],
  [/^haploinsufficiency score$/i, "haploinsufficiency score"],
  [/^triplosensitivity score$/i, "triplosensitivity score"],
];

export function geneFacts({ geneKnowledge }: AnyCandidate): Markup {
  const { facts = [], coverage = null } = geneKnowledge ?? {};
  const share = (x: number | null): string => (x === null ? "–" : `${(100 * x).toFixed(1)} %`);
  const covered =
    coverage === null
      ? "not assessed"
      : `${share(coverage.at10)} at 10x, ${share(coverage.at20)} at 20x of ${coverage.bases} bases`;
  return h`${facts.map(factsMarkup)}<p>Coverage: ${covered}</p>`;
}

function factsMarkup(f: {
  source: string;
  release: string;
  values: Record<string, string | number>;
}): Markup {
  const named = CONSTRAINT.flatMap(([pattern, name]) => {
    const found = Object.entries(f.values).find(([key]) => pattern.test(key));
    return found === undefined ? [] : [`${name} ${valueText(found[1])}`];
  });
  const others = Object.entries(f.values).filter(([key]) => !CONSTRAINT.some(([p]) => p.test(key)));
  const rest =
    others.length === 0
      ? NOTHING
      : h`<details><summary>${countText(others.length, "further column")}</summary><p class="fine">${others.map(([k, v]) => `${k} ${v}`).join("; ")}</p></details>`;
  return h`<p><b>${f.source} ${f.release}</b> ${named.join("; ")}</p>${rest}`;
}

function valueText(value: string | number): string {
  const n = Number(value);
  return value === "" || Number.isNaN(n) ? String(value) : formatNumber(Number(n.toPrecision(3)));
}
