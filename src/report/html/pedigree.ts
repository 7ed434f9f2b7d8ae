/**
 * The family as a pedigree in NSGC symbols (Bennett 2022): square for a man, circle for a woman, diamond for
 * gender not stated; filled: affected; arrow with P: proband; double line: related partners. A pedigree file
 * states one sex and no gender, so no letters for sex assigned at birth (AMAB, AFAB) are added.
 */
import type { ReportDocument } from "../json.ts";
import type { Carried, Relation } from "./relations.ts";
import { layoutOf, type Layout } from "./pedigree-layout.ts";
import { h, type Markup, NOTHING } from "./markup.ts";

const COLUMN = 88;
const ROW = 88;
const HALF = 14;
const LEFT = 30;
const TOP = 6;
/** More people than this are told in the table alone. */
const MOST_DRAWN = 80;
/** Letters of a text under a symbol. */
const LABEL = 14;

type Person = ReportDocument["family"]["people"][number];

/** A family's drawing: its symbols are put into the page once, and used wherever something is written under them. */
export interface Pedigree {
  /** Symbols, lines and relations, for the page's definitions. */
  symbols: Markup;
  /** @param texts a line under each person, in the family's order; @param title what the drawing tells */
  drawing: (texts: readonly string[], title: string) => Markup;
}

/** null: there is nothing to draw, or too many people for it. */
export function pedigreeOf(
  { family: { people }, proband }: Pick<ReportDocument, "family" | "proband">,
  relations: readonly Relation[],
): Pedigree | null {
  if (people.length > MOST_DRAWN || people.length < 2) return null;
  const layout = layoutOf(people);
  const width = Math.round(LEFT + layout.width * COLUMN);
  const height = TOP + (layout.rows.length - 1) * ROW + 2 * HALF + 36;
  const symbols = h`<g id="family-symbols">${lines(layout)}${people.map((person, i) => symbol(person, relations[i]?.name ?? "", centre(layout, i), person.id === proband))}${generations(layout)}</g>`;
  return {
    symbols,
    drawing: (texts, title) =>
      h`<svg class="pedigree" role="img" aria-label="${title}" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}"><use href="#family-symbols"/>${texts.map((text, i) => under(centre(layout, i), text))}</svg>`,
  };
}

function under([x, y]: [number, number], text: string): Markup {
  if (text === "") return NOTHING;
  return h`<text class="mid b" x="${x}" y="${y + HALF + 30}">${short(text)}</text>`;
}

function short(text: string): string {
  return text.length > LABEL ? `${text.slice(0, LABEL - 1)}…` : text;
}

/** What each person carries, under the symbols: segregation at a glance. */
export function segregationMarkup(
  pedigree: Pedigree | null,
  relations: readonly Relation[],
  carried: readonly Carried[],
  name: string,
): Markup {
  if (pedigree === null) return NOTHING;
  const texts = relations.map(({ id, sequenced }) => {
    const found = carried.find((c) => c.relation.id === id);
    if (found !== undefined) return found.word === "reference" ? "ref" : found.word;
    return sequenced ? "not known" : "";
  });
  return pedigree.drawing(texts, `Who carries ${name}; the table beside it shows the same`);
}

/** Who is who: sample names stand here alone. */
export function familyMarkup(
  { family }: ReportDocument,
  relations: readonly Relation[],
  pedigree: Pedigree | null,
): Markup {
  const rows = relations.map(
    ({ id, name, sex, affection, sequenced }) =>
      h`<tr><th scope="row">${name}</th><td>${id}${sequenced ? NOTHING : h`<br><span class="fine">not sequenced</span>`}</td><td>${sex}</td><td>${affection}</td></tr>`,
  );
  const drawn =
    pedigree === null
      ? NOTHING
      : h`<p class="key">Square: man; circle: woman; diamond: not stated; filled: affected; ?: not known; arrow P: proband; grey name: not sequenced; double line: related partners (NSGC 2022). Drawn from the sex in the pedigree file; gender is not recorded.</p>`;
  return h`<section class="panel" id="family"><h2>Family ${family.id}</h2><div class="scroll" tabindex="0" role="group" aria-label="Family table"><table class="plain"><caption class="hidden">People of the family</caption><thead><tr><th scope="col">Relation</th><th scope="col">Sample</th><th scope="col">Sex</th><th scope="col">Condition</th></tr></thead><tbody>${rows}</tbody></table></div>${drawn}</section>`;
}

function centre(layout: Layout, i: number): [number, number] {
  const x = LEFT + ((layout.x[i] ?? 0) + 0.5) * COLUMN;
  return [round(x), TOP + (layout.generation[i] ?? 0) * ROW + HALF];
}

function generations({ rows }: Layout): Markup[] {
  if (rows.length < 2) return [];
  return rows.map(
    (_, i) => h`<text class="gen" x="4" y="${TOP + i * ROW + HALF + 4}">${roman(i + 1)}</text>`,
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
    const bar = Math.min(...kids.map(([, top]) => top)) - HALF - 12;
    const xs = [...kids.map(([x]) => x), middle];
    const partner = (dy: number): Markup =>
      at.length === 1 ? NOTHING : h`<path d="M${first[0] + HALF} ${y + dy}H${last[0] - HALF}"/>`;
    return h`<g class="line">${related ? [partner(-3), partner(3)] : partner(0)}<path d="M${middle} ${at.length === 1 ? y + HALF : y}V${bar}M${Math.min(...xs)} ${bar}H${Math.max(...xs)}"/>${kids.map(([x, top]) => h`<path d="M${x} ${bar}V${top - HALF}"/>`)}</g>`;
  });
}

function symbol(
  person: Person,
  name: string,
  [x, y]: [number, number],
  isProband: boolean,
): Markup {
  const fill = person.affection === "affected" ? "affected" : "clear";
  const unknown =
    person.affection === "unknown" ? h`<text class="mid" x="${x}" y="${y + 5}">?</text>` : NOTHING;
  const arrow = isProband
    ? h`<g class="arrow"><path d="M${x - HALF - 22} ${y + 9}L${x - HALF - 6} ${y + 3}"/><path class="head" d="M${x - HALF - 2} ${y + 1}l-10 -1l4 8z"/><text x="${x - HALF - 32}" y="${y + 14}">P</text></g>`
    : NOTHING;
  return h`${shape(person.sex, x, y, fill)}${unknown}${arrow}<text class="mid${person.sequenced ? "" : " note"}" x="${x}" y="${y + HALF + 15}">${short(name)}</text>`;
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
