/**
 * HTML as a value, and the one place where text becomes part of it: anything in a template of `h` is escaped
 * unless it was made by `h` itself. Data cannot forge that mark: it is a symbol, and JSON holds none. Every text
 * of a VCF, panel, phenopacket or ontology is taken for hostile.
 */
import { UNSEEN } from "../../core/clean.ts";

const MADE_HERE: unique symbol = Symbol("markup");

export interface Markup {
  readonly [MADE_HERE]: true;
  readonly text: string;
}

type Piece = Markup | string | number | null | undefined | readonly Piece[];

/** Longer texts are cut for show. */
const SHOWN_CHARACTERS = 600;

/** Template tag. Attribute values must stand in double quotes. null and undefined are nothing. */
export function h(strings: TemplateStringsArray, ...pieces: readonly Piece[]): Markup {
  let text = strings[0] ?? "";
  for (let i = 0; i < pieces.length; i++) text += written(pieces[i]) + (strings[i + 1] ?? "");
  return trusted(text);
}

/** For text that is ours by construction: the style, the script, a number of an SVG. */
export function trusted(text: string): Markup {
  return { [MADE_HERE]: true, text };
}

export const NOTHING: Markup = trusted("");

/** The build rewrites a template that holds these characters by a helper of another package. */
export const SCRIPT_END: Markup = trusted("</script>");

export function joined(pieces: readonly Piece[], between: Markup): Markup {
  return trusted(pieces.map(written).join(between.text));
}

function written(piece: Piece): string {
  if (piece === null || piece === undefined) return "";
  if (typeof piece === "string") return escaped(piece);
  if (typeof piece === "number") return String(piece);
  if (isMarkup(piece)) return piece.text;
  let text = "";
  for (const part of piece) text += written(part);
  return text;
}

function isMarkup(piece: Markup | readonly Piece[]): piece is Markup {
  return MADE_HERE in piece;
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
  "`": "&#96;",
};

const SPECIAL = /[&<>"'`]/g;

/** Nothing to do in these, which are most. */
const PLAIN = /^[\w .,:;()/>*+=@%|?!#~[\]{}^$\\-]*$/;

/** A text for element content and for attribute values in quotes. */
function escaped(text: string): string {
  const cut = text.length > SHOWN_CHARACTERS;
  const shown = cut ? text.slice(0, SHOWN_CHARACTERS) : text;
  const safe = PLAIN.test(shown)
    ? shown.replaceAll(">", "&gt;")
    : shown.replaceAll(UNSEEN, visible).replaceAll(SPECIAL, (c) => ENTITIES[c] ?? "");
  return cut ? `${safe}… [cut: ${text.length} characters]` : safe;
}

function visible(character: string): string {
  if (character === "\t" || character === "\n" || character === "\r") return " ";
  const code = character.codePointAt(0) ?? 0;
  return `[U+${code.toString(16).toUpperCase().padStart(4, "0")}]`;
}
