/**
 * PanelApp's JSON (one panel as `/panels/{id}/` gives it, and our bundled files, which have its shape)
 * to a Panel. Loaded on demand.
 */
import { ASSEMBLIES, canonicalChrom, type Assembly } from "../../core/assembly.ts";
import { messageOf, ToolError } from "../../core/errors.ts";
import { newPanel, newRegion, newStr } from "./empty.ts";
import { parseEnsemblId, parseHgncId } from "../../core/gene.ts";
import { parseLocation } from "../gene.ts";
import { mergeDuplicates, mergeEntities, modeNotes } from "../merge.ts";
import { parseConfidence, parseMode, parsePenetrance, saysLofNotMechanism } from "../mode.ts";
import type {
  ChildRow,
  GeneLocation,
  Panel,
  PanelEntity,
  PanelGene,
  PanelHead,
  PanelRegion,
  PanelStats,
  PanelStr,
} from "../types.ts";
import {
  checkHeader,
  checkPanel,
  type GeneDataJson,
  type GeneJson,
  type HeadJson,
  type PlacedJson,
  type RegionJson,
  type RowJson,
  type StrJson,
} from "./panelapp-shape.ts";

/** Releases that the API gives for nearly every gene; a few have later ones beside them. */
const PREFERRED_RELEASE: Record<Assembly, string> = { GRCh37: "82", GRCh38: "90" };

/** Location and Ensembl ids by build. */
function locate(
  genes: NonNullable<GeneDataJson>["ensembl_genes"],
): Pick<PanelGene, "location" | "ensemblIds"> {
  const found: Record<Assembly, GeneLocation | null> = { GRCh37: null, GRCh38: null };
  const ids = new Set<string>();
  for (const build of Object.keys(genes ?? {})) {
    // PanelApp writes the builds `GRch37` and `GRch38`.
    const assembly = ASSEMBLIES.find((name) => name.toLowerCase() === build.toLowerCase());
    if (assembly === undefined) continue;
    const releases = genes?.[build];
    const preferred = PREFERRED_RELEASE[assembly];
    const names = Object.keys(releases ?? {});
    // Nearly every gene has the one release.
    const order =
      names.length === 1
        ? names
        : [preferred, ...names.sort().filter((name) => name !== preferred)];
    for (const name of order) {
      const entry = releases?.[name];
      const id = parseEnsemblId(entry?.ensembl_id ?? "");
      if (id !== null) ids.add(id);
      found[assembly] ??= parseLocation(entry?.location ?? "");
    }
  }
  return { location: found, ensemblIds: [...ids] };
}

function present(list: RowJson["tags"]): string[] {
  return (list ?? []).filter((text): text is string => typeof text === "string" && text !== "");
}

function childrenOf(row: RowJson & Partial<Pick<GeneJson, "mode_of_pathogenicity">>): ChildRow[] {
  const { panel } = row;
  if (panel === null || panel === undefined) return [];
  return [
    {
      panel: { id: String(panel.id), name: panel.name ?? "", version: panel.version ?? null },
      confidence: parseConfidence(row.confidence_level) ?? "grey",
      mode: parseMode(row.mode_of_inheritance ?? null),
      modeText: row.mode_of_inheritance ?? "",
      penetrance: parsePenetrance(row.penetrance ?? null),
      modeOfPathogenicity: (row.mode_of_pathogenicity ?? "").trim(),
    },
  ];
}

function commonOf(row: RowJson): Omit<PanelEntity, "name" | "location"> {
  return {
    confidence: parseConfidence(row.confidence_level) ?? "grey",
    mode: parseMode(row.mode_of_inheritance ?? null),
    modeText: row.mode_of_inheritance ?? "",
    penetrance: parsePenetrance(row.penetrance ?? null),
    tags: present(row.tags),
    phenotypes: present(row.phenotypes),
    evidence: present(row.evidence),
    publications: present(row.publications),
    children: childrenOf(row),
  };
}

/** Spelled out, not spread: a panel of 3,000 genes is read in half the time. */
function toGene(row: GeneJson): PanelGene {
  const data = row.gene_data;
  const symbol = row.entity_name;
  const { location, ensemblIds } = locate(data?.ensembl_genes);
  return {
    symbol,
    hgncId: parseHgncId(data?.hgnc_id ?? ""),
    ensemblIds,
    ncbiId: data?.ncbi_gene_id ?? null,
    otherSymbols: otherSymbols(symbol, data),
    confidence: parseConfidence(row.confidence_level) ?? "grey",
    mode: parseMode(row.mode_of_inheritance ?? null),
    modeText: row.mode_of_inheritance ?? "",
    penetrance: parsePenetrance(row.penetrance ?? null),
    lofNotMechanism: saysLofNotMechanism(row.mode_of_pathogenicity ?? null),
    modeOfPathogenicity: (row.mode_of_pathogenicity ?? "").trim(),
    location,
    biotype: data?.biotype ?? null,
    tags: present(row.tags),
    phenotypes: present(row.phenotypes),
    evidence: present(row.evidence),
    publications: present(row.publications),
    children: childrenOf(row),
  };
}

/** Current and alias symbols, each once, without the row's own. */
function otherSymbols(symbol: string, data: GeneDataJson): string[] {
  const others = new Set<string>();
  for (const other of [data?.gene_symbol, data?.hgnc_symbol, ...(data?.alias ?? [])])
    if (typeof other === "string" && other !== "" && other !== symbol) others.add(other);
  return [...others];
}

function entityLocation(row: PlacedJson): PanelEntity["location"] {
  const chrom = canonicalChrom(row.chromosome ?? "") ?? row.chromosome ?? "";
  const at = (pair: [number, number] | null | undefined): GeneLocation | null =>
    pair === null || pair === undefined || chrom === ""
      ? null
      : { chrom, start: pair[0], end: pair[1] };
  return { GRCh37: at(row.grch37_coordinates), GRCh38: at(row.grch38_coordinates) };
}

function toStr(row: StrJson): PanelStr {
  return newStr(row.entity_name, {
    ...commonOf(row),
    location: entityLocation(row),
    symbol: row.gene_data?.gene_symbol ?? null,
    hgncId: parseHgncId(row.gene_data?.hgnc_id ?? ""),
    repeatUnit: row.repeated_sequence ?? "",
    normalRepeats: row.normal_repeats ?? null,
    pathogenicRepeats: row.pathogenic_repeats ?? null,
  });
}

function toRegion(row: RegionJson): PanelRegion {
  return newRegion(row.entity_name, {
    ...commonOf(row),
    location: entityLocation(row),
    title: row.verbose_name ?? "",
    modeOfPathogenicity: (row.mode_of_pathogenicity ?? "").trim(),
    variantType: row.type_of_variants ?? "",
    haploinsufficiency: row.haploinsufficiency_score || null,
    triplosensitivity: row.triplosensitivity_score || null,
    requiredOverlapPercent: row.required_overlap_percentage ?? null,
  });
}

function statsOf({ stats }: HeadJson): PanelStats | null {
  if (stats === null || stats === undefined) return null;
  return {
    genes: stats.number_of_genes ?? 0,
    strs: stats.number_of_strs ?? 0,
    regions: stats.number_of_regions ?? 0,
  };
}

function panelHead(head: HeadJson): PanelHead {
  return {
    id: String(head.id),
    name: head.name,
    version: head.version ?? null,
    signedOff: head.signed_off ?? null,
    hashId: head.hash_id ?? null,
    status: head.status ?? null,
    versionCreated: head.version_created ?? null,
    diseaseGroup: head.disease_group ?? "",
    diseaseSubGroup: head.disease_sub_group ?? "",
    relevantDisorders: present(head.relevant_disorders),
    types: (head.types ?? []).map(({ slug }) => slug),
    stats: statsOf(head),
  };
}

/**
 * One row of a list of panels.
 * @param root where in the document it stands
 * @throws ToolError E_PANEL with the path in the document
 */
export function headOfJson(
  data: unknown,
  path: string,
  root: readonly PropertyKey[] = [],
): PanelHead {
  return panelHead(checkHeader(data, path, root));
}

/** @throws ToolError E_PANEL */
export function parseJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw jsonFault(path)(messageOf(cause), cause);
  }
}

/** What is wrong with a panel's JSON before its shape is looked at. */
export function jsonFault(path: string): (message: string, cause: unknown) => ToolError {
  return (message, cause) =>
    new ToolError("E_PANEL", `not valid JSON: ${message}`, {
      path,
      cause,
      hint: "Download the panel again; a panel may also be a table (TSV) or a BED file.",
    });
}

/**
 * One panel from its parsed JSON.
 *
 * @param path for messages
 * @param digest sha256 of the file's bytes
 * @param source how the file was found
 * @param root where in the file the panel stands, if not at its top
 * @throws ToolError E_PANEL: not of PanelApp's shape; the message carries the path in the file
 */
export function panelOfJson(
  data: unknown,
  path: string,
  digest: string,
  source: "panelapp" | "bundled",
  root: readonly PropertyKey[] = [],
): Panel {
  const found = checkPanel(data, path, root);
  const strs = found.strs ?? [];
  const regions = found.regions ?? [];
  const { genes, conflicts, notes } = mergeDuplicates(found.genes.map(toGene));
  if (genes.length === 0) notes.push("the panel has no gene");
  const head = panelHead(found);
  return newPanel(
    { id: head.id, name: head.name, source, digest },
    {
      ...head,
      rows: { genes: found.genes.length, strs: strs.length, regions: regions.length },
      genes,
      strs: mergeEntities(strs.map(toStr)),
      regions: mergeEntities(regions.map(toRegion)),
      conflicts,
      notes: [...(found.notes ?? []), ...notes, ...modeNotes(genes)],
    },
  );
}
