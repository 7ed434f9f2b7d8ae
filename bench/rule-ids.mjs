// Ids of rules in texts, and the page that defines them.

/** `VCF-24`, `ORI-03b`; the worked cases `T01` to `T59`; the one rule without a number. */
export const ID = String.raw`[A-Z][A-Z0-9]{0,4}-\d{2}[a-z]?|T(?:0[1-9]|[1-5]\d)|MTACMG`;
/** Looks like an id: an encoding. */
const FRIENDS = new Set(["UTF-16"]);

/** Ids that a text uses: by themselves, in ranges (`CV-02 to CV-05`, `PM2-01 to 03`) and lists (`VCF-05, 27`). */
export function idsIn(text) {
  // A comment may break a range.
  const flat = text.replaceAll(/\n\s*(?:\*|\/\/)?\s*/g, " ");
  const found = [...flat.matchAll(new RegExp(String.raw`\b(?:${ID})\b`, "g"))].map(([id]) => id);
  const padded = (kind, n) => `${kind}-${String(n).padStart(2, "0")}`;
  for (const [, kind = "", from, to] of flat.matchAll(
    /\b([A-Z][A-Z0-9]{0,4})-(\d{2}) to (?:\1-)?(\d{2})\b/g,
  ))
    for (let n = Number(from); n <= Number(to); n++) found.push(padded(kind, n));
  for (const [all, kind = ""] of flat.matchAll(
    /\b([A-Z][A-Z0-9]{0,4})-\d{2}(?:(?:,| and) \d{2}\b)+/g,
  ))
    for (const [, n] of all.matchAll(/(?:,| and) (\d{2})\b/g)) found.push(padded(kind, Number(n)));
  return [...new Set(found)].filter((id) => !FRIENDS.has(id));
}

/** Ids that the page's tables define, and the anchors that stand before them. */
export function definitionsIn(page) {
  const rows = [...page.matchAll(/^\| <a id="([^"]+)"><\/a>(\S+) \| [^|\s]/gm)];
  return { ids: rows.map(([, , id = ""]) => id), anchors: rows.map(([, anchor = ""]) => anchor) };
}
