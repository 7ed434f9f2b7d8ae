/** A button beside each candidate that copies its row as lines of text, for a letter or another system. */

/** Puts the button into the row's first cell with a name, once. */
export function copying(table: HTMLTableElement, body: HTMLTableSectionElement): void {
  const cell = body.querySelector("th");
  if (cell === null || cell.querySelector("button") !== null) return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "copy";
  button.textContent = "Copy";
  button.setAttribute("aria-label", `Copy ${nameIn(cell)}`);
  button.addEventListener("click", () => void copied(textOf(table, body), button));
  cell.append(button);
}

function nameIn(cell: Element): string {
  return cell.querySelector("a")?.textContent ?? "";
}

/** `Gene: SCN1A`, `Variant: …`, a line per cell; the second variant of a pair repeats what is its own. */
function textOf(table: HTMLTableElement, body: HTMLTableSectionElement): string {
  const heads = [...(table.tHead?.rows[0]?.cells ?? [])].map((head) =>
    (head.textContent ?? "").trim(),
  );
  const [first, ...others] = [...body.rows];
  const cells = [...(first?.cells ?? [])];
  const own = heads.filter((_, i) => cells[i]?.rowSpan === 1);
  const lines = cells.map((cell, i) => lineOf(heads[i] ?? "", cell));
  for (const row of others)
    [...row.cells].forEach((cell, i) => lines.push(lineOf(own[i] ?? "", cell)));
  return [...lines, document.title, ""].join("\n");
}

function lineOf(head: string, cell: Element): string {
  const parts =
    cell.tagName === "TH" ? nameIn(cell) : cell instanceof HTMLElement ? cell.innerText : "";
  return `${head}: ${parts
    .trim()
    .replaceAll(/\s*\n\s*/g, "; ")
    .replaceAll(/\s+/g, " ")}`;
}

async function copied(text: string, button: HTMLButtonElement): Promise<void> {
  let isDone = true;
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    isDone = bySelection(text);
  }
  button.textContent = isDone ? "Copied" : "Not copied";
  setTimeout(() => (button.textContent = "Copy"), 2000);
}

/** Where a page from the disk may not use the clipboard by itself. */
function bySelection(text: string): boolean {
  const area = document.createElement("textarea");
  area.value = text;
  document.body.append(area);
  area.select();
  const isDone = document.execCommand("copy");
  area.remove();
  return isDone;
}
