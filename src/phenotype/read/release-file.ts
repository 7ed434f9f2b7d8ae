/** Which file of an HPO release it is, according to its content, and hence its reader. */
import { readAnnotations } from "./annotations.ts";
import { fault, readHpoBytes, releaseIn, type HpoBytes } from "./file.ts";
import { geneLayout, readGeneLinks } from "./gene-links.ts";
import { readObo } from "./obo.ts";
import { readObographs } from "./obographs.ts";
import type { HpoPart } from "./parts.ts";
import {
  DISEASE_TABLE_HEADER,
  GENE_TABLE_HEADER,
  readDiseaseTable,
  readGeneColumns,
} from "./tables.ts";
import { readTermTable, TERM_TABLE_HEADER } from "./term-table.ts";

/**
 * Reads one file of a release.
 * @throws ToolError E_INPUT_MISSING; E_KNOWLEDGE: of no known kind, or damaged, with its line
 */
export async function readHpoRelease(path: string): Promise<HpoPart> {
  return readHpoPart(await readHpoBytes(path));
}

/** The same for bytes that are already here. */
export function readHpoPart(file: HpoBytes): HpoPart {
  const head = file.bytes.toString("utf8", 0, 4096);
  const first = head.split(/\r?\n/, 1)[0] ?? "";
  // Decoded tables carry no release; their folder is named after it.
  const named = releaseIn(file.path);
  if (head.trimStart().startsWith("{")) return readObographs(file);
  if (/^format-version:/m.test(head)) return readObo(file);
  if (first === TERM_TABLE_HEADER) return readTermTable(file, named);
  if (first === DISEASE_TABLE_HEADER) return readDiseaseTable(file, named);
  if (first === GENE_TABLE_HEADER) return readGeneColumns(file, named);
  if (geneLayout(first) !== null) return readGeneLinks(file);
  if (/^#?database_?id\t/im.test(head)) return readAnnotations(file);
  throw fault(
    file.path,
    null,
    `'${first.slice(0, 80)}' is not the beginning of any file in an HPO release`,
    "Give hp.json, hp.obo, phenotype.hpoa, genes_to_phenotype.txt, genes_to_disease.txt and " +
      "the tables terms, gene_to_terms and disease_to_terms.",
  );
}
