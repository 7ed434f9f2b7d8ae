/**
 * The lists of incidental findings that are shipped (DEC-10, DEC-49): genes of the ACMG's secondary findings, and
 * genes and repeat loci of diseases that begin in adult life.
 */
import { readFile } from "node:fs/promises";
import type { Assembly } from "../core/assembly.ts";
import { sha256 } from "../core/digest.ts";
import { isToolError, ToolError } from "../core/errors.ts";
import { findBundled, listBundledPanels } from "./bundled.ts";
import { genesPanel } from "./genes.ts";
import { geneMatcher, type AnnotatedGene } from "./match.ts";
import { compilePanelGenes } from "./table.ts";
import type { Panel } from "./types.ts";

/** The newest of each counts. */
const LISTS = ["acmg-sf", "adult-onset"];

export interface IncidentalLists {
  /** As a report names them: `acmg-sf 3.2, adult-onset 1.0` (SF-06). */
  name: string;
  /** By its ids, else by its symbol (DEC-17). */
  holds(gene: AnnotatedGene): boolean;
  /** Does a listed gene or repeat locus lie there? @param pos 1-based */
  covers(chrom: string, pos: number): boolean;
}

/** @throws ToolError E_POLICY: no symbol and no HGNC id */
function panelOfPolicy(genes: readonly string[]): Panel {
  try {
    return genesPanel(genes);
  } catch (cause) {
    if (!isToolError(cause)) throw cause;
    throw new ToolError("E_POLICY", `incidentalGenes: ${genes.join(", ")}: not genes`, {
      hint: "symbols, or HGNC ids such as HGNC:1100",
      cause,
    });
  }
}

/**
 * @param more symbols or HGNC ids that the laboratory withholds beside them
 * @throws ToolError E_POLICY: one of them is no gene; Error where the program is installed without the lists
 */
export async function incidentalLists(
  assembly: Assembly,
  more: readonly string[],
): Promise<IncidentalLists> {
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
  const all = more.length === 0 ? panels : [...panels, panelOfPolicy(more)];
  const table = compilePanelGenes(all, { assembly, margin: 0, minConfidence: "amber" });
  const match = geneMatcher(table);
  const loci = panels.flatMap(({ strs }) => strs.flatMap((str) => str.location[assembly] ?? []));
  const places = [...table.genes.flatMap(({ region }) => region ?? []), ...loci];
  return {
    name: [
      ...panels.map(({ id, version }) => `${id} ${version ?? ""}`),
      ...(more.length === 0 ? [] : ["the policy's"]),
    ].join(", "),
    holds: (gene) => match(gene) >= 0,
    covers: (chrom, pos) => places.some((p) => p.chrom === chrom && p.start <= pos && pos <= p.end),
  };
}
