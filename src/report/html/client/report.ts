/**
 * The report's script, compiled and put into the page as it stands: sort, filter, cards on demand. Plain DOM,
 * no request, no storage. Everything it shows was written, and escaped, when the report was made.
 */
/** Rows that are shown at a time: the browser lays out no more. */
const STEP = 100;
const READ_STEP = 250;

interface Entry {
  body: HTMLTableSectionElement;
  table: HTMLTableElement;
  place: number;
  tier: string;
  models: string[];
  terms: string[];
  marks: string[];
  text: string;
}

const tables: HTMLTableElement[] = [
  ...document.querySelectorAll<HTMLTableElement>("table.candidates"),
];
const form = document.querySelector<HTMLFormElement>("#filter");
const output = document.querySelector<HTMLOutputElement>("#count");
const shown = new Map<HTMLTableElement, number>(tables.map((table) => [table, STEP]));
const rests = new Map<HTMLTableElement, HTMLButtonElement>();
let entries: Entry[] = [];

function words(value: string | undefined): string[] {
  return (value ?? "").split(" ").filter((word) => word !== "");
}

function entryOf(body: HTMLTableSectionElement, table: HTMLTableElement, place: number): Entry {
  return {
    body,
    table,
    place,
    tier: body.dataset["t"] ?? "",
    models: words(body.dataset["m"]),
    terms: words(body.dataset["c"]),
    marks: words(body.dataset["k"]),
    text: (body.textContent ?? "").toLowerCase(),
  };
}

/** Rows after the first stand in a noscript, which is mere text here: they are read a few at a time. */
const waiting: { table: HTMLTableElement; rows: string[] }[] = [];

function read(): void {
  for (const table of tables) {
    [...table.tBodies].forEach((body) => entries.push(entryOf(body, table, entries.length)));
    const more = table.parentElement?.nextElementSibling;
    if (more?.tagName !== "NOSCRIPT") continue;
    const text = more.textContent ?? "";
    const rows = text.slice(text.indexOf("<tbody"), text.lastIndexOf("</table>")).split("</tbody>");
    waiting.push({ table, rows: rows.slice(0, -1) });
  }
  const some = (): void => {
    if (readSome(READ_STEP)) setTimeout(some);
  };
  setTimeout(some);
}

/** @returns whether there are more */
function readSome(most: number): boolean {
  const [next] = waiting;
  if (next === undefined) {
    document.documentElement.classList.add("ready");
    return false;
  }
  const template = document.createElement("template");
  template.innerHTML = `<table>${next.rows.splice(0, most).join("</tbody>")}</tbody></table>`;
  for (const body of Array.from(template.content.querySelectorAll("tbody")))
    entries.push(entryOf(body, next.table, entries.length));
  if (next.rows.length === 0) waiting.shift();
  if (waiting.length === 0) {
    show();
    document.documentElement.classList.add("ready");
  }
  return waiting.length > 0;
}

function readAll(): void {
  while (readSome(Number.POSITIVE_INFINITY));
}

function chosen(name: string): string {
  const field = form?.elements.namedItem(name);
  return field instanceof HTMLInputElement || field instanceof HTMLSelectElement ? field.value : "";
}

/** Puts the rows in their order and shows the first of those that pass. */
function show(): void {
  const tier = chosen("t");
  const model = chosen("m");
  const term = chosen("c");
  const mark = chosen("k");
  const asked = chosen("q")
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");
  const passes = (e: Entry): boolean =>
    (tier === "" || e.tier === tier) &&
    (model === "" || e.models.includes(model)) &&
    (term === "" || e.terms.includes(term)) &&
    (mark === "" || e.marks.includes(mark)) &&
    asked.every((word) => e.text.includes(word));
  let passing = 0;
  let all = 0;
  for (const table of tables) {
    const filtered = form !== null && table.dataset["f"] !== undefined;
    const most = shown.get(table) ?? STEP;
    const mine = entries.filter((e) => e.table === table);
    const fit = filtered ? mine.filter(passes) : mine;
    const first = new Set(fit.slice(0, most).map((e) => e.body));
    for (const body of Array.from(table.tBodies)) if (!first.has(body)) body.remove();
    table.append(...first);
    const here = fit.length;
    if (filtered) {
      all += mine.length + unread(table);
      passing += here + unread(table);
    }
    rest(table, here + unread(table) - most);
  }
  if (output !== null) output.textContent = `${passing} of ${all} candidates`;
}

function unread(table: HTMLTableElement): number {
  return waiting.find((w) => w.table === table)?.rows.length ?? 0;
}

/** A button for the rows that are not shown yet. */
function rest(table: HTMLTableElement, left: number): void {
  let button = rests.get(table);
  if (button === undefined) {
    if (left <= 0) return;
    button = document.createElement("button");
    button.type = "button";
    button.className = "more";
    button.addEventListener("click", () => {
      readAll();
      shown.set(table, (shown.get(table) ?? STEP) + STEP);
      show();
    });
    rests.set(table, button);
    (table.parentElement ?? table).after(button);
  }
  button.hidden = left <= 0;
  button.textContent = `Show ${Math.min(STEP, left)} more of ${left}`;
}

function cellValue(body: HTMLTableSectionElement, column: number): string {
  const cell = body.rows[0]?.cells[column];
  return cell?.dataset["v"] ?? cell?.textContent?.trim() ?? "";
}

function order(
  table: HTMLTableElement,
  column: number,
  numeric: boolean,
  descending: boolean,
): void {
  const mine = entries
    .filter((e) => e.table === table)
    .map((entry) => ({ entry, value: cellValue(entry.body, column) }));
  const number = (text: string): number => {
    const value = Number.parseFloat(text);
    return Number.isNaN(value) ? Number.NEGATIVE_INFINITY : value;
  };
  const compare = numeric
    ? (a: string, b: string): number => number(a) - number(b)
    : (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
  mine.sort((a, b) => {
    const difference = compare(a.value, b.value);
    return (descending ? -difference : difference) || a.entry.place - b.entry.place;
  });
  const sorted = mine.map(({ entry }) => entry);
  entries = [...entries.filter((e) => e.table !== table), ...sorted];
  show();
}

function sortable(table: HTMLTableElement): void {
  const heads = [...(table.tHead?.rows[0]?.cells ?? [])];
  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      readAll();
      const descending = head.getAttribute("aria-sort") === "ascending";
      for (const other of heads) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", descending ? "descending" : "ascending");
      order(table, column, head.dataset["s"] === "n", descending);
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

for (const button of document.querySelectorAll<HTMLButtonElement>("button[data-cards]")) {
  button.addEventListener("click", () => {
    const toOpen = button.dataset["cards"] === "open";
    for (const card of document.querySelectorAll<HTMLDetailsElement>("details.card"))
      card.open = toOpen;
  });
}
for (const tools of document.querySelectorAll<HTMLElement>(".tools")) tools.hidden = false;

read();
tables.forEach(sortable);
if (form !== null) {
  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  const again = (): void => {
    readAll();
    for (const table of tables) shown.set(table, STEP);
    show();
  };
  form.addEventListener("input", again);
  form.addEventListener("reset", () => setTimeout(again));
}
show();
ages();
openFromAddress();
addEventListener("hashchange", openFromAddress);
document.addEventListener("click", (event) => {
  const link =
    event.target instanceof Element ? event.target.closest("a[href^='#c'],a[href^='#o']") : null;
  if (link !== null && link.getAttribute("href") === location.hash) openFromAddress();
});
