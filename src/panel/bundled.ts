/** The bundled panels, as files `panels/<id>@<version>.json`. */
import { readdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { PLACES } from "../core/places.ts";
import { compareText } from "../core/text.ts";
import { compareVersions } from "../core/version.ts";

interface BundledPanel {
  id: string;
  /** `major.minor`, text. */
  version: string;
  path: string;
}

/** Every bundled panel, by id, then newest first. */
export async function listBundledPanels(): Promise<BundledPanel[]> {
  const names = await readdir(PLACES.panels);
  return names
    .flatMap((name) => {
      const parts = /^(.+)@(\d+\.\d+)\.json$/.exec(name);
      const [, id, version] = parts ?? [];
      if (id === undefined || version === undefined) return [];
      return [
        { id, version, path: fileURLToPath(new URL(encodeURIComponent(name), PLACES.panels)) },
      ];
    })
    .sort((a, b) => compareText(a.id, b.id) || compareVersions(b.version, a.version));
}

/** `epilepsy` (the newest) or `epilepsy@1.0`; undefined when there is none of this name. */
export function findBundled(
  panels: readonly BundledPanel[],
  wanted: string,
): BundledPanel | undefined {
  return panels.find(({ id, version }) => wanted === id || wanted === `${id}@${version}`);
}
