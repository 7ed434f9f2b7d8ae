/** Downloads a release from the HPO project's site. */
import { ToolError } from "../core/errors.ts";
import { bundledAddresses } from "../io/addresses.ts";
import { passingStatus, RETRY_DEFAULTS, retrying } from "../io/retry.ts";
import { download } from "../io/download.ts";
import type { Store } from "../store/types.ts";
import { inflated } from "../io/inflated.ts";
import { readHpoPart, type HpoPart } from "./read/index.ts";
import { type HpoImport, importParts } from "./release.ts";

/** `genes_to_disease.txt` is newer than the other tables: older releases have none. */
const FILES: readonly { name: string; optional: boolean }[] = [
  { name: "hp.json", optional: false },
  { name: "phenotype.hpoa", optional: false },
  { name: "genes_to_phenotype.txt", optional: false },
  { name: "genes_to_disease.txt", optional: true },
];

/**
 * Downloads the files of a release and keeps its snapshot. A release that says another date than the one
 * asked for is refused.
 * @param source address with the layout of the project's releases on GitHub; undefined: those
 * @param onFile called before each file
 * @throws ToolError E_REMOTE: cannot be fetched; E_KNOWLEDGE: not what it should be; E_STORE
 */
export async function fetchHpo(
  store: Store,
  requested: { release: string | null; source: string | undefined; now: string },
  onFile: (name: string) => void,
): Promise<HpoImport> {
  const base = (requested.source ?? bundledAddresses().hpoReleases.address).replace(/\/+$/, "");
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
  const hint = "Give the address of the folder with the files, or download and import them.";
  // Where the project, and no one else, sends those who ask for a file of a release.
  const { files } = bundledAddresses().steps.find(({ job }) => job === "hpo") ?? { files: [] };
  const isTheirs = files.some((file) => new URL(file.address ?? file.page).host === url.host);
  const hosts = isTheirs ? files.flatMap((file) => file.hosts ?? []) : [];
  const waits = { ...RETRY_DEFAULTS, delaysMs: [0, 1000], onWait: () => {} };
  return retrying(url, waits, async () => {
    const { status, headers, bytes } = await download(url, { status: 200, hosts, hint });
    if (status === 200) return bytes;
    if (status === 404 && optional) return null;
    const missing = status === 404 ? "Check the release; there may be none with that date." : hint;
    throw (
      passingStatus(status, headers, waits.now()) ??
      new ToolError("E_REMOTE", `answer ${status}`, { path: address, hint: missing })
    );
  });
}
