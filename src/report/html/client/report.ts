/**
 * The report's script, compiled and included in the page: sort, filter, cards on demand. Plain DOM, no request, no
 * storage. Everything it shows was written, and escaped, when the report was made.
 */
import { copying } from "./copy.ts";
import { deciding } from "./decisions.ts";
import { cellOf, type Entry, entryOf, searched, withBodies, words } from "./rows.ts";

/** Rows that are shown at a time: the browser lays out no more. */
const STEP = 50;
/** Rows that are read at a time while nobody waits. */
const READ_STEP = 500;

interface List {
  table: HTMLTableElement;
  /** The controls filter it. */
  filtered: boolean;
  /** In the order that was asked for. */
  entries: Entry[];
  shown: number;
  more: HTMLButtonElement | null;
}

const form = document.querySelector<HTMLFormElement>("#filter");
const output = document.querySelector<HTMLOutputElement>("#count");

/** Rows after the first stand in a noscript beside their table, which is mere text here. */
function listOf(table: HTMLTableElement): List {
  const entries = [...table.tBodies].map((body, i) => entryOf(body.outerHTML, body, i));
  const rest = table.parentElement?.nextElementSibling;
  if (rest?.tagName === "NOSCRIPT") {
    const text = rest.textContent ?? "";
    let from = text.indexOf("<tbody");
    for (let to = text.indexOf(END, from); from >= 0 && to >= 0; to = text.indexOf(END, from)) {
      entries.push(entryOf(text.slice(from, to + END.length), null, entries.length));
      from = to + END.length;
    }
  }
  const filtered = form !== null && table.dataset["f"] !== undefined;
  return { table, filtered, entries, shown: STEP, more: null };
}

const END = "</tbody>";
const lists = [...document.querySelectorAll<HTMLTableElement>("table.candidates")].map(listOf);

/** The text that filters look at, before somebody asks. */
function readAhead(): void {
  let left = READ_STEP;
  for (const { entries } of lists)
    for (const entry of entries) {
      if (entry.text !== null) continue;
      if (left-- === 0) {
        setTimeout(readAhead);
        return;
      }
      searched(entry);
    }
  document.documentElement.classList.add("ready");
}

function chosen(name: string): string {
  const field = form?.elements.namedItem(name);
  return field instanceof HTMLInputElement || field instanceof HTMLSelectElement ? field.value : "";
}

/** What the controls ask for, as a question to a row. */
function filter(): (entry: Entry) => boolean {
  const [tier, model, term, mark] = [chosen("t"), chosen("m"), chosen("c"), chosen("k")] as const;
  const requested = words(chosen("q").toLowerCase().replaceAll(/\s+/g, " "));
  return (entry) =>
    (tier === "" || entry.tier === tier) &&
    (model === "" || entry.models.includes(model)) &&
    (term === "" || entry.terms.includes(term)) &&
    (mark === "" || entry.marks.includes(mark)) &&
    requested.every((word) => searched(entry).includes(word));
}

/** Shows the first of the rows that pass, in their order; touches a table only where they became others. */
function show(): void {
  const passes = filter();
  let passing = 0;
  let all = 0;
  for (const list of lists) {
    const { table, filtered, entries, shown } = list;
    const fit = filtered ? entries.filter(passes) : entries;
    const wanted = withBodies(fit.slice(0, shown));
    for (const body of wanted) copying(table, body);
    const present = [...table.tBodies];
    if (wanted.length !== present.length || wanted.some((body, i) => body !== present[i])) {
      for (const body of present) body.remove();
      table.append(...wanted);
    }
    if (filtered) {
      all += entries.length;
      passing += fit.length;
    }
    offerMore(list, fit.length - shown);
  }
  if (output !== null) output.textContent = `${passing} of ${all} candidate${all === 1 ? "" : "s"}`;
}

/** A button for the rows that are not shown yet. */
function offerMore(list: List, left: number): void {
  if (list.more === null) {
    if (left <= 0) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "more";
    button.addEventListener("click", () => {
      list.shown += STEP;
      show();
    });
    (list.table.parentElement ?? list.table).after(button);
    list.more = button;
  }
  list.more.hidden = left <= 0;
  list.more.textContent = `Show ${Math.min(STEP, left)} more of ${left}`;
}

function order(list: List, column: number, numeric: boolean, descending: boolean): void {
  const number = (text: string): number => {
    const value = Number.parseFloat(text);
    return Number.isNaN(value) ? Number.NEGATIVE_INFINITY : value;
  };
  const compare = numeric
    ? (a: string, b: string): number => number(a) - number(b)
    : (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
  const sign = descending ? -1 : 1;
  list.entries = list.entries
    .map((entry) => ({ entry, value: cellOf(entry, column) }))
    .sort((a, b) => sign * compare(a.value, b.value) || a.entry.place - b.entry.place)
    .map(({ entry }) => entry);
  show();
}

function sortable(list: List): void {
  const heads = [...(list.table.tHead?.rows[0]?.cells ?? [])];
  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const descending = head.getAttribute("aria-sort") === "ascending";
      for (const other of heads) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", descending ? "descending" : "ascending");
      order(list, column, head.dataset["s"] === "n", descending);
    });
  });
}

/** Cards beyond the first are kept packed: gzip in base64, one script element for so many cards. */
async function unpack(id: string): Promise<HTMLElement | null> {
  for (const pack of document.querySelectorAll<HTMLScriptElement>("script.pack")) {
    if (!words(pack.dataset["ids"]).includes(id)) continue;
    const bytes = Uint8Array.from(atob(pack.textContent ?? ""), (c) => c.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    const holder = document.createElement("div");
    holder.innerHTML = await new Response(stream).text();
    pack.before(holder);
    pack.remove();
    break;
  }
  return document.getElementById(id);
}

async function open(id: string): Promise<void> {
  const card = document.getElementById(id) ?? (await unpack(id));
  if (!(card instanceof HTMLDetailsElement)) return;
  card.open = true;
  card.scrollIntoView({ block: "start" });
  card.querySelector("summary")?.focus({ preventScroll: true });
}

function openFromAddress(): void {
  const id = decodeURIComponent(location.hash.slice(1));
  if (id !== "") void open(id);
}

/** Knowledge ages while a report lies in a drawer: the reader's clock tells. */
function ages(): void {
  for (const line of document.querySelectorAll<HTMLElement>(".age")) {
    const then = Date.parse(line.dataset["date"] ?? "");
    const months = Math.floor((Date.now() - then) / (30.44 * 24 * 3600 * 1000));
    if (Number.isNaN(months) || months <= 6) continue;
    line.append(` is ${months} months old today`);
    line.hidden = false;
  }
}

for (const button of document.querySelectorAll<HTMLButtonElement>("button[data-cards]"))
  button.addEventListener("click", () => {
    const toOpen = button.dataset["cards"] === "open";
    for (const card of document.querySelectorAll<HTMLDetailsElement>("details.card"))
      card.open = toOpen;
  });
for (const tools of document.querySelectorAll<HTMLElement>(".tools")) tools.hidden = false;

lists.forEach(sortable);
if (form !== null) {
  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  const again = (): void => {
    for (const list of lists) list.shown = STEP;
    show();
  };
  form.addEventListener("input", again);
  form.addEventListener("reset", () => setTimeout(again));
}
show();
setTimeout(readAhead);
ages();
openFromAddress();
/** Paper unfolds nothing: lists in a sentence, and the cards of the first two tiers, are opened for it. */
const folded = (): HTMLDetailsElement[] => [
  ...document.querySelectorAll<HTMLDetailsElement>(
    "details.inline:not([open]),details.main:not([open])",
  ),
];
let unfolded: HTMLDetailsElement[] = [];
addEventListener("beforeprint", () => {
  unfolded = folded();
  for (const list of unfolded) list.open = true;
});
addEventListener("afterprint", () => {
  for (const list of unfolded) list.open = false;
});
deciding();
addEventListener("hashchange", openFromAddress);
document.addEventListener("click", (event) => {
  const link = event.target instanceof Element ? event.target.closest("a[href^='#']") : null;
  if (link !== null && link.getAttribute("href") === location.hash) openFromAddress();
});
