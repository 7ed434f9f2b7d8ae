/** Joins the parts of a release, after checking that they belong together. */
import { counted } from "../core/counted.ts";
import { remembered } from "../core/once.ts";
import { csr, texts } from "./csr.ts";
import { DiseaseList } from "./disease-list.ts";
import type { Diseases, Genes, HpoRelease } from "./types.ts";
import { buildOntology } from "./ontology.ts";
import { deriveProfiles } from "./profiles.ts";
import { fault } from "./read/file.ts";
import type { GeneLink, GenePart, HpoPart, OntologyPart } from "./read/index.ts";

interface Assembled {
  knowledge: HpoRelease;
  /** For people: what was left out and how much of it. */
  warnings: string[];
}

/**
 * @param release says the date where the files do not; must agree where they do
 * @throws ToolError E_KNOWLEDGE: no ontology or annotations, two ontologies, releases that differ, ids
 *   that the ontology does not know
 */
export function assemble(parts: readonly HpoPart[], release: string | null = null): Assembled {
  const ontologyPart = theOntology(parts);
  const annotationParts = parts.filter((part) => part.kind === "annotations");
  const geneParts = parts.filter((part) => part.kind === "genes");
  const geneTermParts = parts.filter((part) => part.kind === "gene-terms");
  if (annotationParts.length === 0 && geneTermParts.length === 0) {
    const hint = "Add phenotype.hpoa of the same release.";
    throw fault(ontologyPart.path, null, "an ontology without disease annotations", hint);
  }
  const date = oneRelease(parts, release);
  const ontology = buildOntology(ontologyPart);
  const warnings: string[] = [];

  const diseases = new DiseaseList();
  for (const part of annotationParts) diseases.addAnnotations(ontology, part, warnings);
  const diseaseCount = diseases.ids.length;
  const links = [...linksOf(geneParts, diseases.places, warnings)];
  const linked = new Set(links.map((link) => link.gene));
  for (const part of geneTermParts) links.push(...diseases.addGeneTerms(ontology, part, linked));

  const genes = genesByDisease(links, diseases.places);
  const sharing = new Int32Array(diseases.ids.length);
  for (const d of genes.diseases.items) sharing[d] = (sharing[d] ?? 0) + 1;
  const joined: Diseases = {
    ids: texts(diseases.ids),
    names: texts(diseases.names),
    modes: csr(diseases.modes.map((list) => [...new Set(list)].sort((x, y) => x - y))),
    isGeneProfile: Uint8Array.from(diseases.ids, (_, d) => (d < diseaseCount ? 0 : 1)),
    isOrphanet: Uint8Array.from(diseases.ids, (id) => (id.startsWith("ORPHA:") ? 1 : 0)),
    genes: sharing,
    annotations: diseases.annotations(),
  };
  const profiles = deriveProfiles(ontology, joined);
  return { knowledge: { release: date, ontology, diseases: joined, genes, profiles }, warnings };
}

function theOntology(parts: readonly HpoPart[]): OntologyPart {
  // `terms.tsv` beside hp.json says nothing more than hp.json: the richer one is used.
  const found = parts.filter((part) => part.kind === "ontology");
  const rich = found.filter((part) => part.terms.some((term) => term.synonyms.length > 0));
  const [one, other] = rich.length > 0 ? rich : found;
  if (one === undefined) {
    const path = parts[0]?.path ?? "";
    throw fault(
      path,
      null,
      "no ontology among the files",
      "Add hp.json or hp.obo of the same release.",
    );
  }
  if (other !== undefined) throw fault(other.path, null, `a second ontology beside ${one.path}`);
  return one;
}

/** The date that all parts carry. */
function oneRelease(parts: readonly HpoPart[], stated: string | null): string {
  let known = stated;
  let from = "the release asked for";
  for (const part of parts) {
    if (part.release === null) continue;
    if (known !== null && part.release !== known) {
      const differ = `release ${part.release}, but ${from} is ${known}`;
      throw fault(part.path, null, differ, "Use files from a single release.");
    }
    known = part.release;
    from = part.path;
  }
  if (known !== null) return known;
  const hint = "Add --release YYYY-MM-DD.";
  throw fault(parts[0]?.path ?? "", null, "none of the files states its release", hint);
}

/**
 * Links that count (IC-03): polygenic ones are left out, and so are unconfirmed ones. Orphanet's own
 * associations are all written UNKNOWN in `genes_to_disease.txt`: that says nothing, they are kept.
 */
function linksOf(
  parts: readonly GenePart[],
  diseases: ReadonlyMap<string, number>,
  warnings: string[],
): GeneLink[] {
  const refused = new Set<string>();
  const links: GeneLink[] = [];
  for (const link of parts.flatMap((part) => part.links)) {
    const vague = link.association === "UNKNOWN" && !link.diseaseId.startsWith("ORPHA:");
    if (vague || link.association === "POLYGENIC") refused.add(`${link.gene} ${link.diseaseId}`);
    else links.push(link);
  }
  const kept = links.filter((link) => !refused.has(`${link.gene} ${link.diseaseId}`));
  const strange = kept.filter((link) => !diseases.has(link.diseaseId));
  if (strange.length > 0) {
    const [first] = strange;
    const example = `${first?.diseaseId ?? ""} of ${first?.symbol ?? ""}`;
    if (strange.length > kept.length / 2) {
      const many = `${strange.length} of ${kept.length} links have no annotation, such as ${example}`;
      throw fault(
        parts[0]?.path ?? "",
        null,
        many,
        "Use files of one release; these seem to be from different releases.",
      );
    }
    warnings.push(
      `genes whose disease has no annotation: ${counted(strange.length, "link")}, e.g. ${example}`,
    );
  }
  return kept.filter((link) => diseases.has(link.diseaseId));
}

function genesByDisease(links: readonly GeneLink[], diseases: ReadonlyMap<string, number>): Genes {
  const bySymbol = new Map<number, { symbol: string; diseases: Set<number> }>();
  for (const { gene, symbol, diseaseId } of links) {
    const known = remembered(bySymbol, gene, () => ({ symbol, diseases: new Set<number>() }));
    const disease = diseases.get(diseaseId);
    if (disease !== undefined) known.diseases.add(disease);
  }
  const numbers = Int32Array.from(bySymbol.keys()).sort();
  const entries = Array.from(numbers, (number) => bySymbol.get(number));
  return {
    numbers,
    symbols: texts(entries.map((entry) => entry?.symbol ?? "")),
    diseases: csr(entries.map((entry) => [...(entry?.diseases ?? [])].sort((a, b) => a - b))),
  };
}
