/** Decisions entered on the cards, saved as `panelist.decisions`: a file written by the browser; nothing is sent. */

interface Decision {
  candidateId: string;
  allele: string;
  decision: string;
  class: string | null;
  criteria: string | null;
  comment: string | null;
  by: string;
  date: string;
  made: string;
}

const form = document.querySelector<HTMLFormElement>("#save");
const output = document.querySelector<HTMLOutputElement>("#decided");
/** Typed since the last save. */
let isUnsaved = false;

function valueOf(within: ParentNode, name: string): string {
  const field = within.querySelector<HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement>(
    `[name="${name}"]`,
  );
  return field === null ? "" : field.value.trim();
}

const orNull = (text: string): string | null => (text === "" ? null : text);

const TYPED = ["decision", "class", "criteria", "comment"];

/** In which something was chosen or typed, with a decision or without. */
function touched(): HTMLFieldSetElement[] {
  const all = document.querySelectorAll<HTMLFieldSetElement>("fieldset.decide");
  return [...all].filter((field) => TYPED.some((name) => valueOf(field, name) !== ""));
}

const isDecided = (field: HTMLFieldSetElement): boolean => valueOf(field, "decision") !== "";

/** What is missing, in words; empty: it can be saved. */
function missing(field: HTMLFieldSetElement): string {
  if (field.dataset["allele"] === "") return "too long to be saved from a page";
  if (!isDecided(field)) return "choose a decision, or clear the card";
  const isReported = valueOf(field, "decision") === "reported";
  if (isReported && valueOf(field, "class") === "") return "choose a class";
  if (!isReported && valueOf(field, "class") !== "") return "a dismissed variant has no class";
  if (!isReported && valueOf(field, "comment") === "") return "give the reason for the dismissal";
  return "";
}

function decisionOf(field: HTMLFieldSetElement, by: string, now: Date): Decision {
  const { candidate = "", allele = "" } = field.dataset;
  const decision = valueOf(field, "decision");
  return {
    candidateId: candidate,
    allele,
    decision,
    class: orNull(valueOf(field, "class")),
    criteria: orNull(valueOf(field, "criteria")),
    comment: orNull(valueOf(field, "comment")),
    by,
    date: dayOf(now),
    made: now.toISOString(),
  };
}

/** The day as the reader's clock has it, YYYY-MM-DD. */
function dayOf(now: Date): string {
  const two = (n: number): string => String(n).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

function say(text: string): void {
  if (output !== null) output.textContent = text;
}

function tell(): void {
  const fields = touched();
  const n = fields.filter(isDecided).length;
  const left = fields.length - n;
  if (form !== null) form.hidden = fields.length === 0;
  const open = left === 0 ? "" : `; ${left} card${left === 1 ? "" : "s"} without a decision`;
  say(`${n} decision${n === 1 ? "" : "s"}${isUnsaved ? ", not saved yet" : " saved"}${open}`);
}

function save(to: HTMLFormElement): void {
  const fields = touched();
  const by = valueOf(to, "by");
  const open = fields.find((field) => missing(field) !== "");
  if (open !== undefined) {
    const card = open.closest("details");
    if (card !== null) card.open = true;
    open.querySelector("select")?.focus();
    say(`${open.querySelector("legend")?.textContent ?? ""}: ${missing(open)}`);
    return;
  }
  if (by === "") {
    to.querySelector<HTMLInputElement>("[name=by]")?.focus();
    say("State who decided");
    return;
  }
  const { case: name = "", run = "" } = to.dataset;
  const now = new Date();
  const decisions = fields.map((field) => decisionOf(field, by, now));
  const saved = { schema: "panelist.decisions", version: 1, case: orNull(name), run, decisions };
  download(
    `${name === "" ? "decisions" : `${name}-decisions`}.json`,
    `${JSON.stringify(saved, null, 1)}\n`,
  );
  isUnsaved = false;
  tell();
}

function download(name: string, text: string): void {
  const link = document.createElement("a");
  const address = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}

export function deciding(): void {
  if (form === null) return;
  document.addEventListener("input", (event) => {
    if (!(event.target instanceof Element) || event.target.closest("fieldset.decide") === null)
      return;
    isUnsaved = touched().length > 0;
    tell();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    save(form);
  });
  addEventListener("beforeunload", (event) => {
    if (isUnsaved) event.preventDefault();
  });
}
