/**
 * Panels as read, made ready for use: local overrides (DEC-23) first, so that genes that they add also get
 * coordinates, then what the store's gene tables add (DEC-16, PA-04). Loaded when there is either.
 */
import type { Assembly } from "../core/assembly.ts";
import {
  type Catalogue,
  completePanel,
  identityLines,
  type IdentityNote,
  nearestSymbols,
  openCatalogue,
} from "../genes/catalogue/index.ts";
import { applyOverrides, parseOverrides } from "../panel/local/index.ts";
import { ToolError } from "../core/errors.ts";
import { shortList, type Told } from "../core/warnings.ts";
import type { Panel } from "../panel/types.ts";
import { openStore } from "../store/index.ts";
import type { Log } from "../core/log.ts";

/** @throws ToolError E_PANEL with the line of the file */
export function withOverrides(
  panels: readonly Panel[],
  text: string,
  path: string,
  log: Log,
): Panel[] {
  const { panels: result, unused } = applyOverrides(panels, parseOverrides(text, path));
  const applied = result.reduce((sum, { overrides }) => sum + (overrides?.length ?? 0), 0);
  const rest =
    unused.length === 0
      ? ""
      : `; ${unused.length} for other panels (line ${unused.map(({ line }) => line).join(", ")})`;
  log.info(`local overrides: ${applied} applied${rest}`);
  return result;
}

/**
 * @param store path of a store that has genes
 * @param wanted `assembly`: of the coordinates that matter; null: both
 * @param told takes the symbols that are not known
 * @throws ToolError E_PANEL: a symbol that somebody typed is none, unless that is allowed (DEC-34)
 */
export async function withGeneNames(
  panels: readonly Panel[],
  store: string,
  { assembly, allowUnknownGenes }: { assembly: Assembly | null; allowUnknownGenes: boolean },
  log: Log,
  told: Told[],
): Promise<Panel[]> {
  const opened = await openCatalogue(openStore(store), assembly);
  if (opened === null) return [...panels];
  const { catalogue, entries } = opened;
  log.info(`gene tables: ${catalogue.releases.join(", ")}`);
  const geneTables = entries.map(({ source, version, sha256 }) => ({
    kind: "genes" as const,
    source,
    release: version,
    sha256,
  }));
  return panels.map((given) => {
    const { panel, notes } = completePanel(given, catalogue);
    if (catalogue.knowsHgnc) tellUnknown(given, notes, catalogue, allowUnknownGenes, told);
    const stated = notes.filter(
      ({ kind, detail }) =>
        kind !== "several_ensembl_ids" &&
        // What is not opened cannot be missed.
        (kind !== "no_coordinates" || assembly === null || detail.includes(assembly)),
    );
    return { ...panel, geneTables, notes: [...panel.notes, ...identityLines(stated, 5)] };
  });
}

const MOST_NAMED = 10;

/** A BED's names may be those of targets; what PanelApp has is PanelApp's. */
const TYPED: ReadonlySet<Panel["source"]> = new Set(["genes", "tsv"]);

function tellUnknown(
  { source, name }: Panel,
  notes: readonly IdentityNote[],
  catalogue: Catalogue,
  allowed: boolean,
  told: Told[],
): void {
  const unknown = notes
    .filter(({ kind }) => kind === "gene_unknown" || kind === "id_unknown")
    .map(({ symbol }) => symbol)
    // One that several genes have or had is settled by nobody, and no slip of the hand.
    .filter((symbol) => catalogue.candidates(symbol).length === 0);
  if (unknown.length === 0) return;
  const listed = shortList(unknown, MOST_NAMED);
  if (allowed || !TYPED.has(source)) {
    told.push({ code: "unknown_symbols", facts: listed });
    return;
  }
  const shown = listed.genes.map((symbol) => {
    const near = nearestSymbols(symbol, catalogue);
    return near.length === 0 ? symbol : `${symbol} (did you mean ${near.join(" or ")}?)`;
  });
  const more = listed.more === 0 ? "" : ` and ${listed.more} more`;
  throw new ToolError(
    "E_PANEL",
    `${source === "genes" ? "--genes" : `panel ${name}`}: not in HGNC: ${shown.join(", ")}${more}`,
    {
      hint: "Correct the symbol, or give the HGNC id. Add --allow-unknown-genes to continue without it.",
    },
  );
}
