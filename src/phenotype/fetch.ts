/** A release from where the HPO project publishes it. */
import { isToolError, messageOf, ToolError } from "../core/errors.ts";
import { download } from "../io/download.ts";
import type { Store } from "../store/types.ts";
import { inflated } from "../io/inflated.ts";
import { readHpoPart, type HpoPart } from "./read/index.ts";
import { type HpoImport, importParts } from "./release.ts";

/** Official releases: `latest/download/<file>`, `download/v<date>/<file>`. */
export const HPO_RELEASES = "https://github.com/obophenotype/human-phenotype-ontology/releases";

/** `genes_to_disease.txt` is newer than the other tables: older releases have none. */
const FILES: readonly { name: string; optional: boolean }[] = [
  { name: "hp.json", optional: false },
  { name: "phenotype.hpoa", optional: false },
  { name: "genes_to_phenotype.txt", optional: false },
  { name: "genes_to_disease.txt", optional: true },
];

const TRIES = 3;

/** Where GitHub, and no one else, sends those who ask for a file of a release. */
const GITHUB_FILES = ["release-assets.githubusercontent.com", "objects.githubusercontent.com"];

/**
 * Downloads the files of a release and keeps its snapshot. A release that says another date than the one
 * asked for is refused.
 * @param source address with the layout of HPO_RELEASES
 * @param onFile called before each file
 * @throws ToolError E_REMOTE: cannot be fetched; E_KNOWLEDGE: not what it should be; E_STORE
 */
export async function fetchHpo(
  store: Store,
  requested: { release: string | null; source: string; now: string },
  onFile: (name: string) => void,
): Promise<HpoImport> {
  const base = requested.source.replace(/\/+$/, "");
  const folder = requested.release === null ? "latest/download" : `download/v${requested.release}`;
  const parts: HpoPart[] = [];
  for (const { name, optional } of FILES) {
    onFile(name);
    const address = `${base}/${folder}/${name}`;
    // oxlint-disable-next-line no-await-in-loop -- one after the other: each is large in memory
    const stored = await fileAt(address, optional);
    if (stored === null) continue;
    // oxlint-disable-next-line no-await-in-loop -- as above
    parts.push(readHpoPart({ path: address, bytes: await inflated(address, stored) }));
  }
  const { release, now } = requested;
  return importParts(store, parts, { release, now, origin: `${base}/${folder}` });
}

/** null: the file is optional and not there. */
async function fileAt(address: string, optional: boolean): Promise<Buffer | null> {
  if (!URL.canParse(address))
    throw new ToolError("E_USAGE", `'${address}' is not an address`, {
      hint: "Write an address such as https://host/folder.",
    });
  const url = new URL(address);
  const hosts = url.host === "github.com" ? GITHUB_FILES : [];
  const hint = "Give the address of the folder with the files, or download and import them.";
  for (let attempt = 1; ; attempt++) {
    try {
      // oxlint-disable-next-line no-await-in-loop -- tries follow each other
      const { status, bytes } = await download(url, { status: 200, hosts, hint });
      if (status === 200) return bytes;
      if (status === 404 && optional) return null;
      // What the server refuses it refuses again; what it fails at may pass.
      if (status < 500 || attempt === TRIES) {
        const what =
          status === 404
            ? "Check the release: there may be none of that date."
            : "Try again later.";
        throw new ToolError("E_REMOTE", `answer ${status}`, { path: address, hint: what });
      }
    } catch (cause) {
      if (isToolError(cause)) throw cause;
      if (attempt === TRIES)
        throw new ToolError("E_REMOTE", `cannot be fetched: ${messageOf(cause)}`, {
          path: address,
          cause,
        });
    }
  }
}
