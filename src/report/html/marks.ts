/** New, seen before, reported or dismissed: what an archive knows of a candidate. */
import { h, type Markup, NOTHING } from "./markup.ts";
import type { Mark } from "./model.ts";

export function markMarkup({ isNew, firstSeen, evidenceChanged, decisions }: Mark): Markup {
  const changed = evidenceChanged > firstSeen ? `, changed ${evidenceChanged}` : "";
  const since = isNew
    ? h`<b class="mark new">new ${firstSeen}</b>`
    : h`<span class="mark">seen ${firstSeen}${changed}</span>`;
  const last = decisions.at(-1);
  return h`${since}${last === undefined ? NOTHING : h` <b class="mark decided">${last.what} by ${last.by}, ${last.date}${last.note === "" ? "" : `: ${last.note}`}</b>`}`;
}

/** A word to filter by. */
export function markWord(mark: Mark | null): string {
  if (mark === null) return "";
  return [mark.isNew ? "new" : "seen", ...mark.decisions.slice(-1).map((d) => d.what)].join(" ");
}
