/**
 * XML of a spreadsheet from another program, tag by tag. What no spreadsheet writes is refused: declarations of
 * types and entities (bombs, other files), other entities than XML's own. Names lose their prefix (`x:row`).
 */
import type { Fault } from "./unzip.ts";

export interface Tag {
  kind: "open" | "close" | "text";
  /** Of a tag, its name; else the text, decoded. */
  text: string;
  attributes: Readonly<Record<string, string>>;
}

const MOST_ATTRIBUTES = 256;
const NAME = /[^\s=/>]+/y;
const ATTRIBUTE = /\s*([^\s=/>]+)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/y;
const END_OF_TAG = /\s*(\/?)>/y;
const NONE: Tag["attributes"] = {};

/** An empty element is opened and closed. @throws what `fault` makes: not well-formed, or refused */
export function* tagsOf(xml: string, fault: Fault): Generator<Tag> {
  let at = 0;
  while (at < xml.length) {
    const tag = xml.indexOf("<", at);
    const end = tag < 0 ? xml.length : tag;
    if (end > at)
      yield { kind: "text", text: decoded(xml.slice(at, end), fault), attributes: NONE };
    if (tag < 0) return;
    const special = SPECIAL.find(([begin]) => xml.startsWith(begin, tag));
    if (special === undefined) {
      at = yield* element(xml, tag, fault);
      continue;
    }
    const [begin, close] = special;
    if (close === null)
      throw fault("declares types or entities in its XML, which no spreadsheet does");
    const stop = xml.indexOf(close, tag + begin.length);
    if (stop < 0) throw fault("its XML ends too early");
    if (begin === CDATA)
      yield { kind: "text", text: xml.slice(tag + begin.length, stop), attributes: NONE };
    at = stop + close.length;
  }
}

const CDATA = "<![CDATA[";
const SPECIAL: readonly (readonly [begin: string, close: string | null])[] = [
  ["<?", "?>"],
  ["<!--", "-->"],
  [CDATA, "]]>"],
  ["<!", null],
];

/** @returns where it ends */
function* element(xml: string, tag: number, fault: Fault): Generator<Tag, number> {
  const isClosing = xml[tag + 1] === "/";
  const name = matched(NAME, xml, tag + (isClosing ? 2 : 1))?.[0];
  if (name === undefined) throw fault("its XML is not well-formed: a tag has no name");
  let at = NAME.lastIndex;
  const attributes: Record<string, string> = {};
  for (let found = matched(ATTRIBUTE, xml, at), n = 0; found !== null; n++) {
    if (n === MOST_ATTRIBUTES) throw fault("a tag of its XML has too many attributes");
    const [, key = "", double, single] = found;
    attributes[bare(key)] = decoded(double ?? single ?? "", fault);
    at = ATTRIBUTE.lastIndex;
    found = matched(ATTRIBUTE, xml, at);
  }
  const end = matched(END_OF_TAG, xml, at);
  if (end === null) throw fault(`its XML is not well-formed at '${xml.slice(tag, tag + 40)}'`);
  at = END_OF_TAG.lastIndex;
  const text = bare(name);
  if (!isClosing) yield { kind: "open", text, attributes };
  if (isClosing || end[1] === "/") yield { kind: "close", text, attributes: NONE };
  return at;
}

function matched(pattern: RegExp, xml: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(xml);
}

function bare(name: string): string {
  return name.slice(name.indexOf(":") + 1);
}

const ENTITIES: Readonly<Record<string, string>> = {
  lt: "<",
  gt: ">",
  amp: "&",
  quot: '"',
  apos: "'",
};

function decoded(text: string, fault: Fault): string {
  if (!text.includes("&")) return text;
  return text.replaceAll(/&([^;&]{0,12});?/g, (whole, name: string) => {
    const [, hex, code] = /^#(?:x([0-9a-f]{1,6})|(\d{1,7}))$/i.exec(name) ?? [];
    const point = hex === undefined ? Number(code) : Number.parseInt(hex, 16);
    const char = point <= 0x10ffff ? String.fromCodePoint(point) : ENTITIES[name];
    if (char === undefined || !whole.endsWith(";"))
      throw fault(`its XML has an unknown entity '${whole}'`);
    return char;
  });
}
