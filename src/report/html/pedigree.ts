/**
 * The family as a pedigree in the symbols of the NSGC (Bennett 2022): square a man, circle a woman, diamond
 * gender not stated; filled: affected; arrow with P: proband; double line: related partners. A pedigree file
 * states one sex and no gender, so no letters for sex assigned at birth (AMAB, AFAB) are added.
 */
import type { ReportDocument } from "../json.ts";
import { layoutOf, type Layout } from "./pedigree-layout.ts";
import { h, type Markup, NOTHING } from "./markup.ts";

const COLUMN = 104;
const ROW = 132;
const HALF = 19;
const LEFT = 64;
const TOP = 34;
/** More people than this are told in the table alone. */
const MOST_DRAWN = 80;
/** Letters of an id under a symbol. */
const LABEL = 15;

type Family = ReportDocument["family"];
type Person = Family["people"][number];

/** Who: the pedigree, and the same as a table. */
export function familyMarkup({ family, proband }: ReportDocument): Markup {
  const rows = family.people.map(
    (person) =>
      h`<tr><th scope="row">${person.id}${person.sequenced ? NOTHING : h`<br><span class="fine">not sequenced</span>`}</th><td>${role(person.id, family.people, proband)}</td><td>${person.sex}</td><td>${person.affection}</td></tr>`,
  );
  return h`<section class="panel" id="family"><h2>Family ${family.id}</h2><div class="scroll" tabindex="0" role="group" aria-label="Pedigree drawing">${pedigreeMarkup(family, proband)}</div><p class="key">Square: man; circle: woman; diamond: not stated; filled: affected; ? not known; arrow P: proband; double line: related partners (NSGC 2022). Drawn from the sex in the pedigree file; gender is not recorded.</p><div class="scroll" tabindex="0" role="group" aria-label="Family table"><table class="plain"><caption class="hidden">People of the family</caption><thead><tr><th scope="col">Person</th><th scope="col">Relation</th><th scope="col">Sex</th><th scope="col">Condition</th></tr></thead><tbody>${rows}</tbody></table></div></section>`;
}

/** As the pedigree states it. */
function role(id: string, people: Person[], proband: string): string {
  if (id === proband) return "proband";
  const child = people.find((p) => p.id === proband);
  const person = people.find((p) => p.id === id);
  if (child === undefined || person === undefined) return "";
  if (child.father === id) return "father";
  if (child.mother === id) return "mother";
  if (person.father === proband || person.mother === proband) return "child";
  const shared = [
    person.father !== null && person.father === child.father,
    person.mother !== null && person.mother === child.mother,
  ].filter(Boolean).length;
  if (shared === 2) return "sibling";
  if (shared === 1) return "half sibling";
  const parents = people.filter((p) => p.id === child.father || p.id === child.mother);
  if (parents.some((p) => p.father === id || p.mother === id)) return "grandparent";
  return "relative";
}

function pedigreeMarkup({ people }: Family, proband: string): Markup {
  if (people.length > MOST_DRAWN || people.length === 0) return NOTHING;
  const layout = layoutOf(people);
  const width = Math.round(LEFT + layout.width * COLUMN);
  const height = TOP + layout.rows.length * ROW - 18;
  return h`<svg class="pedigree" role="img" aria-labelledby="ped-t ped-d" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}"><title id="ped-t">Pedigree</title><desc id="ped-d">The same family is listed in the table that follows.</desc>${lines(layout)}${people.map((person, i) => symbol(person, i, layout, person.id === proband))}${generations(layout)}</svg>`;
}

function centre(layout: Layout, i: number): [number, number] {
  const x = LEFT + ((layout.x[i] ?? 0) + 0.5) * COLUMN;
  return [round(x), TOP + (layout.generation[i] ?? 0) * ROW + HALF];
}

function generations({ rows }: Layout): Markup[] {
  if (rows.length < 2) return [];
  return rows.map(
    (_, i) => h`<text class="gen" x="10" y="${TOP + i * ROW + HALF + 5}">${roman(i + 1)}</text>`,
  );
}

function roman(n: number): string {
  return ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"][n] ?? String(n);
}

/** Partners, descent, siblings. */
function lines(layout: Layout): Markup[] {
  return layout.couples.map(({ father, mother, children, related }) => {
    const both = [father, mother].filter((i) => i !== null);
    const at = both.map((i) => centre(layout, i)).sort(([a], [b]) => a - b);
    const [first, last] = [at[0], at.at(-1)];
    const kids = children.map((i) => centre(layout, i));
    if (first === undefined || last === undefined || kids.length === 0) return NOTHING;
    const y = first[1];
    const middle = round((first[0] + last[0]) / 2);
    const bar = Math.min(...kids.map(([, top]) => top)) - HALF - 26;
    const xs = [...kids.map(([x]) => x), middle];
    const partner = (dy: number): Markup =>
      at.length === 1 ? NOTHING : h`<path d="M${first[0] + HALF} ${y + dy}H${last[0] - HALF}"/>`;
    return h`<g class="line">${related ? [partner(-3), partner(3)] : partner(0)}<path d="M${middle} ${at.length === 1 ? y + HALF : y}V${bar}M${Math.min(...xs)} ${bar}H${Math.max(...xs)}"/>${kids.map(([x, top]) => h`<path d="M${x} ${bar}V${top - HALF}"/>`)}</g>`;
  });
}

function symbol(person: Person, i: number, layout: Layout, isProband: boolean): Markup {
  const [x, y] = centre(layout, i);
  const fill = person.affection === "affected" ? "affected" : "clear";
  const row = layout.generation[i] ?? 0;
  const number = (layout.rows[row]?.indexOf(i) ?? 0) + 1;
  const unknown =
    person.affection === "unknown" ? h`<text class="mid" x="${x}" y="${y + 6}">?</text>` : NOTHING;
  const arrow = isProband
    ? h`<g class="arrow"><path d="M${x - HALF - 26} ${y + HALF + 18}L${x - HALF - 5} ${y + HALF + 3}"/><path class="head" d="M${x - HALF - 1} ${y + HALF}l-11 2l6 9z"/><text x="${x - HALF - 38}" y="${y + HALF + 24}">P</text></g>`
    : NOTHING;
  const id = person.id.length > LABEL ? `${person.id.slice(0, LABEL - 1)}…` : person.id;
  return h`<g>${shape(person.sex, x, y, fill)}${unknown}${arrow}<text class="mid" x="${x}" y="${y + HALF + 17}">${roman(row + 1)}-${number}</text><text class="mid id" x="${x}" y="${y + HALF + 33}">${id}</text>${person.sequenced ? NOTHING : h`<text class="mid note" x="${x}" y="${y + HALF + 48}">not sequenced</text>`}</g>`;
}

function shape(sex: string, x: number, y: number, fill: string): Markup {
  if (sex === "male")
    return h`<rect class="${fill}" x="${x - HALF}" y="${y - HALF}" width="${2 * HALF}" height="${2 * HALF}"/>`;
  if (sex === "female") return h`<circle class="${fill}" cx="${x}" cy="${y}" r="${HALF}"/>`;
  const r = HALF + 3;
  return h`<path class="${fill}" d="M${x} ${y - r}L${x + r} ${y}L${x} ${y + r}L${x - r} ${y}z"/>`;
}

function round(x: number): number {
  return Math.round(x * 10) / 10;
}
