/** `hp.obo`: OBO 1.4 stanzas. */
import { termNumber } from "../term-id.ts";
import { truthOf } from "../truth.ts";
import { eachLine, fault, releaseIn, utf8, type HpoBytes } from "./file.ts";
import { newTerm, type OntologyPart, type TermRecord } from "./parts.ts";

/** @throws ToolError E_KNOWLEDGE: a line that is no `tag: value`, a class without id, no class at all */
export function readObo({ path, bytes }: HpoBytes): OntologyPart {
  const terms = new Map<number, TermRecord>();
  let release: string | null = null;
  let stanza = "header";
  let term: TermRecord | null = null;
  eachLine(bytes, (line, number) => {
    if (line.startsWith("!")) return;
    if (line.startsWith("[")) {
      stanza = line.trim();
      term = null;
      return;
    }
    const cut = line.indexOf(":");
    if (cut < 0) throw fault(path, number, `'${line}' is not 'tag: value'`);
    const tag = line.slice(0, cut);
    const value = utf8(line.slice(cut + 1).trim());
    if (stanza === "header") {
      if (tag === "data-version") release = releaseIn(value);
      return;
    }
    if (stanza !== "[Term]") return;
    if (tag === "id") {
      const id = termNumber(value);
      if (id === null) return;
      if (terms.has(id)) throw fault(path, number, `class ${value} occurs twice`);
      term = newTerm(id);
      terms.set(id, term);
    } else if (term !== null) addTag(term, tag, value);
  });
  if (terms.size === 0) throw fault(path, null, "this OBO file has no HPO classes");
  return { kind: "ontology", path, release, terms: [...terms.values()] };
}

/** `is_a: HP:0000001 {source="x"} ! All`: the id ends at the first blank. */
function addTag(term: TermRecord, tag: string, value: string): void {
  const id = (): number | null => termNumber(value.split(/\s/, 1)[0] ?? "");
  switch (tag) {
    case "name":
      term.name = value;
      return;
    case "is_a":
      push(term.parents, id());
      return;
    case "alt_id":
      push(term.alternatives, id());
      return;
    case "consider":
      push(term.consider, id());
      return;
    case "replaced_by":
      term.replacedBy = id();
      return;
    case "is_obsolete":
      // A trailing modifier or comment may follow.
      term.obsolete = truthOf(value.split(/[\s{!]/, 1)[0]) !== false;
      return;
    case "synonym": {
      const text = /^"((?:[^"\\]|\\.)*)"\s+EXACT\b/.exec(value)?.[1];
      if (text !== undefined) term.synonyms.push(text.replace(/\\(.)/g, "$1"));
    }
  }
}

function push(list: number[], id: number | null): void {
  if (id !== null) list.push(id);
}
