/**
 * `hp.json`: OBO graphs. The file is 20 MB and more; its nodes and edges are cut out of the bytes and
 * parsed one by one, so that memory stays small and a fault can name its line.
 */
import { BYTE } from "../../core/bytes.ts";
import type { ToolError } from "../../core/errors.ts";
import { isObject, parseJson } from "../../core/json.ts";
import { termNumber } from "../term-id.ts";
import { truthOf } from "../truth.ts";
import { fault, lineAt, releaseIn, type HpoBytes } from "./file.ts";
import { newTerm, type OntologyPart, type TermRecord } from "./parts.ts";

interface Node {
  id?: unknown;
  lbl?: unknown;
  meta?: {
    deprecated?: unknown;
    synonyms?: unknown;
    basicPropertyValues?: unknown;
  };
}

interface Edge {
  sub?: unknown;
  pred?: unknown;
  obj?: unknown;
}

/** @throws ToolError E_KNOWLEDGE: no JSON, cut short, or no HPO classes in it */
export function readObographs(file: HpoBytes): OntologyPart {
  const terms = new Map<number, TermRecord>();
  const faultAt = (at: number, message: string): ToolError =>
    fault(file.path, lineAt(file.bytes, at), message);
  eachObject(file, "nodes", (node: Node, at) => {
    const number = termNumber(String(node.id ?? ""));
    if (number === null) return;
    if (terms.has(number)) throw faultAt(at, `class ${String(node.id)} occurs twice`);
    const obsolete = truthOf(node.meta?.deprecated);
    if (obsolete === null)
      throw faultAt(at, `class ${String(node.id)}: deprecated is neither true nor false`);
    terms.set(number, termOf(number, node, obsolete));
  });
  eachObject(file, "edges", (edge: Edge, at) => {
    if (edge.pred !== "is_a") return;
    const child = termNumber(String(edge.sub ?? ""));
    const parent = termNumber(String(edge.obj ?? ""));
    if (child === null || parent === null) return;
    const term = terms.get(child);
    if (term === undefined)
      throw faultAt(at, `an edge begins at ${String(edge.sub)}, which is not a class in the file`);
    term.parents.push(parent);
  });
  if (terms.size === 0) throw fault(file.path, null, "this OBO graph has no HPO classes");
  return {
    kind: "ontology",
    path: file.path,
    release: releaseIn(versionOf(file.bytes)),
    terms: [...terms.values()],
  };
}

/** What is a list of objects in honest files. */
function pairsOf(list: unknown): { pred?: unknown; val?: unknown }[] {
  return Array.isArray(list) ? list.filter(isObject) : [];
}

function termOf(number: number, node: Node, obsolete: boolean): TermRecord {
  const name = typeof node.lbl === "string" ? node.lbl : "";
  const term: TermRecord = { ...newTerm(number), name, obsolete };
  for (const { pred, val } of pairsOf(node.meta?.synonyms))
    if (pred === "hasExactSynonym" && typeof val === "string") term.synonyms.push(val);
  for (const { pred, val } of pairsOf(node.meta?.basicPropertyValues)) {
    const other = termNumber(String(val ?? ""));
    if (other === null) continue;
    const property = String(pred);
    if (property.endsWith("#hasAlternativeId")) term.alternatives.push(other);
    else if (property.endsWith("IAO_0100001")) term.replacedBy = other;
    else if (property.endsWith("#consider")) term.consider.push(other);
  }
  return term;
}

/** The graph's own version: an address that ends in `releases/<date>/hp.json`. */
function versionOf(bytes: Buffer): string {
  const at = bytes.indexOf("/releases/");
  return at < 0 ? "" : bytes.toString("utf8", at, at + 40);
}

const {
  TAB,
  NEWLINE,
  CARRIAGE_RETURN,
  SPACE,
  QUOTE,
  COLON,
  OPEN_BRACKET,
  BACKSLASH,
  CLOSE_BRACKET,
  OPEN_BRACE,
  CLOSE_BRACE,
} = BYTE;

/** Calls `take` for each object of the array under `key` of the graph; `at` is the object's first byte. */
function eachObject<T>(
  { path, bytes }: HpoBytes,
  key: string,
  take: (value: T, at: number) => void,
): void {
  const start = arrayStart(bytes, key);
  if (start < 0) throw fault(path, null, `this JSON has no '${key}'`, "Give HPO's hp.json.");
  let depth = 0;
  let from = start;
  for (let at = start; at < bytes.length; at++) {
    const byte = bytes[at];
    if (byte === QUOTE) at = endOfString(bytes, at);
    else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) {
      if (depth++ === 0) from = at;
    } else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) {
      if (depth === 0) return;
      if (--depth === 0) take(parse(path, bytes, from, at + 1), from);
    }
  }
  const line = lineAt(bytes, bytes.length);
  throw fault(path, line, `the file ends inside '${key}'`, "Download it again; it is truncated.");
}

/** First byte after the `[` of `"key": [`; -1: no such array. */
function arrayStart(bytes: Buffer, key: string): number {
  const quoted = `"${key}"`;
  for (let at = bytes.indexOf(quoted); at >= 0; at = bytes.indexOf(quoted, at + 1)) {
    let next = at + quoted.length;
    while (isBlank(bytes[next]) || bytes[next] === COLON) next++;
    if (bytes[next] === OPEN_BRACKET) return next + 1;
  }
  return -1;
}

function isBlank(byte: number | undefined): boolean {
  return byte === SPACE || byte === NEWLINE || byte === CARRIAGE_RETURN || byte === TAB;
}

/** Place of the closing quote of the string that opens at `at`. */
function endOfString(bytes: Buffer, at: number): number {
  for (let end = bytes.indexOf(QUOTE, at + 1); end >= 0; end = bytes.indexOf(QUOTE, end + 1)) {
    let slashes = 0;
    while (bytes[end - 1 - slashes] === BACKSLASH) slashes++;
    if (slashes % 2 === 0) return end;
  }
  return bytes.length;
}

function parse<T>(path: string, bytes: Buffer, from: number, to: number): T {
  return parseJson(bytes.toString("utf8", from, to), (what) =>
    fault(path, lineAt(bytes, from), `not a JSON object: ${what}`),
  ) as T;
}
