/** `terms.tsv`: the classes of a release as a table, `id name obsolete replaced_by is_a`. */
import { termNumber } from "../term-id.ts";
import { truthOf } from "../truth.ts";
import { eachLine, fault, utf8, type HpoBytes } from "./file.ts";
import { newTerm, type OntologyPart, type TermRecord } from "./parts.ts";

export const TERM_TABLE_HEADER = "id\tname\tobsolete\treplaced_by\tis_a";

/** @throws ToolError E_KNOWLEDGE: a row of another width, or an id that is none */
export function readTermTable({ path, bytes }: HpoBytes, release: string | null): OntologyPart {
  const terms: TermRecord[] = [];
  eachLine(bytes, (line, number) => {
    if (number === 1) return;
    const [id = "", name = "", obsolete = "", replacedBy = "", isA = ""] = line.split("\t");
    const own = termNumber(id);
    if (own === null) throw fault(path, number, `'${id}' is not an HPO id`);
    const isObsolete = truthOf(obsolete === "" ? null : obsolete);
    if (isObsolete === null)
      throw fault(path, number, `obsolete is '${obsolete}', neither 1 nor 0`);
    terms.push({
      ...newTerm(own),
      name: utf8(name),
      parents: isA.split(";").flatMap((parent) => termNumber(parent) ?? []),
      obsolete: isObsolete,
      replacedBy: termNumber(replacedBy),
    });
  });
  if (terms.length === 0) throw fault(path, null, "there are no rows below the header");
  return { kind: "ontology", path, release, terms };
}
