/**
 * The rows of the tables as text, by which they are filtered and sorted, without an element for each. The page's
 * own markup, written and escaped when the report was made, is read; it is put into the page as it stands.
 */

export interface Entry {
  /** `<tbody …>…</tbody>`. */
  html: string;
  /** Made when it is first shown. */
  body: HTMLTableSectionElement | null;
  place: number;
  tier: string;
  models: string[];
  terms: string[];
  marks: string[];
  /** Lower case; null: not asked for yet. */
  text: string | null;
}

const ENTITIES: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  "#39": "'",
  "#96": "`",
};

/** What stands in markup of ours: no attribute holds a `>`. */
function textOf(html: string): string {
  return html
    .replaceAll(/<[^>]*>/g, " ")
    .replaceAll(/&(amp|lt|gt|quot|#39|#96);/g, (whole, name: string) => ENTITIES[name] ?? whole);
}

export function words(value: string | undefined): string[] {
  return (value ?? "").split(" ").filter((word) => word !== "");
}

export function entryOf(html: string, body: HTMLTableSectionElement | null, place: number): Entry {
  const head = html.slice(0, html.indexOf(">"));
  const attribute = (name: string): string =>
    new RegExp(` ${name}="([^"]*)"`).exec(head)?.[1] ?? "";
  return {
    html,
    body,
    place,
    tier: attribute("data-t"),
    models: words(attribute("data-m")),
    terms: words(attribute("data-c")),
    marks: words(attribute("data-k")),
    text: null,
  };
}

export function searched(entry: Entry): string {
  return (entry.text ??= textOf(entry.html).toLowerCase());
}

/** What a row is sorted by in a column: its own value, else its text. */
export function cellOf({ html }: Entry, column: number): string {
  const cell = html.slice(0, html.indexOf("</tr>")).split(/<t[dh](?=[ >])/)[column + 1] ?? "";
  const [, own] = /^[^>]* data-v="([^"]*)"/.exec(cell) ?? [];
  return own ?? textOf(`<t ${cell}`).trim();
}

/** Elements for those that have none yet, all at once. */
export function withBodies(entries: readonly Entry[]): HTMLTableSectionElement[] {
  const bare = entries.filter((entry) => entry.body === null);
  if (bare.length > 0) {
    const template = document.createElement("template");
    template.innerHTML = `<table>${bare.map((entry) => entry.html).join("")}</table>`;
    template.content.querySelectorAll("tbody").forEach((body, i) => {
      const entry = bare[i];
      if (entry !== undefined) entry.body = body;
    });
  }
  return entries.flatMap(({ body }) => (body === null ? [] : [body]));
}
