/**
 * The bundled lists of incidental findings (DEC-10, DEC-49): genes of the ACMG's secondary findings, and genes and
 * repeat loci of adult-onset diseases.
 */
import { readFile } from "node:fs/promises";
import type { Assembly } from "../core/assembly.ts";
import { sha256 } from "../core/digest.ts";
import { isToolError, ToolError, usageError } from "../core/errors.ts";
import { genesMeantBy, type GeneIdentity } from "../core/gene.ts";
import { findBundled, listBundledPanels } from "./bundled.ts";
import { genesPanel } from "./genes.ts";
import { geneMatcher, type AnnotatedGene } from "./match.ts";
import { compilePanelGenes } from "./table.ts";
import type { Panel, PanelGenes } from "./types.ts";

/** The newest of each counts. */
const LISTS = ["acmg-sf", "adult-onset"];

export interface IncidentalLists {
  /** As a report names them: `acmg-sf 3.2, adult-onset 1.0` (SF-06). */
  name: string;
  /** By its ids, else by its symbol (DEC-17). */
  holds(gene: AnnotatedGene): boolean;
  /** Does a listed gene or repeat locus lie there, or nearer than the margin, that no applied panel asks for? */
  covers(place: IncidentalPlace): boolean;
  /** Words of the laboratory whose place nothing tells. */
  unplaced: string[];
}

/** Bases that an allele touches, 1-based, inclusive. */
export interface IncidentalPlace {
  chrom: string;
  pos: number;
  end: number;
}

/**
 * The laboratory's own list, the policy's `incidentalGenes`, without coordinates.
 * @throws ToolError E_POLICY: no symbol and no HGNC id
 */
export function panelOfPolicy(genes: readonly string[]): Panel {
  try {
    if (genes.some((word) => word.trim() === "")) throw usageError("an empty word");
    return genesPanel(genes);
  } catch (cause) {
    if (!isToolError(cause)) throw cause;
    throw new ToolError("E_POLICY", `incidentalGenes: ${genes.join(", ")}: not genes`, {
      hint: "Give symbols, or ids such as HGNC:1100.",
      cause,
    });
  }
}

interface Asked {
  assembly: Assembly;
  /** What the laboratory withholds beside them; null: nothing. */
  own: Panel | null;
  /** Genes of the applied panels: they are asked for, and withheld nowhere. */
  table: PanelGenes;
  /** Bases around a gene that are its own too. */
  margin: number;
}

/** @throws Error where the program is installed without the lists */
export async function incidentalLists({
  assembly,
  own,
  table: applied,
  margin,
}: Asked): Promise<IncidentalLists> {
  const { panelOfJson, parseJson } = await import("./formats/panelapp.ts");
  const bundled = await listBundledPanels();
  const panels = await Promise.all(
    LISTS.map(async (id) => {
      const found = findBundled(bundled, id);
      if (found === undefined) throw new Error(`panels/${id} is not installed`);
      const text = await readFile(found.path, "utf8");
      return panelOfJson(parseJson(text, found.path), found.path, sha256(text), "bundled");
    }),
  );
  const all = own === null ? panels : [...panels, own];
  const table = compilePanelGenes(all, { assembly, margin, minConfidence: "amber" });
  const match = geneMatcher(table);
  const isAskedFor = (gene: GeneIdentity): boolean => genesMeantBy(gene, applied.genes).length > 0;
  const loci = panels.flatMap(({ strs }) =>
    strs.flatMap(({ symbol, hgncId, location }) => {
      const gene = { symbol: symbol ?? "", hgncId, ensemblIds: [], ncbiId: null, otherSymbols: [] };
      return isAskedFor(gene) ? [] : (location[assembly] ?? []);
    }),
  );
  const genes = table.genes.filter((gene) => !isAskedFor(gene));
  const places = [...genes.flatMap(({ region }) => region ?? []), ...loci];
  return {
    name: [
      ...panels.map(({ id, version }) => `${id} ${version ?? ""}`),
      ...(own === null ? [] : ["the policy's"]),
    ].join(", "),
    holds: (gene) => match(gene) >= 0,
    covers: ({ chrom, pos, end }) =>
      places.some((p) => p.chrom === chrom && p.start <= end && pos <= p.end),
    unplaced: (own?.genes ?? [])
      .filter((gene) => {
        const known = genesMeantBy(gene, table.genes).map((i) => table.genes[i]?.region ?? null);
        return known.every((region) => region === null);
      })
      .map(({ symbol, hgncId }) => symbol || (hgncId ?? "")),
  };
}
