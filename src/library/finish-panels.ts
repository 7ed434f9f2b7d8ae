/**
 * Panels as read, made ready for use: local overrides (DEC-23) first, so that a gene that they add finds its
 * coordinates too, then what the store's gene tables add (DEC-16, PA-04). Loaded when there is either.
 */
import type { Assembly } from "../core/assembly.ts";
import { completePanel, identityLines, openCatalogue } from "../genes/catalogue/index.ts";
import { applyOverrides, parseOverrides } from "../panel/local/index.ts";
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
 * @param assembly of the coordinates that matter; null: both
 */
export async function withGeneNames(
  panels: readonly Panel[],
  store: string,
  assembly: Assembly | null,
  log: Log,
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
    const stated = notes.filter(
      ({ kind, detail }) =>
        kind !== "several_ensembl_ids" &&
        // What is not opened cannot be missed.
        (kind !== "no_coordinates" || assembly === null || detail.includes(assembly)),
    );
    return { ...panel, geneTables, notes: [...panel.notes, ...identityLines(stated, 5)] };
  });
}
